//! dom_query; its `fragment` disables scripting itself.

use std::hint::black_box;

use dom_query::{Document, NodeData, NodeId, Tree};

use crate::output::{Output, Role};

pub fn parse(body: &str) {
    black_box(Document::fragment(body));
}

pub fn full(file: &str, output: &mut Output) {
    let document = Document::fragment(super::split(file, output));
    walk(&document.tree, document.root().id, output);
}

fn walk(tree: &Tree, id: NodeId, output: &mut Output) {
    let (role, first) = tree
        .query_node(&id, |node| {
            let role = match &node.data {
                NodeData::Text { contents } => {
                    output.text.push(contents);
                    Role::Inline
                }
                NodeData::Element(element) => {
                    output.open(element.name.local.as_bytes(), |wanted| {
                        let attr = element.attrs.iter().find(|a| &*a.name.local == wanted)?;
                        Some(&*attr.value)
                    })
                }
                _ => Role::Inline,
            };
            (role, node.first_child)
        })
        .unwrap_or((Role::Hidden, None));
    let mut next = first.filter(|_| role != Role::Hidden);
    while let Some(child) = next {
        walk(tree, child, output);
        next = tree.query_node(&child, |node| node.next_sibling).flatten();
    }
    output.close(role);
}
