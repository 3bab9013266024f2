use std::fmt;

use crate::source::{Position, Span};

/// Why a source is no article, and where.
///
/// ```
/// use newsprint::{Article, ErrorKind};
///
/// let error = Article::parse("# News\n\nAn archive.\n").unwrap_err();
/// assert_eq!(error.kind(), &ErrorKind::NotAnArticle);
/// assert_eq!(error.span().to_string(), "0..6");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    span: Span,
    position: Position,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, span: Span, source: &str) -> Self {
        let position = Position::of(source, span.start);
        Error {
            kind,
            span,
            position,
        }
    }

    /// Returns what is wrong.
    pub fn kind(&self) -> &ErrorKind {
        &self.kind
    }

    /// Returns the bytes at which it is wrong; an empty span at the end where something is missing.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Returns the line and column of the span's start.
    pub fn position(&self) -> Position {
        self.position
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.kind, self.position)
    }
}

impl std::error::Error for Error {}

/// What makes a source no article.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The bytes are not UTF-8.
    #[error("expected UTF-8, found {0}")]
    NotUtf8(Encoding),
    /// There is nothing but blanks in the source.
    #[error("expected an article, found an empty file")]
    Empty,
    /// The source is longer than `ParseOptions::max_len` allows.
    #[error("expected at most {max} bytes, found {len}")]
    TooLong {
        /// The limit in bytes.
        max: u32,
        /// The source's length in bytes.
        len: usize,
    },
    /// The source begins with none of the things that an article can begin with.
    #[error("expected front matter, a stamp or a link header, found other text")]
    NotAnArticle,
    /// The source is a page of HTML.
    #[error("expected front matter, a stamp or a link header, found a page of HTML")]
    HtmlPage,
    /// No line `---` ends the front matter.
    #[error("expected a line `---` that ends the front matter")]
    UnterminatedFrontMatter,
    /// No `-->` ends the stamp on its line.
    #[error("expected `-->` at the end of the stamp")]
    UnterminatedStamp,
    /// The stamp's comment holds neither digits nor `NaN`.
    #[error("expected milliseconds or `NaN` in the stamp")]
    InvalidStamp,
    /// Something stands behind the stamp on its line.
    #[error("expected a line end after the stamp")]
    TextBehindStamp,
    /// The line behind the stamp is no link header.
    #[error("expected a link header `[title](url)`")]
    MissingLinkHeader,
    /// The link header holds no absolute URL.
    #[error("expected `](`, an absolute URL and `)` at the end of the link header")]
    MissingUrl,
    /// The line behind the link header is no separator.
    #[error("expected a separator of at least three `-`")]
    MissingSeparator,
    /// The file ends in the header, in the line of the separator or of the date.
    #[error("expected a line end and the body")]
    UnterminatedHeader,
    /// The front matter lacks this key, and there is no link header to say the same.
    #[error("expected `{0}` in the front matter, or a link header behind it")]
    MissingKey(&'static str),
    /// The body nests deeper than `ParseOptions::max_depth` allows.
    #[error("expected at most {max} levels of nesting")]
    TooDeep {
        /// The limit in levels.
        max: u32,
    },
    /// The body makes more nodes than `ParseOptions::max_nodes` allows.
    #[error("expected at most {max} nodes in the body")]
    TooManyNodes {
        /// The limit in nodes.
        max: u32,
    },
    /// The body has more element names that HTML does not know than can be counted.
    #[error("expected at most 65,000 different element names")]
    TooManyNames,
    /// A tag has more attributes than `ParseOptions::max_attributes` allows.
    #[error("expected at most {max} attributes on a tag")]
    TooManyAttributes {
        /// The limit in attributes a tag.
        max: u32,
    },
    /// More formatting elements are open than `ParseOptions::max_formatting` allows.
    #[error("expected at most {max} formatting elements open at once")]
    TooManyFormatting {
        /// The limit in elements.
        max: u32,
    },
    /// The body repeats more attributes in formatting elements that are made anew than
    /// `ParseOptions::max_repeated` allows.
    #[error("expected formatting elements that repeat at most {max} bytes of attributes")]
    TooMuchRepeated {
        /// The limit in bytes.
        max: u64,
    },
    /// The body takes more steps through open elements than `ParseOptions::max_steps` allows.
    #[error("expected markup that takes at most {max} steps through open elements")]
    TooManySteps {
        /// The limit in steps.
        max: u64,
    },
    /// Something that is tolerated unless `ParseOptions::strict` is set.
    #[error("{0}")]
    Strict(WarningKind),
}

