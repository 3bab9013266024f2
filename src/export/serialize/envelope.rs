use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::{Each, object, rfc3339};
use crate::envelope::{Date, Entry, Envelope, FrontMatter, LinkHeader, Stamp};
use crate::source::Spanned;

impl Serialize for Envelope<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Envelope", {
            "shape": self.shape(),
            "title": self.title().value(),
            "title_span": self.title().span(),
            "link": self.link().value(),
            "link_span": self.link().span(),
            "timestamp": self.timestamp().and_then(rfc3339),
            "timestamp_ms": self.timestamp_millis(),
            "front_matter": self.front_matter(),
            "stamp": self.stamp().map(Spanned::value),
            "stamp_span": self.stamp().map(Spanned::span),
            "link_header": self.link_header().map(Spanned::value),
            "link_header_span": self.link_header().map(Spanned::span),
            "separator_span": self.separator(),
            "date_line": self.date_line().map(Spanned::value),
            "date_line_span": self.date_line().map(Spanned::span),
            "body_span": self.body_span(),
            "warnings": self.warnings(),
        })
    }
}

impl Serialize for FrontMatter<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "FrontMatter", {
            "title": self.title(),
            "date": self.date(),
            "layout": self.layout(),
            "author": self.author(),
            "from": self.from(),
            "tags": Each(|| self.tags()),
            "comments": self.comments(),
            "categories": Each(|| self.categories()),
            "entries": Each(|| self.entries()),
            "span": self.span(),
        })
    }
}

impl Serialize for Entry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Entry", {
            "key": self.key.value(),
            "key_span": self.key.span(),
            "value": self.value.value(),
            "value_span": self.value.span(),
        })
    }
}

impl Serialize for Date<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Date", {
            "raw": self.raw(),
            "date": self.parsed().and_then(rfc3339),
        })
    }
}

impl Serialize for Stamp<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Stamp", {
            "raw": self.raw(),
            "date": self.date().and_then(rfc3339),
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
