//! The tree of the content: a vector of nodes in document order. Each node is followed by its
//! descendants.

use std::borrow::Cow;
use std::sync::Arc;

use super::detect::ImageProxy;
use super::kind::{ContentKind, ImageOrigin};
use crate::lean;
use crate::source::{Span, Spanned};
use crate::tree::attribute::decode_value;

/// The nodes of an article's content, and copies of those texts that differ from the source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tree<'a> {
    pub(crate) source: &'a str,
    /// The image proxies that were added to the built-in ones.
    pub(crate) proxies: Option<Arc<[ImageProxy]>>,
    /// Whether white space with a line feed is removed between two wide characters.
    pub(crate) joins_lines: bool,
    pub(crate) nodes: Vec<Node>,
    /// URLs of images and embeds that are not in the `src` of the element, sorted by
    /// [`Address::element`]. For an image, the URL is from the image's copy in a `noscript`. For an
    /// embed, the URL is from another attribute or from a fallback link.
    pub(crate) addresses: Vec<Address>,
    /// The `source` elements that belong to images, sorted by [`ImageSource::element`].
    pub(crate) image_sources: Vec<ImageSource>,
    /// The texts of all nodes with the flag [`Node::DECODED`], concatenated.
    decoded: String,
    /// The ranges of `decoded` that were each made from one span in the source (pieces), in order.
    pieces: Vec<Piece>,
}

/// The number of bytes that are reserved in [`Tree::decoded`] before the first decoded text is
/// added.
const FIRST_DECODED: usize = 256;
/// The number of pieces that are reserved in [`Tree::pieces`] before the first decoded text is
/// added.
const FIRST_PIECES: usize = 16;

/// A node of the content. Its descendants are the nodes after it, up to the ID `end` (exclusive).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) kind: ContentKind,
    pub(crate) flags: u8,
    /// The level of a heading, or the number of columns that a table cell spans.
    pub(crate) number: u16,
    /// The ID just after the last descendant of the node.
    pub(crate) end: u32,
    pub(crate) span: Span,
    /// A value whose meaning depends on the kind:
    ///
    /// - text that has the flag [`Node::DECODED`]: the range of the text in [`Tree::decoded`]
    /// - link, image or embed: the span of the URL in the source
    /// - numbered list: `start` is the number of the first item (the bits of an `i32`)
    /// - item of a numbered list: `start` is the number of the item (the bits of an `i32`)
    /// - table cell: `start` is the number of rows that the cell spans
    pub(crate) value: Span,
    /// The span of a start tag. For a link or an embed, this is the start tag of the element
    /// itself. For an image, it is the start tag of the link around the image.
    pub(crate) tag: Span,
}

/// A URL that is not in the `src` of its image or embed: see [`Tree::addresses`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Address {
    /// The byte offset in the source at which the image or embed starts.
    pub(crate) element: u32,
    pub(crate) value: Span,
    pub(crate) origin: ImageOrigin,
}

/// A `source` element in the same `picture` element as an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ImageSource {
    /// The byte offset in the source at which the image starts.
    pub(crate) element: u32,
    pub(crate) tag: Span,
}

/// A piece of a decoded text, and the span in the source from which the piece was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    /// The offset in [`Tree::decoded`] at which the piece starts. The piece ends at the start of
    /// the next piece.
    start: u32,
    source: Span,
    /// Whether each byte of the text comes from the byte at the same offset in `source`. The two
    /// bytes are equal, or the byte of the text is a space that replaces other white space. If
    /// `true`, the span of each part of the text is known. If `false`, only the span of the whole
    /// text is known.
    is_divisible: bool,
}

