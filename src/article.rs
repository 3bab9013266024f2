use std::fmt;

use chrono::{DateTime, Utc};

use crate::content::{Content, ContentOptions};
use crate::edit::Edits;
use crate::envelope::Envelope;
use crate::error::{Error, ErrorKind, Warning, WarningKind};
use crate::options::ParseOptions;
use crate::render;
use crate::source::encoding;
use crate::tree::{Body, Tree};

/// An archived news article: its envelope and its body.
///
/// Borrows the source; every part knows its bytes there. `Display` gives the source back.
///
/// ```
/// use newsprint::Article;
///
/// let source = "<!--1618495142000-->\n[题目](https://example.org/1)\n------\n\n<p>正文</p>";
/// let article = Article::parse(source)?;
/// assert_eq!(article.title(), "题目");
/// assert_eq!(article.link(), "https://example.org/1");
/// assert_eq!(article.timestamp().unwrap().to_rfc3339(), "2021-04-15T13:59:02+00:00");
/// assert_eq!(article.body().text(), "正文");
/// assert_eq!(article.to_string(), source);
/// # Ok::<_, newsprint::Error>(())
/// ```
///
/// # Keep an article with its source
///
/// To return both from a function or store them in a struct, tie them together with
/// [`self_cell`](https://docs.rs/self_cell), which needs no unsafe code of yours.
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
/// The example `owned` shows it in a collection and across threads.
#[derive(Debug, Clone)]
pub struct Article<'a> {
    envelope: Envelope<'a>,
    body: Body<'a>,
}

impl<'a> Article<'a> {
    /// Returns the article that `source` holds, as [`Article::parse_with`] does with the defaults.
    ///
    /// # Errors
    ///
    /// What is wrong, and where, if `source` is no article or exceeds a limit.
    pub fn parse(source: &'a str) -> Result<Self, Error> {
        Self::parse_with(source, &ParseOptions::new())
    }

    /// Returns the article that `source` holds.
    ///
    /// # Errors
    ///
    /// What is wrong, and where, if `source` is no article or exceeds a limit.
    pub fn parse_with(source: &'a str, options: &ParseOptions) -> Result<Self, Error> {
        Self::parse_into(source, options, &mut Tree::default())
    }

    /// Returns the article. Takes the buffers of `spare`, a tree without nodes; if there is an error, they
    /// stay there.
    pub(crate) fn parse_into(
        source: &'a str,
        options: &ParseOptions,
        spare: &mut Tree,
    ) -> Result<Self, Error> {
        // The envelope is moved but once: that costs as much as reading some lines of it.
        let mut parsed = Envelope::parse_with(source, options);
        let envelope = match &mut parsed {
            Ok(envelope) => envelope,
            Err(error) => return Err(error.clone()),
        };
        Body::parse_part(source, envelope.body_span(), options, spare)?;
        if let Some(span) = spare.comments().find(|&span| envelope.is_header(span)) {
            let kind = WarningKind::SecondHeader;
            if options.strict {
                return Err(Error::new(ErrorKind::Strict(kind), span, source));
            }
            envelope.warn(Warning::new(kind, span));
        }
        parsed.map(|envelope| Article {
            envelope,
            body: Body::new(source, std::mem::take(spare)),
        })
    }

    /// Returns the body's tree, for its buffers.
    pub(crate) fn into_tree(self) -> Tree {
        self.body.into_tree()
    }

    /// Returns the article that `bytes` hold, as [`Article::parse`] does.
    ///
    /// # Errors
    ///
    /// [`NotUtf8`](crate::ErrorKind::NotUtf8) at the first byte that is none, with the
    /// encoding if the bytes tell it, or as [`Article::parse`].
    pub fn from_bytes(bytes: &'a [u8]) -> Result<Self, Error> {
        Self::from_bytes_with(bytes, &ParseOptions::new())
    }

    /// Returns the article that `bytes` hold, as [`Article::parse_with`] does.
    ///
    /// # Errors
    ///
    /// [`NotUtf8`](crate::ErrorKind::NotUtf8) at the first byte that is none, or as [`Article::parse_with`].
    pub fn from_bytes_with(bytes: &'a [u8], options: &ParseOptions) -> Result<Self, Error> {
        Self::parse_with(encoding::decode(bytes, options)?, options)
    }

    /// Returns the whole file.
    pub fn source(&self) -> &'a str {
        self.envelope.source()
    }

    /// Returns the title: the link header's, or else the front matter's.
    pub fn title(&self) -> &str {
        self.envelope.title().into_value()
    }

    /// Returns the article's address: the link header's, or else the front matter's `from`.
    pub fn link(&self) -> &'a str {
        self.envelope.link().into_value()
    }

    /// Returns when the feed dated the article: the stamp, or else the front matter's `date`.
    pub fn timestamp(&self) -> Option<DateTime<Utc>> {
        self.envelope.timestamp()
    }

    /// Returns what stands before the body.
    pub fn envelope(&self) -> &Envelope<'a> {
        &self.envelope
    }

    /// Returns the tree of the body.
    pub fn body(&self) -> &Body<'a> {
        &self.body
    }

    /// Returns the article as a reader sees it, as [`Article::content_with`] does with the defaults.
    pub fn content(&self) -> Content<'a> {
        self.content_with(&ContentOptions::new())
    }

    /// Returns the article as a reader sees it.
    pub fn content_with(&self, options: &ContentOptions) -> Content<'a> {
        Content::new(&self.envelope, &self.body, options)
    }

    /// Returns the text of the article for reading and indexing: [`Content::to_text`].
    pub fn to_text(&self) -> String {
        self.content().to_text()
    }

    /// Returns the article as a document in Markdown: the title as a heading that links to the
    /// article, the dateline, and [`Content::to_markdown`].
    pub fn to_markdown(&self) -> String {
        let mut markdown = String::new();
        // Nothing that is written to a string fails.
        let _ = self.write_markdown(&mut markdown);
        markdown
    }

    /// Writes what [`Article::to_markdown`] returns.
    ///
    /// # Errors
    ///
    /// What `out` returns.
    pub fn write_markdown(&self, out: &mut impl fmt::Write) -> fmt::Result {
        render::write_markdown(out, self.title(), self.link(), &self.content())
    }

    /// Returns the article as HTML, an `article` whose `header` has the title as a heading that
    /// links to the article, and the dateline; for the rest, and for what makes it safe, see
    /// [`Content::to_html`].
    pub fn to_html(&self) -> String {
        let mut html = String::new();
        // Nothing that is written to a string fails.
        let _ = self.write_html(&mut html);
        html
    }

    /// Writes what [`Article::to_html`] returns.
    ///
    /// # Errors
    ///
    /// What `out` returns.
    pub fn write_html(&self, out: &mut impl fmt::Write) -> fmt::Result {
        render::write_html(out, self.title(), self.link(), &self.content())
    }

    /// Returns no edits yet of the file, to which some can be added.
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

    /// Returns what is odd about the file but was tolerated.
    pub fn warnings(&self) -> &[Warning] {
        self.envelope.warnings()
    }
}

impl fmt::Display for Article<'_> {
    /// Writes the file, byte for byte.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.source())
    }
}
