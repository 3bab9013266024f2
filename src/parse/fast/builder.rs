//! The tree builder of the fast lane, which applies each token to the tree.

use super::rules::{P, Rule, has_implied_end};
use crate::html::element::Class;
use crate::html::plain_tag::PlainEnd;
use crate::html::tag::Tag;
use crate::html::{Known, Name, span};
use crate::limits::Limit;
use crate::options::ParseOptions;
use crate::parse::tokenizer::{Token, Tokenizer, plain};
use crate::scan::{self, Scan};
use crate::source::Span;
use crate::tree::arena::{Node, NodeKind, Referrer, Tree};

/// The maximum number of different unknown element names in a body: names that [`Known`] does not
/// list. If a body has more unknown names, html5ever builds the tree, because this builder finds an
/// unknown name by linear search.
const MAX_OTHER_NAMES: usize = 16;

/// The innermost open element (the standard's "current node"). All other open elements are
/// ancestors of this element.
#[derive(Debug, Clone, Copy)]
struct Open {
    id: u32,
    name: Name,
    rule: Rule,
}

impl Open {
    #[inline]
    fn new(id: u32, name: Name) -> Open {
        Open {
            id,
            name,
            rule: Rule::of(name),
        }
    }
}

/// The tree under construction, and the state of its open elements. Methods that return an `Option`
/// return `None` if the markup is not plain; then html5ever must build the tree. Exception:
/// [`Builder::reference`] returns `None` if it finds no character reference.
pub(super) struct Builder<'s, 't, S> {
    pub(super) source: &'s str,
    scan: S,
    tokenizer: Tokenizer<'s>,
    pub(super) tree: &'t mut Tree,
    top: Open,
    /// The bitwise OR of [`Rule::once`] of all open elements.
    once: u8,
    depth: u32,
    max_depth: u32,
    /// The index of the last child of the innermost open element; 0 if the element has no children.
    last_child: u32,
    /// Whether text that follows extends the text node that was added last. `false` after a start
    /// tag or comment, and after the end of an element: text then becomes a new node.
    pub(super) in_text: bool,
    max_nodes: usize,
    max_names: usize,
    max_attributes: u32,
}

impl<'s, 't, S: Scan> Builder<'s, 't, S> {
    /// Returns a builder for `tree`, which must contain only its root.
    #[inline(always)]
    pub(super) fn new(
        source: &'s str,
        body: Span,
        options: &ParseOptions,
        tree: &'t mut Tree,
        scan: S,
    ) -> Self {
        Builder {
            source,
            scan,
            tokenizer: Tokenizer::new(source, body, false),
            tree,
            top: Open::new(0, Name::NONE),
            once: 0,
            depth: 0,
            max_depth: options.plain_depth(),
            last_child: 0,
            in_text: false,
            max_nodes: options.get_limit(Limit::Nodes, body.len()) as usize,
            max_names: MAX_OTHER_NAMES.min(options.get_limit(Limit::Names, body.len()) as usize),
            max_attributes: options.get_limit_u32(Limit::Attributes, body.len()),
        }
    }

    #[inline(always)]
    pub(super) fn run(&mut self) -> Option<()> {
        let bytes = self.tokenizer.bytes();
        // A local copy of the tokenizer's position, so that it stays in a register. It is written back only
        // before the tokenizer reads.
        let mut at = self.tokenizer.at();
        while let Some(first) = bytes.get(at) {
            match first {
                b'<' => {
                    if let Some(end) = plain::end_tag_of(bytes, at, self.top.name) {
                        self.close(span(at, end))?;
                        at = end;
                        continue;
                    }
                    if let Some((name, end)) = plain::start_tag(bytes, at, self.scan) {
                        let class = self.start_tag(Name::known(name), span(at, end.at), end)?;
                        at = end.at;
                        if class >= Class::Pre {
                            self.tokenizer.go_to(at);
                            self.after_rare(class)?;
                            at = self.tokenizer.at();
                        }
                        continue;
                    }
                }
                b'&' => {
                    if let Some(end) = self.reference(bytes, at) {
                        at = end;
                        continue;
                    }
                }
                _ => {
                    let text = self.scan.text(bytes, at)?;
                    let run = text.first_run;
                    let first_run = S::FINDS_RUNS.then(|| span(run.start, run.end));
                    self.text(span(at, text.end), first_run);
                    at = text.end;
                    continue;
                }
            }
            self.tokenizer.go_to(at);
            self.any_token()?;
            at = self.tokenizer.at();
        }
        while self.top.id != 0 {
            self.close_by_implication()?;
        }
        self.check_nodes()?;
        let end = self.tree.nodes.len() as u32;
        self.tree.nodes.first_mut()?.end = end;
        Some(())
    }

