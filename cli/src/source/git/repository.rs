use std::fs;
use std::path::Path;
use std::sync::Arc;

use gix::ObjectId;
use gix::bstr::ByteSlice;
use gix::object::Kind;
use newsprint::archive::{ArchiveFile, path_from_bytes};

use super::handles::Handles;
use super::history::History;
use super::reader::Reader;
use super::walk::{Entry, Walk};
use crate::source::Result;
use crate::source::budget::Budget;

/// A git repository at a revision.
pub struct Repository {
    handles: Arc<Handles>,
    tree: ObjectId,
    /// `None` if the revision is a tree.
    commit: Option<ObjectId>,
    /// The total length of the files that store the repository's objects, in bytes.
    len: u64,
}

/// Returns whether a folder is a git repository itself, like a bare repository or `.git`, and not a
/// work tree.
pub fn is_git_dir(path: &Path) -> bool {
    path.join("HEAD").is_file() && path.join("objects").is_dir() && path.join("refs").is_dir()
}

impl Repository {
    /// Opens a repository at a revision. If `revision` is `None`, opens it at `HEAD`.
    pub fn open(path: &Path, revision: Option<&str>) -> Result<Self> {
        if !is_git_dir(path) && !path.join(".git").exists() {
            return Err("expected a git repository, found none".into());
        }
        let handles = Handles::open(path)?;
        let handle = handles.handle();
        let id = match revision {
            Some(revision) => {
                let found = handle.rev_parse_single(revision.as_bytes().as_bstr());
                found.map_err(|_| {
                    format!(
                        "expected a revision of the repository, such as HEAD, a branch or a tag, found {revision:?}"
                    )
                })?
            }
            None => head(&handle)?,
        };
        let object = id.object()?.peel_tags_to_end()?;
        let (commit, tree) = match object.kind {
            Kind::Commit => (
                Some(object.id),
                object.try_into_commit()?.tree_id()?.detach(),
            ),
            Kind::Tree => (None, object.id),
            kind => return Err(format!("expected the revision of a commit, found a {kind}").into()),
        };
        let len = stored_len(&handle)?;
        let handles = Arc::new(handles);
        Ok(Repository {
            handles,
            tree,
            commit,
            len,
        })
    }

    pub fn files(&self) -> impl Iterator<Item = ArchiveFile> + Send + 'static {
        let files = Reader::new(&self.handles, Budget::of(self.len));
        let walk = Walk::new(self.handles.handle(), self.tree, files.budget.clone());
        walk.map(move |entry| match entry {
            Entry::File(path, id) => files.file(path, id),
            Entry::Other(path, reason) => ArchiveFile::skipped(path, reason),
            Entry::Unreadable(path, error) => ArchiveFile::unreadable(path, error),
        })
    }

    pub fn history(&self) -> Result<History> {
        let commit = self
            .commit
            .ok_or("expected a commit with a history, found a tree")?;
        History::read(&self.handles, commit, self.tree, self.len)
    }
}

fn head(handle: &gix::Repository) -> Result<gix::Id<'_>> {
    let head = handle.head()?;
    if head.is_unborn() {
        let branch = head
            .referent_name()
            .map_or(b"HEAD".as_bstr(), |name| name.shorten());
        let branch = path_from_bytes(branch);
        return Err(format!(
            "expected a commit, found none in \"{branch}\", which HEAD names; choose a revision"
        )
        .into());
    }
    Ok(handle.head_id()?)
}

/// Returns the total length of the files that store the objects. Objects that are borrowed from
/// other repositories (alternates) are included.
fn stored_len(handle: &gix::Repository) -> Result<u64> {
    let store = handle.objects.store_ref();
    let mut folders = store.alternate_db_paths()?;
    folders.push(store.path().to_owned());
    let mut len = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)?.flatten() {
            match entry.metadata() {
                Ok(found) if found.is_dir() => folders.push(entry.path()),
                Ok(found) => len += found.len(),
                // The file was removed in the meantime.
                Err(_) => {}
            }
        }
    }
    Ok(len)
}
