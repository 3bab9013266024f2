use std::fmt;

use crate::source::{Position, Span};

/// A non-fatal problem in an article, and the place of the problem.
///
/// ```
/// use newsprint::{Envelope, WarningKind};
///
/// let source = "<!--NaN-->\n[Title](https://example.org/)\n------\n\n<p>text</p>";
/// let envelope = Envelope::parse(source)?;
/// let warning = &envelope.warnings()[0];
/// assert_eq!(warning.kind(), &WarningKind::NanStamp);
/// assert_eq!(warning.span().of(source), "<!--NaN-->");
/// assert_eq!(
///     warning.to_string(),
///     "expected milliseconds in the stamp, found `NaN` at line 1, column 1",
/// );
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Warning {
    kind: WarningKind,
    span: Span,
    position: Position,
}

impl Warning {
    /// Returns a warning without a position. [`Warning::locate`] sets the position later.
    pub(crate) fn new(kind: WarningKind, span: Span) -> Self {
        Warning {
            kind,
            span,
            position: Position::START,
        }
    }

    /// Sets the positions of `warnings`, which must be sorted by span. Takes O(n) time in the length of the
    /// source, for all warnings together.
    pub(crate) fn locate(warnings: &mut [Warning], source: &str) {
        let (mut at, mut position) = (0, Position::START);
        for warning in warnings {
            let start = warning.span.start;
            position = position.after(Span::new(at, start).of(source));
            warning.position = position;
            at = start;
        }
    }

    /// Returns the kind of the warning.
    ///
    /// ```
    /// use newsprint::{Article, WarningKind};
    ///
    /// let article = Article::parse("<!--1618495142000-->\n[t](https://example.org/)\n------\n<p>text</p>")?;
    /// let kinds = article.warnings().iter().map(|warning| warning.kind());
    /// assert!(kinds.eq([&WarningKind::MissingBlankLine]));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn kind(&self) -> &WarningKind {
        &self.kind
    }

    /// Returns the span of the problem. If something is missing, the span is empty, and is at the
    /// place where the missing part is expected.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Returns the line and column of the span's start.
    pub fn position(&self) -> Position {
        self.position
    }

    /// Returns a hint on how to fix the problem, or `None` if there is no hint. Same as
    /// [`WarningKind::help`].
    pub fn help(&self) -> Option<&'static str> {
        self.kind.help()
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.kind, self.position)
    }
}

impl std::error::Error for Warning {}

/// The kind of a non-fatal problem. If [`ParseOptions::strict`](crate::ParseOptions::strict) is
/// set, problems are errors. There are five exceptions: `NoText`, `EscapedTwice`, `GluedTag`,
/// `ReplacementCharacter` and `CutFeed`. These five are problems of the title and the text. Only
/// [`Article::warnings`](crate::Article::warnings) finds these five.
///
/// ```
/// use newsprint::{Article, WarningKind};
///
/// let source = "<!--1618495142000-->\n[t](https://example.org/)\n------\n\n<p>a\u{FFFD}b</p>";
/// let article = Article::parse(source)?;
/// let warning = &article.warnings()[0];
/// assert_eq!(warning.kind(), &WarningKind::ReplacementCharacter { count: 1 });
/// assert_eq!(warning.kind().name(), "replacement_character");
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum WarningKind {
    /// The file starts with a byte order mark, which is ignored.
    #[error("expected no byte order mark")]
    ByteOrderMark,
    /// A line of the envelope ends in CRLF. Only the first such line is reported.
    #[error("expected LF, found CRLF")]
    CrLf,
    /// The stamp is `NaN`: the program that wrote it could not parse the feed's date.
    #[error("expected milliseconds in the stamp, found `NaN`")]
    NanStamp,
    /// The stamp is not a date in the years 1 to 9999.
    #[error("expected a stamp in the years 1 to 9999")]
    StampOutOfRange,
    /// The stamp is a date before 1990 or after 2100. Perhaps its unit is not milliseconds.
    #[error("expected a stamp in the years 1990 to 2100")]
    UnlikelyStamp,
    /// There is no stamp, no date line, and no `date` in the front matter.
    #[error("expected a stamp")]
    MissingStamp,
    /// There is no blank line between the header and the body.
    #[error("expected a blank line before the body")]
    MissingBlankLine,
    /// There is a blank line between the front matter and the stamp or link header.
    #[error("expected no blank line before the header")]
    ExtraBlankLine,
    /// A line of the envelope after the front matter has white space at its end.
    #[error("expected no white space at the end of the line")]
    TrailingWhitespace,
    /// The link header's URL contains white space.
    #[error("expected no white space in the URL")]
    WhitespaceInUrl,
    /// The title in the link header has line ends, which are read as spaces. Only the first line end is
    /// reported.
    #[error("expected the title on one line")]
    LineEndInTitle,
    /// `from` in the front matter is not an absolute URL, and there is no link header.
    #[error("expected an absolute URL")]
    RelativeUrl,
    /// A line of the front matter is not of the form `key: value`.
    #[error("expected `key: value` in the front matter")]
    FrontMatterLine,
    /// A key that archives use, such as `title`, occurs more than once in the front matter. The
    /// value of the first line is used.
    #[error("expected each key only once")]
    RepeatedKey,
    /// The value of `title` or `from` in the front matter starts with `"`, but does not end with `"`.
    #[error("expected `\"` at the end of the value")]
    UnclosedQuote,
    /// The date line, or `date` in the front matter, is not in a supported format.
    #[error("expected a date")]
    InvalidDate,
    /// The date line ends in `CST`. `CST` is read as -06:00, as in RFC 2822, but in Chinese feeds,
    /// `CST` means +08:00.
    #[error("expected an offset such as +0800, found `CST`, which is read as -0600")]
    AmbiguousZone,
    /// The body contains the header of another article: two files were joined.
    #[error("expected one article, found the header of another")]
    SecondHeader,
    /// The body has no text that a browser shows. The body may contain images.
    #[error("expected text in the body, found none")]
    NoText,
    /// The feed has probably escaped its HTML twice: one of the first texts of the body begins with
    /// an escaped tag, such as `&lt;p&gt;`. If the body has at most one element, this warning is
    /// also given for a text that contains at least two escaped tags.
    #[error("expected HTML, found tags as text: the body looks escaped twice")]
    EscapedTwice,
    /// The space between a tag's name and its first attribute is missing, as in `<divclass="a">`. A
    /// browser reads such a tag as an unknown element. Only the first such tag is reported.
    #[error("expected a space after the tag's name, found none (tags of that kind: {count})")]
    GluedTag {
        /// The number of such tags in the body.
        count: u32,
    },
    /// The title or body contains U+FFFD, which replaces bytes that could not be decoded. Only the first
    /// U+FFFD is reported.
    #[error("expected no U+FFFD, which stands for lost characters (found: {count})")]
    ReplacementCharacter {
        /// The number of U+FFFD in title and body.
        count: u32,
    },
    /// The body ends in a link such as "Continue reading", or in `[…]`: the feed has only the start of
    /// the article.
    #[error("expected the whole article, found the place where the feed cuts it")]
    CutFeed,
}

