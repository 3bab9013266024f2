use std::fmt;

/// The error that is returned if a string is parsed as an enum, such as [`Lane`](crate::Lane), but
/// is not the name of a variant.
///
/// ```
/// let error = "quick".parse::<newsprint::Lane>().unwrap_err();
/// assert_eq!(error.to_string(), "expected `fast` or `html5ever`, found `quick`");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UnknownName {
    found: String,
    expected: Vec<&'static str>,
}

impl UnknownName {
    /// Returns the variant in `all` whose name is `found`, or an error. `name` returns the name of
    /// a variant.
    pub(crate) fn find<T: Copy>(
        found: &str,
        all: &[T],
        name: impl Fn(T) -> &'static str,
    ) -> Result<T, Self> {
        let variant = all.iter().find(|&&variant| name(variant) == found);
        variant.copied().ok_or_else(|| UnknownName {
            found: found.to_owned(),
            expected: all.iter().copied().map(name).collect(),
        })
    }
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self
            .expected
            .iter()
            .map(|name| format!("`{name}`"))
            .collect();
        let (last, others) = names
            .split_last()
            .map_or(("", &[][..]), |(last, others)| (last.as_str(), others));
        let others = others.join(", ");
        write!(f, "expected {others} or {last}, found `{}`", self.found)
    }
}

impl std::error::Error for UnknownName {}
