//! The fast lane: parses plain markup in one pass, without the standard's tree construction algorithm.
//!
//! The contract of this lane: **it builds the same tree as html5ever, node for node and span for
//! span, or no tree.** Both lanes use the same tokenizer, so only tree construction can differ.
//!
//! Markup is plain if the table below lists it. The table describes all effects that plain markup
//! has in the standard's tree construction (13.2.6.4.7, "in body"). The column "declined" lists
//! exceptions, which are not plain. If the lane finds markup that is not plain, it stops, and
//! html5ever builds the tree of the whole body. "Open" means: add an element, which becomes the
//! innermost open element. [`Rule`](rules::Rule) contains the class of each element.
//!
//! | markup | what the lane does | declined | why the standard does the same |
//! |---|---|---|---|
//! | text, character references | extend the text node before, or add one | CR and NUL in text | No formatting element has to be reopened: see `<b>` |
//! | comments, `<!…>`, `<?…>`, `</…` not before a letter | add a comment | | "Insert a comment" |
//! | `<!DOCTYPE…>`, `</>` | nothing | `</>` directly after `<pre>` | "Ignore the token"; `</>` gives no token |
//! | `<div>`, `<ul>` … ([`Class::Block`]), `<p>` | close an open `p`; open | a `p` is open, but not innermost; `form` in `form` | "If the stack has a p element in button scope, then close a p element"; this also closes the elements in the `p` |
//! | `<pre>`, `<listing>` | like a block; skip a line feed | as for a block | "If the next token is a line feed, then ignore that token" |
//! | `<h1>` … `<h6>` | like a block, but also close a heading that is innermost | as for a block | "If the current node is an h1 … h6 element, pop the current node" |
//! | `<li>`; `<dd>`, `<dt>` | close the open `li` (or `dd`, `dt`) of the same list, with elements in it whose end tags are implied; then like a block | other elements are open in this item; the loop that looks for this item comes to a `search` | The loop over the stack, which ends at a special element other than `address`, `div`, `p` |
//! | `<b>`, `<em>` … ([`Class::Formatting`]) | open | `a` in `a` | In this lane, a formatting element is closed only when it is innermost, by its own end tag. So the last active formatting element is always open, and none has to be reopened |
//! | `<span>`, `<noscript>` … ([`Class::Ordinary`]), names that HTML does not define | open | `button` in `button`; more than 16 such names; such a name with characters other than `a` to `z`, digits and `-_:.` | "Any other start tag", or a rule with the same effect; scripting is disabled |
//! | `<rt>`, `<rp>` | open | the innermost open element is `li`, `dd`, `dt`, `p`, `rt` or `rp` | "Generate implied end tags", which then closes no element |
//! | `<br>`, `<img>` … ([`Class::Void`]) | add an element | | "Immediately pop the current node off the stack" |
//! | `<hr>` | close an open `p`; add an element | a `p` is open, but not innermost | as for blocks and void elements |
//! | `<script>`, `<style>`, `<iframe>`, `<title>` … | open; read text up to the end tag | | The generic raw text and RCDATA algorithms |
//! | the end tag of the innermost element | close it | | All rules for end tags close only this element. A formatting element is also removed from the list of active ones |
//! | the end tag of a block, `pre`, `li`, `dd`, `dt` that is open, but not innermost | close it and the elements in it | elements other than `li`, `dd`, `dt`, `p`, `rt`, `rp` are open in it | "Generate implied end tags", then "pop elements until" |
//! | `</p>` without an open `p` | add an empty `p` | | "Insert an HTML element for a p start tag token" |
//! | other end tags without an open element | nothing | `</br>`; the end tag of a heading in another heading | "Ignore the token", by several rules |
//! | the end of the body | close all open elements | | "Stop parsing" |
//! | tables, `select`, `svg` … ([`Class::Other`]) | | always | |
//! | markup that exceeds a limit | | always | html5ever's lane returns the error |
//!
//! The lane need not check the standard's scopes ("has an element in scope"). Only three plain
//! elements limit a scope: a `button` limits the search for an open `p`, and a `ul` or `ol` limits
//! the search for an open `li`. Without scopes, a tag could close a `p` or `li` outside of such an
//! element. But at such a tag, the lane stops anyway: before the end of the body, the lane closes a
//! `button`, `ul` or `ol` only at the element's own end tag.

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
