//! What is true of all that an article is shown as.

use newsprint::{Article, Block, Body, Content, Inline, Lane, ParseOptions, Span};

/// Checks all outputs of an article.
///
/// # Panics
///
/// If something does not fit.
pub fn check(article: &Article<'_>) {
    let content = article.content();
    check_text(article.source(), &content);
    check_blocks(content.blocks(), article.body().span());
    if let Some(footer) = content.footer() {
        check_blocks(footer.blocks(), article.body().span());
    }
    assert_eq!(content.images().count(), content.clone().images().count());
}

/// Each part of the text says what its source does.
fn check_text(source: &str, content: &Content<'_>) {
    let text = content.to_text_with_spans();
    let all = text.text();
    assert_eq!(all, content.to_text());
    let mut end = 0;
    for run in text.runs() {
        let said = all.get(run.text.clone()).expect("a part of the text");
        let written = source.get(run.source.range()).expect("a span");
        assert!(end <= run.text.start && !said.is_empty(), "{run:?}");
        let between = all.get(end..run.text.start).unwrap_or_default();
        assert!(!between.chars().any(char::is_alphabetic), "{between:?}");
        end = run.text.end;
        let collapsed_said = collapsed(said);
        assert!(
            collapsed(written) == collapsed_said
                || decoded("title", &written.replace('<', "&lt;")) == collapsed_said
                || decoded("plaintext", written) == collapsed_said,
            "{said:?} for {written:?}"
        );
    }
    assert_eq!(end, all.len());
}

fn collapsed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let is_blank = matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0c');
        if !is_blank {
            out.push(c);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out
}

/// Returns what the text says in such an element, whose end the text does not hold.
fn decoded(element: &str, text: &str) -> String {
    let source = format!("<{element}>{text}");
    let options = ParseOptions::new().lane(Lane::Html5ever);
    let body = Body::parse_with(&source, &options).expect("one text");
    collapsed(&body.text())
}

fn check_blocks(blocks: &[Block<'_>], outer: Span) {
    for block in blocks {
        let span = block.span();
        assert!(outer.contains_span(span), "{outer}: {block:?}");
        match block {
            Block::Paragraph(inlines) | Block::Preformatted(inlines) => {
                check_inlines(inlines, span);
            }
            Block::Heading(heading) => check_inlines(heading.inlines(), span),
            Block::Quote(quote) => check_blocks(quote.blocks(), span),
            Block::List(list) => {
                for item in list.items() {
                    assert!(span.contains_span(item.span()), "{list:?}");
                    check_blocks(item.blocks(), item.span());
                }
            }
            Block::Table(table) => {
                for row in table.rows() {
                    assert!(span.contains_span(row.span()), "{table:?}");
                    for cell in row.cells() {
                        assert!(row.span().contains_span(cell.span()), "{table:?}");
                        check_blocks(cell.blocks(), cell.span());
                    }
                }
            }
            _ => {}
        }
    }
}

fn check_inlines(inlines: &[Inline<'_>], outer: Span) {
    for inline in inlines {
        let span = inline.span();
        assert!(outer.contains_span(span), "{outer}: {inline:?}");
        match inline {
            Inline::Link(link) => check_inlines(link.inlines(), span),
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Code(inner)
            | Inline::Strikethrough(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner) => check_inlines(inner, span),
            _ => {}
        }
    }
}
