//! The fast lane: one pass over plain markup, without the standard's tree builder.
//!
//! Its contract: **the tree is html5ever's, node for node and span for span, or there is none.**
//! Both lanes take the same tokens, so that only the tree is in question. Markup is plain as long as
//! the standard's tree construction (13.2.6.4.7, "in body") does no more with it than this table
//! says; at the first tag that is not in it, the lane declines and html5ever reads the whole body.
//!
//! | elements | start tag | may not be open | end tag |
//! |---|---|---|---|
//! | `div`, `ul`, `section` … ([`Class::Block`]), `pre`, `form` | closes an open `p`, opens | a `p` that is not innermost; for `form`, a `form` | its own, or one that implies those of the `li`, `dd`, `dt`, `p`, `rt`, `rp` in it |
//! | `h1` to `h6` | as above | as above; a heading that is innermost | its own |
//! | `p` | as above | as above | its own |
//! | `li`; `dd`, `dt` | closes the `li` (or `dd`, `dt`) of the same list, then as above | between the two, anything whose end tag is not implied | its own, or implied |
//! | `b`, `em` … ([`Class::Formatting`]), `a` | opens; nothing is to be reconstructed, since a formatting element only ends where it is innermost | for `a`, an `a` | its own |
//! | `span`, `noscript` … ([`Class::Ordinary`]), `button` | opens | for `button`, a `button` | its own |
//! | `rt`, `rp` | opens | an innermost element whose end tag is implied | its own, or implied |
//! | `br`, `img` … ([`Class::Void`]) | adds an element | | none |
//! | `hr` | closes an open `p`, adds an element | a `p` that is not innermost | none |
//! | `script`, `style`, `iframe` … ([`Class::Raw`]) | opens, for raw text | | its own |
//!
//! What stays open at the end of the body has no end tag. Scopes need no care, since none of the
//! elements that bound them (`table`, `td`, `object`, `template`, SVG …) is in the table, but for
//! `button`, which is only taken for less than it is.

use super::name::{KNOWN, Known, with_known_names};
use super::tag::{Tag, span};
use super::tokenizer::{RawText, Token, Tokenizer};
use super::tree::{Name, Node, NodeKind, Tree};
use crate::options::ParseOptions;
use crate::span::Span;

/// Returns the tree of the part of `source` that `body` covers, if its markup is plain.
pub(super) fn parse(source: &str, body: Span, options: &ParseOptions) -> Option<Tree> {
    let mut tokenizer = Tokenizer::new(source, body);
    if tokenizer.has_odd() {
        return None;
    }
    let mut tree = Tree::default();
    // Real bodies have a tag every ninety bytes; text and markup alternate.
    tree.nodes.reserve(body.len() / 48 + 16);
    tree.push_root(body);
    let root = Open {
        id: 0,
        last: 0,
        extent: 0,
        name: Name::NONE,
        class: Class::Block,
    };
    let mut builder = Builder {
        source,
        tree,
        open: Vec::with_capacity(32),
        top: root,
        text: 0,
        skip_line_feed: false,
        open_p: 0,
        max_depth: options.plain_depth() as usize,
        max_nodes: options.nodes_for(body.len()) as usize,
        max_attributes: options.max_attributes,
    };
    loop {
        // Nearly all tokens are one of these two, which saves telling the others apart.
        if let Some(text) = tokenizer.plain_text() {
            builder.text(text);
        }
        if let Some((tag, is_end)) = tokenizer.plain_tag() {
            match is_end {
                false => builder.start_tag(tag, &mut tokenizer)?,
                true => builder.end_tag(tag)?,
            }
            continue;
        }
        let Some(token) = tokenizer.next(|| false) else {
            break;
        };
        match token {
            Token::Text(span) => builder.text(span),
            Token::Character { span, chars } => builder.character(span, chars),
            Token::Null(_) => return None,
            Token::Doctype(_) => builder.skip_line_feed = false,
            Token::Comment { span, data } => builder.comment(span, data)?,
            Token::StartTag(tag) => builder.start_tag(tag, &mut tokenizer)?,
            Token::EndTag(tag) => builder.end_tag(tag)?,
        }
    }
    while builder.pop(None).is_some() {}
    builder.finish()
}

