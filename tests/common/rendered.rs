//! Checks the invariants of an article's outputs.

use newsprint::Article;

use super::ensure::ensure;
use super::{content, text_spans};

/// Checks the content of an article, and its text.
pub fn check(article: &Article<'_>) -> Result<(), String> {
    let all = article.content();
    content::check(article.source(), &all)?;
    let text = all.to_text_with_spans();
    ensure!(
        text.text() == all.to_text(),
        "with spans, the text is another"
    );
    text_spans::check(article.source(), &text)?;
    Ok(())
}
