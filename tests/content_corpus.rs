//! Content against the corpus, and against arbitrary markup: nothing is lost, all text maps back.

mod common;

use newsprint::{Article, Block, Body, Content, Inline, ParseOptions, Span};
use proptest::prelude::*;

use common::{markup, shared};

/// Returns all that content says, in order, without blanks.
fn said(content: &Content<'_>) -> String {
    let mut said = String::new();
    if let Some(dateline) = content.dateline() {
        said.push_str(dateline.raw());
    }
    say_blocks(content.blocks(), &mut said);
    if let Some(footer) = content.footer() {
        say_blocks(footer.blocks(), &mut said);
    }
    without_blanks(&said)
}

fn say_blocks(blocks: &[Block<'_>], said: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph(inlines) | Block::Preformatted(inlines) => say(inlines, said),
            Block::Heading(heading) => say(heading.inlines(), said),
            Block::Image(image) => image.caption().into_iter().for_each(|c| say(c, said)),
            Block::Embed(embed) => embed.caption().into_iter().for_each(|c| say(c, said)),
            Block::Quote(quote) => say_blocks(quote.blocks(), said),
            Block::List(list) => {
                let items = list.items().iter();
                items.for_each(|item| say_blocks(item.blocks(), said));
            }
            Block::Table(table) => {
                table.caption().into_iter().for_each(|c| say(c, said));
                let cells = table.rows().iter().flat_map(|row| row.cells());
                cells.for_each(|cell| say_blocks(cell.blocks(), said));
            }
            _ => {}
        }
    }
}

fn say(inlines: &[Inline<'_>], said: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => said.push_str(text),
            Inline::Link(link) => say(link.inlines(), said),
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Code(inner)
            | Inline::Strikethrough(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner) => say(inner, said),
            _ => {}
        }
    }
}

fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn sorted(text: &str) -> Vec<char> {
    let mut chars: Vec<_> = text.chars().collect();
    chars.sort_unstable();
    chars
}

/// Returns where two texts part.
fn difference(got: &str, expected: &str) -> String {
    let pairs = got.chars().zip(expected.chars());
    let at = pairs.take_while(|(a, b)| a == b).count();
    let part = |text: &str| {
        let part = text.chars().skip(at.saturating_sub(10)).take(50);
        part.collect::<String>()
    };
    format!("{:?} for {:?}", part(got), part(expected))
}

/// Reads each real file with the text that Chromium shows. Returns how many there are.
fn each_article(mut check: impl FnMut(&str, &str, &Article<'_>)) -> usize {
    let index = shared::read("oracle/chromium.jsonl").unwrap_or_default();
    for line in index.lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let file = line["file"].as_str().unwrap();
        let source = shared::read(&format!("corpus/{file}")).unwrap();
        let article = Article::parse(&source).unwrap();
        check(file, line["text"].as_str().unwrap(), &article);
    }
    index.lines().count()
}

#[test]
fn nothing_of_the_corpus_is_lost() {
    let mut in_order = 0;
    let files = each_article(|file, text, article| {
        let got = said(&article.content());
        let line = article.envelope().date_line();
        let expected = without_blanks(line.map_or("", |line| line.raw())) + &without_blanks(text);
        let difference = || format!("{file}: {}", difference(&got, &expected));
        assert_eq!(sorted(&got), sorted(&expected), "{}", difference());
        match got == expected {
            true => in_order += 1,
            false => println!("in another order: {}", difference()),
        }
    });
    println!("{files} files: all have every character once, {in_order} in the order shown");
    // A caption stands with its medium, whatever is between them.
    assert!(files - in_order <= 1);
}

#[test]
fn nothing_of_generated_markup_is_lost() {
    for name in ["generated_tame", "generated_wild"] {
        let oracle = shared::read(&format!("oracle/{name}.jsonl")).unwrap_or_default();
        let mut in_order = 0;
        for line in oracle.lines() {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            let source = clip(line["html"].as_str().unwrap());
            let got = said(&Article::parse(&source).unwrap().content());
            let expected = without_blanks(line["text"].as_str().unwrap());
            let difference = || format!("{source}\n{}", difference(&got, &expected));
            assert_eq!(sorted(&got), sorted(&expected), "{}", difference());
            in_order += usize::from(got == expected);
        }
        let all = oracle.lines().count();
        println!("{name}: {all} bodies, {in_order} in the order shown");
        assert!(all - in_order <= 1);
    }
}

fn clip(body: &str) -> String {
    format!("[t](https://example.org/)\n------\n\n{body}")
}

