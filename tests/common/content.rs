//! Checks the invariants of an article's content, for proptest, real files and fuzz targets.

use newsprint::{Content, ContentEvent, ContentKind, ContentRef, Span};

use super::ensure::ensure;

/// The maximum nesting of lists, quotes and tables.
const MAX_BLOCKS: usize = 32;
/// The maximum nesting of links and styles.
const MAX_INLINES: usize = 16;

/// Returns the number of parts of the content. Returns an error if a part is in a wrong place, or
/// contains something that it must not contain.
pub fn check(source: &str, content: &Content<'_>) -> Result<usize, String> {
    let mut parts = Vec::new();
    for root in std::iter::once(content.root()).chain(content.asides().map(|aside| aside.root())) {
        ensure!(root.kind() == ContentKind::Root, "{root:?} is not a root");
        ensure!(
            root.parent().is_none(),
            "{root:?} is in {:?}",
            root.parent()
        );
        parts.push(root);
        check_inside(root, &mut parts)?;
        check_events(root)?;
    }
    parts.extend(content.left_out_images().map(|image| *image));
    for part in &parts {
        let span = part.span();
        let is_slice = span.start <= span.end && source.get(span.range()).is_some();
        ensure!(is_slice, "{part:?} is not a slice");
        check_text(source, *part)?;
        check_kind(*part)?;
    }
    check_at(content, &parts)?;
    Ok(parts.len())
}

/// Checks that each part has the right parent and is within the span of its parent. Checks that
/// `descendants` returns the same parts in the same order as `children`, from both ends.
fn check_inside<'c, 'a>(
    root: ContentRef<'c, 'a>,
    parts: &mut Vec<ContentRef<'c, 'a>>,
) -> Result<(), String> {
    let first = parts.len();
    let mut open = vec![root];
    while let Some(part) = open.pop() {
        if part != root {
            parts.push(part);
        }
        for child in part.children() {
            ensure!(child.parent() == Some(part), "{child:?} is not in {part:?}");
            // The span of an image or embed is the span of its element, which does not contain the
            // caption.
            let is_medium = matches!(part.kind(), ContentKind::Image | ContentKind::Embed);
            let is_said = matches!(child.kind(), ContentKind::Caption | ContentKind::Credit);
            let is_apart = is_medium && is_said;
            let is_inside = is_apart || part.span().contains_span(child.span());
            ensure!(is_inside, "{child:?} is outside of {part:?}");
        }
        let children: Vec<_> = part.children().collect();
        open.extend(children.into_iter().rev());
    }
    let parts = parts.get(first..).unwrap_or_default();
    let descendants = root.descendants();
    ensure!(
        descendants.len() == parts.len(),
        "{root:?} holds {} parts",
        parts.len()
    );
    let is_right = descendants.clone().eq(parts.iter().copied());
    ensure!(is_right, "{root:?}: descendants are not all children");
    let is_right = descendants.rev().eq(parts.iter().rev().copied());
    ensure!(is_right, "{root:?}: descendants are others from the end");
    Ok(())
}

/// Checks that each part starts and ends once, within its ancestors, and that the nesting is
/// limited.
fn check_events(root: ContentRef<'_, '_>) -> Result<(), String> {
    let mut open: Vec<ContentRef<'_, '_>> = Vec::new();
    let mut parts = std::iter::once(root).chain(root.descendants());
    for event in root.events() {
        let part = match event {
            ContentEvent::Start(part) | ContentEvent::Leaf(part) => part,
            ContentEvent::End(part) => {
                ensure!(
                    open.pop() == Some(part),
                    "{part:?} ends before its contents"
                );
                continue;
            }
        };
        ensure!(
            parts.next() == Some(part),
            "{part:?} starts at another time"
        );
        ensure!(
            part.parent() == open.last().copied(),
            "{part:?} is in {:?}",
            open.last()
        );
        match event {
            ContentEvent::Start(_) => open.push(part),
            _ => ensure!(part.children().next().is_none(), "{part:?} holds something"),
        }
        check_depth(&open)?;
    }
    ensure!(
        open.is_empty() && parts.next().is_none(),
        "{root:?}: an event is missing"
    );
    Ok(())
}

