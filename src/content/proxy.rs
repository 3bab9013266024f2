//! Image proxies: servers that fetch an image from the address they are given.

use super::address;

/// A kind of proxy.
struct Proxy {
    hosts: &'static [&'static str],
    original: fn(Url<'_>) -> Option<String>,
}

const PROXIES: &[Proxy] = &[
    Proxy {
        hosts: &["images.weserv.nl", "wsrv.nl"],
        original: weserv,
    },
    Proxy {
        hosts: &["i0.wp.com", "i1.wp.com", "i2.wp.com", "i3.wp.com"],
        original: photon,
    },
];

/// How many proxies may stand behind each other.
const MAX_PROXIES: usize = 4;

/// Returns the address of the image itself, if `src` is that of a proxy that fetches it.
///
/// ```
/// use newsprint::original_src;
///
/// let src = "https://images.weserv.nl/?url=ssl:img.example.org/1.jpg&w=600";
/// assert_eq!(original_src(src).as_deref(), Some("https://img.example.org/1.jpg"));
/// assert_eq!(original_src("https://img.example.org/1.jpg"), None);
/// ```
pub fn original_src(src: &str) -> Option<String> {
    let mut original = unwrap(src)?;
    for _ in 1..MAX_PROXIES {
        match unwrap(&original) {
            Some(inner) => original = inner,
            None => break,
        }
    }
    Some(original)
}

fn unwrap(src: &str) -> Option<String> {
    let src = address::read(src);
    let url = Url::parse(&src)?;
    let is_host = |host: &&str| host.eq_ignore_ascii_case(url.host);
    let proxy = PROXIES
        .iter()
        .find(|proxy| proxy.hosts.iter().any(is_host))?;
    (proxy.original)(url)
}

/// The parts of an address on a server.
#[derive(Clone, Copy)]
struct Url<'s> {
    host: &'s str,
    /// From its `/` on.
    path: &'s str,
    /// Behind the first `?`, a fragment included.
    query: &'s str,
}

impl<'s> Url<'s> {
    fn parse(address: &'s str) -> Option<Self> {
        let rest = ["https://", "http://", "//"].iter().find_map(|scheme| {
            let (start, rest) = address.split_at_checked(scheme.len())?;
            start.eq_ignore_ascii_case(scheme).then_some(rest)
        })?;
        let (before, query) = rest.split_once('?').unwrap_or((rest, ""));
        let host_len = before.find('/').unwrap_or(before.len());
        let (host, path) = before.split_at_checked(host_len)?;
        Some(Url { host, path, query })
    }

    /// Returns the first parameter of that name in the query, as it stands there.
    fn parameter(self, name: &str) -> Option<&'s str> {
        let mut parameters = self.query.split('&');
        parameters.find_map(|parameter| parameter.strip_prefix(name)?.strip_prefix('='))
    }
}

/// `?url=HOST/PATH`: without a scheme, `http`; behind `ssl:`, `https`.
fn weserv(url: Url<'_>) -> Option<String> {
    let address = decode(url.parameter("url")?);
    let address = address.trim();
    if let Some(rest) = address.strip_prefix("ssl:") {
        return with_scheme("https://", rest);
    }
    let has_scheme = ["http://", "https://"].iter().any(|scheme| {
        let start = address.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    if has_scheme {
        return Some(address.to_owned());
    }
    with_scheme("http://", address)
}

/// `HOST/PATH?ssl=1`: with `ssl`, `https`. The other parameters are the proxy's.
fn photon(url: Url<'_>) -> Option<String> {
    // Some writers escape `&` twice, which hides `ssl` in a fragment: `?w=1#038;ssl=1`.
    let mut parameters = url.query.split(['&', ';', '#']);
    let is_ssl = parameters.any(|parameter| parameter == "ssl=1");
    with_scheme(if is_ssl { "https://" } else { "http://" }, url.path)
}

fn with_scheme(scheme: &str, address: &str) -> Option<String> {
    let address = address.trim_start_matches('/');
    let begins_host = |c: char| !matches!(c, '?' | '#' | ':');
    address
        .starts_with(begins_host)
        .then(|| [scheme, address].concat())
}

/// Returns a text with its `%XX` decoded, but for `%00`, as a NUL cannot stand in a page; as it is if
/// that would be no UTF-8.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        let digits = behind
            .get(..2)
            .filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        let byte = digits
            .and_then(|digits| u8::from_str_radix(digits, 16).ok())
            .filter(|byte| *byte != 0);
        bytes.push(byte.unwrap_or(b'%'));
        rest = behind
            .get(if byte.is_some() { 2 } else { 0 }..)
            .unwrap_or_default();
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}
