//! The output of the example `inspect`, which a broken file does not stop.

#[expect(dead_code, reason = "`main` is for the program")]
#[path = "../examples/inspect.rs"]
mod inspect;

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use unicode_width::UnicodeWidthStr;

/// Returns the exit status, standard output and standard error.
fn run(arguments: &[&str]) -> (u8, String, String) {
    run_with(arguments, b"", false)
}

fn run_with(arguments: &[&str], stdin: &[u8], is_piped: bool) -> (u8, String, String) {
    let (mut out, mut err) = (colourless(), colourless());
    let arguments = arguments.iter().map(OsString::from);
    let status = inspect::run(arguments, stdin, is_piped, &mut out, &mut err);
    let status = status.expect("a buffer takes all");
    let text = |stream: anstream::StripStream<Vec<u8>>| {
        String::from_utf8(stream.into_inner()).expect("the output is UTF-8")
    };
    (status, text(out), text(err))
}

/// Returns a buffer without colours.
fn colourless() -> anstream::StripStream<Vec<u8>> {
    anstream::StripStream::new(Vec::new())
}

fn file(name: &str, contents: &[u8]) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, contents).expect("the folder for tests can be written to");
    path
}

fn line<'t>(text: &'t str, label: &str) -> &'t str {
    let is_labelled = |line: &&str| line.trim_start().starts_with(label);
    text.lines().find(is_labelled).unwrap_or_default().trim()
}

#[test]
fn without_arguments_the_built_in_article_is_shown() {
    let (status, out, err) = run(&[]);
    assert_eq!((status, err.as_str()), (0, ""));
    assert_eq!(
        line(&out, "title"),
        "title        海港城开通首条夜间渡轮航线，末班船延至凌晨两点"
    );
    assert_eq!(
        line(&out, "published"),
        "published    2023-11-14 22:13:20 UTC"
    );
}

#[test]
fn spans_refer_to_the_file() {
    let (status, out, _) = run(&["--spans"]);
    assert_eq!(status, 0);
    assert_eq!(
        line(&out, "published"),
        "published    0..20           2023-11-14 22:13:20 UTC"
    );
    assert!(line(&out, "link").starts_with("link         93..161         https://news"));
}

#[test]
fn the_tree_shows_each_node_with_its_bytes() {
    let path = file(
        "tree.md",
        b"[t](https://example.org/)\n------\n\n<table>x<td a=1>&lt;<!--c-->",
    );
    let (status, out, _) = run(&["--tree", path.to_str().expect("a UTF-8 path")]);
    assert_eq!(status, 0);
    let nodes: Vec<_> = out.lines().skip(1).collect();
    assert_eq!(
        nodes,
        [
            "  34..62          body",
            "  41..42            \"x\" (moved)",
            "  34..62            table",
            "                      tbody (implied)",
            "                        tr (implied)",
            "  42..62                  td a=\"1\"",
            "  50..54                    \"<\"",
            "  54..62                    <!--c-->",
        ]
    );
}

#[test]
fn lines_fit_into_eighty_columns() {
    let title = "长标题 with words ".repeat(20);
    let deep = "<div class='一二三四五六七八九十一二三四五六七八九十'>".repeat(40);
    let source = format!("[{title}](https://example.org/)\n------\n\n{deep}{title}");
    let path = file("wide.md", source.as_bytes());
    let path = path.to_str().expect("a UTF-8 path");
    for arguments in [&[path][..], &["--spans", path], &["--tree", path]] {
        let (_, out, _) = run(arguments);
        for line in out.lines().skip(1) {
            assert!(line.width() <= 80, "{} columns: {line}", line.width());
        }
    }
}

#[test]
fn broken_files_are_named_and_do_not_stop_the_others() {
    let readme = file("README.md", b"# Archive\n\nOf news.\n");
    let good = file("good.md", b"[t](https://example.org/)\n------\n\ntext");
    let (readme, good) = (readme.display(), good.display());
    let (readme, good) = (readme.to_string(), good.to_string());
    let (status, out, err) = run(&[&readme, "no/such/file.md", &good]);
    assert_eq!(status, 1);
    assert_eq!(line(&out, "title"), "title        t");
    let errors: Vec<_> = err.lines().collect();
    assert_eq!(errors.len(), 2, "{err}");
    assert_eq!(
        errors[0],
        format!(
            "{readme}: expected front matter, a stamp or a link header, found other text \
             at line 1, column 1"
        )
    );
    assert!(errors[1].starts_with("no/such/file.md: "), "{err}");
}

#[test]
fn arguments_that_make_no_sense_are_refused() {
    let (status, out, err) = run(&["--spams"]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.starts_with("inspect: invalid option '--spams'\n\nusage: "));
    let (status, out, err) = run(&["--help"]);
    assert_eq!((status, err.as_str()), (0, ""));
    assert!(out.contains("usage: inspect"));
}

