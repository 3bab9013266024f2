//! The envelope: shapes, precedence, links, front matter, and every real file.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use newsprint::{
    Article, DateOrigin, Envelope, ErrorKind, FrontMatter, ParseOptions, Shape, Span, WarningKind,
};

/// A post in the form of the archives, with a title that needs escapes.
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
    let header = envelope.link_header().unwrap();
    assert_eq!(header.span().of(source), "[T](https://example.org/a)");
    assert_eq!(header.title().span().of(source), "T");
    assert_eq!(header.url().span().of(source), "https://example.org/a");
    let separator = envelope.separator().unwrap();
    assert_eq!(
        (*separator, separator.span().of(source)),
        ("------", "------")
    );
    assert_eq!(envelope.date_line(), None);
    assert_eq!(envelope.front_matter(), None);
    assert_eq!(envelope.body_source(), "<p>x</p>\n");
    assert_eq!(envelope.source(), source);
}

#[test]
fn a_post_takes_title_and_link_from_its_header() {
    let envelope = Envelope::parse(POST).unwrap();
    assert_eq!(envelope.shape(), Shape::Post);
    assert_eq!(envelope.title().value(), "A \"B\"\u{a0}C");
    assert_eq!(*envelope.link(), "https://example.org/link");
    let stamp = envelope.timestamp().unwrap();
    assert_eq!(stamp.timestamp_millis(), 1_618_495_142_000);
    assert_eq!(envelope.body_source(), "<div>\n正文\n</div>\n");
    assert_eq!(envelope.warnings(), []);
}

#[test]
fn front_matter_has_each_field_with_its_span() {
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

/// Checks that keys and values are at their spans.
fn check_entries(front_matter: &FrontMatter<'_>, source: &str) {
    let mut last = front_matter.raw().span().start;
    for entry in front_matter.entries() {
        assert_eq!(entry.key().span().of(source), *entry.key());
        assert_eq!(entry.value().span().of(source), *entry.value());
        assert!(
            last <= entry.key().span().start && entry.key().span().end < entry.value().span().end
        );
        last = entry.value().span().end;
    }
    assert!(last <= front_matter.raw().span().end);
}

#[test]
fn keys_have_letters_digits_dashes_and_underscores() {
    let source = BARE.replace("title:", "a_b-2: x\ty\t \nä: z\n2a: z\na.b: z\ntitle:");
    let envelope = Envelope::parse(&source).unwrap();
    let front_matter = envelope.front_matter().unwrap();
    let first = front_matter.entries().next().unwrap();
    assert_eq!((*first.key(), *first.value()), ("a_b-2", "x\ty"));
    assert!(front_matter.entries().all(|entry| *entry.value() != "z"));
    check_entries(front_matter, &source);
}

#[test]
fn a_bare_post_takes_all_from_its_front_matter() {
    let envelope = Envelope::parse(BARE).unwrap();
    assert_eq!(envelope.shape(), Shape::BarePost);
    assert_eq!(envelope.title().value(), "T \"U\"");
    assert_eq!(envelope.title().span().of(BARE), "T \\\"U\\\"");
    assert_eq!(*envelope.link(), "https://example.org/from");
    assert_eq!(envelope.link().span().of(BARE), "https://example.org/from");
    assert_eq!(envelope.timestamp(), None);
    assert_eq!(
        envelope.published().unwrap().date().to_string(),
        "2018-12-03T17:46:27+08:00"
    );
    assert_eq!((envelope.stamp(), envelope.link_header()), (None, None));
    assert_eq!((envelope.separator(), envelope.date_line()), (None, None));
    assert_eq!(envelope.body_source(), "<article>\n</article>\n\n");
    assert_eq!(envelope.warnings(), []);
}

#[test]
fn a_dated_clip_has_a_date_and_no_warning() {
    let source =
        "[T](https://example.org/)\n------\n日期：Mon, 22 Jun 2020 06:58:39 +0000\n\n<p>\n";
    let envelope = Envelope::parse(source).unwrap();
    assert_eq!(envelope.shape(), Shape::DatedClip);
    let date = envelope.date_line().unwrap();
    assert_eq!(date.raw(), "Mon, 22 Jun 2020 06:58:39 +0000");
    assert_eq!(date.span().of(source), date.raw());
    assert_eq!(date.parsed().unwrap().to_string(), "2020-06-22T06:58:39Z");
    assert_eq!(envelope.timestamp(), None);
    let published = envelope.published().unwrap();
    assert_eq!(published.origin(), DateOrigin::DateLine);
    assert_eq!(
        (Some(published.date()), published.span()),
        (date.parsed(), date.span())
    );
    assert_eq!(envelope.warnings(), []);
    assert_eq!(envelope.body_source(), "<p>\n");
    let strict = ParseOptions::new().strict(true);
    assert_eq!(
        Envelope::parse_with(source, &strict).as_ref(),
        Ok(&envelope)
    );
    // A date that cannot be read is one problem, not two.
    let source = source.replace("Mon, 22 Jun", "gestern");
    let envelope = Envelope::parse(&source).unwrap();
    assert_eq!(
        (kinds(&envelope), envelope.published()),
        (vec![WarningKind::InvalidDate], None)
    );
}

/// The kinds of the warnings.
fn kinds(envelope: &Envelope<'_>) -> Vec<WarningKind> {
    let warnings = envelope.warnings().iter();
    warnings.map(|warning| *warning.kind()).collect()
}

#[test]
fn a_comment_that_is_not_a_stamp_belongs_to_the_body() {
    let bare = |body: &str| BARE.replace("\n<article>\n</article>\n\n", body);
    let comments = [
        "NEWSLETTER",
        "Now",
        "-",
        "",
        "- 1 -",
        "1.5",
        "12x",
        "NaN1",
        "--",
    ];
    for comment in comments {
        for body in [format!("<!--{comment}--><p>x"), format!("<!--{comment}-->")] {
            let source = bare(&format!("\n{body}"));
            let envelope =
                Envelope::parse(&source).unwrap_or_else(|error| panic!("{source}{error}"));
            assert_eq!(
                (envelope.shape(), envelope.stamp()),
                (Shape::BarePost, None)
            );
            assert_eq!(
                (envelope.body_source(), envelope.warnings()),
                (&*body, &[][..])
            );
            let source = bare(&body);
            let envelope = Envelope::parse(&source).unwrap();
            assert_eq!(envelope.body_source(), body);
            assert_eq!(kinds(&envelope), [WarningKind::MissingBlankLine]);
        }
        // In the place of a stamp, the comment is an invalid stamp.
        let header = format!("<!--{comment}-->\n[T](https://example.org/)\n------\n\n");
        for source in [bare(&header), bare(&format!("\n{header}"))] {
            let error = Envelope::parse(&source).unwrap_err();
            assert_eq!(error.kind(), &ErrorKind::InvalidStamp);
        }
    }
    // Nor is a stamp that is cut by the end of the file.
    for cut in [
        "<!--",
        "<!--1",
        "<!---1",
        "<!--1-",
        "<!--1--",
        "<!--N",
        "<!--NaN--",
    ] {
        let error = Envelope::parse(&bare(cut)).unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::UnterminatedStamp, "{cut}");
    }
}

