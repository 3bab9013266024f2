//! Compares parsers on one job: reading an article file, and returning its visible text, link
//! targets and image URLs. See README.md for the commands.

pub mod arguments;
pub mod contenders;
pub mod converters;
mod envelope;
pub mod inputs;
pub mod output;
pub mod report;
pub mod turns;
