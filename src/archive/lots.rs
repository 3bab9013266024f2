use super::error::ArchiveError;
use super::file::Found;
use super::files::Files;

/// How many files are read at a time, and how many bytes, unless the first file alone is longer.
const LOT_FILES: usize = 1024;
const LOT_LEN: u64 = 8 << 20;

/// Files that are read at the same time.
pub(super) type Lot = Vec<Result<Found, ArchiveError>>;

/// The files of an archive, lot by lot.
#[derive(Debug)]
pub(super) struct Lots {
    files: Files,
    /// Found, but too long for the lot before.
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
            // The length that is given for a file may be wrong.
            len = more.saturating_add(len);
        }
        (!lot.is_empty()).then_some(lot)
    }
}
