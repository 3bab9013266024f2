use std::borrow::Cow;

use chrono::{DateTime, FixedOffset, Utc};

use super::grammar;
use crate::source::{Span, Spanned};
use crate::warning::{Warning, WarningKind};

/// The front matter: the lines between two lines `---` at the start of a file.
///
/// Fields that the writers know have a method each; any line can be had by its key.
///
/// ```
/// use newsprint::Envelope;
///
/// let source = "---\nlayout: post\ntitle: \"A \\\"B\\\"\"\ndate: 2021-04-15\nfrom: https://example.org/\n\
///     tags: [ X Y ]\n---\n\n<p>text</p>\n";
/// let envelope = Envelope::parse(source)?;
/// let front_matter = envelope.front_matter().unwrap();
/// assert_eq!(front_matter.title().unwrap().value(), "A \"B\"");
/// assert_eq!(front_matter.tags().map(|tag| *tag.value()).collect::<Vec<_>>(), ["X", "Y"]);
/// let layout = front_matter.get("layout").unwrap();
/// assert_eq!((*layout.value(), layout.span().of(source)), ("post", "post"));
/// # Ok::<(), newsprint::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontMatter<'a> {
    pub(super) span: Span,
    pub(super) raw: Spanned<&'a str>,
    pub(super) title: Option<Spanned<Cow<'a, str>>>,
    pub(super) date: Option<Spanned<Date<'a>>>,
    pub(super) layout: Option<Spanned<&'a str>>,
    pub(super) author: Option<Spanned<&'a str>>,
    pub(super) from: Option<Spanned<&'a str>>,
    pub(super) tags: Option<Spanned<&'a str>>,
    pub(super) comments: Option<Spanned<&'a str>>,
    pub(super) categories: Option<Spanned<&'a str>>,
}

impl<'a> FrontMatter<'a> {
    pub(super) fn new() -> Self {
        FrontMatter {
            span: Span::default(),
            raw: Spanned::new("", Span::default()),
            title: None,
            date: None,
            layout: None,
            author: None,
            from: None,
            tags: None,
            comments: None,
            categories: None,
        }
    }

    /// Keeps the fields that have a method. Returns what is odd about the line.
    pub(super) fn add(&mut self, entry: Entry<'a>) -> Option<Warning> {
        let Entry { key, value } = entry;
        let repeated = || Some(Warning::new(WarningKind::RepeatedKey, key.span()));
        let field = match *key.value() {
            "title" if self.title.is_some() => return repeated(),
            "title" => return self.add_title(value),
            "date" if self.date.is_some() => return repeated(),
            "date" => return self.add_date(value),
            "layout" => &mut self.layout,
            "author" => &mut self.author,
            "from" => &mut self.from,
            "tags" => &mut self.tags,
            "comments" => &mut self.comments,
            "categories" => &mut self.categories,
            _ => return None,
        };
        if field.is_some() {
            return repeated();
        }
        *field = Some(value);
        None
    }

    fn add_title(&mut self, value: Spanned<&'a str>) -> Option<Warning> {
        let text = match grammar::quoted(&value) {
            Ok((_, text)) => part_of(&value, value.span().start, text),
            Err(_) => value,
        };
        // The search for the one byte spares nearly all titles the search for both.
        let has_backslash = memchr::memchr(b'\\', text.as_bytes()).is_some();
        let title = match has_backslash && text.contains("\\\"") {
            true => Cow::Owned(unescape(&text)),
            false => Cow::Borrowed(text.into_value()),
        };
        self.title = Some(Spanned::new(title, text.span()));
        let is_open = text == value && value.starts_with('"');
        is_open.then(|| Warning::new(WarningKind::UnclosedQuote, value.span()))
    }

    fn add_date(&mut self, value: Spanned<&'a str>) -> Option<Warning> {
        let date = grammar::date(value.value()).ok().map(|(_, date)| date);
        self.date = Some(Spanned::new(Date::new(value.value(), date), value.span()));
        let is_odd = date.is_none();
        is_odd.then(|| Warning::new(WarningKind::InvalidDate, value.span()))
    }

