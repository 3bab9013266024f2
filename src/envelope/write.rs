use chrono::{DateTime, SecondsFormat, Utc};

use super::build_error::{BuildError, BuildErrorKind, Field};
use super::{Envelope, Names, grammar};
use crate::options::ParseOptions;
use crate::source::Spanned;
use crate::source::checked::Source;
use crate::url::is_absolute;

/// Writes an article's file as its writers do: a clip, or with front matter a post.
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
/// assert_eq!(*Envelope::parse(&file)?.title(), "Title");
///
/// let error = ClipBuilder::new("Title", "/a").nan_stamp().build().unwrap_err();
/// assert_eq!(error.to_string(), "link: expected an absolute URL");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct ClipBuilder {
    stamp: Option<Moment>,
    title: String,
    link: String,
    body: String,
    front_matter: Option<FrontMatterBuilder>,
}

impl ClipBuilder {
    /// Returns a builder for an article of this title and address, which needs a stamp yet.
    pub fn new(title: impl Into<String>, link: impl Into<String>) -> Self {
        ClipBuilder {
            stamp: None,
            title: title.into(),
            link: link.into(),
            body: String::new(),
            front_matter: None,
        }
    }

    /// Sets the stamp to this many milliseconds since 1970.
    pub fn stamp_millis(mut self, millis: i64) -> Self {
        self.stamp = Some(Moment::Millis(millis));
        self
    }

    /// Sets the stamp to a date, which has to be one of whole milliseconds.
    pub fn timestamp(mut self, date: impl Into<DateTime<Utc>>) -> Self {
        self.stamp = Some(Moment::Date(date.into()));
        self
    }

    /// Sets the stamp to `NaN`: the date is unknown.
    pub fn nan_stamp(mut self) -> Self {
        self.stamp = Some(Moment::Nan);
        self
    }

    /// Sets the body's HTML. Empty unless set.
    ///
    /// It is written as it is, with a line end behind it; in a post, inside a `<div>`. That the
    /// markup closes what it opens is the caller's care.
    pub fn body(mut self, html: impl Into<String>) -> Self {
        self.body = html.into();
        self
    }

    /// Puts front matter before the clip, which makes a post of it.
    pub fn front_matter(mut self, front_matter: FrontMatterBuilder) -> Self {
        self.front_matter = Some(front_matter);
        self
    }

    /// Returns the file.
    ///
    /// # Errors
    /// If a value cannot be written, or would not be read back the same. The error says which.
    pub fn build(&self) -> Result<String, BuildError> {
        let stamp = self.stamp_text()?;
        check_line(Field::Title, &self.title)?;
        check_url(Field::Link, &self.link)?;
        let front_matter = match &self.front_matter {
            Some(front_matter) => Some(front_matter.fields(self)?),
            None => None,
        };
        let body = match front_matter {
            Some(_) => format!("<div>\n{}\n</div>\n", self.body),
            None => format!("{}\n", self.body),
        };
        let mut file = String::new();
        if let Some(fields) = &front_matter {
            file.push_str(&fields.lines());
        }
        let (title, link) = (&self.title, &self.link);
        file.push_str(&format!(
            "<!--{stamp}-->\n[{title}]({link})\n------\n\n{body}"
        ));
        if Source::from_text(&file, &ParseOptions::new()).is_err() {
            return Err(BuildError::new(Field::Body, BuildErrorKind::TooLong));
        }
        match self.misread(&file, &stamp, &body, front_matter.as_ref()) {
            Some(field) => Err(BuildError::new(field, BuildErrorKind::Misread)),
            None => Ok(file),
        }
    }

    fn stamp_text(&self) -> Result<String, BuildError> {
        match self.stamp {
            None => Err(BuildError::new(Field::Stamp, BuildErrorKind::Missing)),
            Some(Moment::Nan) => Ok("NaN".to_owned()),
            Some(Moment::Millis(millis)) => Ok(millis.to_string()),
            Some(Moment::Date(date)) => {
                check_millis(Field::Stamp, date)?;
                Ok(date.timestamp_millis().to_string())
            }
        }
    }

    fn date(&self) -> Option<DateTime<Utc>> {
        match self.stamp? {
            Moment::Nan => None,
            Moment::Millis(millis) => DateTime::from_timestamp_millis(millis),
            Moment::Date(date) => Some(date),
        }
    }

