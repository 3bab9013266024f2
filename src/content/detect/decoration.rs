//! Recognizes images that are not pictures of an article: tracking pixels, emoji, placeholders and
//! icons. Most of these images are recognized with tables of URLs, file names and classes.

use super::super::kind::Dimension;
use crate::url::{self, UrlParts};

/// The URLs of tracking pixels. Each row has a host and the start of the path. Subdomains of the
/// host match, too. A number in a comment is the number of such images in 3,600 real files.
static TRACKERS: &[(&str, &str)] = &[
    // Medium: 29.
    ("medium.com", "/_/stat"),
    // Amazon's links: 6.
    ("amazon-adsystem.com", "/e/ir"),
    ("assoc-amazon.com", "/e/ir"),
    // The following rows are from the documentation of the services.
    ("pixel.wp.com", "/"),
    ("stats.wordpress.com", "/b.gif"),
    ("feeds.wordpress.com", "/1.0/"),
    ("feeds.feedburner.com", "/~r/"),
    ("feedads.g.doubleclick.net", "/"),
    ("doubleclick.net", "/pagead/"),
    ("google-analytics.com", "/"),
    ("facebook.com", "/tr"),
    ("scorecardresearch.com", "/"),
    ("quantserve.com", "/pixel"),
    ("imrworldwide.com", "/"),
    ("chartbeat.net", "/"),
    ("statcounter.com", "/"),
    ("analytics.twitter.com", "/i/adsct"),
    ("t.co", "/i/adsct"),
    ("px.ads.linkedin.com", "/"),
    ("ct.pinterest.com", "/"),
    ("bat.bing.com", "/action"),
    ("mc.yandex.ru", "/watch"),
    ("counter.yadro.ru", "/"),
    ("hm.baidu.com", "/hm.gif"),
    ("pixel.propublica.org", "/"),
    ("counter.theconversation.com", "/"),
    ("blogger.googleusercontent.com", "/tracker/"),
];

/// The classes of images that are emoji.
static EMOJI_CLASSES: &[&str] = &[
    // WordPress: 57.
    "wp-smiley",
    // Weibo: 15.
    "W_img_face",
    "emoji",
    "emojione",
    "twemoji",
    "smiley",
];

/// The URLs of emoji. Each row has a host and the start of the path.
static EMOJI: &[(&str, &str)] = &[
    ("s.w.org", "/images/core/emoji/"),
    ("sinajs.cn", "/t4/appstyle/expression/"),
    ("face.t.sinajs.cn", "/"),
    ("twemoji.maxcdn.com", "/"),
    ("twimg.com", "/emoji/"),
    ("fbcdn.net", "/images/emoji.php/"),
    ("res.wx.qq.com", "/mpres/htmledition/images/icon/emotion/"),
];

/// The maximum length of an emoji's `alt`, in bytes.
const MAX_EMOJI: usize = 40;

/// The file names of placeholders, without the extension and without numbers at the end. A page
/// shows a placeholder until a script has loaded the real image.
static PLACEHOLDERS: &[&str] = &[
    "blank",
    "clear",
    "dot",
    "empty",
    "gray",
    "grey",
    "lazy",
    "loader",
    "loading",
    "none",
    "pixel",
    "space",
    "spacer",
    "trans",
    "transparent",
    "white",
];

/// Strings that the file names of placeholders may contain.
static PLACEHOLDER_PARTS: &[&str] = &[
    "placeholder",
    "lazyload",
    "lazy-load",
    "lazy_load",
    "ajax-loader",
    "spinner",
    "1x1",
];

/// The file names of icons, without the extension and without numbers at the end.
static ICONS: &[&str] = &[
    "arrow",
    "avatar",
    "button",
    "divider",
    "favicon",
    "icon",
    "line",
    "logo",
    "qrcode",
    "separator",
    "share",
];

/// Strings that the file names of icons may contain.
static ICON_PARTS: &[&str] = &[
    // RFA: 202.
    "icon-zoom",
    // BBC: 13.
    "grey_line",
    "transparent_line",
    "og-image",
    "og_image",
    "share-card",
    "share_card",
    "sharecard",
    "social-card",
    "social_card",
];

/// The classes of images that are icons.
static ICON_CLASSES: &[&str] = &["avatar", "icon", "logo", "share-icon", "site-logo"];

