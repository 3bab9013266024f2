use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::error::{EditError, EditErrorKind};
use super::escape;
use crate::source::Span;

/// A set of changes to a file. Each change replaces a span of the source with new text.
///
/// All other bytes stay the same. Spans always refer to the source, not to an edited version.
/// Insertions at the same offset are applied in the order in which they were added. Apart from
/// that, the order of the calls does not matter.
///
/// [`replace`](Edits::replace) and [`insert`](Edits::insert) write text verbatim, and
/// [`delete`](Edits::delete) removes text. The other methods take a value and escape it where
/// necessary. They return an error if a parser would not read the same value back. Only
/// [`replace_text`](Edits::replace_text) does not check this.
///
/// ```
/// use newsprint::Article;
///
/// let source = "---\ntitle: \"Old\"\nauthor:\n---\n[Old](https://example.org/1)\n------\n\n\
///     <p>See <a href='/a?x=1'>the page</a>.</p>";
/// let article = Article::parse(source)?;
///
/// let mut edits = article.edits();
/// edits.set_title("The \"new\" title")?;
/// edits.set_front_matter("author", "Lin")?;
/// for link in article.body().links() {
///     let absolute = format!("https://example.org{}&y='2'", link.value());
///     edits.set_attribute(link.attribute(), &absolute)?;
/// }
/// assert_eq!(
///     edits.apply(),
///     "---\ntitle: \"The \\\"new\\\" title\"\nauthor: Lin\n---\n\
///     [The \"new\" title](https://example.org/1)\n------\n\n\
///     <p>See <a href='https://example.org/a?x=1&amp;y=&#39;2&#39;'>the page</a>.</p>",
/// );
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Edits<'a> {
    source: &'a str,
    /// The new texts, sorted by their places in the file. An insertion comes before a replacement that starts
    /// at the same offset.
    edits: BTreeMap<Place, String>,
    /// The keys that the edits add to the front matter.
    pub(super) new_keys: BTreeSet<String>,
    /// The offsets of the values that were empty in the source and have been set. Setting such a value
    /// again is an error: the second value would be inserted after the first.
    empty_values: BTreeSet<u32>,
}

/// The place of an edit: the start and the end of its span, and the number of edits that were added before
/// this one.
type Place = (u32, u32, usize);

impl<'a> Edits<'a> {
    /// Returns an empty set of edits for `source`, which need not be an article.
    ///
    /// ```
    /// use newsprint::Edits;
    ///
    /// assert_eq!(Edits::new("as it is").apply(), "as it is");
    /// ```
    pub fn new(source: &'a str) -> Self {
        Edits {
            source,
            edits: BTreeMap::new(),
            new_keys: BTreeSet::new(),
            empty_values: BTreeSet::new(),
        }
    }

