use std::borrow::Cow;
use std::iter::FusedIterator;

use super::date::Date;
use super::grammar;
use super::keys::{self, KEYS, Value};
use super::names::Names;
use crate::source::{Span, Spanned};
use crate::warning::{Warning, WarningKind};

/// The front matter: the lines between two lines `---` at the start of a file.
///
/// Each key that archives use has a getter. [`get`](FrontMatter::get) returns the value of any key,
/// and [`entries`](FrontMatter::entries) returns all lines of the form `key: value`. If a value is
/// empty, its getter returns `None`. The getters of `tags` and `categories` return an empty
/// iterator instead. If a key is repeated, the getters return the value of its first line.
///
/// ```
/// use newsprint::Envelope;
///
/// let source = "---\nlayout: post\ntitle: \"A \\\"B\\\"\"\ndate: 2021-04-15\nauthor:\n\
///     from: https://example.org/\ntags: [ X Y ]\nphoto: /a.jpg\n---\n\n<p>text</p>\n";
/// let envelope = Envelope::parse(source)?;
/// let front_matter = envelope.front_matter().unwrap();
/// assert_eq!(front_matter.title().unwrap().value(), "A \"B\"");
/// assert_eq!(front_matter.author(), None);
/// assert_eq!(front_matter.tags().map(|tag| *tag).collect::<Vec<_>>(), ["X", "Y"]);
/// let photo = front_matter.get("photo").unwrap();
/// assert_eq!((*photo, photo.span().of(source)), ("/a.jpg", "/a.jpg"));
/// # Ok::<(), newsprint::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontMatter<'a> {
    pub(super) span: Span,
    pub(super) raw: Spanned<&'a str>,
    /// The span of the first value of each key, in the order of [`KEYS`]. `None`: the front matter
    /// does not contain the key. Spans are stored because they are smaller than `Spanned` slices.
    /// This makes envelopes cheaper to move.
    values: [Option<Span>; KEYS.len()],
}

impl<'a> FrontMatter<'a> {
    pub(super) fn new() -> Self {
        FrontMatter {
            span: Span::default(),
            raw: Spanned::new("", Span::default()),
            values: [None; KEYS.len()],
        }
    }

    /// Stores the span of an entry's value, and returns a warning if the value has a problem. If
    /// the key is repeated, the first value is kept, and a warning is returned. Entries whose key
    /// is not in [`KEYS`] are ignored.
    pub(super) fn add(&mut self, entry: Entry<'a>) -> Option<Warning> {
        let Entry { key, value } = entry;
        let (number, row) = keys::find(&key)?;
        let slot = self.values.get_mut(number)?;
        if slot.is_some() {
            return Some(Warning::new(WarningKind::RepeatedKey, key.span()));
        }
        *slot = Some(value.span());
        let kind = row.form.warning(&value)?;
        Some(Warning::new(kind, value.span()))
    }

