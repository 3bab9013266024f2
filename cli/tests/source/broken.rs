//! Tests of broken archives: the problem is reported, and the rest of the archive is read.

use std::io::Write;

use tar::EntryType;

use crate::common::{Folder, clip, entry, gzip, open, read, refused, rows, tar, zip};
use crate::source::Source;

fn names() -> Vec<String> {
    (0..30)
        .map(|number| format!("articles/{number:02}.md"))
        .collect()
}

fn texts() -> Vec<String> {
    (0..30)
        .map(|number| clip(number, &"字句".repeat(number * 50)))
        .collect()
}

fn make_tar() -> Vec<u8> {
    let (names, texts) = (names(), texts());
    let files: Vec<_> = names
        .iter()
        .zip(&texts)
        .map(|(name, text)| (name.as_bytes(), text.as_bytes()))
        .collect();
    tar(&files)
}

fn make_zip() -> Vec<u8> {
    let (names, texts) = (names(), texts());
    let files: Vec<_> = names
        .iter()
        .zip(&texts)
        .map(|(name, text)| (name.as_str(), text.as_bytes()))
        .collect();
    zip(&files)
}

/// Reads everything that is readable. Returns the numbers of articles and errors, or `None` if the
/// archive cannot be opened.
fn count(folder: &Folder, name: &str, bytes: &[u8]) -> Option<(usize, u64)> {
    let path = folder.write(name, bytes);
    let source = Source::open(path.as_os_str()).ok()?;
    let (found, tally) = rows(source.articles().expect("errors are told file by file"));
    let articles: Vec<_> = found
        .iter()
        .filter(|row| row.contains("https://example.org"))
        .collect();
    assert!(
        found.iter().all(|row| !row.contains("report it")),
        "{found:?}"
    );
    Some((articles.len(), tally.broken()))
}

#[test]
fn cut_archives() {
    let folder = Folder::new("cut");
    let tar = make_tar();
    let forms = [
        ("a.tar", tar.clone()),
        ("a.tar.gz", gzip(&tar)),
        (
            "a.tar.zst",
            zstd::encode_all(tar.as_slice(), 3).expect("it is in memory"),
        ),
    ];
    for (name, bytes) in forms {
        let mut last = 0;
        for end in (0..=bytes.len())
            .step_by(bytes.len() / 97)
            .chain([bytes.len()])
        {
            let Some((articles, broken)) = count(&folder, name, &bytes[..end]) else {
                // The file is too short to detect its format.
                assert!(end < 600, "{name} {end}");
                continue;
            };
            // A longer part of the archive never has fewer articles. An archive that is cut off is
            // always reported.
            assert!(articles >= last, "{name} {end}");
            last = articles;
            assert!(
                broken == 1 || articles == 30,
                "{name} {end}: {articles} {broken}"
            );
        }
        assert_eq!(last, 30, "{name}");
        assert_eq!(count(&folder, name, &bytes), Some((30, 0)), "{name}");
        // An archive that is cut off between two files is also reported.
        if name == "a.tar" {
            let end = 512 * (1 + texts()[0].len().div_ceil(512));
            assert_eq!(count(&folder, name, &bytes[..end]), Some((1, 1)));
            assert_eq!(count(&folder, "a.tgz", &gzip(&bytes[..end])), Some((1, 1)));
            let ended = [&bytes[..end], &[0; 512]].concat();
            assert_eq!(count(&folder, name, &ended), Some((1, 0)));
            assert_eq!(count(&folder, "a.tgz", &gzip(&ended)), Some((1, 0)));
        }
        // A wrong checksum at the end is reported.
        if name == "a.tar.gz" {
            let mut bytes = bytes;
            let end = bytes.len() - 6;
            bytes[end] ^= 1;
            assert_eq!(count(&folder, name, &bytes), Some((30, 1)), "{name}");
        }
    }
    let zip = make_zip();
    for end in (0..zip.len()).step_by(zip.len() / 97) {
        let message = refused(&folder.write("a.zip", &zip[..end]));
        assert!(message.contains("a.zip: expected a zip"), "{message}");
    }
    assert_eq!(count(&folder, "a.zip", &zip), Some((30, 0)));
}

