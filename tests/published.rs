//! The publication date: which of a file's dates counts, and its precision.

mod common;

use std::collections::BTreeMap;

use common::clips::check_files;
use newsprint::chrono::{DateTime, NaiveDate, Utc};
use newsprint::{Article, DateOrigin, Envelope, Moment, Shape, WarningKind};

/// The kinds of the warnings.
fn kinds(envelope: &Envelope<'_>) -> Vec<WarningKind> {
    let warnings = envelope.warnings().iter();
    warnings.map(|warning| *warning.kind()).collect()
}

/// The best date of a post with this stamp, date line and date in the front matter, and its origin.
fn published(stamp: &str, date_line: &str, date: &str) -> Option<(DateOrigin, String)> {
    let source = format!(
        "---\ntitle: \"T\"\ndate: {date}\n---\n{stamp}[T](https://example.org/)\n------\n{date_line}\n<p>"
    );
    let envelope = Envelope::parse(&source).unwrap();
    assert_eq!(envelope.shape(), Shape::Post);
    let published = envelope.published()?;
    let place = published.span().of(&source).to_owned();
    Some((published.origin(), place))
}

#[test]
fn the_most_trustworthy_date_counts() {
    let (stamp, nan) = ("<!--1618495142000-->\n", "<!--NaN-->\n");
    let line = "日期：Mon, 22 Jun 2020 06:58:39 +0000\n";
    let found = |origin, place: &str| Some((origin, place.trim_end().to_owned()));
    let in_line = found(DateOrigin::DateLine, "Mon, 22 Jun 2020 06:58:39 +0000");
    let in_front_matter = found(DateOrigin::FrontMatter, "2021-04-15");
    assert_eq!(
        published(stamp, line, "2021-04-15"),
        found(DateOrigin::Stamp, stamp)
    );
    for stamp in ["", nan, "<!--1618495142-->\n", "<!--1618495142000000-->\n"] {
        assert_eq!(published(stamp, line, "2021-04-15"), in_line);
        assert_eq!(published(stamp, "", "2021-04-15"), in_front_matter);
        assert_eq!(
            published(stamp, "日期：gestern\n", "2021-04-15"),
            in_front_matter
        );
    }
    for date in ["", "yesterday", "0000-01-01"] {
        assert_eq!(published("", "", date), None);
        assert_eq!(published(nan, "", date), None);
        // The text of a date that is certainly wrong is still returned.
        let seconds = "<!--1618495142-->\n";
        assert_eq!(
            published(seconds, "", date),
            found(DateOrigin::Stamp, seconds)
        );
        assert_eq!(published("<!--1618495142000000-->\n", "", date), None);
    }
}

#[test]
fn the_dateline_of_the_body_counts_after_the_envelope() {
    let body = "<div><i>Thu, 15 Apr 2021 13:23:59 +0200</i></div><p>text</p>";
    let origin = |before: &str| {
        let source = format!("{before}\n{body}");
        let article = Article::parse(&source).unwrap();
        let published = article.published().unwrap();
        if published.origin() == DateOrigin::Dateline {
            assert_eq!(published.date().to_string(), "2021-04-15T13:23:59+02:00");
            assert_eq!(
                published.span().of(&source),
                "Thu, 15 Apr 2021 13:23:59 +0200"
            );
        }
        published.origin()
    };
    let header = "[T](https://example.org/)\n------\n";
    let front_matter = "---\ntitle: T\ndate: 2021-04-16\nfrom: https://example.org/\n---\n";
    assert_eq!(origin(header), DateOrigin::Dateline);
    assert_eq!(
        origin(&format!("<!--1618495142000-->\n{header}")),
        DateOrigin::Stamp
    );
    assert_eq!(
        origin(&format!("<!--1618495142-->\n{header}")),
        DateOrigin::Dateline
    );
    assert_eq!(origin(front_matter), DateOrigin::FrontMatter);
    assert_eq!(
        origin(&format!("{front_matter}{header}")),
        DateOrigin::FrontMatter
    );
    // The date in the front matter is the time when the file was written.
    let nan = format!("{front_matter}<!--NaN-->\n{header}");
    assert_eq!(origin(&nan), DateOrigin::Dateline);
}

#[test]
fn a_stamp_is_a_date_of_the_years_1_to_9999() {
    let read = |millis: i64| {
        let source = format!("<!--{millis}-->\n[T](https://example.org/)\n------\n\n");
        let envelope = Envelope::parse(&source).unwrap();
        assert_eq!(envelope.stamp().unwrap().millis(), Some(millis));
        let date = envelope.timestamp();
        assert_eq!(date, envelope.stamp().unwrap().date());
        let published = envelope
            .published()
            .and_then(|published| published.to_utc());
        assert_eq!(published, date);
        (date.map(|date| date.timestamp_millis()), kinds(&envelope))
    };
    let millis = |date: &str| date.parse::<DateTime<Utc>>().unwrap().timestamp_millis();
    for likely in ["1990-01-01T00:00:00Z", "2100-12-31T23:59:59.999Z"].map(millis) {
        assert_eq!(read(likely), (Some(likely), vec![]));
    }
    let [first, last] = ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z"].map(millis);
    let unlikely = ["1989-12-31T23:59:59.999Z", "2101-01-01T00:00:00Z"].map(millis);
    for millis in [0, first, last, unlikely[0], unlikely[1]] {
        assert_eq!(
            read(millis),
            (Some(millis), vec![WarningKind::UnlikelyStamp])
        );
    }
    for millis in [first - 1, last + 1, i64::MIN, i64::MAX] {
        assert_eq!(read(millis), (None, vec![WarningKind::StampOutOfRange]));
    }
}

