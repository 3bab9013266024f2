/// Returns the text with control characters replaced, as a terminal takes them for commands. It keeps its length in
/// bytes, so that spans in it stay true.
pub(crate) fn visible(text: &str) -> String {
    let visible = |char: char| match (char.is_control(), char.len_utf8()) {
        (false, _) => char,
        (true, 1) => '?',
        (true, _) => '¿',
    };
    text.chars().map(visible).collect()
}
