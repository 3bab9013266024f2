//! Image proxies: servers that fetch an image from another server. The URL of a request to a proxy contains
//! the URL of the image.

use std::borrow::Cow;

use crate::url::{self, UrlParts};

/// An image proxy: its host, and the place in its URLs that contains the URL of the image.
///
/// The host of a URL must equal the host of the proxy, ignoring case. The host of the proxy may
/// start with `*`, which matches any characters. For example, `*.example.org` matches the
/// subdomains of `example.org`, but not `example.org` itself. A single `*` matches any host; limit
/// the path with [`ImageProxy::at`] in this case.
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
    /// A string that the path of the proxy's URLs must contain. If empty, any path matches.
    path: Cow<'static, str>,
    form: Form,
}

/// The place of the image's URL in the proxy's URL.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Form {
    /// The image's URL is in the query parameter with this name.
    Query(Cow<'static, str>),
    /// The image's URL is in the query parameter with this name. If the parameter contains only a
    /// path, the image is on the proxy's own host.
    OwnQuery(Cow<'static, str>),
    /// The path consists of the host and the path of the image's URL, as in `HOST/PATH?ssl=1`.
    Path,
    /// The image's URL is at the end of the path, after segments with options, as in `OPTIONS/URL`.
    Rest,
    /// The image's URL is at the end of the path, after one segment with options. If only a path
    /// follows this segment, the image is on the proxy's own host.
    OwnRest,
    /// The path of the proxy's URL is `HOST/PATH` or `HOST/OPTIONS/PATH`. The segment after `HOST`
    /// is read as `OPTIONS` if it contains `=`. The image's scheme is always `https`.
    Host,
}

impl ImageProxy {
    /// Returns a proxy whose URLs have the image's URL in a parameter of the query. The image's URL
    /// may be percent-encoded up to three times. A URL that starts with `ssl:` or `//` gets the
    /// scheme `https`. Any other URL without a scheme gets the scheme `http`.
    ///
    /// ```
    /// use newsprint::{Article, ContentOptions, ImageProxy};
    ///
    /// let proxy = ImageProxy::query("cdn.example", "src");
    /// let options = ContentOptions::new().image_proxy(proxy);
    /// let source = "[t](https://example.org/)\n------\n\n<img src='https://cdn.example/?src=ssl:e.org/a.jpg&amp;w=600'>";
    /// let content = Article::parse(source)?.content_with(&options);
    /// let image = content.images().next().unwrap();
    /// assert_eq!(image.original_src().unwrap(), "https://e.org/a.jpg");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn query(
        host: impl Into<Cow<'static, str>>,
        parameter: impl Into<Cow<'static, str>>,
    ) -> Self {
        ImageProxy::new(host.into(), Form::Query(parameter.into()))
    }

    /// Returns a proxy whose URLs have the path `HOST/PATH`, where `HOST/PATH` is the image's URL
    /// without the scheme. If the query of the proxy's URL contains `ssl=1`, the image's scheme is
    /// `https`, otherwise `http`.
    ///
    /// ```
    /// use newsprint::{Article, ContentOptions, ImageProxy};
    ///
    /// let options = ContentOptions::new().image_proxy(ImageProxy::path("cdn.example"));
    /// let source = "[t](https://example.org/)\n------\n\n\
    ///     <img src='https://cdn.example/e.org/a.jpg?w=600&amp;ssl=1'>";
    /// let content = Article::parse(source)?.content_with(&options);
    /// let image = content.images().next().unwrap();
    /// assert_eq!(image.original_src().unwrap(), "https://e.org/a.jpg");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn path(host: impl Into<Cow<'static, str>>) -> Self {
        ImageProxy::new(host.into(), Form::Path)
    }

    /// Returns a proxy whose URLs have the path `OPTIONS/URL`, where `URL` is the image's URL. The
    /// options may be several segments, or none. The image's URL may be percent-encoded. If it has
    /// no scheme, it gets the scheme `http`.
    ///
    /// ```
    /// use newsprint::{Article, ContentOptions, ImageProxy};
    ///
    /// let options = ContentOptions::new().image_proxy(ImageProxy::rest("cdn.example").at("/fit/"));
    /// let source = "[t](https://example.org/)\n------\n\n\
    ///     <img src=https://cdn.example/fit/700x0/https%3A%2F%2Fe.org%2Fa.jpg>";
    /// let content = Article::parse(source)?.content_with(&options);
    /// let image = content.images().next().unwrap();
    /// assert_eq!(image.original_src().unwrap(), "https://e.org/a.jpg");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn rest(host: impl Into<Cow<'static, str>>) -> Self {
        ImageProxy::new(host.into(), Form::Rest)
    }

    /// Limits the proxy to URLs whose path contains `path`. If the image's URL is in the path, it must be
    /// after `path`. Default: any path.
    ///
    /// ```
    /// use newsprint::{Article, ContentOptions, ImageProxy};
    ///
    /// let proxy = ImageProxy::query("*", "href").at("/_image");
    /// let options = ContentOptions::new().image_proxy(proxy);
    /// let source = "[t](https://example.org/)\n------\n\n\
    ///     <img src=https://a.example/_image?href=https://e.org/1.jpg>\
    ///     <img src=https://a.example/2.jpg?href=https://e.org/1.jpg>";
    /// let content = Article::parse(source)?.content_with(&options);
    /// let is_proxied: Vec<_> = content.images().map(|image| image.is_proxied()).collect();
    /// assert_eq!(is_proxied, [true, false]);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn at(mut self, path: impl Into<Cow<'static, str>>) -> Self {
        self.path = path.into();
        self
    }

    fn new(host: Cow<'static, str>, form: Form) -> Self {
        let path = Cow::Borrowed("");
        ImageProxy { host, path, form }
    }

    pub(super) const fn known(host: &'static str, path: &'static str, form: Form) -> Self {
        let (host, path) = (Cow::Borrowed(host), Cow::Borrowed(path));
        ImageProxy { host, path, form }
    }

    #[inline]
    fn is_host(&self, host: &str) -> bool {
        match self.host.strip_prefix('*') {
            Some(end) => end.is_empty() || url::before_end(host, end).is_some(),
            None => self.host.len() == host.len() && self.host.eq_ignore_ascii_case(host),
        }
    }

    /// Returns the image's URL if `address` is a URL of the proxy, otherwise `None`.
    #[inline]
    pub(super) fn original(&self, address: &Address<'_>) -> Option<String> {
        let may_be = address.may_contain(&self.path) && self.is_host(address.host);
        may_be.then(|| self.read(&address.url)).flatten()
    }

    /// Returns the image's URL that `url` contains, or `None` if `url` contains no such URL. `url` must be on
    /// the proxy's host.
    #[inline(never)]
    fn read(&self, url: &UrlParts<'_>) -> Option<String> {
        let (_, after) = url.path().split_once(self.path.as_ref())?;
        match &self.form {
            Form::Query(parameter) => in_query(url, parameter),
            Form::OwnQuery(parameter) => {
                let (_, value) = url.parameters().find(|(name, _)| *name == parameter)?;
                let value = decode(value);
                match value.starts_with('/') && !value.starts_with("//") {
                    true => Some(on_own_host(url, &value)),
                    false => web_url(&value),
                }
            }
            Form::Path => in_path(url, after),
            Form::Rest => in_rest(url, after),
            Form::OwnRest => {
                let (_, rest) = after.split_once('/')?;
                let own = || on_own_host(url, &["/", &with_query(rest, url)].concat());
                Some(in_rest(url, rest).unwrap_or_else(own))
            }
            Form::Host => {
                let (host, rest) = after.split_once('/')?;
                let rest = match rest.split_once('/') {
                    Some((options, path)) if options.contains('=') => path,
                    _ => rest,
                };
                is_host_like(host).then(|| ["https://", host, "/", rest].concat())
            }
        }
    }
}

