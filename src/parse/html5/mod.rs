//! Builds the tree of any body with html5ever's tree builder, from the tokens of our
//! [`tokenizer`](super::tokenizer).
//!
//! html5ever does not report offsets. It builds the tree through the [`Sink`](sink::Sink). Before html5ever
//! processes a token, the parser passes the token to the sink, which gives new nodes the spans of this token.
//! For end tags, this is not enough, since html5ever does not report which element an end tag closed. So
//! [`parser`] compares the open elements before and after each end tag. This module relies on behavior of
//! html5ever 0.40 that its documentation does not guarantee:
//!
//! 1. `TreeBuilder::trace_handles` reports the document, then the open elements from the outermost to the
//!    innermost, and only then the other elements that the tree builder refers to.
//! 2. `TreeBuilder::adjusted_current_node_present_but_not_in_html_namespace` asks the sink for the name of
//!    the adjusted current node. This function asks for no other name after that.
//! 3. For a fragment, html5ever first creates the `html` element that contains all others.
//! 4. If a start tag creates several elements, html5ever creates the element of the tag itself last.
//! 5. html5ever appends text in the order of the tokens, even text in a table, which it delays. Each text
//!    that it appends is a slice of one token.
//! 6. While html5ever processes an end tag, it removes the closed elements from the list of open elements.
//!
//! The tests in `tests.rs` check this behavior, so that they fail first if html5ever changes. `Cargo.toml`
//! restricts html5ever to this minor version.

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