/// The URLs of icons. Each row has a host and the start of the path.
static ICON_HOSTS: &[(&str, &str)] = &[
    ("gravatar.com", "/avatar/"),
    ("feeds.feedburner.com", "/~ff/"),
    ("static.addtoany.com", "/"),
];

/// The maximum length, in bytes, of a `data:` URL that is a placeholder. A longer URL may contain a real
/// picture.
pub(in crate::content) const MAX_BLANK: usize = 512;

/// The maximum width and height of an icon, in pixels.
const MAX_ICON: u32 = 32;
/// The maximum length, in pixels, of the shorter side of an image that is only a line.
const MAX_LINE: u32 = 3;

/// Returns whether an attribute value may be the URL of an image file. Such a URL is not empty and
/// not only a fragment (`#…`). Its scheme is not `about`, `blob`, `data` or `javascript`.
pub(in crate::content) fn is_address(url: &str) -> bool {
    let url = url::clean(url);
    let scheme = url::scheme(&url).unwrap_or_default();
    let mut none = ["about", "blob", "data", "javascript"].iter();
    !url.is_empty() && !url.starts_with('#') && !none.any(|none| none.eq_ignore_ascii_case(scheme))
}

/// Returns whether `src` is the URL of a tracking pixel.
pub(super) fn is_tracker(src: &UrlParts<'_>) -> bool {
    is_at(src, TRACKERS)
}

/// Returns whether the width and the height of an image are both at most one pixel.
pub(super) fn is_pixel(size: [Option<Dimension>; 2]) -> bool {
    let is_one = |side| matches!(side, Some(Dimension::Pixels(0 | 1)));
    size.into_iter().all(is_one)
}

/// Returns whether an image is an emoji: it has the URL or the class of an emoji, and a short
/// `alt`. In the content, the text of `alt` replaces such an image.
pub(super) fn is_emoji(src: &UrlParts<'_>, class: &str, alt: &str) -> bool {
    !alt.trim().is_empty()
        && alt.len() <= MAX_EMOJI
        && (has_class(class, EMOJI_CLASSES) || is_at(src, EMOJI))
}

/// Returns whether `src` is the URL of a placeholder, which a page shows until the real image is
/// loaded. Such a URL has the file name of a placeholder, or is not the URL of an image file
/// ([`is_address`]).
pub(in crate::content) fn is_placeholder(src: &str) -> bool {
    !is_address(src) || has_name_of_placeholder(&UrlParts::of(src))
}

/// Returns whether a URL has the file name of a placeholder, such as `blank.gif`.
pub(super) fn has_name_of_placeholder(src: &UrlParts<'_>) -> bool {
    is_named(src, PLACEHOLDERS, PLACEHOLDER_PARTS)
}

/// Returns whether an image is an icon, a line or an emoji, judging by its URL, class or size.
pub(in crate::content) fn is_icon(src: &str, class: &str, size: [Option<Dimension>; 2]) -> bool {
    let pixels = size.map(|side| match side {
        Some(Dimension::Pixels(pixels)) => Some(pixels),
        _ => None,
    });
    let is_small = match (size, pixels) {
        (_, [Some(width), Some(height)]) => {
            width.max(height) <= MAX_ICON || width.min(height) <= MAX_LINE
        }
        ([_, None], [Some(side), None]) | ([None, _], [None, Some(side)]) => side <= MAX_ICON,
        _ => false,
    };
    let src = UrlParts::of(src);
    is_small
        || has_class(class, ICON_CLASSES)
        || has_class(class, EMOJI_CLASSES)
        || is_named(&src, ICONS, ICON_PARTS)
        || is_at(&src, ICON_HOSTS)
        || is_at(&src, EMOJI)
}

fn has_class(class: &str, wanted: &[&str]) -> bool {
    let mut classes = class.split_ascii_whitespace();
    classes.any(|class| wanted.contains(&class))
}

/// Returns whether a URL matches a row of `places`. The host of the URL must be the host in the row
/// or one of its subdomains. The path of the URL must start with the string in the row.
fn is_at(url: &UrlParts<'_>, places: &[(&str, &str)]) -> bool {
    url.host().is_some_and(|host| {
        let mut places = places.iter();
        places
            .any(|(domain, path)| starts_path(url.path(), path) && url::is_in_domain(host, domain))
    })
}

