//! `newsprint convert`: what it writes, what it prints, and that nothing half-written has the
//! output's name.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use arrow_array::cast::AsArray;
use arrow_array::types::{Int64Type, UInt32Type};
use arrow_array::{Array, StructArray};
use arrow_schema::{DataType, Field};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::{Value, json};

const PROGRAM: &str = env!("CARGO_BIN_EXE_newsprint");
const CLIP: &str = "<!--1618495142000-->\n[题目 *一*](https://example.org/1)\n------\n\n\
    <div><i>Thu, 15 Apr 2021 13:23:59 GMT</i></div>\
    <img src=\"https://images.weserv.nl?url=img.example.org/1.jpg\">\
    <p>见<a href=\"/x?a&amp;b\">船期</a></p>";
const POST: &str = "---\nlayout: post\ntitle: \"题 \\\"一\\\"\"\ndate: 2021-04-15T21:59:02+08:00\n\
    author: \"张三: '#\"\nfrom: https://example.org/1\ntags: [ 甲 乙 ]\n---\n\n<p>正文</p><p>版权</p>";
const ODD: &str = "[t](https://example.org/2)\n------\n<table>x<tr><td>y<td>z</table>";

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
        let mut command = Command::new(PROGRAM);
        command.current_dir(&self.0).arg("convert").args(arguments);
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
    assert_eq!(clip["published"], "2021-04-15T13:59:02Z");
    assert_eq!(clip["published_from"], "stamp");
    assert_eq!(clip["timestamp_ms"], 1_618_495_142_000_i64);
    assert_eq!(clip["text"], "见船期");
    assert_eq!(
        clip["links"],
        json!([{ "href": "/x?a&b", "text": "船期", "in_aside": false }])
    );
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
    assert_eq!(clip["byline"], Value::Null);
    assert_eq!(clip["tags"], json!([]));
    assert_eq!(lines[1]["lane"], "html5ever");
    assert_eq!(lines[1]["text"], "x\n\ny\tz");
    assert_eq!(lines[1]["published"], Value::Null);
    assert_eq!(lines[1]["warnings"][0]["kind"], "missing_stamp");
    assert_eq!(lines[1]["warnings"][1]["kind"], "missing_blank_line");
}

#[test]
fn what_a_line_has_is_documented() {
    let folder = Folder::new("documented");
    folder.write("1.md", CLIP);
    let arguments = ["in", "--to", "jsonl", "out.jsonl", "--columns", "all"];
    assert_eq!(folder.run(&arguments).0, 0);
    let help = folder.command(&["--help"]).output().expect("it runs");
    let help = String::from_utf8(help.stdout).expect("it speaks UTF-8");
    let words: Vec<_> = help
        .split(|char: char| !(char.is_alphanumeric() || char == '_'))
        .collect();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/json.md");
    let text = fs::read_to_string(path).expect("it is in the repository");
    let (_, section) = text
        .split_once("# The rows of")
        .expect("it has that section");
    let (section, _) = section.split_once("\n# ").expect("another one follows");
    let lines = folder.lines("out.jsonl");
    for name in lines[0].as_object().expect("it is an object").keys() {
        assert!(words.contains(&name.as_str()), "{name}");
        assert!(section.contains(&format!("`{name}`")), "{name}");
    }
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
    assert_eq!(count("of them duplicates"), Some("1"), "{said}");
    assert_eq!(count("same link, as 2.md and 1.md"), Some("1"), "{said}");
    assert_eq!(count("skipped"), Some("2"), "{said}");
    assert_eq!(count("broken"), Some("2"), "{said}");
    assert_eq!(count("expected UTF-8"), Some("1"), "{said}");
    assert_eq!(count("maximum depth of 512 exceeded"), Some("1"), "{said}");
    assert_eq!(folder.lines("out.jsonl").len(), 2);
    let again = ["in", "--to", "jsonl", "out.jsonl", "--force"];
    let (_, said) = folder.run(&[&again[..], &["--distinct", "--quiet"]].concat());
    assert_eq!(said, "");
    assert_eq!(folder.lines("out.jsonl").len(), 1);
}

