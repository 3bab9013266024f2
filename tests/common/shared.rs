//! The folder `../shared`, which is not part of the repository.

use std::fs;
use std::path::{Path, PathBuf};

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
    let Some(root) = path("corpus") else {
        return Vec::new();
    };
    let mut files = Vec::new();
    for folder in fs::read_dir(root).expect("a folder") {
        let folder = folder.expect("an entry").path();
        let Ok(entries) = fs::read_dir(&folder) else {
            continue;
        };
        let folder = folder.file_name().unwrap_or_default().to_string_lossy();
        for entry in entries {
            let path = entry.expect("an entry").path();
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            let text = fs::read_to_string(&path).expect("a file of text");
            files.push((format!("{folder}/{file}"), text));
        }
    }
    files.sort();
    files
}
