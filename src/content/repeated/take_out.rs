//! Moves repeated text out of the article into new roots of the tree. Each run of adjacent repeated
//! text gets a root of its own.

use std::mem;
use std::ops::Range;

use super::super::kind::ContentKind;
use super::super::tree::{Node, Tree};
use super::lines::Lines;
use super::part::Part;
use super::runs::{Run, find};
use super::text::{Group, RepeatedText};
use crate::source::Span;

/// The result of [`take_out`]: where the repeated text is now.
#[derive(Debug)]
pub(in crate::content) struct TakenOut {
    /// The IDs of the new roots that contain the repeated text, in order.
    pub(in crate::content) roots: Vec<u32>,
    /// The new ID minus the old ID of each root that existed before, except the first root. To get
    /// the new ID, add this value to the old ID with `wrapping_add`.
    pub(in crate::content) shift: u32,
}

/// Moves the repeated text from the first root, which is the article, to new roots at the end of the tree.
/// Returns `None` if the article has no repeated text.
pub(in crate::content) fn take_out(
    tree: &mut Tree<'_>,
    group: &Group,
    repeated: &RepeatedText,
) -> Option<TakenOut> {
    let lines = Lines::of(tree);
    let runs = find(&lines, group, repeated);
    if runs.is_empty() {
        return None;
    }
    let old = mem::take(&mut tree.nodes);
    let mut split = Split {
        tree,
        old: &old,
        lines: &lines,
        runs: &runs,
        text: 0,
        kept: Part::default(),
        taken: Part::default(),
        run: usize::MAX,
    };
    let end = split.first_root();
    let (mut all, taken) = (split.kept, split.taken);
    let shift = all.len().wrapping_sub(end);
    all.append(old.get(end as usize..).unwrap_or_default(), end);
    let first = all.len();
    all.append(&taken.nodes, 0);
    let ids = (first..).zip(all.nodes.get(first as usize..).unwrap_or_default());
    let roots = ids.filter(|(_, node)| node.kind == ContentKind::Root);
    let roots = roots.map(|(id, _)| id).collect();
    tree.nodes = all.nodes;
    Some(TakenOut { roots, shift })
}

struct Split<'s, 'a> {
    tree: &'s mut Tree<'a>,
    old: &'s [Node],
    lines: &'s Lines,
    runs: &'s [Run],
    /// The index in [`Lines::nodes`] of the next text node.
    text: usize,
    kept: Part,
    taken: Part,
    /// The index of the last run that got a root, or `usize::MAX` if no run has a root yet.
    run: usize,
}

/// An ancestor of the node that is read next.
#[derive(Debug, Clone, Copy)]
struct Around {
    id: u32,
    /// Whether all descendants that were read so far were appended to [`Split::kept`].
    is_kept: bool,
    /// Whether all descendants that were read so far were appended to [`Split::taken`].
    is_taken: bool,
}

impl Split<'_, '_> {
    /// Distributes the descendants of the first root to `kept` and `taken`. Returns the ID just after this
    /// root's last descendant in the old tree.
    fn first_root(&mut self) -> u32 {
        let root = self.node(0);
        self.kept.open(0, root);
        let mut id = 1;
        while id < root.end {
            let block = self.node(id);
            let end = block.end.max(id + 1);
            let texts = self.lines.nodes.get(self.text..).unwrap_or_default();
            let next = self.text + texts.partition_point(|(_, node)| *node < end);
            let range = self.start_of(self.text)..self.start_of(next);
            let nodes = self.old.get(id as usize..end as usize).unwrap_or_default();
            match self.first_run(&range) {
                Some(_) if matches!(block.kind, ContentKind::Paragraph | ContentKind::Heading) => {
                    self.block(id, end);
                }
                // Lists, quotes and tables are taken out as a whole.
                Some(run) => {
                    self.start_run(run);
                    self.taken.append(nodes, id);
                }
                None => self.kept.append(nodes, id),
            }
            self.text = next;
            id = end;
        }
        self.kept.close_to(0, false);
        self.taken.close_to(0, false);
        root.end
    }

    fn node(&self, id: u32) -> Node {
        let nothing = Node::new(ContentKind::Root, Span::default());
        self.old.get(id as usize).copied().unwrap_or(nothing)
    }

    /// Returns the offset in [`Lines::text`] at which a text node starts. `text` is the index of
    /// the text node in [`Lines::nodes`].
    fn start_of(&self, text: usize) -> usize {
        let text = self.lines.nodes.get(text);
        text.map_or(self.lines.text.len(), |(start, _)| *start as usize)
    }

