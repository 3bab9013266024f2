use std::fmt;
use std::str::FromStr;

use crate::unknown_name::UnknownName;

/// The layout of a file: which parts come before the body.
///
/// ```
/// use newsprint::{Envelope, Shape};
///
/// let clip = "<!--1618495142000-->\n[Title](https://example.org/a)\n------\n\n<p>text</p>\n";
/// assert_eq!(Envelope::parse(clip)?.shape(), Shape::Clip);
/// assert_eq!(Shape::BarePost.to_string(), "bare_post");
/// assert_eq!("bare_post".parse(), Ok(Shape::BarePost));
/// # Ok::<(), newsprint::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Shape {
    /// A stamp, a link header, a separator and the body. The stamp may be missing.
    Clip,
    /// Front matter, followed by the parts of a clip.
    Post,
    /// Front matter, followed by the body, without a link header.
    BarePost,
    /// A link header, a separator, a date line (`日期：…`) and the body.
    DatedClip,
}

impl Shape {
    const ALL: [Shape; 4] = [Shape::Clip, Shape::Post, Shape::BarePost, Shape::DatedClip];

    /// Returns the variant's name in `snake_case`, as in JSON and Arrow.
    pub fn name(self) -> &'static str {
        match self {
            Shape::Clip => "clip",
            Shape::Post => "post",
            Shape::BarePost => "bare_post",
            Shape::DatedClip => "dated_clip",
        }
    }
}

impl fmt::Display for Shape {
    /// Writes [`Shape::name`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Shape {
    type Err = UnknownName;

    /// Returns the shape whose [`Shape::name`] is `name`.
    ///
    /// # Errors
    ///
    /// Returns [`UnknownName`] if no shape has this name.
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        UnknownName::find(name, &Shape::ALL, Shape::name)
    }
}
