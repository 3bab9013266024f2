//! Builds the tree of any body with html5ever's tree builder. The tokens are our own
//! ([`tokenizer`](super::tokenizer)).
//!
//! html5ever knows no offsets. The [`Sink`](sink::Sink), into which it builds, is told the current
//! token before html5ever is, and takes the spans of new nodes from it. End tags need more, since
//! html5ever does not say which element one closed: [`parser`] compares the open elements before and
//! after it. This rests on what html5ever 0.40 does but does not promise:
//!
//! 1. `TreeBuilder::trace_handles` reports the document, then the open elements from the outside in,
//!    and only then those that it holds for other reasons.
//! 2. `TreeBuilder::adjusted_current_node_present_but_not_in_html_namespace` asks the sink for the
//!    name of the adjusted current node, last of all names.
//! 3. In a fragment, the first element that it creates is the `html` that contains all others.
//! 4. Of the elements that a start tag creates, its own is the last.
//! 5. Text is appended in the order of the tokens, also where a table held it back, and each piece
//!    is a slice of a token.
//! 6. An end tag removes from the open elements those that it closes, while html5ever handles it.
//!
//! `tests.rs` checks them, so that they fail first if html5ever changes. `Cargo.toml` pins its minor
//! version.

mod draft;
mod finish;
mod likes;
mod parser;
mod sink;
mod state;
#[cfg(test)]
mod tests;
mod tree_sink;

pub(in crate::parse) use self::parser::parse;