fn check_depth(open: &[ContentRef<'_, '_>]) -> Result<(), String> {
    use ContentKind::{BlockQuote, Link, List, Styled, Table};
    let count = |is_counted: fn(ContentKind) -> bool| {
        open.iter().filter(|part| is_counted(part.kind())).count()
    };
    let blocks = count(|kind| matches!(kind, BlockQuote | List | Table));
    let inlines = count(|kind| matches!(kind, Link | Styled(_)));
    ensure!(
        blocks <= MAX_BLOCKS && inlines <= MAX_INLINES,
        "too deep: {open:?}"
    );
    Ok(())
}

/// Checks that a text is not empty. Checks that a literal text equals the source at its span.
fn check_text(source: &str, part: ContentRef<'_, '_>) -> Result<(), String> {
    let text = part.as_text();
    let is_right = text.is_some() == (part.kind() == ContentKind::Text) && text != Some("");
    ensure!(is_right, "{part:?} says {text:?}");
    let literal = part.literal_text();
    let is_right = literal.is_none() || literal == text && source.get(part.span().range()) == text;
    ensure!(is_right, "{part:?} is not {literal:?}");
    Ok(())
}

/// Checks that a part contains only what its kind may contain, as the docs of `ContentKind`
/// describe.
fn check_kind(part: ContentRef<'_, '_>) -> Result<(), String> {
    use ContentKind as Kind;
    let children = || part.children();
    let is_empty = || children().next().is_none();
    let are_blocks = || children().all(ContentRef::is_block);
    let are_inlines = || children().all(|child| child.kind().is_inline() && !child.is_block());
    let are = |kind: Kind| children().all(|child| child.kind() == kind);
    // At most one caption, then at most one credit.
    let is_captioned = |is_block: bool| {
        let kinds: Vec<_> = children().map(ContentRef::kind).collect();
        let forms: [&[Kind]; 3] = [
            &[Kind::Caption],
            &[Kind::Credit],
            &[Kind::Caption, Kind::Credit],
        ];
        kinds.is_empty() || is_block && forms.contains(&kinds.as_slice())
    };
    let is_right = match part.kind() {
        Kind::Root | Kind::ListItem | Kind::TableCell => are_blocks(),
        Kind::BlockQuote => !is_empty() && are_blocks(),
        Kind::Paragraph | Kind::Heading | Kind::Preformatted => !is_empty() && are_inlines(),
        Kind::Caption | Kind::Credit | Kind::Link | Kind::Styled(_) => !is_empty() && are_inlines(),
        Kind::List => are(Kind::ListItem) && children().any(|item| item.children().count() > 0),
        Kind::Table => {
            let table = part.as_table().expect("a table");
            let captions = usize::from(table.caption().is_some());
            let rows = || table.rows().filter(|row| row.kind() == Kind::TableRow);
            rows().count() > 0 && rows().count() + captions == children().count()
        }
        Kind::TableRow => !is_empty() && are(Kind::TableCell),
        Kind::Embed => is_captioned(true),
        Kind::Image => is_captioned(part.is_block()),
        Kind::ThematicBreak | Kind::Text | Kind::Break => is_empty(),
        other => panic!("{other:?} is not known here"),
    };
    let held = || children().collect::<Vec<_>>();
    ensure!(is_right, "{part:?} holds {:?}", held());
    let is_right = part.kind() != Kind::Link || part.links().next().is_none();
    ensure!(is_right, "{part:?} holds a link");
    let level = part.as_heading().map_or(1, |heading| heading.level());
    ensure!((1..=6).contains(&level), "{part:?} has level {level}");
    let size = part
        .as_table_cell()
        .map_or((1, 1), |cell| (cell.colspan(), cell.rowspan()));
    ensure!(
        (1..=1000).contains(&size.0) && size.1 <= 65534,
        "{part:?} spans {size:?}"
    );
    Ok(())
}

/// Checks that `Content::at` returns the smallest part that contains a byte. If several parts are
/// equally small, the innermost one is expected.
fn check_at(content: &Content<'_>, parts: &[ContentRef<'_, '_>]) -> Result<(), String> {
    // Only some parts are checked, because each one is compared with all others.
    let step = (parts.len() * parts.len() / 100_000).max(1);
    for part in parts.iter().step_by(step) {
        let Span { start, end } = part.span();
        for byte in [start, end.saturating_sub(1), end] {
            let holds =
                |part: &&ContentRef<'_, '_>| part.span().start <= byte && byte < part.span().end;
            let expected = parts.iter().filter(holds).rev();
            let expected = expected.min_by_key(|part| part.span().len());
            let found = content.at(byte);
            ensure!(
                found == expected.copied(),
                "at {byte} is {found:?}, not {expected:?}"
            );
        }
    }
    Ok(())
}
