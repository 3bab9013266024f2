use crate::article::Article;
use crate::error::Error;
use crate::options::ParseOptions;
use crate::source::checked::Source;
use crate::tree::Tree;

/// A parser that reuses its buffers. Use it to parse many files.
///
/// Pass finished articles to [`recycle`](Parser::recycle); later parses reuse their memory. If all
/// articles are recycled, the parser soon allocates nothing more. Buffers do not shrink: they keep
/// the size that the largest article needed. A `Parser` is `Send`; use one per thread.
///
/// ```
/// use newsprint::{ParseOptions, Parser};
///
/// let files = [
///     "[One](https://example.org/1)\n------\n\n<p>first</p>",
///     "[Two](https://example.org/2)\n------\n\n<p>second</p>",
/// ];
/// let mut parser = Parser::new(ParseOptions::new());
/// let mut texts = Vec::new();
/// for file in &files {
///     let article = parser.parse(file)?;
///     texts.push(article.body().text().into_owned());
///     parser.recycle(article);
/// }
/// assert_eq!(texts, ["first", "second"]);
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct Parser {
    options: ParseOptions,
    /// The buffers for the next article. The article takes these buffers, so the tree is then empty
    /// until an article is recycled.
    next: Tree,
    spare: Vec<Tree>,
}

impl Parser {
    /// Returns a parser that has no buffers yet. Allocates nothing.
    pub const fn new(options: ParseOptions) -> Self {
        Parser {
            options,
            next: Tree::EMPTY,
            spare: Vec::new(),
        }
    }

    /// Returns the options that the parser uses.
    pub const fn options(&self) -> &ParseOptions {
        &self.options
    }

    /// Parses an article, like [`Article::parse_with`].
    ///
    /// ```
    /// use newsprint::{ParseOptions, Parser};
    ///
    /// let mut parser = Parser::new(ParseOptions::new());
    /// let article = parser.parse("[Title](https://example.org/)\n------\n\n<p>text</p>")?;
    /// assert_eq!(article.title(), "Title");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns the errors of [`Article::parse_with`].
    pub fn parse<'a>(&mut self, source: &'a str) -> Result<Article<'a>, Error> {
        self.parse_source(Source::from_text(source, &self.options)?)
    }

    /// Parses an article from bytes, like [`Article::from_bytes_with`].
    ///
    /// ```
    /// use newsprint::{ParseOptions, Parser};
    ///
    /// let mut parser = Parser::new(ParseOptions::new());
    /// for file in ["examples/inspect/sample.md", "README.md"] {
    ///     let bytes = std::fs::read(file)?;
    ///     match parser.parse_bytes(&bytes) {
    ///         Ok(article) => parser.recycle(article),
    ///         // The buffers are kept after an error, too.
    ///         Err(error) => assert_eq!(error.kind().name(), "not_an_article"),
    ///     }
    /// }
    /// # Ok::<_, std::io::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns the errors of [`Article::from_bytes_with`].
    pub fn parse_bytes<'a>(&mut self, bytes: &'a [u8]) -> Result<Article<'a>, Error> {
        self.parse_source(Source::from_bytes(bytes, &self.options)?)
    }

    fn parse_source<'a>(&mut self, source: Source<'a>) -> Result<Article<'a>, Error> {
        if !self.next.has_buffers() {
            self.next = self.spare.pop().unwrap_or_default();
        }
        self.next.clear();
        Article::parse_into(source, &self.options, &mut self.next)
    }

    /// Takes the buffers of `article`, to reuse them for later articles. `article` need not come from this
    /// parser.
    ///
    /// ```
    /// use newsprint::{Article, ParseOptions, Parser};
    ///
    /// let source = "[t](https://example.org/)\n------\n\n<p>text</p>";
    /// let mut parser = Parser::new(ParseOptions::new());
    /// parser.recycle(Article::parse(source)?);
    /// let article = parser.parse(source)?;
    /// assert_eq!(article, Article::parse(source)?);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn recycle(&mut self, article: Article<'_>) {
        let tree = article.into_tree();
        match self.next.has_buffers() {
            true => self.spare.push(tree),
            false => self.next = tree,
        }
    }
}