    /// The first field that the parser does not read back from `file`: what no other check foresaw.
    fn misread(
        &self,
        file: &str,
        stamp: &str,
        body: &str,
        fields: Option<&Fields<'_>>,
    ) -> Option<Field> {
        let Ok(envelope) = Envelope::parse(file) else {
            return Some(Field::Title);
        };
        let header = envelope.link_header();
        let title = header.map(|header| header.title().into_value());
        let link = header.map(|header| header.url().into_value());
        let is_read = [
            (
                Field::Stamp,
                envelope.stamp().map(|stamp| stamp.raw()) == Some(stamp),
            ),
            (Field::Title, title == Some(&self.title)),
            (Field::Link, link == Some(&self.link)),
            (Field::Body, envelope.body_source() == body),
        ];
        let missed = is_read.into_iter().find(|(_, is_read)| !is_read);
        let missed = missed.map(|(field, _)| field);
        missed.or_else(|| fields?.misread(&envelope))
    }
}

/// The front matter of a post, for [`ClipBuilder::front_matter`].
///
/// ```
/// use newsprint::{ClipBuilder, FrontMatterBuilder};
///
/// let front_matter = FrontMatterBuilder::new("Author").tags(["X", "Y"]);
/// let file = ClipBuilder::new("Title", "https://example.org/a")
///     .stamp_millis(1_618_495_142_000)
///     .front_matter(front_matter)
///     .build()?;
/// assert_eq!(file.lines().nth(3), Some("date: 2021-04-15T13:59:02.000Z"));
/// assert_eq!(file.lines().nth(6), Some("tags: [ X Y ]"));
/// # Ok::<(), newsprint::BuildError>(())
/// ```
#[derive(Debug, Clone)]
pub struct FrontMatterBuilder {
    layout: String,
    title: Option<String>,
    date: Option<DateTime<Utc>>,
    author: String,
    from: Option<String>,
    tags: Vec<String>,
    comments: Option<bool>,
    categories: Option<Vec<String>>,
}

impl FrontMatterBuilder {
    /// Returns front matter with this author.
    pub fn new(author: impl Into<String>) -> Self {
        FrontMatterBuilder {
            layout: "post".to_owned(),
            title: None,
            date: None,
            author: author.into(),
            from: None,
            tags: Vec::new(),
            comments: None,
            categories: None,
        }
    }

    /// Sets `layout`. `post` unless set.
    pub fn layout(mut self, layout: impl Into<String>) -> Self {
        self.layout = layout.into();
        self
    }

    /// Sets `title`. The link header's unless set.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Sets `date`, which has to be one of whole milliseconds. The stamp's unless set; has to be set
    /// where the stamp is no date.
    pub fn date(mut self, date: impl Into<DateTime<Utc>>) -> Self {
        self.date = Some(date.into());
        self
    }

    /// Sets `from`. The link header's URL unless set.
    pub fn from(mut self, url: impl Into<String>) -> Self {
        self.from = Some(url.into());
        self
    }

    /// Sets the names in `tags`. None unless set.
    pub fn tags<T: Into<String>>(mut self, names: impl IntoIterator<Item = T>) -> Self {
        self.tags = names.into_iter().map(Into::into).collect();
        self
    }

    /// Sets `comments`. Left out unless set.
    pub fn comments(mut self, comments: bool) -> Self {
        self.comments = Some(comments);
        self
    }

    /// Sets the names in `categories`. Those in `tags` unless set.
    pub fn categories<T: Into<String>>(mut self, names: impl IntoIterator<Item = T>) -> Self {
        self.categories = Some(names.into_iter().map(Into::into).collect());
        self
    }

    /// Returns what to write, checked.
    fn fields<'a>(&'a self, clip: &'a ClipBuilder) -> Result<Fields<'a>, BuildError> {
        let date = self.date.or_else(|| clip.date());
        let fields = Fields {
            layout: &self.layout,
            title: self.title.as_ref().unwrap_or(&clip.title),
            date: date.ok_or(BuildError::new(Field::Date, BuildErrorKind::Missing))?,
            author: &self.author,
            from: self.from.as_ref().unwrap_or(&clip.link),
            tags: &self.tags,
            comments: self
                .comments
                .map(|comments| if comments { "True" } else { "False" }),
            categories: self.categories.as_ref().unwrap_or(&self.tags),
        };
        check_line(Field::FrontMatterTitle, fields.title)?;
        check_millis(Field::Date, fields.date)?;
        let is_date = grammar::date(&fields.date_text()).is_ok();
        refuse(!is_date, Field::Date, BuildErrorKind::Date)?;
        check_value(Field::Layout, fields.layout)?;
        check_value(Field::Author, fields.author)?;
        check_url(Field::From, fields.from)?;
        check_names(Field::Tags, fields.tags)?;
        check_names(Field::Categories, fields.categories)?;
        Ok(fields)
    }
}

