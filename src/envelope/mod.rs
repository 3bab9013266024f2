//! The envelope of an article: all that stands before its body.

mod build_error;
mod front_matter;
mod grammar;
mod read;
mod write;

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};

use crate::error::Error;
use crate::options::ParseOptions;
use crate::source::checked::Source;
use crate::source::{Span, Spanned};
use crate::unknown_name::UnknownName;
use crate::warning::Warning;

pub use build_error::{BuildError, BuildErrorKind, Field};
pub use front_matter::{Date, Entries, Entry, FrontMatter, Names};
pub use write::{ClipBuilder, FrontMatterBuilder};

/// What stands before the body of an article: front matter, stamp, link header, separator, date line.
///
/// For who needs no body: one pass over the header, and no allocation unless a title in the front
/// matter holds an escape, or there are warnings.
///
/// ```
/// use newsprint::Envelope;
///
/// let source = "<!--1618495142000-->\n[Title](https://example.org/a)\n------\n\n<p>text</p>\n";
/// let envelope = Envelope::parse(source)?;
/// assert_eq!(*envelope.title(), "Title");
/// assert_eq!(envelope.title().span().to_string(), "22..27");
/// assert_eq!(*envelope.link(), "https://example.org/a");
/// assert_eq!(envelope.timestamp().unwrap().to_rfc3339(), "2021-04-15T13:59:02+00:00");
/// assert_eq!(envelope.body_span().of(source), "<p>text</p>\n");
/// # Ok::<(), newsprint::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope<'a> {
    source: &'a str,
    front_matter: Option<FrontMatter<'a>>,
    stamp: Option<Spanned<Stamp<'a>>>,
    heading: Heading<'a>,
    body: Span,
    warnings: Vec<Warning>,
}

/// What names the article: each file has one or the other.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Heading<'a> {
    Clip {
        header: Spanned<LinkHeader<'a>>,
        separator: Span,
        date_line: Option<Spanned<Date<'a>>>,
    },
    Bare {
        title: Spanned<Cow<'a, str>>,
        link: Spanned<&'a str>,
    },
}

/// Which of the layouts in use a file has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Shape {
    /// Stamp, link header, separator, body.
    Clip,
    /// Front matter, then a clip.
    Post,
    /// Front matter, then the body.
    BarePost,
    /// Link header, separator, date line, body.
    DatedClip,
}

impl Shape {
    const ALL: [Shape; 4] = [Shape::Clip, Shape::Post, Shape::BarePost, Shape::DatedClip];

    /// Returns the variant's name in `snake_case`, for machines.
    pub fn name(self) -> &'static str {
        match self {
            Shape::Clip => "clip",
            Shape::Post => "post",
            Shape::BarePost => "bare_post",
            Shape::DatedClip => "dated_clip",
        }
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Shape {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        UnknownName::find(name, &Shape::ALL, Shape::name)
    }
}

impl<'a> Envelope<'a> {
    /// Returns the envelope of the article in `source`; what
    /// [`Envelope::parse_with`] returns for [`ParseOptions::new`].
    ///
    /// # Errors
    /// If `source` is no article: see [`ErrorKind`](crate::ErrorKind).
    pub fn parse(source: &'a str) -> Result<Self, Error> {
        Envelope::parse_with(source, &ParseOptions::new())
    }

    /// Returns the envelope of the article in `source`, read as `options` say.
    ///
    /// # Errors
    /// If `source` is no article, is too long, or holds what [`ParseOptions::strict`] forbids.
    pub fn parse_with(source: &'a str, options: &ParseOptions) -> Result<Self, Error> {
        Envelope::parse_source(Source::from_text(source, options)?, options)
    }

    pub(crate) fn parse_source(source: Source<'a>, options: &ParseOptions) -> Result<Self, Error> {
        read::envelope(source, options)
    }

    /// Returns the envelope of the article in `bytes`, which have to be UTF-8, the body's too; what
    /// [`Envelope::from_bytes_with`] returns for [`ParseOptions::new`].
    ///
    /// # Errors
    /// As [`Envelope::parse`], and if the bytes are no UTF-8: the error then names the encoding, if
    /// the bytes tell.
    pub fn from_bytes(bytes: &'a [u8]) -> Result<Self, Error> {
        Envelope::from_bytes_with(bytes, &ParseOptions::new())
    }

    /// Returns the envelope of the article in `bytes`, read as `options` say.
    ///
    /// # Errors
    /// As [`Envelope::parse_with`] and [`Envelope::from_bytes`].
    pub fn from_bytes_with(bytes: &'a [u8], options: &ParseOptions) -> Result<Self, Error> {
        Envelope::parse_source(Source::from_bytes(bytes, options)?, options)
    }

