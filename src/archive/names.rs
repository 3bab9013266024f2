use std::cmp::Ordering;
use std::fmt::Write;

use super::tally::SkipReason;

impl SkipReason {
    /// Returns the reason for which a file with this path is skipped. Only the path is checked; the file is
    /// not opened. Returns `None` if the path is no reason to skip the file.
    ///
    /// ```
    /// use newsprint::archive::SkipReason;
    ///
    /// assert_eq!(SkipReason::of_path("articles/README.md"), Some(SkipReason::Readme));
    /// assert_eq!(SkipReason::of_path(".git/a.md"), Some(SkipReason::Hidden));
    /// assert_eq!(SkipReason::of_path("articles/1.md"), None);
    /// ```
    pub fn of_path(path: &str) -> Option<Self> {
        skip_reason(path)
    }
}

/// Returns the reason for which a file with this path is skipped; `None` if the path is no reason to skip the
/// file.
pub(super) fn skip_reason(path: &str) -> Option<SkipReason> {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let is_markdown = name
        .rsplit_once('.')
        .is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("md"));
    if is_hidden(path) {
        Some(SkipReason::Hidden)
    } else if !is_markdown {
        Some(SkipReason::OtherType)
    } else if name.eq_ignore_ascii_case("README.md") {
        Some(SkipReason::Readme)
    } else if folders.split('/').any(|folder| folder == "lists") {
        Some(SkipReason::List)
    } else {
        None
    }
}

/// Returns whether the file at `path`, or a folder that contains the file, is hidden. A file or
/// folder is hidden if its name starts with `.`.
pub(super) fn is_hidden(path: &str) -> bool {
    let mut pairs = path.as_bytes().windows(2);
    path.starts_with('.') || pairs.any(|pair| pair == b"/.")
}

/// Returns the path of the outermost hidden folder that contains the file at `path`; `None` if no folder in
/// the path is hidden.
pub(super) fn hidden_folder(path: &str) -> Option<&str> {
    let mut start = 0;
    let mut folders = path.match_indices('/').map(|(end, _)| end);
    folders.find_map(|end| {
        let is_hidden = path.get(start..end)?.starts_with('.');
        start = end + 1;
        is_hidden.then(|| path.get(..end)).flatten()
    })
}

/// Returns the path without empty components and components `.`: `./a//b` becomes `a/b`.
pub(super) fn normal(path: String) -> String {
    let is_left_out = |name: &str| matches!(name, "" | ".");
    if !path.split('/').any(is_left_out) {
        return path;
    }
    let names: Vec<_> = path.split('/').filter(|name| !is_left_out(name)).collect();
    names.join("/")
}

/// Returns a path as text. A byte that is not part of valid UTF-8 is escaped: it becomes U+FFFD and two
/// hexadecimal digits. Different paths always give different texts.
///
/// ```
/// use newsprint::archive::path_from_bytes;
///
/// assert_eq!(path_from_bytes("articles/某源/1.md".as_bytes()), "articles/某源/1.md");
/// assert_eq!(path_from_bytes(b"caf\xe9/\xff.md"), "caf\u{FFFD}E9/\u{FFFD}FF.md");
/// ```
pub fn path_from_bytes(bytes: &[u8]) -> String {
    // Most paths are valid UTF-8 without U+FFFD. They are copied verbatim.
    if let Ok(path) = std::str::from_utf8(bytes) {
        if !path.contains(char::REPLACEMENT_CHARACTER) {
            return path.to_owned();
        }
    }
    let mut path = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        let mut rest = chunk.valid();
        // U+FFFD itself is copied verbatim, unless it would look like an escaped byte.
        while let Some((before, after)) = rest.split_once(char::REPLACEMENT_CHARACTER) {
            path.push_str(before);
            if is_escape(after) {
                let mut utf8 = [0; 4];
                let utf8 = char::REPLACEMENT_CHARACTER.encode_utf8(&mut utf8);
                utf8.bytes().for_each(|byte| push_escaped(&mut path, byte));
            } else {
                path.push(char::REPLACEMENT_CHARACTER);
            }
            rest = after;
        }
        path.push_str(rest);
        let invalid = chunk.invalid().iter();
        invalid.for_each(|byte| push_escaped(&mut path, *byte));
    }
    path
}

