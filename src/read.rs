use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::article::Article;
use crate::error::Error;
use crate::limits::Limit;
use crate::options::ParseOptions;

impl<'a> Article<'a> {
    /// Reads `reader` to its end and returns the article.
    ///
    /// The bytes are read into `buffer`, from which the article borrows. The earlier content of
    /// `buffer` is overwritten. At most one byte more than [`ParseOptions::max_len`] is read.
    ///
    /// ```
    /// use newsprint::Article;
    ///
    /// let file: &[u8] = b"[Title](https://example.org/)\n------\n\n<p>text</p>";
    /// let mut buffer = Vec::new();
    /// let article = Article::from_reader(file, &mut buffer)?;
    /// assert_eq!(article.title(), "Title");
    /// # Ok::<_, newsprint::ReadError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if `reader` fails, if the bytes are not UTF-8, if they are not an article,
    /// or if they exceed a limit.
    pub fn from_reader(reader: impl Read, buffer: &'a mut Vec<u8>) -> Result<Self, ReadError> {
        Self::from_reader_with(reader, buffer, &ParseOptions::new())
    }

    /// Reads `reader` to its end and returns the article, like [`Article::from_reader`], but with
    /// `options`.
    ///
    /// ```
    /// use newsprint::{Article, ParseOptions, ReadError};
    ///
    /// let endless = std::io::repeat(b'[');
    /// let options = ParseOptions::new().max_len(1_000);
    /// let error = Article::from_reader_with(endless, &mut Vec::new(), &options).unwrap_err();
    /// assert!(matches!(error, ReadError::Article(_)));
    /// ```
    ///
    /// # Errors
    ///
    /// Returns the errors of [`Article::from_reader`]. With [`ParseOptions::strict`], a warning is an error,
    /// too.
    pub fn from_reader_with(
        reader: impl Read,
        buffer: &'a mut Vec<u8>,
        options: &ParseOptions,
    ) -> Result<Self, ReadError> {
        buffer.clear();
        let most = options.get_limit(Limit::Len, 0) + 1;
        reader.take(most).read_to_end(buffer)?;
        Ok(Self::from_bytes_with(buffer, options)?)
    }

    /// Reads the file at `path` into `buffer`, and returns the article, which borrows from `buffer`.
    ///
    /// ```
    /// use newsprint::Article;
    ///
    /// let mut buffer = Vec::new();
    /// let article = Article::from_path("examples/inspect/sample.md", &mut buffer)?;
    /// assert!(article.title().starts_with("海港城"));
    /// # Ok::<_, newsprint::ReadError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be opened. Also returns the errors of
    /// [`Article::from_reader`]. The errors do not contain the path.
    pub fn from_path(path: impl AsRef<Path>, buffer: &'a mut Vec<u8>) -> Result<Self, ReadError> {
        Self::from_path_with(path, buffer, &ParseOptions::new())
    }

    /// Reads the file at `path` and returns the article, like [`Article::from_path`], but with
    /// `options`.
    ///
    /// ```
    /// use newsprint::{Article, ParseOptions};
    ///
    /// let mut buffer = Vec::new();
    /// let options = ParseOptions::new().max_len(1 << 20);
    /// let article = Article::from_path_with("examples/inspect/sample.md", &mut buffer, &options)?;
    /// assert!(article.title().starts_with("海港城"));
    /// # Ok::<_, newsprint::ReadError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns the errors of [`Article::from_path`]. With [`ParseOptions::strict`], a warning is an error,
    /// too.
    pub fn from_path_with(
        path: impl AsRef<Path>,
        buffer: &'a mut Vec<u8>,
        options: &ParseOptions,
    ) -> Result<Self, ReadError> {
        Self::from_reader_with(File::open(path)?, buffer, options)
    }
}

/// The reason a file could not be read as an article.
///
/// ```
/// use newsprint::{Article, ReadError};
///
/// let error = Article::from_path("no/such/file.md", &mut Vec::new()).unwrap_err();
/// assert!(matches!(error, ReadError::Io(_)));
/// let error = Article::from_path("README.md", &mut Vec::new()).unwrap_err();
/// assert!(matches!(error, ReadError::Article(_)));
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The file could not be read.
    #[error("cannot be read: {0}")]
    Io(#[from] io::Error),
    /// The file is not an article, is not UTF-8, or exceeds a limit.
    #[error(transparent)]
    Article(#[from] Error),
}
