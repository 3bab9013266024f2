//! Paragraphs that contain one text and nothing else. Most paragraphs are of this kind.

use super::super::characters::{shows, without_indent};
use super::super::kind::ContentKind;
use super::super::tree::Node;
use super::blocks::Blocks;
use crate::layout::blank_run;
use crate::source::Span;
use crate::tree::NodeKind;
use crate::tree::arena::Node as BodyNode;

/// Returns the span of `text`, without white space at its start and end. `text` must be the only
/// child of the paragraph `element`. Returns `None` if the text is not simple, for instance if
/// white space inside the text collapses.
pub(super) fn only_text(element: &BodyNode, text: &BodyNode, source: &str) -> Option<Span> {
    let has_run = text.kind == NodeKind::Text && text.has(BodyNode::FIRST_RUN);
    if !has_run || element.has(BodyNode::SYNTHETIC) {
        return None;
    }
    let mut run = text.close;
    let rest = blank_run(source.as_bytes(), run.end as usize, text.span.end as usize);
    let written = run.of(source);
    let shown = without_indent(written);
    run.start += (written.len() - shown.len()) as u32;
    // The parser may have moved the text into the element.
    let is_inside = element.span.end <= run.start && run.end <= element.close.end;
    (rest.end == text.span.end as usize && is_inside && shows(shown)).then_some(run)
}

impl Blocks<'_> {
    /// Appends a paragraph with one text. `span` is the span of the paragraph. Must be called only
    /// in [`Mode::Paragraphs`], and only while no inline content is pending and no style is open.
    ///
    /// [`Mode::Paragraphs`]: super::run::Mode::Paragraphs
    pub(super) fn paragraph(&mut self, span: Span, text: Span) {
        let tree = self.tree();
        let block = tree.push(Node::new(ContentKind::Paragraph, span));
        tree.push(Node::new(ContentKind::Text, text));
        tree.close(block);
        self.place(block);
        self.end_element();
    }
}