#[test]
fn an_empty_value_is_none() {
    let source = "---\nlayout:\ntitle: \"\"\ndate: \nauthor:\nfrom: \"\"\ntags: []\ncomments:\n\
                  categories:\nphoto:\n---\n<!--1618495142000-->\n[](https://example.org/)\n------\n\n";
    for source in [
        source.to_owned(),
        source.replace("\"\"", ""),
        source.replace(": []", ": [ ]"),
    ] {
        let envelope = Envelope::parse(&source).unwrap();
        let read = envelope.front_matter().unwrap();
        assert_eq!((read.title(), read.date()), (None, None));
        for value in [read.layout(), read.from(), read.comments()] {
            assert_eq!(value, None);
        }
        assert_eq!(read.author(), None);
        assert_eq!((read.tags().count(), read.categories().count()), (0, 0));
        assert_eq!((read.get("photo"), read.get("author")), (None, None));
        assert_eq!(read.entries().count(), 9);
        assert_eq!(envelope.warnings(), []);
        // If nothing else has a date, the warning is about a missing date, not about an invalid one.
        let source = source.replace("<!--1618495142000-->\n", "");
        let envelope = Envelope::parse(&source).unwrap();
        assert_eq!(
            (envelope.published(), kinds(&envelope)),
            (None, vec![WarningKind::MissingStamp])
        );
        // The link header may have an empty title.
        assert_eq!(envelope.title().value(), "");
    }
    for (key, value) in [
        ("title", ""),
        ("title", " \"\""),
        ("from", ""),
        ("from", " \"\""),
    ] {
        let line = BARE.lines().find(|line| line.starts_with(key)).unwrap();
        let source = BARE.replace(line, &format!("{key}:{value}"));
        let error = Envelope::parse(&source).unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::MissingKey(key));
    }
    // The first line counts, also if it is empty.
    let source = BARE.replace("title:", "author:\nauthor: A\ntitle:");
    let envelope = Envelope::parse(&source).unwrap();
    assert_eq!(envelope.front_matter().unwrap().author(), None);
    assert_eq!(kinds(&envelope), [WarningKind::RepeatedKey]);
}

