use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};

use super::object;
use crate::error::{Error, ErrorKind, Warning};

impl Serialize for Error {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut error = serializer.serialize_map(None)?;
        error.serialize_entry("kind", kind(self.kind()))?;
        match self.kind() {
            ErrorKind::NotUtf8(encoding) => error.serialize_entry("encoding", encoding)?,
            ErrorKind::TooLong { max, len } => {
                error.serialize_entry("max", max)?;
                error.serialize_entry("len", len)?;
            }
            ErrorKind::MissingKey(key) => error.serialize_entry("key", key)?,
            ErrorKind::TooDeep { max }
            | ErrorKind::TooManyNodes { max }
            | ErrorKind::TooManyAttributes { max } => error.serialize_entry("max", max)?,
            ErrorKind::Strict(warning) => error.serialize_entry("warning", warning)?,
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
            "kind": self.kind(),
            "message": format_args!("{self}"),
            "span": self.span(),
        })
    }
}

fn kind(kind: &ErrorKind) -> &'static str {
    match kind {
        ErrorKind::NotUtf8(_) => "not_utf8",
        ErrorKind::Empty => "empty",
        ErrorKind::TooLong { .. } => "too_long",
        ErrorKind::NotAnArticle => "not_an_article",
        ErrorKind::HtmlPage => "html_page",
        ErrorKind::UnterminatedFrontMatter => "unterminated_front_matter",
        ErrorKind::UnterminatedStamp => "unterminated_stamp",
        ErrorKind::InvalidStamp => "invalid_stamp",
        ErrorKind::TextBehindStamp => "text_behind_stamp",
        ErrorKind::MissingLinkHeader => "missing_link_header",
        ErrorKind::MissingUrl => "missing_url",
        ErrorKind::MissingSeparator => "missing_separator",
        ErrorKind::UnterminatedHeader => "unterminated_header",
        ErrorKind::MissingKey(_) => "missing_key",
        ErrorKind::TooDeep { .. } => "too_deep",
        ErrorKind::TooManyNodes { .. } => "too_many_nodes",
        ErrorKind::TooManyNames => "too_many_names",
        ErrorKind::TooManyAttributes { .. } => "too_many_attributes",
        ErrorKind::TooManyFormatting { .. } => "too_many_formatting",
        ErrorKind::TooManySteps { .. } => "too_many_steps",
        ErrorKind::Strict(_) => "strict",
    }
}
