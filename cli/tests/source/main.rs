//! Tests of sources: all forms of an archive have the same articles, the history of a repository is
//! complete, and broken or hostile archives do no harm.

#![cfg(unix)]

mod broken;
mod common;
mod forms;
mod git;
mod history;
mod hostile;
#[path = "../../src/source/mod.rs"]
mod source;
