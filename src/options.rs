use std::fmt;
use std::str::FromStr;

use crate::limits::Limit;
use crate::unknown_name::UnknownName;

/// Options for parsing: limits, strictness, and the parser of the body.
///
/// Exceeding a limit is an error ([`ErrorKind::Limit`](crate::ErrorKind::Limit)). Real files are
/// far below the defaults. The table shows the highest values in 2,380 real files, with bodies of
/// all kinds:
///
/// | limit | needed | of the default |
/// |---|--:|--:|
/// | [`max_depth`](ParseOptions::max_depth) | 34 | 7 % |
/// | [`max_attributes`](ParseOptions::max_attributes) | 73 | 29 % |
/// | [`max_formatting`](ParseOptions::max_formatting) | 3 | 5 % |
/// | [`max_repeated`](ParseOptions::max_repeated) | 0 | 0 % |
/// | [`max_nodes`](ParseOptions::max_nodes) | 0.05 per byte | 12 % |
/// | [`max_steps`](ParseOptions::max_steps) | 0.3 per byte | 3 % |
///
/// ```
/// use newsprint::{Article, ErrorKind, Limit, ParseOptions};
///
/// const OPTIONS: ParseOptions = ParseOptions::new().max_depth(2);
/// let source = "[t](https://example.org/)\n------\n\n<div><div><p>deep</p></div></div>";
/// let error = Article::parse_with(source, &OPTIONS).unwrap_err();
/// assert!(matches!(error.kind(), ErrorKind::Limit { limit: Limit::Depth, max: 2, .. }));
/// assert_eq!(error.to_string(), "maximum depth of 2 exceeded at line 4, column 11");
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ParseOptions {
    /// The maximum of each limit, indexed by `limit as usize`. `None` means the default.
    maxima: [Option<u64>; Limit::ALL.len()],
    strict: bool,
    lane: Lane,
}

/// One of the two parsers of the body. Both parsers build the same tree.
/// [`_design`](crate::_design#why-two-lanes) explains why there are two.
///
/// ```
/// use newsprint::Lane;
///
/// assert_eq!("html5ever".parse(), Ok(Lane::Html5ever));
/// assert_eq!(Lane::Fast.to_string(), "fast");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Lane {
    /// The parser of this crate, which takes one pass. It parses bodies in which every end tag
    /// closes the innermost element. Other bodies, and bodies with complex elements such as
    /// `<table>`, are parsed with html5ever.
    #[default]
    Fast,
    /// The parser html5ever, for all bodies.
    Html5ever,
}

impl Lane {
    const ALL: [Lane; 2] = [Lane::Fast, Lane::Html5ever];

    /// Returns the variant's name in `snake_case`, for use by programs.
    pub fn name(self) -> &'static str {
        match self {
            Lane::Fast => "fast",
            Lane::Html5ever => "html5ever",
        }
    }
}

impl fmt::Display for Lane {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Lane {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        UnknownName::find(name, &Lane::ALL, Lane::name)
    }
}

impl ParseOptions {
    /// Returns the default options.
    pub const fn new() -> Self {
        ParseOptions {
            maxima: [None; Limit::ALL.len()],
            strict: false,
            lane: Lane::Fast,
        }
    }

    /// Returns options with the largest possible limits. Only two of these limits can be exceeded
    /// in practice: the length of the source (4 GiB), and the number of different names of unknown
    /// elements (65,000).
    ///
    /// With these options, any body can be parsed, but html5ever may be slow: there are bodies of
    /// 78 kB that take minutes and 4 GB of memory. Do not use these options for untrusted input.
    ///
    /// ```
    /// use newsprint::{Body, ParseOptions};
    ///
    /// let nested = "<div>".repeat(600);
    /// assert!(Body::parse(&nested).is_err());
    /// assert!(Body::parse_with(&nested, &ParseOptions::trusted()).is_ok());
    /// ```
    pub const fn trusted() -> Self {
        let mut options = ParseOptions::new();
        let mut limits = Limit::ALL;
        while let [limit, rest @ ..] = limits {
            options = options.limit(*limit, limit.largest());
            limits = rest;
        }
        options
    }

    /// Sets the maximum of `limit`. This is the same as calling the method `max_…` of this limit.
    /// If `max` is greater than the largest possible value, the largest possible value is set.
    ///
    /// ```
    /// use newsprint::{Limit, ParseOptions};
    ///
    /// let options = ParseOptions::new().limit(Limit::Depth, 64);
    /// assert_eq!(options, ParseOptions::new().max_depth(64));
    /// ```
    #[expect(clippy::indexing_slicing, reason = "there is a place for each limit")]
    pub const fn limit(mut self, limit: Limit, max: u64) -> Self {
        let largest = limit.largest();
        self.maxima[limit as usize] = Some(if max < largest { max } else { largest });
        self
    }

