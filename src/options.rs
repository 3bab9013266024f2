/// How to parse: limits, strictness.
///
/// Each limit has an [`ErrorKind`](crate::ErrorKind) of its own. No real file comes near one: of
/// 2,380 with bodies of all kinds, the one that comes nearest has
///
/// | | limit | nearest | share |
/// |---|--:|--:|--:|
/// | [`max_depth`](ParseOptions::max_depth) | 512 | 34 | 7 % |
/// | [`max_attributes`](ParseOptions::max_attributes) | 256 | 73 | 29 % |
/// | [`max_formatting`](ParseOptions::max_formatting) | 64 | 3 | 5 % |
/// | [`max_repeated`](ParseOptions::max_repeated) | 4 a byte, and 262,144 | 0 | 0 % |
/// | [`max_nodes`](ParseOptions::max_nodes) | a third of the bytes, and 1,024 | 0.05 a byte | 12 % |
/// | [`max_steps`](ParseOptions::max_steps) | 5 a byte, and 1,000,000 | 0.3 a byte | 3 % |
///
/// ```
/// use newsprint::{Article, ErrorKind, ParseOptions};
///
/// const OPTIONS: ParseOptions = ParseOptions::new().max_depth(2);
/// let source = "[t](https://example.org/)\n------\n\n<div><div><p>deep</p></div></div>";
/// let error = Article::parse_with(source, &OPTIONS).unwrap_err();
/// assert_eq!(error.kind(), &ErrorKind::TooDeep { max: 2 });
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseOptions {
    pub(crate) max_depth: u32,
    pub(crate) max_len: u32,
    pub(crate) max_attributes: u32,
    pub(crate) max_nodes: Option<u32>,
    pub(crate) max_formatting: u32,
    pub(crate) max_repeated: Option<u64>,
    pub(crate) max_steps: Option<u64>,
    pub(crate) strict: bool,
    pub(crate) lane: Lane,
}

/// Which of the two parsers of the body to use, or was used.
///
/// Both give the same tree; see the crate docs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Lane {
    /// The one-pass parser of plain markup; where a body is not plain, html5ever.
    #[default]
    Fast,
    /// html5ever.
    Html5ever,
}

impl Lane {
    /// Returns the variant's name in `snake_case`, for machines.
    pub fn name(self) -> &'static str {
        match self {
            Lane::Fast => "fast",
            Lane::Html5ever => "html5ever",
        }
    }
}

impl ParseOptions {
    /// Returns the defaults.
    pub const fn new() -> Self {
        ParseOptions {
            max_depth: 512,
            max_len: u32::MAX - 1,
            max_attributes: 256,
            max_nodes: None,
            max_formatting: 64,
            max_repeated: None,
            max_steps: None,
            strict: false,
            lane: Lane::Fast,
        }
    }

    /// Returns the defaults without limits but those of numbers: a source of 4 GiB, 65,000 unknown
    /// names.
    ///
    /// Every body gets html5ever's tree then, and may take html5ever's time: some of 78 kB take
    /// 4 GB and minutes.
    pub const fn trusted() -> Self {
        ParseOptions {
            max_depth: u32::MAX,
            max_attributes: u32::MAX,
            max_nodes: Some(u32::MAX),
            max_formatting: u32::MAX,
            max_repeated: Some(u64::MAX),
            max_steps: Some(u64::MAX),
            ..ParseOptions::new()
        }
    }

    /// Sets how deep elements may nest. 512 unless set, which is where browsers cap.
    pub const fn max_depth(mut self, levels: u32) -> Self {
        self.max_depth = levels;
        self
    }

    /// Sets how many bytes a source may have. 4 GiB less two bytes unless set, which is the most.
    pub const fn max_len(mut self, bytes: u32) -> Self {
        self.max_len = if bytes < u32::MAX {
            bytes
        } else {
            u32::MAX - 1
        };
        self
    }

    /// Sets how many attributes a tag may have. 256 unless set.
    pub const fn max_attributes(mut self, attributes: u32) -> Self {
        self.max_attributes = attributes;
        self
    }

    /// Sets how many nodes a body may make.
    /// Unless set, one for every three bytes of the body, and 1,024 more, which keeps the memory
    /// that parsing takes below fifty times the source, small ones aside.
    pub const fn max_nodes(mut self, nodes: u32) -> Self {
        self.max_nodes = Some(nodes);
        self
    }

    /// Sets how many formatting elements (`b`, `i`, `font`, `a` …) may be open at once, or wait to be
    /// opened again. 64 unless set.
    pub const fn max_formatting(mut self, elements: u32) -> Self {
        self.max_formatting = elements;
        self
    }

    /// Sets how many bytes of attributes may be repeated. A formatting element that the end of a
    /// block cuts, as the `a` in `<p><a href=x>1<p>2</a>`, is made anew behind it, with a copy of
    /// its attributes, and each output says every copy. Counted is the tag without `<`, name and
    /// `>`. Unless set, 4 for every byte of the body, and 262,144 more.
    ///
    /// Plain bodies, which html5ever does not read, repeat nothing.
    pub const fn max_repeated(mut self, bytes: u64) -> Self {
        self.max_repeated = Some(bytes);
        self
    }

    /// Sets how many steps html5ever may take through the elements that are open: the standard has
    /// many a tag look at all of them. Unless set, 5 for every byte of the body, and 1,000,000
    /// more.
    ///
    /// Plain bodies, which html5ever does not read, take no such steps.
    pub const fn max_steps(mut self, steps: u64) -> Self {
        self.max_steps = Some(steps);
        self
    }

    /// Sets whether what is tolerated (a [`Warning`](crate::Warning)) is an error. Off unless set.
    pub const fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// Sets the parser of the body. [`Lane::Fast`] unless set.
    pub const fn lane(mut self, lane: Lane) -> Self {
        self.lane = lane;
        self
    }

    /// Returns how many nodes a body of so many bytes may make.
    pub(crate) fn nodes_for(&self, bytes: usize) -> u32 {
        let by_length = u32::try_from(bytes / 3 + 1024).unwrap_or(u32::MAX);
        self.max_nodes.unwrap_or(by_length)
    }

    /// Returns how many bytes of attributes a body of so many bytes may repeat.
    pub(crate) fn repeated_for(&self, bytes: usize) -> u64 {
        self.max_repeated.unwrap_or(bytes as u64 * 4 + 262_144)
    }

    /// Returns how many steps html5ever may take in a body of so many bytes.
    pub(crate) fn steps_for(&self, bytes: usize) -> u64 {
        self.max_steps.unwrap_or(bytes as u64 * 5 + 1_000_000)
    }

    /// Returns how deep plain markup may nest: no deeper than that html5ever can't come near its
    /// limits there.
    pub(crate) fn plain_depth(&self) -> u32 {
        self.max_depth.min(self.max_formatting).min(64)
    }
}

impl Default for ParseOptions {
    fn default() -> Self {
        ParseOptions::new()
    }
}
