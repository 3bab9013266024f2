//! Tests of decompression bombs, and of paths that lead out of the archive.

use tar::EntryType;

use crate::common::{Folder, clip, entry, gzip, open, read, tar, zip};

/// Returns an article that compresses to a thousandth of its length.
fn long(number: usize) -> String {
    clip(number, &"x".repeat(1 << 20))
}

/// Reads an archive. Returns the total number of bytes of its articles, and the error messages.
fn unpacked(folder: &Folder, name: &str, bytes: &[u8]) -> (usize, Vec<String>) {
    let source = open(&folder.write(name, bytes));
    let (mut len, mut messages) = (0, Vec::new());
    for item in source
        .articles()
        .expect("it can be read")
        .report_skipped(true)
    {
        match item {
            Ok(article) => len += article.source().len(),
            Err(error) => messages.push(error.to_string()),
        }
    }
    (len, messages)
}

#[test]
fn compression_bombs_are_stopped() {
    let folder = Folder::new("bombs");
    let names: Vec<_> = (0..100)
        .map(|number| format!("articles/{number}.md"))
        .collect();
    let texts: Vec<_> = (0..100).map(long).collect();
    let files: Vec<_> = names
        .iter()
        .zip(&texts)
        .map(|(name, text)| (name.as_str(), text.as_bytes()))
        .collect();
    let bytes = zip(&files);
    let max = (bytes.len() * 200).max(4 << 20);
    let (len, messages) = unpacked(&folder, "a.zip", &bytes);
    assert!(
        len > max / 2 && len <= max && max < 100 << 20,
        "{len} {max}"
    );
    assert!(messages.len() > 50);
    assert!(
        messages
            .iter()
            .all(|message| message.contains("bomb") && message.starts_with("articles/"))
    );

    let files: Vec<_> = files
        .iter()
        .map(|(name, text)| (name.as_bytes(), *text))
        .collect();
    let tar = tar(&files);
    for (name, bytes) in [
        ("a.tar.gz", gzip(&tar)),
        (
            "a.tar.zst",
            zstd::encode_all(tar.as_slice(), 3).expect("it is in memory"),
        ),
    ] {
        let (len, messages) = unpacked(&folder, name, &bytes);
        // The articles before the limit are returned.
        let max = (bytes.len() * 200).max(4 << 20);
        assert!(len >= 2 << 20 && len <= max, "{name}: {len} {max}");
        assert_eq!(messages.len(), 1, "{messages:?}");
        assert!(
            messages[0].starts_with(name) && messages[0].contains("bomb"),
            "{messages:?}"
        );
        assert!(messages[0].contains("was not read"), "{messages:?}");
    }
}

#[test]
fn entries_that_share_their_bytes_are_a_bomb() {
    let folder = Folder::new("overlap");
    let one = zip(&[("0000.md", long(0).as_bytes())]);
    let start = one
        .windows(4)
        .position(|bytes| bytes == b"PK\x01\x02")
        .expect("it has a list");
    let end = one
        .windows(4)
        .position(|bytes| bytes == b"PK\x05\x06")
        .expect("it has an end");
    let mut bomb = one[..start].to_vec();
    let mut count = 0_u16;
    while bomb.len() < 42_000 {
        let listed = bomb.len();
        bomb.extend(&one[start..end]);
        // The name starts at byte 46 of the entry.
        bomb[listed + 46..listed + 50].copy_from_slice(format!("{count:04}").as_bytes());
        count += 1;
    }
    let len = u32::try_from(bomb.len() - start).expect("it is small");
    bomb.extend(&one[end..end + 8]);
    bomb.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    bomb.extend(
        [
            len.to_le_bytes(),
            u32::try_from(start).expect("it is small").to_le_bytes(),
        ]
        .concat(),
    );
    bomb.extend([0, 0]);
    assert!(count > 600, "{count}");
    let (len, messages) = unpacked(&folder, "a.zip", &bomb);
    assert!(len <= bomb.len() * 200, "{len}");
    assert_eq!(messages.len() + len / (1 << 20), usize::from(count));
    assert!(messages.iter().all(|message| message.contains("bomb")));
}

