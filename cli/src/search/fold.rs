//! A paragraph without invisible characters and insignificant line breaks.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use unicode_width::UnicodeWidthChar;

/// A text from which some characters were removed.
pub struct Folded<'t> {
    text: Cow<'t, str>,
    /// For each removed range, in order: the offset in `text` at which the range was removed, and
    /// the total number of bytes that were removed up to the end of this range.
    missing: Vec<(usize, usize)>,
}

/// Removes the characters that have no width and no shape, such as the zero width space.
pub fn without_invisible(text: &str) -> Folded<'_> {
    Folded::new(text, &invisible(text))
}

/// Removes line breaks between wide characters, such as Chinese ones, and also invisible
/// characters. Returns `None` if the text contains no line break between wide characters.
pub fn without_breaks(text: &str) -> Option<Folded<'_>> {
    let breaks: Vec<_> = breaks(text).collect();
    if breaks.is_empty() {
        return None;
    }
    let mut missing = [invisible(text), breaks].concat();
    missing.sort_by_key(|missing| missing.start);
    Some(Folded::new(text, &missing))
}

fn invisible(text: &str) -> Vec<Range<usize>> {
    let chars = text.char_indices().filter(|&(_, c)| is_invisible(c));
    chars.map(|(at, c)| at..at + c.len_utf8()).collect()
}

/// Returns the ranges of the line breaks between wide characters. A range includes the spaces after
/// the line break, because lines in lists are indented.
fn breaks(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    memchr::memchr_iter(b'\n', text.as_bytes()).filter_map(|at| {
        let before = text[..at].chars().next_back();
        let after = text[at + 1..].trim_start_matches(' ');
        let is_between = before.is_some_and(is_wide) && after.chars().next().is_some_and(is_wide);
        is_between.then_some(at..text.len() - after.len())
    })
}

/// Returns whether a text contains a character without width and shape. The regular expression is
/// much faster than checking each character.
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
    /// Returns the text, without removing anything.
    pub fn whole(text: &'t str) -> Self {
        Folded {
            text: Cow::Borrowed(text),
            missing: Vec::new(),
        }
    }

    fn new(text: &'t str, missing: &[Range<usize>]) -> Self {
        if missing.is_empty() {
            return Folded::whole(text);
        }
        let mut folded = Folded {
            text: Cow::Borrowed(""),
            missing: Vec::with_capacity(missing.len()),
        };
        let mut kept = String::with_capacity(text.len());
        let mut at = 0;
        for missing in missing {
            kept += &text[at..missing.start];
            at = missing.end;
            folded.missing.push((kept.len(), at - kept.len()));
        }
        folded.text = Cow::Owned(kept + &text[at..]);
        folded
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Converts a range of the folded text to a range of the original text. Removed characters at
    /// the start and end of the range are excluded.
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

/// The soft hyphen, the zero width space and similar characters. Joining and combining characters
/// are not in this list, since they change how the text looks.
pub const INVISIBLE_CHARS: [char; 6] = [
    '\u{ad}', '\u{200b}', '\u{200e}', '\u{200f}', '\u{2060}', '\u{feff}',
];

/// Returns whether a character is wide, such as a Chinese one. A line break between two wide
/// characters is insignificant.
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
        fn ranges_have_the_same_text_before_and_after_folding(text in "[中文a \n\u{ad}\u{200b}\u{2060}é😀]{0,20}") {
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
                        let is_same = shown == expected || shown.replace(['\n', ' '], "") == expected.replace(['\n', ' '], "");
                        prop_assert!(is_same, "{found:?} {expected:?}");
                        // The range starts and ends with the characters that were found.
                        prop_assert_eq!(found.chars().next(), expected.chars().next());
                        prop_assert_eq!(found.chars().next_back(), expected.chars().next_back());
                    }
                }
            }
        }
    }
}
