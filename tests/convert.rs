//! The example `convert`: what it writes, what it says, and that nothing half-written has the
//! output's name.
#![cfg(feature = "cli")]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use arrow_array::cast::AsArray;
use arrow_array::types::TimestampMillisecondType;
use arrow_array::{Array, StructArray};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::Value;

const CLIP: &str = "<!--1618495142000-->\n[题目 *一*](https://example.org/1)\n------\n\n\
    <div><i>Thu, 15 Apr 2021 13:23:59 GMT</i></div>\
    <img src=\"https://images.weserv.nl?url=img.example.org/1.jpg\">\
    <p>见<a href=\"/x?a&amp;b\">船期</a></p>";
const ODD: &str = "[t](https://example.org/2)\n------\n<table>x<tr><td>y<td>z</table>";

/// Returns the program, which `cargo test` builds beside the tests.
fn program() -> PathBuf {
    let test = std::env::current_exe().expect("the test is a file");
    let folder = test.ancestors().nth(2).expect("it lies in deps");
    let name = format!("convert{}", std::env::consts::EXE_SUFFIX);
    let program = folder.join("examples").join(name);
    assert!(
        program.exists(),
        "build the examples: {}",
        program.display()
    );
    program
}

/// A folder that is there for one test: `in`, and what is written beside it.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("convert-{name}"));
        if path.exists() {
            fs::remove_dir_all(&path).expect("what an earlier run left can be removed");
        }
        fs::create_dir_all(path.join("in")).expect("the folder for tests can be written to");
        Folder(path)
    }

    fn write(&self, path: &str, contents: impl AsRef<[u8]>) -> &Self {
        let file = self.0.join("in").join(path);
        fs::create_dir_all(file.parent().expect("it is in the folder")).expect("as above");
        fs::write(file, contents).expect("as above");
        self
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(program());
        command.current_dir(&self.0).args(arguments);
        command
    }

    /// Returns the exit status, and what was said.
    fn run(&self, arguments: &[&str]) -> (i32, String) {
        let output: Output = self.command(arguments).output().expect("it runs");
        let text = String::from_utf8(output.stderr).expect("it speaks UTF-8");
        (output.status.code().expect("it ends by itself"), text)
    }

    fn lines(&self, name: &str) -> Vec<Value> {
        let text = fs::read_to_string(self.0.join(name)).expect("it was written");
        let lines = text.lines().map(serde_json::from_str);
        lines.collect::<Result<_, _>>().expect("each line is JSON")
    }

    /// Returns what is beside `in`, hidden files too.
    fn names(&self) -> Vec<String> {
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

#[test]
fn a_line_an_article() {
    let folder = Folder::new("jsonl");
    folder
        .write("articles/某源/7_题目.md", CLIP)
        .write("b.md", ODD);
    let (status, _) = folder.run(&["in", "--to", "jsonl", "out.jsonl"]);
    assert_eq!(status, 0);
    let lines = folder.lines("out.jsonl");
    assert_eq!(lines.len(), 2);
    let clip = &lines[0];
    assert_eq!(clip["path"], "articles/某源/7_题目.md");
    assert_eq!(clip["source"], "某源");
    assert_eq!(clip["title"], "题目 *一*");
    assert_eq!(clip["link"], "https://example.org/1");
    assert_eq!(clip["timestamp_ms"], 1_618_495_142_000_u64);
    assert_eq!(clip["text"], "Thu, 15 Apr 2021 13:23:59 GMT\n\n见船期");
    assert_eq!(clip["links"][0]["href"], "/x?a&b");
    let image = &clip["images"][0];
    assert_eq!(
        image["src"],
        "https://images.weserv.nl?url=img.example.org/1.jpg"
    );
    assert_eq!(image["original_src"], "http://img.example.org/1.jpg");
    assert_eq!(clip["lane"], "fast");
    assert_eq!(clip["dateline"]["date"], "2021-04-15T13:23:59Z");
    assert_eq!(
        clip["lead_image"]["original_src"],
        "http://img.example.org/1.jpg"
    );
    assert_eq!(clip["blocks"][1]["type"], "paragraph");
    assert_eq!(lines[1]["lane"], "html5ever");
    assert_eq!(lines[1]["text"], "x\ny\tz");
    assert_eq!(lines[1]["timestamp_ms"], Value::Null);
    assert_eq!(lines[1]["warnings"][0]["kind"], "missing_stamp");
    assert_eq!(lines[1]["warnings"][1]["kind"], "missing_blank_line");
}

#[test]
fn every_file_is_in_the_summary() {
    let folder = Folder::new("summary");
    folder
        .write("1.md", CLIP)
        .write("2.md", CLIP)
        .write("README.md", "")
        .write("notes.md", "notes")
        .write("bad.md", b"<!--\xff-->")
        .write("deep.md", format!("{ODD}{}", "<div>".repeat(600)));
    let (status, said) = folder.run(&["in", "--to", "jsonl", "out.jsonl"]);
    assert_eq!(status, 1);
    let counts: BTreeMap<_, _> = said
        .lines()
        .filter_map(|line| line.trim().split_once(' '))
        .map(|(count, what)| (what.trim().to_owned(), count.to_owned()))
        .collect();
    let count = |what: &str| {
        let of_what = counts.iter().find(|(each, _)| each.starts_with(what));
        of_what.map(|(_, count)| count.as_str())
    };
    assert_eq!(count("files, "), Some("6"), "{said}");
    assert_eq!(count("articles"), Some("2"), "{said}");
    assert_eq!(
        count("of them duplicates (1 by link, 1 by text)"),
        Some("1"),
        "{said}"
    );
    assert_eq!(count("skipped"), Some("2"), "{said}");
    assert_eq!(count("broken"), Some("2"), "{said}");
    assert_eq!(count("expected UTF-8"), Some("1"), "{said}");
    assert_eq!(count("expected at most 512 levels"), Some("1"), "{said}");
    assert_eq!(folder.lines("out.jsonl").len(), 2);
    let (_, said) = folder.run(&["in", "--to", "jsonl", "out.jsonl", "--distinct", "--quiet"]);
    assert_eq!(said, "");
    assert_eq!(folder.lines("out.jsonl").len(), 1);
}

#[test]
fn parquet_has_the_values_of_the_lines() {
    let folder = Folder::new("parquet");
    for number in 0..600 {
        folder.write(
            &format!("{number}.md"),
            if number % 2 == 0 { CLIP } else { ODD },
        );
    }
    for (format, out) in [("jsonl", "out.jsonl"), ("parquet", "out.parquet")] {
        assert_eq!(folder.run(&["in", "--to", format, out]).0, 0);
    }
    let file = File::open(folder.0.join("out.parquet")).expect("it was written");
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).expect("it is Parquet");
    assert_eq!(
        reader.schema().fields(),
        newsprint::arrow::schema().fields()
    );
    let mut lines = folder.lines("out.jsonl").into_iter();
    for batch in reader.build().expect("it is Parquet") {
        let batch = batch.expect("it is Parquet");
        let strings = |name: &str| {
            let column = batch.column_by_name(name).expect("it is in the schema");
            column.as_string::<i64>().clone()
        };
        let columns = ["path", "title", "link", "text", "lane"].map(|name| (name, strings(name)));
        let times = batch
            .column_by_name("timestamp")
            .expect("it is in the schema");
        let times = times.as_primitive::<TimestampMillisecondType>();
        let links = batch.column_by_name("links").expect("it is in the schema");
        for row in 0..batch.num_rows() {
            let line = lines.next().expect("there are as many lines");
            for (name, column) in &columns {
                assert_eq!(line[name], column.value(row), "{name}");
            }
            let time = times.is_valid(row).then(|| times.value(row));
            assert_eq!(line["timestamp_ms"].as_i64(), time);
            let links = links.as_list::<i32>().value(row);
            let links: &StructArray = links.as_struct();
            let hrefs = links.column_by_name("href").expect("it is in the schema");
            let hrefs: Vec<_> = hrefs.as_string::<i64>().iter().flatten().collect();
            let expected = line["links"].as_array().expect("it is an array");
            let expected: Vec<_> = expected
                .iter()
                .filter_map(|link| link["href"].as_str())
                .collect();
            assert_eq!(hrefs, expected);
        }
    }
    assert_eq!(lines.next(), None);
}