    /// Returns the span of the front matter, including the opening and the closing `---`.
    ///
    /// ```
    /// use newsprint::Envelope;
    ///
    /// let source = "---\ntitle: \"T\"\nfrom: https://example.org/\n---\n\n<p>text</p>";
    /// let envelope = Envelope::parse(source)?;
    /// let span = envelope.front_matter().unwrap().span();
    /// assert_eq!(span.of(source), "---\ntitle: \"T\"\nfrom: https://example.org/\n---");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn span(&self) -> Span {
        self.span
    }

    /// Returns the lines between the two lines `---`, as written. These lines can be passed to a
    /// YAML parser.
    ///
    /// ```
    /// use newsprint::Envelope;
    ///
    /// let source = "---\ntitle: \"T\"\nfrom: https://example.org/\n---\n\n<p>text</p>\n";
    /// let envelope = Envelope::parse(source)?;
    /// let lines = envelope.front_matter().unwrap().raw();
    /// assert_eq!(*lines, "title: \"T\"\nfrom: https://example.org/\n");
    /// # Ok::<(), newsprint::Error>(())
    /// ```
    pub fn raw(&self) -> Spanned<&'a str> {
        self.raw
    }

    /// Returns the value of `title`, or `None` if `title` is missing or empty. Enclosing quotes are
    /// removed. Escaped quotes and character references are decoded.
    ///
    /// The span covers the text between the quotes. Allocates memory only if the title contains an
    /// escaped quote (`\"`, or `''` between single quotes) or a character reference.
    ///
    /// ```
    /// use newsprint::Envelope;
    ///
    /// let source = "---\ntitle: \"A \\\"B\\\"\"\ndate: 2021-04-15T21:59:02+08:00\nfrom: https://example.org/\n---\n\n";
    /// let envelope = Envelope::parse(source)?;
    /// let title = envelope.front_matter().unwrap().title().unwrap();
    /// assert_eq!(title.value(), "A \"B\"");
    /// assert_eq!(title.span().of(source), "A \\\"B\\\"");
    /// # Ok::<(), newsprint::Error>(())
    /// ```
    pub fn title(&self) -> Option<Spanned<Cow<'a, str>>> {
        match self.value("title") {
            Value::Text(title) => title,
            _ => None,
        }
    }

    /// Returns the value of `date`, or `None` if `date` is missing or empty. [`Date::parsed`]
    /// returns the parsed date.
    ///
    /// ```
    /// use newsprint::Envelope;
    ///
    /// let source = "---\ntitle: \"A \\\"B\\\"\"\ndate: 2021-04-15T21:59:02+08:00\nfrom: https://example.org/\n---\n\n";
    /// let envelope = Envelope::parse(source)?;
    /// let date = envelope.front_matter().unwrap().date().unwrap();
    /// assert_eq!(date.raw(), "2021-04-15T21:59:02+08:00");
    /// assert_eq!(date.to_utc().unwrap().to_rfc3339(), "2021-04-15T13:59:02+00:00");
    /// # Ok::<(), newsprint::Error>(())
    /// ```
    pub fn date(&self) -> Option<Spanned<Date<'a>>> {
        match self.value("date") {
            Value::Date(date) => date,
            _ => None,
        }
    }

    /// Returns the value of `layout` without enclosing quotes, or `None` if `layout` is missing or
    /// empty. In archives, the value is `post`.
    pub fn layout(&self) -> Option<Spanned<&'a str>> {
        self.text("layout")
    }

    /// Returns the value of `author`, or `None` if `author` is missing or empty. Enclosing quotes
    /// are removed, and character references are decoded. The span covers the text between the
    /// quotes.
    ///
    /// ```
    /// use newsprint::Envelope;
    ///
    /// let source = "---\ntitle: \"T\"\nauthor: A &amp; B\nfrom: https://example.org/\n---\n\n";
    /// let envelope = Envelope::parse(source)?;
    /// let author = envelope.front_matter().unwrap().author().unwrap();
    /// assert_eq!(author.value(), "A & B");
    /// assert_eq!(author.span().of(source), "A &amp; B");
    /// # Ok::<(), newsprint::Error>(())
    /// ```
    pub fn author(&self) -> Option<Spanned<Cow<'a, str>>> {
        match self.value("author") {
            Value::Text(author) => author,
            _ => None,
        }
    }

    /// Returns the URL of the article: the value of `from` without enclosing quotes. Returns `None`
    /// if `from` is missing or empty.
    ///
    /// ```
    /// use newsprint::Envelope;
    ///
    /// let source = "---\ntitle: \"T\"\nfrom: \"https://example.org/\"\ncategories: [ X, \"Y Z\" ]\n---\n\n";
    /// let front_matter = Envelope::parse(source)?.front_matter().unwrap().clone();
    /// assert_eq!(*front_matter.from().unwrap(), "https://example.org/");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn from(&self) -> Option<Spanned<&'a str>> {
        self.text("from")
    }

    /// Returns the names in `tags`, in the order of the file. The iterator is empty if there are no names.
    ///
    /// ```
    /// use newsprint::Envelope;
    ///
    /// let source = "---\ntitle: \"T\"\nfrom: https://example.org/\ntags: [ X Y ]\n---\n\n";
    /// let envelope = Envelope::parse(source)?;
    /// let tags = envelope.front_matter().unwrap().tags();
    /// assert!(tags.map(|tag| *tag).eq(["X", "Y"]));
    /// # Ok::<(), newsprint::Error>(())
    /// ```
    pub fn tags(&self) -> Names<'a> {
        Names::of(self.text("tags"))
    }

    /// Returns the value of `comments` without enclosing quotes, or `None` if `comments` is missing
    /// or empty. In archives, the value is `True`.
    pub fn comments(&self) -> Option<Spanned<&'a str>> {
        self.text("comments")
    }

    /// Returns the names in `categories`, in the order of the file. The iterator is empty if there are no
    /// names.
    ///
    /// ```
    /// use newsprint::Envelope;
    ///
    /// let source = "---\ntitle: \"T\"\nfrom: \"https://example.org/\"\ncategories: [ X, \"Y Z\" ]\n---\n\n";
    /// let envelope = Envelope::parse(source)?;
    /// let categories = envelope.front_matter().unwrap().categories();
    /// assert!(categories.map(|name| *name).eq(["X", "Y Z"]));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn categories(&self) -> Names<'a> {
        Names::of(self.text("categories"))
    }

    /// Returns the value of `key` as written, including quotes and brackets. Returns `None` if the
    /// key is missing or its value is empty.
    ///
    /// Takes O(1) time for a key that has a getter, and O(n) time in the length of the front matter for other
    /// keys.
    ///
    /// ```
    /// use newsprint::Envelope;
    ///
    /// let source = "---\ntitle: \"T\"\nfrom: https://example.org/\nmood:\n---\n\n<p>text</p>\n";
    /// let envelope = Envelope::parse(source)?;
    /// let front_matter = envelope.front_matter().unwrap();
    /// assert_eq!(front_matter.get("title").as_deref(), Some(&"\"T\""));
    /// assert_eq!(front_matter.get("mood"), None);
    /// # Ok::<(), newsprint::Error>(())
    /// ```
    pub fn get(&self, key: &str) -> Option<Spanned<&'a str>> {
        let value = match keys::find(key) {
            Some((number, _)) => self.values.get(number)?.map(|span| self.slice(span)),
            None => self
                .entries()
                .find(|entry| *entry.key == key)
                .map(|entry| entry.value),
        };
        value.filter(|value| !value.is_empty())
    }

    /// Returns the lines of the form `key: value`, in the order of the file, including lines with an empty
    /// value. Lines of another form are skipped.
    ///
    /// ```
    /// use newsprint::Envelope;
    ///
    /// let source = "---\ntitle: \"A \\\"B\\\"\"\ndate: 2021-04-15T21:59:02+08:00\nfrom: https://example.org/\n---\n\n";
    /// let envelope = Envelope::parse(source)?;
    /// let entries = envelope.front_matter().unwrap().entries();
    /// let keys: Vec<&str> = entries.map(|entry| *entry.key()).collect();
    /// assert_eq!(keys, ["title", "date", "from"]);
    /// # Ok::<(), newsprint::Error>(())
    /// ```
    pub fn entries(&self) -> Entries<'a> {
        Entries { rest: self.raw }
    }

    /// Returns the parsed value of `key`. The form of the value is defined in [`KEYS`].
    pub(crate) fn value(&self, key: &str) -> Value<'a> {
        keys::form_of(key).read(self.get(key))
    }

    /// Returns the text at `span`, which must be within the lines of the front matter.
    fn slice(&self, span: Span) -> Spanned<&'a str> {
        let start = self.raw.span().start;
        let range = Span::new(
            span.start.saturating_sub(start),
            span.end.saturating_sub(start),
        );
        Spanned::new(range.of(self.raw.value()), span)
    }

    /// Returns whether `key` has a value that is not empty.
    pub(super) fn has(&self, key: &str) -> bool {
        self.text(key).is_some()
    }

    /// Returns the value of `key` without quotes or brackets, or `None` if the value is missing or
    /// empty.
    fn text(&self, key: &str) -> Option<Spanned<&'a str>> {
        keys::form_of(key).text(self.get(key)?)
    }
}

