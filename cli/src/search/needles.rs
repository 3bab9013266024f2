//! Characters and words that a file must contain to have a match. Other files need not be parsed.

use std::collections::BTreeSet;
use std::slice;

use memchr::memmem::{self, Finder};
use regex::Regex;
use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind};

use super::fold::INVISIBLE_CHARS;

/// Characters and words that every file with a match contains.
pub struct Needles {
    /// Sets of characters. A file with a match contains at least one character of each set, such as the simplified
    /// or the traditional form.
    ///
    /// Characters are searched one by one, since tags, line breaks and text that is not searched
    /// may be between any two characters of a match.
    chars: Vec<Vec<Finder<'static>>>,
    /// Regular expressions for words of Latin letters in a match. Each regular expression matches
    /// the ways in which a file may write the word: as a whole, or interrupted by a tag, a
    /// character reference or an invisible character. After an interruption, the rest of the word
    /// is not compared.
    ///
    /// Latin letters are not searched one by one, since every file has Latin letters in its tags.
    words: Vec<Regex>,
}

type Chars = BTreeSet<char>;

/// The maximum number of characters in a set. Larger sets are not searched for, since they would exclude few files.
const MOST_CHARS: usize = 12;
/// The maximum number of sets of characters. The same maximum applies to the number of words.
const MOST_NEEDLES: usize = 8;
/// The maximum number of letters of a word that are compared.
const MOST_LETTERS: usize = 8;

impl Needles {
    pub fn of(hir: &Hir) -> Self {
        let mut needles = required(hir);
        needles.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
        needles.dedup();
        needles.truncate(MOST_NEEDLES);
        let finder = |c: &char| Finder::new(c.encode_utf8(&mut [0; 4])).into_owned();
        let finders = |chars: &Chars| chars.iter().map(finder).collect();
        let words = words(hir).into_iter().take(MOST_NEEDLES);
        Needles {
            chars: needles.iter().map(finders).collect(),
            words: words
                .filter_map(|word| Regex::new(&written(&word)).ok())
                .collect(),
        }
    }

    /// Returns `false` if an article with this source certainly has no match. Returns `true` if the
    /// article may have a match.
    pub fn may_be_in(&self, source: &str) -> bool {
        let bytes = source.as_bytes();
        let has = |finder: &Finder<'_>| finder.find(bytes).is_some();
        let has_all = self.chars.iter().all(|chars| chars.iter().any(has))
            && self.words.iter().all(|word| word.is_match(source));
        has_all || memmem::find(bytes, b"&#").is_some()
    }
}

/// Returns the words of Latin letters that all matches contain. Each letter is a set of alternatives, such as upper
/// and lower case.
fn words(hir: &Hir) -> Vec<Vec<Chars>> {
    let letters = |part: &Hir| -> Option<Vec<Chars>> {
        match part.kind() {
            HirKind::Literal(literal) => {
                let text = str::from_utf8(&literal.0).ok()?;
                Some(text.chars().map(|c| Chars::from([c])).collect())
            }
            HirKind::Class(Class::Unicode(class)) => Some(vec![first_chars(class)]),
            _ => None,
        }
    };
    let parts = match hir.kind() {
        HirKind::Concat(parts) => parts.as_slice(),
        _ => slice::from_ref(hir),
    };
    // A part of the pattern that is not a letter ends the word before the part.
    let other = || vec![Chars::new()];
    let letters: Vec<_> = parts
        .iter()
        .flat_map(|part| letters(part).unwrap_or_else(other))
        .collect();
    let is_letter = |chars: &Chars| {
        (1..=MOST_CHARS).contains(&chars.len()) && chars.iter().all(|&c| is_latin(c))
    };
    letters
        .split(|chars| !is_letter(chars))
        .filter(|word| word.len() > 1)
        .map(|word| word[..word.len().min(MOST_LETTERS)].to_vec())
        .collect()
}

/// Returns a regular expression that matches a word in a source: all its letters, or its first
/// letters followed by `<`, `&`, NUL or an invisible character. `<` and `&` start a tag or a
/// character reference. The others are not part of the text that is searched.
fn written(word: &[Chars]) -> String {
    let mut between = String::from(r"<&\x00");
    between.extend(INVISIBLE_CHARS);
    let mut pattern = String::new();
    for (index, letter) in word.iter().enumerate() {
        if index > 0 {
            pattern += &format!("(?:[{between}]|");
        }
        pattern.push('[');
        pattern.extend(letter);
        pattern.push(']');
    }
    pattern + &")".repeat(word.len().saturating_sub(1))
}

/// Returns whether `c` is a Latin letter that the source of an article must contain if the text
/// contains it. Numeric character references do not matter, because [`Needles::may_be_in`] returns
/// `true` for every source that contains `&#`. The letters `f` and `j` are excluded: the text `fj`
/// may be written `&fjlig;` in the source. Outside ASCII, returns `true` only for the letters that
/// match an ASCII letter if case or width is ignored, such as `Ａ`.
fn is_latin(c: char) -> bool {
    match c {
        'f' | 'j' | 'F' | 'J' => false,
        'ſ' | '\u{212a}' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => true,
        c => c.is_ascii_alphabetic(),
    }
}

/// Returns sets of characters. Every match contains at least one character of each set. The source
/// of the article must contain the same character: see [`is_written`].
fn required(hir: &Hir) -> Vec<Chars> {
    match hir.kind() {
        HirKind::Literal(literal) => {
            let text = str::from_utf8(&literal.0).unwrap_or_default();
            let chars = text.chars().filter(|&c| is_written(c));
            chars.map(|c| Chars::from([c])).collect()
        }
        HirKind::Class(Class::Unicode(class)) => {
            let chars = first_chars(class);
            let is_useful = chars.len() <= MOST_CHARS && chars.iter().all(|&c| is_written(c));
            is_useful.then_some(chars).into_iter().collect()
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

/// Returns whether the source of an article must contain the character `c` if the text contains it.
/// Numeric character references, such as `&#21488;`, do not matter, for the same reason as in
/// [`is_latin`].
///
/// This is true for the letters of East Asian scripts, because no named character reference
/// produces such a letter. The text may also contain characters that are not in the source, such as
/// the numbers of list items. But these characters are only white space, digits, brackets,
/// quotation marks and other signs.
fn is_written(c: char) -> bool {
    let is_east_asian = matches!(
        c,
        // Kana to Hangul; compatibility ideographs; rarer ideographs.
        '\u{3041}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}'
    );
    is_east_asian && c.is_alphabetic()
}

/// Returns the first characters of a class, at most `MOST_CHARS + 1`.
fn first_chars(class: &ClassUnicode) -> Chars {
    let ranges = class.ranges().iter();
    let chars = ranges.flat_map(|range| range.start()..=range.end());
    chars.take(MOST_CHARS + 1).collect()
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
                assert!(!is_written(c) && !is_latin(c), "{c}");
            }
        }
    }

    #[test]
    fn all_matches_contain_the_words() {
        for (pattern, expected) in [
            ("渡轮 Hong Kong，a", &["Hong", "Kong"][..]),
            (r"(?i)hK", &["HhKk\u{212a}"]),
            ("night[Ff]erry", &["night", "erry"]),
            ("[a-z]ab", &["ab"]),
            ("ab?cd", &["cd"]),
            ("abcdeghiklm", &["abcdeghi"]),
            ("ab|cd", &[]),
        ] {
            let words = words(&regex_syntax::parse(pattern).unwrap());
            let words = words.iter().map(|word| word.iter().flatten().collect());
            assert_eq!(words.collect::<Vec<String>>(), expected, "{pattern}");
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
