//! For any input, work and memory are linear in its length, or a limit is exceeded.
//!
//! Counts steps, allocations and bytes, not seconds; `benches/hostile.rs` measures these.

#[path = "common/hostile/mod.rs"]
mod hostile;

use hostile::Family;
use newsprint::{Article, Body, ErrorKind, Lane, Limit, ParseOptions};

const OPTIONS: ParseOptions = ParseOptions::new();
const SMALL: usize = 2_500;
const LARGE: usize = 4 * SMALL;

/// The memory for a body or a file: the bytes that were allocated in total, and the maximum at one time.
#[derive(Debug, Clone, Copy)]
struct Memory {
    total: u64,
    peak: u64,
}

fn memory(work: impl FnOnce()) -> Memory {
    let info = allocation_counter::measure(work);
    Memory {
        total: info.bytes_total,
        peak: info.bytes_max,
    }
}

fn file(body: &str) -> String {
    format!("<!--1-->\n[t](https://example.org/)\n------\n\n{body}")
}

fn is_limit(kind: &ErrorKind) -> bool {
    matches!(kind, ErrorKind::Limit { .. })
}

fn is_steps(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::Limit {
            limit: Limit::Steps,
            ..
        }
    )
}

#[test]
fn every_body_is_a_tree_within_the_limits_or_exceeds_one() {
    let mut stopped = 0;
    for family in hostile::all_bodies() {
        let source = (family.make)(LARGE);
        for lane in [Lane::Fast, Lane::Html5ever] {
            let body = match Body::parse_with(&source, &OPTIONS.lane(lane)) {
                Ok(body) => body,
                Err(error) => {
                    assert!(is_limit(error.kind()), "{}: {error}", family.name);
                    assert!(source.get(error.span().range()).is_some());
                    stopped += usize::from(lane == Lane::Fast);
                    continue;
                }
            };
            let nodes = body.descendants().count();
            assert!(nodes <= source.len() / 3 + 1024, "{}: {nodes}", family.name);
            // The depth of each node. Parents precede their children.
            let mut depths = vec![
                0;
                body.descendants()
                    .next_back()
                    .map_or(0, |node| node.id().index())
                    + 1
            ];
            let (mut deepest, mut attributes) = (0, 0);
            for node in body.descendants() {
                let above = node
                    .parent()
                    .map_or(0, |parent| depths[parent.id().index()]);
                let depth = above + usize::from(node.is_element());
                depths[node.id().index()] = depth;
                deepest = deepest.max(depth);
                assert!(node.attrs().count() <= 256, "{}", family.name);
                attributes += node.attrs().map(|a| a.span().len()).sum::<usize>();
            }
            assert!(deepest <= 512, "{}: {deepest}", family.name);
            let most = 5 * source.len() + 262_144;
            assert!(attributes <= most, "{}: {attributes}", family.name);
        }
    }
    let all = hostile::all_bodies().count();
    println!("{all} families, of which {stopped} exceed a limit");
}

/// The benches and the counts of work identify families by their names.
#[test]
fn each_family_has_a_name_of_its_own() {
    let files = hostile::files::FAMILIES;
    let mut names = std::collections::HashSet::new();
    for family in hostile::all_bodies().chain(files) {
        assert!(names.insert(family.name), "twice: {}", family.name);
    }
}

/// Returns the number of steps through open elements that a body takes, or up to half as many more; `None` if
/// it exceeds a limit.
fn steps(source: &str) -> Option<u64> {
    let mut most = 1_000;
    loop {
        let options = OPTIONS.lane(Lane::Html5ever).max_steps(most);
        match Body::parse_with(source, &options) {
            Ok(_) => return Some(most),
            Err(error) if is_steps(error.kind()) => {
                most += most / 2;
            }
            Err(_) => return None,
        }
    }
}

#[test]
fn steps_grow_with_the_body() {
    // So long that nesting is at its limit from the start.
    const SMALL: usize = 6_000;
    for family in hostile::bodies::all() {
        // Bodies that take more exceed a limit.
        let Some(steps) = steps(&(family.make)(SMALL)) else {
            continue;
        };
        let most = 5 * steps + 10_000;
        let options = OPTIONS.lane(Lane::Html5ever).max_steps(most);
        if let Err(error) = Body::parse_with(&(family.make)(4 * SMALL), &options) {
            let kind = error.kind();
            assert!(
                is_limit(kind) && !is_steps(kind),
                "{}: {steps}, then {error}",
                family.name
            );
        }
    }
}

/// Checks that an input of four times the size takes at most nine times the memory: sixteen times would be
/// quadratic.
fn memory_grows(family: &Family, input: fn(&Family, usize) -> String, work: fn(&str)) {
    let of = |n| {
        let input = input(family, n);
        (memory(|| work(&input)), input.len() as u64)
    };
    let (small, small_len) = of(SMALL);
    let (large, large_len) = of(LARGE);
    // Vectors double their capacity, so four times as much may take eight times the memory.
    let growth = (large_len as f64 / small_len as f64).max(4.0) * 2.25;
    let most = |small: u64| (small as f64 * growth) as u64 + 65_536;
    assert!(
        large.total <= most(small.total),
        "{}: {small:?}, then {large:?}",
        family.name
    );
    assert!(
        large.peak <= most(small.peak),
        "{}: {small:?}, then {large:?}",
        family.name
    );
}

