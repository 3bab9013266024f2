//! Which addresses go into what is rendered.

use std::borrow::Cow;

use crate::content::address::read;
pub(super) use crate::content::address::trim;

/// Returns an address as it is read, if it may stand in a page: one of the web or of mail.
pub(super) fn public(address: &str) -> Option<Cow<'_, str>> {
    has_scheme(read(address), &["http", "https", "mailto"])
}

/// Returns an address as it is read, if it is of something to load: one of the web.
pub(super) fn web(address: &str) -> Option<Cow<'_, str>> {
    has_scheme(read(address), &["http", "https"])
}

/// Returns whether following an address may run a script that it holds itself.
pub(super) fn runs_script(address: &str) -> bool {
    has_scheme(read(address), &["javascript", "vbscript", "data"]).is_some()
}

fn has_scheme<'a>(address: Cow<'a, str>, schemes: &[&str]) -> Option<Cow<'a, str>> {
    let (scheme, _) = address.split_once(':')?;
    let mut schemes = schemes.iter();
    let is_one_of_them = schemes.any(|known| scheme.eq_ignore_ascii_case(known));
    is_one_of_them.then_some(address)
}
