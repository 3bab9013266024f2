//! A paragraph without what a reader does not see, or takes for nothing.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use unicode_width::UnicodeWidthChar;

/// A text without some of its characters.
pub struct Folded<'t> {
    text: Cow<'t, str>,
    /// Where characters are missing, and how many bytes are missing up to there.
    missing: Vec<(usize, usize)>,
}

/// Returns the text without characters that have no width and no shape.
pub fn without_invisible(text: &str) -> Folded<'_> {
    Folded::new(text, |_, c, _| is_invisible(c))
}

/// Returns the text also without line breaks between wide characters; `None` if there is none.
pub fn without_breaks(text: &str) -> Option<Folded<'_>> {
    let is_break = |before: Option<char>, c, after: Option<char>| {
        c == '\n' && before.is_some_and(is_wide) && after.is_some_and(is_wide)
    };
    let mut ends = memchr::memchr_iter(b'\n', text.as_bytes());
    let has_break = ends.any(|end| {
        let (before, after) = (
            text[..end].chars().next_back(),
            text[end + 1..].chars().next(),
        );
        is_break(before, '\n', after)
    });
    has_break.then(|| {
        Folded::new(text, |before, c, after| {
            is_invisible(c) || is_break(before, c, after)
        })
    })
}

/// Returns whether a text has characters without width and shape. Much faster than a look at each character.
pub fn has_invisible(text: &str) -> bool {
    static INVISIBLE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let class = INVISIBLE_CHARS.iter().collect::<String>();
        Regex::new(&format!("[{class}]")).ok()
    });
    INVISIBLE
        .as_ref()
        .is_none_or(|invisible| invisible.is_match(text))
}

impl<'t> Folded<'t> {
    /// Returns the text without anything missing.
    pub fn whole(text: &'t str) -> Self {
        Folded {
            text: Cow::Borrowed(text),
            missing: Vec::new(),
        }
    }

    /// `is_missing` is given each character with those around it.
    fn new(text: &'t str, is_missing: impl Fn(Option<char>, char, Option<char>) -> bool) -> Self {
        let mut folded = String::new();
        let (mut missing, mut all) = (Vec::new(), 0);
        let mut before = None;
        let mut copied = 0;
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let after = chars.peek().map(|&(_, after)| after);
            if is_missing(before, c, after) {
                folded.push_str(&text[copied..at]);
                copied = at + c.len_utf8();
                all += c.len_utf8();
                missing.push((folded.len(), all));
            }
            before = Some(c);
        }
        let text = match copied {
            0 => Cow::Borrowed(text),
            copied => Cow::Owned(folded + &text[copied..]),
        };
        Folded { text, missing }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the range in the whole text. What is missing at its start or end is not in it.
    pub fn unfolded(&self, range: Range<usize>) -> Range<usize> {
        let before = |count: usize| match count.checked_sub(1) {
            Some(last) => self.missing[last].1,
            None => 0,
        };
        let starts = self.missing.partition_point(|&(at, _)| at <= range.start);
        let ends = self.missing.partition_point(|&(at, _)| at < range.end);
        range.start + before(starts)..range.end + before(ends)
    }
}

/// Returns whether a character has no width and no shape.
pub fn is_invisible(c: char) -> bool {
    INVISIBLE_CHARS.contains(&c)
}

/// Soft hyphen, zero width space and the like. Those that join or mark others have shapes.
const INVISIBLE_CHARS: [char; 6] = [
    '\u{ad}', '\u{200b}', '\u{200e}', '\u{200f}', '\u{2060}', '\u{feff}',
];

/// Returns whether a line break beside a character says nothing, as in scripts without spaces.
pub fn is_wide(c: char) -> bool {
    c.width() == Some(2)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn ranges_have_the_same_text_in_both(text in "[中文a \n\u{ad}\u{200b}\u{2060}é😀]{0,20}") {
            let joined = without_breaks(&text);
            prop_assert_eq!(has_invisible(&text), text.contains(is_invisible));
            for folded in [Some(without_invisible(&text)), joined].into_iter().flatten() {
                let has_invisible = folded.text().contains(is_invisible);
                prop_assert!(!has_invisible);
                let ends: Vec<_> = (0..=folded.text().len())
                    .filter(|&end| folded.text().is_char_boundary(end))
                    .collect();
                for (index, &start) in ends.iter().enumerate() {
                    for &end in &ends[index + 1..] {
                        let range = folded.unfolded(start..end);
                        let found = &text[range];
                        let shown: String = found.chars().filter(|&c| !is_invisible(c)).collect();
                        let expected = &folded.text()[start..end];
                        let is_same = shown == expected || shown.replace('\n', "") == expected.replace('\n', "");
                        prop_assert!(is_same, "{found:?} {expected:?}");
                        // It starts and ends with what is found.
                        prop_assert_eq!(found.chars().next(), expected.chars().next());
                        prop_assert_eq!(found.chars().next_back(), expected.chars().next_back());
                    }
                }
            }
        }
    }
}
