//! The table of the front matter's keys that archives use.
//!
//! To add a key, add a row to [`KEYS`]. The row determines how [`FrontMatter`](super::FrontMatter) reads the
//! key, the warnings about it, its place and form in the output of
//! [`FrontMatterBuilder`](super::FrontMatterBuilder), its errors and its field in JSON. A dedicated getter or
//! setter takes one more line.

use std::borrow::Cow;

use chrono::SecondsFormat;

use super::build_error::BuildErrorKind;
use super::date::Date;
use super::moment::Moment;
use super::names::Names;
use super::{check, grammar, references};
use crate::source::{Span, Spanned};
use crate::warning::WarningKind;

/// The keys, in the order in which archives have them.
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

/// A row of the table.
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

/// Returns the index and the row of a key, or `None` if the table does not contain it.
pub(super) fn find(name: &str) -> Option<(usize, &'static Key)> {
    // Comparing the first byte and the length first avoids most comparisons of whole names.
    let (first, len) = (name.as_bytes().first(), name.len());
    KEYS.iter().enumerate().find(|(_, key)| {
        key.name.as_bytes().first() == first && key.name.len() == len && key.name == name
    })
}

/// Returns the form of a key, which is [`Form::Verbatim`] if the table does not contain it.
pub(super) fn form_of(name: &str) -> Form {
    find(name).map_or(Form::Verbatim, |(_, key)| key.form)
}

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// As it is, quotes included. The form of keys that are not in the table.
    Verbatim,
    /// As it is. When read, quotes around this and all following forms are removed.
    Plain,
    /// As it is, with character references.
    Text,
    /// Between double quotes, with `\"` for `"` and with character references.
    Quoted,
    /// An absolute URL, as it is.
    Url,
    /// A date in a form of [`grammar::date`].
    Date,
    /// Names between brackets, separated by spaces.
    Names,
}

/// A value that was read. An empty value is `None`.
#[derive(Debug)]
pub(crate) enum Value<'a> {
    Text(Option<Spanned<Cow<'a, str>>>),
    Date(Option<Spanned<Date<'a>>>),
    Names(Names<'a>),
}

/// A value to be written.
#[derive(Debug, Clone)]
pub(super) enum Input {
    Text(String),
    Date(Moment),
    Names(Vec<String>),
}

impl Form {
    /// Returns the text of a value, without quotes or brackets, or `None` if it is empty.
    pub(super) fn text(self, raw: Spanned<&str>) -> Option<Spanned<&str>> {
        let inner = match self {
            Form::Verbatim => return Some(raw).filter(|raw| !raw.is_empty()),
            Form::Plain | Form::Text | Form::Date => grammar::quoted(&raw),
            // A title that starts and ends with a quote is everything between these two, including other
            // quotes.
            Form::Quoted | Form::Url => grammar::quoted_loosely(&raw),
            Form::Names => grammar::names(&raw),
        };
        let text = inner.map_or(raw, |(_, inner)| grammar::part_of(raw, inner));
        Some(text).filter(|text| !text.is_empty())
    }

    /// Reads a value.
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

    /// Returns the problem of a value that was read, if there is one.
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

    /// Returns a text as it is written. A title is put between quotes; other text only if it starts with a
    /// quote, which readers would drop.
    fn written_text(self, text: &str) -> String {
        let text = references::escape(text);
        match self == Form::Quoted || text.starts_with(['"', '\'']) {
            true => format!("\"{}\"", text.replace('"', "\\\"")),
            false => text.into_owned(),
        }
    }

    /// Returns a value as it is written.
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

/// Returns `text` as it is written for the key, or `None` if values of this key are written as they are.
pub(crate) fn written_text(key: &str, text: &str) -> Option<String> {
    let form = form_of(key);
    matches!(form, Form::Text | Form::Quoted).then(|| form.written_text(text))
}

impl Input {
    /// Returns the input of a key from text, in which names are separated by spaces.
    pub(super) fn of(key: &str, text: String) -> Self {
        match form_of(key) {
            Form::Names => Input::Names(text.split_ascii_whitespace().map(str::to_owned).collect()),
            _ => Input::Text(text),
        }
    }

    /// Returns whether `value`, which was read, is this input.
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

/// Returns `text` with an escape of two bytes read as `meant`.
fn unescape<'a>(text: &'a str, escape: &str, meant: &str) -> Cow<'a, str> {
    // Searching for the first byte avoids the search for both in nearly all titles.
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

/// Returns a date as in archives: with milliseconds if it is in UTC.
fn date_text(date: Moment) -> String {
    match date.offset_date_time() {
        Some(date) if date.offset().local_minus_utc() == 0 => {
            date.to_rfc3339_opts(SecondsFormat::Millis, true)
        }
        _ => date.to_string(),
    }
}
