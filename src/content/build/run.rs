//! Builds the inline content of one block at a time, from texts, images and line breaks.

use super::super::characters::{is_indent, joins, shows, without_indent};
use super::super::kind::ContentKind;
use super::super::tree::{Node, Tree, hull};
use super::styles::{NONE, Styles};
use crate::html::white_space::is_document_white_space;
use crate::layout::{BlankRun, blank_run, shown_run};
use crate::source::Span;
use crate::tree::TextPiece;

/// A wide (East Asian) character. Generated text, such as a quotation mark for `q`, counts as wide,
/// like this character. Line feeds between wide characters are removed.
const WIDE: &str = "）";

/// The maximum number of nodes in a place name before a paragraph (“LONDON —”).
const MAX_PLACE_NODES: usize = 6;
/// The maximum length of each text in such a place name, in bytes.
const MAX_PLACE: usize = 100;

/// How line breaks (`br`) in inline content are treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// A line without visible text ends a paragraph, and the images on that line become blocks.
    Paragraphs,
    /// Empty lines are left out. If no line has visible text, the images become blocks.
    Lines,
    /// All line breaks are kept. If no line has visible text, the images become blocks.
    Preformatted,
}

/// The result of [`Run::end`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ended {
    /// The ID of the complete block, or `None` if the inline content has no visible text.
    pub(super) block: Option<u32>,
    /// The first ID after the block. All nodes of the tree with this ID or a greater ID are images
    /// that become blocks.
    pub(super) images: u32,
}

/// The tree built so far, with the incomplete inline content at its end.
#[derive(Debug)]
pub(super) struct Run<'a> {
    source: &'a str,
    pub(super) tree: Tree<'a>,
    pub(super) styles: Styles,
    /// Whether it is known that the parser moved no nodes. If `true`, the span of each element
    /// contains the spans of its descendants.
    is_in_place: bool,
    pub(super) mode: Mode,
    /// The ID of the block's node, or [`NONE`] if the inline content is empty.
    start: u32,
    /// The ID of the first node on the current line.
    line: u32,
    /// The length of the tree without the current line and the line break before this line. On the
    /// first line, the block's node is not counted either, so the length equals the ID `start`.
    before_line: u32,
    /// Whether the current line has visible text.
    line_has_text: bool,
    /// Whether a line before the current one has visible text.
    has_text: bool,
    /// Whether the last node is a text to which more text can be added.
    grows: bool,
    /// The span of the pending white space: collapsible white space that was read, but not appended
    /// yet. If content follows on the same line, the white space becomes a space.
    blank: Option<Span>,
    /// Whether `blank` can be added to the last node. This is possible if `blank` directly follows
    /// the text of the last node in the source, and the same styles are open.
    blank_extends: bool,
    /// Whether `blank`, or collapsible white space after `blank`, contains a line feed. Always
    /// `false` if [`Tree::joins_lines`] is `false`.
    blank_breaks: bool,
    /// The number of styles that were open at `blank` and are still open.
    blank_depth: usize,
    /// Whether the current line is empty so far. White space at the start of a line is dropped.
    at_line_start: bool,
    /// Whether a line break must be appended before the next content of this block.
    pending_break: bool,
}