/// What the table in the module's documentation says of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Block,
    Paragraph,
    Pre,
    Heading,
    ListItem,
    DescriptionItem,
    Formatting,
    Ordinary,
    Ruby,
    Void,
    Rule,
    Raw(RawText),
    NotPlain,
}

/// Names that HTML does not know are looked for one by one.
const MAX_OTHER_NAMES: usize = 16;

macro_rules! classes {
    ($($name:ident = $text:tt,)*) => { [$(class(Known::$name)),*] };
}

/// The class of each known name.
static CLASSES: [Class; KNOWN as usize] = with_known_names!(classes);

const fn class(name: Known) -> Class {
    use Known::*;
    match name {
        Address | Article | Aside | Blockquote | Center | Details | Dialog | Dir | Div | Dl
        | Fieldset | Figcaption | Figure | Footer | Form | Header | Hgroup | Main | Menu | Nav
        | Ol | Search | Section | Summary | Ul => Class::Block,
        P => Class::Paragraph,
        Pre | Listing => Class::Pre,
        H1 | H2 | H3 | H4 | H5 | H6 => Class::Heading,
        Li => Class::ListItem,
        Dd | Dt => Class::DescriptionItem,
        A | B | Big | Code | Em | Font | I | S | Small | Strike | Strong | Tt | U => {
            Class::Formatting
        }
        Abbr | Acronym | Audio | Bdi | Bdo | Blink | Button | Canvas | Cite | Data | Datalist
        | Del | Dfn | Ins | Kbd | Label | Legend | Map | Mark | Meter | Noscript | Output
        | Picture | Progress | Q | Ruby | Samp | Slot | Span | Sub | Sup | Time | Var | Video => {
            Class::Ordinary
        }
        Rt | Rp => Class::Ruby,
        Area | Base | Basefont | Bgsound | Br | Embed | Img | Input | Link | Meta | Param
        | Source | Track | Wbr => Class::Void,
        Hr => Class::Rule,
        Title => Class::Raw(RawText::Rcdata),
        Iframe | Noembed | Noframes | Style => Class::Raw(RawText::Rawtext),
        Script => Class::Raw(RawText::Script),
        _ => Class::NotPlain,
    }
}

/// An open element.
#[derive(Debug, Clone, Copy)]
struct Open {
    id: u32,
    /// Its last child; 0 if there is none.
    last: u32,
    /// Where it and its children end in the source, as far as they were read.
    extent: u32,
    name: Name,
    class: Class,
}

impl Open {
    fn is(&self, name: Known) -> bool {
        self.name == Name::known(name)
    }

    /// Returns whether other end tags imply this element's.
    fn has_implied_end(&self) -> bool {
        use Class::*;
        matches!(self.class, ListItem | DescriptionItem | Paragraph | Ruby)
    }
}

struct Builder<'s> {
    source: &'s str,
    tree: Tree,
    /// The open elements around the innermost one.
    open: Vec<Open>,
    /// The innermost one.
    top: Open,
    /// The text that further text goes on with; 0 if there is none.
    text: u32,
    /// A line feed right behind `<pre>` does not count.
    skip_line_feed: bool,
    open_p: usize,
    max_depth: usize,
    max_nodes: usize,
    max_attributes: u32,
}

