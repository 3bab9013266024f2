use std::borrow::Cow;

use super::arena::Tree;
use super::attribute::{self, Attribute};
use super::node::{Descendants, NodeRef};
use crate::html::Known;
use crate::options::Lane;
use crate::source::Span;

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
    pub(crate) source: &'a str,
    pub(crate) tree: Tree,
}

/// An address in the body: the attribute that says it, and the element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference<'t, 'a> {
    element: NodeRef<'t, 'a>,
    attribute: Attribute<'a>,
}

impl<'a> Body<'a> {
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
