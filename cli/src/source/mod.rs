//! Where articles are read from.

use std::error::Error;
use std::ffi::OsStr;

use newsprint::archive::{Archive, Articles};

/// Where articles are read from.
pub struct Source {
    archive: Archive,
    name: String,
}

impl Source {
    /// Opens the source that a user named: a folder.
    pub fn open(name: &OsStr) -> Result<Source, Box<dyn Error + Send + Sync>> {
        Ok(Source {
            archive: Archive::open(name)?,
            name: name.to_string_lossy().into_owned(),
        })
    }

    /// Returns the articles. May be called more than once, for two passes.
    pub fn articles(&self) -> Result<Articles, Box<dyn Error + Send + Sync>> {
        Ok(self.archive.articles())
    }

    /// Returns the name, for messages.
    pub fn name(&self) -> &str {
        &self.name
    }
}