fn push_escaped(path: &mut String, byte: u8) {
    path.push(char::REPLACEMENT_CHARACTER);
    // Writing to a string does not fail.
    let _ = write!(path, "{byte:02X}");
}

/// Returns whether `text` starts with two hexadecimal digits of an escaped byte. `text` must be the
/// text after a U+FFFD. Escaped bytes are 0x80 or more.
fn is_escape(text: &str) -> bool {
    matches!(
        text.as_bytes(),
        [b'8' | b'9' | b'A'..=b'F', b'0'..=b'9' | b'A'..=b'F', ..]
    )
}

/// Compares paths by their components, so that the files of a folder are adjacent.
pub(super) fn order(a: &str, b: &str) -> Ordering {
    a.split('/').cmp(b.split('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_are_skipped() {
        for (path, reason) in [
            ("a.md", None),
            ("articles/s/1_a.MD", None),
            ("articles/lists.md", None),
            ("articles/mylists/a.md", None),
            (".git/a.md", Some(SkipReason::Hidden)),
            ("a/.b.md", Some(SkipReason::Hidden)),
            (".md", Some(SkipReason::Hidden)),
            ("a/md", Some(SkipReason::OtherType)),
            ("a.md.gz", Some(SkipReason::OtherType)),
            ("README.md", Some(SkipReason::Readme)),
            ("a/b/readme.md", Some(SkipReason::Readme)),
            ("lists/a.md", Some(SkipReason::List)),
            ("a/lists/b/c.md", Some(SkipReason::List)),
        ] {
            assert_eq!(skip_reason(path), reason, "{path}");
        }
    }

    #[test]
    fn empty_and_dot_components_are_removed() {
        for (path, expected) in [
            ("./a/b.md", "a/b.md"),
            ("/a//./b.md", "a/b.md"),
            ("a/b.md", "a/b.md"),
            ("../b.md", "../b.md"),
            ("", ""),
        ] {
            assert_eq!(normal(path.to_owned()), expected);
        }
    }

    #[test]
    fn names_that_are_not_utf8_stay_different() {
        let pieces: [&[u8]; 7] = [
            b"E",
            b"9",
            b"\xe9",
            b"\xef\xbf\xbd",
            b"\xef",
            b"\xbf\xbd",
            b"/",
        ];
        let mut all = vec![Vec::new()];
        let mut seen = std::collections::HashMap::new();
        for _ in 0..5 {
            let longer = { all.iter() }.flat_map(|start| pieces.map(|end| [start, end].concat()));
            all = longer.collect();
            for bytes in &all {
                let path = path_from_bytes(bytes);
                let other = seen.insert(path.clone(), bytes.clone());
                assert!(other.is_none_or(|other| other == *bytes), "{path}");
            }
        }
        assert_eq!(path_from_bytes("\u{FFFD}.md".as_bytes()), "\u{FFFD}.md");
    }

    #[test]
    fn the_outermost_hidden_folder_counts() {
        for (path, folder) in [
            ("a/.git/objects/.b/c.md", Some("a/.git")),
            (".git/c.md", Some(".git")),
            ("a/.c.md", None),
            ("a.b/c.md", None),
        ] {
            assert_eq!(hidden_folder(path), folder, "{path}");
        }
    }

    #[test]
    fn paths_are_ordered_folder_by_folder() {
        assert_eq!(order("a/b", "a-b/c"), Ordering::Less);
        assert_eq!(order("a/b", "a"), Ordering::Greater);
        assert_eq!(order("b", "\u{ff}"), Ordering::Less);
    }
}
