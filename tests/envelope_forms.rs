//! Forms of the envelope in similar archives and feeds: references, quotes, commas, titles over several
//! lines, pages that are not articles. Each with LF and CRLF, with and without a byte order mark.

use newsprint::{
    Article, BuildErrorKind, ClipBuilder, Edits, Envelope, ErrorKind, FrontMatterBuilder, Shape,
    WarningKind,
};

/// The same file as saved by different editors. The contents of lines do not change.
fn saved(source: &str) -> [String; 4] {
    let crlf = source.replace('\n', "\r\n");
    let with_mark = |text: &str| format!("\u{feff}{text}");
    [source.to_owned(), with_mark(source), with_mark(&crlf), crlf]
}

/// The kinds of warnings, except those that [`saved`] causes.
fn kinds(envelope: &Envelope<'_>) -> Vec<WarningKind> {
    let kinds = envelope.warnings().iter().map(|warning| *warning.kind());
    kinds
        .filter(|kind| !matches!(kind, WarningKind::CrLf | WarningKind::ByteOrderMark))
        .collect()
}

/// A bare post with this line, and no other of its key.
fn bare(line: &str) -> String {
    let key = line.split(':').next().unwrap();
    let lines = [
        "layout: post",
        "title: \"船期\"",
        "date: 2020-09-01",
        "author: 某甲",
        "from: https://news.example.org/a",
        "tags: [ 港口 ]",
    ];
    let lines: Vec<&str> = { lines.iter() }
        .map(|other| if other.starts_with(key) { line } else { other })
        .collect();
    format!("---\n{}\n---\n\n<p>正文。</p>\n", lines.join("\n"))
}

#[test]
fn references_in_a_title_are_decoded_and_its_span_is_that_of_the_source() {
    for (raw, title) in [
        (
            "某国&quot;强烈谴责&quot;甲 &amp; 乙",
            "某国\"强烈谴责\"甲 & 乙",
        ),
        ("&#22825;&#x6C14;&mdash;晴&hellip;", "天气—晴…"),
        ("R&D：AT&T的Q&A", "R&D：AT&T的Q&A"),
        ("a&ampb &lt;b&gt; &amp;lt;", "a&ampb <b> &lt;"),
        ("&apos;甲&apos;&nbsp;乙", "'甲'\u{a0}乙"),
    ] {
        let clip = format!(
            "<!--1618495142000-->\n[{raw}](https://e.org/?a=1&amp;b=2)\n------\n\n<p>文</p>\n"
        );
        for source in saved(&clip) {
            let article = Article::parse(&source).unwrap();
            let envelope = article.envelope();
            assert_eq!(article.title(), title);
            assert_eq!(envelope.title().span().of(&source), raw);
            assert_eq!(*envelope.link_header().unwrap().title(), raw);
            assert_eq!(article.link(), "https://e.org/?a=1&amp;b=2");
            assert_eq!(kinds(envelope), []);
            let text = article.to_text_with_spans();
            assert!(text.text().starts_with(title));
            let first = text.source_of(0..title.len()).unwrap();
            assert_eq!(first.of(&source), raw);
        }
        for (line, written) in [
            (format!("title: \"{raw}\""), raw),
            (format!("title: {raw}"), raw),
        ] {
            for source in saved(&bare(&line)) {
                let envelope = Envelope::parse(&source).unwrap();
                assert_eq!(envelope.title().value(), title);
                assert_eq!(envelope.title().span().of(&source), written);
            }
        }
    }
}

#[test]
fn a_title_is_escaped_once_in_html() {
    let source = "[甲&quot;乙&quot; &amp;amp; 丙](https://e.org/)\n------\n\n<p>文</p>";
    let article = Article::parse(source).unwrap();
    assert!(
        article
            .to_markdown()
            .starts_with("# [甲\"乙\" \\&amp; 丙](")
    );
    let html = article.to_html();
    assert!(
        html.contains(">甲\"乙\" &amp;amp; 丙</a></h1>")
            || html.contains(">甲&quot;乙&quot; &amp;amp; 丙</a></h1>"),
        "{html}"
    );
}

