use std::hash::Hasher;

use siphasher::sip128::{Hasher128, SipHasher13};

use crate::url::UrlParts;

/// Tracking parameters of URLs, grouped by the service that adds them. A `*` at the end matches any
/// suffix.
const TRACKING: &[&str] = &[
    // Google Analytics, and services that use the same names.
    "utm_*",
    "_ga",
    "_gl",
    // Google's, Microsoft's and Yandex's advertisements.
    "gclid",
    "gclsrc",
    "gbraid",
    "wbraid",
    "dclid",
    "msclkid",
    "yclid",
    // Facebook, Instagram, Twitter, TikTok.
    "fbclid",
    "igshid",
    "igsh",
    "twclid",
    "ttclid",
    // Mailchimp, HubSpot, Marketo.
    "mc_cid",
    "mc_eid",
    "_hsenc",
    "_hsmi",
    "mkt_tok",
    // AT Internet: BBC, Deutsche Welle, RFI and other public broadcasters.
    "at_medium",
    "at_campaign*",
    "at_link_*",
    "at_format",
    "at_ptr_name",
    "xtor",
    // The New York Times' feeds and posts.
    "smid",
    "smtyp",
    // The Guardian, ABC.
    "cmp",
];

/// Sites of videos and podcasts. Each entry is a host, and the name of the site to which the host
/// belongs. The text of an article with a link to such a site is the description of a video or
/// episode. Channels often repeat the same description. Of 1,838 real files with a link to YouTube,
/// 484 had the same description as another video.
const MEDIA_SITES: &[(&str, &str)] = &[
    ("youtube.com", "youtube.com"),
    ("youtu.be", "youtube.com"),
    // Similar sites, to which none of the real files have a link.
    ("bilibili.com", "bilibili.com"),
    ("odysee.com", "odysee.com"),
    ("podcasts.apple.com", "podcasts.apple.com"),
    ("rumble.com", "rumble.com"),
    ("soundcloud.com", "soundcloud.com"),
    ("vimeo.com", "vimeo.com"),
];

/// Returns the name of the video or podcast site to which a link leads. Returns `None` for a link
/// to any other site.
pub(super) fn media_site(link: &str) -> Option<&'static &'static str> {
    let host = UrlParts::of(link).host()?;
    let found = MEDIA_SITES.iter().find(|(media, _)| {
        let domain = host.len().checked_sub(media.len());
        let Some((sub, domain)) = domain.and_then(|at| host.split_at_checked(at)) else {
            return false;
        };
        domain.eq_ignore_ascii_case(media) && (sub.is_empty() || sub.ends_with('.'))
    });
    found.map(|(_, site)| site)
}

/// Returns the hash of a link's host, ignoring `www.` at its start. Returns `None` if the link has no host.
pub(super) fn host_hash(link: &str) -> Option<u128> {
    let mut hash = SipHasher13::new();
    write_host(&mut hash, UrlParts::of(link).host()?);
    Some(hash.finish128().as_u128())
}

fn write_host(hash: &mut SipHasher13, host: &str) {
    let host = host.to_ascii_lowercase();
    let host = host.strip_suffix('.').unwrap_or(&host);
    hash.write(host.strip_prefix("www.").unwrap_or(host).as_bytes());
}

/// Returns the hash of an article's link. Links that lead to the same page have the same hash.
/// Returns `None` if the link does not identify a page, because it is empty or relative, or leads
/// to the front page of a site.
pub(super) fn hash(link: &str) -> Option<u128> {
    let link = link.trim_ascii();
    let url = UrlParts::of(link);
    let mut hash = SipHasher13::new();
    if url.has_scheme("http") || url.has_scheme("https") {
        let host = url.host().filter(|host| !host.is_empty())?;
        write_page(&mut hash, &url, host)?;
    } else {
        url.scheme()?;
        hash.write(link.as_bytes());
    }
    Some(hash.finish128().as_u128())
}

/// Hashes the parts of a URL that identify the page: host, port, path, parameters and fragment. Returns
/// `None` if the URL leads to the front page of a site.
fn write_page(hash: &mut SipHasher13, url: &UrlParts<'_>, host: &str) -> Option<()> {
    write_host(hash, host);
    if let Some(port) = url
        .port()
        .filter(|port| !matches!(*port, "" | "80" | "443"))
    {
        hash.write(b":");
        hash.write(port.as_bytes());
    }
    let path = url.path().trim_end_matches('/');
    hash.write(path.as_bytes());
    let mut is_page = !path.is_empty();
    for (name, value) in url
        .parameters()
        .filter(|&parameter| !is_tracking(parameter))
    {
        for part in ["&", name, "=", value] {
            hash.write(part.as_bytes());
        }
        is_page = true;
    }
    if let Some(fragment) = url.fragment().filter(|fragment| !fragment.is_empty()) {
        hash.write(b"#");
        hash.write(fragment.as_bytes());
        is_page = true;
    }
    is_page.then_some(())
}

fn is_tracking((name, value): (&str, &str)) -> bool {
    // Feeds of Medium have links such as `?source=rss----0a1b2c3d4e5f---4`, in 32 real files. On other sites,
    // `source` may distinguish pages.
    if name == "source" && value.starts_with("rss-") {
        return true;
    }
    TRACKING.iter().any(|known| match known.strip_suffix('*') {
        Some(start) => {
            let own = name.get(..start.len());
            own.is_some_and(|own| own.eq_ignore_ascii_case(start))
        }
        None => name.eq_ignore_ascii_case(known),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_the_same_page() {
        let page = hash("https://example.org/a/1").unwrap();
        for link in [
            "http://example.org/a/1",
            "https://www.example.org/a/1/",
            "HTTPS://WWW.Example.org:443/a/1",
            "  https://example.org/a/1?utm_source=rss&utm_medium=feed\t",
            "https://example.org/a/1?fbclid=x#",
            "https://example.org/a/1/?source=rss----0a1b---4&CMP=share",
        ] {
            assert_eq!(hash(link), Some(page), "{link}");
        }
        for link in [
            "https://example.org/a/2",
            "https://example.org/a/1?page=2",
            "https://example.org/a/1#2",
            "https://example.org/A/1",
            "https://example.org:8080/a/1",
            "https://m.example.org/a/1",
            "https://example.org/a/1?source=video",
            "ftp://example.org/a/1",
        ] {
            assert_ne!(hash(link), Some(page), "{link}");
            assert_ne!(hash(link), None, "{link}");
        }
        assert_ne!(
            hash("https://example.org/watch?v=1&fbclid=2"),
            hash("https://example.org/watch?v=2&fbclid=2")
        );
    }

    #[test]
    fn links_that_identify_no_page() {
        for link in [
            "",
            " ",
            "/a/1",
            "a",
            "https://",
            "https://example.org",
            "https://www.example.org/?utm_source=rss",
        ] {
            assert_eq!(hash(link), None, "{link}");
        }
    }

    #[test]
    fn hosts_of_videos() {
        for link in [
            "https://www.youtube.com/watch?v=1",
            "https://M.YouTube.com/watch?v=1",
            "https://youtu.be/1",
        ] {
            assert_eq!(media_site(link), Some(&"youtube.com"), "{link}");
        }
        for link in [
            "https://notyoutube.com/1",
            "https://example.org/youtube.com",
            "",
            "/1",
        ] {
            assert_eq!(media_site(link), None, "{link}");
        }
    }
}
