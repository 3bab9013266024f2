//! Escapes text and attribute values in HTML, so that the parser reads the same values back.

/// Returns text escaped for use between tags.
pub(super) fn text(text: &str) -> String {
    escape(text, |c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        // The parser reads a literal CR as LF.
        '\r' => Some("&#13;"),
        _ => None,
    })
}

/// Returns the value of an attribute, escaped for use between quotes. `quote` must be `"` or `'`.
pub(super) fn attribute(value: &str, quote: char) -> String {
    escape(value, |c| match c {
        '&' => Some("&amp;"),
        '"' if quote == '"' => Some("&quot;"),
        '\'' if quote == '\'' => Some("&#39;"),
        '\r' => Some("&#13;"),
        _ => None,
    })
}

fn escape(text: &str, replacement: impl Fn(char) -> Option<&'static str>) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match replacement(c) {
            Some(reference) => escaped.push_str(reference),
            None => escaped.push(c),
        }
    }
    escaped
}
