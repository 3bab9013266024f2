//! Text that is mapped to spans of the source.

use std::ops::Range;

use crate::envelope::{Piece, title_pieces};
use crate::source::Span;

/// The text of an article, with a mapping between the text and spans of the source in both
/// directions.
///
/// Returned by [`Article::to_text_with_spans`](crate::Article::to_text_with_spans) and
/// [`Content::to_text_with_spans`](crate::Content::to_text_with_spans).
///
/// ```
/// use newsprint::Article;
///
/// let source = "[t](https://example.org/)\n------\n\n<p>Salt &amp;  <b>pepper</b></p>";
/// let text = Article::parse(source)?.content().to_text_with_spans();
/// assert_eq!(text.text(), "Salt & pepper");
///
/// // From the text to the source: exact to the byte.
/// let span = text.source_of(5..6).unwrap();
/// assert_eq!(span.of(source), "&amp;");
/// let found = text.text().find("pepper").unwrap();
/// let span = text.source_of(found..found + 6).unwrap();
/// assert_eq!(span.of(source), "pepper");
///
/// // And back.
/// assert_eq!(text.text_of(span), Some(found..found + 6));
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextWithSpans {
    text: String,
    runs: Vec<Run>,
    /// The indices of the runs, sorted by the position of each run in the source. `None` if `runs`
    /// itself is sorted in this way.
    by_source: Option<Vec<u32>>,
}

/// A part of a text that comes from one span of the source.
///
/// ```
/// use newsprint::{Article, Run};
///
/// let source = "[t](https://example.org/)\n------\n\n<p>one <b>two</b></p>";
/// let text = Article::parse(source)?.content().to_text_with_spans();
/// let last: &Run = text.runs().last().unwrap();
/// assert_eq!((last.text(), last.source().of(source)), (4..7, "two"));
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Run {
    start: usize,
    len: u32,
    is_divisible: bool,
    source: Span,
}

/// The runs of a text, recorded while the text is written.
#[derive(Debug)]
pub(super) struct Runs {
    runs: Vec<Run>,
    /// The number of bytes in the output before the text of the content. If a title was written,
    /// this is the length of the title and the blank line after it.
    pub(super) offset: usize,
}

impl Runs {
    pub(super) fn with_room(runs: usize) -> Self {
        Runs {
            runs: Vec::with_capacity(runs),
            offset: 0,
        }
    }

    /// Appends a run. Extends the last run instead if both runs are divisible, and the last run
    /// ends where the new run starts, in the text and in the source.
    pub(super) fn push(&mut self, start: usize, text: &str, source: Span, is_divisible: bool) {
        let len = text.len() as u32;
        match self.runs.last_mut() {
            _ if len == 0 => {}
            Some(last)
                if is_divisible
                    && last.is_divisible
                    && last.end() == start
                    && last.source.end == source.start =>
            {
                last.len += len;
                last.source.end = source.end;
            }
            _ => self.runs.push(Run {
                start,
                len,
                is_divisible,
                source,
            }),
        }
    }

    /// Appends the runs of a title, which must be the start of the text. `span` is the title's span in
    /// `source`.
    pub(super) fn push_title(&mut self, title: &str, span: Span, source: &str) {
        if span.of(source) == title {
            return self.push(0, title, span, true);
        }
        let (mut start, mut at) = (0, span.start);
        for Piece { raw, text } in title_pieces(span.of(source), title) {
            let end = at + raw.len() as u32;
            if !text.is_empty() {
                self.push(start, text, Span::new(at, end), raw == text);
            }
            (start, at) = (start + text.len(), end);
        }
    }
}

impl TextWithSpans {
    pub(super) fn new(text: String, runs: Runs) -> Self {
        let runs = runs.runs;
        let is_sorted = runs.is_sorted_by_key(|run| run.source.start);
        let by_source = (!is_sorted).then(|| {
            let start = |run: &u32| runs.get(*run as usize).map(|run| run.source.start);
            let mut order: Vec<_> = (0..runs.len() as u32).collect();
            order.sort_by_key(start);
            order
        });
        TextWithSpans {
            text,
            runs,
            by_source,
        }
    }

    /// Returns the text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the text without the spans.
    pub fn into_text(self) -> String {
        self.text
    }

