//! The fast lane: one pass over plain markup, without the standard's tree builder.
//!
//! Its contract: **the tree is html5ever's, node for node and span for span, or there is none.**
//! Both lanes take the same tokens, CR and NUL in text aside, so that only the tree is in question.
//! Markup is plain as long as the standard's tree construction (13.2.6.4.7, "in body") does no more
//! with it than this table says; at the first thing that it does not say, the lane declines and
//! html5ever reads the whole body. [`rules`] lists the elements of each class.
//!
//! | markup | what it does | declined | why that is all |
//! |---|---|---|---|
//! | text, character references | go on with the text before, or make one | CR, NUL; tags and comments may hold them | There is nothing to reconstruct, see `b` |
//! | comments, `<!…>`, `<?…>`, `</…` before no letter | make a comment | | "Insert a comment" |
//! | `<!DOCTYPE…>`, `</>` | nothing | `</>` right behind `<pre>` | "Ignore the token"; none |
//! | `<div>`, `<ul>` … ([`Class::Block`]), `<p>` | close an open `p`, open | an open `p` that is not innermost; `form` in `form` | "If the stack has a p element in button scope, then close a p element"; that pops what is in it, too |
//! | `<pre>`, `<listing>` | as a block; pass a line feed by | as a block | "If the next token is a line feed, then ignore that token" |
//! | `<h1>` … `<h6>` | as a block, but then close a heading that is innermost | as a block | "If the current node is an h1 … h6 element, pop the current node" |
//! | `<li>`; `<dd>`, `<dt>` | close the `li` (or `dd`, `dt`) of the same list and what its end implies, then as a block | other elements open in that item; a `search` that the search for it comes to | The loop over the stack, which ends at a special element other than `address`, `div`, `p` |
//! | `<b>`, `<em>` … ([`Class::Formatting`]) | open | `a` in `a` | A formatting element closes only where it is innermost, by its own end tag: the last in the list of active ones is always open, and nothing to be reconstructed |
//! | `<span>`, `<noscript>` … ([`Class::Ordinary`]), names that HTML does not know | open | `button` in `button`; more than 16 unknown names, or with odd characters | "Any other start tag", or what comes to the same; scripting is off |
//! | `<rt>`, `<rp>` | open | in an innermost `li`, `dd`, `dt`, `p`, `rt`, `rp` | "Generate implied end tags": there are none |
//! | `<br>`, `<img>` … ([`Class::Void`]) | add an element | | "Immediately pop the current node off the stack" |
//! | `<hr>` | closes an open `p`, adds an element | an open `p` that is not innermost | as both |
//! | `<script>`, `<style>`, `<iframe>`, `<title>` … | open; text up to their end tag | | The generic raw text and RCDATA algorithms |
//! | the end tag of the innermost element | closes it | | All rules for end tags pop it and no more; a formatting element leaves the list, too |
//! | the end tag of a block, `pre`, `li`, `dd`, `dt` that is open farther out | closes it and what is in it | others than `li`, `dd`, `dt`, `p`, `rt`, `rp` in it | "Generate implied end tags", then "pop elements until" |
//! | `</p>` where none is open | makes an empty `p` | | "Insert an HTML element for a p start tag token" |
//! | other end tags of which no element is open | nothing | `</br>`; those of headings in a heading | "Ignore the token", by several rules |
//! | the end | closes what is open | | "Stop parsing" |
//! | tables, `select`, `svg` … ([`Class::NotPlain`]) | | always | |
//! | what exceeds a limit | | always | html5ever's lane makes the error |
//!
//! Scopes need no care: no element that bounds them is plain, but for `button`, and that bounds only
//! the one in which `p` is looked for. Where the standard then finds no `p`, there is one that is not
//! innermost, and the lane declines.

mod rules;
mod text;

use self::rules::{Class, P, Rule};
use crate::html::name::Known;
use crate::html::tag::{PlainEnd, Tag, span};
use crate::limits::Limit;
use crate::options::ParseOptions;
use crate::parse::tokenizer::{Token, Tokenizer, plain};
use crate::scan::{self, Job, Scan};
use crate::source::Span;
use crate::tree::arena::{Name, Node, NodeKind, Referrer, Tree};

/// Makes `tree`, which is empty, that of the part of `source` that `body` covers, if its markup is plain.
/// If it is not, leaves there what is of no use.
pub(crate) fn parse(
    source: &str,
    body: Span,
    options: &ParseOptions,
    tree: &mut Tree,
) -> Option<()> {
    let job = Parse {
        source,
        body,
        options,
        tree,
    };
    scan::run(job)
}

/// What [`parse`] does.
struct Parse<'s, 't> {
    source: &'s str,
    body: Span,
    options: &'t ParseOptions,
    tree: &'t mut Tree,
}

impl Job for Parse<'_, '_> {
    type Output = Option<()>;

    #[inline(always)]
    fn run(self, scan: impl Scan) -> Option<()> {
        let Parse {
            source,
            body,
            options,
            tree,
        } = self;
        let nodes = usual_nodes(body.len());
        if tree.nodes.capacity() < nodes {
            // A new one, as there is nothing to keep.
            tree.nodes = Vec::with_capacity(nodes);
        }
        tree.push_root(body);
        let mut builder = Builder {
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
        };
        builder.run()
    }
}

/// Returns how many nodes a body of so many bytes has: of a hundred real ones, one has more.
fn usual_nodes(bytes: usize) -> usize {
    match bytes {
        // One kilobyte, which allocators have at hand.
        ..2000 => 1024 / size_of::<Node>(),
        _ => bytes / 32 + 16,
    }
}