#[test]
fn a_url_may_be_quoted() {
    let source = BARE.replace("https://example.org/from", "\"https://example.org/from\"");
    let envelope = Envelope::parse(&source).unwrap();
    assert_eq!(*envelope.link(), "https://example.org/from");
    assert_eq!(
        envelope.link().span().of(&source),
        "https://example.org/from"
    );
    assert_eq!(envelope.warnings(), []);
}

#[test]
fn front_matter_may_end_the_file() {
    for end in ["---", "--- \t"] {
        let (lines, _) = BARE.split_once("---\n\n").unwrap();
        let source = format!("{lines}{end}");
        let envelope = Envelope::parse(&source).unwrap();
        assert_eq!(
            (envelope.shape(), envelope.body_source()),
            (Shape::BarePost, "")
        );
        assert_eq!(kinds(&envelope), [WarningKind::MissingBlankLine]);
        let span = envelope.front_matter().unwrap().span();
        assert_eq!(span.of(&source), source.trim_end());
        assert_eq!(
            envelope.body_span(),
            Span::new(source.len() as u32, source.len() as u32)
        );
    }
}

#[test]
fn equal_files_have_equal_envelopes() {
    let parse = |source: &'static str| Envelope::try_from(source).unwrap();
    assert_eq!(parse(POST), parse(POST));
    assert_ne!(parse(POST), parse(BARE));
    assert_eq!(
        Article::try_from("").unwrap_err(),
        Article::parse("").unwrap_err()
    );
}

#[test]
fn literal_values_live_as_long_as_the_source() {
    fn title(source: &str) -> Cow<'_, str> {
        Article::parse(source).unwrap().title().clone()
    }
    assert!(matches!(title(POST), Cow::Borrowed("A \"B\"\u{a0}C")));
    assert!(matches!(title(BARE), Cow::Owned(title) if title == "T \"U\""));
    let plain: &'static str = "---\ntitle: \"T \\ U\"\nfrom: /\n---\n\n";
    assert!(matches!(title(plain), Cow::Borrowed("T \\ U")));
}

#[test]
fn shapes_have_names() {
    let shapes = [Shape::Clip, Shape::Post, Shape::BarePost, Shape::DatedClip];
    for shape in shapes {
        assert_eq!(shape.to_string().parse(), Ok(shape));
        assert_eq!(shape.to_string(), shape.name());
    }
    let error = "Clip".parse::<Shape>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "expected `clip`, `post`, `bare_post` or `dated_clip`, found `Clip`"
    );
}

/// The title and URL of a header.
fn header(line: &str) -> (String, String) {
    let source = format!("{line}\n------\n\n");
    let envelope = Envelope::parse(&source).unwrap_or_else(|error| panic!("{line}: {error}"));
    assert_eq!(
        envelope.title().span().of(&source),
        envelope.title().value()
    );
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
        assert_eq!(envelope.title().value(), plain.title().value());
        assert_eq!(*envelope.link(), *plain.link());
        assert_eq!(envelope.timestamp(), plain.timestamp());
        assert_eq!(
            envelope.body_source(),
            plain.body_source().replace('\n', "\r\n")
        );
        assert_eq!(kinds(&envelope), [WarningKind::CrLf]);
        let front_matter = envelope.front_matter().unwrap();
        check_entries(front_matter, &crlf);
        let values = |envelope: &Envelope<'_>| {
            let entries = envelope.front_matter().unwrap().entries();
            entries
                .map(|entry| entry.value().to_string())
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
    assert_eq!(tags("[ X, Y Z ,W]"), ["X", "Y Z", "W"]);
    assert_eq!(tags("[ , ,X Y, ]"), ["X Y"]);
    assert_eq!(tags("X,"), ["X"]);
    assert_eq!(tags("[ [X] ]"), ["[X]"]);
    for nothing in ["", "[]", "[ ]"] {
        assert!(tags(nothing).is_empty());
    }
    assert_eq!(tags("["), ["["]);
}

/// Long and unusual lines. A search that is not linear would take forever.
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
        assert_eq!(*Envelope::parse(&source).unwrap().title().value(), title);
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
    assert_eq!(
        envelope.title().span().of(&source),
        envelope.title().value()
    );
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
    parts.extend(envelope.separator().map(|separator| separator.span()));
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

/// The real files, or nothing (and a note) if they are missing.
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
