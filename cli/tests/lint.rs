//! Tests of `newsprint lint`: its findings and output formats.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const CLIP: &str = "<!--1618495142000-->\n[t](https://example.org/3)\n------\n\n<p>text</p>";

/// Makes a folder with files, and returns its path.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    common::folder(&format!("lint-{name}"), files)
}

/// Runs `lint`. Returns the exit status and the output. The path of a single folder is replaced by
/// `DIR`.
fn run(folders: &[&Path], arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_newsprint"));
    let output = command.arg("lint").args(arguments).args(folders).output();
    let output = output.expect("it runs");
    let mut text = String::from_utf8(output.stdout).expect("it prints UTF-8");
    if let [folder] = folders {
        text = text.replace(&folder.display().to_string(), "DIR");
    }
    (output.status.code(), text)
}

fn json_of(lines: &str) -> Vec<serde_json::Value> {
    let lines = lines.lines().map(serde_json::from_str);
    lines.collect::<Result<_, _>>().expect("each line is JSON")
}

#[test]
fn lint_prints_one_line_per_finding() {
    let long = format!(
        "[t](https://example.org/1)\n------\n\n<p>{}<pclass=x>",
        "字".repeat(5_000)
    );
    let folder = folder(
        "short",
        &[
            ("1.md", &long),
            ("2.md", "<!--x-->\n"),
            ("3.md", CLIP),
            ("README.md", ""),
        ],
    );
    let (status, text) = run(&[&folder], &["--format", "short", "--skipped"]);
    assert_eq!(status, Some(1));
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(
        lines,
        [
            "DIR/1.md:1:1: missing_stamp: expected a stamp",
            "DIR/1.md:4:5004: glued_tag: expected a space after the tag's name, found none (tags of that kind: 1)",
            "DIR/2.md:1:5: invalid_stamp: expected milliseconds or `NaN` in the stamp",
            "DIR/README.md: skipped: a README",
        ]
    );
    let (_, text) = run(&[&folder], &["--format", "json"]);
    let json = json_of(&text);
    assert_eq!(json.len(), 3);
    assert_eq!(
        json[0]["help"],
        "start the file with milliseconds since 1970: <!--1618495142000-->"
    );
    assert_eq!(
        json[2]["help"],
        "write milliseconds since 1970: <!--1618495142000-->"
    );
    let (_, text) = run(&[&folder], &["--json", "--skipped"]);
    let skipped = &json_of(&text)[3];
    assert_eq!(
        (&skipped["level"], &skipped["line"]),
        (&"skipped".into(), &serde_json::Value::Null)
    );
    // Only the part of a long line around the place is printed.
    let (_, text) = run(&[&folder], &[]);
    assert!(text.contains("[DIR/1.md:4:5004]"), "{text}");
    assert!(
        text.lines().all(|line| line.chars().count() <= 80),
        "{text}"
    );
    assert!(text.contains("<pclass=x>"), "{text}");
    let (_, text) = run(&[&folder], &["--quiet"]);
    assert!(
        !text.contains("glued_tag") && text.contains("invalid_stamp"),
        "{text}"
    );
}

#[test]
fn only_some_of_many_equal_findings_are_printed() {
    let names: Vec<_> = (0..50).map(|number| format!("{number}.md")).collect();
    let files: Vec<_> = names
        .iter()
        .map(|name| (name.as_str(), &CLIP[21..]))
        .collect();
    let folder = folder("many", &files);
    for (arguments, printed) in [(&[][..], 20), (&["--verbose"], 50)] {
        let (status, text) = run(&[&folder], arguments);
        assert_eq!(status, Some(0));
        assert_eq!(text.matches("expected a stamp").count(), printed);
        let is_told = text.contains("       50 warning  missing_stamp: 30 more than printed;");
        assert_eq!(is_told, printed < 50, "{text}");
    }
    for format in ["short", "json"] {
        let (_, text) = run(&[&folder], &["--format", format]);
        assert_eq!(text.lines().count(), 50);
    }
}

#[test]
fn paths_of_several_sources_stay_different() {
    let one = folder("one", &[("1.md", ""), ("a/2.md", "")]);
    let two = folder("two", &[("1.md", "")]);
    let (status, text) = run(&[&one, &two], &["--format", "short"]);
    assert_eq!(status, Some(1));
    for path in [one.join("1.md"), one.join("a/2.md"), two.join("1.md")] {
        assert!(
            text.contains(&format!("{}:1:1: empty: ", path.display())),
            "{text}"
        );
    }
    let (_, text) = run(&[&one, &two], &["--format", "short", "--glob", "a/*"]);
    assert_eq!(text.lines().count(), 1);
    let missing = one.join("no-such");
    assert_eq!(run(&[&one, &missing], &[]).0, Some(2));
}

