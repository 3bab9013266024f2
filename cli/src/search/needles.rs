//! Characters that a file must contain to be worth parsing.

use std::collections::BTreeSet;

use memchr::memmem::{self, Finder};
use regex_syntax::hir::{Class, Hir, HirKind};

/// For some characters of a match: the set of characters that each may be. The file must contain one of each
/// set.
///
/// Characters are searched one by one, as tags, line breaks and text that is left out may be between any two.
pub struct Needles(Vec<Vec<Finder<'static>>>);

type Chars = BTreeSet<char>;

/// More characters would exclude few more files.
const MOST_CHARS: usize = 12;
const MOST_NEEDLES: usize = 8;

impl Needles {
    pub fn of(hir: &Hir) -> Self {
        let mut needles = required(hir);
        needles.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
        needles.dedup();
        needles.truncate(MOST_NEEDLES);
        let finder = |c: &char| Finder::new(c.encode_utf8(&mut [0; 4])).into_owned();
        let finders = |chars: &Chars| chars.iter().map(finder).collect();
        Needles(needles.iter().map(finders).collect())
    }

    /// Returns whether an article may have a match. `false` is certain, `true` is not.
    pub fn may_be_in(&self, source: &str) -> bool {
        let bytes = source.as_bytes();
        let has = |finder: &Finder<'_>| finder.find(bytes).is_some();
        self.0.iter().all(|chars| chars.iter().any(has)) || memmem::find(bytes, b"&#").is_some()
    }
}

/// Returns sets of characters: all matches contain a character of each set. All of them occur literally in
/// the source: see [`is_written`].
fn required(hir: &Hir) -> Vec<Chars> {
    match hir.kind() {
        HirKind::Literal(literal) => {
            let text = str::from_utf8(&literal.0).unwrap_or_default();
            let chars = text.chars().filter(|&c| is_written(c));
            chars.map(|c| Chars::from([c])).collect()
        }
        HirKind::Class(Class::Unicode(class)) => {
            let ranges = class.ranges().iter();
            let chars = ranges.flat_map(|range| range.start()..=range.end());
            let chars: Vec<_> = chars.take(MOST_CHARS + 1).collect();
            let is_useful = chars.len() <= MOST_CHARS && chars.iter().all(|&c| is_written(c));
            is_useful
                .then(|| chars.into_iter().collect())
                .into_iter()
                .collect()
        }
        HirKind::Repetition(repetition) if repetition.min > 0 => required(&repetition.sub),
        HirKind::Capture(capture) => required(&capture.sub),
        HirKind::Concat(parts) => parts.iter().flat_map(required).collect(),
        HirKind::Alternation(parts) => {
            let least = |part| required(part).into_iter().min_by_key(Chars::len);
            let all: Option<Vec<_>> = parts.iter().map(least).collect();
            let any: Option<Chars> = all.map(|all| all.into_iter().flatten().collect());
            any.filter(|any| any.len() <= MOST_CHARS)
                .into_iter()
                .collect()
        }
        _ => Vec::new(),
    }
}

/// Returns whether a character in the text must also be in the source, unless the source has a numeric
/// character reference.
///
/// This holds for letters of East Asian scripts: no named character reference stands for one, and the text
/// adds only white space, digits, brackets, quotation marks and other signs to the source.
fn is_written(c: char) -> bool {
    let is_east_asian = matches!(
        c,
        // Kana to Hangul; compatibility ideographs; rarer ideographs.
        '\u{3041}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}'
    );
    is_east_asian && c.is_alphabetic()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needles(pattern: &str) -> Vec<String> {
        let hir = regex_syntax::parse(pattern).unwrap();
        required(&hir)
            .iter()
            .map(|chars| chars.iter().collect())
            .collect()
    }

    #[test]
    fn no_named_reference_stands_for_a_needle() {
        for &(first, second) in html5ever::data::NAMED_ENTITIES.values() {
            for c in [first, second].into_iter().filter_map(char::from_u32) {
                assert!(!is_written(c), "{c}");
            }
        }
    }

    #[test]
    fn all_matches_contain_the_needles() {
        for (pattern, expected) in [
            ("渡轮 a1，", &["渡", "轮"][..]),
            (r"渡\s+轮?", &["渡"]),
            ("(?:渡轮)+", &["渡", "轮"]),
            ("(?:渡轮)*", &[]),
            ("[台臺]风", &["台臺", "风"]),
            ("[台臺a]风", &["风"]),
            (r"\p{Han}风.", &["风"]),
            ("渡轮|火车", &["渡火"]),
            ("渡轮|train", &[]),
            ("(渡)轮", &["渡", "轮"]),
        ] {
            assert_eq!(needles(pattern), expected, "{pattern}");
        }
    }
}
