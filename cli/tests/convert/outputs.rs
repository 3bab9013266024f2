//! The kinds of outputs (files, folders and pipes), and files that are never replaced.

use std::fs::{self, File};
use std::process::{Command, Stdio};
use std::thread;

use crate::common::{CLIP, Folder, ODD, PROGRAM, many};

#[test]
fn a_folder_of_other_files_is_not_overwritten_but_a_file_is() {
    let folder = Folder::new("others");
    folder.write("1.md", CLIP);
    fs::create_dir(folder.0.join("full")).expect("the folder is ours");
    fs::write(folder.0.join("full/mine.txt"), "mine").expect("the folder is ours");
    let (status, said) = folder.run(&["in", "--to", "text", "full"]);
    assert_eq!(
        (status, said.as_str()),
        (
            2,
            "newsprint: full exists, and is not empty; expected a new name, or an empty folder\n"
        )
    );
    let (status, said) = folder.run(&["in", "--to", "markdown", "in/out"]);
    assert_eq!(
        (status, said.as_str()),
        (
            2,
            "newsprint: in/out lies in in; expected a place outside of the source\n"
        )
    );
    assert_eq!(folder.run(&["nowhere", "--to", "text", "out"]).0, 2);
    assert_eq!(folder.run(&["in", "--to", "text", "no/folder/out"]).0, 2);
    assert_eq!(folder.run(&["in", "out"]).0, 2);
    fs::write(folder.0.join("out.jsonl"), "old").expect("the folder is ours");
    let arguments = ["in", "--to", "jsonl", "out.jsonl"];
    let (status, said) = folder.run(&arguments);
    let expected = "newsprint: out.jsonl: exists; --force replaces it\n";
    assert_eq!((status, said.as_str()), (2, expected));
    let old = fs::read_to_string(folder.0.join("out.jsonl"));
    assert_eq!(old.expect("it is there"), "old");
    assert_eq!(folder.run(&[&arguments[..], &["--force"]].concat()).0, 0);
    assert_eq!(folder.lines("out.jsonl").len(), 1);
    // An empty file is replaced, a folder never is.
    fs::write(folder.0.join("empty"), "").expect("the folder is ours");
    assert_eq!(folder.run(&["in", "--to", "jsonl", "empty"]).0, 0);
    assert_eq!(folder.lines("empty").len(), 1);
    let expected = "newsprint: full is a folder; expected the name of a file\n";
    let (status, said) = folder.run(&["in", "--to", "jsonl", "full"]);
    assert_eq!((status, said.as_str()), (2, expected));
    assert_eq!(folder.names(), ["empty", "full", "out.jsonl"]);
}

#[cfg(target_os = "linux")]
#[test]
fn standard_output_has_many_names() {
    let folder = Folder::new("open");
    folder.write("1.md", CLIP);
    assert_eq!(folder.run(&["in", "--to", "jsonl", "lines"]).0, 0);
    let lines = fs::read_to_string(folder.0.join("lines")).expect("it was written");
    std::os::unix::fs::symlink("/dev/stdout", folder.0.join("link")).expect("links can be made");
    for out in ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "link"] {
        // A log file that is appended to keeps its contents.
        let path = folder.0.join("log");
        fs::write(&path, "mine\n").expect("the folder is ours");
        let log = File::options()
            .append(true)
            .open(&path)
            .expect("it is ours");
        let mut command = folder.command(&["in", "--to", "jsonl", out]);
        let output = command.stdout(log).output().expect("it runs");
        assert_eq!(output.status.code(), Some(0), "{out}");
        let log = fs::read_to_string(&path).expect("it is there");
        assert_eq!(log, format!("mine\n{lines}"), "{out}");
        fs::remove_file(&path).expect("it is ours");
        let (status, said) = folder.run(&["in", "--to", "text", out]);
        assert_eq!(status, 2, "{out}");
        assert!(
            said.starts_with(&format!("newsprint: {out}: expected")),
            "{said}"
        );
    }
    // Any other file that is open, too.
    fs::write(folder.0.join("log"), "").expect("the folder is ours");
    let script = "exec \"$0\" convert in --to jsonl --force /proc/self/fd/3 3>>log";
    let mut command = Command::new("sh");
    command.current_dir(&folder.0).args(["-c", script, PROGRAM]);
    let output = command.output().expect("there is a shell");
    let expected = "newsprint: /proc/self/fd/3: expected a file's name, found an open file\n";
    assert_eq!(String::from_utf8_lossy(&output.stderr), expected);
    fs::remove_file(folder.0.join("log")).expect("it is ours");
    for form in ["jsonl", "csv", "parquet"] {
        assert_eq!(folder.run(&["in", "--to", form, "/dev/null"]).0, 0);
        let (status, said) = folder.run(&["in", "--to", form, "/dev/full"]);
        assert_eq!(status, 2);
        assert!(
            said.starts_with("newsprint: /dev/full: No space left"),
            "{said}"
        );
        let (status, said) = folder.run(&["in", "--to", form, "/sys/out"]);
        assert_eq!(status, 2);
        assert!(said.starts_with("newsprint: /sys/out: "), "{said}");
    }
    assert_eq!(folder.names(), ["lines", "link"]);
}

