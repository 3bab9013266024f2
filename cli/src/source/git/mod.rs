//! Git repositories. Only their objects are read.

mod handles;
mod history;
mod reader;
mod repository;
mod versions;
mod walk;

pub use history::{History, Version};
pub use repository::{Repository, is_git_dir};
