use std::cmp::Ordering;

use super::tally::SkipReason;

/// Returns why the file at that path need not be read.
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

/// Returns whether a path is that of a hidden file or folder, or below one.
pub(super) fn is_hidden(path: &str) -> bool {
    path.split('/').any(|name| name.starts_with('.'))
}

/// Returns the path of the first hidden folder that a file is in.
pub(super) fn hidden_folder(path: &str) -> Option<&str> {
    let mut start = 0;
    let mut folders = path.match_indices('/').map(|(end, _)| end);
    folders.find_map(|end| {
        let is_hidden = path.get(start..end)?.starts_with('.');
        start = end + 1;
        is_hidden.then(|| path.get(..end)).flatten()
    })
}

/// Returns a path without empty components and `.`.
pub(super) fn normal(path: String) -> String {
    let is_left_out = |name: &str| matches!(name, "" | ".");
    if !path.split('/').any(is_left_out) {
        return path;
    }
    let names: Vec<_> = path.split('/').filter(|name| !is_left_out(name)).collect();
    names.join("/")
}

/// Compares paths folder by folder, name by name.
pub(super) fn order(a: &str, b: &str) -> Ordering {
    a.split('/').cmp(b.split('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_read() {
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
    fn names_of_the_folder_itself_are_left_out() {
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
    fn folders_are_in_the_order_of_their_names() {
        assert_eq!(order("a/b", "a-b/c"), Ordering::Less);
        assert_eq!(order("a/b", "a"), Ordering::Greater);
        assert_eq!(order("b", "\u{ff}"), Ordering::Less);
    }
}
