//! Finds the best URL of an `img`, and whether the image is a picture of the article or, for
//! example, a tracking pixel.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::super::kind::{Dimension, ImageOrigin};
use super::decoration::{
    MAX_BLANK, has_name_of_placeholder, is_address, is_emoji, is_pixel, is_placeholder, is_tracker,
};
use super::proxies;
use super::proxy::ImageProxy;
use super::rendition;
use super::srcset::{self, Size};
use crate::html::Known;
use crate::html::raw_attributes::RawAttributes;
use crate::source::Span;
use crate::tree::NodeRef;
use crate::tree::attribute::decode_value;
use crate::url::UrlParts;

/// The attributes for lazy loading. Each of these attributes contains a URL, which a script copies
/// to `src`. If an `img` has several of these attributes, the first in this list that contains a
/// URL is used. A number in a comment is the number of such images in 3,600 real files.
static LAZY: &[&str] = &[
    // 333. WeChat uses only this attribute.
    "data-src",
    "data-original",
    // Jetpack: 423.
    "data-lazy-src",
    "data-lazy",
    // Zhihu.
    "data-actualsrc",
    // Modula: 4.
    "data-full",
    // WordPress: 41.
    "data-orig-file",
    "data-original-src",
    "data-real-src",
    "data-img-src",
    "data-image-src",
    "data-hi-res-src",
    "data-full-src",
    "data-cfsrc",
    "data-echo",
    "data-url",
    "data-image",
    "data-ks-lazyload",
    "lazy-src",
    // Sina's blogs, and Discuz.
    "real_src",
    "zoomfile",
    "file",
];

/// The attributes for lazy loading whose value a script copies to `srcset`. Jetpack uses such an
/// attribute for 238 images in 3,600 real files.
static LAZY_SRCSETS: &[&str] = &["data-srcset", "data-lazy-srcset", "data-original-set"];

/// The classes of small previews. A page shows a preview until the image after the preview is
/// loaded. Medium: 8 images in 3,600 real files.
static PREVIEWS: &[&str] = &["progressiveMedia-thumbnail"];

/// The maximum number of nodes that are searched for the image after a preview.
const MAX_AHEAD: usize = 8;
/// The maximum number of children of a `picture` that are searched for `source` elements.
const MAX_SOURCES: usize = 64;

/// The properties of an `img`.
#[derive(Debug)]
pub(in crate::content) struct Picture {
    /// The span of the value of `src`.
    pub(in crate::content) src: Option<Span>,
    pub(in crate::content) kind: PictureKind,
    /// Whether a script probably loads the image, because the `class` attribute contains `lazy`.
    pub(in crate::content) is_lazy: bool,
    /// Whether attributes other than `src` may contain a URL of the image.
    pub(in crate::content) has_other_addresses: bool,
}

/// A URL of an image: where it is in the source, and how it was found.
#[derive(Debug, Clone)]
pub(in crate::content) struct Location<'a> {
    /// The span of the URL.
    pub(in crate::content) at: Span,
    pub(in crate::content) origin: ImageOrigin,
    /// The size of the image at the URL, or `None` if no `srcset` gives the size.
    size: Option<Size>,
    /// Whether the URL is only for narrow screens: it is from a `source` element whose `media`
    /// contains `max-width`.
    is_narrow: bool,
    /// The URL of the original image, computed on demand. If `at` is the URL of an image proxy,
    /// this is the URL that the proxy fetches. Otherwise, this is the URL at `at`, decoded.
    original: OnceCell<Cow<'a, str>>,
}

#[derive(Debug, PartialEq, Eq)]
pub(in crate::content) enum PictureKind {
    /// A picture of the article.
    Picture,
    /// An emoji. It is replaced by this text.
    Emoji(String),
    /// A tracking pixel.
    Tracker,
    /// An image that shows nothing, or a preview of the next image.
    Nothing,
}

impl Picture {
    /// Reads the properties of an `img`. Takes O(n) time in the length of the start tag of the
    /// `img`, and of the start tags of the `source` elements before it.
    pub(in crate::content) fn read(image: NodeRef<'_, '_>, added: &[ImageProxy]) -> Self {
        let attributes = Attributes::read(image.source(), image.node().span);
        Picture {
            src: attributes.src,
            kind: attributes.kind(image, added),
            is_lazy: attributes.class.contains("lazy"),
            has_other_addresses: attributes.has_other_addresses(),
        }
    }
}