#[test]
fn damaged_bytes_cause_no_panic() {
    let folder = Folder::new("flipped");
    let tar = make_tar();
    let forms = [
        ("a.zip", make_zip()),
        ("a.tar", tar.clone()),
        ("a.tar.gz", gzip(&tar)),
        (
            "a.tar.zst",
            zstd::encode_all(tar.as_slice(), 3).expect("it is in memory"),
        ),
    ];
    for (name, whole) in forms {
        let mut told = 0;
        for step in 0..200_usize {
            let mut bytes = whole.clone();
            let at = (step * 2_654_435_761) % bytes.len();
            bytes[at] = match step % 3 {
                0 => 0,
                1 => 0xff,
                _ => bytes[at] ^ (1 << (step % 8)),
            };
            match count(&folder, name, &bytes) {
                Some((articles, broken)) => {
                    assert!(articles <= 30, "{name} {at}");
                    told += usize::from(broken > 0);
                }
                None => told += 1,
            }
        }
        assert!(told > 20, "{name} {told}");
    }
    // Changes each byte of a small zip, including its list of files.
    let whole = zip(&[
        ("1.md", clip(1, "text").as_bytes()),
        ("2.md", clip(2, "text").as_bytes()),
    ]);
    for at in 0..whole.len() {
        for value in [0, 1, 0x7f, 0xff] {
            let mut bytes = whole.clone();
            bytes[at] = value;
            count(&folder, "a.zip", &bytes);
        }
    }
}

#[test]
fn files_of_a_zip_that_cannot_be_read() {
    let folder = Folder::new("zip");
    let text = clip(1, "text");
    let whole = zip(&[
        ("1.md", text.as_bytes()),
        ("2.md", text.as_bytes()),
        ("3.md", text.as_bytes()),
    ]);
    let listed = |bytes: &[u8], name: &[u8]| {
        let at = bytes
            .windows(4)
            .rposition(|window| window == name)
            .expect("it is listed");
        at - 46
    };
    let stored = |bytes: &[u8], name: &[u8]| {
        bytes
            .windows(4)
            .position(|window| window == name)
            .expect("it is there")
            - 30
    };
    for (patch, value, expected) in [
        (6, 1, "is encrypted; unpack the zip"),
        (8, 97, "which is not supported; unpack the zip"),
    ] {
        let mut bytes = whole.clone();
        let at = stored(&bytes, b"2.md");
        bytes[at + patch] = value;
        let at = listed(&bytes, b"2.md");
        bytes[at + patch + 2] = value;
        let (paths, messages) = read(&folder.write("a.zip", bytes));
        assert_eq!(paths, ["1.md", "3.md"]);
        assert!(
            messages.len() == 1 && messages[0].contains(expected),
            "{messages:?}"
        );
    }
    // Wrong lengths in the file do no harm.
    for len in [[0, 0, 0, 0], [0xff, 0xff, 0xff, 0x7f]] {
        let mut bytes = whole.clone();
        let at = listed(&bytes, b"2.md");
        bytes[at + 24..at + 28].copy_from_slice(&len);
        let (paths, messages) = read(&folder.write("a.zip", bytes));
        assert!(
            paths.len() + messages.len() == 3 && paths.len() >= 2,
            "{paths:?} {messages:?}"
        );
    }
    let mut bytes = whole;
    let at = listed(&bytes, b"3.md") + 46;
    bytes[at..at + 4].copy_from_slice(b"2.md");
    let (paths, messages) = read(&folder.write("a.zip", bytes));
    assert_eq!(paths, ["1.md", "2.md"]);
    assert!(
        messages.len() == 1 && messages[0].contains("expected each path once"),
        "{messages:?}"
    );
}

/// Returns a record of a pax extended header.
fn pax(key: &str, value: &str) -> String {
    let rest = format!(" {key}={value}\n");
    let len = (rest.len()..).find(|len| len.to_string().len() + rest.len() == *len);
    format!("{}{rest}", len.expect("there is one"))
}

