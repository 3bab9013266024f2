//! Text that a source repeats in many articles, which only an archive can tell.

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

/// How many lines of an article are learned, at its start and at its end.
const MAX_LINES: usize = 128;

/// Returns the hashes of the lines to learn, each once: whole lines, and the pieces of a line that is all of
/// the text. At most [`MAX_LINES`] are from the start of the text, and as many from its end.
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
