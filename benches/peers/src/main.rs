//! Times all contenders in one process, one thread, interleaved runs: prints
//! the tables and writes the medians. `--quick` makes one short run and writes nothing,
//! `--generated` does not use the corpus.

use std::hint::black_box;
use std::process::ExitCode;
use std::time::Duration;

use cpu_time::ProcessTime;
use newsprint_peers::arguments;
use newsprint_peers::contenders::{self, Contender, REFERENCE};
use newsprint_peers::inputs::Group;
use newsprint_peers::output::Output;
use newsprint_peers::report::{self, ALL_FILES, Job, Report, Row};
use newsprint_peers::turns;

/// The minimum time for which each contender repeats a job in a run.
const LEAST: Duration = Duration::from_millis(150);

fn main() -> ExitCode {
    let (quick, groups) = match arguments::read() {
        Ok(arguments) => arguments,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let runs = if quick { 1 } else { 9 };
    let report = compare(&groups, runs, if quick { Duration::ZERO } else { LEAST });
    report.print();
    if !quick {
        if let Err(error) = report.write(&report::medians()) {
            eprintln!("cannot write the medians: {error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn compare(groups: &[Group], runs: usize, least: Duration) -> Report {
    let contenders = contenders::all();
    let rights = check(&contenders, groups);
    let jobs = Job::ALL.map(|job| {
        eprintln!("{}", job.name());
        let pass = |i: usize, group: &Group| pass(&contenders[i], group, job);
        turns::speeds(contenders.len(), groups, runs, least, pass)
    });
    let bytes: Vec<usize> = groups.iter().map(Group::body_bytes).collect();
    let speeds = |job: Job, contender: usize| jobs[job as usize][contender].clone();
    let rows = contenders.iter().enumerate().map(|(i, contender)| Row {
        contender: contender.name.to_owned(),
        right: rights[i],
        parse: speeds(Job::Parse, i),
        full: speeds(Job::Full, i),
    });
    let sizes = groups.iter().zip(&bytes);
    let mut sizes: Vec<_> = sizes
        .map(|(group, &bytes)| (group.name.clone(), group.files.len(), bytes))
        .collect();
    let files = groups.iter().map(|group| group.files.len()).sum();
    sizes.push((ALL_FILES.to_owned(), files, bytes.iter().sum()));
    let packages: Vec<&str> = contenders.iter().map(|c| c.package).collect();
    Report {
        date: report::today(),
        machine: report::machine(),
        versions: report::versions(&packages),
        runs,
        groups: sizes,
        rows: rows.collect(),
    }
}

fn pass(contender: &Contender, group: &Group, job: Job) -> Duration {
    match job {
        Job::Parse => {
            let bodies: Vec<&str> = group
                .files
                .iter()
                .map(|file| contenders::body(file))
                .collect();
            let start = ProcessTime::now();
            for body in bodies {
                (contender.parse)(black_box(body));
            }
            start.elapsed()
        }
        Job::Full => {
            let mut output = Output::default();
            let start = ProcessTime::now();
            for file in &group.files {
                output.clear();
                (contender.full)(black_box(file), &mut output);
                black_box(&output);
            }
            start.elapsed()
        }
    }
}

/// The share of files for which each contender returns the same text (with white space collapsed),
/// links and images as the reference.
fn check(contenders: &[Contender], groups: &[Group]) -> Vec<f64> {
    let files = || groups.iter().flat_map(|group| &group.files);
    let outputs = |contender: &Contender| -> Vec<Output> {
        let output = |file: &String| {
            let mut output = Output::default();
            (contender.full)(file, &mut output);
            output
        };
        files().map(output).collect()
    };
    let reference = contenders
        .iter()
        .find(|contender| contender.name == REFERENCE);
    let reference = outputs(reference.expect("the reference is a contender"));
    let right = |contender: &Contender| {
        let pairs = outputs(contender).into_iter().zip(&reference);
        let right = pairs
            .filter(|(output, wanted)| same(output, wanted))
            .count();
        right as f64 / reference.len().max(1) as f64
    };
    contenders.iter().map(right).collect()
}

fn same(a: &Output, b: &Output) -> bool {
    let words = |output: &Output| -> Vec<String> {
        let words = output.text.as_str().split_ascii_whitespace();
        words.map(str::to_owned).collect()
    };
    words(a) == words(b) && a.links.iter().eq(b.links.iter()) && a.images.iter().eq(b.images.iter())
}