    /// Returns the source, without the edits.
    pub fn source(&self) -> &'a str {
        self.source
    }

    /// Returns the number of replacements, insertions and deletions.
    ///
    /// ```
    /// use newsprint::Edits;
    ///
    /// // The title is in two places.
    /// let source = "---\ntitle: \"T\"\n---\n[T](https://example.org/)\n------\n\n<p>text</p>";
    /// let mut edits = Edits::new(source);
    /// edits.set_title("New")?;
    /// assert_eq!(edits.len(), 2);
    /// # Ok::<_, newsprint::EditError>(())
    /// ```
    pub fn len(&self) -> usize {
        self.edits.len()
    }

    /// Returns whether there are no edits.
    ///
    /// ```
    /// let article = newsprint::Article::parse("[t](https://example.org/)\n------\n\n<p>text</p>")?;
    /// let mut edits = article.edits();
    /// assert!(edits.is_empty());
    /// edits.set_title("New")?;
    /// assert!(!edits.is_empty());
    /// # Ok::<_, Box<dyn std::error::Error>>(())
    /// ```
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// Replaces the bytes of `span` with `text`, which is not escaped. If `span` is empty, `text`
    /// is inserted at its offset.
    ///
    /// Takes O(log n) time, where n is the number of edits. Two edits may be adjacent, but must not
    /// overlap.
    ///
    /// ```
    /// use newsprint::{Edits, Span};
    ///
    /// let mut edits = Edits::new("<b>bold</b>");
    /// edits.replace(Span::new(0, 3), "<strong>")?;
    /// edits.replace(Span::new(7, 11), "</strong>")?;
    /// assert_eq!(edits.apply(), "<strong>bold</strong>");
    /// # Ok::<_, newsprint::EditError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// - [`OutOfBounds`](EditErrorKind::OutOfBounds) if `span` is not within the source.
    /// - [`NotCharBoundary`](EditErrorKind::NotCharBoundary) if `span` starts or ends within a
    ///   character.
    /// - [`Overlap`](EditErrorKind::Overlap) if another edit changes some of the same bytes.
    pub fn replace(&mut self, span: Span, text: impl Into<String>) -> Result<(), EditError> {
        self.replace_all(vec![(span, text.into())])
    }

    /// Inserts `text`, which is not escaped, before the byte at `offset`. To insert at the end,
    /// pass the length of the source. Several texts at the same offset are inserted in the order of
    /// the calls.
    ///
    /// ```
    /// use newsprint::Edits;
    ///
    /// let mut edits = Edits::new("ad");
    /// edits.insert(1, "b")?;
    /// edits.insert(1, "c")?;
    /// assert_eq!(edits.apply(), "abcd");
    /// # Ok::<_, newsprint::EditError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns the errors of [`Edits::replace`].
    pub fn insert(&mut self, offset: u32, text: impl Into<String>) -> Result<(), EditError> {
        self.replace(Span::new(offset, offset), text)
    }

    /// Deletes the bytes of `span`.
    ///
    /// ```
    /// use newsprint::Article;
    ///
    /// let source = "[t](https://example.org/)\n------\n\n<p>text</p><script>x()</script>";
    /// let article = Article::parse(source)?;
    /// let mut edits = article.edits();
    /// let scripts = article.body().descendants().filter(|node| node.name() == "script");
    /// for span in scripts.filter_map(|script| script.span()) {
    ///     edits.delete(span)?;
    /// }
    /// assert!(edits.apply().ends_with("\n\n<p>text</p>"));
    /// # Ok::<_, Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns the errors of [`Edits::replace`].
    pub fn delete(&mut self, span: Span) -> Result<(), EditError> {
        self.replace(span, "")
    }

    /// Replaces the bytes of `span` with `text`, which is escaped. `span` must be text between
    /// tags.
    ///
    /// This method does not check whether `span` is text. [`set_text`](Edits::set_text) replaces
    /// the text of a whole text node, with checks.
    ///
    /// ```
    /// use newsprint::{Edits, Span};
    ///
    /// let mut edits = Edits::new("<p>a or b</p>");
    /// edits.replace_text(Span::new(5, 7), "&")?;
    /// assert_eq!(edits.apply(), "<p>a &amp; b</p>");
    /// # Ok::<_, newsprint::EditError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns [`Nul`](EditErrorKind::Nul) if `text` contains NUL, or an error of [`Edits::replace`].
    pub fn replace_text(&mut self, span: Span, text: &str) -> Result<(), EditError> {
        self.check_nul(text, span)?;
        self.replace(span, escape::text(text))
    }

    /// Returns the edited source.
    ///
    /// Takes O(n) time in the length of the result.
    ///
    /// ```
    /// use newsprint::{Edits, Span};
    ///
    /// let mut edits = Edits::new("one two");
    /// edits.replace(Span::new(4, 7), "2")?;
    /// edits.replace(Span::new(0, 3), "1")?;
    /// assert_eq!(edits.apply(), "1 2");
    /// # Ok::<_, newsprint::EditError>(())
    /// ```
    pub fn apply(&self) -> String {
        let added: usize = self.edits.values().map(String::len).sum();
        let mut edited = String::with_capacity(self.source.len() + added);
        // Writing to a string does not fail.
        let _ = self.write_to(&mut edited);
        edited
    }

    /// Writes the edited source, the result of [`Edits::apply`], to `out`.
    ///
    /// ```
    /// use newsprint::{Edits, Span};
    ///
    /// let mut edits = Edits::new("one two");
    /// edits.delete(Span::new(3, 7))?;
    /// let mut out = String::from("<!-- edited -->");
    /// edits.write_to(&mut out)?;
    /// assert_eq!(out, "<!-- edited -->one");
    /// # Ok::<_, Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns the error of `out` if writing fails.
    pub fn write_to(&self, out: &mut (impl fmt::Write + ?Sized)) -> fmt::Result {
        let mut at = 0;
        for (&(start, end, _), text) in &self.edits {
            out.write_str(Span::new(at, start).of(self.source))?;
            out.write_str(text)?;
            at = end;
        }
        out.write_str(self.source.get(at as usize..).unwrap_or_default())
    }

    /// Replaces the values at these spans. If an error is returned, no value was replaced. Returns
    /// [`Overlap`](EditErrorKind::Overlap) if a value was already set, even if the value is empty
    /// in the source.
    pub(super) fn set_values(&mut self, edits: Vec<(Span, String)>) -> Result<(), EditError> {
        let spans = edits.iter().map(|&(span, _)| span);
        let empty: Vec<_> = spans.filter(|span| span.is_empty()).collect();
        let is_set = |span: &&Span| self.empty_values.contains(&span.start);
        if let Some(&other) = empty.iter().find(is_set) {
            return Err(self.error(EditErrorKind::Overlap { other }, other));
        }
        self.replace_all(edits)?;
        self.empty_values
            .extend(empty.iter().map(|span| span.start));
        Ok(())
    }

    /// Adds all `edits`, or none of them if there is an error. The new edits must not overlap each other.
    pub(super) fn replace_all(&mut self, edits: Vec<(Span, String)>) -> Result<(), EditError> {
        for &(span, _) in &edits {
            self.check_bounds(span)?;
            if let Some(other) = self.overlapping(span) {
                return Err(self.error(EditErrorKind::Overlap { other }, span));
            }
        }
        for (span, text) in edits {
            let place = (span.start, span.end, self.edits.len());
            self.edits.insert(place, text);
        }
        Ok(())
    }

    pub(super) fn check_nul(&self, value: &str, span: Span) -> Result<(), EditError> {
        match value.contains('\0') {
            true => Err(self.error(EditErrorKind::Nul, span)),
            false => Ok(()),
        }
    }

    pub(super) fn error(&self, kind: EditErrorKind, span: Span) -> EditError {
        EditError::new(kind, span, self.source)
    }

    fn check_bounds(&self, span: Span) -> Result<(), EditError> {
        let len = self.source.len();
        if span.start > span.end || span.end as usize > len {
            return Err(self.error(EditErrorKind::OutOfBounds { len }, span));
        }
        match self.source.get(span.range()) {
            Some(_) => Ok(()),
            None => Err(self.error(EditErrorKind::NotCharBoundary, span)),
        }
    }

    /// Returns the span of an existing edit that overlaps `span`, or `None`. Existing edits don't
    /// overlap each other, so only the nearest edit on each side needs to be checked.
    fn overlapping(&self, span: Span) -> Option<Span> {
        let Span { start, end } = span;
        let of = |place: &Place| Span::new(place.0, place.1);
        // An insertion at the start or end of a replacement does not overlap the replacement.
        let split = match span.is_empty() {
            true => (start, 0, 0),
            false => (start, start + 1, 0),
        };
        let mut before = self.edits.range(..split).map(|(place, _)| of(place));
        let mut after = self.edits.range(split..).map(|(place, _)| of(place));
        let before = before.next_back().filter(|before| before.end > start);
        before.or_else(|| after.next().filter(|after| after.start < end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_of_the_same_bytes_are_refused_and_neighbours_are_not() {
        let old = Span::new(3, 6);
        for start in 0..=9 {
            for end in start..=9 {
                let new = Span::new(start, end);
                let mut edits = Edits::new("012345678");
                edits.insert(3, "a").unwrap();
                edits.replace(old, "b").unwrap();
                edits.insert(6, "c").unwrap();
                let result = edits.replace(new, "d");
                // Insertions overlap a replacement only if they are inside it, not at its start or end.
                let is_within = |at| start < at && at < end;
                let shares_bytes = new.start < old.end && old.start < new.end;
                let overlaps = shares_bytes || is_within(3) || is_within(6);
                assert_eq!(result.is_err(), overlaps, "{new}");
            }
        }
    }

    #[test]
    fn spans_are_checked() {
        let mut edits = Edits::new("中x");
        let kind = |result: Result<(), EditError>| result.unwrap_err().kind().clone();
        for span in [Span::new(0, 5), Span::new(2, 1), Span::new(5, 5)] {
            let expected = EditErrorKind::OutOfBounds { len: 4 };
            assert_eq!(kind(edits.delete(span)), expected, "{span}");
        }
        for span in [Span::new(0, 1), Span::new(2, 3), Span::new(1, 1)] {
            assert_eq!(kind(edits.delete(span)), EditErrorKind::NotCharBoundary);
        }
        assert!(edits.is_empty());
        edits.insert(4, "y").unwrap();
        edits.insert(0, "z").unwrap();
        assert_eq!((edits.apply().as_str(), edits.len()), ("z中xy", 2));
    }
}
