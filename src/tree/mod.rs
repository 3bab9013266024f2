//! The tree of a body (the DOM): nodes in document order, with their spans in the source.

pub(crate) mod arena;
mod at;
pub(crate) mod attribute;
mod body;
pub(crate) mod decoded;
mod inner_html;
mod node;
mod reference;
mod relatives;
mod text;

pub use self::arena::NodeKind;
pub(crate) use self::arena::Tree;
pub use self::attribute::{Attribute, Attributes};
pub use self::body::Body;
pub(crate) use self::inner_html::holds_raw_text;
pub use self::node::{NodeId, NodeRef};
pub use self::reference::{Reference, References};
pub use self::relatives::{Ancestors, Children, Descendants};
pub use self::text::{TextPiece, TextPieces};
pub use crate::html::Namespace;
