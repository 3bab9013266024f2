//! The encoding of files that are not UTF-8 is detected correctly, or not at all.

use std::fs;
use std::path::Path;

use newsprint::{Article, Encoding, ErrorKind};

/// The files of `tests/encodings`: the same news in each encoding, 1.4 to 1.8 kB.
const FILES: [(&str, Encoding); 6] = [
    ("gb18030_simplified.md", Encoding::Gb18030),
    ("gb18030_traditional.md", Encoding::Gb18030),
    ("big5.md", Encoding::Big5),
    ("euc_kr.md", Encoding::EucKr),
    ("euc_jp.md", Encoding::EucJp),
    ("shift_jis.md", Encoding::ShiftJis),
];

fn read(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/encodings");
    fs::read(folder.join(name)).expect(name)
}

fn told(bytes: &[u8]) -> Encoding {
    let error = Article::from_bytes(bytes).expect_err("it is not UTF-8");
    match *error.kind() {
        ErrorKind::NotUtf8(encoding) => encoding,
        kind => panic!("{kind}"),
    }
}

#[test]
fn the_encoding_of_a_file_is_detected() {
    for (name, encoding) in FILES {
        assert_eq!(told(&read(name)), encoding, "{name}");
    }
}

#[test]
fn the_encoding_of_a_paragraph_is_detected() {
    for (name, encoding) in FILES {
        let file = read(name);
        let is_tag = |window: &[u8]| window == b"<p>";
        let starts = (0..file.len()).filter(|&at| file.get(at..at + 3).is_some_and(is_tag));
        let starts: Vec<_> = starts.chain([file.len()]).collect();
        assert_eq!(starts.len(), 7, "{name}");
        for paragraph in starts.windows(2) {
            let bytes = &file[paragraph[0]..paragraph[1]];
            assert_eq!(told(bytes), encoding, "{name} {paragraph:?}");
        }
    }
}

/// The encoding of a truncated file is detected if there are 100 bytes of text, and never wrongly.
#[test]
fn no_part_is_detected_as_another_encoding() {
    for (name, encoding) in FILES {
        let file = read(name);
        let header = file.iter().position(|byte| !byte.is_ascii()).expect(name);
        let body = file
            .windows(3)
            .position(|window| window == b"<p>")
            .expect(name);
        for end in header + 1..file.len() {
            if std::str::from_utf8(&file[..end]).is_ok() {
                assert!(
                    end < header + 10,
                    "two bytes may be a character of UTF-8, too"
                );
                continue;
            }
            let told = told(&file[..end]);
            let may = told == encoding || (told == Encoding::Unknown && end < body + 100);
            assert!(may, "{name}, the first {end} bytes: {told}");
        }
    }
}

/// The bytes of damaged or truncated UTF-8 may also be valid pairs in other encodings.
#[test]
fn damaged_utf8_is_not_detected_as_another_encoding() {
    for text in [
        "港口公司说，新的渡轮明天开始夜航。",
        "항만 회사는 내일부터 밤 배를 띄운다",
        "港の会社は明日から夜の便を出します。",
        "Die Fähre läuft über Nacht",
    ] {
        for cut in 1..text.len() {
            if !text.is_char_boundary(cut) {
                assert_eq!(
                    told(&text.as_bytes()[cut..]),
                    Encoding::Unknown,
                    "{text} {cut}"
                );
            }
            let mut bytes = text.as_bytes().to_vec();
            bytes[cut] = 0xff;
            assert_eq!(told(&bytes), Encoding::Unknown, "{text} {cut}");
        }
    }
}
