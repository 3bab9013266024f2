//! Runs the short examples, and checks their output for files written by hand, and for a typo.

#[path = "common/example.rs"]
mod example;
#[path = "common/folder.rs"]
#[allow(dead_code, reason = "not all of it is needed here")]
mod folder;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::thread;

use folder::{Folder, clip};
use newsprint::Article;

/// An article of a publisher for which the library has no rules.
const FERRY: &str = r#"<!--1700000000000-->
[夜间渡轮今晚首航](https://harbour.example/a/1.html)
------

<p class="writer">阿海</p>
<img src='https://thumbs.example/?of=https%3A%2F%2Fharbour.example%2Fferry.jpg'><p class="legend">“晨星号”驶离码头。</p>
<p>末班船延至<b>凌晨</b>两点 &amp; 首班船不变，见<a href="../when.html?line=N1&amp;lang=zh">船期</a>或<a href=https://ferry.example/[N1]>地图</a>。</p>
<img src="https://images.weserv.nl?url=img.example.org/map.jpg&amp;w=600" alt='地图'>
<p>订阅港城通讯，每天一封。</p>
"#;

/// Returns a folder with two articles, a broken file, and a file that is not an article.
fn archive(name: &str) -> (Folder, String) {
    let folder = Folder::new(name);
    folder
        .write("articles/harbour/1_夜间渡轮.md", FERRY)
        .write(
            "articles/harbour/2.md",
            clip("2", "<p>记者：某甲</p><p>正文</p>"),
        )
        .write("articles/harbour/3.md", "<!--1618495142000-->\n[cut")
        .write("README.md", "# Archive");
    let path = folder.0.to_str().expect("a UTF-8 path").to_owned();
    (folder, path)
}

/// Runs an example, which finds one broken file in the archive. Returns its output.
fn run(name: &str, arguments: &[&str]) -> String {
    let (status, out, err) = example::run(&format!("examples/{name}.rs"), arguments);
    assert_eq!(status, 1, "{err}");
    let errors: Vec<_> = err.lines().collect();
    assert_eq!(errors.len(), 2, "{err}");
    assert!(
        errors[0].starts_with("articles/harbour/3.md: expected "),
        "{err}"
    );
    assert_eq!(errors[1], "1 file could not be read as an article");
    out
}

#[test]
fn corpus_has_a_line_of_json_for_each_article() {
    let (_folder, path) = archive("corpus");
    let out = run("corpus", &[&path]);
    let lines = out
        .lines()
        .map(|line| serde_json::from_str(line).expect("it is JSON"));
    let lines: Vec<serde_json::Value> = lines.collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["path"], "articles/harbour/1_夜间渡轮.md");
    assert_eq!(lines[0]["title"], "夜间渡轮今晚首航");
    assert_eq!(lines[0]["date"], "2023-11-14T22:13:20Z");
    assert_eq!(lines[1]["authors"], serde_json::json!(["某甲"]));
    assert_eq!(lines[1]["text"], "正文");
}

#[test]
fn links_are_printed_with_their_place_and_kind() {
    let (_folder, path) = archive("links");
    let out = run("links", &[&path]);
    let expected = [
        (
            "https://thumbs",
            "absolute: https://thumbs.example/?of=https%3A%2F%2Fharbour.example%2Fferry.jpg",
        ),
        (
            "../when",
            "relative: https://harbour.example/when.html?line=N1&lang=zh",
        ),
        (
            "https://ferry",
            "malformed: \"https://ferry.example/[N1]\": unexpected character at index 22",
        ),
        ("https://images", "proxied: http://img.example.org/map.jpg"),
    ];
    let lines: Vec<_> = out.lines().collect();
    assert_eq!(lines.len(), expected.len(), "{out}");
    for (line, (start, told)) in lines.iter().zip(expected) {
        let (place, found) = line.split_once(": ").expect("it begins with the place");
        assert_eq!(found, told);
        let mut numbers = place.rsplit(':').map(|number| number.parse::<usize>());
        let mut number = || numbers.next().expect("two numbers").expect("a number") - 1;
        let (column, line) = (number(), number());
        let line = FERRY.lines().nth(line).expect("there is such a line");
        let rest: String = line.chars().skip(column).collect();
        assert!(rest.starts_with(start), "{place}: {rest}");
    }
}

