use std::ops::RangeInclusive;

use chrono::{DateTime, Utc};

use super::front_matter::{Date, Entry, FrontMatter};
use super::grammar::{self, Mismatch, Rule};
use super::{Envelope, Heading, LinkHeader, Stamp};
use crate::error::{Error, ErrorKind};
use crate::options::ParseOptions;
use crate::source::checked::Source;
use crate::source::{Span, Spanned};
use crate::url;
use crate::warning::{Warning, WarningKind};

/// The first and last line of the front matter.
const FENCE: &str = "---";

/// The milliseconds that are dates, so that none need be made to see whether it can be.
const CALENDAR: RangeInclusive<i64> =
    DateTime::<Utc>::MIN_UTC.timestamp_millis()..=DateTime::<Utc>::MAX_UTC.timestamp_millis();

/// Returns the envelope of `source`.
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
        Some(_) => reader.is_clip_behind_front_matter(),
        None => reader.is_clip()?,
    };
    let (stamp, heading) = match &front_matter {
        Some(front_matter) if !is_clip => (None, reader.bare(front_matter)?),
        _ => (reader.stamp(front_matter.as_ref())?, reader.clip()?),
    };
    reader.blank_line();
    // One is found late: that of `from`.
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
        heading,
        body: reader.span(reader.rest),
        warnings: reader.warnings,
    })
}

