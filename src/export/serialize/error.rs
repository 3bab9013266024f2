use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};

use super::object;
use crate::error::{Error, ErrorKind};
use crate::warning::Warning;

impl Serialize for Error {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut error = serializer.serialize_map(None)?;
        error.serialize_entry("kind", self.kind().name())?;
        match self.kind() {
            ErrorKind::NotUtf8(encoding) => error.serialize_entry("encoding", encoding.name())?,
            ErrorKind::Limit { limit, max, found } => {
                error.serialize_entry("limit", limit.name())?;
                error.serialize_entry("max", max)?;
                error.serialize_entry("found", found)?;
            }
            ErrorKind::MissingKey(key) => error.serialize_entry("key", key)?,
            ErrorKind::Strict(warning) => error.serialize_entry("warning", warning.name())?,
            _ => {}
        }
        error.serialize_entry("message", &format_args!("{}", self.kind()))?;
        error.serialize_entry("span", &self.span())?;
        error.serialize_entry("position", &self.position())?;
        error.end()
    }
}

impl Serialize for Warning {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Warning", {
            "kind": self.kind().name(),
            "message": format_args!("{}", self.kind()),
            "span": self.span(),
            "position": self.position(),
        })
    }
}
