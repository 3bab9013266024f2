//! html5ever with its reference DOM, the reference for correct results.

use std::hint::black_box;

use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, QualName, local_name, ns, parse_fragment};
use markup5ever_rcdom::{Node, NodeData, RcDom};

use crate::output::{Output, Role};

pub fn parse(body: &str) {
    black_box(dom(body));
}

pub fn full(file: &str, output: &mut Output) {
    let body = super::split(file, output);
    walk(&dom(body).document, output);
}

/// The options of a fragment in `body`, scripting disabled.
pub fn options() -> ParseOpts {
    ParseOpts {
        tree_builder: TreeBuilderOpts {
            scripting_enabled: false,
            ..TreeBuilderOpts::default()
        },
        ..ParseOpts::default()
    }
}

pub fn context() -> QualName {
    QualName::new(None, ns!(html), local_name!("body"))
}

fn dom(body: &str) -> RcDom {
    parse_fragment(RcDom::default(), options(), context(), Vec::new(), false).one(body)
}

fn walk(node: &Node, output: &mut Output) {
    let mut role = Role::Inline;
    match &node.data {
        NodeData::Text { contents } => return output.text.push(&contents.borrow()),
        NodeData::Element { name, attrs, .. } => {
            let attrs = attrs.borrow();
            role = output.open(name.local.as_bytes(), |wanted| {
                let attr = attrs.iter().find(|attr| &*attr.name.local == wanted)?;
                Some(&*attr.value)
            });
        }
        _ => {}
    }
    if role != Role::Hidden {
        for child in node.children.borrow().iter() {
            walk(child, output);
        }
    }
    output.close(role);
}
