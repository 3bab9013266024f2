//! Which URLs go into what is rendered.

use std::borrow::Cow;

pub(super) use crate::url::trim;
use crate::url::{UrlParts, clean};

/// Returns a URL as browsers read it, if a page may link to it: one of the web or of mail.
pub(super) fn public(url: &str) -> Option<Cow<'_, str>> {
    with_scheme(url, &["http", "https", "mailto"])
}

/// Returns a URL as browsers read it, if a page may load it: one of the web.
pub(super) fn web(url: &str) -> Option<Cow<'_, str>> {
    with_scheme(url, &["http", "https"])
}

/// Returns whether following a URL may run a script that it contains.
pub(super) fn runs_script(url: &str) -> bool {
    with_scheme(url, &["javascript", "vbscript", "data"]).is_some()
}

/// Returns a URL as browsers read it, if it has one of these schemes.
fn with_scheme<'a>(url: &'a str, schemes: &[&str]) -> Option<Cow<'a, str>> {
    let url = clean(url);
    let parts = UrlParts::of(&url);
    let has_one = schemes.iter().any(|scheme| parts.has_scheme(scheme));
    has_one.then_some(url)
}
