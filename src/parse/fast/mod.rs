//! The fast lane: parses plain markup in one pass, without the standard's tree construction algorithm.
//!
//! The contract of this lane: **it builds the same tree as html5ever, node for node and span for
//! span, or no tree.** Both lanes use the same tokenizer, so only tree construction can differ.
//!
//! Markup is plain if it is in this table. For this markup, the table contains everything that the
//! standard's tree construction does (13.2.6.4.7, "in body"). At other markup, the lane declines:
//! it stops, and html5ever builds the tree of the whole body. [`Rule`](rules::Rule) contains the
//! class of each element.
//!
//! | markup | what it does | declined | why that is all |
//! |---|---|---|---|
//! | text, character references | extend the text before, or make one | CR, NUL; tags and comments may contain them | There is nothing to reconstruct, see `b` |
//! | comments, `<!…>`, `<?…>`, `</…` not before a letter | make a comment | | "Insert a comment" |
//! | `<!DOCTYPE…>`, `</>` | nothing | `</>` directly after `<pre>` | "Ignore the token"; none |
//! | `<div>`, `<ul>` … ([`Class::Block`]), `<p>` | close an open `p`, open | an open `p` that is not innermost; `form` in `form` | "If the stack has a p element in button scope, then close a p element"; that pops what is in it, too |
//! | `<pre>`, `<listing>` | as a block; skip a line feed | as a block | "If the next token is a line feed, then ignore that token" |
//! | `<h1>` … `<h6>` | as a block, but then close a heading that is innermost | as a block | "If the current node is an h1 … h6 element, pop the current node" |
//! | `<li>`; `<dd>`, `<dt>` | close the `li` (or `dd`, `dt`) of the same list and what its end implies, then as a block | other elements open in that item; a `search` that the search for it comes to | The loop over the stack, which ends at a special element other than `address`, `div`, `p` |
//! | `<b>`, `<em>` … ([`Class::Formatting`]) | open | `a` in `a` | A formatting element closes only where it is innermost, by its own end tag: the last in the list of active ones is always open, and nothing to be reconstructed |
//! | `<span>`, `<noscript>` … ([`Class::Ordinary`]), names that HTML does not know | open | `button` in `button`; more than 16 unknown names, or with odd characters | "Any other start tag", or what comes to the same; scripting is off |
//! | `<rt>`, `<rp>` | open | in an innermost `li`, `dd`, `dt`, `p`, `rt`, `rp` | "Generate implied end tags": there are none |
//! | `<br>`, `<img>` … ([`Class::Void`]) | add an element | | "Immediately pop the current node off the stack" |
//! | `<hr>` | closes an open `p`, adds an element | an open `p` that is not innermost | as both |
//! | `<script>`, `<style>`, `<iframe>`, `<title>` … | open; text up to their end tag | | The generic raw text and RCDATA algorithms |
//! | the end tag of the innermost element | closes it | | All rules for end tags pop it and no more; a formatting element leaves the list, too |
//! | the end tag of a block, `pre`, `li`, `dd`, `dt` that is open farther out | closes it and what is in it | others than `li`, `dd`, `dt`, `p`, `rt`, `rp` in it | "Generate implied end tags", then "pop elements until" |
//! | `</p>` where none is open | makes an empty `p` | | "Insert an HTML element for a p start tag token" |
//! | other end tags without an open element | nothing | `</br>`; those of headings in a heading | "Ignore the token", by several rules |
//! | the end | closes what is open | | "Stop parsing" |
//! | tables, `select`, `svg` … ([`Class::Other`]) | | always | |
//! | what exceeds a limit | | always | html5ever's lane makes the error |
//!
//! The lane need not check the standard's scopes ("has an element in scope"). Among plain elements,
//! only three limit a scope: the search for an open `p` ends at a `button`, and the search for an
//! open `li` ends at a `ul` or `ol`. A `p` or `li` outside of that element is not the innermost
//! open element, so the lane declines anyway.

mod builder;
mod rules;
mod text;

use self::builder::Builder;
#[cfg(doc)]
use crate::html::element::Class;
use crate::options::ParseOptions;
use crate::scan::{self, Job, Scan};
use crate::source::Span;
use crate::tree::Tree;
use crate::tree::arena::Node;

/// Parses the part `body` of `source`, and builds its tree in `tree`. `tree` must be empty. Returns
/// `None` if the markup is not plain; the state of `tree` is then unspecified.
#[inline(never)] // Inlined into its caller, the loop would have too few registers.
pub(super) fn parse(
    source: &str,
    body: Span,
    options: &ParseOptions,
    tree: &mut Tree,
) -> Option<()> {
    let job = Parse {
        source,
        body,
        options,
        tree,
    };
    scan::run(job)
}

/// The arguments of [`parse`]. [`scan::run`] runs this [`Job`] with the fastest [`Scan`] for the
/// processor.
struct Parse<'s, 't> {
    source: &'s str,
    body: Span,
    options: &'t ParseOptions,
    tree: &'t mut Tree,
}

impl Job for Parse<'_, '_> {
    type Output = Option<()>;

    #[inline(always)]
    fn run(self, scan: impl Scan) -> Option<()> {
        let Parse {
            source,
            body,
            options,
            tree,
        } = self;
        let nodes = usual_nodes(body.len());
        if tree.nodes.capacity() < nodes {
            // A new buffer instead of `reserve`, since the old buffer contains nothing that must be copied.
            tree.nodes = Vec::with_capacity(nodes);
        }
        tree.push_root(body);
        Builder::new(source, body, options, tree, scan).run()
    }
}

/// Returns the initial capacity for the nodes of a body of `bytes` bytes. Only about one percent of
/// real bodies have more nodes.
fn usual_nodes(bytes: usize) -> usize {
    match bytes {
        // Short bodies get one kilobyte, which allocators provide quickly.
        ..2000 => 1024 / size_of::<Node>(),
        _ => bytes / 32 + 16,
    }
}
