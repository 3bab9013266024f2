//! Checks the invariants that every tree and every span have, for any source. Used by proptest,
//! fuzz targets, and tests of real files.

use newsprint::{Article, Body, NodeKind, NodeRef, Span};

use super::decode;

/// Returns messages about the violated invariants of an article. Empty if no invariant is violated.
pub fn of_article(article: &Article<'_>) -> Vec<String> {
    let mut check = Check::new(article.source());
    let envelope = article.envelope();
    let mut parts: Vec<Span> = Vec::new();
    parts.extend(envelope.front_matter().map(|part| part.span()));
    parts.extend(envelope.stamp().map(|part| part.span()));
    parts.extend(envelope.link_header().map(|part| part.span()));
    parts.extend(envelope.separator().map(|separator| separator.span()));
    parts.extend(envelope.date_line().map(|part| part.span()));
    parts.push(article.body().span());
    let mut file = String::new();
    for part in parts {
        check.bounds("part", part);
        let between = Span::new(file.len() as u32, part.start);
        check.that(between.start <= between.end, || {
            format!("part {part} goes back")
        });
        file.push_str(between.of(article.source()));
        file.push_str(part.of(article.source()));
    }
    check.that(file == article.source(), || {
        "parts make another file".into()
    });
    check.that(article.to_string() == article.source(), || {
        "writes another file".into()
    });
    for warning in article.warnings() {
        check.bounds("warning", warning.span());
    }
    check.body(article.body());
    check.wrong
}

/// Returns messages about the violated invariants of a body. Empty if no invariant is violated.
pub fn of_body(body: &Body<'_>) -> Vec<String> {
    let mut check = Check::new(body.source());
    check.body(body);
    check.wrong
}

struct Check<'a> {
    source: &'a str,
    wrong: Vec<String>,
    /// The spans of tags, comments and pieces of text. They must not overlap.
    taken: Vec<Span>,
}

impl<'a> Check<'a> {
    fn new(source: &'a str) -> Self {
        Check {
            source,
            wrong: Vec::new(),
            taken: Vec::new(),
        }
    }

    fn that(&mut self, is_right: bool, wrong: impl FnOnce() -> String) {
        if !is_right {
            self.wrong.push(wrong());
        }
    }

    fn bounds(&mut self, what: &str, span: Span) {
        let is_right = span.start <= span.end && self.source.get(span.range()).is_some();
        self.that(is_right, || format!("{what} {span} is not a slice"));
    }

    fn body(&mut self, body: &Body<'_>) {
        let root = body.root();
        self.bounds("body", body.span());
        self.that(
            root.parent().is_none() && root.kind() == NodeKind::Fragment,
            || "the root is none".into(),
        );
        let mut texts = String::new();
        let mut open = vec![root];
        let mut ids = 0..;
        while let Some(node) = open.pop() {
            self.that(Some(node.id().index()) == ids.next(), || {
                format!("{node:?}: id")
            });
            self.node(node, body.span());
            let mut inside: Vec<_> = node.template_contents().into_iter().collect();
            inside.extend(node.children());
            open.extend(inside.into_iter().rev());
        }
        for node in body.descendants() {
            texts.push_str(node.as_text().unwrap_or_default());
        }
        self.that(body.text() == texts, || "text".into());
        self.taken.sort();
        for pair in self.taken.windows(2) {
            if let [one, other] = pair {
                if one.end > other.start {
                    self.wrong
                        .push(format!("{one} and {other} are taken twice"));
                }
            }
        }
    }

    fn node(&mut self, node: NodeRef<'_, '_>, body: Span) {
        self.links(node);
        for (what, span) in [
            ("span", node.span()),
            ("start tag", node.start_tag()),
            ("end tag", node.end_tag()),
        ] {
            let Some(span) = span else { continue };
            self.bounds(what, span);
            self.that(body.contains_span(span), || {
                format!("{node:?}: {what} outside the body")
            });
        }
        self.nesting(node);
        match node.kind() {
            NodeKind::Element => self.element(node),
            NodeKind::Text => self.text(node),
            NodeKind::Comment => self.comment(node),
            NodeKind::Fragment => {}
            other => self.wrong.push(format!("{other:?} is new")),
        }
    }

