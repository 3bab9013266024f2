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
