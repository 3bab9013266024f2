/// Returns the text with each control character replaced by `?` or `¿`, since a terminal would
/// interpret control characters. The replacement has the same length in bytes, so spans in the text
/// remain valid.
pub(crate) fn visible(text: &str) -> String {
    let visible = |char: char| match (char.is_control(), char.len_utf8()) {
        (false, _) => char,
        (true, 1) => '?',
        (true, _) => '¿',
    };
    text.chars().map(visible).collect()
}
