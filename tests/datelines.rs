//! The forms of a publisher's date with their values, and texts that are not dates.

use newsprint::Article;

/// Returns the date that is read from a text in `<div><i>`, or `None` without a dateline or a date, and
/// whether its zone is ambiguous.
fn read(text: &str) -> (Option<String>, bool) {
    body(&format!("<div><i>{text}</i></div><p>船期</p>"))
}

fn body(body: &str) -> (Option<String>, bool) {
    let source = format!("[t](https://e.org/)\n------\n\n{body}");
    let article = Article::parse(&source).unwrap();
    let content = article.content();
    let Some(dateline) = content.dateline() else {
        return (None, false);
    };
    assert_eq!(dateline.span().of(&source).trim(), dateline.raw());
    let date = dateline.date().map(|date| date.to_string());
    (date, dateline.has_ambiguous_zone())
}

#[track_caller]
fn check(text: &str, expected: &str) {
    let (date, _) = read(text);
    assert_eq!(date.as_deref(), Some(expected), "{text}");
}

#[test]
fn rfc_2822() {
    for (text, expected) in [
        ("Fri, 03 Jul 2020 21:21:17 GMT", "2020-07-03T21:21:17Z"),
        ("Fri, 3 Jul 2020 21:21 GMT", "2020-07-03T21:21:00Z"),
        ("3 Jul 2020 21:21:17 +0000", "2020-07-03T21:21:17Z"),
        (
            "Fri, 03 Jul 2020 21:21:17 +0800",
            "2020-07-03T21:21:17+08:00",
        ),
        (
            "Fri, 03 Jul 2020 21:21:17 -0330",
            "2020-07-03T21:21:17-03:30",
        ),
        ("  Fri, 03 Jul 2020 21:21:17 GMT  ", "2020-07-03T21:21:17Z"),
        ("Wed, 29 Feb 2012 23:59:59 GMT", "2012-02-29T23:59:59Z"),
    ] {
        check(text, expected);
    }
}

#[test]
fn zones_by_name() {
    // Offsets from the IANA database's abbreviations, and RFC 2822, 4.3.
    for (name, offset) in [
        ("UTC", "Z"),
        ("UT", "Z"),
        ("GMT", "Z"),
        ("Z", "Z"),
        ("WET", "Z"),
        ("WEST", "+01:00"),
        ("BST", "+01:00"),
        ("CET", "+01:00"),
        ("CEST", "+02:00"),
        ("EET", "+02:00"),
        ("EEST", "+03:00"),
        ("MSK", "+03:00"),
        ("HKT", "+08:00"),
        ("SGT", "+08:00"),
        ("JST", "+09:00"),
        ("KST", "+09:00"),
        ("AEST", "+10:00"),
        ("EST", "-05:00"),
        ("EDT", "-04:00"),
        ("CST", "-06:00"),
        ("CDT", "-05:00"),
        ("MST", "-07:00"),
        ("MDT", "-06:00"),
        ("PST", "-08:00"),
        ("PDT", "-07:00"),
    ] {
        for text in [
            format!("Fri, 03 Jul 2020 21:21:17 {name}"),
            format!("2020-07-03 21:21:17 {name}"),
            format!("3 July 2020, 21:21:17 {name}"),
        ] {
            check(&text, &format!("2020-07-03T21:21:17{offset}"));
            assert_eq!(read(&text).1, name == "CST", "{text}");
        }
    }
}

#[test]
fn only_cst_is_ambiguous() {
    assert!(read("Fri, 03 Jul 2020 21:21:17 CST").1);
    assert!(read("2020-07-03 21:21 cst").1);
    for text in [
        "Fri, 03 Jul 2020 21:21:17 EST",
        "Fri, 03 Jul 2020 21:21:17 +0800",
        "2020-07-03T21:21:17",
    ] {
        assert!(!read(text).1, "{text}");
    }
    // The attribute has the exact date.
    let time = "<time datetime=\"2020-07-03T21:21:17+08:00\">Fri, 03 Jul 2020 21:21:17 CST</time>";
    let expected = "2020-07-03T21:21:17+08:00".to_owned();
    assert_eq!(body(&format!("{time}<p>船期</p>")), (Some(expected), false));
    let time = "<time datetime=\"Fri, 03 Jul 2020 21:21:17 CST\">7月3日</time>";
    assert!(body(&format!("{time}<p>船期</p>")).1);
}

#[test]
fn iso_8601() {
    for (text, expected) in [
        ("2020-06-30T12:11:12", "2020-06-30T12:11:12"),
        ("2020-06-30 12:11:12", "2020-06-30T12:11:12"),
        ("2020-06-30T12:11", "2020-06-30T12:11:00"),
        ("2020-06-30 12:11", "2020-06-30T12:11:00"),
        ("2020-06-30", "2020-06-30"),
        ("2020-06-29T10:36:57.693Z", "2020-06-29T10:36:57.693Z"),
        ("2020-06-29T10:36:57.7Z", "2020-06-29T10:36:57.700Z"),
        ("2020-06-29T10:36:57.693", "2020-06-29T10:36:57.693"),
        ("2020-06-29T10:36:57Z", "2020-06-29T10:36:57Z"),
        ("2020-06-29T10:36:57+08:00", "2020-06-29T10:36:57+08:00"),
        ("2020-06-29T10:36:57+0800", "2020-06-29T10:36:57+08:00"),
        ("2020-06-29 10:36:57 +0800", "2020-06-29T10:36:57+08:00"),
        ("2020-06-29 10:36:57 -07:00", "2020-06-29T10:36:57-07:00"),
        (
            "2020-06-29 10:36:57.123456 +00:00",
            "2020-06-29T10:36:57.123456Z",
        ),
    ] {
        check(text, expected);
    }
}

