//! The checks of the fuzz targets for dates, for rules, and for the mapping between a text and its source.

use std::ops::Range;

use newsprint::{
    Article, AsideKind, ContentOptions, Envelope, Moment, Rule, RuleKind, RulePlace, RuleText,
    Span, TextWithSpans,
};

use super::choices::Choices;
use super::told::{everything, is_invisible};
use super::{content, markup};

/// Reads a text as a date in several places: in the front matter, in the line after the separator,
/// and in the body. Checks that the displayed form of each date is read as the same date, and that
/// each span is valid.
pub fn dates(text: &str) {
    for source in [
        format!("---\ntitle: t\nfrom: https://e.org/\ndate: {text}\n---\n\nx"),
        format!("[t](https://e.org/)\n------\n日期：{text}\n\nx"),
        format!("[t](https://e.org/)\n------\n\n<div><i>{text}</i></div><p>x</p>"),
        format!("[t](https://e.org/)\n------\n\n<div>{text}</div><p>x</p>"),
        format!("[t](https://e.org/)\n------\n\n<time datetime=\"{text}\">x</time><p>x</p>"),
    ] {
        let Ok(article) = Article::parse(&source) else {
            continue;
        };
        if let Some(published) = article.published() {
            let (date, span) = (published.date(), published.span());
            assert_eq!(in_post(&date.to_string()), Some(date), "{source:?}");
            assert!(
                source
                    .get(span.range())
                    .is_some_and(|date| !date.is_empty())
            );
        }
        if let Some(dateline) = article.content().dateline() {
            assert!(source.get(dateline.span().range()).is_some());
            if let Some(date) = dateline.date() {
                assert_eq!(in_post(&date.to_string()), Some(date), "{source:?}");
            }
        }
    }
    let from_line = |source: &str| {
        let envelope = Envelope::parse(source).ok()?;
        envelope.date_line()?.parsed()
    };
    let line = |text: &str| format!("[t](https://e.org/)\n------\n日期：{text}\n\nx");
    // White space around the date is ignored.
    let trimmed = text.trim_matches([' ', '\t', '\r']);
    if !text.contains('\n') {
        assert_eq!(
            from_line(&line(text)),
            from_line(&line(trimmed)),
            "{text:?}"
        );
    }
}

/// Returns the date that is read from a text in the front matter of a post.
fn in_post(text: &str) -> Option<Moment> {
    let source = format!("---\ntitle: t\nfrom: https://e.org/\ndate: {text}\n---\n\nx");
    let envelope = Envelope::parse(&source).ok()?;
    envelope.front_matter()?.date()?.parsed()
}

const KINDS: &[RuleKind] = &[
    RuleKind::Dateline,
    RuleKind::Byline,
    RuleKind::Standfirst,
    RuleKind::Caption,
    RuleKind::Credit,
    RuleKind::Aside(AsideKind::Promotion),
    RuleKind::Aside(AsideKind::Footer),
];
const PLACES: &[RulePlace] = &[
    RulePlace::Start,
    RulePlace::End,
    RulePlace::AfterThematicBreak,
    RulePlace::EndOfText,
    RulePlace::AfterImage,
    RulePlace::AfterFigure,
    RulePlace::Anywhere,
];
const ELEMENTS: &[&str] = &[
    "",
    "p",
    "div",
    "div > i",
    "li",
    "td > b",
    "small",
    "no > such",
];
const CLASSES: &[&str] = &["", "", "x", "a b", "#c"];
const WORDS: &[&str] = &["", "中", "x", "a", " ", "2020"];

fn rule(choices: &mut Choices<'_>) -> Rule {
    let word = choices.of(WORDS);
    let text = match choices.below(13) {
        0 => RuleText::StartsWith(word.into()),
        1 => RuleText::Is(word.into()),
        2 => RuleText::Contains(word.into()),
        3 => RuleText::Date,
        4 => RuleText::DateLike,
        5 => RuleText::Byline,
        6 => RuleText::Title,
        7 => RuleText::Holds(choices.of(ELEMENTS).into()),
        8 => RuleText::BeforeLinks(word.into()),
        9 => RuleText::Repeated,
        10 => RuleText::Columns(choices.below(100)),
        11 => RuleText::Short,
        _ => RuleText::Any,
    };
    let rule = Rule::new(choices.of(KINDS), choices.of(PLACES))
        .element(choices.of(ELEMENTS))
        .class(choices.of(CLASSES))
        .text(text);
    match choices.once_in(4) {
        true => rule.host("e.org"),
        false => rule,
    }
}

