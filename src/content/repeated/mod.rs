//! Finds the text that a publisher repeats in many articles of an archive, and moves this text out
//! of the articles.

mod lines;
mod part;
mod runs;
mod split;
mod take_out;
mod text;

use self::lines::Lines;
pub(super) use self::take_out::take_out;
pub(crate) use self::text::Group;
pub use self::text::RepeatedText;
use super::tree::Tree;

/// Hashes are computed only for the first `MAX_LINES` and the last `MAX_LINES` lines of an article.
const MAX_LINES: usize = 128;

/// Returns the hashes of an article's lines, without duplicates. If the article has only one line
/// with text, the hashes of the pieces of this line, such as its sentences, are also returned. Only
/// the first [`MAX_LINES`] and the last [`MAX_LINES`] of these lines and pieces are used.
pub(super) fn hashes(tree: &Tree<'_>, group: &Group) -> Vec<u64> {
    let lines = Lines::of(tree);
    let ranges: Vec<_> = match lines.only() {
        Some(line) => {
            let whole = std::iter::once(line.range.clone());
            whole.chain(lines.pieces(line)).collect()
        }
        None => { &lines.lines }
            .iter()
            .map(|line| line.range.clone())
            .collect(),
    };
    let end = ranges.len().saturating_sub(MAX_LINES).max(MAX_LINES);
    let first = ranges.iter().take(MAX_LINES);
    let texts = first.chain(ranges.iter().skip(end));
    let mut hashes: Vec<_> = texts
        .map(|range| lines.text_of(range.clone()))
        .filter(|text| !text.trim().is_empty())
        .map(|text| group.hash(text))
        .collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}
