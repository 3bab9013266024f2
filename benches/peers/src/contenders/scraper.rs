//! scraper, used as in its documentation, with scripting disabled.

use std::hint::black_box;

use ego_tree::iter::Edge;
use html5ever::parse_fragment;
use html5ever::tendril::TendrilSink;
use scraper::{Html, HtmlTreeSink, Node};

use super::html5ever::{context, options};
use crate::output::{Output, Role};

pub fn parse(body: &str) {
    black_box(html(body));
}

pub fn full(file: &str, output: &mut Output) {
    let html = html(super::split(file, output));
    let mut hidden = 0;
    for edge in html.tree.root().traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Text(text) if hidden == 0 => output.text.push(text),
                Node::Element(element) => {
                    if hidden > 0 || Role::of(element.name().as_bytes()) == Role::Hidden {
                        hidden += 1;
                    } else {
                        output.open(element.name().as_bytes(), |name| element.attr(name));
                    }
                }
                _ => {}
            },
            Edge::Close(node) => {
                if let Node::Element(element) = node.value() {
                    if hidden > 0 {
                        hidden -= 1;
                    } else {
                        output.close(Role::of(element.name().as_bytes()));
                    }
                }
            }
        }
    }
}

fn html(body: &str) -> Html {
    let sink = HtmlTreeSink::new(Html::new_fragment());
    parse_fragment(sink, options(), context(), Vec::new(), false).one(body)
}
