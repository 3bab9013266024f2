//! Runs the examples that cargo has built beside the test.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

/// Returns the command that runs an example. `source` is the path of its source file.
pub fn command(source: &str) -> Command {
    let source = Path::new(source);
    let name = source.file_stem().expect("it has a name");
    let test = env::current_exe().expect("a test knows its file");
    // target/debug/deps/TEST
    let target = test.ancestors().nth(2).expect("it is in two folders");
    let mut program = target.join("examples").join(name);
    program.set_extension(env::consts::EXE_EXTENSION);
    assert!(
        modified(&program) >= modified(source),
        "expected {} to be as new as its source: cargo test builds it, cargo test --test does not",
        program.display()
    );
    Command::new(program)
}

fn modified(path: &Path) -> Option<std::time::SystemTime> {
    fs::metadata(path).ok()?.modified().ok()
}

/// Returns the exit status, the output and the errors of an example.
pub fn run(source: &str, arguments: &[&str]) -> (i32, String, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = command(source)
        .args(arguments)
        .output()
        .expect("it can be run");
    let text = |bytes| String::from_utf8(bytes).expect("the output is UTF-8");
    let status = status.code().expect("no signal ends it");
    (status, text(stdout), text(stderr))
}

/// Returns the source files of all examples in a folder.
pub fn sources(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("there are examples");
    let paths = entries.map(|entry| entry.expect("it can be read").path());
    let mut paths: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|it| it == "rs"))
        .collect();
    paths.sort();
    paths
}
