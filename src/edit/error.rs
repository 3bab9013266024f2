use std::fmt;

use crate::error::ErrorKind;
use crate::source::{Position, Span};

/// The reason an edit failed, and the place of the edit.
///
/// ```
/// use newsprint::{EditErrorKind, Edits, Span};
///
/// let mut edits = Edits::new("one\ntwo three");
/// edits.replace(Span::new(4, 7), "2")?;
/// let error = edits.delete(Span::new(6, 9)).unwrap_err();
/// assert_eq!(error.kind(), &EditErrorKind::Overlap { other: Span::new(4, 7) });
/// assert_eq!(error.span(), Span::new(6, 9));
/// assert_eq!(
///     error.to_string(),
///     "expected no two edits of the same bytes, found another one of 4..7 at line 2, column 3",
/// );
/// # Ok::<_, newsprint::EditError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditError {
    kind: EditErrorKind,
    span: Span,
    position: Position,
}

impl EditError {
    pub(super) fn new(kind: EditErrorKind, span: Span, source: &str) -> Self {
        let position = Position::of(source, span.start);
        EditError {
            kind,
            span,
            position,
        }
    }

    /// Returns the kind of the error.
    ///
    /// ```
    /// use newsprint::{Article, EditErrorKind};
    ///
    /// let article = Article::parse("[t](https://example.org/)\n------\n\n<p>text</p>")?;
    /// let error = article.edits().set_title("two\nlines").unwrap_err();
    /// assert_eq!(error.kind(), &EditErrorKind::LineEnd);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn kind(&self) -> &EditErrorKind {
        &self.kind
    }

    /// Returns the span of the source that the edit would have changed. If the kind is
    /// [`EditErrorKind::OutOfBounds`], this span is not within the source.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Returns the line and column of the span's start.
    pub fn position(&self) -> Position {
        self.position
    }
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.kind, self.position)
    }
}

impl std::error::Error for EditError {}

/// The kind of an [`EditError`]: the reason an edit failed.
///
/// ```
/// use newsprint::{EditErrorKind, Edits, Span};
///
/// let error = Edits::new("中文").delete(Span::new(1, 3)).unwrap_err();
/// assert_eq!(error.kind(), &EditErrorKind::NotCharBoundary);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EditErrorKind {
    /// The span ends after the end of the source, or before its own start.
    #[error("expected a span within the {len} bytes of the source")]
    OutOfBounds {
        /// The length of the source in bytes.
        len: usize,
    },
    /// The span starts or ends within a character.
    #[error("expected a span on character boundaries")]
    NotCharBoundary,
    /// Another edit changes some of the same bytes, or adds the same key.
    #[error("expected no two edits of the same bytes, found another one of {other}")]
    Overlap {
        /// The span that the other edit replaces.
        other: Span,
    },
    /// The new value contains LF or CR, but must be on one line.
    #[error("expected no line end in the value")]
    LineEnd,
    /// The new value contains NUL, which HTML cannot express.
    #[error("expected no NUL in the value")]
    Nul,
    /// A parser would not read the new value back from the edited file. For example, it would
    /// remove spaces around the value.
    #[error("expected a value that reads back the same")]
    Misread,
    /// The source is not an article. Contains the kind of the parse error.
    #[error("expected an article: {0}")]
    NotAnArticle(ErrorKind),
    /// The source has no front matter.
    #[error("expected front matter, found none")]
    NoFrontMatter,
    /// The key is invalid: it must be an ASCII letter, followed by ASCII letters, digits, `_` and `-`.
    #[error("expected a key of letters, digits, `_` and `-`")]
    InvalidKey,
    /// The edit would remove the value of `title` or `from` from a file without a link header. Without this
    /// value, the file would no longer be an article.
    #[error("expected the key to stay, as the file has no link header")]
    RequiredKey,
    /// The node is not a text node.
    #[error("expected a text")]
    NotText,
    /// The text is not in one place of the source: the parser has moved the text (foster
    /// parenting), or joined it from several places. The error also occurs if the text is in a
    /// `CDATA` section.
    #[error("expected a text that the source has in one piece, where it is in the tree")]
    NotInPlace,
    /// The parser would move or ignore the new text. For example, text that is in a table row but
    /// not in a cell must be white space.
    #[error("expected white space between the parts of a table")]
    TableText,
    /// The new text contains `<` or CR, and the node is in an element such as `script` or `style`.
    /// The parser does not decode character references in such an element, so `<` and CR can't be
    /// escaped there.
    #[error("expected no `<` and no CR in an element without character references")]
    RawText,
}
