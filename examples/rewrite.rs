//! Copies articles, and replaces the URLs of image proxies by those of the original images.
//!
//! `cargo run --features archive --example rewrite -- FILE_OR_FOLDER OUT`

mod common;

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use newsprint::{Article, EditError};

fn main() -> ExitCode {
    common::run(["FILE_OR_FOLDER", "OUT"], rewrite)
}

fn rewrite([path, out_folder]: [String; 2], out: &mut dyn Write) -> common::Result<()> {
    common::each(common::open(&path)?, |file, article| {
        let (source, changes) =
            without_proxies(article).map_err(|error| format!("{}: {error}", file.path()))?;
        let copy = Path::new(&out_folder).join(file.path());
        write_new(&copy, &source).map_err(|error| format!("{}: {error}", copy.display()))?;
        writeln!(out, "{}: {changes} changed", copy.display())?;
        Ok(())
    })
}

/// Returns the source with the URLs of the original images, and the number of changes. All other
/// bytes are the same.
fn without_proxies(article: &Article<'_>) -> Result<(String, usize), EditError> {
    let mut edits = article.edits();
    for image in article.body().images() {
        // `value` is decoded: `&amp;` in the source is `&`. `set_attribute` escapes the new value.
        if let Some(original) = newsprint::original_src(image.value()) {
            edits.set_attribute(image.attribute(), &original)?;
        }
    }
    Ok((edits.apply(), edits.len()))
}

/// Writes a new file. Fails if the file exists, so that no input is overwritten.
fn write_new(path: &Path, contents: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    File::create_new(path)?.write_all(contents.as_bytes())
}