/// Names that HTML does not know are looked for one by one.
const MAX_OTHER_NAMES: usize = 16;

/// The innermost open element. Those around it are its ancestors in the tree.
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

/// The tree while it grows, and what is open in it.
struct Builder<'s, 't, S> {
    source: &'s str,
    scan: S,
    tokenizer: Tokenizer<'s>,
    tree: &'t mut Tree,
    top: Open,
    /// Which of the elements are open that must not be in themselves.
    once: u8,
    depth: u32,
    max_depth: u32,
    /// That of the innermost open element; 0 if there is none.
    last_child: u32,
    /// Text goes on with the last node.
    in_text: bool,
    max_nodes: usize,
    max_names: usize,
    max_attributes: u32,
}

impl<S: Scan> Builder<'_, '_, S> {
    #[inline(always)]
    fn run(&mut self) -> Option<()> {
        let bytes = self.tokenizer.bytes();
        // A number of its own, so that a register holds it: the tokenizer learns it only where it
        // reads itself.
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
                            self.behind_rare(class)?;
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

    /// Reads a token that is not one of the most usual.
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
                self.behind_rare(class)?;
            }
            Some(Token::EndTag(tag)) => self.end_tag(tag)?,
            Some(Token::Doctype(_)) | None => {}
        }
        Some(())
    }

    /// Adds a node to the innermost open element.
    #[inline]
    fn push(&mut self, kind: NodeKind, name: Name, span: Span, close: Span, flags: u8) -> u32 {
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
        // The fragment does not count.
        (self.tree.nodes.len() - 1 <= self.max_nodes).then_some(())
    }

    /// Takes a start tag. Returns the element's class.
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
            let address = end.address;
            self.tree.push_reference(Referrer { id, address });
        }
        if !matches!(rule.class, Class::Void | Class::Rule) {
            self.top = Open { id, name, rule };
            self.last_child = 0;
            self.once |= rule.once;
            self.depth += 1;
        }
        Some(rule.class)
    }

    /// Does what comes before the start tag of one of the rarer classes.
    #[cold]
    fn before_rare(&mut self, class: Class) -> Option<()> {
        match class {
            Class::NotPlain => None,
            Class::Heading => {
                self.close_p()?;
                match self.top.rule.class {
                    Class::Heading => self.close_by_implication(),
                    _ => Some(()),
                }
            }
            Class::ListItem | Class::DescriptionItem => self.close_item(class),
            Class::Ruby => (!self.top.rule.class.has_implied_end()).then_some(()),
            _ => Some(()),
        }
    }

    /// Reads on behind a start tag with which the text is not read as usual.
    #[cold]
    fn behind_rare(&mut self, class: Class) -> Option<()> {
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

    /// Returns the number of a tag's name.
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

    /// Closes an open `p`, if it is innermost.
    fn close_p(&mut self) -> Option<()> {
        if self.once & P == 0 {
            return Some(());
        }
        (self.top.rule.class == Class::Paragraph).then_some(())?;
        self.close_by_implication()
    }

    /// Closes the item that is open in the same list, and what its end implies.
    fn close_item(&mut self, class: Class) -> Option<()> {
        let mut implied = true;
        let mut item = None;
        for (id, name) in self.open_elements() {
            let open = Class::of(name);
            if open == class {
                item = Some(id);
                break;
            }
            let is = |known| name == Name::known(known);
            // html5ever does not count this one among the special elements; the standard does.
            if is(Known::Search) {
                return None;
            }
            // The search ends at the first special element, but for `address`, `div` and `p`.
            let goes_on = match open {
                Class::Formatting | Class::Ruby | Class::Paragraph => true,
                Class::Ordinary => !(is(Known::Button) || is(Known::Noscript)),
                _ => is(Known::Address) || is(Known::Dialog) || is(Known::Div),
            };
            if !goes_on {
                break;
            }
            implied &= open.has_implied_end();
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

    /// Returns the open elements from the inside out.
    fn open_elements(&self) -> impl Iterator<Item = (u32, Name)> + '_ {
        let parent = |&id: &u32| Some(self.tree.node(id).parent);
        std::iter::successors(Some(self.top.id), parent)
            .take_while(|&id| id != 0)
            .map(|id| (id, self.tree.node(id).name))
    }

    /// Takes any end tag.
    fn end_tag(&mut self, tag: Tag) -> Option<()> {
        let name = self.name(tag)?;
        if self.top.name == name {
            return self.close(tag.span);
        }
        let is_open = |name| self.open_elements().any(|(_, open)| open == name);
        match Class::of(name) {
            Class::Paragraph if self.once & P == 0 && self.depth < self.max_depth => {
                let flags = Node::SYNTHETIC;
                self.push(NodeKind::Element, name, Span::default(), tag.span, flags);
                self.check_nodes()
            }
            Class::NotPlain | Class::Paragraph => None,
            Class::Void if name == Name::known(Known::Br) => None,
            // No heading's end tag is passed over where any heading is open.
            Class::Heading
                if self
                    .open_elements()
                    .any(|(_, open)| Class::of(open) == Class::Heading) =>
            {
                None
            }
            _ if !is_open(name) => Some(()),
            // Only the end tags of blocks and items imply those of items in them.
            Class::Block | Class::Pre | Class::ListItem | Class::DescriptionItem => {
                while self.top.rule.class.has_implied_end() && self.top.name != name {
                    self.close_by_implication()?;
                }
                (self.top.name == name).then_some(())?;
                self.close(tag.span)
            }
            _ => None,
        }
    }

    /// Closes the innermost element. `end` is its end tag, or the empty place where it ends.
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

    /// Closes the innermost element, which has no end tag, where its last child ends.
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
