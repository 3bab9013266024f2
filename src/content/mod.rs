//! The content of an article, as a reader sees it: [`Content`].

mod aside;
mod build;
pub(crate) mod characters;
mod detect;
mod kind;
mod media;
mod options;
mod parts;
#[cfg(feature = "archive")]
mod repeated;
mod tree;
mod view;

use std::iter::FusedIterator;

use self::aside::AsideRoot;
pub use self::aside::{Aside, ContentAsides};
pub(crate) use self::characters::shows;
pub use self::detect::{
    Byline, Contributor, Dateline, ImageProxy, Rule, RuleKind, RulePlace, RuleText, original_src,
};
use self::detect::{byline, dateline};
pub use self::kind::{AsideKind, ContentKind, Dimension, EmbedKind, ImageOrigin, Style};
pub use self::media::{Embed, Image};
pub use self::options::ContentOptions;
pub use self::parts::{Heading, Link, List, Table, TableCell};
#[cfg(feature = "archive")]
pub(crate) use self::repeated::Group;
#[cfg(feature = "archive")]
pub use self::repeated::RepeatedText;
use self::tree::Tree;
pub use self::view::{
    ContentChildren, ContentDescendants, ContentEvent, ContentEvents, ContentRef,
};
use crate::envelope::Envelope;
use crate::source::Span;
use crate::tree::Body;

/// An article as a reader sees it: its dateline, its byline and its blocks, such as paragraphs.
/// Parts of the body that do not belong to the article, such as promotion, are asides. Each part
/// has its span in the source.
///
/// Each visible character of the body is in exactly one of these parts. The blocks form a tree of
/// [`ContentRef`]s.
///
/// ```
/// use newsprint::{Article, ContentKind};
///
/// let source = "[t](https://example.org/)\n------\n\n\
///     <div><i>Thu, 15 Apr 2021 13:23:59 GMT</i></div>\
///     <img src=\"https://images.weserv.nl?url=e.org/a.jpg\"><div><small>caption</small></div>\
///     <p>text</p>";
/// let article = Article::parse(source)?;
/// let content = article.content();
/// assert_eq!(content.dateline().unwrap().raw(), "Thu, 15 Apr 2021 13:23:59 GMT");
/// let image = content.lead_image().unwrap();
/// assert_eq!(image.original_src().unwrap(), "http://e.org/a.jpg");
/// assert_eq!(image.caption().unwrap().span().of(source), "<div><small>caption</small></div>");
/// let kinds: Vec<_> = content.blocks().map(|block| block.kind()).collect();
/// assert_eq!(kinds, [ContentKind::Image, ContentKind::Paragraph]);
/// assert_eq!(content.to_text(), "caption\n\ntext");
/// # Ok::<_, newsprint::Error>(())
/// ```
///
/// # Paragraphs
///
/// A paragraph ends at the start or end of a block-level element, and at two line breaks in a row
/// (`<br><br>`). An image that is alone in a paragraph or on a line is a block; an image next to
/// text is inline. A place name and a dash directly before a `p`, as in `LONDON — <p>…`, belong to
/// the paragraph of this `p`.
///
/// White space collapses as in browsers. In addition, white space that contains a line feed is
/// removed between two wide characters, such as Chinese characters
/// ([`ContentOptions::join_lines`]). White space that indents a line is removed, including U+3000
/// and no-break spaces. Paragraphs without visible characters are removed. Quotation marks are
/// added around the text of a `q`, and parentheses around the text of an `rt`. Each added character
/// has the span of the start tag or end tag that it replaces. Adjacent inlines with the same style,
/// such as `<b>a</b><b>b</b>`, are merged if this style is emphasis, strong importance or
/// strikethrough.
///
/// A link or style around several paragraphs is repeated in each of them. The total size of all
/// repetitions is limited to four times the length of the file plus 32 KiB. A repeated style counts
/// as 32 bytes, and a repeated link as 32 bytes plus the length of its URL. Repetitions beyond this
/// limit are dropped, but the text of the link or style is kept. Lists, block quotes and tables can
/// be nested 32 levels deep, and links and styles 16 levels deep. Deeper elements are dropped, too,
/// and their text is added to the innermost level that is kept.
///
/// # What is not the article
///
/// [`Rule`]s find the publisher's date, the byline, and the asides. Asides are, for example, the
/// title repeated in the body, promotion, copyright notices, related links and comments
/// ([`AsideKind`]). The date, the byline and the asides are left out of the blocks, the text, the
/// Markdown and the HTML. [`Content::asides`], [`Content::dateline`] and [`Content::byline`] return
/// them. With [`ContentOptions::keep_asides`], all of these parts stay among the blocks. The
/// built-in rules match the markup of the publishers that [the format](crate::_format) lists;
/// [`ContentOptions::rule`] adds more rules. The feature `archive` also finds text that a publisher
/// repeats in many articles.
///
/// # Captions
///
/// Some captions have a maximum length in columns: a Chinese character counts as two columns, and a
/// Latin letter as one. The caption of an image is one of these:
///
/// - the `figcaption` of its `figure`
/// - an element with a class such as `wp-caption-text` just after the image; if the image already has a
///   caption, the text of this element is added to the caption
/// - `<div><small>…</small></div>` just after the image, with a text of at most 1,000 columns
/// - a `small` just after the image, if it is at the end of its block and its text has at most
///   1,000 columns
/// - `<div><p>…</p></div>` just after another `div`, which contains the image and has a class that
///   contains `figure` (for the exact place, see [`RulePlace::AfterFigure`]); the text has at most
///   100 columns if it ends like a sentence, and at most 240 columns if it does not
/// - the text after an image at the start of a `div`, if this text starts with a `b` or `strong`
///   that is followed by a colon; the caption ends with the `div`
/// - the second row of a table that has exactly two rows with one cell each, if the first row
///   contains only the image
///
/// The captions of videos and audio are found in the same ways.
///
/// [`ContentOptions::rule`] adds rules for captions.
///
/// # Images
///
/// These images are left out of the content:
///
/// - tracking pixels
/// - the second of two adjacent copies of an image, if one copy is in a `noscript`
/// - small previews just before the image itself
/// - images that have neither a URL nor an `alt`
///
/// [`Content::left_out_images`] returns the images that are left out. An image of an emoji is
/// replaced by a text: the value of its `alt`. The span of this text is the span of the image. For
/// the URL of an image, see [`Image::address`] and [`Image::original_src`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content<'a> {
    tree: Tree<'a>,
    dateline: Option<Dateline<'a>>,
    byline: Option<Byline<'a>>,
    /// The span of the element that contains the standfirst.
    standfirst: Option<Span>,
    asides: Vec<AsideRoot>,
    /// The ID of the root node whose children are the images that were left out; `None` if no images were
    /// left out.
    left_out: Option<u32>,
}

