//! Counts allocations per body and peak live bytes for each contender and group, and prints a
//! Markdown table. With `--generated`, does not use the corpus.

use std::alloc::{GlobalAlloc, Layout, System};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use newsprint_peers::contenders;
use newsprint_peers::inputs;

#[global_allocator]
static COUNTING: Counting = Counting;

static CALLS: AtomicUsize = AtomicUsize::new(0);
static LIVE: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

/// The system's allocator, with counters. A reallocation counts as one allocation.
struct Counting;

// SAFETY: everything is passed on to the system's allocator.
#[allow(unsafe_code, reason = "an allocator cannot be written without it")]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        grow(layout.size());
        // SAFETY: the caller's contract is the same.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        LIVE.fetch_sub(layout.size(), Relaxed);
        // SAFETY: the caller's contract is the same.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        LIVE.fetch_sub(layout.size(), Relaxed);
        grow(size);
        // SAFETY: the caller's contract is the same.
        unsafe { System.realloc(pointer, layout, size) }
    }
}

fn grow(size: usize) {
    CALLS.fetch_add(1, Relaxed);
    let live = LIVE.fetch_add(size, Relaxed) + size;
    PEAK.fetch_max(live, Relaxed);
}

fn main() -> ExitCode {
    let generated = std::env::args().any(|argument| argument == "--generated");
    let groups = match inputs::groups(generated) {
        Ok(groups) => groups,
        Err(error) => {
            eprintln!("cannot read the corpus: {error}");
            return ExitCode::FAILURE;
        }
    };
    let bodies = || {
        groups
            .iter()
            .flat_map(|group| &group.files)
            .map(|file| contenders::body(file))
    };
    let Some(largest) = bodies().max_by_key(|body| body.len()) else {
        eprintln!("no files");
        return ExitCode::FAILURE;
    };
    let names: Vec<&str> = groups.iter().map(|group| group.name.as_str()).collect();
    let size = largest.len();
    println!(
        "| allocations per body | {} | peak, {size} bytes |\n|---|{}--:|",
        names.join(" | "),
        "--:|".repeat(names.len())
    );
    for contender in contenders::all() {
        if contenders::parses_as_another(contender.name) {
            continue;
        }
        print!("| {} |", contender.name);
        for group in &groups {
            let before = CALLS.load(Relaxed);
            for file in &group.files {
                (contender.parse)(contenders::body(file));
            }
            let calls = CALLS.load(Relaxed) - before;
            print!(" {:.1} |", calls as f64 / group.files.len() as f64);
        }
        let before = LIVE.load(Relaxed);
        PEAK.store(before, Relaxed);
        (contender.parse)(largest);
        let peak = PEAK.load(Relaxed) - before;
        println!(" {:.2} x |", peak as f64 / size as f64);
    }
    ExitCode::SUCCESS
}
