//! The folder `../shared` with real files. It is not part of the repository. Tests that need this
//! folder are ignored by default; `cargo test -- --ignored of_real_files` runs them.

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

/// Returns the path (`folder/name.md`) and the text of each real file of the corpus, sorted by
/// path.
pub fn corpus() -> Vec<(String, String)> {
    articles_in(&path("corpus"))
}

/// Returns the real files of all publishers: the files of the corpus, and clips of 2020 to 2024.
/// One clip is left out. It is not an article, because its title contains a line end.
pub fn every_file() -> Vec<(String, String)> {
    let clips = ["clips", "clips_late"].map(path);
    let clips = clips.iter().flat_map(|root| articles_in(root));
    let mut files: Vec<_> = corpus().into_iter().chain(clips).collect();
    files.retain(|(_, source)| Article::parse(source).is_ok());
    files
}
