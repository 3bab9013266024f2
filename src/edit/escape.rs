//! Text and attribute values in HTML, so that the parser reads them back.

/// Returns text between tags.
pub(super) fn text(text: &str) -> String {
    escape(text, |c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        // Unless it is a reference, the parser reads it as LF.
        '\r' => Some("&#13;"),
        _ => None,
    })
}

/// Returns the value of an attribute, for between two `quote`s: `"` or `'`.
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