#[cfg(unix)]
#[test]
fn lines_can_be_written_to_pipes() {
    let folder = Folder::new("pipes");
    many(&folder, 20);
    assert_eq!(folder.run(&["in", "--to", "jsonl", "lines"]).0, 0);
    let lines = fs::read(folder.0.join("lines")).expect("it was written");
    let fifo = folder.0.join("fifo");
    let made = Command::new("mkfifo").arg(&fifo).status();
    assert!(made.is_ok_and(|status| status.success()), "mkfifo is there");
    let reader = thread::spawn(move || fs::read(fifo));
    assert_eq!(folder.run(&["in", "--to", "jsonl", "fifo"]).0, 0);
    let read = reader.join().expect("it ends");
    assert_eq!(read.expect("it is a pipe"), lines);
    assert_eq!(folder.names(), ["fifo", "lines"]);
    // A reader that stops early does not cause an error.
    for form in ["jsonl", "csv", "parquet"] {
        let mut child = folder.command(&["in", "--to", form, "-"]);
        child.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = child.spawn().expect("it runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(output.status.code(), Some(0), "{form}");
        assert!(output.stderr.is_empty(), "{form}");
    }
}

#[test]
fn the_file_extension_selects_the_compression() {
    use std::io::Read;

    let folder = Folder::new("compressed");
    folder.write("1.md", CLIP).write("2.md", ODD);
    for form in ["jsonl", "csv"] {
        for ending in ["", ".gz", ".zst"] {
            let out = format!("out.{form}{ending}");
            assert_eq!(folder.run(&["in", "--to", form, &out]).0, 0);
        }
        let open = |ending| File::open(folder.0.join(format!("out.{form}{ending}")));
        let (mut plain, mut gzip) = (String::new(), String::new());
        let mut file = open("").expect("it was written");
        file.read_to_string(&mut plain).expect("it is UTF-8");
        let file = open(".gz").expect("it was written");
        let mut file = flate2::read::GzDecoder::new(file);
        file.read_to_string(&mut gzip).expect("it is gzip");
        let zstd = zstd::decode_all(open(".zst").expect("it was written"));
        assert_eq!(gzip, plain);
        assert_eq!(zstd.expect("it is Zstandard"), plain.as_bytes());
    }
}

#[test]
fn the_output_cannot_be_an_input() {
    let folder = Folder::new("inputs");
    folder.write("1.md", CLIP).write("a/2.MD", ODD);
    let mut command = folder.command(&["-", "--to", "jsonl", "in/1.md", "--force"]);
    let file = File::open(folder.0.join("in/1.md")).expect("it is there");
    let output = command.stdin(file).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(fs::read(folder.0.join("in/1.md")).is_ok_and(|bytes| bytes == CLIP.as_bytes()));
    // The folder `.git` looks like that of a repository.
    for name in ["objects", "refs"] {
        fs::create_dir_all(folder.0.join("in/.git").join(name)).expect("the folder is ours");
    }
    fs::write(folder.0.join("in/.git/HEAD"), "ref: refs/heads/main").expect("as above");
    for out in ["in/1.md", "in/a/2.MD", "in/.git/HEAD"] {
        let (status, said) = folder.run(&["in", "--to", "jsonl", out, "--force"]);
        let expected = format!("newsprint: {out}: is a file of the source, and is not replaced\n");
        assert_eq!((status, said), (2, expected));
    }
    let rejects = [
        "in",
        "--to",
        "jsonl",
        "out",
        "--rejects",
        "in/1.md",
        "--force",
    ];
    assert_eq!(folder.run(&rejects).0, 2);
    let clip = fs::read_to_string(folder.0.join("in/1.md")).expect("it is there");
    assert_eq!(clip, CLIP);
    assert!(folder.names().is_empty(), "{:?}", folder.names());
    // Other files are replaced, in the folder of the source or with the name of an article.
    for out in ["in/rows.jsonl", "rows.md"] {
        fs::write(folder.0.join(out), "old").expect("the folder is ours");
        let (status, said) = folder.run(&["in", "--to", "jsonl", out, "--force"]);
        assert_eq!(status, 0, "{said}");
        assert_eq!(folder.lines(out).len(), 2);
    }
}

#[cfg(unix)]
#[test]
fn standard_output_cannot_be_the_source() {
    let folder = Folder::new("own-source");
    folder.write("1.md", CLIP);
    fs::write(folder.0.join("rows"), "mine\n").expect("the folder is ours");
    let run = |file: &str, source: &str| {
        let file = File::options().append(true).open(folder.0.join(file));
        let mut command = folder.command(&[source, "--to", "jsonl", "-", "-q"]);
        command.stdin(File::open(folder.0.join("in/1.md")).expect("it is there"));
        let output = command
            .stdout(file.expect("it is ours"))
            .output()
            .expect("it runs");
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )
    };
    for source in ["in/1.md", "-"] {
        let expected = "newsprint: -: is the source\n".to_owned();
        assert_eq!(run("in/1.md", source), (Some(2), expected), "{source}");
        assert_eq!(run("rows", source), (Some(0), String::new()), "{source}");
    }
    let clip = fs::read_to_string(folder.0.join("in/1.md")).expect("it is there");
    assert_eq!(clip, CLIP);
    let rows = fs::read_to_string(folder.0.join("rows")).expect("it is there");
    assert_eq!(rows.lines().count(), 3);
}

