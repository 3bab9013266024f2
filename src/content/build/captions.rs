//! Assigns captions to images, embeds and tables.

use super::super::kind::ContentKind;
use super::super::tree::Node;
use super::blocks::{Blocks, Frame};
use super::styles::NONE;
use crate::source::Span;

/// What a caption belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// An image or embed in the same figure.
    Figure,
    /// The table that is the innermost open container.
    Table,
    /// The image or embed directly before the caption.
    Image,
    /// The image or embed directly before the credit. Used only for credits.
    Credit,
}

impl Blocks<'_> {
    /// Returns the ID of the last block if this block is an image or embed. Returns `None` for
    /// other blocks. An image in a `noscript` directly after another image is treated as a copy:
    /// the ID of the other image is returned.
    pub(super) fn image_before(&self) -> Option<u32> {
        self.image_before_node(self.run.tree.len())
    }

    fn image_before_node(&self, end: u32) -> Option<u32> {
        let Frame {
            last_block,
            last_media,
            ..
        } = *self.frame();
        let last = self.run.tree.node(last_block);
        if !is_media(last) || last.end != end {
            return None;
        }
        let media = self.run.tree.node(last_media);
        let is_copy =
            last.has(Node::NOSCRIPT) && media.kind == ContentKind::Image && media.end == last_block;
        Some(if is_copy { last_media } else { last_block })
    }

    pub(super) fn lacks_caption(&self, id: u32) -> bool {
        is_media(self.run.tree.node(id)) && self.part_of(id, ContentKind::Caption).is_none()
    }

    /// Returns the ID of the caption or credit of an image or embed. `kind` is
    /// [`ContentKind::Caption`] or [`ContentKind::Credit`]. Returns `None` if the image or embed
    /// has no such part.
    fn part_of(&self, media: u32, kind: ContentKind) -> Option<u32> {
        let end = self.run.tree.node(media).end;
        let parts = std::iter::successors(Some(media + 1), |&id| Some(self.run.tree.node(id).end));
        { parts }
            .take_while(|&id| id < end)
            .find(|&id| self.run.tree.node(id).kind == kind)
    }

    /// Ends the inline content of a caption, and assigns the caption to its target. If the target is missing,
    /// the caption becomes a paragraph.
    pub(super) fn end_caption(&mut self, target: Target, own: Option<Span>) {
        let kind = match target {
            Target::Credit => ContentKind::Credit,
            _ => ContentKind::Caption,
        };
        let ended = self.run.end(kind, 0, false);
        let images = self.run.tree.nodes.split_off(ended.images as usize);
        images.into_iter().for_each(|image| self.push_image(image));
        if let Some(caption) = ended.block {
            self.tree().update(caption, |node| {
                let own = own.filter(|own| own.contains_span(node.span));
                node.span = own.unwrap_or(node.span);
            });
            match target {
                Target::Table => self.give_to_table(caption),
                Target::Figure => self.give_to_figure(caption),
                Target::Image | Target::Credit => {
                    let image = self.image_before_node(caption);
                    self.give_or_place(caption, image);
                }
            }
        }
        self.push_deferred();
    }

    /// Ends the innermost figure. If the figure contains only a caption, the caption is assigned to
    /// the image or embed directly before the figure. If this image or embed already has a caption,
    /// the caption of the figure becomes a paragraph.
    pub(super) fn end_figure(&mut self) {
        let Some(figure) = self.figures.pop() else {
            return;
        };
        let caption = figure.pending;
        let is_alone =
            caption == figure.start && self.run.tree.node(caption).end == self.run.tree.len();
        if !is_alone {
            return;
        }
        let frame = self.frame_mut();
        let before = figure.before;
        (frame.last_block, frame.last_media) = before;
        let image = self.image_before_node(caption);
        let image = image.filter(|image| self.lacks_caption(*image));
        self.tree()
            .update(caption, |node| node.kind = ContentKind::Caption);
        self.give_or_place(caption, image);
    }

    fn give_to_table(&mut self, caption: u32) {
        let Frame {
            kind, id: table, ..
        } = *self.frame();
        let first = self.run.tree.node(table + 1).kind;
        let has_caption = table + 1 < caption && first == ContentKind::Caption;
        if kind == ContentKind::Table && !has_caption {
            self.tree().move_last(caption, table + 1);
        } else {
            self.give_or_place(caption, None);
        }
    }

    fn give_to_figure(&mut self, caption: u32) {
        let start = self.figure().map_or(0, |figure| figure.start);
        let last_media = self.frame().last_media;
        let media = match last_media != NONE && last_media >= start {
            true => Some(last_media),
            false => self.image_before_node(caption).filter(|&id| id >= start),
        };
        let free = media.filter(|&media| self.lacks_caption(media));
        let placed = self.give_or_place(caption, free);
        if media.is_none() {
            if let Some(figure) = self.figure() {
                figure.pending = placed;
            }
        }
    }

    /// Assigns `caption` to the image or embed `media`, and returns [`NONE`]. If `media` is `None`,
    /// turns the caption into a paragraph, and returns the paragraph's ID. `caption` must be the
    /// last block of the tree.
    fn give_or_place(&mut self, caption: u32, media: Option<u32>) -> u32 {
        let Some(media) = media else {
            self.tree()
                .update(caption, |node| node.kind = ContentKind::Paragraph);
            return self.place(caption);
        };
        let kind = self.run.tree.node(caption).kind;
        let len = self.run.tree.len() - caption;
        let before = self.part_of(media, kind);
        let at = match (before, kind) {
            (Some(before), _) => self.run.tree.node(before).end,
            // An image's caption precedes its credit.
            (None, ContentKind::Caption) => media + 1,
            (None, _) => self.run.tree.node(media).end,
        };
        if let Some(before) = before {
            // A second caption is added to the first, on a new line.
            let span = self.run.tree.node(caption).span;
            let mut line_break = Node::new(ContentKind::Break, Span::new(span.start, span.start));
            line_break.end = caption + 1;
            self.tree().update(caption, |node| *node = line_break);
            self.tree().update(before, |before| {
                before.end += len;
                before.span = before.span.cover(span);
            });
        }
        self.tree().move_last(caption, at);
        self.tree().update(media, |media| media.end += len);
        let frame = self.frame_mut();
        if frame.last_block != NONE && frame.last_block > media {
            frame.last_block += len;
        }
        NONE
    }
}

fn is_media(node: &Node) -> bool {
    matches!(node.kind, ContentKind::Image | ContentKind::Embed)
}
