//! Decides which images are in the content. Copies, previews, tracking pixels, and images with
//! neither a URL nor an `alt` are left out.

use super::super::detect::picture::{self, Location, Picture, PictureKind, lazy_address};
use super::super::detect::{ImageProxy, decoration, rendition};
use super::super::kind::{ContentKind, ImageOrigin};
use super::super::tree::{Address, ImageSource, Node, Tree};
use super::element;
use crate::html::raw_attributes::RawAttributes;
use crate::html::white_space::is_document_white_space;
use crate::source::Span;
use crate::tree::attribute::decode_value;
use crate::tree::{NodeKind, NodeRef};

/// The maximum number of nodes between an image and its copy. One of the two is in a `noscript`.
const MAX_BETWEEN: usize = 12;

/// The images that were left out of the content so far, and the image that was read last.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    /// Images that are left out of the content.
    left_out: Vec<Node>,
    last: Option<Last>,
}

/// The image that was read last.
#[derive(Debug)]
struct Last {
    /// The ID of the image's node in the body's tree.
    id: u32,
    /// The ID of the node that follows the image.
    next: u32,
    /// The byte offset in the source at which the image starts.
    start: u32,
    src: Option<Span>,
    in_noscript: bool,
    /// Whether the image is loaded by a script (lazy loading).
    is_lazy: bool,
    is_left_out: bool,
}

/// What an image becomes in the content.
#[derive(Debug)]
pub(super) enum Shown {
    Image(Node),
    Text(String),
    Nothing,
}

impl Pictures {
    /// Reads an image with the span `span`. Returns what the image becomes in the content.
    pub(super) fn read(
        &mut self,
        tree: &mut Tree<'_>,
        image: NodeRef<'_, '_>,
        span: Span,
        in_noscript: bool,
    ) -> Shown {
        let added = tree.proxies.clone();
        let added = added.as_deref().unwrap_or_default();
        let picture = Picture::read(image, added);
        let mut node = element::image(span, picture.src, in_noscript);
        if let PictureKind::Emoji(text) = picture.kind {
            return Shown::Text(text);
        }
        let element = span.start;
        let sources = picture::sources(image).map(|tag| ImageSource { element, tag });
        let known = tree.image_sources.len();
        tree.image_sources.extend(sources);
        if picture.has_other_addresses || tree.image_sources.len() > known {
            node.flags |= Node::OTHER_ADDRESS;
        }
        if picture.kind == PictureKind::Tracker {
            node.flags |= Node::TRACKER;
            self.left_out.push(node);
            return Shown::Nothing;
        }
        let last = Last {
            id: image.id().index() as u32,
            next: image.node().end,
            start: span.start,
            src: picture.src,
            in_noscript,
            is_lazy: picture.is_lazy,
            is_left_out: picture.kind == PictureKind::Nothing,
        };
        let before = self
            .last
            .take()
            .filter(|before| before.in_noscript != in_noscript);
        let is_copy = match before {
            Some(before) if !before.is_left_out => copy(&before, &last, image, tree, added),
            _ => false,
        };
        if is_copy || last.is_left_out {
            self.left_out.push(node);
        }
        let is_shown = !is_copy && !last.is_left_out;
        // Only one copy of each image is recognized, so that a long URL is not compared with the
        // URLs of many images.
        self.last = Some(last).filter(|_| !is_copy);
        match is_shown {
            true => Shown::Image(node),
            false => Shown::Nothing,
        }
    }

    /// Appends a root with the images that are left out of the content. Also sorts `Tree::addresses` and
    /// `Tree::image_sources` by the position of their elements in the source. Returns the ID of the root, or
    /// `None` if no image is left out.
    pub(super) fn finish(self, tree: &mut Tree<'_>) -> Option<u32> {
        // If an image has two addresses, the one from its copy was added later, and is kept.
        tree.addresses.reverse();
        tree.addresses.sort_by_key(|address| address.element);
        tree.addresses.dedup_by_key(|address| address.element);
        tree.image_sources.sort_by_key(|source| source.element);
        if self.left_out.is_empty() {
            return None;
        }
        // The root has an empty span, because its images are not part of the article.
        let root = tree.push(Node::new(ContentKind::Root, Span::default()));
        for node in self.left_out {
            tree.push(node);
        }
        tree.close(root);
        Some(root)
    }
}

