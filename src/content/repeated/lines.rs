//! The lines of an article's text, with the nodes that contain them.

use std::ops::Range;

use super::super::kind::ContentKind;
use super::super::tree::Tree;
use super::split;

/// The lines of the paragraphs and headings, including those in lists, quotes and tables, but not of captions
/// and preformatted text.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// The text of all lines, one after the other.
    pub(super) text: String,
    /// For each text node, in order: where its text starts, and its ID.
    pub(super) nodes: Vec<(u32, u32)>,
    pub(super) lines: Vec<Line>,
}

/// A line, or something without text that must be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Its place in the text of all lines.
    pub(super) range: Range<usize>,
    /// The top-level list, quote or table that contains it, which is taken out as a whole.
    pub(super) group: Option<u32>,
    /// It must not be taken out, as it contains an image.
    pub(super) stays: bool,
}

impl Lines {
    /// Reads the content below the first root.
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

    /// Returns the line with text, if there is exactly one.
    pub(super) fn only(&self) -> Option<&Line> {
        let is_text = |line: &&Line| !self.text_of(line.range.clone()).trim().is_empty();
        let mut lines = self.lines.iter().filter(is_text);
        lines.next().filter(|_| lines.next().is_none())
    }

    /// Returns the pieces of a line.
    pub(super) fn pieces(&self, line: &Line) -> impl Iterator<Item = Range<usize>> {
        let start = line.range.start;
        let pieces = split::pieces(self.text_of(line.range.clone()));
        pieces.map(move |piece| start + piece.start..start + piece.end)
    }

    pub(super) fn text_of(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// Reads the nodes of a paragraph or heading.
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

    /// Records something that must not be taken out, such as an image. The group around it is then kept, too.
    fn keep(&mut self, group: Option<u32>) {
        let end = self.text.len();
        self.line(end, group, true);
    }
}
