//! The values of nested columns, such as images and links. Most of these values have an optional
//! span, which is written only if `with_span` is `true`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use newsprint::{Article, Content, ContentRef, Envelope, Moment, Reference, Span};
use serde::Serialize;

use crate::source;

#[derive(Serialize)]
pub struct Dateline<'r> {
    raw: &'r str,
    date: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<Span>,
}

impl<'r> Dateline<'r> {
    pub fn of(dateline: &'r newsprint::Dateline<'_>, with_span: bool) -> Self {
        Dateline {
            raw: dateline.raw(),
            date: dateline.date(),
            span: with_span.then(|| dateline.span()),
        }
    }
}

#[derive(Serialize)]
pub struct Byline<'r> {
    raw: &'r str,
    names: Vec<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<Span>,
}

impl<'r> Byline<'r> {
    pub fn of(byline: &'r newsprint::Byline<'_>, with_span: bool) -> Self {
        let contributors = byline.contributors();
        Byline {
            raw: byline.raw(),
            names: contributors.iter().map(|person| person.name()).collect(),
            span: with_span.then(|| byline.span()),
        }
    }
}

#[derive(Serialize)]
pub struct LeadImage<'r> {
    src: Option<Cow<'r, str>>,
    original_src: Option<Cow<'r, str>>,
    caption: Option<Cow<'r, str>>,
    credit: Option<Cow<'r, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<Span>,
}

impl<'r> LeadImage<'r> {
    pub fn of(image: newsprint::Image<'r, 'r>, original: &Original<'r>, with_span: bool) -> Self {
        LeadImage {
            src: image.src().map(|src| short(src.into_value())),
            original_src: original.src.clone(),
            caption: image.caption().map(ContentRef::text),
            credit: image.credit().map(ContentRef::text),
            span: with_span.then(|| image.span()),
        }
    }
}

/// The original URL of an image. The URL is stored, because finding it again would be expensive.
pub struct Original<'a> {
    /// The offset at which the image starts. The offset identifies the image.
    start: u32,
    src: Option<Cow<'a, str>>,
}

impl<'a> Original<'a> {
    pub fn of(image: newsprint::Image<'_, 'a>) -> Self {
        Original {
            start: image.span().start,
            src: image.original_src(),
        }
    }
}

/// An image. `src` is `None` if the content has the image, but the image has no URL.
#[derive(Serialize)]
pub struct Image<'r> {
    src: Option<Cow<'r, str>>,
    original_src: Option<Cow<'r, str>>,
    alt: Option<Cow<'r, str>>,
    caption: Option<Cow<'r, str>>,
    in_aside: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<Span>,
}

impl<'r> Image<'r> {
    /// Returns all images, in document order. `known_original` is the original URL of one of the
    /// images, if it was already found.
    pub fn all(
        article: &'r Article<'_>,
        content: &'r Content<'_>,
        known_original: Option<&Original<'r>>,
        with_spans: bool,
    ) -> Vec<Self> {
        let asides = Asides::of(content);
        let original_src = |image: newsprint::Image<'r, 'r>| match known_original {
            Some(known) if known.start == image.span().start => known.src.clone(),
            _ => image.original_src(),
        };
        // The images of the content, by the offsets at which their tags start.
        let mut known = BTreeMap::new();
        let roots =
            std::iter::once(content.root()).chain(content.asides().map(|aside| aside.root()));
        for image in roots.flat_map(ContentRef::images) {
            known.insert(image.span().start, image);
        }
        let mut images = Vec::new();
        for reference in article.body().images() {
            let element = reference.element();
            let span = element.span().unwrap_or_default();
            let start = span.start;
            let image = known.remove(&start);
            images.push((
                start,
                Image {
                    original_src: image.and_then(original_src),
                    alt: element.attr("alt"),
                    caption: image
                        .and_then(|image| image.caption())
                        .map(ContentRef::text),
                    in_aside: asides.has(start),
                    src: Some(short(reference.into_value())),
                    span: with_spans.then_some(span),
                },
            ));
        }
        let is_sorted = known.is_empty();
        for (start, image) in known {
            images.push((
                start,
                Image {
                    src: image.src().map(|src| short(src.into_value())),
                    original_src: original_src(image),
                    alt: image.alt(),
                    caption: image.caption().map(ContentRef::text),
                    in_aside: asides.has(start),
                    span: with_spans.then(|| image.span()),
                },
            ));
        }
        if !is_sorted {
            images.sort_by_key(|(start, _)| *start);
        }
        images.into_iter().map(|(_, image)| image).collect()
    }
}