impl Node {
    /// Flag of texts: the text is stored in [`Tree::decoded`], because it differs from the source
    /// at the node's span.
    pub(crate) const DECODED: u8 = 1;
    /// Flag of links, images and embeds: the node has a URL, whose span is [`Node::value`].
    pub(crate) const HAS_URL: u8 = 2;
    /// Flag of images: the image is a block. Embeds do not have this flag, because embeds are
    /// always blocks.
    pub(crate) const BLOCK: u8 = 4;
    /// Flag of images: the image is in a `noscript`.
    pub(crate) const NOSCRIPT: u8 = 8;
    /// Flag of images: the image is in a link. [`Node::tag`] is the span of the link's start tag.
    pub(crate) const LINKED: u8 = 16;
    /// Flag of images: the image is a tracking pixel.
    pub(crate) const TRACKER: u8 = 64;
    /// Flag of images: the best URL may be in an attribute other than `src`, or in a `source`
    /// element.
    pub(crate) const OTHER_ADDRESS: u8 = 128;
    /// Flag of lists: the list was made for items that are not in a list element.
    pub(crate) const IMPLIED: u8 = 4;
    /// Flag of lists and list items: the items of the list are numbered.
    pub(crate) const ORDERED: u8 = 8;
    /// Flag of lists: the items are numbered in descending order.
    pub(crate) const REVERSED: u8 = 16;
    /// Flag of list items: the source sets the number of the item (`value`).
    pub(crate) const NUMBERED: u8 = 16;
    /// Flag of lists: the source sets the number of the first item (`start`).
    pub(crate) const STARTS: u8 = 2;
    /// Flag of table cells: the cell is a header cell.
    pub(crate) const HEADER: u8 = 8;
    /// Flag of all kinds: the span is not known yet, and must be computed from the children.
    pub(crate) const HULL: u8 = 32;
    /// The number of the lowest bit that stores the kind of an embed. The kind is in the two
    /// highest bits of [`Node::flags`].
    pub(crate) const EMBED_SHIFT: u8 = 6;

    pub(crate) fn new(kind: ContentKind, span: Span) -> Self {
        Node {
            kind,
            flags: 0,
            number: 0,
            end: 0,
            span,
            value: Span::new(0, 0),
            tag: Span::new(0, 0),
        }
    }

    pub(crate) fn has(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }
}

/// A part of a node's text, and the span in the source from which the part was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TextPart<'c> {
    pub(crate) text: &'c str,
    pub(crate) source: Span,
    /// Whether each byte of the text comes from the byte at the same offset in `source`. The two
    /// bytes are equal, or the byte of the text is a space that replaces other white space. If
    /// `true`, the span of each part of the text is known. If `false`, only the span of the whole
    /// text is known.
    pub(crate) is_divisible: bool,
}

impl<'a> Tree<'a> {
    pub(crate) fn new(source: &'a str, capacity: usize) -> Self {
        Tree {
            source,
            nodes: Vec::with_capacity(capacity),
            ..Tree::default()
        }
    }

    pub(crate) fn len(&self) -> u32 {
        self.nodes.len() as u32
    }

    pub(crate) fn node(&self, id: u32) -> &Node {
        // Callers pass only IDs from this tree. For any other ID, this empty root is returned.
        static NOTHING: Node = Node {
            kind: ContentKind::Root,
            flags: 0,
            number: 0,
            end: 0,
            span: Span::new(0, 0),
            value: Span::new(0, 0),
            tag: Span::new(0, 0),
        };
        self.nodes.get(id as usize).unwrap_or(&NOTHING)
    }

    /// Appends a node without children. Returns the ID of the node.
    pub(crate) fn push(&mut self, node: Node) -> u32 {
        let id = self.len();
        let end = id + 1;
        lean::push(&mut self.nodes, Node { end, ..node });
        id
    }

    /// Calls `change` with the node `id`. Does nothing if the node does not exist.
    pub(crate) fn update(&mut self, id: u32, change: impl FnOnce(&mut Node)) {
        if let Some(node) = self.nodes.get_mut(id as usize) {
            change(node);
        }
    }

    /// Sets the end of a node to the end of the tree, so that all nodes after this node become its
    /// descendants.
    pub(crate) fn close(&mut self, id: u32) {
        let end = self.len();
        self.update(id, |node| node.end = end);
    }

    pub(crate) fn truncate(&mut self, len: u32) {
        self.nodes.truncate(len as usize);
    }

    /// Moves the node `from`, and all nodes after it, to the place before the node `to`. Does not
    /// update the ends of the ancestors of these nodes: the caller must close the ancestors again
    /// ([`Tree::close`]).
    pub(crate) fn move_last(&mut self, from: u32, to: u32) {
        let moved = self.len() - from;
        let shift = |nodes: &mut [Node], by: u32| {
            nodes
                .iter_mut()
                .for_each(|node| node.end = node.end.wrapping_add(by));
        };
        let Some(nodes) = self.nodes.get_mut(to as usize..) else {
            return;
        };
        let Some((before, last)) = nodes.split_at_mut_checked((from - to) as usize) else {
            return;
        };
        shift(before, moved);
        shift(last, to.wrapping_sub(from));
        nodes.rotate_right(moved as usize);
    }