impl<'a> Content<'a> {
    pub(crate) fn new(envelope: &Envelope<'a>, body: &Body<'a>, options: &ContentOptions) -> Self {
        let link = envelope.link();
        let rules = options.rules_for(&link);
        let date_line = envelope.date_line();
        let mut found = detect::find(&rules, body, envelope.title(), date_line.is_none());
        let mut tree = Tree::new(body.source(), body.tree.nodes.len() + 4);
        tree.proxies.clone_from(&options.proxies);
        tree.joins_lines = options.joins_lines;
        let cuts = match options.keeps_asides {
            true => &mut [][..],
            false => found.cuts.as_mut_slice(),
        };
        let (tree, left_out) = build::build(tree, body, &rules, cuts);
        found.forget_unseen(options.keeps_asides);
        let author = || envelope.front_matter()?.author();
        let date_line = date_line.as_ref().map(dateline::of_line);
        let content = Content {
            tree,
            dateline: date_line.or(found.dateline),
            byline: found.byline.or_else(|| author().map(byline::of_value)),
            standfirst: found.standfirst,
            asides: found.cuts,
            left_out,
        };
        #[cfg(feature = "archive")]
        if let (Some(repeated), false) = (&options.repeated, options.keeps_asides) {
            return content.without(repeated, &Group::of(envelope));
        }
        content
    }

