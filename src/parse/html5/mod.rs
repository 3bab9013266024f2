//! Builds the tree of any body with html5ever's tree builder, from the tokens of our
//! [`tokenizer`](super::tokenizer).
//!
//! html5ever has no offsets. The [`Sink`](sink::Sink), into which it builds, gets each token before html5ever
//! does, and takes the spans of new nodes from the token. End tags need more, since html5ever does not report
//! which element an end tag closed: [`parser`] compares the open elements before and after the tag. This
//! relies on behavior of html5ever 0.40 that is not guaranteed:
//!
//! 1. `TreeBuilder::trace_handles` reports the document, then the open elements from the outside in, and only
//!    then the elements that it holds for other reasons.
//! 2. `TreeBuilder::adjusted_current_node_present_but_not_in_html_namespace` asks the sink for the
//!    name of the adjusted current node, last of all names.
//! 3. In a fragment, the first element that it creates is the `html` that contains all others.
//! 4. If a start tag creates several elements, its own is the last.
//! 5. Text is appended in the order of the tokens, even if a table delayed it, and each piece is a slice of a
//!    token.
//! 6. While html5ever processes an end tag, it removes the elements that the tag closes from the open
//!    elements.
//!
//! `tests.rs` checks these, so that its tests fail first if html5ever changes. `Cargo.toml` pins its minor
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