    /// Returns the maximum of `limit` for a body of `len` bytes. If a maximum was set, returns this
    /// maximum. Otherwise, returns the default. Some defaults depend on `len`, such as the default
    /// of [`Limit::Nodes`].
    ///
    /// ```
    /// use newsprint::{Limit, ParseOptions};
    ///
    /// let options = ParseOptions::new();
    /// assert_eq!(options.get_limit(Limit::Depth, 0), 512);
    /// assert_eq!(options.get_limit(Limit::Nodes, 3_000), 1_000 + 1_024);
    /// assert_eq!(options.max_nodes(50).get_limit(Limit::Nodes, 3_000), 50);
    /// ```
    #[expect(clippy::indexing_slicing, reason = "there is a place for each limit")]
    pub const fn get_limit(&self, limit: Limit, len: usize) -> u64 {
        match self.maxima[limit as usize] {
            Some(max) => max,
            None => limit.default_for(len),
        }
    }

    /// Sets the maximum length of a source, in bytes. Default: 4,294,967,294.
    ///
    /// The length is checked before parsing.
    ///
    /// ```
    /// use newsprint::{Body, ErrorKind, Limit, ParseOptions};
    ///
    /// let options = ParseOptions::new().max_len(5);
    /// let error = Body::parse_with("<p>text</p>", &options).unwrap_err();
    /// assert!(matches!(error.kind(), ErrorKind::Limit { limit: Limit::Len, max: 5, .. }));
    /// ```
    pub const fn max_len(self, bytes: u32) -> Self {
        self.limit(Limit::Len, bytes as u64)
    }

    /// Sets the maximum nesting of elements. Default: 512. Browsers have the same maximum.
    ///
    /// ```
    /// use newsprint::{Body, ErrorKind, Limit, ParseOptions};
    ///
    /// let options = ParseOptions::new().max_depth(2);
    /// let error = Body::parse_with("<div><p><b>text", &options).unwrap_err();
    /// assert!(matches!(error.kind(), ErrorKind::Limit { limit: Limit::Depth, max: 2, .. }));
    /// ```
    pub const fn max_depth(self, levels: u32) -> Self {
        self.limit(Limit::Depth, levels as u64)
    }

    /// Sets the maximum number of nodes in a body. Default: 1 per 3 bytes, plus 1,024.
    ///
    /// With the default, memory use is below 50 times the length of the source, except for small sources.
    ///
    /// ```
    /// use newsprint::{Body, ErrorKind, Limit, ParseOptions};
    ///
    /// let options = ParseOptions::new().max_nodes(4);
    /// let error = Body::parse_with("<p>one<p>two<p>three", &options).unwrap_err();
    /// assert!(matches!(error.kind(), ErrorKind::Limit { limit: Limit::Nodes, max: 4, .. }));
    /// ```
    pub const fn max_nodes(self, nodes: u32) -> Self {
        self.limit(Limit::Nodes, nodes as u64)
    }

    /// Sets the maximum number of attributes of a tag. Default: 256.
    ///
    /// ```
    /// use newsprint::{Body, ErrorKind, Limit, ParseOptions};
    ///
    /// let options = ParseOptions::new().max_attributes(2);
    /// let error = Body::parse_with("<p a b c>", &options).unwrap_err();
    /// assert!(matches!(error.kind(), ErrorKind::Limit { limit: Limit::Attributes, max: 2, .. }));
    /// ```
    pub const fn max_attributes(self, attributes: u32) -> Self {
        self.limit(Limit::Attributes, attributes as u64)
    }

    /// Sets the maximum number of formatting elements (`b`, `i`, `font`, `a` …) that are open at
    /// once or wait to be reopened. Default: 64.
    ///
    /// html5ever compares each new formatting element with all of these elements.
    ///
    /// ```
    /// use newsprint::{Body, ErrorKind, Limit, ParseOptions};
    ///
    /// let options = ParseOptions::new().max_formatting(2);
    /// let error = Body::parse_with("<b><i><u>text", &options).unwrap_err();
    /// assert!(matches!(error.kind(), ErrorKind::Limit { limit: Limit::Formatting, max: 2, .. }));
    /// ```
    pub const fn max_formatting(self, elements: u32) -> Self {
        self.limit(Limit::Formatting, elements as u64)
    }

