//! Splits a file for parsers that know only HTML: the minimum of work for correct results on
//! well-formed files.

use memchr::memmem;

/// Title, link, stamp (empty if there is none) and body of a file.
pub struct Parts<'a> {
    pub title: &'a str,
    pub link: &'a str,
    pub stamp: &'a str,
    pub body: &'a str,
}

/// Splits a file of shape A to D. In shape C, title and link are from the front matter.
pub fn split(file: &str) -> Parts<'_> {
    let mut parts = Parts {
        title: "",
        link: "",
        stamp: "",
        body: file,
    };
    if let Some(rest) = file.strip_prefix("---\n") {
        let end = memmem::find(rest.as_bytes(), b"\n---\n").unwrap_or(0);
        for line in rest[..end].split('\n') {
            if let Some(title) = line.strip_prefix("title: ") {
                parts.title = title.trim_matches('"');
            } else if let Some(link) = line.strip_prefix("from: ") {
                parts.link = link;
            }
        }
        parts.body = &rest[end + "\n---\n".len()..];
    }
    if let Some(rest) = parts.body.strip_prefix("<!--") {
        let (stamp, rest) = rest.split_once("-->\n").unwrap_or(("", rest));
        (parts.stamp, parts.body) = (stamp, rest);
    }
    if parts.body.starts_with('[') {
        let (header, rest) = parts.body.split_once('\n').unwrap_or((parts.body, ""));
        if let Some((title, link)) = header[1..].rsplit_once("](") {
            (parts.title, parts.link) = (title, link.trim_end_matches(')'));
        }
        parts.body = rest.split_once('\n').map_or("", |(_separator, rest)| rest);
        if parts.body.starts_with("日期：") {
            parts.body = parts.body.split_once('\n').map_or("", |(_date, rest)| rest);
        }
    }
    parts.body = parts.body.strip_prefix('\n').unwrap_or(parts.body);
    parts
}