#[test]
fn values_that_look_like_a_reference_read_back() {
    for title in [
        "a &amp; b",
        "&quot;",
        "R&D",
        "&amp;amp;",
        "&#38;#38;",
        "&",
        "&&lt;&",
    ] {
        let file = ClipBuilder::new(title, "https://e.org/")
            .stamp_millis(1_618_495_142_000)
            .front_matter(FrontMatterBuilder::new(title))
            .build()
            .unwrap();
        let read = |file: &str| {
            let envelope = Envelope::parse(file).unwrap();
            let front_matter = envelope.front_matter().unwrap();
            [
                envelope.title().to_string(),
                front_matter.title().unwrap().to_string(),
                front_matter.author().unwrap().to_string(),
            ]
        };
        assert_eq!(read(&file), [title; 3]);
        let mut edits = Edits::new(&file);
        edits.set_title("x &gt; y").unwrap();
        edits.set_front_matter("author", "\"某&lt;甲\"").unwrap();
        assert_eq!(
            read(&edits.apply()),
            ["x &gt; y", "x &gt; y", "\"某&lt;甲\""]
        );
    }
}

#[test]
fn quoted_values_are_read_without_their_quotes() {
    for quote in ['"', '\''] {
        let quoted = |key: &str, value: &str| bare(&format!("{key}: {quote}{value}{quote}"));
        for source in saved(&quoted("from", "https://news.example.org/a?days=")) {
            let envelope = Envelope::parse(&source).unwrap();
            assert_eq!(*envelope.link(), "https://news.example.org/a?days=");
            assert_eq!(kinds(&envelope), []);
        }
        for source in saved(&quoted("author", "某甲")) {
            let envelope = Envelope::parse(&source).unwrap();
            let author = envelope.front_matter().unwrap().author().unwrap();
            assert_eq!(author.value(), "某甲");
            assert_eq!(author.span().of(&source), "某甲");
        }
        for source in saved(&quoted("title", "船期")) {
            assert_eq!(Envelope::parse(&source).unwrap().title().value(), "船期");
        }
        for source in saved(&quoted("layout", "post")) {
            let envelope = Envelope::parse(&source).unwrap();
            assert_eq!(*envelope.front_matter().unwrap().layout().unwrap(), "post");
        }
        for source in saved(&quoted("date", "2020-09-01")) {
            let envelope = Envelope::parse(&source).unwrap();
            let published = envelope.published().unwrap();
            assert_eq!(published.date().to_string(), "2020-09-01");
            assert_eq!(kinds(&envelope), []);
        }
        // Empty quotes are not values.
        for key in ["author", "date", "tags", "layout"] {
            let source = quoted(key, "");
            let envelope = Envelope::parse(&source).unwrap();
            let front_matter = envelope.front_matter().unwrap();
            match key {
                "author" => assert_eq!(front_matter.author(), None),
                "date" => assert_eq!(kinds(&envelope), [WarningKind::MissingStamp]),
                "tags" => assert_eq!(front_matter.tags().count(), 0),
                _ => assert_eq!(front_matter.layout(), None),
            }
        }
        for key in ["title", "from"] {
            let error = Envelope::parse(&quoted(key, "")).unwrap_err().kind().name();
            assert_eq!(error, "missing_key");
        }
    }
    for (line, author) in [
        ("author: \"甲 \\\"乙\\\"\"", "甲 \"乙\""),
        ("author: 'it''s'", "it's"),
        ("author: \"甲\" 和 \"乙\"", "\"甲\" 和 \"乙\""),
        ("author: '甲' 和 '乙'", "'甲' 和 '乙'"),
        ("author: 甲 \"乙\"", "甲 \"乙\""),
        ("author: \"", "\""),
        ("author: 记者甲 &amp; 记者乙", "记者甲 & 记者乙"),
        ("author: \"记者甲 &#38; 记者乙\"", "记者甲 & 记者乙"),
    ] {
        let source = bare(line);
        let envelope = Envelope::parse(&source).unwrap();
        let read = envelope.front_matter().unwrap().author().unwrap();
        assert_eq!(read.value(), author, "{line}");
    }
}