#[test]
fn archives_in_archives_are_not_read() {
    let folder = Folder::new("nested");
    let mut bytes = zip(&[("1.md", clip(1, "text").as_bytes())]);
    for _ in 0..5 {
        bytes = zip(&[
            ("inner.zip", &bytes),
            ("articles/1.md", clip(1, "text").as_bytes()),
        ]);
    }
    let (paths, messages) = read(&folder.write("a.zip", bytes));
    assert_eq!(paths, ["articles/1.md"]);
    assert_eq!(messages, ["inner.zip: skipped: not .md"]);
}

/// Paths, and whether the file at each path is read. Most of the paths lead out of the archive, at
/// least on some operating system. The last three only look like this.
const NAMES: [(&str, bool); 12] = [
    ("../1_hostile.md", false),
    ("a/../../1_host.md", false),
    ("a/b/../1_host.md", false),
    ("/tmp/1_hostile.md", false),
    ("//tmp/1_host.md", false),
    ("C:/1_hostile.md", false),
    ("c:1_hostile.md", false),
    ("a\\..\\..\\1_host.md", false),
    ("\\1_hostile.md", false),
    ("..a/1.md", false),
    ("a..b/..1.md", true),
    ("A..B/..1.md", true),
];

fn check_names(name: &str, (paths, messages): (Vec<String>, Vec<String>)) {
    assert_eq!(paths, ["A..B/1.md", "a..b/1.md"], "{name}");
    let told: Vec<_> = messages
        .iter()
        .filter(|message| message.contains("within the archive"))
        .collect();
    let hostile = NAMES.iter().filter(|(path, _)| path.contains("host"));
    assert_eq!(told.len(), hostile.count(), "{name}: {messages:#?}");
    assert!(
        told.iter()
            .all(|message| message.contains("unpack the archive"))
    );
}