    /// Moves repeated text out of the article, into new asides. Repeated text is text that many
    /// articles of `group` contain.
    #[cfg(feature = "archive")]
    fn without(mut self, repeated: &RepeatedText, group: &Group) -> Self {
        let Some(taken) = repeated::take_out(&mut self.tree, group, repeated) else {
            return self;
        };
        for aside in self.asides.iter_mut().filter(|aside| aside.is_aside()) {
            aside.root = aside.root.wrapping_add(taken.shift);
        }
        self.left_out = self.left_out.map(|root| root.wrapping_add(taken.shift));
        let tree = &self.tree;
        let asides = taken
            .roots
            .into_iter()
            .map(|root| AsideRoot::repeated(root, tree.node(root).span));
        self.asides.extend(asides);
        self.asides.sort_by_key(|aside| aside.span.start);
        self
    }

    /// Returns the hashes of the lines of the text, without duplicates. The hashes depend on
    /// `group` (the host and the author), because lines are counted separately for each host and
    /// author.
    #[cfg(feature = "archive")]
    pub(crate) fn line_hashes(&self, group: &Group) -> Vec<u64> {
        repeated::hashes(&self.tree, group)
    }

    /// Returns the dateline, or `None` if no dateline was found. It is the line that starts with
    /// `日期：` before the body. If the file has no such line, the dateline is the date that the
    /// publisher wrote into the body.
    ///
    /// For the publication date, see [`Article::published`](crate::Article::published).
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n<div><i>2020年 7月 13日</i></div><p>text</p>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let dateline = content.dateline().unwrap();
    /// assert_eq!(dateline.raw(), "2020年 7月 13日");
    /// assert_eq!(dateline.date().unwrap().to_string(), "2020-07-13");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn dateline(&self) -> Option<&Dateline<'a>> {
        self.dateline.as_ref()
    }

    /// Returns the byline: the line of the body that names the authors. If the body has no byline,
    /// returns the `author` of the front matter, or `None` if the front matter has no author.
    ///
    /// ```
    /// let source = "---\ntitle: \"T\"\nauthor: Lin\nfrom: https://example.org/\n---\n\n<p>text</p>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// assert_eq!(content.byline().unwrap().raw(), "Lin");
    ///
    /// let source = "[t](https://example.org/)\n------\n\n<p>text</p><p>记者：某甲</p>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// assert_eq!(content.byline().unwrap().contributors()[0].name(), "某甲");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn byline(&self) -> Option<&Byline<'a>> {
        self.byline.as_ref()
    }

    /// Returns the standfirst: the block that summarizes the article before the text. Returns
    /// `None` if no standfirst was found.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n\
    ///     <div class=story-lead>In short</div><p>text</p>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// assert_eq!(content.standfirst().unwrap().text(), "In short");
    /// assert_eq!(content.to_text(), "In short\n\ntext");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn standfirst(&self) -> Option<ContentRef<'_, 'a>> {
        let element = self.standfirst?;
        self.blocks()
            .find(|block| element.contains_span(block.span()))
    }

    /// Returns the asides in document order. Asides are parts of the body that do not belong to the
    /// article.
    ///
    /// ```
    /// use newsprint::{Article, AsideKind};
    ///
    /// let source = "[t](https://example.org/)\n------\n\n\
    ///     <p>text</p><hr><div>获取更多RSS：<br><a href=https://feedx.net>feedx</a></div>";
    /// let content = Article::parse(source)?.content();
    /// assert_eq!(content.to_text(), "text");
    /// let aside = content.asides().next().unwrap();
    /// assert_eq!((aside.aside_kind(), aside.rule()), (AsideKind::Footer, "feedx"));
    /// assert_eq!(aside.text(), "获取更多RSS：\nfeedx");
    /// assert!(aside.span().of(source).starts_with("<hr>"));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn asides(&self) -> ContentAsides<'_, 'a> {
        ContentAsides::new(&self.tree, &self.asides)
    }

    /// Returns the root of the tree of blocks: the article without dateline, byline and asides.
    pub fn root(&self) -> ContentRef<'_, 'a> {
        ContentRef::new(&self.tree, 0)
    }

    /// Returns the top-level blocks of the article in order, without dateline, byline and asides.
    ///
    /// ```
    /// use newsprint::{Article, ContentKind};
    ///
    /// let source = "[t](https://example.org/)\n------\n\n<h2>One</h2><ul><li>two</ul><p>© Example</p>";
    /// let content = Article::parse(source)?.content();
    /// let kinds = content.blocks().map(|block| block.kind());
    /// assert!(kinds.eq([ContentKind::Heading, ContentKind::List]));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn blocks(&self) -> ContentChildren<'_, 'a> {
        self.root().children()
    }

    /// Returns all parts of the article, such as blocks and inlines, in document order. The
    /// dateline, the byline and the asides are not among these parts.
    ///
    /// ```
    /// use newsprint::{Article, ContentKind};
    ///
    /// let source = "[t](https://example.org/)\n------\n\n<p>one <code>two</code></p>";
    /// let content = Article::parse(source)?.content();
    /// let texts = content.descendants().filter(|part| part.kind() == ContentKind::Text);
    /// assert_eq!(texts.count(), 2);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn descendants(&self) -> ContentDescendants<'_, 'a> {
        self.root().descendants()
    }

    /// Returns the paragraphs of the article in order, including those in lists, quotes and tables.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n<p>one</p><ul><li>two</ul>three<br><br>four";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let texts: Vec<_> = content.paragraphs().map(|paragraph| paragraph.text()).collect();
    /// assert_eq!(texts, ["one", "two", "three", "four"]);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn paragraphs(&self) -> ContentParagraphs<'_, 'a> {
        self.root().paragraphs()
    }

    /// Returns the lead image: the first image before the end of the second block of text. Returns
    /// `None` if no image is before this place.
    ///
    /// Headings, the standfirst and captions of embeds do not count as blocks of text. Decoration,
    /// such as icons, does not count as an image ([`Image::is_decoration`]). The picture that a
    /// video shows before it plays (`poster`) counts as an image. For a `poster`, the returned
    /// [`Image`] derefs to the [`ContentRef`] of the [`Embed`].
    ///
    /// ```
    /// let lead = |body: &str| {
    ///     let source = format!("[t](https://example.org/)\n------\n\n{body}");
    ///     let article = newsprint::Article::parse(&source).unwrap();
    ///     let content = article.content();
    ///     Some(content.lead_image()?.src()?.to_string())
    /// };
    /// assert_eq!(lead("<h2>One</h2><p>text</p><img src=1.jpg><p>text</p>").as_deref(), Some("1.jpg"));
    /// assert_eq!(lead("<video src=1.mp4 poster=1.jpg></video>").as_deref(), Some("1.jpg"));
    /// assert_eq!(lead("<p>text</p><p>text</p><img src=1.jpg>"), None);
    /// ```
    pub fn lead_image(&self) -> Option<Image<'_, 'a>> {
        let mut paragraphs = 0;
        for block in self.blocks() {
            if let Some(image) = picture(block) {
                return Some(image);
            }
            let is_standfirst = || {
                self.standfirst
                    .is_some_and(|element| element.contains_span(block.span()))
            };
            let counts = !matches!(block.kind(), ContentKind::Heading | ContentKind::Embed)
                && !is_standfirst();
            let mut has_text = false;
            for part in block.descendants() {
                if let Some(image) = picture(part) {
                    return Some(image);
                }
                has_text |= counts && part.as_text().is_some_and(shows);
            }
            paragraphs += usize::from(has_text);
            if paragraphs > 1 {
                return None;
            }
        }
        None
    }

    /// Returns the images of the article in order, including inline images.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n<img src=1.jpg><p>text <img src=2.jpg></p>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let urls: Vec<_> = content.images().filter_map(|image| image.original_src()).collect();
    /// assert_eq!(urls, ["1.jpg", "2.jpg"]);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn images(&self) -> ContentImages<'_, 'a> {
        self.root().images()
    }

    /// Returns the images of the body that were left out of the article, in document order. For the
    /// kinds of these images, such as tracking pixels ([`Image::is_tracker`]), see
    /// [images](Content#images). The text, the Markdown and the HTML do not contain these images.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n\
    ///     <p>text</p><img src=//stat.example.org/1 width=1 height=1>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// assert_eq!(content.images().count(), 0);
    /// let left_out: Vec<_> = content.left_out_images().collect();
    /// assert_eq!(*left_out[0].src().unwrap(), "//stat.example.org/1");
    /// assert!(left_out[0].is_tracker());
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn left_out_images(&self) -> ContentImages<'_, 'a> {
        match self.left_out {
            Some(root) => ContentRef::new(&self.tree, root).images(),
            None => ContentRef::new(&self.tree, self.tree.len()).images(),
        }
    }

    /// Returns the links of the article in order. If an image is a block, a link around the image
    /// has no part of its own. The [`Link`] then derefs to the [`ContentRef`] of the image, and its
    /// text is the caption of the image.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n<a href=/a>one</a>, <a href=/b>two</a>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let texts: Vec<_> = content.links().map(|link| link.text()).collect();
    /// assert_eq!(texts, ["one", "two"]);
    /// let urls: Vec<_> = content.links().map(|link| link.href().into_value()).collect();
    /// assert_eq!(urls, ["/a", "/b"]);
    ///
    /// let source = "[t](https://example.org/)\n------\n\n<a href=/large><img src=small.jpg></a>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let link = content.links().next().unwrap();
    /// assert_eq!(*link.href(), "/large");
    /// assert_eq!(*link.as_image().unwrap().src().unwrap(), "small.jpg");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn links(&self) -> ContentLinks<'_, 'a> {
        self.root().links()
    }

    /// Returns the innermost part that contains the byte at this offset of the source, or `None` if
    /// no part contains the byte. Also searches the parts of asides. Takes O(n) time in the number
    /// of parts.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n<p>See <a href=/x>here</a>.</p>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let part = content.at(source.find("here").unwrap() as u32).unwrap();
    /// assert_eq!(part.as_text(), Some("here"));
    /// assert_eq!(*part.parent().unwrap().as_link().unwrap().href(), "/x");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn at(&self, byte: u32) -> Option<ContentRef<'_, 'a>> {
        let nodes = (0..).zip(&self.tree.nodes);
        let around = nodes.filter(|(_, node)| node.span.start <= byte && byte < node.span.end);
        // If two parts have the same span, the inner one has the greater ID.
        let (id, _) = around.min_by_key(|(id, node)| (node.span.len(), u32::MAX - id))?;
        Some(ContentRef::new(&self.tree, id))
    }
}

