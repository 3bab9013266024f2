//! Each error and warning of the envelope: its kind, place and message.

use newsprint::{
    Article, Body, Encoding, Envelope, Error, ErrorKind, Lane, Limit, ParseOptions, Parser,
    Position, Shape, Span, Warning, WarningKind,
};

/// Front matter that is enough for a bare post.
const FRONT_MATTER: &str = "---\ntitle: \"T\"\ndate: 2021-04-15\nfrom: https://example.org/\n---\n";

/// Checks the kind, the bytes in error and the message of the error that `source` gives.
#[track_caller]
fn check(source: &str, kind: ErrorKind, bytes: &str, message: &str) {
    let error = Envelope::parse(source).unwrap_err();
    assert_eq!(error.kind(), &kind, "{source:?}");
    assert_eq!(
        error.span().of(source),
        bytes,
        "{source:?} at {}",
        error.span()
    );
    assert_eq!(error.to_string(), message, "{source:?}");
}

#[test]
fn an_empty_file_is_not_an_article() {
    let message = "expected an article, found an empty file at line 1, column 1";
    check("", ErrorKind::Empty, "", message);
    check(" \r\n\t\n", ErrorKind::Empty, " \r\n\t\n", message);
    let behind_mark = "expected an article, found an empty file at line 1, column 2";
    check("\u{feff}", ErrorKind::Empty, "", behind_mark);
}

#[test]
fn other_text_is_not_an_article() {
    let message = |place| {
        format!("expected front matter, a stamp or a link header, found other text at {place}")
    };
    let first = message("line 1, column 1");
    check(
        "# News\n\nAn archive.\n",
        ErrorKind::NotAnArticle,
        "# News",
        &first,
    );
    check("----\n", ErrorKind::NotAnArticle, "----", &first);
    check("<!-", ErrorKind::NotAnArticle, "<!-", &first);
    check(
        "\n\n  - item\n",
        ErrorKind::NotAnArticle,
        "- item",
        &message("line 3, column 3"),
    );
}

#[test]
fn an_html_page_is_not_an_article() {
    let message = |place| {
        format!("expected front matter, a stamp or a link header, found a page of HTML at {place}")
    };
    let first = message("line 1, column 1");
    check(
        "<!DOCTYPE html>\n<p>",
        ErrorKind::HtmlPage,
        "<!DOCTYPE",
        &first,
    );
    check("<html lang=zh>", ErrorKind::HtmlPage, "<html", &first);
    check(
        "<?xml version=\"1.0\"?>",
        ErrorKind::HtmlPage,
        "<?xml",
        &first,
    );
    check(
        "\n <HEAD>",
        ErrorKind::HtmlPage,
        "<HEAD",
        &message("line 2, column 2"),
    );
}

#[test]
fn front_matter_has_to_end() {
    let message = |place| format!("expected a line `---` that ends the front matter at {place}");
    let kind = ErrorKind::UnterminatedFrontMatter;
    check("---", kind, "", &message("line 1, column 4"));
    check("---\ntitle: T\n", kind, "", &message("line 3, column 1"));
    // The closing `---` is missing: the error is at the first line that is not `key: value`.
    let lost = "---\ntitle: T\n<!--1-->\n[T](https://example.org/)\n------\n\nbody\n";
    check(lost, kind, "", &message("line 3, column 1"));
}

#[test]
fn front_matter_without_a_link_header_needs_title_and_url() {
    let message = |key, place| {
        format!("expected `{key}` in the front matter, or a link header after it at {place}")
    };
    let page = "---\nlayout: page\npermalink: /404.html\n---\n\n<p>Not found</p>\n";
    let kind = ErrorKind::MissingKey("title");
    check(page, kind, "", &message("title", "line 4, column 1"));
    let about = "---\ntitle: About\n---\n\n<p>We</p>\n";
    let kind = ErrorKind::MissingKey("from");
    check(about, kind, "", &message("from", "line 3, column 1"));
    check(
        "---\ntitle: A\nfrom:\n---\n",
        kind,
        "",
        &message("from", "line 4, column 1"),
    );
}

#[test]
fn a_stamp_has_to_end() {
    let message = |place| format!("expected `-->` at the end of the stamp at {place}");
    let kind = ErrorKind::UnterminatedStamp;
    check("<!--", kind, "", &message("line 1, column 5"));
    check("<!--16184951", kind, "", &message("line 1, column 13"));
    check(
        "<!--1618495142000--",
        kind,
        "",
        &message("line 1, column 20"),
    );
    check(
        "<!--1  \n[T](https://example.org/)\n-->",
        kind,
        "",
        &message("line 1, column 6"),
    );
}