#[test]
fn names_cannot_leave_the_folder() {
    let folder = Folder::new("names");
    let text = clip(1, "text");
    let good = ["A..B/1.md", "a..b/1.md"];
    let hostile: Vec<_> = NAMES
        .iter()
        .map(|(path, _)| *path)
        .filter(|path| path.contains("host"))
        .collect();

    let mut archive = tar::Builder::new(Vec::new());
    let all = good.iter().chain(&hostile);
    all.clone().for_each(|path| {
        entry(
            &mut archive,
            EntryType::Regular,
            path.as_bytes(),
            text.as_bytes(),
        )
    });
    let bytes = archive.into_inner().expect("it is in memory");
    check_names("gzip", read(&folder.write("a.tar.gz", gzip(&bytes))));
    check_names("tar", read(&folder.write("a.tar", bytes)));

    // The zip writer refuses these paths, so they replace harmless ones of the same length.
    let letters = ('A'..='Z').map(String::from);
    let harmless: Vec<_> = { all.clone().zip(letters) }
        .map(|(path, letter)| letter.repeat(path.len()))
        .collect();
    let files: Vec<_> = harmless
        .iter()
        .map(|path| (path.as_str(), text.as_bytes()))
        .collect();
    let mut bytes = zip(&files);
    for (written, wanted) in harmless.iter().zip(all) {
        let written = written.as_bytes();
        while let Some(at) = bytes
            .windows(written.len())
            .position(|window| window == written)
        {
            bytes[at..at + written.len()].copy_from_slice(wanted.as_bytes());
        }
    }
    check_names("zip", read(&folder.write("a.zip", bytes)));

    // git also refuses these paths, so the tree objects are written directly.
    let blob = folder.write("blob", &text);
    folder.git("work", &["init", "--quiet", "--initial-branch=main"]);
    let blob = folder.git(
        "work",
        &["hash-object", "-w", blob.to_str().expect("it is UTF-8")],
    );
    let id: Vec<u8> = (0..20)
        .map(|at| u8::from_str_radix(&blob[2 * at..2 * at + 2], 16).expect("it is hex"))
        .collect();
    let make = |name: &str, mode: &str, id: &[u8]| {
        [mode.as_bytes(), b" ", name.as_bytes(), b"\0", id].concat()
    };
    let write = |tree: Vec<u8>| {
        let tree = folder.write("tree", tree);
        let tree = tree.to_str().expect("it is UTF-8");
        folder
            .git(
                "work",
                &["hash-object", "-w", "--literally", "-t", "tree", tree],
            )
            .trim()
            .to_owned()
    };
    let inner = write(make("1_hostile.md", "100644", &id));
    let inner: Vec<u8> = (0..20)
        .map(|at| u8::from_str_radix(&inner[2 * at..2 * at + 2], 16).expect("it is hex"))
        .collect();
    let tree = write(
        [
            make("..", "40000", &inner),
            make("1.md", "100644", &id),
            make("C:1.md", "100644", &id),
            make("a\\1.md", "100644", &id),
            make("a/../../1.md", "100644", &id),
        ]
        .concat(),
    );
    let commit = folder.git("work", &["commit-tree", "-m", "x", &tree]);
    folder.git("work", &["update-ref", "refs/heads/main", commit.trim()]);
    let source = open(&folder.0.join("work/.git"));
    let (mut paths, mut messages) = (Vec::new(), Vec::new());
    for item in source.articles().expect("it can be read") {
        match item {
            Ok(article) => paths.push(article.path().to_owned()),
            Err(error) => messages.push(error.to_string()),
        }
    }
    assert_eq!(paths, ["1.md"]);
    assert_eq!(messages.len(), 4, "{messages:#?}");
    let history = source.history().expect("it has one");
    let (good, bad): (Vec<_>, Vec<_>) = history.articles().into_iter().partition(Result::is_ok);
    assert_eq!((good.len(), bad.len()), (1, 4));
}

#[test]
fn a_folder_in_itself_many_times_is_a_bomb() {
    let folder = Folder::new("git-bomb");
    folder.git("work", &["init", "--quiet", "--initial-branch=main"]);
    let text = folder.write("blob", clip(1, "text"));
    let blob = folder.git(
        "work",
        &["hash-object", "-w", text.to_str().expect("it is UTF-8")],
    );
    let mut line = format!("100644 blob {}", blob.trim());
    for _ in 0..12 {
        let entries: String = (0..10)
            .map(|number| format!("{line}\t{number}.md\n"))
            .collect();
        let list = folder.write("list", entries);
        let command = format!("git mktree < '{}'", list.display());
        let tree = std::process::Command::new("sh")
            .args(["-c", &command])
            .current_dir(folder.0.join("work"))
            .output();
        let tree = String::from_utf8(tree.expect("it runs").stdout).expect("it is hex");
        line = format!("040000 tree {}", tree.trim());
    }
    let tree = line.rsplit(' ').next().expect("it is the last");
    let commit = folder.git("work", &["commit-tree", "-m", "x", tree]);
    folder.git("work", &["update-ref", "refs/heads/main", commit.trim()]);
    let source = open(&folder.0.join("work/.git"));
    // Reading stops at a limit. Reading all 10^12 files would take years.
    let (good, bad): (Vec<_>, Vec<_>) = source
        .articles()
        .expect("it can be read")
        .into_iter()
        .partition(Result::is_ok);
    assert!(good.len() < 10_000, "{}", good.len());
    let last = bad
        .last()
        .and_then(|error| error.as_ref().err())
        .expect("it is told");
    assert!(last.to_string().contains("bomb"), "{last}");
    let Err(error) = source.history() else {
        panic!("it ends");
    };
    assert!(error.to_string().contains("bomb"), "{error}");
}
