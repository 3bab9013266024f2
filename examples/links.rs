//! Lists links and images with line, column, kind of URL and target, without fetching any.
//!
//! `cargo run --features archive --example links -- FILE_OR_FOLDER`

mod common;

use std::io::Write;
use std::process::ExitCode;

use fluent_uri::{Iri, IriRef};
use newsprint::LineIndex;

fn main() -> ExitCode {
    common::run(["FILE_OR_FOLDER"], links)
}

fn links([path]: [String; 1], out: &mut dyn Write) -> common::Result<()> {
    common::each(common::open(&path)?, |file, article| {
        let lines = LineIndex::new(file.source());
        let base = Iri::parse(article.link()).ok();
        let body = article.body();
        let mut all: Vec<_> = body.links().chain(body.images()).collect();
        all.sort_by_key(|link| link.value_span().start);
        for link in all {
            let at = lines.position(link.value_span().start);
            let (kind, url) = check(link.value(), base);
            let path = file.path();
            writeln!(out, "{path}:{}:{}: {kind}: {url}", at.line, at.column)?;
        }
        Ok(())
    })
}

/// Returns the kind of a URL, and the text to print: the absolute URL, if possible.
fn check(url: &str, base: Option<Iri<&str>>) -> (&'static str, String) {
    // If the URL is that of an image proxy, the target is the original image.
    if let Some(original) = newsprint::original_src(url) {
        return ("proxied", original);
    }
    match IriRef::parse(url.trim_ascii()) {
        Err(error) => ("malformed", format!("{url:?}: {error}")),
        Ok(url) if url.has_scheme() => ("absolute", url.to_string()),
        Ok(url) => {
            let resolved = base.and_then(|base| url.resolve_against(&base.strip_fragment()).ok());
            match resolved {
                Some(resolved) => ("relative", resolved.to_string()),
                None => ("relative to nothing", url.to_string()),
            }
        }
    }
}
