use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::{Each, object};
use crate::envelope::{
    Date, Entry, Envelope, FrontMatter, KEYS, LinkHeader, Moment, Published, Stamp, Value,
};
use crate::source::Spanned;

impl Serialize for Envelope<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Envelope", {
            "shape": self.shape(),
            "title": self.title().value(),
            "title_span": self.title().span(),
            "link": self.link().value(),
            "link_span": self.link().span(),
            "published": self.published(),
            "front_matter": self.front_matter(),
            "stamp": self.stamp().map(Spanned::into_value),
            "stamp_span": self.stamp().map(|stamp| stamp.span()),
            "link_header": self.link_header().map(Spanned::into_value),
            "link_header_span": self.link_header().map(|link_header| link_header.span()),
            "separator_span": self.separator().map(|separator| separator.span()),
            "date_line": self.date_line().map(Spanned::into_value),
            "date_line_span": self.date_line().map(|date_line| date_line.span()),
            "body_span": self.body_span(),
            "warnings": self.warnings(),
        })
    }
}

impl Serialize for Published {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Published", {
            "date": self.date(),
            "origin": self.origin(),
            "span": self.span(),
        })
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for FrontMatter<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("FrontMatter", KEYS.len() + 2)?;
        for key in &KEYS {
            match self.value(key.name) {
                Value::Text(text) => object.serialize_field(key.name, &text)?,
                Value::Date(date) => object.serialize_field(key.name, &date)?,
                Value::Names(names) => object.serialize_field(key.name, &Each(|| names.clone()))?,
            }
        }
        object.serialize_field("entries", &Each(|| self.entries()))?;
        object.serialize_field("span", &self.span())?;
        object.end()
    }
}

impl Serialize for Entry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Entry", {
            "key": self.key().value(),
            "key_span": self.key().span(),
            "value": self.value().value(),
            "value_span": self.value().span(),
        })
    }
}

impl Serialize for Date<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Date", {
            "raw": self.raw(),
            "date": self.parsed(),
        })
    }
}

impl Serialize for Stamp<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Stamp", {
            "raw": self.raw(),
            "date": self.date().map(Moment::from),
            "date_ms": self.millis(),
        })
    }
}

impl Serialize for LinkHeader<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "LinkHeader", {
            "title": self.title().value(),
            "title_span": self.title().span(),
            "url": self.url().value(),
            "url_span": self.url().span(),
        })
    }
}