    /// Returns the index of the first run that overlaps a range of [`Lines::text`], or `None` if no run does.
    fn first_run(&self, range: &Range<usize>) -> Option<usize> {
        let first = { self.runs }.partition_point(|run| run.left_out.end <= range.start);
        let run = self.runs.get(first)?;
        (run.left_out.start < range.end).then_some(first)
    }

    /// Appends a new root to `taken` for the run with the index `run`. Does nothing if the run
    /// already has a root.
    fn start_run(&mut self, run: usize) {
        if self.run != run {
            self.run = run;
            self.taken.close_to(0, false);
            self.taken.line_break = None;
            let root = Node::new(ContentKind::Root, Span::default());
            self.taken.open(NO_ID, root);
        }
    }

    /// Distributes the descendants of a paragraph or heading to `kept` and `taken`. `id` is the ID of the
    /// paragraph or heading, and `end` the ID just after its last descendant.
    fn block(&mut self, id: u32, end: u32) {
        let mut around: Vec<Around> = Vec::new();
        for id in id..end {
            self.leave(&mut around, id);
            let node = self.node(id);
            match node.kind {
                ContentKind::Text => {
                    self.split_text(node, &mut around);
                    self.text += 1;
                }
                ContentKind::Break => {
                    self.kept.line_break = (self.kept.depth() > 0).then_some(node);
                    self.taken.line_break = (self.taken.depth() > 0).then_some(node);
                }
                _ if node.end > id + 1 => around.push(Around {
                    id,
                    is_kept: true,
                    is_taken: true,
                }),
                _ => self.write(node, &mut around, true),
            }
        }
        self.leave(&mut around, end);
        (self.kept.line_break, self.taken.line_break) = (None, None);
    }

    /// Removes the nodes that end before the node `id` from `around`, and closes them in `kept` and
    /// `taken`.
    fn leave(&mut self, around: &mut Vec<Around>, id: u32) {
        while let Some(&last) = around.last() {
            if self.node(last.id).end > id {
                break;
            }
            around.pop();
            self.kept.leave(last.id, last.is_kept);
            self.taken.leave(last.id, last.is_taken);
        }
    }

    /// Splits the text of a node at the runs, and appends each part to `kept` or `taken`.
    fn split_text(&mut self, node: Node, around: &mut [Around]) {
        let text = self.start_of(self.text)..self.start_of(self.text + 1);
        let mut at = text.start;
        while at < text.end {
            let index = self.first_run(&(at..text.end));
            let run = index.and_then(|index| Some((index, self.runs.get(index)?)));
            let Some((index, run)) = run else {
                break;
            };
            let within = |range: &Range<usize>| {
                range.start.clamp(at, text.end)..range.end.clamp(at, text.end)
            };
            let (left_out, taken) = (within(&run.left_out), within(&run.taken));
            self.write_text(node, &text, at..left_out.start, around, true);
            if !taken.is_empty() {
                self.start_run(index);
            }
            self.write_text(node, &text, taken, around, false);
            at = left_out.end;
        }
        self.write_text(node, &text, at..text.end, around, true);
    }

    /// Appends a part of a text node to `kept` or `taken`. `text` is the range of the node's whole
    /// text in [`Lines::text`], and `part` is the range of the part. Does nothing if `part` is
    /// empty.
    fn write_text(
        &mut self,
        node: Node,
        text: &Range<usize>,
        part: Range<usize>,
        around: &mut [Around],
        is_kept: bool,
    ) {
        if part == *text {
            return self.write(node, around, is_kept);
        }
        if !part.is_empty() {
            let part = (part.start - text.start) as u32..(part.end - text.start) as u32;
            let node = self.tree.slice_text(&node, part);
            self.write(node, around, is_kept);
        }
    }

    /// Appends a node without children to `kept` if `is_kept` is set, otherwise to `taken`. Before
    /// the node, appends those of its ancestors (`around`) that were not appended yet.
    fn write(&mut self, node: Node, around: &mut [Around], is_kept: bool) {
        for around in &mut *around {
            around.is_kept &= is_kept;
            around.is_taken &= !is_kept;
        }
        let part = match is_kept {
            true => &mut self.kept,
            false => &mut self.taken,
        };
        if let Some(line_break) = part.line_break.take() {
            part.push(line_break);
        }
        for around in around.iter().skip(part.depth()) {
            if let Some(&node) = self.old.get(around.id as usize) {
                part.open(around.id, node);
            }
        }
        part.push(node);
    }
}

/// The value that is passed to [`Part::open`] for a new root, which has no ID in the old tree.
const NO_ID: u32 = u32::MAX;