/// Returns the best URL of an image, or `None` if the image has no usable URL. The URL may be in
/// the `img` or in the `source` elements of the `picture` around the `img`.
pub(in crate::content) fn address<'a>(
    image: NodeRef<'_, 'a>,
    added: &[ImageProxy],
) -> Option<Location<'a>> {
    address_of_tag(image.source(), image.node().span, sources(image), added)
}

/// Returns the best URL of an image, or `None` if the image has no usable URL. `tag` is the span of
/// the start tag of the `img`. `sources` are the spans of the start tags of the `source` elements
/// before the `img`.
pub(in crate::content) fn address_of_tag<'a>(
    source: &'a str,
    tag: Span,
    sources: impl Iterator<Item = Span>,
    added: &[ImageProxy],
) -> Option<Location<'a>> {
    Attributes::read(source, tag).address(sources, added)
}

/// Returns whether the next image shows the same picture as this image, judging by the file names in the URLs
/// of both.
fn is_before_itself(image: NodeRef<'_, '_>, added: &[ImageProxy]) -> bool {
    let first = image.following();
    let mut after = std::iter::successors(first, |node| {
        node.first_child().or_else(|| node.following())
    });
    let next = { after.by_ref().take(MAX_AHEAD) }.find(|node| node.is_named(Known::Img));
    let file = |image: NodeRef<'_, '_>| {
        let address = address(image, added)?;
        let url = address.original(image.source(), added);
        rendition::file_name(url).map(str::to_owned)
    };
    let own = file(image);
    own.is_some() && own == next.and_then(file)
}

/// The values of those attributes of an `img` that determine the URLs, the size and the kind of the image.
#[derive(Debug)]
struct Attributes<'a> {
    source: &'a str,
    tag: Span,
    src: Option<Span>,
    srcset: Option<Span>,
    lazy_srcset: Option<Span>,
    /// Whether the tag has one of the attributes in [`LAZY`].
    may_be_lazy: bool,
    alt: Option<Span>,
    class: Cow<'a, str>,
    style: Option<Span>,
    size: [Option<Span>; 2],
}

impl<'a> Attributes<'a> {
    fn read(source: &'a str, tag: Span) -> Self {
        let mut found = Attributes {
            source,
            tag,
            src: None,
            srcset: None,
            lazy_srcset: None,
            may_be_lazy: false,
            alt: None,
            class: Cow::Borrowed(""),
            style: None,
            size: [None; 2],
        };
        let mut class = None;
        for attribute in RawAttributes::of(source, tag) {
            let name = attribute.name.of(source);
            let is = |wanted: &str| name.eq_ignore_ascii_case(wanted);
            let [width, height] = &mut found.size;
            let place = match name.len() {
                3 if is("src") => &mut found.src,
                3 if is("alt") => &mut found.alt,
                5 if is("class") => &mut class,
                5 if is("style") => &mut found.style,
                5 if is("width") => width,
                6 if is("height") => height,
                6 if is("srcset") => &mut found.srcset,
                // All attributes for lazy loading start with one of these letters.
                _ if !name.starts_with(['d', 'l', 'r', 'z', 'f', 'D', 'L', 'R', 'Z', 'F']) => {
                    continue;
                }
                _ if LAZY_SRCSETS.iter().any(|wanted| is(wanted)) => &mut found.lazy_srcset,
                _ => {
                    found.may_be_lazy |= rank_of_lazy(name).is_some();
                    continue;
                }
            };
            // The first of several attributes with the same name counts.
            place.get_or_insert(attribute.value);
        }
        found.class = found.text(class);
        found
    }

    /// Returns the span of the URL in an attribute for lazy loading, or `None` if no such attribute
    /// contains a URL. If several do, returns the URL in the attribute that comes first in
    /// [`LAZY`].
    fn lazy(&self) -> Option<Span> {
        let mut best = None;
        let all = RawAttributes::of(self.source, self.tag);
        for attribute in all.take(if self.may_be_lazy { usize::MAX } else { 0 }) {
            let Some(rank) = rank_of_lazy(attribute.name.of(self.source)) else {
                continue;
            };
            let is_better = best.is_none_or(|(best, _)| rank < best);
            if is_better && is_lazy_address(&decode_value(attribute.value.of(self.source))) {
                best = Some((rank, attribute.value));
            }
        }
        Some(best?.1)
    }