#[test]
fn quoted_values_are_set_without_their_quotes() {
    let source = bare("from: \"https://news.example.org/a\"").replace("某甲", "'某甲'");
    let mut edits = Edits::new(&source);
    edits.set_link("https://news.example.org/b").unwrap();
    edits.set_front_matter("author", "某乙 & 某丙").unwrap();
    let edited = edits.apply();
    assert!(edited.contains("\nauthor: 某乙 & 某丙\nfrom: https://news.example.org/b\n"));
    assert!(edits.remove_front_matter("tags").is_ok());
    // A builder refuses values that would be read as quoted.
    for (key, value) in [
        ("layout", "'post'"),
        ("comments", "\"x\""),
        ("tags", "\"x\""),
    ] {
        let front_matter = FrontMatterBuilder::new("A").set(key, value);
        let clip = ClipBuilder::new("T", "https://e.org/").stamp_millis(0);
        let error = clip.front_matter(front_matter).build().unwrap_err();
        assert_eq!(error.kind(), BuildErrorKind::Quote);
    }
}

#[test]
fn an_unclosed_quote_is_a_warning() {
    for line in ["title: \"船期", "from: \"https://news.example.org/a"] {
        let source = bare(line);
        let envelope = Envelope::parse(&source).unwrap();
        assert_eq!(kinds(&envelope)[0], WarningKind::UnclosedQuote);
    }
}

#[test]
fn names_are_separated_by_commas_or_white_space_and_quotes_may_contain_both() {
    for (list, names) in [
        ("[ 甲 乙 ]", &["甲", "乙"][..]),
        ("[甲, \"乙 丙\", '丁']", &["甲", "乙 丙", "丁"]),
        ("[ 某甲, 某乙 ]", &["某甲", "某乙"]),
        ("[某甲,某乙,]", &["某甲", "某乙"]),
        ("[ 甲, 乙 丙 ]", &["甲", "乙 丙"]),
        ("[ \"乙 丙\" ]", &["乙 丙"]),
        ("[\"甲\"]", &["甲"]),
        ("['甲' 乙 \"丙 丁\"]", &["甲", "乙", "丙 丁"]),
        ("[ \"甲, 乙\" 丙 ]", &["甲, 乙", "丙"]),
        ("[\"甲, 乙\", 丙]", &["甲, 乙", "丙"]),
        ("[ \"甲\",\"乙\" ]", &["甲", "乙"]),
        ("[ '90s it's ]", &["'90s", "it's"]),
        ("[ \"甲\"乙, 丙 ]", &["\"甲\"乙", "丙"]),
        ("[ \"\", 甲, '' ]", &["甲"]),
        ("甲, 乙", &["甲", "乙"]),
        ("\"甲 乙\"", &["甲 乙"]),
        ("[ , ]", &[]),
        ("[ \" ]", &["\""]),
    ] {
        for source in saved(&bare(&format!("tags: {list}"))) {
            let envelope = Envelope::parse(&source).unwrap();
            let tags: Vec<_> = envelope.front_matter().unwrap().tags().collect();
            let read: Vec<&str> = tags.iter().map(|tag| *tag.value()).collect();
            assert_eq!(read, names, "{list}");
            assert!(tags.iter().all(|tag| tag.span().of(&source) == **tag));
            assert_eq!(kinds(&envelope), []);
        }
    }
}

#[test]
fn an_empty_date_is_no_date() {
    for line in ["date:", "date: ", "date: \"\"", "date: ''"] {
        for source in saved(&bare(line)) {
            let envelope = Envelope::parse(&source).unwrap();
            assert_eq!((envelope.published(), envelope.timestamp()), (None, None));
            assert_eq!(kinds(&envelope), [WarningKind::MissingStamp]);
        }
    }
}

