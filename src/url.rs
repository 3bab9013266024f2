use std::borrow::Cow;
use std::str::Split;

/// The parts of a URL, split in the same way as in browsers.
///
/// The rules are those of the WHATWG URL Standard:
///
/// - White space and control characters around the URL are ignored.
/// - After the schemes `http`, `https`, `ws`, `wss` and `ftp`, any number of slashes may come
///   before the host.
/// - In relative URLs, and after these schemes, `\` means the same as `/`.
/// - Relative URLs have no scheme. They have a host only if they start with `//`.
///
/// The parts are slices of the URL as written: they are not decoded and not converted to lower
/// case. Splitting takes O(n) time in the length of the URL, and allocates nothing.
///
/// ```
/// use newsprint::UrlParts;
///
/// let url = UrlParts::of("https://news.example.org:8080/a/1.html?page=2&lang=zh#top");
/// assert_eq!(url.scheme(), Some("https"));
/// assert_eq!(url.host(), Some("news.example.org"));
/// assert_eq!(url.port(), Some("8080"));
/// assert_eq!(url.path(), "/a/1.html");
/// assert_eq!(url.query(), Some("page=2&lang=zh"));
/// assert_eq!(url.parameters().last(), Some(("lang", "zh")));
/// assert_eq!(url.fragment(), Some("top"));
///
/// let url = UrlParts::of("mailto:news@example.org");
/// assert_eq!((url.scheme(), url.host(), url.path()), (Some("mailto"), None, "news@example.org"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct UrlParts<'a> {
    scheme: Option<&'a str>,
    host: Option<&'a str>,
    port: Option<&'a str>,
    path: &'a str,
    query: Option<&'a str>,
    fragment: Option<&'a str>,
}

impl<'a> UrlParts<'a> {
    /// Returns the parts of `url`.
    pub fn of(url: &'a str) -> Self {
        let (rest, fragment) = split(trim(url), b'#');
        let (scheme, rest) = match split_scheme(rest) {
            Some((scheme, rest)) => (Some(scheme), rest),
            None => (None, rest),
        };
        let kind = Kind::of(scheme);
        let is_slash = |c: char| c == '/' || (c == '\\' && kind != Kind::Other);
        let after_slashes = rest.trim_start_matches(is_slash);
        let slashes = rest.len() - after_slashes.len();
        let authority = match kind {
            // The number of slashes does not matter.
            Kind::Web if scheme.is_some() || slashes >= 2 => Some(after_slashes),
            Kind::Web => None,
            Kind::File | Kind::Other if slashes >= 2 => rest.get(2..),
            Kind::File | Kind::Other => None,
        };
        let (host, port, rest) = match authority {
            Some(text) => {
                let mut has_more_than_host = false;
                let ends = |byte: u8| {
                    has_more_than_host |= matches!(byte, b'@' | b':');
                    byte == b'?' || is_slash(char::from(byte))
                };
                let end = text.bytes().position(ends).unwrap_or(text.len());
                let (authority, rest) = text.split_at(end);
                let (host, port) = match has_more_than_host {
                    true => split_port(authority),
                    false => (Some(authority).filter(|host| !host.is_empty()), None),
                };
                (host, port, rest)
            }
            None => (None, None, rest),
        };
        let (path, query) = split(rest, b'?');
        UrlParts {
            scheme,
            host,
            port,
            path,
            query,
            fragment,
        }
    }