impl<'a> Run<'a> {
    pub(super) fn new(tree: Tree<'a>, is_in_place: bool) -> Self {
        Run {
            source: tree.source,
            styles: Styles::new(tree.source.len()),
            tree,
            is_in_place,
            mode: Mode::Paragraphs,
            start: NONE,
            line: NONE,
            before_line: NONE,
            line_has_text: false,
            has_text: false,
            grows: false,
            blank: None,
            blank_extends: false,
            blank_breaks: false,
            blank_depth: 0,
            at_line_start: true,
            pending_break: false,
        }
    }

    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.start == NONE
    }

    /// Returns whether the current line has visible text.
    pub(super) fn line_has_text(&self) -> bool {
        !self.is_empty() && self.line_has_text
    }

    /// Returns whether the inline content is a single short line that ends in a dash, such as a place name
    /// before a paragraph (“LONDON —”).
    pub(super) fn ends_in_dash(&self) -> bool {
        if self.is_empty() || self.pending_break || self.before_line != self.start {
            return false;
        }
        let nodes = self
            .tree
            .nodes
            .get(self.start as usize..)
            .unwrap_or_default();
        let is_short = nodes.len() <= MAX_PLACE_NODES;
        let last = nodes
            .last()
            .filter(|last| is_short && last.kind == ContentKind::Text);
        let text = last.map_or("", |last| self.tree.text(last).trim_end());
        text.ends_with(['—', '–', '―', '─', '-'])
            && nodes.iter().all(|node| match node.kind {
                ContentKind::Text => self.tree.text(node).len() <= MAX_PLACE,
                kind => kind != ContentKind::Image,
            })
    }

    /// Returns whether the last node is an inline image.
    pub(super) fn ends_in_image(&self) -> bool {
        let last = self.tree.nodes.last();
        !self.is_empty() && last.is_some_and(|node| node.kind == ContentKind::Image)
    }

    /// Appends the text at `span` in the source, and collapses its white space.
    pub(super) fn literal(&mut self, span: Span) {
        let bytes = self.source.as_bytes();
        let (mut at, end) = (span.start as usize, span.end as usize);
        loop {
            let BlankRun { end: blank, breaks } = blank_run(bytes, at, end);
            if blank > at {
                self.blank(Span::new(at as u32, blank as u32), breaks);
            }
            if blank >= end {
                return;
            }
            at = shown_run(bytes, blank, end);
            self.word(Span::new(blank as u32, at as u32));
        }
    }

    /// Does the same as [`Run::literal`], for a text with the flag [`FIRST_RUN`]. `run` is the part of the
    /// text after leading white space, up to the next white space that may collapse.
    ///
    /// [`FIRST_RUN`]: crate::tree::arena::Node::FIRST_RUN
    #[inline]
    pub(super) fn literal_with_run(&mut self, span: Span, run: Span) {
        let starts_odd = run.is_empty() && run.end < span.end;
        if starts_odd {
            // The text contains a control character.
            return self.literal(span);
        }
        let blank = Span::new(span.start, run.start);
        if !blank.is_empty() && (self.blank.is_some() || !self.at_line_start) {
            let bytes = self.source.as_bytes();
            let BlankRun { breaks, .. } =
                blank_run(bytes, blank.start as usize, blank.end as usize);
            self.blank(blank, breaks);
        }
        if !run.is_empty() {
            self.word(run);
            if run.end < span.end {
                self.literal(Span::new(run.end, span.end));
            }
        }
    }

    /// Appends a part of a text, and collapses its white space.
    pub(super) fn piece(&mut self, piece: TextPiece<'_>) {
        if piece.text == piece.span.of(self.source) {
            self.literal(piece.span);
        } else if piece.text.bytes().all(is_document_white_space) {
            let breaks = piece.span.of(self.source).contains('\n');
            self.blank(piece.span, breaks);
        } else {
            self.decoded(piece.text, piece.span);
        }
    }

    /// Appends a part of a text, and preserves its white space. Each line becomes a separate text node.
    pub(super) fn verbatim(&mut self, piece: TextPiece<'_>) {
        let is_literal = piece.text == piece.span.of(self.source);
        let mut at = piece.span.start;
        for line in piece.text.split_inclusive('\n') {
            let end = at + line.len() as u32;
            match is_literal {
                true => self.shown(Span::new(at, end)),
                false => self.shown_decoded(line, piece.span),
            }
            self.grows &= !line.ends_with('\n');
            at = end;
        }
    }

    /// Appends an inline image.
    pub(super) fn image(&mut self, mut image: Node) {
        self.write_blank();
        self.begin();
        if let Some(tag) = self.styles.link_tag() {
            image.tag = tag;
            image.flags |= Node::LINKED;
        }
        self.tree.push(image);
        self.grows = false;
        self.at_line_start = false;
    }

    /// Appends a line break. In [`Mode::Lines`], does nothing on an empty line. In [`Mode::Paragraphs`], must
    /// be called only on a line with visible text.
    pub(super) fn line_break(&mut self, span: Span) {
        self.blank = None;
        self.at_line_start = true;
        let is_empty = self.is_empty() || self.pending_break || self.line == self.tree.len();
        if self.mode == Mode::Lines && is_empty {
            return;
        }
        if self.is_empty() {
            self.begin();
        }
        self.before_line = self.tree.len();
        self.styles.write(usize::MAX, &mut self.tree);
        self.push_break(span);
    }

    fn push_break(&mut self, span: Span) {
        self.tree.push(Node::new(ContentKind::Break, span));
        self.line = self.tree.len();
        self.has_text |= std::mem::take(&mut self.line_has_text);
        self.grows = false;
    }

    /// Ends a paragraph without ending the inline content. If the line is not empty and more content follows,
    /// a line break is added before that content.
    pub(super) fn end_paragraph(&mut self) {
        self.blank = None;
        self.at_line_start = true;
        self.pending_break = !self.is_empty() && self.line != self.tree.len();
        self.grows = false;
    }

    /// Closes the innermost link or style.
    pub(super) fn close_style(&mut self) {
        self.styles.close(&mut self.tree);
        self.blank_depth = self.blank_depth.min(self.styles.depth());
        self.grows = false;
    }

    /// Ends the inline content, and makes a block of the kind `kind` from it. `number` is the level
    /// of a heading. If `last_apart` is `true`, an image at the end becomes a block of its own.
    /// This applies only in [`Mode::Paragraphs`].
    pub(super) fn end(&mut self, kind: ContentKind, number: u16, last_apart: bool) -> Ended {
        self.blank = None;
        self.at_line_start = true;
        let start = std::mem::replace(&mut self.start, NONE);
        if start == NONE {
            return Ended {
                block: None,
                images: self.tree.len(),
            };
        }
        let len = self.tree.len();
        let ends_in_break = self.line == len && len > self.before_line;
        let keeps_line = match self.mode {
            Mode::Paragraphs => self.line_has_text,
            Mode::Lines => !ends_in_break || self.before_line == start,
            Mode::Preformatted => true,
        };
        let has_text = self.has_text || self.line_has_text;
        let end = match (has_text, keeps_line) {
            (false, _) => start,
            (true, false) => self.before_line,
            (true, true) if last_apart && self.mode == Mode::Paragraphs => {
                self.before_last_image(start)
            }
            (true, true) => len,
        };
        if end < len {
            self.drop_from(end);
        }
        if start < end && end < len {
            self.tree.trim_space(end - 1);
        }
        self.styles.end_all(end, &mut self.tree);
        self.pending_break = false;
        self.grows = false;
        if end == start {
            return Ended {
                block: None,
                images: start,
            };
        }
        self.finish(start, end, kind, number);
        Ended {
            block: Some(start),
            images: end,
        }
    }

    /// Returns the length that the tree has without the image at its end. Line breaks and spaces
    /// just before the image are not counted, and neither are links and styles that contain only
    /// the image. If the last node is not an image, returns the length of the tree.
    fn before_last_image(&self, start: u32) -> u32 {
        let len = self.tree.len();
        if self.tree.node(len - 1).kind != ContentKind::Image {
            return len;
        }
        let mut end = len - 1;
        while end > start + 1 {
            let last = self.tree.node(end - 1);
            match last.kind {
                ContentKind::Link | ContentKind::Styled(_) | ContentKind::Break => {}
                ContentKind::Text if self.tree.text(last) == " " => {}
                _ => break,
            }
            end -= 1;
        }
        end
    }

    /// Removes all nodes with the ID `end` or a greater ID, except images.
    fn drop_from(&mut self, end: u32) {
        let mut kept = end as usize;
        for index in end as usize..self.tree.nodes.len() {
            let Some(&node) = self.tree.nodes.get(index) else {
                break;
            };
            if node.kind != ContentKind::Image {
                continue;
            }
            if let Some(place) = self.tree.nodes.get_mut(kept) {
                kept += 1;
                *place = Node {
                    end: kept as u32,
                    ..node
                };
            }
        }
        self.tree.nodes.truncate(kept);
    }

    /// Completes the block that consists of the nodes from `start` up to `end` (exclusive). Sets
    /// the kind and the number of the block's node. Then corrects the ends and the spans of the
    /// nodes.
    fn finish(&mut self, start: u32, end: u32, kind: ContentKind, number: u16) {
        let nodes = self.tree.nodes.get_mut(start as usize..end as usize);
        let nodes = nodes.unwrap_or_default();
        let Some(block) = nodes.first_mut() else {
            return;
        };
        (block.kind, block.number, block.end) = (kind, number, end);
        block.flags = Node::HULL;
        // Parents precede their children. In reverse order, the spans of children are computed before
        // those of their parents.
        for index in (0..nodes.len()).rev() {
            let Some((node, inside)) = nodes.get_mut(index..).and_then(<[Node]>::split_first_mut)
            else {
                break;
            };
            if node.end > end {
                // The last nodes inside this one were removed.
                node.end = end;
                node.flags |= Node::HULL;
            }
            let is_leaf = node.end <= start + index as u32 + 1;
            if is_leaf || self.is_in_place && !node.has(Node::HULL) {
                continue;
            }
            let first = start + index as u32 + 1;
            let hull = hull(inside, first, node.end).unwrap_or_default();
            let is_own = !node.has(Node::HULL) && node.span.contains_span(hull);
            node.span = if is_own { node.span } else { hull };
            node.flags &= !Node::HULL;
        }
    }

    /// Appends the text at `span` in the source. The text must contain no white space except single spaces
    /// between words.
    #[inline]
    fn word(&mut self, mut span: Span) {
        if self.at_line_start {
            let text = span.of(self.source);
            span.start += (text.len() - without_indent(text).len()) as u32;
            if span.is_empty() {
                return;
            }
        }
        if self.blank_breaks && self.joins(span.of(self.source)) {
            let blank = self.blank.take();
            let extends = self.blank_extends && self.grows && self.styles.are_written();
            if extends && blank.is_some_and(|blank| blank.end == span.start) {
                return self.tree.extend_apart(span);
            }
        }
        self.shown(span);
    }

    /// Appends the pending white space, then the text at `span` in the source.
    #[inline]
    fn shown(&mut self, mut span: Span) {
        if let Some(blank) = self.blank {
            let is_space = blank.len() == 1 && blank.of(self.source) == " ";
            if !self.blank_extends && is_space && blank.end == span.start {
                self.blank = None;
                span.start = blank.start;
            } else {
                self.write_blank();
            }
        }
        self.append(span);
        if !self.line_has_text {
            self.line_has_text = shows(span.of(self.source));
        }
    }

    /// Returns whether the pending white space is removed because it is between wide characters.
    /// `text` is the text after the white space.
    fn joins(&self, text: &str) -> bool {
        let last = self.tree.nodes.last();
        let last = last.filter(|last| last.kind == ContentKind::Text && self.blank.is_some());
        let before = last.and_then(|last| match self.tree.is_mark(last) {
            true => WIDE.chars().next(),
            false => self.tree.text(last).chars().next_back(),
        });
        match (before, text.chars().next()) {
            (Some(before), Some(after)) => joins(before, after),
            _ => false,
        }
    }

    #[inline]
    fn append(&mut self, span: Span) {
        if self.continues(span) {
            return self.tree.extend_text(span);
        }
        self.begin();
        self.tree.push(Node::new(ContentKind::Text, span));
        self.grows = true;
        self.at_line_start = false;
    }

    /// Appends `text`, which is the decoded form of the source at `span`.
    fn decoded(&mut self, text: &str, span: Span) {
        if self.at_line_start && text.chars().all(is_indent) {
            return;
        }
        if self.blank_breaks && self.joins(text) {
            self.blank = None;
        }
        self.shown_decoded(text, span);
    }

    fn shown_decoded(&mut self, text: &str, span: Span) {
        self.write_blank();
        self.append_decoded(text, span);
        self.line_has_text |= shows(text);
    }

    /// Appends generated text in place of the tag at `tag`: a quotation mark for `q`, a parenthesis
    /// for `rt`, or an emoji for the image of an emoji.
    pub(super) fn mark(&mut self, mark: &str, tag: Span) {
        if self.blank_breaks && self.joins(WIDE) {
            self.blank = None;
        }
        self.write_blank();
        self.grows = false;
        self.append_decoded(mark, tag);
        self.grows = false;
        self.line_has_text = true;
    }

    fn append_decoded(&mut self, text: &str, span: Span) {
        if !self.continues(span) {
            self.begin();
            let empty = Span::new(span.start, span.start);
            self.tree.push(Node::new(ContentKind::Text, empty));
            self.grows = true;
            self.at_line_start = false;
        }
        self.tree.extend_decoded(text, span);
    }

    /// Returns whether a text at `span` can be added to the last node, instead of becoming a node of its own.
    #[inline]
    fn continues(&self, span: Span) -> bool {
        let last = self.tree.nodes.last();
        self.grows
            && self.styles.are_written()
            && last.is_some_and(|last| last.span.end == span.start)
    }

    fn blank(&mut self, span: Span, breaks: bool) {
        match &mut self.blank {
            Some(blank) => {
                if blank.end == span.start {
                    blank.end = span.end;
                }
                self.blank_breaks |= breaks && self.tree.joins_lines;
            }
            None if !self.at_line_start => {
                self.blank = Some(span);
                self.blank_extends = self.continues(span);
                self.blank_depth = self.styles.depth();
                self.blank_breaks = breaks && self.tree.joins_lines;
            }
            None => {}
        }
    }

    /// Appends the pending white space as a space. Must be called only if content follows on the same line.
    fn write_blank(&mut self) {
        let Some(span) = self.blank.take() else {
            return;
        };
        let is_literal = span.of(self.source) == " ";
        match (self.blank_extends, is_literal) {
            (true, true) => self.tree.extend_text(span),
            (true, false) => self.tree.extend_decoded(" ", span),
            (false, _) => {
                self.begin_in(self.blank_depth);
                let empty = Span::new(span.start, span.start);
                let at = if is_literal { span } else { empty };
                self.tree.push(Node::new(ContentKind::Text, at));
                if !is_literal {
                    self.tree.extend_decoded(" ", span);
                }
                self.grows = true;
            }
        }
    }

    /// Appends the nodes that must precede new content, if they are still missing: the block, a
    /// pending line break, and the open links and styles. Must be called before content is
    /// appended.
    #[inline]
    fn begin(&mut self) {
        self.begin_in(usize::MAX);
    }

    /// Does the same as [`Run::begin`], but with only the outermost `depth` open links and styles.
    fn begin_in(&mut self, depth: usize) {
        if self.is_empty() {
            self.start = self
                .tree
                .push(Node::new(ContentKind::Paragraph, Span::default()));
            self.line = self.tree.len();
            self.before_line = self.start;
            (self.line_has_text, self.has_text) = (false, false);
        }
        if self.pending_break {
            self.pending_break = false;
            let at = self.tree.nodes.last().map_or(0, |last| last.span.end);
            self.before_line = self.tree.len();
            self.push_break(Span::new(at, at));
        }
        if !self.styles.are_written() {
            self.styles.write(depth, &mut self.tree);
            self.grows = false;
        }
    }
}
