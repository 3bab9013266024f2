use std::borrow::Cow;
use std::iter::FusedIterator;
use std::slice;

use super::arena::Referrer;
use super::attribute::{self, Attribute};
use super::body::Body;
use super::node::NodeRef;
use crate::html::{Known, Name};
use crate::source::Span;

/// The URL of a link or image in the body, with its element and attribute. The URL of a link is the
/// `href` of an `a`. The URL of an image is the `src` of an `img`.
///
/// ```
/// use newsprint::Body;
///
/// let source = "<img alt=Ferry src='/a.jpg?w=1&amp;h=2'>";
/// let body = Body::parse(source)?;
/// let image = body.images().next().unwrap();
/// assert_eq!(image.value(), "/a.jpg?w=1&h=2");
/// assert_eq!(image.value_span().of(source), "/a.jpg?w=1&amp;h=2");
/// assert_eq!(image.span().of(source), "src='/a.jpg?w=1&amp;h=2'");
/// assert_eq!(image.element().attr("alt").unwrap(), "Ferry");
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference<'t, 'a> {
    element: NodeRef<'t, 'a>,
    attribute: Attribute<'a>,
}

impl<'t, 'a> Reference<'t, 'a> {
    /// Returns the element that has the URL: an `a` or `img`.
    ///
    /// ```
    /// let body = newsprint::Body::parse("<a href=/x title=Map>the map</a>")?;
    /// let link = body.links().next().unwrap().element();
    /// assert_eq!((link.text().as_ref(), link.attr("title").unwrap().as_ref()), ("the map", "Map"));
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn element(&self) -> NodeRef<'t, 'a> {
        self.element
    }

    /// Returns the attribute whose value is the URL: `href` or `src`.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n<a href='/x'>the map</a>";
    /// let article = newsprint::Article::parse(source)?;
    /// let link = article.body().links().next().unwrap();
    /// let mut edits = article.edits();
    /// edits.set_attribute(link.attribute(), "/y")?;
    /// assert!(edits.apply().ends_with("<a href='/y'>the map</a>"));
    /// # Ok::<_, Box<dyn std::error::Error>>(())
    /// ```
    pub fn attribute(&self) -> &Attribute<'a> {
        &self.attribute
    }

    /// Returns the URL with character references decoded. The URL is neither resolved nor
    /// normalized.
    pub fn value(&self) -> &str {
        self.attribute.value()
    }

    /// Returns the URL with character references decoded. The result is borrowed from the source if the URL
    /// needs no decoding.
    ///
    /// ```
    /// let source = "<img src='/a.jpg?w=1&amp;h=2'><img src=/b.jpg>";
    /// // The URLs outlive the body: one is copied, the other a slice of the source.
    /// let urls: Vec<_> = {
    ///     let body = newsprint::Body::parse(source)?;
    ///     body.images().map(|image| image.into_value()).collect()
    /// };
    /// assert_eq!(urls, ["/a.jpg?w=1&h=2", "/b.jpg"]);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn into_value(self) -> Cow<'a, str> {
        self.attribute.into_value()
    }

    /// Returns the span of the URL, without quotes.
    ///
    /// ```
    /// let source = "<a href='/x?a=1&amp;b=2'>";
    /// let body = newsprint::Body::parse(source)?;
    /// let link = body.links().next().unwrap();
    /// assert_eq!(link.value(), "/x?a=1&b=2");
    /// assert_eq!(link.value_span().of(source), "/x?a=1&amp;b=2");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn value_span(&self) -> Span {
        self.attribute.value_span()
    }

    /// Returns the span of the whole attribute, including the quotes of its value.
    pub fn span(&self) -> Span {
        self.attribute.span()
    }
}

impl<'a> Body<'a> {
    /// Returns the URLs of all links (`a[href]`) in document order.
    ///
    /// The URLs are neither resolved nor validated. Links in `template` elements are skipped.
    ///
    /// ```
    /// let body = newsprint::Body::parse("<a href=/1>one</a> <a name=x>-</a> <a href=/2>two</a>")?;
    /// let urls: Vec<_> = body.links().map(|link| link.into_value()).collect();
    /// assert_eq!(urls, ["/1", "/2"]);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn links(&self) -> References<'_, 'a> {
        References::new(self, Known::A, "href")
    }

    /// Returns the URLs of all images (`img[src]`) in document order.
    ///
    /// The URLs are neither resolved nor validated. Images in `template` elements are skipped. URLs
    /// in other attributes, such as `srcset` or `data-src`, are not returned. To read these
    /// attributes, use [`NodeRef::attribute`](crate::NodeRef::attribute).
    ///
    /// ```
    /// let body = newsprint::Body::parse("<img src=/1.jpg><img alt='no URL'>")?;
    /// assert_eq!(body.images().count(), 1);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn images(&self) -> References<'_, 'a> {
        References::new(self, Known::Img, "src")
    }
}

/// An iterator over the links or images of a body, in document order: see [`Body::links`] and
/// [`Body::images`].
#[derive(Debug, Clone)]
pub struct References<'t, 'a> {
    body: &'t Body<'a>,
    /// The links and images that have not been visited yet. Elements whose name is not `name` are skipped.
    referrers: slice::Iter<'t, Referrer>,
    name: Name,
    attribute: &'static str,
}

impl<'t, 'a> References<'t, 'a> {
    fn new(body: &'t Body<'a>, name: Known, attribute: &'static str) -> Self {
        References {
            body,
            referrers: body.tree.references.iter(),
            name: Name::known(name),
            attribute,
        }
    }

    /// Returns the URL of the link or image. Returns `None` if the name of the element is not
    /// `self.name`, or if the element does not have the attribute.
    #[inline]
    fn read(&self, referrer: &Referrer) -> Option<Reference<'t, 'a>> {
        let element = NodeRef::new(self.body, referrer.id);
        if element.node().name != self.name {
            return None;
        }
        let attribute = match referrer.url {
            Some(url) => attribute::quoted(self.body.source, self.attribute, url),
            None => element.attribute(self.attribute)?,
        };
        Some(Reference { element, attribute })
    }
}

impl<'t, 'a> Iterator for References<'t, 'a> {
    type Item = Reference<'t, 'a>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let referrer = self.referrers.next()?;
            if let Some(reference) = self.read(referrer) {
                return Some(reference);
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(self.referrers.len()))
    }
}

impl DoubleEndedIterator for References<'_, '_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        loop {
            let referrer = self.referrers.next_back()?;
            if let Some(reference) = self.read(referrer) {
                return Some(reference);
            }
        }
    }
}

impl FusedIterator for References<'_, '_> {}