    /// Returns the scheme without `:`, or `None` if the URL is relative.
    ///
    /// ```
    /// use newsprint::UrlParts;
    ///
    /// assert_eq!(UrlParts::of("mailto:news@example.org").scheme(), Some("mailto"));
    /// assert_eq!(UrlParts::of("/a/1.html").scheme(), None);
    /// ```
    pub const fn scheme(&self) -> Option<&'a str> {
        self.scheme
    }

    /// Returns whether the scheme of the URL is `scheme`, ignoring ASCII case.
    ///
    /// ```
    /// use newsprint::UrlParts;
    ///
    /// assert!(UrlParts::of("HTTPS://example.org/").has_scheme("https"));
    /// ```
    pub fn has_scheme(&self, scheme: &str) -> bool {
        self.scheme
            .is_some_and(|own| own.eq_ignore_ascii_case(scheme))
    }

    /// Returns the host without user and port, or `None` if the URL has no host. An IPv6 address is enclosed
    /// in `[` and `]`.
    ///
    /// ```
    /// use newsprint::UrlParts;
    ///
    /// assert_eq!(UrlParts::of("https://user@News.example.org:8080/a").host(), Some("News.example.org"));
    /// assert_eq!(UrlParts::of("/a/1.html").host(), None);
    /// ```
    pub const fn host(&self) -> Option<&'a str> {
        self.host
    }

    /// Returns the port without `:`, or `None` if the URL has no port.
    pub const fn port(&self) -> Option<&'a str> {
        self.port
    }

    /// Returns the path, including the `/` after the host, or `""` if the URL has no path.
    ///
    /// ```
    /// use newsprint::UrlParts;
    ///
    /// assert_eq!(UrlParts::of("https://example.org/a/1.html?page=2").path(), "/a/1.html");
    /// assert_eq!(UrlParts::of("https://example.org").path(), "");
    /// ```
    pub const fn path(&self) -> &'a str {
        self.path
    }

    /// Returns the query without `?`, or `None` if the URL has no query.
    ///
    /// ```
    /// use newsprint::UrlParts;
    ///
    /// assert_eq!(UrlParts::of("/a?page=2&lang=zh#top").query(), Some("page=2&lang=zh"));
    /// ```
    pub const fn query(&self) -> Option<&'a str> {
        self.query
    }

    /// Returns the parameters in the query, as pairs of name and value.
    ///
    /// ```
    /// use newsprint::UrlParts;
    ///
    /// let url = UrlParts::of("https://example.org/?a=1&&b&c=x=y");
    /// let parameters: Vec<_> = url.parameters().collect();
    /// assert_eq!(parameters, [("a", "1"), ("b", ""), ("c", "x=y")]);
    /// ```
    pub fn parameters(&self) -> Parameters<'a> {
        Parameters(self.query.unwrap_or_default().split('&'))
    }

    /// Returns the fragment without `#`, or `None` if the URL has no fragment.
    pub const fn fragment(&self) -> Option<&'a str> {
        self.fragment
    }
}

/// An iterator over the parameters of a URL's query, as pairs of name and value, returned by
/// [`UrlParts::parameters`].
///
/// Names and values are not decoded. A parameter without `=` has the value `""`.
#[derive(Debug, Clone)]
pub struct Parameters<'a>(Split<'a, char>);

impl<'a> Iterator for Parameters<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let parameter = self.0.find(|parameter| !parameter.is_empty())?;
        Some(parameter.split_once('=').unwrap_or((parameter, "")))
    }
}

impl std::iter::FusedIterator for Parameters<'_> {}

/// Returns the host of a URL as written, without user and port, or `None` if the URL has no host. Same as
/// [`UrlParts::host`].
///
/// ```
/// assert_eq!(newsprint::host("https://news.example.org:8080/a?b"), Some("news.example.org"));
/// assert_eq!(newsprint::host("/a"), None);
/// ```
pub fn host(url: &str) -> Option<&str> {
    UrlParts::of(url).host()
}

/// Returns whether a host is `domain` or a subdomain of `domain`, ignoring case.
pub(crate) fn is_in_domain(host: &str, domain: &str) -> bool {
    before_end(host, domain).is_some_and(|before| before.is_empty() || before.ends_with('.'))
}

/// Returns `host` without the suffix `end`, ignoring case, or `None` if `host` does not end with `end`.
pub(crate) fn before_end<'h>(host: &'h str, end: &str) -> Option<&'h str> {
    let at = host.len().checked_sub(end.len())?;
    let (own, end) = (host.as_bytes().get(at..)?, end.as_bytes());
    let lower = |bytes: &[u8]| bytes.first().map(u8::to_ascii_lowercase);
    // For most hosts, the first letters already differ.
    let is_end = lower(own) == lower(end) && own.eq_ignore_ascii_case(end);
    is_end.then(|| host.get(..at)).flatten()
}

/// Returns whether a URL begins with a scheme and `://`, followed by at least one character. The programs
/// that write archives treat such a URL as absolute.
pub(crate) fn is_absolute(url: &str) -> bool {
    let rest = split_scheme(url).and_then(|(_, rest)| rest.strip_prefix("//"));
    rest.is_some_and(|rest| !rest.is_empty())
}