#[test]
#[cfg(feature = "serde")]
fn the_json_has_the_values_of_the_article() {
    let (status, out, _) = run(&["--json"]);
    assert_eq!(status, 0);
    let json: serde_json::Value = serde_json::from_str(&out).expect("it is JSON");
    assert_eq!(json["published"]["date"], "2023-11-14T22:13:20Z");
    assert_eq!(
        json["content"]["asides"][0]["links"][0]["href"],
        "https://feedx.net"
    );
}

#[test]
#[cfg(not(feature = "serde"))]
fn json_says_which_feature_it_needs() {
    let (status, out, err) = run(&["--json"]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.contains("--features serde"), "{err}");
}

#[test]
fn the_text_has_the_values_of_the_article() {
    let path = file("text.md", b"[t](https://example.org/)\n------\n\n<p>a<p>b");
    let (status, out, _) = run(&["--text", path.to_str().expect("a UTF-8 path")]);
    assert_eq!((status, out.as_str()), (0, "a\n\nb\n"));
}

#[test]
fn captions_are_shown_wherever_they_are() {
    let source = "[t](https://example.org/)\n------\n\n\
        <figure><img src=a><figcaption>one</figcaption></figure>\
        <blockquote>q<figure><img src=b><figcaption>two</figcaption></figure></blockquote>\
        <ul><li>i<figure><img src=c><figcaption>three</figcaption></figure></ul>\
        <table><caption>four</caption><tr><td>x\
        <td><figure><video src=d></video><figcaption>five</figcaption></figure></table>";
    let path = file("captions.md", source.as_bytes());
    let (_, out, _) = run(&[path.to_str().expect("a UTF-8 path")]);
    let rows: Vec<_> = out.lines().skip(4).take(9).map(str::trim_end).collect();
    assert_eq!(
        rows,
        [
            "  lead image   a",
            "    caption    one",
            "  quote        q",
            "    caption    two",
            "  list         (1 item) i",
            "    caption    three",
            "  table        (1 x 2) x",
            "    caption    four",
            "    caption    five",
        ],
        "{out}"
    );
}

#[test]
fn a_pipe_is_read() {
    let clip = "[piped](https://example.org/)\n------\n\n<p>piped";
    let (status, out, err) = run_with(&["--text"], clip.as_bytes(), true);
    assert_eq!((status, err.as_str()), (0, ""));
    assert!(out.contains("piped"), "{out}");
    // It is not read as an article.
    let (status, out, err) = run_with(&[], b"", true);
    assert_eq!((status, out.as_str()), (1, ""));
    assert!(err.starts_with("-: expected an article"), "{err}");
    // Files that are named come first, and one may be the pipe.
    let path = file("named.md", &clip.replace("piped", "named").into_bytes());
    let path = path.to_str().expect("a UTF-8 path");
    let (_, out, _) = run_with(&["--text", path], clip.as_bytes(), true);
    assert!(out.contains("named") && !out.contains("piped"), "{out}");
    let (_, out, _) = run_with(&["--text", path, "-"], clip.as_bytes(), true);
    assert!(out.contains("named") && out.contains("piped"), "{out}");
    let (_, out, _) = run_with(&["--text"], b"", false);
    assert!(!out.is_empty());
}

#[test]
fn a_file_cannot_send_control_characters_to_the_terminal() {
    let source = b"[a\x1b[2Jb](https://example.org/\x07)\n------\n\n<p a=\"\x1b[2J\">\x1b]0;x\x07";
    let path = file("escape.md", source);
    let path = path.to_str().expect("a UTF-8 path");
    for arguments in [&[path][..], &["--tree", path]] {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let arguments = arguments.iter().map(OsString::from);
        inspect::run(arguments, io::empty(), false, &mut out, &mut err)
            .expect("a buffer takes all");
        let out = String::from_utf8(out).expect("the output is UTF-8");
        for sequence in ["\x1b[2J", "\x1b]0;", "\x07"] {
            assert!(!out.contains(sequence), "{out:?}");
        }
        assert!(out.contains("\\u{1b}["), "{out:?}");
    }
}

#[test]
fn the_readme_shows_what_is_printed() {
    let readme = include_str!("../README.md");
    let mut blocks = readme.split("```text\n").skip(1);
    let mut block = || blocks.next().and_then(|rest| rest.split("```").next());
    let (source, shown) = (block().unwrap_or_default(), block().unwrap_or_default());
    let path = file("readme.md", source.as_bytes());
    let (status, out, _) = run(&["--spans", path.to_str().expect("a UTF-8 path")]);
    assert_eq!(status, 0);
    let (_, rows) = out.split_once('\n').unwrap_or_default();
    assert!(rows == shown, "the README should show:\n{rows}");
}
