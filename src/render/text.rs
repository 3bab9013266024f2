use std::fmt;
use std::ops::Range;

use crate::content::{Block, Content, Inline};
use crate::span::Span;

/// An article's text, and where in the source each part of it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextWithSpans {
    text: String,
    runs: Vec<Run>,
}

/// A part of a text that the source says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The bytes in the text.
    pub text: Range<usize>,
    /// The bytes in the source: decoded, and each run of blanks made one, they give the text.
    pub source: Span,
}

impl TextWithSpans {
    /// Returns the text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the parts of the text that the source says, in order. What is between them, as line
    /// ends and markers of lists, the source does not say.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }
}

impl Content<'_> {
    /// Returns the article's text, for reading and indexing, without dateline and footer.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        let _ = self.to_text_into(&mut text);
        text
    }

    /// Writes what [`Content::to_text`] returns.
    ///
    /// # Errors
    ///
    /// What `out` returns.
    pub fn to_text_into(&self, out: &mut impl fmt::Write) -> fmt::Result {
        for block in self.blocks() {
            if let Block::Paragraph(inlines) = block {
                for inline in inlines.value() {
                    if let Inline::Text(text) = inline {
                        out.write_str(text)?;
                    }
                }
            }
        }
        Ok(())
    }
}
