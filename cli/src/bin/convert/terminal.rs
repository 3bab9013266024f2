//! What is said.

use std::fmt::Display;
use std::io::{self, Write};

/// Writes to the errors. What cannot be said changes nothing.
pub fn say(text: impl Display) {
    let _ = write!(io::stderr(), "{text}");
}

/// Returns the text with nothing in it that a terminal takes for a command.
pub fn visible(text: &str) -> String {
    let visible = |char: char| if char.is_control() { '?' } else { char };
    text.chars().map(visible).collect()
}
