//! The text of a body as a browser shows it: HTML standard, "get the text steps", as implemented by Chromium,
//! with the user agent's style sheet alone.
//!
//! One walk over the arena ([`walk`]). [`style_sheet`] and [`attributes`] determine the layout of an element,
//! a [`Look`](look::Look); [`line`](mod@line) processes white space. A line continues through inline
//! elements, ends where a block starts or ends, and continues after a floating element. So the walk saves and
//! restores the line as a value.
//!
//! Chromium is known to differ in cases that no article contains: an element that contains only form feeds;
//! `br`, and white space around it, in a `ruby`; line breaks between a zero-width space and `bdi` or
//! `output`; in SVG, `xml:space`, `foreignObject` in `defs`, and visible elements in hidden ones; `popover`
//! and `hidden=until-found` on `marquee`, `summary` and `slot`.

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

    /// Appends [`Body::inner_text`] to `text`, so that many texts can share a buffer.
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
