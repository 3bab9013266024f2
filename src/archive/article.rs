use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::error::{ArchiveError, ArchiveErrorKind};
use super::fingerprint::Fingerprint;
use super::tally::SkipReason;
use super::walk::Found;
use crate::article::Article;
use crate::envelope::Envelope;
use crate::limits::Limit;
use crate::options::ParseOptions;
use crate::path_parts::PathParts;
use crate::source::checked::{Source, check_len};

/// The file of an article: its path and its text.
///
/// Its envelope has been parsed, so it is an article. [`article`](ArchivedArticle::article) parses
/// the body, each time it is called.
///
/// ```
/// # let dir = std::env::temp_dir().join(format!("newsprint-file-{}", std::process::id()));
/// # std::fs::create_dir_all(dir.join("articles/rfi"))?;
/// # let clip = "[Title](https://example.org/1)\n------\n\n<p>text</p>";
/// # std::fs::write(dir.join("articles/rfi/7_Title.md"), clip)?;
/// use newsprint::archive::Archive;
///
/// let file = Archive::open(&dir)?.articles().into_iter().next().unwrap()?;
/// assert_eq!(file.path(), "articles/rfi/7_Title.md");
/// assert_eq!(file.path_parts().source(), Some("rfi"));
/// assert_eq!(file.article()?.title(), "Title");
/// let source: String = file.into_source();
/// assert!(source.ends_with("<p>text</p>"));
/// # std::fs::remove_dir_all(&dir)?;
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchivedArticle {
    path: String,
    file: PathBuf,
    source: String,
    options: ParseOptions,
}

impl ArchivedArticle {
    /// Returns the file's path in the archive, with `/` between folders. Invalid UTF-8 is replaced by
    /// U+FFFD.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the path that opens the file.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Returns what the path says of the article: source, date, number.
    pub fn path_parts(&self) -> PathParts<'_> {
        PathParts::of(&self.path)
    }

    /// Returns the text of the file.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Returns the text of the file, without a copy.
    ///
    /// ```
    /// use newsprint::Article;
    /// use newsprint::archive::Archive;
    ///
    /// let mut files = Archive::open("examples/inspect")?.articles().into_iter();
    /// let source = files.find_map(Result::ok).unwrap().into_source();
    /// assert_eq!(Article::parse(&source)?.source(), source);
    /// # Ok::<_, Box<dyn std::error::Error>>(())
    /// ```
    pub fn into_source(self) -> String {
        self.source
    }

    /// Parses the body and returns the article.
    ///
    /// ```
    /// use newsprint::archive::Archive;
    ///
    /// for file in Archive::open("examples/inspect")?.articles() {
    ///     let file = file?;
    ///     let article = file.article()?;
    ///     assert_eq!(article.body().images().count(), 1);
    /// }
    /// # Ok::<_, newsprint::archive::ArchiveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the body exceeds a limit.
    pub fn article(&self) -> Result<Article<'_>, ArchiveError> {
        Article::parse_with(&self.source, &self.options).map_err(|error| {
            let kind = ArchiveErrorKind::Article(error);
            ArchiveError::new(self.path.clone(), self.file.clone(), kind)
        })
    }

    /// Parses the article and returns its fingerprint, which tells its duplicates.
    ///
    /// # Errors
    ///
    /// If the body exceeds a limit.
    pub fn fingerprint(&self) -> Result<Fingerprint, ArchiveError> {
        Ok(Fingerprint::of(&self.article()?))
    }

    /// Reads a file that was found. `bytes` is a buffer; what it contains is dropped.
    pub(super) fn read(
        found: Found,
        options: &ParseOptions,
        bytes: &mut Vec<u8>,
    ) -> Result<Self, ArchiveError> {
        match source(&found, options, bytes) {
            Ok(source) => Ok(ArchivedArticle {
                path: found.path,
                file: found.file,
                source,
                options: *options,
            }),
            Err(kind) => Err(ArchiveError::new(found.path, found.file, kind)),
        }
    }
}

fn source(
    found: &Found,
    options: &ParseOptions,
    bytes: &mut Vec<u8>,
) -> Result<String, ArchiveErrorKind> {
    check_len(found.len, options).map_err(ArchiveErrorKind::Article)?;
    let max = options.get_limit(Limit::Len, 0);
    read(&found.file, found.len, max, bytes).map_err(ArchiveErrorKind::Io)?;
    let source = Source::from_bytes(bytes, options).and_then(|source| {
        Envelope::parse_source(source, options)?;
        // A copy of the right size costs less than `String::from_utf8`, which validates again.
        Ok(source.text().to_owned())
    });
    source.map_err(|error| match SkipReason::of(error.kind()) {
        Some(reason) => ArchiveErrorKind::Skipped(reason),
        None => ArchiveErrorKind::Article(error),
    })
}

/// Reads a file of that length; all of it, should it have grown, but not more than one byte beyond
/// what may be.
fn read(file: &Path, len: u64, max_len: u64, bytes: &mut Vec<u8>) -> io::Result<()> {
    bytes.clear();
    // One more, so that the end is found without asking for memory.
    let expected = usize::try_from(len.saturating_add(1)).unwrap_or(usize::MAX);
    bytes.try_reserve_exact(expected)?;
    File::open(file)?.take(max_len + 1).read_to_end(bytes)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_grows_is_read_to_its_end() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
        let all = std::fs::read(&file).unwrap();
        let mut bytes = Vec::new();
        for len in [0, 1, all.len() as u64] {
            read(&file, len, u64::MAX - 1, &mut bytes).unwrap();
            assert_eq!(bytes, all);
            read(&file, len, 9, &mut bytes).unwrap();
            assert_eq!(bytes, all[..10]);
        }
    }
}
