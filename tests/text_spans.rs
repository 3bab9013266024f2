//! Texts map to the source, and the source maps to texts, exactly to the character.

mod common;

use newsprint::{Article, ParseOptions, Span, TextWithSpans};
use proptest::prelude::*;

use common::clips::check_files;
use common::{oracle, shrink, text_spans};

fn clip(body: &str) -> String {
    format!("[t](https://example.org/)\n------\n\n{body}")
}

fn text_of(source: &str) -> TextWithSpans {
    Article::parse(source)
        .unwrap()
        .content()
        .to_text_with_spans()
}

check_files!(
    every_character_maps_both_ways,
    check_characters,
    common::shared::every_file
);

fn check_characters(articles: Vec<(String, String)>) {
    let (mut files, mut characters) = (0, 0);
    for (name, source) in articles {
        let article = Article::parse(&source).unwrap();
        let content = article.content();
        let text = content.to_text_with_spans();
        assert_eq!(text.text(), content.to_text(), "{name}");
        let check = |text| {
            let checked = text_spans::check(&source, text);
            checked.unwrap_or_else(|wrong| panic!("{name}: {wrong}"))
        };
        characters += check(&text);
        let with_title = article.to_text_with_spans();
        let title = article.title();
        let all = [title, "\n\n", text.text()].concat();
        assert_eq!(with_title.text(), all.trim_end_matches('\n'), "{name}");
        assert!(check(&with_title) >= title.chars().count());
        files += 1;
    }
    println!("{files} files, {characters} characters, each from where it is said");
}

#[test]
fn every_character_of_generated_markup_maps_both_ways() {
    for body in oracle::generated() {
        check(&body);
    }
}

fn wrong(body: &str) -> Option<String> {
    let source = clip(body);
    let article = Article::parse_with(&source, &ParseOptions::trusted()).unwrap();
    let text = article.content().to_text_with_spans();
    text_spans::check(&source, &text).err()
}

fn check(body: &str) {
    if wrong(body).is_some() {
        let body = shrink::smallest(body, |body| wrong(body).is_some());
        panic!("{body:?}: {}", wrong(&body).unwrap_or_default());
    }
}

/// Text that is not literal in the source, white space, and elements that preserve or collapse it.
const PARTS: &[&str] = &[
    "&amp;",
    "&amp",
    "&lt;",
    "&nGt;",
    "&bne;",
    "&notit;",
    "&notin;",
    "&#32;",
    "&#10;",
    "&#x9;",
    "&#13;",
    "&Tab;",
    "&NewLine;",
    "&nbsp;",
    "&#128512;",
    "&#0;",
    "&#x80;",
    "&",
    "&;",
    "&x;",
    " ",
    "  ",
    " \n ",
    "\n",
    "\t",
    "\r",
    "\r\n",
    "\0",
    "\x0c",
    "\u{a0}",
    "\u{3000}",
    "\u{feff}",
    "a",
    "b ",
    " c",
    "中",
    "文字",
    "😀",
    "e\u{301}",
    "<b>",
    "</b>",
    "<b> </b>",
    "<i>",
    "</i>",
    "<a href=x>",
    "</a>",
    "<br>",
    "<img>",
    "<p>",
    "</p>",
    "<pre>",
    "</pre>",
    "<pre>\n",
    "<h1>",
    "</h1>",
    "<ul>",
    "<ol start=-3>",
    "<li>",
    "</ul>",
    "</ol>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<caption>",
    "<blockquote>",
    "</blockquote>",
    "<xmp>",
    "</xmp>",
    "<textarea>",
    "</textarea>",
    "<select><option>",
    "</select>",
    "<figure><img>",
    "<figcaption>",
    "</figure>",
    "<nobr>",
    "</nobr>",
    "<!-- -->",
    "<svg><text>",
    "</svg>",
    "<math><mi>",
    "</math>",
    "<plaintext>",
];

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2_000,
        failure_persistence: None,
        max_shrink_iters: 0, // by `shrink`, which knows text
        ..ProptestConfig::default()
    })]

    #[test]
    fn every_character_of_random_markup_maps_both_ways(
        parts in prop::collection::vec(prop::sample::select(PARTS), 0..40),
    ) {
        check(&parts.concat());
    }

    #[test]
    fn a_range_comes_from_the_bytes_of_its_characters(
        parts in prop::collection::vec(prop::sample::select(PARTS), 0..20),
        from in any::<prop::sample::Index>(),
        to in any::<prop::sample::Index>(),
    ) {
        let source = clip(&parts.concat());
        let text = text_of(&source);
        let (from, to) = (from.index(text.text().len() + 1), to.index(text.text().len() + 1));
        let range = from.min(to)..from.max(to);
        let single = |at| text.source_of(at..at + 1);
        let expected = range.clone().filter_map(single).reduce(Span::cover);
        prop_assert_eq!(text.source_of(range), expected, "{:?}", source);
        // And back: all text that comes from a part of the span.
        if let Some(span) = expected {
            let meets = |run: &&newsprint::Run| {
                run.source().start < span.end && span.start < run.source().end
            };
            let runs: Vec<_> = text.runs().iter().filter(meets).collect();
            let found = text.text_of(span).unwrap();
            let start = runs.iter().map(|run| run.text().start).min().unwrap();
            let end = runs.iter().map(|run| run.text().end).max().unwrap();
            prop_assert!(start <= found.start && found.end <= end, "{:?}", source);
            prop_assert!(runs.iter().all(|run| {
                run.is_divisible() || found.start <= run.text().start && run.text().end <= found.end
            }), "{:?}", source);
        }
    }
}

