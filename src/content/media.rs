//! [`Image`] and [`Embed`], the views of images and embeds.

use std::borrow::Cow;
use std::ops::Deref;

use super::detect::decoration::{self, is_address};
use super::detect::picture::{self, Location};
use super::detect::proxies;
use super::kind::{ContentKind, Dimension, EmbedKind, ImageOrigin};
use super::parts::{caption, part};
use super::tree::Node;
use super::view::ContentRef;
use crate::source::Spanned;

part!(
    /// An image: a view of a part of the kind [`ContentKind::Image`].
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n\
    ///     <figure><img src=\"https://wsrv.nl/?url=e.org/a.jpg\" alt=A width=50%>\
    ///     <figcaption>A ferry</figcaption></figure>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let image = content.images().next().unwrap();
    /// assert_eq!(image.original_src().unwrap(), "http://e.org/a.jpg");
    /// assert_eq!(image.alt().unwrap(), "A");
    /// assert_eq!(image.caption().unwrap().text(), "A ferry");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    Image, Image, as_image, "an", "<img src=1.jpg>"
);

impl<'c, 'a> Image<'c, 'a> {
    /// Returns the URL in the attribute `src` with its span in the source, or `None` if the image
    /// has no `src`. The URL may be relative, and it may be the URL of an image proxy: see
    /// [`Image::original_src`]. Each call decodes the character references in the URL anew. If the
    /// URL contains no character reference, the result is borrowed.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n<img src=\"/a.jpg?w=1&amp;h=2\">";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let src = content.images().next().unwrap().src().unwrap();
    /// assert_eq!(src.value(), "/a.jpg?w=1&h=2");
    /// assert_eq!(src.span().of(source), "/a.jpg?w=1&amp;h=2");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn src(self) -> Option<Spanned<Cow<'a, str>>> {
        match self.as_embed() {
            Some(video) => video.poster(),
            None => self.tree.url(self.node()),
        }
    }

    /// Returns an embed with a `poster` as an [`Image`]. A `poster` is the picture that a video
    /// shows before it plays. Returns `None` for parts without a `poster`. See
    /// [`Content::lead_image`](crate::Content::lead_image).
    pub(super) fn of_poster(part: ContentRef<'c, 'a>) -> Option<Self> {
        let has_poster = part
            .as_embed()
            .is_some_and(|embed| embed.poster().is_some());
        has_poster.then_some(Image(part))
    }

    /// Returns [`Image::src`], but shortens `data:` URLs, which contain the image itself. Such a
    /// URL is cut after the comma.
    #[cfg(any(feature = "arrow", feature = "serde"))]
    pub(crate) fn short_src(self) -> Option<Spanned<Cow<'a, str>>> {
        let src = self.src()?;
        let end = src.find(',').filter(|_| !is_address(&src));
        let Some(comma) = end else {
            return Some(src);
        };
        let start = src.get(..=comma).unwrap_or_default().to_owned();
        Some(Spanned::new(Cow::Owned(start), src.span()))
    }

    /// Returns the best URL of the image with its span in the source, or `None` if the image has no
    /// URL. The URL may be relative, and it may be the URL of an image proxy. Each call decodes the
    /// character references in the URL anew. If the URL contains no character reference, the result
    /// is borrowed.
    ///
    /// The best URL is the URL of the largest image in `src`, in `srcset`, and in the `srcset` of
    /// each `source` in the same `picture`. If the sizes are unknown, the best URL is `src`. If
    /// `src` is missing or a placeholder such as `blank.gif`, the URL is taken from an attribute
    /// for lazy loading such as `data-src`, or from the copy of the image in a `noscript` just
    /// after the image. `data:` URLs, which contain the image itself, are ignored.
    /// [`Image::address_origin`] returns where the URL was found.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n\
    ///     <img src=a-300x200.jpg srcset='a-300x200.jpg 300w, a.jpg 900w'>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let image = content.images().next().unwrap();
    /// assert_eq!(*image.src().unwrap(), "a-300x200.jpg");
    /// let address = image.address().unwrap();
    /// assert_eq!(*address, "a.jpg");
    /// assert_eq!(address.span().of(source), "a.jpg");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn address(self) -> Option<Spanned<Cow<'a, str>>> {
        match self.as_embed() {
            Some(video) => video.poster(),
            None => address(*self),
        }
    }

    /// Returns where the URL of [`Image::address`] was found, or `None` if the image has no URL.
    ///
    /// ```
    /// use newsprint::ImageOrigin;
    ///
    /// let source = "[t](https://example.org/)\n------\n\n\
    ///     <img src=1.jpg><img srcset='2.jpg 2x'><img src='data:,' alt=three>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let origins: Vec<_> = content.images().map(|image| image.address_origin()).collect();
    /// assert_eq!(origins, [Some(ImageOrigin::Src), Some(ImageOrigin::Srcset), None]);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn address_origin(self) -> Option<ImageOrigin> {
        match self.as_embed() {
            Some(_) => self.address().map(|_| ImageOrigin::Src),
            None => Some(located(*self)?.1),
        }
    }

    /// Returns the URL of the original image. If [`Image::address`] is the URL of an image proxy,
    /// this is the URL that the proxy fetches. For other images, this is [`Image::address`].
    /// Returns `None` if the image has no URL.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n\
    ///     <img src=https://wsrv.nl/?url=ssl:e.org/a.jpg><img src=b.jpg>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let images: Vec<_> = content.images().collect();
    /// assert!(images[0].is_proxied() && !images[1].is_proxied());
    /// assert_eq!(images[0].original_src().unwrap(), "https://e.org/a.jpg");
    /// assert_eq!(images[1].original_src().unwrap(), "b.jpg");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn original_src(self) -> Option<Cow<'a, str>> {
        if let Some(found) = in_tag(*self) {
            let added = self.tree.proxies.as_deref().unwrap_or_default();
            return Some(found?.into_original(self.tree.source, added));
        }
        let address = self.address()?.into_value();
        Some(self.unwrap_proxy(&address).map_or(address, Cow::Owned))
    }

    /// Returns whether [`Image::address`] is the URL of an image proxy, built-in or added.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n\
    ///     <img src='https://wsrv.nl/?url=e.org/a.jpg'><img src=b.jpg>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let is_proxied: Vec<_> = content.images().map(|image| image.is_proxied()).collect();
    /// assert_eq!(is_proxied, [true, false]);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn is_proxied(self) -> bool {
        self.address()
            .is_some_and(|address| self.unwrap_proxy(&address).is_some())
    }

    /// Returns whether the image is a tracking pixel, with which a server counts readers. A
    /// tracking pixel has a width and a height of at most one pixel, or its URL belongs to a known
    /// tracking service. Tracking pixels are in
    /// [`Content::left_out_images`](crate::Content::left_out_images), not in
    /// [`Content::images`](crate::Content::images).
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n<p>text</p><img src=/count width=1 height=1>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// assert!(content.left_out_images().next().unwrap().is_tracker());
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn is_tracker(self) -> bool {
        self.as_embed().is_none() && self.node().has(Node::TRACKER)
    }

    /// Returns whether the image is decoration: an icon, a line, an emoji, a tracking pixel, or a
    /// placeholder for an image whose URL is unknown. The size, the class and the URL of the image
    /// decide this. Decoration is never the lead image.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n\
    ///     <img src=zoom.png width=16 height=16><img src=icon-zoom.png><img src=1.jpg>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let is_decoration: Vec<_> = content.images().map(|image| image.is_decoration()).collect();
    /// assert_eq!(is_decoration, [true, true, false]);
    /// assert_eq!(*content.lead_image().unwrap().src().unwrap(), "1.jpg");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn is_decoration(self) -> bool {
        let src = self.original_src().unwrap_or_default();
        let is_inline = || {
            self.src()
                .is_some_and(|src| src.len() > decoration::MAX_BLANK)
        };
        let class = self.attribute(self.span(), "class").unwrap_or_default();
        self.is_tracker()
            || decoration::is_icon(&src, &class, self.size())
            || decoration::is_placeholder(&src) && !(src.is_empty() && is_inline())
    }

    fn unwrap_proxy(self, address: &str) -> Option<String> {
        unwrap_proxy(*self, address)
    }

    /// Returns the text alternative (the attribute `alt`), or `None` if the attribute is absent. In
    /// HTML, an empty text alternative means that the image is decorative.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n\
    ///     <img src=1.jpg alt='A &amp; B'><img src=2.jpg alt><img src=3.jpg>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let alts: Vec<_> = content.images().map(|image| image.alt()).collect();
    /// assert_eq!(alts, [Some("A & B".into()), Some("".into()), None]);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn alt(self) -> Option<Cow<'a, str>> {
        self.attribute(self.span(), "alt")
    }

    /// Returns the value of the attribute `title`, or `None` if the attribute is absent.
    pub fn title(self) -> Option<Cow<'a, str>> {
        self.attribute(self.span(), "title")
    }

    /// Returns the attributes `alt` and `title`. Reads the tag only once.
    pub(crate) fn alt_and_title(self) -> [Option<Cow<'a, str>>; 2] {
        self.attributes(self.span(), ["alt", "title"])
    }

    /// Returns two pairs of attributes: `alt` and `title`, then `width` and `height`. Reads the tag
    /// only once.
    pub(crate) fn described(self) -> ([Option<Cow<'a, str>>; 2], [Option<Dimension>; 2]) {
        let names = ["alt", "title", "width", "height"];
        let [alt, title, width, height] = self.attributes(self.span(), names);
        let size = [width, height].map(|side| Dimension::parse(&side?));
        ([alt, title], size)
    }

    /// Returns the attributes `width` and `height`. Reads the tag only once.
    pub(crate) fn size(self) -> [Option<Dimension>; 2] {
        let size = self.attributes(self.span(), ["width", "height"]);
        size.map(|size| Dimension::parse(&size?))
    }

    /// Returns the value of the attribute `width`, or `None` if the attribute is absent or does not start
    /// with a number.
    ///
    /// ```
    /// use newsprint::{Article, Dimension};
    ///
    /// let source = "[t](https://example.org/)\n------\n\n<img src=1.jpg width=640><img src=2.jpg width=auto>";
    /// let content = Article::parse(source)?.content();
    /// let widths: Vec<_> = content.images().map(|image| image.width()).collect();
    /// assert_eq!(widths, [Some(Dimension::Pixels(640)), None]);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn width(self) -> Option<Dimension> {
        let [width, _] = self.size();
        width
    }

    /// Returns the value of the attribute `height`, or `None` if the attribute is absent or does not start
    /// with a number.
    pub fn height(self) -> Option<Dimension> {
        let [_, height] = self.size();
        height
    }

    /// Returns the caption, or `None` if the image has no caption. Inline images have no captions.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n\
    ///     <img src=1.jpg><div><small>The <b>ferry</b></small></div><p>text <img src=2.jpg></p>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let captions = content.images().map(|image| Some(image.caption()?.text().into_owned()));
    /// assert!(captions.eq([Some("The ferry".to_owned()), None]));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn caption(self) -> Option<ContentRef<'c, 'a>> {
        caption(*self)
    }

    /// Returns the credit, or `None` if no credit was found. The credit names the maker of the
    /// image. It is separate from the caption, or is a `cite` in the caption.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n\
    ///     <figure><img src=a.jpg><figcaption>A ferry <cite>A. B.</cite></figcaption></figure>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let image = content.images().next().unwrap();
    /// assert_eq!(image.caption().unwrap().text(), "A ferry A. B.");
    /// assert_eq!(image.credit().unwrap().text(), "A. B.");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn credit(self) -> Option<ContentRef<'c, 'a>> {
        credit(*self)
    }

    /// Returns whether the image has a credit that is separate from its caption.
    pub(crate) fn has_credit(self) -> bool {
        has_credit(*self)
    }

    /// Returns the URL of the link around an image that is a block, with the span of the URL in the
    /// source. Returns `None` if the image is not in a link, or if the image is inline. An inline
    /// image in a link has the [`Link`](crate::Link) as an ancestor.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n<a href=/large><img src=small.jpg></a>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let image = content.images().next().unwrap();
    /// assert_eq!(*image.link().unwrap(), "/large");
    /// assert_eq!(*content.links().next().unwrap().href(), "/large");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn link(self) -> Option<Spanned<Cow<'a, str>>> {
        let node = self.node();
        let is_linked = node.has(Node::BLOCK) && node.has(Node::LINKED);
        is_linked.then(|| self.href_in(node.tag))
    }

    /// Returns whether the image is in a `noscript`. Browsers show a `noscript` only if scripts are
    /// disabled. If the image is a copy of an image just before the `noscript`, the copy is left
    /// out of the article: see [`Content::left_out_images`](crate::Content::left_out_images).
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n\
    ///     <img src=blank.gif data-src=1.jpg><noscript><img src=1.jpg></noscript>\
    ///     <p>text</p><noscript><img src=2.jpg></noscript>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let in_noscript: Vec<_> = content.images().map(|image| image.in_noscript()).collect();
    /// assert_eq!(in_noscript, [false, true]);
    /// assert_eq!(content.left_out_images().count(), 1);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn in_noscript(self) -> bool {
        self.node().has(Node::NOSCRIPT)
    }
}