/// Returns the value of a Parquet file, or of a part of it, as JSON.
fn json_of(array: &dyn Array, row: usize) -> Value {
    if array.is_null(row) {
        return Value::Null;
    }
    match array.data_type() {
        DataType::LargeUtf8 => array.as_string::<i64>().value(row).into(),
        DataType::Int64 => array.as_primitive::<Int64Type>().value(row).into(),
        DataType::UInt32 => array.as_primitive::<UInt32Type>().value(row).into(),
        DataType::Boolean => array.as_boolean().value(row).into(),
        DataType::List(_) => {
            let items = array.as_list::<i32>().value(row);
            (0..items.len()).map(|item| json_of(&items, item)).collect()
        }
        DataType::Struct(fields) => {
            let columns = array.as_struct().columns().iter();
            let named = fields.iter().zip(columns);
            let entry = |(field, column): (&Arc<_>, &Arc<dyn Array>)| {
                let field: &Field = field;
                (field.name().clone(), json_of(column, row))
            };
            Value::Object(named.map(entry).collect())
        }
        other => panic!("no such column is known: {other}"),
    }
}

#[test]
fn all_forms_with_rows_have_the_same_values() {
    let folder = Folder::new("rows");
    for number in 0..600 {
        folder.write(
            &format!("{number}.md"),
            [CLIP, ODD, POST][number % 3].replace("/1", &format!("/{number}")),
        );
    }
    for form in ["jsonl", "csv", "parquet"] {
        let arguments = ["in", "--to", form, form, "--columns", "all"];
        assert_eq!(folder.run(&arguments).0, 0);
    }
    let lines = folder.lines("jsonl");
    let file = File::open(folder.0.join("parquet")).expect("it was written");
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).expect("it is Parquet");
    let mut rows = Vec::new();
    for batch in reader.build().expect("it is Parquet") {
        let batch = StructArray::from(batch.expect("it is Parquet"));
        rows.extend((0..batch.len()).map(|row| json_of(&batch, row)));
    }
    let mut csv = csv::Reader::from_path(folder.0.join("csv")).expect("it was written");
    let records: Vec<BTreeMap<String, String>> = csv
        .deserialize()
        .collect::<Result<_, _>>()
        .expect("each row is as long as the header");
    assert_eq!((lines.len(), rows.len(), records.len()), (600, 600, 600));
    for ((line, row), record) in lines.iter().zip(&rows).zip(&records) {
        let line = line.as_object().expect("it is an object");
        let names: Vec<_> = row.as_object().expect("it is an object").keys().collect();
        assert!(line.keys().eq(names.iter().copied()));
        assert!(line.keys().all(|name| record.contains_key(name)));
        for (name, value) in line {
            let parsed = |text: &str| -> Value { serde_json::from_str(text).expect("it is JSON") };
            match name.as_str() {
                "blocks" => assert_eq!(&parsed(row[name].as_str().expect("it is text")), value),
                _ => assert_eq!(&row[name], value, "{name}"),
            }
            let cell = &record[name];
            match value {
                Value::Null => assert_eq!(cell, "", "{name}"),
                Value::String(text) => assert_eq!(cell, text, "{name}"),
                Value::Number(number) => assert_eq!(cell, &number.to_string(), "{name}"),
                _ => assert_eq!(&parsed(cell), value, "{name}"),
            }
        }
    }
}

#[test]
fn columns_are_those_that_are_wanted() {
    let folder = Folder::new("columns");
    folder.write("1.md", POST);
    let header = |columns: &str| {
        let arguments = ["in", "--to", "csv", "-", "--columns", columns];
        let output = folder.command(&arguments).output().expect("it runs");
        let text = String::from_utf8(output.stdout).expect("it is UTF-8");
        (output.status.code(), text)
    };
    let (status, text) = header("title,path,tags,title");
    assert_eq!(status, Some(0));
    assert_eq!(
        text,
        "title,path,tags\n\"题 \"\"一\"\"\",1.md,\"[\"\"甲\"\",\"\"乙\"\"]\"\n"
    );
    let (_, text) = header("default,html");
    assert!(
        text.starts_with("path,source,") && text.contains(",lane,html\n"),
        "{text}"
    );
    assert_eq!(header("title,no-such").0, Some(2));
    assert_eq!(header("").0, Some(2));
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
        read("md/a/1.md").starts_with("---\ntitle: \"题目 *一*\"\n"),
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
        (2, "newsprint: full exists, and is not empty\n")
    );
    let (status, said) = folder.run(&["in", "--to", "markdown", "in/out"]);
    assert_eq!(
        (status, said.as_str()),
        (2, "newsprint: in/out lies in in\n")
    );
    assert_eq!(folder.run(&["nowhere", "--to", "text", "out"]).0, 2);
    assert_eq!(folder.run(&["in", "--to", "text", "no/folder/out"]).0, 2);
    assert_eq!(folder.run(&["in", "out"]).0, 2);
    fs::write(folder.0.join("out.jsonl"), "old").expect("the folder is ours");
    let arguments = ["in", "--to", "jsonl", "out.jsonl"];
    let (status, said) = folder.run(&arguments);
    let expected = "newsprint: out.jsonl: exists; --force replaces it\n";
    assert_eq!((status, said.as_str()), (2, expected));
    let old = fs::read_to_string(folder.0.join("out.jsonl"));
    assert_eq!(old.expect("it is there"), "old");
    assert_eq!(folder.run(&[&arguments[..], &["--force"]].concat()).0, 0);
    assert_eq!(folder.lines("out.jsonl").len(), 1);
    assert_eq!(folder.names(), ["full", "out.jsonl"]);
}