impl Builder<'_> {
    fn push(&mut self, kind: NodeKind, name: Name, span: Span, close: Span) -> u32 {
        let id = self.tree.nodes.len() as u32;
        self.tree.nodes.push(Node {
            parent: self.top.id,
            previous: self.top.last,
            end: id + 1,
            span,
            close,
            name,
            kind,
            flags: 0,
        });
        self.top.last = id;
        self.top.extent = span.end;
        self.text = 0;
        self.skip_line_feed = false;
        id
    }

    fn text(&mut self, mut at: Span) {
        if std::mem::take(&mut self.skip_line_feed) && at.of(self.source).starts_with('\n') {
            at.start += 1;
            if at.is_empty() {
                return;
            }
        }
        if self.text == 0 {
            self.text = self.push(NodeKind::Text, Name::NONE, at, at);
        } else {
            self.more_text(at);
        }
    }

    /// Goes on with the text, which is the last node.
    fn more_text(&mut self, at: Span) {
        if let Some(node) = self.tree.nodes.last_mut() {
            if !node.has(Node::DECODED) && node.span.end == at.start {
                node.span.end = at.end;
                node.close.end = at.end;
                self.top.extent = at.end;
                return;
            }
        }
        self.decode_text();
        self.tree.push_literal(at, self.source);
        self.end_text(at);
    }

    fn character(&mut self, at: Span, chars: [char; 2]) {
        if std::mem::take(&mut self.skip_line_feed) && chars == ['\n', '\0'] {
            return;
        }
        if self.text == 0 {
            let none = span(self.tree.pieces.len(), self.tree.pieces.len());
            self.text = self.push(NodeKind::Text, Name::NONE, at, none);
            if let Some(node) = self.tree.nodes.last_mut() {
                node.flags = Node::DECODED;
            }
        } else {
            self.decode_text();
        }
        self.tree.push_chars(at, chars);
        self.end_text(at);
    }

    /// Makes the text, which is the last node, one of pieces.
    fn decode_text(&mut self) {
        let Some(node) = self.tree.nodes.last_mut() else {
            return;
        };
        if !node.has(Node::DECODED) {
            node.flags = Node::DECODED;
            let at = node.span;
            node.close = span(self.tree.pieces.len(), 0);
            self.tree.push_piece(at, at.of(self.source));
        }
    }

    fn end_text(&mut self, last: Span) {
        let pieces = self.tree.pieces.len() as u32;
        if let Some(node) = self.tree.nodes.last_mut() {
            node.span.end = last.end;
            node.close.end = pieces;
        }
        self.top.extent = last.end;
    }

    fn comment(&mut self, span: Span, data: Span) -> Option<()> {
        self.push(NodeKind::Comment, Name::NONE, span, data);
        self.check_nodes()
    }

    fn check_nodes(&self) -> Option<()> {
        // The fragment does not count.
        (self.tree.nodes.len() - 1 <= self.max_nodes).then_some(())
    }

    fn start_tag(&mut self, tag: Tag, tokenizer: &mut Tokenizer) -> Option<()> {
        if tag.attributes > self.max_attributes {
            return None;
        }
        let (name, class) = self.name(tag)?;
        match class {
            Class::Block | Class::Paragraph | Class::Pre | Class::Rule => self.close_p()?,
            Class::Heading => {
                self.close_p()?;
                if self.top.class == Class::Heading {
                    self.pop(None)?;
                }
            }
            Class::ListItem | Class::DescriptionItem => {
                self.close_item(class)?;
                self.close_p()?;
            }
            Class::Ruby if self.top.has_implied_end() => return None,
            Class::Raw(kind) => {
                tokenizer.read_raw(kind, self.source.as_bytes().get(tag.name.range())?);
            }
            Class::Formatting | Class::Ordinary | Class::Ruby | Class::Void => {}
            Class::NotPlain => return None,
        }
        let not_in_itself = [Known::A, Known::Button, Known::Form].map(Name::known);
        if not_in_itself.contains(&name) && self.is_open(name) {
            return None;
        }
        (self.open.len() < self.max_depth).then_some(())?;
        let none = Span::new(tag.span.end, tag.span.end);
        let id = self.push(NodeKind::Element, name, tag.span, none);
        self.check_nodes()?;
        if matches!(class, Class::Void | Class::Rule) {
            return Some(());
        }
        self.open_p += usize::from(class == Class::Paragraph);
        self.skip_line_feed = class == Class::Pre;
        let child = Open {
            id,
            last: 0,
            extent: tag.span.end,
            name,
            class,
        };
        self.open.push(std::mem::replace(&mut self.top, child));
        Some(())
    }

    fn name(&mut self, tag: Tag) -> Option<(Name, Class)> {
        let rest = self.source.as_bytes().get(tag.name.start as usize..)?;
        match Known::find_start(rest, tag.name.len()) {
            Some(known) => {
                let class = *CLASSES.get(known as usize)?;
                Some((Name::known(known), class))
            }
            None => Some((self.other_name(tag.name)?, Class::Ordinary)),
        }
    }

    /// Returns the number of a name that HTML does not know, if there are but few.
    fn other_name(&mut self, at: Span) -> Option<Name> {
        let name = at.of(self.source);
        let is_plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_:.".contains(&b);
        let known = self.tree.names.iter().position(|other| **other == *name);
        let index = known.unwrap_or(self.tree.names.len());
        (name.bytes().all(is_plain) && index < MAX_OTHER_NAMES).then_some(())?;
        if known.is_none() {
            self.tree.names.push(name.into());
        }
        Name::other(index)
    }

    /// Closes an open `p`, if it is innermost.
    fn close_p(&mut self) -> Option<()> {
        if self.open_p == 0 {
            return Some(());
        }
        (self.top.class == Class::Paragraph).then_some(())?;
        self.pop(None)?;
        (self.open_p == 0).then_some(())
    }

    /// Closes the item that is open in the same list.
    fn close_item(&mut self, class: Class) -> Option<()> {
        let mut implied = true;
        let around = self.open.iter().rev();
        for (inside, open) in std::iter::once(&self.top).chain(around).enumerate() {
            if open.class == class {
                implied.then_some(())?;
                for _ in 0..=inside {
                    self.pop(None)?;
                }
                return Some(());
            }
            // html5ever does not count this one among the special elements; the standard does.
            if open.is(Known::Search) {
                return None;
            }
            // The search ends at the first special element, but for `address`, `div` and `p`.
            let goes_on = match open.class {
                Class::Formatting | Class::Ruby | Class::Paragraph => true,
                Class::Ordinary => !(open.is(Known::Button) || open.is(Known::Noscript)),
                _ => [Known::Address, Known::Dialog, Known::Div]
                    .iter()
                    .any(|&name| open.is(name)),
            };
            if !goes_on {
                return Some(());
            }
            implied &= open.has_implied_end();
        }
        Some(())
    }

    fn is_open(&self, name: Name) -> bool {
        self.has_open(|open| open.name == name)
    }

    fn has_open(&self, is_it: impl Fn(&Open) -> bool) -> bool {
        is_it(&self.top) || self.open.iter().any(is_it)
    }

    fn end_tag(&mut self, tag: Tag) -> Option<()> {
        let (name, class) = self.name(tag)?;
        if self.top.name == name {
            return self.pop(Some(tag.span));
        }
        match class {
            Class::Paragraph if self.open_p == 0 => {
                let none = Span::default();
                self.push(NodeKind::Element, name, none, tag.span);
                self.tree.nodes.last_mut()?.flags = Node::SYNTHETIC;
                self.top.extent = tag.span.end;
                self.check_nodes()
            }
            Class::NotPlain | Class::Paragraph => None,
            Class::Void if name == Name::known(Known::Br) => None,
            // No heading's end tag is passed over where any heading is open.
            Class::Heading if self.has_open(|open| open.class == Class::Heading) => None,
            _ if !self.is_open(name) => {
                self.skip_line_feed = false;
                Some(())
            }
            // Only the end tags of blocks and items imply those of items in them.
            Class::Block | Class::Pre | Class::ListItem | Class::DescriptionItem => {
                while self.top.has_implied_end() && self.top.name != name {
                    self.pop(None)?;
                }
                (self.top.name == name).then_some(())?;
                self.pop(Some(tag.span))
            }
            _ => None,
        }
    }

    /// Closes the innermost element, with its end tag if it has one.
    fn pop(&mut self, end_tag: Option<Span>) -> Option<()> {
        let parent = self.open.pop()?;
        let closed = std::mem::replace(&mut self.top, parent);
        self.open_p -= usize::from(closed.class == Class::Paragraph);
        let close = end_tag.unwrap_or(Span::new(closed.extent, closed.extent));
        let end = self.tree.nodes.len() as u32;
        let node = self.tree.nodes.get_mut(closed.id as usize)?;
        node.end = end;
        node.close = close;
        self.top.extent = close.end;
        self.text = 0;
        self.skip_line_feed = false;
        Some(())
    }

    fn finish(mut self) -> Option<Tree> {
        self.check_nodes()?;
        let end = self.tree.nodes.len() as u32;
        self.tree.nodes.first_mut()?.end = end;
        Some(self.tree)
    }
}