/// Makes rules and a body from bytes. Checks that with these rules, every part is in its place, and
/// no text is lost or duplicated.
pub fn rules(data: &[u8]) {
    let (chosen, body) = data.split_at(data.len().min(40));
    let mut choices = Choices::new(chosen);
    let mut options = ContentOptions::new().known_rules(choices.once_in(2));
    for _ in 0..choices.below(5) {
        options = options.rule(rule(&mut choices));
    }
    let source = format!("[t](https://www.e.org/)\n------\n\n{}", markup::wild(body));
    let Ok(article) = Article::parse(&source) else {
        return;
    };
    let found = article.content_with(&options);
    content::check(&source, &found).expect(&source);
    let without = article.content_with(&ContentOptions::new().known_rules(false));
    // A byline is the text of the source. Other text also has quotation marks for `<q>`, and
    // brackets around ruby readings.
    let letters = |content| {
        let mut letters = everything(content);
        letters.retain(|letter| !"()“”‘’「」『』\"'".contains(*letter) && !is_invisible(*letter));
        letters
    };
    assert_eq!(
        letters(&found),
        letters(&without),
        "{source:?} {:?}",
        options.rules()
    );
}

/// Reads two numbers and a body. Maps a range of the text to the source, and a span of the source
/// to the text, and compares both results with those of a slow search.
pub fn sources(data: &[u8]) {
    let (numbers, body) = data.split_at(data.len().min(4));
    let number = |at: usize| {
        let byte = |at: usize| usize::from(numbers.get(at).copied().unwrap_or_default());
        byte(at) << 8 | byte(at + 1)
    };
    let body = String::from_utf8_lossy(body);
    let source = format!("[t](https://e.org/)\n------\n\n{body}");
    let Ok(article) = Article::parse(&source) else {
        return;
    };
    let text = article.to_text_with_spans();
    let start = number(0) % (text.text().len() + 1);
    let end = start + number(2) % (text.text().len() + 2 - start);
    assert_eq!(
        text.source_of(start..end),
        slow_source_of(&text, start..end)
    );
    let start = number(2) % (source.len() + 1);
    let end = start + number(0) % (source.len() + 2 - start);
    let span = Span::new(start as u32, end as u32);
    assert_eq!(
        text.text_of(span),
        slow_text_of(&text, span),
        "{span}: {source:?}"
    );
}

/// Returns each byte of the text that comes from the source, with the span in the source that it
/// comes from.
fn bytes(text: &TextWithSpans) -> impl Iterator<Item = (usize, Span)> {
    text.runs().iter().flat_map(|run| {
        let (start, source) = (run.text().start, run.source());
        run.text().map(move |at| match run.is_divisible() {
            true => {
                let from = source.start + (at - start) as u32;
                (at, Span::new(from, from + 1))
            }
            false => (at, source),
        })
    })
}

/// Returns the range extended to whole characters.
fn whole(text: &str, range: Range<usize>) -> Range<usize> {
    let touched = text.char_indices().map(|(at, c)| at..at + c.len_utf8());
    let touched = touched.filter(|c| c.start < range.end && range.start < c.end);
    touched.reduce(|all, c| all.start..c.end).unwrap_or(range)
}

fn slow_source_of(text: &TextWithSpans, range: Range<usize>) -> Option<Span> {
    if range.is_empty() {
        return None;
    }
    let range = whole(text.text(), range);
    let inside = bytes(text).filter(|(at, _)| range.contains(at));
    inside.map(|(_, span)| span).reduce(Span::cover)
}

fn slow_text_of(text: &TextWithSpans, span: Span) -> Option<Range<usize>> {
    if span.is_empty() {
        return None;
    }
    let touches = |from: &Span| from.start < span.end && span.start < from.end;
    let inside = bytes(text).filter(|(_, from)| touches(from));
    let range = inside.map(|(at, _)| at..at + 1);
    let range = range.reduce(|all, one| all.start.min(one.start)..all.end.max(one.end))?;
    Some(whole(text.text(), range))
}
