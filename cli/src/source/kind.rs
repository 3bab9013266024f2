use std::io::{self, Read};
use std::path::Path;

/// The number of bytes that are read from the start of a file to find out the kind of the file.
/// This is the length of a tar header.
pub const HEAD: u64 = 512;

/// The kind of a source that is a file or a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Zip,
    Tar,
    Gzip,
    Zstd,
    /// One article.
    Other,
}

/// Formats that are recognized, but not supported. Each entry has the first bytes of such a file,
/// the name of the format, and a suggestion.
const UNSUPPORTED: &[(&[u8], &str, &str)] = &[
    (b"\xfd7zXZ\0", "an xz file", "decompress it with: xz -d"),
    (b"BZh", "a bzip2 file", "decompress it with: bzip2 -d"),
    (
        b"7z\xbc\xaf\x27\x1c",
        "a 7z archive",
        "unpack it with: 7z x",
    ),
    (b"Rar!", "a RAR archive", "unpack it with: unrar x"),
    (
        b"# v2 git bundle",
        "a git bundle",
        "clone it with: git clone --bare",
    ),
    (
        b"# v3 git bundle",
        "a git bundle",
        "clone it with: git clone --bare",
    ),
];

/// File extensions and their kinds.
const ENDINGS: &[(&str, Kind)] = &[
    (".zip", Kind::Zip),
    (".tar", Kind::Tar),
    (".tgz", Kind::Gzip),
    (".gz", Kind::Gzip),
    (".zst", Kind::Zstd),
];

impl Kind {
    /// Returns the kind of a file. Its first bytes determine the kind. Returns an error if a file
    /// with the extension of an archive, such as `.zip`, does not start like an archive.
    pub fn of(
        file: &mut impl Read,
        path: &Path,
    ) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        let kind = Kind::of_head(&head(file)?)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = name.to_ascii_lowercase();
        let promised = ENDINGS.iter().find(|(ending, _)| name.ends_with(ending));
        match promised {
            Some((ending, _)) if kind == Kind::Other => {
                let ending = ending.trim_start_matches('.');
                Err(
                    format!("expected a {ending} file, found other contents; it may be damaged")
                        .into(),
                )
            }
            _ => Ok(kind),
        }
    }

    /// Returns the kind of a file. `head` contains the first [`HEAD`] bytes of the file, or the
    /// whole file if the file is shorter.
    pub fn of_head(head: &[u8]) -> io::Result<Self> {
        for (start, name, advice) in UNSUPPORTED {
            if head.starts_with(start) {
                let message =
                    format!("expected an archive that can be read, found {name}; {advice}");
                return Err(io::Error::new(io::ErrorKind::Unsupported, message));
            }
        }
        Ok(match head {
            // A zip with files, without files, or split into parts.
            [b'P', b'K', 3 | 5 | 7, ..] => Kind::Zip,
            [0x1f, 0x8b, ..] => Kind::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Kind::Zstd,
            _ if is_tar(head) => Kind::Tar,
            _ => Kind::Other,
        })
    }
}

/// Reads the first [`HEAD`] bytes, or all bytes if there are fewer.
pub fn head(reader: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    reader.by_ref().take(HEAD).read_to_end(&mut head)?;
    Ok(head)
}

/// Returns whether `head` is a tar header, of any version, with a correct checksum. A block of
/// zeros is also accepted, because it is the end of a tar without files.
fn is_tar(head: &[u8]) -> bool {
    if head.len() as u64 != HEAD {
        return false;
    }
    let sum = |bytes: &[u8]| bytes.iter().map(|byte| u32::from(*byte)).sum::<u32>();
    let header = ::tar::Header::from_byte_slice(head);
    // In the sum, the bytes of the checksum itself count as eight spaces.
    let expected = sum(head) - sum(&header.as_old().cksum) + 8 * u32::from(b' ');
    header.cksum().is_ok_and(|found| found == expected) || sum(head) == 0
}