    /// Reads the next token with the tokenizer, and applies the token to the tree. Used for all
    /// tokens that [`run`](Self::run) does not read itself.
    #[cold]
    fn any_token(&mut self) -> Option<()> {
        match self.tokenizer.next(|| false) {
            Some(Token::Text(at)) => {
                if scan::has_cr_or_nul(at.of(self.source).as_bytes()) {
                    return None;
                }
                self.text(at, None);
            }
            Some(Token::Character { span, chars }) => self.character(span, chars),
            Some(Token::Null(_)) => return None,
            Some(Token::Comment { span, data }) => {
                let pieces = self.tree.decode_comment(data, self.source);
                let (data, flags) = pieces.map_or((data, 0), |pieces| (pieces, Node::DECODED));
                self.push(NodeKind::Comment, Name::NONE, span, data, flags);
                self.tree.has_comments = true;
                self.check_nodes()?;
            }
            Some(Token::StartTag(tag)) => {
                let name = self.name(tag)?;
                let class = self.start_tag(name, tag.span, PlainEnd::of(tag))?;
                self.after_rare(class)?;
            }
            Some(Token::EndTag(tag)) => self.end_tag(tag)?,
            Some(Token::Doctype(_)) | None => {}
        }
        Some(())
    }

    /// Appends a node as the last child of the innermost open element. Returns the index of the new
    /// node.
    #[inline]
    pub(super) fn push(
        &mut self,
        kind: NodeKind,
        name: Name,
        span: Span,
        close: Span,
        flags: u8,
    ) -> u32 {
        let id = self.tree.nodes.len() as u32;
        self.tree.nodes.push(Node {
            parent: self.top.id,
            previous: self.last_child,
            end: id + 1,
            span,
            close,
            name,
            kind,
            flags,
        });
        self.last_child = id;
        self.in_text = false;
        id
    }

    fn check_nodes(&self) -> Option<()> {
        // The root is not counted.
        (self.tree.nodes.len() - 1 <= self.max_nodes).then_some(())
    }

    /// Applies the start tag `tag` of an element `name` to the tree. Returns the element's class.
    #[inline(always)]
    fn start_tag(&mut self, name: Name, tag: Span, end: PlainEnd) -> Option<Class> {
        let rule = Rule::of(name);
        if rule.class >= Class::Pre {
            self.before_rare(rule.class)?;
        }
        if self.once & rule.closes != 0 {
            self.close_p()?;
        }
        let is_in_itself = self.once & rule.once != 0;
        if is_in_itself || self.depth >= self.max_depth {
            return None;
        }
        if end.attributes > self.max_attributes {
            return None;
        }
        let none = Span::new(tag.end, tag.end);
        let flags = match end.is_layout_plain {
            true => Node::LAYOUT_PLAIN,
            false => 0,
        };
        let id = self.push(NodeKind::Element, name, tag, none, flags);
        if id as usize > self.max_nodes {
            return None;
        }
        if name.is_reference() {
            let url = end.url;
            self.tree.push_reference(Referrer { id, url });
        }
        if !matches!(rule.class, Class::Void | Class::Rule) {
            self.top = Open { id, name, rule };
            self.last_child = 0;
            self.once |= rule.once;
            self.depth += 1;
        }
        Some(rule.class)
    }

    /// Closes the open elements that a start tag of the class `class` closes. Returns `None` if
    /// html5ever must process the start tag.
    #[cold]
    fn before_rare(&mut self, class: Class) -> Option<()> {
        match class {
            Class::Other => None,
            Class::Heading => {
                self.close_p()?;
                match self.top.rule.class {
                    Class::Heading => self.close_by_implication(),
                    _ => Some(()),
                }
            }
            Class::ListItem | Class::DescriptionItem => self.close_item(class),
            Class::Ruby => (!has_implied_end(self.top.rule.class)).then_some(()),
            _ => Some(()),
        }
    }

    /// Processes what follows the start tag of the innermost open element. After `pre`, skips a
    /// line feed. In an element with raw text, such as `script`, reads this text.
    #[cold]
    fn after_rare(&mut self, class: Class) -> Option<()> {
        if class == Class::Pre {
            return self.tokenizer.skip_line_feed();
        }
        let Some(kind) = class.raw_text() else {
            return Some(());
        };
        let name = self.tree.name(self.top.name);
        self.tokenizer.read_raw(kind, name.as_bytes());
        while self.tokenizer.is_raw() {
            self.any_token()?;
        }
        Some(())
    }

    /// Returns the [`Name`] of a tag. A new name that [`Known`] does not list is added to the tree.
    #[cold]
    fn name(&mut self, tag: Tag) -> Option<Name> {
        let text = tag.name.of(self.source);
        if let Some(known) = Known::find(text.as_bytes()) {
            return Some(Name::known(known));
        }
        let is_plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_:.".contains(&b);
        let names = self.tree.names();
        let found = names.iter().position(|other| **other == *text);
        let index = found.unwrap_or(names.len());
        (text.bytes().all(is_plain) && index < self.max_names).then_some(())?;
        if found.is_none() {
            self.tree.names_mut().push(text.into());
        }
        Name::other(index)
    }

