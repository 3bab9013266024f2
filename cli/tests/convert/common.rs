//! Makes folders to convert, and runs the program.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_newsprint");
pub const CLIP: &str = "<!--1618495142000-->\n[题目 *一*](https://example.org/1)\n------\n\n\
    <div><i>Thu, 15 Apr 2021 13:23:59 GMT</i></div>\
    <img src=\"https://images.weserv.nl?url=img.example.org/1.jpg\">\
    <p>见<a href=\"/x?a&amp;b\">船期</a></p>";
pub const POST: &str = "---\nlayout: post\ntitle: \"题 \\\"一\\\"\"\ndate: 2021-04-15T21:59:02+08:00\n\
    author: \"张三: '#\"\nfrom: https://example.org/1\ntags: [ 甲 乙 ]\n---\n\n<p>正文</p><p>版权</p>";
pub const ODD: &str = "[t](https://example.org/2)\n------\n<table>x<tr><td>y<td>z</table>";

/// A folder that exists for one test. The source is its subfolder `in`; the outputs are next to
/// `in`.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("convert-{name}"));
        if path.exists() {
            fs::remove_dir_all(&path).expect("what an earlier run left can be removed");
        }
        fs::create_dir_all(path.join("in")).expect("the folder for tests can be written to");
        Folder(path)
    }

    pub fn write(&self, path: &str, contents: impl AsRef<[u8]>) -> &Self {
        let file = self.0.join("in").join(path);
        fs::create_dir_all(file.parent().expect("it is in the folder")).expect("as above");
        fs::write(file, contents).expect("as above");
        self
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command.current_dir(&self.0).arg("convert").args(arguments);
        command
    }

    /// Runs `convert`. Returns the exit status and the messages.
    pub fn run(&self, arguments: &[&str]) -> (i32, String) {
        let output: Output = self.command(arguments).output().expect("it runs");
        let text = String::from_utf8(output.stderr).expect("it speaks UTF-8");
        (output.status.code().expect("it ends by itself"), text)
    }

    pub fn lines(&self, name: &str) -> Vec<Value> {
        let text = fs::read_to_string(self.0.join(name)).expect("it was written");
        let lines = text.lines().map(serde_json::from_str);
        lines.collect::<Result<_, _>>().expect("each line is JSON")
    }

    /// Returns the names next to `in`, including hidden files.
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).expect("it is there");
        let mut names: Vec<_> = entries
            .map(|entry| {
                entry
                    .expect("as above")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .filter(|name| name != "in")
            .collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Writes so many files that a run takes some time.
pub fn many(folder: &Folder, files: usize) {
    let body = "<p>字</p>".repeat(1_000);
    for number in 0..files {
        folder.write(
            &format!("{}/{number}.md", number % 7),
            format!("{ODD}{body}"),
        );
    }
}