#[test]
fn a_file_an_article() {
    let folder = Folder::new("files");
    folder
        .write("a/1.md", CLIP)
        .write("2.md", ODD)
        .write("b.md", "");
    assert_eq!(folder.run(&["in", "--to", "markdown", "md"]).0, 1);
    assert_eq!(folder.run(&["in", "--to", "text", "txt"]).0, 1);
    let read = |path: &str| fs::read_to_string(folder.0.join(path)).expect("it was written");
    assert!(
        read("md/a/1.md").starts_with("# [题目 \\*一\\*]"),
        "{}",
        read("md/a/1.md")
    );
    assert_eq!(read("txt/a/1.txt"), "题目 *一*\n\n见船期\n");
    assert_eq!(read("txt/2.txt"), "t\n\nx\n\ny\tz\n");
    assert_eq!(folder.names(), ["md", "txt"]);
    assert!(!folder.0.join("md/b.md").exists());
}

#[test]
fn nothing_of_others_is_overwritten_but_a_file() {
    let folder = Folder::new("others");
    folder.write("1.md", CLIP);
    fs::create_dir(folder.0.join("full")).expect("the folder is ours");
    fs::write(folder.0.join("full/mine.txt"), "mine").expect("the folder is ours");
    let (status, said) = folder.run(&["in", "--to", "text", "full"]);
    assert_eq!(
        (status, said.as_str()),
        (2, "convert: full exists, and is not empty\n")
    );
    let (status, said) = folder.run(&["in", "--to", "markdown", "in/out"]);
    assert_eq!((status, said.as_str()), (2, "convert: in/out lies in in\n"));
    assert_eq!(folder.run(&["nowhere", "--to", "text", "out"]).0, 2);
    assert_eq!(folder.run(&["in", "--to", "text", "no/folder/out"]).0, 2);
    assert_eq!(folder.run(&["in", "out"]).0, 2);
    fs::write(folder.0.join("out.jsonl"), "old").expect("the folder is ours");
    assert_eq!(folder.run(&["in", "--to", "jsonl", "out.jsonl"]).0, 0);
    assert_eq!(folder.lines("out.jsonl").len(), 1);
    assert_eq!(folder.names(), ["full", "out.jsonl"]);
}

