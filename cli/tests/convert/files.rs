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
