//! Makes folders for tests.

use std::fs;
use std::path::{Path, PathBuf};

/// Makes a folder with files, and returns its path. An earlier folder with this name is removed.
pub fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    for (path, text) in files {
        let file = folder.join(path);
        let parent = file.parent().expect("it is in the folder");
        fs::create_dir_all(parent).expect("the folder for tests can be written to");
        fs::write(file, text).expect("as above");
    }
    folder
}