#[test]
fn references_and_white_space_are_exact() {
    let source = clip("<p>中&nGt;文  字</p>");
    let text = text_of(&source);
    assert_eq!(text.text(), "中≫⃒文 字");
    let of = |part: &str| {
        let at = text.text().find(part).unwrap();
        let span = text.source_of(at..at + part.len()).unwrap();
        (
            span.of(&source),
            text.text_of(span).map(|range| &text.text()[range]),
        )
    };
    assert_eq!(of("中"), ("中", Some("中")));
    assert_eq!(of("≫"), ("&nGt;", Some("≫⃒")));
    assert_eq!(of("⃒"), ("&nGt;", Some("≫⃒")));
    assert_eq!(of("文"), ("文", Some("文")));
    assert_eq!(of(" "), ("  ", Some(" ")));
    assert_eq!(of("文 字"), ("文  字", Some("文 字")));
    // A part of an indivisible run counts as the whole run.
    let reference = source.find("&nGt;").unwrap() as u32;
    let part = Span::new(reference + 1, reference + 2);
    assert_eq!(
        text.text_of(part).map(|range| &text.text()[range]),
        Some("≫⃒")
    );
    // A part of a character counts as the whole character, too.
    assert_eq!(
        text.text_of(Span::new(reference - 1, reference)),
        Some(0..3)
    );
}

#[test]
fn added_text_has_no_span() {
    let source = clip("<ol start=7><li>a<li>b</ol><table><td>c<td>d</table>");
    let text = text_of(&source);
    assert_eq!(text.text(), "7. a\n8. b\n\nc\td");
    let of = |range| text.source_of(range).map(|span| span.of(&source));
    assert_eq!([of(0..3), of(4..8), of(9..11), of(12..13)], [None; 4]);
    assert_eq!(of(0..9), Some("a<li>b"));
    assert_eq!([of(3..3), of(14..14), of(99..100)], [None; 3]);
    let tag = source.find("<table>").unwrap() as u32;
    assert_eq!(text.text_of(Span::new(tag, tag + 7)), None);
    assert_eq!(text.text_of(Span::new(0, source.len() as u32)), Some(3..14));
    assert_eq!(text.text_of(Span::new(tag, tag)), None);
}

#[test]
fn a_line_feed_in_a_cell_is_a_space_from_its_source() {
    let source = clip("<table><td><pre>a\nb&#10;c</pre></table>");
    let text = text_of(&source);
    assert_eq!(text.text(), "a b c");
    assert_eq!(text.source_of(1..2).unwrap().of(&source), "\n");
    assert_eq!(text.source_of(3..4).unwrap().of(&source), "&#10;");
}

#[test]
fn a_text_whose_parts_were_moved_maps_both_ways() {
    // The parser moves content that is not allowed in a table.
    let source = clip("<table><tr><td>a</td></tr>b</table>");
    let text = text_of(&source);
    assert_eq!(text.text(), "b\n\na");
    let at = |part: &str| source.find(&format!(">{part}<")).unwrap() as u32 + 1;
    for (part, range) in [("b", 0..1), ("a", 3..4)] {
        let span = Span::new(at(part), at(part) + 1);
        assert_eq!(text.source_of(range.clone()), Some(span));
        assert_eq!(text.text_of(span), Some(range));
    }
    assert_eq!(text.text_of(Span::new(at("a"), at("b") + 1)), Some(0..4));
}

#[test]
fn a_title_maps_both_ways() {
    let source = "---\nlayout: post\ntitle: \"A \\\"B\\\" \u{e9}\"\ndate: 2021-04-15\n\
                  from: https://example.org/\n---\n<p>x</p>";
    let article = Article::parse(source).unwrap();
    let text = article.to_text_with_spans();
    assert_eq!(text.text(), "A \"B\" \u{e9}\n\nx");
    let of = |range| text.source_of(range).map(|span| span.of(source));
    assert_eq!(
        [of(0..1), of(2..3), of(3..4)],
        [Some("A"), Some("\\\""), Some("B")]
    );
    assert_eq!(
        [of(6..7), of(8..10), of(10..11)],
        [Some("\u{e9}"), None, Some("x")]
    );
    assert_eq!(text_spans::check(source, &text), Ok(8));
    assert_eq!(text.clone().into_text(), text.text());
    // Characters that stand for formed ones are after the title, too.
    let source = clip("<p>H<sub>2</sub>O, m<sup>2&amp;3</sup></p>");
    let article = Article::parse(&source).unwrap();
    let text = article.to_text_with_spans();
    assert_eq!(text.text(), "t\n\nH₂O, m^(2&3)");
    assert!(text_spans::check(&source, &text).is_ok());
    let at = text.text().find('₂').unwrap();
    assert_eq!(text.source_of(at..at + 3).unwrap().of(&source), "2");
    // Without a body, there is nothing after it.
    let source = clip("<p> </p>");
    let article = Article::parse(&source).unwrap();
    assert_eq!(article.to_text_with_spans().text(), "t");
}
