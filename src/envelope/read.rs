use std::borrow::Cow;

use super::date::Date;
use super::front_matter::{Entry, FrontMatter};
use super::grammar::{self, Mismatch, Rule};
use super::header::Stamp;
use super::{Clip, Envelope, references};
use crate::error::{Error, ErrorKind};
use crate::options::ParseOptions;
#[cfg(feature = "archive")]
use crate::source::checked;
use crate::source::checked::Source;
use crate::source::{Span, Spanned};
use crate::url;
use crate::warning::{Warning, WarningKind};

/// The title and the URL of an article.
type Heading<'a> = (Spanned<Cow<'a, str>>, Spanned<&'a str>);

/// The first and the last line of the front matter.
const FENCE: &str = "---";

/// The possible starts of a clip: `[` of a link header, and `<!--` of a stamp.
const CLIP_STARTS: [&str; 2] = ["[", "<!--"];

/// Returns whether a file that starts with `bytes` may be an article. Also returns `true` if
/// `bytes` are only white space, or look like UTF-16 or UTF-32. Such a file may be a damaged
/// article.
#[cfg(feature = "archive")]
pub(super) fn may_start(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut starts = CLIP_STARTS.into_iter().chain([FENCE]);
    starts.any(|start| text.starts_with(start.as_bytes()))
        || text.iter().all(u8::is_ascii_whitespace)
        || checked::is_wide(bytes)
}

/// Parses the envelope of `source`.
pub(super) fn envelope<'a>(
    source: Source<'a>,
    options: &ParseOptions,
) -> Result<Envelope<'a>, Error> {
    let source = source.text();
    let mut reader = Reader {
        source,
        rest: source,
        crlf: false,
        warnings: Vec::new(),
    };
    reader.byte_order_mark()?;
    let front_matter = reader.front_matter()?;
    let is_clip = match &front_matter {
        Some(_) => reader.is_clip_after_front_matter(),
        None => reader.is_clip()?,
    };
    let start = reader.offset();
    let (mut stamp, mut clip) = (None, None);
    let (title, link) = match &front_matter {
        Some(front_matter) if !is_clip => reader.bare(front_matter)?,
        _ => {
            stamp = reader.stamp()?;
            let (header, heading) = reader.link_header()?;
            clip = Some(reader.clip(header)?);
            heading
        }
    };
    let has_date = stamp.is_some()
        || clip.is_some_and(|clip| clip.date_line.is_some())
        || front_matter
            .as_ref()
            .is_some_and(|front_matter| front_matter.has("date"));
    if !has_date {
        reader.warn(WarningKind::MissingStamp, Span::new(start, start));
    }
    reader.blank_line();
    // The warnings about a relative `from` and about a missing date are added last, although their spans are
    // not the last ones. So all warnings are sorted.
    reader.warnings.sort_by_key(Warning::span);
    if let Some(first) = reader.warnings.first().filter(|_| options.get_strict()) {
        let kind = ErrorKind::Strict(*first.kind());
        return Err(Error::new(kind, first.span(), source));
    }
    Warning::locate(&mut reader.warnings, source);
    Ok(Envelope {
        source,
        front_matter,
        stamp,
        title,
        link,
        clip,
        body: reader.span(reader.rest),
        warnings: reader.warnings,
    })
}

/// Reads an envelope: applies the rules of the grammar one after another, and collects warnings.
struct Reader<'a> {
    source: &'a str,
    rest: &'a str,
    crlf: bool,
    warnings: Vec<Warning>,
}

impl<'a> Reader<'a> {
    fn byte_order_mark(&mut self) -> Result<(), Error> {
        if let Some(mark) = self.rule(grammar::byte_order_mark)? {
            self.warn(WarningKind::ByteOrderMark, self.span(mark));
        }
        Ok(())
    }

