use std::fmt;

/// The reason [`ClipBuilder::build`](crate::ClipBuilder::build) failed: a field, and the problem with its
/// value.
///
/// ```
/// use newsprint::{BuildErrorKind, ClipBuilder, Field, FrontMatterBuilder};
///
/// let error = ClipBuilder::new("Title", "https://example.org/a")
///     .stamp_millis(1_618_495_142_000)
///     .front_matter(FrontMatterBuilder::new("Author").set("photo", "a\nb"))
///     .build()
///     .unwrap_err();
/// assert_eq!(error.field(), &Field::FrontMatter("photo".to_owned()));
/// assert_eq!(error.kind(), BuildErrorKind::LineEnd);
/// assert_eq!(error.to_string(), "photo in the front matter: expected no line end");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BuildError {
    field: Field,
    kind: BuildErrorKind,
}

impl BuildError {
    pub(super) fn new(field: Field, kind: BuildErrorKind) -> Self {
        BuildError { field, kind }
    }

    /// Returns the field whose value is missing or cannot be written.
    ///
    /// ```
    /// use newsprint::{ClipBuilder, Field};
    ///
    /// let error = ClipBuilder::new("Title", "/a").nan_stamp().build().unwrap_err();
    /// assert_eq!(error.field(), &Field::Link);
    /// ```
    pub fn field(&self) -> &Field {
        &self.field
    }

    /// Returns the problem with the field's value.
    pub fn kind(&self) -> BuildErrorKind {
        self.kind
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.kind)
    }
}

impl std::error::Error for BuildError {}

/// The kind of a [`BuildError`]: the problem with the field's value.
///
/// ```
/// use newsprint::{BuildErrorKind, ClipBuilder};
///
/// let error = ClipBuilder::new("Title", "https://example.org/a").build().unwrap_err();
/// assert_eq!(error.kind(), BuildErrorKind::Missing);
/// assert_eq!(error.to_string(), "stamp: expected a value");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum BuildErrorKind {
    /// The field is not set, and has no default.
    #[error("expected a value")]
    Missing,
    /// The key of the front matter is invalid: it must start with an ASCII letter, and contain only
    /// ASCII letters, digits, `_` and `-`.
    #[error("expected a key of letters, digits, `_` and `-`")]
    Key,
    /// The value contains LF or CR, but must be on one line.
    #[error("expected no line end")]
    LineEnd,
    /// A URL, or a name in `tags` or `categories`, contains white space.
    #[error("expected no white space")]
    Blank,
    /// A name in `tags` or `categories` contains a comma. A parser would read such a name as two names.
    #[error("expected no comma")]
    Comma,
    /// The value starts or ends with a space or tab, which a parser would remove.
    #[error("expected no white space at the start or end")]
    OuterBlank,
    /// A name in `tags` or `categories` starts with a quote, or the value of `layout` or `comments`
    /// is enclosed in quotes. A parser would remove the quotes.
    #[error("expected no quote at the start")]
    Quote,
    /// A name in `tags` or `categories` is empty.
    #[error("expected no empty name")]
    EmptyName,
    /// A URL is not absolute: it does not start with a scheme and `://`.
    #[error("expected an absolute URL")]
    RelativeUrl,
    /// A URL contains `](`, followed by a second URL. A parser would read only the second URL as
    /// the URL of the link header.
    #[error("expected no second `](` and URL")]
    UrlInUrl,
    /// A date cannot be written exactly. Possible reasons: the format is not supported, the year is
    /// outside 1 to 9999, a time in UTC has fractions of a millisecond, or an offset from UTC is
    /// not in whole minutes.
    #[error("expected a date of whole milliseconds in the years 1 to 9999")]
    Date,
    /// The file would be longer than 4 GiB.
    #[error("expected a file below 4 GiB")]
    TooLong,
    /// A parser would read a value that differs from the value that was set. This kind is used only
    /// if no other kind describes the reason.
    #[error("expected a value that reads back the same")]
    Misread,
}

/// The part of a file that a [`BuildError`] is about, such as the title.
///
/// ```
/// use newsprint::Field;
///
/// assert_eq!(Field::FrontMatter("tags".to_owned()).to_string(), "tags in the front matter");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Field {
    /// The stamp.
    Stamp,
    /// The title in the link header.
    Title,
    /// The URL in the link header.
    Link,
    /// The body.
    Body,
    /// The line of the front matter with this key.
    FrontMatter(String),
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Field::Stamp => f.write_str("stamp"),
            Field::Title => f.write_str("title"),
            Field::Link => f.write_str("link"),
            Field::Body => f.write_str("body"),
            Field::FrontMatter(key) => write!(f, "{key} in the front matter"),
        }
    }
}
