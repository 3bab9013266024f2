//! The messages and the summary that `convert` prints.

use std::collections::BTreeMap;
use std::fs::File;

use crate::common::{CLIP, Folder, ODD};

#[test]
fn every_file_is_in_the_summary() {
    let folder = Folder::new("summary");
    folder
        .write("1.md", CLIP)
        .write("2.md", CLIP)
        .write("README.md", "")
        .write("notes.md", "notes")
        .write("bad.md", b"<!--\xff-->")
        .write("deep.md", format!("{ODD}{}", "<div>".repeat(600)));
    let (status, said) = folder.run(&["in", "--to", "jsonl", "out.jsonl"]);
    assert_eq!(status, 1);
    let counts: BTreeMap<_, _> = said
        .lines()
        .filter_map(|line| line.trim().split_once(' '))
        .map(|(count, what)| (what.trim().to_owned(), count.to_owned()))
        .collect();
    let count = |what: &str| {
        let of_what = counts.iter().find(|(each, _)| each.starts_with(what));
        of_what.map(|(_, count)| count.as_str())
    };
    assert_eq!(count("files, "), Some("6"), "{said}");
    assert_eq!(count("articles"), Some("2"), "{said}");
    assert_eq!(count("of them duplicates"), Some("1"), "{said}");
    assert_eq!(count("same link, as 2.md and 1.md"), Some("1"), "{said}");
    assert_eq!(count("skipped"), Some("2"), "{said}");
    assert_eq!(count("broken"), Some("2"), "{said}");
    assert_eq!(count("expected UTF-8"), Some("1"), "{said}");
    assert_eq!(count("maximum depth of 512 exceeded"), Some("1"), "{said}");
    assert!(!said.contains("left out by filters"), "{said}");
    assert_eq!(folder.lines("out.jsonl").len(), 2);
    let again = ["in", "--to", "jsonl", "out.jsonl", "--force"];
    let (_, said) = folder.run(&[&again[..], &["--distinct", "--quiet"]].concat());
    assert_eq!(said, "");
    assert_eq!(folder.lines("out.jsonl").len(), 1);
}

#[test]
fn the_summary_has_the_size_of_all_files() {
    let folder = Folder::new("size");
    let comment = "x".repeat(1_250_000);
    for name in ["1.md", "2.md"] {
        folder.write(name, format!("{CLIP}<!--{comment}-->"));
    }
    let (_, said) = folder.run(&["in", "--to", "csv", "out"]);
    assert!(said.starts_with("2 files, 2.5 MB in "), "{said}");
    let (_, time) = said.split_once(" MB in ").expect("it is above");
    let (seconds, rate) = time
        .split_once(" s (")
        .expect("the time is followed by the rate");
    let (rate, _) = rate.split_once(" MB/s)\n").expect("it is in MB/s");
    let number = |text: &str| text.parse::<f64>().expect("it is a number");
    // Both are rounded.
    let (seconds, rate) = (number(seconds), number(rate));
    assert!(
        (rate - 0.5) * (seconds - 0.05) <= 2.51 && 2.49 <= (rate + 0.5) * (seconds + 0.05),
        "{said}"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn messages_that_cannot_be_written_do_not_change_the_result() {
    let folder = Folder::new("full");
    folder.write("1.md", CLIP);
    let full = || File::options().write(true).open("/dev/full");
    for (arguments, expected) in [
        (&["in", "--to", "jsonl", "out"][..], 0),
        (&["in", "--to", "jsonl", "no/folder/out"], 2),
        (&["in"], 2),
        (&["--help"], 2),
    ] {
        let mut command = folder.command(arguments);
        command.stdout(full().expect("Linux has it"));
        command.stderr(full().expect("Linux has it"));
        let status = command.status().expect("it runs");
        assert_eq!(status.code(), Some(expected), "{arguments:?}");
    }
    assert_eq!(folder.lines("out").len(), 1);
}

#[cfg(unix)]
#[test]
fn messages_contain_no_control_characters() {
    let folder = Folder::new("terminal");
    folder.write("x\x1b[2J\nfiles 7 broken.md", "");
    let (status, said) = folder.run(&["in", "--to", "jsonl", "out.jsonl"]);
    assert_eq!(status, 1);
    assert!(said.contains("as x?[2J?files 7 broken.md\n"), "{said}");
    let (status, said) = folder.run(&["no\x1b[2J", "--to", "jsonl", "out.jsonl"]);
    assert_eq!(status, 2);
    assert!(said.starts_with("newsprint: no?[2J: "), "{said}");
    let (status, said) = folder.run(&["--no\x1b[2J"]);
    assert_eq!(status, 2);
    assert!(!said.contains('\x1b'), "{said}");
}