    /// Sets the maximum total length in bytes of the attributes that are copied when formatting
    /// elements are reopened. Default: 4 per byte, plus 262,144.
    ///
    /// In `<p><a href=x>1<p>2</a>`, for example, the end of the first paragraph closes the `a`. The
    /// HTML standard then reopens the `a` in the second paragraph, with a copy of its attributes.
    /// Every output contains all copies, so a short source could have a long output. The length of
    /// a copy is the length of the start tag without `<`, name and `>`. Bodies that [`Lane::Fast`]
    /// can parse contain no copies.
    pub const fn max_repeated(self, bytes: u64) -> Self {
        self.limit(Limit::Repeated, bytes)
    }

    /// Sets the maximum number of steps that html5ever takes through the stack of open elements.
    /// Default: 5 per byte, plus 1,000,000.
    ///
    /// For many tags, the HTML standard searches this stack. Each element that the search visits is
    /// one step. If elements nest deeply, all searches together take quadratic time. The limit
    /// keeps the time linear in the length of the body. Bodies that [`Lane::Fast`] can parse need
    /// no steps.
    pub const fn max_steps(self, steps: u64) -> Self {
        self.limit(Limit::Steps, steps)
    }

    /// Sets the maximum number of different names of unknown elements, which HTML does not define.
    /// Default: 65,000.
    ///
    /// A larger maximum is not possible.
    ///
    /// ```
    /// use newsprint::{Body, ErrorKind, Limit, ParseOptions};
    ///
    /// let options = ParseOptions::new().max_names(2);
    /// let error = Body::parse_with("<x-a><x-b><x-c>", &options).unwrap_err();
    /// assert!(matches!(error.kind(), ErrorKind::Limit { limit: Limit::Names, max: 2, .. }));
    /// ```
    pub const fn max_names(self, names: u32) -> Self {
        self.limit(Limit::Names, names as u64)
    }

    /// Sets whether [`Warning`](crate::Warning)s are errors. Default: `false`. Warnings about the
    /// title and text are never errors: see [`WarningKind`](crate::WarningKind).
    ///
    /// ```
    /// use newsprint::{Envelope, ParseOptions};
    ///
    /// let source = "<!--NaN-->\n[t](https://example.org/)\n------\n\n";
    /// assert_eq!(Envelope::parse(source)?.warnings().len(), 1);
    /// assert!(Envelope::parse_with(source, &ParseOptions::new().strict(true)).is_err());
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub const fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// Returns whether warnings are errors, as set by [`ParseOptions::strict`].
    pub const fn get_strict(&self) -> bool {
        self.strict
    }

    /// Sets the parser of the body. Default: [`Lane::Fast`].
    ///
    /// ```
    /// use newsprint::{Body, Lane, ParseOptions};
    ///
    /// let html = "<p>text</p>";
    /// let options = ParseOptions::new().lane(Lane::Html5ever);
    /// let body = Body::parse_with(html, &options)?;
    /// assert_eq!(body.lane(), Lane::Html5ever);
    /// assert_eq!(body, Body::parse(html)?);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub const fn lane(mut self, lane: Lane) -> Self {
        self.lane = lane;
        self
    }

    /// Returns the parser of the body.
    pub const fn get_lane(&self) -> Lane {
        self.lane
    }

    /// Returns [`ParseOptions::get_limit`] for a limit whose largest value fits into 32 bits.
    pub(crate) fn get_limit_u32(&self, limit: Limit, len: usize) -> u32 {
        u32::try_from(self.get_limit(limit, len)).unwrap_or(u32::MAX)
    }

    /// Returns the maximum nesting of elements in the fast lane. This maximum is so low that
    /// html5ever would not exceed a limit for the same markup.
    pub(crate) fn plain_depth(&self) -> u32 {
        let depth = self.get_limit_u32(Limit::Depth, 0);
        depth.min(self.get_limit_u32(Limit::Formatting, 0)).min(64)
    }
}

impl Default for ParseOptions {
    fn default() -> Self {
        ParseOptions::new()
    }
}

impl fmt::Debug for ParseOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut options = f.debug_struct("ParseOptions");
        for (limit, max) in Limit::ALL.iter().zip(&self.maxima) {
            if let Some(max) = max {
                options.field(limit.name(), max);
            }
        }
        options.field("strict", &self.strict);
        options.field("lane", &self.lane).finish()
    }
}
