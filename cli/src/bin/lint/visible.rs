//! Text that a terminal only shows.

/// Returns the text with nothing in it that a terminal takes for a command, as long as it was.
pub fn visible(text: &str) -> String {
    let visible = |char: char| match (char.is_control(), char.len_utf8()) {
        (false, _) => char,
        (true, 1) => '?',
        (true, _) => '¿',
    };
    text.chars().map(visible).collect()
}