part!(
    /// An embedded frame, video, audio or object.
    ///
    /// ```
    /// use newsprint::EmbedKind;
    ///
    /// let source = "[t](https://example.org/)\n------\n\n<iframe src=https://v.example/1></iframe>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let embed = content.blocks().next().unwrap().as_embed().unwrap();
    /// assert_eq!(embed.embed_kind(), EmbedKind::Frame);
    /// assert_eq!(*embed.src().unwrap(), "https://v.example/1");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    Embed, Embed, as_embed, "an", "<video src=1.mp4></video>"
);

impl<'c, 'a> Embed<'c, 'a> {
    /// Returns the kind of the embed.
    ///
    /// ```
    /// use newsprint::{Article, EmbedKind};
    ///
    /// let source = "[t](https://example.org/)\n------\n\n<video src=1.mp4></video><audio src=2.mp3></audio>";
    /// let content = Article::parse(source)?.content();
    /// let embeds = content.blocks().filter_map(|block| block.as_embed());
    /// assert!(embeds.map(|embed| embed.embed_kind()).eq([EmbedKind::Video, EmbedKind::Audio]));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn embed_kind(self) -> EmbedKind {
        match self.node().flags >> Node::EMBED_SHIFT {
            0 => EmbedKind::Frame,
            1 => EmbedKind::Video,
            2 => EmbedKind::Audio,
            _ => EmbedKind::Object,
        }
    }

    /// Returns the URL in the attribute `src` with its span in the source. Character references are
    /// decoded. For an `object`, the attribute is `data`. For a video or audio without `src`,
    /// returns the URL of its first `source`. Returns `None` if the embed has none of these URLs.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n<video><source src=1.mp4></video>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let video = content.blocks().next().unwrap().as_embed().unwrap();
    /// assert_eq!(*video.src().unwrap(), "1.mp4");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn src(self) -> Option<Spanned<Cow<'a, str>>> {
        self.tree.url(self.node())
    }

    /// Returns the best URL of the embed with its span in the source, or `None` if the embed has no
    /// URL. In most cases, this is [`Embed::src`]. If [`Embed::src`] is missing or is a URL such as
    /// `about:blank`, the URL is taken from an attribute for lazy loading such as `data-src`. If
    /// this attribute is also missing, the URL is taken from a link inside the `iframe`. Browsers
    /// do not show such a link.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n<iframe data-src=https://v.example/1></iframe>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let frame = content.blocks().next().unwrap().as_embed().unwrap();
    /// assert_eq!(frame.src(), None);
    /// assert_eq!(*frame.address().unwrap(), "https://v.example/1");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn address(self) -> Option<Spanned<Cow<'a, str>>> {
        address(*self)
    }

    /// Returns the URL of the embedded resource. If [`Embed::address`] is the URL of a widget such
    /// as Embedly's, this is the URL that the widget loads. For other embeds, this is
    /// [`Embed::address`]. Returns `None` if the embed has no URL.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n\
    ///     <iframe src='https://cdn.embedly.com/widgets/media.html?url=https%3A%2F%2Fv.example%2F1'></iframe>\
    ///     <iframe src=''><a href=https://v.example/2>video</a></iframe>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let embeds = content.blocks().filter_map(|block| block.as_embed());
    /// let urls: Vec<_> = embeds.filter_map(|embed| embed.original_src()).collect();
    /// assert_eq!(urls, ["https://v.example/1", "https://v.example/2"]);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn original_src(self) -> Option<Cow<'a, str>> {
        let address = self.address()?.into_value();
        Some(proxies::unwrap_widget(&address).map_or(address, Cow::Owned))
    }

    /// Returns the URL of the picture that a video shows before it plays, with the span of the URL
    /// in the source. This is the value of the attribute `poster`, with character references
    /// decoded. Returns `None` if the attribute is missing, empty, or a `data:` URL.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n\
    ///     <video src=1.mp4 poster='https://wsrv.nl/?url=e.org/1.jpg'></video>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let video = content.blocks().next().unwrap().as_embed().unwrap();
    /// assert_eq!(*video.poster().unwrap(), "https://wsrv.nl/?url=e.org/1.jpg");
    /// assert_eq!(video.original_poster().unwrap(), "http://e.org/1.jpg");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn poster(self) -> Option<Spanned<Cow<'a, str>>> {
        let poster = self.attribute_span(self.node().tag, "poster")?;
        Some(self.tree.attribute_value(poster)).filter(|poster| is_address(poster))
    }

    /// Returns the URL of the original picture that a video shows before it plays. If
    /// [`Embed::poster`] is the URL of an image proxy, this is the URL that the proxy fetches. For
    /// other videos, this is [`Embed::poster`]. Returns `None` if [`Embed::poster`] is `None`.
    pub fn original_poster(self) -> Option<Cow<'a, str>> {
        let poster = self.poster()?.into_value();
        Some(unwrap_proxy(*self, &poster).map_or(poster, Cow::Owned))
    }

    /// Returns the value of the attribute `title`, or `None` if the attribute is absent.
    pub fn title(self) -> Option<Cow<'a, str>> {
        self.attribute(self.node().tag, "title")
    }

    /// Returns the caption, or `None` if the embed has no caption.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n\
    ///     <video src=1.mp4></video><div><small>The ferry</small></div>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let video = content.blocks().next().unwrap().as_embed().unwrap();
    /// assert_eq!(video.caption().unwrap().text(), "The ferry");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn caption(self) -> Option<ContentRef<'c, 'a>> {
        caption(*self)
    }

    /// Returns the credit, or `None` if no credit was found. The credit is found in the same way as
    /// the credit of an image: see [`Image::credit`].
    pub fn credit(self) -> Option<ContentRef<'c, 'a>> {
        credit(*self)
    }

    /// Returns whether the embed has a credit that is separate from its caption.
    pub(crate) fn has_credit(self) -> bool {
        has_credit(*self)
    }
}