    fn front_matter(&mut self) -> Result<Option<FrontMatter<'a>>, Error> {
        let start = self.offset();
        match grammar::line(self.rest) {
            Ok((rest, (FENCE, end))) => {
                self.rest = rest;
                self.crlf(end);
            }
            // The file ends right after the opening `---`.
            Err(_) if self.rest == FENCE => {
                return Err(self.error(ErrorKind::UnterminatedFrontMatter, self.end()));
            }
            _ => return Ok(None),
        }
        let lines = self.rest;
        let mut front_matter = FrontMatter::new();
        // If the closing `---` is missing, the error is reported at the first line that is not of the form
        // `key: value`.
        let mut stray = None;
        loop {
            let at = self.offset();
            let (rest, (line, end)) = match grammar::line(self.rest) {
                Ok(line) => line,
                Err(_) => self.last_fence(stray)?,
            };
            self.rest = rest;
            if line == FENCE {
                self.crlf(end);
                let raw = Span::new(self.span(lines).start, at);
                front_matter.raw = Spanned::new(raw.of(self.source), raw);
                front_matter.span = Span::new(start, at + FENCE.len() as u32);
                return Ok(Some(front_matter));
            }
            match grammar::entry(line) {
                Ok((_, (key, value))) => {
                    let (key, value) = (self.spanned(key), self.spanned(value));
                    self.warnings.extend(front_matter.add(Entry { key, value }));
                }
                Err(_) => {
                    stray = stray.or(Some(Span::new(at, at)));
                    self.warn(WarningKind::FrontMatterLine, self.span(line));
                }
            }
            self.crlf(end);
        }
    }

    /// Reads a closing `---` at the end of the file, without a line end. If the last line is not
    /// `---`, returns an error. The error is at `stray`, or at the end of the file if `stray` is
    /// `None`.
    #[cold]
    fn last_fence(&self, stray: Option<Span>) -> Result<(&'a str, (&'a str, &'a str)), Error> {
        match grammar::rest_of_line(self.rest) {
            Ok((blanks, FENCE)) => Ok((blanks.trim_start_matches([' ', '\t']), (FENCE, blanks))),
            _ => {
                let at = stray.unwrap_or(self.end());
                Err(self.error(ErrorKind::UnterminatedFrontMatter, at))
            }
        }
    }

    /// Returns `true` if the file starts like a clip. Otherwise returns an error. Must be called
    /// only if the file has no front matter.
    fn is_clip(&self) -> Result<bool, Error> {
        if CLIP_STARTS.iter().any(|start| self.rest.starts_with(start)) {
            return Ok(true);
        }
        if let Ok((_, begin)) = grammar::html_page(self.rest) {
            return Err(self.error(ErrorKind::HtmlPage, self.span(begin)));
        }
        let text = self.rest.trim_start();
        if text.is_empty() {
            return Err(self.error(ErrorKind::Empty, self.span(self.rest)));
        }
        Err(self.error(ErrorKind::NotAnArticle, self.line_span(text)))
    }

    /// Returns `true` if a clip follows the front matter, and `false` if the body follows. If there
    /// is a blank line before the clip, skips this line and adds a warning.
    fn is_clip_after_front_matter(&mut self) -> bool {
        if self.rest.starts_with('[') || grammar::is_stamp(self.rest) {
            return true;
        }
        let Ok((after, end)) = grammar::line_end(self.rest) else {
            return false;
        };
        let is_clip = grammar::is_stamp(after) || grammar::is_clip(after);
        if is_clip {
            self.warn(WarningKind::ExtraBlankLine, self.span(end));
            self.rest = after;
        }
        is_clip
    }

    fn stamp(&mut self) -> Result<Option<Spanned<Stamp<'a>>>, Error> {
        let start = self.offset();
        let Some(raw) = self.rule(grammar::stamp)? else {
            return Ok(None);
        };
        let span = Span::new(start, self.offset());
        let stamp = Stamp::new(raw);
        if !stamp.is_likely() {
            let kind = match stamp.is_in_range() {
                true => WarningKind::UnlikelyStamp,
                false if stamp.is_nan() => WarningKind::NanStamp,
                false => WarningKind::StampOutOfRange,
            };
            self.warn(kind, span);
        }
        self.end_of_line(ErrorKind::TextAfterStamp, ErrorKind::MissingLinkHeader)?;
        Ok(Some(Spanned::new(stamp, span)))
    }

    /// Reads the link header. Returns the span of the link header, and its title and URL.
    fn link_header(&mut self) -> Result<(Span, Heading<'a>), Error> {
        let start = self.offset();
        let (title, value, url) = match self.rule(grammar::link_header) {
            Ok(Some((title, url))) => (title, references::decode(title), url),
            Ok(None) => {
                return Err(self.error(ErrorKind::MissingLinkHeader, self.line_span(self.rest)));
            }
            Err(error) => self.broken_link_header().ok_or(error)?,
        };
        let header = Span::new(start, self.offset());
        let title = Spanned::new(value, self.span(title));
        let url = self.spanned(url);
        if memchr::memchr3(b' ', b'\t', b'\r', url.as_bytes()).is_some() {
            self.warn(WarningKind::WhitespaceInUrl, url.span());
        }
        self.end_of_line(ErrorKind::MissingUrl, ErrorKind::MissingSeparator)?;
        Ok((header, (title, url)))
    }

    /// Reads a link header whose title contains line ends. Returns the title as written, the
    /// decoded title without line ends, and the URL. Returns `None` if the rest of the source does
    /// not start with such a link header.
    #[cold]
    fn broken_link_header(&mut self) -> Option<(&'a str, Cow<'a, str>, &'a str)> {
        let before = self.source.get(..self.offset() as usize)?;
        let rule = match before {
            "" | "\u{feff}" => grammar::broken_dated_link_header,
            _ => grammar::broken_link_header,
        };
        let (rest, (title, url)) = rule(self.rest).ok()?;
        let (_, (_, end)) = grammar::line(self.rest).ok()?;
        self.crlf(end);
        let end = end.trim_start_matches([' ', '\t']);
        self.warn(WarningKind::LineEndInTitle, self.span(end));
        self.rest = rest;
        let lines = title.lines().map(str::trim);
        let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
        let value = references::decode(&lines.join(" ")).into_owned();
        Some((title, Cow::Owned(value), url))
    }

    /// Reads the lines after the link header: the separator and the date line. `header` is the span
    /// of the link header.
    fn clip(&mut self, header: Span) -> Result<Clip<'a>, Error> {
        let Some(separator) = self.rule(grammar::separator)? else {
            return Err(self.error(ErrorKind::MissingSeparator, self.line_span(self.rest)));
        };
        self.end_of_line(ErrorKind::MissingSeparator, ErrorKind::UnterminatedHeader)?;
        Ok(Clip {
            header,
            separator: self.span(separator),
            date_line: self.date_line()?,
        })
    }

    fn date_line(&mut self) -> Result<Option<Spanned<Date<'a>>>, Error> {
        let Some(raw) = self.rule(grammar::date_line)? else {
            return Ok(None);
        };
        let date = Spanned::new(Date::of_line(raw), self.span(raw));
        if date.parsed().is_none() {
            self.warn(WarningKind::InvalidDate, date.span());
        } else if date.has_ambiguous_zone() {
            self.warn(WarningKind::AmbiguousZone, date.span());
        }
        self.end_of_line(ErrorKind::UnterminatedHeader, ErrorKind::UnterminatedHeader)?;
        Ok(Some(date))
    }

    /// Returns the title and the URL from the front matter of a file without a link header.
    fn bare(&mut self, front_matter: &FrontMatter<'a>) -> Result<Heading<'a>, Error> {
        let end = front_matter.raw.span().end;
        let missing = |key| self.error(ErrorKind::MissingKey(key), Span::new(end, end));
        let title = front_matter.title().ok_or_else(|| missing("title"))?;
        let link = front_matter.from().ok_or_else(|| missing("from"))?;
        let other_layout = front_matter
            .layout()
            .filter(|layout| !layout.eq_ignore_ascii_case("post"));
        if let Some(layout) = other_layout.filter(|_| self.rest.trim_start().is_empty()) {
            return Err(self.error(ErrorKind::ListPage, layout.span()));
        }
        if !url::is_absolute(&link) {
            self.warn(WarningKind::RelativeUrl, link.span());
        }
        Ok((title, link))
    }

    fn blank_line(&mut self) {
        match grammar::line_end(self.rest) {
            Ok((rest, end)) => {
                self.rest = rest;
                self.line_end(end);
            }
            Err(_) => {
                let at = self.offset();
                self.warn(WarningKind::MissingBlankLine, Span::new(at, at));
            }
        }
    }

    /// Reads the end of a line of the header. `text` is the error if other text comes before the
    /// line end. `cut` is the error if the file ends before the line end.
    #[inline(always)] // The errors are rarely needed. Inlining avoids building them.
    fn end_of_line(&mut self, text: ErrorKind, cut: ErrorKind) -> Result<(), Error> {
        if let Some(rest) = self.rest.strip_prefix('\n') {
            self.rest = rest;
            return Ok(());
        }
        self.odd_end_of_line(text, cut)
    }

    /// Does the same as [`Reader::end_of_line`]. Called only in the rare case that the next
    /// character is not LF.
    #[cold]
    fn odd_end_of_line(&mut self, text: ErrorKind, cut: ErrorKind) -> Result<(), Error> {
        if let Some(end) = self.rule(grammar::line_end)? {
            self.line_end(end);
            return Ok(());
        }
        let at = self.line_span(self.rest);
        let kind = if at.is_empty() { cut } else { text };
        Err(self.error(kind, at))
    }

    /// Warns about white space at the end of a line of the header, and about CRLF.
    fn line_end(&mut self, end: &'a str) {
        if end == "\n" {
            return;
        }
        let (blanks, _) = end.split_at(end.trim_end_matches(['\r', '\n']).len());
        if !blanks.is_empty() {
            self.warn(WarningKind::TrailingWhitespace, self.span(blanks));
        }
        self.crlf(end);
    }

    /// Warns if `end` is the first CRLF of the envelope. Later CRLFs are not reported.
    fn crlf(&mut self, end: &'a str) {
        if !self.crlf && end.ends_with("\r\n") {
            self.crlf = true;
            let span = self.span(end);
            self.warn(WarningKind::CrLf, Span::new(span.end - 2, span.end));
        }
    }

    /// Applies `rule` to the rest of the source. Returns `None` if `rule` does not match, but
    /// another rule may. Returns an error if the source is invalid here.
    #[inline]
    fn rule<T>(&mut self, rule: fn(&'a str) -> Rule<'a, T>) -> Result<Option<T>, Error> {
        match rule(self.rest) {
            Ok((rest, value)) => {
                self.rest = rest;
                Ok(Some(value))
            }
            Err(error) => match grammar::reason(error) {
                Mismatch::Wrong(kind, at) => Err(self.error(kind, self.span(at))),
                Mismatch::Other => Ok(None),
            },
        }
    }

    fn warn(&mut self, kind: WarningKind, span: Span) {
        self.warnings.push(Warning::new(kind, span));
    }

    fn error(&self, kind: ErrorKind, span: Span) -> Error {
        Error::new(kind, span, self.source)
    }

    /// Returns the span of the first line of `text`, without its line end and trailing spaces and tabs.
    fn line_span(&self, text: &'a str) -> Span {
        let line = grammar::rest_of_line(text).map_or(text, |(_, line)| line);
        self.span(line)
    }

    fn spanned(&self, part: &'a str) -> Spanned<&'a str> {
        Spanned::new(part, self.span(part))
    }

    fn span(&self, part: &'a str) -> Span {
        let start = grammar::offset(self.source, part);
        // A `Source` is so short that its offsets fit into 32 bits.
        Span::new(start as u32, (start + part.len()) as u32)
    }

    fn offset(&self) -> u32 {
        (self.source.len() - self.rest.len()) as u32
    }

    fn end(&self) -> Span {
        let end = self.source.len() as u32;
        Span::new(end, end)
    }
}
