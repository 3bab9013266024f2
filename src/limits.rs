//! The limits of parsing, in a table with one row for each limit.
//!
//! To add a limit, add a row, and enforce the limit where it may be exceeded.

use std::fmt;

/// Defines [`Limit`] and the table of its rows. A row contains the name, two terms for error
/// messages (the quantity and its unit), the default, and the largest possible value.
macro_rules! limits {
    ($(
        #[doc = $about:literal]
        $limit:ident = $name:literal: $what:literal, $unit:literal, $default:expr, $largest:expr;
    )*) => {
        /// A quantity that [`ParseOptions`](crate::ParseOptions) limits.
        ///
        /// ```
        /// use newsprint::{Body, ErrorKind, Limit};
        ///
        /// let error = Body::parse(&"<div>".repeat(600)).unwrap_err();
        /// let ErrorKind::Limit { limit, max, .. } = *error.kind() else { panic!("{error}") };
        /// assert_eq!((limit, max), (Limit::Depth, 512));
        /// assert_eq!(limit.name(), "depth");
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Limit {
            $(#[doc = $about] $limit,)*
        }

        impl Limit {
            /// All limits.
            pub const ALL: &'static [Limit] = &[$(Limit::$limit),*];

            const fn row(self) -> Row {
                match self {
                    $(Limit::$limit => Row {
                        name: $name,
                        what: $what,
                        unit: $unit,
                        default: $default,
                        largest: $largest,
                        help: concat!("raise the limit with `ParseOptions::max_", $name, "`"),
                        #[cfg(test)]
                        about: $about,
                    },)*
                }
            }
        }
    };
}

const U32: u64 = u32::MAX as u64;
/// The largest length of a source. Offsets are 32-bit numbers; the largest one means "no offset".
const OFFSETS: u64 = U32 - 1;

limits! {
    /// The length of the source, in bytes.
    Len = "len": "length", "byte", fixed(OFFSETS), OFFSETS;
    /// The nesting depth of elements.
    Depth = "depth": "depth", "", fixed(512), U32;
    /// The number of nodes in the body.
    Nodes = "nodes": "node count", "", per_byte(1, 3, 1024), U32;
    /// The number of attributes of a tag.
    Attributes = "attributes": "attribute count", "", fixed(256), U32;
    /// The number of formatting elements (`b`, `a` …) that are open at once.
    Formatting = "formatting": "count of open formatting elements", "", fixed(64), U32;
    /// The length in bytes of the attributes that are copied when formatting elements are reopened.
    Repeated = "repeated": "length of repeated attributes", "byte", per_byte(4, 1, 262_144), u64::MAX;
    /// The number of steps that html5ever takes through the stack of open elements.
    Steps = "steps": "step count", "", per_byte(5, 1, 1_000_000), u64::MAX;
    /// The number of different names of unknown elements, such as `x-a`.
    Names = "names": "count of unknown element names", "", fixed(65_000), 65_000;
}

struct Row {
    name: &'static str,
    what: &'static str,
    unit: &'static str,
    default: Maximum,
    /// The largest value that can be set. Larger values are lowered to this value.
    largest: u64,
    help: &'static str,
    #[cfg(test)]
    about: &'static str,
}

/// A maximum that depends on the length of the source: `count` for every `bytes` bytes of the source, plus
/// `constant`.
#[derive(Clone, Copy)]
struct Maximum {
    count: u64,
    bytes: u64,
    constant: u64,
}

const fn fixed(constant: u64) -> Maximum {
    per_byte(0, 1, constant)
}

const fn per_byte(count: u64, bytes: u64, constant: u64) -> Maximum {
    Maximum {
        count,
        bytes,
        constant,
    }
}

impl Limit {
    /// Returns the name of the variant in `snake_case`. The setter in [`ParseOptions`](crate::ParseOptions)
    /// is named `max_`, followed by this name.
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// Returns the default maximum for a source of `len` bytes.
    pub(crate) const fn default_for(self, len: usize) -> u64 {
        let Row {
            default, largest, ..
        } = self.row();
        let max = (len as u64 * default.count / default.bytes).saturating_add(default.constant);
        if max < largest { max } else { largest }
    }

    /// Returns the largest value that the limit can have.
    pub(crate) const fn largest(self) -> u64 {
        self.row().largest
    }

    /// Returns a hint on how to raise the limit.
    pub(crate) const fn help(self) -> &'static str {
        self.row().help
    }

    /// Writes the message that the maximum was exceeded. `found` is the amount in the source, if it
    /// is known.
    pub(crate) fn write_exceeded(
        self,
        f: &mut fmt::Formatter<'_>,
        max: u64,
        found: Option<u64>,
    ) -> fmt::Result {
        let Row { what, unit, .. } = self.row();
        write!(f, "maximum {what} of {max}")?;
        match (unit, max) {
            ("", _) => {}
            (_, 1) => write!(f, " {unit}")?,
            _ => write!(f, " {unit}s")?,
        }
        f.write_str(" exceeded")?;
        match found {
            Some(found) => write!(f, " (found {found})"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thousands(number: u64) -> String {
        let digits = number.to_string();
        let groups = digits.as_bytes().rchunks(3).rev();
        let groups = groups.map(|group| std::str::from_utf8(group).unwrap());
        groups.collect::<Vec<_>>().join(",")
    }

    /// Returns a default as it is written in the documentation.
    fn shown(default: Maximum) -> String {
        let constant = thousands(default.constant);
        match (default.count, default.bytes) {
            (0, _) => constant,
            (count, 1) => format!("{count} per byte, plus {constant}"),
            (count, bytes) => format!("{count} per {bytes} bytes, plus {constant}"),
        }
    }

    #[test]
    fn the_documents_have_every_row() {
        let design = include_str!("guide/design.md");
        let options = include_str!("options.rs");
        for limit in Limit::ALL {
            let Row {
                name,
                about,
                default,
                ..
            } = limit.row();
            let (about, default) = (about.trim(), shown(default));
            let line = format!("| `max_{name}` | {about} | {default} |\n");
            assert!(design.contains(&line), "guide/design.md lacks {line}");
            let documented = format!("Default: {default}.");
            let setter = format!("pub const fn max_{name}(");
            let before = options.split(&setter).next().unwrap();
            let docs = before.rsplit("\n\n").next().unwrap();
            assert!(
                docs.contains(&documented),
                "options.rs lacks {documented} of {name}"
            );
        }
    }

    #[test]
    fn variants_are_numbered_as_the_options_keep_them() {
        for (index, limit) in Limit::ALL.iter().enumerate() {
            assert_eq!(*limit as usize, index);
        }
    }

    #[test]
    fn no_default_is_beyond_the_largest_value() {
        for limit in Limit::ALL {
            for len in [0, 1, 1_000_000, usize::MAX / 8] {
                assert!(limit.default_for(len) <= limit.largest(), "{limit}");
            }
        }
    }
}
