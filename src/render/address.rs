//! Which addresses go into what is rendered.

use std::borrow::Cow;

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

/// Returns an address without the blanks and control characters around it.
pub(super) fn trim(address: &str) -> &str {
    address.trim_matches(|c: char| c <= ' ')
}

/// Returns an address without what is passed over when it is read: URL standard, "basic URL
/// parser", the first steps.
fn read(address: &str) -> Cow<'_, str> {
    const PASSED_OVER: [char; 3] = ['\t', '\n', '\r'];
    let address = trim(address);
    match address.contains(PASSED_OVER) {
        true => Cow::Owned(address.replace(PASSED_OVER, "")),
        false => Cow::Borrowed(address),
    }
}

fn has_scheme<'a>(address: Cow<'a, str>, schemes: &[&str]) -> Option<Cow<'a, str>> {
    let (scheme, _) = address.split_once(':')?;
    let mut schemes = schemes.iter();
    let is_one_of_them = schemes.any(|known| scheme.eq_ignore_ascii_case(known));
    is_one_of_them.then_some(address)
}