#[test]
fn a_stamp_is_a_number() {
    let message = "expected milliseconds or `NaN` in the stamp at line 1, column 5";
    let kind = ErrorKind::InvalidStamp;
    for text in ["", " 1 ", "12x", "1.5", "+1", "nan", "NaN1", "-", "１"] {
        let source = format!("<!--{text}-->\n[T](https://example.org/)\n------\n\n");
        check(&source, kind, text, message);
    }
}

#[test]
fn nothing_follows_a_stamp_on_its_line() {
    let source = "<!--1--> <p>\n[T](https://example.org/)\n------\n\n";
    let message = "expected a line end after the stamp at line 1, column 9";
    check(source, ErrorKind::TextAfterStamp, " <p>", message);
}

#[test]
fn a_link_header_follows_the_stamp() {
    let message = |place| format!("expected a link header `[title](url)` at {place}");
    let kind = ErrorKind::MissingLinkHeader;
    check("<!--1-->", kind, "", &message("line 1, column 9"));
    check("<!--1-->\n", kind, "", &message("line 2, column 1"));
    check(
        "<!--1-->\n\n[T](https://example.org/)\n",
        kind,
        "",
        &message("line 2, column 1"),
    );
    check(
        "<!--1-->\n<p>x</p>\n",
        kind,
        "<p>x</p>",
        &message("line 2, column 1"),
    );
}

#[test]
fn a_link_header_has_an_absolute_url() {
    let message = |place| {
        format!("expected `](`, an absolute URL and `)` at the end of the link header at {place}")
    };
    let kind = ErrorKind::MissingUrl;
    check("[", kind, "", &message("line 1, column 2"));
    check("[T]\n------\n", kind, "", &message("line 1, column 4"));
    check(
        "[题目](https://example.org/\n------\n",
        kind,
        "",
        &message("line 1, column 26"),
    );
    check(
        "[T](/a)\n------\n",
        kind,
        "/a",
        &message("line 1, column 5"),
    );
    check(
        "[T](https://)\n------\n",
        kind,
        "https://",
        &message("line 1, column 5"),
    );
    check("[T]()\n------\n", kind, "", &message("line 1, column 5"));
    check("[T (x)\n------\n", kind, "", &message("line 1, column 6"));
    check(
        "[T](https://example.org/) x\n------\n",
        kind,
        "",
        &message("line 1, column 28"),
    );
}

#[test]
fn a_separator_follows_the_link_header() {
    let message = |place| format!("expected a separator of at least three `-` at {place}");
    let kind = ErrorKind::MissingSeparator;
    let header = "[T](https://example.org/)";
    check(header, kind, "", &message("line 1, column 26"));
    check(
        &format!("{header}\n"),
        kind,
        "",
        &message("line 2, column 1"),
    );
    check(
        &format!("{header}\n--"),
        kind,
        "--",
        &message("line 2, column 1"),
    );
    check(
        &format!("{header}\n\nbody"),
        kind,
        "",
        &message("line 2, column 1"),
    );
    check(
        &format!("{header}\n------x\n"),
        kind,
        "x",
        &message("line 2, column 7"),
    );
}

#[test]
fn the_header_ends_in_a_line_end() {
    let message = |place| format!("expected a line end and the body at {place}");
    let kind = ErrorKind::UnterminatedHeader;
    let header = "[T](https://example.org/)\n------";
    check(header, kind, "", &message("line 2, column 7"));
    let dated = format!("{header}\n日期：Mon, 22 Jun");
    check(&dated, kind, "", &message("line 3, column 15"));
}

#[test]
fn bytes_have_to_be_utf8() {
    let error = |bytes: &[u8]| Article::from_bytes(bytes).unwrap_err();
    let cut = error(b"<!--1-->\n[\xe4\xb8");
    assert_eq!(cut.kind(), &ErrorKind::NotUtf8(Encoding::Unknown));
    assert_eq!(cut.span().to_string(), "10..12");
    assert_eq!(
        cut.to_string(),
        "expected UTF-8, found an invalid byte at line 2, column 2"
    );
    let gb = error(b"<!--1-->\n[\xd6\xd0\xb9\xfa\xd0\xc2\xce\xc5](https://example.org/)\n");
    let message = "expected UTF-8, found what seems to be GB18030 at line 2, column 2";
    assert_eq!(gb.to_string(), message);
    let utf16 = error(b"\xff\xfe<\0!\0");
    let message = "expected UTF-8, found what seems to be UTF-16LE at line 1, column 1";
    assert_eq!(utf16.to_string(), message);
    let utf16 = error(b"\0<\0!\0-\0-");
    let message = "expected UTF-8, found what seems to be UTF-16BE at line 1, column 1";
    assert_eq!(utf16.to_string(), message);
    assert_eq!(
        Envelope::from_bytes(b"\xff")
            .unwrap_err()
            .span()
            .to_string(),
        "0..1"
    );
}