fn parse(source: &str) {
    for lane in [Lane::Fast, Lane::Html5ever] {
        drop(Article::parse_with(source, &OPTIONS.lane(lane)));
    }
}

#[test]
fn memory_of_parsing_grows_with_the_file() {
    for family in hostile::all_bodies() {
        memory_grows(family, |family, n| file(&(family.make)(n)), parse);
    }
    for family in hostile::files::FAMILIES {
        memory_grows(family, |family, n| (family.make)(n), parse);
    }
}

#[test]
fn memory_of_parsing_stays_under_fifty_times_the_file() {
    // The most memory is unused if the number of nodes is just above a power of two.
    let size = 3 * (8_192 - 1_024) + 100;
    let bodies = hostile::all_bodies().map(|family| (family.name, file(&(family.make)(size))));
    let files = hostile::files::FAMILIES.iter();
    let files = files.map(|family| (family.name, (family.make)(size)));
    let mut most = (0.0, "");
    for (name, source) in bodies.chain(files) {
        let options = OPTIONS.lane(Lane::Html5ever);
        let memory = memory(|| drop(Article::parse_with(&source, &options)));
        let times = memory.peak as f64 / source.len() as f64;
        assert!(times < 50.0, "{name}: {times} times");
        if times > most.0 {
            most = (times, name);
        }
    }
    println!("at most {:.1} times the input ({})", most.0, most.1);
}

#[test]
fn memory_of_outputs_grows_with_the_file() {
    for family in hostile::all_bodies() {
        memory_grows(
            family,
            |family, n| file(&(family.make)(n)),
            |source| {
                if let Ok(article) = Article::parse(source) {
                    outputs(&article);
                }
            },
        );
    }
}

/// Writes all outputs of an article.
fn outputs(article: &Article<'_>) {
    let body = article.body();
    let found = body.links().count() + body.images().count();
    assert!(found <= body.source().len());
    let content = article.content();
    drop(body.inner_html());
    drop(body.inner_text());
    drop(article.to_markdown());
    drop(article.to_html());
    drop(body.text());
    drop(content.to_text_with_spans());
    drop(format!("{article:?}{content:?}"));
    assert_eq!(article.to_string().len(), article.source().len());
}

#[test]
fn each_limit_is_exceeded_by_its_input() {
    let limit_of = |source: &str, options: &ParseOptions| {
        let error = Body::parse_with(source, options).expect_err("beyond a limit");
        match *error.kind() {
            ErrorKind::Limit { limit, max, .. } => (limit, max),
            _ => panic!("{error}"),
        }
    };
    for (name, limit) in [
        ("div nested", Limit::Depth),
        ("b nested", Limit::Formatting),
        ("one tag", Limit::Attributes),
        ("made anew, 36 kept without attributes", Limit::Nodes),
        ("a huge, made anew", Limit::Repeated),
        ("in 500: /body", Limit::Steps),
    ] {
        let family = hostile::bodies::all().find(|family| family.name == name);
        let source = (family.expect(name).make)(60_000);
        let max = OPTIONS.get_limit(limit, source.len());
        assert_eq!(limit_of(&source, &OPTIONS), (limit, max), "{name}");
    }
    let names = |count| (0..count).map(|i| format!("<x{i}>")).collect::<String>();
    let trusted = ParseOptions::trusted();
    assert!(Body::parse_with(&names(65_000), &trusted).is_ok());
    assert_eq!(limit_of(&names(65_001), &trusted), (Limit::Names, 65_000));
    assert!(Body::parse_with(&names(3), &OPTIONS.max_names(3)).is_ok());
    assert_eq!(
        limit_of(&names(4), &OPTIONS.max_names(3)),
        (Limit::Names, 3)
    );
}

#[test]
fn trusted_options_accept_bodies_beyond_the_limits() {
    for name in [
        "div nested",
        "b nested",
        "one tag",
        "b nested, no two alike",
        "svg nested",
        "a huge, made anew",
    ] {
        let family = hostile::bodies::all().find(|family| family.name == name);
        let source = (family.expect(name).make)(10_000);
        assert!(Body::parse(&source).is_err(), "{name}");
        let body = Body::parse_with(&source, &ParseOptions::trusted());
        assert!(body.is_ok(), "{name}: {:?}", body.err());
    }
    let many: String = (0..20_000).map(|i| format!(" a{i}")).collect();
    let tag = format!("<p{many}>");
    let body = Body::parse_with(&tag, &ParseOptions::trusted()).unwrap();
    let p = body.children().next().unwrap();
    assert_eq!(p.attrs().count(), 20_000);
    let tag = format!("<p{many}{many}>");
    let body = Body::parse_with(&tag, &ParseOptions::trusted()).unwrap();
    let p = body.children().next().unwrap();
    assert_eq!(p.attrs().count(), 20_000);
}
