//! Addresses as browsers read them.

use std::borrow::Cow;

/// Returns an address without the blanks and control characters around it.
pub(crate) fn trim(address: &str) -> &str {
    address.trim_matches(|c: char| c <= ' ')
}

/// Returns an address without what is passed over when it is read: URL standard, "basic URL
/// parser", the first steps.
pub(crate) fn read(address: &str) -> Cow<'_, str> {
    let address = trim(address);
    match memchr::memchr3(b'\t', b'\n', b'\r', address.as_bytes()) {
        Some(_) => Cow::Owned(address.replace(['\t', '\n', '\r'], "")),
        None => Cow::Borrowed(address),
    }
}
