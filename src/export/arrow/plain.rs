use crate::content::Inline;

/// Writes the text of inlines. Recursion is as deep as they nest, which is bounded.
pub(super) fn inlines(inlines: &[Inline<'_>], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => out.push_str(text),
            Inline::Link(link) => self::inlines(link.inlines(), out),
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Code(inner)
            | Inline::Strikethrough(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner) => self::inlines(inner, out),
            Inline::LineBreak(_) => out.push('\n'),
            Inline::Image(_) => {}
        }
    }
}
