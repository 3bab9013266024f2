//! The folder `../shared`, with real files, which are not part of the repository. Tests that need it
//! are ignored; `cargo test -- --ignored of_real_files` runs them.

use std::fs;
use std::path::{Path, PathBuf};

use newsprint::Article;

use super::files::articles_in;

/// Returns a path in the folder.
pub fn path(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared")
        .join(name);
    assert!(path.exists(), "../shared/{name} is missing");
    path
}

/// Returns the text of a file in the folder.
pub fn read(name: &str) -> String {
    fs::read_to_string(path(name)).expect("a file of text")
}

/// Returns all real files: `folder/name.md` and the text, sorted.
pub fn corpus() -> Vec<(String, String)> {
    articles_in(&path("corpus"))
}

/// Returns the real files of all publishers: those of the corpus, and clips of 2020 to 2024. One clip is left
/// out: because of a line end in its title, it is not an article.
pub fn every_file() -> Vec<(String, String)> {
    let clips = ["clips", "clips_late"].map(path);
    let clips = clips.iter().flat_map(|root| articles_in(root));
    let mut files: Vec<_> = corpus().into_iter().chain(clips).collect();
    files.retain(|(_, source)| Article::parse(source).is_ok());
    files
}
