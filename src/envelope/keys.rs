//! The table of the front matter keys that archives use.
//!
//! To add a key, add a row to [`KEYS`]. The row determines how [`FrontMatter`](super::FrontMatter)
//! reads the value of the key. It also determines how
//! [`FrontMatterBuilder`](super::FrontMatterBuilder) writes the value. Warnings, errors and the
//! field in JSON need no more code. Only getters and setters must be added separately.

use std::borrow::Cow;

use chrono::SecondsFormat;

use super::build_error::BuildErrorKind;
use super::date::Date;
use super::moment::Moment;
use super::names::Names;
use super::{check, grammar, references};
use crate::source::{Span, Spanned};
use crate::warning::WarningKind;

/// The keys that archives use, in the order in which archives write them.
pub(crate) static KEYS: [Key; 8] = [
    Key::new("layout", Form::Plain),
    Key::new("title", Form::Quoted),
    Key::new("date", Form::Date),
    Key::new("author", Form::Text),
    Key::new("from", Form::Url),
    Key::new("tags", Form::Names),
    Key::new("comments", Form::Plain),
    Key::new("categories", Form::Names),
];

/// A row of [`KEYS`]: a key of the front matter, and the form of its value.
#[derive(Debug)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(super) form: Form,
}

impl Key {
    const fn new(name: &'static str, form: Form) -> Self {
        Key { name, form }
    }
}

/// Returns the row of [`KEYS`] with this name, and its index. Returns `None` if [`KEYS`] does not
/// contain the name.
pub(super) fn find(name: &str) -> Option<(usize, &'static Key)> {
    // Comparing the first byte and the length first avoids most comparisons of whole names.
    let (first, len) = (name.as_bytes().first(), name.len());
    KEYS.iter().enumerate().find(|(_, key)| {
        key.name.as_bytes().first() == first && key.name.len() == len && key.name == name
    })
}

/// Returns the form of the value of a key. The form is [`Form::Verbatim`] if [`KEYS`] does not
/// contain the key.
pub(super) fn form_of(name: &str) -> Form {
    find(name).map_or(Form::Verbatim, |(_, key)| key.form)
}

/// The form in which a value is written in the front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Text that is read and written verbatim, including quotes. Values of keys that are not in
    /// [`KEYS`] have this form.
    Verbatim,
    /// Text that is written verbatim. When the text is read, enclosing quotes are removed.
    Plain,
    /// Text such as the value of `author`. When the text is read, enclosing quotes are removed, and
    /// character references are decoded.
    Text,
    /// Text that is written between double quotes, such as the value of `title`. `"` in the text is
    /// written as `\"`. When the text is read, single quotes are also accepted, and character
    /// references are decoded.
    Quoted,
    /// An absolute URL, which is written verbatim. When the URL is read, enclosing quotes are
    /// removed.
    Url,
    /// A date that [`grammar::date`] can parse, such as `2021-04-15`. When the date is read,
    /// enclosing quotes are removed.
    Date,
    /// Names that are written in brackets, separated by spaces, such as `[ X Y ]`. When the list is
    /// read, commas and quotes are also accepted: see [`Names`].
    Names,
}

