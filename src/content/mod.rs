//! An article as a reader sees it.

pub(crate) mod address;
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
pub use self::proxy::original_src;
use self::walk::{Part, Walk};
use crate::envelope::Envelope;
use crate::tree::Body;

/// How deep lists, quotations and tables nest in each other at most. What is deeper joins the
/// innermost level; nothing is lost.
pub const MAX_BLOCK_DEPTH: usize = 32;

/// How deep links and styles nest in each other at most. What is deeper joins the innermost
/// level; nothing is lost.
pub const MAX_INLINE_DEPTH: usize = 16;

/// An article as a reader sees it: dateline, blocks, footer, each with its bytes in the source.
///
/// Together they hold every character that a browser shows, once.
///
/// ```
/// use newsprint::{Article, Block};
///
/// let source = "[t](https://example.org/)\n------\n\n\
///     <div><i>Thu, 15 Apr 2021 13:23:59 GMT</i></div>\
///     <img src=\"https://images.weserv.nl?url=e.org/a.jpg\"><div><small>caption</small></div>\
///     <p>text</p>";
/// let article = Article::parse(source)?;
/// let content = article.content();
/// assert_eq!(content.dateline().unwrap().raw(), "Thu, 15 Apr 2021 13:23:59 GMT");
/// let image = content.lead_image().unwrap();
/// assert_eq!(image.original_src(), "http://e.org/a.jpg");
/// assert_eq!(image.caption().unwrap().span().of(source), "<div><small>caption</small></div>");
/// let [Block::Image(_), Block::Paragraph(text)] = content.blocks() else { panic!() };
/// assert_eq!(text.span().of(source), "<p>text</p>");
/// assert_eq!(content.to_text(), "caption\n\ntext");
/// # Ok::<_, newsprint::Error>(())
/// ```
///
/// # Paragraphs
///
/// Text forms a paragraph between the ends of blocks, and between two line breaks. A paragraph or
/// a line that is nothing but images is [`Block::Image`]s; beside text, an image is an
/// [`Inline::Image`].
///
/// A link or a style around several paragraphs is in each of them. Links and styles are repeated up to
/// four times the file's bytes and 64 KiB, an address counted by its bytes and each style as 32 more;
/// what does not fit is left out, its text never.
///
/// # Dateline
///
/// `<div><i>…</i></div>` before all else, if it says a date, or what should be one; or else the line
/// `日期：` before the body.
///
/// # Captions
///
/// An image's caption is, in the order of what tells it best,
///
/// - the `figcaption` of its `figure`,
/// - just behind it, an element of a class as `wp-caption-text`,
/// - just behind it, `<div><small>…</small></div>` of at most 1,000 columns,
/// - just behind a `div` around it with a class that says *figure*, `<div><p>…</p></div>`, if that
///   has at most 100 columns, or at most 240 and does not end as a sentence does, and if the
///   element behind it does not have the same class, as the paragraphs of a page do.
///
/// Characters beyond Latin take two columns.
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
            Some(line) => (Some(dateline::of_line(&line)), None),
            None => match dateline::in_body(body) {
                Some((dateline, element)) if until.is_none_or(|until| element < until) => {
                    (Some(dateline), Some(element))
                }
                _ => (None, None),
            },
        };
        let first = body.root().first_child();
        let blocks = block::blocks(body.source(), body.span().start, first, until, skip);
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

    /// Returns how many texts there are in [`Content::blocks`].
    pub(crate) fn count_texts(&self) -> usize {
        let is_text = |part: &Part<'_, '_>| matches!(part, Part::Inline(Inline::Text(_)));
        Walk::new(&self.blocks).filter(is_text).count()
    }

    /// Returns what the feed's provider appended to the article.
    pub fn footer(&self) -> Option<&Footer<'a>> {
        self.footer.as_ref()
    }
}