#[test]
fn find_prints_the_bytes_of_a_phrase_and_the_paragraph_around_it() {
    let (_folder, path) = archive("find");
    let text = "末班船延至凌晨两点 & 首班船不变，见船期或地图。";
    for (phrase, bytes) in [
        ("凌晨两点", "凌晨</b>两点"),
        ("点 & 首", "点 &amp; 首"),
        ("末班船", "末班船"),
    ] {
        let out = run("find", &[phrase, &path]);
        let start = FERRY.find(bytes).expect("it is in the file");
        let span = format!("{start}..{}", start + bytes.len());
        let lines: Vec<_> = out.lines().collect();
        assert_eq!(lines.len(), 2, "{out}");
        assert!(
            lines[0].starts_with("articles/harbour/1_夜间渡轮.md:7:"),
            "{out}"
        );
        assert!(lines[0].ends_with(&format!(": {span} {bytes:?}")), "{out}");
        assert_eq!(lines[1], format!("    {text:?}"));
    }
    assert_eq!(run("find", &["没有", &path]), "");
    let (status, out, err) = example::run("examples/find.rs", &["", &path]);
    assert_eq!((status, out.as_str()), (1, ""));
    assert_eq!(err, "expected a phrase, found an empty argument\n");
}

#[test]
fn rewrite_changes_the_urls_of_images_and_no_other_byte() {
    let (folder, path) = archive("rewrite");
    let copies = folder.0.join("copies");
    let copies_path = copies.to_str().expect("a UTF-8 path");
    let out = run("rewrite", &[&path, copies_path]);
    assert!(
        out.lines()
            .next()
            .is_some_and(|line| line.ends_with("夜间渡轮.md: 1 changed")),
        "{out}"
    );
    let copy = |name: &str| fs::read_to_string(copies.join(name)).expect("it was written");
    let proxied = "https://images.weserv.nl?url=img.example.org/map.jpg&amp;w=600";
    let expected = FERRY.replace(proxied, "http://img.example.org/map.jpg");
    assert_eq!(copy("articles/harbour/1_夜间渡轮.md"), expected);
    assert_eq!(
        copy("articles/harbour/2.md"),
        clip("2", "<p>记者：某甲</p><p>正文</p>")
    );
    // Existing files are never overwritten.
    let (status, _, err) = example::run("examples/rewrite.rs", &[&path, &path]);
    assert_eq!(status, 1);
    assert!(
        err.contains("夜间渡轮.md: ") && err.contains("exists"),
        "{err}"
    );
    let kept = fs::read_to_string(folder.0.join("articles/harbour/1_夜间渡轮.md"));
    assert_eq!(kept.expect("it is there"), FERRY);
}

#[test]
fn rules_find_the_parts_of_an_unknown_publisher() {
    let (_folder, path) = archive("rules");
    let out = run("rules", &[&path]);
    assert_eq!(
        out,
        "articles/harbour/1_夜间渡轮.md: \"夜间渡轮今晚首航\"\n\
        \x20 byline: \"阿海\"\n\
        \x20 image: https://harbour.example/ferry.jpg \"“晨星号”驶离码头。\"\n\
        \x20 image: http://img.example.org/map.jpg \"\"\n\
        \x20 promotion (letter): \"订阅港城通讯，每天一封。\"\n\
        \x20 text: \"“晨星号”驶离码头。\\n\\n末班船延至凌晨两点 & 首班船不变，见船期或地图。\"\n\
        articles/harbour/2.md: \"题目\"\n\
        \x20 byline: \"记者：某甲\"\n\
        \x20 text: \"正文\"\n"
    );
}

/// A service that ends with the test.
struct Service(Child);

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn share_answers_from_many_threads_at_once() {
    let folder = Folder::new("share");
    let clips = [clip("1", "<p>一</p>"), FERRY.to_owned()];
    folder.write("1.md", &clips[0]).write("2.md", &clips[1]);
    // The other articles are served.
    folder.write("3.md", "<!--1618495142000-->\n[cut");
    let mut command = example::command("examples/share.rs");
    command
        .arg(&folder.0)
        .arg("127.0.0.1:0")
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut service = Service(command.spawn().expect("it can be run"));
    let mut url = String::new();
    let out = service.0.stdout.take().expect("it is piped");
    BufReader::new(out)
        .read_line(&mut url)
        .expect("it prints its URL");
    let address = url
        .trim()
        .strip_prefix("http://")
        .and_then(|url| url.strip_suffix("/0"));
    let address = address.expect("it is a URL");
    let get = |path: &str| {
        let mut stream = TcpStream::connect(address).expect("it listens");
        let request = format!("GET /{path} HTTP/1.1\r\nHost: {address}\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("it reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers");
        let (head, page) = answer.split_once("\r\n\r\n").expect("it has headers");
        let status = head.split(' ').nth(1).expect("it has a status");
        (status.to_owned(), page.to_owned())
    };
    let pages = clips
        .each_ref()
        .map(|clip| Article::parse(clip).expect("it is one").to_html());
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for number in [0, 1, 1, 0] {
                    let expected = ("200".to_owned(), pages[number].clone());
                    assert_eq!(get(&number.to_string()), expected);
                }
                for path in ["", "2", "-1", "x", "99999999999999999999999"] {
                    assert_eq!(get(path).0, "404", "{path}");
                }
            });
        }
    });
}