    /// Wraps the node `id` in a new node of the kind `kind` with the same span. The node and its descendants
    /// must be the last nodes of the tree.
    pub(crate) fn wrap(&mut self, id: u32, kind: ContentKind) {
        let span = self.node(id).span;
        let index = id as usize;
        if index < self.nodes.len() {
            self.nodes.insert(index, Node::new(kind, span));
            let inside = self.nodes.get_mut(index + 1..).unwrap_or_default();
            inside.iter_mut().for_each(|node| node.end += 1);
            self.close(id);
        }
    }

    /// Removes a node, but keeps its children. Does not update the ends of the node's ancestors:
    /// the caller must close the ancestors again ([`Tree::close`]).
    pub(crate) fn unwrap(&mut self, id: u32) {
        let index = id as usize;
        if index < self.nodes.len() {
            self.nodes.remove(index);
            let inside = self.nodes.get_mut(index..).unwrap_or_default();
            inside.iter_mut().for_each(|node| node.end -= 1);
        }
    }

    /// Sets the numbers of the items of a numbered list (HTML standard, "ordinal value"). Does nothing for
    /// other lists.
    pub(crate) fn number_items(&mut self, list: u32) {
        let Node {
            flags, value, end, ..
        } = *self.node(list);
        if flags & Node::ORDERED == 0 {
            return;
        }
        let is_reversed = flags & Node::REVERSED != 0;
        let mut number = match flags & Node::STARTS {
            0 if is_reversed => self.items(list).count() as i32,
            0 => 1,
            _ => value.start as i32,
        };
        self.update(list, |node| node.value.start = number as u32);
        let mut id = list + 1;
        while id < end {
            self.update(id, |item| {
                item.flags |= Node::ORDERED;
                match item.has(Node::NUMBERED) {
                    true => number = item.value.start as i32,
                    false => item.value.start = number as u32,
                }
                id = item.end.max(id + 1);
            });
            number = number.saturating_add(if is_reversed { -1 } else { 1 });
        }
    }

    /// Returns the items of a list.
    fn items(&self, list: u32) -> impl Iterator<Item = &Node> {
        let end = self.node(list).end;
        let mut next = list + 1;
        std::iter::from_fn(move || {
            let item = (next < end).then(|| self.node(next))?;
            next = item.end.max(next + 1);
            Some(item)
        })
    }

    /// Returns the descendants of a node.
    pub(crate) fn inside(&self, id: u32) -> &[Node] {
        let range = id as usize + 1..self.node(id).end as usize;
        self.nodes.get(range).unwrap_or_default()
    }

    /// Returns the smallest span that covers the nodes with the IDs from `first` up to `end`
    /// (exclusive). Returns `None` if the tree contains no such nodes.
    pub(crate) fn hull(&self, first: u32, end: u32) -> Option<Span> {
        let nodes = self.nodes.get(first as usize..end as usize);
        hull(nodes.unwrap_or_default(), first, end)
    }

    /// Returns the text of a text node.
    #[inline]
    pub(crate) fn text(&self, node: &Node) -> &str {
        match node.has(Node::DECODED) {
            true => node.value.of(&self.decoded),
            false => node.span.of(self.source),
        }
    }

    /// Returns whether a text was generated in place of a tag, such as a quotation mark in place of
    /// `<q>`.
    pub(crate) fn is_mark(&self, node: &Node) -> bool {
        let starts_tag = |text: &str| text.starts_with('<');
        node.has(Node::DECODED)
            && starts_tag(node.span.of(self.source))
            && !starts_tag(self.text(node))
    }

