//! Fast functions that read the most common tokens without the tokenizer's state. These functions
//! must not be used in raw text or in a CDATA section.

use super::{Mode, Tokenizer};
use crate::html::CharRef;
use crate::html::Name;
use crate::html::name::{END_TAGS, Known, LONGER};
use crate::html::plain_tag::{HREF, PlainEnd, SRC};
use crate::html::tag_bytes::ends_tag_name;
use crate::scan::{self, Scan};

/// Returns the offset after the end tag at the offset `at`, if the tag is exactly `</`, `name` in lower case,
/// and `>`. Otherwise returns `None`.
#[inline]
pub(crate) fn end_tag_of(bytes: &[u8], at: usize, name: Name) -> Option<usize> {
    if *bytes.get(at + 1)? != b'/' {
        return None;
    }
    let tag = END_TAGS.get(name.index())?;
    if !tag.begins(scan::word(bytes, at + 2)) {
        return None;
    }
    let end = at + 2 + tag.len;
    if tag.is_long() && !tag.is(bytes.get(at + 2..end)?) {
        return None;
    }
    Some(end)
}

/// Returns the name and the end of the start tag at the offset `at`. Returns `None` if the slower
/// [`Tokenizer`] must read the tag, for example because [`Known`] does not list its name, or
/// because a name of up to seven bytes is not in lower case.
#[inline(always)]
pub(crate) fn start_tag(bytes: &[u8], at: usize, scan: impl Scan) -> Option<(Known, PlainEnd)> {
    let word = scan::word(bytes, at + 1);
    let mut len = scan::name_len(word);
    let name = match scan::prefix(word, len) {
        Some(word) => Known::find_short(word)?,
        None => {
            len = long_name_len(bytes, at + 1)?;
            Known::find(bytes.get(at + 1..at + 1 + len)?)?
        }
    };
    let name_end = at + 1 + len;
    let end = match bytes.get(name_end)? {
        b'>' => PlainEnd::bare(name_end + 1),
        b' ' | b'/' => {
            let url = match name {
                Known::A => HREF,
                Known::Img => SRC,
                _ => 0,
            };
            PlainEnd::find(bytes, name_end, url, scan)?
        }
        _ => return None,
    };
    Some((name, end))
}

/// Returns the length of the tag name at `at`, or `None` if it is longer than all names that
/// [`Known`] lists. Reads at most [`LONGER`] bytes. Without this limit, a source with many `<`
/// before a long text without spaces would take quadratic time: the text would be read again for
/// each `<`.
#[cold]
fn long_name_len(bytes: &[u8], at: usize) -> Option<usize> {
    let mut bytes = bytes.get(at..)?.iter().take(LONGER);
    bytes.position(|&byte| ends_tag_name(byte))
}

impl Tokenizer<'_> {
    /// Skips a line feed at the current position, as the standard requires after `<pre>`. The line feed may
    /// be literal or a character reference. Returns `None` at `</>`, since a line feed after `</>` would have
    /// to be skipped, too.
    pub(crate) fn skip_line_feed(&mut self) -> Option<()> {
        let rest = self.rest(self.at);
        match rest {
            [b'\n', ..] => self.at += 1,
            [b'&', ..] => {
                let reference = CharRef::read(rest, false);
                let line_feed = reference.filter(|found| found.chars == ['\n', '\0']);
                self.at += line_feed.map_or(0, |found| found.len);
            }
            // `</>` gives no token.
            [b'<', b'/', b'>', ..] => return None,
            _ => {}
        }
        Some(())
    }

    /// Returns whether the current position is in raw text.
    pub(crate) fn is_raw(&self) -> bool {
        matches!(self.mode, Mode::Raw { end, .. } if self.at < end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_not_read_to_its_end() {
        let len = |source: &str| long_name_len(source.as_bytes(), 1);
        assert_eq!(len("<figcaption class=x>"), Some("figcaption".len()));
        assert_eq!(len("<0000000000000000000>"), None);
        assert_eq!(len("<blockquote"), None);
    }
}
