//! What the captions of images are, and where they go.

use super::block::Builder;
use super::flow::{self, Part};
use super::frame::{Caption, Frame, FrameKind};
use super::image::Image;
use super::inline::Item;
use super::model::Block;
use super::role::Role;
use super::wrap::{is_nothing, only_child};
use crate::html::Known;
use crate::source::Span;
use crate::tree::NodeRef;

/// Classes of what stands behind an image and says what it shows.
const CLASSES: &[&str] = &[
    "wp-caption-text",
    "photo-caption",
    "photo-credit",
    "image-caption",
    "img-caption",
];

/// What a caption is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// An image or another medium in the same figure.
    Figure,
    Table,
    /// The image before it.
    Image,
}

/// A figure that is open.
#[derive(Debug)]
pub(super) struct Figure {
    frame: usize,
    /// The number of blocks before it in its frame.
    start: usize,
    /// The paragraph that becomes a caption if an image follows.
    pending: Option<usize>,
}

impl Figure {
    pub(super) fn new(frame: usize, start: usize) -> Self {
        Figure {
            frame,
            start,
            pending: None,
        }
    }
}

impl<'t, 'a> Builder<'t, 'a> {
    /// Returns the figure that is open in the innermost frame.
    fn figure(&mut self) -> Option<&mut Figure> {
        let frame = self.frame_number();
        self.figures
            .last_mut()
            .filter(|figure| figure.frame == frame)
    }

    pub(super) fn in_figure(&self) -> bool {
        let frame = self.frame_number();
        self.figures
            .last()
            .is_some_and(|figure| figure.frame == frame)
    }

    /// Returns what an element is the caption of by its own name.
    pub(super) fn caption_role(&mut self, role: Role) -> Option<Target> {
        match role {
            Role::FigureCaption if self.in_figure() => Some(Target::Figure),
            Role::FigureCaption => self.frame().image_before().map(|_| Target::Image),
            Role::TableCaption => {
                matches!(self.frame().kind, FrameKind::Table { .. }).then_some(Target::Table)
            }
            _ => None,
        }
    }

    /// Returns whether an element, by what it is and where it stands, is the caption of an image
    /// just before it.
    pub(super) fn caption_rule(&mut self, node: NodeRef<'t, 'a>, role: Role) -> Option<Target> {
        if !matches!(role, Role::Block | Role::Text) {
            return None;
        }
        let image = if self.writer.is_empty() {
            let at = self.frame().image_before()?;
            match self.frame().blocks.get(at) {
                Some(Block::Image(image)) => Some(image),
                _ => None,
            }
        } else if self.writer.ends_in_image() {
            None
        } else {
            return None;
        };
        let has_caption = image.is_some_and(|image| image.caption().is_some());
        let is_caption = has_caption_class(node)
            || !has_caption
                && role == Role::Block
                && (is_small(node) || image.is_some_and(|image| is_beside_figure(node, image)));
        is_caption.then_some(Target::Image)
    }

    /// Gives the caption in `frame` to what it is about, or makes it a paragraph.
    pub(super) fn end_caption(&mut self, frame: Frame<'a>, target: Target) {
        let (items, own) = frame.into_caption();
        let mut caption = None;
        let mut parts = flow::lines(items);
        while let Some(part) = parts.next() {
            match part {
                Part::Image(mut image, style) => {
                    self.writer.styles.set_link(&mut image, style);
                    self.push(Block::Image(image));
                }
                Part::Text(len) => {
                    caption = Some(self.writer.styles.nest(&mut parts, len, own));
                }
            }
        }
        let Some(caption) = caption else { return };
        match target {
            Target::Table => {
                if let FrameKind::Table {
                    caption: place @ None,
                    ..
                } = &mut self.frame().kind
                {
                    *place = Some(caption);
                    return;
                }
            }
            Target::Image => {
                if let Some(at) = self.frame().image_before() {
                    self.frame().set_caption(at, caption);
                    return;
                }
            }
            Target::Figure => return self.end_figure_caption(caption),
        }
        self.push(Block::Paragraph(caption));
    }

    fn end_figure_caption(&mut self, caption: Caption<'a>) {
        let start = self.figure().map_or(0, |figure| figure.start);
        let frame = self.frame();
        let media = frame.media_from(start);
        match media {
            Some(at) if frame.lacks_caption(at) => frame.set_caption(at, caption),
            _ => {
                let at = frame.blocks.len();
                frame.push(Block::Paragraph(caption));
                if let Some(figure) = self.figure().filter(|_| media.is_none()) {
                    figure.pending = Some(at);
                }
            }
        }
    }

