//! Decides which URLs are written to the output, and in which form.

use std::borrow::Cow;

use super::bytes::{self, byte_table};
use crate::url::{self, scheme};

/// Returns the URL, cleaned by [`clean`], if its scheme is `http`, `https` or `mailto`. If
/// `allows_relative` is `true`, also returns relative URLs. Returns `None` for all other URLs.
pub(super) fn public(url: Cow<'_, str>, allows_relative: bool) -> Option<Cow<'_, str>> {
    with_scheme(url, &["http", "https", "mailto"], allows_relative)
}

/// Returns the URL, cleaned by [`clean`], if its scheme is `http` or `https`. If `allows_relative`
/// is `true`, also returns relative URLs. Returns `None` for all other URLs.
pub(super) fn web(url: Cow<'_, str>, allows_relative: bool) -> Option<Cow<'_, str>> {
    with_scheme(url, &["http", "https"], allows_relative)
}

/// Returns a URL without the characters that browsers ignore: white space at both ends, and tabs
/// and line ends anywhere. In `http`, `https` and relative URLs, each `\` before the query or
/// fragment becomes `/`.
pub(super) fn clean(url: &str) -> Cow<'_, str> {
    let first = bytes::find(url.as_bytes(), 0, &CHANGES, |block| {
        bytes::any(block, may_change)
    });
    if first == url.len() {
        return Cow::Borrowed(url);
    }
    let url = url::clean(url);
    if !url.contains('\\') {
        return url;
    }
    let end = url.find(['?', '#']).unwrap_or(url.len());
    let (path, rest) = url.split_at_checked(end).unwrap_or((&url, ""));
    match scheme(path).is_none() || has_scheme(path, &["http", "https"]) {
        true => Cow::Owned([&path.replace('\\', "/"), rest].concat()),
        false => url,
    }
}

/// The result of [`may_change`] for each byte, indexed by the byte.
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
static CHANGES: [u8; 256] = byte_table!(may_change);

/// Returns 1 if [`clean`] may change a URL that contains this byte, otherwise 0.
#[inline(always)]
const fn may_change(byte: u8) -> u8 {
    ((byte <= b' ') | (byte == b'\\')) as u8
}

fn with_scheme<'u>(
    url: Cow<'u, str>,
    schemes: &[&str],
    allows_relative: bool,
) -> Option<Cow<'u, str>> {
    let url = match url {
        Cow::Borrowed(url) => clean(url),
        Cow::Owned(url) => match clean(&url) {
            Cow::Borrowed(cleaned) if cleaned.len() == url.len() => Cow::Owned(url),
            cleaned => Cow::Owned(cleaned.into_owned()),
        },
    };
    // Most URLs start with one of these schemes.
    if url.starts_with("https://") || url.starts_with("http://") {
        return Some(url);
    }
    let is_relative = || !url.is_empty() && scheme(&url).is_none();
    (has_scheme(&url, schemes) || allows_relative && is_relative()).then_some(url)
}

fn has_scheme(url: &str, schemes: &[&str]) -> bool {
    let is_it = |own: &str| {
        schemes
            .iter()
            .any(|scheme| own.eq_ignore_ascii_case(scheme))
    };
    scheme(url).is_some_and(is_it)
}
