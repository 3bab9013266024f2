//! The hits in an article, and where they are.

use std::ops::Range;

use newsprint::{Article, Position, Span, TextWithSpans};
use unicode_segmentation::UnicodeSegmentation;

use super::pattern::Pattern;

/// The hits in an article.
pub struct Hits {
    text: TextWithSpans,
    pub hits: Vec<Hit>,
}

/// A place where the pattern was found.
pub struct Hit {
    /// The part of the article: `title` or `text`.
    pub part: &'static str,
    /// In the source.
    pub span: Span,
    pub position: Position,
    /// In the text.
    pub range: Range<usize>,
    /// The sentence that it is in, or the sentences.
    pub sentence: Range<usize>,
}

impl Hits {
    pub fn of(article: &Article<'_>, pattern: &Pattern) -> Self {
        let text = article.to_text_with_spans();
        let title_len = article.title().len();
        let mut hits = Vec::new();
        let mut start = 0;
        for paragraph in text.text().split("\n\n") {
            let found = pattern.find(paragraph);
            let mut sentences = Sentences::of(paragraph);
            for range in found {
                let sentence = sentences.around(&range);
                let range = start + range.start..start + range.end;
                if let Some(span) = source_of(&text, range.clone()) {
                    hits.push(Hit {
                        part: if range.end <= title_len {
                            "title"
                        } else {
                            "text"
                        },
                        span,
                        position: Position::of("", 0),
                        range,
                        sentence: start + sentence.start..start + sentence.end,
                    });
                }
            }
            start += paragraph.len() + "\n\n".len();
        }
        locate(&mut hits, article.source());
        Hits { text, hits }
    }

    /// Returns the text: the title, a blank line and that of the article.
    pub fn text(&self) -> &str {
        self.text.text()
    }
}

/// Returns the span of a part of the text, or `None` if that starts or ends with what the source does not have, such
/// as the marker of a list.
fn source_of(text: &TextWithSpans, range: Range<usize>) -> Option<Span> {
    text.source_of(range.start..range.start + 1)?;
    text.source_of(range.end - 1..range.end)?;
    text.source_of(range)
}

/// Sets the positions. In O(n) however many hits are on a line.
fn locate(hits: &mut [Hit], source: &str) {
    let mut in_order: Vec<_> = hits.iter_mut().collect();
    in_order.sort_by_key(|hit| hit.span.start);
    let mut position = Position::of("", 0);
    let mut at = 0;
    for hit in in_order {
        for c in Span::new(at, hit.span.start).of(source).chars() {
            position = match c {
                '\n' => Position {
                    line: position.line + 1,
                    column: 1,
                },
                _ => Position {
                    column: position.column + 1,
                    ..position
                },
            };
        }
        hit.position = position;
        at = hit.span.start;
    }
}

/// The sentences of a paragraph (UAX 29), one after the other.
struct Sentences<'p> {
    ends: Box<dyn Iterator<Item = usize> + 'p>,
    paragraph: &'p str,
    sentence: Range<usize>,
}

impl<'p> Sentences<'p> {
    fn of(paragraph: &'p str) -> Self {
        let sentences = paragraph.split_sentence_bound_indices();
        Sentences {
            ends: Box::new(sentences.map(|(start, sentence)| start + sentence.len())),
            paragraph,
            sentence: 0..0,
        }
    }

    /// Returns the sentences that a range is in, without white space around them. Ranges come in order.
    fn around(&mut self, range: &Range<usize>) -> Range<usize> {
        while self.sentence.end <= range.start {
            self.sentence = self.sentence.end..self.next_end();
        }
        let mut found = self.sentence.clone();
        while self.sentence.end < range.end {
            self.sentence = self.sentence.end..self.next_end();
        }
        found.end = self.sentence.end;
        let text = &self.paragraph[found.clone()];
        let after = text.len() - text.trim_end().len();
        let before = text.len() - text.trim_start().len();
        found.start = range.start.min(found.start + before);
        found.end = range.end.max(found.end - after);
        found
    }

    fn next_end(&mut self) -> usize {
        self.ends.next().unwrap_or(self.paragraph.len())
    }
}
