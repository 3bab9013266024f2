//! The tree of a body: nodes in document order, with their bytes in the source.

pub(crate) mod arena;
pub(crate) mod attribute;
mod body;
pub(crate) mod decoded;
mod inner_html;
pub(crate) mod node;

pub(crate) use self::arena::Tree;
pub use self::arena::{Namespace, NodeKind};
pub use self::attribute::{Attribute, Attributes};
pub use self::body::{Body, Reference};
pub(crate) use self::inner_html::holds_raw_text;
pub use self::node::{Descendants, NodeId, NodeRef, TextPiece};