#[test]
fn a_source_may_be_too_long() {
    let source = "[题](https://example.org/)\n------\n\n";
    let kind = ErrorKind::Limit {
        limit: Limit::Len,
        max: 2,
        found: Some(36),
    };
    // Nothing was read: the error is at the start.
    let message = "maximum length of 2 bytes exceeded (found 36) at line 1, column 1";
    let options = ParseOptions::new().max_len(2);
    let error = Envelope::parse_with(source, &options).unwrap_err();
    assert_eq!((error.kind(), error.span()), (&kind, Span::new(0, 0)));
    assert_eq!(error.to_string(), message);
    assert_eq!(
        Envelope::from_bytes_with(source.as_bytes(), &options),
        Err(error)
    );
    let options = ParseOptions::new().max_len(36);
    assert!(Envelope::parse_with(source, &options).is_ok());
}

/// Checks that `source` is read with exactly this warning, and that it is an error in strict mode.
#[track_caller]
fn check_warning(source: &str, kind: WarningKind, bytes: &str, message: &str) {
    let envelope = Envelope::parse(source).unwrap();
    let [warning] = envelope.warnings() else {
        panic!("{source:?}: {:?}", envelope.warnings());
    };
    assert_eq!(warning.kind(), &kind, "{source:?}");
    assert_eq!(
        warning.span().of(source),
        bytes,
        "{source:?} at {}",
        warning.span()
    );
    assert_eq!(warning.to_string(), message);
    assert_eq!(
        warning.position(),
        Position::of(source, warning.span().start)
    );
    let strict = ParseOptions::new().strict(true);
    let error = Envelope::parse_with(source, &strict).unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Strict(kind));
    assert_eq!(error.span(), warning.span());
    assert_eq!(error.to_string(), message);
}

/// 2021-04-15.
const STAMP: &str = "1618495142000";

/// A clip with this in its parts.
fn clip(stamp: &str, url: &str, separator: &str) -> String {
    format!("<!--{stamp}-->\n[T]({url})\n{separator}\n\nbody\n")
}

#[test]
fn non_fatal_problems_are_warnings() {
    let url = "https://example.org/";
    let header = "[T](https://example.org/)\n------\n\nbody\n";
    let plain = clip(STAMP, url, "---");
    assert_eq!(Envelope::parse(&plain).unwrap().warnings(), []);

    check_warning(
        &format!("\u{feff}{plain}"),
        WarningKind::ByteOrderMark,
        "\u{feff}",
        "expected no byte order mark at line 1, column 1",
    );
    check_warning(
        &plain.replace('\n', "\r\n"),
        WarningKind::CrLf,
        "\r\n",
        "expected LF, found CRLF at line 1, column 21",
    );
    check_warning(
        &clip("NaN", url, "------"),
        WarningKind::NanStamp,
        "<!--NaN-->",
        "expected milliseconds in the stamp, found `NaN` at line 1, column 1",
    );
    for far in [
        "99999999999999999999999",
        "9223372036854775807",
        "-9223372036854775808",
        "1618495142000000",
    ] {
        check_warning(
            &clip(far, url, "------"),
            WarningKind::StampOutOfRange,
            &format!("<!--{far}-->"),
            "expected a stamp in the years 1 to 9999 at line 1, column 1",
        );
    }
    for unlikely in ["1", "1618495142"] {
        check_warning(
            &clip(unlikely, url, "------"),
            WarningKind::UnlikelyStamp,
            &format!("<!--{unlikely}-->"),
            "expected a stamp in the years 1990 to 2100 at line 1, column 1",
        );
    }
    check_warning(
        "[T](https://example.org/)\n------\n日期：Thu, 15 Apr 2021 21:59:02 CST\n\nbody\n",
        WarningKind::AmbiguousZone,
        "Thu, 15 Apr 2021 21:59:02 CST",
        "expected an offset such as +0800, found `CST`, which is read as -0600 at line 3, column 4",
    );
    check_warning(
        header,
        WarningKind::MissingStamp,
        "",
        "expected a stamp at line 1, column 1",
    );
    check_warning(
        "<!--1618495142000-->\n[T](https://example.org/)\n------\nbody\n",
        WarningKind::MissingBlankLine,
        "",
        "expected a blank line before the body at line 4, column 1",
    );
    check_warning(
        &clip(STAMP, url, "------ \t"),
        WarningKind::TrailingWhitespace,
        " \t",
        "expected no white space at the end of the line at line 3, column 7",
    );
    check_warning(
        "<!--1618495142000-->\n[T](https://example.org/)\t\n------\n\nbody\n",
        WarningKind::TrailingWhitespace,
        "\t",
        "expected no white space at the end of the line at line 2, column 26",
    );
    check_warning(
        &clip(STAMP, "https://example.org/a b", "------"),
        WarningKind::WhitespaceInUrl,
        "https://example.org/a b",
        "expected no white space in the URL at line 2, column 5",
    );
    check_warning(
        &format!("{FRONT_MATTER}\n{header}"),
        WarningKind::ExtraBlankLine,
        "\n",
        "expected no blank line before the header at line 6, column 1",
    );
    check_warning(
        &format!(
            "<!--1618495142000-->\n{}",
            header.replace("------\n", "------\n日期：gestern\n")
        ),
        WarningKind::InvalidDate,
        "gestern",
        "expected a date at line 4, column 4",
    );
}

