//! Splits a body into tokens with their spans (HTML standard, 13.2.5 "Tokenization").
//!
//! html5ever's tokenizer returns no offsets, processes tags one character at a time, and takes
//! quadratic time in the number of a tag's attributes. This tokenizer finds the same tokens, but
//! does not parse the attributes of a tag.

#[cfg(test)]
mod html5lib;
pub(crate) mod plain;

use crate::html::CharRef;
use crate::html::element::RawText;
use crate::html::span;
use crate::html::tag::Tag;
use crate::source::Span;

/// A token. Its spans are byte offsets in the file.
#[derive(Debug, Clone, Copy)]
pub(super) enum Token {
    /// Text that is the same as the source at this span. If [`Tokenizer::sees_cr_and_nul`] is set, the text
    /// contains neither CR nor NUL.
    Text(Span),
    /// One or two characters that replace a character reference, CR, CR LF or NUL. If there is only one
    /// character, the second element of `chars` is NUL.
    Character {
        span: Span,
        chars: [char; 2],
    },
    /// A NUL that the tokenizer does not replace. Most of the standard's insertion modes ignore it.
    Null(Span),
    StartTag(Tag),
    EndTag(Tag),
    Comment {
        span: Span,
        data: Span,
    },
    /// A DOCTYPE, which tree construction ignores in a body.
    Doctype(Span),
}

impl Token {
    pub(crate) fn span(&self) -> Span {
        match self {
            Token::StartTag(tag) | Token::EndTag(tag) => tag.span,
            Token::Text(span) | Token::Null(span) | Token::Doctype(span) => *span,
            Token::Character { span, .. } | Token::Comment { span, .. } => *span,
        }
    }
}

#[derive(Debug)]
pub(super) struct Tokenizer<'s> {
    bytes: &'s [u8],
    at: usize,
    /// Whether CR and NUL in text become separate tokens. If `false`, text tokens may contain CR
    /// and NUL.
    sees_cr_and_nul: bool,
    mode: Mode,
}

/// The state of the tokenizer: how the text at the current position is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Data,
    /// Raw text up to the offset `end`, where markup is recognized again. If `references` is
    /// `true`, character references are decoded.
    Raw {
        end: usize,
        references: bool,
    },
    /// A CDATA section. `end` is the offset of its `]]>`, or the end of the body.
    Cdata {
        end: usize,
    },
}

/// The result of reading the markup that starts at a `<`.
enum Markup {
    Token(Token),
    /// Markup that gives no token: `</>` or `<![CDATA[`.
    Nothing,
    /// A tag without its `>`. It extends to the end of the body, and is ignored.
    Unfinished,
}

const CDATA_START: &[u8] = b"<![CDATA[";
const CDATA_END: &[u8] = b"]]>";

impl<'s> Tokenizer<'s> {
    /// Returns a tokenizer of the part `body` of `source`. `sees_cr_and_nul` is whether CR and NUL
    /// in text become separate tokens. If it is `false`, text tokens may contain CR and NUL, so the
    /// caller must check for these characters.
    pub(super) fn new(source: &'s str, body: Span, sees_cr_and_nul: bool) -> Self {
        let bytes = source.as_bytes().get(..body.end as usize);
        Tokenizer {
            bytes: bytes.unwrap_or_default(),
            at: body.start as usize,
            sees_cr_and_nul,
            mode: Mode::Data,
        }
    }

