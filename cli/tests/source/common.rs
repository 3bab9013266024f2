use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use newsprint::archive::{Articles, Tally};
use zip::write::SimpleFileOptions;

use crate::source::Source;

/// A folder that exists for one test.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("source-{name}"));
        if path.exists() {
            fs::remove_dir_all(&path).expect("what an earlier run left can be removed");
        }
        fs::create_dir_all(&path).expect("the folder for tests can be written to");
        Folder(path)
    }

    /// Writes a file in the folder, and returns its path.
    pub fn write(&self, path: impl AsRef<Path>, contents: impl AsRef<[u8]>) -> PathBuf {
        let file = self.0.join(path);
        fs::create_dir_all(file.parent().expect("it is in the folder")).expect("as above");
        fs::write(&file, contents).expect("as above");
        file
    }

    /// Runs git in a subfolder, without any configuration. Creates the subfolder if it does not
    /// exist.
    pub fn git(&self, folder: &str, arguments: &[&str]) -> String {
        self.git_at(folder, arguments, 1_600_000_000)
    }

    /// Like [`Folder::git`], but commits have the given time.
    pub fn git_at(&self, folder: &str, arguments: &[&str], time: i64) -> String {
        let folder = self.0.join(folder);
        fs::create_dir_all(&folder).expect("as above");
        let date = format!("{time} +0000");
        let output = Command::new("git")
            .current_dir(folder)
            .args(arguments)
            .envs([
                ("GIT_CONFIG_GLOBAL", "/dev/null"),
                ("GIT_CONFIG_SYSTEM", "/dev/null"),
            ])
            .envs([("GIT_AUTHOR_NAME", "a"), ("GIT_COMMITTER_NAME", "a")])
            .envs([
                ("GIT_AUTHOR_EMAIL", "a@example.org"),
                ("GIT_COMMITTER_EMAIL", "a@example.org"),
            ])
            .envs([("GIT_AUTHOR_DATE", &date), ("GIT_COMMITTER_DATE", &date)])
            .output()
            .expect("git is installed");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {arguments:?}: {said}");
        String::from_utf8(output.stdout).expect("it prints UTF-8")
    }

    /// Commits all files of a subfolder. If the subfolder is not a repository, makes it one first.
    pub fn commit_all(&self, folder: &str, time: i64) {
        if !self.0.join(folder).join(".git").exists() {
            self.git(folder, &["init", "--quiet", "--initial-branch=main"]);
        }
        self.git(folder, &["add", "--all"]);
        let commit = ["commit", "--quiet", "--allow-empty", "--message=x"];
        self.git_at(folder, &commit, time);
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub fn clip(number: usize, text: &str) -> String {
    format!(
        "<!--1618495142000-->\n[题目 {number}](https://example.org/{number})\n------\n\n<p>{text}</p>"
    )
}

/// Returns the path of each file, with its text or error.
pub fn rows(articles: Articles) -> (Vec<String>, Tally) {
    let mut articles = articles.ordered(true).report_skipped(true).into_iter();
    let mut rows: Vec<_> = articles
        .by_ref()
        .map(|item| match item {
            Ok(article) => format!("{}: {}", article.path(), article.source()),
            Err(error) => format!("{error} {}", error.is_unexpected()),
        })
        .collect();
    rows.sort();
    (rows, articles.tally())
}

pub fn open(path: &Path) -> Source {
    Source::open(path.as_os_str()).expect("it can be opened")
}

/// Reads an archive. Returns the paths of the articles, and the error messages.
pub fn read(path: &Path) -> (Vec<String>, Vec<String>) {
    let (mut paths, mut messages) = (Vec::new(), Vec::new());
    let articles = open(path).articles().expect("it can be read").ordered(true);
    for item in articles.report_skipped(true) {
        match item {
            Ok(article) => paths.push(article.path().to_owned()),
            Err(error) => messages.push(error.to_string()),
        }
    }
    (paths, messages)
}

/// Returns the message about a source that cannot be opened.
pub fn refused(path: &Path) -> String {
    match Source::open(path.as_os_str()) {
        Ok(_) => panic!("{} was opened", path.display()),
        Err(error) => error.to_string(),
    }
}

/// Makes a zip.
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        let options = SimpleFileOptions::default();
        zip.start_file(*path, options).expect("it is in memory");
        zip.write_all(bytes).expect("as above");
    }
    zip.finish().expect("as above").into_inner()
}

/// Makes a tar.
pub fn tar(files: &[(&[u8], &[u8])]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (path, bytes) in files {
        entry(&mut tar, tar::EntryType::Regular, path, bytes);
    }
    tar.into_inner().expect("it is in memory")
}

/// Appends a file to a tar. The name may be invalid.
pub fn entry(tar: &mut tar::Builder<Vec<u8>>, kind: tar::EntryType, path: &[u8], bytes: &[u8]) {
    if path.len() > 100 {
        let path = [path, b"\0"].concat();
        header(tar, tar::EntryType::GNULongName, b"././@LongLink", &path);
    }
    header(tar, kind, path, bytes);
}

fn header(tar: &mut tar::Builder<Vec<u8>>, kind: tar::EntryType, path: &[u8], bytes: &[u8]) {
    let mut header = tar::Header::new_gnu();
    let gnu = header.as_gnu_mut().expect("it is one");
    // A sparse file has no stored contents here.
    gnu.realsize = *b"00000000000\0";
    let name = &mut gnu.name;
    let len = path.len().min(name.len());
    name[..len].copy_from_slice(&path[..len]);
    header.set_entry_type(kind);
    header.set_mode(0o644);
    header.set_size(bytes.len() as u64);
    header.set_cksum();
    tar.append(&header, bytes).expect("it is in memory");
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(bytes).expect("it is in memory");
    gzip.finish().expect("as above")
}