    /// Checks that parents, children and siblings refer to each other, and that descendants are in
    /// order.
    fn links(&mut self, node: NodeRef<'_, '_>) {
        let children: Vec<_> = node.children().collect();
        self.that(node.first_child() == children.first().copied(), || {
            format!("{node:?}: first child")
        });
        self.that(node.last_child() == children.last().copied(), || {
            format!("{node:?}: last child")
        });
        for (index, child) in children.iter().enumerate() {
            let previous = index.checked_sub(1).and_then(|index| children.get(index));
            let is_right = child.parent() == Some(node)
                && child.previous_sibling() == previous.copied()
                && child.next_sibling() == children.get(index + 1).copied()
                && child.kind() != NodeKind::Fragment;
            self.that(is_right, || format!("{child:?}: parent or siblings"));
        }
        let is_leaf = matches!(node.kind(), NodeKind::Text | NodeKind::Comment);
        self.that(!is_leaf || children.is_empty(), || {
            format!("{node:?}: children")
        });
        if let Some(contents) = node.template_contents() {
            let is_right = contents.parent() == Some(node)
                && contents.kind() == NodeKind::Fragment
                && contents.next_sibling().is_none()
                && contents.previous_sibling().is_none();
            self.that(is_right, || format!("{contents:?}: contents"));
        }
        // Each descendant follows the previous one, and has this node as an ancestor.
        let mut expected = node.first_child();
        for inner in node.descendants() {
            self.that(expected == Some(inner), || format!("{inner:?}: order"));
            expected = inner.first_child().or_else(|| {
                let above = std::iter::once(inner).chain(inner.ancestors());
                above
                    .take_while(|&above| above != node)
                    .find_map(NodeRef::next_sibling)
            });
        }
        self.that(expected.is_none(), || format!("{node:?}: descendants"));
    }

    /// Checks that a node that was not moved is within its parent, after its previous sibling.
    fn nesting(&mut self, node: NodeRef<'_, '_>) {
        let Some(span) = node.span().filter(|_| !node.is_moved()) else {
            return;
        };
        let around = node.ancestors().find(|above| above.span().is_some());
        let is_in_place = node
            .ancestors()
            .take_while(|&above| Some(above) != around)
            .all(|above| !above.is_moved() && above.kind() == NodeKind::Element);
        if let Some(around) = around.filter(|_| is_in_place) {
            let outer = around.span().unwrap_or_default();
            self.that(outer.contains_span(span), || {
                format!("{node:?} is not inside {around:?}")
            });
            let tag = around.start_tag().unwrap_or_default();
            self.that(
                tag.end <= span.start || around.start_tag().is_none(),
                || format!("{node:?} begins in the tag of {around:?}"),
            );
        }
        let before = std::iter::successors(node.previous_sibling(), |node| node.previous_sibling())
            .find(|before| !before.is_moved());
        let before_end = before.and_then(NodeRef::span).map_or(0, |span| span.end);
        self.that(before_end <= span.start, || {
            format!("{node:?} is not behind {before:?}")
        });
    }

