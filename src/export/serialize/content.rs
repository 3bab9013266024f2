use std::fmt;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::{Each, object, rfc3339};
use crate::content::{
    Block, Cell, Content, Dateline, Dimension, Embed, Footer, Heading, Image, Inline, Link, List,
    ListItem, Quote, Row, Table,
};
use crate::source::Spanned;

impl Serialize for Content<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Content", {
            "dateline": self.dateline(),
            "text": Text(self),
            "blocks": self.blocks(),
            "lead_image": self.lead_image(),
            "images": Each(|| self.images()),
            "links": Each(|| self.links()),
            "footer": self.footer(),
        })
    }
}

/// An article's text, written without being built.
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
            "date": self.date().and_then(rfc3339),
            "span": self.span(),
        })
    }
}

impl Serialize for Footer<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Footer", {
            "text": self.to_text(),
            "blocks": self.blocks(),
            "links": Each(|| self.links()),
            "span": self.span(),
        })
    }
}

/// Writes an object whose field `type` tells which of several things it is.
macro_rules! variant {
    ($serializer:expr, $name:literal, $type:literal, { $($key:literal: $value:expr,)* }) => {
        object!($serializer, $name, { "type": $type, $($key: $value,)* })
    };
}

impl Serialize for Block<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Block::Paragraph(inlines) => text_block(serializer, "paragraph", inlines),
            Block::Preformatted(inlines) => text_block(serializer, "preformatted", inlines),
            Block::Heading(heading) => heading.serialize(serializer),
            Block::Image(image) => image.serialize(serializer),
            Block::List(list) => list.serialize(serializer),
            Block::Quote(quote) => quote.serialize(serializer),
            Block::Table(table) => table.serialize(serializer),
            Block::Embed(embed) => embed.serialize(serializer),
            Block::Rule(span) => variant!(serializer, "Rule", "rule", { "span": span, }),
        }
    }
}

fn text_block<S: Serializer>(
    serializer: S,
    kind: &str,
    inlines: &Spanned<Vec<Inline<'_>>>,
) -> Result<S::Ok, S::Error> {
    object!(serializer, "Text", {
        "type": kind,
        "inlines": inlines.value(),
        "span": inlines.span(),
    })
}

impl Serialize for Heading<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        variant!(serializer, "Heading", "heading", {
            "level": self.level(),
            "inlines": self.inlines(),
            "span": self.span(),
        })
    }
}

impl Serialize for List<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        variant!(serializer, "List", "list", {
            "ordered": self.is_ordered(),
            "start": self.start(),
            "items": self.items(),
            "span": self.span(),
        })
    }
}

impl Serialize for ListItem<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "ListItem", {
            "blocks": self.blocks(),
            "span": self.span(),
        })
    }
}

impl Serialize for Quote<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        variant!(serializer, "Quote", "quote", {
            "blocks": self.blocks(),
            "span": self.span(),
        })
    }
}

impl Serialize for Table<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        variant!(serializer, "Table", "table", {
            "caption": self.caption().map(Spanned::value),
            "caption_span": self.caption().map(Spanned::span),
            "rows": self.rows(),
            "span": self.span(),
        })
    }
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Row", {
            "cells": self.cells(),
            "span": self.span(),
        })
    }
}

impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Cell", {
            "header": self.is_header(),
            "colspan": self.columns(),
            "rowspan": self.rows(),
            "blocks": self.blocks(),
            "span": self.span(),
        })
    }
}

impl Serialize for Embed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        variant!(serializer, "Embed", "embed", {
            "kind": self.kind(),
            "src": self.src().map(Spanned::value),
            "src_span": self.src().map(Spanned::span),
            "title": self.title(),
            "caption": self.caption().map(Spanned::value),
            "caption_span": self.caption().map(Spanned::span),
            "span": self.span(),
        })
    }
}

impl Serialize for Image<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let src = self.src_span();
        variant!(serializer, "Image", "image", {
            "src": src.map(|_| self.src()),
            "src_span": src,
            "original_src": src.map(|_| self.original_src()),
            "alt": self.alt(),
            "title": self.title(),
            "width": self.width(),
            "height": self.height(),
            "href": self.link().map(Spanned::value),
            "href_span": self.link().map(Spanned::span),
            "caption": self.caption().map(Spanned::value),
            "caption_span": self.caption().map(Spanned::span),
            "in_noscript": self.in_noscript(),
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

impl Serialize for Inline<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Inline::Text(text) => variant!(serializer, "Text", "text", {
                "text": text.value(),
                "span": text.span(),
            }),
            Inline::Link(link) => link.serialize(serializer),
            Inline::Emphasis(inlines) => text_block(serializer, "emphasis", inlines),
            Inline::Strong(inlines) => text_block(serializer, "strong", inlines),
            Inline::Code(inlines) => text_block(serializer, "code", inlines),
            Inline::Strikethrough(inlines) => text_block(serializer, "strikethrough", inlines),
            Inline::Superscript(inlines) => text_block(serializer, "superscript", inlines),
            Inline::Subscript(inlines) => text_block(serializer, "subscript", inlines),
            Inline::LineBreak(span) => {
                variant!(serializer, "LineBreak", "line_break", { "span": span, })
            }
            Inline::Image(image) => image.serialize(serializer),
        }
    }
}

impl Serialize for Link<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        variant!(serializer, "Link", "link", {
            "href": self.href().value(),
            "href_span": self.href().span(),
            "title": self.title(),
            "inlines": self.inlines(),
            "span": self.span(),
        })
    }
}
