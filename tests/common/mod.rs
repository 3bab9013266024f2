//! Helpers that several tests share.

#![allow(
    dead_code,
    unused_imports,
    unused_macros,
    reason = "each test is a crate of its own and uses a part"
)]

pub mod choices;
pub mod clips;
pub mod content;
pub mod decode;
pub mod dom;
pub mod edited;
pub mod ensure;
pub mod files;
pub mod found;
pub mod html;
pub mod html5lib;
pub mod invariants;
pub mod lanes;
pub mod markup;
pub mod names;
pub mod nested;
pub mod oracle;
pub mod outline;
pub mod rendered;
pub mod round_trip;
pub mod shared;
pub mod shown;
pub mod shrink;
pub mod targets;
pub mod text_spans;
pub mod told;
