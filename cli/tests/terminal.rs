//! What is printed on a terminal: colors and the progress bar. Runs the program in `script`, which has a terminal of
//! its own.
#![cfg(target_os = "linux")]

mod common;

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_newsprint");

/// Returns a run in a new terminal. `command` is for a shell, with `$N` as the program.
fn in_terminal(folder: &Path, command: &str) -> Command {
    let mut script = Command::new("script");
    script.args(["--quiet", "--return", "--command", command, "/dev/null"]);
    script
        .current_dir(folder)
        .env("N", PROGRAM)
        .env("TERM", "xterm")
        .env_remove("NO_COLOR");
    script
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    script
}

/// Returns what a run prints on a terminal.
fn printed(command: &mut Command) -> String {
    let output = command.output().expect("`script` is there");
    String::from_utf8(output.stdout).expect("it prints UTF-8")
}

/// Returns a folder with 12 articles in `in`, of three megabytes each, 40 kB of it text.
fn archive(name: &str) -> PathBuf {
    let folder = common::folder(&format!("terminal-{name}"), &[]);
    let body = format!(
        "<p>{}<!--{}-->",
        "text ".repeat(8_000),
        "x".repeat(2_959_950)
    );
    for number in 0..12 {
        let path = folder.join(format!("in/{}/{number}.md", number % 3));
        fs::create_dir_all(path.parent().expect("it has one")).expect("the folder is ours");
        let header = format!("[{number:02}](https://example.org/{number:02})\n------\n\n");
        fs::write(path, header + &body).expect("as above");
    }
    folder
}

/// Makes a pipe with a name.
fn make_pipe(path: &Path) {
    let made = Command::new("mkfifo").arg(path).status();
    assert!(made.is_ok_and(|status| status.success()), "mkfifo is there");
}

/// Waits until something is written to a pipe. More than a few articles must be written, so that the writer has to wait
/// for the reader.
fn first_byte(pipe: &Path) -> File {
    let mut pipe = File::open(pipe).expect("it is a pipe");
    pipe.read_exact(&mut [0; 1]).expect("something is written");
    pipe
}

fn read_rest(mut pipe: File) {
    pipe.read_to_end(&mut Vec::new()).expect("it ends");
}

#[test]
fn colors_are_on_unless_the_user_or_the_terminal_is_against_them() {
    let folder = common::folder("terminal-colors", &[("1.md", "[t](https://example.org/)")]);
    for command in ["$N --help", "$N lint .", "$N --color auto --help"] {
        let has_colors = |variable: &str, value: &str| {
            let mut run = in_terminal(&folder, command);
            printed(run.env(variable, value)).contains("\x1b[")
        };
        assert!(has_colors("TERM", "xterm"), "{command}");
        assert!(has_colors("NO_COLOR", ""), "{command}");
        assert!(!has_colors("NO_COLOR", "1"), "{command}");
        assert!(!has_colors("TERM", "dumb"), "{command}");
        let mut run = in_terminal(&folder, &format!("{command} | cat"));
        assert!(!printed(&mut run).contains("\x1b["), "{command}");
    }
}

#[test]
fn the_progress_bar_has_files_and_megabytes_per_second() {
    let folder = archive("progress");
    make_pipe(&folder.join("out"));
    let started = Instant::now();
    let out = folder.join("out");
    let reader = thread::spawn(move || {
        let pipe = first_byte(&out);
        let start = Instant::now();
        thread::sleep(Duration::from_millis(1_600));
        let end = Instant::now();
        read_rest(pipe);
        [start, end]
    });
    let text = printed(&mut in_terminal(&folder, "$N convert in --to jsonl out"));
    let [start, end] = reader.join().expect("it ends");
    // The bar is drawn five times a second, for the last time in the second half of the pause.
    let least = (end - start).as_secs_f64() / 2.0;
    let most = (end - started).as_secs_f64();
    // Each state of the bar: the number of files, and megabytes per second.
    let states: Vec<(u64, f64)> = { text.split("/12  ").collect::<Vec<_>>() }
        .windows(2)
        .map(|pair| {
            let files = pair[0].rsplit(' ').next().expect("there is one");
            let (rate, _) = pair[1].split_once(" MB/s").expect("the rate follows");
            let number = "expected a number";
            (files.parse().expect(number), rate.parse().expect(number))
        })
        .collect();
    assert!(states.len() > 3, "{text}");
    // During the pause, the number of files stays the same.
    let (files, rate) = *states
        .windows(2)
        .filter(|pair| pair[0].0 == pair[1].0)
        .map(|pair| &pair[1])
        .max_by_key(|(files, _)| states.iter().filter(|state| state.0 == *files).count())
        .expect("states are repeated");
    assert!((1..12).contains(&files), "{states:?}");
    let last = states.iter().rev().find(|state| state.0 == files);
    let last = last.map_or(rate, |state| state.1);
    let megabytes = files as f64 * 3.0;
    assert!(
        last > megabytes / most - 0.1 && last < megabytes / least + 0.1,
        "{states:?}"
    );
    // The bar is removed before the summary.
    let (_, summary) = text.split_once("12 files, ").expect("the summary follows");
    assert!(
        !summary.contains('\x1b') && !summary.contains("/12"),
        "{summary}"
    );
}

#[test]
fn there_is_no_progress_bar_between_lines_of_output_or_if_the_user_is_against_it() {
    let folder = archive("none");
    for command in [
        "$N convert in --to jsonl --columns path -",
        "$N convert in --to csv out --quiet",
    ] {
        let text = printed(&mut in_terminal(&folder, command));
        assert!(!text.contains('\x1b') && !text.contains("/12"), "{text}");
    }
    let mut run = in_terminal(&folder, "$N convert in --to csv out --force");
    let text = printed(run.env("TERM", "dumb"));
    assert!(text.starts_with("12 files, "), "{text}");
}

#[test]
fn the_number_of_threads_is_at_most_one_per_core() {
    let folder = archive("threads");
    let cores = thread::available_parallelism().expect("it is known").get();
    let out = folder.join("out");
    make_pipe(&out);
    let threads = |arguments: &[&str]| {
        let mut command = Command::new(PROGRAM);
        command
            .current_dir(&folder)
            .args(["convert", "in", "--to", "jsonl", "out", "-q"]);
        let mut child = command.args(arguments).spawn().expect("it runs");
        let pipe = first_byte(&out);
        let tasks = fs::read_dir(format!("/proc/{}/task", child.id()));
        let tasks = tasks.expect("it runs").count();
        read_rest(pipe);
        assert!(child.wait().is_ok_and(|status| status.success()));
        tasks
    };
    let all = threads(&[]);
    assert_eq!(threads(&["--threads", "1"]), all + 1 - cores);
    assert_eq!(threads(&["--threads", "1000"]), all);
}
