//! How hits are printed.

use std::fmt::Write as _;
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::ops::Range;

use serde_json::json;

use super::hits::{Hit, Hits};
use super::options::Options;
use crate::arguments::Common;
use crate::terminal::visible;

/// Makes text of hits. Threads share it.
#[derive(Debug, Clone, Copy)]
pub struct Renderer {
    form: Form,
    has_color: bool,
}

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Lines of path, line, column and sentence.
    Lines,
    /// The same with the path above the lines.
    Grouped,
    Count,
    Files,
    Json,
    Nothing,
}

/// How many characters of a sentence are printed before and after a hit: some paragraphs are one long sentence.
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

    /// Returns what is printed for the hits in a file, of which there is at least one.
    pub fn render(self, path: &str, found: &Hits) -> String {
        let shown = self.colored(PATH, &visible(path));
        match self.form {
            Form::Nothing => String::new(),
            Form::Files => format!("{shown}\n"),
            Form::Count => format!("{shown}:{}\n", found.hits.len()),
            Form::Json => { found.hits.iter() }
                .map(|hit| to_json(path, found.text(), hit) + "\n")
                .collect(),
            Form::Lines => self.lines(&format!("{shown}:"), found),
            Form::Grouped => format!("{shown}\n{}", self.lines("", found)),
        }
    }

    fn lines(self, before: &str, found: &Hits) -> String {
        let mut lines = String::new();
        for hits in found.hits.chunk_by(|a, b| a.sentence == b.sentence) {
            let [first, ..] = hits else {
                continue;
            };
            let line = self.colored(NUMBER, &first.position.line.to_string());
            let column = self.colored(NUMBER, &first.position.column.to_string());
            let sentence = self.sentence(found.text(), hits);
            // Writing to a string does not fail.
            let _ = writeln!(lines, "{before}{line}:{column}:{sentence}");
        }
        lines
    }

    /// Returns the sentence that all of the hits are in, cut to what is near them.
    fn sentence(self, text: &str, hits: &[Hit]) -> String {
        let mut line = String::new();
        let mut at = hits.first().map_or(0, |hit| hit.sentence.start);
        for (index, hit) in hits.iter().enumerate() {
            let start = hit.range.start.max(at);
            line += &between(&text[at..start], index > 0, true);
            line += &self.colored(HIT, &on_a_line(&text[start..hit.range.end.max(start)]));
            at = hit.range.end.max(start);
        }
        let end = hits.last().map_or(at, |hit| hit.sentence.end);
        line + &between(&text[at..end], true, false)
    }

    fn colored(self, color: &str, text: &str) -> String {
        match self.has_color {
            true => format!("{color}{text}{PLAIN}"),
            false => text.to_owned(),
        }
    }
}

/// Returns a part of a sentence, cut to what is near a hit before it, after it or both.
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

/// Returns the text with line breaks as spaces, and without commands of a terminal.
fn on_a_line(text: &str) -> String {
    visible(&text.replace(['\n', '\t'], " "))
}

fn to_json(path: &str, text: &str, hit: &Hit) -> String {
    let slice = |range: &Range<usize>| &text[range.clone()];
    json!({
        "path": path,
        "part": hit.part,
        "line": hit.position.line,
        "column": hit.position.column,
        "span": [hit.span.start, hit.span.end],
        "text": slice(&hit.range),
        "sentence": slice(&hit.sentence),
    })
    .to_string()
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

    /// Prints what was rendered for a file.
    pub fn print(&mut self, text: &str) -> io::Result<()> {
        let is_grouped = self.renderer.form == Form::Grouped;
        if is_grouped && self.has_printed {
            self.out.write_all(b"\n")?;
        }
        self.has_printed = true;
        self.out.write_all(text.as_bytes())?;
        match is_grouped {
            // Someone waits for it.
            true => self.out.flush(),
            false => Ok(()),
        }
    }

    pub fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
