use std::iter::FusedIterator;

use super::grammar;
use crate::source::{Span, Spanned};

/// An iterator over the names in a value such as `[ X Y ]`, returned by
/// [`FrontMatter::tags`](crate::FrontMatter::tags) and
/// [`FrontMatter::categories`](crate::FrontMatter::categories).
///
/// Names are separated by white space, as in archives. But if the value contains a comma outside
/// quotes, names are separated by commas. A name between quotes may contain white space and commas.
/// The quotes are removed. Empty names are skipped.
///
/// ```
/// use newsprint::Envelope;
///
/// let source = "---\ntitle: \"T\"\ndate: 2021-04-15\nfrom: https://example.org/\n\
///     tags: [ X Y ]\ncategories: [ news, The Paper ]\n---\n\n<p>text</p>\n";
/// let envelope = Envelope::parse(source)?;
/// let front_matter = envelope.front_matter().unwrap();
/// let tags: Vec<&str> = front_matter.tags().map(|tag| *tag).collect();
/// assert_eq!(tags, ["X", "Y"]);
/// let category = front_matter.categories().last().unwrap();
/// assert_eq!(category.span().of(source), "The Paper");
/// # Ok::<(), newsprint::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Names<'a> {
    rest: Spanned<&'a str>,
    has_commas: bool,
}

impl<'a> Names<'a> {
    /// Returns an iterator over the names in `list`. `list` is the text between the brackets, or
    /// `None` if the value is missing or empty.
    pub(super) fn of(list: Option<Spanned<&'a str>>) -> Self {
        let rest = list.unwrap_or(Spanned::new("", Span::default()));
        let has_commas = grammar::has_commas(&rest);
        Names { rest, has_commas }
    }
}

impl<'a> Iterator for Names<'a> {
    type Item = Spanned<&'a str>;

    fn next(&mut self) -> Option<Self::Item> {
        let rule = match self.has_commas {
            true => grammar::name_with_blanks,
            false => grammar::name,
        };
        loop {
            let (rest, name) = rule(self.rest.value()).ok()?;
            let name = grammar::part_of(self.rest, name);
            self.rest = grammar::part_of(self.rest, rest);
            if !name.is_empty() {
                return Some(name);
            }
        }
    }
}

impl FusedIterator for Names<'_> {}
