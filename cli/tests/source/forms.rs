//! Tests that the same archive is read in the same way in eight forms.

use std::fs;
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Stdio};

use newsprint::archive::{SkipReason, Tally};
use tar::EntryType;

use crate::common::{Folder, clip, entry, gzip, open, rows};
use crate::source::Source;

/// Returns the paths and the contents of the files of an archive, with at least one file of each
/// kind.
fn archive() -> Vec<(Vec<u8>, Vec<u8>)> {
    let long = format!("articles/{}/3_题目.md", "某源".repeat(40));
    let mut files: Vec<(&[u8], Vec<u8>)> = vec![
        ("articles/某源/7_题目.md".as_bytes(), clip(1, "一").into()),
        ("articles/某源-2/7_题目.md".as_bytes(), clip(2, "二").into()),
        (long.as_bytes(), clip(3, "三").into()),
        (b"articles/caf\xe9.md", clip(4, "four").into()),
        (b"articles/caf\xe8.md", clip(5, "five").into()),
        (b"articles/copy.md", clip(5, "five").into()),
        (b"articles/long.md", clip(6, &"字".repeat(100_000)).into()),
        (b"articles/MORE.MD", clip(7, "MORE").into()),
        (b"articles/1.txt", clip(8, "").into()),
        (b"articles/notes.md", "字".repeat(50_000).into()),
        (b"articles/empty.md", Vec::new()),
        (
            b"articles/cut.md",
            b"<!--1618495142000-->\n[t](https://exa".into(),
        ),
        (b"articles/utf16.md", b"\xff\xfe[\0T\0".into()),
        (b"articles/README.md", b"# News".into()),
        (b"articles/.hidden.md", clip(9, "").into()),
        (b".github/a.md", clip(10, "").into()),
        (b".github/b/c.md", clip(11, "").into()),
        (b"lists/a.md", clip(12, "").into()),
        (b"picture.jpg", b"\xff\xd8\xff".repeat(9_000)),
    ];
    // These are more files than are read ahead.
    let many: Vec<_> = (0..1_500)
        .map(|number| format!("many/{number}.md"))
        .collect();
    files.extend(
        many.iter()
            .map(|path| (path.as_bytes(), clip(20, path).into())),
    );
    { files.iter() }
        .map(|(path, bytes)| (path.to_vec(), bytes.clone()))
        .collect()
}

/// The symbolic links of the archive, and their targets.
const LINKS: [(&str, &str); 2] = [
    ("articles/link.md", "1.txt"),
    ("articles/away.txt", "../.."),
];

fn write_folder(folder: &Folder, name: &str) {
    for (path, bytes) in archive() {
        folder.write(
            Path::new(name).join(Path::new(std::ffi::OsStr::from_bytes(&path))),
            bytes,
        );
    }
    for (path, target) in LINKS {
        symlink(target, folder.0.join(name).join(path)).expect("links can be made");
    }
}

fn make_zip() -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let methods = [
        zip::CompressionMethod::Deflated,
        zip::CompressionMethod::Stored,
        zip::CompressionMethod::Zstd,
    ];
    for (number, (path, bytes)) in archive().iter().enumerate() {
        // The zip writer accepts only UTF-8.
        let path: String = match String::from_utf8(path.clone()) {
            Ok(path) => path,
            Err(_) => path
                .iter()
                .map(|byte| {
                    if *byte < 0x80 {
                        *byte as char
                    } else {
                        (byte - 0x80) as char
                    }
                })
                .collect(),
        };
        let options =
            zip::write::SimpleFileOptions::default().compression_method(methods[number % 3]);
        zip.start_file(path, options).expect("it is in memory");
        zip.write_all(bytes).expect("as above");
    }
    zip.add_directory("articles/", zip::write::SimpleFileOptions::default())
        .expect("as above");
    for (path, target) in LINKS {
        zip.add_symlink(path, target, zip::write::SimpleFileOptions::default())
            .expect("as above");
    }
    let mut bytes = zip.finish().expect("as above").into_inner();
    for (written, wanted) in [(b"cafi.md", b"caf\xe9.md"), (b"cafh.md", b"caf\xe8.md")] {
        while let Some(at) = bytes.windows(7).position(|window| window == written) {
            bytes[at..at + 7].copy_from_slice(wanted);
        }
    }
    bytes
}

