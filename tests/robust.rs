//! No input makes the parser panic, and everything that is read is correct: arbitrary text and bytes;
//! articles cut anywhere, with bytes flipped.

mod common;

use std::fs;
use std::path::Path;

use common::clips::check_files;
use common::{invariants, markup};
use newsprint::{Article, Body, Envelope, ParseOptions};
use proptest::prelude::*;

/// Reads bytes in all possible ways. Fails if a result is wrong.
fn read(bytes: &[u8]) {
    let strict = Article::from_bytes_with(bytes, &ParseOptions::new().strict(true));
    let envelope = Envelope::from_bytes(bytes);
    match Article::from_bytes(bytes) {
        Ok(article) => {
            let wrong = invariants::of_article(&article);
            assert!(wrong.is_empty(), "{:?}\n{wrong:#?}", article.source());
            assert_eq!(article.source().as_bytes(), bytes);
            assert_eq!(strict.is_ok(), article.envelope().warnings().is_empty());
            assert_eq!(
                envelope.as_ref().map(Envelope::body_span),
                Ok(article.body().span())
            );
            let _ = (article.body().inner_html(), article.content().to_text());
        }
        Err(error) => {
            assert!(strict.is_err());
            let span = error.span();
            assert!(span.start <= span.end && span.range().end <= bytes.len());
            assert!(!error.to_string().is_empty());
        }
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        if let Ok(body) = Body::parse(text) {
            let wrong = invariants::of_body(&body);
            assert!(wrong.is_empty(), "{text:?}\n{wrong:#?}");
        }
    }
}

/// The articles written by hand.
fn fixtures() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let files = fs::read_dir(folder).expect("the fixtures");
    let mut paths: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.sort();
    let bytes = |path| fs::read(path).expect("a fixture");
    paths.into_iter().map(bytes).collect()
}

#[test]
fn fixtures_cut_at_any_byte() {
    for bytes in fixtures() {
        for end in 0..=bytes.len() {
            read(&bytes[..end]);
        }
        for start in 0..bytes.len() {
            read(&bytes[start..]);
        }
    }
}

check_files!(cut_and_damaged, check_damaged);

fn check_damaged(files: Vec<(String, String)>) {
    let mut random = Random(1);
    for (_, text) in files {
        // Long texts are few, but take a long time.
        if text.len() > 1 << 13 {
            continue;
        }
        let mut bytes = text.into_bytes();
        read(&bytes[..random.below(bytes.len())]);
        for _ in 0..=random.below(8) {
            let at = random.below(bytes.len());
            bytes[at] = match random.below(4) {
                0 => b"<>&\"'/=!-\0\r"[random.below(11)],
                1 => bytes[at] ^ (1 << random.below(8)),
                _ => bytes[random.below(bytes.len())],
            };
        }
        read(&bytes);
        let text = String::from_utf8_lossy(&bytes);
        read(text.as_bytes());
    }
}

/// Numbers that are the same every time.
struct Random(u64);

impl Random {
    fn below(&mut self, count: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % count.max(1)
    }
}

/// Pieces of headers.
fn header() -> impl Strategy<Value = String> {
    let parts = [
        "---\n",
        "title: \"x\"\n",
        "date: 2020-01-01\n",
        "from: https://e.org/\n",
        "tags: [ a b ]\n",
        "<!--1500000000000-->\n",
        "<!--NaN-->\n",
        "[t](https://e.org/)\n",
        "------\n",
        "\n",
        "\r\n",
        "日期：Sat, 04 May 2019 08:00:00 +0800\n",
        "\u{feff}",
        "<!--",
        "[",
        "](",
        ")",
        "\"",
        "x",
    ];
    proptest::collection::vec(proptest::sample::select(parts.to_vec()), 0..12)
        .prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_text(text in any::<String>()) {
        read(text.as_bytes());
    }

    #[test]
    fn arbitrary_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        read(&bytes);
    }

    #[test]
    fn text_of_few_characters(text in "[<>/!\\-=\"'&;#aApb \\n\\r\0中\u{feff}\\]\\[CDAT]{0,60}") {
        read(text.as_bytes());
    }

    #[test]
    fn arbitrary_headers_and_bodies(
        header in header(),
        choices in proptest::collection::vec(any::<u8>(), 0..200),
    ) {
        read((header + &markup::wild(&choices)).as_bytes());
    }

    #[test]
    fn fixtures_with_bytes_flipped(
        which in any::<prop::sample::Index>(),
        flips in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let fixtures = fixtures();
        let mut bytes = which.get(&fixtures).clone();
        for (at, byte) in flips {
            if !bytes.is_empty() {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
        }
        read(&bytes);
        read(String::from_utf8_lossy(&bytes).as_bytes());
    }
}
