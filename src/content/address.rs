//! Addresses as browsers read them.

use std::borrow::Cow;

/// Returns an address without the blanks and control characters around it.
pub(crate) fn trim(address: &str) -> &str {
    address.trim_matches(|c: char| c <= ' ')
}

/// Returns an address without what is passed over when it is read: URL standard, "basic URL
/// parser", the first steps.
pub(crate) fn read(address: &str) -> Cow<'_, str> {
    const PASSED_OVER: [char; 3] = ['\t', '\n', '\r'];
    let address = trim(address);
    match address.contains(PASSED_OVER) {
        true => Cow::Owned(address.replace(PASSED_OVER, "")),
        false => Cow::Borrowed(address),
    }
}