    /// Returns the parts of the text that come from the source, in the order of the text. The text between
    /// these parts, such as line feeds and list markers, does not come from the source.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n<ul><li>one<li>two</ul>";
    /// let text = newsprint::Article::parse(source)?.content().to_text_with_spans();
    /// assert_eq!(text.text(), "- one\n- two");
    /// let runs = text.runs().iter();
    /// let runs: Vec<_> = runs.map(|run| (run.text(), run.source().of(source))).collect();
    /// assert_eq!(runs, [(2..5, "one"), (8..11, "two")]);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// Returns the span of the source that a range of the text comes from. The range is in bytes.
    /// If the text comes from several places, the span also contains what is between them, such as
    /// tags. Returns `None` if nothing in the range comes from the source. Takes O(log n + m) time,
    /// where n is the number of all runs, and m the number of runs that overlap the range.
    ///
    /// The span is exact to the character. If the source has a character reference, such as `&lt;`,
    /// the span contains the whole reference. If a space replaces several white space characters of
    /// the source, the span contains all of them. A range that starts or ends within a character is
    /// extended to the whole character.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n<p>a &lt;  b</p><p>c</p>";
    /// let text = newsprint::Article::parse(source)?.content().to_text_with_spans();
    /// assert_eq!(text.text(), "a < b\n\nc");
    /// assert_eq!(text.source_of(2..3).unwrap().of(source), "&lt;");
    /// assert_eq!(text.source_of(3..4).unwrap().of(source), "  ");
    /// // A range over several parts covers what is between them.
    /// assert_eq!(text.source_of(4..8).unwrap().of(source), "b</p><p>c");
    /// // The blank line is not in the source.
    /// assert_eq!(text.source_of(5..7), None);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn source_of(&self, range: Range<usize>) -> Option<Span> {
        if range.is_empty() {
            return None;
        }
        let range = self.whole_characters(range);
        let first = self.runs.partition_point(|run| run.end() <= range.start);
        let end = self.runs.partition_point(|run| run.start < range.end);
        let runs = self.runs.get(first..end)?.iter();
        runs.map(|run| run.source_of(&range)).reduce(Span::cover)
    }

    /// Returns the smallest range of the text, in bytes, that contains all text from a span of the
    /// source. Returns `None` if no text comes from the span. Takes O(log n + m) time, where n is
    /// the number of all runs, and m the number of runs that overlap the span.
    ///
    /// ```
    /// use newsprint::Article;
    ///
    /// let source = "[t](https://example.org/)\n------\n\n<p>See <a href=/x>the map</a></p>";
    /// let article = Article::parse(source)?;
    /// let text = article.content().to_text_with_spans();
    /// let link = article.body().links().next().unwrap();
    /// let range = text.text_of(link.element().span().unwrap()).unwrap();
    /// assert_eq!(&text.text()[range], "the map");
    /// // No text comes from the URL.
    /// assert_eq!(text.text_of(link.value_span()), None);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn text_of(&self, span: Span) -> Option<Range<usize>> {
        if span.is_empty() {
            return None;
        }
        let run_at = |index: usize| match &self.by_source {
            Some(order) => self.runs.get(*order.get(index)? as usize),
            None => self.runs.get(index),
        };
        let mut first = partition(self.runs.len(), |index| {
            run_at(index).is_some_and(|run| run.source.end <= span.start)
        });
        let mut found: Option<Range<usize>> = None;
        while let Some(run) = run_at(first).filter(|run| run.source.start < span.end) {
            let part = run.text_of(span);
            found = Some(match found {
                Some(found) => found.start.min(part.start)..found.end.max(part.end),
                None => part,
            });
            first += 1;
        }
        found.map(|found| self.whole_characters(found))
    }

    /// Returns the range, extended to whole characters, and cut off at the end of the text.
    fn whole_characters(&self, range: Range<usize>) -> Range<usize> {
        let is_boundary = |at: &usize| self.text.is_char_boundary(*at);
        let len = self.text.len();
        let start = (0..=range.start.min(len)).rev().find(is_boundary);
        let end = (range.end.min(len)..=len).find(is_boundary);
        start.unwrap_or(0)..end.unwrap_or(len)
    }
}

/// Returns the first index below `len` for which `is_before` returns `false`, or `len` if
/// `is_before` returns `true` for all indices. Like with [`slice::partition_point`], `is_before`
/// must return `false` for all indices after the first one for which it returns `false`.
fn partition(len: usize, is_before: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, len);
    while low < high {
        let middle = low + (high - low) / 2;
        match is_before(middle) {
            true => low = middle + 1,
            false => high = middle,
        }
    }
    low
}

impl Run {
    /// Returns the range of the run in the text, in bytes.
    pub fn text(&self) -> Range<usize> {
        self.start..self.end()
    }

    fn end(&self) -> usize {
        self.start + self.len as usize
    }

    /// Returns the span of the run in the source.
    pub fn source(&self) -> Span {
        self.source
    }

    /// Returns whether each byte of the run comes from the byte at the same offset in [`Run::source`]. The
    /// two bytes are the same, except that a line feed or other white space in the source is a space in the
    /// text. Returns `false` if the run can be mapped only as a whole, for instance because it comes from a
    /// character reference or from collapsed white space.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n<p>Salt &amp; pepper</p>";
    /// let text = newsprint::Article::parse(source)?.content().to_text_with_spans();
    /// let runs: Vec<_> = text.runs().iter().map(|run| (run.text(), run.is_divisible())).collect();
    /// assert_eq!(runs, [(0..5, true), (5..6, false), (6..13, true)]);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn is_divisible(&self) -> bool {
        self.is_divisible
    }

    fn source_of(&self, range: &Range<usize>) -> Span {
        if !self.is_divisible {
            return self.source;
        }
        let before = range.start.saturating_sub(self.start) as u32;
        let after = self.end().saturating_sub(range.end) as u32;
        Span::new(self.source.start + before, self.source.end - after)
    }

    fn text_of(&self, span: Span) -> Range<usize> {
        if !self.is_divisible {
            return self.text();
        }
        let before = span.start.saturating_sub(self.source.start) as usize;
        let after = self.source.end.saturating_sub(span.end) as usize;
        self.start + before..self.end() - after
    }
}
