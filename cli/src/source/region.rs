use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;

/// A part of a file. Several threads can read the file at the same time, because each clone of a
/// region has its own position.
#[derive(Debug, Clone)]
pub struct Region {
    file: Arc<File>,
    start: u64,
    len: u64,
    /// The current position in the region.
    at: u64,
}

impl Region {
    pub fn new(file: Arc<File>, start: u64, len: u64) -> Self {
        let at = 0;
        Region {
            file,
            start,
            len,
            at,
        }
    }

    /// Returns a region that contains the entire file, with its current length.
    pub fn whole(file: File) -> io::Result<Self> {
        let len = file.metadata()?.len();
        Ok(Region::new(Arc::new(file), 0, len))
    }

    /// Returns a part of the region. Returns `None` if the region ends before the part.
    pub fn part(&self, start: u64, len: u64) -> Option<Self> {
        let end = start.checked_add(len)?;
        let part = || Region::new(self.file.clone(), self.start + start, len);
        (end <= self.len).then(part)
    }

    pub fn len(&self) -> u64 {
        self.len
    }
}

impl Read for Region {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.len.saturating_sub(self.at);
        let len = usize::try_from(left).map_or(buffer.len(), |left| left.min(buffer.len()));
        let Some(buffer) = buffer.get_mut(..len).filter(|buffer| !buffer.is_empty()) else {
            return Ok(0);
        };
        let read = read_at(&self.file, buffer, self.start + self.at)?;
        if read == 0 {
            let message = "expected more bytes, found the end: the file was cut while it was read";
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, message));
        }
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for Region {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.len.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        // `start` plus the position must not overflow either.
        let is_place = |at: &u64| self.start.checked_add(*at).is_some();
        self.at = at.filter(is_place).ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

#[cfg(unix)]
fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buffer, at)
}

#[cfg(windows)]
fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, buffer, at)
}