/// A URL with a host, which may be the URL of an image proxy.
pub(super) struct Address<'u> {
    url: UrlParts<'u>,
    host: &'u str,
    /// A bit set of the two bytes after each `/` in the path. If the bytes after the `/` at the
    /// start of a proxy's path are not in this set, the URL is not a URL of this proxy.
    starts: u128,
}

/// A filter for the URLs of several proxies. For most other URLs, it finds out quickly that they
/// are not URLs of these proxies.
#[derive(Debug)]
pub(super) struct Filter {
    /// A bit set of the hosts that do not start with `*`.
    hosts: u128,
    /// The hosts that start with `*`. The `*` is removed.
    ends: Vec<&'static str>,
    /// For proxies on any host (`*`): a bit set of the two bytes after the first `/` in their
    /// paths.
    starts: u128,
}

impl Filter {
    pub(super) fn new(proxies: &'static [ImageProxy]) -> Self {
        let mut filter = Filter {
            hosts: 0,
            ends: Vec::new(),
            starts: 0,
        };
        for proxy in proxies {
            match (proxy.host.strip_prefix('*'), proxy.path.as_bytes()) {
                (None, _) => filter.hosts |= host_bit(&proxy.host),
                (Some(""), [b'/', first, second, ..]) => filter.starts |= bit(*first, *second),
                (Some(end), _) => filter.ends.push(end),
            }
        }
        filter
    }