/// Returns a part as an [`Image`] if the part may be the lead image. Only two kinds of parts may be
/// the lead image: an image that is not decoration, and a video with a `poster`. Returns `None` for
/// other parts.
fn picture<'c, 'a>(part: ContentRef<'c, 'a>) -> Option<Image<'c, 'a>> {
    let image = part.as_image().filter(|image| !image.is_decoration());
    image.or_else(|| Image::of_poster(part))
}

/// Defines an iterator over the descendants of a part that have a given kind. Also defines the
/// method of [`ContentRef`] that returns this iterator.
macro_rules! each {
    ($name:ident, $method:ident, $item:ty, $what:literal, $cast:expr) => {
        #[doc = concat!("An iterator over the ", $what, " in a part, returned by [`ContentRef::", stringify!($method), "`].")]
        #[derive(Debug, Clone)]
        pub struct $name<'c, 'a>(ContentDescendants<'c, 'a>);

        impl<'c, 'a> ContentRef<'c, 'a> {
            #[doc = concat!("Returns the ", $what, " in the part, in document order.\n\n\
                ```\n\
                let source = \"[t](https://example.org/)\\n------\\n\\n\\\n    \
                <blockquote>See <a href=/x>the map</a> <img src=1.jpg></blockquote><p>text</p>\";\n\
                let content = newsprint::Article::parse(source)?.content();\n\
                let quote = content.blocks().next().unwrap();\n\
                assert_eq!(quote.", stringify!($method), "().count(), 1);\n\
                # Ok::<_, newsprint::Error>(())\n\
                ```")]
            pub fn $method(self) -> $name<'c, 'a> {
                $name(self.descendants())
            }
        }

        impl<'c, 'a> Iterator for $name<'c, 'a> {
            type Item = $item;

            fn next(&mut self) -> Option<Self::Item> {
                self.0.find_map($cast)
            }
        }

        impl DoubleEndedIterator for $name<'_, '_> {
            fn next_back(&mut self) -> Option<Self::Item> {
                self.0.by_ref().rev().find_map($cast)
            }
        }

        impl FusedIterator for $name<'_, '_> {}
    };
}

each!(
    ContentImages,
    images,
    Image<'c, 'a>,
    "images",
    ContentRef::as_image
);
each!(ContentLinks, links, Link<'c, 'a>, "links", Link::of_part);
each!(
    ContentParagraphs,
    paragraphs,
    ContentRef<'c, 'a>,
    "paragraphs",
    |part| { (part.kind() == ContentKind::Paragraph).then_some(part) }
);