    /// Returns the source from its start to the end of the body.
    pub(super) fn bytes(&self) -> &'s [u8] {
        self.bytes
    }

    /// Returns the offset of the next token.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Sets the offset of the next token.
    pub(super) fn go_to(&mut self, at: usize) {
        self.at = at;
    }

    /// Returns the next token; `None` at the end of the body. `in_foreign` must return whether the
    /// adjusted current node is an SVG or MathML element. In other elements, `<![CDATA[` does not
    /// start a CDATA section.
    pub(super) fn next(&mut self, in_foreign: impl Fn() -> bool) -> Option<Token> {
        loop {
            match self.mode {
                Mode::Raw { end, references } if self.at < end => {
                    return Some(self.text(end, references, false));
                }
                Mode::Cdata { end } if self.at < end => return Some(self.text(end, false, false)),
                Mode::Cdata { end } => self.at = (end + CDATA_END.len()).min(self.bytes.len()),
                Mode::Raw { .. } | Mode::Data => {}
            }
            self.mode = Mode::Data;
            if self.at >= self.bytes.len() {
                return None;
            }
            if !self.begins_markup(self.at) {
                return Some(self.text(self.bytes.len(), true, true));
            }
            match self.markup(&in_foreign) {
                Markup::Token(token) => return Some(token),
                Markup::Nothing => {}
                Markup::Unfinished => {
                    self.at = self.bytes.len();
                    return None;
                }
            }
        }
    }

    /// Makes the tokenizer read what follows as raw text of the kind `kind`. The raw text ends at
    /// the end tag of the element `name` or, for `Plaintext`, at the end of the body.
    pub(super) fn read_raw(&mut self, kind: RawText, name: &[u8]) {
        let end = match kind {
            RawText::Rcdata | RawText::Rawtext => self.end_of_raw(name),
            RawText::Script => self.end_of_script(name),
            RawText::Plaintext => self.bytes.len(),
        };
        let references = kind == RawText::Rcdata;
        self.mode = Mode::Raw { end, references };
    }

    fn rest(&self, at: usize) -> &'s [u8] {
        self.bytes.get(at..).unwrap_or_default()
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    /// Returns whether markup begins at the offset `at`: a tag, a comment, a DOCTYPE, a CDATA section, or
    /// `<?`, which begins a bogus comment.
    fn begins_markup(&self, at: usize) -> bool {
        let letter = |at| self.byte(at).is_some_and(|b: u8| b.is_ascii_alphabetic());
        self.byte(at) == Some(b'<')
            && match self.byte(at + 1) {
                Some(b'!' | b'?') => true,
                Some(b'/') => at + 2 < self.bytes.len(),
                _ => letter(at + 1),
            }
    }

    /// Returns the token at the current position: a text, a character reference, CR or NUL.
    /// `references` is whether character references are recognized. `markup` is whether markup is
    /// recognized. If `markup` is `true`, no markup may begin at the current position.
    ///
    /// A text ends at the offset `end`, or earlier: before a character reference or markup that is
    /// recognized, or before a CR or NUL that becomes a separate token.
    fn text(&mut self, end: usize, references: bool, markup: bool) -> Token {
        let start = self.at;
        let mut at = start;
        loop {
            at += self.run(at, end, references, markup);
            let stop = if at < end { self.byte(at) } else { None };
            let special = match stop {
                Some(b'<') if markup && self.begins_markup(at) => break,
                Some(b'&') if references => CharRef::read(self.rest(at), false)
                    .map(|reference| (reference.len, Some(reference.chars))),
                Some(b'\r') => {
                    let len = 1 + usize::from(self.byte(at + 1) == Some(b'\n'));
                    Some((len, Some(['\n', '\0'])))
                }
                Some(0) if self.mode == Mode::Data || matches!(self.mode, Mode::Cdata { .. }) => {
                    Some((1, None))
                }
                Some(0) => Some((1, Some([char::REPLACEMENT_CHARACTER, '\0']))),
                Some(_) => None,
                None => break,
            };
            let Some((len, chars)) = special else {
                at += 1;
                continue;
            };
            if at > start {
                break;
            }
            self.at = at + len;
            let span = span(at, self.at);
            return match chars {
                Some(chars) => Token::Character { span, chars },
                None => Token::Null(span),
            };
        }
        self.at = at;
        Token::Text(span(start, at))
    }

    /// Returns how many bytes from the offset `at` on are certainly text. The next byte may be the
    /// start of markup or of a character reference, or CR or NUL.
    fn run(&self, at: usize, end: usize, references: bool, markup: bool) -> usize {
        let text = self.bytes.get(at..end).unwrap_or_default();
        let found = match (self.sees_cr_and_nul, references, markup) {
            (false, true, true) => memchr::memchr2(b'<', b'&', text),
            (false, true, false) => memchr::memchr(b'&', text),
            (false, false, _) => None,
            (true, ..) => text
                .iter()
                .position(|b| matches!(b, b'<' | b'&' | b'\r' | 0)),
        };
        found.unwrap_or(text.len())
    }

    fn markup(&mut self, in_foreign: impl Fn() -> bool) -> Markup {
        let start = self.at;
        let rest = self.rest(start);
        match (self.byte(start + 1), self.byte(start + 2)) {
            (Some(b'/'), Some(b'>')) => {
                self.at = start + 3;
                Markup::Nothing
            }
            (Some(b'/'), Some(byte)) if byte.is_ascii_alphabetic() => {
                self.tag(start + 2, Token::EndTag)
            }
            (Some(b'/'), _) => self.bogus_comment(start + 2),
            (Some(b'?'), _) => self.bogus_comment(start + 1),
            (Some(b'!'), _) if rest.starts_with(b"<!--") => self.comment(start + 4),
            (Some(b'!'), _) if is_doctype(rest) => {
                let end = memchr::memchr(b'>', rest).map_or(rest.len(), |at| at + 1);
                self.at = start + end;
                Markup::Token(Token::Doctype(span(start, self.at)))
            }
            (Some(b'!'), _) if rest.starts_with(CDATA_START) && in_foreign() => {
                self.at = start + CDATA_START.len();
                let text = self.rest(self.at);
                let len = memchr::memmem::find(text, CDATA_END).unwrap_or(text.len());
                self.mode = Mode::Cdata { end: self.at + len };
                Markup::Nothing
            }
            (Some(b'!'), _) => self.bogus_comment(start + 2),
            _ => self.tag(start + 1, Token::StartTag),
        }
    }

    fn tag(&mut self, name_start: usize, token: fn(Tag) -> Token) -> Markup {
        match Tag::read(self.bytes, self.at, name_start) {
            Some(tag) => {
                self.at = tag.span.end as usize;
                Markup::Token(token(tag))
            }
            None => Markup::Unfinished,
        }
    }

    /// Reads a comment that does not start with `<!--`, such as `<?xml?>`. The comment ends at the
    /// next `>` (the standard's "bogus comment").
    fn bogus_comment(&mut self, data_start: usize) -> Markup {
        let rest = self.rest(data_start);
        let len = memchr::memchr(b'>', rest);
        let data_end = data_start + len.unwrap_or(rest.len());
        self.comment_token(data_start, data_end, data_end + usize::from(len.is_some()))
    }

    fn comment(&mut self, data_start: usize) -> Markup {
        let rest = self.rest(data_start);
        for abrupt in [&b">"[..], b"->"] {
            if rest.starts_with(abrupt) {
                return self.comment_token(data_start, data_start, data_start + abrupt.len());
            }
        }
        let mut from = 0;
        while let Some(found) = rest
            .get(from..)
            .and_then(|r| memchr::memmem::find(r, b"--"))
        {
            let dashes = from + found;
            let after = rest.get(dashes + 2..).unwrap_or_default();
            for end in [&b">"[..], b"!>"] {
                if after.starts_with(end) {
                    let data_end = data_start + dashes;
                    return self.comment_token(data_start, data_end, data_end + 2 + end.len());
                }
            }
            from = dashes + 1;
        }
        let unfinished_end = [&b"--!"[..], b"--", b"-"]
            .into_iter()
            .find(|end| rest.ends_with(end))
            .map_or(0, <[u8]>::len);
        let end = self.bytes.len();
        self.comment_token(data_start, end - unfinished_end, end)
    }

    fn comment_token(&mut self, data_start: usize, data_end: usize, end: usize) -> Markup {
        let start = std::mem::replace(&mut self.at, end);
        Markup::Token(Token::Comment {
            span: span(start, end),
            data: span(data_start, data_end),
        })
    }

    /// Returns the offset of the next end tag named `name`. Returns the end of the body if there is
    /// no such end tag.
    fn end_of_raw(&self, name: &[u8]) -> usize {
        let mut at = self.at;
        while let Some(found) = memchr::memmem::find(self.rest(at), b"</") {
            at += found;
            if ends_raw(self.rest(at + 2), name) {
                return at;
            }
            at += 2;
        }
        self.bytes.len()
    }

    /// Returns the offset of the end tag that ends the script. Returns the end of the body if there
    /// is no such end tag. After `<!--` and `<script`, the next `</script` does not end the script
    /// (the standard's "script data double escaped state").
    fn end_of_script(&self, name: &[u8]) -> usize {
        let mut escaped = false;
        let mut doubly = false;
        let mut at = self.at;
        while let Some(found) = memchr::memchr2(b'<', b'-', self.rest(at)) {
            at += found;
            let rest = self.rest(at);
            if !escaped && rest.starts_with(b"<!--") {
                // The dashes of `<!--` may also be those of `-->`, as in `<!-->`.
                escaped = true;
                at += 2;
            } else if escaped && rest.starts_with(b"-->") {
                (escaped, doubly) = (false, false);
                at += 3;
            } else if let Some(tag) = rest.strip_prefix(b"</") {
                if doubly {
                    doubly = !ends_raw(tag, b"script");
                } else if ends_raw(tag, name) {
                    return at;
                }
                at += 2;
            } else if escaped && !doubly && rest.starts_with(b"<") {
                doubly = ends_raw(self.rest(at + 1), b"script");
                at += 1;
            } else {
                at += 1;
            }
        }
        self.bytes.len()
    }
}

/// Returns whether `rest` begins with `name`, followed by a byte that ends a tag name. Ignores ASCII case.
fn ends_raw(rest: &[u8], name: &[u8]) -> bool {
    let Some((found, after)) = rest.split_at_checked(name.len()) else {
        return false;
    };
    let ends = |&b: &u8| b.is_ascii_whitespace() || matches!(b, b'/' | b'>');
    found.eq_ignore_ascii_case(name) && after.first().is_some_and(ends)
}

fn is_doctype(rest: &[u8]) -> bool {
    rest.get(2..9)
        .is_some_and(|word| word.eq_ignore_ascii_case(b"doctype"))
}
