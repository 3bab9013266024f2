//! Builds the tree of any body: passes the tokens of our [`tokenizer`](super::tokenizer) to
//! html5ever's tree builder.
//!
//! html5ever builds the tree by calling the methods of the [`Sink`](sink::Sink). It reports no
//! offsets. So the [`parser`] passes each token first to the sink and then to html5ever. The sink
//! stores the token's spans in the nodes that html5ever creates.
//!
//! html5ever does not report which element an end tag closes. So the [`parser`] compares the open
//! elements before and after each end tag.
//!
//! This module relies on behavior of html5ever 0.40 that html5ever's documentation does not
//! guarantee:
//!
//! 1. `TreeBuilder::trace_handles` reports the document, then the open elements from the outermost to the
//!    innermost, and only then the other elements that the tree builder refers to.
//! 2. `TreeBuilder::adjusted_current_node_present_but_not_in_html_namespace` calls
//!    `TreeSink::elem_name` with the adjusted current node. This is the function's last call of
//!    `elem_name`.
//! 3. For a fragment, html5ever first creates the `html` element, which contains all other
//!    elements.
//! 4. If html5ever creates several elements for a start tag, the last one is the element of the tag
//!    itself. The other elements are implied or reopened.
//! 5. html5ever appends text in the order of the tokens. This is also true for text in a table,
//!    which html5ever delays. Each text that it appends is a slice of the text of one token.
//! 6. While html5ever processes an end tag, it removes the elements that the tag closes from the
//!    list of open elements.
//!
//! The tests in `tests.rs` check this behavior. They fail if a new version of html5ever behaves in
//! another way. `Cargo.toml` restricts html5ever to version 0.40.

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
