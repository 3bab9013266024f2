//! Checks that no incomplete output has the final name, however a run ends.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::common::{CLIP, Folder, PROGRAM, many};

#[cfg(target_os = "linux")]
#[test]
fn unfinished_files_of_running_processes_stay() {
    let folder = Folder::new("parts");
    folder.write("1.md", CLIP);
    let own = part(&folder, "out", std::process::id());
    let dead = part(&folder, "out", u32::MAX);
    let elsewhere = folder.0.join(".out.1.1.part");
    // Another program's, as no process has such an ID.
    let other = part(&folder, "out", 0)
        .to_string_lossy()
        .replace(".0.part", ".x.part");
    let other = folder.0.join(other);
    for path in [&own, &dead, &elsewhere, &other] {
        fs::write(path, "").expect("the folder is ours");
    }
    assert_eq!(folder.run(&["in", "--to", "text", "out"]).0, 0);
    assert!(own.exists() && elsewhere.exists() && other.exists() && !dead.exists());
    assert_eq!(folder.names().len(), 4);
}

/// Runs the shell commands `make` and then the program with `exec`. The program has the process ID
/// of the shell, so that `make` can use the temporary name of the program's output as `$part`.
#[cfg(target_os = "linux")]
fn run_with_part(folder: &Folder, make: &str, format: &str) -> (i32, String) {
    let namespace = part(folder, "out", 0);
    let part = namespace.to_string_lossy().replace(".0.part", ".$$.part");
    let script = format!("part=\"{part}\"; {make}; exec \"$0\" convert in --to {format} out");
    let mut command = Command::new("sh");
    let command = command.current_dir(&folder.0).args(["-c", &script]);
    let output = command.arg(PROGRAM).output().expect("there is a shell");
    let said = String::from_utf8(output.stderr).expect("it speaks UTF-8");
    (output.status.code().expect("it ends by itself"), said)
}

#[cfg(target_os = "linux")]
#[test]
fn files_left_by_an_earlier_process_with_the_same_id_do_not_matter() {
    let folder = Folder::new("number");
    folder.write("1.md", CLIP);
    fs::write(folder.0.join("mine"), "mine").expect("the folder is ours");
    for format in ["jsonl", "text"] {
        for make in [
            "echo left > \"$part\"",
            "mkdir -p \"$part/a\"",
            "ln -s mine \"$part\"",
        ] {
            let (status, said) = run_with_part(&folder, make, format);
            assert_eq!(status, 0, "{make}: {said}");
            assert_eq!(folder.names(), ["mine", "out"]);
            let out = folder.0.join("out");
            let removed = match format {
                "text" => fs::remove_dir_all(out),
                _ => fs::remove_file(out),
            };
            removed.expect("it is ours");
        }
    }
    let mine = fs::read_to_string(folder.0.join("mine")).expect("it is there");
    assert_eq!(mine, "mine");
}

/// Returns the temporary path of the output `out` of a process in the namespace of the tests.
#[cfg(target_os = "linux")]
fn part(folder: &Folder, out: &str, process: u32) -> PathBuf {
    let namespace = fs::read_link("/proc/self/ns/pid").expect("Linux has it");
    let namespace = namespace.to_string_lossy();
    let digits = namespace.trim_matches(|char: char| !char.is_ascii_digit());
    folder.0.join(format!(".{out}.{digits}.{process}.part"))
}

/// The name of the output for a run that reads the source twice.
#[cfg(target_os = "linux")]
const REPEATED: &str = "r";

/// Starts a run. Returns when its temporary output exists.
#[cfg(target_os = "linux")]
fn start(folder: &Folder, format: &str, out: &str) -> std::process::Child {
    let mut command = folder.command(&["in", "--to", format, out, "--threads", "1"]);
    if out == REPEATED {
        command.arg("--drop-repeated");
    }
    let mut child = command.stderr(Stdio::null()).spawn().expect("it runs");
    let part = part(folder, out, child.id());
    while !part.exists() {
        let ended = child.try_wait().expect("it is ours");
        assert_eq!(ended, None, "it ended without a temporary output");
        thread::sleep(Duration::from_millis(1));
    }
    child
}

#[cfg(target_os = "linux")]
#[test]
fn an_interrupted_run_leaves_nothing() {
    let folder = Folder::new("interrupt");
    many(&folder, 1_500);
    for (format, out) in [
        ("jsonl", "a"),
        ("parquet", "b"),
        ("text", "c"),
        ("jsonl", REPEATED),
    ] {
        let mut child = start(&folder, format, out);
        let killed = Command::new("kill")
            // Not SIGINT: processes ignore it if a shell runs the tests in the background.
            .args(["-TERM", &child.id().to_string()])
            .status();
        assert!(killed.is_ok_and(|status| status.success()), "kill is there");
        let status = child.wait().expect("it is ours");
        assert_eq!(status.code(), Some(130), "{format}");
        assert!(folder.names().is_empty(), "{:?}", folder.names());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn output_in_a_pipe_ends_where_it_was_interrupted() {
    use std::io::Read;

    let folder = Folder::new("cut");
    many(&folder, 600);
    let mut command = folder.command(&["in", "--to", "jsonl", "-", "--threads", "1"]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("it runs");
    let mut out = child.stdout.take().expect("it is a pipe");
    out.read_exact(&mut [0; 1]).expect("something is written");
    let killed = Command::new("kill")
        .args(["-TERM", &child.id().to_string()])
        .status();
    assert!(killed.is_ok_and(|status| status.success()), "kill is there");
    out.read_to_end(&mut Vec::new()).expect("it ends");
    let output = child.wait_with_output().expect("it is ours");
    assert_eq!(output.status.code(), Some(130));
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(said, "newsprint: interrupted; the output is cut off\n");
}

#[cfg(target_os = "linux")]
#[test]
fn a_killed_run_leaves_no_incomplete_output() {
    let folder = Folder::new("kill");
    let files = 150;
    many(&folder, files);
    for (format, out) in [("jsonl", "a"), ("parquet", "b"), ("text", "c")] {
        for wait in [0, 20, 60] {
            let mut child = start(&folder, format, out);
            thread::sleep(Duration::from_millis(wait));
            child.kill().expect("it is ours");
            child.wait().expect("it is ours");
            let names = folder.names();
            let part = part(&folder, out, child.id());
            let part = part.file_name().expect("it has one").to_string_lossy();
            assert!(names == [part] || names == [out], "{names:?}");
            if names == [out] {
                break;
            }
        }
        if !folder.0.join(out).exists() {
            assert_eq!(folder.run(&["in", "--to", format, out]).0, 0);
        }
        // The files of killed runs were removed.
        assert_eq!(folder.names(), [out]);
        if format == "jsonl" {
            assert_eq!(folder.lines(out).len(), files);
        }
        let path = folder.0.join(out);
        if path.is_dir() {
            fs::remove_dir_all(path).expect("it is ours");
        } else {
            fs::remove_file(path).expect("it is ours");
        }
    }
}
