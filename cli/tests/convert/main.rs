//! Tests of `newsprint convert`: its outputs and messages, and that no incomplete output has the
//! final name.

mod chosen;
mod common;
mod files;
mod interrupted;
mod outputs;
mod parts;
mod printed;
mod rows;
mod sources;