    /// Returns a medium with the caption that came before it in its figure.
    pub(super) fn with_pending_caption(&mut self, mut block: Block<'a>) -> Block<'a> {
        if !matches!(block, Block::Image(_) | Block::Embed(_)) {
            return block;
        }
        let pending = self.figure().and_then(|figure| figure.pending.take());
        let Some(at) = pending else { return block };
        let caption = self.frame().take_paragraph(at);
        match &mut block {
            Block::Image(image) => *image.caption_mut() = caption,
            Block::Embed(embed) => embed.caption = caption,
            _ => {}
        }
        block
    }

    /// Ends the innermost figure. If it was nothing but a caption, it is that of the image before it.
    pub(super) fn end_figure(&mut self) {
        let Some(figure) = self.figures.pop() else {
            return;
        };
        let frame = self.frame();
        let is_alone =
            figure.pending == Some(figure.start) && frame.blocks.len() == figure.start + 1;
        if !is_alone {
            return;
        }
        let Some(Block::Paragraph(caption)) = frame.blocks.pop() else {
            return;
        };
        match frame.image_before().filter(|&at| frame.lacks_caption(at)) {
            Some(at) => frame.set_caption(at, caption),
            None => frame.push(Block::Paragraph(caption)),
        }
    }
}

/// Appends a paragraph to a caption.
pub(super) fn append<'a>(caption: &mut Vec<Item<'a>>, paragraph: Vec<Item<'a>>) {
    if !caption.is_empty() {
        let at = paragraph.first().map_or(0, |item| item.span().start);
        caption.push(Item::line_break(Span::new(at, at)));
    }
    caption.extend(paragraph);
}

fn has_caption_class(node: NodeRef<'_, '_>) -> bool {
    let Some(class) = node.attr("class") else {
        return false;
    };
    class
        .split_ascii_whitespace()
        .any(|class| CLASSES.contains(&class))
}

/// Returns whether an element is `<div><small>…</small></div>`.
fn is_small(node: NodeRef<'_, '_>) -> bool {
    let small = node
        .is_named(Known::Div)
        .then(|| only_child(node))
        .flatten();
    small.is_some_and(|small| small.is_named(Known::Small) && text_of(small, MAX_SMALL).is_some())
}

/// The most columns that a caption in `small` has.
const MAX_SMALL: usize = 1000;
/// The most columns that a caption beside a figure has, and the most that it has if it ends as a
/// sentence does.
const MAX_BESIDE: usize = 240;
const MAX_SENTENCE: usize = 100;

/// Returns whether an element is the caption of a page's figure that is no `figure`:
/// `<div class="…Figure…"><img></div><div><p>…</p></div>`, with less text than a paragraph has.
fn is_beside_figure(node: NodeRef<'_, '_>, image: &Image<'_>) -> bool {
    if !node.is_named(Known::Div) {
        return false;
    }
    let Some(figure) = sibling(node, |node| node.previous_sibling()) else {
        return false;
    };
    let is_figure = figure.is_named(Known::Div)
        && figure
            .span()
            .is_some_and(|span| span.contains_span(image.span))
        && figure
            .attr("class")
            .is_some_and(|class| class.to_ascii_lowercase().contains("figure"));
    let Some(paragraph) = only_child(node).filter(|child| is_figure && child.is_named(Known::P))
    else {
        return false;
    };
    // What looks as that behind it does is one of the article's paragraphs.
    let class = node.attr("class");
    let next = sibling(node, |node| node.next_sibling());
    let is_alike = class.is_some() && next.is_some_and(|next| next.attr("class") == class);
    !is_alike
        && text_of(paragraph, MAX_BESIDE).is_some_and(|text| {
            columns(&text) <= MAX_SENTENCE
                || !text
                    .trim_end()
                    .ends_with(['。', '！', '？', '.', '!', '?', '”', '」'])
        })
}

/// Returns the next element in one direction, if only blanks and comments, and few, are between.
fn sibling<'t, 'a>(
    node: NodeRef<'t, 'a>,
    step: impl Fn(&NodeRef<'t, 'a>) -> Option<NodeRef<'t, 'a>>,
) -> Option<NodeRef<'t, 'a>> {
    let siblings = std::iter::successors(step(&node), step);
    let mut near = siblings.take(4).skip_while(|node| is_nothing(*node));
    near.next().filter(|node| node.is_element())
}

/// Returns what a node says, if that is something, and no more than `max` columns.
fn text_of(node: NodeRef<'_, '_>, max: usize) -> Option<String> {
    // More nodes, and more bytes, than so short a text has.
    let (max_nodes, max_len) = (100, 4 * max);
    let mut text = String::new();
    for (count, node) in node.descendants().enumerate() {
        let part = node.as_text().unwrap_or_default();
        if count == max_nodes || text.len() + part.len() > max_len {
            return None;
        }
        text.push_str(part);
    }
    let text = text.trim();
    (!text.is_empty() && columns(text) <= max).then(|| text.to_owned())
}

/// Returns about how wide a text is: characters beyond Latin take two columns.
fn columns(text: &str) -> usize {
    text.chars()
        .map(|c| if c < '\u{1100}' { 1 } else { 2 })
        .sum()
}
