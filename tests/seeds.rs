//! Runs the fuzz targets on their seeds, including all findings, without a fuzzer.

mod common;

use std::fs;
use std::path::Path;

use common::targets;

/// Calls `run` with each seed of a target.
fn replay(target: &str, run: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/seeds")
        .join(target);
    let mut count = 0;
    for seed in fs::read_dir(folder).unwrap() {
        let seed = seed.unwrap().path();
        println!("{}", seed.display());
        run(&fs::read(seed).unwrap());
        count += 1;
    }
    assert!(count > 0, "no seeds for {target}");
}

#[test]
fn seeds_of_article() {
    replay("article", targets::article);
}

#[test]
fn seeds_of_lanes() {
    replay("lanes", |data| targets::lanes(&targets::text(data)));
}

#[test]
fn seeds_of_round_trip() {
    replay("round_trip", |data| {
        targets::round_trip(&targets::text(data))
    });
}

#[test]
fn seeds_of_edits() {
    replay("edits", targets::edits);
}

#[test]
fn seeds_of_dates() {
    replay("dates", |data| targets::dates(&targets::text(data)));
}

#[test]
fn seeds_of_rules() {
    replay("rules", targets::rules);
}

#[test]
fn seeds_of_sources() {
    replay("sources", targets::sources);
}

#[test]
fn seeds_of_render() {
    replay("render", |data| targets::render(&targets::text(data)));
}
