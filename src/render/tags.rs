//! The tags of elements.

/// The tags of an element, as written.
#[derive(Debug)]
pub(super) struct Tags {
    /// The start of a tag before attributes.
    pub(super) open: &'static str,
    pub(super) start: &'static str,
    pub(super) end: &'static str,
    pub(super) end_of_line: &'static str,
}

/// Returns the tags of an element with this name.
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
