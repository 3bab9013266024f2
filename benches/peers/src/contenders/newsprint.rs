//! newsprint: with and without a `Parser`, and with html5ever's lane.

use std::cell::RefCell;
use std::hint::black_box;

use newsprint::{Article, Body, Lane, ParseOptions, Parser};

use crate::output::Output;

const SLOW: ParseOptions = ParseOptions::new().lane(Lane::Html5ever);

pub fn parse(body: &str) {
    black_box(Body::parse(body)).ok();
}

pub fn parse_slow(body: &str) {
    black_box(Body::parse_with(body, &SLOW)).ok();
}

/// With a `Parser`, as for reading an archive.
pub fn full(file: &str, output: &mut Output) {
    thread_local! {
        static PARSER: RefCell<Parser> = const { RefCell::new(Parser::new(ParseOptions::new())) };
    }
    PARSER.with_borrow_mut(|parser| {
        if let Ok(article) = parser.parse(file) {
            read(&article, output);
            parser.recycle(article);
        }
    });
}

/// Without a `Parser`.
pub fn full_alone(file: &str, output: &mut Output) {
    if let Ok(article) = Article::parse(file) {
        read(&article, output);
    }
}

pub fn full_slow(file: &str, output: &mut Output) {
    if let Ok(article) = Article::parse_with(file, &SLOW) {
        read(&article, output);
    }
}

fn read(article: &Article<'_>, output: &mut Output) {
    let envelope = article.envelope();
    output.header.push(&envelope.title());
    output.header.push(&envelope.link());
    let stamp = envelope.stamp().map_or("", |stamp| stamp.raw());
    output.header.push(stamp);

    let body = article.body();
    body.inner_text_into(output.text.buffer());
    for link in body.links() {
        output.links.push(link.value());
    }
    for image in body.images() {
        output.images.push(image.value());
    }
}
