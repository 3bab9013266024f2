//! Sources: the same articles in every form of an archive, the history of a repository, archives that are
//! broken or hostile.

#![cfg(unix)]

mod broken;
mod common;
mod forms;
mod git;
mod history;
mod hostile;
#[path = "../../src/source/mod.rs"]
mod source;
