use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The maximum decompressed size of an archive, as a multiple of its own size. Archives of articles
/// usually have a ratio of 3 to 20. The ratio is higher with many copies, which zstd and git store
/// only once. A decompression bomb has a ratio of about 1,000 in a gzip or a simple zip, and far
/// more in a zip with overlapping entries.
const RATIO: u64 = 200;

/// A decompressed size that is always allowed, in bytes. A small archive may consist of copies, and
/// then have a high ratio.
#[cfg(not(test))]
const FLOOR: u64 = 256 << 20;
/// A smaller size for tests, so that the tests can use small decompression bombs.
#[cfg(test)]
const FLOOR: u64 = 4 << 20;

/// Counts the decompressed bytes of an archive, to stop decompression bombs. Clones share the
/// counts.
#[derive(Debug, Clone, Default)]
pub struct Budget(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    packed: AtomicU64,
    unpacked: AtomicU64,
}

impl Budget {
    /// Returns the budget of an archive whose own size is `packed` bytes.
    pub fn of(packed: u64) -> Self {
        let budget = Budget::default();
        budget.0.packed.store(packed, Ordering::Relaxed);
        budget
    }

    /// Counts `len` more decompressed bytes. Returns an error if the total exceeds the maximum.
    pub fn spend(&self, len: u64) -> io::Result<()> {
        let before = self.0.unpacked.fetch_add(len, Ordering::Relaxed);
        let packed = self.0.packed.load(Ordering::Relaxed);
        let max = FLOOR.max(packed.saturating_mul(RATIO));
        if before.saturating_add(len) <= max {
            return Ok(());
        }
        let message = format!(
            "expected at most {} MiB when decompressed ({RATIO} times the archive, or {} MiB), found more; \
             if it is not a bomb, unpack it and name the folder",
            max >> 20,
            FLOOR >> 20
        );
        Err(io::Error::new(io::ErrorKind::QuotaExceeded, message))
    }

    /// Returns a reader that counts the bytes of `reader` as compressed bytes.
    pub fn packed<R>(&self, reader: R) -> Packed<R> {
        let budget = self.clone();
        Packed { reader, budget }
    }

    /// Returns a reader that counts the bytes of `reader` as decompressed bytes.
    pub fn unpacked<R>(&self, reader: R) -> Unpacked<R> {
        let budget = self.clone();
        Unpacked { reader, budget }
    }
}

pub struct Packed<R> {
    reader: R,
    budget: Budget,
}

impl<R: Read> Read for Packed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        let packed = &self.budget.0.packed;
        packed.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

pub struct Unpacked<R> {
    reader: R,
    budget: Budget,
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // Fails if the maximum was already exceeded, so that no further entry is decompressed.
        self.budget.spend(0)?;
        let read = self.reader.read(buffer)?;
        self.budget.spend(read as u64)?;
        Ok(read)
    }
}
