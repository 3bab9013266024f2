//! Compares newsprint's text, Markdown and HTML with HTML converters, as Markdown tables: MB/s of
//! body bytes by CPU time, medians of interleaved runs. `--quick` makes one short run,
//! `--generated` does not use the corpus.

use std::hint::black_box;
use std::process::ExitCode;
use std::time::Duration;

use cpu_time::ProcessTime;
use newsprint_peers::arguments;
use newsprint_peers::contenders;
use newsprint_peers::converters::{self, Converter, FORMS};
use newsprint_peers::inputs::Group;
use newsprint_peers::{report, turns};

/// The minimum time for which each converter is repeated in a run.
const LEAST: Duration = Duration::from_millis(150);
/// The number of runs. The slowest converter takes a second for each.
const RUNS: usize = 7;

fn main() -> ExitCode {
    let (quick, groups) = match arguments::read() {
        Ok(arguments) => arguments,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let (runs, least) = match quick {
        true => (1, Duration::ZERO),
        false => (RUNS, LEAST),
    };
    let bytes: usize = groups.iter().map(Group::body_bytes).sum();
    println!(
        "{}, {}, {runs} runs, {:.1} MB",
        report::today(),
        report::machine(),
        bytes as f64 / 1e6
    );
    for form in FORMS {
        let mut converters = converters::all();
        converters.retain(|converter| converter.form == form);
        let pass = |i: usize, group: &Group| pass(&converters[i], group);
        let speeds = turns::speeds(converters.len(), &groups, runs, least, pass);
        print(form, &groups, &converters, &speeds);
    }
    ExitCode::SUCCESS
}

fn pass(converter: &Converter, group: &Group) -> Duration {
    let files: Vec<_> = { group.files.iter() }
        .map(|file| (file.as_str(), contenders::body(file)))
        .collect();
    let start = ProcessTime::now();
    for (file, body) in files {
        (converter.convert)(black_box(file), black_box(body));
    }
    start.elapsed()
}

fn print(form: &str, groups: &[Group], converters: &[Converter], speeds: &[Vec<f64>]) {
    let names: Vec<&str> = groups.iter().map(|group| group.name.as_str()).collect();
    println!(
        "\n| {form}, MB/s | {} | all | newsprint is |\n|---|{}--:|--:|",
        names.join(" | "),
        "--:|".repeat(names.len())
    );
    let total = |i: usize| speeds[i].last().copied().unwrap_or_default();
    for (i, converter) in converters.iter().enumerate() {
        print!("| {} |", converter.name);
        for speed in &speeds[i] {
            print!(" {speed:.0} |");
        }
        println!(" {:.1} x |", total(0) / total(i));
    }
}
