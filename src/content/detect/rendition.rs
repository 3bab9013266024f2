//! Compares the URLs of renditions, which are versions of the same image in different sizes.

use std::ops::RangeInclusive;

use crate::url::{self, UrlParts};

/// Returns whether `small` is the URL of a smaller rendition of the image at `large`. Takes O(n) time in the
/// length of the URLs.
///
/// Both URLs must have the same host, and `small` must differ from `large` in one of these ways. In
/// each example, `small` comes first.
///
/// - `small` has the size that WordPress adds to the file name: `a-300x200.jpg`, `a.jpg`
/// - `small` has more folders before the same file name: `/processed/540w/a.jpg`, `/a.jpg`
/// - `small` has a query, and `large` has no query: `a.jpg?w=300`, `a.jpg`
/// - `small` has a smaller number at the same place: `/320/a.jpg`, `/640/a.jpg`
pub(super) fn is_smaller(small: &UrlParts<'_>, large: &UrlParts<'_>) -> bool {
    if !same_host(small, large) {
        return false;
    }
    let [small_path, large_path] = [small, large].map(|url| without_extension(url.path()));
    let (small_query, large_query) = (small.query(), large.query());
    if small_path == large_path {
        return match (small_query, large_query) {
            (Some(_), None) => true,
            (Some(small), Some(large)) => has_smaller_number(small, large),
            _ => false,
        };
    }
    without_size(small_path).is_some_and(|path| path == large_path)
        || has_more_folders(small_path, large_path)
        || small_query == large_query && has_smaller_number(small_path, large_path)
}

/// Returns a key that is the same for most renditions of an image. If the path of the URL ends in the name of
/// an image file, the key is the host and the path, without the extension and the size. Otherwise, the key is
/// the host, the path and the query.
pub(in crate::content) fn key(url: &str) -> String {
    let parts = UrlParts::of(url);
    let (path, extension) = split_extension(parts.path());
    let is_file = url::is_image_extension(extension);
    let path = match is_file {
        true => without_size(path).unwrap_or(path),
        false => parts.path(),
    };
    let host = parts.host().unwrap_or_default().to_ascii_lowercase();
    let query = parts.query().filter(|_| !is_file).unwrap_or_default();
    [&host, path, "?", query].concat()
}

/// Returns the name of the image file at the end of a URL's path, without the extension and the
/// size. Returns `None` if the path does not end with the name of an image file.
pub(in crate::content) fn file_name(url: &str) -> Option<&str> {
    let (path, extension) = split_extension(UrlParts::of(url).path());
    let name = path.rsplit('/').next()?;
    let is_file = url::is_image_extension(extension) && !name.is_empty();
    is_file.then(|| without_size(name).unwrap_or(name))
}

fn same_host(one: &UrlParts<'_>, other: &UrlParts<'_>) -> bool {
    match (one.host(), other.host()) {
        (Some(one), Some(other)) => one.eq_ignore_ascii_case(other),
        (one, other) => one == other,
    }
}

/// Splits a path before the extension of an image file: `/a.jpg` becomes `/a` and `jpg`. If the
/// path has no such extension, the second part is empty.
fn split_extension(path: &str) -> (&str, &str) {
    match path.rsplit_once('.') {
        Some((before, extension)) if url::is_image_extension(extension) => (before, extension),
        _ => (path, ""),
    }
}

/// Returns a path without its extension. If it has two extensions, as in `a.jpg.webp`, removes
/// both.
fn without_extension(path: &str) -> &str {
    let (path, extension) = split_extension(path);
    match extension.is_empty() {
        true => path,
        false => split_extension(path).0,
    }
}

/// Returns a path without the size at its end, such as `-300x200`, or `None` if the path does not
/// end with a size.
fn without_size(path: &str) -> Option<&str> {
    let (before, size) = path.rsplit_once('-')?;
    let (width, height) = size.split_once('x')?;
    let is_number = |side: &str| {
        (1..=5).contains(&side.len()) && side.bytes().all(|byte| byte.is_ascii_digit())
    };
    (is_number(width) && is_number(height)).then_some(before)
}

