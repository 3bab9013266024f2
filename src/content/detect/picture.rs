//! What an `img` shows: its address, and whether it is a picture of the article.

use std::borrow::Cow;

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

/// Attributes whose URL a script puts into `src`, by their rank. The numbers are of images in 3,600 real
/// files.
static LAZY: &[&str] = &[
    // 333; WeChat has no other.
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

/// Attributes whose value a script puts into `srcset`. Jetpack: 238.
static LAZY_SRCSETS: &[&str] = &["data-srcset", "data-lazy-srcset", "data-original-set"];

/// Classes of a small image that is shown until the one after it is there. Medium: 8.
static PREVIEWS: &[&str] = &["progressiveMedia-thumbnail"];

/// How many nodes are searched for the image after such a one, and for the sources of a `picture`.
const MAX_AHEAD: usize = 8;
const MAX_SOURCES: usize = 64;

/// What an `img` shows.
#[derive(Debug)]
pub(in crate::content) struct Picture {
    /// The value of `src`.
    pub(in crate::content) src: Option<Span>,
    /// The address that says most about the image.
    pub(in crate::content) address: Option<Location>,
    pub(in crate::content) kind: PictureKind,
    /// A script was to show it.
    pub(in crate::content) is_lazy: bool,
}

/// Where the address of an image is.
#[derive(Debug, Clone, Copy)]
pub(in crate::content) struct Location {
    pub(in crate::content) at: Span,
    pub(in crate::content) origin: ImageOrigin,
    size: Option<Size>,
    /// It is for narrow screens.
    is_narrow: bool,
}

#[derive(Debug, PartialEq, Eq)]
pub(in crate::content) enum PictureKind {
    /// A picture of the article.
    Picture,
    /// It stands for this text.
    Emoji(String),
    /// It counts readers.
    Tracker,
    /// It shows nothing, or what the image after it shows.
    Nothing,
}

impl Picture {
    /// Reads an `img`. O(n) in the length of its tag, and of those of the sources with it.
    pub(in crate::content) fn read(image: NodeRef<'_, '_>, added: &[ImageProxy]) -> Self {
        let attributes = Attributes::read(image.source(), image.node().span);
        let src = attributes.text(attributes.src);
        let url = UrlParts::of(&src);
        let address = attributes.address(image, added);
        let mut picture = Picture {
            src: attributes.src,
            kind: PictureKind::Picture,
            is_lazy: attributes.class().contains("lazy"),
            address,
        };
        let (alt, class) = (attributes.text(attributes.alt), attributes.class());
        let is_alone = picture.address.is_none() || picture.has_own_address();
        let is_inline = src.len() > MAX_BLANK && !is_address(&src);
        if is_emoji(&url, &class, &alt) {
            let words: Vec<_> = alt.split_whitespace().collect();
            picture.kind = PictureKind::Emoji(words.join(" "));
        } else if is_tracker(&url) || is_alone && is_pixel(attributes.size()) {
            picture.kind = PictureKind::Tracker;
        } else if picture.address.is_none() && alt.trim().is_empty() && !is_inline
            || attributes.is_preview() && picture.is_before_itself(image, added)
        {
            picture.kind = PictureKind::Nothing;
        }
        picture
    }

    /// Returns whether `src` is all that is known of its address.
    pub(in crate::content) fn has_own_address(&self) -> bool {
        { self.address }.is_some_and(|address| address.origin == ImageOrigin::Src)
    }

    /// Returns whether the image just after this one is the same.
    fn is_before_itself(&self, image: NodeRef<'_, '_>, added: &[ImageProxy]) -> bool {
        let first = image.following();
        let mut after = std::iter::successors(first, |node| {
            node.first_child().or_else(|| node.following())
        });
        let next = { after.by_ref().take(MAX_AHEAD) }.find(|node| node.is_named(Known::Img));
        let address = next.and_then(|next| {
            let attributes = Attributes::read(next.source(), next.node().span);
            attributes.address(next, added)
        });
        let file = |address: Option<Location>| {
            let url = address?.original(image.source(), added);
            rendition::file_name(&url).map(str::to_owned)
        };
        let own = file(self.address);
        own.is_some() && own == file(address)
    }
}

/// The attributes of an `img` that count: where their values are.
#[derive(Debug)]
struct Attributes<'a> {
    source: &'a str,
    src: Option<Span>,
    srcset: Option<Span>,
    lazy_srcset: Option<Span>,
    /// By the rank of its name.
    lazy: Option<(usize, Span)>,
    alt: Option<Span>,
    class: Option<Span>,
    style: Option<Span>,
    size: [Option<Span>; 2],
}

