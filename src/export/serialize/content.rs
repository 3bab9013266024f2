use std::fmt;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::{Each, object};
use crate::content::{
    Aside, Byline, Content, ContentKind, ContentRef, Contributor, Dateline, Dimension, Embed,
    Heading, Image, ImageOrigin, Link, List, Table, TableCell,
};
use crate::source::Spanned;

impl Serialize for Content<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Content", {
            "dateline": self.dateline(),
            "byline": self.byline(),
            "standfirst": self.standfirst().map(ContentRef::text),
            "text": Text(self),
            "blocks": Each(|| self.blocks()),
            "lead_image": self.lead_image(),
            "images": Each(|| self.images()),
            "left_out_images": Each(|| self.left_out_images()),
            "links": Each(|| self.links()),
            "asides": Each(|| self.asides()),
        })
    }
}

/// Serializes the article's text without a temporary string.
struct Text<'c, 'a>(&'c Content<'a>);

impl Serialize for Text<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for Text<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write_text(f)
    }
}

impl Serialize for Dateline<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Dateline", {
            "raw": self.raw(),
            "date": self.date(),
            "span": self.span(),
        })
    }
}

impl Serialize for Byline<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Byline", {
            "raw": self.raw(),
            "contributors": self.contributors(),
            "span": self.span(),
        })
    }
}

impl Serialize for Contributor<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Contributor", {
            "name": self.name(),
            "role": self.role(),
        })
    }
}

impl Serialize for Aside<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Aside", {
            "kind": self.aside_kind(),
            "rule": self.rule(),
            "text": self.text(),
            "blocks": Each(|| self.children()),
            "links": Each(|| self.links()),
            "span": self.span(),
        })
    }
}

/// Serializes a part of the content as a struct. The first field of the struct is `type`, the kind
/// of the part. The given fields follow.
macro_rules! variant {
    ($serializer:expr, $name:literal, $type:expr, { $($key:literal: $value:expr,)* }) => {
        object!($serializer, $name, { "type": $type, $($key: $value,)* })
    };
}

impl Serialize for ContentRef<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.kind() {
            ContentKind::Heading => self.as_heading().serialize(serializer),
            ContentKind::Image => self.as_image().serialize(serializer),
            ContentKind::List => self.as_list().serialize(serializer),
            ContentKind::Table => self.as_table().serialize(serializer),
            ContentKind::TableCell => self.as_table_cell().serialize(serializer),
            ContentKind::Embed => self.as_embed().serialize(serializer),
            ContentKind::Link => self.as_link().serialize(serializer),
            ContentKind::Paragraph => inlines(*self, "paragraph", serializer),
            ContentKind::Preformatted => inlines(*self, "preformatted", serializer),
            ContentKind::Styled(style) => inlines(*self, style, serializer),
            ContentKind::Root => object!(serializer, "Root", {
                "text": self.text(),
                "blocks": Each(|| self.children()),
                "links": Each(|| self.links()),
                "span": self.span(),
            }),
            ContentKind::BlockQuote => quote(*self, serializer),
            ContentKind::ListItem => item(*self, serializer),
            ContentKind::TableRow => row(*self, serializer),
            ContentKind::Caption | ContentKind::Credit => serializer.collect_seq(self.children()),
            ContentKind::Text => text(*self, serializer),
            ContentKind::Break => leaf(*self, "line_break", serializer),
            ContentKind::ThematicBreak => leaf(*self, "rule", serializer),
        }
    }
}

// Each kind is serialized in a separate function, so that recursion into nested parts needs little
// stack.

fn quote<S: Serializer>(part: ContentRef<'_, '_>, serializer: S) -> Result<S::Ok, S::Error> {
    variant!(serializer, "Quote", "quote", {
        "blocks": Each(|| part.children()),
        "span": part.span(),
    })
}

fn item<S: Serializer>(part: ContentRef<'_, '_>, serializer: S) -> Result<S::Ok, S::Error> {
    object!(serializer, "ListItem", {
        "number": part.number(),
        "blocks": Each(|| part.children()),
        "span": part.span(),
    })
}