    /// Returns the layout of the file.
    pub fn shape(&self) -> Shape {
        match (&self.front_matter, &self.heading) {
            (_, Heading::Bare { .. }) => Shape::BarePost,
            (Some(_), Heading::Clip { .. }) => Shape::Post,
            (None, Heading::Clip { date_line, .. }) => match date_line {
                Some(_) => Shape::DatedClip,
                None => Shape::Clip,
            },
        }
    }

    /// Returns the article's title: that in the link header; without one, that in the front matter.
    pub fn title(&self) -> Spanned<&str> {
        match &self.heading {
            Heading::Clip { header, .. } => header.title,
            Heading::Bare { title, .. } => Spanned::new(title.value(), title.span()),
        }
    }

    /// Returns the article's address: that in the link header; without one, `from` in the front matter.
    pub fn link(&self) -> Spanned<&'a str> {
        match &self.heading {
            Heading::Clip { header, .. } => header.url,
            Heading::Bare { link, .. } => *link,
        }
    }

    /// Returns when the article was published: the stamp; without one, `date` in the front matter.
    ///
    /// `None` where the stamp is `NaN` or outside the calendar, also if there is front matter: its
    /// date then is that of the writer's clock. `None` where neither is there. Each comes with a
    /// warning.
    pub fn timestamp(&self) -> Option<DateTime<Utc>> {
        match &self.stamp {
            Some(stamp) => stamp.date(),
            None => self.front_matter.as_ref()?.date()?.to_utc(),
        }
    }

    /// Returns [`Envelope::timestamp`] in milliseconds since 1970.
    pub fn timestamp_millis(&self) -> Option<i64> {
        Some(self.timestamp()?.timestamp_millis())
    }

    /// Returns the front matter, if the file has any.
    pub fn front_matter(&self) -> Option<&FrontMatter<'a>> {
        self.front_matter.as_ref()
    }

    /// Returns the stamp, if the file has one. The span covers `<!--` and `-->`.
    pub fn stamp(&self) -> Option<&Spanned<Stamp<'a>>> {
        self.stamp.as_ref()
    }

    /// Returns the link header, if the file has one. The span goes from `[` to `)`.
    pub fn link_header(&self) -> Option<&Spanned<LinkHeader<'a>>> {
        match &self.heading {
            Heading::Clip { header, .. } => Some(header),
            Heading::Bare { .. } => None,
        }
    }

    /// Returns the bytes of the separator, if the file has one: its dashes.
    pub fn separator(&self) -> Option<Span> {
        match &self.heading {
            Heading::Clip { separator, .. } => Some(*separator),
            Heading::Bare { .. } => None,
        }
    }

    /// Returns the date in the line `日期：…`, if the file has one. The span is that of the date.
    pub fn date_line(&self) -> Option<&Spanned<Date<'a>>> {
        match &self.heading {
            Heading::Clip { date_line, .. } => date_line.as_ref(),
            Heading::Bare { .. } => None,
        }
    }

    /// Returns whether the header of another article begins with a comment of the body.
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

    /// Returns the bytes of the body: all behind the blank line that ends the header.
    pub fn body_span(&self) -> Span {
        self.body
    }

    /// Returns the body's source.
    pub fn body_source(&self) -> &'a str {
        self.body.of(self.source)
    }

    /// Returns what is odd about the envelope, in the order of the file.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// Returns the whole file.
    pub fn source(&self) -> &'a str {
        self.source
    }
}

/// The comment in a clip's first line: when the article was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp<'a> {
    raw: &'a str,
    millis: Option<i64>,
}

impl<'a> Stamp<'a> {
    fn new(raw: &'a str) -> Self {
        let millis = raw.parse().ok();
        Stamp { raw, millis }
    }

    /// Returns the text between `<!--` and `-->`: digits, perhaps behind a `-`, or `NaN`.
    pub fn raw(&self) -> &'a str {
        self.raw
    }

    /// Returns the milliseconds since 1970, or `None` where the stamp is `NaN` or does not fit.
    pub fn millis(&self) -> Option<i64> {
        self.millis
    }

    /// Returns the date, or `None` where the stamp is `NaN` or outside chrono's calendar, which spans
    /// 262,143 years either way.
    pub fn date(&self) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp_millis(self.millis?)
    }

    /// Returns whether the stamp is `NaN`: its writer could not read the feed's date.
    pub fn is_nan(&self) -> bool {
        self.raw == "NaN"
    }
}

/// The line `[title](url)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkHeader<'a> {
    title: Spanned<&'a str>,
    url: Spanned<&'a str>,
}

impl<'a> LinkHeader<'a> {
    /// Returns the title, as it stands in the file: nothing is escaped in it.
    pub fn title(&self) -> Spanned<&'a str> {
        self.title
    }

    /// Returns the URL, as it stands in the file.
    pub fn url(&self) -> Spanned<&'a str> {
        self.url
    }
}
