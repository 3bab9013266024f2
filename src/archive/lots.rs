use super::error::ArchiveError;
use super::file::Found;
use super::files::Files;

/// The maximum number of files that are read at a time.
const LOT_FILES: usize = 1024;
/// The maximum total length in bytes of the files that are read at a time. A longer file is read on
/// its own.
const LOT_LEN: u64 = 8 << 20;

/// A batch of files, which are read in parallel.
pub(super) type Lot = Vec<Result<Found, ArchiveError>>;

/// An iterator over the files of an archive in batches.
#[derive(Debug)]
pub(super) struct Lots {
    files: Files,
    /// A file that did not fit into the previous batch. The next batch starts with this file.
    left: Option<Found>,
}

impl Lots {
    pub(super) fn new(files: Files) -> Self {
        Lots { files, left: None }
    }
}

impl Iterator for Lots {
    type Item = Lot;

    fn next(&mut self) -> Option<Lot> {
        let mut len = 0;
        let mut lot = Lot::new();
        while lot.len() < LOT_FILES {
            let next = self.left.take().map(Ok).or_else(|| self.files.next());
            let Some(next) = next else {
                break;
            };
            let more = next.as_ref().map_or(0, Found::len);
            match next {
                Ok(found) if !lot.is_empty() && more > LOT_LEN.saturating_sub(len) => {
                    self.left = Some(found);
                    break;
                }
                next => lot.push(next),
            }
            // Saturates, since the length that the user gives for a file may be wrong and very large.
            len = more.saturating_add(len);
        }
        (!lot.is_empty()).then_some(lot)
    }
}