fn row<S: Serializer>(part: ContentRef<'_, '_>, serializer: S) -> Result<S::Ok, S::Error> {
    object!(serializer, "Row", {
        "cells": Each(|| part.children()),
        "span": part.span(),
    })
}

fn text<S: Serializer>(part: ContentRef<'_, '_>, serializer: S) -> Result<S::Ok, S::Error> {
    variant!(serializer, "Text", "text", {
        "text": part.as_text(),
        "span": part.span(),
    })
}

fn leaf<S: Serializer>(
    part: ContentRef<'_, '_>,
    name: &str,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    variant!(serializer, "Leaf", name, { "span": part.span(), })
}

fn inlines<S: Serializer>(
    part: ContentRef<'_, '_>,
    name: impl Serialize,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    variant!(serializer, "Text", name, {
        "inlines": Each(|| part.children()),
        "span": part.span(),
    })
}

impl Serialize for Heading<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        variant!(serializer, "Heading", "heading", {
            "level": self.level(),
            "inlines": Each(|| self.children()),
            "span": self.span(),
        })
    }
}

impl Serialize for List<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        variant!(serializer, "List", "list", {
            "ordered": self.is_ordered(),
            "start": self.start(),
            "items": Each(|| self.items()),
            "span": self.span(),
        })
    }
}

impl Serialize for Table<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        variant!(serializer, "Table", "table", {
            "caption": self.caption(),
            "caption_span": self.caption().map(ContentRef::span),
            "rows": Each(|| self.rows()),
            "span": self.span(),
        })
    }
}

impl Serialize for TableCell<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Cell", {
            "header": self.is_header(),
            "colspan": self.colspan(),
            "rowspan": self.rowspan(),
            "blocks": Each(|| self.children()),
            "span": self.span(),
        })
    }
}

impl Serialize for Embed<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (src, poster) = (self.src(), self.poster());
        variant!(serializer, "Embed", "embed", {
            "kind": self.embed_kind(),
            "src": src.as_ref().map(Spanned::value),
            "src_span": src.as_ref().map(Spanned::span),
            "original_src": self.original_src(),
            "poster": poster.as_ref().map(Spanned::value),
            "poster_span": poster.as_ref().map(Spanned::span),
            "original_poster": self.original_poster(),
            "title": self.title(),
            "caption": self.caption(),
            "caption_span": self.caption().map(ContentRef::span),
            "credit": self.credit().map(ContentRef::text),
            "span": self.span(),
        })
    }
}

impl Serialize for Image<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (src, address, link) = (self.short_src(), self.address(), self.link());
        let [alt, title] = self.alt_and_title();
        let [width, height] = self.size();
        variant!(serializer, "Image", "image", {
            "src": src.as_ref().map(Spanned::value),
            "src_span": src.as_ref().map(Spanned::span),
            "address_origin": self.address_origin().map(ImageOrigin::name),
            "address_span": address.as_ref().map(Spanned::span),
            "original_src": self.original_src(),
            "alt": alt,
            "title": title,
            "width": width,
            "height": height,
            "href": link.as_ref().map(Spanned::value),
            "href_span": link.as_ref().map(Spanned::span),
            "caption": self.caption(),
            "caption_span": self.caption().map(ContentRef::span),
            "credit": self.credit().map(ContentRef::text),
            "in_noscript": self.in_noscript(),
            "tracker": self.is_tracker(),
            "span": self.span(),
        })
    }
}

impl Serialize for Dimension {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Dimension::Pixels(pixels) => serializer.serialize_u32(*pixels),
            Dimension::Percent(percent) => serializer.collect_str(&format_args!("{percent}%")),
        }
    }
}

impl Serialize for Link<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let href = self.href();
        variant!(serializer, "Link", "link", {
            "href": href.value(),
            "href_span": href.span(),
            "title": self.title(),
            "inlines": Each(|| self.children()),
            "span": self.span(),
        })
    }
}
