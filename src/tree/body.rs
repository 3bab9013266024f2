use super::arena::Tree;
use crate::options::Lane;
use crate::source::Span;

/// The tree of an article's body (the DOM). It is the same tree that a browser builds. Each node
/// has a span in the source. The only exceptions are elements whose start tag is not in the source,
/// and the contents of a `template`.
///
/// Two bodies are equal if their sources and their spans are equal. Equal bodies have equal trees,
/// even if different parsers built the trees.
///
/// ```
/// use newsprint::Body;
///
/// let source = "<p>See <a href=/x>here</a>";
/// let body = Body::parse(source)?;
/// let link = body.links().next().unwrap();
/// assert_eq!(link.value(), "/x");
/// assert_eq!(link.value_span().to_string(), "15..17");
/// assert_eq!(link.element().text(), "here");
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Body<'a> {
    pub(crate) source: &'a str,
    pub(crate) tree: Tree,
}

impl<'a> Body<'a> {
    /// Returns a body with the tree `tree`, which must have been built from `source`.
    pub(crate) fn new(source: &'a str, tree: Tree) -> Self {
        Body { source, tree }
    }

    /// Returns the tree, so that its memory can be reused.
    pub(crate) fn into_tree(self) -> Tree {
        self.tree
    }

    /// Returns the text of the whole file that contains the body.
    pub fn source(&self) -> &'a str {
        self.source
    }

    /// Returns the span of the body in the file.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n<p>Text</p>";
    /// let article = newsprint::Article::parse(source)?;
    /// assert_eq!(article.body().span().of(source), "<p>Text</p>");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn span(&self) -> Span {
        self.tree.node(0).span
    }

    /// Returns which parser built the tree.
    ///
    /// ```
    /// use newsprint::{Body, Lane};
    ///
    /// assert_eq!(Body::parse("<p>Text</p>")?.lane(), Lane::Fast);
    /// assert_eq!(Body::parse("<p>Mis<b>nested</p></b>")?.lane(), Lane::Html5ever);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn lane(&self) -> Lane {
        self.tree.lane
    }
}

impl PartialEq for Body<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.span() == other.span() && self.source == other.source
    }
}

impl Eq for Body<'_> {}
