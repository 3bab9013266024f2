//! `newsprint convert`: what it writes, what it prints, and that nothing half-written has the
//! output's name.

mod chosen;
mod common;
mod files;
mod interrupted;
mod outputs;
mod parts;
mod printed;
mod rows;
mod sources;
