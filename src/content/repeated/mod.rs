//! Text that a source repeats in many articles, which only an archive can tell.

mod lines;
mod split;
mod take_out;

use std::collections::HashSet;
use std::fmt;
use std::hash::Hasher;
use std::ops::Range;
use std::sync::Arc;

use siphasher::sip::SipHasher13;

use self::lines::Lines;
pub(super) use self::take_out::take_out;
use super::characters::is_wide;
use super::tree::Tree;
use crate::envelope::Envelope;
use crate::url;

/// How many columns repeated lines must have together, and how many repeated pieces of a line. A URL is enough.
/// In fewer there are headings such as `結語`, and in prose phrases that an author likes.
const MIN_COLUMNS: usize = 16;
const MIN_COLUMNS_IN_LINE: usize = 40;

/// How many lines of an article are learned, at its start and at its end.
const MAX_LINES: usize = 128;

/// The lines that sources repeat in an archive, from [`LineCounts`](crate::archive::LineCounts): hashes, no
/// texts. Cheap to clone.
///
/// Pass it to [`ContentOptions::repeated`](crate::ContentOptions::repeated).
#[derive(Clone, Default, PartialEq, Eq)]
pub struct RepeatedText(Arc<HashSet<u64>>);

impl RepeatedText {
    /// Returns how many lines repeat.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether no line repeats.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the text whose lines have these hashes, from [`hashes`].
    pub(crate) fn of_hashes(hashes: impl Iterator<Item = u64>) -> Self {
        RepeatedText(Arc::new(hashes.collect()))
    }
}

impl fmt::Debug for RepeatedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("RepeatedText");
        debug.field("len", &self.len()).finish_non_exhaustive()
    }
}

/// The articles among which a line repeats: those of a host and an author.
#[derive(Debug, Clone)]
pub(crate) struct Group(SipHasher13);

impl Group {
    pub(crate) fn of(envelope: &Envelope<'_>) -> Self {
        let link = envelope.link();
        let host = url::host(&link).unwrap_or_default().to_ascii_lowercase();
        let author = envelope.front_matter().and_then(|matter| matter.author());
        let mut hash = SipHasher13::new();
        hash.write(host.strip_prefix("www.").unwrap_or(&host).as_bytes());
        hash.write(b"\n");
        hash.write(author.as_deref().map_or("", |author| author).as_bytes());
        hash.write(b"\n");
        Group(hash)
    }

    /// Returns the hash of a text of an article of the group, without white space.
    pub(crate) fn hash(&self, text: &str) -> u64 {
        let mut hash = self.0;
        for word in text.split_whitespace() {
            hash.write(word.as_bytes());
        }
        hash.finish()
    }
}

/// Returns the hashes of the lines to learn, each once: whole lines, and the pieces of a line that is all of
/// the text. At most [`MAX_LINES`] are from the start of the text, and as many from its end.
pub(super) fn hashes(tree: &Tree<'_>, group: &Group) -> Vec<u64> {
    let lines = Lines::of(tree);
    let ranges: Vec<_> = match lines.only() {
        Some(line) => {
            let whole = std::iter::once(line.range.clone());
            whole.chain(pieces(&lines, &line.range)).collect()
        }
        None => { &lines.lines }
            .iter()
            .map(|line| line.range.clone())
            .collect(),
    };
    let end = ranges.len().saturating_sub(MAX_LINES).max(MAX_LINES);
    let first = ranges.iter().take(MAX_LINES);
    let texts = first.chain(ranges.iter().skip(end));
    let mut hashes: Vec<_> = texts
        .map(|range| lines.text_of(range.clone()))
        .filter(|text| !text.trim().is_empty())
        .map(|text| group.hash(text))
        .collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// Text that repeats, without a line between that does not.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Run {
    /// Where it is in the text of all lines.
    taken: Range<usize>,
    /// The same, with white space next to it that is left out.
    left_out: Range<usize>,
}

/// Returns the text that repeats, in order.
fn find(lines: &Lines, group: &Group, repeated: &RepeatedText) -> Vec<Run> {
    let is_repeated = |range: &Range<usize>| {
        repeated
            .0
            .contains(&group.hash(lines.text_of(range.clone())))
    };
    let mut runs = Runs::default();
    match lines.only() {
        Some(line) if !line.stays && line.group.is_none() && !is_repeated(&line.range) => {
            // White space between two pieces goes with them.
            let is_blank = |piece: &Range<usize>| lines.text_of(piece.clone()).trim().is_empty();
            for piece in pieces(lines, &line.range).filter(|piece| !is_blank(piece)) {
                let is_it = is_repeated(&piece);
                runs.add(piece, is_it);
            }
            runs.into_long(lines, MIN_COLUMNS_IN_LINE)
        }
        _ => {
            let same_group = |one: &lines::Line, other: &lines::Line| {
                one.group.is_some() && one.group == other.group
            };
            for group in lines.lines.chunk_by(same_group) {
                let [first, .., last] = group else {
                    let is_it = |line: &lines::Line| !line.stays && is_repeated(&line.range);
                    group
                        .iter()
                        .for_each(|line| runs.add(line.range.clone(), is_it(line)));
                    continue;
                };
                let is_it = group
                    .iter()
                    .all(|line| !line.stays && is_repeated(&line.range));
                runs.add(first.range.start..last.range.end, is_it);
            }
            runs.into_long(lines, MIN_COLUMNS)
        }
    }
}

/// Returns the pieces of a line.
fn pieces(lines: &Lines, line: &Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let start = line.start;
    let pieces = split::pieces(lines.text_of(line.clone()));
    pieces.map(move |piece| start + piece.start..start + piece.end)
}

/// Puts repeated texts that follow each other together.
#[derive(Debug, Default)]
struct Runs {
    runs: Vec<Range<usize>>,
    /// The last text repeats.
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

    /// Returns the runs that are long enough.
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

/// Returns the columns of the letters and digits in a text, or at least `max`.
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
