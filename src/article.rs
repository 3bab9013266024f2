use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use chrono::{DateTime, Utc};

use crate::content::{Content, ContentOptions};
use crate::edit::Edits;
use crate::envelope::{DateOrigin, Envelope, Published};
use crate::error::{Error, ErrorKind};
use crate::findings;
use crate::options::ParseOptions;
use crate::render::{self, RenderOptions, TextWithSpans};
use crate::source::checked::Source;
use crate::tree::{Body, Tree};
use crate::warning::{Warning, WarningKind};

/// An archived news article: its envelope and its body.
///
/// An article borrows the source, and each of its parts has a span in the source. `Display` writes the
/// source, byte for byte.
///
/// ```
/// use newsprint::Article;
///
/// let source = "<!--1618495142000-->\n[题目](https://example.org/1)\n------\n\n<p>正文</p>";
/// let article = Article::parse(source)?;
/// assert_eq!(article.title(), "题目");
/// assert_eq!(article.link(), "https://example.org/1");
/// assert_eq!(article.published().unwrap().date().to_string(), "2021-04-15T13:59:02Z");
/// assert_eq!(article.body().text(), "正文");
/// assert_eq!(article.to_string(), source);
/// assert_eq!(article, Article::try_from(source)?);
/// # Ok::<_, newsprint::Error>(())
/// ```
///
/// # Keep an article with its source
///
/// To return an article together with its source, or to store both in a struct, use the crate
/// [`self_cell`](https://docs.rs/self_cell). It needs no `unsafe` in your code.
///
/// ```
/// use newsprint::Article;
/// use self_cell::self_cell;
///
/// self_cell!(
///     struct OwnedArticle {
///         owner: String,
///         #[covariant]
///         dependent: Article,
///     }
/// );
///
/// fn read(path: &str) -> Result<OwnedArticle, Box<dyn std::error::Error>> {
///     let source = std::fs::read_to_string(path)?;
///     Ok(OwnedArticle::try_new(source, |source| Article::parse(source))?)
/// }
///
/// let owned = read("examples/inspect/sample.md")?;
/// assert!(owned.borrow_dependent().title().starts_with("海港城"));
/// let source: String = owned.into_owner();
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
///
/// The example `share` in the repository shares an `OwnedArticle` between several threads.
#[derive(Debug, Clone)]
pub struct Article<'a> {
    envelope: Envelope<'a>,
    body: Body<'a>,
    /// The warnings that [`Article::warnings`] returns, computed when that method is first called.
    /// If the title and the text have no warnings, this slice is empty, and the method returns the
    /// warnings of the envelope.
    warnings: OnceLock<Box<[Warning]>>,
}

impl<'a> Article<'a> {
    /// Parses an article with the default options.
    ///
    /// ```
    /// use newsprint::{Article, ErrorKind};
    ///
    /// let article = Article::parse("[Title](https://example.org/)\n------\n\n<p>text</p>")?;
    /// assert_eq!(article.title(), "Title");
    /// let error = Article::parse("# A README").unwrap_err();
    /// assert_eq!(error.kind(), &ErrorKind::NotAnArticle);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if `source` is not an article or exceeds a limit of [`ParseOptions`]. The
    /// error contains the reason and the position.
    pub fn parse(source: &'a str) -> Result<Self, Error> {
        Self::parse_with(source, &ParseOptions::new())
    }

    /// Parses an article with `options`.
    ///
    /// ```
    /// use newsprint::{Article, ErrorKind, ParseOptions, WarningKind};
    ///
    /// let source = "<!--NaN-->\n[Title](https://example.org/)\n------\n\n<p>text</p>";
    /// assert_eq!(Article::parse(source)?.warnings().len(), 1);
    /// let error = Article::parse_with(source, &ParseOptions::new().strict(true)).unwrap_err();
    /// assert_eq!(error.kind(), &ErrorKind::Strict(WarningKind::NanStamp));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if `source` is not an article or exceeds a limit of `options`. If
    /// [`ParseOptions::strict`] is set, a warning of the envelope is an error, too. The error
    /// contains the reason and the position.
    pub fn parse_with(source: &'a str, options: &ParseOptions) -> Result<Self, Error> {
        let source = Source::from_text(source, options)?;
        Self::parse_into(source, options, &mut Tree::default())
    }

