//! Resolves the name of an output.

use std::io;
use std::path::{Path, PathBuf};

/// The kind of an output.
pub enum Target {
    /// Standard output.
    Stdout,
    /// A pipe, a terminal or a device, which is written directly.
    Open(PathBuf),
    /// The path of a file or a folder, or a path where nothing exists yet. All symbolic links in
    /// the path are resolved.
    Path(PathBuf),
}

/// Returns the target of a name. `-` is standard output.
pub fn resolve(name: &Path) -> io::Result<Target> {
    if name == Path::new("-") {
        return Ok(Target::Stdout);
    }
    // The maximum number of symbolic links that are followed, which is the same as in Linux.
    const LINKS: usize = 40;
    let mut path = name.to_owned();
    for _ in 0..LINKS {
        let own_name = path.file_name().ok_or_else(|| {
            let message = "expected the name of a file or folder";
            io::Error::new(io::ErrorKind::InvalidInput, message)
        })?;
        let folder = folder_of(&path);
        let folder = folder
            .canonicalize()
            .map_err(|error| in_folder(folder, error))?;
        let resolved = folder.join(own_name);
        if is_stdout(&resolved) {
            return Ok(Target::Stdout);
        }
        match resolved.read_link() {
            // A link in `/proc` leads to an open file, such as a log that another process appends
            // to. Such a file must not be replaced.
            Ok(_) if resolved.starts_with("/proc") => return open(resolved),
            Ok(next) => path = resolved.with_file_name(next),
            Err(_) => {
                return match resolved.metadata() {
                    Ok(found) if !found.is_file() && !found.is_dir() => open(resolved),
                    _ => Ok(Target::Path(resolved)),
                };
            }
        }
    }
    Err(io::Error::other("too many links"))
}

/// Returns an error that names the folder of an output.
fn in_folder(folder: &Path, error: io::Error) -> io::Error {
    let folder = folder.display();
    let message = match error.kind() {
        io::ErrorKind::NotFound => format!("there is no folder {folder}; make it first"),
        _ => format!("{folder}: {error}"),
    };
    io::Error::new(error.kind(), message)
}

/// Returns the folder that contains a path.
pub fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}

/// Returns the target for a pipe, a terminal or a device. Returns an error for a file, because
/// opening a file by its name would overwrite its contents.
fn open(path: PathBuf) -> io::Result<Target> {
    match path.metadata()?.is_file() {
        true => Err(io::Error::other(
            "expected a file's name, found an open file",
        )),
        false => Ok(Target::Open(path)),
    }
}

/// Returns whether a path is the target of the link `/dev/stdout`. The folder in the path must not
/// contain symbolic links.
fn is_stdout(path: &Path) -> bool {
    let own = format!("/proc/{}/fd/1", std::process::id());
    path == Path::new(&own) || path == Path::new("/dev/fd/1")
}
