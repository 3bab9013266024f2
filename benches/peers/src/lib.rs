//! Parsers on one job: take an article file apart and give its visible text,
//! link targets and image addresses. See README.md for the commands.

pub mod arguments;
pub mod contenders;
pub mod converters;
mod envelope;
pub mod inputs;
pub mod output;
pub mod report;
pub mod turns;
