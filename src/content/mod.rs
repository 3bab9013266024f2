//! An article as a reader sees it.

mod block;
mod caption;
mod dateline;
mod embed;
mod flow;
mod footer;
mod frame;
mod image;
mod inline;
mod model;
mod options;
mod proxy;
mod role;
mod style;
mod walk;
mod wrap;

use std::slice;

pub use self::dateline::Dateline;
pub use self::footer::{Footer, FooterMarker, FooterPlace};
pub use self::image::{Dimension, Image};
pub use self::model::{
    Block, Cell, Embed, EmbedKind, Heading, Inline, Link, List, ListItem, Quote, Row, Table,
};
pub use self::options::ContentOptions;
use self::walk::{Part, Walk};
use crate::body::Body;
use crate::envelope::Envelope;

/// How deep lists, quotations and tables nest in each other at most. What is deeper joins the
/// innermost level; nothing is lost.
pub const MAX_BLOCK_DEPTH: usize = 32;

/// How deep links and styles nest in each other at most. What is deeper joins the innermost
/// level; nothing is lost.
pub const MAX_INLINE_DEPTH: usize = 16;

/// An article as a reader sees it: dateline, blocks, footer, each with its bytes in the source.
///
/// Together they hold every character that a browser shows, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content<'a> {
    dateline: Option<Dateline<'a>>,
    blocks: Vec<Block<'a>>,
    footer: Option<Footer<'a>>,
}

impl<'a> Content<'a> {
    pub(crate) fn new(envelope: &Envelope<'a>, body: &Body<'a>, options: &ContentOptions) -> Self {
        let footer = footer::find(body, &options.footer_markers);
        let (footer, until) =
            footer.map_or((None, None), |(footer, first)| (Some(footer), Some(first)));
        let (dateline, skip) = match envelope.date_line() {
            Some(line) => (Some(dateline::of_line(line)), None),
            None => match dateline::in_body(body) {
                Some((dateline, element)) if until.is_none_or(|until| element < until) => {
                    (Some(dateline), Some(element))
                }
                _ => (None, None),
            },
        };
        let blocks = block::blocks(body.source(), body.root().first_child(), until, skip);
        Content {
            dateline,
            blocks,
            footer,
        }
    }

    /// Returns the publisher's own date, if the article says it.
    pub fn dateline(&self) -> Option<&Dateline<'a>> {
        self.dateline.as_ref()
    }

    /// Returns the article itself, without dateline and footer.
    pub fn blocks(&self) -> &[Block<'a>] {
        &self.blocks
    }

    /// Returns the first image, if it stands before the text: headings are no text here.
    pub fn lead_image(&self) -> Option<&Image<'a>> {
        for block in &self.blocks {
            for part in Walk::new(slice::from_ref(block)) {
                if let Some(image) = part.image() {
                    return Some(image);
                }
                if part.is_text() && !matches!(block, Block::Heading(_) | Block::Embed(_)) {
                    return None;
                }
            }
        }
        None
    }

    /// Returns the images in [`Content::blocks`], in order, those in running text included.
    pub fn images(&self) -> impl Iterator<Item = &Image<'a>> {
        Walk::new(&self.blocks).filter_map(Part::image)
    }

    /// Returns the links in [`Content::blocks`], in order, but for those of images that are blocks:
    /// see [`Image::link`].
    pub fn links(&self) -> impl Iterator<Item = &Link<'a>> {
        Walk::new(&self.blocks).links()
    }

    /// Returns what the feed's provider appended to the article.
    pub fn footer(&self) -> Option<&Footer<'a>> {
        self.footer.as_ref()
    }
}
