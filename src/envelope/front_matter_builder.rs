use std::borrow::Cow;

use chrono::{DateTime, Utc};

use super::build_error::{BuildError, BuildErrorKind, Field};
use super::front_matter::FrontMatter;
use super::keys::{self, Input, KEYS};
use super::moment::Moment;
use super::{check, grammar};

/// Builds the front matter of a post, for [`ClipBuilder::front_matter`](crate::ClipBuilder::front_matter).
///
/// The keys that archives use (`layout`, `title`, `date` and so on) are written first. All other
/// keys follow, in the order in which you set them.
///
/// ```
/// use newsprint::{ClipBuilder, FrontMatterBuilder};
///
/// let front_matter = FrontMatterBuilder::new("Author").tags(["X", "Y"]).set("photo", "/a.jpg");
/// let file = ClipBuilder::new("Title", "https://example.org/a")
///     .stamp_millis(1_618_495_142_000)
///     .front_matter(front_matter)
///     .build()?;
/// assert!(file.starts_with(
///     "---\nlayout: post\ntitle: \"Title\"\ndate: 2021-04-15T13:59:02.000Z\nauthor: Author\n\
///      from: https://example.org/a\ntags: [ X Y ]\ncategories: [ X Y ]\nphoto: /a.jpg\n---\n"
/// ));
/// # Ok::<(), newsprint::BuildError>(())
/// ```
#[derive(Debug, Clone)]
pub struct FrontMatterBuilder {
    /// The keys that were set, with their values. Each key occurs once: if a key is set again, it
    /// moves to the end.
    values: Vec<(String, Input)>,
}

impl FrontMatterBuilder {
    /// Returns a builder in which `author` is set. All other keys have their defaults.
    pub fn new(author: impl Into<String>) -> Self {
        FrontMatterBuilder { values: Vec::new() }.set("author", author)
    }

    /// Sets `layout`. Default: `post`.
    pub fn layout(self, layout: impl Into<String>) -> Self {
        self.set("layout", layout)
    }

    /// Sets `title`. Default: the title of the link header.
    ///
    /// ```
    /// use newsprint::{ClipBuilder, Envelope, FrontMatterBuilder};
    ///
    /// // The link header counts if the titles differ.
    /// let file = ClipBuilder::new("Long title", "https://example.org/a")
    ///     .stamp_millis(1_618_495_142_000)
    ///     .front_matter(FrontMatterBuilder::new("Lin").title("Short"))
    ///     .build()?;
    /// assert!(file.contains("\ntitle: \"Short\"\n"));
    /// assert_eq!(Envelope::parse(&file)?.title().value(), "Long title");
    /// # Ok::<_, Box<dyn std::error::Error>>(())
    /// ```
    pub fn title(self, title: impl Into<String>) -> Self {
        self.set("title", title)
    }

    /// Sets `date`. Default: the date of the stamp. If the stamp is not a date, `date` must be set.
    ///
    /// ```
    /// use newsprint::chrono::NaiveDate;
    /// use newsprint::{ClipBuilder, FrontMatterBuilder};
    ///
    /// let day = NaiveDate::from_ymd_opt(2021, 4, 15).unwrap();
    /// let file = ClipBuilder::new("Title", "https://example.org/a")
    ///     .nan_stamp()
    ///     .front_matter(FrontMatterBuilder::new("Author").date(day))
    ///     .build()?;
    /// assert_eq!(file.lines().nth(3), Some("date: 2021-04-15"));
    /// # Ok::<(), newsprint::BuildError>(())
    /// ```
    pub fn date(self, date: impl Into<Moment>) -> Self {
        self.put("date".to_owned(), Input::Date(date.into()))
    }

    /// Sets `from`, the URL of the article. Default: the URL of the link header.
    pub fn from(self, url: impl Into<String>) -> Self {
        self.set("from", url)
    }