impl<'a> Attributes<'a> {
    fn read(source: &'a str, tag: Span) -> Self {
        let mut found = Attributes {
            source,
            src: None,
            srcset: None,
            lazy_srcset: None,
            lazy: None,
            alt: None,
            class: None,
            style: None,
            size: [None; 2],
        };
        for attribute in RawAttributes::of(source, tag) {
            let name = attribute.name.of(source);
            let is = |wanted: &str| name.eq_ignore_ascii_case(wanted);
            let [width, height] = &mut found.size;
            let place = match name.len() {
                3 if is("src") => &mut found.src,
                3 if is("alt") => &mut found.alt,
                5 if is("class") => &mut found.class,
                5 if is("style") => &mut found.style,
                5 if is("width") => width,
                6 if is("height") => height,
                6 if is("srcset") => &mut found.srcset,
                _ => {
                    found.read_lazy(name, attribute.value);
                    continue;
                }
            };
            // Of attributes that share a name, the first counts.
            place.get_or_insert(attribute.value);
        }
        found
    }

    fn read_lazy(&mut self, name: &str, value: Span) {
        let is = |wanted: &&str| name.eq_ignore_ascii_case(wanted);
        if LAZY_SRCSETS.iter().any(is) {
            self.lazy_srcset.get_or_insert(value);
            return;
        }
        let Some(rank) = LAZY.iter().position(is) else {
            return;
        };
        let is_better = self.lazy.is_none_or(|(best, _)| rank < best);
        if is_better && is_lazy_address(&decode_value(value.of(self.source))) {
            self.lazy = Some((rank, value));
        }
    }

    fn text(&self, value: Option<Span>) -> Cow<'a, str> {
        value.map_or(Cow::Borrowed(""), |value| {
            decode_value(value.of(self.source))
        })
    }

    fn class(&self) -> Cow<'a, str> {
        self.text(self.class)
    }

    fn is_preview(&self) -> bool {
        let class = self.class();
        class
            .split_ascii_whitespace()
            .any(|class| PREVIEWS.contains(&class))
    }

    /// Returns width and height. Those of the style count more.
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

    /// Returns the address that says most about the image.
    fn address(&self, image: NodeRef<'_, 'a>, added: &[ImageProxy]) -> Option<Location> {
        let larger = |first, next| larger(first, next, self.source, added);
        let written = self.text(self.src);
        let src = self.src.filter(|_| is_address(&written));
        let src = src.map(Location::of_src);
        let sets = [self.srcset, self.lazy_srcset];
        // Most images have no other address.
        if sets == [None; 2] && self.lazy.is_none() && picture_around(image).is_none() {
            return src;
        }
        let is_meant = |_: &Location| !has_name_of_placeholder(&UrlParts::of(&written));
        let mut best = match (src.filter(is_meant), self.lazy) {
            (None, Some((_, lazy))) => Some(Location::new(lazy, ImageOrigin::Lazy)),
            (src, _) => src,
        };
        for srcset in sets.into_iter().flatten() {
            let candidate = read_srcset(self.source, srcset, ImageOrigin::Srcset);
            best = larger(best, candidate);
        }
        for source in sources(image) {
            let media = source.attr("media").unwrap_or_default();
            let mut names = std::iter::once(&"srcset").chain(LAZY_SRCSETS);
            let Some(srcset) = names.find_map(|name| source.attribute(name)) else {
                continue;
            };
            let srcset = srcset.value_span();
            let mut candidate = read_srcset(self.source, srcset, ImageOrigin::Source);
            if let Some(candidate) = &mut candidate {
                candidate.is_narrow = media.contains("max-width");
            }
            best = larger(best, candidate);
        }
        best.or(src)
    }
}

