//! The built-in image proxies and widgets.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::proxy::{Address, Filter, Form, ImageProxy};
use crate::url::{self, UrlParts};

/// The built-in image proxies. Each row has:
///
/// - the host of the proxy
/// - a string that the path of the proxy's URLs contains
/// - the place of the image's URL in the proxy's URL
///
/// The rows are tried in order until a row finds the image's URL. A number in a comment is the
/// number of images in 3,600 real files that use the proxy.
static KNOWN: &[ImageProxy] = &[
    // weserv: 1,180.
    ImageProxy::known("images.weserv.nl", "", query("url")),
    ImageProxy::known("wsrv.nl", "", query("url")),
    // Photon, of WordPress: 830.
    ImageProxy::known("i0.wp.com", "/", Form::Path),
    ImageProxy::known("i1.wp.com", "/", Form::Path),
    ImageProxy::known("i2.wp.com", "/", Form::Path),
    ImageProxy::known("i3.wp.com", "/", Form::Path),
    // The predecessor of Photon, which is still in old posts.
    ImageProxy::known("s0.wp.com", "/imgpress", query("url")),
    ImageProxy::known("s1.wp.com", "/imgpress", query("url")),
    ImageProxy::known("s2.wp.com", "/imgpress", query("url")),
    // thumbor, without a signature: 170, all of FT.
    ImageProxy::known("*", "/unsafe/", Form::Rest),
    // Cloudinary's "fetch", and Substack's proxy, which has the same form: 70, all through Photon.
    ImageProxy::known("*", "/image/fetch/", Form::Rest),
    // Next.js and similar software: on any host, also for images of the same host.
    ImageProxy::known("*", "/_next/image", own_query("url")),
    ImageProxy::known("*", "/_vercel/image", own_query("url")),
    ImageProxy::known("*", "/.netlify/images", own_query("url")),
    // Astro and Nuxt.
    ImageProxy::known("*", "/_image", own_query("href")),
    ImageProxy::known("*", "/_ipx/", Form::OwnRest),
    // Cloudflare: on any host, also for images of the same host.
    ImageProxy::known("*", "/cdn-cgi/image/", Form::OwnRest),
    // ShortPixel, and the gallery Modula, which uses it: 4.
    ImageProxy::known("cdn.wp-modula.com", "/", Form::Rest),
    ImageProxy::known("cdn.shortpixel.ai", "/", Form::Rest),
    ImageProxy::known("*.i.optimole.com", "/", Form::Rest),
    // Search engines and readers.
    ImageProxy::known("external-content.duckduckgo.com", "/iu", query("u")),
    ImageProxy::known("proxy.duckduckgo.com", "/iu", query("u")),
    ImageProxy::known(
        "*-opensocial.googleusercontent.com",
        "/gadgets/proxy",
        query("url"),
    ),
    ImageProxy::known("search.pstatic.net", "/", query("src")),
    ImageProxy::known("image.baidu.com", "/search/down", query("url")),
    ImageProxy::known("imageproxy.pimg.tw", "/", query("url")),
    // Statically: the first segment of the path depends on the kind of file.
    ImageProxy::known("cdn.statically.io", "/img/", Form::Host),
    // AMP's cache.
    ImageProxy::known("*.cdn.ampproject.org", "/i/s/", Form::Host),
    // A proxy for images on hosts that refuse requests from other sites.
    ImageProxy::known("pic1.xuehuaimg.com", "/proxy/", Form::Rest),
];

/// The built-in widgets. A widget is a page that other pages embed. Its URL contains the URL of the
/// resource that the widget shows.
static WIDGETS: &[ImageProxy] = &[
    // Embedly: the URL of the page. If it is missing, the URL of the player. 21.
    ImageProxy::known("cdn.embedly.com", "/widgets/", query("url")),
    ImageProxy::known("cdn.embedly.com", "/widgets/", query("src")),
    ImageProxy::known("cdn.iframe.ly", "/", query("url")),
    ImageProxy::known("www.facebook.com", "/plugins/", query("href")),
    ImageProxy::known("docs.google.com", "/viewer", query("url")),
    ImageProxy::known("docs.google.com", "/gview", query("url")),
    ImageProxy::known("view.officeapps.live.com", "/op/", query("src")),
];

const fn query(parameter: &'static str) -> Form {
    Form::Query(Cow::Borrowed(parameter))
}

const fn own_query(parameter: &'static str) -> Form {
    Form::OwnQuery(Cow::Borrowed(parameter))
}

/// The maximum number of nested proxies. Proxies are nested if the URL of one proxy contains the
/// URL of the next proxy.
const MAX_PROXIES: usize = 4;

/// Returns the URL of the original image if `src` is the URL of a built-in image proxy, otherwise `None`.
///
/// URLs of proxies may be nested, up to four levels. [`Image::original_src`](crate::Image::original_src) also
/// uses the proxies that were added to [`ContentOptions`](crate::ContentOptions).
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

/// Returns the URL of the original image if `src` is the URL of one of the `added` or built-in image proxies,
/// otherwise `None`.
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

/// If `src` is the URL of a widget, returns the URL of the resource that the widget shows.
/// Otherwise returns `None`.
pub(in crate::content) fn unwrap_widget(src: &str) -> Option<String> {
    static FILTER: LazyLock<Filter> = LazyLock::new(|| Filter::new(WIDGETS));
    first(src, &[], WIDGETS, &FILTER)
}

fn unwrap_once(src: &str, added: &[ImageProxy]) -> Option<String> {
    static FILTER: LazyLock<Filter> = LazyLock::new(|| Filter::new(KNOWN));
    first(src, added, KNOWN, &FILTER)
}

/// Returns the URL that the first matching row of `added` and `known` finds in `src`, or `None` if no
/// row matches. `filter` must be that of `known`.
fn first(src: &str, added: &[ImageProxy], known: &[ImageProxy], filter: &Filter) -> Option<String> {
    let src = url::clean(src);
    let address = Address::of(UrlParts::of(&src))?;
    let known = if filter.may_have(&address) {
        known
    } else {
        &[]
    };
    { added.iter().chain(known) }.find_map(|proxy| proxy.original(&address))
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
            ("//a.example/1.jpg", "https://a.example/1.jpg"),
            ("SSL:a.example/1.jpg", "https://a.example/1.jpg"),
            ("https:/a.example/1.jpg", "https://a.example/1.jpg"),
            ("http:%2Fa.example/1.jpg", "http://a.example/1.jpg"),
            (
                "https%253A%252F%252Fa.example%252F1.jpg",
                "https://a.example/1.jpg",
            ),
            ("a.example%252F1.jpg", "http://a.example/1.jpg"),
            ("ssl%253Aa.example%252F1.jpg", "https://a.example/1.jpg"),
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
    fn urls_with_another_scheme_are_not_images() {
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
