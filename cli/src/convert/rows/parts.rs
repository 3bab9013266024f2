//! The parts of nested columns. Some have their spans only on request.

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
pub struct LeadImage<'a> {
    src: Option<Cow<'a, str>>,
    original_src: Option<Cow<'a, str>>,
    caption: Option<String>,
    credit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<Span>,
}

impl<'a> LeadImage<'a> {
    pub fn of(image: newsprint::Image<'_, 'a>, with_span: bool) -> Self {
        LeadImage {
            src: image.src().map(|src| short(src.into_value())),
            original_src: image.original_src(),
            caption: image.caption().map(text),
            credit: image.credit().map(text),
            span: with_span.then(|| image.span()),
        }
    }
}

/// An image of the body, or another image in the content, which may have no `src`.
#[derive(Serialize)]
pub struct Image<'a> {
    src: Option<Cow<'a, str>>,
    original_src: Option<Cow<'a, str>>,
    alt: Option<Cow<'a, str>>,
    caption: Option<String>,
    in_aside: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<Span>,
}

impl<'a> Image<'a> {
    /// Returns all images, in document order.
    pub fn all(article: &Article<'a>, content: &Content<'a>, with_spans: bool) -> Vec<Self> {
        let asides = Asides::of(content);
        // By the start of the tag.
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
                    original_src: image.and_then(|image| image.original_src()),
                    alt: element.attr("alt"),
                    caption: image.and_then(|image| image.caption()).map(text),
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
                    original_src: image.original_src(),
                    alt: image.alt(),
                    caption: image.caption().map(text),
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

fn text(part: ContentRef<'_, '_>) -> String {
    part.text().into_owned()
}

/// Returns the URL; a `data:` URL, which may be long, is cut after the media type.
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
pub struct Link<'a> {
    href: Cow<'a, str>,
    text: Option<String>,
    in_aside: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<Span>,
    #[serde(skip_serializing_if = "Option::is_none")]
    href_span: Option<Span>,
}

impl<'a> Link<'a> {
    /// Returns all links of the body, in document order.
    pub fn all(article: &Article<'a>, content: &Content<'a>, with_spans: bool) -> Vec<Self> {
        let asides = Asides::of(content);
        let link = |reference: Reference<'_, 'a>| {
            let element = reference.element();
            // For nested links, each of which contains the text of those inside, the total length could be
            // quadratic.
            let is_inner = element.ancestors().any(|ancestor| ancestor.name() == "a");
            let span = element.span().unwrap_or_default();
            Link {
                text: (!is_inner).then(|| element.text().into()),
                in_aside: asides.has(span.start),
                span: with_spans.then_some(span),
                href_span: with_spans.then(|| reference.value_span()),
                href: reference.into_value(),
            }
        };
        article.body().links().map(link).collect()
    }
}

/// The places of the asides.
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
pub struct Aside {
    kind: &'static str,
    text: String,
    span: Span,
}

impl Aside {
    pub fn of(aside: newsprint::Aside<'_, '_>) -> Self {
        Aside {
            kind: aside.aside_kind().name(),
            text: aside.text().into_owned(),
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

/// A line of the front matter, as written.
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
    /// In seconds since 1970, as in git.
    first: i64,
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
