//! Finds which modules each file of `src` uses. A module is used by a `use` item, or by a path that
//! begins with `crate::`, `super::` or `self::`. Unit tests are ignored.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The path of a module in the crate, which also determines its file: `["html", "tag"]`.
pub type Module = Vec<String>;

/// The names of a path in a file, such as `["crate", "html", "Tag"]`.
type Names = Vec<String>;

/// Each module, with the modules that it uses.
pub type Imports = BTreeMap<Module, BTreeSet<Module>>;

/// The code of each module, without comments and unit tests.
type Files = BTreeMap<Module, String>;

/// Returns the modules that each file of `src` uses. Re-exports are not counted. The use of a
/// module that contains the file is not counted, either.
pub fn read() -> Imports {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Files::new();
    read_folder(&root, &Module::new(), &mut files);
    let mut exports = BTreeMap::new();
    for (module, text) in &files {
        for path in uses(text, true) {
            if let Some((target, rest)) = resolve(&files, module, &path) {
                if let Some(name) = rest.into_iter().next() {
                    exports.insert((module.clone(), name), target);
                }
            }
        }
    }
    let mut imports = Imports::new();
    for (module, text) in &files {
        let used = imports.entry(module.clone()).or_default();
        for path in uses(text, false).into_iter().chain(paths(text)) {
            let Some((mut target, rest)) = resolve(&files, module, &path) else {
                continue;
            };
            // Follow re-exports to the module that defines the name.
            while let Some(next) = rest
                .first()
                .and_then(|name| exports.get(&(target.clone(), name.clone())))
            {
                target = next.clone();
            }
            if !module.starts_with(&target) {
                used.insert(target);
            }
        }
    }
    imports
}

/// Returns the sets of modules that use each other, directly or through other modules.
pub fn circles(imports: &Imports) -> Vec<Vec<Module>> {
    let mut reaches: BTreeMap<&Module, BTreeSet<&Module>> = BTreeMap::new();
    for module in imports.keys() {
        let mut reached = BTreeSet::new();
        let mut open = vec![module];
        while let Some(next) = open.pop() {
            for used in imports.get(next).into_iter().flatten() {
                if reached.insert(used) {
                    open.push(used);
                }
            }
        }
        reaches.insert(module, reached);
    }
    let reach = |from: &Module, to: &Module| reaches.get(from).is_some_and(|all| all.contains(to));
    let circle = |module: &Module| {
        let others = imports
            .keys()
            .filter(|other| reach(module, other) && reach(other, module));
        others.cloned().collect::<Vec<_>>()
    };
    let circles: BTreeSet<_> = imports.keys().map(circle).collect();
    circles
        .into_iter()
        .filter(|circle| circle.len() > 1)
        .collect()
}

fn read_folder(folder: &Path, module: &Module, files: &mut Files) {
    for entry in fs::read_dir(folder).expect("src can be read") {
        let path = entry.expect("src can be read").path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let inner = || [module.as_slice(), &[name.clone().into_owned()]].concat();
        if path.is_dir() {
            read_folder(&path, &inner(), files);
        } else if path.extension().is_some_and(|extension| extension == "rs") && name != "tests" {
            let text = fs::read_to_string(&path).expect("src is UTF-8");
            let is_folder = matches!(&*name, "mod" | "lib");
            files.insert(
                if is_folder { module.clone() } else { inner() },
                code(&text),
            );
        }
    }
}

fn code(text: &str) -> String {
    let (text, _) = text
        .split_once("#[cfg(test)]\nmod tests {")
        .unwrap_or((text, ""));
    let lines = text
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

/// Returns the paths of the `use` items. If `exported` is `true`, returns only re-exports
/// (`pub use`), and otherwise only the other items.
fn uses(text: &str, exported: bool) -> Vec<Names> {
    let mut paths = Vec::new();
    let mut rest = text;
    while let Some((before, item)) = rest.split_once("use ") {
        let line = before.rsplit('\n').next().unwrap_or_default().trim();
        let Some((tree, after)) = item
            .split_once(';')
            .filter(|_| line.is_empty() || line.starts_with("pub"))
        else {
            rest = item;
            continue;
        };
        if exported == line.starts_with("pub") {
            expand(tree, &[], &mut paths);
        }
        rest = after;
    }
    paths
}

/// Adds the paths of a `use` tree, such as `a::{b, c::d}`, to `paths`.
fn expand(tree: &str, prefix: &[String], paths: &mut Vec<Names>) {
    let mut depth = 0;
    let branches = tree.split(|char| {
        depth += i32::from(char == '{') - i32::from(char == '}');
        char == ',' && depth == 0
    });
    for branch in branches.map(str::trim).filter(|branch| !branch.is_empty()) {
        let (path, inner) = match branch.split_once('{') {
            Some((path, inner)) => (path, inner.strip_suffix('}')),
            None => (branch.split(" as ").next().unwrap_or_default(), None),
        };
        let names = path
            .split("::")
            .map(str::trim)
            .filter(|name| !name.is_empty());
        let path: Names = prefix
            .iter()
            .cloned()
            .chain(names.map(str::to_owned))
            .collect();
        match inner {
            Some(inner) => expand(inner, &path, paths),
            None => paths.push(path),
        }
    }
}

/// Returns the paths that begin with `crate`, `super` or `self`.
fn paths(text: &str) -> Vec<Names> {
    let is_part = |char: char| char.is_alphanumeric() || char == '_' || char == ':';
    let words = text.split(|char| !is_part(char));
    // Paths with braces are skipped here, since `uses` reads them.
    let words = words.filter(|word| !word.ends_with(':'));
    let paths = words.map(|word| word.split("::").map(str::to_owned).collect::<Names>());
    let begins = |path: &Names| path.len() > 1 && matches!(&*path[0], "crate" | "super" | "self");
    paths.filter(begins).collect()
}

/// Returns the module to which a path in `module` leads, and the remaining names of the path.
fn resolve(files: &Files, module: &Module, path: &[String]) -> Option<(Module, Names)> {
    let child = |module: &[String], name: &String| [module, std::slice::from_ref(name)].concat();
    let mut names = path.iter().peekable();
    let mut target = module.clone();
    match names.peek()?.as_str() {
        "crate" => {
            target.clear();
            names.next();
        }
        "self" => drop(names.next()),
        "super" => {
            while names.next_if(|name| *name == "super").is_some() {
                target.pop();
            }
        }
        _ if files.contains_key(&child(module, names.peek()?)) => {}
        _ => return None,
    }
    while let Some(name) = names.next_if(|name| files.contains_key(&child(&target, name))) {
        target.push(name.clone());
    }
    files
        .contains_key(&target)
        .then(|| (target, names.cloned().collect()))
}