#[test]
fn non_fatal_problems_of_front_matter_are_warnings() {
    let post = |line: &str| FRONT_MATTER.replace("title: \"T\"\n", line) + "\n<p>";
    assert_eq!(Envelope::parse(&post("title: T\n")).unwrap().warnings(), []);
    for line in [
        "stray",
        "",
        "- item",
        " indented: x",
        "# comment",
        "https://example.org/",
        ": x",
    ] {
        check_warning(
            &post(&format!("title: \"T\"\n{line}\n")),
            WarningKind::FrontMatterLine,
            line,
            "expected `key: value` in the front matter at line 3, column 1",
        );
    }
    check_warning(
        &post("title: \"T\"\ntitle: \"U\"\n"),
        WarningKind::RepeatedKey,
        "title",
        "expected each key only once at line 3, column 1",
    );
    check_warning(
        &post("title: \"T\ntags: [ X ]\n"),
        WarningKind::UnclosedQuote,
        "\"T",
        "expected `\"` at the end of the value at line 2, column 8",
    );
    for date in [
        "yesterday",
        "2021-02-30",
        "2021-04-15 13h59",
        "2021-04-15T24:00:00Z",
        "21-4-15",
    ] {
        check_warning(
            &post("title: T\n").replace("2021-04-15", date),
            WarningKind::InvalidDate,
            date,
            "expected a date at line 3, column 7",
        );
    }
    check_warning(
        &post("title: T\n").replace("2021-04-15", ""),
        WarningKind::MissingStamp,
        "",
        "expected a stamp at line 6, column 1",
    );
    check_warning(
        &post("title: T\n").replace("date: 2021-04-15\n", ""),
        WarningKind::MissingStamp,
        "",
        "expected a stamp at line 5, column 1",
    );
    check_warning(
        &post("title: T\n").replace("https://example.org/", "example.org"),
        WarningKind::RelativeUrl,
        "example.org",
        "expected an absolute URL at line 4, column 7",
    );
    check_warning(
        &format!("{FRONT_MATTER}<article>\n"),
        WarningKind::MissingBlankLine,
        "",
        "expected a blank line before the body at line 6, column 1",
    );
}

#[test]
fn errors_take_precedence_over_warnings() {
    let strict = ParseOptions::new().strict(true);
    let error = Envelope::parse_with("\u{feff}<!--NaN-->\n", &strict).unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::MissingLinkHeader);
    let source = "<!--NaN-->\n[T](https://example.org/)\n---\nbody";
    let error = Envelope::parse_with(source, &strict).unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Strict(WarningKind::NanStamp));
}

/// A file that is cut in its header is an error, or has a warning that something is missing.
#[test]
fn a_truncated_header_is_never_ignored() {
    let header = "<!--1618495142000-->\n[题 [目](x)](https://example.org/(a))\n------\n日期：Mon, 22 Jun 2020 06:58:39 +0000\n\n";
    for at in (0..header.len()).filter(|&at| header.is_char_boundary(at)) {
        if let Ok(envelope) = Envelope::parse(&header[..at]) {
            assert_ne!(envelope.warnings(), [], "{:?}", &header[..at]);
        }
    }
    assert_eq!(Envelope::parse(header).unwrap().warnings(), []);
}

