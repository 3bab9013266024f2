//! The folder `../shared`, which is not part of the repository.

use std::fs;
use std::path::{Path, PathBuf};

use newsprint::Article;

/// Returns a path in the folder, or says that the test skips it and returns nothing.
pub fn path(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared")
        .join(name);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: ../shared/{name} is not here");
    None
}

/// Returns the text of a file in the folder.
pub fn read(name: &str) -> Option<String> {
    let path = path(name)?;
    Some(fs::read_to_string(path).expect("a file of text"))
}

/// Returns all real files: `folder/name.md` and the text, sorted.
pub fn corpus() -> Vec<(String, String)> {
    path("corpus").map_or_else(Vec::new, |root| files(&root))
}

/// Returns the real files of all publishers: those of the corpus, and clips of 2020 to 2024. One clip
/// is left out, as a line end in its title makes it no article.
pub fn every_file() -> Vec<(String, String)> {
    let clips = ["clips", "clips_late"].into_iter().filter_map(path);
    let clips = clips.flat_map(|root| files(&root));
    let mut files: Vec<_> = corpus().into_iter().chain(clips).collect();
    files.retain(|(_, source)| Article::parse(source).is_ok());
    files
}

/// Returns the generated bodies, tame and wild ones.
pub fn generated() -> Vec<String> {
    let names = ["oracle/generated_tame.jsonl", "oracle/generated_wild.jsonl"];
    let files = names.into_iter().filter_map(read);
    let bodies = files.flat_map(|file| file.lines().map(body_of).collect::<Vec<_>>());
    bodies.collect()
}

fn body_of(line: &str) -> String {
    let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
    line["html"].as_str().expect("a field html").to_owned()
}

/// Returns the articles in a folder and in the folders that it holds.
fn files(root: &Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                let name = path.strip_prefix(root).unwrap_or(&path);
                let text = fs::read_to_string(&path).expect("a file of text");
                files.push((name.to_string_lossy().into_owned(), text));
            }
        }
    }
    files.sort();
    files
}
