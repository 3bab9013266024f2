//! Prints hits.

use std::fmt::Write as _;
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::ops::Range;

use serde_json::json;

use super::hits::{Hit, Hits};
use super::options::Options;
use crate::arguments::Common;
use crate::terminal::visible;

/// Renders hits in the output format. Each thread has a copy.
#[derive(Debug, Clone, Copy)]
pub struct Renderer {
    form: Form,
    has_color: bool,
}

/// The output format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// One line per sentence with hits: path, line, column and sentence.
    Lines,
    /// Like `Lines`, but the path is above the lines of a file.
    Grouped,
    Count,
    Files,
    Json,
    Nothing,
}

/// The maximum number of characters of a sentence that are printed before a hit. The same maximum
/// applies to the characters after a hit. Some paragraphs are one long sentence.
const MOST: usize = 100;

const PATH: &str = "\x1b[35m";
const NUMBER: &str = "\x1b[32m";
const HIT: &str = "\x1b[1;31m";
const PLAIN: &str = "\x1b[0m";

impl Renderer {
    pub fn new(options: &Options, common: &Common) -> Self {
        let form = match options {
            _ if common.quiet => Form::Nothing,
            Options { count: true, .. } => Form::Count,
            Options { files: true, .. } => Form::Files,
            Options { json: true, .. } => Form::Json,
            _ if io::stdout().is_terminal() => Form::Grouped,
            _ => Form::Lines,
        };
        Renderer {
            form,
            has_color: common.color.is_on(&io::stdout()),
        }
    }

    /// Returns the output for a file. `found` must contain at least one hit.
    pub fn render(self, path: &str, found: &Hits<'_>) -> String {
        let shown = self.colored(PATH, &visible(path));
        match self.form {
            Form::Nothing => String::new(),
            Form::Files => format!("{shown}\n"),
            Form::Count => format!("{shown}:{}\n", found.all().len()),
            Form::Json => to_json(path, found),
            Form::Lines => self.lines(&format!("{shown}:"), found),
            Form::Grouped => format!("{shown}\n{}", self.lines("", found)),
        }
    }

    fn lines(self, before: &str, found: &Hits<'_>) -> String {
        let mut lines = String::new();
        let (positions, sentences) = (found.positions(), found.sentences());
        let mut hits = found.all();
        let places: Vec<_> = positions.into_iter().zip(sentences).collect();
        for places in places.chunk_by(|(_, a), (_, b)| a == b) {
            let [(position, sentence), ..] = places else {
                continue;
            };
            let (here, after) = hits.split_at(places.len());
            hits = after;
            let line = self.colored(NUMBER, &position.line.to_string());
            let column = self.colored(NUMBER, &position.column.to_string());
            let sentence = self.sentence(found.text(), sentence.clone(), here);
            // Writing to a string does not fail.
            let _ = writeln!(lines, "{before}{line}:{column}:{sentence}");
        }
        lines
    }

    /// Returns a sentence with its hits in color. Text that is far from the hits is replaced by
    /// `…`.
    fn sentence(self, text: &str, sentence: Range<usize>, hits: &[Hit]) -> String {
        let mut line = String::new();
        let mut at = sentence.start;
        for (index, Hit { range, .. }) in hits.iter().enumerate() {
            line += &between(&text[at..range.start], index > 0, true);
            line += &self.colored(HIT, &on_a_line(&text[range.clone()]));
            at = range.end;
        }
        line + &between(&text[at..sentence.end], true, false)
    }

    fn colored(self, color: &str, text: &str) -> String {
        match self.has_color {
            true => format!("{color}{text}{PLAIN}"),
            false => text.to_owned(),
        }
    }
}

/// Renders the part of a sentence before, between or after hits. In a long part, the text that is
/// not near a hit is replaced by `…`. `is_after_hit` is `true` if a hit ends where the part starts.
/// `is_before_hit` is `true` if a hit starts where the part ends.
fn between(text: &str, is_after_hit: bool, is_before_hit: bool) -> String {
    let head_end = text.char_indices().nth(MOST).map(|(at, _)| at);
    let tail_start = text.char_indices().rev().nth(MOST - 1).map(|(at, _)| at);
    let head = head_end.filter(|_| is_after_hit).unwrap_or(0);
    let tail = tail_start.filter(|_| is_before_hit).unwrap_or(text.len());
    match head < tail && (head_end.is_some() && tail_start.is_some()) {
        true => format!("{}…{}", on_a_line(&text[..head]), on_a_line(&text[tail..])),
        false => on_a_line(text),
    }
}

/// Returns the part of a sentence that is near a hit. If the whole sentence were printed for each
/// of its hits, the output would be quadratic in the length of the sentence.
fn near(hit: &Range<usize>, sentence: Range<usize>, text: &str) -> Range<usize> {
    let before = text[sentence.start..hit.start].char_indices();
    let after = text[hit.end..sentence.end].char_indices();
    let start = before.rev().nth(MOST - 1).map_or(0, |(at, _)| at);
    let end = after.map(|(at, _)| hit.end + at).nth(MOST);
    sentence.start + start..end.unwrap_or(sentence.end)
}

/// Returns the text on one line: line breaks and tabs become spaces, and other control characters
/// become `?` or `¿`.
fn on_a_line(text: &str) -> String {
    visible(&text.replace(['\n', '\t'], " "))
}

/// Returns a JSON object for each hit, on a separate line.
fn to_json(path: &str, found: &Hits<'_>) -> String {
    let places = found.positions().into_iter().zip(found.sentences());
    let hits = found.all().iter().zip(places);
    let lines = hits.map(|(hit, (position, sentence))| {
        let object = json!({
            "path": path,
            "part": found.part_of(hit),
            "line": position.line,
            "column": position.column,
            "span": [hit.span.start, hit.span.end],
            "text": found.text()[hit.range.clone()],
            "sentence": found.text()[near(&hit.range, sentence, found.text())],
        });
        format!("{object}\n")
    });
    lines.collect()
}

pub struct Printer {
    renderer: Renderer,
    out: BufWriter<Stdout>,
    has_printed: bool,
}

impl Printer {
    pub fn new(renderer: Renderer) -> Self {
        Printer {
            renderer,
            out: BufWriter::new(io::stdout()),
            has_printed: false,
        }
    }

    /// Prints the rendered hits of a file.
    pub fn print(&mut self, text: &str) -> io::Result<()> {
        let is_grouped = self.renderer.form == Form::Grouped;
        if is_grouped && self.has_printed {
            self.out.write_all(b"\n")?;
        }
        self.has_printed = true;
        self.out.write_all(text.as_bytes())?;
        match is_grouped {
            // A user at the terminal is waiting for the hits.
            true => self.out.flush(),
            false => Ok(()),
        }
    }

    pub fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
