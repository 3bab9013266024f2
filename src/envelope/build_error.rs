use std::fmt;

/// The reason a file could not be built: the field, and the problem with its value.
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

    /// Returns the field that cannot be written.
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

/// The kind of a [`BuildError`]: why a value cannot be written.
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
    /// The key is not an ASCII letter followed by ASCII letters, digits, `_` and `-`.
    #[error("expected a key of letters, digits, `_` and `-`")]
    Key,
    /// The value has a line end, but must fit on a line.
    #[error("expected no line end")]
    LineEnd,
    /// A URL or a name contains white space.
    #[error("expected no white space")]
    Blank,
    /// A name contains a comma, which would split it into two names.
    #[error("expected no comma")]
    Comma,
    /// The value starts or ends with a space or tab, which readers drop.
    #[error("expected no white space at the start or end")]
    OuterBlank,
    /// A name starts with a quote, or a value is enclosed in quotes: readers drop quotes.
    #[error("expected no quote at the start")]
    Quote,
    /// A name is empty.
    #[error("expected no empty name")]
    EmptyName,
    /// A URL has no scheme and `://`.
    #[error("expected an absolute URL")]
    RelativeUrl,
    /// A URL contains `](` and another URL: the link header would be read with the second one.
    #[error("expected no second `](` and URL")]
    UrlInUrl,
    /// A date has fractions of a millisecond, a fraction of a minute in its offset, or a year
    /// outside 1 to 9999.
    #[error("expected a date of whole milliseconds in the years 1 to 9999")]
    Date,
    /// The file would be longer than 4 GiB.
    #[error("expected a file below 4 GiB")]
    TooLong,
    /// The value would not be read back the same.
    #[error("expected a value that reads back the same")]
    Misread,
}

/// The part of a file that a [`BuildError`] is about.
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
    /// The value of this key in the front matter.
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
