//! From the body's tree to the content, in one walk.

mod blocks;
mod captions;
mod element;
mod role;
mod run;
mod styles;
mod walk;

use self::blocks::Blocks;
use self::run::Run;
use self::walk::Walk;
use super::detect::Rules;
use super::tree::Tree;
use crate::options::Lane;
use crate::source::Span;
use crate::tree::Body;

/// Appends a root with the content of a body, without the element `skip`. What starts at the node
/// `footer`, and has these bytes, is in a separate root. Returns the tree, and the footer's root.
pub(super) fn build<'a>(
    tree: Tree<'a>,
    body: &Body<'a>,
    rules: Rules<'_>,
    skip: Option<u32>,
    footer: Option<(u32, Span)>,
) -> (Tree<'a>, Option<u32>) {
    let end = body.tree.node(0).end;
    let run = Run::new(tree, body.lane() == Lane::Fast);
    let mut walk = Walk::new(body, Blocks::new(run), rules);
    walk.root(1, footer.map_or(end, |(first, _)| first), skip);
    let footer = footer.map(|(first, span)| {
        let root = walk.root(first, end, None);
        walk.blocks.run.tree.update(root, |node| {
            // What the parser moved may be before it.
            let is_empty = node.span.is_empty();
            node.span = if is_empty {
                span
            } else {
                node.span.cover(span)
            };
        });
        root
    });
    (walk.blocks.run.tree, footer)
}
