use std::cell::Cell;
use std::collections::HashMap;
use std::io::{self, Read};
use std::sync::mpsc::SyncSender;

use newsprint::archive::{SkipReason, path_from_bytes};
use tar::{Archive, Entries, Entry};

use super::listing::Found;
use super::path;
use super::region::Region;
use super::spool::Spool;

/// Sends the files of a tar on disk. The contents of the files are not copied. They are read later,
/// from the tar itself.
pub fn list_file(name: &str, file: &Region, send: &SyncSender<Found>) {
    let mut archive = Archive::new(file.clone());
    let read = archive.entries_with_seek().and_then(|entries| {
        let place = |entry: &mut Entry<'_, Region>| {
            let part = file.part(entry.raw_file_position(), entry.size());
            part.ok_or_else(cut)
        };
        let end = send_all(entries, place, send)?;
        check_end(file.len(), end)
    });
    tell_end(name, read, send);
}

/// Sends the files of a tar that can be read only once. Files that may be articles are copied to a
/// temporary file.
pub fn list(name: &str, reader: impl Read, send: &SyncSender<Found>) {
    let read = Cell::new(0);
    let counted = Counted {
        reader,
        read: &read,
    };
    let mut archive = Archive::new(counted);
    let done = Spool::new().and_then(|mut spool| {
        let keep = |entry: &mut Entry<'_, _>| {
            let len = entry.size();
            let kept = spool.append(entry)?;
            if kept.len() == len {
                Ok(kept)
            } else {
                Err(cut())
            }
        };
        let end = send_all(archive.entries()?, keep, send)?;
        check_end(read.get(), end)?;
        // Read the rest. The checksum of a compressed file is at its end, and a program that writes
        // to a pipe expects that all its output is read.
        io::copy(&mut archive.into_inner(), &mut io::sink()).map(drop)
    });
    tell_end(name, done, send);
}

/// Sends the files until the end of the tar, or until the receiver is dropped. `keep` returns a
/// region with the contents of a file. Returns the offset in the tar at which the last file ends.
fn send_all<R: Read>(
    entries: Entries<'_, R>,
    mut keep: impl FnMut(&mut Entry<'_, R>) -> io::Result<Region>,
    send: &SyncSender<Found>,
) -> io::Result<u64> {
    let mut kept = HashMap::new();
    let mut end = 0;
    for entry in entries {
        let mut entry = entry?;
        let bytes = entry.path_bytes().into_owned();
        let kind = entry.header().entry_type();
        let stored = match kind.is_gnu_sparse() {
            true => entry.header().entry_size()?,
            false => entry.size(),
        };
        end = entry.raw_file_position().saturating_add(stored);
        if kind.is_dir() || bytes.ends_with(b"/") || kind.is_pax_global_extensions() {
            continue;
        }
        let found = match path::safe(&bytes) {
            Ok(path) => file(&path, &mut entry, &mut kept, &mut keep).map_err(|error| {
                let path = path_from_bytes(&bytes);
                io::Error::new(error.kind(), format!("{path}: {error}"))
            })?,
            Err(error) => Found::unreadable(&path_from_bytes(&bytes), &error),
        };
        if send.send(found).is_err() {
            return Ok(0);
        }
    }
    Ok(end)
}

/// Returns an error if nothing follows the last file in the tar. In a complete tar, blocks of zeros
/// follow. Without this check, a tar that was cut off between two files would look complete.
fn check_end(read: u64, end: u64) -> io::Result<()> {
    if read > end.checked_next_multiple_of(512).unwrap_or(end) {
        return Ok(());
    }
    let message = "expected the mark of the end, found none: the archive may have been cut";
    Err(io::Error::new(io::ErrorKind::UnexpectedEof, message))
}

/// Returns the file of an entry. The result may be [`Found::Unreadable`]. `Err` means that the tar
/// itself is damaged, and nothing after this entry can be read.
fn file<R: Read>(
    path: &str,
    entry: &mut Entry<'_, R>,
    kept: &mut HashMap<String, Region>,
    keep: &mut impl FnMut(&mut Entry<'_, R>) -> io::Result<Region>,
) -> io::Result<Found> {
    let kind = entry.header().entry_type();
    let is_file = kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse();
    let unreadable = |message: String| {
        let error = io::Error::new(io::ErrorKind::InvalidData, message);
        Ok(Found::unreadable(path, &error))
    };
    if kind.is_symlink() {
        return Ok(Found::Skipped(path.to_owned(), SkipReason::Link));
    } else if !is_file && !kind.is_hard_link() {
        return Ok(Found::Skipped(path.to_owned(), SkipReason::Special));
    } else if SkipReason::of_path(path).is_some() {
        return Ok(Found::SkippedByPath(path.to_owned()));
    } else if kept.contains_key(path) {
        return unreadable(
            "expected each path once, found it again; the first file was read".into(),
        );
    } else if is_sparse(entry)? {
        return unreadable(
            "expected a file in one piece, found a sparse one; make the tar without --sparse"
                .into(),
        );
    }
    let place = if kind.is_hard_link() {
        let target = entry.link_name_bytes().unwrap_or_default();
        let known = path::safe(&target)
            .ok()
            .and_then(|target| kept.get(&target));
        match known {
            Some(place) => place.clone(),
            None => {
                return unreadable(format!(
                    "expected a hard link to an article earlier in the archive, found one to \"{}\"",
                    target.escape_ascii()
                ));
            }
        }
    } else {
        keep(entry)?
    };
    kept.insert(path.to_owned(), place.clone());
    Ok(Found::File(path.to_owned(), place))
}

/// Returns whether a file is sparse, which means that only parts of it are stored. In the old GNU
/// format, a sparse file has a special entry type. In newer formats, it has extensions of the
/// header.
fn is_sparse<R: Read>(entry: &mut Entry<'_, R>) -> io::Result<bool> {
    if entry.header().entry_type().is_gnu_sparse() {
        return Ok(true);
    }
    let Some(extensions) = entry.pax_extensions()? else {
        return Ok(false);
    };
    let mut keys = extensions.flatten().map(|extension| extension.key_bytes());
    Ok(keys.any(|key| key.starts_with(b"GNU.sparse.")))
}

/// A reader that counts the bytes that are read.
struct Counted<'a, R> {
    reader: R,
    read: &'a Cell<u64>,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.read.set(self.read.get() + read as u64);
        Ok(read)
    }
}

fn cut() -> io::Error {
    let message = "expected the rest of the file, found the end of the archive";
    io::Error::new(io::ErrorKind::UnexpectedEof, message)
}

/// Sends the reason if an archive was not read to its end.
fn tell_end(name: &str, read: io::Result<()>, send: &SyncSender<Found>) {
    if let Err(error) = read {
        let message = format!("{error}; what follows in the archive was not read");
        // Sending fails if the receiver was dropped. Then the error is not needed.
        let _ = send.send(Found::unreadable(
            name,
            &io::Error::new(error.kind(), message),
        ));
    }
}