    /// Parses an article. The tree of the body takes the buffers of the tree `spare`, which must
    /// have no nodes. If parsing fails, `spare` keeps the buffers.
    pub(crate) fn parse_into(
        source: Source<'a>,
        options: &ParseOptions,
        spare: &mut Tree,
    ) -> Result<Self, Error> {
        // The envelope is moved only once: a move costs as much as parsing some of its lines.
        let mut parsed = Envelope::parse_source(source, options);
        let envelope = match &mut parsed {
            Ok(envelope) => envelope,
            Err(error) => return Err(error.clone()),
        };
        let source = source.text();
        Body::parse_part(source, envelope.body_span(), options, spare)?;
        if let Some(span) = spare.comments().find(|&span| envelope.is_header(span)) {
            let kind = WarningKind::SecondHeader;
            if options.get_strict() {
                return Err(Error::new(ErrorKind::Strict(kind), span, source));
            }
            envelope.warn(Warning::new(kind, span));
        }
        parsed.map(|envelope| Article {
            envelope,
            body: Body::new(source, std::mem::take(spare)),
            warnings: OnceLock::new(),
        })
    }

    /// Returns the tree of the body, so that its buffers can be reused.
    pub(crate) fn into_tree(self) -> Tree {
        self.body.into_tree()
    }

    /// Parses an article from bytes with the default options.
    ///
    /// ```
    /// use newsprint::{Article, Encoding, ErrorKind};
    ///
    /// let utf16 = b"\xff\xfe[\0T\0]\0(\0";
    /// let error = Article::from_bytes(utf16).unwrap_err();
    /// assert_eq!(error.kind(), &ErrorKind::NotUtf8(Encoding::Utf16Le));
    /// assert_eq!(error.help(), Some("convert it with: iconv -f UTF-16LE -t UTF-8"));
    /// ```
    ///
    /// # Errors
    ///
    /// Returns [`NotUtf8`](crate::ErrorKind::NotUtf8) if `bytes` are not UTF-8. This error contains
    /// the encoding of the bytes if it could be detected. Also returns the errors of
    /// [`Article::parse`].
    pub fn from_bytes(bytes: &'a [u8]) -> Result<Self, Error> {
        Self::from_bytes_with(bytes, &ParseOptions::new())
    }

    /// Parses an article from bytes with `options`.
    ///
    /// ```
    /// use newsprint::{Article, ErrorKind, Limit, ParseOptions};
    ///
    /// let bytes = b"[Title](https://example.org/)\n------\n\n<p>text</p>";
    /// let options = ParseOptions::new().max_len(10);
    /// let error = Article::from_bytes_with(bytes, &options).unwrap_err();
    /// assert!(matches!(error.kind(), ErrorKind::Limit { limit: Limit::Len, max: 10, .. }));
    /// ```
    ///
    /// # Errors
    ///
    /// Returns [`NotUtf8`](crate::ErrorKind::NotUtf8) if `bytes` are not UTF-8. Also returns the
    /// errors of [`Article::parse_with`].
    pub fn from_bytes_with(bytes: &'a [u8], options: &ParseOptions) -> Result<Self, Error> {
        let source = Source::from_bytes(bytes, options)?;
        Self::parse_into(source, options, &mut Tree::default())
    }

