//! A body that is only the start of the article, as the feed has no more: its last text is a link such
//! as "Continue reading".

use std::borrow::Cow;

use super::shown::last_text;
use crate::content::shows;
use crate::html::Known;
use crate::tree::Body;
use crate::url::{self, UrlParts};
use crate::warning::{Warning, WarningKind};

/// What such a link says, in lower case: Medium's (3 of 300 files of oped2), WordPress's, Solidot's
/// (1 of 84 in clips_late) and what their Chinese translations have.
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

/// What an excerpt ends with: WordPress's `[&hellip;]` and how it is typed.
const ENDS: [&str; 4] = ["[…]", "[...]", "[……]", "[. . .]"];

/// Returns a warning of the last text, if it tells that the feed has only the start of the article at
/// `link`.
pub(super) fn find(link: &str, body: &Body<'_>) -> Option<Warning> {
    let last = last_text(body, shows)?;
    let anchor = last.ancestors().find(|around| around.is_named(Known::A));
    let anchor = anchor.and_then(|anchor| Some((anchor, anchor.attr("href")?)));
    let span = match anchor {
        Some((anchor, href)) if is_cut(&anchor.text(), &href, link) => anchor.span(),
        _ => None,
    };
    let is_end = |text: &str| ENDS.iter().any(|end| text.trim_end().ends_with(end));
    let span = match last.as_text() {
        Some(text) if span.is_none() && is_end(text) => last.span(),
        _ => span,
    };
    Some(Warning::new(WarningKind::CutFeed, span?))
}

/// Returns whether a link with this text leads to the rest of the article at `link`.
fn is_cut(text: &str, href: &str, link: &str) -> bool {
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    let rest = |phrase: &&str| text.strip_prefix(*phrase);
    // Where more is said, as the title, the address has to tell.
    PHRASES.iter().find_map(rest).is_some_and(|rest| {
        rest.is_empty() || rest == " on medium" || page(&resolved(href, link)) == page(link)
    })
}

fn resolved<'h>(href: &'h str, link: &str) -> Cow<'h, str> {
    match url::is_absolute(href) {
        true => Cow::Borrowed(href),
        false => Cow::Owned(url::resolve(link, href)),
    }
}

/// Returns host and path: what differs in two addresses of a page is the scheme and what is counted.
fn page(url: &str) -> (Option<&str>, &str) {
    let parts = UrlParts::of(url);
    (parts.host(), parts.path().trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_to_the_rest_if_it_says_so() {
        let link = "https://news.example.org/a?utm=1";
        for (text, href) in [
            ("Continue reading", "https://other.example/x"),
            ("Read More »", "/b"),
            ("Continue\n reading on Medium »", "https://medium.com/p/1"),
            ("Continue reading “船期”", "http://news.example.org/a/"),
            ("[阅读全文]", "/a"),
            ("查看全文", "/a"),
        ] {
            assert!(is_cut(text, href, link), "{text}");
        }
        for (text, href) in [
            ("Read more: 海港", "/b"),
            ("阅读更多新闻", "https://news.example.org/"),
            ("船期", "/a"),
            ("", "/a"),
        ] {
            assert!(!is_cut(text, href, link), "{text}");
        }
    }
}