fn collapsed(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            ' ' | '\t' | '\n' | '\r' if out.ends_with(' ') => {}
            ' ' | '\t' | '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Returns what a text says behind a start tag, in an element in which markup counts as text.
fn decoded(tag: &str, text: &str) -> String {
    let source = format!("<{tag}{text}");
    collapsed(&Body::parse(&source).unwrap().text())
}

/// Checks that each run says what its source does, and that the runs are all the text but markers
/// and blanks. Returns how many there are.
fn check_runs(source: &str, content: &Content<'_>) -> usize {
    let text = content.to_text_with_spans();
    assert_eq!(text.text(), content.to_text());
    let mut end = 0;
    for run in text.runs() {
        let said = &text.text()[run.text.clone()];
        let written = run.source.of(source);
        let is_said = |tag| decoded(tag, written) == collapsed(said);
        let tags = ["title>", "textarea>\n", "plaintext>"];
        assert!(tags.into_iter().any(is_said), "{said:?} for {written:?}");
        let between = &text.text()[end..run.text.start];
        assert!(!between.chars().any(char::is_alphabetic), "{between:?}");
        end = run.text.end;
    }
    assert_eq!(end, text.text().len());
    let runs = text.runs().iter().map(|run| &text.text()[run.text.clone()]);
    let mut of_blocks = String::new();
    say_blocks(content.blocks(), &mut of_blocks);
    assert_eq!(
        without_blanks(&runs.collect::<String>()),
        without_blanks(&of_blocks)
    );
    text.runs().len()
}

#[test]
fn the_text_of_the_corpus_maps_back() {
    let mut runs = 0;
    let files = each_article(|_, _, article| {
        runs += check_runs(article.source(), &article.content());
    });
    println!("{files} files, {runs} runs: all say what their source says");
}

/// Checks that blocks and inlines lie within what holds them. Returns how many there are.
fn check_spans(blocks: &[Block<'_>], outer: Span) -> usize {
    let mut count = blocks.len();
    for block in blocks {
        let span = block.span();
        assert!(outer.contains_span(span), "{outer}: {block:?}");
        match block {
            Block::Paragraph(inlines) | Block::Preformatted(inlines) => {
                count += check_inline_spans(inlines, span);
            }
            Block::Heading(heading) => count += check_inline_spans(heading.inlines(), span),
            Block::Quote(quote) => count += check_spans(quote.blocks(), span),
            Block::List(list) => {
                for item in list.items() {
                    assert!(span.contains_span(item.span()), "{list:?}");
                    count += check_spans(item.blocks(), item.span());
                }
            }
            Block::Table(table) => {
                for row in table.rows() {
                    assert!(span.contains_span(row.span()), "{table:?}");
                    for cell in row.cells() {
                        assert!(row.span().contains_span(cell.span()), "{table:?}");
                        count += check_spans(cell.blocks(), cell.span());
                    }
                }
            }
            _ => {}
        }
    }
    count
}

fn check_inline_spans(inlines: &[Inline<'_>], outer: Span) -> usize {
    let mut count = inlines.len();
    for inline in inlines {
        let span = inline.span();
        assert!(outer.contains_span(span), "{outer}: {inline:?}");
        match inline {
            Inline::Link(link) => count += check_inline_spans(link.inlines(), span),
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Code(inner)
            | Inline::Strikethrough(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner) => count += check_inline_spans(inner, span),
            _ => {}
        }
    }
    count
}

#[test]
fn parts_of_the_corpus_lie_in_what_holds_them() {
    let mut parts = 0;
    let files = each_article(|_, _, article| {
        parts += check_spans(article.content().blocks(), article.body().span());
    });
    println!("{files} files, {parts} blocks and inlines");
}

/// Bits of markup, to be put together at random.
const BITS: &[&str] = &[
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<a href=l>",
    "</a>",
    "<br>",
    "<hr>",
    "<img src=i>",
    "<ul>",
    "</ul>",
    "<ol start=2>",
    "</ol>",
    "<li>",
    "<dl>",
    "<dt>",
    "<dd>",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "<th>",
    "<caption>",
    "<thead>",
    "<pre>",
    "</pre>",
    "<h2>",
    "</h2>",
    "<blockquote>",
    "</blockquote>",
    "<figure>",
    "</figure>",
    "<figcaption>",
    "</figcaption>",
    "<small>",
    "</small>",
    "<sup>",
    "</sup>",
    "<code>",
    "</code>",
    "<details>",
    "<summary>",
    "<noscript>",
    "</noscript>",
    "<iframe>",
    "</iframe>",
    "<video>",
    "</video>",
    "<svg>",
    "</svg>",
    "<math>",
    "<template>",
    "</template>",
    "<p class=wp-caption-text>",
    "<div class=Figure>",
    "<!-- c -->",
    "<select><option>",
    "</select>",
    "<textarea>",
    "</textarea>",
    "<xmp>",
    "</xmp>",
    "&amp;",
    "&lt;",
    "&#32;",
    "&nbsp;",
    "&bne;",
    "&notin",
    " ",
    "  ",
    "\n",
    "\t",
    "\r\n",
    "\0",
    "a",
    "b c",
    "中",
    "文。",
    "<",
    "&",
    "获取更多RSS：",
    "<div><i>Thu, 15 Apr 2021 13:23:59 GMT</i></div>",
];

fn bits() -> impl Strategy<Value = String> {
    let bits = prop::collection::vec(prop::sample::select(BITS), 0..60);
    bits.prop_map(|bits| bits.concat())
}

/// Checks that content holds all that shows, once, and that its text maps back.
fn check_body(body: &str) {
    let source = clip(body);
    let article = Article::parse_with(&source, &ParseOptions::trusted()).unwrap();
    let content = article.content();
    let shown = without_blanks(&article.body().inner_text());
    // A letter that is alone in mathematics, which shows in italics.
    let said = said(&content);
    let is_same = sorted(&upright(&said)) == sorted(&upright(&shown));
    assert!(is_same, "{}", difference(&said, &shown));
    check_runs(&source, &content);
    check_spans(content.blocks(), article.body().span());
}

fn upright(text: &str) -> String {
    let upright = |c| match c {
        '\u{1d434}'..='\u{1d467}' => 'x',
        '\u{210e}' => 'x',
        'a'..='z' | 'A'..='Z' => 'x',
        c => c,
    };
    text.chars().map(upright).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn what_articles_are_made_of_is_kept_and_maps_back(body in bits()) {
        check_body(&body);
    }

    #[test]
    fn wild_markup_is_kept_and_maps_back(choices in prop::collection::vec(any::<u8>(), 0..400)) {
        check_body(&markup::wild(&choices));
    }
}
