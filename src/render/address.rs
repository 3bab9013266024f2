//! Which addresses go into what is rendered.

/// Returns an address that may stand in a page, without blanks around it: one of the web or of mail.
pub(super) fn public(address: &str) -> Option<&str> {
    let (address, scheme) = parts(address)?;
    is_one_of(scheme, &["http", "https", "mailto"]).then_some(address)
}

/// Returns an address of something to load, without blanks around it: one of the web.
pub(super) fn web(address: &str) -> Option<&str> {
    let (address, scheme) = parts(address)?;
    is_one_of(scheme, &["http", "https"]).then_some(address)
}

/// Returns whether following an address may run a script that it holds itself.
pub(super) fn runs_script(address: &str) -> bool {
    let is_passed_over = |c: &char| matches!(c, '\t' | '\n' | '\r');
    let written = trim(address).chars().filter(|c| !is_passed_over(c));
    // Longer than those looked for.
    let start: String = written.take(16).collect();
    let scheme = start.split_once(':').map_or("", |(scheme, _)| scheme);
    is_one_of(scheme, &["javascript", "vbscript", "data"])
}

/// Returns the address without what browsers pass over around it, and its scheme.
fn parts(address: &str) -> Option<(&str, &str)> {
    let address = trim(address);
    let (scheme, _) = address.split_once(':')?;
    Some((address, scheme))
}

/// Returns an address without the blanks and control characters around it.
pub(super) fn trim(address: &str) -> &str {
    address.trim_matches(|c: char| c <= ' ')
}

fn is_one_of(scheme: &str, schemes: &[&str]) -> bool {
    schemes
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known))
}