    /// Returns whether `address` may be a URL of one of the proxies.
    pub(super) fn may_have(&self, address: &Address<'_>) -> bool {
        let has_end = |end: &&str| url::before_end(address.host, end).is_some();
        self.hosts & host_bit(address.host) != 0
            || self.starts & address.starts != 0
            || self.ends.iter().any(has_end)
    }
}

impl<'u> Address<'u> {
    /// Returns a URL as an `Address`, or `None` if the URL has no host, or has a scheme other than
    /// `http` and `https`.
    pub(super) fn of(url: UrlParts<'u>) -> Option<Self> {
        let host = url
            .host()
            .filter(|_| url.scheme().is_none() || is_web(&url))?;
        let path = url.path().as_bytes();
        let slashes = memchr::memchr_iter(b'/', path);
        let starts =
            slashes.filter_map(|slash| Some(bit(*path.get(slash + 1)?, *path.get(slash + 2)?)));
        let starts = starts.fold(0, |set, bit| set | bit);
        Some(Address { url, host, starts })
    }

    /// Returns whether the path of the URL may contain the string `part`, judging by the first three bytes
    /// of `part`.
    fn may_contain(&self, part: &str) -> bool {
        match part.as_bytes() {
            [b'/', first, second, ..] => self.starts & bit(*first, *second) != 0,
            _ => true,
        }
    }
}

fn bit(first: u8, second: u8) -> u128 {
    1 << (first.wrapping_mul(5).wrapping_add(second) & 127)
}

fn host_bit(host: &str) -> u128 {
    let first = host.bytes().next().unwrap_or_default();
    bit(host.len() as u8, first.to_ascii_lowercase())
}

/// The maximum number of times that a URL is percent-decoded.
const MAX_ENCODED: usize = 3;

fn is_web(url: &UrlParts<'_>) -> bool {
    url.has_scheme("http") || url.has_scheme("https")
}

/// Returns the image's URL in a parameter of the query, as in `?url=HOST/PATH`, or `None` if the
/// parameter is missing or contains no URL. Adds a missing scheme in the same way as [`web_url`].
fn in_query(url: &UrlParts<'_>, parameter: &str) -> Option<String> {
    let (_, value) = url.parameters().find(|(name, _)| *name == parameter)?;
    web_url(&decode(value))
}

/// Percent-decodes a value up to [`MAX_ENCODED`] times.
fn decode(value: &str) -> Cow<'_, str> {
    let mut value = url::percent_decode(value);
    for _ in 1..MAX_ENCODED {
        if !is_encoded(&value) {
            break;
        }
        value = Cow::Owned(url::percent_decode(&value).into_owned());
    }
    value
}

/// Returns whether the start of a URL is still percent-encoded: it contains an encoded `:`, `/` or `%`.
fn is_encoded(url: &str) -> bool {
    let start = url.split(['/', '?', '#']).next().unwrap_or_default();
    let mut escapes = start.split('%').skip(1);
    escapes.any(|escape| {
        let code = escape.get(..2).unwrap_or_default();
        ["3a", "2f", "25"]
            .iter()
            .any(|it| it.eq_ignore_ascii_case(code))
    })
}

/// Returns the URL that a proxy fetches for `value`. A URL with the scheme `http` or `https` keeps
/// its scheme. `ssl:HOST/PATH` and `//HOST/PATH` get the scheme `https`, and `HOST/PATH` gets the
/// scheme `http`. Returns `None` for any other value.
fn web_url(value: &str) -> Option<String> {
    let value = url::clean(value);
    if let Some((prefix, rest)) = value.split_at_checked("ssl:".len()) {
        if prefix.eq_ignore_ascii_case("ssl:") {
            return with_scheme("https://", rest);
        }
    }
    let parts = UrlParts::of(&value);
    if is_web(&parts) {
        parts.host()?;
        let scheme = parts.scheme().unwrap_or_default();
        let rest = value.get(scheme.len() + 1..)?;
        let rest = rest.trim_start_matches(['/', '\\']);
        return Some([scheme, "://", rest].concat());
    }
    match value.starts_with("//") {
        true => with_scheme("https://", &value),
        false => with_scheme("http://", &value),
    }
}