    fn text(&self, value: Option<Span>) -> Cow<'a, str> {
        value.map_or(Cow::Borrowed(""), |value| {
            decode_value(value.of(self.source))
        })
    }

    fn kind(&self, image: NodeRef<'_, 'a>, added: &[ImageProxy]) -> PictureKind {
        let (src, alt) = (self.text(self.src), self.text(self.alt));
        let url = UrlParts::of(&src);
        let address = || self.address(sources(image), added);
        let has_own_address = || address().is_none_or(|address| address.origin == ImageOrigin::Src);
        let shows_nothing = || {
            let is_inline = src.len() > MAX_BLANK;
            let says_nothing = !is_address(&src) && !is_inline && alt.trim().is_empty();
            says_nothing && address().is_none()
        };
        if is_emoji(&url, &self.class, &alt) {
            let words: Vec<_> = alt.split_whitespace().collect();
            PictureKind::Emoji(words.join(" "))
        } else if is_tracker(&url) || is_pixel(self.size()) && has_own_address() {
            PictureKind::Tracker
        } else if shows_nothing() || self.is_preview() && is_before_itself(image, added) {
            PictureKind::Nothing
        } else {
            PictureKind::Picture
        }
    }

    /// Returns whether the tag may have a URL that is not in `src`.
    fn has_other_addresses(&self) -> bool {
        self.srcset.is_some() || self.lazy_srcset.is_some() || self.may_be_lazy
    }

    fn is_preview(&self) -> bool {
        let mut classes = self.class.split_ascii_whitespace();
        classes.any(|class| PREVIEWS.contains(&class))
    }

    /// Returns the width and the height. The `style` attribute takes precedence over the attributes
    /// `width` and `height`.
    fn size(&self) -> [Option<Dimension>; 2] {
        let style = self.text(self.style);
        let [width, height] = self.size;
        [("width", width), ("height", height)].map(|(name, value)| {
            let declared = style.split(';').filter_map(|it| it.split_once(':'));
            let own = { declared }.find(|(own, _)| own.trim().eq_ignore_ascii_case(name));
            match own {
                Some((_, value)) => Dimension::parse(value).filter(|_| is_absolute(value)),
                None => Dimension::parse(&self.text(value)),
            }
        })
    }

    /// Returns the best URL of the image, or `None` if the image has no usable URL. `sources` are
    /// the spans of the start tags of the `source` elements before the `img`.
    fn address(
        &self,
        sources: impl Iterator<Item = Span>,
        added: &[ImageProxy],
    ) -> Option<Location<'a>> {
        let larger = |first, next| larger(first, next, self.source, added);
        let written = self.text(self.src);
        let src = self.src.filter(|_| is_address(&written));
        let is_meant = |_: &Span| !has_name_of_placeholder(&UrlParts::of(&written));
        let lazy = || Some(Location::new(self.lazy()?, ImageOrigin::Lazy));
        let mut best = src.filter(is_meant).map(Location::of_src).or_else(lazy);
        for srcset in [self.srcset, self.lazy_srcset].into_iter().flatten() {
            let candidate = read_srcset(self.source, srcset, ImageOrigin::Srcset);
            best = larger(best, candidate);
        }
        for tag in sources {
            let Some((srcset, is_narrow)) = read_source(self.source, tag) else {
                continue;
            };
            let candidate = read_srcset(self.source, srcset, ImageOrigin::Source);
            best = larger(best, candidate.map(|found| Location { is_narrow, ..found }));
        }
        best.or(src.map(Location::of_src))
    }
}

/// Returns the span of the `srcset` of a `source` element, and whether the element is only for
/// narrow screens. Returns `None` if the element has no `srcset`. `tag` is the span of the start
/// tag of the `source` element.
fn read_source(source: &str, tag: Span) -> Option<(Span, bool)> {
    let mut names = std::iter::once(&"srcset").chain(LAZY_SRCSETS);
    let find = |wanted: &str| {
        let mut attributes = RawAttributes::of(source, tag);
        attributes.find(|found| found.name.of(source).eq_ignore_ascii_case(wanted))
    };
    let srcset = names.find_map(|name| find(name))?.value;
    let media = find("media").map(|media| decode_value(media.value.of(source)));
    Some((
        srcset,
        media.is_some_and(|media| media.contains("max-width")),
    ))
}

impl<'a> Location<'a> {
    fn new(at: Span, origin: ImageOrigin) -> Self {
        Location {
            at,
            origin,
            size: None,
            is_narrow: false,
            original: OnceCell::new(),
        }
    }

    pub(in crate::content) fn of_src(src: Span) -> Self {
        Location::new(src, ImageOrigin::Src)
    }

    /// Returns the URL of the original image. For the URL of an image proxy, this is the URL that the
    /// proxy fetches. Any other URL is returned unchanged.
    pub(in crate::content) fn original(&self, source: &'a str, added: &[ImageProxy]) -> &str {
        self.original.get_or_init(|| {
            let written = decode_value(self.at.of(source));
            match proxies::unwrap(&written, added) {
                Some(original) => Cow::Owned(original),
                None => written,
            }
        })
    }