/// Applies the rules of the grammar one after another, and collects warnings.
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
            // Cut behind the dashes.
            Err(_) if self.rest == FENCE => {
                return Err(self.error(ErrorKind::UnterminatedFrontMatter, self.end()));
            }
            _ => return Ok(None),
        }
        let lines = self.rest;
        let mut front_matter = FrontMatter::new();
        // If the second fence is missing, the first line that is no entry stands in its place.
        let mut stray = None;
        loop {
            let at = self.offset();
            let Ok((rest, (line, end))) = grammar::line(self.rest) else {
                let at = stray.unwrap_or(self.end());
                return Err(self.error(ErrorKind::UnterminatedFrontMatter, at));
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
                    if let Some(warning) = front_matter.add(Entry { key, value }) {
                        self.warnings.push(warning);
                    }
                }
                Err(_) => {
                    stray = stray.or(Some(Span::new(at, at)));
                    self.warn(WarningKind::FrontMatterLine, self.span(line));
                }
            }
            self.crlf(end);
        }
    }

    /// Returns whether a clip begins here, where only a clip may.
    fn is_clip(&self) -> Result<bool, Error> {
        if self.rest.starts_with('[') || self.rest.starts_with("<!--") {
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

    /// Returns whether a clip begins here, where a bare body may, too. Passes a blank line by that
    /// stands before a clip.
    fn is_clip_behind_front_matter(&mut self) -> bool {
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

    fn stamp(
        &mut self,
        front_matter: Option<&FrontMatter<'a>>,
    ) -> Result<Option<Spanned<Stamp<'a>>>, Error> {
        let start = self.offset();
        let Some(raw) = self.rule(grammar::stamp)? else {
            self.check_date(front_matter);
            return Ok(None);
        };
        let span = Span::new(start, self.offset());
        let stamp = Stamp::new(raw);
        match stamp.millis() {
            Some(millis) if CALENDAR.contains(&millis) => {}
            None if stamp.is_nan() => self.warn(WarningKind::NanStamp, span),
            _ => self.warn(WarningKind::StampOutOfRange, span),
        }
        self.end_of_line(ErrorKind::TextAfterStamp, ErrorKind::MissingLinkHeader)?;
        Ok(Some(Spanned::new(stamp, span)))
    }

    /// Link header, separator, date line.
    fn clip(&mut self) -> Result<Heading<'a>, Error> {
        let start = self.offset();
        let Some((title, url)) = self.rule(grammar::link_header)? else {
            return Err(self.error(ErrorKind::MissingLinkHeader, self.line_span(self.rest)));
        };
        let span = Span::new(start, self.offset());
        let (title, url) = (self.spanned(title), self.spanned(url));
        if memchr::memchr3(b' ', b'\t', b'\r', url.as_bytes()).is_some() {
            self.warn(WarningKind::WhitespaceInUrl, url.span());
        }
        self.end_of_line(ErrorKind::MissingUrl, ErrorKind::MissingSeparator)?;
        let Some(separator) = self.rule(grammar::separator)? else {
            return Err(self.error(ErrorKind::MissingSeparator, self.line_span(self.rest)));
        };
        self.end_of_line(ErrorKind::MissingSeparator, ErrorKind::UnterminatedHeader)?;
        Ok(Heading::Clip {
            header: Spanned::new(LinkHeader { title, url }, span),
            separator: self.span(separator),
            date_line: self.date_line()?,
        })
    }

    fn date_line(&mut self) -> Result<Option<Spanned<Date<'a>>>, Error> {
        let Some(raw) = self.rule(grammar::date_line)? else {
            return Ok(None);
        };
        let value = grammar::rfc2822_date(raw).ok().map(|(_, date)| date);
        let date = Spanned::new(Date::new(raw, value), self.span(raw));
        if value.is_none() {
            self.warn(WarningKind::InvalidDate, date.span());
        }
        self.end_of_line(ErrorKind::UnterminatedHeader, ErrorKind::UnterminatedHeader)?;
        Ok(Some(date))
    }

    /// What stands in for the link header where there is none.
    fn bare(&mut self, front_matter: &FrontMatter<'a>) -> Result<Heading<'a>, Error> {
        let end = front_matter.raw.span().end;
        let missing = |key| self.error(ErrorKind::MissingKey(key), Span::new(end, end));
        let title = front_matter.title.clone().ok_or_else(|| missing("title"))?;
        let link = front_matter.from.filter(|from| !from.is_empty());
        let link = link.ok_or_else(|| missing("from"))?;
        if !url::is_absolute(&link) {
            self.warn(WarningKind::RelativeUrl, link.span());
        }
        self.check_date(Some(front_matter));
        Ok(Heading::Bare { title, link })
    }

    /// Where there is no stamp.
    fn check_date(&mut self, front_matter: Option<&FrontMatter<'a>>) {
        if front_matter.is_none_or(|front_matter| front_matter.date.is_none()) {
            let at = self.offset();
            self.warn(WarningKind::MissingStamp, Span::new(at, at));
        }
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

    /// The end of a line of the header: `text` is what is wrong if there is text before it,
    /// `cut` if the file ends instead.
    #[inline(always)] // Nearly always, neither error need be made.
    fn end_of_line(&mut self, text: ErrorKind, cut: ErrorKind) -> Result<(), Error> {
        if let Some(rest) = self.rest.strip_prefix('\n') {
            self.rest = rest;
            return Ok(());
        }
        self.odd_end_of_line(text, cut)
    }

    /// Does what [`Reader::end_of_line`] does where there is no LF.
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

    /// Warns of blanks at the end of a line of the header, and of CRLF.
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

    /// Warns of the first CRLF.
    fn crlf(&mut self, end: &'a str) {
        if !self.crlf && end.ends_with("\r\n") {
            self.crlf = true;
            let span = self.span(end);
            self.warn(WarningKind::CrLf, Span::new(span.end - 2, span.end));
        }
    }

    /// Applies `rule`; `None` where it does not match and gives no reason why that is an error.
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

    /// The bytes of the first line of `text`.
    fn line_span(&self, text: &'a str) -> Span {
        let line = grammar::rest_of_line(text).map_or(text, |(_, line)| line);
        self.span(line)
    }

    fn spanned(&self, part: &'a str) -> Spanned<&'a str> {
        Spanned::new(part, self.span(part))
    }

    fn span(&self, part: &'a str) -> Span {
        let start = grammar::offset(self.source, part);
        // A `Source` is short enough that offsets fit.
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