/// A parsed value of the front matter. `None`: the value is missing or empty.
#[derive(Debug)]
pub(crate) enum Value<'a> {
    Text(Option<Spanned<Cow<'a, str>>>),
    Date(Option<Spanned<Date<'a>>>),
    Names(Names<'a>),
}

/// A value to write to the front matter.
#[derive(Debug, Clone)]
pub(super) enum Input {
    Text(String),
    Date(Moment),
    Names(Vec<String>),
}

impl Form {
    /// Returns the text of a value without enclosing quotes or brackets. Returns `None` if this
    /// text is empty.
    pub(super) fn text(self, raw: Spanned<&str>) -> Option<Spanned<&str>> {
        let inner = match self {
            Form::Verbatim => return Some(raw).filter(|raw| !raw.is_empty()),
            Form::Plain | Form::Text | Form::Date => grammar::quoted(&raw),
            // If a title or URL starts and ends with a double quote, its text is everything between these two
            // quotes, including other quotes.
            Form::Quoted | Form::Url => grammar::quoted_loosely(&raw),
            Form::Names => grammar::names(&raw),
        };
        let text = inner.map_or(raw, |(_, inner)| grammar::part_of(raw, inner));
        Some(text).filter(|text| !text.is_empty())
    }

    /// Parses a value. `raw` is the value as written, or `None` if the key is missing or its value
    /// is empty.
    pub(super) fn read<'a>(self, raw: Option<Spanned<&'a str>>) -> Value<'a> {
        let text = raw.and_then(|raw| self.text(raw));
        let quote = || raw.filter(|raw| Some(raw.span()) != text.map(|text| text.span()));
        match self {
            Form::Verbatim | Form::Plain | Form::Url => Value::Text(mapped(text, Cow::Borrowed)),
            Form::Text | Form::Quoted => Value::Text(mapped(text, |text| {
                let is_title = self == Form::Quoted;
                let text = match quote().and_then(|raw| raw.chars().next()) {
                    Some('\'') => unescape(text, "''", "'"),
                    None if !is_title => Cow::Borrowed(text),
                    _ => unescape(text, "\\\"", "\""),
                };
                decoded(text)
            })),
            Form::Date => Value::Date(mapped(text, Date::of_front_matter)),
            Form::Names => Value::Names(Names::of(text)),
        }
    }

    /// Returns the kind of the warning about the value `raw`, or `None` if the value has no
    /// problem. `raw` must be the value as written.
    pub(super) fn warning(self, raw: &str) -> Option<WarningKind> {
        match self {
            Form::Quoted | Form::Url
                if raw.starts_with('"') && grammar::quoted_loosely(raw).is_err() =>
            {
                Some(WarningKind::UnclosedQuote)
            }
            Form::Date => {
                let date = self.text(Spanned::new(raw, Span::default()))?;
                let is_date = grammar::date(&date).is_ok();
                (!is_date).then_some(WarningKind::InvalidDate)
            }
            _ => None,
        }
    }

    /// Returns `text` as it is written in the front matter. `&` is escaped where it would start a
    /// character reference. A title is always put between double quotes. Other text is put between
    /// double quotes only if it starts with a quote. Without the double quotes, a parser might
    /// remove that quote.
    fn written_text(self, text: &str) -> String {
        let text = references::escape(text);
        match self == Form::Quoted || text.starts_with(['"', '\'']) {
            true => format!("\"{}\"", text.replace('"', "\\\"")),
            false => text.into_owned(),
        }
    }

    /// Checks a value, and returns the text to write in the front matter.
    pub(super) fn write(self, input: &Input) -> Result<String, BuildErrorKind> {
        match (self, input) {
            (Form::Quoted, Input::Text(text)) => {
                check::line(text)?;
                Ok(self.written_text(text))
            }
            (Form::Text, Input::Text(text)) => {
                check::trimmed(text)?;
                Ok(self.written_text(text))
            }
            (Form::Url, Input::Text(text)) => {
                check::url(text)?;
                Ok(text.clone())
            }
            (Form::Date, Input::Text(text)) => {
                let is_date = text.is_empty() || grammar::date(text).is_ok();
                check::refuse(!is_date, BuildErrorKind::Date)?;
                Ok(text.clone())
            }
            (Form::Plain, Input::Text(text)) => {
                check::unquoted(text)?;
                Ok(text.clone())
            }
            (_, Input::Text(text)) => {
                check::trimmed(text)?;
                Ok(text.clone())
            }
            (_, Input::Date(date)) => {
                let text = date_text(*date);
                let is_read = Date::of_front_matter(&text).parsed() == Some(*date);
                check::refuse(!is_read, BuildErrorKind::Date)?;
                Ok(text)
            }
            (_, Input::Names(names)) => {
                names.iter().try_for_each(|name| check::name(name))?;
                Ok(format!("[ {} ]", names.join(" ")))
            }
        }
    }
}

/// Returns `text` with the escapes and quotes that the value of `key` needs in the front matter.
/// Returns `None` if the key's form is neither [`Form::Text`] nor [`Form::Quoted`].
pub(crate) fn written_text(key: &str, text: &str) -> Option<String> {
    let form = form_of(key);
    matches!(form, Form::Text | Form::Quoted).then(|| form.written_text(text))
}

impl Input {
    /// Converts `text` to the [`Input`] for `key`. If the key is `tags` or `categories`, `text` must contain
    /// names separated by white space.
    pub(super) fn of(key: &str, text: String) -> Self {
        match form_of(key) {
            Form::Names => Input::Names(text.split_ascii_whitespace().map(str::to_owned).collect()),
            _ => Input::Text(text),
        }
    }

    /// Returns whether `value` equals this input. `value` must be parsed from the file to which
    /// this input was written.
    pub(super) fn is_read(&self, value: Value<'_>) -> bool {
        match (self, value) {
            (Input::Text(text), Value::Text(read)) => {
                read.as_ref().map_or("", |read| read.value()) == text
            }
            (Input::Text(text), Value::Date(read)) => read.map_or("", |read| read.raw()) == text,
            (Input::Date(date), Value::Date(read)) => {
                read.and_then(|read| read.parsed()) == Some(*date)
            }
            (Input::Names(names), Value::Names(read)) => read.map(|name| *name).eq(names),
            _ => false,
        }
    }
}

fn mapped<T, U>(value: Option<Spanned<T>>, f: impl FnOnce(T) -> U) -> Option<Spanned<U>> {
    let value = value?;
    let span = value.span();
    Some(Spanned::new(f(value.into_value()), span))
}

/// Returns `text` with each `escape` replaced by `meant`. `escape` must consist of two bytes.
fn unescape<'a>(text: &'a str, escape: &str, meant: &str) -> Cow<'a, str> {
    // Nearly all titles do not contain the first byte, and a search for one byte is faster than one for two.
    let first = escape.as_bytes().first();
    let has_first = first.is_some_and(|first| memchr::memchr(*first, text.as_bytes()).is_some());
    match has_first && text.contains(escape) {
        true => Cow::Owned(text.replace(escape, meant)),
        false => Cow::Borrowed(text),
    }
}

/// Returns `text` with its character references decoded.
fn decoded(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => references::decode(text),
        Cow::Owned(text) => Cow::Owned(references::decode(&text).into_owned()),
    }
}

/// Returns the text of a date in the format of RFC 3339. A date in UTC is written with
/// milliseconds, as in archives.
fn date_text(date: Moment) -> String {
    match date.offset_date_time() {
        Some(date) if date.offset().local_minus_utc() == 0 => {
            date.to_rfc3339_opts(SecondsFormat::Millis, true)
        }
        _ => date.to_string(),
    }
}
