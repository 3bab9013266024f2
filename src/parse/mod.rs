//! From the source to the tree: our own tokenizer, and two builders over it.

pub(crate) mod fast;
pub(crate) mod html5;
pub(crate) mod tokenizer;

use crate::error::Error;
use crate::options::{Lane, ParseOptions};
use crate::source::Span;
use crate::source::checked::Source;
use crate::tree::{Body, Tree};

impl<'a> Body<'a> {
    /// Returns the tree of `source`, all of which is the body.
    ///
    /// # Errors
    ///
    /// A limit of [`ParseOptions`] that the body exceeds.
    pub fn parse(source: &'a str) -> Result<Self, Error> {
        Self::parse_with(source, &ParseOptions::new())
    }

    /// Returns the tree of `source`, all of which is the body, with options of the caller's.
    ///
    /// # Errors
    ///
    /// A limit of [`ParseOptions`] that the body exceeds.
    pub fn parse_with(source: &'a str, options: &ParseOptions) -> Result<Self, Error> {
        let checked = Source::from_text(source, options)?;
        let mut tree = Tree::default();
        Self::parse_part(source, checked.span(), options, &mut tree)?;
        Ok(Body::new(source, tree))
    }

    /// Makes `tree`, which is empty, that of the part of `source` that `span` covers. If there is an error,
    /// leaves there what is of no use.
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
        tree.shrink(span.len());
        Ok(())
    }
}
