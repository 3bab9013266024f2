use std::borrow::Cow;
use std::collections::HashSet;
use std::iter::FusedIterator;

use crate::html::plain_tag::QuotedUrl;
use crate::html::raw_attributes::{RawAttribute, RawAttributes};
use crate::html::{CharRef, Namespace, adjusted_attribute};
use crate::source::Span;

/// An attribute of an element.
///
/// ```
/// let source = "<a HREF='/?a=1&amp;b=2'>";
/// let body = newsprint::Body::parse(source)?;
/// let href = body.children().next().unwrap().attribute("href").unwrap();
/// assert_eq!(href.name(), "href");
/// assert_eq!(href.value(), "/?a=1&b=2");
/// assert_eq!(href.name_span().of(source), "HREF");
/// assert_eq!(href.value_span().of(source), "/?a=1&amp;b=2");
/// assert_eq!(href.span().of(source), "HREF='/?a=1&amp;b=2'");
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute<'a> {
    name: Cow<'a, str>,
    value: Cow<'a, str>,
    name_span: Span,
    value_span: Span,
    span: Span,
}

impl<'a> Attribute<'a> {
    /// Returns the name in lower case. In SVG and MathML, some names have upper-case letters, such
    /// as `viewBox`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the value with character references decoded; `""` if the attribute has no value.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// Returns the value with character references decoded. The result is borrowed from the source if the
    /// value needs no decoding.
    ///
    /// ```
    /// use std::borrow::Cow;
    ///
    /// let body = newsprint::Body::parse("<a href=/x title='a &amp; b'>")?;
    /// let link = body.children().next().unwrap();
    /// let mut values = link.attrs().map(|attribute| attribute.into_value());
    /// assert!(matches!(values.next(), Some(Cow::Borrowed("/x"))));
    /// assert_eq!(values.next().unwrap(), "a & b");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn into_value(self) -> Cow<'a, str> {
        self.value
    }

    /// Returns the span of the name.
    pub fn name_span(&self) -> Span {
        self.name_span
    }

    /// Returns the span of the value, without quotes. If the attribute has no value, returns an empty span
    /// after the name.
    ///
    /// ```
    /// let source = "<a href='/x'>";
    /// let body = newsprint::Body::parse(source)?;
    /// let href = body.children().next().unwrap().attribute("href").unwrap();
    /// assert_eq!(href.value_span().of(source), "/x");
    /// assert_eq!(href.span().of(source), "href='/x'");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn value_span(&self) -> Span {
        self.value_span
    }

    /// Returns the span of the whole attribute, including the quotes of its value.
    pub fn span(&self) -> Span {
        self.span
    }
}

/// Returns the first attribute named `name` of the start tag at the span `tag`. `name` must be in lower case.
/// Returns `None` if the tag has no such attribute.
pub(crate) fn find<'a>(
    source: &'a str,
    tag: Span,
    namespace: Namespace,
    name: &str,
) -> Option<Attribute<'a>> {
    let bytes = |raw: &RawAttribute| source.as_bytes().get(raw.name.range()).unwrap_or_default();
    let is_ascii = name.is_ascii();
    // Apart from upper-case letters and NUL, attribute names are the same as in the source.
    let is_it = |raw: &RawAttribute| match is_ascii {
        true => bytes(raw).eq_ignore_ascii_case(name.as_bytes()),
        false => lower_name(raw.name.of(source)).eq_ignore_ascii_case(name),
    };
    let raw = RawAttributes::of(source, tag).find(is_it)?;
    Some(decode(source, raw, namespace))
}

/// Returns the attribute named `name` with the value at the span `url.span`. The value must be in
/// quotes. The span does not include the quotes.
#[inline]
pub(super) fn quoted<'a>(source: &'a str, name: &'static str, url: QuotedUrl) -> Attribute<'a> {
    let QuotedUrl { span, is_literal } = url;
    let written = span.of(source);
    let name_end = span.start - "=\"".len() as u32;
    let name_span = Span::new(name_end - name.len() as u32, name_end);
    Attribute {
        name: Cow::Borrowed(name),
        value: match is_literal {
            true => Cow::Borrowed(written),
            false => decode_value(written),
        },
        name_span,
        value_span: span,
        span: Span::new(name_span.start, span.end + 1),
    }
}

