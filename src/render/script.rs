//! Superscripts and subscripts in plain text.

use crate::content::{ContentKind, ContentRef, Style};

/// How a superscript or subscript is written in plain text, so that 10⁶ does not become 106.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    /// Like any other text.
    Plain,
    /// With the Unicode superscript or subscript form of each character, as returned by [`form`].
    Formed(Style),
    /// Between these two texts, such as `^(` and `)`.
    Between(&'static str, &'static str),
}

/// The maximum length of a superscript or subscript, in bytes. Longer superscripts and subscripts are taken
/// for small print, and written like any other text.
const MAX_TEXT: usize = 24;

/// Superscripts that are written like any other text, since they stay readable. They are the
/// endings of ordinals (`1st`), the endings of titles (`Mme`), and trade marks (`tm`).
const READABLE: &[&str] = &[
    "st", "nd", "rd", "th", "er", "re", "ère", "e", "è", "ème", "me", "lle", "o", "a", "te", "tm",
    "sm", "r",
];

impl Script {
    /// Returns how a part of the content is written. A part that is neither a superscript nor a
    /// subscript is [`Script::Plain`].
    pub(super) fn of(part: ContentRef<'_, '_>) -> Self {
        match part.kind() {
            ContentKind::Styled(style @ (Style::Superscript | Style::Subscript)) => {
                of_style(part, style)
            }
            _ => Script::Plain,
        }
    }
}

/// The superscripts and subscripts that are open while text is written.
#[derive(Debug, Default)]
pub(super) struct Scripts {
    /// The style of the innermost open superscript or subscript, if it is written as [`Script::Formed`].
    pub(super) formed: Option<Style>,
    /// The ID of each open superscript or subscript, and the text to write at its end.
    ends: Vec<(u32, &'static str)>,
}

impl Scripts {
    /// Must be called at the start of each part of the content. Returns the text to write before the part.
    #[inline]
    pub(super) fn start(&mut self, part: ContentRef<'_, '_>) -> &'static str {
        match part.kind() {
            ContentKind::Styled(Style::Superscript | Style::Subscript) => self.start_script(part),
            _ => "",
        }
    }

    fn start_script(&mut self, part: ContentRef<'_, '_>) -> &'static str {
        let (before, after) = match Script::of(part) {
            Script::Plain => return "",
            Script::Formed(style) => {
                self.formed = Some(style);
                ("", "")
            }
            Script::Between(before, after) => (before, after),
        };
        self.ends.push((part.id, after));
        before
    }

    /// Must be called at the end of each part of the content. Returns the text to write after the part.
    #[inline]
    pub(super) fn end(&mut self, part: ContentRef<'_, '_>) -> &'static str {
        match self.ends.last() {
            Some(&(id, after)) if id == part.id => {
                self.ends.pop();
                self.formed = None;
                after
            }
            _ => "",
        }
    }
}

fn of_style(part: ContentRef<'_, '_>, style: Style) -> Script {
    let mut text = String::new();
    let mut is_link = part.parent_kind() == Some(ContentKind::Link);
    for inner in part.descendants() {
        match inner.kind() {
            ContentKind::Text => text.push_str(inner.as_text().unwrap_or_default()),
            ContentKind::Link => is_link = true,
            ContentKind::Styled(Style::Superscript | Style::Subscript)
            | ContentKind::Break
            | ContentKind::Image => return Script::Plain,
            _ => {}
        }
        if text.len() > MAX_TEXT {
            return Script::Plain;
        }
    }
    let text = text.trim();
    let before = part.char_before();
    let is_mark = !text.contains(|c: char| c.is_alphanumeric() && !is_enclosed(c))
        && form(style, text).is_none();
    if text.is_empty() || is_mark || text.starts_with(['[', '(', '（', '【', '〔', '［', '「'])
    {
        return Script::Plain;
    }
    let is_formed = text.chars().all(|c| form_of(style, c).is_some());
    match style {
        Style::Superscript if is_link => Script::Between("[", "]"),
        Style::Superscript if is_formed && is_base(before, text, part.char_after()) => {
            Script::Formed(style)
        }
        // The superscript is a reference to a footnote.
        Style::Superscript if text.bytes().all(|byte| byte.is_ascii_digit()) => {
            Script::Between("[", "]")
        }
        Style::Superscript if is_readable(text) => Script::Plain,
        Style::Superscript if !text.is_ascii() => match before {
            Some(_) => Script::Between("[", "]"),
            None => Script::Plain,
        },
        _ if is_formed => Script::Formed(style),
        // A superscript or subscript is small print if it is at the start of a line, or contains
        // spaces or non-ASCII characters.
        _ if before.is_none() || !text.is_ascii() || text.contains(' ') => Script::Plain,
        Style::Superscript if text.len() == 1 => Script::Between("^", ""),
        Style::Superscript => Script::Between("^(", ")"),
        _ if text.len() == 1 => Script::Between("_", ""),
        _ => Script::Between("_(", ")"),
    }
}

