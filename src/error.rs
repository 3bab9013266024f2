use std::fmt;

use crate::limits::Limit;
use crate::source::{Encoding, Position, Span};
use crate::warning::WarningKind;

/// The reason a source could not be parsed, and the place of the problem.
///
/// ```
/// use newsprint::{Article, ErrorKind};
///
/// let source = "<!--1618495142000-->\n[Title](https://example.org/)\n==\n\n<p>text</p>";
/// let error = Article::parse(source).unwrap_err();
/// assert_eq!(error.kind(), &ErrorKind::MissingSeparator);
/// assert_eq!(error.span().of(source), "==");
/// assert_eq!(error.position().line, 3);
/// assert_eq!(
///     error.to_string(),
///     "expected a separator of at least three `-` at line 3, column 1",
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
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

    /// Returns the kind of the error.
    ///
    /// ```
    /// use newsprint::{Article, ErrorKind};
    ///
    /// match Article::parse("<!DOCTYPE html><p>text</p>") {
    ///     Ok(article) => println!("{}", article.title()),
    ///     Err(error) => assert_eq!(error.kind(), &ErrorKind::HtmlPage),
    /// }
    /// ```
    pub fn kind(&self) -> &ErrorKind {
        &self.kind
    }

    /// Returns the span of the problem. If something is missing, the span is empty, and is at the
    /// place where the missing part is expected. If the source is too long, the span is empty, and
    /// is at the start of the source.
    ///
    /// The span is always within the source. If the source is UTF-8, the span is on character
    /// boundaries.
    ///
    /// ```
    /// use newsprint::{Article, ErrorKind};
    ///
    /// let source = "---\ntitle: \"T\"\n";
    /// let error = Article::parse(source).unwrap_err();
    /// assert_eq!(error.kind(), &ErrorKind::UnterminatedFrontMatter);
    /// // The closing `---` is expected at the end.
    /// assert_eq!(error.span().start as usize, source.len());
    /// assert!(error.span().is_empty());
    /// ```
    pub fn span(&self) -> Span {
        self.span
    }

    /// Returns the line and column of the span's start.
    ///
    /// ```
    /// use newsprint::Article;
    ///
    /// let error = Article::parse("<!--1618495142000-->\n[题目]\n------\n\n").unwrap_err();
    /// assert_eq!((error.position().line, error.position().column), (2, 5));
    /// ```
    pub fn position(&self) -> Position {
        self.position
    }

    /// Returns a hint on how to fix the problem, or `None` if there is no hint. Same as [`ErrorKind::help`].
    ///
    /// ```
    /// let error = newsprint::Article::parse("[Title](https://example.org/)\n==\n\n").unwrap_err();
    /// assert_eq!(error.help(), Some("write in the line after the link header: ------"));
    /// ```
    pub fn help(&self) -> Option<&'static str> {
        self.kind.help()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.kind, self.position)
    }
}

impl std::error::Error for Error {}

/// The kind of an [`Error`]: the reason a source could not be parsed.
///
/// ```
/// use newsprint::{Article, ErrorKind};
///
/// fn advice(source: &str) -> String {
///     match Article::parse(source).map_err(|error| *error.kind()) {
///         Ok(article) => format!("fine: {}", article.title()),
///         Err(ErrorKind::HtmlPage) => "not an archived article".to_owned(),
///         Err(ErrorKind::Limit { limit, max, .. }) => format!("more than {max} for {limit}"),
///         Err(kind) => kind.to_string(),
///     }
/// }
///
/// assert_eq!(advice("<!DOCTYPE html><p>text</p>"), "not an archived article");
/// let nested = "[t](https://example.org/)\n------\n\n".to_owned() + &"<div>".repeat(600);
/// assert_eq!(advice(&nested), "more than 512 for depth");
/// assert_eq!(advice(""), "expected an article, found an empty file");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The bytes are not UTF-8. Contains the encoding, or [`Encoding::Unknown`] if it could not be detected.
    #[error("expected UTF-8, found {}", Found(*.0))]
    NotUtf8(Encoding),
    /// The source is empty, or contains only white space.
    #[error("expected an article, found an empty file")]
    Empty,
    /// The source or its body exceeds a limit of [`ParseOptions`](crate::ParseOptions).
    #[error("{}", Exceeded(*limit, *max, *found))]
    Limit {
        /// The limit that was exceeded.
        limit: Limit,
        /// The maximum that `limit` allows for this source.
        max: u64,
        /// The length of the source, if `limit` is [`Limit::Len`]. `None` for other limits: parsing
        /// stops as soon as such a limit is exceeded, before the whole amount is known.
        found: Option<u64>,
    },
    /// The source starts with something other than front matter, a stamp or a link header.
    #[error("expected front matter, a stamp or a link header, found other text")]
    NotAnArticle,
    /// The source is an HTML page.
    #[error("expected front matter, a stamp or a link header, found a page of HTML")]
    HtmlPage,
    /// The front matter is not closed: the second line `---` is missing.
    #[error("expected a line `---` that ends the front matter")]
    UnterminatedFrontMatter,
    /// The stamp is not closed: `-->` is missing on its line.
    #[error("expected `-->` at the end of the stamp")]
    UnterminatedStamp,
    /// The comment before the link header contains neither a number nor `NaN`, so it is not a valid stamp.
    #[error("expected milliseconds or `NaN` in the stamp")]
    InvalidStamp,
    /// There is text after the stamp on its line.
    #[error("expected a line end after the stamp")]
    TextAfterStamp,
    /// The line after the stamp is not a link header.
    #[error("expected a link header `[title](url)`")]
    MissingLinkHeader,
    /// The link header has no absolute URL.
    #[error("expected `](`, an absolute URL and `)` at the end of the link header")]
    MissingUrl,
    /// The line after the link header is not a separator.
    #[error("expected a separator of at least three `-`")]
    MissingSeparator,
    /// The file ends within the header: in the line of the separator or in the date line.
    #[error("expected a line end and the body")]
    UnterminatedHeader,
    /// The front matter does not contain this key, and the file has no link header, which would
    /// contain the same value.
    #[error("expected `{0}` in the front matter, or a link header after it")]
    MissingKey(&'static str),
    /// The front matter has a layout other than `post`, and there is neither a link header nor a body. Such a
    /// file is a page that lists articles.
    #[error("expected the layout `post` or a body, found another layout and no body")]
    ListPage,
    /// A warning that is an error because [`ParseOptions::strict`](crate::ParseOptions::strict) is set.
    #[error("{0}")]
    Strict(WarningKind),
}

