//! Parts running text where a reader sees a new paragraph, or an image by itself.

use std::vec::IntoIter;

use super::image::Image;
use super::inline::Item;
use super::style::StyleId;

/// What a run of items holds.
#[derive(Debug)]
pub(super) enum Part<'a> {
    /// Text that shows, perhaps with images in it: so many items, which [`Parts::item`] gives.
    Text(usize),
    /// An image by itself.
    Image(Box<Image<'a>>, StyleId),
}

/// Which images stand by themselves, beside those that are alone on their line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Apart {
    None,
    /// The last item, if it is one.
    Last,
    All,
}

/// The parts of running text, one after another; each text is a run of the items.
#[derive(Debug)]
pub(super) struct Parts<'a> {
    items: IntoIter<Item<'a>>,
    form: Form,
    apart: Apart,
    /// How many items come next of which only images count.
    alone: usize,
    /// How many items are left of a line with text in which an image stood by itself.
    line_left: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// A line without text ends a paragraph.
    Paragraphs,
    /// One text.
    Whole,
}

/// Returns the paragraphs of running text: a line without text ends one.
pub(super) fn paragraphs(items: Vec<Item<'_>>, apart: Apart) -> Parts<'_> {
    Parts::new(items, Form::Paragraphs, apart)
}

/// Returns running text as one part, without lines that hold nothing.
/// If it has no text, its images stand by themselves.
pub(super) fn lines(mut items: Vec<Item<'_>>) -> Parts<'_> {
    let mut is_behind_break = true;
    items.retain(|item| {
        let is_kept = !item.is_break() || !is_behind_break;
        is_behind_break = item.is_break();
        is_kept
    });
    if items.last().is_some_and(Item::is_break) {
        items.pop();
    }
    verbatim(items)
}

/// Returns preformatted text as one part. If it has no text, its images stand by themselves.
pub(super) fn verbatim(items: Vec<Item<'_>>) -> Parts<'_> {
    let mut parts = Parts::new(items, Form::Whole, Apart::None);
    if !parts.rest().iter().any(Item::is_text) {
        parts.alone = parts.rest().len();
    }
    parts
}

impl<'a> Parts<'a> {
    fn new(items: Vec<Item<'a>>, form: Form, apart: Apart) -> Self {
        Parts {
            items: items.into_iter(),
            form,
            apart,
            alone: 0,
            line_left: None,
        }
    }

    /// Returns the next item of a text, once it has come.
    pub(super) fn item(&mut self) -> Option<Item<'a>> {
        self.items.next()
    }

    /// Returns how many of the next `len` items have that style, up to one that has another.
    pub(super) fn alike(&self, style: StyleId, len: usize) -> usize {
        let items = self.rest().iter().take(len);
        items.take_while(|item| item.style() == style).count()
    }

    /// Returns about how many parts there are.
    pub(super) fn estimate(&self) -> usize {
        let images = self.rest().iter().filter(|item| item.is_image()).count();
        let is_gap = |items: &&[Item<'_>]| match items {
            [before, first, second] => !before.is_break() && first.is_break() && second.is_break(),
            _ => false,
        };
        let gaps = self.rest().windows(3).filter(is_gap).count();
        match (self.form, self.apart) {
            (Form::Paragraphs, Apart::All) => 2 * images + gaps + 1,
            (Form::Paragraphs, _) => gaps + 1,
            (Form::Whole, _) => self.alone.max(1),
        }
    }

    /// Returns how many inlines the text that has come makes at the most, if no styles nest.
    pub(super) fn inlines(&self, len: usize) -> usize {
        let mut before = 0;
        let items = self.rest().iter().take(len);
        let begins = |style: &StyleId| {
            let before = std::mem::replace(&mut before, *style);
            *style == 0 || before != *style
        };
        items.map(Item::style).filter(begins).count()
    }

    /// Returns whether there is another part behind the text that has come.
    pub(super) fn goes_on_behind(&self, len: usize) -> bool {
        let mut rest = self.rest().iter().skip(len);
        rest.any(|item| item.is_text() || item.is_image())
    }

    fn skip(&mut self, len: usize) {
        self.items.by_ref().take(len).for_each(drop);
    }

    fn rest(&self) -> &[Item<'a>] {
        self.items.as_slice()
    }

    /// Takes the next paragraph. Returns how many items it has; nothing if it has no text.
    fn paragraph(&mut self) -> Option<usize> {
        let len = self.paragraph_len();
        let paragraph = self.rest().get(..len).unwrap_or_default();
        let has_text = paragraph.iter().any(Item::is_text);
        // Those beside an image that is no part of the text any more.
        let is_edge = |item: &&Item<'_>| item.is_blank() || item.is_break();
        let before = paragraph.iter().take_while(is_edge).count();
        let behind = paragraph.iter().rev().take_while(is_edge).count();
        if !has_text {
            self.skip(len);
            return None;
        }
        self.skip(before);
        // What is behind it comes next.
        self.alone += behind;
        Some(len - before - behind)
    }

    /// Returns how many items the lines with text have that come next. What ended them is to be
    /// read as what is alone.
    fn paragraph_len(&mut self) -> usize {
        let rest = self.items.as_slice();
        let mut len = 0;
        let mut at = 0;
        let mut line_left = self.line_left.take();
        loop {
            let behind = rest.get(at..).unwrap_or_default();
            let to_break = || behind.iter().take_while(|item| !item.is_break()).count();
            let line_len = line_left.unwrap_or_else(to_break);
            let line = behind.get(..line_len).unwrap_or_default();
            let is_last = line_len == behind.len();
            if line_left.take().is_none() && !line.iter().any(Item::is_text) {
                if len == 0 {
                    // The line, and its end.
                    self.alone = at + line_len + 1;
                }
                return len;
            }
            let image = match self.apart {
                Apart::All => line.iter().position(Item::is_image),
                Apart::Last if is_last && line.last().is_some_and(Item::is_image) => {
                    Some(line_len - 1)
                }
                _ => None,
            };
            if let Some(image) = image {
                self.alone = 1;
                self.line_left = Some(line_len - image - 1);
                return at + image;
            }
            len = at + line_len;
            if is_last {
                return len;
            }
            at = len + 1;
        }
    }
}

impl<'a> Iterator for Parts<'a> {
    type Item = Part<'a>;

    fn next(&mut self) -> Option<Part<'a>> {
        loop {
            while let Some(left) = self.alone.checked_sub(1) {
                self.alone = left;
                if let Item::Image(style, image) = self.items.next()? {
                    return Some(Part::Image(image, style));
                }
            }
            let len = match self.form {
                _ if self.rest().is_empty() => return None,
                Form::Paragraphs => self.paragraph(),
                Form::Whole => Some(self.rest().len()),
            };
            if let Some(len) = len {
                return Some(Part::Text(len));
            }
        }
    }
}
