//! `newsprint generate`: what is in the archives.

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use flate2::Crc;

type Files = BTreeMap<String, Vec<u8>>;

/// Returns the files of an archive, by path.
fn generate(name: &str, arguments: &[&str]) -> Files {
    let folder = common::folder(&format!("generate-{name}"), &[("in", "")]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_newsprint"));
    command.current_dir(&folder);
    let output = command.arg("generate").args(arguments).arg("out").output();
    let output = output.expect("it runs");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let mut files = Files::new();
    add(&mut files, &folder.join("out"), "");
    let _ = fs::remove_dir_all(&folder);
    files
}

fn add(files: &mut Files, folder: &Path, path: &str) {
    for entry in fs::read_dir(folder).expect("it is there") {
        let entry = entry.expect("it can be read");
        let path = format!("{path}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            add(files, &entry.path(), &format!("{path}/"));
        } else {
            files.insert(path, fs::read(entry.path()).expect("it can be read"));
        }
    }
}

/// Returns the articles by number, each with the path of its folder and its bytes.
fn articles(files: &Files) -> BTreeMap<usize, (&str, &[u8])> {
    let articles = files.iter().filter_map(|(path, bytes)| {
        let (folder, name) = path.rsplit_once('/')?;
        let number = match folder {
            "_posts" => name
                .trim_end_matches(".md")
                .rsplit(|c: char| !c.is_ascii_digit())
                .next()?,
            "lists" => return None,
            _ => name.split('_').next()?,
        };
        Some((
            number.parse().expect("it has a number"),
            (folder, bytes.as_slice()),
        ))
    });
    articles.collect()
}

#[test]
fn the_same_arguments_make_the_same_archive() {
    let sum = |files: &Files| {
        let mut crc = Crc::new();
        for (path, bytes) in files {
            crc.update(path.as_bytes());
            crc.update(bytes);
        }
        crc.sum()
    };
    // Measurements name the arguments of their archives, so the archives must not change from version to version.
    for (seed, expected) in [("1", 885_285_053), ("2", 442_828_662)] {
        let arguments = [
            "--files",
            "200",
            "--kind",
            "mixed",
            "--damaged",
            "30",
            "--seed",
            seed,
        ];
        let files = generate("same", &arguments);
        assert_eq!(files.len(), 202);
        assert_eq!(sum(&files), expected, "seed {seed}");
    }
}

#[test]
fn kinds_have_their_folders_and_copies_are_in_the_folder_of_the_original() {
    for (kind, of_posts) in [
        ("clip", 0),
        ("dated", 0),
        ("post", 150),
        ("bare", 150),
        ("mixed", 100),
    ] {
        let files = generate("kinds", &["--files", "150", "--kind", kind]);
        let articles = articles(&files);
        assert!(articles.keys().copied().eq(0..150), "{kind}");
        let posts = articles.values().filter(|(folder, _)| *folder == "_posts");
        assert_eq!(posts.count(), of_posts, "{kind}");
        let copies = (12..150).filter(|number| articles[number] == articles[&(number - 12)]);
        assert!((2..15).contains(&copies.count()), "{kind}");
        let mut all: Vec<_> = articles.values().map(|(_, bytes)| bytes).collect();
        all.sort_unstable();
        all.dedup();
        assert!(all.len() > 135, "{kind}");
    }
    let files = generate("sources", &["--files", "300"]);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (folder, _) in articles(&files).values() {
        *counts.entry(folder).or_default() += 1;
    }
    assert!(
        counts["articles/港城日报"] > 2 * counts["articles/the-ledger"],
        "{counts:?}"
    );
}

#[test]
fn the_share_of_damaged_files_is_as_wanted() {
    let arguments = ["--files", "200", "--kind", "mixed", "--damaged"];
    let damaged = |percent: &str| generate("damaged", &[&arguments[..], &[percent]].concat());
    let whole = damaged("0");
    let whole = articles(&whole);
    for (percent, least, most) in [("5", 3, 20), ("50", 80, 120), ("100", 200, 200)] {
        let files = damaged(percent);
        let files = articles(&files);
        assert_eq!(files.len(), 200);
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        for (number, (folder, bytes)) in &files {
            let (whole_folder, whole) = whole[number];
            assert_eq!(*folder, whole_folder);
            let same = whole.iter().zip(*bytes).take_while(|(a, b)| a == b).count();
            let kind = match bytes {
                _ if *bytes == whole => continue,
                [] => "emptied",
                _ if whole.starts_with(bytes) => "cut",
                _ if bytes.len() + 1 == whole.len() && whole.ends_with(&bytes[same..]) => {
                    "a byte lost"
                }
                _ if bytes[same] == 0xff && bytes[same + 1..] == whole[same + 1..] => {
                    "an invalid byte"
                }
                _ if bytes.iter().take(512).all(|byte| *byte == 0) => "zeros",
                _ => panic!("{number} is damaged in another way"),
            };
            *kinds.entry(kind).or_default() += 1;
        }
        let count = kinds.values().sum::<usize>();
        assert!((least..=most).contains(&count), "{percent}: {kinds:?}");
        assert!(percent == "5" || kinds.len() == 5, "{kinds:?}");
    }
}
