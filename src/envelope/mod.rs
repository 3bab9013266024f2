//! The envelope of an article: everything before its body.
//!
//! The modules are listed from the highest level (reading and writing) to the lowest (the grammar).
//! Each module may import only modules that are listed below it.

mod read;

mod clip_builder;
mod front_matter_builder;

mod front_matter;
mod header;
mod published;
mod shape;

mod keys;

mod build_error;
mod check;
mod date;
mod names;
mod references;

mod grammar;
mod moment;
mod zone;

use std::borrow::Cow;

use chrono::{DateTime, Utc};

use crate::error::Error;
use crate::options::ParseOptions;
use crate::source::checked::Source;
use crate::source::{Span, Spanned};
use crate::warning::Warning;

pub use build_error::{BuildError, BuildErrorKind, Field};
pub use clip_builder::ClipBuilder;
pub use date::Date;
pub use front_matter::{Entries, Entry, FrontMatter};
pub use front_matter_builder::FrontMatterBuilder;
pub(crate) use grammar::{is_short_for, month_of};
pub use header::{LinkHeader, Stamp};
#[cfg(feature = "serde")]
pub(crate) use keys::KEYS;
pub(crate) use keys::{Value, written_text};
pub use moment::Moment;
pub use names::Names;
pub use published::{DateOrigin, Published};
pub(crate) use references::{Piece, escape as escape_references, pieces as title_pieces};
pub use shape::Shape;

/// The envelope of an article: everything before the body. Its parts are the front matter, the
/// stamp (a comment with a timestamp), the link header, the separator and the date line.
///
/// Use `Envelope` instead of [`Article`](crate::Article) if you don't need the body. Parsing takes
/// one pass over the envelope. Parsing allocates memory only for warnings, and for a title with
/// character references, escaped quotes or line ends. The title, the URL, the stamp and the dates
/// are [`Spanned`]: each value comes with its span in the file.
///
/// ```
/// use newsprint::Envelope;
///
/// let source = "<!--1618495142000-->\n[Title](https://example.org/a)\n------\n\n<p>text</p>\n";
/// let envelope = Envelope::parse(source)?;
/// assert_eq!(envelope.title().value(), "Title");
/// assert_eq!(envelope.title().span().to_string(), "22..27");
/// assert_eq!(*envelope.link(), "https://example.org/a");
/// assert_eq!(envelope.published().unwrap().date().to_string(), "2021-04-15T13:59:02Z");
/// assert_eq!(envelope.body_source(), "<p>text</p>\n");
/// # Ok::<(), newsprint::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope<'a> {
    source: &'a str,
    front_matter: Option<FrontMatter<'a>>,
    stamp: Option<Spanned<Stamp<'a>>>,
    title: Spanned<Cow<'a, str>>,
    link: Spanned<&'a str>,
    clip: Option<Clip<'a>>,
    body: Span,
    warnings: Vec<Warning>,
}

/// The link header, the separator and the date line. A bare post ([`Shape::BarePost`]) does not have these
/// parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Clip<'a> {
    /// The span of the link header. The title and the URL are fields of [`Envelope`].
    header: Span,
    separator: Span,
    date_line: Option<Spanned<Date<'a>>>,
}

impl<'a> Envelope<'a> {
    /// Returns the envelope of the article in `source`, parsed with the default options.
    ///
    /// ```
    /// use newsprint::{Envelope, ErrorKind};
    ///
    /// let envelope = Envelope::parse("[Title](https://example.org/a)\n------\n\n<p>text</p>")?;
    /// assert_eq!(envelope.title().value(), "Title");
    /// let error = Envelope::parse("# A README").unwrap_err();
    /// assert_eq!(error.kind(), &ErrorKind::NotAnArticle);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if `source` is not an article or is longer than 4 GiB.
    /// [`ErrorKind`](crate::ErrorKind) lists the reasons.
    pub fn parse(source: &'a str) -> Result<Self, Error> {
        Envelope::parse_with(source, &ParseOptions::new())
    }

