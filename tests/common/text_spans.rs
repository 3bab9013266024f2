//! Checks that a text with spans is exact in both directions. Each character must map to its bytes
//! in the source, and these bytes must map back to the character.

use std::ops::Range;

use newsprint::{Body, Run, TextWithSpans};

use super::decode;
use super::ensure::ensure;

/// Returns the number of characters of a text that come from the source. Returns an error if a
/// character has the wrong bytes.
pub fn check(source: &str, text: &TextWithSpans) -> Result<usize, String> {
    let (mut end, mut count) = (0, 0);
    let mut last: Option<&Run> = None;
    for run in text.runs() {
        let range = run.text();
        let goes_on = last.is_some_and(|last| {
            let is_next = last.text().end == range.start && last.source().end == run.source().start;
            is_next && last.is_divisible() && run.is_divisible()
        });
        ensure!(!goes_on, "{last:?} and {run:?} are one");
        last = Some(run);
        ensure!(end <= range.start, "{run:?} starts before {end}");
        check_between(text, end..range.start)?;
        count += check_run(source, text, run)?;
        end = range.end;
    }
    let rest = text.text().get(end..).unwrap_or_default();
    ensure!(
        rest.trim_end_matches([']', ')']).is_empty(),
        "nothing says the end of {:?}",
        text.text()
    );
    Ok(count)
}

/// Checks a run. Returns the number of its characters.
fn check_run(source: &str, text: &TextWithSpans, run: &Run) -> Result<usize, String> {
    let said = text.text().get(run.text()).unwrap_or_default();
    let written = source.get(run.source().range()).unwrap_or_default();
    let is_right = match run.is_divisible() {
        true => says(written, said),
        false => {
            is_space(said, written)
                || decode::text(written) == said && is_one(written)
                || is_mark(written, said)
                || is_formed(written, said)
                // An escaped quotation mark in a title of the front matter.
                || (said, written) == ("\"", "\\\"")
                || is_emoji(said, written)
        }
    };
    ensure!(
        !said.is_empty() && is_right,
        "{written:?} does not say {said:?}: {run:?}"
    );
    let mut count = 0;
    for (at, c) in said.char_indices() {
        let start = run.text().start + at;
        let range = start..start + c.len_utf8();
        let span = text.source_of(range.clone()).unwrap_or_default();
        let back = text.text_of(span).unwrap_or_default();
        let is_exact = match run.is_divisible() {
            true => says(span.of(source), c.encode_utf8(&mut [0; 4])) && back == range,
            // An element without an end tag has both quotation marks or brackets from its start
            // tag.
            false if is_mark(written, said) => span == run.source() && back.contains(&range.start),
            false => span == run.source() && back == run.text(),
        };
        ensure!(
            is_exact,
            "{c:?} at {range:?} comes from {span}, which says {back:?}"
        );
        count += 1;
    }
    check_cut(text, run.text().start, said)?;
    Ok(count)
}

/// Checks that a part of the first character of a run comes from the same bytes as the whole
/// character.
fn check_cut(text: &TextWithSpans, start: usize, said: &str) -> Result<(), String> {
    let end = start + said.chars().next().map_or(0, char::len_utf8);
    let whole = text.source_of(start..end);
    let is_whole = |cut| text.source_of(start..cut) == whole && text.source_of(cut..end) == whole;
    ensure!(
        (start + 1..end).all(is_whole),
        "part of {said:?} at {start} is from elsewhere"
    );
    Ok(())
}

/// Returns whether each byte of a text equals the byte in the source. A space may also come from
/// other white space.
fn says(written: &str, said: &str) -> bool {
    let is_same = |(written, said)| written == said || said == b' ' && b"\t\r\n".contains(&written);
    written.len() == said.len() && written.bytes().zip(said.bytes()).all(is_same)
}

/// Returns whether a text is a space that comes from one or more white space characters.
fn is_space(said: &str, written: &str) -> bool {
    said == " " && decode::text(written).chars().all(|c| " \t\r\n".contains(c))
}

/// Returns whether a text is a quotation mark or a bracket that comes from a tag, such as `<q>`.
fn is_mark(written: &str, said: &str) -> bool {
    written.starts_with('<') && ["“", "”", "‘", "’", "(", ")"].contains(&said)
}

/// Returns whether a text is the superscript or subscript form of a character, such as `²`.
fn is_formed(written: &str, said: &str) -> bool {
    let forms = [
        ("0123456789+-−=ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼ⁿⁱ"),
        ("0123456789+-−=", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌"),
    ];
    let written = decode::text(written);
    let is_it =
        |(plain, formed): (char, char)| written == plain.to_string() && said == formed.to_string();
    { forms }
        .into_iter()
        .any(|(plain, formed)| plain.chars().zip(formed.chars()).any(is_it))
}

/// Returns whether markup is an image with this alternative text, such as an emoji.
fn is_emoji(said: &str, written: &str) -> bool {
    let body = written.starts_with('<').then(|| Body::parse(written).ok());
    let alt = body
        .flatten()
        .and_then(|body| body.children().next()?.attr("alt").map(String::from));
    alt.is_some_and(|alt| alt.split_whitespace().eq(said.split(' ')))
}

/// Returns whether markup is a single character or a single character reference.
fn is_one(written: &str) -> bool {
    match written.strip_prefix('&') {
        Some(reference) => !reference.contains(['&', ' ', '\n', '<']),
        None => written.chars().count() == 1 || written == "\r\n",
    }
}

/// Checks text that does not come from the source. It may be only line ends, indents, list markers,
/// separators of cells, and the characters around superscripts.
fn check_between(text: &TextWithSpans, range: Range<usize>) -> Result<(), String> {
    let between = text.text().get(range.clone()).unwrap_or_default();
    ensure!(
        range.is_empty() || text.source_of(range).is_none(),
        "{between:?} has a source"
    );
    for word in between.split([' ', '\t', '\n', '[', ']', '^', '_', '(', ')']) {
        let number = word.strip_suffix('.').unwrap_or("x");
        let digits = number.strip_prefix('-').unwrap_or(number);
        let is_marker = word == "-" || digits.bytes().all(|byte| byte.is_ascii_digit());
        ensure!(word.is_empty() || is_marker, "{between:?} has no source");
    }
    Ok(())
}
