/// The text so far.
pub(super) struct Out<'o> {
    text: &'o mut String,
    /// Where this text starts in `text`.
    start: usize,
    /// The number of line breaks that must precede the next text.
    breaks: u8,
}

impl<'o> Out<'o> {
    /// Returns an output that appends to `text`.
    pub(super) fn new(text: &'o mut String) -> Self {
        Out {
            start: text.len(),
            text,
            breaks: 0,
        }
    }

    pub(super) fn push(&mut self, text: &str) {
        if self.breaks != 0 {
            self.push_breaks();
        }
        self.text.push_str(text);
    }

    /// Requires line breaks between the text so far and the next text. The largest of several requirements
    /// counts.
    pub(super) fn require_breaks(&mut self, breaks: u8) {
        if self.text.len() > self.start {
            self.breaks = self.breaks.max(breaks);
        }
    }

    fn push_breaks(&mut self) {
        for _ in 0..self.breaks {
            self.text.push('\n');
        }
        self.breaks = 0;
    }
}
