//! The limits: each is an error that names it and its maximum, at the tag that exceeds it.

mod common;

use common::{dom, markup, nested};
use newsprint::{Article, Body, ErrorKind, Lane, Limit, ParseOptions, Span};
use proptest::prelude::*;

const LANES: [Lane; 2] = [Lane::Fast, Lane::Html5ever];

/// Nested markup, and the number of levels that each repetition adds.
const NESTS: &[(&str, u32)] = &[
    ("<div>", 1),
    ("<ul><li>", 2),
    ("<svg><g>", 2),
    ("<b>", 1),
    ("<option><div>", 2),
    ("<table><td>", 4),
    ("<template>", 1),
    ("<template><tr>", 2),
    ("<math>", 1),
    ("<svg><foreignObject>", 2),
    ("<x-y>", 1),
];

fn exceeded(limit: Limit, max: u64) -> ErrorKind {
    let found = None;
    ErrorKind::Limit { limit, max, found }
}

/// Returns the error of a body, and where it is.
fn error(source: &str, options: ParseOptions) -> (ErrorKind, Span) {
    let error = Body::parse_with(source, &options).expect_err("a body beyond the limit");
    (*error.kind(), error.span())
}

#[test]
fn the_error_is_at_the_first_element_that_is_too_deep() {
    for &(nest, levels) in NESTS {
        let source = nest.repeat((1 << 20) / nest.len());
        for lane in LANES {
            let options = ParseOptions::new().max_formatting(u32::MAX).lane(lane);
            let (kind, span) = error(&source, options);
            assert_eq!(kind, exceeded(Limit::Depth, 512), "{nest}");
            let whole = (512 / levels) as usize * nest.len();
            let tag = &nest[..nest.find('>').expect("a tag") + 1];
            let expected = whole..whole + tag.len();
            assert_eq!(span.range(), expected, "{nest}: {:?}", span.of(&source));
        }
    }
}

#[test]
fn elements_that_were_moved_up_are_less_deep() {
    // The end tag closes `s`, so that `pre` is no longer in it.
    let source = "<code><s><pre></code><e><e><p>";
    let options = ParseOptions::new().max_depth(3).lane(Lane::Html5ever);
    let (kind, span) = error(source, options);
    assert_eq!(kind, exceeded(Limit::Depth, 3));
    assert_eq!(span.of(source), "<e>");
}

#[test]
#[ignore = "takes 11 GB of memory, and minutes unless optimized"]
fn text_beyond_4_gib_once_decoded_is_an_error() {
    // Each NUL becomes a character of three bytes, and the source counts, too.
    let nuls = (u32::MAX as usize - "<!---->".len()) / 4 + 1;
    let source = format!("<!--{}-->", "\0".repeat(nuls));
    let (kind, span) = error(&source, ParseOptions::new());
    let expected = ErrorKind::Limit {
        limit: Limit::Len,
        max: u32::MAX.into(),
        found: Some((3 * nuls + source.len()) as u64),
    };
    assert_eq!(kind, expected);
    assert_eq!(span.range(), 0..source.len());
    let (shorter, _) = source.split_once('\0').expect("a NUL");
    let source = format!("{shorter}{}-->", "\0".repeat(nuls - 1));
    let body = Body::parse(&source).expect("no limit is exceeded");
    let comment = body.children().next().expect("a comment");
    assert_eq!(comment.as_comment().map(str::len), Some(3 * nuls - 3));
}

#[test]
fn the_maximum_depth_is_not_an_error() {
    for &(nest, levels) in NESTS {
        let source = nest.repeat((512 / levels) as usize);
        for lane in LANES {
            let options = ParseOptions::new().max_formatting(u32::MAX).lane(lane);
            let body = Body::parse_with(&source, &options).expect(nest);
            // A template's contents are a level of the tree, but not of elements.
            if !nest.contains("template") {
                let deepest = body.descendants().filter(|node| node.is_element());
                let levels = deepest.map(|node| node.ancestors().count()).max();
                assert_eq!(levels, Some(512), "{nest}");
            }
        }
    }
}

#[test]
fn a_table_in_a_div_in_a_table_is_not_nested() {
    // The second `table` closes the first one, whose `div` was put before it: no element is nested.
    let source = "<table><div>".repeat(10_000);
    let body = Body::parse(&source).expect("a flat body");
    let levels = body.descendants().map(|node| node.ancestors().count());
    assert_eq!(levels.max(), Some(1));
}

#[test]
fn a_maximum_depth_of_zero_allows_no_element() {
    let options = ParseOptions::new().max_depth(0);
    for lane in LANES {
        assert!(Body::parse_with("text <!-- comment -->", &options.lane(lane)).is_ok());
        let (kind, span) = error("x<p>", options.lane(lane));
        assert_eq!(kind, exceeded(Limit::Depth, 0));
        assert_eq!(span, Span::new(1, 4));
    }
}