/// An iterator over the attributes of an element, in source order: see
/// [`NodeRef::attrs`](crate::NodeRef::attrs).
///
/// Attributes are parsed from the start tag during iteration. A complete iteration takes O(n) time in the
/// length of the tag.
///
/// ```
/// let body = newsprint::Body::parse("<img src=/a.jpg alt=Ferry>")?;
/// let image = body.children().next().unwrap();
/// assert!(image.attrs().map(|attribute| attribute.name().to_owned()).eq(["src", "alt"]));
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Attributes<'a> {
    source: &'a str,
    raw: RawAttributes<'a>,
    all: RawAttributes<'a>,
    /// The number of attributes that have been read from the tag, including those with a repeated
    /// name.
    count: usize,
    /// The names of the attributes that have been read, in lower case. Used to find repeated names.
    /// `None` if at most [`MANY`] attributes have been read: then each name is compared with all
    /// earlier names in the tag.
    names: Option<HashSet<String>>,
    namespace: Namespace,
}

/// The maximum number of attributes for which repeated names are found by comparing each name with
/// all earlier names. For more attributes, a hash set is used.
const MANY: usize = 32;

impl<'a> Attributes<'a> {
    /// Returns the attributes of the start tag at the span `tag`. Returns an empty iterator if `tag` is
    /// empty.
    pub(crate) fn new(source: &'a str, tag: Span, namespace: Namespace) -> Self {
        let raw = RawAttributes::of(source, tag);
        Attributes {
            source,
            all: raw.clone(),
            raw,
            count: 0,
            names: None,
            namespace,
        }
    }

    pub(super) fn none() -> Self {
        Attributes::new("", Span::default(), Namespace::Html)
    }
}

impl Attributes<'_> {
    /// Returns whether the attribute name at the span `name` repeats the name of an earlier attribute of the
    /// tag.
    fn repeats(&mut self, name: Span) -> bool {
        let source = self.source;
        let earlier = { self.all.clone() }
            .map(|raw| raw.name)
            .take_while(|earlier| earlier.start < name.start);
        if self.count <= MANY {
            return { earlier }.any(|earlier| is_same_name(earlier.of(source), name.of(source)));
        }
        let lower = |name: Span| lower_name(name.of(source)).into_owned();
        let names = self
            .names
            .get_or_insert_with(|| earlier.map(lower).collect());
        !names.insert(lower(name))
    }
}

impl<'a> Iterator for Attributes<'a> {
    type Item = Attribute<'a>;

    fn next(&mut self) -> Option<Attribute<'a>> {
        loop {
            let raw = self.raw.next()?;
            self.count += 1;
            // Of several attributes with the same name, only the first is valid.
            let repeats = self.repeats(raw.name);
            if !repeats {
                return Some(decode(self.source, raw, self.namespace));
            }
        }
    }
}

impl FusedIterator for Attributes<'_> {}

fn decode(source: &str, raw: RawAttribute, namespace: Namespace) -> Attribute<'_> {
    Attribute {
        name: decode_name(raw.name.of(source), namespace),
        value: decode_value(raw.value.of(source)),
        name_span: raw.name,
        value_span: raw.value,
        span: raw.whole,
    }
}

/// Returns whether two attribute names in the source are the same, ignoring ASCII case. NUL and
/// U+FFFD count as the same character.
fn is_same_name(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
        || (one.contains('\0') || other.contains('\0')) && lower_name(one) == lower_name(other)
}

fn decode_name(written: &str, namespace: Namespace) -> Cow<'_, str> {
    let name = lower_name(written);
    match adjusted_attribute(namespace, &name) {
        Some(adjusted) => Cow::Borrowed(adjusted),
        None => name,
    }
}

/// Returns a name in lower case, with NUL replaced by U+FFFD.
pub(crate) fn lower_name(written: &str) -> Cow<'_, str> {
    let is_plain = |b: &u8| !b.is_ascii_uppercase() && *b != 0;
    if written.as_bytes().iter().all(is_plain) {
        Cow::Borrowed(written)
    } else {
        Cow::Owned(written.to_ascii_lowercase().replace('\0', "\u{fffd}"))
    }
}

pub(crate) fn decode_value(written: &str) -> Cow<'_, str> {
    let special = |text: &str| memchr::memchr3(b'&', b'\r', 0, text.as_bytes());
    let mut found = special(written);
    if found.is_none() {
        return Cow::Borrowed(written);
    }
    let mut value = String::with_capacity(written.len());
    let mut rest = written;
    while let Some((run, from)) = found.and_then(|at| rest.split_at_checked(at)) {
        value.push_str(run);
        let len = match from.as_bytes() {
            bytes @ [b'&', ..] => match CharRef::read(bytes, true) {
                Some(reference) => {
                    reference.push_to(&mut value);
                    reference.len
                }
                None => {
                    value.push('&');
                    1
                }
            },
            [b'\r', after @ ..] => {
                value.push('\n');
                1 + usize::from(after.first() == Some(&b'\n'))
            }
            _ => {
                value.push(char::REPLACEMENT_CHARACTER);
                1
            }
        };
        rest = from.get(len..).unwrap_or_default();
        found = special(rest);
    }
    value.push_str(rest);
    Cow::Owned(value)
}
