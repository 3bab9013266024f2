//! Finds the text nodes of a body that a browser shows.

use crate::layout::Part;
use crate::tree::{Body, NodeKind, NodeRef};

/// A text node that is not in a hidden element.
#[derive(Debug, Clone, Copy)]
pub(super) struct ShownText<'t, 'a> {
    pub(super) node: NodeRef<'t, 'a>,
    /// Whether all ancestors show all of their contents. If `false`, it is not known whether a
    /// browser shows this text.
    pub(super) is_sure: bool,
}

/// Returns the text nodes that are not in hidden elements, in document order. The iterator is lazy:
/// it visits only the nodes up to the text that it returns.
pub(super) fn shown_texts<'t, 'a>(
    body: &'t Body<'a>,
) -> impl Iterator<Item = ShownText<'t, 'a>> + use<'t, 'a> {
    let tree = &body.tree;
    let (mut id, mut unsure_end) = (1, 0);
    std::iter::from_fn(move || {
        while let Some(node) = tree.nodes.get(id as usize) {
            let here = NodeRef::new(body, id);
            let is_sure = id >= unsure_end;
            id += 1;
            match node.kind {
                NodeKind::Text => {
                    return Some(ShownText {
                        node: here,
                        is_sure,
                    });
                }
                NodeKind::Element => {
                    let shown = here.shown(false);
                    match shown.part {
                        Part::Nothing | Part::Itself => id = node.end,
                        Part::All if !shown.is_mute => {}
                        _ => unsure_end = unsure_end.max(node.end),
                    }
                }
                NodeKind::Fragment => id = node.end,
                NodeKind::Comment => {}
            }
        }
        None
    })
}

/// Returns the last text node for which `is_wanted` returns `true`. Text in hidden elements is
/// ignored.
pub(super) fn last_text<'t, 'a>(
    body: &'t Body<'a>,
    is_wanted: impl Fn(&str) -> bool,
) -> Option<NodeRef<'t, 'a>> {
    let mut id = body.tree.nodes.len() as u32;
    while id > 1 {
        id -= 1;
        let node = NodeRef::new(body, id);
        if !node.as_text().is_some_and(&is_wanted) {
            continue;
        }
        match hidden_around(node) {
            // Continue before the hidden element.
            Some(hidden) => id = hidden.id().index() as u32,
            None => return Some(node),
        }
    }
    None
}

/// Returns the outermost hidden node among `node` and its ancestors. A hidden node is an element
/// that shows none of its contents, or the contents of a `template`. Returns `None` if none of
/// these nodes is hidden.
pub(super) fn hidden_around<'t, 'a>(node: NodeRef<'t, 'a>) -> Option<NodeRef<'t, 'a>> {
    let hides = |around: &NodeRef<'_, '_>| match around.kind() {
        NodeKind::Element => matches!(around.shown(false).part, Part::Nothing | Part::Itself),
        // The first fragment is the body. All other fragments are the contents of a `template`.
        NodeKind::Fragment => around.id().index() != 0,
        _ => false,
    };
    let around = std::iter::once(node).chain(node.ancestors());
    around.filter(hides).last()
}