    /// Returns the envelope of the article in `source`, parsed with `options`.
    ///
    /// ```
    /// use newsprint::{Envelope, ErrorKind, ParseOptions, WarningKind};
    ///
    /// let source = "[Title](https://example.org/a)\n------\n\n<p>text</p>\n";
    /// assert_eq!(Envelope::parse(source)?.warnings().len(), 1);
    /// let strict = ParseOptions::new().strict(true);
    /// let error = Envelope::parse_with(source, &strict).unwrap_err();
    /// assert_eq!(error.kind(), &ErrorKind::Strict(WarningKind::MissingStamp));
    /// # Ok::<(), newsprint::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if `source` is not an article or is longer than [`ParseOptions::max_len`].
    /// If [`ParseOptions::strict`] is set, also returns an error if the envelope causes a warning.
    pub fn parse_with(source: &'a str, options: &ParseOptions) -> Result<Self, Error> {
        Envelope::parse_source(Source::from_text(source, options)?, options)
    }

    /// Returns whether a file that starts with `bytes` may be an article. Also returns `true` if
    /// `bytes` are only white space, or look like UTF-16 or UTF-32. Such a file may be a damaged
    /// article.
    #[cfg(feature = "archive")]
    pub(crate) fn may_start(bytes: &[u8]) -> bool {
        read::may_start(bytes)
    }

    pub(crate) fn parse_source(source: Source<'a>, options: &ParseOptions) -> Result<Self, Error> {
        read::envelope(source, options)
    }

    /// Returns the envelope of the article in `bytes`, parsed with the default options. All of `bytes` must
    /// be UTF-8, including the body.
    ///
    /// ```
    /// use newsprint::{Encoding, Envelope, ErrorKind};
    ///
    /// let bytes = b"[Title](https://example.org/a)\n------\n\n<p>text</p>\n";
    /// assert_eq!(Envelope::from_bytes(bytes)?.title().value(), "Title");
    /// let error = Envelope::from_bytes(b"\xff\xfe[\0T\0").unwrap_err();
    /// assert_eq!(error.kind(), &ErrorKind::NotUtf8(Encoding::Utf16Le));
    /// # Ok::<(), newsprint::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error for the same reasons as [`Envelope::parse`]. If `bytes` are not UTF-8,
    /// returns the error [`NotUtf8`](crate::ErrorKind::NotUtf8), which contains the detected
    /// encoding.
    pub fn from_bytes(bytes: &'a [u8]) -> Result<Self, Error> {
        Envelope::from_bytes_with(bytes, &ParseOptions::new())
    }

    /// Returns the envelope of the article in `bytes`, parsed with `options`.
    ///
    /// # Errors
    ///
    /// Returns an error for the same reasons as [`Envelope::parse_with`], and if `bytes` are not
    /// UTF-8.
    pub fn from_bytes_with(bytes: &'a [u8], options: &ParseOptions) -> Result<Self, Error> {
        Envelope::parse_source(Source::from_bytes(bytes, options)?, options)
    }