#[test]
fn conflicting_options_are_errors() {
    let folder = Folder::new("together");
    folder.write("1.md", CLIP);
    for arguments in [
        &["text", "out", "--columns", "title"][..],
        &["parquet", "out.gz"],
        &["jsonl", "out", "--rejects", "out"],
        &["jsonl", "out", "--files-from", "-"],
    ] {
        let source = match arguments.last() {
            Some(&"-") => "-",
            _ => "in",
        };
        let (status, said) = folder.run(&[&[source, "--to"], arguments].concat());
        assert_eq!(status, 2, "{arguments:?}");
        assert!(said.starts_with("newsprint: expected "), "{said}");
    }
    assert!(folder.names().is_empty(), "{:?}", folder.names());
}

#[test]
fn names_can_have_the_maximum_length() {
    let folder = Folder::new("long");
    folder.write("1.md", CLIP);
    for (form, out) in [("jsonl", "n".repeat(255)), ("text", "字".repeat(85))] {
        let (status, said) = folder.run(&["in", "--to", form, &out]);
        assert_eq!(status, 0, "{said}");
        assert!(folder.0.join(out).exists());
    }
    assert_eq!(folder.names().len(), 2);
}

#[cfg(unix)]
#[test]
fn output_is_written_to_the_target_of_a_link() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = Folder::new("links");
    folder.write("1.md", CLIP);
    let path = |name: &str| folder.0.join(name);
    fs::create_dir_all(path("other/empty")).expect("the folder is ours");
    fs::write(path("other/old"), "old").expect("the folder is ours");
    let mode = fs::Permissions::from_mode(0o640);
    fs::set_permissions(path("other/old"), mode).expect("it is ours");
    for name in ["old", "new", "empty", "fresh"] {
        let link = path(&format!("to_{name}"));
        symlink(format!("other/{name}"), link).expect("links can be made");
    }
    symlink("to_itself", path("to_itself")).expect("links can be made");
    for (format, name) in [
        ("jsonl", "old"),
        ("jsonl", "new"),
        ("text", "empty"),
        ("text", "fresh"),
    ] {
        let link = format!("to_{name}");
        let (status, said) = folder.run(&["in", "--to", format, &link, "--force"]);
        assert_eq!(status, 0, "{said}");
        assert!(path(&link).is_symlink(), "{name}");
        let written = path("other").join(name);
        let found = written.metadata().expect("it was written");
        assert_eq!(found.is_dir(), format == "text", "{name}");
    }
    assert!(path("other/empty/1.txt").exists());
    let mode = path("other/old").metadata().expect("it is there");
    assert_eq!(mode.permissions().mode() & 0o777, 0o640);
    let (status, said) = folder.run(&["in", "--to", "jsonl", "to_itself"]);
    assert_eq!(status, 2);
    assert!(said.starts_with("newsprint: to_itself: "), "{said}");
}

