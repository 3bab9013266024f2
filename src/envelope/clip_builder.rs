use chrono::{DateTime, Utc};

use super::Envelope;
use super::build_error::{BuildError, BuildErrorKind, Field};
use super::check;
use super::front_matter_builder::{FrontMatterBuilder, Line};
use super::header::Stamp;
use super::references;
use crate::options::ParseOptions;
use crate::source::checked::Source;

/// Builds the text of an article's file, in the format of the archives. Without front matter, the
/// file is a clip ([`Shape::Clip`](crate::Shape::Clip)). With front matter, the file is a post
/// ([`Shape::Post`](crate::Shape::Post)).
///
/// ```
/// use newsprint::{ClipBuilder, Envelope};
///
/// let file = ClipBuilder::new("Title", "https://example.org/a")
///     .stamp_millis(1_618_495_142_000)
///     .body("<p>text</p>")
///     .build()?;
/// assert_eq!(
///     file,
///     "<!--1618495142000-->\n[Title](https://example.org/a)\n------\n\n<p>text</p>\n",
/// );
/// assert_eq!(Envelope::parse(&file)?.title().value(), "Title");
///
/// let error = ClipBuilder::new("Title", "/a").nan_stamp().build().unwrap_err();
/// assert_eq!(error.to_string(), "link: expected an absolute URL");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct ClipBuilder {
    stamp: Option<StampInput>,
    title: String,
    link: String,
    body: String,
    front_matter: Option<FrontMatterBuilder>,
}

#[derive(Debug, Clone, Copy)]
enum StampInput {
    Millis(i64),
    Date(DateTime<Utc>),
    Nan,
}

impl ClipBuilder {
    /// Returns a builder for an article with this title and URL. The builder also needs a stamp
    /// (the publication time). Set the stamp with [`stamp_millis`](ClipBuilder::stamp_millis),
    /// [`timestamp`](ClipBuilder::timestamp) or [`nan_stamp`](ClipBuilder::nan_stamp).
    ///
    /// The title is plain text. In the file, `&` is escaped where it would start a character reference.
    ///
    /// ```
    /// use newsprint::ClipBuilder;
    ///
    /// let file = ClipBuilder::new("Fish &amp; chips", "https://example.org/a").nan_stamp().build()?;
    /// assert!(file.contains("[Fish &amp;amp; chips](https://example.org/a)"));
    /// # Ok::<_, newsprint::BuildError>(())
    /// ```
    pub fn new(title: impl Into<String>, link: impl Into<String>) -> Self {
        ClipBuilder {
            stamp: None,
            title: title.into(),
            link: link.into(),
            body: String::new(),
            front_matter: None,
        }
    }

    /// Sets the stamp to a Unix timestamp in milliseconds.
    ///
    /// ```
    /// use newsprint::ClipBuilder;
    ///
    /// let file = ClipBuilder::new("Title", "https://example.org/a").stamp_millis(0).build()?;
    /// assert!(file.starts_with("<!--0-->\n"));
    /// # Ok::<_, newsprint::BuildError>(())
    /// ```
    pub fn stamp_millis(mut self, millis: i64) -> Self {
        self.stamp = Some(StampInput::Millis(millis));
        self
    }

