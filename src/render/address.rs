//! Which URLs are written to the output.

use std::borrow::Cow;

use crate::url::scheme;
pub(super) use crate::url::{clean, trim};

/// Returns a URL as browsers read it, if it is one of the web or of mail, or one without a scheme where
/// that `allows_relative`.
pub(super) fn public(url: Cow<'_, str>, allows_relative: bool) -> Option<Cow<'_, str>> {
    with_scheme(url, &["http", "https", "mailto"], allows_relative)
}

/// Returns a URL as browsers read it, if it is one of the web, or one without a scheme where that
/// `allows_relative`.
pub(super) fn web(url: Cow<'_, str>, allows_relative: bool) -> Option<Cow<'_, str>> {
    with_scheme(url, &["http", "https"], allows_relative)
}

/// Returns whether following a URL may run a script that it holds itself.
pub(super) fn runs_script(url: &str) -> bool {
    has_scheme(&clean(url), &["javascript", "vbscript", "data"])
}

fn with_scheme<'u>(
    url: Cow<'u, str>,
    schemes: &[&str],
    allows_relative: bool,
) -> Option<Cow<'u, str>> {
    let url = match url {
        Cow::Borrowed(url) => clean(url),
        Cow::Owned(url) => Cow::Owned(clean(&url).into_owned()),
    };
    let is_relative = || scheme(&url).is_none();
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