#[derive(Debug, Clone, Copy)]
enum Moment {
    Millis(i64),
    Date(DateTime<Utc>),
    Nan,
}

/// The values of a front matter with what stands in for those that are not set.
struct Fields<'a> {
    layout: &'a str,
    title: &'a str,
    date: DateTime<Utc>,
    author: &'a str,
    from: &'a str,
    tags: &'a [String],
    comments: Option<&'a str>,
    categories: &'a [String],
}

impl Fields<'_> {
    /// The front matter as the writers write it.
    fn lines(&self) -> String {
        let Fields {
            layout,
            author,
            from,
            ..
        } = self;
        let title = self.title.replace('"', "\\\"");
        let date = self.date_text();
        let tags = self.tags.join(" ");
        let comments = self
            .comments
            .map(|comments| format!("comments: {comments}\n"));
        let comments = comments.unwrap_or_default();
        let categories = self.categories.join(" ");
        format!(
            "---\nlayout: {layout}\ntitle: \"{title}\"\ndate: {date}\nauthor: {author}\n\
             from: {from}\ntags: [ {tags} ]\n{comments}categories: [ {categories} ]\n---\n",
        )
    }

    fn date_text(&self) -> String {
        self.date.to_rfc3339_opts(SecondsFormat::Millis, true)
    }

    /// The first field that `envelope` does not read back.
    fn misread(&self, envelope: &Envelope<'_>) -> Option<Field> {
        let Some(read) = envelope.front_matter() else {
            return Some(Field::Layout);
        };
        let is = |read: Option<Spanned<&str>>, field| read.is_some_and(|read| *read == field);
        let are = |read: Names<'_>, names: &[String]| read.map(|name| *name.value()).eq(names);
        let title = read
            .title()
            .is_some_and(|title| title.value() == self.title);
        let date = read.date().and_then(|date| date.to_utc());
        let is_read = [
            (Field::Layout, is(read.layout(), self.layout)),
            (Field::FrontMatterTitle, title),
            (Field::Date, date == Some(self.date)),
            (Field::Author, is(read.author(), self.author)),
            (Field::From, is(read.from(), self.from)),
            (Field::Tags, are(read.tags(), self.tags)),
            (Field::Categories, are(read.categories(), self.categories)),
        ];
        let missed = is_read.into_iter().find(|(_, is_read)| !is_read);
        missed.map(|(field, _)| field)
    }
}

fn check_line(field: Field, text: &str) -> Result<(), BuildError> {
    refuse(text.contains(['\n', '\r']), field, BuildErrorKind::LineEnd)
}

fn check_value(field: Field, value: &str) -> Result<(), BuildError> {
    check_line(field, value)?;
    let is_trim = value.trim_matches([' ', '\t']) == value;
    refuse(!is_trim, field, BuildErrorKind::OuterBlank)
}

fn check_names(field: Field, names: &[String]) -> Result<(), BuildError> {
    for name in names {
        check_line(field, name)?;
        refuse(name.contains([' ', '\t']), field, BuildErrorKind::Blank)?;
        refuse(name.is_empty(), field, BuildErrorKind::EmptyName)?;
    }
    Ok(())
}

fn check_url(field: Field, url: &str) -> Result<(), BuildError> {
    check_line(field, url)?;
    refuse(
        url.contains(char::is_whitespace),
        field,
        BuildErrorKind::Blank,
    )?;
    refuse(!is_absolute(url), field, BuildErrorKind::RelativeUrl)?;
    let mut ends = url.match_indices("](");
    let has_second = ends.any(|(at, end)| url.get(at + end.len()..).is_some_and(is_absolute));
    refuse(has_second, field, BuildErrorKind::UrlInUrl)
}

fn check_millis(field: Field, date: DateTime<Utc>) -> Result<(), BuildError> {
    let is_whole = DateTime::from_timestamp_millis(date.timestamp_millis()) == Some(date);
    refuse(!is_whole, field, BuildErrorKind::Date)
}

fn refuse(is_wrong: bool, field: Field, kind: BuildErrorKind) -> Result<(), BuildError> {
    match is_wrong {
        true => Err(BuildError::new(field, kind)),
        false => Ok(()),
    }
}
