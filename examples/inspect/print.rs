//! Prints rows for a terminal of 80 columns. Each row has a label, a span and a value.

use std::fmt::Write as _;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use newsprint::Span;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The number of columns in a line.
pub const WIDTH: usize = 80;
/// The number of columns for a span and the spaces after it.
pub const SPAN_WIDTH: usize = 16;
const LABEL_WIDTH: usize = 13;

/// The style of elements and labels.
pub const NAME: Style = AnsiColor::Cyan.on_default();
/// The style of less important text.
pub const FAINT: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();
const WARNING: Style = AnsiColor::Yellow.on_default();

/// Writes the name of a file.
pub fn heading(out: &mut impl Write, name: &str) -> io::Result<()> {
    writeln!(out, "{BOLD}{}{BOLD:#}", printable(name))
}

/// Writes rows. Each row has a label, a span (if requested) and a value.
pub struct Rows<'w, W> {
    out: &'w mut W,
    spans: bool,
}

impl<'w, W: Write> Rows<'w, W> {
    /// Returns a writer of rows to `out`. If `spans` is `true`, the rows contain spans.
    pub fn new(out: &'w mut W, spans: bool) -> Self {
        Rows { out, spans }
    }

    /// Writes a row without a value, such as the heading of other rows.
    pub fn heading(&mut self, label: &str, span: Option<Span>) -> io::Result<()> {
        let span = span.filter(|_| self.spans).map(|span| span.to_string());
        let span = span.unwrap_or_default();
        writeln!(
            self.out,
            "  {NAME}{label:LABEL_WIDTH$}{NAME:#}{FAINT}{span}{FAINT:#}"
        )
    }

    /// Writes a row with the whole value, on as many lines as needed.
    pub fn whole(&mut self, label: &str, span: Option<Span>, value: &str) -> io::Result<()> {
        self.begin(NAME, label, span)?;
        self.end(value)
    }

    /// Writes a row on one line. A value that is too long is cut off and ends with `…`.
    pub fn short(&mut self, label: &str, span: Option<Span>, value: &str) -> io::Result<()> {
        let value = shorten(&printable(value), WIDTH - self.indent());
        self.begin(NAME, label, span)?;
        writeln!(self.out, "{value}")
    }

    /// Writes a row with a URL. The URL is not wrapped, so that it can be copied.
    pub fn address(&mut self, label: &str, span: Option<Span>, value: &str) -> io::Result<()> {
        self.begin(NAME, label, span)?;
        writeln!(self.out, "{}", printable(value))
    }

    /// Writes a row with a warning.
    pub fn warning(&mut self, span: Span, value: &str) -> io::Result<()> {
        self.begin(WARNING, "warning", Some(span))?;
        self.end(value)
    }

    fn begin(&mut self, style: Style, label: &str, span: Option<Span>) -> io::Result<()> {
        let label = shorten(&printable(label), LABEL_WIDTH - 1);
        let blanks = LABEL_WIDTH - label.width();
        write!(self.out, "  {style}{label}{style:#}{:blanks$}", "")?;
        if self.spans {
            write_span(self.out, span)?;
        }
        Ok(())
    }

    fn end(&mut self, value: &str) -> io::Result<()> {
        let indent = self.indent();
        let lines = wrap(&printable(value), WIDTH - indent);
        for (number, line) in lines.iter().enumerate() {
            if number > 0 {
                write!(self.out, "{:indent$}", "")?;
            }
            writeln!(self.out, "{line}")?;
        }
        Ok(())
    }

    fn indent(&self) -> usize {
        2 + LABEL_WIDTH + if self.spans { SPAN_WIDTH } else { 0 }
    }
}

/// Writes a span and the spaces after it.
pub fn write_span(out: &mut impl Write, span: Option<Span>) -> io::Result<()> {
    let text = span.map(|span| span.to_string()).unwrap_or_default();
    write!(out, "{FAINT}{text:SPAN_WIDTH$}{FAINT:#}")
}

/// Returns the text with control characters escaped, because a terminal would interpret them.
pub fn printable(text: &str) -> String {
    let mut printable = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '\n' => printable.push_str("\\n"),
            _ if char.is_control() => {
                let _ = write!(printable, "{}", char.escape_default());
            }
            _ => printable.push(char),
        }
    }
    printable
}

/// Returns the text if it fits into `columns`. Otherwise, returns the start of the text and `…`.
pub fn shorten(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut shortened = String::new();
    let mut used = 1;
    for char in text.chars() {
        used += char.width().unwrap_or(0);
        if used > columns {
            break;
        }
        shortened.push(char);
    }
    shortened.push('…');
    shortened
}

/// Breaks the text into lines at spaces and next to wide characters, such as Chinese characters. A
/// line is longer than `columns` only if it cannot be broken.
fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in words(text) {
        let width = word.width();
        if used + word.trim_end().width() > columns && !line.is_empty() {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
            used = 0;
        }
        line.push_str(word);
        used += width;
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// Returns the parts of the text between which a line may break. Each part includes the spaces
/// after it.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_wide = |char: char| char.width().unwrap_or(0) > 1;
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut chars = rest.char_indices();
        let (_, mut before) = chars.next()?;
        let end = chars
            .find(|&(_, char)| {
                let is_break = (before == ' ' && char != ' ') || is_wide(before) || is_wide(char);
                before = char;
                is_break && !is_closing(char)
            })
            .map_or(rest.len(), |(index, _)| index);
        let (word, behind) = rest.split_at(end);
        rest = behind;
        Some(word)
    })
}

/// Returns whether the character must not begin a line.
fn is_closing(char: char) -> bool {
    "，。、；：！？）》」』”’…,.;:!?)] ".contains(char)
}
