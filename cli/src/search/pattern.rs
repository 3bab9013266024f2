//! The phrase or regular expression that is searched for.

use std::ops::Range;

use memchr::memmem;
use regex::Regex;
use regex_syntax::ParserBuilder;

use super::equals::Equals;
use super::fold::{self, Folded, is_invisible, is_wide};
use super::needles::Needles;
use super::options::Options;
use crate::status::Result;

/// A place where the pattern was found in a text.
pub struct Found {
    pub range: Range<usize>,
    pub paragraph: Range<usize>,
}

/// A phrase or regular expression that is compiled for searching.
pub struct Pattern {
    regex: Regex,
    needles: Needles,
}

impl Pattern {
    pub fn new(options: &Options) -> Result<Self> {
        let pattern = match options.regex {
            true => options.phrase.clone(),
            false => of_phrase(&options.phrase),
        };
        if pattern.is_empty() {
            return Err("expected a phrase, found none".into());
        }
        let mut parser = ParserBuilder::new();
        parser
            .case_insensitive(options.ignore_case)
            .multi_line(true);
        let hir = parser
            .build()
            .parse(&pattern)
            .map_err(|error| explain(&error))?;
        let hir = Equals::new(options).widen(hir);
        let regex = Regex::new(&hir.to_string()).map_err(|error| match error {
            regex::Error::CompiledTooBig(limit) => {
                format!("PHRASE: takes more than {limit} bytes as a regular expression; shorten it")
            }
            error => format!("PHRASE: {error}"),
        })?;
        Ok(Pattern {
            needles: Needles::of(&hir),
            regex,
        })
    }

    /// Returns `false` if an article with this source certainly has no hit. Returns `true` if the
    /// article may have a hit.
    pub fn may_be_in(&self, source: &str) -> bool {
        self.needles.may_be_in(source)
    }

    /// Returns the hits in a text, in order. Each hit is within one paragraph. Paragraphs are
    /// separated by blank lines.
    pub fn find(&self, text: &str) -> Vec<Found> {
        const BLANK_LINE: &str = "\n\n";
        let has_invisible = fold::has_invisible(text);
        let mut found = Vec::new();
        let mut start = 0;
        let ends = memmem::find_iter(text.as_bytes(), BLANK_LINE);
        for end in ends.chain([text.len()]) {
            let hits = self.find_in_paragraph(&text[start..end], has_invisible);
            found.extend(hits.into_iter().map(|hit| Found {
                range: start + hit.start..start + hit.end,
                paragraph: start..end,
            }));
            start = end + BLANK_LINE.len();
        }
        found
    }

    fn find_in_paragraph(&self, paragraph: &str, has_invisible: bool) -> Vec<Range<usize>> {
        let mut found = match has_invisible {
            true => self.find_in(&fold::without_invisible(paragraph)),
            false => self.find_in(&Folded::whole(paragraph)),
        };
        if let Some(joined) = fold::without_breaks(paragraph) {
            let joined = self.find_in(&joined);
            found.retain(|hit| {
                let next = joined.partition_point(|other| other.end <= hit.start);
                joined.get(next).is_none_or(|other| other.start >= hit.end)
            });
            found.extend(joined);
            found.sort_by_key(|hit| hit.start);
        }
        found
    }

    fn find_in(&self, folded: &Folded<'_>) -> Vec<Range<usize>> {
        let hits = self.regex.find_iter(folded.text());
        let hits = hits.filter(|hit| !hit.is_empty());
        hits.map(|hit| folded.unfolded(hit.range())).collect()
    }
}

/// Returns the regular expression for a phrase. Invisible characters and insignificant line breaks
/// are ignored in the phrase, and also in the paragraphs that are searched.
fn of_phrase(phrase: &str) -> String {
    let mut pattern = String::new();
    let mut before = None;
    let (mut has_gap, mut breaks) = (false, false);
    for c in phrase.chars().filter(|&c| !is_invisible(c)) {
        if c.is_whitespace() {
            (has_gap, breaks) = (true, breaks || c == '\n');
            continue;
        }
        if let Some(before) = before.filter(|_| has_gap) {
            let is_nothing = breaks && is_wide(before) && is_wide(c);
            pattern.push_str(if is_nothing { "" } else { r"\s+" });
        }
        pattern.push_str(&regex_syntax::escape(c.encode_utf8(&mut [0; 4])));
        (before, has_gap, breaks) = (Some(c), false, false);
    }
    pattern
}

/// Returns the message for an invalid regular expression, on one line.
fn explain(error: &regex_syntax::Error) -> String {
    let (kind, pattern, span) = match error {
        regex_syntax::Error::Parse(error) => {
            (error.kind().to_string(), error.pattern(), error.span())
        }
        regex_syntax::Error::Translate(error) => {
            (error.kind().to_string(), error.pattern(), error.span())
        }
        error => return format!("PHRASE: {error}"),
    };
    let before = pattern.get(..span.start.offset).unwrap_or(pattern);
    let column = before.chars().count() + 1;
    format!("PHRASE: invalid regular expression: {kind}, at character {column} of {pattern}")
}