/// Returns the best URL of an image or embed: see [`Image::address`] and [`Embed::address`].
fn address<'a>(part: ContentRef<'_, 'a>) -> Option<Spanned<Cow<'a, str>>> {
    Some(located(part)?.0)
}

/// Returns the best URL of an image or embed, and the origin of the URL. Returns `None` if the part
/// has no URL.
fn located<'a>(part: ContentRef<'_, 'a>) -> Option<(Spanned<Cow<'a, str>>, ImageOrigin)> {
    let (tree, node) = (part.tree, part.node());
    let value = |at, origin| (tree.attribute_value(at), origin);
    if let Some(found) = in_tag(part) {
        let found = found?;
        return Some(value(found.at, found.origin));
    }
    match tree.address(node) {
        Some(noted) => Some(value(noted.value, noted.origin)),
        None => {
            let src = tree.url(node).filter(|src| is_address(src))?;
            Some((src, ImageOrigin::Src))
        }
    }
}

/// Returns the best URL of an image that may have URLs outside of `src` ([`Node::OTHER_ADDRESS`]).
/// Returns `Some(None)` if none of these URLs is usable. Returns `None` if `part` is not an image
/// with this flag, or if the best URL is already in `Tree::addresses`.
fn in_tag<'a>(part: ContentRef<'_, 'a>) -> Option<Option<Location<'a>>> {
    let (tree, node) = (part.tree, part.node());
    let may_be = node.kind == ContentKind::Image && node.has(Node::OTHER_ADDRESS);
    if !may_be || tree.address(node).is_some() {
        return None;
    }
    let added = tree.proxies.as_deref().unwrap_or_default();
    let sources = tree.sources(node);
    Some(picture::address_of_tag(
        tree.source,
        node.span,
        sources,
        added,
    ))
}

/// If `address` is the URL of an image proxy, returns the URL that the proxy fetches. Returns
/// `None` for other URLs.
fn unwrap_proxy(part: ContentRef<'_, '_>, address: &str) -> Option<String> {
    let added = part.tree.proxies.as_deref().unwrap_or_default();
    proxies::unwrap(address, added)
}

fn has_credit(part: ContentRef<'_, '_>) -> bool {
    part.children()
        .take(2)
        .any(|child| child.kind() == ContentKind::Credit)
}

/// Returns the credit of an image or embed: the child of the kind [`ContentKind::Credit`] or, if there is no
/// such child, a `cite` in the caption. Returns `None` if neither exists.
fn credit<'c, 'a>(part: ContentRef<'c, 'a>) -> Option<ContentRef<'c, 'a>> {
    let own = part
        .children()
        .find(|child| child.kind() == ContentKind::Credit);
    let is_cite = |inner: &ContentRef<'_, '_>| {
        let tag = inner
            .span()
            .of(inner.tree.source)
            .get(..5)
            .unwrap_or_default();
        tag.eq_ignore_ascii_case("<cite")
    };
    own.or_else(|| caption(part)?.descendants().find(is_cite))
}
