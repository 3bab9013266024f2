//! Image proxies: servers that fetch an image from the URL that they are given.

use std::borrow::Cow;

use crate::url::{self, UrlParts};

/// An image proxy: its host, and where its URLs have the URL of the image.
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
    /// Returns a proxy whose URLs have the image's URL in a parameter of the query. Without a scheme, the
    /// image's URL is `http`; the prefix `ssl:` means `https`.
    pub fn query(
        host: impl Into<Cow<'static, str>>,
        parameter: impl Into<Cow<'static, str>>,
    ) -> Self {
        let (host, form) = (host.into(), Form::Query(parameter.into()));
        ImageProxy { host, form }
    }

    /// Returns a proxy whose URLs have the image's host and path as their path. With `ssl=1` in the query,
    /// the image's scheme is `https`, otherwise `http`.
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
        let (host, form) = (host.into(), Form::Path);
        ImageProxy { host, form }
    }

    const fn known(host: &'static str, form: Form) -> Self {
        let host = Cow::Borrowed(host);
        ImageProxy { host, form }
    }

    fn original(&self, url: UrlParts<'_>) -> Option<String> {
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

/// The maximum nesting of proxies.
const MAX_PROXIES: usize = 4;

/// Returns the URL of the image itself if `src` is that of a built-in image proxy, otherwise `None`.
///
/// Proxies may be nested, up to four levels. [`Image::original_src`](crate::Image::original_src) also knows
/// the proxies of [`ContentOptions`](crate::ContentOptions).
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

/// Returns the URL of the image itself, with proxies besides the built-in ones.
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
    let src = url::clean(src);
    let url = UrlParts::of(&src);
    let host = url
        .host()
        .filter(|_| url.scheme().is_none() || is_web(&url))?;
    let is_it = |proxy: &&ImageProxy| proxy.host.eq_ignore_ascii_case(host);
    added.iter().chain(&KNOWN).find(is_it)?.original(url)
}

fn is_web(url: &UrlParts<'_>) -> bool {
    url.has_scheme("http") || url.has_scheme("https")
}

/// `?url=HOST/PATH`: without a scheme, `http`; after `ssl:`, `https`.
fn in_query(url: UrlParts<'_>, parameter: &str) -> Option<String> {
    let (_, value) = url.parameters().find(|(name, _)| *name == parameter)?;
    let value = url::percent_decode(value);
    let original = url::clean(&value);
    if let Some(rest) = original.strip_prefix("ssl:") {
        return with_scheme("https://", rest);
    }
    let parts = UrlParts::of(&original);
    if is_web(&parts) {
        let has_host = parts.host().is_some();
        return has_host.then(|| original.into_owned());
    }
    with_scheme("http://", &original)
}

/// `HOST/PATH?ssl=1`: with `ssl`, `https`. The other parameters are the proxy's.
fn in_path(url: UrlParts<'_>) -> Option<String> {
    // Some writers escape `&` twice, which hides `ssl` in a fragment: `?w=1#038;ssl=1`.
    let parts = [url.query(), url.fragment()].into_iter().flatten();
    let mut parameters = parts.flat_map(|part| part.split(['&', ';']));
    let is_ssl = parameters.any(|parameter| parameter == "ssl=1");
    with_scheme(if is_ssl { "https://" } else { "http://" }, url.path())
}

/// Returns `HOST/PATH` with a scheme, or `None` if it has no host or already has another scheme.
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

#[cfg(test)]
mod tests {
    use super::original_src;

    fn weserv(value: &str) -> Option<String> {
        original_src(&format!("https://images.weserv.nl/?w=9&url={value}&h=9#f"))
    }

    #[test]
    fn the_scheme_is_that_of_the_value_or_http() {
        for (value, expected) in [
            ("a.example/1.jpg", "http://a.example/1.jpg"),
            ("//a.example/1.jpg", "http://a.example/1.jpg"),
            ("a.example:8080/1.jpg", "http://a.example:8080/1.jpg"),
            ("a.example:8080", "http://a.example:8080"),
            ("ssl:a.example/1.jpg", "https://a.example/1.jpg"),
            ("ssl:a.example:443/1.jpg", "https://a.example:443/1.jpg"),
            ("HTTPS%3A%2F%2Fa.example%2F1.jpg", "HTTPS://a.example/1.jpg"),
            ("%20http://a.example/%20", "http://a.example/"),
        ] {
            assert_eq!(weserv(value).as_deref(), Some(expected), "{value}");
        }
    }

    #[test]
    fn another_scheme_is_no_image() {
        for value in [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "java%0Ascript:alert(1)",
            "data:image/png;base64,AAAA",
            "ftp://a.example/1.jpg",
            "file:///1.jpg",
            "ssl:javascript:alert(1)",
            "ssl:http://a.example/1.jpg",
            "%6aavascript:alert(1)",
            "http:",
            "https://",
            "?a",
            ":80",
            "",
        ] {
            assert_eq!(weserv(value), None, "{value}");
        }
        assert_eq!(original_src("https://i0.wp.com/javascript:alert(1)"), None);
        assert_eq!(original_src("https://i0.wp.com/"), None);
    }

    #[test]
    fn the_host_is_read_as_browsers_do() {
        let expected = Some("http://a.example/1.jpg".to_owned());
        for src in [
            "//wsrv.nl/?url=a.example/1.jpg",
            "HTTPS:\\\\WSRV.nl\\?url=a.example/1.jpg",
            "https://wsrv.nl:443/?url=a.example/1.jpg",
            " https://wsrv\n.nl/?url=a.ex\tample/1.jpg",
            "https:wsrv.nl?url=a.example/1.jpg",
            "https://i0.wp.com/a.example/1.jpg?w=3",
        ] {
            assert_eq!(original_src(src), expected, "{src:?}");
        }
        for src in [
            "wsrv.nl/?url=a.example",
            "ftp://wsrv.nl/?url=a.example",
            "https://a.example/?url=b.example",
        ] {
            assert_eq!(original_src(src), None, "{src:?}");
        }
    }
}
