use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::error::{ArchiveError, ArchiveErrorKind};
use super::file::{Contents, Found};
use super::fingerprint::Fingerprint;
use super::tally::SkipReason;
use crate::article::Article;
use crate::envelope::Envelope;
use crate::error::Error;
use crate::limits::Limit;
use crate::options::ParseOptions;
use crate::parser::Parser;
use crate::path_parts::PathParts;
use crate::source::checked::{Source, check_len};

/// An article in an archive: the path and the text of its file. The body has not been parsed yet.
///
/// The envelope has already been parsed, and is valid. Each call of
/// [`article`](ArchivedArticle::article) parses the body.
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
    file: Option<PathBuf>,
    source: String,
    options: ParseOptions,
}

impl ArchivedArticle {
    /// Returns the file's path in the archive, with `/` between folders. Invalid UTF-8 is
    /// [escaped](super::path_from_bytes).
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the path of the file on disk: the path of the archive's folder, joined with
    /// [`path`](ArchivedArticle::path). Returns `None` if the archive is not a folder on disk.
    ///
    /// ```
    /// use newsprint::archive::{Archive, Articles};
    ///
    /// let file = Archive::open("examples/inspect")?.articles().into_iter().next().unwrap()?;
    /// assert!(file.file().unwrap().is_file());
    /// // An article that is in memory has no file.
    /// let clip = "[Title](https://example.org/1)\n------\n\n<p>text</p>";
    /// let file = Articles::of([("1.md", clip)]).into_iter().next().unwrap()?;
    /// assert_eq!(file.file(), None);
    /// # Ok::<_, newsprint::archive::ArchiveError>(())
    /// ```
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Returns the parts of the path: the source's name, the date, the identifier and the title.
    ///
    /// ```
    /// use newsprint::archive::Articles;
    ///
    /// let clip = "[Title](https://example.org/1)\n------\n\n<p>text</p>";
    /// let files = [("_posts/2021-04-15-Title.md", clip)];
    /// let file = Articles::of(files).into_iter().next().unwrap()?;
    /// assert_eq!(file.path_parts().date().unwrap().to_string(), "2021-04-15");
    /// # Ok::<_, newsprint::archive::ArchiveError>(())
    /// ```
    pub fn path_parts(&self) -> PathParts<'_> {
        PathParts::of(&self.path)
    }

    /// Returns the text of the whole file.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Returns the text of the whole file, without copying it.
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
    /// Returns an error if the body exceeds a limit of the [`ParseOptions`].
    pub fn article(&self) -> Result<Article<'_>, ArchiveError> {
        Article::parse_with(&self.source, &self.options).map_err(|error| self.error(error))
    }

    /// Parses the article with the buffers and the options of `parser`, instead of the options of
    /// [`Articles::parse_options`](super::Articles::parse_options). Pass the article to
    /// [`Parser::recycle`] when you no longer need it.
    ///
    /// ```
    /// use newsprint::archive::Archive;
    /// use newsprint::{ParseOptions, Parser};
    ///
    /// let mut parser = Parser::new(ParseOptions::new());
    /// for file in Archive::open("examples/inspect")?.articles() {
    ///     let file = file?;
    ///     let article = file.article_with(&mut parser)?;
    ///     assert_eq!(article.body().images().count(), 1);
    ///     parser.recycle(article);
    /// }
    /// # Ok::<_, newsprint::archive::ArchiveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the article exceeds a limit of the parser's options. If these options
    /// are [`strict`](ParseOptions::strict), a warning is an error, too.
    pub fn article_with(&self, parser: &mut Parser) -> Result<Article<'_>, ArchiveError> {
        let parsed = parser.parse(&self.source);
        parsed.map_err(|error| self.error(error))
    }

    fn error(&self, error: Error) -> ArchiveError {
        let kind = ArchiveErrorKind::Article(error);
        ArchiveError::new(self.path.clone(), self.file.clone(), kind)
    }

    /// Parses the body and returns the fingerprint of the article, for finding duplicates.
    ///
    /// ```
    /// use newsprint::archive::Articles;
    ///
    /// let clip = "[Title](https://example.org/1)\n------\n\n<p>text</p>";
    /// let mut articles = Articles::of([("1.md", clip), ("2.md", clip)]).into_iter();
    /// let one = articles.next().unwrap()?.fingerprint()?;
    /// let two = articles.next().unwrap()?.fingerprint()?;
    /// assert_eq!(one, two);
    /// # Ok::<_, newsprint::archive::ArchiveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the body exceeds a limit of the [`ParseOptions`].
    pub fn fingerprint(&self) -> Result<Fingerprint, ArchiveError> {
        Ok(Fingerprint::of(&self.article()?))
    }

    /// Returns an error with the path of the article's file and the reason `kind`.
    pub(super) fn into_error(self, kind: ArchiveErrorKind) -> ArchiveError {
        ArchiveError::new(self.path, self.file, kind)
    }

    /// Reads the file `found`, and parses its envelope. `bytes` is a buffer, whose contents are
    /// overwritten.
    pub(super) fn read(
        found: Found,
        options: &ParseOptions,
        bytes: &mut Vec<u8>,
    ) -> Result<Self, ArchiveError> {
        let Found {
            path,
            len,
            contents,
        } = found;
        let (file, source) = match contents {
            Contents::Disk(file) => {
                let source = source_on_disk(&file, options, bytes);
                (Some(file), source)
            }
            contents => (None, source(contents, len, options, bytes)),
        };
        match source {
            Ok(source) => Ok(ArchivedArticle {
                path,
                file,
                source,
                options: *options,
            }),
            Err(kind) => Err(ArchiveError::new(path, file, kind)),
        }
    }
}