    /// Returns the URL of the original image. For the URL of an image proxy, this is the URL that the
    /// proxy fetches. Any other URL is returned unchanged.
    pub(in crate::content) fn into_original(
        self,
        source: &'a str,
        added: &[ImageProxy],
    ) -> Cow<'a, str> {
        self.original(source, added);
        self.original.into_inner().unwrap_or_default()
    }
}

/// Returns the URL of the largest image in a `srcset`, or `None` if the `srcset` contains no valid
/// candidates. `at` is the span of the attribute value.
fn read_srcset(source: &str, at: Span, origin: ImageOrigin) -> Option<Location<'_>> {
    let largest = srcset::largest(at.of(source))?;
    let url = Span::new(at.start + largest.url.start, at.start + largest.url.end);
    let size = Some(largest.size);
    Some(Location {
        size,
        ..Location::new(url, origin)
    })
}

/// Returns the URL of the larger of two versions of an image. If both have the same size, prefers
/// the URL that is not limited to narrow screens. If this condition is also equal for both, returns
/// `first`.
fn larger<'a>(
    first: Option<Location<'a>>,
    next: Option<Location<'a>>,
    source: &'a str,
    added: &[ImageProxy],
) -> Option<Location<'a>> {
    let (mut first, next) = match (first, next) {
        (Some(first), Some(next)) => (first, next),
        (first, next) => return first.or(next),
    };
    let is_same = first.at.of(source) == next.at.of(source);
    let (own, other) = match is_same {
        true => ("", ""),
        false => (first.original(source, added), next.original(source, added)),
    };
    let (own_url, other_url) = (UrlParts::of(own), UrlParts::of(other));
    if own == other || rendition::is_smaller(&other_url, &own_url) {
        first.size = match first.size > next.size {
            true => first.size,
            false => next.size,
        };
        return Some(first);
    }
    let is_larger = rendition::is_smaller(&own_url, &other_url)
        || match (first.size, next.size) {
            (Some(own), Some(size)) if own == size => first.is_narrow && !next.is_narrow,
            (Some(own), Some(size)) => size > own,
            (None, size) => size.is_some_and(Size::is_more_than_usual),
            _ => false,
        };
    Some(if is_larger { next } else { first })
}

/// Returns the spans of the start tags of the `source` elements that precede an image in the same
/// `picture`. Returns no spans if another image comes first in the `picture`.
pub(in crate::content) fn sources(image: NodeRef<'_, '_>) -> impl Iterator<Item = Span> {
    let around = { image.parent() }.filter(|parent| parent.is_named(Known::Picture));
    let children = around.into_iter().flat_map(NodeRef::children);
    let is_other = move |node: &NodeRef<'_, '_>| node.id() != image.id();
    // Without the check for the first image, the same sources could be read for many images.
    let first = children.clone().take(MAX_SOURCES);
    let is_first = { first }.find(|node| node.is_named(Known::Img)) == Some(image);
    let before = children.take(if is_first { MAX_SOURCES } else { 0 });
    let before = before.take_while(is_other);
    let sources = before.filter(|node| node.is_named(Known::Source));
    sources.map(|source| source.node().span)
}

/// Returns the index of an attribute in [`LAZY`], or `None` if the attribute is not in that list.
fn rank_of_lazy(name: &str) -> Option<usize> {
    LAZY.iter().position(|lazy| name.eq_ignore_ascii_case(lazy))
}

/// Returns whether the value of an attribute for lazy loading is the URL of an image, and not, for example,
/// JSON.
fn is_lazy_address(value: &str) -> bool {
    let value = value.trim();
    let has_blank = value.contains(|c: char| c.is_ascii_whitespace());
    !has_blank
        && value.contains(['/', '.'])
        && !value.starts_with(['{', '['])
        && !is_placeholder(value)
}

/// Returns the span of the URL in an attribute for lazy loading, or `None` if no such attribute
/// contains a URL. `tag` is the span of the start tag of the `img`.
pub(in crate::content) fn lazy_address(source: &str, tag: Span) -> Option<Span> {
    Attributes::read(source, tag).lazy()
}

/// Returns whether a length in a style is in pixels, in percent or without a unit. [`Dimension`] cannot
/// express other lengths.
fn is_absolute(length: &str) -> bool {
    let length = length.split('!').next().unwrap_or_default().trim();
    let unit = length.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    unit.is_empty() || unit == "%" || unit.eq_ignore_ascii_case("px")
}
