use std::fmt;

/// The encoding of a source that is not UTF-8, as detected from its bytes.
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
    /// UTF-16, little endian.
    Utf16Le,
    /// UTF-16, big endian.
    Utf16Be,
    /// UTF-32, little endian.
    Utf32Le,
    /// UTF-32, big endian.
    Utf32Be,
    /// Chinese: GB18030, or one of its subsets GBK and GB 2312.
    Gb18030,
    /// Traditional Chinese: Big5.
    Big5,
    /// Korean: EUC-KR, or its superset Windows code page 949.
    EucKr,
    /// Japanese: EUC-JP.
    EucJp,
    /// Japanese: Shift_JIS, or its superset Windows code page 932.
    ShiftJis,
    /// The encoding could not be detected. The source may be too short or damaged, or in an
    /// encoding that this enum does not contain.
    Unknown,
}

impl Encoding {
    /// Returns the name that IANA registered for the encoding, such as `"GB18030"`. Returns
    /// `"unknown"` for [`Encoding::Unknown`].
    ///
    /// ```
    /// assert_eq!(newsprint::Encoding::EucKr.name(), "EUC-KR");
    /// ```
    pub const fn name(self) -> &'static str {
        self.row().0
    }

    /// Returns a hint on how to convert the source to UTF-8, or `None` if the encoding is unknown.
    pub(crate) const fn help(self) -> Option<&'static str> {
        self.row().1
    }

    /// Returns the length of a code unit of this encoding, in bytes.
    pub(super) const fn unit(self) -> u32 {
        match self {
            Encoding::Utf16Le | Encoding::Utf16Be => 2,
            Encoding::Utf32Le | Encoding::Utf32Be => 4,
            _ => 1,
        }
    }

    /// Returns the name of the encoding, and a hint on how to convert the source to UTF-8.
    const fn row(self) -> (&'static str, Option<&'static str>) {
        macro_rules! iconv {
            ($name:literal) => {
                Some(concat!("convert it with: iconv -f ", $name, " -t UTF-8"))
            };
        }
        match self {
            Encoding::Utf16Le => ("UTF-16LE", iconv!("UTF-16LE")),
            Encoding::Utf16Be => ("UTF-16BE", iconv!("UTF-16BE")),
            Encoding::Utf32Le => ("UTF-32LE", iconv!("UTF-32LE")),
            Encoding::Utf32Be => ("UTF-32BE", iconv!("UTF-32BE")),
            Encoding::Gb18030 => ("GB18030", iconv!("GB18030")),
            Encoding::Big5 => ("Big5", iconv!("BIG5")),
            // For iconv, `EUC-KR` and `SHIFT_JIS` are the subsets without the Windows extensions.
            Encoding::EucKr => ("EUC-KR", iconv!("CP949")),
            Encoding::EucJp => ("EUC-JP", iconv!("EUC-JP")),
            Encoding::ShiftJis => ("Shift_JIS", iconv!("CP932")),
            Encoding::Unknown => ("unknown", None),
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
