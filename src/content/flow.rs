//! Parts running text where a reader sees a new paragraph, or an image by itself.

use super::image::Image;
use super::inline::Item;
use super::style::StyleId;

/// What a run of items holds.
#[derive(Debug)]
pub(super) enum Part<'a> {
    /// Text that shows, perhaps with images in it.
    Text(Vec<Item<'a>>),
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

/// Returns the paragraphs of running text: a line without text ends one.
pub(super) fn paragraphs(items: Vec<Item<'_>>, apart: Apart) -> Vec<Part<'_>> {
    if matches!(&items[..], [only] if only.is_text()) {
        return vec![Part::Text(items)];
    }
    let mut flow = Flow::default();
    let mut line_end = None;
    let mut items = items.into_iter().peekable();
    loop {
        let mut line = Vec::new();
        while let Some(item) = items.next_if(|item| !item.is_break()) {
            line.push(item);
        }
        let next = items.next();
        let apart = match apart {
            Apart::Last if next.is_some() => Apart::None,
            apart => apart,
        };
        flow.line(line_end, line, apart);
        line_end = next;
        if line_end.is_none() {
            flow.end_text();
            return flow.parts;
        }
    }
}

/// Returns running text as one part, without lines that hold nothing.
/// If it has no text, its images stand by themselves.
pub(super) fn lines(items: Vec<Item<'_>>) -> Vec<Part<'_>> {
    if !items.iter().any(Item::is_text) {
        return images(items);
    }
    let mut kept: Vec<Item<'_>> = Vec::with_capacity(items.len());
    for item in items {
        if !item.is_break() || kept.last().is_some_and(|last| !last.is_break()) {
            kept.push(item);
        }
    }
    if kept.last().is_some_and(Item::is_break) {
        kept.pop();
    }
    vec![Part::Text(kept)]
}

/// Returns preformatted text as one part. If it has no text, its images stand by themselves.
pub(super) fn verbatim(items: Vec<Item<'_>>) -> Vec<Part<'_>> {
    if items.iter().any(Item::is_text) {
        vec![Part::Text(items)]
    } else {
        images(items)
    }
}

fn images(items: Vec<Item<'_>>) -> Vec<Part<'_>> {
    let images = items.into_iter().filter_map(Item::into_image);
    images
        .map(|(image, style)| Part::Image(image, style))
        .collect()
}

#[derive(Debug, Default)]
struct Flow<'a> {
    parts: Vec<Part<'a>>,
    text: Vec<Item<'a>>,
}

impl<'a> Flow<'a> {
    /// Takes a line, and what ended that before it.
    fn line(&mut self, line_end: Option<Item<'a>>, mut line: Vec<Item<'a>>, apart: Apart) {
        if !line.iter().any(Item::is_text) {
            self.end_text();
            self.parts.append(&mut images(line));
            return;
        }
        let is_apart = apart == Apart::Last && line.last().is_some_and(Item::is_image);
        let last = if is_apart { line.pop() } else { None };
        if !self.text.is_empty() {
            self.text.extend(line_end);
        }
        for item in line {
            if apart == Apart::All && item.is_image() {
                self.end_text();
                self.parts.extend(images(vec![item]));
            } else {
                self.text.push(item);
            }
        }
        if let Some(image) = last {
            self.end_text();
            self.parts.extend(images(vec![image]));
        }
    }

    fn end_text(&mut self) {
        let mut text = std::mem::take(&mut self.text);
        // Those beside an image that is no part of the text any more.
        let blanks = text.iter().take_while(|item| item.is_blank()).count();
        text.drain(..blanks);
        while text.last().is_some_and(Item::is_blank) {
            text.pop();
        }
        if text.iter().any(Item::is_text) {
            self.parts.push(Part::Text(text));
        }
    }
}
