//! The tokens that nearly all bodies consist of, read quickly. None of these methods may be asked
//! where raw text comes next.

use super::super::html5::CharRef;
use super::super::name::{END_TAGS, Known, LONGER};
use super::super::tag::{HREF, PlainEnd, SRC, ends_tag_name, span};
use super::super::tree::Name;
use super::{Mode, Tokenizer};
use crate::scan::{self, Scan};
use crate::span::Span;

impl Tokenizer<'_> {
    /// Returns the byte at which the next token begins.
    #[inline]
    pub(in super::super) fn peek(&self) -> Option<u8> {
        self.byte(self.at)
    }

    /// Returns the text up to the next `<` or `&`, where there is some, and its first run, if that is
    /// known. Nothing if CR or NUL is in it. Further text may go on with it.
    #[inline(always)]
    pub(in super::super) fn plain_text(&mut self, scan: impl Scan) -> Option<(Span, Option<Span>)> {
        let start = self.at;
        let text = scan.text(self.bytes, start)?;
        self.at = text.end;
        let first_run = text.first_run.map(|run| span(run.start, run.end));
        Some((span(start, text.end), first_run))
    }

    /// Returns the end tag that comes next, if it is `name`'s and nothing but.
    #[inline]
    pub(in super::super) fn end_tag_of(&mut self, name: Name) -> Option<Span> {
        let start = self.at;
        if self.byte(start + 1)? != b'/' {
            return None;
        }
        let tag = END_TAGS.get(name.index())?;
        if !tag.begins(scan::word(self.bytes, start + 2)) {
            return None;
        }
        let end = start + 2 + tag.len;
        if tag.is_long() && !tag.is(self.bytes.get(start + 2..end)?) {
            return None;
        }
        self.at = end;
        Some(span(start, end))
    }

    /// Returns the start tag that comes next, if its name is known.
    #[inline(always)]
    pub(in super::super) fn plain_start_tag(
        &mut self,
        scan: impl Scan,
    ) -> Option<(Known, Span, PlainEnd)> {
        let start = self.at;
        let word = scan::word(self.bytes, start + 1);
        let mut len = scan::name_len(word);
        let name = match scan::prefix(word, len) {
            Some(word) => Known::find_short(word)?,
            None => {
                len = self.name_len(start + 1)?;
                Known::find(self.bytes.get(start + 1..start + 1 + len)?)?
            }
        };
        let name_end = start + 1 + len;
        let end = match self.byte(name_end)? {
            b'>' => PlainEnd::bare(name_end + 1),
            b' ' | b'/' => {
                let address = match name {
                    Known::A => HREF,
                    Known::Img => SRC,
                    _ => 0,
                };
                PlainEnd::find(self.bytes, name_end, address, scan)?
            }
            _ => return None,
        };
        self.at = end.at;
        Some((name, span(start, end.at), end))
    }

    /// Returns how long the name is that stands at `at`, if it is no longer than a known one may be:
    /// what is no tag is not passed by, so that reading it to its end would add up.
    #[cold]
    fn name_len(&self, at: usize) -> Option<usize> {
        let mut bytes = self.rest(at).iter().take(LONGER);
        bytes.position(|&byte| ends_tag_name(byte))
    }

    /// Passes a line feed by. Returns nothing if it cannot be told whether one comes next.
    pub(in super::super) fn skip_line_feed(&mut self) -> Option<()> {
        let rest = self.rest(self.at);
        match rest {
            [b'\n', ..] => self.at += 1,
            [b'&', ..] => {
                let reference = CharRef::read(rest, false);
                let line_feed = reference.filter(|found| found.chars == ['\n', '\0']);
                self.at += line_feed.map_or(0, |found| found.len);
            }
            // This leaves no token.
            [b'<', b'/', b'>', ..] => return None,
            _ => {}
        }
        Some(())
    }

    /// Returns whether raw text comes next.
    pub(in super::super) fn is_raw(&self) -> bool {
        matches!(self.mode, Mode::Raw { end, .. } if self.at < end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_tag_is_not_read_to_its_end() {
        let len = |source: &str| {
            let body = Span::new(0, source.len() as u32);
            Tokenizer::new(source, body, false).name_len(1)
        };
        assert_eq!(len("<figcaption class=x>"), Some("figcaption".len()));
        assert_eq!(len("<0000000000000000000>"), None);
        assert_eq!(len("<blockquote"), None);
    }
}