/// Checks that an error is in the file, on character boundaries, and at the position of its span.
#[track_caller]
fn check_place(bytes: &[u8], error: &Error) {
    let range = error.span().range();
    assert!(
        range.start <= range.end && range.end <= bytes.len(),
        "{error:?}"
    );
    let before = std::str::from_utf8(&bytes[..range.start]).expect("a character boundary");
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
    let position = error.position();
    assert_eq!(
        (position.line as usize, position.column as usize),
        (line, column),
        "{error:?}"
    );
    if let Ok(source) = std::str::from_utf8(bytes) {
        assert!(source.get(range).is_some(), "{error:?}");
    }
}

/// Checks the place of every error that a source gives, in all ways to read it.
fn check_places(source: &str, options: &ParseOptions) -> usize {
    let bytes = source.as_bytes();
    let mut parser = Parser::new(*options);
    let errors = [
        Article::parse_with(source, options).err(),
        Article::from_bytes_with(bytes, options).err(),
        Envelope::parse_with(source, options).err(),
        Envelope::from_bytes_with(bytes, options).err(),
        Body::parse_with(source, options).err(),
        parser.parse(source).err(),
        parser.parse_bytes(bytes).err(),
    ];
    let errors = errors.iter().flatten();
    errors.map(|error| check_place(bytes, error)).count()
}

#[test]
fn every_error_is_in_the_file() {
    let source = "[题](https://example.org/)\n------\n\n<div>正<b><i a>文<p b c>中\n<p>";
    let options = ParseOptions::new();
    let mut errors = 0;
    for most in 0..source.len() as u32 {
        for lane in [Lane::Fast, Lane::Html5ever] {
            let options = options.lane(lane);
            errors += check_places(source, &options.max_len(most));
            errors += check_places(source, &options.max_depth(most));
            errors += check_places(source, &options.max_nodes(most));
            errors += check_places(source, &options.max_attributes(most));
            errors += check_places(source, &options.max_formatting(most));
            errors += check_places(source, &options.max_repeated(most.into()));
            errors += check_places(source, &options.max_steps(most.into()));
        }
        if let Some(cut) = source.get(..most as usize) {
            errors += check_places(cut, &options);
        }
        for byte in [0, b'\n', 0x80, 0xe4, 0xff] {
            let mut bytes = source.as_bytes().to_vec();
            bytes[most as usize] = byte;
            if let Err(error) = Article::from_bytes(&bytes) {
                check_place(&bytes, &error);
                errors += 1;
            }
        }
    }
    assert!(errors > 1_000, "only {errors} errors");
}

#[test]
fn each_of_many_warnings_has_its_position() {
    let odd = "- 项\r\n中 \n\ttags\n\n".repeat(50);
    let source = format!(
        "\u{feff}---\ntitle: 题\n{odd}from: x\n---\n\n<p>\n<!--1-->\n[t](https://e.org/)\n---\n"
    );
    let article = Article::parse(&source).unwrap();
    assert!(
        article.warnings().len() > 200,
        "{}",
        article.warnings().len()
    );
    for warning in article.warnings() {
        let position = Position::of(&source, warning.span().start);
        assert_eq!(warning.position(), position, "{warning}");
    }
}

#[test]
fn errors_and_warnings_are_errors_of_the_standard_library() {
    fn message(error: &(dyn std::error::Error + Send + Sync + 'static)) -> String {
        error.to_string()
    }
    let source = "<!--NaN-->\n[t](https://example.org/)\n------\n\n";
    let [warning] =
        <[Warning; 1]>::try_from(Envelope::parse(source).unwrap().warnings().to_vec()).unwrap();
    let strict = ParseOptions::new().strict(true);
    let error = Envelope::parse_with(source, &strict).unwrap_err();
    assert_eq!(message(&warning), message(&error));
    assert_eq!(warning.position(), error.position());
    assert_eq!(warning.help(), error.help());
}

#[test]
fn names_are_parsed_as_they_are_written() {
    for lane in [Lane::Fast, Lane::Html5ever] {
        assert_eq!(lane.to_string().parse(), Ok(lane));
    }
    for shape in [Shape::Clip, Shape::Post, Shape::BarePost, Shape::DatedClip] {
        assert_eq!(shape.to_string().parse(), Ok(shape));
    }
    let error = "Clip".parse::<Shape>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "expected `clip`, `post`, `bare_post` or `dated_clip`, found `Clip`"
    );
}
