//! Conversions to types of other crates, with one module for each Cargo feature.

#[cfg(feature = "arrow")]
pub mod arrow;
#[cfg(feature = "miette")]
mod miette;
#[cfg(feature = "rcdom")]
mod rcdom;
#[cfg(feature = "serde")]
mod serialize;

#[cfg(feature = "miette")]
pub use self::miette::Excerpt;