/// The short examples, with the arguments that they need besides the articles.
const ALL: [(&str, &[&str], &[&str]); 6] = [
    ("corpus", &[], &[]),
    ("find", &["船"], &[]),
    ("links", &[], &[]),
    ("rewrite", &[], &["no/such/copies"]),
    ("rules", &[], &[]),
    ("share", &[], &["127.0.0.1:0"]),
];

#[test]
fn the_message_for_a_typo_has_the_path() {
    for (name, before, after) in ALL {
        let source = format!("examples/{name}.rs");
        let told = |path| {
            let (status, out, err) = example::run(&source, &[before, &[path], after].concat());
            assert_eq!((status, out.as_str()), (1, ""), "{name}");
            err
        };
        assert!(
            told("no/such.md").starts_with("no/such.md: cannot be read: "),
            "{name}"
        );
        assert!(
            told("README.md").starts_with("README.md: skipped: a README\n"),
            "{name}"
        );
        assert!(
            told("Cargo.toml").starts_with("Cargo.toml: skipped: not .md\n"),
            "{name}"
        );
        assert!(told("src").starts_with("found no article: "), "{name}");
        let gbk = told("tests/fixtures/err_gbk.md");
        assert!(
            gbk.starts_with("err_gbk.md: expected UTF-8, found "),
            "{name}: {gbk}"
        );
        let (status, out, err) = example::run(&source, &["--help"; 3]);
        assert_eq!((status, out.as_str()), (2, ""), "{name}");
        assert!(err.starts_with("expected the arguments: ") && err.contains("FILE_OR_FOLDER"));
    }
}

#[test]
fn a_single_file_is_read() {
    for (name, before, after) in ALL {
        if matches!(name, "rewrite" | "share") {
            continue;
        }
        let file = "examples/inspect/sample.md";
        let arguments = [before, &[file], after].concat();
        let (status, out, err) = example::run(&format!("examples/{name}.rs"), &arguments);
        assert_eq!((status, err.as_str()), (0, ""), "{name}");
        assert!(out.contains("sample.md"), "{name}: {out}");
    }
}

#[test]
fn a_reader_that_stops_early_is_no_error() {
    let folder = Folder::new("early");
    for number in 0..200 {
        folder.write(&format!("{number}.md"), clip("", &"<p>正文".repeat(300)));
    }
    let mut command = example::command("examples/corpus.rs");
    command
        .arg(&folder.0)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("it can be run");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!((output.status.code(), err.as_str()), (Some(0), ""));
}

#[test]
fn examples_are_short_and_in_the_readme() {
    let readme = include_str!("../README.md");
    let mut sources = example::sources("examples");
    sources.extend(example::sources("cli/examples"));
    assert!(sources.len() > ALL.len());
    for path in sources {
        let name = path
            .file_stem()
            .and_then(|name| name.to_str())
            .expect("a name");
        let source = fs::read_to_string(&path).expect("it can be read");
        assert!(
            readme.contains(&format!("--example {name}")),
            "{name} is not in the README"
        );
        if name == "inspect" {
            continue;
        }
        assert!(source.lines().count() < 60, "{name} is not short");
        let mut lines = source.lines();
        let what = lines.next().unwrap_or_default();
        assert!(
            what.starts_with("//! ") && what.ends_with('.'),
            "{name}: {what}"
        );
        // The command that the README has.
        let command = lines.nth(1).and_then(|line| line.strip_prefix("//! `"));
        let command = command
            .and_then(|line| line.strip_suffix('`'))
            .expect("a command");
        assert!(
            readme.contains(command),
            "the README should have: {command}"
        );
    }
}