fn make_tar() -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    entry(&mut tar, EntryType::Directory, b"./articles/", b"");
    for (path, bytes) in archive() {
        match path.as_slice() {
            // A hard link to an earlier file, whose contents are not stored again.
            b"articles/copy.md" => {
                let mut header = tar::Header::new_gnu();
                header.set_entry_type(EntryType::Link);
                header.set_size(0);
                let target = std::ffi::OsStr::from_bytes(b"articles/caf\xe8.md");
                tar.append_link(&mut header, "articles/copy.md", target)
                    .expect("it is in memory");
            }
            _ => entry(
                &mut tar,
                EntryType::Regular,
                &[b"./", path.as_slice()].concat(),
                &bytes,
            ),
        }
    }
    for (path, target) in LINKS {
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(EntryType::Symlink);
        header.set_size(0);
        tar.append_link(&mut header, path, target)
            .expect("it is in memory");
    }
    tar.into_inner().expect("it is in memory")
}

#[test]
fn all_forms_give_the_same_articles() {
    let folder = Folder::new("forms");
    write_folder(&folder, "folder");
    let expected = rows(
        open(&folder.0.join("folder"))
            .articles()
            .expect("it can be read"),
    );
    let tally = expected.1;
    assert_eq!((tally.articles(), tally.broken()), (1_508, 3));
    assert_eq!(tally.skipped_as(SkipReason::Link), 2);
    assert_eq!(tally.skipped_as(SkipReason::Hidden), 2);
    assert_eq!(tally.files(), 1_520);

    let tar = make_tar();
    let zstd = zstd::encode_all(tar.as_slice(), 3).expect("it is in memory");
    let forms = [
        ("a.zip", make_zip()),
        ("a.tar", tar.clone()),
        ("a.tar.gz", gzip(&tar)),
        ("a.tgz", gzip(&tar)),
        ("a.tar.zst", zstd),
        ("no_ending", gzip(&tar)),
    ];
    for (name, bytes) in forms {
        let source = open(&folder.write(name, bytes));
        for pass in ["first", "second"] {
            let found = rows(source.articles().expect("it can be read"));
            assert_same(&found, &expected, &format!("{name}, {pass} pass"));
        }
    }

    write_folder(&folder, "work");
    folder.commit_all("work", 1_600_000_000);
    folder.git(".", &["clone", "--quiet", "--bare", "work", "bare.git"]);
    let bare = open(&folder.0.join("bare.git"));
    for pass in ["first", "second"] {
        let found = rows(bare.articles().expect("it can be read"));
        assert_same(&found, &expected, &format!("bare repository, {pass} pass"));
    }
    let work = folder.0.join("work");
    let at = Source::open_at(work.as_os_str(), "main").expect("it has that branch");
    assert_same(
        &rows(at.articles().expect("it can be read")),
        &expected,
        "revision",
    );
    // The folder `.git` is also reported as hidden.
    let (mut found, tally) = rows(open(&work).articles().expect("it can be read"));
    found.retain(|row| !row.starts_with(".git: "));
    assert_eq!(tally.files(), expected.1.files() + 1);
    assert_same(&(found, expected.1), &expected, "work tree");
}

fn assert_same(found: &(Vec<String>, Tally), expected: &(Vec<String>, Tally), what: &str) {
    let start = |row: &String| row.chars().take(200).collect::<String>();
    let missing = expected
        .0
        .iter()
        .find(|row| !found.0.contains(row))
        .map(start);
    let wrong = found
        .0
        .iter()
        .find(|row| !expected.0.contains(row))
        .map(start);
    assert_eq!((missing, wrong), (None, None), "{what}");
    assert!(found == expected, "{what}: {:?} {:?}", found.1, expected.1);
}

/// Another test runs this test in a new process, with an archive as standard input.
#[test]
#[ignore = "it is a part of another test"]
fn read_standard_input() {
    let source = Source::open("-".as_ref()).expect("it can be opened");
    for _ in 0..2 {
        let (rows, tally) = rows(source.articles().expect("it can be read"));
        let mut out = std::io::stdout();
        for row in rows {
            writeln!(out, "row {row:?}").expect("somebody reads");
        }
        writeln!(out, "tally {tally:?}").expect("somebody reads");
    }
}

