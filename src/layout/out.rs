/// The inner text written so far.
pub(super) struct Out<'o> {
    text: &'o mut String,
    /// The length that `text` had before anything was appended.
    start: usize,
    /// The number of line feeds to write before the next text.
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

    /// Writes `breaks` line feeds before the next text. If called several times before the next
    /// text, the largest number is used. Does nothing if no text was written yet.
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
