use std::fmt;

/// Why no file was built: the field, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildError {
    field: Field,
    kind: BuildErrorKind,
}

impl BuildError {
    pub(super) fn new(field: Field, kind: BuildErrorKind) -> Self {
        BuildError { field, kind }
    }

    /// Returns the field that cannot be written.
    pub fn field(&self) -> Field {
        self.field
    }

    /// Returns what is wrong with it.
    pub fn kind(&self) -> &BuildErrorKind {
        &self.kind
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.kind)
    }
}

impl std::error::Error for BuildError {}

/// What makes a value one that cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum BuildErrorKind {
    /// Neither the field nor what stands in for it is set.
    #[error("expected a value")]
    Missing,
    /// A line end stands in what has to fit on a line.
    #[error("expected no line end")]
    LineEnd,
    /// A blank stands in a URL or a name.
    #[error("expected no blank")]
    Blank,
    /// A blank stands at the start or end of a value that is read without.
    #[error("expected no blank at the start or end")]
    OuterBlank,
    /// A name is empty.
    #[error("expected no empty name")]
    EmptyName,
    /// A URL has no scheme and `://`.
    #[error("expected an absolute URL")]
    RelativeUrl,
    /// A second URL behind `](` stands in a URL: the header would be read with that one.
    #[error("expected no second `](` and URL")]
    UrlInUrl,
    /// A date has parts of a millisecond, or is none of the years 0 to 9999.
    #[error("expected a date of whole milliseconds and of four digits a year")]
    Date,
    /// The file would be longer than an offset can tell.
    #[error("expected a file below 4 GiB")]
    TooLong,
    /// The value would not be read back the same.
    #[error("expected a value that reads back the same")]
    Misread,
}

/// What a [`BuildError`] is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
    /// `layout` in the front matter.
    Layout,
    /// `title` in the front matter.
    FrontMatterTitle,
    /// `date` in the front matter.
    Date,
    /// `author` in the front matter.
    Author,
    /// `from` in the front matter.
    From,
    /// `tags` in the front matter.
    Tags,
    /// `categories` in the front matter.
    Categories,
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Field::Stamp => "stamp",
            Field::Title => "title",
            Field::Link => "link",
            Field::Body => "body",
            Field::Layout => "layout in the front matter",
            Field::FrontMatterTitle => "title in the front matter",
            Field::Date => "date in the front matter",
            Field::Author => "author in the front matter",
            Field::From => "from in the front matter",
            Field::Tags => "tags in the front matter",
            Field::Categories => "categories in the front matter",
        })
    }
}