/// Reads `bytes` as standard input, twice. Returns the results.
fn piped(bytes: Vec<u8>) -> Vec<String> {
    let arguments = [
        "--exact",
        "forms::read_standard_input",
        "--ignored",
        "--nocapture",
    ];
    let mut child = Command::new(std::env::current_exe().expect("it has a path"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut stdin = child.stdin.take().expect("it is piped");
    let writer = std::thread::spawn(move || stdin.write_all(&bytes));
    let output = child.wait_with_output().expect("it ends");
    writer.join().expect("no panic").expect("all was read");
    let text = String::from_utf8(output.stdout).expect("it prints UTF-8");
    let is_ours = |line: &&str| line.starts_with("row ") || line.starts_with("tally ");
    text.lines().filter(is_ours).map(str::to_owned).collect()
}

#[test]
fn standard_input_is_a_tar_or_an_article() {
    let folder = Folder::new("stdin");
    write_folder(&folder, "folder");
    let (expected, tally) = rows(
        open(&folder.0.join("folder"))
            .articles()
            .expect("it can be read"),
    );
    let expected = expected.iter().map(|row| format!("row {row:?}"));
    let mut expected: Vec<_> = expected.chain([format!("tally {tally:?}")]).collect();
    expected.extend(expected.clone());
    let tar = make_tar();
    let zstd = zstd::encode_all(tar.as_slice(), 3).expect("it is in memory");
    for bytes in [gzip(&tar), zstd, tar] {
        assert!(piped(bytes) == expected);
    }

    let article = clip(1, "text");
    let row = format!("row {:?}", format!("-: {article}"));
    for bytes in [gzip(article.as_bytes()), article.into_bytes()] {
        let found = piped(bytes);
        assert_eq!(found.len(), 4, "{found:?}");
        assert_eq!((&found[0], &found[2]), (&row, &row));
    }
    let found = piped(crate::common::zip(&[("1.md", b"")]));
    assert!(found[0].contains("found a zip"), "{found:?}");
    let found = piped(vec![b' '; (64 << 20) + 1]);
    assert!(found[0].contains("at most 64 MiB"), "{found:?}");
    let found = piped(Vec::new());
    assert!(found[0].contains("empty"), "{found:?}");
}

#[test]
fn a_file_is_an_article_whatever_its_name() {
    let folder = Folder::new("file");
    for name in ["1.md", "README.md", ".hidden", "1.txt"] {
        let file = folder.write(name, clip(1, "text"));
        let source = open(&file);
        assert_eq!(source.name(), file.to_str().expect("it is UTF-8"));
        for _ in 0..2 {
            let found = rows(source.articles().expect("it can be read")).0;
            assert_eq!(found, [format!("{name}: {}", clip(1, "text"))]);
        }
    }
    let fifo = folder.0.join("fifo");
    let made = Command::new("mkfifo")
        .arg(&fifo)
        .status()
        .expect("it is there");
    assert!(made.success());
    let writer = {
        let fifo = fifo.clone();
        std::thread::spawn(move || fs::write(fifo, make_tar()))
    };
    let (found, tally) = rows(open(&fifo).articles().expect("it can be read"));
    assert_eq!((found.len(), tally.articles()), (1_520, 1_508));
    writer.join().expect("no panic").expect("all was read");
}

#[test]
fn shown_paths_are_below_the_name_that_the_user_gave() {
    let folder = Folder::new("shown");
    let file = folder.write("in/articles/1.md", clip(1, "一"));
    let name = file.display().to_string();
    // The sources are a file, and a folder that contains a file with the name of the folder.
    folder.write("in/in", clip(2, ""));
    for (source, path, shown) in [
        (name.as_str(), "1.md", name.clone()),
        ("-", "-", "-".to_owned()),
        ("-", "articles/1.md", "-/articles/1.md".to_owned()),
    ] {
        let source = Source::open(source.as_ref()).expect("it is there");
        assert_eq!(source.shown(path), shown);
        assert_eq!(source.is_itself(path), source.name() == shown);
        assert_eq!(source.folder(), None);
    }
    let name = folder.0.join("in/").display().to_string();
    let source = Source::open(name.as_ref()).expect("it is there");
    assert_eq!(source.shown("in"), format!("{name}in"));
    assert!(!source.is_itself("in"));
    assert_eq!(source.folder(), Some(Path::new(&name)));
}
