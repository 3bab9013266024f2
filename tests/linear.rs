//! The work of reading the envelope of any file, and of content, edits, searches and each output of any body,
//! is linear in the length.
//!
//! Counts instructions, which are reproducible, with valgrind's callgrind:
//! `cargo test --release --all-features --test linear`. Without valgrind or `--release`, it reports that it
//! was ignored.

#[path = "common/hostile/mod.rs"]
mod hostile;

use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::{env, fs, thread};

use newsprint::{
    Article, Body, Content, ContentRef, Envelope, Lane, LineIndex, ParseOptions, UrlParts,
};

/// The lengths of bodies.
const SMALL: usize = 10_000;
const LARGE: usize = 4 * SMALL;
/// The maximum for a body of four times the length: a factor, and a constant.
const MOST: f64 = 5.0;
const ANYWAY: f64 = 20_000.0;

/// A value computed from an article and its content.
type Output = (&'static str, fn(&Article<'_>, &Content<'_>));

const OUTPUTS: &[Output] = &[
    ("parsing in one pass", |article, _| {
        if article.body().lane() == Lane::Fast {
            let source = article.envelope().body_source();
            drop(black_box(Body::parse_with(source, &options(source))));
        }
    }),
    ("inner text", |article, _| {
        black_box(article.body().inner_text());
    }),
    // Before anything else computes them.
    ("warnings", |article, _| {
        black_box(article.warnings().len());
    }),
    ("content", |article, _| {
        black_box(article.content());
    }),
    ("parts", |_, content| {
        let all = [content.images().count(), content.links().count()];
        let lead = content.lead_image().is_some();
        let text = content.paragraphs().map(ContentRef::text);
        black_box((all, lead, text.map(|text| text.len()).sum::<usize>()));
    }),
    ("text", |_, content| written(|out| content.write_text(out))),
    ("text with spans, both ways", |_, content| {
        let text = content.to_text_with_spans();
        for run in text.runs() {
            black_box((text.source_of(run.text()), text.text_of(run.source())));
        }
    }),
    ("Markdown", |_, content| {
        written(|out| content.write_markdown(out))
    }),
    ("HTML", |_, content| written(|out| content.write_html(out))),
    #[cfg(feature = "serde")]
    ("JSON", |_, content| {
        black_box(serde_json::to_writer(std::io::sink(), content).is_ok());
    }),
    (EDITS, |article, _| {
        let mut edits = article.edits();
        for node in article.body().descendants() {
            for attribute in node.attrs() {
                black_box(edits.set_attribute(&attribute, attribute.value()).is_ok());
            }
            // A refused edit takes O(n) in the length of the source before it, to find the line of the error.
            let text = node.as_text();
            if text.is_some_and(|text| edits.set_text(node, text).is_err()) {
                break;
            }
        }
        written(|out| edits.write_to(out));
    }),
    ("nodes at 64 bytes", |article, _| {
        let span = article.body().span();
        let step = (span.len() / 64).max(1);
        for byte in (span.start..span.end).step_by(step) {
            black_box(article.body().node_at(byte));
        }
    }),
    ("parts of URLs", |article, _| {
        let body = article.body();
        for reference in body.links().chain(body.images()) {
            black_box(UrlParts::of(reference.value()).host());
        }
    }),
    ("index of lines", |article, _| {
        let index = LineIndex::new(article.source());
        black_box(index.position(article.source().len() as u32));
    }),
];

/// The output for which the tree must not be deeper than usual, as setting a text takes O(depth).
const EDITS: &str = "edits of texts and attributes";

/// A value computed from a file, which need not be an article.
const ENVELOPE: &str = "envelope";

/// A writer that drops everything.
struct Nowhere;

impl Write for Nowhere {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        black_box(text);
        Ok(())
    }
}

fn written(write: impl FnOnce(&mut Nowhere) -> fmt::Result) {
    black_box(write(&mut Nowhere).is_ok());
}

/// The argument that makes the program do a part of the counted work, instead of counting. The number of the
/// part follows it.
const WORK: &str = "work";

/// The number of parts, each in its own process.
const PARTS: usize = 2;

fn main() -> ExitCode {
    let mut arguments = env::args().skip_while(|argument| argument != WORK);
    if let Some(part) = arguments.nth(1) {
        work(part.parse().expect("a number"));
        return ExitCode::SUCCESS;
    }
    let has_valgrind = || Command::new("valgrind").arg("--version").output().is_ok();
    let missing = match () {
        () if cfg!(debug_assertions) => "--release",
        () if !has_valgrind() => "valgrind",
        () => return check(),
    };
    println!("test work_grows_with_the_body ... ignored, for want of {missing}");
    ExitCode::SUCCESS
}

/// Returns the limits. A tree may be deeper than usual, and have more nodes.
fn options(source: &str) -> ParseOptions {
    let len = source.len() as u32;
    ParseOptions::new().max_nodes(len).max_depth(len)
}

