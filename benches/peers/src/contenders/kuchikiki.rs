//! kuchikiki. It parses fragments only with scripting enabled, so the body is parsed as a document.

use std::hint::black_box;

use html5ever_of_kuchikiki::LocalName;
use kuchikiki::iter::NodeEdge;
use kuchikiki::traits::TendrilSink;
use kuchikiki::{NodeData, NodeRef, ParseOpts, parse_html_with_options};

use crate::output::{Output, Role};

pub fn parse(body: &str) {
    black_box(document(body));
}

pub fn full(file: &str, output: &mut Output) {
    let document = document(super::split(file, output));
    let mut hidden = 0;
    for edge in document.traverse() {
        match edge {
            NodeEdge::Start(node) => match node.data() {
                NodeData::Text(text) if hidden == 0 => output.text.push(&text.borrow()),
                NodeData::Element(element) => {
                    let name = element.name.local.as_bytes();
                    if hidden > 0 || Role::of(name) == Role::Hidden {
                        hidden += 1;
                    } else {
                        let attributes = element.attributes.borrow();
                        output.open(name, |name| attributes.get(LocalName::from(name)));
                    }
                }
                _ => {}
            },
            NodeEdge::End(node) => {
                if let NodeData::Element(element) = node.data() {
                    if hidden > 0 {
                        hidden -= 1;
                    } else {
                        output.close(Role::of(element.name.local.as_bytes()));
                    }
                }
            }
        }
    }
}

fn document(body: &str) -> NodeRef {
    let mut options = ParseOpts::default();
    options.tree_builder.scripting_enabled = false;
    parse_html_with_options(options).one(body)
}