impl ErrorKind {
    /// Returns the variant's name in `snake_case`, for machines.
    pub fn name(&self) -> &'static str {
        match self {
            ErrorKind::NotUtf8(_) => "not_utf8",
            ErrorKind::Empty => "empty",
            ErrorKind::TooLong { .. } => "too_long",
            ErrorKind::NotAnArticle => "not_an_article",
            ErrorKind::HtmlPage => "html_page",
            ErrorKind::UnterminatedFrontMatter => "unterminated_front_matter",
            ErrorKind::UnterminatedStamp => "unterminated_stamp",
            ErrorKind::InvalidStamp => "invalid_stamp",
            ErrorKind::TextBehindStamp => "text_behind_stamp",
            ErrorKind::MissingLinkHeader => "missing_link_header",
            ErrorKind::MissingUrl => "missing_url",
            ErrorKind::MissingSeparator => "missing_separator",
            ErrorKind::UnterminatedHeader => "unterminated_header",
            ErrorKind::MissingKey(_) => "missing_key",
            ErrorKind::TooDeep { .. } => "too_deep",
            ErrorKind::TooManyNodes { .. } => "too_many_nodes",
            ErrorKind::TooManyNames => "too_many_names",
            ErrorKind::TooManyAttributes { .. } => "too_many_attributes",
            ErrorKind::TooManyFormatting { .. } => "too_many_formatting",
            ErrorKind::TooMuchRepeated { .. } => "too_much_repeated",
            ErrorKind::TooManySteps { .. } => "too_many_steps",
            ErrorKind::Strict(_) => "strict",
        }
    }
}

/// What bytes that are no UTF-8 look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Encoding {
    /// UTF-16, little endian: the bytes `FF FE`, or a NUL behind each letter.
    Utf16Le,
    /// UTF-16, big endian: the bytes `FE FF`, or a NUL before each letter.
    Utf16Be,
    /// GB18030 (GBK, GB2312): pairs of bytes that are Chinese characters there.
    Gb18030,
    /// None that is known: bytes cut or damaged.
    Unknown,
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Encoding::Utf16Le => "UTF-16 (little endian)",
            Encoding::Utf16Be => "UTF-16 (big endian)",
            Encoding::Gb18030 => "what looks like GB18030",
            Encoding::Unknown => "an invalid byte",
        })
    }
}

/// Something odd in an article that was read all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    kind: WarningKind,
    span: Span,
}

impl Warning {
    pub(crate) fn new(kind: WarningKind, span: Span) -> Self {
        Warning { kind, span }
    }

    /// Returns what is odd.
    pub fn kind(&self) -> &WarningKind {
        &self.kind
    }

    /// Returns the bytes that are odd; an empty span where something is missing.
    pub fn span(&self) -> Span {
        self.span
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)
    }
}

/// What was tolerated. With [`ParseOptions::strict`](crate::ParseOptions::strict) each is an error.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum WarningKind {
    /// A byte order mark stands before the article.
    #[error("expected no byte order mark")]
    ByteOrderMark,
    /// A line of the envelope ends in CRLF. Reported once, for the first.
    #[error("expected LF, found CRLF")]
    CrLf,
    /// The stamp is `NaN`: the writer could not read the feed's date.
    #[error("expected milliseconds in the stamp, found `NaN`")]
    NanStamp,
    /// The stamp is not a date in the years 1 to 9999.
    #[error("expected a stamp in the years 1 to 9999")]
    StampOutOfRange,
    /// The stamp is a date before 1990 or after 2100: it is in seconds or microseconds, perhaps.
    #[error("expected a stamp in the years 1990 to 2100")]
    UnlikelyStamp,
    /// There is no stamp, no date line, and no `date` in the front matter.
    #[error("expected a stamp")]
    MissingStamp,
    /// No blank line stands between the header and the body.
    #[error("expected a blank line before the body")]
    MissingBlankLine,
    /// A blank line stands between the front matter and the stamp or link header.
    #[error("expected no blank line before the header")]
    ExtraBlankLine,
    /// Blanks stand at the end of a line of the envelope.
    #[error("expected no blanks at the end of the line")]
    TrailingBlanks,
    /// A blank stands in the link header's URL.
    #[error("expected no blank in the URL")]
    BlankInUrl,
    /// `from` in the front matter is no absolute URL, and there is no link header.
    #[error("expected an absolute URL")]
    RelativeUrl,
    /// A line of the front matter is no `key: value`.
    #[error("expected `key: value` in the front matter")]
    FrontMatterLine,
    /// A key stands a second time in the front matter. The first counts.
    #[error("expected each key only once")]
    RepeatedKey,
    /// The title in the front matter begins with a quote and does not end with one.
    #[error("expected `\"` at the end of the title")]
    UnclosedQuote,
    /// A date is in none of the forms that writers use.
    #[error("expected a date")]
    InvalidDate,
    /// The header of another article stands in the body: two files were joined.
    #[error("expected one article, found the header of another")]
    SecondHeader,
}

impl WarningKind {
    /// Returns the variant's name in `snake_case`, for machines.
    pub fn name(&self) -> &'static str {
        match self {
            WarningKind::ByteOrderMark => "byte_order_mark",
            WarningKind::CrLf => "cr_lf",
            WarningKind::NanStamp => "nan_stamp",
            WarningKind::StampOutOfRange => "stamp_out_of_range",
            WarningKind::UnlikelyStamp => "unlikely_stamp",
            WarningKind::MissingStamp => "missing_stamp",
            WarningKind::MissingBlankLine => "missing_blank_line",
            WarningKind::ExtraBlankLine => "extra_blank_line",
            WarningKind::TrailingBlanks => "trailing_blanks",
            WarningKind::SecondHeader => "second_header",
            WarningKind::BlankInUrl => "blank_in_url",
            WarningKind::RelativeUrl => "relative_url",
            WarningKind::FrontMatterLine => "front_matter_line",
            WarningKind::RepeatedKey => "repeated_key",
            WarningKind::UnclosedQuote => "unclosed_quote",
            WarningKind::InvalidDate => "invalid_date",
        }
    }
}
