//! The threads that all commands share: rayon's global pool.

use std::num::NonZero;
use std::thread;

use crate::status::Result;

/// Sets the number of threads. Default and maximum: one per core.
pub fn set(wanted: Option<NonZero<usize>>) -> Result<()> {
    let threads = count(wanted)?;
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build_global()?;
    Ok(())
}

fn count(wanted: Option<NonZero<usize>>) -> Result<usize> {
    let cores = thread::available_parallelism()?;
    Ok(wanted.map_or(cores, |wanted| wanted.min(cores)).get())
}