/// Writes so many files that a run takes a while.
#[cfg(target_os = "linux")]
fn many(folder: &Folder, files: usize) {
    let body = "<p>字</p>".repeat(1_000);
    for number in 0..files {
        folder.write(
            &format!("{}/{number}.md", number % 7),
            format!("{ODD}{body}"),
        );
    }
}

/// Starts a run, and returns it once its temporary output is there.
#[cfg(target_os = "linux")]
fn start(folder: &Folder, format: &str, out: &str) -> std::process::Child {
    let mut command = folder.command(&["in", "--to", format, out, "--threads", "1"]);
    let child = command.stderr(Stdio::null()).spawn().expect("it runs");
    let part = folder.0.join(format!(".{out}.{}.part", child.id()));
    let started = Instant::now();
    while !part.exists() {
        assert!(
            started.elapsed() < Duration::from_secs(60),
            "nothing happens"
        );
        thread::sleep(Duration::from_millis(1));
    }
    child
}

#[cfg(target_os = "linux")]
#[test]
fn interrupted_it_leaves_nothing() {
    let folder = Folder::new("interrupt");
    many(&folder, 1_500);
    for (format, out) in [("jsonl", "a"), ("parquet", "b"), ("text", "c")] {
        let mut child = start(&folder, format, out);
        let killed = Command::new("kill")
            .args(["-INT", &child.id().to_string()])
            .status();
        assert!(killed.is_ok_and(|status| status.success()), "kill is there");
        let status = child.wait().expect("it is ours");
        assert_eq!(status.code(), Some(130), "{format}");
        assert!(folder.names().is_empty(), "{:?}", folder.names());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn killed_it_leaves_nothing_under_the_name() {
    let folder = Folder::new("kill");
    let files = 150;
    many(&folder, files);
    for (format, out) in [("jsonl", "a"), ("parquet", "b"), ("text", "c")] {
        for wait in [0, 20, 60] {
            let mut child = start(&folder, format, out);
            thread::sleep(Duration::from_millis(wait));
            child.kill().expect("it is ours");
            child.wait().expect("it is ours");
            let names = folder.names();
            let part = format!(".{out}.{}.part", child.id());
            assert!(names == [part] || names == [out], "{names:?}");
            if names == [out] {
                break;
            }
        }
        if !folder.0.join(out).exists() {
            assert_eq!(folder.run(&["in", "--to", format, out]).0, 0);
        }
        // What the killed ones left is gone.
        assert_eq!(folder.names(), [out]);
        if format == "jsonl" {
            assert_eq!(folder.lines(out).len(), files);
        }
        let path = folder.0.join(out);
        if path.is_dir() {
            fs::remove_dir_all(path).expect("it is ours");
        } else {
            fs::remove_file(path).expect("it is ours");
        }
    }
}
