//! The text that a browser shows for a body (HTML standard, "get the text steps"). This is the text
//! that Chromium shows for a page without CSS.
//!
//! - [`walk`] visits each node of the tree once, and writes the text.
//! - [`style_sheet`] and [`attributes`] determine the layout of an element: its
//!   [`Look`](look::Look).
//! - [`line`](mod@line) collapses the white space in the current line.
//!
//! The current line continues through inline elements. It ends where a block starts or ends. A
//! floating element does not end the line: the walk saves the state of the line at the start of the
//! element, and restores it at the end.
//!
//! In the following cases, which do not occur in articles, the result is known to differ from
//! Chromium's:
//!
//! - an element that contains only form feeds
//! - a `br` in a `ruby`, and white space around this `br`
//! - a line break between a zero-width space and a `bdi` or `output`
//! - in SVG: `xml:space`, `foreignObject` in `defs`, and visible elements in hidden elements
//! - `popover` and `hidden=until-found` on `marquee`, `summary` and `slot`

mod ahead;
mod attributes;
mod foreign;
mod line;
mod look;
mod out;
mod select;
mod setting;
mod shown;
mod style_sheet;
mod walk;

pub(crate) use self::attributes::has_attributes;
pub(crate) use self::line::{BlankRun, blank_run, shown_run};
pub(crate) use self::shown::{Part, Shown, is_usual};
pub(crate) use self::style_sheet::{is_block, is_hidden, shows_all_or_nothing};
use self::walk::Walk;
use crate::tree::Body;

impl Body<'_> {
    /// Returns the text that a browser shows for the body (DOM: `innerText`). Paragraphs, rows and
    /// cells are separated, white space is collapsed, and hidden elements are left out.
    ///
    /// Scripting is disabled, and only the browser's own style sheet applies. So `hidden` hides an
    /// element, but `style="display: none"` does not.
    ///
    /// ```
    /// let body = newsprint::Body::parse("<p>one\n  two<p>three<br>four")?;
    /// assert_eq!(body.inner_text(), "one two\n\nthree\nfour");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn inner_text(&self) -> String {
        let mut text = String::with_capacity(self.span().len());
        self.inner_text_into(&mut text);
        text
    }

    /// Appends the result of [`Body::inner_text`] to `text`. Use this method to reuse a buffer for many
    /// bodies.
    ///
    /// ```
    /// let mut text = String::from("Ferry: ");
    /// newsprint::Body::parse("<p>first night")?.inner_text_into(&mut text);
    /// assert_eq!(text, "Ferry: first night");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn inner_text_into(&self, text: &mut String) {
        Walk::new(&self.tree, self.source, text).run();
    }
}
