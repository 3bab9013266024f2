//! Text in HTML.

use std::fmt::{self, Write};

/// Writes text between tags.
pub(super) fn text(out: &mut dyn Write, text: &str) -> fmt::Result {
    escaped(out, text, |c| {
        Some(match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '\u{a0}' => "&nbsp;",
            // A parser reads it as LF, unless it is a reference.
            '\r' => "&#13;",
            _ => return None,
        })
    })
}

/// Writes the value of an attribute, between its quotes.
pub(super) fn attribute(out: &mut dyn Write, value: &str) -> fmt::Result {
    escaped(out, value, |c| {
        Some(match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\u{a0}' => "&nbsp;",
            '\r' => "&#13;",
            _ => return None,
        })
    })
}

/// Writes text with some of its characters replaced.
pub(super) fn escaped(
    out: &mut dyn Write,
    text: &str,
    replace: impl Fn(char) -> Option<&'static str>,
) -> fmt::Result {
    let mut rest = text;
    let mut places = text
        .char_indices()
        .filter_map(|(at, c)| Some((at, c, replace(c)?)));
    let mut from = 0;
    for (at, c, replacement) in &mut places {
        let (literal, behind) = rest.split_at_checked(at - from).unwrap_or((rest, ""));
        out.write_str(literal)?;
        out.write_str(replacement)?;
        rest = behind.get(c.len_utf8()..).unwrap_or_default();
        from = at + c.len_utf8();
    }
    out.write_str(rest)
}
