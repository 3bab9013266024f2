//! Output that gets its name only when it is complete.

mod name;
mod sink;

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::process;

use name::{Target, folder_of};
pub use sink::Sink;

/// An output file or folder. It has a temporary name until [`complete`](Output::complete) gives it
/// the final name in the same folder. If an `Output` is dropped without a call of `complete`, the
/// file or folder is removed.
pub struct Output {
    /// The name as given, for messages.
    name: PathBuf,
    /// The path of `name`, with all symbolic links resolved.
    target: PathBuf,
    temporary: PathBuf,
    /// The open file. `None` if the output is a folder.
    file: Option<File>,
    /// Whether a file or folder with the temporary name exists and was created by this value.
    is_there: bool,
}

impl Output {
    /// Creates an empty file under a temporary name. If a file `name` exists, the new file gets the
    /// same permissions. Returns an error if `name` is a folder.
    pub fn file(name: &Path) -> io::Result<(Self, File)> {
        let target = target(name)?;
        Output::file_at(name, target)
    }

    fn file_at(name: &Path, target: PathBuf) -> io::Result<(Self, File)> {
        let mut output = Output::new(name, target)?;
        let before = output.target.metadata().ok();
        if before.as_ref().is_some_and(|found| !found.is_file()) {
            let message = format!(
                "{} is a folder; expected the name of a file",
                name.display()
            );
            return Err(io::Error::other(message));
        }
        // `create_new` does not follow a symbolic link that somebody else has put at this path.
        let file = File::create_new(&output.temporary).map_err(named(name))?;
        output.is_there = true;
        if let Some(before) = before {
            let set = file.set_permissions(before.permissions());
            set.map_err(named(name))?;
        }
        output.file = Some(file.try_clone().map_err(named(name))?);
        Ok((output, file))
    }

    /// Creates an empty folder under a temporary name. Returns an error if `name` exists and is not
    /// an empty folder, or if another file system is mounted at `name`.
    pub fn folder(name: &Path) -> io::Result<Self> {
        let mut output = Output::new(name, target(name)?)?;
        if let Ok(before) = output.target.metadata() {
            let mut entries = fs::read_dir(&output.target).map_err(named(name))?;
            if entries.next().is_some() {
                let message = format!(
                    "{} exists, and is not empty; expected a new name, or an empty folder",
                    name.display()
                );
                return Err(io::Error::new(io::ErrorKind::AlreadyExists, message));
            }
            let beside = folder_of(&output.target).metadata();
            if !is_same_device(&before, &beside.map_err(named(name))?) {
                let message = format!(
                    "{} is where a file system is mounted, and cannot be replaced; \
                     expected a name in it",
                    name.display()
                );
                return Err(io::Error::other(message));
            }
        }
        fs::create_dir(&output.temporary).map_err(named(name))?;
        output.is_there = true;
        Ok(output)
    }

    /// Returns an output whose file or folder is not created yet.
    fn new(name: &Path, target: PathBuf) -> io::Result<Self> {
        let process = process::id();
        let suffix = match namespace() {
            Some(namespace) => {
                remove_left(&target, &namespace).map_err(named(name))?;
                format!(".{namespace}.{process}.part")
            }
            None => format!(".{process}.part"),
        };
        Ok(Output {
            name: name.to_owned(),
            temporary: target.with_file_name(temporary_name(&target, &suffix)?),
            target,
            file: None,
            is_there: false,
        })
    }

    /// Returns the temporary path.
    pub fn path(&self) -> &Path {
        &self.temporary
    }

    /// Renames the output to its final name, and replaces a file or folder with that name.
    pub fn complete(mut self) -> io::Result<()> {
        if let Some(file) = self.file.take() {
            // The old file must not be removed before the new one is completely on disk.
            file.sync_all().map_err(named(&self.name))?;
        }
        fs::rename(&self.temporary, &self.target).map_err(named(&self.name))?;
        self.is_there = false;
        Ok(())
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        if self.is_there {
            // There is nowhere to report the error.
            let _ = remove(&self.temporary);
        }
    }
}