#[test]
fn the_error_is_at_the_first_node_beyond_the_limit() {
    let source = "<p>a<br>b</p>";
    for lane in LANES {
        let options = ParseOptions::new().lane(lane);
        let body = Body::parse_with(source, &options.max_nodes(4)).expect("four nodes");
        assert_eq!(body.descendants().count(), 4);
        let (kind, span) = error(source, options.max_nodes(3));
        assert_eq!(kind, exceeded(Limit::Nodes, 3));
        assert_eq!(span.of(source), "b");
    }
}

#[test]
fn reopened_formatting_elements_are_limited() {
    // Each `p` closes the one before with all elements in it, and reopens these.
    let start = "<b><i><u><s><em><tt><big><font><code><small><strong>".repeat(3);
    let source = format!("<p>{start}{}", "<p>x".repeat(50_000));
    let (kind, _) = error(&source, ParseOptions::new());
    let max = ParseOptions::new().get_limit(Limit::Nodes, source.len());
    assert_eq!(kind, exceeded(Limit::Nodes, max));
}

#[test]
fn attributes_that_are_repeated_are_counted() {
    // Each `p` closes the one before with its `a`, and reopens the `a`, which repeats ` href=/x`.
    let source = "<p><a href=/x>1<p>2<p>3</a>4";
    for lane in LANES {
        let options = ParseOptions::new().lane(lane);
        let body = Body::parse_with(source, &options.max_repeated(16)).expect("two copies");
        assert_eq!(body.links().count(), 3);
        let (kind, span) = error(source, options.max_repeated(15));
        assert_eq!(kind, exceeded(Limit::Repeated, 15));
        assert_eq!(span.range(), 22..23);
    }
    // Elements without attributes, or that are not reopened, repeat none.
    for source in [
        "<p><b>1<p>2",
        "<p title=x>1<p title=x>2",
        "<a href=/x>1<a href=/x>2",
    ] {
        let options = ParseOptions::new().max_repeated(0);
        assert!(Body::parse_with(source, &options).is_ok(), "{source}");
    }
    let address = "x".repeat(10_000);
    let source = format!("<p><a href=/{address}>{}", "<p>x".repeat(1_000));
    let (kind, _) = error(&source, ParseOptions::new());
    let max = source.len() as u64 * 4 + 262_144;
    assert_eq!(kind, exceeded(Limit::Repeated, max));
    let body = Body::parse_with(&source, &ParseOptions::trusted()).expect("all copies");
    assert_eq!(body.links().count(), 1_001);
}

#[test]
fn the_error_is_at_the_tag_with_too_many_attributes() {
    let source = "<p a b c><br a b c d>";
    for lane in LANES {
        let options = ParseOptions::new().lane(lane);
        assert!(Body::parse_with(source, &options.max_attributes(4)).is_ok());
        let (kind, span) = error(source, options.max_attributes(3));
        assert_eq!(kind, exceeded(Limit::Attributes, 3));
        assert_eq!(span.of(source), "<br a b c d>");
    }
    let many = format!("<p{}>", " a".repeat(257));
    let (kind, _) = error(&many, ParseOptions::new());
    assert_eq!(kind, exceeded(Limit::Attributes, 256));
}

#[test]
fn a_source_that_is_too_long_is_not_read() {
    let options = ParseOptions::new().max_len(8);
    assert!(Body::parse_with("<p>12345", &options).is_ok());
    let too_long = |len| ErrorKind::Limit {
        limit: Limit::Len,
        max: 8,
        found: Some(len),
    };
    let (kind, span) = error("<p>123456", options);
    assert_eq!(kind, too_long(9));
    assert_eq!(span, Span::new(0, 0));
    let error = Article::parse_with("[t](https://e.org/)\n---\n\n", &options).unwrap_err();
    assert_eq!(error.kind(), &too_long(25));
}