#[cfg(target_os = "linux")]
#[test]
fn the_output_cannot_be_a_mount_point() {
    let folder = Folder::new("mount");
    folder.write("1.md", CLIP);
    // Finds a mount point that is an empty folder. Most Linux systems have one.
    let mounts = fs::read_to_string("/proc/mounts").expect("Linux has it");
    let is_empty = |path: &&str| fs::read_dir(path).is_ok_and(|mut all| all.next().is_none());
    let mut points = mounts.lines().filter_map(|line| line.split(' ').nth(1));
    let Some(point) = points.find(|path| !path.starts_with("/proc") && is_empty(path)) else {
        eprintln!("skipped: no empty mount point");
        return;
    };
    let (status, said) = folder.run(&["in", "--to", "text", point]);
    assert_eq!(status, 2);
    let expected = format!(
        "newsprint: {point} is where a file system is mounted, and cannot be replaced; expected a name in it\n"
    );
    assert_eq!(said, expected);
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_cannot_grow_is_named() {
    let folder = Folder::new("grow");
    // The name of its output has the maximum length, but the error is not about the name.
    let name = "n".repeat(251);
    folder.write(
        &format!("{name}.md"),
        format!("{CLIP}{}", "<p>字".repeat(5_000)),
    );
    let text = format!("out/{name}.txt");
    for (format, named) in [("jsonl", "out"), ("parquet", "out"), ("text", &text)] {
        // Simulates a full disk.
        let script = format!("ulimit -f 1; trap '' XFSZ; exec \"$0\" convert in --to {format} out");
        let mut command = Command::new("sh");
        let command = command.current_dir(&folder.0).args(["-c", &script]);
        let output = command.arg(PROGRAM).output().expect("there is a shell");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{format}: {said}");
        assert!(said.starts_with(&format!("newsprint: {named}: ")), "{said}");
        assert!(folder.names().is_empty(), "{:?}", folder.names());
    }
}

#[test]
fn its_own_output_is_not_counted() {
    let folder = Folder::new("own");
    folder.write("1.md", CLIP);
    for format in ["jsonl", "parquet"] {
        let (out, rejects) = (format!("in/out.{format}"), "in/rejects.jsonl");
        let (status, said) = folder.run(&["in", "--to", format, &out, "--rejects", rejects]);
        assert_eq!(status, 0);
        assert!(said.starts_with("1 file, "), "{said}");
        assert!(folder.lines(rejects).is_empty());
        for path in [&out, rejects] {
            fs::remove_file(folder.0.join(path)).expect("it is ours");
        }
    }
}