/// Returns whether `path` has all segments of `other` in the same order, and also has further segments before
/// its last segment.
fn has_more_folders(path: &str, other: &str) -> bool {
    let mut segments = path.split('/');
    let has_all = other
        .split('/')
        .all(|wanted| segments.any(|segment| segment == wanted));
    let last = |path: &str| path.rsplit('/').next().map(str::len);
    has_all && path.len() > other.len() && last(path) == last(other) && segments.next().is_none()
}

/// The numbers that may be sizes in pixels. If two URLs differ in other numbers, such as `0009`,
/// the URLs belong to different images.
const SIZES: RangeInclusive<u32> = 16..=9999;

/// Returns whether two texts differ only in numbers that may be sizes, and the first number that differs is
/// smaller in `small`.
fn has_smaller_number(small: &str, large: &str) -> bool {
    let (mut small, mut large) = (Parts(small), Parts(large));
    let mut is_smaller = None;
    loop {
        match (small.next(), large.next()) {
            (None, None) => return is_smaller == Some(true),
            (Some(small), Some(large)) if small == large => {}
            (Some(small), Some(large)) => {
                let (Some(small), Some(large)) = (size(small), size(large)) else {
                    return false;
                };
                is_smaller.get_or_insert(small < large);
            }
            _ => return false,
        }
    }
}

fn size(number: &str) -> Option<u32> {
    let size = { number.parse().ok() }.filter(|size| SIZES.contains(size));
    size.filter(|_| !number.starts_with('0'))
}

/// An iterator that splits a text into numbers and the parts between the numbers.
struct Parts<'t>(&'t str);

impl<'t> Iterator for Parts<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let is_number = self.0.bytes().next()?.is_ascii_digit();
        let ends = |c: char| c.is_ascii_digit() != is_number;
        let end = self.0.find(ends).unwrap_or(self.0.len());
        let (part, rest) = self.0.split_at_checked(end)?;
        self.0 = rest;
        Some(part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_smaller(small: &str, large: &str) -> bool {
        super::is_smaller(&UrlParts::of(small), &UrlParts::of(large))
    }

    #[test]
    fn smaller_renditions() {
        for (small, large) in [
            ("https://e.org/a-300x200.jpg", "https://e.org/a.jpg"),
            ("/a-300x200.jpg", "/a.png"),
            (
                "https://e.org/processed/540w/b/a.webp",
                "https://e.org/b/a.jpeg",
            ),
            ("https://e.org/a.jpg?w=300", "https://e.org/a.jpg"),
            (
                "https://e.org/a.jpg?w=300&q=9",
                "https://e.org/a.jpg?w=600&q=9",
            ),
            (
                "https://e.org/320/a_976.jpg.webp",
                "https://e.org/640/a_976.jpg",
            ),
            (
                "https://e.org/w:310/p:16x9/a.jpg",
                "https://e.org/w:1024/p:16x9/a.jpg",
            ),
        ] {
            assert!(is_smaller(small, large), "{small} {large}");
            assert!(!is_smaller(large, small), "{large} {small}");
        }
        for (one, other) in [
            ("https://e.org/a.jpg", "https://e.org/a.jpg"),
            ("https://e.org/a.jpg", "https://f.org/a.jpg"),
            ("https://e.org/a.jpg", "https://e.org/b.jpg"),
            ("https://e.org/a-x.jpg", "https://e.org/a.jpg"),
            (
                "https://e.org/7/000096347_link.jpg",
                "https://e.org/9/000097319_link.jpg",
            ),
            ("https://e.org/a1.jpg", "https://e.org/a2.jpg"),
        ] {
            assert!(!is_smaller(one, other), "{one} {other}");
            assert!(!is_smaller(other, one), "{other} {one}");
        }
    }

    #[test]
    fn renditions_share_a_key() {
        for (one, other) in [
            ("https://e.org/a-300x200.jpg?x=1", "http://E.org/a.png"),
            ("https://e.org/r?i=1&w=2", "//e.org/r?i=1&w=2"),
        ] {
            assert_eq!(key(one), key(other));
        }
        assert_ne!(key("https://e.org/r?i=1"), key("https://e.org/r?i=2"));
        assert_eq!(
            file_name("https://e.org/max/60/1*abc.jpeg?q=20"),
            Some("1*abc")
        );
        assert_eq!(file_name("https://e.org/a/b"), None);
    }
}
