//! The text of a body as a browser shows it: HTML standard, "get the text steps", as implemented by Chromium.
//! No style sheet applies except the user agent's.
//!
//! [`walk`] visits the nodes of the arena once. [`style_sheet`] and [`attributes`] determine the layout of an
//! element, a [`Look`](look::Look); [`line`](mod@line) processes white space. A line continues through inline
//! elements, and ends where a block starts or ends. After a floating element, the line before that element
//! continues; so the walk saves and restores the state of the line.
//!
//! The result is known to differ from Chromium's result in cases that articles do not contain: an element
//! that contains only form feeds; `br`, and white space around it, in a `ruby`; line breaks between a
//! zero-width space and `bdi` or `output`; in SVG, `xml:space`, `foreignObject` in `defs`, and visible
//! elements in hidden elements; `popover` and `hidden=until-found` on `marquee`, `summary` and `slot`.

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
    /// Returns the text that a browser shows for the body (DOM: `innerText`): paragraphs, rows and cells are
    /// separated, white space collapses, hidden elements are left out.
    ///
    /// Scripts are disabled, and only the browser's own style sheet applies: `hidden` has an effect, `style`
    /// attributes do not.
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