impl WarningKind {
    /// Returns the name of the variant in `snake_case`, for use by programs.
    ///
    /// ```
    /// assert_eq!(newsprint::WarningKind::NanStamp.name(), "nan_stamp");
    /// ```
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
            WarningKind::TrailingWhitespace => "trailing_whitespace",
            WarningKind::WhitespaceInUrl => "whitespace_in_url",
            WarningKind::LineEndInTitle => "line_end_in_title",
            WarningKind::RelativeUrl => "relative_url",
            WarningKind::FrontMatterLine => "front_matter_line",
            WarningKind::RepeatedKey => "repeated_key",
            WarningKind::UnclosedQuote => "unclosed_quote",
            WarningKind::InvalidDate => "invalid_date",
            WarningKind::AmbiguousZone => "ambiguous_zone",
            WarningKind::SecondHeader => "second_header",
            WarningKind::NoText => "no_text",
            WarningKind::EscapedTwice => "escaped_twice",
            WarningKind::GluedTag { .. } => "glued_tag",
            WarningKind::ReplacementCharacter { .. } => "replacement_character",
            WarningKind::CutFeed => "cut_feed",
        }
    }

    /// Returns a hint on how to fix the problem, or `None` if there is no hint.
    ///
    /// ```
    /// let help = newsprint::WarningKind::CrLf.help();
    /// assert_eq!(help, Some("convert it with: dos2unix"));
    /// ```
    pub fn help(&self) -> Option<&'static str> {
        Some(match self {
            WarningKind::ByteOrderMark => "remove the first three bytes",
            WarningKind::CrLf => "convert it with: dos2unix",
            WarningKind::NanStamp | WarningKind::MissingStamp => {
                "start the file with milliseconds since 1970: <!--1618495142000-->"
            }
            WarningKind::StampOutOfRange => "write milliseconds since 1970: <!--1618495142000-->",
            WarningKind::WhitespaceInUrl => "write a space in a URL as: %20",
            WarningKind::InvalidDate => {
                "write dates as: 2021-04-15T13:59:02Z; after 日期：, as: Thu, 15 Apr 2021 13:59:02 +0000"
            }
            WarningKind::AmbiguousZone => "write the offset as a number: +0800",
            WarningKind::LineEndInTitle => "write the title on one line",
            WarningKind::SecondHeader => "split the file before the second header",
            WarningKind::NoText => "look at its page: it may be a video, or the feed had no text",
            WarningKind::EscapedTwice => "decode the body's character references once",
            WarningKind::GluedTag { .. } => "put a space before the attribute: <div class=\"a\">",
            WarningKind::ReplacementCharacter { .. } => {
                "fetch the article again: what was there is lost"
            }
            WarningKind::CutFeed => "fetch the article from its URL",
            _ => return None,
        })
    }
}