/// Returns a URL without white space and control characters at its start and end.
pub(crate) fn trim(url: &str) -> &str {
    match url.as_bytes() {
        // Most URLs have no such characters at their start and end.
        [first, .., last] if *first.min(last) > b' ' => url,
        _ => url.trim_matches(|c: char| c <= ' '),
    }
}

/// Returns a URL without the characters that the URL Standard ignores: white space and control
/// characters at the start and end, and all tabs and line ends. These are the first steps of the
/// "basic URL parser".
pub(crate) fn clean(url: &str) -> Cow<'_, str> {
    let url = trim(url);
    match memchr::memchr3(b'\t', b'\n', b'\r', url.as_bytes()) {
        Some(_) => Cow::Owned(url.replace(['\t', '\n', '\r'], "")),
        None => Cow::Borrowed(url),
    }
}

/// Returns `text` with percent-encoded bytes decoded. `%00` is not decoded, since HTML can't contain NUL. If
/// the result would not be UTF-8, returns `text` unchanged.
pub(crate) fn percent_decode(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let decoded = match rest {
            [b'%', high, low, after @ ..] => hex(*high, *low).map(|byte| (byte, after)),
            _ => None,
        };
        let byte;
        (byte, rest) = decoded.unwrap_or((*first, after));
        bytes.push(byte);
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Returns whether a file extension, such as `jpg`, belongs to an image format, ignoring ASCII
/// case.
pub(crate) fn is_image_extension(extension: &str) -> bool {
    const IMAGES: [&str; 10] = [
        "jpg", "jpeg", "png", "gif", "webp", "avif", "svg", "bmp", "ico", "tiff",
    ];
    IMAGES
        .iter()
        .any(|image| image.eq_ignore_ascii_case(extension))
}

/// Returns the scheme of a URL without `:`, or `None` if the URL is relative.
pub(crate) fn scheme(url: &str) -> Option<&str> {
    split_scheme(url).map(|(scheme, _)| scheme)
}

/// Returns `url` resolved against `base`, which must be an absolute URL (RFC 3986, section 5.2).
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

/// The kinds of schemes that the URL Standard distinguishes when it splits a URL.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The "special" schemes except `file`. Relative URLs are also of this kind, since their base
    /// is assumed to have such a scheme.
    Web,
    File,
    Other,
}

impl Kind {
    fn of(scheme: Option<&str>) -> Self {
        const WEB: [&str; 5] = ["http", "https", "ws", "wss", "ftp"];
        // Most URLs have one of these schemes, in lower case.
        let Some(scheme) = scheme.filter(|scheme| !matches!(*scheme, "http" | "https")) else {
            return Kind::Web;
        };
        match WEB.iter().any(|web| web.eq_ignore_ascii_case(scheme)) {
            true => Kind::Web,
            false if scheme.eq_ignore_ascii_case("file") => Kind::File,
            false => Kind::Other,
        }
    }
}

