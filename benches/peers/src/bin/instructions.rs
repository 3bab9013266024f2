//! Counts instructions per byte with `valgrind --tool=callgrind`, and prints a Markdown table. The
//! counts are reproducible, so a slowdown shows without a quiet machine.
//!
//! `instructions [CONTENDER...]` counts. It runs `instructions CONTENDER JOB KIND` under valgrind:
//! one job on generated files of one kind.

use std::error::Error;
use std::hint::black_box;
use std::process::Command;

use newsprint_peers::contenders::{self, Contender};
use newsprint_peers::inputs::{Kind, article};
use newsprint_peers::output::Output;

/// The minimum number of bytes of bodies.
const BYTES: usize = 1_000_000;
const KINDS: [Kind; 4] = [Kind::Text, Kind::Post, Kind::Page, Kind::Bare];
const JOBS: [&str; 2] = ["parse", "full"];
/// Generates the files and reads none: the cost of the others without their job.
const NOTHING: &str = "nothing";
/// The contenders that are counted by default.
const USUAL: [&str; 5] = [
    contenders::NEWSPRINT,
    contenders::NEWSPRINT_SLOW,
    "astral-tl, unchecked",
    "scraper",
    contenders::REFERENCE,
];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [name, job, kind] if JOBS.contains(&job.as_str()) || job == NOTHING => run(name, job, kind),
        [] => count(&USUAL),
        names => count(&names.iter().map(String::as_str).collect::<Vec<_>>()),
    }
}

fn run(name: &str, job: &str, kind: &str) -> Result<(), Box<dyn Error>> {
    let contender = contender(name)?;
    let kind = KINDS.into_iter().find(|known| known.name() == kind);
    let files = files(kind.ok_or("no such kind")?);
    let mut output = Output::default();
    for file in &files {
        let body = black_box(contenders::body(file));
        match job {
            "parse" => (contender.parse)(body),
            "full" => {
                output.clear();
                (contender.full)(black_box(file), &mut output);
                black_box(&output);
            }
            _ => {}
        }
    }
    Ok(())
}

fn count(names: &[&str]) -> Result<(), Box<dyn Error>> {
    let mut header = String::from("| instructions per byte |");
    for job in JOBS {
        for kind in KINDS {
            header += &format!(" {job}, {} |", kind.name());
        }
    }
    println!("{header}\n|---|{}", "--:|".repeat(JOBS.len() * KINDS.len()));
    let mut fixed = Vec::new();
    for kind in KINDS {
        fixed.push(instructions(names[0], NOTHING, kind)?);
    }
    for name in names {
        let mut row = format!("| {} |", contender(name)?.name);
        for job in JOBS {
            for (kind, fixed) in KINDS.into_iter().zip(&fixed) {
                let bytes: usize = files(kind)
                    .iter()
                    .map(|file| contenders::body(file).len())
                    .sum();
                let own = instructions(name, job, kind)?.saturating_sub(*fixed);
                row += &format!(" {:.2} |", own as f64 / bytes as f64);
            }
        }
        println!("{row}");
    }
    Ok(())
}

/// Returns the instructions of one run of this program under callgrind.
fn instructions(name: &str, job: &str, kind: Kind) -> Result<u64, Box<dyn Error>> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe()?)
        .args([name, job, kind.name()])
        .output()?;
    let log = String::from_utf8_lossy(&output.stderr).into_owned();
    let line = log.lines().find(|line| line.contains("Collected"));
    let number = line.and_then(|line| line.rsplit(' ').next()?.parse().ok());
    Ok(number.ok_or(log)?)
}

fn contender(name: &str) -> Result<Contender, String> {
    let found = contenders::all().into_iter().find(|c| c.name == name);
    found.ok_or_else(|| format!("no contender is called {name}"))
}

fn files(kind: Kind) -> Vec<String> {
    let mut files = Vec::new();
    let mut bytes = 0;
    while bytes < BYTES {
        let file = article(kind, files.len() as u64);
        bytes += contenders::body(&file).len();
        files.push(file);
    }
    files
}
