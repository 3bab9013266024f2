use html5ever::serialize::{HtmlSerializer, SerializeOpts, Serializer, TraversalScope};
use html5ever::{LocalName, Namespace, QualName, ns};

use super::super::node::NodeRef;
use super::super::tree::{self, NodeKind};

/// Returns the markup of what the node holds.
pub(in super::super) fn inner_html(node: NodeRef<'_, '_>) -> String {
    let options = SerializeOpts {
        scripting_enabled: false,
        traversal_scope: TraversalScope::ChildrenOnly(Some(qualified(node))),
        create_missing_parent: false,
    };
    let mut serializer = HtmlSerializer::new(Vec::new(), options);
    // Writing to a vector does not fail.
    match write(node, &mut serializer) {
        Ok(()) => String::from_utf8(serializer.writer).unwrap_or_default(),
        Err(_) => String::new(),
    }
}

fn write(node: NodeRef<'_, '_>, to: &mut HtmlSerializer<Vec<u8>>) -> std::io::Result<()> {
    let mut open: Vec<NodeRef<'_, '_>> = Vec::new();
    for inner in node.everything_inside() {
        while let Some(&ended) = open.last().filter(|element| !element.holds(inner)) {
            to.end_elem(qualified(ended))?;
            open.pop();
        }
        match inner.kind() {
            NodeKind::Element => {
                let attributes: Vec<_> = inner
                    .attrs()
                    .map(|attribute| {
                        let name = LocalName::from(attribute.name());
                        (QualName::new(None, ns!(), name), attribute.into_value())
                    })
                    .collect();
                let pairs = attributes.iter().map(|(name, value)| (name, &**value));
                to.start_elem(qualified(inner), pairs)?;
                open.push(inner);
            }
            NodeKind::Text => to.write_text(inner.as_text().unwrap_or_default())?,
            NodeKind::Comment => to.write_comment(inner.as_comment().unwrap_or_default())?,
            // A template's contents stand in its place.
            NodeKind::Fragment => {}
        }
    }
    while let Some(ended) = open.pop() {
        to.end_elem(qualified(ended))?;
    }
    Ok(())
}

fn qualified(node: NodeRef<'_, '_>) -> QualName {
    QualName::new(None, namespace(node), LocalName::from(node.name()))
}

fn namespace(node: NodeRef<'_, '_>) -> Namespace {
    match node.namespace() {
        tree::Namespace::Html => ns!(html),
        tree::Namespace::Svg => ns!(svg),
        tree::Namespace::MathMl => ns!(mathml),
    }
}
