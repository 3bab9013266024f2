//! Detects a body that is only the start of the article, because the feed does not contain the rest. Such a
//! body ends in a link such as "Continue reading", or in `[…]`.

use std::borrow::Cow;

use super::shown::{hidden_around, last_text};
use crate::content::shows;
use crate::html::Known;
use crate::source::Span;
use crate::tree::{Body, NodeRef};
use crate::url::{self, UrlParts};
use crate::warning::{Warning, WarningKind};

/// The texts of links to the rest of an article, in lower case. The list contains texts of Medium,
/// WordPress and Solidot, and Chinese translations. Such links are in 3 of 300 files of the archive
/// oped2 (Medium), and in 1 of 84 files of the archive clips_late (Solidot).
const PHRASES: [&str; 16] = [
    "continue reading",
    "keep reading",
    "read more",
    "read full article",
    "read full story",
    "read the full article",
    "read the full story",
    "read the rest of this entry",
    "继续阅读",
    "繼續閱讀",
    "查看全文",
    "阅读全文",
    "閱讀全文",
    "点击阅读全文",
    "阅读更多",
    "閱讀更多",
];

/// The texts at the end of an excerpt: WordPress's `[&hellip;]`, and variants of it that people type.
const ENDS: [&str; 4] = ["[…]", "[...]", "[……]", "[. . .]"];

/// The maximum length of a link's text, in bytes. Longer texts are not compared with [`PHRASES`].
const LONGEST: usize = 512;

/// The number of links and images at the end of the body that are checked. It is not enough to check only the
/// last link, since the footer of a feed provider may come after the link to the rest of the article.
const LAST_LINKS: usize = 8;

/// Returns a warning if the body is only the start of the article, or else `None`. The warning has
/// the span of the link to the rest, or of the text that ends in `[…]`. `link` is the URL of the
/// article.
pub(super) fn find(link: &str, body: &Body<'_>) -> Option<Warning> {
    let span = last_link(link, body).or_else(|| {
        let last = last_text(body, shows)?;
        let anchor = last.ancestors().find(|around| around.is_named(Known::A));
        let is_link = |anchor: &NodeRef<'_, '_>| anchor.attribute("href").is_some();
        match anchor.filter(is_link) {
            Some(anchor) if says_all(&anchor.text()) => anchor.span(),
            _ => last.as_text().filter(|text| is_end(text)).and(last.span()),
        }
    });
    Some(Warning::new(WarningKind::CutFeed, span?))
}

/// Returns the span of the last link to the article's own page whose text begins with one of
/// [`PHRASES`]. Other text may come after the link, such as WordPress's "appeared first on".
fn last_link(link: &str, body: &Body<'_>) -> Option<Span> {
    let last = body.tree.references.iter().rev().take(LAST_LINKS);
    let mut anchors = last.map(|referrer| NodeRef::new(body, referrer.id));
    let anchor = anchors.find(|anchor| {
        let leads_there = |href: Cow<'_, str>| page(&resolved(&href, link)) == page(link);
        anchor.is_named(Known::A)
            && phrase_rest(&anchor.text()).is_some()
            && anchor.attr("href").is_some_and(leads_there)
            && hidden_around(*anchor).is_none()
    });
    anchor?.span()
}

/// Returns whether a link's text is one of [`PHRASES`], optionally followed by "on Medium".
fn says_all(text: &str) -> bool {
    phrase_rest(text).is_some_and(|rest| rest.is_empty() || rest == " on medium")
}

/// Returns the rest of a link's text after one of [`PHRASES`], in lower case. Returns `None` if the
/// text does not begin with one of [`PHRASES`].
fn phrase_rest(text: &str) -> Option<String> {
    // A link to the rest has a short text, even if the text contains a title. A link with a longer
    // text is around a whole article.
    let text = Some(text).filter(|text| text.len() <= LONGEST)?;
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    let rest = PHRASES.iter().find_map(|phrase| text.strip_prefix(phrase));
    rest.map(str::to_owned)
}

fn is_end(text: &str) -> bool {
    ENDS.iter().any(|end| text.trim_end().ends_with(end))
}

fn resolved<'h>(href: &'h str, link: &str) -> Cow<'h, str> {
    match url::is_absolute(href) {
        true => Cow::Borrowed(href),
        false => Cow::Owned(url::resolve(link, href)),
    }
}

/// Returns the host and the path of a URL, for comparing pages: URLs of the same page may differ in the
/// scheme and in tracking parameters.
fn page(url: &str) -> (Option<&str>, &str) {
    let parts = UrlParts::of(url);
    (parts.host(), parts.path().trim_end_matches('/'))
}
