/// Returns the host of an absolute URL as it is written there, without user and port.
///
/// ```
/// assert_eq!(newsprint::host("https://news.example.org:8080/a?b"), Some("news.example.org"));
/// assert_eq!(newsprint::host("/a"), None);
/// ```
pub fn host(url: &str) -> Option<&str> {
    let (scheme, rest) = url.trim_ascii().split_once("://")?;
    let is_scheme = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    if scheme.is_empty() || !scheme.bytes().all(is_scheme) {
        return None;
    }
    let authority = rest.split(['/', '\\', '?', '#']).next()?;
    let (_, host) = authority.rsplit_once('@').unwrap_or(("", authority));
    let host = match host.split_once(']') {
        // The colons of an IPv6 address are not that of a port.
        Some((address, _)) if address.starts_with('[') => host.get(..=address.len())?,
        _ => host.split(':').next()?,
    };
    (!host.is_empty()).then_some(host)
}

/// Returns the scheme of a URL, if it has one.
pub(crate) fn scheme(url: &str) -> Option<&str> {
    let (scheme, _) = url.split_once(':')?;
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    let is_scheme =
        scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.bytes().all(is_part);
    is_scheme.then_some(scheme)
}

/// Returns a URL resolved against an absolute one (RFC 3986, section 5.2).
pub(crate) fn resolve(base: &str, url: &str) -> String {
    if scheme(url).is_some() {
        return url.to_owned();
    }
    let base = base.split('#').next().unwrap_or_default();
    if url.is_empty() || url.starts_with('#') {
        return [base, url].concat();
    }
    let scheme_len = scheme(base).map_or(0, |scheme| scheme.len() + 1);
    let (base_scheme, rest) = base.split_at_checked(scheme_len).unwrap_or((base, ""));
    if url.starts_with("//") {
        return [base_scheme, url].concat();
    }
    let authority_len = match rest.strip_prefix("//") {
        Some(after) => 2 + after.find(['/', '?']).unwrap_or(after.len()),
        None => 0,
    };
    let (authority, path) = rest.split_at_checked(authority_len).unwrap_or((rest, ""));
    let origin = [base_scheme, authority].concat();
    let base_path = path.split('?').next().unwrap_or_default();
    if url.starts_with('?') {
        return [&origin, base_path, url].concat();
    }
    let (path, query) = match url.find(['?', '#']) {
        Some(at) => url.split_at_checked(at).unwrap_or((url, "")),
        None => (url, ""),
    };
    let merged = match (path.starts_with('/'), base_path.rsplit_once('/')) {
        (true, _) => path.to_owned(),
        (false, Some((folder, _))) => [folder, "/", path].concat(),
        (false, None) => ["/", path].concat(),
    };
    [&origin, &without_dots(&merged), query].concat()
}

/// Returns a path without the segments `.` and `..` (RFC 3986, section 5.2.4).
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let is_last = segments.peek().is_none();
        match segment {
            "." | ".." => {
                if segment == ".." {
                    kept.pop();
                }
                if is_last {
                    kept.push("");
                }
            }
            _ => kept.push(segment),
        }
    }
    ["/", &kept.join("/")].concat()
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn hosts() {
        for (url, expected) in [
            ("https://news.example.org", Some("news.example.org")),
            (
                "http://u:p@News.example.org:80/a@b",
                Some("News.example.org"),
            ),
            ("https://[2001:db8::1]:8080/", Some("[2001:db8::1]")),
            ("https://新闻.example?x#y", Some("新闻.example")),
            ("https://a.example\\b", Some("a.example")),
            (" https://a.example#b", Some("a.example")),
            ("https:///path", None),
            ("https://:80/", None),
            ("//a.example/", None),
            ("mailto:a@b.example", None),
            ("/a?u=https://b.example/", None),
            ("", None),
        ] {
            assert_eq!(host(url), expected, "{url}");
        }
    }
}
