use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How many times its own size an archive may decompress to. Archives of articles come to 3 to 20 times;
/// copies that zstd and git store once to more. A bomb of one layer comes to 1,000 times in a zip or a
/// gzip, and far more with entries that overlap.
const RATIO: u64 = 200;

/// What every archive may decompress to: small archives may consist of copies.
#[cfg(not(test))]
const FLOOR: u64 = 256 << 20;
/// Small bombs are enough to test with.
#[cfg(test)]
const FLOOR: u64 = 4 << 20;

/// Counts what an archive decompresses to, in all threads, so that a bomb is stopped.
#[derive(Debug, Clone, Default)]
pub struct Budget(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    packed: AtomicU64,
    unpacked: AtomicU64,
}

impl Budget {
    /// Returns the budget of an archive of that many bytes.
    pub fn of(packed: u64) -> Self {
        let budget = Budget::default();
        budget.0.packed.store(packed, Ordering::Relaxed);
        budget
    }

    /// Counts decompressed bytes. Fails if there are too many.
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

    /// Counts the bytes that a reader gives as compressed ones.
    pub fn packed<R>(&self, reader: R) -> Packed<R> {
        let budget = self.clone();
        Packed { reader, budget }
    }

    /// Counts the bytes that a reader gives as decompressed ones.
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
        // The count is kept, so no further entry is decompressed.
        self.budget.spend(0)?;
        let read = self.reader.read(buffer)?;
        self.budget.spend(read as u64)?;
        Ok(read)
    }
}