    /// Closes the open `p`, if any. Returns `None` if the `p` is not the innermost open element.
    fn close_p(&mut self) -> Option<()> {
        if self.once & P == 0 {
            return Some(());
        }
        (self.top.rule.class == Class::Paragraph).then_some(())?;
        self.close_by_implication()
    }

    /// Closes the open list item, if any, before a new item is added: an `li` before an `li`, or a
    /// `dd` or `dt` before a `dd` or `dt`. Also closes the open elements in that item. Returns
    /// `None` if the end tag of one of these elements is not implied, or if the search for the item
    /// finds a `search` element.
    fn close_item(&mut self, class: Class) -> Option<()> {
        let mut implied = true;
        let mut item = None;
        for (id, name) in self.open_elements() {
            let open = Rule::class(name);
            if open == class {
                item = Some(id);
                break;
            }
            let is = |known| name == Name::known(known);
            // `search` is a special element in the standard, but not yet in html5ever.
            if is(Known::Search) {
                return None;
            }
            // The search for an open item ends at the first special element other than `address`, `div` and
            // `p`.
            let goes_on = match open {
                Class::Formatting | Class::Ruby | Class::Paragraph => true,
                Class::Ordinary => !(is(Known::Button) || is(Known::Noscript)),
                _ => is(Known::Address) || is(Known::Dialog) || is(Known::Div),
            };
            if !goes_on {
                break;
            }
            implied &= has_implied_end(open);
        }
        let Some(item) = item else {
            return Some(());
        };
        implied.then_some(())?;
        let around = self.tree.node(item).parent;
        while self.top.id != around {
            self.close_by_implication()?;
        }
        Some(())
    }

    /// Returns the open elements, from the innermost to the outermost.
    fn open_elements(&self) -> impl Iterator<Item = (u32, Name)> + '_ {
        let parent = |&id: &u32| Some(self.tree.node(id).parent);
        std::iter::successors(Some(self.top.id), parent)
            .take_while(|&id| id != 0)
            .map(|id| (id, self.tree.node(id).name))
    }

    /// Applies an end tag to the tree.
    fn end_tag(&mut self, tag: Tag) -> Option<()> {
        let name = self.name(tag)?;
        if self.top.name == name {
            return self.close(tag.span);
        }
        let is_open = |name| self.open_elements().any(|(_, open)| open == name);
        match Rule::class(name) {
            Class::Paragraph if self.once & P == 0 && self.depth < self.max_depth => {
                let flags = Node::SYNTHETIC;
                self.push(NodeKind::Element, name, Span::default(), tag.span, flags);
                self.check_nodes()
            }
            Class::Other | Class::Paragraph => None,
            Class::Void if name == Name::known(Known::Br) => None,
            // In the standard, the end tag of a heading closes an open heading of any level.
            Class::Heading
                if self
                    .open_elements()
                    .any(|(_, open)| Rule::class(open) == Class::Heading) =>
            {
                None
            }
            _ if !is_open(name) => Some(()),
            // The end tag of a block or item also closes elements inside, if their end tags are
            // implied.
            Class::Block | Class::Pre | Class::ListItem | Class::DescriptionItem => {
                while has_implied_end(self.top.rule.class) && self.top.name != name {
                    self.close_by_implication()?;
                }
                (self.top.name == name).then_some(())?;
                self.close(tag.span)
            }
            _ => None,
        }
    }

    /// Closes the innermost open element. `end` is the span of the element's end tag. For an element without
    /// an end tag, `end` is an empty span where the element ends.
    #[inline]
    fn close(&mut self, end: Span) -> Option<()> {
        let Open { id, rule, .. } = self.top;
        let behind = self.tree.nodes.len() as u32;
        let node = self.tree.nodes.get_mut(id as usize)?;
        node.end = behind;
        node.close = end;
        let parent = node.parent;
        let name = self.tree.nodes.get(parent as usize)?.name;
        self.top = Open::new(parent, name);
        self.last_child = id;
        self.once &= !rule.once;
        self.depth -= 1;
        self.in_text = false;
        Some(())
    }

    /// Closes the innermost open element, which has no end tag. The element ends where its last
    /// child ends. If it has no children, it ends where its start tag ends.
    #[cold]
    fn close_by_implication(&mut self) -> Option<()> {
        let child = self.tree.node(self.last_child);
        let end = match child.kind {
            _ if self.last_child == 0 => self.tree.node(self.top.id).span.end,
            NodeKind::Element => child.close.end,
            _ => child.span.end,
        };
        self.close(Span::new(end, end))
    }
}
