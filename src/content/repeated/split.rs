//! Splits a line into pieces that other articles may repeat: sentences, URLs, hashtags and rows of equal
//! characters such as `---`.

use std::ops::Range;

/// The minimum number of characters in a row of equal characters, such as `---`.
const ROW: usize = 3;

/// Splits a line into pieces such as sentences and URLs. Returns the ranges of the pieces, which
/// have no gaps between them. Where a piece ends depends only on the piece and the text just after
/// it. Therefore, a text that occurs in different lines is mostly split into the same pieces.
pub(super) fn pieces(line: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = line.get(start..).filter(|rest| !rest.is_empty())?;
        let piece = start..start + piece_len(rest);
        start = piece.end;
        Some(piece)
    })
}

/// Returns the length of the first piece of a text, in bytes.
fn piece_len(text: &str) -> usize {
    if let Some(len) = url_len(text).or_else(|| row_len(text)) {
        return len;
    }
    let is_tags = text.starts_with('#');
    let mut has_ended = false;
    let (mut last, mut before) = (' ', ' ');
    for (at, char) in text.char_indices() {
        let rest = text.get(at..).unwrap_or_default();
        has_ended = match last {
            // The `.` in `1. ` does not end a sentence.
            '.' => char.is_whitespace() && before.is_alphabetic(),
            _ => is_end(last) || has_ended && is_closing(last),
        };
        (before, last) = (last, char);
        if at == 0 {
            continue;
        }
        let goes_on = is_end(char) || is_closing(char);
        let is_tag = char == '#' && !is_tags;
        let is_next = is_tag || url_len(rest).is_some() || row_len(rest).is_some();
        if is_next || has_ended && !goes_on {
            return at;
        }
    }
    text.len()
}

/// Returns whether a character always ends a sentence. A `.` is not among these characters, since it ends a
/// sentence only between a letter and white space.
fn is_end(char: char) -> bool {
    matches!(char, '。' | '！' | '？' | '；' | '…' | '!' | '?' | ';')
}

fn is_closing(char: char) -> bool {
    matches!(
        char,
        '」' | '』' | '”' | '’' | '"' | '）' | ')' | '】' | '》'
    )
}

/// Returns the length of the URL at the start of a text, or `None` if the text does not start with a URL. A
/// URL ends before the first character that is not visible ASCII. A `#` just before that character belongs to
/// a hashtag, not to the URL.
fn url_len(text: &str) -> Option<usize> {
    // This function is called for each character, so it must return quickly if there is no URL.
    let is_url = ["http://", "https://"]
        .iter()
        .any(|scheme| text.starts_with(scheme));
    let len = is_url.then(|| text.bytes().take_while(u8::is_ascii_graphic).count())?;
    Some(text.get(..len)?.trim_end_matches('#').len())
}

/// Returns the length of the row of equal characters at the start of a text, such as `---` or `＝＝＝`, or
/// `None` if the text does not start with a row.
fn row_len(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let is_word = first.is_alphanumeric() || first.is_whitespace();
    if is_word || is_end(first) || is_closing(first) || matches!(first, '.' | '#') {
        return None;
    }
    let len = text.len() - text.trim_start_matches(first).len();
    (len >= ROW * first.len_utf8()).then_some(len)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> Vec<&str> {
        pieces(line).map(|piece| &line[piece]).collect()
    }

    #[test]
    fn sentences_urls_tags_and_rows_are_pieces() {
        for (line, expected) in [
            ("", &[][..]),
            ("渡轮", &["渡轮"]),
            ("「好！」他說。訂閱我", &["「好！」", "他說。", "訂閱我"]),
            ("什麼？！好", &["什麼？！", "好"]),
            (
                "訂閱：https://e.org/a?b=1歡迎",
                &["訂閱：", "https://e.org/a?b=1", "歡迎"],
            ),
            ("One. Two 1.5 at e.org", &["One.", " Two 1.5 at e.org"]),
            ("目錄：1. 渡輪 2. 電車", &["目錄：1. 渡輪 2. 電車"]),
            ("http://e.org/#渡輪", &["http://e.org/", "#渡輪"]),
            ("早班－－－晚班", &["早班", "－－－", "晚班"]),
            ("早--晚", &["早--晚"]),
            (
                "請勿轉錄！#渡輪 #夜班#港",
                &["請勿轉錄！", "#渡輪 #夜班#港"],
            ),
            ("班次#渡輪", &["班次", "#渡輪"]),
            ("等等......", &["等等......"]),
            ("https httpx", &["https httpx"]),
        ] {
            assert_eq!(of(line), expected, "{line}");
            assert_eq!(of(line).concat(), line);
        }
    }
}