    /// Returns the bytes of the front matter, from the first `---` to the second, both included.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Returns the lines between the two lines `---` as they stand in the file.
    pub fn raw(&self) -> Spanned<&'a str> {
        self.raw
    }

    /// Returns `title`, without its quotes and with `\"` read as `"`.
    ///
    /// The span is that of the text between the quotes.
    pub fn title(&self) -> Option<&Spanned<Cow<'a, str>>> {
        self.title.as_ref()
    }

    /// Returns `date`.
    pub fn date(&self) -> Option<&Spanned<Date<'a>>> {
        self.date.as_ref()
    }

    /// Returns `layout`; the writers always write `post`.
    pub fn layout(&self) -> Option<Spanned<&'a str>> {
        self.layout
    }

    /// Returns `author`.
    pub fn author(&self) -> Option<Spanned<&'a str>> {
        self.author
    }

    /// Returns `from`, the article's address.
    pub fn from(&self) -> Option<Spanned<&'a str>> {
        self.from
    }

    /// Returns the names in `tags`, in order; none where there is no such line.
    pub fn tags(&self) -> Names<'a> {
        Names::of(self.tags)
    }

    /// Returns `comments`; the writers write `True`.
    pub fn comments(&self) -> Option<Spanned<&'a str>> {
        self.comments
    }

    /// Returns the names in `categories`, in order; none where there is no such line.
    pub fn categories(&self) -> Names<'a> {
        Names::of(self.categories)
    }

    /// Returns the value of `key` as it stands in the file; of the first such line, if there are more.
    ///
    /// Reads the lines up to that one.
    pub fn get(&self, key: &str) -> Option<Spanned<&'a str>> {
        let entry = self.entries().find(|entry| *entry.key == key)?;
        Some(entry.value)
    }

    /// Returns each line `key: value`, in order. Other lines are left out.
    pub fn entries(&self) -> Entries<'a> {
        Entries {
            rest: self.raw.value(),
            offset: self.raw.span().start,
        }
    }
}

/// A line `key: value` of the front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The key.
    pub key: Spanned<&'a str>,
    /// The value as it stands in the file, without blanks around it.
    pub value: Spanned<&'a str>,
}

/// The lines `key: value` of a front matter, from [`FrontMatter::entries`].
#[derive(Debug, Clone)]
pub struct Entries<'a> {
    rest: &'a str,
    offset: u32,
}

impl<'a> Iterator for Entries<'a> {
    type Item = Entry<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (rest, (line, _)) = grammar::line(self.rest).ok()?;
            let start = self.offset;
            self.offset += length(self.rest) - length(rest);
            self.rest = rest;
            if let Ok((_, (key, value))) = grammar::entry(line) {
                return Some(Entry {
                    key: part_of(line, start, key),
                    value: part_of(line, start, value),
                });
            }
        }
    }
}

/// The names in a value such as `[ X Y ]`, from [`FrontMatter::tags`].
#[derive(Debug, Clone)]
pub struct Names<'a> {
    rest: &'a str,
    offset: u32,
}

impl<'a> Names<'a> {
    fn of(value: Option<Spanned<&'a str>>) -> Self {
        let Some(value) = value else {
            let (rest, offset) = ("", 0);
            return Names { rest, offset };
        };
        let (start, value) = (value.span().start, value.into_value());
        // Jekyll also takes names without brackets.
        let names = grammar::names(value).map_or(value, |(_, names)| names);
        let names = part_of(value, start, names);
        Names {
            rest: names.value(),
            offset: names.span().start,
        }
    }
}

impl<'a> Iterator for Names<'a> {
    type Item = Spanned<&'a str>;

    fn next(&mut self) -> Option<Self::Item> {
        let (rest, name) = grammar::name(self.rest).ok()?;
        let name = part_of(self.rest, self.offset, name);
        self.rest = rest;
        self.offset = name.span().end;
        Some(name)
    }
}

/// A date as the file has it, and what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date<'a> {
    raw: &'a str,
    value: Option<DateTime<FixedOffset>>,
}

impl<'a> Date<'a> {
    pub(super) fn new(raw: &'a str, value: Option<DateTime<FixedOffset>>) -> Self {
        Date { raw, value }
    }

    /// Returns the date as it stands in the file.
    pub fn raw(&self) -> &'a str {
        self.raw
    }

    /// Returns the date with the offset from UTC that was written, or `None` where it is in none of
    /// the writers' forms. A day without time is its midnight in UTC.
    pub fn parsed(&self) -> Option<DateTime<FixedOffset>> {
        self.value
    }

    /// Returns the date in UTC, or `None` where it is in none of the writers' forms.
    pub fn to_utc(&self) -> Option<DateTime<Utc>> {
        Some(self.value?.to_utc())
    }
}

/// `text.replace("\\\"", "\"")` in one allocation.
fn unescape(text: &str) -> String {
    let mut title = String::with_capacity(text.len());
    for (number, piece) in text.split("\\\"").enumerate() {
        if number > 0 {
            title.push('"');
        }
        title.push_str(piece);
    }
    title
}

/// Returns `part` of `text` with its span, where `text` begins at `start` in the file.
fn part_of<'a>(text: &str, start: u32, part: &'a str) -> Spanned<&'a str> {
    let start = start + grammar::offset(text, part) as u32;
    Spanned::new(part, Span::new(start, start + length(part)))
}

fn length(text: &str) -> u32 {
    text.len() as u32
}
