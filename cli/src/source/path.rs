//! Paths of files in an archive. These paths are untrusted input.

use std::ffi::OsStr;
use std::io;

use newsprint::archive::path_from_bytes;

/// Returns a file name as text. Bytes that are not UTF-8 are escaped.
pub fn escaped(name: &OsStr) -> String {
    path_from_bytes(name.as_encoded_bytes())
}

/// Returns a path as text, without empty components and `.`. Returns an error if the path is
/// absolute, or contains `..` (as a component), a backslash or NUL. If the returned path is joined
/// to a folder, the result is therefore within the folder, on every operating system.
///
/// Different paths give different texts, unless they differ only in the removed components.
pub fn safe(bytes: &[u8]) -> io::Result<String> {
    let refuse = |why: &str| {
        let message = format!(
            "expected a path within the archive, found one {why}: \"{}\"; to read the file, unpack the \
             archive and name the folder",
            bytes.escape_ascii()
        );
        Err(io::Error::new(io::ErrorKind::InvalidData, message))
    };
    let is_drive = matches!(bytes, [letter, b':', ..] if letter.is_ascii_alphabetic());
    let mut names = bytes.split(|byte| *byte == b'/');
    if bytes.contains(&0) {
        return refuse("with a NUL");
    } else if bytes.contains(&b'\\') {
        // A backslash is a separator on Windows.
        return refuse("with a backslash");
    } else if bytes.starts_with(b"/") || is_drive {
        return refuse("that is absolute");
    } else if names.any(|name| name == b"..") {
        return refuse("that leads out");
    }
    let path = path_from_bytes(bytes);
    let names = path.split('/').filter(|name| !matches!(*name, "" | "."));
    Ok(names.collect::<Vec<_>>().join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leaves_the_folder() {
        for (path, expected) in [
            (&b"./articles//1.md"[..], Some("articles/1.md")),
            (b"articles/..1.md", Some("articles/..1.md")),
            (b"articles/a:1.md", Some("articles/a:1.md")),
            (b"\xff.md", Some("\u{fffd}FF.md")),
            (b"..", None),
            (b"../1.md", None),
            (b"a/../../1.md", None),
            (b"a/..", None),
            (b"/etc/1.md", None),
            (b"C:/1.md", None),
            (b"c:1.md", None),
            (b"\\\\host\\1.md", None),
            (b"..\\1.md", None),
            (b"a\x001.md", None),
        ] {
            assert_eq!(safe(path).ok().as_deref(), expected, "{path:?}");
        }
    }
}