impl ErrorKind {
    /// Returns the kind of the error for a body that exceeds `limit`.
    pub(crate) const fn exceeded(limit: Limit, max: u64) -> Self {
        let found = None;
        ErrorKind::Limit { limit, max, found }
    }

    /// Returns the name of the variant in `snake_case`, for use by programs.
    ///
    /// ```
    /// assert_eq!(newsprint::ErrorKind::NotAnArticle.name(), "not_an_article");
    /// ```
    pub fn name(&self) -> &'static str {
        match self {
            ErrorKind::NotUtf8(_) => "not_utf8",
            ErrorKind::Empty => "empty",
            ErrorKind::Limit { .. } => "limit",
            ErrorKind::NotAnArticle => "not_an_article",
            ErrorKind::HtmlPage => "html_page",
            ErrorKind::UnterminatedFrontMatter => "unterminated_front_matter",
            ErrorKind::UnterminatedStamp => "unterminated_stamp",
            ErrorKind::InvalidStamp => "invalid_stamp",
            ErrorKind::TextAfterStamp => "text_after_stamp",
            ErrorKind::MissingLinkHeader => "missing_link_header",
            ErrorKind::MissingUrl => "missing_url",
            ErrorKind::MissingSeparator => "missing_separator",
            ErrorKind::UnterminatedHeader => "unterminated_header",
            ErrorKind::MissingKey(_) => "missing_key",
            ErrorKind::ListPage => "list_page",
            ErrorKind::Strict(_) => "strict",
        }
    }

    /// Returns a hint on how to fix the problem, or `None` if there is no hint.
    ///
    /// ```
    /// use newsprint::{Encoding, ErrorKind};
    ///
    /// let kind = ErrorKind::NotUtf8(Encoding::Gb18030);
    /// assert_eq!(kind.help(), Some("convert it with: iconv -f GB18030 -t UTF-8"));
    /// ```
    pub fn help(&self) -> Option<&'static str> {
        Some(match self {
            ErrorKind::NotUtf8(encoding) => return encoding.help(),
            ErrorKind::Limit { limit, max, .. } if *max < limit.largest() => limit.help(),
            ErrorKind::HtmlPage => "parse HTML without a header with `Body::parse`",
            ErrorKind::UnterminatedStamp | ErrorKind::InvalidStamp => {
                "write milliseconds since 1970: <!--1618495142000-->"
            }
            ErrorKind::MissingUrl => "write the link header as: [title](https://example.org/)",
            ErrorKind::MissingSeparator => "write in the line after the link header: ------",
            ErrorKind::Strict(warning) => return warning.help(),
            _ => return None,
        })
    }
}

/// Displays the encoding in an [`ErrorKind::NotUtf8`] as a part of the error message.
struct Found(Encoding);

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Encoding::Unknown => f.write_str("an invalid byte"),
            encoding => write!(f, "what seems to be {encoding}"),
        }
    }
}

/// Displays the fields of an [`ErrorKind::Limit`] as the error message.
struct Exceeded(Limit, u64, Option<u64>);

impl fmt::Display for Exceeded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Exceeded(limit, max, found) = *self;
        limit.write_exceeded(f, max, found)
    }
}
