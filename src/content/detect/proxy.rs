//! Image proxies: servers that fetch an image from the URL that they are given.

use std::borrow::Cow;

use super::super::address;

/// A kind of image proxy: its hosts, and where its URLs have the URL of the image.
///
/// ```
/// use newsprint::{Article, ContentOptions, ImageProxy};
///
/// let options = ContentOptions::new().image_proxy(ImageProxy::query("proxy.example", "src"));
/// let source = "[t](https://example.org/)\n------\n\n\
///     <img src=https://proxy.example/?src=https%3A%2F%2Fe.org%2Fa.jpg>";
/// let content = Article::parse(source)?.content_with(&options);
/// let image = content.images().next().unwrap();
/// assert_eq!(image.original_src().unwrap(), "https://e.org/a.jpg");
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ImageProxy {
    host: Cow<'static, str>,
    form: Form,
}

/// Where a proxy's URL has that of the image.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Form {
    /// In a parameter of the query.
    Query(Cow<'static, str>),
    /// In the path: `HOST/PATH?ssl=1`.
    Path,
}

impl ImageProxy {
    /// Returns a proxy whose URLs have that of the image in a parameter of the query. Without a scheme,
    /// it is `http`; `ssl:` before it means `https`.
    pub fn query(
        host: impl Into<Cow<'static, str>>,
        parameter: impl Into<Cow<'static, str>>,
    ) -> Self {
        let (host, form) = (host.into(), Form::Query(parameter.into()));
        ImageProxy { host, form }
    }

    /// Returns a proxy whose URLs have host and path of the image's as their path. With `ssl=1` in the
    /// query, the image's scheme is `https`, otherwise `http`.
    pub fn path(host: impl Into<Cow<'static, str>>) -> Self {
        let (host, form) = (host.into(), Form::Path);
        ImageProxy { host, form }
    }

    const fn known(host: &'static str, form: Form) -> Self {
        let host = Cow::Borrowed(host);
        ImageProxy { host, form }
    }

    fn original(&self, url: Url<'_>) -> Option<String> {
        match &self.form {
            Form::Query(parameter) => in_query(url, parameter),
            Form::Path => in_path(url),
        }
    }
}

const WESERV: Form = Form::Query(Cow::Borrowed("url"));

static KNOWN: [ImageProxy; 6] = [
    ImageProxy::known("images.weserv.nl", WESERV),
    ImageProxy::known("wsrv.nl", WESERV),
    // Photon, of WordPress.
    ImageProxy::known("i0.wp.com", Form::Path),
    ImageProxy::known("i1.wp.com", Form::Path),
    ImageProxy::known("i2.wp.com", Form::Path),
    ImageProxy::known("i3.wp.com", Form::Path),
];

/// How many proxies may fetch from one another.
const MAX_PROXIES: usize = 4;

/// Returns the URL of the image itself, if `src` is that of an image proxy that fetches it.
///
/// ```
/// use newsprint::original_src;
///
/// let src = "https://images.weserv.nl/?url=ssl:img.example.org/1.jpg&w=600";
/// assert_eq!(original_src(src).as_deref(), Some("https://img.example.org/1.jpg"));
/// assert_eq!(original_src("https://img.example.org/1.jpg"), None);
/// ```
pub fn original_src(src: &str) -> Option<String> {
    unwrap(src, &[])
}

/// Returns the URL of the image itself, given the proxies that are known beside the crate's own.
pub(in crate::content) fn unwrap(src: &str, added: &[ImageProxy]) -> Option<String> {
    let mut original = unwrap_once(src, added)?;
    for _ in 1..MAX_PROXIES {
        match unwrap_once(&original, added) {
            Some(inner) => original = inner,
            None => break,
        }
    }
    Some(original)
}

fn unwrap_once(src: &str, added: &[ImageProxy]) -> Option<String> {
    let src = address::read(src);
    let url = Url::parse(&src)?;
    let is_it = |proxy: &&ImageProxy| proxy.host.eq_ignore_ascii_case(url.host);
    added.iter().chain(&KNOWN).find(is_it)?.original(url)
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
fn in_query(url: Url<'_>, parameter: &str) -> Option<String> {
    let address = decode(url.parameter(parameter)?);
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
fn in_path(url: Url<'_>) -> Option<String> {
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