#[test]
fn dates_have_the_precision_of_the_file() {
    let date = |text: &str| {
        let source = format!("---\ntitle: T\ndate: {text}\nfrom: https://e.org/\n---\n\n");
        let envelope = Envelope::parse(&source).unwrap();
        let date = envelope.front_matter().unwrap().date().unwrap();
        assert_eq!((date.raw(), date.span().of(&source)), (text, text));
        let published = envelope.published().map(|published| published.date());
        assert_eq!(published, date.parsed());
        assert_eq!(date.to_utc(), date.parsed().and_then(|date| date.to_utc()));
        date.parsed()
    };
    let instants = [
        ("2021-08-19T01:33:49.395Z", "2021-08-19T01:33:49.395Z"),
        ("2021-08-19T01:33:49Z", "2021-08-19T01:33:49Z"),
        // RFC 3339 has any number of decimals; nine are nanoseconds.
        ("2021-08-19T01:33:49.3Z", "2021-08-19T01:33:49.300Z"),
        ("2021-08-19T01:33:49.8407Z", "2021-08-19T01:33:49.840700Z"),
        (
            "2021-08-19T01:33:49.123456789Z",
            "2021-08-19T01:33:49.123456789Z",
        ),
        ("2021-08-19T01:33:49+08:00", "2021-08-19T01:33:49+08:00"),
        ("2021-08-19T01:33:49-05:30", "2021-08-19T01:33:49-05:30"),
        ("2021-08-19 01:33:49 +0800", "2021-08-19T01:33:49+08:00"),
        ("2021-08-19T01:33Z", "2021-08-19T01:33:00Z"),
    ];
    for (text, same) in instants {
        let exact = DateTime::parse_from_rfc3339(same).unwrap();
        assert_eq!(date(text), Some(Moment::OffsetDateTime(exact)));
        assert_eq!(date(text).unwrap().to_string(), same);
    }
    let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
    let local = day(2021, 8, 19).and_hms_opt(1, 33, 0);
    for text in ["2021-08-19T01:33:00", "2021-08-19 01:33"] {
        assert_eq!(date(text), local.map(Moment::LocalDateTime));
        assert_eq!(date(text).unwrap().to_string(), "2021-08-19T01:33:00");
        assert_eq!(date(text).unwrap().to_utc(), None);
    }
    for (text, day) in [
        ("2021-08-19", day(2021, 8, 19)),
        ("2024-02-29", day(2024, 2, 29)),
        ("0001-01-01", day(1, 1, 1)),
    ] {
        let read = date(text).unwrap();
        assert_eq!(
            (read, read.day(), read.time()),
            (Moment::LocalDate(day), day, None)
        );
        assert_eq!((read.to_utc(), read.to_string()), (None, text.to_owned()));
    }
    let no_dates = [
        "2021-08-19T",
        "2021-08-19T01",
        "2021-08-19T01:33:49.Z",
        "2021-08-19T01:33:49.1234567890Z",
        "2021-08-19T01:33:60Z",
        "2021-08-19T24:00:00Z",
        "2021-08-19T01:33:49+24:00",
        "2021-08-19T01:33:49ZZ",
        "2021-08-19Z",
        "2023-02-29",
        "2021-8-19",
        "２０21-08-19",
        "0000-00-00",
        "0000-01-01",
        "19 Aug 2021",
    ];
    for text in no_dates {
        assert_eq!(date(text), None, "{text}");
    }
}

check_files!(the_date_is_the_one_in_the_bytes, check_dates);

/// Checks the date of each file against the date in its bytes, which is found without the parser.
fn check_dates(files: Vec<(String, String)>) {
    let mut counts = BTreeMap::new();
    for (file, source) in files {
        let article = Article::parse(&source).unwrap();
        let published = article.published();
        let line = |start: &str| source.lines().find_map(|line| line.strip_prefix(start));
        let stamp = line("<!--").and_then(|line| line.strip_suffix("-->")?.parse().ok());
        let expected = if let Some(stamp) = stamp {
            DateTime::from_timestamp_millis(stamp).map(Moment::from)
        } else if let Some(line) = line("日期：") {
            DateTime::parse_from_rfc2822(line).ok().map(Moment::from)
        } else {
            let date = line("date: ").unwrap();
            let day = date.parse::<NaiveDate>().ok().map(Moment::from);
            day.or(DateTime::parse_from_rfc3339(date).ok().map(Moment::from))
        };
        assert!(expected.is_some(), "{file}");
        let origin = published.map(|published| published.origin().to_string());
        let date = published.map(|published| published.date());
        assert_eq!(date, expected, "{file}");
        *counts.entry(origin).or_insert(0) += 1;
    }
    println!("{counts:?}");
}

#[test]
fn letters_whose_bytes_look_like_digits_are_in_no_date() {
    // The low halves of their bytes are those of digits.
    for date in [
        "2p21-04-15",
        "2021-0t-15",
        "2021-04-1u",
        "2021-04-15T01:33:4y.395Z",
    ] {
        let source = format!("---\ntitle: T\ndate: {date}\nfrom: https://example.org/\n---\n\nx");
        let envelope = Envelope::parse(&source).unwrap();
        assert!(envelope.published().is_none(), "{date}");
    }
}