    /// Sets the names in `tags`. Default: no names.
    ///
    /// ```
    /// use newsprint::{ClipBuilder, FrontMatterBuilder};
    ///
    /// let front_matter = FrontMatterBuilder::new("Lin").tags(["渡轮", "夜间"]);
    /// let file = ClipBuilder::new("Title", "https://example.org/a")
    ///     .stamp_millis(1_618_495_142_000)
    ///     .front_matter(front_matter)
    ///     .build()?;
    /// assert!(file.contains("\ntags: [ 渡轮 夜间 ]\n"));
    /// # Ok::<_, newsprint::BuildError>(())
    /// ```
    pub fn tags<T: Into<String>>(self, names: impl IntoIterator<Item = T>) -> Self {
        self.names("tags", names)
    }

    /// Sets `comments`. By default, the front matter has no line `comments`.
    ///
    /// ```
    /// use newsprint::{ClipBuilder, FrontMatterBuilder};
    ///
    /// let file = ClipBuilder::new("Title", "https://example.org/a")
    ///     .stamp_millis(1_618_495_142_000)
    ///     .front_matter(FrontMatterBuilder::new("Lin").comments(true))
    ///     .build()?;
    /// assert!(file.contains("\ncomments: True\n"));
    /// # Ok::<_, newsprint::BuildError>(())
    /// ```
    pub fn comments(self, comments: bool) -> Self {
        self.set("comments", if comments { "True" } else { "False" })
    }

    /// Sets the names in `categories`. Default: the names in `tags`.
    ///
    /// ```
    /// use newsprint::{ClipBuilder, FrontMatterBuilder};
    ///
    /// let front_matter = FrontMatterBuilder::new("Author").tags(["X", "Y"]).categories(["Z"]);
    /// let file = ClipBuilder::new("Title", "https://example.org/a")
    ///     .stamp_millis(1_618_495_142_000)
    ///     .front_matter(front_matter)
    ///     .build()?;
    /// assert!(file.contains("\ntags: [ X Y ]\ncategories: [ Z ]\n"));
    /// # Ok::<(), newsprint::BuildError>(())
    /// ```
    pub fn categories<T: Into<String>>(self, names: impl IntoIterator<Item = T>) -> Self {
        self.names("categories", names)
    }

    /// Sets the value of any key. If the key was set before, its value is replaced.
    ///
    /// Pass the value in the form in which the getters of [`FrontMatter`] return it: without
    /// quotes, escapes and brackets. Separate the names in `tags` and `categories` by white space.
    /// If the value is empty, only the key and its colon are written. Exceptions: an empty `title`
    /// is written as `""`, and an empty list of names is written as brackets. An empty `from` is an
    /// error.
    ///
    /// ```
    /// use newsprint::{ClipBuilder, FrontMatterBuilder};
    ///
    /// let front_matter = FrontMatterBuilder::new("A").set("title", "B \"C\"").set("mood", "odd");
    /// let file = ClipBuilder::new("Title", "https://example.org/a")
    ///     .stamp_millis(1_618_495_142_000)
    ///     .front_matter(front_matter)
    ///     .build()?;
    /// assert!(file.contains("\ntitle: \"B \\\"C\\\"\"\n"));
    /// assert!(file.contains("\nmood: odd\n"));
    /// # Ok::<(), newsprint::BuildError>(())
    /// ```
    pub fn set(self, key: impl Into<String>, value: impl Into<String>) -> Self {
        let key = key.into();
        let input = Input::of(&key, value.into());
        self.put(key, input)
    }

    fn names<T: Into<String>>(self, key: &str, names: impl IntoIterator<Item = T>) -> Self {
        let names = names.into_iter().map(Into::into).collect();
        self.put(key.to_owned(), Input::Names(names))
    }

    fn put(mut self, key: String, input: Input) -> Self {
        self.values.retain(|(other, _)| *other != key);
        self.values.push((key, input));
        self
    }

