//! The hits in an article, and their places.

use std::ops::Range;

use newsprint::{Article, Position, Span, TextWithSpans};
use unicode_segmentation::UnicodeSegmentation;

use super::pattern::{Found, Pattern};

/// The hits in an article.
pub struct Hits<'a> {
    source: &'a str,
    title_len: usize,
    text: TextWithSpans,
    hits: Vec<Hit>,
}

/// A hit: a place where the pattern was found.
pub struct Hit {
    /// The position of the hit in the source.
    pub span: Span,
    /// The position of the hit in the text.
    pub range: Range<usize>,
    paragraph: Range<usize>,
}

impl<'a> Hits<'a> {
    pub fn of(article: &Article<'a>, pattern: &Pattern) -> Self {
        let text = article.to_text_with_spans();
        let found = pattern.find(text.text()).into_iter();
        let hits = found.filter_map(|Found { range, paragraph }| {
            let span = source_of(&text, range.clone())?;
            Some(Hit {
                span,
                range,
                paragraph,
            })
        });
        Hits {
            source: article.source(),
            title_len: article.title().len(),
            hits: hits.collect(),
            text,
        }
    }

    /// Returns the hits in the order of the text.
    pub fn all(&self) -> &[Hit] {
        &self.hits
    }

    /// Returns the text that is searched: the title, an empty line, and the text of the article.
    pub fn text(&self) -> &str {
        self.text.text()
    }

    /// Returns the part of the article that contains a hit: `title` or `text`.
    pub fn part_of(&self, hit: &Hit) -> &'static str {
        match hit.range.end <= self.title_len {
            true => "title",
            false => "text",
        }
    }

    /// Returns the line and the column of each hit. Reads the source only once, so that many hits
    /// on a line do not take quadratic time.
    pub fn positions(&self) -> Vec<Position> {
        let mut in_order: Vec<_> = (0..self.hits.len()).collect();
        in_order.sort_by_key(|&hit| self.hits[hit].span.start);
        let mut position = Position::of("", 0);
        let mut positions = vec![position; self.hits.len()];
        let mut at = 0;
        for hit in in_order {
            let start = self.hits[hit].span.start;
            for c in Span::new(at, start).of(self.source).chars() {
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
            positions[hit] = position;
            at = start;
        }
        positions
    }

    /// Returns the sentence of each hit, as a range in the text. If a hit extends across several
    /// sentences, the range contains all these sentences.
    pub fn sentences(&self) -> Vec<Range<usize>> {
        let mut all = Vec::new();
        for hits in self.hits.chunk_by(|a, b| a.paragraph == b.paragraph) {
            let Some(Hit { paragraph, .. }) = hits.first() else {
                continue;
            };
            let mut sentences = Sentences::of(&self.text()[paragraph.clone()]);
            all.extend(hits.iter().map(|Hit { range, .. }| {
                let start = paragraph.start;
                let sentence = sentences.around(&(range.start - start..range.end - start));
                start + sentence.start..start + sentence.end
            }));
        }
        all
    }
}

/// Returns the span in the source that corresponds to a range of the text. Returns `None` if the
/// range starts or ends with text that is not in the source, such as a list marker.
fn source_of(text: &TextWithSpans, range: Range<usize>) -> Option<Span> {
    text.source_of(range.start..range.start + 1)?;
    text.source_of(range.end - 1..range.end)?;
    text.source_of(range)
}

/// The maximum length of a sentence, in bytes. The rest of a longer sentence counts as another
/// sentence. Without a maximum, finding the end of a sentence such as `.))))` would take quadratic
/// time. The output for many hits in a sentence would also be quadratic in the length of the
/// sentence.
const MAX_SENTENCE: usize = 2 << 10;

/// Finds the sentences of a paragraph (UAX 29), from the first to the last.
struct Sentences<'p> {
    ends: Box<dyn Iterator<Item = usize> + 'p>,
    paragraph: &'p str,
    sentence: Range<usize>,
}

