//! The source itself: which module may use which, and that nothing in it is global.

use std::fs;
use std::path::{Path, PathBuf};

/// The modules that each may use beside itself; others may use all.
const MAY_USE: [(&str, &[&str]); 12] = [
    ("lean", &[]),
    ("scan", &[]),
    ("source", &["error", "options"]),
    ("error", &["source"]),
    ("options", &["error", "source"]),
    ("edit", &["envelope", "error", "source", "tree"]),
    ("envelope", &["error", "options", "scan", "source"]),
    ("html", &["error", "scan", "source", "tree"]),
    ("tree", &["error", "html", "options", "scan", "source"]),
    (
        "parse",
        &["error", "html", "options", "scan", "source", "tree"],
    ),
    ("layout", &["html", "scan", "source", "tree"]),
    (
        "content",
        &[
            "envelope", "error", "html", "layout", "lean", "options", "source", "tree",
        ],
    ),
];

/// Where alone a dependency may be used, so that no type of it gets into the interface.
const ONLY_IN: [(&str, &[&str]); 5] = [
    ("nom", &["envelope/grammar.rs"]),
    (
        "html5ever",
        &["parse/html5/", "html/char_ref.rs", "export/rcdom.rs"],
    ),
    ("simdutf8", &["source/encoding.rs"]),
    ("fearless_simd", &["scan/wide.rs"]),
    ("markup5ever_rcdom", &["export/rcdom.rs"]),
];

/// Returns the files of the source: their paths in `src` and their lines.
fn files() -> Vec<(String, Vec<String>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("src can be read") {
            let path: PathBuf = entry.expect("src can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("src is UTF-8");
                let lines = text.lines().map(code).map(str::to_owned).collect();
                let path = path.strip_prefix(&root).expect("it is in src");
                files.push((path.to_string_lossy().replace('\\', "/"), lines));
            }
        }
    }
    assert!(files.len() > 20, "found only {} files", files.len());
    files
}

/// Returns a line without the comment at its end.
fn code(line: &str) -> &str {
    line.split("//").next().unwrap_or_default().trim()
}

/// Returns the names that stand before `::` behind `prefix`.
fn paths<'l>(line: &'l str, prefix: &str) -> impl Iterator<Item = &'l str> {
    line.split(prefix).skip(1).map(|rest| {
        let is_name = |char: char| char.is_alphanumeric() || char == '_';
        rest.split(|char| !is_name(char)).next().unwrap_or_default()
    })
}

#[test]
fn no_module_uses_one_above_it() {
    for (file, lines) in files() {
        let module = file.split(['/', '.']).next().unwrap_or_default();
        let Some((_, may_use)) = MAY_USE.iter().find(|(name, _)| *name == module) else {
            continue;
        };
        for line in &lines {
            for used in paths(line, "crate::") {
                let is_module = MAY_USE.iter().any(|(name, _)| *name == used) || used == "article";
                let may = used == module || may_use.contains(&used) || !is_module;
                assert!(may, "src/{file} uses {used}: {line}");
            }
        }
    }
}

#[test]
fn dependencies_are_used_in_one_place() {
    for (file, lines) in files() {
        for (dependency, places) in ONLY_IN {
            let path = format!("{dependency}::");
            let uses = |line: &&String| {
                line.match_indices(&path).any(|(index, _)| {
                    let before = line.get(..index).and_then(|before| before.chars().last());
                    !before.is_some_and(|char| char.is_alphanumeric() || char == '_')
                })
            };
            if let Some(line) = lines.iter().find(uses) {
                assert!(
                    places.iter().any(|place| file.starts_with(place)),
                    "src/{file} uses {dependency}: {line}"
                );
            }
        }
    }
}

#[test]
fn nothing_global_changes() {
    // What is computed once (`LazyLock`) does not change.
    let cells = ["Cell", "Mutex", "RwLock", "Atomic"];
    for (file, lines) in files() {
        for line in &lines {
            assert!(!line.contains("thread_local!"), "src/{file}: {line}");
            let declaration = line.trim_start_matches("pub ").starts_with("static ");
            let changes = declaration && cells.iter().any(|cell| line.contains(cell));
            assert!(!changes, "src/{file}: {line}");
        }
    }
}