/// Resolves the name of a file or folder. Returns an error if the name is a stream, such as
/// standard output.
fn target(name: &Path) -> io::Result<PathBuf> {
    match name::resolve(name).map_err(named(name))? {
        Target::Path(path) => Ok(path),
        Target::Stdout | Target::Open(_) => {
            let message = format!(
                "{}: expected the name of a file or folder: only convert without --partition writes to a stream",
                name.display()
            );
            Err(io::Error::other(message))
        }
    }
}

/// Returns whether an output is a stream: standard output, a pipe or a device. Streams are written
/// directly.
pub fn is_stream(name: &Path) -> bool {
    matches!(name::resolve(name), Ok(Target::Stdout | Target::Open(_)))
}

/// Returns a function that puts a path before an error message.
pub fn named(path: &Path) -> impl Fn(io::Error) -> io::Error {
    move |error| io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

#[cfg(unix)]
fn is_same_device(a: &Metadata, b: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;

    a.dev() == b.dev()
}

#[cfg(not(unix))]
fn is_same_device(_: &Metadata, _: &Metadata) -> bool {
    true
}

/// Returns an error if `output` is in the folder of the source, because the output would then be
/// read as input. `name` is the final name of `output`, for the message.
pub fn refuse_inside(output: &Path, name: &Path, source: &OsStr) -> io::Result<()> {
    // If the source is not a path in the file system, `output` cannot be in it.
    let Ok(folder) = Path::new(source).canonicalize() else {
        return Ok(());
    };
    if output.canonicalize()?.starts_with(folder) {
        let source = Path::new(source).display();
        let message = format!(
            "{} lies in {source}; expected a place outside of the source",
            name.display()
        );
        return Err(io::Error::other(message));
    }
    Ok(())
}

fn remove(path: &Path) -> io::Result<()> {
    // Do not follow a link.
    if path.symlink_metadata()?.is_dir() {
        fs::remove_dir_all(path)
    } else {
        fs::remove_file(path)
    }
}

/// Returns the number of the PID namespace. This number is a part of temporary names, because two
/// containers may both have a process with the ID 1. Returns `None` if the system has no
/// namespaces.
fn namespace() -> Option<String> {
    let namespace = fs::read_link("/proc/self/ns/pid").ok()?;
    let digits = |char: &char| char.is_ascii_digit();
    Some(namespace.to_str()?.chars().filter(digits).collect())
}

/// Removes temporary files for the same target, if the process that made the file no longer exists.
/// Also removes a file whose name contains the ID of this process, because an earlier process with
/// the same ID made this file.
fn remove_left(target: &Path, namespace: &str) -> io::Result<()> {
    let own = process::id().to_string();
    let prefix = temporary_name(target, &format!(".{namespace}."))?;
    for entry in fs::read_dir(folder_of(target))? {
        let entry = entry?;
        let name = entry.file_name();
        let is_left = process_of(&name, &prefix)
            .is_some_and(|id| id == own || !Path::new("/proc").join(id).exists());
        if is_left {
            remove(&entry.path())?;
        }
    }
    Ok(())
}

/// Returns the process ID in a temporary name that starts with `prefix`. Returns `None` for any
/// other name.
fn process_of<'n>(name: &'n OsStr, prefix: &OsStr) -> Option<&'n str> {
    let rest = name
        .as_encoded_bytes()
        .strip_prefix(prefix.as_encoded_bytes())?;
    let id = std::str::from_utf8(rest.strip_suffix(b".part")?).ok()?;
    let is_id = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    is_id.then_some(id)
}

/// Returns a temporary name: a dot, the target's name and `suffix`. A long name is truncated.
fn temporary_name(target: &Path, suffix: &str) -> io::Result<OsString> {
    // The maximum length of a name in common file systems, in bytes, minus 64 for the dot and the
    // suffix.
    const LONGEST: usize = 255 - 64;
    let name = target.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let mut temporary = OsString::from(".");
    match name.len() <= LONGEST {
        true => temporary.push(name),
        false => {
            let name = name.to_string_lossy();
            let mut ends = (0..=LONGEST).rev();
            let end = ends.find(|&end| name.is_char_boundary(end));
            temporary.push(&name[..end.unwrap_or(0)]);
        }
    }
    temporary.push(suffix);
    Ok(temporary)
}
