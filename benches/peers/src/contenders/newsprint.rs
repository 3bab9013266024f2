//! newsprint, by the lane that it chooses and by html5ever's.

use std::hint::black_box;

use newsprint::{Article, Body, Lane, ParseOptions};

use crate::output::Output;

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

    let body = article.body();
    body.inner_text_into(output.text.buffer());
    for link in body.links() {
        output.links.push(link.value());
    }
    for image in body.images() {
        output.images.push(image.value());
    }
}
