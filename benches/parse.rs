//! Throughput of the envelope, the body in both lanes, and the whole article.
//!
//! Inputs are generated files, and the shared corpus if it exists.

mod generate;

use std::fs;
use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use generate::Kind;
use newsprint::{Article, Body, Envelope, Lane, ParseOptions, Parser};

criterion_group!(benches, envelope, body, article, parser, growth);
criterion_main!(benches);

/// Files that are read one after another in one iteration.
struct Group {
    name: String,
    files: Vec<String>,
}

fn envelope(criterion: &mut Criterion) {
    let mut bench = criterion.benchmark_group("envelope");
    for group in groups() {
        let headers = group.files.iter().map(|file| {
            let envelope = Envelope::parse(file).expect("the inputs are articles");
            assert!(!envelope.link().is_empty(), "each has a link");
            (file.len() - envelope.body_span().len()) as u64
        });
        bench.throughput(Throughput::ElementsAndBytes {
            elements: group.files.len() as u64,
            bytes: headers.sum(),
        });
        bench.bench_function(&group.name, |bencher| {
            bencher.iter(|| {
                for file in &group.files {
                    black_box(Envelope::parse(black_box(file))).ok();
                }
            });
        });
    }
}

fn body(criterion: &mut Criterion) {
    for (name, lane) in [("body", Lane::Fast), ("body_html5ever", Lane::Html5ever)] {
        let options = ParseOptions::new().lane(lane);
        let mut bench = criterion.benchmark_group(name);
        for group in groups() {
            let bodies: Vec<&str> = group.files.iter().map(|file| body_of(file)).collect();
            for source in &bodies {
                let body = Body::parse_with(source, &options).expect("no limit is exceeded");
                let nodes = body.descendants().count();
                assert_eq!(nodes > 0, !source.is_empty(), "each has nodes");
            }
            let bytes = bodies.iter().map(|body| body.len() as u64).sum();
            bench.throughput(Throughput::Bytes(bytes));
            bench.bench_function(&group.name, |bencher| {
                bencher.iter(|| {
                    for body in &bodies {
                        black_box(Body::parse_with(black_box(body), &options)).ok();
                    }
                });
            });
        }
    }
}

fn article(criterion: &mut Criterion) {
    let mut bench = criterion.benchmark_group("article");
    for group in groups() {
        for file in &group.files {
            let article = Article::parse(file).expect("the inputs are articles");
            assert_eq!(
                article.body().source(),
                file,
                "the body points into the file"
            );
        }
        let bytes = group.files.iter().map(|file| file.len() as u64).sum();
        bench.throughput(Throughput::Bytes(bytes));
        bench.bench_function(&group.name, |bencher| {
            bencher.iter(|| {
                for file in &group.files {
                    black_box(Article::parse(black_box(file))).ok();
                }
            });
        });
    }
}

/// As `article`, with reused buffers.
fn parser(criterion: &mut Criterion) {
    let mut bench = criterion.benchmark_group("parser");
    let mut parser = Parser::new(ParseOptions::new());
    for group in groups() {
        let bytes = group.files.iter().map(|file| file.len() as u64).sum();
        bench.throughput(Throughput::Bytes(bytes));
        bench.bench_function(&group.name, |bencher| {
            bencher.iter(|| {
                for file in &group.files {
                    let article = parser.parse(black_box(file)).expect("an article");
                    parser.recycle(black_box(article));
                }
            });
        });
    }
}

/// The same markup repeated, in bodies of 1 kB to 10 MB: the cost per byte should be constant.
fn growth(criterion: &mut Criterion) {
    let post = generate::article(Kind::Post, 1);
    let mut shortest = String::new();
    let mut paragraphs = body_of(&post)
        .split_inclusive("</p>")
        .filter(|part| part.starts_with("<p>"));
    while shortest.len() < 1_000 {
        shortest += paragraphs.next().expect("a post is longer");
    }
    let mut bench = criterion.benchmark_group("growth");
    for times in [1, 10, 100, 1_000, 10_000] {
        let source = shortest.repeat(times);
        let body = Body::parse(&source).expect("no limit is exceeded");
        assert!(body.descendants().count() > 0, "it has nodes");
        bench.throughput(Throughput::Bytes(source.len() as u64));
        bench.bench_function(source.len().to_string(), |bencher| {
            bencher.iter(|| black_box(Body::parse(black_box(&source))).ok());
        });
    }
}

fn body_of(file: &str) -> &str {
    let envelope = Envelope::parse(file).expect("the inputs are articles");
    envelope.body_source()
}

/// Generated files by kind, then the corpus by folder.
fn groups() -> Vec<Group> {
    let mut groups: Vec<Group> = Kind::ALL
        .into_iter()
        .map(|kind| Group {
            name: kind.name().to_owned(),
            files: (0..64).map(|seed| generate::article(kind, seed)).collect(),
        })
        .collect();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    if !corpus.is_dir() {
        eprintln!("no ../shared/corpus: its benches are skipped");
    }
    for folder in [
        "society",
        "teahouse",
        "oped2",
        "oped2_bare",
        "chinadigitaltimes",
    ] {
        let Ok(entries) = fs::read_dir(corpus.join(folder)) else {
            continue;
        };
        let files = entries
            .flatten()
            .map(|entry| fs::read_to_string(entry.path()).expect("the corpus is UTF-8"));
        groups.push(Group {
            name: format!("corpus_{folder}"),
            files: files.collect(),
        });
    }
    groups
}
