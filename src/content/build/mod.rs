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
/// `footer`, and has these bytes, is in a root of its own. Returns the tree, and the footer's root.
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

#[cfg(test)]
mod tests {
    use crate::{Article, ParseOptions};

    /// Returns how many nodes something is done with while the content of a body is made.
    fn steps(body: &str) -> u64 {
        let source = format!("[t](https://example.org/)\n------\n\n{body}");
        let article = Article::parse_with(&source, &ParseOptions::trusted()).unwrap();
        article.content().tree.steps.get()
    }

    #[test]
    fn nodes_are_moved_and_covered_in_linear_time() {
        for (start, unit) in [
            ("", "<p>a"),
            ("", "<li>a</li>"),
            ("", "<li>a</li>b"),
            ("<ul>", "<p>a</p>"),
            ("<ul>", "<li>a"),
            ("<dl><dt>a", "<dd>b"),
            ("<dl><dt>a", "<dd>"),
            ("<table>", "<td>a"),
            ("<table>", "<tr><td>a"),
            ("<table>", "<tr><td>a<caption>b"),
            ("", "<table><caption>a</table>"),
            ("", "<b>a</b>"),
            ("<b>", "<i>a</i><p>"),
            ("<figure><img>", "<p>a<figcaption>b</figcaption>"),
            ("<figure>", "<figcaption>a</figcaption><img>"),
            ("", "<figure><figcaption>a</figcaption><img></figure>"),
            ("<img>", "<p class=photo-caption>a"),
            (
                "<img><noscript><img></noscript>",
                "<p class=photo-caption>a",
            ),
            ("", "a <img><p class=photo-caption>b</p>"),
        ] {
            let [few, many] = [200, 800].map(|count| steps(&[start, &unit.repeat(count)].concat()));
            assert!(
                many <= 5 * few.max(200),
                "{start}{unit}: {few}, then {many}"
            );
        }
    }
}
