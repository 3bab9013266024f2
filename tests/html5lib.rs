//! Conformance: html5lib's tree-construction cases.
//!
//! A fragment contains the contents of a document's `head` and `body` and the nodes next to them. Cases of
//! documents are compared in these nodes, which are the same for most cases.

mod common;

use std::collections::BTreeSet;
use std::fs;

use common::dom::{self, What};
use common::html5lib::{self, Case};
use newsprint::{Body, Lane, ParseOptions};

/// The contexts in which a fragment is parsed as in `body`: the standard's "reset the insertion mode
/// appropriately" (13.2.4.1) results in "in body" for all of them.
const LIKE_BODY: &[&str] = &["body", "div", "td", "th", "head"];

/// The cases with other results, each with the reason.
const EXPECTED: &[(&str, &[(&str, usize)])] = &[
    (
        "white space before, between and after `head` and `body` is dropped or moved only in a document",
        &[
            ("doctype01", 30),
            ("tests19", 78),
            ("tests2", 44),
            ("tests2", 49),
            ("tests2", 50),
            ("tests7", 9),
            ("tests7", 10),
            ("tricky01", 1),
            ("tricky01", 3),
            ("tricky01", 8),
            ("webkit01", 35),
        ],
    ),
    (
        "elements after `head` may go into it, before the text between; a fragment has no `head`",
        &[("tests3", 2)],
    ),
    (
        "`</p>` before the body is dropped in a document; in a body it creates a `p`",
        &[("tests1", 91), ("tests19", 1), ("tests19", 2)],
    ),
    (
        "a comment after `</body>` goes into `html`; a fragment ignores `</body>`",
        &[("tests1", 33), ("tests19", 20)],
    ),
    (
        "`noscript` in `head` may contain less than in a body",
        &[
            ("noscript01", 11),
            ("noscript01", 13),
            ("noscript01", 14),
            ("noscript01", 15),
            ("noscript01", 16),
            ("tests16", 88),
            ("tests16", 185),
            ("tests18", 4),
        ],
    ),
    (
        "in quirks mode a `table` does not close a `p`; a fragment has no such mode",
        &[
            ("quirks01", 1),
            ("quirks01", 2),
            ("quirks01", 3),
            ("tests20", 41),
            ("tests3", 23),
        ],
    ),
    (
        "`selectedcontent` gets a copy of the selected `option`; the copy is not in the source",
        &[
            ("webkit02", 44),
            ("webkit02", 45),
            ("webkit02", 46),
            ("webkit02", 47),
        ],
    ),
];

/// The results of the cases.
#[derive(Debug, Default)]
struct Counts {
    fragments: usize,
    documents: usize,
    /// Cases that run only with scripts.
    scripts: usize,
    /// Fragments in an element whose contents are parsed in another way than in `body`.
    other_context: usize,
    /// Documents with a `frameset` instead of a body.
    framesets: usize,
}

#[test]
fn html5lib_cases_give_the_expected_result() {
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/html5lib/tree-construction"
    );
    let mut counts = Counts::default();
    let mut different = BTreeSet::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "dat") {
            continue;
        }
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let file = fs::read_to_string(&path).expect("a file of text");
        for (number, case) in html5lib::read(&file).iter().enumerate() {
            if !applies(case, &mut counts) {
                continue;
            }
            if let Some(difference) = difference(case) {
                let id = (name.to_string(), number);
                let is_expected = expected().any(|(name, number)| id == (name.into(), number));
                assert!(is_expected, "{id:?} {:?}\n{difference}", case.data);
                different.insert(id);
            }
        }
    }
    for (name, number) in expected() {
        let id = (name.to_string(), number);
        assert!(different.contains(&id), "{id:?} does not fail any more");
    }
    let run = counts.fragments + counts.documents;
    println!(
        "{} of {run} cases are equal; {counts:?}",
        run - different.len()
    );
    for (reason, cases) in EXPECTED {
        println!("{:3} differ: {reason}", cases.len());
    }
}

fn expected() -> impl Iterator<Item = (&'static str, usize)> {
    EXPECTED.iter().flat_map(|(_, cases)| cases.iter().copied())
}

fn applies(case: &Case, counts: &mut Counts) -> bool {
    let has_frameset = || {
        let mut nodes = case.expected().into_iter();
        nodes.any(|node| matches!(node.what, What::Element { name, .. } if name == "frameset"))
    };
    let (count, applies) = match &case.context {
        _ if case.needs_scripts => (&mut counts.scripts, false),
        Some(context) if LIKE_BODY.contains(&&**context) => (&mut counts.fragments, true),
        Some(_) => (&mut counts.other_context, false),
        None if has_frameset() => (&mut counts.framesets, false),
        None => (&mut counts.documents, true),
    };
    *count += 1;
    applies
}

fn difference(case: &Case) -> Option<String> {
    let expected = html5lib::sorted(case.expected());
    for lane in [Lane::Fast, Lane::Html5ever] {
        let options = ParseOptions::new().lane(lane);
        let body = Body::parse_with(&case.data, &options).expect(&case.data);
        let ours = html5lib::sorted(dom::of_body(&body));
        if ours != expected {
            let (ours, expected) = (dom::print(&ours), dom::print(&expected));
            return Some(format!("{lane:?}:\n{ours}expected:\n{expected}"));
        }
    }
    None
}
