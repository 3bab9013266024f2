//! The forms of output with one file per article.

use std::fs::{self, File};

use crate::common::{CLIP, Folder, ODD, POST};

#[test]
fn convert_writes_one_file_per_article() {
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
fn clashing_output_names_are_reported() {
    let folder = Folder::new("names");
    let long = format!("{}.md", "n".repeat(252));
    folder
        .write("a.md", CLIP)
        .write("b.MD", ODD)
        .write("c/a.md", ODD)
        .write("d.txt/1.md", ODD)
        .write("d.md", CLIP)
        .write(&long, CLIP);
    // If the file system ignores case, `A.MD` is the same file as `a.md`.
    let has_case = !folder.0.join("in/A.MD").exists();
    if has_case {
        folder.write("a.MD", ODD);
    }
    let arguments = [
        "in",
        "--to",
        "text",
        "txt",
        "--threads",
        "1",
        "--rejects",
        "rejects",
    ];
    let (status, said) = folder.run(&arguments);
    assert_eq!(status, 1, "{said}");
    let rejects = folder.lines("rejects");
    assert_eq!(rejects.len(), 2);
    assert!(
        rejects.iter().all(|reject| reject["kind"] == "unwritten"),
        "{rejects:?}"
    );
    assert!(
        rejects.iter().any(|reject| reject["path"] == long),
        "{rejects:?}"
    );
    let read = |path: &str| fs::read_to_string(folder.0.join(path)).expect("it was written");
    assert!(read("txt/a.txt").starts_with("题目"));
    assert!(read("txt/b.MD.txt").starts_with("t\n"));
    assert!(read("txt/c/a.txt").starts_with("t\n"));
    if has_case {
        assert!(read("txt/a.MD.txt").starts_with("t\n"));
    }
    assert!(said.contains("cannot be written"), "{said}");
    assert!(said.contains(&long), "{said}");
    // Only one of the two files with the output name `d.txt` can be written.
    assert!(said.contains("2 broken"), "{said}");
    let (status, said) = folder.run(&["in", "--to", "markdown", "md"]);
    assert_eq!(status, 0, "{said}");
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
fn characters_that_yaml_does_not_allow_are_escaped() {
    let folder = Folder::new("yaml-escapes");
    // The first and the last character of each range that is escaped, and characters next to them.
    folder.write(
        "1.md",
        ODD.replace(
            "[t]",
            "[~\u{7f}\u{9f}\u{a0}\u{2027}\u{2028}\u{2029}\u{202f}\u{feff}\u{fffd}t]",
        ),
    );
    assert_eq!(folder.run(&["in", "--to", "markdown", "md"]).0, 0);
    let text = fs::read_to_string(folder.0.join("md/1.md")).expect("it was written");
    let title = "title: \"~\\u007f\\u009f\u{a0}\u{2027}\\u2028\\u2029\u{202f}\\ufeff\u{fffd}t\"\n";
    assert!(text.contains(title), "{text}");
}

#[test]
fn html_is_one_page_per_article() {
    let folder = Folder::new("html");
    folder.write("1.md", CLIP.replace("题目 *一*", "<题> & \"一\""));
    assert_eq!(folder.run(&["in", "--to", "html", "html"]).0, 0);
    let path = folder.0.join("html/1.html");
    let text = fs::read_to_string(path).expect("it was written");
    assert!(text.starts_with("<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">"));
    assert!(
        text.contains("<title>&lt;题> &amp; &quot;一&quot;</title>"),
        "{text}"
    );
    let heading = "<h1><a href=\"https://example.org/1\">&lt;题> &amp; &quot;一&quot;</a></h1>";
    assert!(text.contains(heading), "{text}");
    assert!(text.contains("船期"), "{text}");
}

#[test]
fn without_an_article_nothing_is_written_to_standard_output() {
    let folder = Folder::new("none");
    folder
        .write("1.md", CLIP)
        .write("bad.md", b"<!--\xff-->")
        .write("notes.md", "notes");
    for (source, filter, status, said) in [
        (
            "in/1.md",
            &["--since", "2022"][..],
            0,
            "1 left out by filters\n",
        ),
        ("in/bad.md", &[], 1, "1 broken\n"),
        ("in/bad.md", &["--since", "2022"], 1, "1 broken\n"),
        (
            "in/notes.md",
            &[],
            2,
            "newsprint: -: expected an article as SOURCE, found none\n",
        ),
        ("in/notes.md", &["--since", "2022"], 2, "found none\n"),
    ] {
        let arguments = [&[source, "--to", "text", "-"], filter].concat();
        let output = folder.command(&arguments).output().expect("it runs");
        let messages = String::from_utf8_lossy(&output.stderr);
        assert_eq!(
            output.status.code(),
            Some(status),
            "{arguments:?}: {messages}"
        );
        assert!(output.stdout.is_empty(), "{arguments:?}");
        assert!(messages.contains(said), "{arguments:?}: {messages}");
    }
}

#[test]
fn one_article_can_be_written_to_standard_output() {
    let folder = Folder::new("one");
    folder.write("1.md", CLIP);
    let path = folder.0.join("in/1.md");
    for (form, file) in [("markdown", "1.md"), ("html", "1.html"), ("text", "1.txt")] {
        assert_eq!(folder.run(&["in", "--to", form, form]).0, 0);
        let expected = fs::read(folder.0.join(form).join(file)).expect("it was written");
        for source in ["in/1.md", "-"] {
            let mut command = folder.command(&[source, "--to", form, "-", "-q"]);
            let stdin = File::open(&path).expect("it is there");
            let output = command.stdin(stdin).output().expect("it runs");
            assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
            assert_eq!(output.stdout, expected, "{form} {source}");
        }
        // A folder is not an article, even if it contains only one.
        let output = folder.command(&["in", "--to", form, "-"]).output();
        let output = output.expect("it runs");
        assert_eq!((output.status.code(), output.stdout), (Some(2), Vec::new()));
        let said = String::from_utf8_lossy(&output.stderr);
        let expected = "newsprint: -: expected one article as SOURCE, found an archive; name a folder to write\n";
        assert_eq!(said, expected);
    }
}