    /// Checks the values, and returns the lines to write. `title`, `link` and `date` must be the
    /// title, the URL and the date of the article. They are the defaults of the keys `title`,
    /// `from` and `date`, respectively.
    pub(super) fn lines<'b>(
        &'b self,
        title: &str,
        link: &str,
        date: Option<DateTime<Utc>>,
    ) -> Result<Vec<Line<'b>>, BuildError> {
        let default = |key| match key {
            "layout" => Some(Input::Text("post".to_owned())),
            "title" => Some(Input::Text(title.to_owned())),
            "date" => Some(Input::Date(date?.into())),
            "from" => Some(Input::Text(link.to_owned())),
            "tags" => Some(Input::Names(Vec::new())),
            "categories" => self.get("tags").cloned().or(Some(Input::Names(Vec::new()))),
            _ => None,
        };
        let mut lines = Vec::new();
        for key in KEYS.iter().map(|key| key.name) {
            match self
                .get(key)
                .map(Cow::Borrowed)
                .or_else(|| default(key).map(Cow::Owned))
            {
                Some(input) => lines.push(Line::new(key, input)?),
                None if key == "date" => return Err(wrong(key, BuildErrorKind::Missing)),
                None => {}
            }
        }
        for (key, input) in &self.values {
            if keys::find(key).is_none() {
                lines.push(Line::new(key, Cow::Borrowed(input))?);
            }
        }
        Ok(lines)
    }

    fn get(&self, key: &str) -> Option<&Input> {
        let value = self.values.iter().find(|(other, _)| other == key);
        value.map(|(_, input)| input)
    }
}

/// A line of the front matter, with its line end.
pub(super) struct Line<'b> {
    pub(super) key: &'b str,
    pub(super) text: String,
    input: Cow<'b, Input>,
}

impl<'b> Line<'b> {
    fn new(key: &'b str, input: Cow<'b, Input>) -> Result<Self, BuildError> {
        let is_key = grammar::is_key(key);
        check::refuse(!is_key, BuildErrorKind::Key).map_err(|kind| wrong(key, kind))?;
        let value = keys::form_of(key).write(&input);
        let value = value.map_err(|kind| wrong(key, kind))?;
        let blank = if value.is_empty() { "" } else { " " };
        let text = format!("{key}:{blank}{value}\n");
        Ok(Line { key, text, input })
    }

    pub(super) fn is_read(&self, front_matter: Option<&FrontMatter<'_>>) -> bool {
        front_matter.is_some_and(|read| self.input.is_read(read.value(self.key)))
    }
}

fn wrong(key: &str, kind: BuildErrorKind) -> BuildError {
    BuildError::new(Field::FrontMatter(key.to_owned()), kind)
}

#[cfg(test)]
mod tests {
    use crate::envelope::keys::{KEYS, Value};
    use crate::{ClipBuilder, Envelope, FrontMatterBuilder, WarningKind};

    /// To add a key, a row in [`KEYS`] is enough: the row determines how the key is written, read and
    /// checked.
    #[test]
    fn a_key_needs_only_its_row() {
        let value = |key| match key {
            "date" => "2021-04-15",
            "from" => "https://example.org/b",
            _ => "x",
        };
        let mut builder = FrontMatterBuilder::new("");
        for key in KEYS.iter().rev() {
            builder = builder.set(key.name, value(key.name));
        }
        let clip = ClipBuilder::new("T", "https://example.org/").nan_stamp();
        let file = clip.front_matter(builder).build().unwrap();
        let envelope = Envelope::parse(&file).unwrap();
        let front_matter = envelope.front_matter().unwrap();
        let order: Vec<_> = front_matter.entries().map(|entry| *entry.key()).collect();
        assert_eq!(order, KEYS.iter().map(|key| key.name).collect::<Vec<_>>());
        for key in &KEYS {
            let read = match front_matter.value(key.name) {
                Value::Text(text) => text.unwrap().to_string(),
                Value::Date(date) => date.unwrap().raw().to_owned(),
                Value::Names(names) => names.map(|name| *name).collect(),
            };
            assert_eq!(read, value(key.name));
            let line = format!("\n{}: ", key.name);
            let twice = file.replacen(&line, &format!("{line}{line}"), 1);
            let envelope = Envelope::parse(&twice).unwrap();
            assert_eq!(envelope.warnings()[0].kind(), &WarningKind::RepeatedKey);
        }
    }
}
