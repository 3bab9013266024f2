use super::error::ArchiveError;
use super::file::Found;
use super::files::Files;

/// The maximum numbers of files and bytes that are read at a time. A longer file is read alone.
const LOT_FILES: usize = 1024;
const LOT_LEN: u64 = 8 << 20;

/// Files that are read at the same time.
pub(super) type Lot = Vec<Result<Found, ArchiveError>>;

/// The files of an archive, lot by lot.
#[derive(Debug)]
pub(super) struct Lots {
    files: Files,
    /// A file that was found, but was too long for the previous lot.
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
            match next {
                Some(Ok(found)) if !lot.is_empty() && found.len > LOT_LEN.saturating_sub(len) => {
                    self.left = Some(found);
                    break;
                }
                Some(found) => {
                    // The length that is given for a file may be wrong.
                    let more = found.as_ref().map_or(0, |found| found.len);
                    len = more.saturating_add(len);
                    lot.push(found);
                }
                None => break,
            }
        }
        (!lot.is_empty()).then_some(lot)
    }
}