#[test]
fn a_file_that_is_named_is_expected_to_be_an_article() {
    let folder = folder("named", &[("README.md", "notes"), ("1.md", &CLIP[21..])]);
    let (status, text) = run(&[&folder.join("README.md")], &["--format", "short"]);
    assert_eq!(status, Some(0));
    assert_eq!(
        text,
        "DIR: unexpected_file: expected an article, found a file that is skipped: no article\n"
    );
    // For a source that is a file, the path as the user gave it is printed.
    let (_, text) = run(&[&folder.join("1.md")], &["--format", "short"]);
    assert_eq!(text, "DIR:1:1: missing_stamp: expected a stamp\n");
}

#[test]
fn other_files_among_articles_are_warnings() {
    let folder = folder(
        "unexpected",
        &[
            ("articles/1.md", "cut off"),
            ("_posts/2.md", "---\nlayout: page\n---\n"),
            ("articles/README.md", ""),
            ("notes.md", "notes"),
            ("index.html", ""),
            ("articles/3.md", CLIP),
        ],
    );
    let run = |arguments: &[&str]| {
        let (status, text) = run(&[&folder], arguments);
        assert_eq!(status, Some(0));
        text
    };
    let json = run(&["--json"]);
    let found = json_of(&json);
    let paths: Vec<_> = found.iter().map(|found| found["path"].as_str()).collect();
    assert_eq!(paths, [Some("DIR/_posts/2.md"), Some("DIR/articles/1.md")]);
    for found in &found {
        assert_eq!(found["code"], "unexpected_file");
        assert_eq!(found["level"], "warning");
        assert_eq!(found["help"], "move it elsewhere, or repair its header");
        assert_eq!(
            found["message"],
            "expected an article, found a file that is skipped: no article"
        );
    }
    let text = run(&[]);
    assert!(
        text.contains("⚠ DIR/articles/1.md: expected an article"),
        "{text}"
    );
    assert!(text.contains("2 warning  unexpected_file"), "{text}");
    assert!(
        text.contains("6 files: 1 article, 0 broken, 5 skipped"),
        "{text}"
    );
    assert_eq!(run(&["--quiet"]), "");
}

#[test]
fn files_that_are_not_utf8_are_shown_around_the_place() {
    let folder = folder("excerpts", &[("long.md", CLIP)]);
    // More than a line of a terminal follows the invalid byte.
    let after = "x".repeat(2_000);
    let invalid = [&CLIP.as_bytes()[..60], b"\xffabc", after.as_bytes()].concat();
    fs::write(folder.join("invalid.md"), invalid).expect("the folder is ours");
    // The file has no bytes on the disk.
    let file = fs::File::options().write(true).open(folder.join("long.md"));
    let file = file.expect("as above");
    file.set_len(u64::from(u32::MAX) + 2).expect("as above");
    let (status, text) = run(&[&folder], &[]);
    assert_eq!(status, Some(1));
    assert!(text.contains(" 5 │ <p>t\u{fffd}abcxx"), "{text}");
    assert!(
        text.contains("× DIR/long.md: maximum length of 4294967294 bytes exceeded"),
        "{text}"
    );
    assert!(!text.contains("example.org"), "{text}");
    assert!(
        text.ends_with(" 2 files: 0 articles, 2 broken, 0 skipped\n"),
        "{text}"
    );
}

#[test]
fn filters_leave_out() {
    let by = |name: &str| CLIP.replace("<p>", &format!("<p>文/{name}</p><p>"))[21..].to_owned();
    let folder = folder(
        "filters",
        &[("1.md", &by("张三")), ("2.md", &by("李四")), ("3.md", CLIP)],
    );
    for (filter, expected) in [
        (&["--author", "张三"][..], &["DIR/1.md"][..]),
        (&["--host", "example.org"], &["DIR/1.md", "DIR/2.md"]),
        (
            &["--host", "example.org", "--author", "李四"],
            &["DIR/2.md"],
        ),
        (&["--host", "example.com", "--author", "李四"], &[]),
        (&["--since", "2000"], &[]),
    ] {
        let (_, text) = run(&[&folder], &[&["--json"], filter].concat());
        let found = json_of(&text);
        let paths: Vec<_> = found
            .iter()
            .map(|found| found["path"].as_str().expect("a text"))
            .collect();
        assert_eq!(paths, expected, "{filter:?}");
    }
    let (_, text) = run(&[&folder], &["--author", "张三"]);
    assert!(
        text.contains(" 1 file: 1 article, 0 broken, 0 skipped"),
        "{text}"
    );
}
