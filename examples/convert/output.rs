//! Output that has its name only when it is complete.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process;

/// A file or folder under a temporary name beside its own. Removed unless it gets that.
pub struct Output {
    target: PathBuf,
    temporary: PathBuf,
    is_complete: bool,
}

impl Output {
    /// Returns a new, empty file.
    pub fn file(target: &Path) -> io::Result<(Self, File)> {
        // Neither a link nor a device is to be replaced by a file.
        let found = target.canonicalize();
        let target = found.as_deref().unwrap_or(target);
        if target.exists() && !target.is_file() {
            return Err(named(target)(io::Error::other("exists, and is no file")));
        }
        let output = Output::new(target)?;
        let file = File::create(&output.temporary).map_err(named(target))?;
        Ok((output, file))
    }

    /// Returns a new, empty folder. Nothing but an empty folder may be in its place.
    pub fn folder(target: &Path) -> io::Result<Self> {
        if target.exists()
            && fs::read_dir(target)
                .map_err(named(target))?
                .next()
                .is_some()
        {
            let message = format!("{} exists, and is not empty", target.display());
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, message));
        }
        let output = Output::new(target)?;
        fs::create_dir(&output.temporary).map_err(named(target))?;
        Ok(output)
    }

    fn new(target: &Path) -> io::Result<Self> {
        remove_left(target).map_err(named(target))?;
        let suffix = format!(".{}.part", process::id());
        Ok(Output {
            target: target.to_owned(),
            temporary: target.with_file_name(temporary_name(target, &suffix)?),
            is_complete: false,
        })
    }

    /// Returns the temporary path.
    pub fn path(&self) -> &Path {
        &self.temporary
    }

    /// Gives the output its name; what had it before is replaced.
    pub fn complete(mut self) -> io::Result<()> {
        fs::rename(&self.temporary, &self.target)?;
        self.is_complete = true;
        Ok(())
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        if !self.is_complete {
            // Nobody is left to tell.
            let _ = remove(&self.temporary);
        }
    }
}

/// Returns what puts the target's name before an error.
fn named(target: &Path) -> impl Fn(io::Error) -> io::Error {
    move |error| io::Error::new(error.kind(), format!("{}: {error}", target.display()))
}

fn remove(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        fs::remove_dir_all(path)
    } else {
        fs::remove_file(path)
    }
}

/// Removes what runs for the same target left that were killed.
fn remove_left(target: &Path) -> io::Result<()> {
    let processes = Path::new("/proc");
    if !processes.join("self").exists() {
        return Ok(());
    }
    let prefix = temporary_name(target, ".")?.to_string_lossy().into_owned();
    let folder = match target.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let id = name
            .strip_prefix(&prefix)
            .and_then(|rest| rest.strip_suffix(".part"));
        let is_id = |id: &&str| id.bytes().all(|byte| byte.is_ascii_digit());
        if id
            .filter(is_id)
            .is_some_and(|id| !processes.join(id).exists())
        {
            remove(&entry.path())?;
        }
    }
    Ok(())
}

/// Returns a hidden name beside the target's.
fn temporary_name(target: &Path, suffix: &str) -> io::Result<OsString> {
    let name = target.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let mut temporary = OsString::from(".");
    temporary.push(name);
    temporary.push(suffix);
    Ok(temporary)
}