/// Splits a URL at the `:` after its scheme (RFC 3986, section 3.1). Returns the scheme and the
/// rest, or `None` if the URL has no scheme.
fn split_scheme(url: &str) -> Option<(&str, &str)> {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    let end = url.bytes().position(|byte| !is_part(byte))?;
    let (scheme, rest) = url.split_at_checked(end)?;
    let rest = rest.strip_prefix(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    is_scheme.then_some((scheme, rest))
}

/// Splits an authority, `[user "@"] host [":" port]`, into host and port.
fn split_port(authority: &str) -> (Option<&str>, Option<&str>) {
    let after_user = memchr::memrchr(b'@', authority.as_bytes()).map_or(0, |at| at + 1);
    let host = authority.get(after_user..).unwrap_or_default();
    // The colons of an IPv6 address are in brackets.
    let is_port = |port: &str| !port.contains(']');
    let (host, port) = match host.rsplit_once(':') {
        Some((host, port)) if is_port(port) => (host, Some(port)),
        _ => (host, None),
    };
    let port = port.filter(|port| !port.is_empty());
    match host.is_empty() {
        true => (None, None),
        false => (Some(host), port),
    }
}

/// Splits a text at the first `mark`, which must be ASCII. Returns the text before the mark, and
/// the text after the mark. If the text does not contain `mark`, returns the whole text and `None`.
fn split(text: &str, mark: u8) -> (&str, Option<&str>) {
    let at = memchr::memchr(mark, text.as_bytes());
    let before = at.and_then(|at| text.get(..at));
    let after = at.and_then(|at| text.get(at + 1..));
    (before.unwrap_or(text), after)
}

/// Returns the byte that two hexadecimal digits express. Returns `None` if this byte is NUL, or if
/// `high` or `low` is not a hexadecimal digit.
fn hex(high: u8, low: u8) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let byte = u8::try_from(digit(high)? * 16 + digit(low)?).ok()?;
    (byte != 0).then_some(byte)
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
    use proptest::prelude::*;

    use super::*;

    type Parts<'a> = (
        Option<&'a str>,
        Option<&'a str>,
        Option<&'a str>,
        &'a str,
        Option<&'a str>,
        Option<&'a str>,
    );

    fn parts(url: &str) -> Parts<'_> {
        let url = UrlParts::of(url);
        let (path, query) = (url.path(), url.query());
        (
            url.scheme(),
            url.host(),
            url.port(),
            path,
            query,
            url.fragment(),
        )
    }

    #[test]
    fn all_parts() {
        let s = Some;
        for (url, expected) in [
            ("", (None, None, None, "", None, None)),
            ("a?b#c", (None, None, None, "a", s("b"), s("c"))),
            ("/a/b:c", (None, None, None, "/a/b:c", None, None)),
            (
                "?a=http://b/",
                (None, None, None, "", s("a=http://b/"), None),
            ),
            ("#a?b", (None, None, None, "", None, s("a?b"))),
            (
                "//a.example/b",
                (None, s("a.example"), None, "/b", None, None),
            ),
            (
                "\\\\a.example\\b",
                (None, s("a.example"), None, "\\b", None, None),
            ),
            (
                "https://a.example",
                (s("https"), s("a.example"), None, "", None, None),
            ),
            (
                "hTTps:a.example/b",
                (s("hTTps"), s("a.example"), None, "/b", None, None),
            ),
            (
                "http:///a.example/b",
                (s("http"), s("a.example"), None, "/b", None, None),
            ),
            (
                "http:\\/a.example\\b",
                (s("http"), s("a.example"), None, "\\b", None, None),
            ),
            (
                "http://a?b/c#d#e",
                (s("http"), s("a"), None, "", s("b/c"), s("d#e")),
            ),
            (
                "http://u:p@x@a:80/@",
                (s("http"), s("a"), s("80"), "/@", None, None),
            ),
            (
                "http://[2001:db8::1]:8/",
                (s("http"), s("[2001:db8::1]"), s("8"), "/", None, None),
            ),
            (
                "http://[::1]",
                (s("http"), s("[::1]"), None, "", None, None),
            ),
            ("http://a:/", (s("http"), s("a"), None, "/", None, None)),
            ("http://:80/", (s("http"), None, None, "/", None, None)),
            (
                " \t\0http://新闻.example\n",
                (s("http"), s("新闻.example"), None, "", None, None),
            ),
            ("file:///a/b", (s("file"), None, None, "/a/b", None, None)),
            ("file:a", (s("file"), None, None, "a", None, None)),
            (
                "mailto:a@b.example?c",
                (s("mailto"), None, None, "a@b.example", s("c"), None),
            ),
            (
                "git+ssh://a\\b/c",
                (s("git+ssh"), s("a\\b"), None, "/c", None, None),
            ),
            (
                "javascript://a%0Ab",
                (s("javascript"), s("a%0Ab"), None, "", None, None),
            ),
            ("1a:b", (None, None, None, "1a:b", None, None)),
            (":b", (None, None, None, ":b", None, None)),
            ("新:b", (None, None, None, "新:b", None, None)),
        ] {
            assert_eq!(parts(url), expected, "{url:?}");
            assert_eq!(host(url), expected.1);
        }
    }

    #[test]
    fn relative_urls_resolve_as_the_standard_says() {
        // RFC 3986, section 5.4: all examples. A URL with a scheme is absolute, even if the base has the same
        // scheme.
        for (url, resolved) in [
            ("g:h", "g:h"),
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("#s", "http://a/b/c/d;p?q#s"),
            ("g#s", "http://a/b/c/g#s"),
            ("g?y#s", "http://a/b/c/g?y#s"),
            (";x", "http://a/b/c/;x"),
            ("g;x", "http://a/b/c/g;x"),
            ("g;x?y#s", "http://a/b/c/g;x?y#s"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("./", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../..", "http://a/"),
            ("../../", "http://a/"),
            ("../../g", "http://a/g"),
            ("../../../g", "http://a/g"),
            ("../../../../g", "http://a/g"),
            ("/./g", "http://a/g"),
            ("/../g", "http://a/g"),
            ("g.", "http://a/b/c/g."),
            (".g", "http://a/b/c/.g"),
            ("g..", "http://a/b/c/g.."),
            ("..g", "http://a/b/c/..g"),
            ("./../g", "http://a/b/g"),
            ("./g/.", "http://a/b/c/g/"),
            ("g/./h", "http://a/b/c/g/h"),
            ("g/../h", "http://a/b/c/h"),
            ("g;x=1/./y", "http://a/b/c/g;x=1/y"),
            ("g;x=1/../y", "http://a/b/c/y"),
            ("g?y/./x", "http://a/b/c/g?y/./x"),
            ("g?y/../x", "http://a/b/c/g?y/../x"),
            ("g#s/./x", "http://a/b/c/g#s/./x"),
            ("g#s/../x", "http://a/b/c/g#s/../x"),
            ("http:g", "http:g"),
        ] {
            assert_eq!(resolve("http://a/b/c/d;p?q", url), resolved, "{url}");
        }
        for (base, url, resolved) in [
            ("http://a", "g", "http://a/g"),
            ("http://a?q/r", "g", "http://a/g"),
            ("http://a#s/t", "?y", "http://a?y"),
            ("http://a/b?q#s", "", "http://a/b?q"),
            ("http://a/b//c", "../g", "http://a/b/g"),
            ("http://a/?q", "/b/..?y/..", "http://a/?y/.."),
        ] {
            assert_eq!(resolve(base, url), resolved, "{base} {url}");
        }
    }

    #[test]
    fn absolute_urls() {
        for url in ["https://a", "x+y://:", "http:///"] {
            assert!(is_absolute(url), "{url}");
        }
        for url in [
            "",
            "https:",
            "https://",
            "http:/a",
            "//a",
            "a://b c".trim_start_matches('a'),
            " http://a",
        ] {
            assert!(!is_absolute(url), "{url}");
        }
    }

    #[test]
    fn what_browsers_ignore_is_removed() {
        assert_eq!(clean(" \u{1f}java\nscr\tipt:a b\r\n"), "javascript:a b");
        assert!(matches!(clean(" a b "), Cow::Borrowed("a b")));
    }

    #[test]
    fn percent_encoding_is_decoded() {
        for (text, expected) in [
            ("", ""),
            ("a+b", "a+b"),
            ("%E9%a2%98/%3a%2F", "题/:/"),
            ("100%", "100%"),
            ("%4", "%4"),
            ("%zz%4G%+1", "%zz%4G%+1"),
            ("%%41", "%A"),
            ("%2541", "%41"),
            ("%00%01", "%00\u{1}"),
            ("%ff%41", "%ff%41"),
        ] {
            assert_eq!(percent_decode(text), expected, "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn parts_are_slices_in_order(url in "([a-z]{1,3}:)?[/\\\\]{0,3}[a-z0-9@:\\[\\]?#/\\\\%新 ]{0,20}") {
            let (scheme, host, port, path, query, fragment) = parts(&url);
            let offset = |part: &str| part.as_ptr() as usize - url.as_ptr() as usize;
            let mut end = 0;
            for part in [scheme, host, port, Some(path), query, fragment].into_iter().flatten() {
                let start = offset(part);
                prop_assert!(start >= end, "{part:?}");
                end = start + part.len();
                prop_assert_eq!(&url[start..end], part);
            }
            // The last part extends to the end of the URL.
            prop_assert_eq!(end, trim(&url).len() + offset(trim(&url)));
        }

        #[test]
        fn encoded_text_is_decoded(text in "[^\0]{0,20}") {
            let encoded: String = text.bytes().map(|byte| format!("%{byte:02x}")).collect();
            prop_assert_eq!(percent_decode(&encoded), text.as_str());
        }
    }
}
