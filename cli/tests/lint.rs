//! `newsprint lint`: what it warns of.

use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn files_that_are_no_articles_among_articles_are_warned_of() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("lint-unexpected");
    let _ = fs::remove_dir_all(&folder);
    for (path, text) in [
        ("articles/1.md", "cut off"),
        ("_posts/2.md", "---\nlayout: page\n---\n"),
        ("articles/README.md", ""),
        ("notes.md", "notes"),
        ("index.html", ""),
        (
            "articles/3.md",
            "<!--1618495142000-->\n[t](https://example.org/3)\n------\n\n<p>text</p>",
        ),
    ] {
        let file = folder.join(path);
        let parent = file.parent().expect("it is in the folder");
        fs::create_dir_all(parent).expect("the folder for tests can be written to");
        fs::write(file, text).expect("as above");
    }
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_newsprint"));
        let output = command.arg("lint").args(arguments).arg(&folder).output();
        let output = output.expect("it runs");
        assert_eq!(output.status.code(), Some(0));
        String::from_utf8(output.stdout).expect("it speaks UTF-8")
    };
    let json = run(&["--json"]);
    let found: Vec<serde_json::Value> = json
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .collect();
    let paths: Vec<_> = found.iter().map(|found| found["path"].as_str()).collect();
    assert_eq!(paths, [Some("_posts/2.md"), Some("articles/1.md")]);
    for found in &found {
        assert_eq!(found["code"], "unexpected_file");
        assert_eq!(found["level"], "warning");
        assert_eq!(
            found["message"],
            "expected an article, found a file that is skipped: no article"
        );
    }
    let text = run(&[]);
    assert!(
        text.contains("⚠ articles/1.md: expected an article"),
        "{text}"
    );
    assert!(text.contains("2 warning  unexpected_file"), "{text}");
    assert!(
        text.contains("6 files: 1 articles, 0 broken, 5 skipped"),
        "{text}"
    );
    assert!(!run(&["--quiet"]).contains("articles/1.md"));
    let _ = fs::remove_dir_all(&folder);
}
