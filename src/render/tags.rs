//! The tags of elements.

/// The tags of an element, as they are written.
#[derive(Debug)]
pub(super) struct Tags {
    /// Where attributes follow.
    pub(super) open: &'static str,
    pub(super) start: &'static str,
    pub(super) end: &'static str,
    pub(super) end_of_line: &'static str,
}

/// Returns the tags of an element of that name.
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
