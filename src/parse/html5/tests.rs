//! Tests the behavior of html5ever on which this crate relies for the spans of nodes: see the list
//! in [`super`].

use super::parser::Parser;
use super::sink::{CONTEXT, DOCUMENT, ROOT};
use crate::options::{Lane, ParseOptions};
use crate::source::Span;
use crate::tree::{Body, NodeRef};

const CHANGED: &str = "html5ever works in another way: see src/parse/html5/mod.rs";

/// Returns a parser that has processed all tokens of `source`, but not the end of the input.
fn parser(source: &str) -> Parser<'_> {
    let body = Span::new(0, source.len() as u32);
    let mut parser = Parser::new(source, body, &ParseOptions::new());
    parser.run().unwrap();
    parser
}

#[test]
fn html5ever_reports_the_open_elements_first_and_from_the_outside_in() {
    const FIRST: u32 = ROOT + 1;
    let parser = parser("<form><p><b><i></p><div>");
    // The open elements are `form` and `div`. The formatting elements `b` and `i` are closed until the next
    // text reopens them.
    let held = parser.held_nodes();
    let [form, div] = [FIRST, FIRST + 4];
    assert_eq!(
        held.get(..4),
        Some(&[DOCUMENT, ROOT, form, div][..]),
        "{CHANGED}"
    );
    assert_eq!(held.last(), Some(&CONTEXT), "{CHANGED}");
    assert!(held.len() > 4, "{CHANGED}: no formatting elements");
    assert_eq!(
        parser.open_nodes(),
        [DOCUMENT, ROOT, form, div],
        "{CHANGED}"
    );
}

#[test]
fn html5ever_asks_for_the_name_of_the_current_node() {
    for (source, expected) in [
        ("", CONTEXT),
        ("<p></p>", CONTEXT),
        ("<p>", ROOT + 1),
        ("<div><p>text", ROOT + 2),
        ("<div><svg><g>", ROOT + 3),
        ("<div><svg></svg>", ROOT + 1),
    ] {
        assert_eq!(
            parser(source).current_node(),
            expected,
            "{CHANGED}: {source}"
        );
    }
}

/// Returns the results of `of` for all nodes in document order, separated by spaces. Leaves out nodes for
/// which `of` returns `None`.
fn read<'a>(source: &'a str, of: impl Fn(NodeRef<'_, 'a>) -> Option<String>) -> String {
    let options = ParseOptions::new().lane(Lane::Html5ever);
    let body = Body::parse_with(source, &options).unwrap();
    let all: Vec<_> = body.descendants().filter_map(of).collect();
    all.join(" ")
}

#[test]
fn html5ever_closes_elements_while_it_takes_their_end_tag() {
    // Each element with the span of its end tag; `-` for an element without one.
    for (source, expected) in [
        ("<b>1<p>2</b>3</p>", "b:8..12 p:13..17 b:-"),
        ("<a>1<div>2</a>3</div>", "a:10..14 div:15..21 a:-"),
        ("<a>1<a>2</a>3</a>", "a:- a:8..12"),
        ("<b><i>1</b>2</i>", "b:7..11 i:- i:12..16"),
        ("<p>1<b>2</p>3</b>", "p:8..12 b:- b:13..17"),
        ("<ul><li>1<b>2</li>3</ul>", "ul:19..24 li:13..18 b:- b:-"),
        ("<form><div>1</form>2</div>", "form:- div:20..26"),
        (
            "<table><b>1</b><tr><td>2</td></b></table>",
            "b:11..15 table:33..41 tbody:- tr:- td:24..29",
        ),
        ("<svg><G>1</g></svg>", "svg:13..19 g:9..13"),
        ("</p>", "p:0..4"),
    ] {
        let found = read(source, |node| {
            let tag = node.end_tag().map_or("-".into(), |tag| tag.to_string());
            node.is_element().then(|| format!("{}:{tag}", node.name()))
        });
        assert_eq!(found, expected, "{CHANGED}: {source}");
    }
}

#[test]
fn html5ever_makes_the_element_of_a_start_tag_last() {
    // Each element with the span of its start tag; `-` for elements that were reopened.
    for (source, expected) in [
        ("<p><b></p><b>1", "p:0..3 b:3..6 b:- b:10..13"),
        ("<p><b><i></p><i>1", "p:0..3 b:3..6 i:6..9 b:- i:- i:13..16"),
    ] {
        let found = read(source, |node| {
            let tag = node.start_tag().map_or("-".into(), |tag| tag.to_string());
            node.is_element().then(|| format!("{}:{tag}", node.name()))
        });
        assert_eq!(found, expected, "{CHANGED}: {source}");
    }
}

#[test]
fn html5ever_appends_text_in_the_order_of_the_tokens() {
    for (source, expected) in [
        (
            "<table>1&amp;<tr>2<td>3</table>4",
            "7..8 8..13 17..18 22..23 31..32",
        ),
        ("<pre>\n1</pre>", "6..7"),
        ("<table> <b>1</b> </table>", "11..12 7..8 16..17"),
    ] {
        let found = read(source, |node| {
            let pieces = node.text_pieces().map(|piece| piece.span.to_string());
            let pieces: Vec<_> = pieces.collect();
            (!pieces.is_empty()).then(|| pieces.join(" "))
        });
        assert_eq!(found, expected, "{CHANGED}: {source}");
    }
}