    /// Returns the URL of a link, image or embed, and the span of the URL in the source. Character
    /// references in the URL are decoded. Returns `None` if the node has no URL.
    pub(crate) fn url(&self, node: &Node) -> Option<Spanned<Cow<'a, str>>> {
        node.has(Node::HAS_URL)
            .then(|| self.attribute_value(node.value))
    }

    /// Returns the entry for an image or embed in [`Tree::addresses`], or `None` if there is no entry.
    pub(crate) fn address(&self, node: &Node) -> Option<Address> {
        let at = { &self.addresses }.binary_search_by_key(&node.span.start, |it| it.element);
        self.addresses.get(at.ok()?).copied()
    }

    /// Returns the span of the start tag of each `source` element that belongs to an image.
    pub(crate) fn sources(&self, image: &Node) -> impl Iterator<Item = Span> {
        let element = image.span.start;
        let first = { &self.image_sources }.partition_point(|source| source.element < element);
        let from = self.image_sources.get(first..).unwrap_or_default().iter();
        from.take_while(move |source| source.element == element)
            .map(|source| source.tag)
    }

    /// Returns the attribute value at `span` in the source, with character references decoded.
    pub(crate) fn attribute_value(&self, span: Span) -> Spanned<Cow<'a, str>> {
        Spanned::new(decode_value(span.of(self.source)), span)
    }

    /// Returns the number of pieces of all decoded texts.
    pub(crate) fn pieces_len(&self) -> usize {
        self.pieces.len()
    }

    /// Returns the parts of the text of a text node, in order.
    pub(crate) fn text_parts(&self, node: &Node) -> impl Iterator<Item = TextPart<'_>> {
        let is_decoded = node.has(Node::DECODED);
        let literal = (!is_decoded).then(|| TextPart {
            text: node.span.of(self.source),
            source: node.span,
            is_divisible: true,
        });
        let range = if is_decoded {
            node.value
        } else {
            Span::new(0, 0)
        };
        let first = self
            .pieces
            .partition_point(|piece| piece.start < range.start);
        let pieces = self.pieces.get(first..).unwrap_or_default().iter();
        let starts = pieces.clone().skip(1).map(|piece| piece.start);
        let ends = starts.chain(std::iter::once(self.decoded.len() as u32));
        let decoded = pieces
            .zip(ends)
            .take_while(move |(piece, _)| piece.start < range.end)
            .map(|(piece, end)| TextPart {
                text: Span::new(piece.start, end).of(&self.decoded),
                source: piece.source,
                is_divisible: piece.is_divisible,
            });
        literal.into_iter().chain(decoded)
    }

    /// Appends the source at `span` to the text of the last node. `span` must start where the
    /// node's span ends.
    #[inline]
    pub(crate) fn extend_text(&mut self, span: Span) {
        let Some(node) = self.nodes.last_mut() else {
            return;
        };
        if !node.has(Node::DECODED) {
            node.span.end = span.end;
            return;
        }
        node.span = node.span.cover(span);
        self.decoded.push_str(span.of(self.source));
        node.value.end = self.decoded.len() as u32;
        match self.pieces.last_mut() {
            Some(last) if last.is_divisible && last.source.end == span.start => {
                last.source.end = span.end;
            }
            _ => self.pieces.push(Piece {
                start: node.value.end - span.len() as u32,
                source: span,
                is_divisible: true,
            }),
        }
    }

    /// Appends `text` to the text of the last node. `text` was made from the source at `span`, but
    /// is not equal to the source.
    pub(crate) fn extend_decoded(&mut self, text: &str, span: Span) {
        // Most often, `text` is a space that replaces a line feed.
        let is_divisible = text == " " && span.len() == 1;
        self.extend_by(text, span, is_divisible);
    }

    /// Appends the source at `span` to the text of the last node. `span` may start after the end of
    /// the node's span. The bytes between the two spans are left out of the text.
    pub(crate) fn extend_apart(&mut self, span: Span) {
        self.extend_by(span.of(self.source), span, true);
    }

    /// Returns a new text node for a part of the text of `node`. `part` is the byte range in this
    /// text. The new node is not in the tree yet.
    #[cfg(feature = "archive")]
    pub(crate) fn slice_text(&mut self, node: &Node, part: std::ops::Range<u32>) -> Node {
        let mut slice = Node::new(ContentKind::Text, Span::default());
        if !node.has(Node::DECODED) {
            let start = node.span.start;
            slice.span = Span::new(start + part.start, start + part.end);
            return slice;
        }
        let start = node.value.start;
        let part = Span::new(start + part.start, start + part.end);
        // Copy from the piece in which the part starts.
        let first = { &self.pieces }.partition_point(|piece| piece.start <= part.start);
        let first = self.pieces.get(first.saturating_sub(1)).copied();
        let mut at = first.map_or(part.start, |piece| piece.start);
        let around = Node {
            value: Span::new(at, part.end),
            ..*node
        };
        let texts = self.text_parts(&around);
        let texts: Vec<_> = texts
            .map(
                |TextPart {
                     text,
                     source,
                     is_divisible,
                 }| {
                    let within = |edge: u32| edge.saturating_sub(at).min(text.len() as u32);
                    let (start, end) = (within(part.start), within(part.end));
                    at += text.len() as u32;
                    let text = Span::new(start, end).of(text).to_owned();
                    let source = match is_divisible {
                        true => Span::new(source.start + start, source.start + end),
                        false => source,
                    };
                    (text, source, is_divisible)
                },
            )
            .collect();
        if let [(text, source, true)] = texts.as_slice() {
            if text == source.of(self.source) {
                slice.span = *source;
                return slice;
            }
        }
        slice.flags = Node::DECODED;
        slice.value.start = self.decoded.len() as u32;
        for (text, source, is_divisible) in texts {
            slice.span = match slice.span.is_empty() {
                true => source,
                false => slice.span.cover(source),
            };
            self.pieces.push(Piece {
                start: self.decoded.len() as u32,
                source,
                is_divisible,
            });
            self.decoded.push_str(&text);
        }
        slice.value.end = self.decoded.len() as u32;
        slice
    }

    fn extend_by(&mut self, text: &str, span: Span, is_divisible: bool) {
        let Some(node) = self.nodes.last_mut() else {
            return;
        };
        if self.pieces.is_empty() {
            self.decoded.reserve(FIRST_DECODED);
            self.pieces.reserve(FIRST_PIECES);
        }
        let start = self.decoded.len() as u32;
        if !node.has(Node::DECODED) {
            node.flags |= Node::DECODED;
            node.value = Span::new(start, start);
            if !node.span.is_empty() {
                self.decoded.push_str(node.span.of(self.source));
                self.pieces.push(Piece {
                    start,
                    source: node.span,
                    is_divisible: true,
                });
            }
        }
        match self.pieces.last_mut() {
            Some(last)
                if is_divisible
                    && last.is_divisible
                    && last.start >= node.value.start
                    && last.source.end == span.start =>
            {
                last.source.end = span.end;
            }
            _ => self.pieces.push(Piece {
                start: self.decoded.len() as u32,
                source: span,
                is_divisible,
            }),
        }
        self.decoded.push_str(text);
        node.span = match node.span.is_empty() {
            true => span,
            false => node.span.cover(span),
        };
        node.value.end = self.decoded.len() as u32;
    }

    /// Removes the space at the end of the text node `id`, unless this space is the whole text. The node must
    /// be the last text of the tree.
    pub(crate) fn trim_space(&mut self, id: u32) {
        let node = *self.node(id);
        let is_trimmed = node.kind == ContentKind::Text
            && self.text(&node).len() > 1
            && self.text(&node).ends_with(' ');
        if !is_trimmed {
            return;
        }
        if !node.has(Node::DECODED) {
            return self.update(id, |node| node.span.end -= 1);
        }
        let end = node.value.end - 1;
        self.decoded.truncate(end as usize);
        let pieces = self.pieces.partition_point(|piece| piece.start < end);
        self.pieces.truncate(pieces);
        let Some(last) = self.pieces.last_mut() else {
            return;
        };
        // If the space was a piece of its own, that piece is already removed, and the last piece
        // keeps its end.
        if last.is_divisible {
            last.source.end = last.source.start + (end - last.start);
        }
        let source_end = last.source.end;
        self.update(id, |node| {
            (node.value.end, node.span.end) = (end, source_end);
        });
    }
}