impl Location {
    fn new(at: Span, origin: ImageOrigin) -> Self {
        Location {
            at,
            origin,
            size: None,
            is_narrow: false,
        }
    }

    pub(in crate::content) fn of_src(src: Span) -> Self {
        Location::new(src, ImageOrigin::Src)
    }

    /// Returns the URL, without image proxies.
    pub(in crate::content) fn original<'a>(
        self,
        source: &'a str,
        added: &[ImageProxy],
    ) -> Cow<'a, str> {
        let written = decode_value(self.at.of(source));
        match proxies::unwrap(&written, added) {
            Some(original) => Cow::Owned(original),
            None => written,
        }
    }
}

/// Returns the address of the largest candidate of the `srcset` at `at`.
fn read_srcset(source: &str, at: Span, origin: ImageOrigin) -> Option<Location> {
    let largest = srcset::largest(at.of(source))?;
    let url = Span::new(at.start + largest.url.start, at.start + largest.url.end);
    let size = Some(largest.size);
    Some(Location {
        size,
        ..Location::new(url, origin)
    })
}

/// Returns which of two addresses of an image is that of the larger one; if that is unknown, the first.
fn larger(
    first: Option<Location>,
    next: Option<Location>,
    source: &str,
    added: &[ImageProxy],
) -> Option<Location> {
    let (mut first, next) = match (first, next) {
        (Some(first), Some(next)) => (first, next),
        (first, next) => return first.or(next),
    };
    let [own, other] = [first, next].map(|address| address.original(source, added));
    let (first_url, next_url) = (UrlParts::of(&own), UrlParts::of(&other));
    if own == other || rendition::is_smaller(&next_url, &first_url) {
        first.size = match first.size > next.size {
            true => first.size,
            false => next.size,
        };
        return Some(first);
    }
    let is_larger = rendition::is_smaller(&first_url, &next_url)
        || match (first.size, next.size) {
            (Some(own), Some(size)) if own == size => first.is_narrow && !next.is_narrow,
            (Some(own), Some(size)) => size > own,
            (None, size) => size.is_some_and(Size::is_more_than_usual),
            _ => false,
        };
    Some(if is_larger { next } else { first })
}

/// Returns the sources of the `picture` that an image is the first one of.
fn sources<'t, 'a>(image: NodeRef<'t, 'a>) -> impl Iterator<Item = NodeRef<'t, 'a>> {
    let children = picture_around(image)
        .into_iter()
        .flat_map(NodeRef::children);
    let is_other = move |node: &NodeRef<'_, '_>| node.id() != image.id();
    // Without this, the same sources could be read for many images.
    let first = children.clone().take(MAX_SOURCES);
    let is_first = { first }.find(|node| node.is_named(Known::Img)) == Some(image);
    let before = children.take(if is_first { MAX_SOURCES } else { 0 });
    let before = before.take_while(is_other);
    before.filter(|node| node.is_named(Known::Source))
}

fn picture_around<'t, 'a>(image: NodeRef<'t, 'a>) -> Option<NodeRef<'t, 'a>> {
    { image.parent() }.filter(|parent| parent.is_named(Known::Picture))
}

/// Returns whether a value that a script reads is the address of an image.
fn is_lazy_address(value: &str) -> bool {
    let value = value.trim();
    let has_blank = value.contains(|c: char| c.is_ascii_whitespace());
    !has_blank
        && value.contains(['/', '.'])
        && !value.starts_with(['{', '['])
        && !is_placeholder(value)
}

/// Returns the value of the attribute of a start tag from which a script takes the address.
pub(in crate::content) fn lazy_address(source: &str, tag: Span) -> Option<Span> {
    let (_, value) = Attributes::read(source, tag).lazy?;
    Some(value)
}

/// Returns whether a length of a style does not depend on the size of letters, or of the window.
fn is_absolute(length: &str) -> bool {
    let length = length.split('!').next().unwrap_or_default().trim();
    let unit = length.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    unit.is_empty() || unit == "%" || unit.eq_ignore_ascii_case("px")
}
