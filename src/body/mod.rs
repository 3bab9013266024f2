mod attribute;
mod decoded;
mod fast;
mod foreign;
mod html5;
mod inner_text;
mod markup;
mod name;
mod node;
mod tag;
mod tokenizer;
mod tree;

use std::borrow::Cow;

pub use self::attribute::{Attribute, Attributes};
pub(crate) use self::inner_text::{Part, Shown};
pub(crate) use self::name::Known;
pub use self::node::{Descendants, NodeId, NodeRef, TextPiece};
pub(crate) use self::tree::Tree;
pub use self::tree::{Namespace, NodeKind};
use crate::error::{Error, ErrorKind};
use crate::options::{Lane, ParseOptions};
use crate::span::Span;

/// The tree of an article's body, as a browser builds it, with the bytes of every part.
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
    source: &'a str,
    tree: Tree,
}

/// An address in the body: the attribute that says it, and the element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference<'t, 'a> {
    element: NodeRef<'t, 'a>,
    attribute: Attribute<'a>,
}

impl<'a> Body<'a> {
    /// Returns the tree of `source`, all of which is the body.
    ///
    /// # Errors
    ///
    /// A limit of [`ParseOptions`] that the body exceeds.
    pub fn parse(source: &'a str) -> Result<Self, Error> {
        Self::parse_with(source, &ParseOptions::new())
    }

    /// Returns the tree of `source`, all of which is the body, with options of the caller's.
    ///
    /// # Errors
    ///
    /// A limit of [`ParseOptions`] that the body exceeds.
    pub fn parse_with(source: &'a str, options: &ParseOptions) -> Result<Self, Error> {
        let len = check_len(source, options)?;
        let mut tree = Tree::default();
        Self::parse_part(source, Span::new(0, len), options, &mut tree)?;
        Ok(Body::new(source, tree))
    }

    /// Makes `tree`, which is empty, that of the part of `source` that `span` covers. If there is an error,
    /// leaves there what is of no use.
    pub(crate) fn parse_part(
        source: &'a str,
        span: Span,
        options: &ParseOptions,
        tree: &mut Tree,
    ) -> Result<(), Error> {
        tree.lane = options.lane;
        if tree.lane == Lane::Fast && fast::parse(source, span, options, tree).is_none() {
            tree.clear_lean(span.len());
            tree.lane = Lane::Html5ever;
        }
        if tree.lane == Lane::Html5ever {
            html5::parse(source, span, options, tree)?;
            tree.list_references();
        }
        tree.shrink(span.len());
        Ok(())
    }

    /// Returns the body that [`Body::parse_part`] made `tree` of.
    pub(crate) fn new(source: &'a str, tree: Tree) -> Self {
        Body { source, tree }
    }

    /// Returns the tree, for its buffers.
    pub(crate) fn into_tree(self) -> Tree {
        self.tree
    }

    /// Returns the whole file that the body is part of.
    pub fn source(&self) -> &'a str {
        self.source
    }

    /// Returns the bytes of the body.
    pub fn span(&self) -> Span {
        self.tree.node(0).span
    }

    /// Returns the parser that built the tree.
    pub fn lane(&self) -> Lane {
        self.tree.lane
    }

    /// Returns the fragment that holds all nodes.
    pub fn root(&self) -> NodeRef<'_, 'a> {
        NodeRef { body: self, id: 0 }
    }

    /// Returns the outermost nodes in order.
    pub fn children(&self) -> impl Iterator<Item = NodeRef<'_, 'a>> {
        self.root().children()
    }

    /// Returns all nodes in document order, without the contents of `template` elements.
    pub fn descendants(&self) -> Descendants<'_, 'a> {
        self.root().descendants()
    }

    /// Returns the addresses of all links (`a[href]`) in document order, as the source has them.
    pub fn links(&self) -> impl Iterator<Item = Reference<'_, 'a>> {
        self.references(Known::A, "href")
    }

    /// Returns the addresses of all images (`img[src]`) in document order, as the source has them.
    pub fn images(&self) -> impl Iterator<Item = Reference<'_, 'a>> {
        self.references(Known::Img, "src")
    }

    fn references(
        &self,
        name: Known,
        attribute: &'static str,
    ) -> impl Iterator<Item = Reference<'_, 'a>> {
        self.tree.references(name).filter_map(move |found| {
            let element = NodeRef {
                body: self,
                id: found.id,
            };
            let attribute = match found.address {
                Some(address) => attribute::quoted(self.source, attribute, address),
                None => element.attribute(attribute)?,
            };
            Some(Reference { element, attribute })
        })
    }

    /// Returns all texts, one behind the other (DOM: `textContent`).
    /// Borrowed where there is one text.
    pub fn text(&self) -> Cow<'_, str> {
        self.root().text()
    }

    /// Returns the body's markup (HTML standard, "HTML fragment serialization").
    pub fn inner_html(&self) -> String {
        self.root().inner_html()
    }
}

impl<'t, 'a> Reference<'t, 'a> {
    /// Returns the element that has the address.
    pub fn element(&self) -> NodeRef<'t, 'a> {
        self.element
    }

    /// Returns the attribute that says the address.
    pub fn attribute(&self) -> &Attribute<'a> {
        &self.attribute
    }

    /// Returns the address.
    pub fn value(&self) -> &str {
        self.attribute.value()
    }

    /// Returns the address; borrowed if the source says it literally.
    pub fn into_value(self) -> Cow<'a, str> {
        self.attribute.into_value()
    }

    /// Returns the bytes of the address.
    pub fn value_span(&self) -> Span {
        self.attribute.value_span()
    }
}

/// Returns the length of a source that is not too long.
pub(crate) fn check_len(source: &str, options: &ParseOptions) -> Result<u32, Error> {
    let max = options.max_len;
    match u32::try_from(source.len()) {
        Ok(len) if len <= max => Ok(len),
        _ => {
            let kind = ErrorKind::TooLong {
                max,
                len: source.len(),
            };
            Err(Error::new(kind, Span::new(max, u32::MAX), source))
        }
    }
}
