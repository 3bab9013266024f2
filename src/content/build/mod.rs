//! Builds the content in one walk over the body's tree, and one more walk over each aside.

mod blocks;
mod captions;
mod element;
mod pictures;
mod plain;
mod role;
mod run;
mod styles;
mod walk;

use self::blocks::Blocks;
use self::run::Run;
use self::walk::Walk;
use super::detect::{Cut, Rules};
use super::tree::Tree;
use crate::options::Lane;
use crate::tree::Body;

/// Appends several roots to `tree`. The first root contains the content of the body, without the
/// nodes in `cuts`. Another root follows for each visible aside in `cuts`. The ID of this root is
/// stored in [`Cut::root`]. If images are left out of the content, one more root contains these
/// images. Returns the tree, and the ID of the root of the images (`None` if no image is left out).
pub(super) fn build<'a>(
    tree: Tree<'a>,
    body: &Body<'a>,
    rules: &Rules<'_>,
    cuts: &mut [Cut],
) -> (Tree<'a>, Option<u32>) {
    let end = body.tree.node(0).end;
    let run = Run::new(tree, body.lane() == Lane::Fast);
    let mut walk = Walk::new(body, Blocks::new(run), rules);
    walk.root(1..end, cuts);
    let mut rest = cuts;
    while let Some((cut, after)) = rest.split_first_mut() {
        if let Some(seen) = cut.seen.filter(|_| cut.is_aside()) {
            walk.resume(seen);
            cut.root = walk.root(cut.first..cut.end, after);
            walk.blocks.run.tree.update(cut.root, |node| {
                // Nodes that the parser moved (foster parenting) may be outside the span of the cut.
                let is_empty = node.span.is_empty();
                node.span = if is_empty {
                    cut.span
                } else {
                    node.span.cover(cut.span)
                };
            });
        }
        rest = after;
    }
    let left_out = walk.pictures.finish(&mut walk.blocks.run.tree);
    (walk.blocks.run.tree, left_out)
}