    /// Returns the source: the whole file.
    pub fn source(&self) -> &'a str {
        self.envelope.source()
    }

    /// Returns the title from the link header. If the file has no link header, returns the title
    /// from the front matter. The title is borrowed from the source unless it contains character
    /// references, line ends or escaped quotes. [`Envelope::title`] describes how these are
    /// decoded.
    ///
    /// ```
    /// use std::borrow::Cow;
    /// use newsprint::Article;
    ///
    /// fn title(source: &str) -> Result<Cow<'_, str>, newsprint::Error> {
    ///     Ok(Article::parse(source)?.title().clone())
    /// }
    ///
    /// let clip = "[A \"B\"](https://example.org/)\n------\n\n";
    /// assert!(matches!(title(clip)?, Cow::Borrowed("A \"B\"")));
    /// let bare = "---\ntitle: \"A \\\"B\\\"\"\nfrom: https://example.org/\n---\n\n";
    /// assert_eq!(title(bare)?, "A \"B\"");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn title(&self) -> &Cow<'a, str> {
        self.envelope.title().value()
    }

    /// Returns the URL of the article from the link header. If the file has no link header, returns
    /// the value of `from` in the front matter.
    ///
    /// ```
    /// let source = "---\ntitle: \"T\"\nfrom: https://example.org/1\n---\n\n<p>text</p>";
    /// assert_eq!(newsprint::Article::parse(source)?.link(), "https://example.org/1");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn link(&self) -> &'a str {
        self.envelope.link().into_value()
    }

    /// Returns the publication date with its origin and span, or `None` if the file has no date.
    ///
    /// Dates are tried in this order: the stamp, the date line, `date` in the front matter, the
    /// dateline in the body. Two dates are unreliable: `date` in the front matter if the stamp is
    /// `NaN`, and a stamp outside the years 1990 to 2100. An unreliable date is returned only if
    /// the file has no other date. If the envelope has no reliable date, this method builds the
    /// [`content`](Article::content) to find the dateline. This takes O(n) time in the length of
    /// the body.
    ///
    /// ```
    /// use newsprint::{Article, DateOrigin};
    ///
    /// let source = "<!--NaN-->\n[T](https://example.org/)\n------\n\n\
    ///     <div><i>Thu, 15 Apr 2021 13:23:59 GMT</i></div><p>text</p>";
    /// let published = Article::parse(source)?.published().unwrap();
    /// assert_eq!(published.origin(), DateOrigin::Dateline);
    /// assert_eq!(published.date().to_string(), "2021-04-15T13:23:59Z");
    /// assert_eq!(published.span().of(source), "Thu, 15 Apr 2021 13:23:59 GMT");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn published(&self) -> Option<Published> {
        let dateline = || of_dateline(&self.content());
        self.envelope.published_or(dateline)
    }

    /// Returns the same as [`Article::published`]. `content` must be the content of this article.
    #[cfg(any(feature = "arrow", feature = "serde"))]
    pub(crate) fn published_in(&self, content: &Content<'_>) -> Option<Published> {
        self.envelope.published_or(|| of_dateline(content))
    }

    /// Returns the date and time of the stamp, or `None` if the file has no stamp, or if the stamp
    /// is not a date (such as `NaN`).
    ///
    /// For the most reliable date in the file, see [`Article::published`].
    ///
    /// ```
    /// use newsprint::Article;
    ///
    /// let article = Article::parse("<!--0-->\n[T](https://example.org/)\n------\n\n")?;
    /// assert_eq!(article.timestamp().unwrap().to_rfc3339(), "1970-01-01T00:00:00+00:00");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn timestamp(&self) -> Option<DateTime<Utc>> {
        self.envelope.timestamp()
    }

    /// Returns the envelope: everything before the body.
    ///
    /// ```
    /// let source = "---\ntitle: \"T\"\nauthor: Lin\nfrom: https://example.org/1\n---\n\n<p>text</p>";
    /// let article = newsprint::Article::parse(source)?;
    /// let front_matter = article.envelope().front_matter().unwrap();
    /// assert_eq!(front_matter.author().unwrap().value(), "Lin");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn envelope(&self) -> &Envelope<'a> {
        &self.envelope
    }

    /// Returns the body: the tree that a browser builds from the HTML.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n<p>See <a href=/x>the map</a></p>";
    /// let article = newsprint::Article::parse(source)?;
    /// let link = article.body().links().next().unwrap();
    /// assert_eq!((link.value(), link.value_span().of(source)), ("/x", "/x"));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn body(&self) -> &Body<'a> {
        &self.body
    }

    /// Returns the article as a reader sees it: the dateline, the byline and the blocks. Parts of
    /// the body that do not belong to the article, such as footers, are returned separately, by
    /// [`Content::asides`].
    ///
    /// Each call builds the content anew, in O(n) time in the length of the body. Keep the content
    /// if you need it again.
    ///
    /// ```
    /// use newsprint::Article;
    ///
    /// let source = "[t](https://example.org/)\n------\n\n<h2>One</h2><p>two</p><p>three</p>";
    /// let content = Article::parse(source)?.content();
    /// let texts: Vec<_> = content.blocks().map(|block| block.text()).collect();
    /// assert_eq!(texts, ["One", "two", "three"]);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn content(&self) -> Content<'a> {
        self.content_with(&ContentOptions::new())
    }

    /// Returns the article as a reader sees it, like [`Article::content`], but with `options`.
    ///
    /// ```
    /// use newsprint::{Article, ContentOptions};
    ///
    /// let source = "[t](https://example.org/)\n------\n\n<p>text</p><p>© Example</p>";
    /// let article = Article::parse(source)?;
    /// assert_eq!(article.content().to_text(), "text");
    /// let options = ContentOptions::new().keep_asides(true);
    /// assert_eq!(article.content_with(&options).to_text(), "text\n\n© Example");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn content_with(&self, options: &ContentOptions) -> Content<'a> {
        Content::new(&self.envelope, &self.body, options)
    }

    /// Returns the text of the article for reading and indexing, without the title. Same as
    /// [`Content::to_text`].
    ///
    /// ```
    /// let source = "[A ferry](https://example.org/)\n------\n\n<p>one</p><ul><li>two<li>three</ul>";
    /// let article = newsprint::Article::parse(source)?;
    /// assert_eq!(article.to_text(), "one\n\n- two\n- three");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn to_text(&self) -> String {
        self.content().to_text()
    }

    /// Returns the text of the article with its title, and a map from each part of this text to its
    /// span in the source. The text consists of the title, a blank line, and [`Content::to_text`].
    ///
    /// ```
    /// let source = "[A ferry](https://example.org/)\n------\n\n<p>text</p>";
    /// let article = newsprint::Article::parse(source)?;
    /// let text = article.to_text_with_spans();
    /// assert_eq!(text.text(), "A ferry\n\ntext");
    /// assert_eq!(text.source_of(2..7).unwrap().of(source), "ferry");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn to_text_with_spans(&self) -> TextWithSpans {
        let title = self.envelope.title();
        render::titled_text(title.value(), title.span(), self.source(), &self.content())
    }

    /// Returns the article as a Markdown document. The document contains, in this order:
    ///
    /// - the title, which is a heading and links to the article
    /// - the dateline
    /// - the byline
    /// - [`Content::to_markdown`]
    ///
    /// ```
    /// let source = "[A ferry](https://example.org/1)\n------\n\n<p>It <b>sails</b>.</p>";
    /// let article = newsprint::Article::parse(source)?;
    /// let markdown = "# [A ferry](https://example.org/1)\n\nIt **sails**.\n";
    /// assert_eq!(article.to_markdown(), markdown);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn to_markdown(&self) -> String {
        self.to_markdown_with(&RenderOptions::new())
    }

    /// Returns the article as a Markdown document, like [`Article::to_markdown`], but with `options`.
    ///
    /// ```
    /// use newsprint::{Article, RenderOptions};
    ///
    /// let source = "[T](https://example.org/1)\n------\n\n<p><a href=/2>next</a></p>";
    /// let article = Article::parse(source)?;
    /// let options = RenderOptions::new().base(article.link());
    /// let markdown = "# [T](https://example.org/1)\n\n[next](https://example.org/2)\n";
    /// assert_eq!(article.to_markdown_with(&options), markdown);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn to_markdown_with(&self, options: &RenderOptions<'_>) -> String {
        let mut markdown = String::with_capacity(self.body.span().len());
        // Writing to a string does not fail.
        let _ = self.write_markdown_with(&mut markdown, options);
        markdown
    }

    /// Writes the Markdown of [`Article::to_markdown`] to `out`. To write to a file or to standard
    /// output, use [`IoWriter`](crate::IoWriter).
    ///
    /// ```
    /// use newsprint::{Article, IoWriter};
    ///
    /// let source = "[A ferry](https://example.org/1)\n------\n\n<p>It sails.</p>";
    /// let article = Article::parse(source)?;
    /// let mut file = std::io::BufWriter::new(Vec::new());
    /// IoWriter::new(&mut file).write(|out| article.write_markdown(out))?;
    /// assert!(file.into_inner()?.starts_with(b"# [A ferry]"));
    /// # Ok::<_, Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if writing to `out` fails.
    pub fn write_markdown<W: fmt::Write + ?Sized>(&self, out: &mut W) -> fmt::Result {
        self.write_markdown_with(out, &RenderOptions::new())
    }

    /// Writes the Markdown of [`Article::to_markdown_with`] to `out`.
    ///
    /// ```
    /// use newsprint::{Article, RenderOptions};
    ///
    /// let source = "[T](https://example.org/1)\n------\n\n<h1>One</h1>";
    /// let mut out = String::new();
    /// let options = RenderOptions::new().heading_offset(1);
    /// Article::parse(source)?.write_markdown_with(&mut out, &options)?;
    /// assert_eq!(out, "# [T](https://example.org/1)\n\n## One\n");
    /// # Ok::<_, Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if writing to `out` fails.
    pub fn write_markdown_with<W: fmt::Write + ?Sized>(
        &self,
        out: &mut W,
        options: &RenderOptions<'_>,
    ) -> fmt::Result {
        render::write_markdown(out, self.title(), self.link(), &self.content(), options)
    }

    /// Returns the article as an HTML element `article`. The element contains, in this order:
    ///
    /// - a `header` with the title, the dateline and the byline; the title is a heading and links
    ///   to the article
    /// - the HTML of [`Content::to_html`]
    ///
    /// [`Content::to_html`] explains why the HTML is safe to show.
    ///
    /// ```
    /// let source = "[A ferry](https://example.org/1)\n------\n\n<p>It <b>sails</b>.</p>";
    /// let html = newsprint::Article::parse(source)?.to_html();
    /// assert!(html.contains("<h1><a href=\"https://example.org/1\">A ferry</a></h1>"));
    /// assert!(html.contains("<p>It <strong>sails</strong>.</p>"));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn to_html(&self) -> String {
        self.to_html_with(&RenderOptions::new())
    }

    /// Returns the article as an HTML element `article`, like [`Article::to_html`], but with `options`.
    ///
    /// ```
    /// use newsprint::{Article, RenderOptions};
    ///
    /// let source = "[T](https://example.org/1)\n------\n\n<p>one<br>two <a href=/2>next</a></p>";
    /// let article = Article::parse(source)?;
    /// let options = RenderOptions::new().base(article.link()).xhtml(true);
    /// let html = article.to_html_with(&options);
    /// assert!(html.contains("<p>one<br/>two <a href=\"https://example.org/2\">next</a></p>"));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn to_html_with(&self, options: &RenderOptions<'_>) -> String {
        let mut html = String::with_capacity(self.body.span().len());
        // Writing to a string does not fail.
        let _ = self.write_html_with(&mut html, options);
        html
    }

    /// Writes the HTML of [`Article::to_html`] to `out`. To write to a file or to standard output,
    /// use [`IoWriter`](crate::IoWriter).
    ///
    /// ```
    /// use newsprint::{Article, IoWriter};
    ///
    /// let article = Article::parse("[T](https://example.org/1)\n------\n\n<p>text</p>")?;
    /// let mut file = std::io::BufWriter::new(Vec::new());
    /// IoWriter::new(&mut file).write(|out| article.write_html(out))?;
    /// assert!(file.into_inner()?.starts_with(b"<article>"));
    /// # Ok::<_, Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if writing to `out` fails.
    pub fn write_html<W: fmt::Write + ?Sized>(&self, out: &mut W) -> fmt::Result {
        self.write_html_with(out, &RenderOptions::new())
    }

    /// Writes the HTML of [`Article::to_html_with`] to `out`.
    ///
    /// # Errors
    ///
    /// Returns an error if writing to `out` fails.
    pub fn write_html_with<W: fmt::Write + ?Sized>(
        &self,
        out: &mut W,
        options: &RenderOptions<'_>,
    ) -> fmt::Result {
        render::write_html(out, self.title(), self.link(), &self.content(), options)
    }

    /// Returns an empty set of [`Edits`] for the file.
    ///
    /// ```
    /// use newsprint::Article;
    ///
    /// let source = "[Title](https://example.org/)\n------\n\n<p>text</p>";
    /// let article = Article::parse(source)?;
    /// let mut edits = article.edits();
    /// edits.set_title("Another title")?;
    /// assert_eq!(edits.apply(), source.replace("Title", "Another title"));
    /// # Ok::<_, Box<dyn std::error::Error>>(())
    /// ```
    pub fn edits(&self) -> Edits<'a> {
        Edits::new(self.source())
    }

    /// Returns the non-fatal problems in the envelope, the title and the text, sorted by position.
    ///
    /// The first call checks the title and the text, in O(n) time, and caches the result.
    /// [`Envelope::warnings`] does not contain the problems of the title and the text. These
    /// problems never make parsing fail, not even with [`ParseOptions::strict`].
    ///
    /// ```
    /// use newsprint::{Article, WarningKind};
    ///
    /// let source = "\u{feff}<!--0-->\n[T](https://example.org/)\n------\n\n<p>text</p>";
    /// let article = Article::parse(source)?;
    /// let kinds: Vec<_> = article.warnings().iter().map(|warning| *warning.kind()).collect();
    /// assert_eq!(kinds, [WarningKind::ByteOrderMark, WarningKind::UnlikelyStamp]);
    ///
    /// let empty = Article::parse("<!--1618495142000-->\n[T](https://example.org/)\n------\n\n<div></div>")?;
    /// assert_eq!(empty.warnings()[0].kind(), &WarningKind::NoText);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn warnings(&self) -> &[Warning] {
        match self.warnings.get_or_init(|| self.find_warnings()).as_ref() {
            [] => self.envelope.warnings(),
            warnings => warnings,
        }
    }

    fn find_warnings(&self) -> Box<[Warning]> {
        let mut warnings = findings::of_article(&self.envelope, &self.body);
        if !warnings.is_empty() {
            warnings.extend_from_slice(self.envelope.warnings());
            warnings.sort_by_key(Warning::span);
            Warning::locate(&mut warnings, self.source());
        }
        warnings.into_boxed_slice()
    }
}

impl PartialEq for Article<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.envelope == other.envelope && self.body == other.body
    }
}

impl Eq for Article<'_> {}

fn of_dateline(content: &Content<'_>) -> Option<Published> {
    let dateline = content.dateline()?;
    let (date, span) = (dateline.date()?, dateline.span());
    Some(Published::new(date, DateOrigin::Dateline, span))
}

impl<'a> TryFrom<&'a str> for Article<'a> {
    type Error = Error;

    /// Parses an article with the default options, like [`Article::parse`].
    fn try_from(source: &'a str) -> Result<Self, Error> {
        Article::parse(source)
    }
}

impl fmt::Display for Article<'_> {
    /// Writes the source of the article, byte for byte.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.source())
    }
}
