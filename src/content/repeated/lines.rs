//! The lines of an article's text, with the nodes that contain them.

use std::ops::Range;

use super::super::kind::ContentKind;
use super::super::tree::Tree;
use super::split;

/// The lines of an article's paragraphs and headings, including those in lists, quotes and tables. Captions
/// and preformatted text are not included.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// The text of all lines, one after the other.
    pub(super) text: String,
    /// For each text node, in order: the offset in `text` at which the node's text starts, and the
    /// node's ID.
    pub(super) nodes: Vec<(u32, u32)>,
    pub(super) lines: Vec<Line>,
}

/// A line of text, or an empty line in place of a part that must be kept, such as an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// The range of the line in [`Lines::text`].
    pub(super) range: Range<usize>,
    /// The ID of the outermost list, quote or table that contains the line, or `None` if no such
    /// element contains the line. The lines of such an element are taken out either all together,
    /// or not at all.
    pub(super) group: Option<u32>,
    /// Whether the line must not be taken out. Such a line contains an image, or is in place of a
    /// part that must be kept.
    pub(super) stays: bool,
}

impl Lines {
    /// Returns the lines of the article, which is the first root of the tree.
    pub(super) fn of(tree: &Tree<'_>) -> Self {
        let mut lines = Lines::default();
        let end = tree.node(0).end;
        let mut group = None;
        let mut group_end = 0;
        let mut id = 1;
        while id < end {
            let node = tree.node(id);
            if id >= group_end {
                group = None;
            }
            match node.kind {
                ContentKind::Paragraph | ContentKind::Heading => {
                    lines.block(tree, id + 1..node.end, group);
                    id = node.end;
                    continue;
                }
                ContentKind::List | ContentKind::BlockQuote | ContentKind::Table => {
                    if group.is_none() {
                        (group, group_end) = (Some(id), node.end);
                    }
                }
                ContentKind::ListItem | ContentKind::TableRow | ContentKind::TableCell => {}
                ContentKind::ThematicBreak if group.is_none() => {}
                _ => {
                    lines.keep(group);
                    id = node.end;
                    continue;
                }
            }
            id += 1;
        }
        lines
    }

    /// Returns the only line with text, or `None` if no line or several lines have text.
    pub(super) fn only(&self) -> Option<&Line> {
        let is_text = |line: &&Line| !self.text_of(line.range.clone()).trim().is_empty();
        let mut lines = self.lines.iter().filter(is_text);
        lines.next().filter(|_| lines.next().is_none())
    }

    /// Returns the ranges in [`Lines::text`] of the pieces of a line, such as sentences: see
    /// [`split::pieces`].
    pub(super) fn pieces(&self, line: &Line) -> impl Iterator<Item = Range<usize>> {
        let start = line.range.start;
        let pieces = split::pieces(self.text_of(line.range.clone()));
        pieces.map(move |piece| start + piece.start..start + piece.end)
    }

    pub(super) fn text_of(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// Adds the lines of a paragraph or heading. `nodes` are the IDs of its descendants.
    fn block(&mut self, tree: &Tree<'_>, nodes: Range<u32>, group: Option<u32>) {
        let mut start = self.text.len();
        let mut stays = false;
        for id in nodes {
            let node = tree.node(id);
            match node.kind {
                ContentKind::Text => {
                    self.nodes.push((self.text.len() as u32, id));
                    self.text.push_str(tree.text(node));
                }
                ContentKind::Break => {
                    self.line(start, group, std::mem::take(&mut stays));
                    start = self.text.len();
                }
                ContentKind::Image => stays = true,
                _ => {}
            }
        }
        self.line(start, group, stays);
    }

    fn line(&mut self, start: usize, group: Option<u32>, stays: bool) {
        let range = start..self.text.len();
        if self.text_of(range.clone()).trim().is_empty() && !stays {
            return;
        }
        self.lines.push(Line {
            range,
            group,
            stays,
        });
    }

    /// Adds an empty line in place of a part that must not be taken out, such as an image. `group`
    /// is the ID of the outermost list, quote or table that contains the part. No line of that
    /// list, quote or table is then taken out.
    fn keep(&mut self, group: Option<u32>) {
        let end = self.text.len();
        self.line(end, group, true);
    }
}
