use std::fmt;
use std::io;

/// An adapter from [`io::Write`] to [`fmt::Write`]. Use it to write an article to a file or to
/// standard output: the `write_…` methods of [`Article`](crate::Article) and
/// [`Content`](crate::Content) require a [`fmt::Write`].
///
/// These methods write many short strings, so the [`io::Write`] should be buffered.
///
/// ```
/// use newsprint::{Article, IoWriter};
///
/// let source = "[t](https://example.org/)\n------\n\n<p>text</p>";
/// let content = Article::parse(source)?.content();
/// let mut file = std::io::BufWriter::new(Vec::new());
/// IoWriter::new(&mut file).write(|out| content.write_html(out))?;
/// assert_eq!(file.into_inner()?, b"<p>text</p>\n");
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct IoWriter<W> {
    out: W,
    error: Option<io::Error>,
}

impl<W: io::Write> IoWriter<W> {
    /// Returns an adapter for `out`.
    pub fn new(out: W) -> Self {
        IoWriter { out, error: None }
    }

    /// Calls `write` with this adapter. If the [`io::Write`] fails, returns its [`io::Error`]. The
    /// [`fmt::Error`] that `write` returns would not contain the cause of the failure.
    ///
    /// ```
    /// use newsprint::{Article, IoWriter};
    ///
    /// let article = Article::parse("[T](https://example.org/)\n------\n\n<p>text</p>")?;
    /// // No room for the output.
    /// let mut short = [0; 4];
    /// let error = IoWriter::new(&mut short[..]).write(|out| article.write_markdown(out)).unwrap_err();
    /// assert_eq!(error.kind(), std::io::ErrorKind::WriteZero);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns the error of the [`io::Write`]. If `write` failed for another reason, returns an
    /// error of the kind [`io::ErrorKind::Other`].
    pub fn write(mut self, write: impl FnOnce(&mut Self) -> fmt::Result) -> io::Result<()> {
        match (write(&mut self), self.error) {
            (_, Some(error)) => Err(error),
            (Ok(()), None) => Ok(()),
            (Err(error), None) => Err(io::Error::other(error)),
        }
    }
}

impl<W: io::Write> fmt::Write for IoWriter<W> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.out.write_all(text.as_bytes()).map_err(|error| {
            self.error = Some(error);
            fmt::Error
        })
    }
}