/// Returns whether the path `own` starts with the string `start`.
#[inline]
fn starts_path(own: &str, start: &str) -> bool {
    let (own, start) = (own.as_bytes(), start.as_bytes());
    // Most paths differ in the first or the second byte.
    match start.get(1) {
        None => own.first() == start.first(),
        second => own.get(1) == second && own.starts_with(start),
    }
}

/// Returns whether the file name in a URL is one of `names` (ignoring the extension and numbers at the end),
/// or contains one of the strings in `in_name`.
fn is_named(url: &UrlParts<'_>, names: &[&str], in_name: &[&str]) -> bool {
    const MAX_NAME: usize = 60;
    let file = url.path().rsplit(['/', '\\']).next().unwrap_or_default();
    let (name, extension) = file.rsplit_once('.').unwrap_or((file, ""));
    let is_file = extension.is_empty() || url::is_image_extension(extension);
    if !is_file || name.is_empty() || name.len() > MAX_NAME {
        return false;
    }
    let ends = |c: char| c.is_ascii_digit() || matches!(c, '-' | '_' | 'x' | 'X' | '@' | '.');
    let bare = name.trim_end_matches(ends);
    let is_it = |wanted: &&str| wanted.eq_ignore_ascii_case(bare);
    names.iter().any(is_it) || contains_one(name, in_name)
}

/// Returns whether a name contains one of the strings in `wanted`, which are in lower case. Ignores case.
fn contains_one(name: &str, wanted: &[&str]) -> bool {
    // A letter in upper case has the same bit as the letter in lower case.
    let bit = |byte: u8| 1_u64 << ((byte | 0x20) & 63);
    let first = wanted.iter().filter_map(|wanted| wanted.bytes().next());
    let starts = first.fold(0, |set, byte| set | bit(byte));
    let is_one = |at: usize, wanted: &str| {
        let own = name.as_bytes().get(at..at + wanted.len());
        own.is_some_and(|own| own.eq_ignore_ascii_case(wanted.as_bytes()))
    };
    { name.bytes().enumerate() }
        .filter(|(_, byte)| starts & bit(*byte) != 0)
        .any(|(at, _)| wanted.iter().any(|wanted| is_one(at, wanted)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_known_by_their_names() {
        for src in [
            "",
            " ",
            "#",
            "about:blank",
            "DATA:image/gif;base64,AA",
            "../icons/grey.gif",
            "https://e.org/img/Blank.png?1",
            "/loading-32x32.gif",
            "/1x1.png",
            "/img_placeholder_v2.svg",
        ] {
            assert!(is_placeholder(src), "{src}");
        }
        for src in [
            "a.jpg",
            "https://e.org/",
            "/greyhound.jpg",
            "/white-house.jpg",
            "/photo.php?blank",
            "/blank/a.jpg",
        ] {
            assert!(!is_placeholder(src), "{src}");
        }
    }

    #[test]
    fn icons_are_known_by_size_name_or_host() {
        let size =
            |width, height| [width, height].map(|side: Option<u32>| side.map(Dimension::Pixels));
        assert!(is_icon("a.png", "", size(Some(18), Some(18))));
        assert!(is_icon("a.png", "", size(Some(624), Some(1))));
        assert!(is_icon("a.png", "", size(Some(20), None)));
        assert!(!is_icon("a.png", "", size(Some(300), Some(200))));
        assert!(!is_icon(
            "a.png",
            "",
            [Some(Dimension::Pixels(20)), Some(Dimension::Percent(9))]
        ));
        assert!(is_icon("/graphics/icon-zoom.png", "", [None; 2]));
        assert!(is_icon("a.png", "avatar avatar-45", [None; 2]));
        assert!(is_icon("http://0.gravatar.com/avatar/1", "", [None; 2]));
        assert!(!is_icon("/silicon-valley.png", "iconic", [None; 2]));
    }

    #[test]
    fn hosts_have_subdomains() {
        assert!(is_tracker(&UrlParts::of(
            "//ir-na.amazon-adsystem.com/e/ir?t=x"
        )));
        assert!(is_tracker(&UrlParts::of(
            "https://medium.com/_/stat?event=x"
        )));
        assert!(!is_tracker(&UrlParts::of("https://notmedium.com/_/stat")));
        assert!(!is_tracker(&UrlParts::of("https://medium.com/a/stat")));
        assert!(!is_tracker(&UrlParts::of("/_/stat")));
    }
}
