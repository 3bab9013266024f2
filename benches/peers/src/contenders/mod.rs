//! One file per parser: how it parses a body, and how it does the full job.

mod dom_query;
mod fast_html_parser;
mod html5ever;
mod html5gum;
mod kuchikiki;
mod lol_html;
mod newsprint;
mod scraper;
mod tl;

use crate::envelope;
use crate::output::Output;

/// A parser and the two jobs that are timed.
pub struct Contender {
    pub name: &'static str,
    /// The package whose version is recorded.
    pub package: &'static str,
    /// Parses a body and drops the result.
    pub parse: fn(body: &str),
    /// Reads a file into `Output`, which is empty.
    pub full: fn(file: &str, &mut Output),
}

/// The name of the contender whose results are the reference.
pub const REFERENCE: &str = "html5ever + RcDom";

/// newsprint with the default lane.
pub const NEWSPRINT: &str = "newsprint";

/// newsprint without a `Parser`: no buffers are reused.
pub const NEWSPRINT_ALONE: &str = "newsprint, no Parser";

/// newsprint with html5ever's lane, also without a `Parser`.
pub const NEWSPRINT_SLOW: &str = "newsprint, html5ever's lane";

/// All contenders, newsprint first.
pub fn all() -> Vec<Contender> {
    let contender = |name, package, parse, full| Contender {
        name,
        package,
        parse,
        full,
    };
    vec![
        contender(NEWSPRINT, "newsprint", newsprint::parse, newsprint::full),
        contender(
            NEWSPRINT_ALONE,
            "newsprint",
            newsprint::parse,
            newsprint::full_alone,
        ),
        contender(
            NEWSPRINT_SLOW,
            "newsprint",
            newsprint::parse_slow,
            newsprint::full_slow,
        ),
        contender(
            "astral-tl",
            "astral-tl",
            tl::astral::parse,
            tl::astral::full::<false>,
        ),
        contender(
            "astral-tl, unchecked",
            "astral-tl",
            tl::astral::parse,
            tl::astral::full::<true>,
        ),
        contender("tl", "tl", tl::original::parse, tl::original::full::<false>),
        contender(
            "tl, unchecked",
            "tl",
            tl::original::parse,
            tl::original::full::<true>,
        ),
        contender(
            "fast-html-parser",
            "fast-html-parser",
            fast_html_parser::tree::parse,
            fast_html_parser::tree::full,
        ),
        contender(
            "fast-html-parser, tokens",
            "fast-html-parser",
            fast_html_parser::tokens::parse,
            fast_html_parser::tokens::full,
        ),
        contender("lol_html", "lol_html", lol_html::parse, lol_html::full),
        contender("html5gum", "html5gum", html5gum::parse, html5gum::full),
        contender("dom_query", "dom_query", dom_query::parse, dom_query::full),
        contender("scraper", "scraper", scraper::parse, scraper::full),
        contender(REFERENCE, "html5ever", html5ever::parse, html5ever::full),
        contender("kuchikiki", "kuchikiki", kuchikiki::parse, kuchikiki::full),
    ]
}

/// Whether a contender differs from the one before it only in the full job.
pub fn parses_as_another(name: &str) -> bool {
    name.ends_with("unchecked") || name == NEWSPRINT_ALONE
}

/// The body of a file, for the contenders' first job.
pub fn body(file: &str) -> &str {
    envelope::split(file).body
}

/// Splits the file for a parser that knows only HTML.
fn split<'a>(file: &'a str, output: &mut Output) -> &'a str {
    let parts = envelope::split(file);
    for value in [parts.title, parts.link, parts.stamp] {
        output.header.push(value);
    }
    parts.body
}
