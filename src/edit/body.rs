use super::edits::Edits;
use super::error::{EditError, EditErrorKind};
use super::escape;
use crate::envelope::Envelope;
use crate::source::Span;
use crate::tree::{Attribute, Namespace, NodeKind, NodeRef, holds_raw_text};

/// The elements that cannot directly contain text other than white space: the parser moves or ignores such
/// text.
const TABLE_PARTS: [&str; 6] = ["table", "tbody", "thead", "tfoot", "tr", "colgroup"];

impl Edits<'_> {
    /// Sets the value of an attribute.
    ///
    /// Existing quotes are kept. If the value has no quotes, double quotes are added. The whole
    /// value is replaced: `&` in `value` is written as `&amp;`, and character references of the old
    /// value are not kept. To change only a part of a value, use [`Edits::replace`] or
    /// [`Edits::insert`] within the attribute's [`value_span`](Attribute::value_span).
    ///
    /// ```
    /// use newsprint::Article;
    ///
    /// let source = "[t](https://example.org/)\n------\n\n<img src=a.jpg><img src='b.jpg'>";
    /// let article = Article::parse(source)?;
    /// let mut edits = article.edits();
    /// for (number, image) in article.body().images().enumerate() {
    ///     edits.set_attribute(image.attribute(), &format!("/images/{number} & more.jpg"))?;
    /// }
    /// assert!(edits.apply().ends_with(
    ///     "<img src=\"/images/0 &amp; more.jpg\"><img src='/images/1 &amp; more.jpg'>"
    /// ));
    /// # Ok::<_, Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns [`Nul`](EditErrorKind::Nul) if `value` contains NUL, or an error of
    /// [`Edits::replace`]. If the parser reopened a formatting element, the tree contains several
    /// copies of this element, but the source contains its attributes only once. If the attribute
    /// was already edited through one of these copies, the error is
    /// [`Overlap`](EditErrorKind::Overlap).
    pub fn set_attribute(
        &mut self,
        attribute: &Attribute<'_>,
        value: &str,
    ) -> Result<(), EditError> {
        let span = attribute.value_span();
        self.check_nul(value, span)?;
        let before = self.source().get(..span.start as usize);
        // A quote at the end of an attribute's name does not quote its value.
        let is_quoted = attribute.span().end > span.end;
        let text = match before.and_then(|before| before.chars().next_back()) {
            Some(quote @ ('"' | '\'')) if is_quoted => escape::attribute(value, quote),
            _ => {
                // In `<p hidden>`, the value is empty and there is no `=`.
                let equals = match span.start == attribute.name_span().end {
                    true => "=",
                    false => "",
                };
                format!("{equals}\"{}\"", escape::attribute(value, '"'))
            }
        };
        self.set_values(vec![(span, text)])
    }

    /// Sets the text of a text node; `""` removes the text. Takes O(n) time, where n is the depth
    /// of the node plus the lengths of the envelope, the old text and the new text. If the edit
    /// fails, or if the node is the first text of the body, n is the length of the source.
    ///
    /// ```
    /// use newsprint::Article;
    ///
    /// let source = "[t](https://example.org/)\n------\n\n<p>1 &lt; 2<b>!</b></p>";
    /// let article = Article::parse(source)?;
    /// let mut edits = article.edits();
    /// for node in article.body().descendants() {
    ///     if let Some(text) = node.as_text() {
    ///         edits.set_text(node, &text.replace('<', "≤ <"))?;
    ///     }
    /// }
    /// assert!(edits.apply().ends_with("<p>1 ≤ &lt; 2<b>!</b></p>"));
    /// # Ok::<_, Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// - [`NotText`](EditErrorKind::NotText) if the node is not a text node.
    /// - [`NotInPlace`](EditErrorKind::NotInPlace) if the parser has moved the text or joined it from several
    ///   places, or if the text is in a `CDATA` section.
    /// - [`TableText`](EditErrorKind::TableText) if the parser would move or ignore the new text.
    ///   For example, it moves text that is in a table row but not in a cell.
    /// - [`RawText`](EditErrorKind::RawText) if the new text contains `<` or CR, and the node is in
    ///   an element such as `script`. The parser does not decode character references in such an
    ///   element, so `<` and CR can't be escaped there.
    /// - [`Misread`](EditErrorKind::Misread) if the node is the first text of the body, and the new text
    ///   would be read as a part of the header.
    /// - [`Nul`](EditErrorKind::Nul) if the new text contains NUL.
    /// - The errors of [`Edits::replace`].
    pub fn set_text(&mut self, node: NodeRef<'_, '_>, text: &str) -> Result<(), EditError> {
        let span = node.span().unwrap_or_default();
        let Some(old) = node.as_text() else {
            return Err(self.error(EditErrorKind::NotText, span));
        };
        if !self.is_in_place(node, span) {
            return Err(self.error(EditErrorKind::NotInPlace, span));
        }
        let is_blank = |text: &str| text.bytes().all(|byte| byte.is_ascii_whitespace());
        // In a `colgroup`, the parser does not move white space at the start of a text, but moves
        // the text after this white space.
        let begins_blank = |text: &str| text.starts_with(|c: char| c.is_ascii_whitespace());
        let is_other = is_blank(text) != is_blank(old) || begins_blank(text) && !begins_blank(old);
        if !text.is_empty() && is_other && is_in_table(node) {
            return Err(self.error(EditErrorKind::TableText, span));
        }
        self.check_nul(text, span)?;
        // All ancestors are checked, not only the parent: in `plaintext`, the parser reopens
        // formatting elements around the text.
        let is_raw = node.ancestors().any(holds_raw_text);
        if is_raw && text.contains(['<', '\r']) {
            return Err(self.error(EditErrorKind::RawText, span));
        }
        let mut written = match is_raw {
            true => text.to_owned(),
            false => escape::text(text),
        };
        // If the parser ignored a CR directly before the text, this CR and an LF at the start of
        // the text would be a single line end.
        let follows_cr = self.source().as_bytes().get(..span.start as usize);
        let follows_cr = follows_cr.is_some_and(|before| before.ends_with(b"\r"));
        if written.starts_with('\n') && (follows_cr || loses_line_feed(node, span)) {
            written.insert(0, '\n');
        }
        if self.moves_body(span, &written) {
            return Err(self.error(EditErrorKind::Misread, span));
        }
        self.replace(span, written)
    }

    /// Returns whether the text is contiguous in the source, is not in a `CDATA` section and was not moved by
    /// the parser.
    fn is_in_place(&self, node: NodeRef<'_, '_>, span: Span) -> bool {
        let mut at = span.start;
        let is_whole = node.text_pieces().all(|piece| {
            let follows = piece.span.start == at;
            at = piece.span.end;
            follows
        });
        let before = self.source().get(..span.start as usize).unwrap_or_default();
        let is_cdata =
            before.ends_with("<![CDATA[") || span.of(self.source()).contains("<![CDATA[");
        let is_moved = node.is_moved() || node.ancestors().any(NodeRef::is_moved);
        is_whole && at == span.end && !is_moved && !is_cdata
    }

    /// Returns whether replacing `span` with `text` would move the end of the header. If there is
    /// no blank line after the header, or no link header, text at the start of the body may be read
    /// as a part of the header.
    fn moves_body(&self, span: Span, text: &str) -> bool {
        let start = |source: &str| Some(Envelope::parse(source).ok()?.body_span().start);
        let (before, after) = match self.source().split_at_checked(span.start as usize) {
            Some(parts) if start(self.source()) == Some(span.start) => parts,
            _ => return false,
        };
        let after = after.get(span.len()..).unwrap_or_default();
        start(&format!("{before}{text}{after}")) != Some(span.start)
    }
}

/// Returns whether the parser would move or ignore the node's text if this text contained more than
/// white space.
fn is_in_table(node: NodeRef<'_, '_>) -> bool {
    node.parent().is_some_and(|parent| match parent.kind() {
        // A fragment that has a parent is the contents of a `template`. The fragment of the body
        // has no parent.
        NodeKind::Fragment => parent.parent().is_some(),
        _ => is_one_of(parent, &TABLE_PARTS),
    })
}

/// Returns whether the parser ignores a line feed at the start of the text. This is the case if the
/// text is directly after the start tag of a `pre`, `listing` or `textarea`.
fn loses_line_feed(node: NodeRef<'_, '_>, span: Span) -> bool {
    // Formatting elements that the parser reopened in `pre` have no tag.
    let tagged = { node.ancestors() }.find_map(|element| Some((element, element.start_tag()?)));
    tagged.is_some_and(|(element, tag)| {
        tag.end == span.start && is_one_of(element, &["pre", "listing", "textarea"])
    })
}

fn is_one_of(element: NodeRef<'_, '_>, names: &[&str]) -> bool {
    element.namespace() == Namespace::Html && names.contains(&element.name())
}
