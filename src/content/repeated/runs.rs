//! Finds the text of an article that the publisher repeats in other articles.

use std::ops::Range;

use super::super::characters::is_wide;
use super::lines::{Line, Lines};
use super::text::{Group, RepeatedText};

/// The minimum total width of adjacent repeated lines, in [`columns`]. Shorter lines stay in the
/// article, unless they contain a URL. A shorter text may be a heading such as `結語`, or a phrase
/// that an author often uses.
const MIN_COLUMNS: usize = 16;
/// The minimum total width of adjacent repeated pieces of a line, in [`columns`]. Shorter pieces
/// stay in the article, unless they contain a URL.
const MIN_COLUMNS_IN_LINE: usize = 40;

/// A run of repeated text: adjacent lines, or adjacent pieces of a line, all of which are repeated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    /// The range of the repeated text in [`Lines::text`], without white space around it.
    pub(super) taken: Range<usize>,
    /// The range that is left out of the article: `taken` and the white space before it. If `taken`
    /// is at the start of the article's text, the white space after `taken` is left out, too.
    pub(super) left_out: Range<usize>,
}

/// Returns the runs of repeated text, in order.
pub(super) fn find(lines: &Lines, group: &Group, repeated: &RepeatedText) -> Vec<Run> {
    let is_repeated = |range: &Range<usize>| repeated.contains(group, lines.text_of(range.clone()));
    let mut runs = Runs::default();
    if let Some(line) = lines.only().filter(|line| !is_repeated(&line.range)) {
        if line.stays || line.group.is_some() {
            return Vec::new();
        }
        // White space between two repeated pieces is taken out with them.
        let is_blank = |piece: &Range<usize>| lines.text_of(piece.clone()).trim().is_empty();
        for piece in lines.pieces(line).filter(|piece| !is_blank(piece)) {
            let is_it = is_repeated(&piece);
            runs.add(piece, is_it);
        }
        return runs.into_long(lines, MIN_COLUMNS_IN_LINE);
    }
    let is_same = |one: &Line, other: &Line| one.group.is_some() && one.group == other.group;
    for group in lines.lines.chunk_by(is_same) {
        if let (Some(first), Some(last)) = (group.first(), group.last()) {
            let is_it = |line: &Line| !line.stays && is_repeated(&line.range);
            runs.add(first.range.start..last.range.end, group.iter().all(is_it));
        }
    }
    runs.into_long(lines, MIN_COLUMNS)
}

/// Joins adjacent repeated texts into runs.
#[derive(Debug, Default)]
struct Runs {
    runs: Vec<Range<usize>>,
    /// Whether the last text that was added is repeated. If the next text is repeated, too, it
    /// extends the last run.
    goes_on: bool,
}

impl Runs {
    fn add(&mut self, range: Range<usize>, is_repeated: bool) {
        match self.runs.last_mut().filter(|_| self.goes_on) {
            Some(last) if is_repeated => last.end = range.end,
            _ if is_repeated => self.runs.push(range),
            _ => {}
        }
        self.goes_on = is_repeated;
    }

    /// Returns the runs that have at least `min` columns or contain a URL.
    fn into_long(self, lines: &Lines, min: usize) -> Vec<Run> {
        let is_long = |text: &str| text.contains("://") || columns(text, min) >= min;
        let runs = self.runs.into_iter();
        runs.filter(|run| is_long(lines.text_of(run.clone())))
            .map(|run| Run::new(&lines.text, run))
            .collect()
    }
}

impl Run {
    fn new(text: &str, run: Range<usize>) -> Self {
        let of = |range: Range<usize>| text.get(range).unwrap_or_default();
        let inside = of(run.clone());
        let start = run.end - inside.trim_start().len();
        let taken = start..start + inside.trim().len();
        let before = of(0..taken.start).trim_end().len();
        let after = text.len() - of(taken.end..text.len()).trim_start().len();
        let left_out = match before {
            0 => 0..after,
            before => before..taken.end,
        };
        Run { taken, left_out }
    }
}

/// Returns the width of the letters and digits in a text, in columns. A wide character, such as a
/// Chinese one, has two columns, and any other character has one. Stops counting at `max`.
fn columns(text: &str, max: usize) -> usize {
    let mut columns = 0;
    for char in text.chars().filter(|char| char.is_alphanumeric()) {
        columns += if is_wide(char) { 2 } else { 1 };
        if columns >= max {
            break;
        }
    }
    columns
}
