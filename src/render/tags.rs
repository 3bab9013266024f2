//! The tags of HTML elements, as constants.

/// The tags of an element, as they are written to the output.
#[derive(Debug)]
pub(super) struct Tags {
    /// The start tag up to the attributes, such as `<p`.
    pub(super) open: &'static str,
    /// The start tag without attributes.
    pub(super) start: &'static str,
    pub(super) end: &'static str,
    /// The end tag and a line feed.
    pub(super) end_of_line: &'static str,
}

/// Expands to the tags of an element with this name.
macro_rules! tags {
    ($name:literal) => {
        &Tags {
            open: concat!("<", $name),
            start: concat!("<", $name, ">"),
            end: concat!("</", $name, ">"),
            end_of_line: concat!("</", $name, ">\n"),
        }
    };
}
pub(super) use tags;