/// Computes each output for a small and a large body of each family in a part, and prints a line for it.
fn work(part: usize) {
    for family in hostile::all_bodies().skip(part).step_by(PARTS) {
        for len in [SMALL, LARGE] {
            let body = (family.make)(len);
            let source = format!("[t](https://example.org/)\n------\n\n{body}");
            // Some exceed a limit.
            let Ok(article) = Article::parse_with(&source, &options(&source)) else {
                continue;
            };
            let content = article.content();
            let is_deep = Article::parse_with(&source, &options(&source).max_depth(512)).is_err();
            for (output, make) in OUTPUTS {
                if *output == EDITS && is_deep {
                    continue;
                }
                count_instructions(&|| make(&article, &content));
                println!("{}\t{output}\t{}", family.name, body.len());
            }
        }
    }
    for family in hostile::files::FAMILIES.iter().skip(part).step_by(PARTS) {
        for len in [SMALL, LARGE] {
            let source = (family.make)(len);
            count_instructions(&|| {
                black_box(Envelope::parse(&source).is_ok());
            });
            println!("{}\t{ENVELOPE}\t{}", family.name, source.len());
        }
    }
}

/// The function whose instructions are counted, call by call.
#[inline(never)]
fn count_instructions(make: &dyn Fn()) {
    black_box(make)();
}

/// The instructions that an output of one body took.
struct Counted {
    family: String,
    output: String,
    len: f64,
    instructions: f64,
}

/// How much the work for an output grows from the small to the large body of a family.
struct Growth<'c> {
    small: &'c Counted,
    times: f64,
    is_too_much: bool,
}

fn growths(counted: &[Counted]) -> Vec<Growth<'_>> {
    let mut smaller = BTreeMap::new();
    let growth = |large: &'_ Counted, small: &Counted| {
        // The small body of some families is longer than requested.
        let most = MOST / 4.0 * (large.len / small.len).max(4.0);
        let times = (large.instructions - ANYWAY) / small.instructions;
        (times, times > most)
    };
    let pairs = counted.iter().filter_map(|large| {
        let small = smaller.insert((&large.family, &large.output), large)?;
        let (times, is_too_much) = growth(large, small);
        Some(Growth {
            small,
            times,
            is_too_much,
        })
    });
    pairs.collect()
}

fn check() -> ExitCode {
    let mut counts = counted();
    if growths(&counts).iter().any(|growth| growth.is_too_much) {
        // Now and then, the allocator tidies up the memory of earlier outputs, which counts for the output at
        // hand. That rarely happens to the same output again.
        for (first, again) in counts.iter_mut().zip(counted()) {
            first.instructions = first.instructions.min(again.instructions);
        }
    }
    let growths = growths(&counts);
    let (mut most, mut wrong) = (BTreeMap::new(), 0);
    for Growth {
        small,
        times,
        is_too_much,
    } in &growths
    {
        if *is_too_much {
            wrong += 1;
            println!(
                "{}, {}: {times:.1} times the instructions",
                small.output, small.family
            );
        }
        let most = most.entry(&small.output).or_insert((0.0, &small.family));
        if *times > most.0 {
            *most = (*times, &small.family);
        }
    }
    for (output, (times, family)) in &most {
        println!("{output}: at most {times:.1} times the instructions ({family})");
    }
    println!(
        "{} outputs of {SMALL} and {LARGE} bytes compared",
        growths.len()
    );
    let is_right = wrong == 0 && most.len() == OUTPUTS.len() + 1;
    let result = if is_right { "ok" } else { "FAILED" };
    println!("test work_grows_with_the_body ... {result}");
    ExitCode::from(u8::from(!is_right))
}

/// Runs this program again, once for each part.
fn counted() -> Vec<Counted> {
    thread::scope(|scope| {
        let parts: [_; PARTS] = std::array::from_fn(|part| scope.spawn(move || counted_of(part)));
        let counted = parts.into_iter();
        counted
            .flat_map(|part| part.join().expect("it counted"))
            .collect()
    })
}

/// Runs this program again, in callgrind, which writes a file for each call of the counted function.
fn counted_of(part: usize) -> Vec<Counted> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("linear-{part}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the folder for tests can be written to");
    let output = Command::new("valgrind")
        .args([
            "--quiet",
            "--tool=callgrind",
            "--collect-atstart=no",
            "--dump-line=no",
        ])
        .args([
            // callgrind ignores the second of two equal patterns.
            "--toggle-collect=linear::count_instructions*",
            "--dump-after=*count_instructions*",
        ])
        .arg(format!(
            "--callgrind-out-file={}",
            folder.join("out").display()
        ))
        .arg(env::current_exe().expect("this program"))
        .args([WORK, &part.to_string()])
        .output()
        .expect("valgrind is here");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {errors}", output.status);
    let lines = String::from_utf8(output.stdout).expect("names are UTF-8");
    let counted = lines.lines().enumerate().map(|(index, line)| {
        let [family, output, len] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}");
        };
        let file = folder.join(format!("out.{}", index + 1));
        let dump = fs::read_to_string(&file).expect("a file for each call");
        let totals = dump.lines().find_map(|line| line.strip_prefix("totals: "));
        Counted {
            family: family.to_owned(),
            output: output.to_owned(),
            len: len.parse().expect("a number"),
            instructions: totals
                .and_then(|totals| totals.parse().ok())
                .expect("a number"),
        }
    });
    let counted = counted.collect();
    let _ = fs::remove_dir_all(&folder);
    counted
}