#[test]
fn names_that_text_cannot_have_are_told() {
    let folder = Folder::new("names");
    let long = format!("{}.md", "n".repeat(252));
    folder
        .write("a.md", CLIP)
        .write("b.MD", ODD)
        .write("c/a.md", ODD)
        .write("d.txt/1.md", ODD)
        .write("d.md", CLIP)
        .write(&long, CLIP);
    // Where letters of either case are the same, this is `a.md` again.
    let has_case = !folder.0.join("in/A.MD").exists();
    if has_case {
        folder.write("a.MD", ODD);
    }
    let (status, said) = folder.run(&["in", "--to", "text", "txt", "--threads", "1"]);
    assert_eq!(status, 1, "{said}");
    let read = |path: &str| fs::read_to_string(folder.0.join(path)).expect("it was written");
    assert!(read("txt/a.txt").starts_with("题目"));
    assert!(read("txt/b.MD.txt").starts_with("t\n"));
    assert!(read("txt/c/a.txt").starts_with("t\n"));
    if has_case {
        assert!(read("txt/a.MD.txt").starts_with("t\n"));
    }
    assert!(said.contains("cannot be written"), "{said}");
    assert!(said.contains(&long), "{said}");
    // One of both that want the name `d.txt` has it.
    assert!(said.contains("2 broken"), "{said}");
    let (status, said) = folder.run(&["in", "--to", "markdown", "md"]);
    assert_eq!(status, 0, "{said}");
}

#[cfg(target_os = "linux")]
#[test]
fn standard_output_has_many_names() {
    let folder = Folder::new("open");
    folder.write("1.md", CLIP);
    assert_eq!(folder.run(&["in", "--to", "jsonl", "lines"]).0, 0);
    let lines = fs::read_to_string(folder.0.join("lines")).expect("it was written");
    std::os::unix::fs::symlink("/dev/stdout", folder.0.join("link")).expect("links can be made");
    for out in ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "link"] {
        // A log that is appended to keeps what it has.
        let path = folder.0.join("log");
        fs::write(&path, "mine\n").expect("the folder is ours");
        let log = File::options()
            .append(true)
            .open(&path)
            .expect("it is ours");
        let mut command = folder.command(&["in", "--to", "jsonl", out]);
        let output = command.stdout(log).output().expect("it runs");
        assert_eq!(output.status.code(), Some(0), "{out}");
        let log = fs::read_to_string(&path).expect("it is there");
        assert_eq!(log, format!("mine\n{lines}"), "{out}");
        fs::remove_file(&path).expect("it is ours");
        let (status, said) = folder.run(&["in", "--to", "text", out]);
        assert_eq!(status, 2, "{out}");
        assert!(
            said.starts_with(&format!("newsprint: {out}: expected")),
            "{said}"
        );
    }
    for form in ["jsonl", "csv", "parquet"] {
        assert_eq!(folder.run(&["in", "--to", form, "/dev/null"]).0, 0);
        let (status, said) = folder.run(&["in", "--to", form, "/dev/full"]);
        assert_eq!(status, 2);
        assert!(
            said.starts_with("newsprint: /dev/full: No space left"),
            "{said}"
        );
        let (status, said) = folder.run(&["in", "--to", form, "/sys/out"]);
        assert_eq!(status, 2);
        assert!(said.starts_with("newsprint: /sys/out: "), "{said}");
    }
    assert_eq!(folder.names(), ["lines", "link"]);
}

