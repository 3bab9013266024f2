//! The relatives of a node: parent, ancestors, children, descendants, siblings.

use std::iter::FusedIterator;

use super::arena::NodeKind;
use super::body::Body;
use super::node::NodeRef;
use crate::html::Known;

impl<'a> Body<'a> {
    /// Returns the children of the [root](Body::root), in document order.
    ///
    /// ```
    /// let body = newsprint::Body::parse("<h2>Ferry</h2><p>Text</p>")?;
    /// assert!(body.children().map(|node| node.name()).eq(["h2", "p"]));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn children(&self) -> Children<'_, 'a> {
        self.root().children()
    }

    /// Returns all nodes in document order, except the root itself and the contents of `template` elements.
    ///
    /// ```
    /// let body = newsprint::Body::parse("<ul><li>one<li>two</ul>")?;
    /// let items = body.descendants().filter(|node| node.name() == "li");
    /// assert_eq!(items.count(), 2);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn descendants(&self) -> Descendants<'_, 'a> {
        self.root().descendants()
    }
}

impl<'t, 'a> NodeRef<'t, 'a> {
    /// Returns the parent of this node; `None` for the root.
    ///
    /// ```
    /// let body = newsprint::Body::parse("<figure><img src=/1.jpg></figure>")?;
    /// let image = body.images().next().unwrap().element();
    /// assert_eq!(image.parent().unwrap().name(), "figure");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn parent(self) -> Option<Self> {
        (self.id != 0).then(|| self.at(self.node().parent))
    }

    /// Returns the ancestors of this node, from its parent to the root.
    ///
    /// ```
    /// let body = newsprint::Body::parse("<blockquote><p><b>Text")?;
    /// let text = body.descendants().last().unwrap();
    /// assert!(text.ancestors().map(|node| node.name()).eq(["b", "p", "blockquote", ""]));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn ancestors(self) -> Ancestors<'t, 'a> {
        Ancestors(self.parent())
    }

    /// Returns the first child, in constant time; `None` if the node has no children.
    ///
    /// ```
    /// let body = newsprint::Body::parse("<p>See <b>this</b></p>")?;
    /// let p = body.children().next().unwrap();
    /// assert_eq!(p.first_child().unwrap().as_text(), Some("See "));
    /// assert_eq!(p.last_child().unwrap().name(), "b");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn first_child(self) -> Option<Self> {
        self.children().next()
    }

    /// Returns the last child; `None` if the node has no children. Takes O(d) time, where d is the
    /// number of levels from this node to its last descendant.
    pub fn last_child(self) -> Option<Self> {
        self.children().next_back()
    }

    /// Returns the next sibling, in constant time; `None` for the last child of a parent.
    ///
    /// ```
    /// let body = newsprint::Body::parse("<img src=/1.jpg><p>caption</p>")?;
    /// let image = body.images().next().unwrap().element();
    /// let next = image.next_sibling().unwrap();
    /// assert_eq!(next.text(), "caption");
    /// assert_eq!(next.previous_sibling(), Some(image));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn next_sibling(self) -> Option<Self> {
        let node = self.node();
        let is_child = node.kind != NodeKind::Fragment;
        (is_child && node.end < self.tree().node(node.parent).end).then(|| self.at(node.end))
    }

    /// Returns the previous sibling, in constant time; `None` for the first child of a parent.
    pub fn previous_sibling(self) -> Option<Self> {
        let previous = self.node().previous;
        (previous != 0).then(|| self.at(previous))
    }

    /// Returns the next node in document order that is not a descendant of this node. Returns
    /// `None` if there is no such node.
    pub(crate) fn following(self) -> Option<Self> {
        let mut around = std::iter::once(self).chain(self.ancestors());
        around.find_map(Self::next_sibling)
    }

    /// Returns the children in document order. The contents of a `template` are not children.
    ///
    /// ```
    /// let body = newsprint::Body::parse("<ul><li>one<li>two</ul>")?;
    /// let list = body.children().next().unwrap();
    /// assert!(list.children().rev().map(|item| item.text()).eq(["two", "one"]));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn children(self) -> Children<'t, 'a> {
        Children {
            parent: self,
            next: self.first_inside(),
            end: self.node().end,
        }
    }

    /// Returns the descendants in document order. The contents of a `template` are not included.
    ///
    /// ```
    /// let body = newsprint::Body::parse("<p>See <a href=/x>here</a>.</p>")?;
    /// let p = body.children().next().unwrap();
    /// let texts = p.descendants().filter_map(|node| node.as_text());
    /// assert!(texts.eq(["See ", "here", "."]));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn descendants(self) -> Descendants<'t, 'a> {
        Descendants {
            next: self.at(self.first_inside()),
            end: self.node().end,
        }
    }

    /// Returns the contents of a `template` element as a fragment; `None` for other nodes.
    ///
    /// ```
    /// let body = newsprint::Body::parse("<template><p>Hidden</p></template>")?;
    /// let template = body.children().next().unwrap();
    /// assert_eq!(template.children().count(), 0);
    /// assert_eq!(template.template_contents().unwrap().text(), "Hidden");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn template_contents(self) -> Option<Self> {
        let contents = self.at(self.id + 1);
        (self.first_inside() != self.id + 1).then_some(contents)
    }

    /// Returns all descendants in document order. Includes the contents of templates and the
    /// descendants of these contents.
    pub(crate) fn everything_inside(self) -> impl Iterator<Item = Self> + use<'t, 'a> {
        (self.id + 1..self.node().end).map(move |id| self.at(id))
    }

    /// Returns whether `other` is a descendant of this node. Here, the contents of a template count as
    /// descendants of the template.
    pub(crate) fn holds(self, other: Self) -> bool {
        self.id < other.id && other.id < self.node().end
    }

    /// Returns the index of the first child. This is the next index after the node. For a template,
    /// it is the next index after the template's contents. If the node has no children, returns the
    /// node's `end`.
    fn first_inside(self) -> u32 {
        let first = self.id + 1;
        let is_contents = self.node().is_html(Known::Template)
            && first < self.node().end
            && self.tree().node(first).kind == NodeKind::Fragment;
        if is_contents {
            self.tree().node(first).end
        } else {
            first
        }
    }
}