impl<'p> Sentences<'p> {
    fn of(paragraph: &'p str) -> Self {
        Sentences {
            ends: Box::new(sentence_ends(paragraph)),
            paragraph,
            sentence: 0..0,
        }
    }

    /// Returns the range of the sentences that contain `range`, without surrounding white space.
    /// The ranges of successive calls must be in order.
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

/// Returns the ends of the sentences of a paragraph.
fn sentence_ends(paragraph: &str) -> impl Iterator<Item = usize> {
    let mut start = 0;
    let of_window = std::iter::from_fn(move || {
        let rest = &paragraph[start..];
        let mut lens = (0..=rest.len().min(MAX_SENTENCE)).rev();
        let window = &rest[..lens.find(|&len| rest.is_char_boundary(len))?];
        let sentences = window.split_sentence_bound_indices();
        let ends = sentences.map(|(at, sentence)| start + at + sentence.len());
        let mut ends: Vec<_> = ends.collect();
        // The last sentence may continue after the window.
        if window.len() < rest.len() && ends.len() > 1 {
            ends.pop();
        }
        start = *ends.last()?;
        Some(ends)
    });
    of_window.flatten()
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use proptest::prelude::*;

    use super::*;
    use crate::arguments::{Arguments, Command};

    fn pattern(arguments: &[&str]) -> Pattern {
        let all = [&["newsprint", "search"], arguments, &["archive"]].concat();
        let parsed = Arguments::try_parse_from(all).map_err(|error| error.to_string());
        match parsed.unwrap().command {
            Command::Search(options) => Pattern::new(&options).unwrap(),
            _ => unreachable!(),
        }
    }

    #[test]
    fn sentences_end_as_in_unicode_unless_they_are_long() {
        let text =
            "第一班渡轮“六点开出。”The last one left at 9.30 p.m. in fog!\n风浪大？是的……\u{a0}"
                .repeat(200);
        let ends = text.split_sentence_bound_indices();
        let ends = ends.map(|(at, sentence)| at + sentence.len());
        assert!(sentence_ends(&text).eq(ends));
        for text in ["渡", "a.)", ".", " "].map(|unit| unit.repeat(3 * MAX_SENTENCE)) {
            let ends: Vec<_> = [0].into_iter().chain(sentence_ends(&text)).collect();
            assert_eq!(ends.last(), Some(&text.len()));
            assert!(
                ends.windows(2)
                    .all(|ends| (1..=MAX_SENTENCE).contains(&(ends[1] - ends[0])))
            );
        }
    }

    /// Generates a character, its form in the source, and insignificant text before it.
    fn character() -> impl Strategy<Value = (char, String, &'static str)> {
        let char = prop::sample::select("中文字台颱ab&😀é".chars().collect::<Vec<_>>());
        let nothing = prop::sample::select(vec![
            "",
            "",
            "",
            "",
            "<b>",
            "</b>",
            "<i>",
            "</i>",
            "<a href=/中文>",
            "</a>",
            "<span title=中文>",
            "</span>",
            "<wbr>",
            "<!--中文-->",
            "\u{200b}",
            "&#8203;",
            "&shy;",
            "\n",
            "\r\n",
            "<br>",
            "<br>\n",
        ]);
        (char, 0..4, nothing).prop_map(|(c, form, nothing)| {
            let written = match form {
                0 => format!("&#{};", u32::from(c)),
                1 => format!("&#x{:X}", u32::from(c)) + ";",
                _ if c == '&' => "&amp;".to_owned(),
                _ => c.to_string(),
            };
            (c, written, nothing)
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn hits_have_the_bytes_of_the_phrase(
            characters in prop::collection::vec(character(), 1..20),
            start in 0..20usize,
            len in 1..5usize,
            any_script: bool,
        ) {
            let mut source = "[t](https://example.org/1)\n------\n\n<p>末班船，见船期。</p><p>".to_owned();
            let mut spans = Vec::new();
            let mut before = '，';
            for (c, written, nothing) in &characters {
                let is_break = nothing.contains('\n') || nothing.contains("<br");
                if !is_break || [before, *c].iter().all(|&c| crate::search::fold::is_wide(c)) {
                    source += nothing;
                }
                let start = source.len() as u32;
                source += written;
                spans.push(Span::new(start, source.len() as u32));
                before = *c;
            }
            source += "</p><p>船期另见。</p>";
            let chars: Vec<char> = characters.iter().map(|(c, ..)| *c).collect();
            let start = start % chars.len();
            let wanted = &chars[start..chars.len().min(start + len)];
            // The phrase is written with other characters that match with `--script any`.
            let other = |c: char| match c {
                '台' if any_script => '颱',
                c => c,
            };
            let phrase: String = wanted.iter().map(|&c| other(c)).collect();
            let pattern = match any_script {
                true => pattern(&["--script", "any", &phrase]),
                false => pattern(&[&phrase]),
            };
            let mut expected = Vec::new();
            let mut at = 0;
            while at + wanted.len() <= chars.len() {
                let is_hit = chars[at..].iter().zip(wanted).all(|(&a, &b)| other(a) == other(b));
                if is_hit {
                    expected.push(spans[at].cover(spans[at + wanted.len() - 1]));
                }
                at += if is_hit { wanted.len() } else { 1 };
            }
            prop_assert!(pattern.may_be_in(&source));
            let article = Article::parse(&source).unwrap();
            let hits = Hits::of(&article, &pattern);
            let found: Vec<_> = hits.all().iter().map(|hit| hit.span).collect();
            prop_assert_eq!(found, expected, "{} {}", source, phrase);
            for (hit, position) in hits.all().iter().zip(hits.positions()) {
                prop_assert_eq!(position, Position::of(&source, hit.span.start));
            }
            for (hit, sentence) in hits.all().iter().zip(hits.sentences()) {
                prop_assert!(sentence.start <= hit.range.start && hit.range.end <= sentence.end);
            }
        }

        /// A file that does not contain all needles, and is therefore not parsed, has no hit.
        #[test]
        fn files_without_the_needles_have_no_hit(
            body in "(<[pbi]>|</[pbi]>|<br>|<q>|<ol>|<li>|<sup>|<img alt=|>|&#|x|2010[67]|;|&amp;|&fjlig;|[台颱风雨 \na1]){0,40}",
            expression in "[台颱风雨a“](\\?|\\+|\\*|\\|[风雨a]|[台雨]|\\[风雨\\]|\\.)?[风雨a¹f”]?",
            any_script: bool,
        ) {
            let source = format!("[t](https://example.org/1)\n------\n\n{body}");
            let script = if any_script { "any" } else { "same" };
            let pattern = pattern(&["--regex", "--script", script, &expression]);
            let article = Article::parse(&source).unwrap();
            if !pattern.may_be_in(&source) {
                prop_assert_eq!(Hits::of(&article, &pattern).all().len(), 0);
            }
        }

        #[test]
        fn files_without_the_words_have_no_hit(
            title in "(H|o|n|g|f|j|&fjlig;|&#72;| ){1,6}",
            body in "(<[pbi]>|</[pbi]>|<br>|<!--n-->|<ol type=A>|<li>|Ho|[HhonfjKk]|ｏ|\u{212a}|&fjlig;|&#111;|&shy;|\u{ad}|\u{200b}|\0|\n){0,40}",
            phrase in "[HonfjK]{2,4}",
            option in prop::sample::select(vec!["--script=same", "--ignore-case", "--ignore-width"]),
        ) {
            let source = format!("[{title}](https://example.org/1)\n------\n\n{body}");
            let pattern = pattern(&[option, &phrase]);
            if !pattern.may_be_in(&source) {
                let article = Article::parse(&source).unwrap();
                prop_assert_eq!(Hits::of(&article, &pattern).all().len(), 0);
            }
        }
    }
}
