//! Files that are left out: duplicates, files that filters exclude, and the list of `--rejects`.

use std::fs;

use serde_json::json;

use crate::common::{CLIP, Folder, ODD, POST};

#[test]
fn rejected_files_are_listed_with_reasons() {
    let folder = Folder::new("rejects");
    folder
        .write("1.md", CLIP)
        .write("2.md", CLIP)
        .write("README.md", "")
        .write("bad.md", b"<!--\xff-->");
    let arguments = ["in", "--to", "jsonl", "out", "--rejects", "rejects"];
    let (status, said) = folder.run(&[&arguments[..], &["--distinct", "-v"]].concat());
    assert_eq!(status, 1);
    let expected = [
        json!({ "path": "2.md", "kind": "duplicate", "message": "same link", "of": "1.md" }),
        json!({ "path": "README.md", "kind": "skipped", "message": "a README", "of": null }),
        json!({
            "path": "bad.md",
            "kind": "broken",
            "message": "expected UTF-8, found an invalid byte at line 1, column 5",
            "of": null,
        }),
    ];
    assert_eq!(folder.lines("rejects"), expected);
    for line in [
        "newsprint: 2.md: duplicate of 1.md: same link\n",
        "newsprint: README.md: skipped: a README\n",
        "newsprint: bad.md: expected UTF-8",
    ] {
        assert!(said.contains(line), "{said}");
    }
    assert_eq!(folder.lines("out").len(), 1);
}

#[test]
fn duplicates_can_be_found_by_link_or_by_text() {
    let folder = Folder::new("distinct");
    let source = |link: u8, text: &str| {
        format!("<!--1618495142000-->\n[t](https://example.org/{link})\n------\n\n<p>{text}</p>")
    };
    folder
        .write("1.md", source(1, "one"))
        .write("2.md", source(2, "one"))
        .write("3.md", source(2, "three"))
        .write("4.md", source(1, "four"));
    for (distinct, expected) in [
        ("--distinct", &["1.md", "3.md"][..]),
        ("--distinct=any", &["1.md", "3.md"]),
        ("--distinct=link", &["1.md", "2.md"]),
        ("--distinct=text", &["1.md", "3.md", "4.md"]),
    ] {
        assert_eq!(
            folder
                .run(&["in", "--to", "jsonl", "out", distinct, "--force"])
                .0,
            0
        );
        let lines = folder.lines("out");
        let paths: Vec<_> = lines
            .iter()
            .filter_map(|line| line["path"].as_str())
            .collect();
        assert_eq!(paths, expected, "{distinct}");
    }
}

#[test]
fn filters_leave_out() {
    let folder = Folder::new("filters");
    folder
        .write("articles/甲/1.md", CLIP)
        .write(
            "_posts/2.md",
            POST.replace("example.org", "news.example.com"),
        )
        .write("3.md", ODD)
        .write("articles/bad.md", "");
    fs::write(folder.0.join("list"), "in/3.md\n./_posts/2.md\n").expect("the folder is ours");
    for (filter, expected) in [
        (
            &["--since", "2021"][..],
            &["_posts/2.md", "articles/甲/1.md"][..],
        ),
        (&["--since", "2021-04-16"], &[]),
        (
            &["--until", "2021-04"],
            &["_posts/2.md", "articles/甲/1.md"],
        ),
        (&["--until", "2021-03"], &[]),
        (&["--host", "Example.com"], &["_posts/2.md"]),
        (&["--host", ".example.com"], &["_posts/2.md"]),
        (&["--host", "ample.org"], &[]),
        (
            &["--host", "example.com", "--host", "example.org"],
            &["3.md", "_posts/2.md", "articles/甲/1.md"],
        ),
        (&["--author", "张三"], &["_posts/2.md"]),
        (&["--glob", "articles/**"], &["articles/甲/1.md"]),
        (&["--glob", "[23].md"], &["3.md", "_posts/2.md"]),
        (&["--files-from", "list"], &["3.md", "_posts/2.md"]),
        (
            &["--files-from", "list", "--since", "2021"],
            &["_posts/2.md"],
        ),
    ] {
        let arguments = ["in", "--to", "jsonl", "out", "--force"];
        let (status, said) = folder.run(&[&arguments[..], filter].concat());
        // The broken file has a path, but no date, so only filters by path can accept it.
        let is_by_path = ["--glob", "--files-from"].contains(&filter[0]);
        let is_there = !is_by_path || filter[1] == "articles/**";
        assert_eq!(status, i32::from(is_there), "{filter:?}");
        let lines = folder.lines("out");
        let paths: Vec<_> = lines
            .iter()
            .filter_map(|line| line["path"].as_str())
            .collect();
        assert_eq!(paths, expected, "{filter:?}");
        // Of the four files.
        let left_out = 4 - expected.len() - usize::from(is_there);
        let line = format!("\n{left_out:>9} left out by filters\n");
        assert!(said.contains(&line), "{said}");
    }
    for (filter, wrong) in [
        ("--since", "21"),
        ("--since", "2021-13"),
        ("--since", "2021-02-30"),
        ("--since", "yesterday"),
        ("--host", ""),
        ("--host", "."),
        ("--host", "*.example.org"),
        ("--host", "https://example.org"),
    ] {
        let (status, said) = folder.run(&["in", "--to", "jsonl", "out", filter, wrong]);
        assert_eq!(status, 2, "{filter} {wrong}");
        assert!(said.contains("expected a "), "{said}");
    }
}

