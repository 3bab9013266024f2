//! Chromium's results for bodies. The files are in `tests/oracle`; `tests/oracle/ask.py` makes
//! them.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use serde_json::Value;

use super::{clips, shared};

/// The files with results for generated bodies. The first has bodies with few nesting errors, the
/// second with many.
pub const GENERATED: [&str; 2] = ["generated_tame", "generated_wild"];

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/oracle"))
}

/// Returns the 3,000 results in a file for generated bodies.
pub fn of_generated(name: &str) -> Vec<Value> {
    let file = File::open(folder().join(name).with_extension("jsonl.gz")).expect("the answers");
    let mut text = String::new();
    let read = GzDecoder::new(file).read_to_string(&mut text);
    read.expect("compressed text");
    let answers = records(&text);
    assert_eq!(answers.len(), 3000, "{name}");
    answers
}

/// Returns all generated bodies.
pub fn generated() -> Vec<String> {
    let answers = GENERATED.into_iter().flat_map(of_generated);
    let body = |answer: Value| answer["html"].as_str().expect("a body").to_owned();
    answers.map(body).collect()
}

/// An article, and Chromium's result for its body.
pub struct Answered {
    pub file: String,
    pub source: String,
    pub answer: Value,
}

/// Returns the articles of `tests/clips` with Chromium's results.
pub fn of_clips() -> Vec<Answered> {
    let answers = fs::read_to_string(folder().join("clips.jsonl")).expect("the answers");
    let answered = answered(&answers, &clips::folder());
    assert_eq!(answered.len(), clips::all().len(), "an answer for each");
    answered
}

/// Returns the real files of the corpus with Chromium's results.
pub fn of_corpus() -> Vec<Answered> {
    answered(
        &shared::read("oracle/chromium.jsonl"),
        &shared::path("corpus"),
    )
}

/// Returns the real files of the corpus, and the real clips, with Chromium's results.
pub fn of_real_files() -> Vec<Answered> {
    let clips = shared::read("clips/chromium.jsonl");
    let mut answers = of_corpus();
    answers.extend(answered(&clips, &shared::path("clips")));
    answers
}

fn answered(answers: &str, folder: &Path) -> Vec<Answered> {
    let with_file = |answer: Value| {
        let file = answer["file"].as_str().expect("a name").to_owned();
        let source = fs::read_to_string(folder.join(&file)).expect("a file of text");
        Answered {
            file,
            source,
            answer,
        }
    };
    records(answers).into_iter().map(with_file).collect()
}

fn records(lines: &str) -> Vec<Value> {
    let read = |line| serde_json::from_str(line).expect("JSON");
    lines.lines().map(read).collect()
}
