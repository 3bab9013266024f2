//! Measures the time for hostile inputs: one megabyte of each family.
//!
//! `cargo bench --bench hostile`. The time is linear in the input's length, or a limit is exceeded;
//! `tests/hostile.rs` checks this by counting.

#[path = "../tests/common/hostile/mod.rs"]
mod hostile;

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use newsprint::{Article, Lane, ParseOptions};

const MEGABYTE: usize = 1_000_000;

fn bodies(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("hostile");
    group
        .sample_size(10)
        .warm_up_time(Duration::from_millis(100))
        .measurement_time(Duration::from_millis(500));
    let bodies = hostile::all_bodies().map(|family| {
        let body = (family.make)(MEGABYTE);
        let file = format!("<!--1-->\n[t](https://example.org/)\n------\n\n{body}");
        (family.name, file)
    });
    let files = hostile::files::FAMILIES.iter();
    let files = files.map(|family| (family.name, (family.make)(MEGABYTE)));
    for (name, source) in bodies.chain(files) {
        group.throughput(Throughput::Bytes(source.len() as u64));
        group.bench_function(name, |bencher| bencher.iter(|| all(&source)));
    }
}

/// Parses the file in both lanes, and writes all outputs for readers.
fn all(source: &str) -> usize {
    let lanes = [Lane::Fast, Lane::Html5ever];
    lanes.map(|lane| outputs(source, lane)).iter().sum()
}

fn outputs(source: &str, lane: Lane) -> usize {
    let options = ParseOptions::new().lane(lane);
    let Ok(article) = Article::parse_with(black_box(source), &options) else {
        return 0;
    };
    let content = article.content();
    let links = article.body().links().count() + article.body().images().count();
    let shown = article.to_markdown().len() + article.to_html().len() + body_text(&article);
    links + shown + content.to_text_with_spans().text().len() + article.body().inner_html().len()
}

fn body_text(article: &Article<'_>) -> usize {
    article.body().inner_text().len()
}

criterion_group!(hostile_inputs, bodies);
criterion_main!(hostile_inputs);
