//! Conversions for other crates: one module per feature.

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
