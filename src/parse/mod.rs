//! Parses the body of an article and builds its tree. Two tree builders (lanes) share one
//! tokenizer.
//!
//! The [`fast`] lane builds the tree of plain markup, such as paragraphs and images, in one pass.
//! If the lane finds other markup, it stops. The lane [`html5`] then builds the tree of the whole
//! body with html5ever's tree builder. Both lanes build the same tree.

pub(crate) mod fast;
pub(crate) mod html5;
pub(crate) mod tokenizer;

use crate::error::{Error, ErrorKind};
use crate::limits::Limit;
use crate::options::{Lane, ParseOptions};
use crate::source::Span;
use crate::source::checked::Source;
use crate::tree::{Body, Tree};

impl<'a> Body<'a> {
    /// Parses a body (HTML without an envelope) with the default options.
    ///
    /// Any text can be parsed as HTML, so the only errors are exceeded limits.
    ///
    /// ```
    /// let body = newsprint::Body::parse("<p>Text")?;
    /// assert_eq!(body.inner_html(), "<p>Text</p>");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the body exceeds a limit of [`ParseOptions`], or if the body and its decoded text
    /// together exceed 4 GiB.
    pub fn parse(source: &'a str) -> Result<Self, Error> {
        Self::parse_with(source, &ParseOptions::new())
    }

    /// Parses a body (HTML without an envelope) with the given options.
    ///
    /// ```
    /// use newsprint::{Body, ParseOptions};
    ///
    /// let options = ParseOptions::new().max_depth(1);
    /// let error = Body::parse_with("<p>Text<b>", &options).unwrap_err();
    /// assert_eq!(error.to_string(), "maximum depth of 1 exceeded at line 1, column 8");
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the body exceeds a limit of `options`, or if the body and its decoded text
    /// together exceed 4 GiB.
    pub fn parse_with(source: &'a str, options: &ParseOptions) -> Result<Self, Error> {
        let checked = Source::from_text(source, options)?;
        let mut tree = Tree::default();
        Self::parse_part(source, checked.span(), options, &mut tree)?;
        Ok(Body::new(source, tree))
    }

    /// Parses the part `span` of `source`, and builds its tree in `tree`. `tree` must be empty.
    /// After an error, the state of `tree` is unspecified.
    pub(crate) fn parse_part(
        source: &'a str,
        span: Span,
        options: &ParseOptions,
        tree: &mut Tree,
    ) -> Result<(), Error> {
        tree.lane = options.get_lane();
        if tree.lane == Lane::Fast && fast::parse(source, span, options, tree).is_none() {
            tree.clear_lean(span.len());
            tree.lane = Lane::Html5ever;
        }
        if tree.lane == Lane::Html5ever {
            html5::parse(source, span, options, tree)?;
            tree.list_references();
        }
        if let Some(len) = tree.decoded.excess(source.len()) {
            let kind = ErrorKind::Limit {
                limit: Limit::Len,
                max: u32::MAX.into(),
                found: Some(len as u64),
            };
            return Err(Error::new(kind, span, source));
        }
        tree.shrink(span.len());
        Ok(())
    }
}
