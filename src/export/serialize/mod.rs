//! Implements serde's `Serialize` for an article and its parts. `src/json.md` describes the result.

mod content;
mod envelope;
mod error;

use serde::ser::{Serialize, SerializeStruct, SerializeTuple, Serializer};

use crate::article::Article;
use crate::source::{Position, Span, Spanned};
use crate::tree::Body;

/// Serializes a struct with these fields, in this order.
macro_rules! object {
    ($serializer:expr, $name:literal, { $($key:literal: $value:expr,)* }) => {{
        let mut object = $serializer.serialize_struct($name, [$($key),*].len())?;
        $(object.serialize_field($key, &$value)?;)*
        object.end()
    }};
}
use object;

impl Serialize for Article<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let content = self.content();
        object!(serializer, "Article", {
            "title": self.title(),
            "link": self.link(),
            "published": self.published_in(&content),
            "envelope": self.envelope(),
            "body": BodyFacts(self.body()),
            "content": content,
            "warnings": self.warnings(),
        })
    }
}

/// Serializes the lane and the span of a body, but not the tree.
struct BodyFacts<'b, 'a>(&'b Body<'a>);

impl Serialize for BodyFacts<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Body", {
            "lane": self.0.lane(),
            "span": self.0.span(),
        })
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut offsets = serializer.serialize_tuple(2)?;
        offsets.serialize_element(&self.start)?;
        offsets.serialize_element(&self.end)?;
        offsets.end()
    }
}

impl<T: Serialize> Serialize for Spanned<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Spanned", {
            "value": self.value(),
            "span": self.span(),
        })
    }
}

impl Serialize for Position {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Position", {
            "line": self.line,
            "column": self.column,
        })
    }
}

/// A function that returns an iterator. This type is serialized as a sequence of the iterator's
/// items.
struct Each<F>(F);

impl<F, I> Serialize for Each<F>
where
    F: Fn() -> I,
    I: IntoIterator<Item: Serialize>,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}
