//! Checks of the source code: which module may use which, and no global state.

#[path = "common/imports.rs"]
mod imports;

use std::fs;
use std::path::{Path, PathBuf};

/// The layers of modules in `src` from bottom to top. A module may use modules of lower layers, and modules
/// with the same entry, which is the longest entry that its path begins with.
const FLOORS: &[&[&str]] = &[
    &["lean", "path_parts", "scan", "unknown_name", "url"],
    &["source/span"],
    &["source/encoding", "source/position"],
    &["source/line_index"],
    &["limits"],
    &["warning"],
    &["error"],
    &["options"],
    &["source"],
    &["html"],
    &["tree"],
    &["parse/tokenizer"],
    &["parse/fast", "parse/html5"],
    &["envelope", "layout", "parse"],
    &["edit"],
    &[
        "content/kind",
        "content/characters",
        "content/detect/credits",
        "content/detect/date_text",
    ],
    &["content/detect/rule", "content/detect/wrap"],
    &["content/detect/dateline", "content/detect/last_line"],
    &["content/detect/byline"],
    &["content/detect/known"],
    &["content/detect/subject"],
    &["content/detect/sieve"],
    &["content/detect/matching"],
    &["content/detect/rules"],
    &["content/detect"],
    &["content/tree"],
    &["content/view"],
    &["content/parts"],
    &["content/media"],
    &[
        "content/build/element",
        "content/build/role",
        "content/build/styles",
    ],
    &["content/build/run"],
    &["content/build/blocks"],
    &["content/build/captions"],
    &["content/build"],
    &["content/repeated"],
    &["content"],
    &["render/bytes", "render/io", "render/tags"],
    &["render/address", "render/escape"],
    &["render/options", "render/spans"],
    &["render/script"],
    &["render/html", "render/text"],
    &["render/markdown/escape", "render/markdown/run"],
    &["render/markdown/flank"],
    &["render/markdown/inline"],
    &["render"],
    &["findings/shown"],
    &["findings/cut", "findings/glued", "findings/lost"],
    &["findings"],
    &["article"],
    &["parser", "read"],
    &["export"],
    &["archive"],
    // Code in the guides, which a test of the program compiles.
    &["guide"],
];

/// The only places where a dependency may be used, so that none of its types get into the public interface.
const ONLY_IN: [(&str, &[&str]); 5] = [
    ("nom", &["envelope/grammar/"]),
    (
        "html5ever",
        &["parse/html5/", "html/char_ref.rs", "export/rcdom.rs"],
    ),
    ("simdutf8", &["source/checked.rs"]),
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

/// Returns the entry of a module in [`FLOORS`], and its layer.
fn room(module: &str) -> Option<(usize, &'static str)> {
    let rooms = (0..).zip(FLOORS);
    let rooms = rooms.flat_map(|(floor, rooms)| rooms.iter().map(move |&room| (floor, room)));
    rooms
        .filter(|(_, room)| {
            let rest = module.strip_prefix(room);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
        .max_by_key(|(_, room)| room.len())
}

#[test]
fn no_module_uses_one_above_it() {
    let mut count = 0;
    for (module, used) in imports::read() {
        // `lib.rs` re-exports all of them.
        if module.is_empty() {
            continue;
        }
        let module = module.join("/");
        let here = room(&module).unwrap_or_else(|| panic!("src/{module} is on no floor"));
        for other in used {
            let other = other.join("/");
            let there = room(&other).unwrap_or_else(|| panic!("src/{other} is on no floor"));
            let may = here == there || there.0 < here.0;
            assert!(may, "src/{module} uses src/{other}");
            count += 1;
        }
    }
    assert!(count > 200, "found only {count} uses");
}

#[test]
fn no_modules_use_each_other() {
    let circles = imports::circles(&imports::read());
    assert!(circles.is_empty(), "{circles:?}");
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
    // A value that is computed once (`LazyLock`) does not change.
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