/// An iterator over the ancestors of a node, from its parent to the root: see [`NodeRef::ancestors`].
#[derive(Debug, Clone)]
pub struct Ancestors<'t, 'a>(Option<NodeRef<'t, 'a>>);

impl<'t, 'a> Iterator for Ancestors<'t, 'a> {
    type Item = NodeRef<'t, 'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let node = self.0?;
        self.0 = node.parent();
        Some(node)
    }
}

impl FusedIterator for Ancestors<'_, '_> {}

/// An iterator over the children of a node in document order: see [`NodeRef::children`].
///
/// Each call of `next_back` takes O(d) time, where d is the number of levels from the parent to the
/// last descendant of the returned child.
#[derive(Debug, Clone)]
pub struct Children<'t, 'a> {
    parent: NodeRef<'t, 'a>,
    /// The index of the next child. If this index is not less than `end`, there is no next child.
    next: u32,
    end: u32,
}

impl<'t, 'a> Iterator for Children<'t, 'a> {
    type Item = NodeRef<'t, 'a>;

    fn next(&mut self) -> Option<Self::Item> {
        (self.next < self.end).then(|| {
            let child = self.parent.at(self.next);
            self.next = child.node().end;
            child
        })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let nodes = self.end.saturating_sub(self.next) as usize;
        (usize::from(nodes > 0), Some(nodes))
    }
}

impl DoubleEndedIterator for Children<'_, '_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        (self.next < self.end).then(|| {
            // The last descendant is the last child or a descendant of the last child.
            let mut child = self.parent.at(self.end - 1);
            while child.node().parent != self.parent.id {
                child = child.at(child.node().parent);
            }
            self.end = child.id;
            child
        })
    }
}

impl FusedIterator for Children<'_, '_> {}

/// An iterator over the descendants of a node in document order: see [`NodeRef::descendants`].
///
/// Each call of `next_back` takes O(d) time, where d is the depth of the returned node. If the
/// returned node is a `template`, d is the depth of the last node in its contents.
#[derive(Debug, Clone)]
pub struct Descendants<'t, 'a> {
    /// The next node. If its index is not less than `end`, there is no next node.
    next: NodeRef<'t, 'a>,
    end: u32,
}

impl<'t, 'a> Iterator for Descendants<'t, 'a> {
    type Item = NodeRef<'t, 'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let node = self.next;
        if node.id >= self.end {
            return None;
        }
        self.next = node.at(node.first_inside());
        Some(node)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let nodes = self.end.saturating_sub(self.next.id) as usize;
        (usize::from(nodes > 0), Some(nodes))
    }
}

impl DoubleEndedIterator for Descendants<'_, '_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        if self.next.id >= self.end {
            return None;
        }
        let last = self.next.at(self.end - 1);
        // If the last node is in the contents of a template, the outermost such template is returned instead.
        let inside = std::iter::once(last).chain(last.ancestors());
        let contents = inside
            .take_while(|node| node.id > self.next.id)
            .filter(|node| node.kind() == NodeKind::Fragment)
            .last();
        let node = contents.and_then(NodeRef::parent).unwrap_or(last);
        self.end = node.id;
        Some(node)
    }
}

impl FusedIterator for Descendants<'_, '_> {}
