//! Tests of the files that `newsprint report` writes. `report.py` tests the page in a browser.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("report-{name}"));
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(path.join("in/articles/a")).expect("the folder for tests can be written to");
    path
}

fn write(folder: &Path, name: &str, title: &str, body: &str) {
    let clip = format!(
        "<!--1618495142000-->\n[{title}](https://{name}.example/1)\n------\n\n<p>{body}</p>"
    );
    let path = folder.join("in/articles/a").join(format!("{name}.md"));
    fs::write(path, clip).expect("the folder is ours");
}

fn report(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_newsprint"));
    command.current_dir(folder).arg("report").args(arguments);
    command.output().expect("it runs")
}

/// Returns the JSON in the page that the page's script reads.
fn data(page: &str) -> Value {
    let (_, rest) = page
        .split_once("<script type=\"application/json\" id=\"data\">")
        .expect("the page has data");
    let (json, _) = rest.split_once("</script>").expect("it ends");
    serde_json::from_str(json).expect("it is JSON")
}

/// Returns the number and the JSON of each article in all shards.
fn shards(folder: &Path, starts: &Value) -> Vec<(u64, Value)> {
    let mut articles = Vec::new();
    let starts = starts.as_array().expect("a list");
    for (at, start) in starts.iter().enumerate() {
        let script = fs::read_to_string(folder.join(format!("{at}.js"))).expect("it is there");
        let json = script
            .strip_prefix(&format!("shard({at},"))
            .and_then(|json| json.strip_suffix(");\n"))
            .expect("a shard is a call");
        let shard: Vec<Value> = serde_json::from_str(json).expect("it is JSON");
        let start = start.as_u64().expect("a number");
        articles.extend((start..).zip(shard));
    }
    articles
}

#[test]
fn each_article_is_in_the_shard_that_the_page_says() {
    let folder = folder("shards");
    for number in 0..620 {
        let name = format!("{number:03}");
        // Long texts, so that some shards reach their maximum size before the maximum number of articles.
        let text = "字".repeat(if number < 20 { 50_000 } else { 1 });
        write(&folder, &name, &format!("title {name}"), &text);
    }
    assert_eq!(report(&folder, &["in", "out.html"]).status.code(), Some(0));
    let page = fs::read_to_string(folder.join("out.html")).expect("it is there");
    let data = data(&page);
    let articles = shards(&folder.join("out.articles"), &data["starts"]);
    let titles = data["columns"]["titles"].as_array().expect("a list");
    assert_eq!(articles.len(), 620);
    assert_eq!(titles.len(), 620);
    assert!(
        data["starts"]
            .as_array()
            .is_some_and(|starts| starts.len() > 4)
    );
    for (at, (number, article)) in articles.iter().enumerate() {
        assert_eq!(*number, at as u64);
        assert_eq!(article["title"], titles[at]);
    }
}

#[test]
fn text_of_an_article_cannot_end_the_data() {
    let folder = folder("hostile");
    let title = "</script><script>x()</script><!--<script>{{nonce}}";
    write(&folder, "1", title, "<script>x()</script>&lt;/script>");
    assert_eq!(report(&folder, &["in", "out.html"]).status.code(), Some(0));
    let page = fs::read_to_string(folder.join("out.html")).expect("it is there");
    assert_eq!(data(&page)["columns"]["titles"][0], title);
    // The page has two `script` elements: the data and the script.
    assert_eq!(page.matches("</script").count(), 2);
    assert!(!page.contains("<script>"));
}

#[test]
fn files_that_are_left_out_are_listed_with_the_reason() {
    let folder = folder("left-out");
    write(&folder, "1", "one", "text");
    write(&folder, "2", "two", "text");
    fs::copy(
        folder.join("in/articles/a/1.md"),
        folder.join("in/articles/a/3.md"),
    )
    .expect("the folder is ours");
    fs::write(folder.join("in/articles/a/4.md"), "[t](https://e.example/)").expect("as above");
    fs::write(folder.join("in/articles/a/notes.md"), "Notes").expect("as above");
    fs::write(folder.join("in/README.md"), "# News").expect("as above");
    let output = report(&folder, &["in", "out.html", "--host", "1.example"]);
    assert_eq!(output.status.code(), Some(1));
    let page = fs::read_to_string(folder.join("out.html")).expect("it is there");
    let left_out = &data(&page)["left_out"];
    let listed = |kind: &str| -> Vec<String> {
        let files = left_out[kind]["files"].as_array().expect("a list");
        assert_eq!(left_out[kind]["count"], files.len());
        let said = |file: &Value| format!("{}: {}", file["path"], file["reason"]).replace('"', "");
        files.iter().map(said).collect()
    };
    assert_eq!(left_out["unwanted"], 1);
    assert_eq!(
        listed("duplicates"),
        ["articles/a/3.md: same link, as articles/a/1.md"]
    );
    assert_eq!(
        listed("skipped"),
        [
            "README.md: a README",
            "articles/a/notes.md: no article, where articles are expected"
        ]
    );
    assert!(listed("broken")[0].starts_with("articles/a/4.md: expected "));
}

#[test]
fn only_files_of_an_earlier_report_are_replaced() {
    let folder = folder("place");
    write(&folder, "1", "one", "text");
    assert_eq!(report(&folder, &["in", "out.html"]).status.code(), Some(0));
    fs::write(folder.join("out.articles/9.js"), "").expect("the folder is ours");
    assert_eq!(report(&folder, &["in", "out.html"]).status.code(), Some(0));
    assert!(!folder.join("out.articles/9.js").exists());

    fs::create_dir(folder.join("other.articles")).expect("as above");
    fs::write(folder.join("other.articles/mine"), "").expect("as above");
    assert_eq!(
        report(&folder, &["in", "other.html"]).status.code(),
        Some(2)
    );
    assert!(folder.join("other.articles/mine").exists());
    assert!(!folder.join("other.html").exists());

    // Files that `report` did not make are not replaced. The source is not replaced, either.
    fs::write(folder.join("notes.html"), "<!DOCTYPE html>").expect("as above");
    for (source, out) in [
        ("in", "notes.html"),
        ("in/articles/a/1.md", "in/articles/a/1.md"),
    ] {
        let before = fs::read(folder.join(out)).expect("it is there");
        let output = report(&folder, &[source, out]);
        assert_eq!(output.status.code(), Some(2), "{out}");
        let message = String::from_utf8_lossy(&output.stderr);
        assert!(message.contains("is no earlier run's"), "{message}");
        assert_eq!(fs::read(folder.join(out)).expect("it is there"), before);
    }

    assert_eq!(
        report(&folder, &["in", "in/out.html"]).status.code(),
        Some(2)
    );
    assert!(!folder.join("in/out.html").exists());
}