/// A line `key: value` of the front matter.
///
/// ```
/// use newsprint::Envelope;
///
/// let source = "---\ntitle: \"T\"\nfrom: https://example.org/\n---\n\n<p>text</p>\n";
/// let envelope = Envelope::parse(source)?;
/// let entry = envelope.front_matter().unwrap().entries().next().unwrap();
/// assert_eq!((*entry.key(), *entry.value()), ("title", "\"T\""));
/// assert_eq!(entry.value().span().of(source), "\"T\"");
/// # Ok::<(), newsprint::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Entry<'a> {
    pub(super) key: Spanned<&'a str>,
    pub(super) value: Spanned<&'a str>,
}

impl<'a> Entry<'a> {
    /// Returns the key.
    pub fn key(&self) -> Spanned<&'a str> {
        self.key
    }

    /// Returns the value as written, without surrounding white space. The value may be empty.
    pub fn value(&self) -> Spanned<&'a str> {
        self.value
    }
}

/// An iterator over the lines `key: value` of the front matter, returned by [`FrontMatter::entries`].
///
/// ```
/// use newsprint::{Entries, Envelope};
///
/// fn longest(entries: Entries<'_>) -> Option<&str> {
///     entries.map(|entry| *entry.value()).max_by_key(|value| value.len())
/// }
///
/// let source = "---\ntitle: \"T\"\nfrom: https://example.org/\n---\n\n<p>text</p>\n";
/// let envelope = Envelope::parse(source)?;
/// let entries = envelope.front_matter().unwrap().entries();
/// assert_eq!(longest(entries), Some("https://example.org/"));
/// # Ok::<(), newsprint::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Entries<'a> {
    rest: Spanned<&'a str>,
}

impl<'a> Iterator for Entries<'a> {
    type Item = Entry<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let lines = self.rest;
            let (rest, (line, _)) = grammar::line(&lines).ok()?;
            self.rest = grammar::part_of(lines, rest);
            if let Ok((_, (key, value))) = grammar::entry(line) {
                return Some(Entry {
                    key: grammar::part_of(lines, key),
                    value: grammar::part_of(lines, value),
                });
            }
        }
    }
}

impl FusedIterator for Entries<'_> {}
