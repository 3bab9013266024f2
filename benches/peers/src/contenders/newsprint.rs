//! newsprint, by the lane that it chooses and by html5ever's.

use std::hint::black_box;

use newsprint::{Article, Body, Lane, NodeRef, ParseOptions};

use crate::output::{Output, Role};

const SLOW: ParseOptions = ParseOptions::new().lane(Lane::Html5ever);

pub fn parse(body: &str) {
    black_box(Body::parse(body)).ok();
}

pub fn parse_slow(body: &str) {
    black_box(Body::parse_with(body, &SLOW)).ok();
}

pub fn full(file: &str, output: &mut Output) {
    job(file, &ParseOptions::new(), output);
}

pub fn full_slow(file: &str, output: &mut Output) {
    job(file, &SLOW, output);
}

fn job(file: &str, options: &ParseOptions, output: &mut Output) {
    let Ok(article) = Article::parse_with(file, options) else {
        return;
    };
    let envelope = article.envelope();
    output.header.push(&envelope.title());
    output.header.push(&envelope.link());
    let stamp = envelope.stamp().map_or("", |stamp| stamp.raw());
    output.header.push(stamp);

    let mut open: Vec<(NodeRef<'_, '_>, Role)> = Vec::new();
    let mut next = article.body().root().first_child();
    loop {
        let Some(node) = next else {
            let Some((node, role)) = open.pop() else {
                return;
            };
            output.close(role);
            next = node.next_sibling();
            continue;
        };
        let mut role = Role::Inline;
        if node.is_element() {
            role = output.open(node.name().as_bytes(), |name| node.attr(name));
        } else if let Some(text) = node.as_text() {
            output.text.push(text);
        }
        match node.first_child().filter(|_| role != Role::Hidden) {
            Some(child) => {
                open.push((node, role));
                next = Some(child);
            }
            None => {
                output.close(role);
                next = node.next_sibling();
            }
        }
    }
}
