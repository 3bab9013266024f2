//! An article as a reader sees it.

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

/// An article as a reader sees it: dateline, byline, blocks, and asides, which are not part of the article.
/// Each has its bytes in the source.
///
/// Together, these parts contain every character that a browser shows, once. The blocks form a tree of
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
/// A paragraph ends at the start or end of a block-level element, and at two line breaks. An image that is
/// alone in a paragraph or on a line is a block; an image next to text is inline. The name of a place and a
/// dash just before a `p` belong to that paragraph.
///
/// White space collapses as in browsers. In addition, white space that contains a line feed is removed
/// between two wide characters ([`ContentOptions::join_lines`]), and white space, U+3000 and no-break spaces
/// are removed if they indent a line. Paragraphs without visible characters are removed. Quotation marks are
/// added around a `q`, and brackets around an `rt`: these are texts with the bytes of the tag. Adjacent runs
/// in the same style are merged.
///
/// A link or style around several paragraphs is repeated in each of them. Repeated links and styles are
/// limited to four times the file's length plus 32 KiB, where a link counts as the length of its URL and
/// each style as 32 bytes. Beyond that limit, links and styles are dropped, but their text is kept. Maximum
/// nesting: 32 levels of lists, block quotes and tables, 16 levels of links and styles. Deeper levels are
/// merged into the innermost one.
///
/// # What is not the article
///
/// [`Rule`]s find the parts of the body that are not the article: the publisher's date and the byline, the
/// title repeated in the body, promotion, copyright notices, related links, comments and the like
/// ([`AsideKind`]). They are not in the blocks, the text, the Markdown and the HTML, but they are not lost:
/// see [`Content::asides`]. [`ContentOptions::keep_asides`] leaves all of them in place. The built-in rules
/// are for the publishers of [the format](crate::_format); [`ContentOptions::rule`] adds more. Text that a
/// source repeats in many articles is found with the feature `archive`.
///
/// # Captions
///
/// The caption of an image is one of these:
///
/// - the `figcaption` of its `figure`
/// - an element just after the image with a class such as `wp-caption-text`; it is added to a caption found
///   before
/// - `<div><small>…</small></div>` just after the image, or a `small` at the end of its block, of at most
///   1,000 columns
/// - `<div><p>…</p></div>` just after a `div` around the image whose class contains `figure`: if it has at
///   most 100 columns, or at most 240 and does not end like a sentence, and the next element does not have
///   the same class, as the paragraphs of a page do
/// - in a `div` that starts with an image and then a `b` before a colon: the `b` and the rest of the `div`
/// - the second row of a table that has two rows with one cell each, if the first row contains only the image
///
/// Videos and audio have captions of the same forms.
///
/// Characters of East Asian scripts count as two columns. [`ContentOptions::rule`] adds rules.
///
/// # Images
///
/// Each picture is in the content once. These are left out: tracking pixels, copies in a `noscript` of an
/// image before them, a preview before its image, and images without URL and `alt`.
/// [`Content::left_out_images`] returns them. An image of an emoji becomes a text, its `alt`, with the bytes
/// of the image. For the URL of an image, see [`Image::address`] and [`Image::original_src`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content<'a> {
    tree: Tree<'a>,
    dateline: Option<Dateline<'a>>,
    byline: Option<Byline<'a>>,
    /// The bytes of the standfirst's element.
    standfirst: Option<Span>,
    asides: Vec<AsideRoot>,
    /// The root of the images that were left out.
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

    /// Makes asides of the text that articles of a group repeat.
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

    /// Returns the hashes of the lines of the text, for articles of a group, each once.
    #[cfg(feature = "archive")]
    pub(crate) fn line_hashes(&self, group: &Group) -> Vec<u64> {
        repeated::hashes(&self.tree, group)
    }

    /// Returns the publisher's own date, or `None` if none was found.
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

    /// Returns the line that names the authors. If the body has no such line, returns `author` of the front
    /// matter, and `None` if that is missing too.
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

    /// Returns the standfirst, a summary before the text, or `None` if none was found. The standfirst is one
    /// of the blocks.
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

    /// Returns the parts of the body that are not part of the article, in document order.
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

    /// Returns the root of the blocks: the article without dateline, byline and asides.
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

    /// Returns all parts of the article in document order, without dateline, byline and asides.
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

    /// Returns the lead image: the first image before the second paragraph of text, or `None` if there is no
    /// such image.
    ///
    /// Headings, the standfirst and captions of embeds do not count as paragraphs of text. The picture that a
    /// video shows before it plays (`poster`) counts as an image. It is returned as an [`Image`] that derefs
    /// to the part of the [`Embed`].
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

    /// Returns the images of the body that are not in the article, in order: tracking pixels
    /// ([`Image::is_tracker`]), copies in a `noscript` of an image before them, and images that show nothing.
    /// No output contains these images.
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

    /// Returns the links of the article in order. For a link around an image that is a block, the part is the
    /// [`Image`], and the text is its caption.
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

    /// Returns the innermost part that contains this byte of the source, or `None` if no part does. Searches
    /// the asides, too. O(n) in the number of parts.
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
        // If two parts have the same bytes, the inner one comes later.
        let (id, _) = around.min_by_key(|(id, node)| (node.span.len(), u32::MAX - id))?;
        Some(ContentRef::new(&self.tree, id))
    }
}

/// Returns a part as an image, if it may be the lead image.
fn picture<'c, 'a>(part: ContentRef<'c, 'a>) -> Option<Image<'c, 'a>> {
    let image = part.as_image().filter(|image| !image.is_decoration());
    image.or_else(|| Image::of_poster(part))
}

/// Makes an iterator over the descendants of one kind.
macro_rules! each {
    ($name:ident, $method:ident, $item:ty, $what:literal, $cast:expr) => {
        #[doc = concat!("The ", $what, " in a part, from [`ContentRef::", stringify!($method), "`].")]
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