#[test]
fn each_limit_has_its_message() {
    let options = ParseOptions::new().lane(Lane::Html5ever);
    for (limit, max, source, message) in [
        (
            Limit::Len,
            1,
            "<p>",
            "maximum length of 1 byte exceeded (found 3)",
        ),
        (
            Limit::Len,
            2,
            "<p>",
            "maximum length of 2 bytes exceeded (found 3)",
        ),
        (Limit::Depth, 1, "<p><b>", "maximum depth of 1 exceeded"),
        (
            Limit::Nodes,
            1,
            "<p><b>",
            "maximum node count of 1 exceeded",
        ),
        (
            Limit::Attributes,
            1,
            "<p a b>",
            "maximum attribute count of 1 exceeded",
        ),
        (
            Limit::Formatting,
            1,
            "<i><b>",
            "maximum count of open formatting elements of 1 exceeded",
        ),
        (
            Limit::Repeated,
            1,
            "<p><a x=y>1<p>2",
            "maximum length of repeated attributes of 1 byte exceeded",
        ),
        (
            Limit::Steps,
            1,
            "<p><b>1<p>2",
            "maximum step count of 1 exceeded",
        ),
        (
            Limit::Names,
            1,
            "<x-y><x-z>",
            "maximum count of unknown element names of 1 exceeded",
        ),
    ] {
        let error = Body::parse_with(source, &options.limit(limit, max)).unwrap_err();
        assert_eq!(error.kind().to_string(), message);
        let help = format!("raise the limit with `ParseOptions::max_{limit}`");
        assert_eq!(error.help(), Some(help.as_str()));
    }
    let names: String = (0..65_001).map(|i| format!("<x{i}>")).collect();
    let error = Body::parse_with(&names, &ParseOptions::trusted()).unwrap_err();
    assert_eq!(error.help(), None, "it is at the largest value");
}

#[test]
fn a_limit_is_what_was_set_or_the_default() {
    let (defaults, trusted) = (ParseOptions::new(), ParseOptions::trusted());
    for &limit in Limit::ALL {
        for len in [0, 1_000, 1 << 30] {
            let default = defaults.get_limit(limit, len);
            let most = trusted.get_limit(limit, len);
            assert!(default > 0 && default <= most, "{limit}");
            assert_eq!(defaults.limit(limit, 7).get_limit(limit, len), 7);
            assert_eq!(defaults.limit(limit, u64::MAX).get_limit(limit, len), most);
        }
    }
    assert_eq!(defaults.max_len(u32::MAX), defaults.max_len(u32::MAX - 1));
    assert_eq!(defaults.max_steps(3), defaults.limit(Limit::Steps, 3));
    assert_eq!(
        (defaults.get_strict(), defaults.get_lane()),
        (false, Lane::Fast)
    );
    let options = defaults.strict(true).lane(Lane::Html5ever).max_depth(3);
    assert_eq!(
        (options.get_strict(), options.get_lane()),
        (true, Lane::Html5ever)
    );
    let shown = "ParseOptions { depth: 3, strict: true, lane: Html5ever }";
    assert_eq!(format!("{options:?}"), shown);
}

#[test]
fn spans_of_errors_count_from_the_start_of_the_file() {
    let header = "[t](https://example.org/)\n------\n\n";
    let source = format!("{header}{}", "<div>".repeat(600));
    let error = Article::parse(&source).unwrap_err();
    let start = header.len() + 512 * 5;
    assert_eq!(error.span().range(), start..start + 5);
    assert_eq!(error.position().line, 4);
}

/// Returns the maximum nesting of elements in a body.
fn depth(body: &Body<'_>) -> u32 {
    let mut open: Vec<u32> = Vec::new();
    let mut deepest = 0;
    for entry in dom::of_body(body) {
        open.truncate(entry.depth);
        let around = open.last().copied().unwrap_or_default();
        let is_element = matches!(entry.what, dom::What::Element { .. });
        open.push(around + u32::from(is_element));
        deepest = deepest.max(around + u32::from(is_element));
    }
    deepest
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_tree_is_deeper_than_allowed(
        source in proptest::collection::vec(any::<u8>(), 0..500)
            .prop_map(|choices| markup::wild(&choices)),
        max in 0_u32..12,
    ) {
        let whole = depth(&Body::parse_with(&source, &ParseOptions::trusted()).expect("a body"));
        for lane in LANES {
            match Body::parse_with(&source, &ParseOptions::trusted().max_depth(max).lane(lane)) {
                Ok(body) => prop_assert_eq!(depth(&body), whole),
                Err(error) => prop_assert_eq!(error.kind(), &exceeded(Limit::Depth, max.into())),
            }
        }
        if whole > max {
            let options = ParseOptions::trusted().max_depth(max);
            prop_assert!(Body::parse_with(&source, &options).is_err());
        }
    }

    #[test]
    fn a_well_nested_tree_is_just_as_deep_as_allowed(
        nested in proptest::collection::vec(any::<u8>(), 0..500)
            .prop_map(|choices| nested::markup(&choices)),
    ) {
        let whole = depth(&Body::parse_with(&nested.source, &ParseOptions::trusted()).expect("a body"));
        for lane in LANES {
            let options = ParseOptions::trusted().lane(lane);
            prop_assert!(Body::parse_with(&nested.source, &options.max_depth(whole)).is_ok());
            if let Some(less) = whole.checked_sub(1) {
                prop_assert!(Body::parse_with(&nested.source, &options.max_depth(less)).is_err());
            }
        }
    }
}
