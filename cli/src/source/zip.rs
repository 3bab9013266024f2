use std::io::{self, Read};

use newsprint::archive::{ArchiveFile, SkipReason, path_from_bytes};
use self_cell::{MutBorrow, self_cell};
use zip::read::{ZipFile, ZipFileEntry};
use zip::result::ZipError;
use zip::{CompressionMethod as Method, ZipArchive};

use super::budget::Budget;
use super::path;
use super::region::Region;

/// A zip. Its files are decompressed in parallel.
pub struct Zip {
    name: String,
    archive: ZipArchive<Region>,
    len: u64,
}

type Opened<'a> = ZipFile<'a, Region>;

self_cell!(
    /// A reader of a file in a zip, and the archive from which the reader borrows.
    struct Reader {
        owner: MutBorrow<ZipArchive<Region>>,
        #[not_covariant]
        dependent: Opened,
    }
);

/// The maximum number of bytes to which DEFLATE expands one byte. The lengths that a zip declares
/// may be wrong, so they are limited by this ratio.
const MAX_RATIO: u64 = 1032;

impl Zip {
    pub fn open(name: String, file: Region) -> super::Result<Self> {
        let len = file.len();
        let archive = ZipArchive::new(file).map_err(|error| {
            format!(
                "expected a zip, found a damaged or cut one ({error}); zip -FF may recover files"
            )
        })?;
        Ok(Zip { name, archive, len })
    }

    pub fn files(&self) -> impl Iterator<Item = ArchiveFile> + Send + 'static {
        let (archive, len) = (self.archive.clone(), self.len);
        let budget = Budget::of(len);
        let files = (0..archive.len()).filter_map(move |index| {
            let entry = archive.by_index_data(index).ok()?;
            file(&archive, index, &entry, &budget, len)
        });
        files.chain(self.twice())
    }

    /// If the zip has several files with the same path, returns an unreadable file with an error
    /// message. The zip library returns only the last one of several files with the same path.
    fn twice(&self) -> Option<ArchiveFile> {
        let message =
            "expected each path once, found some again; the last file of each path was read";
        let error = || io::Error::new(io::ErrorKind::InvalidData, message);
        let is_twice = self.archive.has_duplicate_names();
        is_twice.then(|| ArchiveFile::unreadable(&self.name, error()))
    }
}

/// Returns the file of an entry, or `None` if the entry is a folder.
fn file(
    archive: &ZipArchive<Region>,
    index: usize,
    entry: &ZipFileEntry<'_>,
    budget: &Budget,
    len: u64,
) -> Option<ArchiveFile> {
    if entry.is_dir() {
        return None;
    }
    let path = match path::safe(entry.name_raw()) {
        Ok(path) => path,
        Err(error) => {
            let path = path_from_bytes(entry.name_raw());
            return Some(ArchiveFile::unreadable(path, error));
        }
    };
    if entry.is_symlink() {
        return Some(ArchiveFile::skipped(path, SkipReason::Link));
    }
    let method = entry.compression();
    let packed = entry.compressed_size().min(len);
    let len = entry.size().min(packed.saturating_mul(MAX_RATIO));
    let (archive, budget) = (archive.clone(), budget.clone());
    let open = move || {
        if !matches!(method, Method::STORE | Method::DEFLATE | Method::ZSTD) {
            return Err(unsupported(&format!(
                "is compressed with {method}, which is not supported"
            )));
        }
        // A clone shares the list of files, but has its own position.
        let owner = MutBorrow::new(archive);
        let reader = Reader::try_new(owner, |archive| archive.borrow_mut().by_index(index));
        Ok(budget.unpacked(reader.map_err(unreadable)?))
    };
    Some(ArchiveFile::with_reader(path, len, open))
}

impl Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.with_dependent_mut(|_, file| file.read(buffer))
    }
}

fn unreadable(error: ZipError) -> io::Error {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => unsupported("is encrypted"),
        error => error.into(),
    }
}

fn unsupported(found: &str) -> io::Error {
    let message = format!("the file {found}; unpack the zip and name the folder");
    io::Error::new(io::ErrorKind::Unsupported, message)
}
