//! Sources that are not folders, such as archives and pipes.
#![cfg(unix)]

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

use serde_json::json;

use crate::common::{CLIP, Folder, ODD, POST};

/// Runs a command in a folder.
fn run(folder: &Path, program: &str, arguments: &[&str]) {
    let mut command = Command::new(program);
    let status = command.current_dir(folder).args(arguments).status();
    assert!(
        status.is_ok_and(|status| status.success()),
        "{program} {arguments:?}"
    );
}

/// Commits all files of a folder. `seconds` is the time of the commit, since 1970.
fn commit(folder: &Path, seconds: u32) {
    run(folder, "git", &["add", "--all"]);
    let date = format!("{seconds} +0000");
    let mut command = Command::new("git");
    command
        .current_dir(folder)
        .args(["-c", "user.name=n", "-c", "user.email=e"]);
    command.args(["commit", "--quiet", "--message", "m"]);
    command
        .env("GIT_AUTHOR_DATE", &date)
        .env("GIT_COMMITTER_DATE", &date);
    assert!(
        command.status().is_ok_and(|status| status.success()),
        "git is there"
    );
}

#[test]
fn an_archive_gives_the_same_rows_in_all_forms() {
    let folder = Folder::new("forms");
    folder
        .write("articles/甲/1.md", CLIP)
        .write("2.md", ODD)
        .write("_posts/3.md", POST)
        .write("bad.md", b"<!--\xff-->");
    let files = folder.0.join("in");
    run(&files, "git", &["init", "--quiet"]);
    commit(&files, 1_600_000_000);
    run(
        &folder.0,
        "git",
        &["clone", "--quiet", "--bare", "in", "bare"],
    );
    run(
        &files,
        "tar",
        &["--create", "--file", "../a.tar", "--exclude", ".git", "."],
    );
    run(&folder.0, "gzip", &["--keep", "a.tar"]);
    assert_eq!(folder.run(&["in", "--to", "jsonl", "expected"]).0, 1);
    let expected = fs::read(folder.0.join("expected")).expect("it was written");
    let convert = |arguments: &[&str], stdin: Option<&str>| {
        let mut command = folder.command(arguments);
        if let Some(name) = stdin {
            command.stdin(File::open(folder.0.join(name)).expect("it is there"));
        }
        let output = command.output().expect("it runs");
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(output.stdout == expected, "{arguments:?}, {stdin:?}");
    };
    for source in ["a.tar", "a.tar.gz", "bare"] {
        convert(&[source, "--to", "jsonl", "-"], None);
        // With this option, the source is read twice.
        convert(&[source, "--to", "jsonl", "--distinct=text", "-"], None);
    }
    convert(&["-", "--to", "jsonl", "-"], Some("a.tar"));
    convert(
        &["-", "--to", "jsonl", "--distinct=text", "-"],
        Some("a.tar.gz"),
    );
    convert(&["in", "--revision", "HEAD", "--to", "jsonl", "-"], None);
    let (status, said) = folder.run(&["a.tar", "--to", "jsonl", "a.tar", "--force"]);
    let expected = "newsprint: a.tar: is a file of the source, and is not replaced\n";
    assert_eq!((status, said.as_str()), (2, expected));
}

#[test]
fn a_history_has_all_versions() {
    let folder = Folder::new("history");
    let files = folder.0.join("in");
    run(&files, "git", &["init", "--quiet"]);
    folder.write("1.md", CLIP).write("2.md", ODD);
    commit(&files, 1_600_000_000);
    folder.write("1.md", CLIP.replace("题目", "另题"));
    commit(&files, 1_600_000_100);
    for form in ["jsonl", "csv", "parquet"] {
        let arguments = ["in", "--history", "--to", form, form, "--columns", "title"];
        assert_eq!(folder.run(&arguments).0, 0);
    }
    let mut lines = folder.lines("jsonl");
    for line in &mut lines {
        line["history"]["commit"].take();
    }
    let version = |path: &str, first: u32, last: u32, in_head: bool| {
        json!({
            "path": path, "first": first, "last": last, "in_head": in_head, "commit": null,
        })
    };
    let (first, last) = (1_600_000_000, 1_600_000_100);
    assert_eq!(
        lines,
        [
            json!({ "title": "另题 *一*", "history": version("1.md", last, last, true) }),
            json!({ "title": "t", "history": version("2.md", first, last, true) }),
            json!({ "title": "题目 *一*", "history": version("1.md", first, first, false) }),
        ]
    );
    assert_eq!(
        folder
            .run(&["no-such", "--history", "--to", "jsonl", "other"])
            .0,
        2
    );
    assert_eq!(
        folder
            .run(&["in/1.md", "--history", "--to", "jsonl", "other"])
            .0,
        2
    );
}
