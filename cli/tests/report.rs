//! Tests of the files that `newsprint report` writes. `report.py` tests the page in a browser.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::SystemTime;

use newsprint::chrono::DateTime;
use serde_json::{Value, json};

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
    // No shard has more than 250 articles or a megabyte, and none is smaller without need.
    let sizes = |at: usize| {
        let script = fs::read_to_string(folder.join(format!("out.articles/{at}.js")));
        let script = script.expect("it is there");
        let articles = script.lines().filter(|line| line.starts_with('{'));
        (script.len(), articles.map(str::len).collect::<Vec<_>>())
    };
    let shards = data["starts"].as_array().map_or(0, Vec::len);
    for at in 0..shards {
        let (len, articles) = sizes(at);
        assert!(
            articles.len() <= 250 && len <= (1 << 20) + 1000,
            "{at}: {len}"
        );
        if at + 1 < shards {
            let next = sizes(at + 1).1[0];
            assert!(articles.len() == 250 || len + next > 1 << 20, "{at}: {len}");
        }
    }
    for (at, (number, article)) in articles.iter().enumerate() {
        assert_eq!(*number, at as u64);
        assert_eq!(article["title"], titles[at]);
    }
}

/// Returns the names of each article in a chart.
fn names(data: &Value, chart: &str) -> Vec<Vec<String>> {
    let charts = data["charts"].as_array().expect("a list");
    let at = charts.iter().position(|head| head["key"] == chart);
    let column = &data["columns"]["names"][at.expect("there is such a chart")];
    let list = |key: &str| column[key].as_array().expect("a list").iter();
    let number = |value: &Value| value.as_u64().expect("a number") as usize;
    let mut values = list("values").map(|value| {
        let name = &column["names"][number(value)];
        name.as_str().expect("a text").to_owned()
    });
    let counts = list("counts").map(number);
    let names = counts.map(|count| values.by_ref().take(count).collect());
    let names = names.collect();
    assert_eq!(values.next(), None, "{chart}");
    names
}

#[test]
fn the_page_has_the_facts_of_each_article() {
    let folder = folder("facts");
    let clip = "[t](https://One.example/1)\n-----\n\n<p>文/张三</p><p>字字</p>\
        <a href=\"https://a.example/\">a</a><a href=\"HTTPS://A.example/2\">b</a><a href=\"/c\">c</a>\
        <img src=\"https://images.weserv.nl?url=img.example/1.jpg\"><img src=\"2.jpg\"><pclass=x>";
    let post = "---\nlayout: post\ntitle: \"t2\"\ndate: 2021-04-15T21:59:02+08:00\nauthor: \"李四\"\n\
        from: https://two.example/2\ntags: [ 甲 乙 ]\n---\n\n<p>正文</p>";
    fs::create_dir(folder.join("in/_posts")).expect("the folder is ours");
    fs::write(folder.join("in/articles/a/1.md"), clip).expect("as above");
    fs::write(folder.join("in/_posts/2.md"), post).expect("as above");
    fs::write(folder.join("in/articles/a/3.md"), "<!--x-->").expect("as above");
    fs::write(folder.join("in/README.md"), "# News").expect("as above");
    fs::write(folder.join("in/README.txt"), "News").expect("as above");
    let output = report(&folder, &["in", "out.html"]);
    assert_eq!(output.status.code(), Some(1));
    let message = "2 articles; 0 of them duplicates; 1 files broken, 2 skipped\n";
    assert_eq!(String::from_utf8_lossy(&output.stderr), message);
    let page = fs::read_to_string(folder.join("out.html")).expect("it is there");
    let data = data(&page);
    assert_eq!(data["name"], "in");
    assert_eq!(data["folder"], "out.articles");
    assert_eq!(data["files"], 5);
    assert_eq!(data["has_filters"], false);
    // The second is that of the local time.
    assert_eq!(data["columns"]["titles"], json!(["t2", "t"]));
    assert_eq!(data["columns"]["seconds"], json!([1_618_523_942, null]));
    assert_eq!(data["columns"]["characters"], json!([2, 7]));
    for (chart, of_post, of_clip) in [
        ("publisher", &["two.example"][..], &["one.example"][..]),
        ("author", &["李四"], &["张三"]),
        ("tag", &["乙", "甲"], &[]),
        ("source", &[], &["a"]),
        ("images", &[], &["(none)", "img.example"]),
        ("links", &[], &["a.example"]),
        (
            "warning",
            &[],
            &[
                "expected a space after the tag's name, found none",
                "expected a stamp",
            ],
        ),
    ] {
        assert_eq!(names(&data, chart), [of_post, of_clip], "{chart}");
    }
    let helps = data["columns"]["helps"].as_object().expect("an object");
    assert_eq!(helps.len(), 2);
    let stamp_help = helps["expected a stamp"].as_str().expect("a text");
    assert!(
        stamp_help.starts_with("start the file with "),
        "{stamp_help}"
    );

    let articles = shards(&folder.join("out.articles"), &data["starts"]);
    let [(0, post), (1, clip)] = &articles[..] else {
        panic!("expected two articles: {articles:?}");
    };
    assert_eq!(post["authors"], json!(["李四"]));
    assert_eq!(post["tags"], json!(["甲", "乙"]));
    assert_eq!(post["html"], "<p>正文</p>\n");
    assert_eq!(post["published"], "2021-04-15T21:59:02+08:00");
    assert_eq!(clip["authors"], json!(["张三"]));
    let warnings = clip["warnings"].as_array().expect("a list");
    let warning = warnings[0].as_str().expect("a text");
    assert!(warning.contains("expected a stamp") && warning.ends_with(&format!("; {stamp_help}")));
}

