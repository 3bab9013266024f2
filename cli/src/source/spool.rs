use std::fs::File;
use std::io::{self, Read, Write};
use std::sync::Arc;

use super::region::Region;

/// A temporary file for the data of a stream, which cannot be read twice. The file has no name, so
/// the operating system removes it when the process ends.
#[derive(Debug)]
pub struct Spool {
    file: Arc<File>,
    len: u64,
}

impl Spool {
    pub fn new() -> io::Result<Self> {
        let file = Arc::new(tempfile::tempfile().map_err(no_room)?);
        Ok(Spool { file, len: 0 })
    }

    /// Appends the data of a reader. Returns the region of the file that contains the data.
    pub fn append(&mut self, mut reader: impl Read) -> io::Result<Region> {
        let start = self.len;
        let mut buffer = [0; 32 << 10];
        loop {
            let read = match reader.read(&mut buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                read => read?,
            };
            let Some(bytes) = buffer.get(..read).filter(|bytes| !bytes.is_empty()) else {
                break;
            };
            (&*self.file).write_all(bytes).map_err(no_room)?;
            self.len += bytes.len() as u64;
        }
        Ok(Region::new(self.file.clone(), start, self.len - start))
    }
}

fn no_room(error: io::Error) -> io::Error {
    let folder = std::env::temp_dir();
    let message = format!(
        "cannot write to a temporary file in {}: {error}; set TMPDIR to a folder with more room",
        folder.display()
    );
    io::Error::new(error.kind(), message)
}
