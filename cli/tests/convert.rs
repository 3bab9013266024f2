//! `newsprint convert`: what it writes, what it prints, and that nothing half-written has the
//! output's name.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use newsprint::arrow::arrow_array::cast::AsArray;
use newsprint::arrow::arrow_array::{Array, StructArray};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::Value;

const PROGRAM: &str = env!("CARGO_BIN_EXE_newsprint");
const CLIP: &str = "<!--1618495142000-->\n[题目 *一*](https://example.org/1)\n------\n\n\
    <div><i>Thu, 15 Apr 2021 13:23:59 GMT</i></div>\
    <img src=\"https://images.weserv.nl?url=img.example.org/1.jpg\">\
    <p>见<a href=\"/x?a&amp;b\">船期</a></p>";
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
    assert_eq!(clip["published"]["date"], "2021-04-15T13:59:02Z");
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
    assert_eq!(lines[1]["published"], Value::Null);
    assert_eq!(lines[1]["warnings"][0]["kind"], "missing_stamp");
    assert_eq!(lines[1]["warnings"][1]["kind"], "missing_blank_line");
}

#[test]
fn what_a_line_has_is_documented() {
    let folder = Folder::new("documented");
    folder.write("1.md", CLIP);
    assert_eq!(folder.run(&["in", "--to", "jsonl", "out.jsonl"]).0, 0);
    let help = folder.command(&["--help"]).output().expect("it runs");
    let help = String::from_utf8(help.stdout).expect("it speaks UTF-8");
    let words: Vec<_> = help
        .split(|char: char| !(char.is_alphanumeric() || char == '_'))
        .collect();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/json.md");
    let text = fs::read_to_string(path).expect("it is in the repository");
    let (_, section) = text
        .split_once("# The lines of")
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
        let published = batch
            .column_by_name("published")
            .expect("it is in the schema");
        let published = published.as_struct();
        let dates = published.column_by_name("date").expect("it is a field");
        let dates = dates.as_string::<i64>();
        let links = batch.column_by_name("links").expect("it is in the schema");
        for row in 0..batch.num_rows() {
            let line = lines.next().expect("there are as many lines");
            for (name, column) in &columns {
                assert_eq!(line[name], column.value(row), "{name}");
            }
            let date = published.is_valid(row).then(|| dates.value(row));
            assert_eq!(line["published"]["date"].as_str(), date);
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
    assert_eq!(folder.run(&["in", "--to", "jsonl", "out.jsonl"]).0, 0);
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
fn what_is_open_is_no_output() {
    let folder = Folder::new("open");
    folder.write("1.md", CLIP);
    let log = folder.0.join("log");
    fs::write(&log, "mine\n").expect("the folder is ours");
    std::os::unix::fs::symlink("/dev/stdout", folder.0.join("link")).expect("links can be made");
    for out in [
        "/dev/stdout",
        "/dev/fd/1",
        "/proc/self/fd/1",
        "link",
        "/dev/null",
    ] {
        for format in ["jsonl", "parquet", "text"] {
            let log = File::options().append(true).open(&log).expect("it is ours");
            let mut command = folder.command(&["in", "--to", format, out]);
            let output = command.stdout(log).output().expect("it runs");
            assert_eq!(output.status.code(), Some(2), "{out}");
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(said.starts_with(&format!("newsprint: {out}")), "{said}");
        }
    }
    let log = fs::read_to_string(log).expect("it is there");
    assert_eq!(log, "mine\n");
    assert_eq!(folder.names(), ["link", "log"]);
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
        let (status, said) = folder.run(&["in", "--to", format, &link]);
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
        let out = format!("in/out.{format}");
        let (status, said) = folder.run(&["in", "--to", format, &out]);
        assert_eq!(status, 0);
        assert!(said.starts_with("1 files, "), "{said}");
        fs::remove_file(folder.0.join(out)).expect("it is ours");
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
        let arguments = ["in", "--to", "jsonl", "out", "--distinct"];
        let (status, said) = folder.run(&arguments[..4 + usize::from(distinct)]);
        assert_eq!(status, 0, "{said}");
        assert_eq!(folder.lines("out").len(), lines);
        assert!(said.contains("1 of them duplicates\n"), "{said}");
        assert!(said.contains("1   same text, as 4.md and 3.md\n"), "{said}");
        let unexpected = "1 of them where articles are, as articles/5.md\n";
        assert!(said.contains(unexpected), "{said}");
    }
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
