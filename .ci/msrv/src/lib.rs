//! Nothing but the tests of the crate that its minimum Rust version can build.