#[cfg(unix)]
#[test]
fn pipes_get_the_lines() {
    let folder = Folder::new("pipes");
    many(&folder, 20);
    assert_eq!(folder.run(&["in", "--to", "jsonl", "lines"]).0, 0);
    let lines = fs::read(folder.0.join("lines")).expect("it was written");
    let fifo = folder.0.join("fifo");
    let made = Command::new("mkfifo").arg(&fifo).status();
    assert!(made.is_ok_and(|status| status.success()), "mkfifo is there");
    let reader = thread::spawn(move || fs::read(fifo));
    assert_eq!(folder.run(&["in", "--to", "jsonl", "fifo"]).0, 0);
    let read = reader.join().expect("it ends");
    assert_eq!(read.expect("it is a pipe"), lines);
    assert_eq!(folder.names(), ["fifo", "lines"]);
    // Who stops reading gets no error.
    for form in ["jsonl", "csv", "parquet"] {
        let mut child = folder.command(&["in", "--to", form, "-"]);
        child.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = child.spawn().expect("it runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(output.status.code(), Some(0), "{form}");
        assert!(output.stderr.is_empty(), "{form}");
    }
}

#[test]
fn the_ending_of_the_name_compresses() {
    use std::io::Read;

    let folder = Folder::new("compressed");
    folder.write("1.md", CLIP).write("2.md", ODD);
    for form in ["jsonl", "csv"] {
        for ending in ["", ".gz", ".zst"] {
            let out = format!("out.{form}{ending}");
            assert_eq!(folder.run(&["in", "--to", form, &out]).0, 0);
        }
        let open = |ending| File::open(folder.0.join(format!("out.{form}{ending}")));
        let (mut plain, mut gzip) = (String::new(), String::new());
        let mut file = open("").expect("it was written");
        file.read_to_string(&mut plain).expect("it is UTF-8");
        let file = open(".gz").expect("it was written");
        let mut file = flate2::read::GzDecoder::new(file);
        file.read_to_string(&mut gzip).expect("it is gzip");
        let zstd = zstd::decode_all(open(".zst").expect("it was written"));
        assert_eq!(gzip, plain);
        assert_eq!(zstd.expect("it is Zstandard"), plain.as_bytes());
    }
}

#[test]
fn inputs_are_no_output() {
    let folder = Folder::new("inputs");
    folder.write("1.md", CLIP).write("a/2.MD", ODD);
    for out in ["in/1.md", "in/a/2.MD"] {
        let (status, said) = folder.run(&["in", "--to", "jsonl", out, "--force"]);
        let expected = format!("newsprint: {out}: is a file of the source, and is not replaced\n");
        assert_eq!((status, said), (2, expected));
    }
    let rejects = [
        "in",
        "--to",
        "jsonl",
        "out",
        "--rejects",
        "in/1.md",
        "--force",
    ];
    assert_eq!(folder.run(&rejects).0, 2);
    let clip = fs::read_to_string(folder.0.join("in/1.md")).expect("it is there");
    assert_eq!(clip, CLIP);
    assert!(folder.names().is_empty(), "{:?}", folder.names());
}

#[test]
fn options_that_do_not_go_together_are_told() {
    let folder = Folder::new("together");
    folder.write("1.md", CLIP);
    for arguments in [
        &["text", "out", "--columns", "title"][..],
        &["parquet", "out.gz"],
        &["jsonl", "out", "--rejects", "out"],
    ] {
        let (status, said) = folder.run(&[&["in", "--to"], arguments].concat());
        assert_eq!(status, 2, "{arguments:?}");
        assert!(said.starts_with("newsprint: expected "), "{said}");
    }
    assert!(folder.names().is_empty(), "{:?}", folder.names());
}

#[test]
fn names_may_be_as_long_as_they_can() {
    let folder = Folder::new("long");
    folder.write("1.md", CLIP);
    for (form, out) in [("jsonl", "n".repeat(255)), ("text", "字".repeat(85))] {
        let (status, said) = folder.run(&["in", "--to", form, &out]);
        assert_eq!(status, 0, "{said}");
        assert!(folder.0.join(out).exists());
    }
    assert_eq!(folder.names().len(), 2);
}

#[test]
fn rejects_are_listed_with_reasons() {
    let folder = Folder::new("rejects");
    folder
        .write("1.md", CLIP)
        .write("2.md", CLIP)
        .write("README.md", "")
        .write("bad.md", b"<!--\xff-->");
    let arguments = ["in", "--to", "jsonl", "out", "--rejects", "rejects"];
    let (status, said) = folder.run(&[&arguments[..], &["--distinct", "-v"]].concat());
    assert_eq!(status, 1);
    let expected = [
        json!({ "path": "2.md", "kind": "duplicate", "message": "same link", "of": "1.md" }),
        json!({ "path": "README.md", "kind": "skipped", "message": "a README", "of": null }),
        json!({
            "path": "bad.md",
            "kind": "broken",
            "message": "expected UTF-8, found an invalid byte at line 1, column 5",
            "of": null,
        }),
    ];
    assert_eq!(folder.lines("rejects"), expected);
    for line in [
        "newsprint: 2.md: duplicate of 1.md: same link\n",
        "newsprint: README.md: skipped: a README\n",
        "newsprint: bad.md: expected UTF-8",
    ] {
        assert!(said.contains(line), "{said}");
    }
    assert_eq!(folder.lines("out").len(), 1);
}

#[test]
fn duplicates_may_be_those_by_link_or_by_text() {
    let folder = Folder::new("distinct");
    let source = |link: u8, text: &str| {
        format!("<!--1618495142000-->\n[t](https://example.org/{link})\n------\n\n<p>{text}</p>")
    };
    folder
        .write("1.md", source(1, "one"))
        .write("2.md", source(2, "one"))
        .write("3.md", source(2, "three"))
        .write("4.md", source(1, "four"));
    for (distinct, expected) in [
        ("--distinct", &["1.md", "3.md"][..]),
        ("--distinct=any", &["1.md", "3.md"]),
        ("--distinct=link", &["1.md", "2.md"]),
        ("--distinct=text", &["1.md", "3.md", "4.md"]),
    ] {
        assert_eq!(
            folder
                .run(&["in", "--to", "jsonl", "out", distinct, "--force"])
                .0,
            0
        );
        let lines = folder.lines("out");
        let paths: Vec<_> = lines
            .iter()
            .filter_map(|line| line["path"].as_str())
            .collect();
        assert_eq!(paths, expected, "{distinct}");
    }
}

#[test]
fn filters_leave_out() {
    let folder = Folder::new("filters");
    folder
        .write("articles/甲/1.md", CLIP)
        .write(
            "_posts/2.md",
            POST.replace("example.org", "news.example.com"),
        )
        .write("3.md", ODD)
        .write("articles/bad.md", "");
    fs::write(folder.0.join("list"), "in/3.md\n./_posts/2.md\n").expect("the folder is ours");
    for (filter, expected) in [
        (
            &["--since", "2021"][..],
            &["_posts/2.md", "articles/甲/1.md"][..],
        ),
        (&["--since", "2021-04-16"], &[]),
        (
            &["--until", "2021-04"],
            &["_posts/2.md", "articles/甲/1.md"],
        ),
        (&["--until", "2021-03"], &[]),
        (&["--host", "Example.com"], &["_posts/2.md"]),
        (&["--host", "ample.org"], &[]),
        (
            &["--host", "example.com", "--host", "example.org"],
            &["3.md", "_posts/2.md", "articles/甲/1.md"],
        ),
        (&["--author", "张三"], &["_posts/2.md"]),
        (&["--glob", "articles/**"], &["articles/甲/1.md"]),
        (&["--glob", "[23].md"], &["3.md", "_posts/2.md"]),
        (&["--files-from", "list"], &["3.md", "_posts/2.md"]),
        (
            &["--files-from", "list", "--since", "2021"],
            &["_posts/2.md"],
        ),
    ] {
        let arguments = ["in", "--to", "jsonl", "out", "--force"];
        let (status, said) = folder.run(&[&arguments[..], filter].concat());
        // The broken file has no date, but a path.
        let is_by_path = ["--glob", "--files-from"].contains(&filter[0]);
        let is_there = !is_by_path || filter[1] == "articles/**";
        assert_eq!(status, i32::from(is_there), "{filter:?}");
        let lines = folder.lines("out");
        let paths: Vec<_> = lines
            .iter()
            .filter_map(|line| line["path"].as_str())
            .collect();
        assert_eq!(paths, expected, "{filter:?}");
        assert!(said.contains(" left out by filters\n"), "{said}");
    }
    for wrong in ["21", "2021-13", "2021-02-30", "yesterday"] {
        assert_eq!(
            folder
                .run(&["in", "--to", "jsonl", "out", "--since", wrong])
                .0,
            2
        );
    }
}

#[test]
fn front_matter_is_yaml() {
    let folder = Folder::new("yaml");
    folder.write("articles/某源/1.md", POST);
    assert_eq!(folder.run(&["in", "--to", "markdown", "md"]).0, 0);
    let path = folder.0.join("md/articles/某源/1.md");
    let text = fs::read_to_string(path).expect("it was written");
    let expected = "---\n\
        title: \"题 \\\"一\\\"\"\n\
        date: 2021-04-15T21:59:02+08:00\n\
        author: \"张三: '#\"\n\
        tags: [\"甲\", \"乙\"]\n\
        source: \"某源\"\n\
        link: \"https://example.org/1\"\n\
        ---\n\n正文\n\n版权\n";
    assert_eq!(text, expected);
}

#[test]
fn html_is_a_page_an_article() {
    let folder = Folder::new("html");
    folder.write("1.md", CLIP.replace("题目 *一*", "<题> & \"一\""));
    assert_eq!(folder.run(&["in", "--to", "html", "html"]).0, 0);
    let path = folder.0.join("html/1.html");
    let text = fs::read_to_string(path).expect("it was written");
    assert!(text.starts_with("<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">"));
    assert!(
        text.contains("<title>&lt;题> &amp; \"一\"</title>"),
        "{text}"
    );
    assert!(text.contains("船期"), "{text}");
}

#[cfg(unix)]
#[test]
fn output_goes_where_links_lead() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = Folder::new("links");
    folder.write("1.md", CLIP);
    let path = |name: &str| folder.0.join(name);
    fs::create_dir_all(path("other/empty")).expect("the folder is ours");
    fs::write(path("other/old"), "old").expect("the folder is ours");
    let mode = fs::Permissions::from_mode(0o640);
    fs::set_permissions(path("other/old"), mode).expect("it is ours");
    for name in ["old", "new", "empty", "fresh"] {
        let link = path(&format!("to_{name}"));
        symlink(format!("other/{name}"), link).expect("links can be made");
    }
    symlink("to_itself", path("to_itself")).expect("links can be made");
    for (format, name) in [
        ("jsonl", "old"),
        ("jsonl", "new"),
        ("text", "empty"),
        ("text", "fresh"),
    ] {
        let link = format!("to_{name}");
        let (status, said) = folder.run(&["in", "--to", format, &link, "--force"]);
        assert_eq!(status, 0, "{said}");
        assert!(path(&link).is_symlink(), "{name}");
        let written = path("other").join(name);
        let found = written.metadata().expect("it was written");
        assert_eq!(found.is_dir(), format == "text", "{name}");
    }
    assert!(path("other/empty/1.txt").exists());
    let mode = path("other/old").metadata().expect("it is there");
    assert_eq!(mode.permissions().mode() & 0o777, 0o640);
    let (status, said) = folder.run(&["in", "--to", "jsonl", "to_itself"]);
    assert_eq!(status, 2);
    assert!(said.starts_with("newsprint: to_itself: "), "{said}");
}

#[cfg(target_os = "linux")]
#[test]
fn mount_points_are_no_output() {
    let folder = Folder::new("mount");
    folder.write("1.md", CLIP);
    // An empty folder on every Linux that mounts anything there.
    let mounts = fs::read_to_string("/proc/mounts").expect("Linux has it");
    let is_empty = |path: &&str| fs::read_dir(path).is_ok_and(|mut all| all.next().is_none());
    let mut points = mounts.lines().filter_map(|line| line.split(' ').nth(1));
    let Some(point) = points.find(|path| !path.starts_with("/proc") && is_empty(path)) else {
        eprintln!("skipped: no empty mount point");
        return;
    };
    let (status, said) = folder.run(&["in", "--to", "text", point]);
    assert_eq!(status, 2);
    assert!(said.starts_with(&format!("newsprint: {point}")), "{said}");
}

#[cfg(target_os = "linux")]
#[test]
fn parts_of_others_stay() {
    let folder = Folder::new("parts");
    folder.write("1.md", CLIP);
    let own = part(&folder, "out", std::process::id());
    let dead = part(&folder, "out", u32::MAX);
    let elsewhere = folder.0.join(".out.1.1.part");
    for path in [&own, &dead, &elsewhere] {
        fs::write(path, "").expect("the folder is ours");
    }
    assert_eq!(folder.run(&["in", "--to", "text", "out"]).0, 0);
    assert!(own.exists() && elsewhere.exists() && !dead.exists());
    assert_eq!(folder.names().len(), 3);
}

/// Runs it by a shell whose process becomes it, so that the shell knows the process's number.
#[cfg(target_os = "linux")]
fn run_with_part(folder: &Folder, make: &str, format: &str) -> (i32, String) {
    let namespace = part(folder, "out", 0);
    let part = namespace.to_string_lossy().replace(".0.part", ".$$.part");
    let script = format!("part=\"{part}\"; {make}; exec \"$0\" convert in --to {format} out");
    let mut command = Command::new("sh");
    let command = command.current_dir(&folder.0).args(["-c", &script]);
    let output = command.arg(PROGRAM).output().expect("there is a shell");
    let said = String::from_utf8(output.stderr).expect("it speaks UTF-8");
    (output.status.code().expect("it ends by itself"), said)
}

#[cfg(target_os = "linux")]
#[test]
fn what_an_earlier_process_of_the_same_number_left_is_no_hindrance() {
    let folder = Folder::new("number");
    folder.write("1.md", CLIP);
    fs::write(folder.0.join("mine"), "mine").expect("the folder is ours");
    for format in ["jsonl", "text"] {
        for make in [
            "echo left > \"$part\"",
            "mkdir -p \"$part/a\"",
            "ln -s mine \"$part\"",
        ] {
            let (status, said) = run_with_part(&folder, make, format);
            assert_eq!(status, 0, "{make}: {said}");
            assert_eq!(folder.names(), ["mine", "out"]);
            let out = folder.0.join("out");
            let removed = match format {
                "text" => fs::remove_dir_all(out),
                _ => fs::remove_file(out),
            };
            removed.expect("it is ours");
        }
    }
    let mine = fs::read_to_string(folder.0.join("mine")).expect("it is there");
    assert_eq!(mine, "mine");
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_cannot_grow_is_named() {
    let folder = Folder::new("grow");
    folder.write("1.md", format!("{CLIP}{}", "<p>字".repeat(5_000)));
    for (format, named) in [("jsonl", "out"), ("parquet", "out"), ("text", "out/1.txt")] {
        // A disk that is full, in small.
        let script = format!("ulimit -f 1; trap '' XFSZ; exec \"$0\" convert in --to {format} out");
        let mut command = Command::new("sh");
        let command = command.current_dir(&folder.0).args(["-c", &script]);
        let output = command.arg(PROGRAM).output().expect("there is a shell");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{format}: {said}");
        assert!(said.starts_with(&format!("newsprint: {named}: ")), "{said}");
        assert!(folder.names().is_empty(), "{:?}", folder.names());
    }
}

#[test]
fn its_own_output_is_not_counted() {
    let folder = Folder::new("own");
    folder.write("1.md", CLIP);
    for format in ["jsonl", "parquet"] {
        let (out, rejects) = (format!("in/out.{format}"), "in/rejects.jsonl");
        let (status, said) = folder.run(&["in", "--to", format, &out, "--rejects", rejects]);
        assert_eq!(status, 0);
        assert!(said.starts_with("1 files, "), "{said}");
        assert!(folder.lines(rejects).is_empty());
        for path in [&out, rejects] {
            fs::remove_file(folder.0.join(path)).expect("it is ours");
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_said_changes_nothing() {
    let folder = Folder::new("full");
    folder.write("1.md", CLIP);
    let full = || File::options().write(true).open("/dev/full");
    for (arguments, expected) in [
        (&["in", "--to", "jsonl", "out"][..], 0),
        (&["in", "--to", "jsonl", "no/folder/out"], 2),
        (&["in"], 2),
        (&["--help"], 2),
    ] {
        let mut command = folder.command(arguments);
        command.stdout(full().expect("Linux has it"));
        command.stderr(full().expect("Linux has it"));
        let status = command.status().expect("it runs");
        assert_eq!(status.code(), Some(expected), "{arguments:?}");
    }
    assert_eq!(folder.lines("out").len(), 1);
}

#[cfg(unix)]
#[test]
fn what_is_said_cannot_command_the_terminal() {
    let folder = Folder::new("terminal");
    folder.write("x\x1b[2J\nfiles 7 broken.md", "");
    let (status, said) = folder.run(&["in", "--to", "jsonl", "out.jsonl"]);
    assert_eq!(status, 1);
    assert!(said.contains("as x?[2J?files 7 broken.md\n"), "{said}");
    let (status, said) = folder.run(&["no\x1b[2J", "--to", "jsonl", "out.jsonl"]);
    assert_eq!(status, 2);
    assert!(said.starts_with("newsprint: no?[2J: "), "{said}");
    let (status, said) = folder.run(&["--no\x1b[2J"]);
    assert_eq!(status, 2);
    assert!(!said.contains('\x1b'), "{said}");
}

#[test]
fn what_is_left_out_leaves_out_nothing() {
    let folder = Folder::new("left-out");
    let source = |link: u8, text: &str| {
        format!("<!--1618495142000-->\n[t](https://example.org/{link})\n------\n\n<p>{text}</p>")
    };
    folder
        .write("1.md", source(1, "one"))
        .write("2.md", source(1, "two"))
        .write("3.md", source(2, "two"))
        .write("4.md", source(2, "three"));
    assert_eq!(
        folder.run(&["in", "--to", "jsonl", "out", "--distinct"]).0,
        0
    );
    let lines = folder.lines("out");
    let paths: Vec<_> = lines.iter().map(|line| line["path"].as_str()).collect();
    assert_eq!(paths, [Some("1.md"), Some("3.md")]);
}

#[test]
fn boilerplate_leaves_out_nothing() {
    let folder = Folder::new("boilerplate");
    let source = |number: usize, title: &str, text: &str| {
        format!(
            "<!--1618495142000-->\n[{title}](https://example.org/{number})\n------\n\n<p>{text}</p>"
        )
    };
    let series = "每晚八点，渡轮与灯塔。".repeat(20);
    let news = "夜间渡轮今晚首航，码头加开三班。".repeat(20);
    for (number, title) in ["渡轮首航", "灯塔翻新", "鱼市搬迁"].iter().enumerate() {
        folder.write(&format!("{number}.md"), source(number, title, &series));
    }
    folder
        .write("3.md", source(3, "首航", &news))
        .write("4.md", source(4, "【转载】首航", &news))
        .write("articles/5.md", "cut off");
    for (distinct, lines) in [(false, 5), (true, 4)] {
        let arguments = ["in", "--to", "jsonl", "out", "--force", "--distinct"];
        let (status, said) = folder.run(&arguments[..5 + usize::from(distinct)]);
        assert_eq!(status, 0, "{said}");
        assert_eq!(folder.lines("out").len(), lines);
        assert!(said.contains("1 of them duplicates\n"), "{said}");
        assert!(said.contains("1   same text, as 4.md and 3.md\n"), "{said}");
        let unexpected = "1 of them where articles are, as articles/5.md\n";
        assert!(said.contains(unexpected), "{said}");
    }
}

/// Writes so many files that a run takes a while.
fn many(folder: &Folder, files: usize) {
    let body = "<p>字</p>".repeat(1_000);
    for number in 0..files {
        folder.write(
            &format!("{}/{number}.md", number % 7),
            format!("{ODD}{body}"),
        );
    }
}

/// Returns the temporary path of a process of the tests' own namespace.
#[cfg(target_os = "linux")]
fn part(folder: &Folder, out: &str, process: u32) -> PathBuf {
    let namespace = fs::read_link("/proc/self/ns/pid").expect("Linux has it");
    let namespace = namespace.to_string_lossy();
    let digits = namespace.trim_matches(|char: char| !char.is_ascii_digit());
    folder.0.join(format!(".{out}.{digits}.{process}.part"))
}

/// Starts a run, and returns it once its temporary output is there.
#[cfg(target_os = "linux")]
fn start(folder: &Folder, format: &str, out: &str) -> std::process::Child {
    let mut command = folder.command(&["in", "--to", format, out, "--threads", "1"]);
    let child = command.stderr(Stdio::null()).spawn().expect("it runs");
    let part = part(folder, out, child.id());
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
            let part = part(&folder, out, child.id());
            let part = part.file_name().expect("it has one").to_string_lossy();
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

#[test]
fn what_some_readers_take_for_a_line_end_is_escaped() {
    let folder = Folder::new("line-ends");
    let clip = "<!--1618495142000-->\n[甲\u{2028}乙](https://e.org/)\n------\n\n<p>一\u{2028}二\u{2029}三\u{85}四“</p>";
    folder.write("a.md", clip).write("b.md", CLIP);
    assert_eq!(folder.run(&["in", "--to", "jsonl", "out.jsonl"]).0, 0);
    let text = fs::read_to_string(folder.0.join("out.jsonl")).expect("it was written");
    assert!(!text.contains(['\u{2028}', '\u{2029}', '\u{85}']));
    let lines = folder.lines("out.jsonl");
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["title"], "甲\u{2028}乙");
    assert_eq!(lines[0]["text"], "一\u{2028}二\u{2029}三\u{85}四“");
}