#[test]
fn the_page_names_the_archive_and_the_time() {
    let folder = folder("head");
    write(&folder, "1", "one", "text");
    fs::rename(folder.join("in"), folder.join("<a> & \"b\"")).expect("the folder is ours");
    let run = || {
        let output = report(&folder, &["<a> & \"b\"", "out.html", "--quiet"]);
        assert_eq!(output.status.code(), Some(0));
        assert!(output.stderr.is_empty());
        fs::read_to_string(folder.join("out.html")).expect("it is there")
    };
    let day = || {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let seconds = since.expect("it is after 1970").as_secs() as i64;
        let now = DateTime::from_timestamp(seconds, 0).expect("it is a time");
        now.format("Made %Y-%m-%d ").to_string()
    };
    let before = day();
    let (first, second) = (run(), run());
    assert!(
        first.contains("<title>&lt;a&gt; &amp; &quot;b&quot;"),
        "{}",
        &first[..800]
    );
    let made = [before, day()]
        .iter()
        .any(|day| first.contains(day.as_str()));
    assert!(made && first.contains(" UTC"), "{}", &first[..800]);
    let nonce = |page: &str| {
        let (_, rest) = page
            .split_once("script-src 'nonce-")
            .expect("there is a policy");
        rest.split_once('\'')
            .map(|(nonce, _)| nonce.to_owned())
            .expect("it ends")
    };
    let nonces = [nonce(&first), nonce(&second)];
    assert!(
        nonces
            .iter()
            .all(|nonce| nonce.len() == 32 && first.contains(nonce) != second.contains(nonce))
    );
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
fn the_page_lists_at_most_10000_files_of_a_kind() {
    let folder = folder("many-left-out");
    for number in 0..10_001 {
        fs::write(folder.join(format!("in/{number}.md")), "").expect("the folder is ours");
    }
    assert_eq!(report(&folder, &["in", "out.html"]).status.code(), Some(1));
    let page = fs::read_to_string(folder.join("out.html")).expect("it is there");
    let broken = &data(&page)["left_out"]["broken"];
    assert_eq!(broken["count"], 10_001);
    assert_eq!(broken["files"].as_array().map(Vec::len), Some(10_000));
    let _ = fs::remove_dir_all(&folder);
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

    // The page's name is possible, that of the folder is too long.
    let long = "n".repeat(250);
    let output = report(&folder, &["in", &format!("{long}.html")]);
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(
        message.starts_with(&format!("newsprint: {long}.articles: ")),
        "{message}"
    );

    assert_eq!(
        report(&folder, &["in", "in/out.html"]).status.code(),
        Some(2)
    );
    assert!(!folder.join("in/out.html").exists());
}