#[test]
fn a_page_of_another_layout_without_a_body_is_not_an_article() {
    let post = "---\nlayout: post\ntitle: \"列表\"\ndate: 2020-09-01\nfrom: \"https://e.org/?days=\"\ndata: \"data/a.json\"\n---";
    for layout in ["table", "books", "\"list\"", "'home'"] {
        let page = post.replace("post", layout);
        for end in ["", "\n", "\n\n", "\n \n\n"] {
            for source in saved(&format!("{page}{end}")) {
                let error = Envelope::parse(&source).unwrap_err();
                assert_eq!(error.kind(), &ErrorKind::ListPage);
                assert_eq!(error.span().of(&source), layout.trim_matches(['"', '\'']));
            }
        }
        // A body makes it an article.
        let source = format!("{page}\n\n<p>文</p>");
        assert_eq!(Envelope::parse(&source).unwrap().shape(), Shape::BarePost);
    }
    for post in [
        post.to_owned(),
        post.replace("post", "\"Post\""),
        post.replace("layout: post\n", ""),
    ] {
        for end in ["", "\n", "\n\n"] {
            let source = format!("{post}{end}");
            let envelope = Envelope::parse(&source).unwrap();
            assert_eq!(envelope.title().value(), "列表");
            assert_eq!(envelope.body_source(), "");
        }
    }
}

#[test]
fn a_title_over_several_lines_is_read_as_one() {
    let lines = "[德语媒体：快速\n\n  &quot;回应&quot; [二]\n\n](https://e.org/a)\n------\n";
    let title = "德语媒体：快速 \"回应\" [二]";
    let post = "---\nlayout: post\ntitle: \"T\"\ndate: 2020-09-01\n---\n";
    for (before, after) in [
        ("<!--1618495142000-->\n", ""),
        ("<!--NaN-->\n", ""),
        (post, ""),
        ("", "日期：Thu, 15 Apr 2021 13:59:02 +0000\n"),
    ] {
        for source in saved(&format!("{before}{lines}{after}\n<p>文</p>\n")) {
            let article = Article::parse(&source).unwrap();
            let envelope = article.envelope();
            assert_eq!(article.title(), title);
            assert_eq!(article.link(), "https://e.org/a");
            let warnings = envelope.warnings().iter();
            let broken = |kind: &&newsprint::Warning| *kind.kind() == WarningKind::LineEndInTitle;
            let broken: Vec<_> = warnings.filter(broken).collect();
            assert_eq!(broken.len(), 1);
            assert!(matches!(broken[0].span().of(&source), "\n" | "\r\n"));
            assert_eq!(
                broken[0].position().line as usize,
                1 + before.lines().count()
            );
            assert!(envelope.body_source().starts_with("<p>"));
            assert_eq!(article.to_string(), source);
            assert!(
                article
                    .to_markdown()
                    .contains("# [德语媒体：快速 \"回应\" \\[二\\]](https://e.org/a)")
            );
            // Setting the title corrects it.
            let mut edits = article.edits();
            edits.set_title("新题").unwrap();
            let edited = edits.apply();
            let envelope = Envelope::parse(&edited).unwrap();
            assert_eq!(envelope.title().value(), "新题");
            assert!(!kinds(&envelope).contains(&WarningKind::LineEndInTitle));
        }
    }
}

#[test]
fn a_text_that_begins_with_a_bracket_is_not_an_article() {
    let stamp = "<!--1618495142000-->\n";
    let long = "x\n".repeat(20);
    let wide = "x".repeat(2000);
    for text in [
        "[![Build\nStatus](https://e.org/badge.svg)](https://e.org/)\n======\n\nA README.\n"
            .to_owned(),
        "[a list\nof links](https://e.org/)\n------\n\n- one\n".to_owned(),
        "[x] done\n[ ] to do\n---\n[y](https://e.org/)\n".to_owned(),
        "[a]: https://e.org/\n\n[b](https://e.org/b)\n------\n".to_owned(),
        format!("{stamp}[one\ntwo](https://e.org/)\nno separator\n"),
        format!("{stamp}[one\ntwo](/relative)\n------\n\n"),
        format!("{stamp}[{long}](https://e.org/)\n------\n\n"),
        format!("{stamp}[{wide}\n](https://e.org/)\n------\n\n"),
        format!("{stamp}[one\ntwo](https://e.org/)"),
    ] {
        let error = Envelope::parse(&text).unwrap_err();
        assert!(
            matches!(
                error.kind(),
                ErrorKind::MissingUrl | ErrorKind::MissingSeparator
            ),
            "{text}: {error}"
        );
    }
}
