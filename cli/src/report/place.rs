//! The files that `report` writes: a page, and a folder of articles. The files of an earlier run
//! are replaced only after the new page and folder are complete.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::output::{Output, refuse_inside};

/// The name of a file in each folder that `report` makes. Only a folder with this file may be
/// replaced.
const MARK: &str = ".made-by-report";

pub struct Place {
    folder: PathBuf,
    /// A temporary folder. It first contains the new articles, and then the replaced articles of an
    /// earlier run.
    workshop: Output,
    page: Output,
    page_file: File,
}

impl Place {
    /// Creates the temporary files for the page `out` about `source`. Returns an error if the page
    /// would be in `source`, or would replace files that `report` did not make.
    pub fn new(source: &OsStr, out: &Path) -> io::Result<Self> {
        let folder = out.with_extension("articles");
        if folder == out {
            return Err(refusal(out, "is the name of the articles' folder"));
        }
        is_there(&folder)?;
        check_page(out)?;
        let (page, page_file) = Output::file(out)?;
        let workshop = Output::folder(&out.with_extension("articles.new"))?;
        refuse_inside(workshop.path(), out, source)?;
        let place = Place {
            folder,
            workshop,
            page,
            page_file,
        };
        fs::create_dir(place.articles())?;
        fs::write(
            place.articles().join(MARK),
            "The next run of report replaces this folder.\n",
        )?;
        Ok(place)
    }

    /// Returns the name of the folder of articles, which is next to the page.
    pub fn folder_name(&self) -> Cow<'_, str> {
        self.folder
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
    }

    /// Writes the script of a shard.
    pub fn write_shard(&self, number: usize, script: &str) -> io::Result<()> {
        let file = self.articles().join(format!("{number}.js"));
        fs::write(&file, script).map_err(|error| refusal(&file, &error.to_string()))
    }

    /// Writes the page, and gives the page and the folder of articles their final names.
    pub fn complete(mut self, page: &str) -> io::Result<()> {
        self.page_file.write_all(page.as_bytes())?;
        let (new, earlier) = (self.articles(), self.workshop.path().join("earlier"));
        let has_earlier = is_there(&self.folder)?;
        if has_earlier {
            fs::rename(&self.folder, &earlier)?;
        }
        let done = fs::rename(&new, &self.folder).and_then(|()| self.page.complete());
        if done.is_err() {
            // This fails, without harm, if the new folder did not get its final name.
            let _ = fs::rename(&self.folder, &new);
            if has_earlier {
                fs::rename(&earlier, &self.folder)?;
            }
        }
        done
    }

    fn articles(&self) -> PathBuf {
        self.workshop.path().join("articles")
    }
}

/// Returns whether the folder exists. Returns an error if `folder` is a file, or a folder that
/// `report` did not make.
fn is_there(folder: &Path) -> io::Result<bool> {
    match folder.symlink_metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(refusal(folder, &error.to_string())),
        Ok(found) if found.is_dir() && folder.join(MARK).is_file() => Ok(true),
        Ok(_) => Err(refusal(folder, "exists, and is no earlier run's")),
    }
}

/// Returns an error if a file `page` exists that `report` did not make. An empty file may be
/// replaced.
fn check_page(page: &Path) -> io::Result<()> {
    const MADE: &[u8] = b"<meta name=\"generator\" content=\"newsprint report\">";
    if !page.is_file() {
        return Ok(());
    }
    let read = |error: io::Error| refusal(page, &error.to_string());
    let mut head = Vec::new();
    let file = File::open(page).map_err(read)?;
    file.take(1024).read_to_end(&mut head).map_err(read)?;
    match head.is_empty() || head.windows(MADE.len()).any(|bytes| bytes == MADE) {
        true => Ok(()),
        false => Err(refusal(
            page,
            "exists, and is no earlier run's; expected a new name",
        )),
    }
}

fn refusal(path: &Path, reason: &str) -> io::Error {
    io::Error::other(format!("{}: {reason}", path.display()))
}
