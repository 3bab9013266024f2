//! The sources of articles: folders, files, pipes, zips, tars and git repositories.

mod budget;
mod git;
mod kind;
mod listing;
mod path;
mod region;
mod spool;
mod stream;
mod tar;
mod zip;

use std::error::Error;
use std::ffi::OsStr;
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use newsprint::archive::{Archive, ArchiveFile, Articles};

pub use git::{History, Version, is_git_dir};
use kind::Kind;
use listing::Listing;
use region::Region;

pub type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// A source of articles.
///
/// Archives need not be unpacked. Git repositories are read from their objects, without a checkout.
pub struct Source {
    name: String,
    place: Place,
    /// All versions of the source's files. `None` if the history is not read.
    history: Option<History>,
}

enum Place {
    Folder(Archive),
    File(PathBuf),
    Zip(zip::Zip),
    /// A tar, or any other stream that is read once, from start to end.
    Listing(Listing),
    Git(git::Repository),
}

impl Source {
    /// Opens a source by its name: a folder, a file, `-` for standard input, a zip, a tar that may
    /// be compressed with gzip or zstd, or a bare git repository. The first bytes of a file
    /// determine its kind.
    pub fn open(name: &OsStr) -> Result<Self> {
        let shown = name.to_string_lossy().into_owned();
        let place = if name == "-" {
            Place::stream("-", io::stdin())
        } else {
            let place = found(name).and_then(|found| Place::open(Path::new(name), &found));
            place.map_err(|error| in_source(&shown, error))?
        };
        Ok(Source {
            name: shown,
            place,
            history: None,
        })
    }

    /// Opens a git repository at a revision: a branch, a tag, a commit, or any other name that
    /// `git rev-parse` accepts. The repository may have a work tree, which is not read.
    pub fn open_at(name: &OsStr, revision: &str) -> Result<Self> {
        let shown = name.to_string_lossy().into_owned();
        let repository =
            found(name).and_then(|_| git::Repository::open(Path::new(name), Some(revision)));
        let place = Place::Git(repository.map_err(|error| in_source(&shown, error))?);
        Ok(Source {
            name: shown,
            place,
            history: None,
        })
    }

    /// Returns the articles. This function may be called more than once, even for standard input.
    pub fn articles(&self) -> Result<Articles> {
        if let Some(history) = &self.history {
            return Ok(history.articles());
        }
        Ok(match &self.place {
            Place::Folder(archive) => archive.articles(),
            Place::File(file) => {
                let open = file.clone();
                let len = file.metadata().map_or(0, |found| found.len());
                let path = path::escaped(file.file_name().unwrap_or_default());
                let article = ArchiveFile::with_reader(path, len, || File::open(open));
                Articles::of([article.with_any_name()])
            }
            Place::Zip(zip) => Articles::of(zip.files()),
            Place::Listing(listing) => Articles::of(listing.files()),
            Place::Git(repository) => Articles::of(repository.files()),
        })
    }

    /// Reads the history of a git repository. [`articles`](Source::articles) then returns every
    /// version of every article in the history.
    pub fn with_history(self) -> Result<Self> {
        let history = Some(self.history()?);
        Ok(Source { history, ..self })
    }

    /// Returns the version of the article at a path. Returns `None` if the history is not read.
    pub fn version(&self, path: &str) -> Option<&Version> {
        self.history.as_ref()?.version(path)
    }

    /// Returns every version of every article in the history of a git repository.
    pub fn history(&self) -> Result<History> {
        let history = match &self.place {
            Place::Git(repository) => repository.history(),
            Place::Folder(archive) => git::Repository::open(archive.root(), None)
                .and_then(|repository| repository.history()),
            _ => Err("expected a git repository, found none".into()),
        };
        history.map_err(|error| in_source(&self.name, error))
    }

    /// Returns the name that the user gave, for messages.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the path of the source if the source is a folder. Returns `None` for any other
    /// source, or if the history is read.
    pub fn folder(&self) -> Option<&Path> {
        match &self.place {
            Place::Folder(archive) if self.history.is_none() => Some(archive.root()),
            _ => None,
        }
    }

    /// Returns the path of a file of the source, for messages. The path starts with the name of the
    /// source. If the source is a folder, the path can be opened from the current directory.
    pub fn shown(&self, path: &str) -> String {
        match self.is_itself(path) {
            true => self.name.clone(),
            false => format!("{}/{path}", self.name.trim_end_matches('/')),
        }
    }

    /// Returns whether `path` is the path of the source itself, and not of a file in the source.
    pub fn is_itself(&self, path: &str) -> bool {
        let is_folder = matches!(self.place, Place::Folder(_) | Place::Git(_));
        let own = Path::new(&self.name).file_name().map(path::escaped);
        !is_folder && own.as_deref() == Some(path)
    }
}

impl Place {
    fn open(path: &Path, found: &Metadata) -> Result<Self> {
        if found.is_dir() {
            return Ok(match git::is_git_dir(path) {
                true => Place::Git(git::Repository::open(path, None)?),
                false => Place::Folder(Archive::open(path)?),
            });
        }
        let name = path::escaped(path.file_name().unwrap_or_default());
        let file = File::open(path)?;
        if !found.is_file() {
            // A pipe is read like standard input.
            return Ok(Place::stream(&name, file));
        }
        let file = Region::whole(file)?;
        Ok(match Kind::of(&mut file.clone(), path)? {
            Kind::Zip => Place::Zip(zip::Zip::open(name, file)?),
            Kind::Tar => {
                let path = name.clone();
                let list = move |send| tar::list_file(&path, &file, &send);
                Place::Listing(Listing::new(&name, list))
            }
            Kind::Gzip | Kind::Zstd => Place::stream(&name, file),
            Kind::Other => Place::File(path.to_owned()),
        })
    }

    fn stream(name: &str, reader: impl Read + Send + 'static) -> Self {
        let path = name.to_owned();
        let list = move |send| stream::list(&path, reader, send);
        Place::Listing(Listing::new(name, list))
    }
}

/// Returns the metadata of the path that the user named.
fn found(name: &OsStr) -> Result<Metadata> {
    fs::metadata(name).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => {
            "expected a file, a folder or a git repository, found nothing; check the path".into()
        }
        _ => error.into(),
    })
}

fn in_source(name: &str, error: Box<dyn Error + Send + Sync>) -> Box<dyn Error + Send + Sync> {
    format!("{name}: {}", with_causes(&*error)).into()
}

/// Returns the messages of an error and of its causes.
fn with_causes(error: &(dyn Error + 'static)) -> String {
    let mut message = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        message.push_str(": ");
        message.push_str(&error.to_string());
        cause = error.source();
    }
    message
}
