//! Tests of characters: whether a character is visible, indents a line, or is wide (East Asian).

/// Returns whether a text contains visible characters.
#[inline]
pub(crate) fn shows(text: &str) -> bool {
    starts_shown(text) || text.chars().any(|c| !is_invisible(c))
}

/// Returns a text without the indentation at its start: see [`is_indent`].
#[inline]
pub(crate) fn without_indent(text: &str) -> &str {
    match starts_shown(text) {
        true => text,
        false => text.trim_start_matches(is_indent),
    }
}

/// Returns whether a text starts with a visible ASCII character, or with a character from U+4000 to
/// U+9FFF. All characters in that range are visible. This check is fast, and returns `true` for
/// most texts.
#[inline]
fn starts_shown(text: &str) -> bool {
    matches!(text.as_bytes().first(), Some(b'!'..=b'~' | 0xe4..=0xe9))
}

/// Returns whether a character is invisible: white space, or another character without a glyph, such as a
/// zero-width space.
fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{2800}'
                | '\u{3164}'
                | '\u{feff}'
        )
}

/// Returns whether a character is indentation at the start of a line. This is true for white space,
/// including U+3000 and the no-break space, and for some characters without width, such as U+200B.
pub(crate) fn is_indent(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// Returns whether white space with a line feed is removed between these two characters (CSS Text
/// 4, "Segment Break Transformation Rules"). The white space is removed if both characters are
/// wide. It is also removed between a wide character and punctuation that East Asian scripts share
/// with other scripts, such as `“`.
pub(crate) const fn joins(before: char, after: char) -> bool {
    is_wide(before) && (is_wide(after) || is_shared(after)) || is_shared(before) && is_wide(after)
}

/// Returns whether a character is wide. Wide characters are emoji, and the characters of East Asian
/// scripts that have no spaces between words. Punctuation of these scripts is wide, too. Hangul
/// does not count as wide, because Korean has spaces between words.
pub(crate) const fn is_wide(c: char) -> bool {
    matches!(
        c,
        // Radicals, punctuation, kana, bopomofo and enclosed characters, without Hangul.
        '\u{2e80}'..='\u{2fff}'
            | '\u{3000}'..='\u{302d}'
            | '\u{3030}'..='\u{312f}'
            | '\u{3190}'..='\u{31ff}'
            | '\u{321f}'..='\u{325f}'
            | '\u{327f}'..='\u{9fff}'
            // The Yi script.
            | '\u{a000}'..='\u{a4cf}'
            | '\u{f900}'..='\u{faff}'
            | '\u{fe10}'..='\u{fe19}'
            | '\u{fe30}'..='\u{fe6f}'
            | '\u{ff01}'..='\u{ff9f}'
            | '\u{ffe0}'..='\u{ffe6}'
            | '\u{16fe0}'..='\u{18d08}'
            | '\u{1aff0}'..='\u{1b2fb}'
            | '\u{1f200}'..='\u{1f265}'
            | '\u{1f300}'..='\u{1faff}'
            | '\u{20000}'..='\u{3fffd}'
    )
}

/// Returns whether a character is punctuation that East Asian scripts share with other scripts,
/// such as `“`. This punctuation is wide only in East Asian text.
const fn is_shared(c: char) -> bool {
    matches!(
        c,
        '\u{a7}' | '\u{b7}' | '\u{2013}'
            ..='\u{2016}'
                | '\u{2018}'
                | '\u{2019}'
                | '\u{201c}'
                | '\u{201d}'
                | '\u{2025}'
                | '\u{2026}'
                | '\u{2030}'
                | '\u{203b}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_between_wide_characters_is_removed() {
        for (before, after) in ["中文", "。中", "か漢", "中“", "”中", "：（", "Ａ中", "ㄅ中"]
            .map(|pair| (pair.chars().next(), pair.chars().next_back()))
        {
            let [before, after] = [before, after].map(|c| c.unwrap_or(' '));
            assert!(joins(before, after), "{before}{after}");
        }
        for (before, after) in [
            ('中', 'a'),
            ('1', '文'),
            ('한', '국'),
            ('中', '국'),
            ('“', '”'),
        ] {
            assert!(!joins(before, after), "{before}{after}");
        }
    }

    #[test]
    fn characters_without_width_are_invisible() {
        assert!(!shows("\u{a0}\u{3000}\u{200b}\u{ad}\u{feff} \n\u{2003}"));
        assert!(shows("\u{200b}。"));
    }
}
