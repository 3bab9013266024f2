use std::fmt;
use std::ops::{Deref, Range};

/// A range of bytes in the source, including `start` and excluding `end`.
///
/// The offsets are in bytes from the start of the file, even for a span in the body.
///
/// ```
/// use newsprint::Span;
///
/// let span = Span::new(3, 9);
/// assert_eq!(span.to_string(), "3..9");
/// assert_eq!(span.of("0123456789"), "345678");
/// assert_eq!(&"0123456789"[span.range()], "345678");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// The offset of the first byte.
    pub start: u32,
    /// The offset after the last byte.
    pub end: u32,
}

impl Span {
    /// Returns the span from `start` to `end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Span { start, end }
    }

    /// Returns the number of bytes in the span.
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// Returns whether the span is empty.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n<a href>text</a>";
    /// let article = newsprint::Article::parse(source)?;
    /// // The attribute has no value.
    /// assert!(article.body().links().next().unwrap().value_span().is_empty());
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Returns the span as a `Range<usize>`, which can be used as the index of a slice.
    ///
    /// ```
    /// use newsprint::Envelope;
    ///
    /// let source = "[Title](https://example.org/)\n------\n\n";
    /// let mut edited = source.to_owned();
    /// edited.replace_range(Envelope::parse(source)?.title().span().range(), "New");
    /// assert!(edited.starts_with("[New]"));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Returns whether the byte at `offset` is in the span, as [`Range::contains`] does.
    ///
    /// ```
    /// use newsprint::Span;
    ///
    /// assert!(Span::new(3, 9).contains(3));
    /// assert!(!Span::new(3, 9).contains(9));
    /// ```
    pub const fn contains(self, offset: u32) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Returns whether `other` is within this span. An empty span at the end of this span counts as within
    /// this span.
    ///
    /// ```
    /// use newsprint::Span;
    ///
    /// assert!(Span::new(3, 9).contains_span(Span::new(5, 9)));
    /// assert!(!Span::new(3, 9).contains_span(Span::new(8, 10)));
    /// ```
    pub const fn contains_span(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Returns the smallest span that covers this span and `other`.
    ///
    /// ```
    /// use newsprint::Span;
    ///
    /// assert_eq!(Span::new(1, 3).cover(Span::new(7, 9)), Span::new(1, 9));
    /// ```
    pub fn cover(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Returns the slice of `source` that the span covers, or `""` if the span is not within
    /// `source` or not on character boundaries.
    ///
    /// ```
    /// use newsprint::Span;
    ///
    /// assert_eq!(Span::new(1, 4).of("a中b"), "中");
    /// assert_eq!(Span::new(1, 3).of("a中b"), "");
    /// ```
    pub fn of(self, source: &str) -> &str {
        source.get(self.range()).unwrap_or_default()
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl From<Range<u32>> for Span {
    fn from(range: Range<u32>) -> Self {
        Span::new(range.start, range.end)
    }
}

impl From<Span> for Range<u32> {
    fn from(span: Span) -> Self {
        span.start..span.end
    }
}

impl From<Span> for Range<usize> {
    fn from(span: Span) -> Self {
        span.range()
    }
}

/// A value, and the span from which it was read.
///
/// `Deref` returns the value. `Display` writes the value without the span.
///
/// ```
/// use newsprint::Envelope;
///
/// let source = "[Title](https://example.org/)\n------\n\n";
/// let envelope = Envelope::parse(source)?;
/// let title = envelope.title();
/// assert_eq!(title.len(), 5);
/// assert_eq!(format!("{title}: {}", title.span()), "Title: 1..6");
/// assert_eq!(title.span().of(source), "Title");
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Spanned<T> {
    value: T,
    span: Span,
}

impl<T> Spanned<T> {
    /// Returns a `Spanned` of `value`, which was read from `span`.
    pub const fn new(value: T, span: Span) -> Self {
        Spanned { value, span }
    }

    /// Returns the span from which the value was read.
    pub const fn span(&self) -> Span {
        self.span
    }

    /// Returns the value.
    pub const fn value(&self) -> &T {
        &self.value
    }

    /// Returns the value without its span.
    ///
    /// ```
    /// use newsprint::Envelope;
    ///
    /// let source = "[Title](https://example.org/)\n------\n\n";
    /// // The URL lives as long as the source, not as the envelope.
    /// let url: &str = Envelope::parse(source)?.link().into_value();
    /// assert_eq!(url, "https://example.org/");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn into_value(self) -> T {
        self.value
    }

    /// Returns a `Spanned` that contains a reference to the value.
    pub const fn as_ref(&self) -> Spanned<&T> {
        Spanned::new(&self.value, self.span)
    }

    /// Applies `f` to the value, and returns the result with the same span.
    ///
    /// ```
    /// use newsprint::{Span, Spanned};
    ///
    /// let year = Spanned::new("2021", Span::new(4, 8));
    /// let year = year.map(|text| text.parse::<u16>());
    /// assert_eq!(year, Spanned::new(Ok(2021), Span::new(4, 8)));
    /// ```
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned::new(f(self.value), self.span)
    }
}

impl<T: fmt::Display> fmt::Display for Spanned<T> {
    /// Writes the value, without its span.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl<T> Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_outside_the_source_slices_nothing() {
        assert_eq!(Span::new(0, 1).of("中"), "");
        assert_eq!(Span::new(1, 9).of("abc"), "");
        assert_eq!(Span::new(1, 3).of("abc"), "bc");
    }

    #[test]
    fn a_span_contains_what_its_range_does() {
        for (start, end) in [(0, 0), (0, 3), (2, 5), (5, 2)] {
            let span = Span::from(start..end);
            for offset in 0..7 {
                assert_eq!(span.contains(offset), (start..end).contains(&offset));
            }
            assert_eq!(Range::<u32>::from(span), start..end);
            assert_eq!(Range::<usize>::from(span), start as usize..end as usize);
            assert_eq!(format!("{span:?}"), format!("{start}..{end}"));
        }
    }
}
