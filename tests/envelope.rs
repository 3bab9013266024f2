//! The envelope: shapes, precedence, dates, links, and every real file.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use newsprint::{Envelope, FrontMatter, ParseOptions, Shape, Span, WarningKind};

/// A post in the writers' form, with a title that needs escapes.
const POST: &str = "\
---
layout: post
title: \"A \\\"B\\\" \\智 --- C\"
date: 2021-08-19T01:33:49.395Z
author: 某报 The: Paper
from: https://example.org/from
tags: [ 某报  Two ]
comments: True
categories: [ 某报 ]
extra: x: y # z
---
<!--1618495142000-->
[A \"B\"\u{a0}C](https://example.org/link)
------

<div>
正文
</div>
";

const BARE: &str = "\
---
title: \"T \\\"U\\\"\"
date: 2018-12-03T17:46:27+08:00
from: https://example.org/from
---

<article>
</article>

";

#[test]
fn a_clip_has_stamp_and_header() {
    let source = "<!---1-->\n[T](https://example.org/a)\n------\n\n<p>x</p>\n";
    let envelope = Envelope::parse(source).unwrap();
    assert_eq!(envelope.shape(), Shape::Clip);
    let stamp = envelope.stamp().unwrap();
    assert_eq!(
        (stamp.raw(), stamp.millis(), stamp.is_nan()),
        ("-1", Some(-1), false)
    );
    assert_eq!(stamp.span().of(source), "<!---1-->");
    assert_eq!(
        envelope.timestamp().unwrap().to_rfc3339(),
        "1969-12-31T23:59:59.999+00:00"
    );
    assert_eq!(envelope.timestamp_millis(), Some(-1));
    let header = envelope.link_header().unwrap();
    assert_eq!(header.span().of(source), "[T](https://example.org/a)");
    assert_eq!(header.title().span().of(source), "T");
    assert_eq!(header.url().span().of(source), "https://example.org/a");
    assert_eq!(envelope.separator().unwrap().of(source), "------");
    assert_eq!(envelope.date_line(), None);
    assert_eq!(envelope.front_matter(), None);
    assert_eq!(envelope.body_source(), "<p>x</p>\n");
    assert_eq!(envelope.source(), source);
}

#[test]
fn a_post_takes_title_and_link_from_its_header() {
    let envelope = Envelope::parse(POST).unwrap();
    assert_eq!(envelope.shape(), Shape::Post);
    assert_eq!(*envelope.title(), "A \"B\"\u{a0}C");
    assert_eq!(*envelope.link(), "https://example.org/link");
    assert_eq!(envelope.timestamp_millis(), Some(1_618_495_142_000));
    assert_eq!(envelope.body_source(), "<div>\n正文\n</div>\n");
    assert_eq!(envelope.warnings(), []);
}

#[test]
fn front_matter_tells_each_field_and_its_place() {
    let envelope = Envelope::parse(POST).unwrap();
    let front_matter = envelope.front_matter().unwrap();
    assert_eq!(
        front_matter.span(),
        Span::new(0, POST.find("\n<!--").unwrap() as u32)
    );
    assert_eq!(
        format!("---\n{}---", *front_matter.raw()),
        front_matter.span().of(POST)
    );
    assert_eq!(front_matter.raw().span().of(POST), *front_matter.raw());
    let title = front_matter.title().unwrap();
    assert_eq!(title.value(), "A \"B\" \\智 --- C");
    assert_eq!(title.span().of(POST), "A \\\"B\\\" \\智 --- C");
    let date = front_matter.date().unwrap();
    assert_eq!(date.raw(), "2021-08-19T01:33:49.395Z");
    assert_eq!(date.to_utc().unwrap().timestamp_millis(), 1_629_336_829_395);
    assert_eq!(date.span().of(POST), date.raw());
    assert_eq!(*front_matter.layout().unwrap(), "post");
    assert_eq!(*front_matter.author().unwrap(), "某报 The: Paper");
    assert_eq!(*front_matter.from().unwrap(), "https://example.org/from");
    assert_eq!(*front_matter.comments().unwrap(), "True");
    let tags: Vec<_> = front_matter.tags().collect();
    assert_eq!(
        tags.iter().map(|tag| *tag.value()).collect::<Vec<_>>(),
        ["某报", "Two"]
    );
    assert!(tags.iter().all(|tag| tag.span().of(POST) == *tag.value()));
    assert_eq!(front_matter.categories().count(), 1);
    let extra = front_matter.get("extra").unwrap();
    assert_eq!((*extra, extra.span().of(POST)), ("x: y # z", "x: y # z"));
    assert_eq!(
        front_matter.get("tags").map(|tags| *tags),
        Some("[ 某报  Two ]")
    );
    assert_eq!(front_matter.get("absent"), None);
    check_entries(front_matter, POST);
    assert_eq!(front_matter.entries().count(), 9);
}

/// Checks that keys and values stand where they say.
fn check_entries(front_matter: &FrontMatter<'_>, source: &str) {
    let mut last = front_matter.raw().span().start;
    for entry in front_matter.entries() {
        assert_eq!(entry.key.span().of(source), *entry.key);
        assert_eq!(entry.value.span().of(source), *entry.value);
        assert!(last <= entry.key.span().start && entry.key.span().end < entry.value.span().end);
        last = entry.value.span().end;
    }
    assert!(last <= front_matter.raw().span().end);
}

#[test]
fn keys_hold_letters_digits_and_two_marks() {
    let source = BARE.replace("title:", "a_b-2: x\ty\t \nä: z\n2a: z\na.b: z\ntitle:");
    let envelope = Envelope::parse(&source).unwrap();
    let front_matter = envelope.front_matter().unwrap();
    let first = front_matter.entries().next().unwrap();
    assert_eq!((*first.key, *first.value), ("a_b-2", "x\ty"));
    assert!(front_matter.entries().all(|entry| *entry.value != "z"));
    check_entries(front_matter, &source);
}

#[test]
fn a_bare_post_takes_all_from_its_front_matter() {
    let envelope = Envelope::parse(BARE).unwrap();
    assert_eq!(envelope.shape(), Shape::BarePost);
    assert_eq!(*envelope.title(), "T \"U\"");
    assert_eq!(envelope.title().span().of(BARE), "T \\\"U\\\"");
    assert_eq!(*envelope.link(), "https://example.org/from");
    assert_eq!(envelope.link().span().of(BARE), "https://example.org/from");
    assert_eq!(
        envelope.timestamp().unwrap().to_rfc3339(),
        "2018-12-03T09:46:27+00:00"
    );
    assert_eq!((envelope.stamp(), envelope.link_header()), (None, None));
    assert_eq!((envelope.separator(), envelope.date_line()), (None, None));
    assert_eq!(envelope.body_source(), "<article>\n</article>\n\n");
    assert_eq!(envelope.warnings(), []);
}

#[test]
fn a_dated_clip_has_a_date_line_and_no_timestamp() {
    let source =
        "[T](https://example.org/)\n------\n日期：Mon, 22 Jun 2020 06:58:39 +0000\n\n<p>\n";
    let envelope = Envelope::parse(source).unwrap();
    assert_eq!(envelope.shape(), Shape::DatedClip);
    let date = envelope.date_line().unwrap();
    assert_eq!(date.raw(), "Mon, 22 Jun 2020 06:58:39 +0000");
    assert_eq!(date.span().of(source), date.raw());
    assert_eq!(
        date.parsed().unwrap().to_rfc3339(),
        "2020-06-22T06:58:39+00:00"
    );
    assert_eq!(envelope.timestamp(), None);
    let kinds: Vec<_> = envelope
        .warnings()
        .iter()
        .map(|warning| warning.kind())
        .collect();
    assert_eq!(kinds, [&WarningKind::MissingStamp]);
    assert_eq!(envelope.body_source(), "<p>\n");
}

#[test]
fn the_stamp_counts_before_the_front_matter() {
    let date = |stamp: &str| {
        let source = POST.replace("<!--1618495142000-->\n", stamp);
        let envelope = Envelope::parse(&source).unwrap();
        assert_eq!(envelope.shape(), Shape::Post);
        envelope.timestamp_millis()
    };
    assert_eq!(date("<!--0-->\n"), Some(0));
    assert_eq!(date(""), Some(1_629_336_829_395));
    assert_eq!(date("<!--NaN-->\n"), None);
    assert_eq!(date("<!--9999999999999999-->\n"), None);
    assert_eq!(date("<!--99999999999999999999-->\n"), None);
    let far = "<!--9999999999999999-->\n[T](https://example.org/)\n---\n\n";
    let envelope = Envelope::parse(far).unwrap();
    assert_eq!(
        envelope.stamp().unwrap().millis(),
        Some(9_999_999_999_999_999)
    );
    assert_eq!(envelope.stamp().unwrap().date(), None);
}

#[test]
fn dates_have_four_forms() {
    let date = |text: &str| {
        let source = BARE.replace("2018-12-03T17:46:27+08:00", text);
        let envelope = Envelope::parse(&source).unwrap();
        let date = envelope.front_matter().unwrap().date().unwrap();
        assert_eq!(date.raw(), text);
        date.parsed().map(|date| date.to_rfc3339())
    };
    let value = |text: &str| Some(text.to_owned());
    assert_eq!(
        date("2021-08-19T01:33:49.395Z"),
        value("2021-08-19T01:33:49.395+00:00")
    );
    assert_eq!(
        date("2021-08-19T01:33:49Z"),
        value("2021-08-19T01:33:49+00:00")
    );
    assert_eq!(
        date("2021-08-19T01:33:49+08:00"),
        value("2021-08-19T01:33:49+08:00")
    );
    assert_eq!(
        date("2021-08-19T01:33:49-05:30"),
        value("2021-08-19T01:33:49-05:30")
    );
    assert_eq!(date("2021-08-19"), value("2021-08-19T00:00:00+00:00"));
    assert_eq!(date("2024-02-29"), value("2024-02-29T00:00:00+00:00"));
    let no_dates = [
        "2021-08-19T",
        "2021-08-19T01:33:49",
        "2021-08-19T01:33:49.3Z",
        "2021-08-19T01:33Z",
        "2021-08-19T01:33:60Z",
        "2021-08-19T01:33:49+24:00",
        "2021-08-19T01:33:49ZZ",
        "2023-02-29",
        "2021-8-19",
        "２０21-08-19",
        "0000-00-00",
        "19 Aug 2021",
    ];
    for text in no_dates {
        assert_eq!(date(text), None, "{text}");
    }
}

/// The title and URL of a header.
fn header(line: &str) -> (String, String) {
    let source = format!("{line}\n------\n\n");
    let envelope = Envelope::parse(&source).unwrap_or_else(|error| panic!("{line}: {error}"));
    assert_eq!(envelope.title().span().of(&source), *envelope.title());
    assert_eq!(envelope.link().span().of(&source), *envelope.link());
    (envelope.title().to_string(), envelope.link().to_string())
}

#[test]
fn nothing_is_escaped_in_a_link_header() {
    let cases = [
        ("[T](https://a.org/)", "T", "https://a.org/"),
        ("[](https://a.org/)", "", "https://a.org/"),
        ("[[T]](https://a.org/)", "[T]", "https://a.org/"),
        (
            "[T] (x) [y(](https://a.org/)",
            "T] (x) [y(",
            "https://a.org/",
        ),
        ("[T](x)](https://a.org/)", "T](x)", "https://a.org/"),
        (
            "[T](https://b.org) y](https://a.org/)",
            "T](https://b.org) y",
            "https://a.org/",
        ),
        ("[T](https://a.org/(b)_(c))", "T", "https://a.org/(b)_(c)"),
        ("[T](https://a.org/b))", "T", "https://a.org/b)"),
        ("[T](https://a.org/](b))", "T", "https://a.org/](b)"),
        ("[T](https://a.org/](b)](c))", "T", "https://a.org/](b)](c)"),
        ("[T](ipfs+x.y-2://a)", "T", "ipfs+x.y-2://a"),
        (
            "[<!--1-->](https://a.org/合村)",
            "<!--1-->",
            "https://a.org/合村",
        ),
        ("[ T\u{a0}](HTTPS://A.ORG)", " T\u{a0}", "HTTPS://A.ORG"),
    ];
    for (line, title, url) in cases {
        assert_eq!(header(line), (title.to_owned(), url.to_owned()), "{line}");
    }
}

#[test]
fn line_ends_may_be_crlf() {
    for source in [POST, BARE] {
        let crlf = source.replace('\n', "\r\n");
        let (plain, envelope) = (
            Envelope::parse(source).unwrap(),
            Envelope::parse(&crlf).unwrap(),
        );
        assert_eq!(*envelope.title(), *plain.title());
        assert_eq!(*envelope.link(), *plain.link());
        assert_eq!(envelope.timestamp(), plain.timestamp());
        assert_eq!(
            envelope.body_source(),
            plain.body_source().replace('\n', "\r\n")
        );
        let kinds: Vec<_> = envelope
            .warnings()
            .iter()
            .map(|warning| warning.kind())
            .collect();
        assert_eq!(kinds, [&WarningKind::CrLf]);
        let front_matter = envelope.front_matter().unwrap();
        check_entries(front_matter, &crlf);
        let values = |envelope: &Envelope<'_>| {
            let entries = envelope.front_matter().unwrap().entries();
            entries
                .map(|entry| entry.value.to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(values(&envelope), values(&plain));
        assert_eq!(reassembled(&envelope), crlf);
    }
}

#[test]
fn names_are_read_with_brackets_and_without() {
    let tags = |value: &str| {
        let source = BARE.replace("title:", &format!("tags: {value}\ntitle:"));
        let envelope = Envelope::parse(&source).unwrap();
        let tags = envelope.front_matter().unwrap().tags();
        tags.map(|tag| tag.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(tags("[ X Y ]"), ["X", "Y"]);
    assert_eq!(tags("[  X ]"), ["X"]);
    assert_eq!(tags("[X\tY\u{a0}Z]"), ["X", "Y\u{a0}Z"]);
    assert_eq!(tags("X Y"), ["X", "Y"]);
    assert_eq!(tags("[ [X] ]"), ["[X]"]);
    for nothing in ["", "[]", "[ ]"] {
        assert!(tags(nothing).is_empty());
    }
    assert_eq!(tags("["), ["["]);
}

/// Long and odd lines. A search that is not linear would not end.
#[test]
fn hostile_headers_are_read_in_linear_time() {
    const MANY: usize = 1_000_000;
    let clip = |title: &str, url: &str| format!("[{title}]({url})\n------\n\n");
    for part in [
        "[",
        "]",
        "](",
        "](a",
        "](a:",
        "](https:/",
        "](https://x",
        "a",
        "中",
        ")",
    ] {
        let title = part.repeat(MANY / part.len());
        let source = clip(&title, "https://a.org/");
        assert_eq!(*Envelope::parse(&source).unwrap().title(), title);
        let source = clip(&title, "x");
        assert_eq!(Envelope::parse(&source).is_ok(), part.contains("://"));
        assert!(Envelope::parse(&source[..1 + title.len() / part.len() / 2 * part.len()]).is_err());
    }
    for digit in ["9", "0"] {
        let source = format!(
            "<!--{}-->\n{}",
            digit.repeat(MANY),
            clip("T", "https://a.org")
        );
        let envelope = Envelope::parse(&source).unwrap();
        assert_eq!(envelope.stamp().unwrap().millis().is_none(), digit == "9");
        assert!(Envelope::parse(&source[..MANY]).is_err());
    }
    let mut keys: String = (0..MANY / 10).map(|key| format!("k{key}: v\n")).collect();
    for line in ["tags: [ a ]\n", "stray\n", "\n", "--\n", "--- -\n"] {
        keys.push_str(&line.repeat(MANY / 10 / line.len()));
    }
    let source = BARE.replace("title:", &(keys + "title:"));
    let envelope = Envelope::parse(&source).unwrap();
    let front_matter = envelope.front_matter().unwrap();
    assert_eq!(front_matter.get("k99999").map(|value| *value), Some("v"));
    assert_eq!(front_matter.tags().count(), 1);
    assert!(Envelope::parse(&source[..source.len() - 40]).is_err());
    let names = format!(
        "title: \"{}\"\ntags: [ {} ]\nx:",
        "\\\"".repeat(MANY),
        "a ".repeat(MANY)
    );
    let source = BARE.replace("title:", &names);
    let front_matter = Envelope::parse(&source)
        .unwrap()
        .front_matter()
        .unwrap()
        .clone();
    assert_eq!(front_matter.tags().count(), MANY);
    assert_eq!(front_matter.title().unwrap().len(), MANY);
    let dated = format!("[T](https://a.org)\n---\n日期：{}\n\n", "(".repeat(MANY));
    assert_eq!(
        Envelope::parse(&dated)
            .unwrap()
            .date_line()
            .unwrap()
            .parsed(),
        None
    );
    for blank in [" ", "\n", "\r", "\t", "-", "<", "\u{feff}"] {
        assert!(Envelope::parse(&blank.repeat(MANY)).is_err());
    }
}

#[test]
fn an_envelope_crosses_threads() {
    fn check<T: Clone + Send + Sync>(_: T) {}
    let envelope = Envelope::parse(POST).unwrap();
    check(envelope.front_matter().cloned());
    check(envelope.front_matter().unwrap().entries());
    check(envelope.front_matter().unwrap().tags());
    check(envelope);
    check(Envelope::parse("").unwrap_err());
    check(newsprint::ClipBuilder::new("", ""));
}

#[test]
fn warnings_of_the_real_files_are_few() {
    let strict = ParseOptions::new().strict(true);
    let mut warnings = BTreeMap::new();
    for (path, source) in corpus() {
        let envelope = Envelope::parse(&source).unwrap();
        for warning in envelope.warnings() {
            *warnings.entry(warning.kind().to_string()).or_insert(0) += 1;
        }
        let is_strict = Envelope::parse_with(&source, &strict).is_ok();
        assert_eq!(is_strict, envelope.warnings().is_empty(), "{path:?}");
    }
    let expected = [
        ("expected a blank line before the body".to_owned(), 10),
        ("expected a stamp".to_owned(), 80),
        (
            "expected milliseconds in the stamp, found `NaN`".to_owned(),
            42,
        ),
    ];
    assert!(
        warnings.is_empty() || warnings == BTreeMap::from(expected),
        "{warnings:?}"
    );
}

#[test]
fn the_seed_is_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seed/1618495142000.md");
    let Ok(source) = fs::read_to_string(path) else {
        eprintln!("skipped: no ../shared/seed");
        return;
    };
    let envelope = Envelope::parse(&source).unwrap();
    assert_eq!(envelope.shape(), Shape::Clip);
    assert_eq!(
        envelope.timestamp().unwrap().to_rfc3339(),
        "2021-04-15T13:59:02+00:00"
    );
    assert_eq!(envelope.title().span().to_string(), "22..94");
    assert_eq!(envelope.title().span().of(&source), *envelope.title());
    assert!(
        envelope
            .link()
            .starts_with("https://www.voachinese.com/a/Kerry-")
    );
    assert_eq!(envelope.link().span().of(&source), *envelope.link());
    assert!(
        envelope
            .body_source()
            .starts_with("<div><i>Thu, 15 Apr 2021 13:23:59 GMT</i></div>")
    );
    assert_eq!(envelope.warnings(), []);
}

#[test]
fn every_real_file_has_an_envelope_of_its_shape() {
    for (path, source) in corpus() {
        let envelope = Envelope::parse(&source).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        let folder = path.parent().unwrap().file_name().unwrap();
        let shape = match folder.to_str().unwrap() {
            "oped2_bare" => Shape::BarePost,
            "chinadigitaltimes" => Shape::DatedClip,
            _ => Shape::Post,
        };
        assert_eq!(envelope.shape(), shape, "{path:?}");
        assert_eq!(reassembled(&envelope), source, "{path:?}");
    }
}

/// The parts of the envelope, the body, and the bytes between them.
fn reassembled(envelope: &Envelope<'_>) -> String {
    let source = envelope.source();
    let mut parts: Vec<Span> = Vec::new();
    parts.extend(
        envelope
            .front_matter()
            .map(|front_matter| front_matter.span()),
    );
    parts.extend(envelope.stamp().map(|stamp| stamp.span()));
    parts.extend(envelope.link_header().map(|header| header.span()));
    parts.extend(envelope.separator());
    parts.extend(envelope.date_line().map(|date| date.span()));
    parts.push(envelope.body_span());
    let mut file = String::new();
    for part in parts {
        let between = Span::new(file.len() as u32, part.start);
        file.push_str(&source[between.range()]);
        file.push_str(&source[part.range()]);
    }
    file
}

/// The real files, or nothing (and a note) where they are missing.
fn corpus() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let Ok(folders) = fs::read_dir(&root) else {
        eprintln!("skipped: no ../shared/corpus");
        return Vec::new();
    };
    let folders = folders.filter_map(|folder| fs::read_dir(folder.unwrap().path()).ok());
    let files = folders.flatten().map(|file| file.unwrap().path());
    let markdown = files.filter(|path| path.extension().is_some_and(|end| end == "md"));
    markdown
        .map(|path| (path.clone(), fs::read_to_string(path).unwrap()))
        .collect()
}