/// Returns the image's URL from `path`, which is the end of the proxy's URL in the form
/// `HOST/PATH`. If the query of the proxy's URL contains `ssl=1`, the scheme of the image's URL is
/// `https`, otherwise `http`. The other parameters are options of the proxy.
fn in_path(url: &UrlParts<'_>, path: &str) -> Option<String> {
    // Some programs escape `&` twice, which moves `ssl` into the fragment: `?w=1#038;ssl=1`.
    let parts = [url.query(), url.fragment()].into_iter().flatten();
    let mut parameters = parts.flat_map(|part| part.split(['&', ';']));
    let is_ssl = parameters.any(|parameter| parameter == "ssl=1");
    with_scheme(if is_ssl { "https://" } else { "http://" }, path)
}

/// Returns the image's URL from a path in the form `OPTIONS/URL` or `OPTIONS/HOST/PATH`. If the
/// image's URL is not percent-encoded, the query of the proxy's URL is appended to it.
fn in_rest(url: &UrlParts<'_>, path: &str) -> Option<String> {
    let mut at = 0;
    let mut host = None;
    for segment in path.split('/') {
        let rest = path.get(at..)?;
        if starts_as_url(segment) {
            return match is_encoded(segment) {
                true => web_url(&decode(rest)),
                false => web_url(&with_query(rest, url)),
            };
        }
        let goes_on = rest.len() > segment.len() + 1;
        if host.is_none() && goes_on && is_host_like(segment) {
            host = Some(rest);
        }
        at += segment.len() + 1;
    }
    with_scheme("http://", &with_query(host?, url))
}

/// Returns whether a segment of a path starts with `http:` or `https:`. The colon may be
/// percent-encoded.
fn starts_as_url(segment: &str) -> bool {
    let Some((scheme, rest)) = segment.split_once([':', '%']) else {
        return false;
    };
    let is_scheme = ["http", "https"]
        .iter()
        .any(|web| web.eq_ignore_ascii_case(scheme));
    let is_colon = segment.as_bytes().get(scheme.len()) == Some(&b':');
    is_scheme && (is_colon || is_encoded(&["%", rest].concat()))
}

/// Returns whether a segment of a path looks like a host, such as `img.example.org`. Returns
/// `false` for the name of an image file, such as `a.jpg`.
fn is_host_like(segment: &str) -> bool {
    let Some((name, last)) = segment.rsplit_once('.') else {
        return false;
    };
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    !name.is_empty()
        && last.len() >= 2
        && last.bytes().all(|byte| byte.is_ascii_alphabetic())
        && segment.chars().all(is_part)
        && !url::is_image_extension(last)
}

fn with_query<'p>(path: &'p str, url: &UrlParts<'_>) -> Cow<'p, str> {
    match url.query() {
        Some(query) => Cow::Owned([path, "?", query].concat()),
        None => Cow::Borrowed(path),
    }
}

/// Returns the URL of `path` on the host of `url`.
fn on_own_host(url: &UrlParts<'_>, path: &str) -> String {
    let (before, port) = match url.port() {
        Some(port) => (":", port),
        None => ("", ""),
    };
    let scheme = url.scheme().unwrap_or("https");
    let host = url.host().unwrap_or_default();
    [scheme, "://", host, before, port, path].concat()
}

/// Returns the URL with the scheme `scheme` and the rest `rest`, which has the form `HOST/PATH`.
/// Returns `None` if `rest` has no host or already has a scheme.
fn with_scheme(scheme: &str, rest: &str) -> Option<String> {
    let rest = rest.trim_start_matches('/');
    let after_colon = UrlParts::of(rest)
        .scheme()
        .and_then(|own| rest.get(own.len() + 1..));
    // `example.org:80/a` has a port, not the scheme `example.org`.
    let is_port = |after: &str| {
        let end = after.trim_start_matches(|c: char| c.is_ascii_digit());
        end.len() < after.len() && (end.is_empty() || end.starts_with(['/', '?', '#']))
    };
    let original = [scheme, rest].concat();
    let has_host = UrlParts::of(&original).host().is_some();
    (has_host && after_colon.is_none_or(is_port)).then_some(original)
}
