//! The nodes around a node: parents, children, siblings.

use std::iter::FusedIterator;

use super::arena::NodeKind;
use super::body::Body;
use super::node::NodeRef;
use crate::html::Known;

impl<'a> Body<'a> {
    /// Returns the outermost nodes, in order: the children of the [root](Body::root).
    ///
    /// ```
    /// let body = newsprint::Body::parse("<h2>Ferry</h2><p>Text</p>")?;
    /// assert!(body.children().map(|node| node.name()).eq(["h2", "p"]));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn children(&self) -> Children<'_, 'a> {
        self.root().children()
    }

    /// Returns all nodes in document order, without the contents of `template` elements.
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
    /// Returns the node that contains this one; `None` for the root.
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

    /// Returns the nodes that contain this one, from the inside out. The last is the root.
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

    /// Returns the first child, in constant time.
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

    /// Returns the last child, in O(depth of that child).
    pub fn last_child(self) -> Option<Self> {
        self.children().next_back()
    }

    /// Returns the next sibling, in constant time.
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

    /// Returns the previous sibling, in constant time.
    pub fn previous_sibling(self) -> Option<Self> {
        let previous = self.node().previous;
        (previous != 0).then(|| self.at(previous))
    }

    /// Returns the node that follows this one and its descendants, in document order.
    pub(crate) fn following(self) -> Option<Self> {
        let mut around = std::iter::once(self).chain(self.ancestors());
        around.find_map(Self::next_sibling)
    }

    /// Returns the children in order. The contents of a `template` are not among them.
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

    /// Returns all nodes that this one contains, in document order.
    /// The contents of a `template` are not among them.
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

    /// Returns the contents of a `template` element, a fragment.
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

    /// Returns all nodes that this one contains, including the contents of templates.
    pub(crate) fn everything_inside(self) -> impl Iterator<Item = Self> + use<'t, 'a> {
        (self.id + 1..self.node().end).map(move |id| self.at(id))
    }

    /// Returns whether `other` is inside this node.
    pub(crate) fn holds(self, other: Self) -> bool {
        self.id < other.id && other.id < self.node().end
    }

    /// Returns the index that the first child would have: the one after a template's contents.
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

/// The nodes that contain a node, from the inside out: see [`NodeRef::ancestors`].
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

/// The children of a node in order: see [`NodeRef::children`].
///
/// Iterating from the back takes O(depth of the child) for each child.
#[derive(Debug, Clone)]
pub struct Children<'t, 'a> {
    parent: NodeRef<'t, 'a>,
    /// The next child, if it is before `end`.
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
            // The last descendant is the last child, or in it.
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

/// The nodes that a node contains, in document order: see [`NodeRef::descendants`].
///
/// Iterating from the back takes O(depth) for each node.
#[derive(Debug, Clone)]
pub struct Descendants<'t, 'a> {
    /// The next node, if it is before `end`.
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
        // If the last node is in the contents of templates, the outermost template is returned instead.
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
