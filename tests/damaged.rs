//! Files that were cut, changed, joined or converted to another encoding give an error, a warning, or the
//! original values.
//!
//! Checks `NEWSPRINT_DAMAGED` files (default: twenty). Each is cut at 200 places, and has a byte changed 200
//! times.

mod common;

use common::clips::check_files;
use newsprint::{Article, Encoding, ErrorKind, Span, Warning, WarningKind};

const TIMES: usize = 200;

/// Returns some of the files, evenly spread.
fn some_of(all: Vec<(String, String)>) -> Vec<String> {
    let wanted = std::env::var("NEWSPRINT_DAMAGED").ok();
    let wanted: usize = wanted.and_then(|count| count.parse().ok()).unwrap_or(20);
    let step = (all.len() / wanted).max(1);
    let some = all.into_iter().step_by(step).take(wanted);
    some.map(|(_, source)| source).collect()
}

/// Pseudo-random numbers that are the same every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        ((mixed ^ (mixed >> 27)) >> 8) as usize % count.max(1)
    }
}

/// Checks that every span is within the bytes, and writes all outputs. Returns the article, if it is one.
fn read(bytes: &[u8]) -> Option<Article<'_>> {
    let article = match Article::from_bytes(bytes) {
        Ok(article) => article,
        Err(error) => {
            let span = error.span();
            assert!(span.start <= span.end && span.range().end <= bytes.len());
            return None;
        }
    };
    let source = article.source();
    let check = |span: Span| assert!(source.get(span.range()).is_some(), "{span}");
    for warning in article.warnings() {
        check(warning.span());
    }
    for node in article.body().descendants() {
        [node.span(), node.start_tag(), node.end_tag()]
            .into_iter()
            .flatten()
            .for_each(check);
        node.text_pieces().for_each(|piece| check(piece.span));
        node.attrs().for_each(|attribute| check(attribute.span()));
    }
    let text = article.content().to_text_with_spans();
    text.runs().iter().for_each(|run| check(run.source()));
    assert!(article.body().inner_html().len() >= article.body().text().len());
    Some(article)
}

fn check_cut(files: Vec<(String, String)>) {
    let (mut runs, mut errors, mut warned, mut numbers) = (0, 0, 0, Numbers(1));
    for source in some_of(files) {
        let whole = Article::parse(&source).unwrap();
        let header = whole.envelope().body_span().start as usize;
        for time in 0..TIMES {
            // Half of the places are in the header, which is short.
            let end = [source.len(), header][time % 2];
            let cut = &source.as_bytes()[..numbers.below(end)];
            runs += 1;
            let Some(article) = read(cut) else {
                errors += 1;
                continue;
            };
            let is_new = |warning: &Warning| !whole.warnings().contains(warning);
            if article.warnings().iter().any(is_new) {
                // A post that is cut after its front matter is a bare post.
                warned += 1;
                continue;
            }
            assert_eq!(article.title(), whole.title());
            assert_eq!(article.link(), whole.link());
            assert_eq!(article.timestamp(), whole.timestamp());
            assert!(
                whole
                    .envelope()
                    .body_source()
                    .starts_with(article.envelope().body_source())
            );
        }
    }
    println!("{runs} cuts, {errors} errors, {warned} with a warning more");
}

check_files!(
    a_file_that_was_cut_has_the_same_values_or_is_an_error,
    check_cut
);

fn check_changed(files: Vec<(String, String)>) {
    let (mut runs, mut errors, mut numbers) = (0, 0, Numbers(2));
    for source in some_of(files) {
        let mut bytes = source.clone().into_bytes();
        let header = Article::parse(&source)
            .unwrap()
            .envelope()
            .body_span()
            .start as usize;
        for time in 0..TIMES {
            let at = numbers.below([bytes.len(), header.max(1)][time % 2]);
            let before = bytes[at];
            // Half of the bytes stay ASCII, half change one bit.
            bytes[at] = match time / 2 % 2 {
                0 => numbers.below(128) as u8,
                _ => before ^ (1 << numbers.below(8)),
            };
            runs += 1;
            errors += usize::from(read(&bytes).is_none());
            bytes[at] = before;
        }
    }
    println!("{runs} bytes changed, {errors} errors");
}

check_files!(a_byte_that_was_changed_panics_nowhere, check_changed);

fn check_appended(files: Vec<(String, String)>) {
    let files = some_of(files);
    let second = |article: &Article| {
        let mut kinds = article.warnings().iter().map(|warning| *warning.kind());
        kinds.any(|kind| kind == WarningKind::SecondHeader)
    };
    let (mut told, mut all) = (0, 0);
    for (one, other) in files.iter().zip(files.iter().skip(1)) {
        assert!(!second(&Article::parse(one).unwrap()));
        let joined = format!("{one}\n{other}");
        let article = Article::parse(&joined).unwrap();
        assert_eq!(article.title(), Article::parse(one).unwrap().title());
        let has_stamp = Article::parse(other).unwrap().envelope().stamp().is_some();
        told += usize::from(second(&article));
        all += usize::from(has_stamp);
    }
    println!("{told} of {all} second headers with a stamp are reported");
    assert!(all > 5 && told * 100 >= all * 95);
}

check_files!(a_file_appended_to_another_is_told, check_appended);

#[test]
fn a_second_header_is_reported_at_its_place() {
    let clip = "<!--1618495142000-->\n[t](https://e.org/)\n------\n\n<p>x</p>\n";
    let joined = clip.repeat(3);
    let article = Article::parse(&joined).unwrap();
    let [warning] = article.warnings() else {
        panic!("{:?}", article.warnings());
    };
    assert_eq!(warning.kind(), &WarningKind::SecondHeader);
    assert_eq!(warning.span().range(), clip.len()..clip.len() + 20);
    let strict = newsprint::ParseOptions::new().strict(true);
    let error = Article::parse_with(&joined, &strict).unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Strict(WarningKind::SecondHeader));
    for body in [
        "<!--1-->",
        "x <!--1-->\n[t](https://e.org/)\n------\n",
        "\n<!--1-->\n[t]\n------\n",
        "\n<!-- 1 -->\n[t](https://e.org/)\n------\n",
        "\n<!--1-->\n[t](https://e.org/)\n",
    ] {
        let source = format!("{clip}{body}");
        assert!(
            Article::parse(&source).unwrap().warnings().is_empty(),
            "{body:?}"
        );
    }
}

fn check_encodings(files: Vec<(String, String)>) {
    let kind = |bytes: &[u8]| *Article::from_bytes(bytes).unwrap_err().kind();
    for source in some_of(files) {
        let units: Vec<u16> = source.encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        let marked = |mark: [u8; 2], bytes: &[u8]| [&mark, bytes].concat();
        let little_kind = ErrorKind::NotUtf8(Encoding::Utf16Le);
        let big_kind = ErrorKind::NotUtf8(Encoding::Utf16Be);
        assert_eq!(kind(&little), little_kind);
        assert_eq!(kind(&marked([0xff, 0xfe], &little)), little_kind);
        assert_eq!(kind(&big), big_kind);
        assert_eq!(kind(&marked([0xfe, 0xff], &big)), big_kind);
    }
}

check_files!(another_encoding_is_named, check_encodings);
