//! Tests of what all commands have in common: help, exit statuses and signals.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const COMMANDS: [&str; 7] = [
    "convert",
    "lint",
    "search",
    "report",
    "generate",
    "completions",
    "man",
];

/// An article without a stamp, for which `lint` prints a warning.
const CLIP: &str = "[t](https://example.org/)\n------\n\n<p>text";

fn newsprint(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_newsprint"));
    command.args(arguments).env_remove("NO_COLOR");
    command
}

fn output(arguments: &[&str]) -> Output {
    newsprint(arguments).output().expect("it runs")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("it prints UTF-8")
}

fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("program-{name}"));
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).expect("the folder for tests can be written to");
    path
}

#[test]
fn help_has_examples() {
    for command in COMMANDS {
        let help = output(&["help", command]);
        assert_eq!(help.status.code(), Some(0));
        let help = text(&help.stdout);
        let example = format!("\n  newsprint {command} ");
        assert!(help.contains(&example), "{command}: {help}");
    }
    let help = output(&["--help"]);
    let help = text(&help.stdout);
    for command in COMMANDS {
        assert!(help.contains(&format!("\n  {command} ")), "{command}");
    }
    let version = output(&["--version"]);
    let expected = format!("newsprint {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(text(&version.stdout), expected);
}

#[test]
fn help_fits_40_columns() {
    for command in COMMANDS {
        let mut help = newsprint(&["help", command]);
        let help = help.env("COLUMNS", "40").output().expect("it runs");
        for line in text(&help.stdout).lines() {
            // A word may be longer; the usage is one line.
            let can_wrap = line.trim().contains(' ') && !line.starts_with("Usage");
            let is_wide = |char: &char| ('⺀'..'ﾠ').contains(char);
            let columns = line.chars().count() + line.chars().filter(is_wide).count();
            assert!(columns <= 40 || !can_wrap, "{command}: {line}");
        }
    }
}

#[test]
fn colors_can_be_selected() {
    let has_colors = |arguments: &[&str]| output(arguments).stdout.contains(&0x1b);
    assert!(!has_colors(&["--help"]));
    assert!(has_colors(&["--help", "--color", "always"]));
    assert!(has_colors(&["--color=always", "lint", "--help"]));
    assert!(!has_colors(&["--help", "--color=never"]));
    let folder = folder("colors");
    fs::write(folder.join("1.md"), "[t](https://example.org/)").expect("the folder is ours");
    let folder = folder.to_str().expect("it is UTF-8");
    assert!(!has_colors(&["lint", folder]));
    assert!(has_colors(&["lint", folder, "--color", "always"]));
}

#[test]
fn usage_errors_have_the_same_exit_status() {
    for arguments in [
        &[][..],
        &["lint"],
        &["lint", "--no-such"],
        &["no-such"],
        &["convert", "in", "--to", "no-such", "out"],
        &["generate", "out", "--damaged", "101"],
        &["--threads", "0", "lint", "."],
        &["lint", "-q", "-v", "."],
        &["man", "no-such"],
        &["report", "no/such/folder", "out.html"],
    ] {
        let output = output(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        assert!(!output.stderr.is_empty(), "{arguments:?}");
    }
    let help = output(&[]).stderr;
    assert!(text(&help).starts_with("Checks, converts and reports on "));
}

#[test]
fn messages_say_what_was_expected() {
    let folder = folder("messages");
    fs::write(folder.join("full"), "text").expect("the folder is ours");
    for (arguments, expected) in [
        (
            &["generate", "no/such"][..],
            "newsprint: no/such: there is no folder no; make it first\n",
        ),
        (
            &["generate", "."],
            "newsprint: .: expected the name of a file or folder\n",
        ),
        (
            &["--threads", "0", "lint", "."],
            "newsprint: invalid value '0' for '--threads <N>': expected a number from 1\n",
        ),
        (
            &["convert", ".", "--to", "csv", "--columns", "tilte", "-"],
            "newsprint: invalid value 'tilte' for '--columns <NAMES>': expected all, default, path, ",
        ),
        (
            &["convert", ".", "--to", "text", "-"],
            "newsprint: -: expected an article as SOURCE, found none\n",
        ),
        (
            &["lint", "-", "-"],
            "newsprint: expected `-` once, as standard input can be read once\n",
        ),
        (
            &["lint", "--files-from", "no-such", "."],
            "newsprint: --files-from no-such: ",
        ),
    ] {
        let output = newsprint(arguments)
            .current_dir(&folder)
            .output()
            .expect("it runs");
        let message = text(&output.stderr);
        assert!(message.starts_with(expected), "{arguments:?}: {message}");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn all_reading_commands_accept_the_same_sources() {
    let commands = [
        &["convert", "no/such", "--to", "csv", "-"][..],
        &["lint", "no/such"],
        &["search", "x", "no/such"],
        &["report", "no/such", "out.html"],
    ];
    for arguments in commands {
        let help = output(&["help", arguments[0]]);
        let help: Vec<_> = text(&help.stdout).split_whitespace().collect();
        let help = help.join(" ");
        for part in [
            "a folder, a file, a zip, a tar (also .gz and .zst), a bare git repository",
            "--revision <REVISION>",
            "--since <DATE>",
            "--files-from <FILE>",
        ] {
            assert!(help.contains(part), "{arguments:?}: {part}");
        }
        for further in [&[][..], &["--revision", "HEAD"]] {
            let output = output(&[arguments, further].concat());
            assert_eq!(output.status.code(), Some(2), "{arguments:?}");
            assert_eq!(
                text(&output.stderr),
                "newsprint: no/such: expected a file, a folder or a git repository, found nothing; \
                 check the path\n"
            );
        }
    }
}

#[test]
fn completions_and_manual_pages_name_all_commands() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = output(&["completions", shell]);
        assert_eq!(script.status.code(), Some(0));
        let script = text(&script.stdout);
        assert!(COMMANDS.iter().all(|command| script.contains(command)));
    }
    let page = output(&["man"]);
    let page = text(&page.stdout);
    assert!(COMMANDS.iter().all(|command| page.contains(command)));
    let page = output(&["man", "lint"]);
    let page = text(&page.stdout);
    assert!(page.contains("\n.SH EXAMPLES\n") && page.contains("newsprint lint archive"));
    let version = concat!("newsprint ", env!("CARGO_PKG_VERSION"));
    assert!(page.contains(version), "{page}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let folder = folder("full-disk");
    fs::write(folder.join("1.md"), CLIP).expect("the folder is ours");
    let folder = folder.to_str().expect("it is UTF-8");
    for arguments in [
        &["--help"][..],
        &["man"],
        &["completions", "bash"],
        &["lint", folder],
        &["search", "t", folder],
    ] {
        let full = fs::File::options().write(true).open("/dev/full");
        let mut command = newsprint(arguments);
        let output = command.stdout(full.expect("Linux has it")).output();
        let output = output.expect("it runs");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let message = text(&output.stderr);
        assert!(
            message.starts_with("newsprint: standard output: "),
            "{message}"
        );
    }
}

#[test]
fn findings_fit_40_columns() {
    let folder = folder("narrow");
    fs::write(folder.join("1.md"), CLIP).expect("the folder is ours");
    let mut command = newsprint(&["lint", "."]);
    command.current_dir(&folder).env("COLUMNS", "40");
    let output = command.output().expect("it runs");
    let printed = text(&output.stdout);
    assert!(printed.contains("missing_stamp"), "{printed}");
    for line in printed.lines() {
        assert!(
            line.chars().count() <= 40 || line.contains("file: "),
            "{line}"
        );
    }
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    for arguments in [&["--help"][..], &["man"], &["completions", "bash"]] {
        let mut child = newsprint(arguments);
        child.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = child.spawn().expect("it runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert_eq!(text(&output.stderr), "", "{arguments:?}");
    }
}

/// Returns the exit status of a run that gets a signal. `shell` is a script that starts the program
/// as `$0 "$@"`.
#[cfg(target_os = "linux")]
fn interrupted(name: &str, shell: &str, signal: &str) -> Option<i32> {
    let folder = folder(name);
    let files = folder.join("in");
    fs::create_dir(&files).expect("the folder is ours");
    // The run must take some time, so there are many files.
    let clip = format!(
        "[t](https://example.org/)\n------\n\n{}",
        "<p>字".repeat(2_000)
    );
    for number in 0..300 {
        fs::write(files.join(format!("{number}.md")), &clip).expect("as above");
    }
    let mut command = Command::new("sh");
    command.current_dir(&folder).args(["-c", shell]);
    command.arg(env!("CARGO_BIN_EXE_newsprint"));
    command.args(["convert", "in", "--to", "jsonl", "out", "--quiet"]);
    command.stdin(Stdio::null()).stderr(Stdio::null());
    let status = signalled(command, &folder, signal);
    assert_eq!(folder.join("out").exists(), status == Some(0));
    let _ = fs::remove_dir_all(&folder);
    status
}

/// Sends a signal to a command when it has begun to write `out` in the folder. Returns the exit
/// status.
#[cfg(target_os = "linux")]
fn signalled(mut command: Command, folder: &Path, signal: &str) -> Option<i32> {
    let mut child = command.spawn().expect("it runs");
    let is_started = || {
        let mut entries = fs::read_dir(folder).expect("it is there").flatten();
        entries.any(|entry| entry.file_name().to_string_lossy().starts_with(".out"))
    };
    while !is_started() {
        let ended = child.try_wait().expect("it is ours");
        assert_eq!(ended, None, "it ended before it began to write");
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    let killed = Command::new("kill")
        .args([signal, &child.id().to_string()])
        .status();
    assert!(killed.is_ok_and(|status| status.success()), "kill is there");
    child.wait().expect("it is ours").code()
}

#[cfg(target_os = "linux")]
#[test]
fn an_archive_is_generated_completely_or_not_at_all() {
    let folder = folder("generate");
    let mut command = newsprint(&["generate", "--files", "1000000", "out"]);
    command.current_dir(&folder).stderr(Stdio::null());
    assert_eq!(signalled(command, &folder, "-TERM"), Some(130));
    let mut left = fs::read_dir(&folder).expect("it is there");
    assert!(left.next().is_none(), "something is left");
}

#[cfg(target_os = "linux")]
#[test]
fn a_closed_terminal_interrupts_unless_nohup_is_used() {
    let status = |name, shell| interrupted(name, shell, "-HUP");
    assert_eq!(status("hangup", "exec \"$0\" \"$@\""), Some(130));
    assert_eq!(status("nohup", "exec nohup \"$0\" \"$@\""), Some(0));
}

#[cfg(target_os = "linux")]
#[test]
fn a_signal_that_the_shell_ignores_stays_ignored() {
    // As for jobs in the background.
    let shell = "trap '' INT; exec \"$0\" \"$@\"";
    assert_eq!(interrupted("ignored", shell, "-INT"), Some(0));
}