    fn element(&mut self, node: NodeRef<'_, '_>) {
        self.taken.extend(node.start_tag());
        self.taken.extend(node.end_tag());
        let whole = node.span();
        self.that(
            whole.map(|s| s.start) == node.start_tag().map(|s| s.start),
            || format!("{node:?}: begins before its tag"),
        );
        if let Some(tag) = node.start_tag() {
            let is_right = is_tag(tag.of(self.source), "<", node.name())
                || (node.name() == "img" && is_tag(tag.of(self.source), "<", "image"));
            self.that(is_right, || {
                format!("{node:?}: start tag {:?}", tag.of(self.source))
            });
        }
        if let Some(tag) = node.end_tag() {
            let is_right = is_tag(tag.of(self.source), "</", node.name());
            self.that(is_right, || {
                format!("{node:?}: end tag {:?}", tag.of(self.source))
            });
            let start = node.start_tag().unwrap_or_default();
            self.that(start.end <= tag.start, || {
                format!("{node:?}: ends before it begins")
            });
            self.that(whole.is_none_or(|whole| whole.end == tag.end), || {
                format!("{node:?}: does not end with its end tag")
            });
        } else if let (Some(whole), Some(tag)) = (whole, node.start_tag()) {
            self.that(whole.end == tag.end.max(end_of_inside(node)), || {
                format!("{node:?}: does not end with its last child")
            });
        }
        let mut names: Vec<String> = Vec::new();
        for attribute in node.attrs() {
            let name = attribute.name().to_string();
            for span in [
                attribute.span(),
                attribute.name_span(),
                attribute.value_span(),
            ] {
                self.bounds("attribute", span);
                let tag = node.start_tag();
                let is_inside = tag.is_none_or(|tag| tag.contains_span(span));
                self.that(is_inside && attribute.span().contains_span(span), || {
                    format!("{node:?}: attribute {name} outside")
                });
            }
            let value_span = attribute.value_span();
            let written = attribute.span().of(self.source);
            let read = decode::attribute(written);
            let is_right = read.is_some_and(|(read_name, value)| {
                read_name == name.to_ascii_lowercase() && value == attribute.value()
            });
            self.that(is_right, || {
                format!("{node:?}: attribute {written:?} is not {name}")
            });
            let written_value = value_span.of(self.source);
            let is_literal = !written_value.contains(['&', '\r', '\0']);
            self.that(!is_literal || written_value == attribute.value(), || {
                format!("{node:?}: value {written_value:?}")
            });
            let found = node.attribute(&name.to_ascii_lowercase());
            self.that(found.as_ref() == Some(&attribute), || {
                format!("{node:?}: {name} not found")
            });
            self.that(!names.contains(&name), || format!("{node:?}: {name} twice"));
            names.push(name);
        }
    }

    fn text(&mut self, node: NodeRef<'_, '_>) {
        let text = node.as_text().unwrap_or_default();
        let mut pieces = String::new();
        let mut whole: Option<Span> = None;
        let mut end = 0;
        for piece in node.text_pieces() {
            self.bounds("piece", piece.span);
            self.taken.push(piece.span);
            let slice = piece.span.of(self.source);
            let is_right = !piece.text.is_empty()
                && (slice == piece.text || decode::text(slice) == piece.text);
            self.that(is_right, || {
                format!("{node:?}: {slice:?} does not say {:?}", piece.text)
            });
            self.that(node.is_moved() || end <= piece.span.start, || {
                format!("{node:?}: pieces out of order")
            });
            end = piece.span.end;
            pieces.push_str(piece.text);
            whole = Some(whole.map_or(piece.span, |whole| whole.cover(piece.span)));
        }
        self.that(!text.is_empty(), || format!("{node:?}: no text"));
        self.that(pieces == text, || {
            format!("{node:?}: pieces say {pieces:?}")
        });
        self.that(whole == node.span(), || {
            format!("{node:?}: pieces cover {whole:?}")
        });
        if let Some(literal) = node.literal_text() {
            let slice = node.span().unwrap_or_default().of(self.source);
            self.that(literal == slice && literal == text, || {
                format!("{node:?}: literal")
            });
        }
    }

    fn comment(&mut self, node: NodeRef<'_, '_>) {
        let span = node.span().unwrap_or_default();
        self.taken.push(span);
        let slice = span.of(self.source);
        let is_right = decode::comment(slice).as_deref() == node.as_comment();
        self.that(is_right, || format!("{node:?}: {slice:?}"));
    }
}

fn is_tag(tag: &str, start: &str, name: &str) -> bool {
    let rest = tag
        .strip_prefix(start)
        .and_then(|rest| rest.strip_suffix('>'));
    let Some(rest) = rest else { return false };
    let ends = |c: char| c.is_ascii_whitespace() || c == '/';
    let written = rest.split(ends).next().unwrap_or_default();
    written.replace('\0', "\u{fffd}").eq_ignore_ascii_case(name)
}

/// Returns the largest end offset of the descendants that were not moved.
fn end_of_inside(node: NodeRef<'_, '_>) -> u32 {
    let mut end = 0;
    let mut open: Vec<_> = node.children().chain(node.template_contents()).collect();
    while let Some(inner) = open.pop() {
        if inner.is_moved() {
            continue;
        }
        match inner.span().or(inner.end_tag()) {
            Some(span) => end = end.max(span.end),
            None => open.extend(inner.children()),
        }
    }
    end
}