#[test]
fn files_of_a_tar_of_any_kind() {
    let folder = Folder::new("tar");
    let text = clip(1, "text");
    let long = format!("articles/{}/1.md", "某".repeat(200));
    let mut tar = tar::Builder::new(Vec::new());
    let mut add = |kind, path: &[u8], bytes: &[u8]| entry(&mut tar, kind, path, bytes);
    add(
        EntryType::XGlobalHeader,
        b"pax_global_header",
        pax("comment", "x").as_bytes(),
    );
    add(EntryType::XHeader, b"x", pax("path", &long).as_bytes());
    add(EntryType::Regular, b"short.md", text.as_bytes());
    add(
        EntryType::XHeader,
        b"x",
        pax("path", "articles/\u{0}../../2.md").as_bytes(),
    );
    add(EntryType::Regular, b"short.md", text.as_bytes());
    add(EntryType::Continuous, b"articles/3.md", text.as_bytes());
    add(EntryType::Fifo, b"articles/fifo.md", b"");
    add(EntryType::Char, b"articles/char.md", b"");
    add(EntryType::GNUSparse, b"articles/sparse.md", b"");
    add(
        EntryType::XHeader,
        b"x",
        [pax("GNU.sparse.major", "1"), pax("GNU.sparse.name", "s.md")]
            .concat()
            .as_bytes(),
    );
    add(EntryType::Regular, b"GNUSparseFile.0/s.md", text.as_bytes());
    // Folders need not end in `/`, and in old tars have the kind of files.
    add(EntryType::Directory, b"articles/folder.md", b"");
    add(EntryType::Regular, b"articles/old.md/", b"");
    add(EntryType::Link, b"articles/nothing.md", b"");
    add(EntryType::Regular, b"./articles/3.md", text.as_bytes());
    add(EntryType::Regular, b"articles/4.md", text.as_bytes());
    let bytes = tar.into_inner().expect("it is in memory");
    for (name, bytes) in [("a.tar.gz", gzip(&bytes)), ("a.tar", bytes)] {
        let (paths, mut messages) = read(&folder.write(name, bytes));
        messages.sort();
        let expected = ["articles/3.md", "articles/4.md", &long];
        assert_eq!(paths, expected, "{name}: {messages:#?}");
        let expected = [
            "articles/\0../../2.md: cannot be read: expected a path within the archive, found one with a NUL",
            "GNUSparseFile.0/s.md: cannot be read: expected a file in one piece, found a sparse one",
            "articles/3.md: cannot be read: expected each path once, found it again",
            "articles/char.md: skipped: not a regular file",
            "articles/fifo.md: skipped: not a regular file",
            "articles/nothing.md: cannot be read: expected a hard link to an article earlier in the archive",
            "articles/sparse.md: cannot be read: expected a file in one piece, found a sparse one",
        ];
        for expected in expected {
            assert!(
                messages.iter().any(|message| message.starts_with(expected)),
                "{name}: {expected}\n{messages:#?}"
            );
        }
        assert_eq!(messages.len(), expected.len(), "{name}: {messages:#?}");
    }
}

#[test]
fn an_old_tar_and_an_empty_one() {
    let folder = Folder::new("old");
    let text = clip(1, "text");
    let mut header = tar::Header::new_old();
    header.set_path("articles/1.md").expect("it is short");
    header.set_size(text.len() as u64);
    header.set_cksum();
    let mut tar = tar::Builder::new(Vec::new());
    tar.append(&header, text.as_bytes())
        .expect("it is in memory");
    let bytes = tar.into_inner().expect("it is in memory");
    assert_eq!(read(&folder.write("no_ending", bytes)).0, ["articles/1.md"]);
    let empty = vec![0; 1024];
    assert_eq!(count(&folder, "a.tar", &empty), Some((0, 0)));
    assert_eq!(count(&folder, "a.tar.gz", &gzip(&empty)), Some((0, 0)));
    assert_eq!(count(&folder, "a.zip", &zip(&[])), Some((0, 0)));
}

#[test]
fn messages_about_unsupported_files_have_a_suggestion() {
    let folder = Folder::new("unsupported");
    for (name, bytes, expected) in [
        ("a.tar.xz", &b"\xfd7zXZ\0..."[..], "xz -d"),
        ("a.tar.bz2", b"BZh91AY", "bzip2 -d"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c", "7z x"),
        ("a.rar", b"Rar!\x1a", "unrar x"),
        ("a.bundle", b"# v2 git bundle\n", "git clone --bare"),
        ("a.zip", b"text", "expected a zip file"),
        ("a.tar", b"text", "expected a tar file"),
        ("a.TGZ", b"", "expected a tgz file"),
        ("a.tar.zst", b"text", "expected a zst file"),
    ] {
        let file = folder.write(name, bytes);
        let message = refused(&file);
        assert!(
            message.starts_with(&file.display().to_string()),
            "{message}"
        );
        assert!(message.contains(expected), "{message}");
    }
    let message = refused(&folder.0.join("nothing"));
    assert!(
        message.contains("nothing: expected a file, a folder or a git repository, found nothing"),
        "{message}"
    );
    let mut twice = Vec::new();
    twice
        .write_all(&gzip(&gzip(b"text")))
        .expect("it is in memory");
    let source = open(&folder.write("twice.gz", twice));
    let (found, _) = rows(source.articles().expect("it can be read"));
    assert!(found[0].contains("compressed twice"), "{found:?}");
}
