use std::fmt;

/// The encoding of a source that is not UTF-8, as far as its bytes tell.
///
/// ```
/// use newsprint::{Article, Encoding, ErrorKind};
///
/// let bytes = b"[\xd6\xd0\xb9\xfa\xd0\xc2\xce\xc5](https://example.org/)\n------\n\n";
/// let error = Article::from_bytes(bytes).unwrap_err();
/// assert_eq!(error.kind(), &ErrorKind::NotUtf8(Encoding::Gb18030));
/// assert_eq!(error.help(), Some("convert it with: iconv -f GB18030 -t UTF-8"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Encoding {
    /// UTF-16, little endian: the bytes `FF FE`, or a NUL after each letter.
    Utf16Le,
    /// UTF-16, big endian: the bytes `FE FF`, or a NUL before each letter.
    Utf16Be,
    /// GB18030, or its subsets GBK and GB2312.
    Gb18030,
    /// Not known: the bytes were cut or damaged, or are in another encoding.
    Unknown,
}

impl Encoding {
    /// Returns the name of the encoding, or `"unknown"`.
    pub const fn name(self) -> &'static str {
        self.row().0
    }

    /// Returns how to convert the source.
    pub(crate) const fn help(self) -> Option<&'static str> {
        self.row().1
    }

    /// Returns the bytes that a character takes at least.
    pub(super) const fn unit(self) -> u32 {
        match self {
            Encoding::Utf16Le | Encoding::Utf16Be => 2,
            _ => 1,
        }
    }

    /// Name and help.
    const fn row(self) -> (&'static str, Option<&'static str>) {
        macro_rules! iconv {
            ($name:literal) => {
                Some(concat!("convert it with: iconv -f ", $name, " -t UTF-8"))
            };
        }
        match self {
            Encoding::Utf16Le => ("UTF-16LE", iconv!("UTF-16LE")),
            Encoding::Utf16Be => ("UTF-16BE", iconv!("UTF-16BE")),
            Encoding::Gb18030 => ("GB18030", iconv!("GB18030")),
            Encoding::Unknown => ("unknown", None),
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How many bytes of a broken file tell its encoding.
const SAMPLE: usize = 4096;

/// Returns the encoding of bytes that are not UTF-8.
pub(super) fn guess(bytes: &[u8]) -> Encoding {
    match bytes {
        // A link header whose title is Chinese.
        [b'[', 0, ..] => Encoding::Utf16Le,
        [0, b'[', ..] => Encoding::Utf16Be,
        _ if looks_like_gb18030(bytes) => Encoding::Gb18030,
        _ => Encoding::Unknown,
    }
}

/// A byte order mark of UTF-16, or two Latin letters in it: what any article begins with.
pub(super) fn wide(bytes: &[u8]) -> Option<Encoding> {
    match bytes {
        [0xff, 0xfe, ..] => Some(Encoding::Utf16Le),
        [0xfe, 0xff, ..] => Some(Encoding::Utf16Be),
        [1..=0x7f, 0, 1..=0x7f, 0, ..] => Some(Encoding::Utf16Le),
        [0, 1..=0x7f, 0, 1..=0x7f, ..] => Some(Encoding::Utf16Be),
        _ => None,
    }
}

/// Whether all bytes beyond ASCII pair up as GB18030 does, and more of them are broken as UTF-8
/// than make Chinese characters there, in more than one place.
///
/// The second rule keeps a damaged or cut UTF-8 file apart: its bytes often pair up, too.
fn looks_like_gb18030(bytes: &[u8]) -> bool {
    let Some(first) = bytes.iter().position(|byte| !byte.is_ascii()) else {
        return false;
    };
    let mut sample = bytes.get(first..).unwrap_or_default();
    sample = sample.get(..SAMPLE).unwrap_or(sample);
    let (mut broken, mut chinese) = (0, 0);
    for chunk in sample.utf8_chunks() {
        broken += usize::from(!chunk.invalid().is_empty());
        chinese += chunk.valid().chars().filter(|c| c.len_utf8() == 3).count();
    }
    loop {
        sample = match sample {
            [0x81..=0xfe, 0x40..=0x7e | 0x80..=0xfe, rest @ ..] => rest,
            [
                0x81..=0xfe,
                0x30..=0x39,
                0x81..=0xfe,
                0x30..=0x39,
                rest @ ..,
            ] => rest,
            [0..=0x7f, rest @ ..] => rest,
            // A sample may end within a character.
            [] | [_] | [_, 0x30..=0x39] | [_, 0x30..=0x39, _] => {
                return broken > chinese.max(1);
            }
            _ => return false,
        };
    }
}