/// The number of bytes that are read first, to find out whether a file may be an article. Most
/// articles are shorter, so this first read gets the whole file.
const HEAD: u64 = 8 << 10;

fn source_on_disk(
    file: &Path,
    options: &ParseOptions,
    bytes: &mut Vec<u8>,
) -> Result<String, ArchiveErrorKind> {
    let file = File::open(file).map_err(ArchiveErrorKind::Io)?;
    let len = || Ok(file.metadata()?.len());
    text(&mut &file, HEAD, len, options, bytes)
}

fn source(
    contents: Contents,
    len: u64,
    options: &ParseOptions,
    bytes: &mut Vec<u8>,
) -> Result<String, ArchiveErrorKind> {
    let mut reader = contents.open().map_err(ArchiveErrorKind::Io)?;
    text(&mut *reader, len.min(HEAD), || Ok(len), options, bytes)
}

/// Reads the text of an article from `reader`, and parses the envelope. Reserves memory for `head`
/// bytes before the first read; `head` must be at most [`HEAD`]. `len` returns the length of the
/// file, and is called only if the file has at least [`HEAD`] bytes.
fn text(
    reader: &mut dyn Read,
    head: u64,
    len: impl FnOnce() -> io::Result<u64>,
    options: &ParseOptions,
    bytes: &mut Vec<u8>,
) -> Result<String, ArchiveErrorKind> {
    bytes.clear();
    let is_more = read(reader, head, HEAD, bytes).map_err(ArchiveErrorKind::Io)?;
    let is_blank = is_more && bytes.trim_ascii().is_empty();
    if is_blank || !Envelope::may_start(bytes) {
        return Err(ArchiveErrorKind::Skipped(SkipReason::NotAnArticle));
    }
    if is_more {
        let len = len().map_err(ArchiveErrorKind::Io)?;
        check_len(len, options).map_err(ArchiveErrorKind::Article)?;
        let max = options.get_limit(Limit::Len, 0);
        // Reads one byte more than the limit, to detect files that are too long.
        let rest = (max + 1).saturating_sub(HEAD);
        read(reader, len.saturating_sub(HEAD), rest, bytes).map_err(ArchiveErrorKind::Io)?;
    }
    let source = Source::from_bytes(bytes, options).and_then(|source| {
        Envelope::parse_source(source, options)?;
        // `to_owned` allocates only what the text needs. Unlike `String::from_utf8`, it does not
        // validate the text again.
        Ok(source.text().to_owned())
    });
    source.map_err(|error| match SkipReason::of(error.kind()) {
        Some(reason) => ArchiveErrorKind::Skipped(reason),
        None => ArchiveErrorKind::Article(error),
    })
}

/// Appends at most `max` bytes of a reader to `bytes`, after reserving memory for `len` bytes.
/// Returns whether exactly `max` bytes were read, which means that the reader may have more bytes.
fn read(reader: &mut dyn Read, len: u64, max: u64, bytes: &mut Vec<u8>) -> io::Result<bool> {
    // Reserves one byte more, so that the end of the file is detected without another allocation.
    let expected = usize::try_from(len.saturating_add(1)).unwrap_or(usize::MAX);
    bytes.try_reserve_exact(expected)?;
    let read = reader.take(max).read_to_end(bytes)?;
    Ok(read as u64 == max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_growing_file_is_read_to_its_end() {
        let clip = format!(
            "[t](https://example.org/1)\n------\n\n{}",
            "x".repeat(20_000)
        );
        let all = ParseOptions::new();
        let mut bytes = Vec::new();
        for len in [0, 1, 9_000, clip.len() as u64, 90_000] {
            let clip = clip.clone();
            let contents = || {
                let clip = clip.clone();
                Contents::Reader(Box::new(|| Ok(Box::new(io::Cursor::new(clip)))))
            };
            assert_eq!(source(contents(), len, &all, &mut bytes).unwrap(), clip);
            let short = all.max_len(9_999);
            assert!(source(contents(), len, &short, &mut bytes).is_err());
            assert!(bytes.len() <= 10_000);
        }
    }

    #[test]
    fn only_the_start_of_other_files_is_read() {
        let contents = Contents::Reader(Box::new(|| Ok(Box::new(io::repeat(0)))));
        let mut bytes = Vec::new();
        let error = source(contents, 1 << 30, &ParseOptions::new(), &mut bytes).unwrap_err();
        assert!(matches!(
            error,
            ArchiveErrorKind::Skipped(SkipReason::NotAnArticle)
        ));
        assert_eq!(bytes.len() as u64, HEAD);
        assert!(bytes.capacity() < 1 << 20);
    }
}