    /// Sets the stamp to `date`. The year must be in 1 to 9999, and the time must be in whole
    /// milliseconds.
    ///
    /// ```
    /// use newsprint::ClipBuilder;
    /// use newsprint::chrono::DateTime;
    ///
    /// let date = DateTime::parse_from_rfc3339("2021-04-15T21:59:02+08:00")?;
    /// let file = ClipBuilder::new("Title", "https://example.org/a").timestamp(date).build()?;
    /// assert!(file.starts_with("<!--1618495142000-->\n"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn timestamp(mut self, date: impl Into<DateTime<Utc>>) -> Self {
        self.stamp = Some(StampInput::Date(date.into()));
        self
    }

    /// Sets the stamp to `NaN`, which means that the date is unknown.
    ///
    /// ```
    /// use newsprint::ClipBuilder;
    ///
    /// let file = ClipBuilder::new("Title", "https://example.org/a").nan_stamp().build()?;
    /// assert!(file.starts_with("<!--NaN-->\n"));
    /// # Ok::<(), newsprint::BuildError>(())
    /// ```
    pub fn nan_stamp(mut self) -> Self {
        self.stamp = Some(StampInput::Nan);
        self
    }

    /// Sets the HTML of the body. Default: empty.
    ///
    /// The HTML is copied verbatim, and a line end is added. In a post, the HTML is put inside a
    /// `<div>`. The HTML is not checked: make sure that all its elements are closed.
    ///
    /// ```
    /// use newsprint::ClipBuilder;
    ///
    /// let clip = ClipBuilder::new("Title", "https://example.org/a").nan_stamp();
    /// assert!(clip.body("<p>text").build()?.ends_with("\n------\n\n<p>text\n"));
    /// # Ok::<_, newsprint::BuildError>(())
    /// ```
    pub fn body(mut self, html: impl Into<String>) -> Self {
        self.body = html.into();
        self
    }

    /// Adds front matter at the start of the file. The file is then a post.
    ///
    /// ```
    /// use newsprint::{ClipBuilder, FrontMatterBuilder};
    ///
    /// let file = ClipBuilder::new("Title", "https://example.org/a")
    ///     .stamp_millis(1_618_495_142_000)
    ///     .front_matter(FrontMatterBuilder::new("Author"))
    ///     .body("<p>text</p>")
    ///     .build()?;
    /// assert!(file.starts_with("---\nlayout: post\n"));
    /// assert!(file.ends_with("\n------\n\n<div>\n<p>text</p>\n</div>\n"));
    /// # Ok::<(), newsprint::BuildError>(())
    /// ```
    pub fn front_matter(mut self, front_matter: FrontMatterBuilder) -> Self {
        self.front_matter = Some(front_matter);
        self
    }

    /// Returns the text of the file.
    ///
    /// ```
    /// use newsprint::{Article, BuildErrorKind, ClipBuilder};
    ///
    /// let clip = ClipBuilder::new("Title", "https://example.org/a").stamp_millis(1_618_495_142_000);
    /// assert_eq!(Article::parse(&clip.build()?)?.title(), "Title");
    /// let error = ClipBuilder::new("Title", "https://example.org/a b").nan_stamp().build().unwrap_err();
    /// assert_eq!(error.kind(), BuildErrorKind::Blank);
    /// # Ok::<_, Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if a required value is missing, or if a parser would read a value that
    /// differs from the value that was set. The error contains the field. Also returns an error if
    /// the file would be longer than 4 GiB.
    pub fn build(&self) -> Result<String, BuildError> {
        let in_field = |field| move |kind| BuildError::new(field, kind);
        let stamp = self.stamp_text().map_err(in_field(Field::Stamp))?;
        check::line(&self.title).map_err(in_field(Field::Title))?;
        check::url(&self.link).map_err(in_field(Field::Link))?;
        let lines = match &self.front_matter {
            Some(front_matter) => front_matter.lines(&self.title, &self.link, self.date())?,
            None => Vec::new(),
        };
        let (mut file, mut body) = (String::new(), format!("{}\n", self.body));
        if self.front_matter.is_some() {
            let lines: String = lines.iter().map(|line| line.text.as_str()).collect();
            file = format!("---\n{lines}---\n");
            body = format!("<div>\n{body}</div>\n");
        }
        let (title, link) = (references::escape(&self.title), &self.link);
        file.push_str(&format!(
            "<!--{stamp}-->\n[{title}]({link})\n------\n\n{body}"
        ));
        if Source::from_text(&file, &ParseOptions::new()).is_err() {
            return Err(BuildError::new(Field::Body, BuildErrorKind::TooLong));
        }
        match self.misread(&file, &stamp, &body, &lines) {
            Some(field) => Err(BuildError::new(field, BuildErrorKind::Misread)),
            None => Ok(file),
        }
    }

    fn stamp_text(&self) -> Result<String, BuildErrorKind> {
        match self.stamp {
            None => Err(BuildErrorKind::Missing),
            Some(StampInput::Nan) => Ok("NaN".to_owned()),
            Some(StampInput::Millis(millis)) => Ok(millis.to_string()),
            Some(StampInput::Date(date)) => {
                let text = date.timestamp_millis().to_string();
                let is_read = Stamp::new(&text).date() == Some(date);
                check::refuse(!is_read, BuildErrorKind::Date)?;
                Ok(text)
            }
        }
    }

    /// Returns the date of the stamp, or `None` if the stamp is not set or not a date.
    fn date(&self) -> Option<DateTime<Utc>> {
        Stamp::new(&self.stamp_text().ok()?).date()
    }

    /// Parses `file`, and compares the parsed values with the values that were set. Returns the
    /// first field whose values differ, or `None` if all values are equal. This check finds
    /// problems that the other checks do not cover.
    fn misread(&self, file: &str, stamp: &str, body: &str, lines: &[Line<'_>]) -> Option<Field> {
        let Ok(envelope) = Envelope::parse(file) else {
            return Some(Field::Title);
        };
        let stamp_read = envelope.stamp().map(|stamp| stamp.raw());
        let is_read = [
            (Field::Stamp, stamp_read == Some(stamp)),
            (Field::Title, *envelope.title().value() == self.title),
            (Field::Link, *envelope.link() == self.link),
            (Field::Body, envelope.body_source() == body),
        ];
        let missed = is_read.into_iter().find(|(_, is_read)| !is_read);
        let missed = missed.map(|(field, _)| field);
        missed.or_else(|| {
            let line = lines
                .iter()
                .find(|line| !line.is_read(envelope.front_matter()))?;
            Some(Field::FrontMatter(line.key.to_owned()))
        })
    }
}
