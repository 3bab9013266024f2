//! The text of pages against labels made by hand (`tests/labels/pages.jsonl`): for 40 real files, the bytes
//! of the lines of the article, without labels for screen readers (`off-screen`).

mod common;

use std::collections::BTreeSet;
use std::ops::Range;

use newsprint::{Article, ContentOptions, TextWithSpans};
use serde_json::Value;

use common::shared;

const LABELS: &str = include_str!("labels/pages.jsonl");

/// Returns the places in the source of a text's characters, except white space.
fn places(text: &TextWithSpans) -> BTreeSet<u32> {
    let runs = text.runs().iter();
    runs.flat_map(|run| {
        let said = &text.text()[run.text()];
        let shown = said.char_indices().filter(|(_, c)| !c.is_whitespace());
        shown.map(|(at, _)| match run.is_divisible() {
            true => run.source().start + at as u32,
            false => run.source().start,
        })
    })
    .collect()
}

fn ranges(label: &Value) -> Vec<Range<u32>> {
    let ranges = label["article"].as_array().unwrap().iter();
    let number = |value: &Value| value.as_u64().unwrap() as u32;
    ranges
        .map(|range| number(&range[0])..number(&range[1]))
        .collect()
}

#[test]
#[ignore = "needs ../shared"]
fn the_text_of_real_files_is_the_article() {
    let (mut right, mut told, mut labelled) = (0, 0, 0);
    let mut worst = Vec::new();
    for line in LABELS.lines() {
        let label: Value = serde_json::from_str(line).unwrap();
        let file = label["file"].as_str().unwrap();
        let source = shared::read(file);
        let article = Article::parse(&source).unwrap();
        let everything = article.content_with(&ContentOptions::new().known_rules(false));
        let ranges = ranges(&label);
        let is_article = |place: &u32| ranges.iter().any(|range| range.contains(place));
        let expected: BTreeSet<u32> = { places(&everything.to_text_with_spans()) }
            .into_iter()
            .filter(is_article)
            .collect();
        let got = places(&article.content().to_text_with_spans());
        let both = got.intersection(&expected).count();
        (right, told, labelled) = (right + both, told + got.len(), labelled + expected.len());
        let recall = both as f64 / expected.len() as f64;
        let precision = both as f64 / got.len() as f64;
        println!("{file}: recall {recall:.4}, precision {precision:.4}");
        if recall < 0.99 {
            worst.push(format!("{file}: {recall:.4}"));
        }
        if std::env::var_os("SHOW").is_some() {
            let text = article.content().to_text_with_spans();
            for line in text.text().lines().filter(|line| !line.trim().is_empty()) {
                let at = line.as_ptr() as usize - text.text().as_ptr() as usize;
                let span = text.source_of(at..at + line.len()).unwrap_or_default();
                if !is_article(&span.start) {
                    println!("   too much: {}", line.chars().take(60).collect::<String>());
                }
            }
            let all = everything.to_text_with_spans();
            for line in all.text().lines().filter(|line| !line.trim().is_empty()) {
                let at = line.as_ptr() as usize - all.text().as_ptr() as usize;
                let span = all.source_of(at..at + line.len()).unwrap_or_default();
                if is_article(&span.start) && text.text_of(span).is_none() {
                    println!("   missing: {}", line.chars().take(60).collect::<String>());
                }
            }
        }
    }
    let (recall, precision) = (right as f64 / labelled as f64, right as f64 / told as f64);
    let f1 = 2.0 * recall * precision / (recall + precision);
    println!("recall {recall:.4}, precision {precision:.4}, F1 {f1:.4}");
    assert!(worst.is_empty(), "{worst:?}");
    assert!(f1 >= 0.98, "{f1}");
}
