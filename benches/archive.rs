//! Measures the time to only read an archive's files, and to read them as articles.
//!
//! `cargo bench --features archive --bench archive -- DIR [THREADS [once]]`
//!
//! Each job runs three times, alternately. Prints the minimum of each: wall-clock seconds, and CPU
//! seconds, which need no quiet machine (Linux only). With `once`, files are only read, once: for
//! tests with emptied caches.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use newsprint::archive::{Archive, ArchiveError, ArchivedArticle};
use rayon::prelude::*;
use walkdir::WalkDir;

const ROUNDS: usize = 3;
/// A job that reads an archive. Returns the number of bytes.
type Job = fn(&Path) -> u64;
/// The number of files that are read at a time, while the next ones are searched.
const LOT: usize = 1024;

fn main() {
    let arguments: Vec<_> = env::args().skip(1).filter(|a| a != "--bench").collect();
    let Some(dir) = arguments.first().map(Path::new).filter(|dir| dir.is_dir()) else {
        println!("no archive given; see the first lines of benches/archive.rs");
        return;
    };
    let threads = arguments
        .get(1)
        .map_or(0, |threads| threads.parse().unwrap());
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    pool.unwrap().install(|| {
        let once = arguments.get(2).is_some_and(|argument| argument == "once");
        let jobs: &[(&str, Job)] = match once {
            true => &[("just read", read)],
            false => &[
                ("just read", read),
                ("read as articles", articles),
                ("parsed", parsed),
            ],
        };
        let mut least = vec![(f64::MAX, f64::MAX); jobs.len()];
        for _ in 0..if once { 1 } else { ROUNDS } {
            for ((_, job), (seconds, busy)) in jobs.iter().zip(&mut least) {
                let (start, busy_start) = (Instant::now(), processors());
                assert!(job(dir) > 0, "no files");
                *seconds = seconds.min(start.elapsed().as_secs_f64());
                *busy = busy.min(processors() - busy_start);
            }
        }
        for ((name, _), (seconds, busy)) in jobs.iter().zip(least) {
            println!("{name:16} {seconds:.2} s, of processors {busy:.2} s");
        }
    });
}

/// Returns the CPU time of all threads: user and system.
fn processors() -> f64 {
    const TICKS_A_SECOND: f64 = 100.0;
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // After the name, which may contain anything.
    let fields = stat.rsplit(") ").next().unwrap_or_default().split(' ');
    let ticks: f64 = fields
        .skip(11)
        .take(2)
        .map(|ticks| ticks.parse().unwrap_or(0.0))
        .sum();
    ticks / TICKS_A_SECOND
}

/// Only reads all files.
fn read(dir: &Path) -> u64 {
    let files = WalkDir::new(dir).into_iter().map(Result::unwrap);
    let mut files = files.filter(|entry| entry.file_type().is_file());
    let mut lot = || -> Vec<PathBuf> {
        let lot = files.by_ref().take(LOT);
        lot.map(walkdir::DirEntry::into_path).collect()
    };
    let (mut now, mut len) = (lot(), 0);
    while !now.is_empty() {
        let mut next = Vec::new();
        rayon::in_place_scope(|scope| {
            scope.spawn(|_| {
                len += now
                    .par_iter()
                    .map(|file| fs::read(file).unwrap().len() as u64)
                    .sum::<u64>()
            });
            next = lot();
        });
        now = next;
    }
    len
}

/// Only reads all articles.
fn articles(dir: &Path) -> u64 {
    process(dir, |item| {
        item.map_or(0, |archived| archived.source().len() as u64)
    })
}

/// Parses all articles.
fn parsed(dir: &Path) -> u64 {
    process(dir, |item| {
        item.and_then(|archived| Ok(archived.article()?.source().len() as u64))
            .unwrap_or(0)
    })
}

fn process(dir: &Path, work: fn(Result<ArchivedArticle, ArchiveError>) -> u64) -> u64 {
    let articles = Archive::open(dir).unwrap().articles();
    let mut sum = 0;
    let take = |len| {
        sum += len;
        Ok::<_, ()>(())
    };
    articles.process(work, take).unwrap();
    sum
}
