use crate::article::Article;
use crate::error::Error;
use crate::options::ParseOptions;
use crate::source::checked::Source;
use crate::tree::Tree;

/// Parses articles one after another with buffers that are used again: for who reads a million files.
///
/// An article that is done with goes back by [`recycle`](Parser::recycle), and the next one takes
/// what it held. Where all come back, a parser soon allocates nothing any more, and holds, as does
/// each article of its, what the largest of them took. It is `Send`; each thread has its own.
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
    /// The buffers that the next article takes.
    next: Tree,
    spare: Vec<Tree>,
}

impl Parser {
    /// Returns a parser with options, and without buffers.
    pub const fn new(options: ParseOptions) -> Self {
        Parser {
            options,
            next: Tree::EMPTY,
            spare: Vec::new(),
        }
    }

    /// Returns the options.
    pub const fn options(&self) -> &ParseOptions {
        &self.options
    }

    /// Returns the article that `source` holds, as [`Article::parse_with`] does.
    ///
    /// # Errors
    ///
    /// As [`Article::parse_with`].
    pub fn parse<'a>(&mut self, source: &'a str) -> Result<Article<'a>, Error> {
        self.parse_source(Source::from_text(source, &self.options)?)
    }

    /// Returns the article that `bytes` hold, as [`Article::from_bytes_with`] does.
    ///
    /// # Errors
    ///
    /// As [`Article::from_bytes_with`].
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

    /// Takes an article for its buffers. It need not be one of this parser's.
    pub fn recycle(&mut self, article: Article<'_>) {
        let tree = article.into_tree();
        match self.next.has_buffers() {
            true => self.spare.push(tree),
            false => self.next = tree,
        }
    }
}