/// Returns `false` if a superscript is a reference to a footnote, and `true` if it is an exponent,
/// for example. Only numbers are references. A number is not a reference if it follows a digit, a
/// closing bracket, or a letter that is not East Asian, or if it precedes a Latin letter (`¹⁴C`).
fn is_base(before: Option<char>, text: &str, after: Option<char>) -> bool {
    let follows_base = match before {
        // The last character of the Chinese words for metre and kilometre. These can be squared or
        // cubed.
        Some('米' | '里') => return matches!(text, "2" | "3"),
        Some(c) if c.is_ascii() => c.is_ascii_alphanumeric() || matches!(c, ')' | ']' | '}'),
        // Letters of Greek, Cyrillic and other scripts, except East Asian ones.
        Some(c) => c.is_alphabetic() && c < '\u{1100}',
        None => false,
    };
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    follows_base || !is_number || after.is_some_and(|c| c.is_ascii_alphabetic())
}

fn is_readable(text: &str) -> bool {
    READABLE
        .iter()
        .any(|known| known.eq_ignore_ascii_case(text))
}

/// Returns whether a character is a number or letter in a circle or in brackets.
const fn is_enclosed(c: char) -> bool {
    matches!(c, '\u{2460}'..='\u{24ff}' | '\u{2776}'..='\u{2793}' | '\u{3200}'..='\u{32ff}')
}

/// Returns a text in superscript or subscript characters, or `None` if [`form_of`] returns `None`
/// for one of the characters.
pub(super) fn form(style: Style, text: &str) -> Option<String> {
    text.chars().map(|c| form_of(style, c)).collect()
}

/// Returns the characters of a text, each replaced by its superscript or subscript form
/// ([`form_of`]). Characters without such a form are not replaced.
pub(super) fn formed(text: &str, style: Style) -> impl Iterator<Item = char> {
    text.chars().map(move |c| form_of(style, c).unwrap_or(c))
}

/// Returns the superscript or subscript form of a digit or sign, or the superscript form of `n` or
/// `i`. Returns `None` for all other characters.
pub(super) fn form_of(style: Style, c: char) -> Option<char> {
    let rows = match style {
        Style::Superscript => ["0123456789+-−=ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼ⁿⁱ"],
        Style::Subscript => ["0123456789+-−=", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌"],
        _ => return None,
    };
    let [plain, formed] = rows.map(str::chars);
    { plain }
        .zip(formed)
        .find_map(|(plain, formed)| (plain == c).then_some(formed))
}

impl ContentRef<'_, '_> {
    /// Returns the kind of the parent if this part is its only child, otherwise `None`.
    fn parent_kind(self) -> Option<ContentKind> {
        let before = self.tree.node(self.id.checked_sub(1)?);
        (before.end == self.node().end).then_some(before.kind)
    }

    /// Returns the character before this inline part, or `None` if no text directly precedes the part on its
    /// line.
    fn char_before(self) -> Option<char> {
        let mut id = self.id;
        loop {
            id = id.checked_sub(1)?;
            let node = self.tree.node(id);
            match node.kind {
                ContentKind::Text => return self.tree.text(node).chars().next_back(),
                // The link or style contains this part.
                ContentKind::Link | ContentKind::Styled(_) if node.end > self.id => {}
                _ => return None,
            }
        }
    }

    /// Returns the character after this inline part, or `None` if no text directly follows the part.
    fn char_after(self) -> Option<char> {
        let end = self.node().end;
        let next = self.tree.node(end);
        let is_text = end < self.tree.len() && next.kind == ContentKind::Text;
        is_text
            .then(|| self.tree.text(next).chars().next())
            .flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_is_of_one_character() {
        for (style, text, formed) in [
            (Style::Superscript, "-12", Some("⁻¹²")),
            (Style::Superscript, "n+1", Some("ⁿ⁺¹")),
            (Style::Superscript, "x", None),
            (Style::Subscript, "2", Some("₂")),
            (Style::Emphasis, "2", None),
        ] {
            assert_eq!(form(style, text).as_deref(), formed, "{text}");
        }
    }
}
