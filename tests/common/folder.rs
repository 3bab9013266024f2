//! Folders of files for tests of archives.

use std::fs;
use std::path::{Path, PathBuf};

use newsprint::archive::{Archive, ArchiveError, ArchivedArticle, Articles};

/// A folder that exists for one test.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("{}-{name}", env!("CARGO_CRATE_NAME")));
        if path.exists() {
            fs::remove_dir_all(&path).expect("what an earlier run left can be removed");
        }
        fs::create_dir_all(&path).expect("the folder for tests can be written to");
        Folder(path)
    }

    pub fn write(&self, path: &str, contents: impl AsRef<[u8]>) -> &Self {
        let file = self.0.join(path);
        fs::create_dir_all(file.parent().expect("it is in the folder")).expect("as above");
        fs::write(file, contents).expect("as above");
        self
    }

    pub fn articles(&self) -> Articles {
        Archive::open(&self.0).expect("it is there").articles()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Returns the text of a file with the body `body`. Its link is `https://example.org/` followed by
/// `link`.
pub fn clip(link: &str, body: &str) -> String {
    format!("<!--1618495142000-->\n[题目](https://example.org/{link})\n------\n\n{body}")
}

/// Returns the path of an article or of an error.
pub fn path(item: &Result<ArchivedArticle, ArchiveError>) -> String {
    match item {
        Ok(article) => article.path().to_owned(),
        Err(error) => error.path().to_owned(),
    }
}

/// Returns the path and the bytes of each file in a folder, in the order of the file system.
pub fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let (mut files, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("it can be read") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).expect("it is in the folder");
            let name = name.to_str().expect("our names are UTF-8").to_owned();
            files.push((format!("./{name}"), fs::read(path).expect("it can be read")));
        }
    }
    files
}
