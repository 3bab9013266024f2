//! Serializes nodes to markup (HTML standard, 13.3), with scripting disabled.

use super::body::Body;
use super::node::NodeRef;
use crate::html::Namespace;
use crate::html::element::Class;
use crate::tree::arena::NodeKind;

impl Body<'_> {
    /// Returns the markup of the body (HTML standard, "HTML fragment serialization").
    ///
    /// If this markup is parsed again, the result is usually the same tree. Section 13.3 of the
    /// standard lists the exceptions.
    ///
    /// ```
    /// let body = newsprint::Body::parse("<P>Fish &amp; chips<p><img src=/a.jpg>")?;
    /// assert_eq!(body.inner_html(), "<p>Fish &amp; chips</p><p><img src=\"/a.jpg\"></p>");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn inner_html(&self) -> String {
        self.root().inner_html()
    }
}

impl NodeRef<'_, '_> {
    /// Returns the markup of the children (HTML standard, "HTML fragment serialization").
    ///
    /// ```
    /// let body = newsprint::Body::parse("<p>First <I>night</I> trip</p>")?;
    /// assert_eq!(body.children().next().unwrap().inner_html(), "First <i>night</i> trip");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn inner_html(self) -> String {
        inner_html(self)
    }
}

fn inner_html(node: NodeRef<'_, '_>) -> String {
    let mut out = String::new();
    let mut open: Vec<NodeRef<'_, '_>> = Vec::new();
    for inner in node.everything_inside() {
        while let Some(&ended) = open.last().filter(|element| !element.holds(inner)) {
            end_tag(ended, &mut out);
            open.pop();
        }
        match inner.kind() {
            NodeKind::Element => {
                start_tag(inner, &mut out);
                open.push(inner);
            }
            NodeKind::Text => {
                let text = inner.as_text().unwrap_or_default();
                match holds_raw_text(*open.last().unwrap_or(&node)) {
                    true => out.push_str(text),
                    false => escape(text, is_special, &mut out),
                }
            }
            NodeKind::Comment => {
                out.push_str("<!--");
                out.push_str(inner.as_comment().unwrap_or_default());
                out.push_str("-->");
            }
            // The contents of a template are written like children of the `template` element.
            NodeKind::Fragment => {}
        }
    }
    while let Some(ended) = open.pop() {
        end_tag(ended, &mut out);
    }
    out
}

fn start_tag(element: NodeRef<'_, '_>, out: &mut String) {
    out.push('<');
    out.push_str(element.name());
    for attribute in element.attrs() {
        out.push(' ');
        out.push_str(attribute.name());
        out.push_str("=\"");
        escape(attribute.value(), is_special_in_value, out);
        out.push('"');
    }
    out.push('>');
}

fn end_tag(element: NodeRef<'_, '_>, out: &mut String) {
    if !is_void(element) {
        out.push_str("</");
        out.push_str(element.name());
        out.push('>');
    }
}

/// Appends text to `out`, with special characters replaced by character references. `is_special`
/// returns whether a byte is the first byte of such a character. Only `&`, `<`, `>`, `"` and NBSP
/// can be replaced.
fn escape(text: &str, is_special: fn(u8) -> bool, out: &mut String) {
    let mut rest = text;
    while let Some(run) = rest.bytes().position(is_special) {
        let (before, from) = rest.split_at(run);
        let (reference, len) = match from.as_bytes() {
            [b'&', ..] => ("&amp;", 1),
            [b'<', ..] => ("&lt;", 1),
            [b'>', ..] => ("&gt;", 1),
            [b'"', ..] => ("&quot;", 1),
            // U+00A0 (NBSP) starts with this byte, but other characters of two bytes do, too.
            [0xc2, 0xa0, ..] => ("&nbsp;", 2),
            _ => ("", 2),
        };
        let (special, after) = from.split_at_checked(len).unwrap_or((from, ""));
        out.push_str(before);
        out.push_str(if reference.is_empty() {
            special
        } else {
            reference
        });
        rest = after;
    }
    out.push_str(rest);
}

fn is_special(byte: u8) -> bool {
    matches!(byte, b'&' | b'<' | b'>' | 0xc2)
}

fn is_special_in_value(byte: u8) -> bool {
    is_special(byte) || byte == b'"'
}

/// Returns whether the element contains raw text, such as a script: text in which neither tags nor character
/// references are recognized.
pub(crate) fn holds_raw_text(element: NodeRef<'_, '_>) -> bool {
    let class = class(element);
    matches!(
        class,
        Some(Class::RawText | Class::Script | Class::Plaintext)
    )
}

/// Returns whether the element is void: its serialization has no end tag.
fn is_void(element: NodeRef<'_, '_>) -> bool {
    class(element).is_some_and(Class::is_void)
}

fn class(element: NodeRef<'_, '_>) -> Option<Class> {
    let known = element.known();
    let html = known.filter(|_| element.namespace() == Namespace::Html);
    html.map(|name| name.element().class)
}