/// Returns the URL. If it is a `data:` URL, which may be long, cuts off the data after the first
/// comma.
fn short(src: Cow<'_, str>) -> Cow<'_, str> {
    let is_data = src
        .trim_start()
        .get(..5)
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"));
    match src.find(',') {
        Some(comma) if is_data => Cow::Owned(src[..=comma].to_owned()),
        _ => src,
    }
}

#[derive(Serialize)]
pub struct Link<'r> {
    href: Cow<'r, str>,
    text: Option<Cow<'r, str>>,
    in_aside: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<Span>,
    #[serde(skip_serializing_if = "Option::is_none")]
    href_span: Option<Span>,
}

impl<'r> Link<'r> {
    /// Returns all links of the body, in document order.
    pub fn all(article: &'r Article<'_>, content: &Content<'_>, with_spans: bool) -> Vec<Self> {
        let asides = Asides::of(content);
        let link = |reference: Reference<'r, 'r>| {
            let element = reference.element();
            // A link inside another link has no text. The text of the outer link already contains
            // it, and the total length would be quadratic for many nested links.
            let is_inner = element.ancestors().any(|ancestor| ancestor.name() == "a");
            let span = element.span().unwrap_or_default();
            Link {
                text: (!is_inner).then(|| element.text()),
                in_aside: asides.has(span.start),
                span: with_spans.then_some(span),
                href_span: with_spans.then(|| reference.value_span()),
                href: reference.into_value(),
            }
        };
        article.body().links().map(link).collect()
    }
}

/// The spans of the asides.
struct Asides(Vec<Span>);

impl Asides {
    fn of(content: &Content<'_>) -> Self {
        Asides(content.asides().map(|aside| aside.span()).collect())
    }

    fn has(&self, byte: u32) -> bool {
        self.0
            .iter()
            .any(|span| (span.start..span.end).contains(&byte))
    }
}

#[derive(Serialize)]
pub struct Aside<'r> {
    kind: &'static str,
    text: Cow<'r, str>,
    span: Span,
}

impl<'r> Aside<'r> {
    pub fn of(aside: newsprint::Aside<'r, '_>) -> Self {
        Aside {
            kind: aside.aside_kind().name(),
            text: aside.text(),
            span: aside.span(),
        }
    }
}

#[derive(Serialize)]
pub struct Warning {
    kind: &'static str,
    message: String,
    span: Span,
}

impl Warning {
    pub fn of(warning: &newsprint::Warning) -> Self {
        Warning {
            kind: warning.kind().name(),
            message: warning.kind().to_string(),
            span: warning.span(),
        }
    }
}

/// The spans of the parts of a file.
#[derive(Serialize)]
pub struct Spans {
    front_matter: Option<Span>,
    stamp: Option<Span>,
    title: Span,
    link: Span,
    separator: Option<Span>,
    date_line: Option<Span>,
    body: Span,
}

impl Spans {
    pub fn of(envelope: &Envelope<'_>) -> Self {
        Spans {
            front_matter: envelope
                .front_matter()
                .map(|front_matter| front_matter.span()),
            stamp: envelope.stamp().map(|stamp| stamp.span()),
            title: envelope.title().span(),
            link: envelope.link().span(),
            separator: envelope.separator().map(|separator| separator.span()),
            date_line: envelope.date_line().map(|date_line| date_line.span()),
            body: envelope.body_span(),
        }
    }
}

/// An entry of the front matter. The value is copied verbatim, with any quotes.
#[derive(Serialize)]
pub struct Entry<'a> {
    key: &'a str,
    value: &'a str,
}

impl<'a> Entry<'a> {
    pub fn of(entry: newsprint::Entry<'a>) -> Self {
        Entry {
            key: entry.key().into_value(),
            value: entry.value().into_value(),
        }
    }
}

/// A version of a file in the history of a repository.
#[derive(Serialize)]
pub struct Version<'r> {
    path: &'r str,
    /// The time of the first commit with this version, in seconds since 1970.
    first: i64,
    /// The time of the last commit with this version, in seconds since 1970.
    last: i64,
    in_head: bool,
    commit: &'r str,
}

impl<'r> Version<'r> {
    pub fn of(version: &'r source::Version) -> Self {
        Version {
            path: &version.path,
            first: version.first,
            last: version.last,
            in_head: version.in_head,
            commit: &version.commit,
        }
    }
}