/// Returns whether `image` is a copy of `before`, the previous image. One of the two must be in a
/// `noscript`. If `image` is in the `noscript`, its URL can become the URL of `before`. This
/// happens in two cases:
///
/// - `before` has no URL, or only the URL of a placeholder.
/// - `before` is loaded by a script (lazy loading), but its best URL is in `src`.
fn copy(
    before: &Last,
    image: &Last,
    element: NodeRef<'_, '_>,
    tree: &mut Tree<'_>,
    added: &[ImageProxy],
) -> bool {
    let source = tree.source;
    let is_just_before = before.is_just_before(element);
    if !image.in_noscript && !is_just_before {
        return false;
    }
    // Most copies have the same `src`. Comparing only `src` is faster than comparing all URLs.
    let written = |src: Span| decode_value(src.of(source));
    let is_alike = { image.src.map(written) }.is_some_and(|src| {
        !decoration::is_placeholder(&src) && before.src.map(written).as_ref() == Some(&src)
    });
    if is_alike {
        return true;
    }
    let [known, own] = [element.at(before.id), element].map(|image| picture::address(image, added));
    let keys = image.keys(own.as_ref(), source, added);
    let known_keys = before.keys(known.as_ref(), source, added);
    if known_keys.iter().any(|key| keys.contains(key)) {
        return true;
    }
    if !is_just_before {
        return false;
    }
    let (has_address, has_own) = (
        is_meant(known.as_ref(), source),
        is_meant(own.as_ref(), source),
    );
    let is_lazy = before.is_lazy && known.is_some_and(|known| known.origin == ImageOrigin::Src);
    match own {
        Some(address) if image.in_noscript && has_own && (!has_address || is_lazy) => {
            tree.addresses.push(Address {
                element: before.start,
                value: address.at,
                origin: ImageOrigin::Noscript,
            });
            true
        }
        _ => !image.in_noscript && !has_own,
    }
}

impl Last {
    /// Returns the keys ([`rendition::key`]) of the URL at `address` and of the URL in `src`. URLs
    /// of placeholders are ignored. Two images with a common key show the same picture.
    fn keys<'a>(
        &self,
        address: Option<&Location<'a>>,
        source: &'a str,
        added: &[ImageProxy],
    ) -> Vec<String> {
        let is_other = |src: &Span| address.is_none_or(|address| address.at != *src);
        let src = self.src.filter(is_other).map(Location::of_src);
        let addresses = address.into_iter().chain(&src);
        let urls = addresses.map(|address| address.original(source, added));
        let meant = urls.filter(|url| !decoration::is_placeholder(url));
        meant.map(rendition::key).collect()
    }

    /// Returns whether this image is just before `element`. Between the two, there may be at most
    /// [`MAX_BETWEEN`] nodes, and no text other than white space.
    fn is_just_before(&self, element: NodeRef<'_, '_>) -> bool {
        let tree = element.tree();
        let between = self.next..element.id().index() as u32;
        let shows = |id| {
            let node = tree.node(id);
            let text = || tree.data(node, element.source());
            node.kind == NodeKind::Text && !text().bytes().all(is_document_white_space)
        };
        between.len() <= MAX_BETWEEN && !{ between }.any(shows)
    }
}

/// Returns whether `address` is a real URL, not the URL of a placeholder. Returns `false` if
/// `address` is `None`.
fn is_meant(address: Option<&Location<'_>>, source: &str) -> bool {
    let url = |address: &Location<'_>| decode_value(address.at.of(source));
    address.is_some_and(|address| !decoration::is_placeholder(&url(address)))
}

/// Returns the URL of an embed that has no URL in `src`. The URL is taken from an attribute for
/// lazy loading, such as `data-src`. If there is no such attribute, the URL is taken from the first
/// link in the fallback content of the `iframe`. Returns `None` if no URL is found.
pub(super) fn address_of_embed(embed: NodeRef<'_, '_>, span: Span) -> Option<Address> {
    let lazy = || lazy_address(embed.source(), embed.node().span);
    let (value, origin) = match lazy() {
        Some(lazy) => (lazy, ImageOrigin::Lazy),
        None => (link_in_frame(embed)?, ImageOrigin::Noscript),
    };
    Some(Address {
        element: span.start,
        value,
        origin,
    })
}

/// Finds the first link in the fallback content of an `iframe`, and returns the span of its URL.
/// The HTML parser reads the fallback content as text. Returns `None` if the first link has no URL,
/// or if there is no link.
fn link_in_frame(frame: NodeRef<'_, '_>) -> Option<Span> {
    let source = frame.source();
    let child = frame.first_child()?;
    let (written, text) = (child.literal_text()?, child.node().span);
    let at = ["<a ", "<A "]
        .iter()
        .filter_map(|tag| written.find(tag))
        .min()?;
    let tag = Span::new(text.start + at as u32, text.end);
    let is_href = |name: Span| name.of(source).eq_ignore_ascii_case("href");
    let href = { RawAttributes::of(source, tag) }.find(|attribute| is_href(attribute.name))?;
    decoration::is_address(href.value.of(source)).then_some(href.value)
}