#[test]
fn duplicates_do_not_make_other_articles_duplicates() {
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
fn boilerplate_does_not_make_duplicates() {
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
        let arguments = ["in", "--to", "jsonl", "out", "--force", "--distinct"];
        let (status, said) = folder.run(&arguments[..5 + usize::from(distinct)]);
        assert_eq!(status, 0, "{said}");
        assert_eq!(folder.lines("out").len(), lines);
        assert!(said.contains("1 of them duplicates\n"), "{said}");
        assert!(said.contains("1   same text, as 4.md and 3.md\n"), "{said}");
        let unexpected = "1 of them where articles are, as articles/5.md\n";
        assert!(said.contains(unexpected), "{said}");
    }
}

#[test]
fn repeated_text_is_not_in_the_text() {
    let folder = Folder::new("repeated");
    for number in 1..=5 {
        let clip = format!(
            "<!--1618495142000-->\n[第 {number} 班](https://example.org/{number})\n------\n\n\
             <p>第 {number} 班渡轮</p><p>歡迎訂閱我們的頻道</p>"
        );
        folder.write(&format!("{number}.md"), clip);
    }
    for (option, text, asides) in [
        (&[][..], "第 1 班渡轮\n\n歡迎訂閱我們的頻道", 0),
        (&["--drop-repeated"], "第 1 班渡轮", 1),
        (&["--drop-repeated", "--distinct"], "第 1 班渡轮", 1),
    ] {
        let arguments = ["in", "--to", "jsonl", "out", "--force"];
        assert_eq!(folder.run(&[&arguments[..], option].concat()).0, 0);
        let lines = folder.lines("out");
        assert_eq!((lines.len(), lines[0]["text"].as_str()), (5, Some(text)));
        let found = lines[0]["asides"].as_array().expect("it is an array");
        assert_eq!(found.len(), asides);
        assert!(found.iter().all(|aside| aside["kind"] == "repeated"));
    }
    // The text before the removal decides whether an article is a duplicate.
    let without =
        "<!--1618495142000-->\n[第 5 班](https://example.org/6)\n------\n\n<p>第 5 班渡轮</p>";
    folder.write("6.md", without);
    let arguments = [
        "in",
        "--to",
        "jsonl",
        "out",
        "--force",
        "--drop-repeated",
        "--distinct=text",
    ];
    assert_eq!(folder.run(&arguments).0, 0);
    let lines = folder.lines("out");
    assert_eq!(lines.len(), 6);
    assert_eq!(lines[4]["text"], lines[5]["text"]);
    for form in ["csv", "text", "markdown", "html", "parquet"] {
        let arguments = ["in", "--to", form, form, "--drop-repeated"];
        assert_eq!(folder.run(&arguments).0, 0);
    }
    for file in ["text/1.txt", "markdown/1.md"] {
        let text = fs::read_to_string(folder.0.join(file)).expect("it was written");
        assert!(text.contains("班渡轮") && !text.contains("頻道"), "{text}");
    }
}