    /// Returns the layout of the file: which parts come before the body.
    ///
    /// ```
    /// use newsprint::{Envelope, Shape};
    ///
    /// let source = "---\ntitle: \"T\"\nfrom: https://example.org/\n---\n\n<p>text</p>";
    /// assert_eq!(Envelope::parse(source)?.shape(), Shape::BarePost);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn shape(&self) -> Shape {
        match (&self.front_matter, &self.clip) {
            (_, None) => Shape::BarePost,
            (Some(_), Some(_)) => Shape::Post,
            (None, Some(clip)) => match clip.date_line {
                Some(_) => Shape::DatedClip,
                None => Shape::Clip,
            },
        }
    }

    /// Returns the title of the article. The title is taken from the link header, or from the front
    /// matter if the file has no link header.
    ///
    /// Character references are decoded if they end in a semicolon. [`Envelope::link_header`]
    /// returns the title without decoding. Line ends in the title become spaces, and are reported
    /// as a warning. Memory is allocated only if the title contains a character reference, a line
    /// end, or an escaped quote of the front matter (`\"`, or `''` between single quotes).
    ///
    /// ```
    /// use newsprint::Envelope;
    ///
    /// let source = "<!--1618495142000-->\n[A \"B\"](https://example.org/a)\n------\n\n<p>text</p>\n";
    /// let envelope = Envelope::parse(source)?;
    /// assert_eq!(envelope.title().value(), "A \"B\"");
    /// assert_eq!(envelope.title().span().of(source), "A \"B\"");
    ///
    /// let source = "<!--1618495142000-->\n[R&D &amp; &quot;B&quot;](https://example.org/a)\n------\n\n";
    /// let envelope = Envelope::parse(source)?;
    /// assert_eq!(envelope.title().value(), "R&D & \"B\"");
    /// assert_eq!(envelope.title().span().of(source), "R&D &amp; &quot;B&quot;");
    /// # Ok::<(), newsprint::Error>(())
    /// ```
    pub fn title(&self) -> &Spanned<Cow<'a, str>> {
        &self.title
    }

    /// Returns the URL of the article. The URL is taken from the link header, or from the key
    /// `from` of the front matter if the file has no link header.
    ///
    /// ```
    /// use newsprint::Envelope;
    ///
    /// let source = "---\ntitle: \"T\"\nfrom: https://example.org/a\n---\n\n<p>text</p>\n";
    /// assert_eq!(*Envelope::parse(source)?.link(), "https://example.org/a");
    /// # Ok::<(), newsprint::Error>(())
    /// ```
    pub fn link(&self) -> Spanned<&'a str> {
        self.link
    }

    /// Returns the publication date of the article, and the part of the file that the date is from.
    /// Returns `None` if the envelope has no valid date.
    ///
    /// The parts are tried in this order: the stamp, the date line, `date` in the front matter. The
    /// first valid date is returned. A stamp outside the years 1990 to 2100 is used only if the
    /// envelope has no other date. [`Article::published`](crate::Article::published) also considers
    /// the dateline that the publisher wrote into the body.
    ///
    /// ```
    /// use newsprint::{DateOrigin, Envelope};
    ///
    /// let source = "---\ntitle: \"T\"\ndate: 2021-04-15\nfrom: https://example.org/\n---\n\n<p>text</p>\n";
    /// let published = Envelope::parse(source)?.published().unwrap();
    /// assert_eq!(published.origin(), DateOrigin::FrontMatter);
    /// assert_eq!(published.date().to_string(), "2021-04-15");
    /// assert_eq!(published.span().of(source), "2021-04-15");
    /// # Ok::<(), newsprint::Error>(())
    /// ```
    pub fn published(&self) -> Option<Published> {
        self.published_or(|| None)
    }

    /// Returns the publication date. `dateline` must return the date in the body. This closure is
    /// called only if the envelope has no reliable date.
    ///
    /// Two dates are unreliable: a stamp outside the years 1990 to 2100, and `date` in the front
    /// matter if the stamp is `NaN`. Unreliable dates are used only if the file has no other date.
    /// In files with the stamp `NaN`, `date` is the time when the file was written.
    pub(crate) fn published_or(
        &self,
        dateline: impl FnOnce() -> Option<Published>,
    ) -> Option<Published> {
        let stamp = self.stamp.filter(|stamp| stamp.is_likely());
        let is_nan = self.stamp.is_some_and(|stamp| stamp.is_nan());
        of_stamp(stamp)
            .or_else(|| of_date(self.date_line(), DateOrigin::DateLine))
            .or_else(|| self.of_front_matter().filter(|_| !is_nan))
            .or_else(dateline)
            .or_else(|| self.of_front_matter())
            .or_else(|| of_stamp(self.stamp))
    }

    /// Returns the date and time of publication in UTC. Returns `None` if the date or its offset
    /// from UTC is unknown, or if the year is not in 1990 to 2100.
    #[cfg(feature = "archive")]
    pub(crate) fn likely_instant(&self) -> Option<DateTime<Utc>> {
        let instant = self.published_or(|| None)?.to_utc()?;
        Stamp::is_likely_millis(instant.timestamp_millis()).then_some(instant)
    }

    fn of_front_matter(&self) -> Option<Published> {
        let date = self.front_matter.as_ref()?.date();
        of_date(date, DateOrigin::FrontMatter)
    }

    /// Returns the date and time of the stamp, or `None` if the file has no stamp or the stamp is not a date.
    ///
    /// For the most reliable date in the envelope, see [`Envelope::published`].
    ///
    /// ```
    /// use newsprint::Envelope;
    ///
    /// let source = "<!--1618495142000-->\n[A \"B\"](https://example.org/a)\n------\n\n<p>text</p>\n";
    /// let instant = Envelope::parse(source)?.timestamp().unwrap();
    /// assert_eq!(instant.timestamp_millis(), 1_618_495_142_000);
    /// # Ok::<(), newsprint::Error>(())
    /// ```
    pub fn timestamp(&self) -> Option<DateTime<Utc>> {
        self.stamp?.date()
    }

    /// Returns the front matter, or `None` if the file has no front matter.
    ///
    /// ```
    /// use newsprint::Envelope;
    ///
    /// let source = "---\ntitle: \"T\"\nauthor: A\nfrom: https://example.org/\n---\n\n";
    /// let envelope = Envelope::parse(source)?;
    /// let author = envelope.front_matter().unwrap().author().unwrap();
    /// assert_eq!((author.value().as_ref(), author.span().of(source)), ("A", "A"));
    /// # Ok::<(), newsprint::Error>(())
    /// ```
    pub fn front_matter(&self) -> Option<&FrontMatter<'a>> {
        self.front_matter.as_ref()
    }

    /// Returns the stamp: the comment with a timestamp before the link header. Returns `None` if
    /// the file has no stamp. The span of the stamp includes `<!--` and `-->`.
    ///
    /// ```
    /// use newsprint::Envelope;
    ///
    /// let envelope = Envelope::parse("<!--NaN-->\n[T](https://example.org/a)\n------\n\n")?;
    /// assert!(envelope.stamp().unwrap().is_nan());
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn stamp(&self) -> Option<Spanned<Stamp<'a>>> {
        self.stamp
    }

    /// Returns the link header: the line `[title](url)`. Returns `None` if the file has no link
    /// header. The span of the link header includes `[` and `)`.
    ///
    /// ```
    /// use newsprint::Envelope;
    ///
    /// let source = "[R&amp;D](https://example.org/a)\n------\n\n";
    /// let envelope = Envelope::parse(source)?;
    /// // As written, while the title of the envelope is decoded.
    /// assert_eq!(*envelope.link_header().unwrap().title(), "R&amp;D");
    /// assert_eq!(envelope.title().value(), "R&D");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn link_header(&self) -> Option<Spanned<LinkHeader<'a>>> {
        let header = self.clip?.header;
        let title = self.title.span();
        let title = Spanned::new(title.of(self.source), title);
        Some(Spanned::new(LinkHeader::new(title, self.link), header))
    }

    /// Returns the separator: the line of dashes after the link header. Returns `None` if the file
    /// has no separator.
    ///
    /// ```
    /// use newsprint::Envelope;
    ///
    /// let source = "<!--1618495142000-->\n[A \"B\"](https://example.org/a)\n------\n\n<p>text</p>\n";
    /// let separator = Envelope::parse(source)?.separator().unwrap();
    /// assert_eq!((*separator, separator.span().to_string()), ("------", "52..58".to_owned()));
    /// # Ok::<(), newsprint::Error>(())
    /// ```
    pub fn separator(&self) -> Option<Spanned<&'a str>> {
        let separator = self.clip?.separator;
        Some(Spanned::new(separator.of(self.source), separator))
    }

    /// Returns the date in the line `日期：…` after the separator, or `None` if the file has no such line.
    ///
    /// ```
    /// use newsprint::Envelope;
    ///
    /// let source = "[T](https://example.org/a)\n------\n日期：Thu, 15 Apr 2021 13:59:02 +0000\n\n";
    /// let date = Envelope::parse(source)?.date_line().unwrap();
    /// assert_eq!(date.span().of(source), "Thu, 15 Apr 2021 13:59:02 +0000");
    /// assert_eq!(date.to_utc().unwrap().to_rfc3339(), "2021-04-15T13:59:02+00:00");
    /// # Ok::<(), newsprint::Error>(())
    /// ```
    pub fn date_line(&self) -> Option<Spanned<Date<'a>>> {
        self.clip?.date_line
    }

    /// Returns whether a comment in the body is the stamp of another article. `comment` is the span
    /// of the comment. A comment is such a stamp if it is at the start of a line, and a link header
    /// and a separator follow the comment.
    pub(crate) fn is_header(&self, comment: Span) -> bool {
        let (before, from) = match self.source.split_at_checked(comment.start as usize) {
            Some(parts) => parts,
            None => return false,
        };
        before.ends_with('\n') && grammar::is_stamped_clip(from)
    }

    pub(crate) fn warn(&mut self, warning: Warning) {
        self.warnings.push(warning);
        Warning::locate(&mut self.warnings, self.source);
    }

    /// Returns the span of the body: everything after the blank line that ends the envelope.
    ///
    /// ```
    /// use newsprint::Envelope;
    ///
    /// let source = "<!--1618495142000-->\n[A \"B\"](https://example.org/a)\n------\n\n<p>text</p>\n";
    /// let envelope = Envelope::parse(source)?;
    /// assert_eq!(envelope.body_span().of(source), "<p>text</p>\n");
    /// assert_eq!(envelope.body_source(), "<p>text</p>\n");
    /// # Ok::<(), newsprint::Error>(())
    /// ```
    pub fn body_span(&self) -> Span {
        self.body
    }

    /// Returns the HTML of the body, as written in the file.
    ///
    /// ```
    /// use newsprint::{Body, Envelope};
    ///
    /// let envelope = Envelope::parse("[T](https://example.org/a)\n------\n\n<p>text</p>")?;
    /// assert_eq!(Body::parse(envelope.body_source())?.text(), "text");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn body_source(&self) -> &'a str {
        self.body.of(self.source)
    }

    /// Returns the non-fatal problems of the envelope, sorted by position.
    ///
    /// ```
    /// use newsprint::{Envelope, WarningKind};
    ///
    /// let seconds = "<!--1618495142-->\n[T](https://example.org/a)\n------\n\n<p>text</p>\n";
    /// let envelope = Envelope::parse(seconds)?;
    /// assert_eq!(envelope.warnings()[0].kind(), &WarningKind::UnlikelyStamp);
    /// # Ok::<(), newsprint::Error>(())
    /// ```
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// Returns the source from which the envelope was parsed: the whole file.
    pub fn source(&self) -> &'a str {
        self.source
    }
}

impl<'a> TryFrom<&'a str> for Envelope<'a> {
    type Error = Error;

    /// Parses the envelope with the default options, as [`Envelope::parse`] does.
    fn try_from(source: &'a str) -> Result<Self, Error> {
        Envelope::parse(source)
    }
}

fn of_stamp(stamp: Option<Spanned<Stamp<'_>>>) -> Option<Published> {
    let stamp = stamp?;
    Some(Published::new(
        stamp.date()?,
        DateOrigin::Stamp,
        stamp.span(),
    ))
}

fn of_date(date: Option<Spanned<Date<'_>>>, origin: DateOrigin) -> Option<Published> {
    let date = date?;
    Some(Published::new(date.parsed()?, origin, date.span()))
}
