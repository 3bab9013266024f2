use super::inline::spanned;
use super::model::{Embed, EmbedKind};
use crate::html::Known;
use crate::source::Span;
use crate::tree::NodeRef;

/// Returns what an element embeds.
pub(super) fn read<'a>(node: NodeRef<'_, 'a>, kind: EmbedKind, span: Span) -> Embed<'a> {
    let address = if node.is_named(Known::Object) {
        "data"
    } else {
        "src"
    };
    let own = node.attribute(address);
    let src = own.or_else(|| match kind {
        EmbedKind::Video | EmbedKind::Audio => {
            let mut sources = node
                .children()
                .filter(|child| child.is_named(Known::Source));
            sources.next()?.attribute("src")
        }
        _ => None,
    });
    Embed {
        kind,
        src: src.map(spanned),
        title: node.attr("title"),
        caption: None,
        span,
    }
}
