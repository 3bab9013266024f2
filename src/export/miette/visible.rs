/// Returns the text with control characters replaced, as a terminal would interpret them. The length in bytes
/// does not change, so spans in the text remain valid.
pub(crate) fn visible(text: &str) -> String {
    let visible = |char: char| match (char.is_control(), char.len_utf8()) {
        (false, _) => char,
        (true, 1) => '?',
        (true, _) => '¿',
    };
    text.chars().map(visible).collect()
}