#[test]
fn other_forms() {
    for (text, expected) in [
        ("15/07/2020 - 10:04", "2020-07-15T10:04:00"),
        ("15/07/2020 – 10:04", "2020-07-15T10:04:00"),
        ("5/7/2020 10:04", "2020-07-05T10:04:00"),
        ("15/07/2020", "2020-07-15"),
        ("2020/7/15 9:04", "2020-07-15T09:04:00"),
        ("2020.07.15", "2020-07-15"),
        ("2020年 7月 13日", "2020-07-13"),
        ("2020年7月13日", "2020-07-13"),
        ("2020年7月13号", "2020-07-13"),
        ("2020 年 07 月 13 日 10:04", "2020-07-13T10:04:00"),
        ("2020年7月13日 星期一 10:04:05", "2020-07-13T10:04:05"),
        ("2020年7月13日（周一）10时04分", "2020-07-13T10:04:00"),
        ("2020年7月13日 10时04分05秒", "2020-07-13T10:04:05"),
        ("2020年7月13日上午10:04", "2020-07-13T10:04:00"),
        ("2020年7月13日 下午 3:04", "2020-07-13T15:04:00"),
        ("2020年7月13日下午12:04", "2020-07-13T12:04:00"),
        ("2020年7月13日上午12:04", "2020-07-13T00:04:00"),
        ("2020年7月13日 10:04 HKT", "2020-07-13T10:04:00+08:00"),
        ("July 13, 2020", "2020-07-13"),
        ("Jul 13 2020", "2020-07-13"),
        ("Sept. 3, 2020", "2020-09-03"),
        ("13 July 2020", "2020-07-13"),
        ("July 13, 2020, 3:04 PM", "2020-07-13T15:04:00"),
        ("July 13, 2020 12:04 am EDT", "2020-07-13T00:04:00-04:00"),
    ] {
        check(text, expected);
    }
}

#[test]
fn the_attribute_of_time_is_the_date() {
    for (element, expected) in [
        (
            "<time datetime=\"2020-10-12\">19 分钟前</time>",
            "2020-10-12",
        ),
        (
            "<time dateTime=\"2021-08-19 01:02:03\">昨天</time>",
            "2021-08-19T01:02:03",
        ),
        (
            "<time datetime=\"2018-08-16T16:47:35+08:00\">8月16日</time>",
            "2018-08-16T16:47:35+08:00",
        ),
        ("<time pubdate=\"2020-10-12\">昨天</time>", "2020-10-12"),
        (
            "<time pubdate=\"2020-10-12\" datetime=\"2020-10-13\">昨天</time>",
            "2020-10-13",
        ),
        // Without a date in the attribute, the text counts.
        ("<time datetime=\"PT3H\">2020-10-12</time>", "2020-10-12"),
        ("<time pubdate>2020年10月12日</time>", "2020-10-12"),
    ] {
        for around in [element.to_owned(), format!("<div>{element}</div>")] {
            let (date, _) = body(&format!("{around}<p>船期</p>"));
            assert_eq!(date.as_deref(), Some(expected), "{around}");
        }
    }
}

#[test]
fn a_date_line_has_the_same_zones() {
    for (zone, expected, is_ambiguous) in [
        ("+0000", "2020-06-22T06:58:39Z", false),
        ("CST", "2020-06-22T06:58:39-06:00", true),
        ("HKT", "2020-06-22T06:58:39+08:00", false),
    ] {
        let source = format!(
            "[t](https://e.org/)\n------\n日期：Mon, 22 Jun 2020 06:58:39 {zone}\n\n<p>船期</p>"
        );
        let content = Article::parse(&source).unwrap().content();
        let dateline = content.dateline().unwrap();
        assert_eq!(dateline.date().unwrap().to_string(), expected);
        assert_eq!(dateline.has_ambiguous_zone(), is_ambiguous);
    }
}

#[test]
fn texts_that_are_not_dates_have_none() {
    for text in [
        // The weekday is wrong.
        "Thu, 03 Jul 2020 21:21:17 GMT",
        "Fri, 32 Jul 2020 21:21:17 GMT",
        "Fri, 03 Jul 2020 25:21:17 GMT",
        "Fri, 03 Jul 2020 21:21:17 XYZ",
        "2020-13-30",
        "2020-02-30",
        "2021-02-29T10:00:00",
        "2020-06-30T24:11:12",
        "2020-06-30T12:61:12",
        "2020-06-30T12:11:12+99:00",
        "2020-06-30T12:11:12 或",
        "13/15/2020 - 10:04",
        "15/07/20 - 10:04",
        "2020年13月1日",
        "2020年7月",
        "7月13日",
        "13 Juli 2020 13",
        "Foo 13, 2020",
        "Ju 13, 2020",
        "0000-01-01",
        "20200713",
        "1594627200000",
        "Invalid Date",
        "NaN",
        "昨天",
        "",
    ] {
        assert_eq!(read(text), (None, false), "{text}");
    }
}