/// Returns the smallest span that covers the nodes with the IDs from `first` up to `end`
/// (exclusive). `nodes` must start with the node `first`. Returns `None` if `first` is not less
/// than `end`, or if a node is missing in `nodes`.
pub(crate) fn hull(nodes: &[Node], first: u32, end: u32) -> Option<Span> {
    let mut hull: Option<Span> = None;
    let mut id = first;
    while id < end {
        let node = nodes.get((id - first) as usize)?;
        hull = Some(hull.map_or(node.span, |hull| hull.cover(node.span)));
        id = node.end.max(id + 1);
    }
    hull
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_is_small() {
        assert_eq!(size_of::<Node>(), 32);
    }

    #[test]
    fn moved_nodes_keep_their_children() {
        let mut tree = Tree::default();
        let image = tree.push(Node::new(ContentKind::Image, Span::new(0, 1)));
        let between = tree.push(Node::new(ContentKind::Paragraph, Span::new(1, 2)));
        tree.push(Node::new(ContentKind::Text, Span::new(1, 2)));
        tree.close(between);
        let caption = tree.push(Node::new(ContentKind::Caption, Span::new(2, 3)));
        tree.push(Node::new(ContentKind::Text, Span::new(2, 3)));
        tree.close(caption);
        tree.move_last(caption, image + 1);
        let kinds = tree.nodes.iter().map(|node| (node.kind, node.end));
        assert_eq!(
            kinds.collect::<Vec<_>>(),
            [
                (ContentKind::Image, 1),
                (ContentKind::Caption, 3),
                (ContentKind::Text, 3),
                (ContentKind::Paragraph, 5),
                (ContentKind::Text, 5),
            ]
        );
    }
}
