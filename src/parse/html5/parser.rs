//! Passes the tokens of our tokenizer to html5ever's tree builder, and finds the element that each end tag
//! closes.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::TokenSink;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{self, TagKind, TokenSinkResult};
use html5ever::tree_builder::{Tracer, TreeBuilder, TreeBuilderOpts};
use html5ever::{LocalName, QualName, local_name, ns};

use super::likes::Likes;
use super::sink::{CONTEXT, Handle, Sink};
use crate::error::{Error, ErrorKind};
use crate::html::element::RawText;
use crate::html::elements::with_elements;
use crate::html::name::KNOWN;
use crate::html::tag::Tag;
use crate::html::{Known, Namespace};
use crate::limits::Limit;
use crate::options::ParseOptions;
use crate::parse::tokenizer::{Token, Tokenizer};
use crate::scan::has_cr_or_nul;
use crate::source::Span;
use crate::tree::{Tree, attribute};

/// Parses the part `body` of `source`, and builds its tree in `tree`. `tree` must be empty. The
/// part is parsed as an HTML fragment whose context element is `body`. Scripting is disabled.
pub(in crate::parse) fn parse(
    source: &str,
    body: Span,
    options: &ParseOptions,
    tree: &mut Tree,
) -> Result<(), Error> {
    let mut parser = Parser::new(source, body, options);
    parser.run()?;
    drop(parser.send(tokenizer::Token::EOFToken));
    parser.builder.sink.finish()?;
    parser.builder.sink.into_tree(tree)
}

pub(super) struct Parser<'s> {
    source: &'s str,
    body: Span,
    /// A copy of the body, in the string type of html5ever. Slices of this copy are passed to
    /// html5ever without another copy.
    text: StrTendril,
    tokenizer: Tokenizer<'s>,
    builder: TreeBuilder<Handle, Sink<'s>>,
    max_attributes: u32,
    max_formatting: usize,
    /// An upper bound for the number of formatting elements that are open or may be reopened. An
    /// element is not subtracted when it is closed. Instead, if this number exceeds the limit, the
    /// elements are counted again.
    formatting: usize,
    likes: Likes,
}

impl<'s> Parser<'s> {
    pub(super) fn new(source: &'s str, body: Span, options: &ParseOptions) -> Self {
        let sink = Sink::new(source, body, options);
        let context = sink.context();
        let builder_options = TreeBuilderOpts {
            scripting_enabled: false,
            ..TreeBuilderOpts::default()
        };
        Parser {
            source,
            body,
            text: StrTendril::from_slice(body.of(source)),
            tokenizer: Tokenizer::new(source, body, has_cr_or_nul(body.of(source).as_bytes())),
            builder: TreeBuilder::new_for_fragment(sink, context, None, builder_options),
            max_attributes: options.get_limit_u32(Limit::Attributes, body.len()),
            max_formatting: options.get_limit_u32(Limit::Formatting, body.len()) as usize,
            formatting: 0,
            likes: Likes::default(),
        }
    }

    /// Processes all tokens of the body, but does not tell html5ever that the input ends.
    pub(super) fn run(&mut self) -> Result<(), Error> {
        loop {
            let builder = &self.builder;
            let in_foreign = || builder.adjusted_current_node_present_but_not_in_html_namespace();
            let Some(token) = self.tokenizer.next(in_foreign) else {
                return Ok(());
            };
            self.builder.sink.begin(token);
            match token {
                Token::Text(span) => self.characters(self.slice(span)),
                Token::Character { chars, .. } => {
                    let chars = chars.into_iter().filter(|&c| c != '\0');
                    self.characters(chars.collect());
                }
                Token::Null(_) => drop(self.send(tokenizer::Token::NullCharacterToken)),
                // The text of the comment is not passed on, since the sink takes the span of the
                // text from the token.
                Token::Comment { .. } => {
                    drop(self.send(tokenizer::Token::CommentToken(StrTendril::new())));
                }
                Token::Doctype(_) => {
                    drop(self.send(tokenizer::Token::DoctypeToken(Default::default())));
                }
                Token::StartTag(tag) => self.start_tag(tag)?,
                Token::EndTag(tag) => self.end_tag(tag),
            }
            self.builder.sink.finish()?;
        }
    }

    fn send(&self, token: tokenizer::Token) -> TokenSinkResult<Handle> {
        self.builder.process_token(token, 1)
    }

    fn characters(&self, text: StrTendril) {
        drop(self.send(tokenizer::Token::CharacterTokens(text)));
    }

    fn slice(&self, span: Span) -> StrTendril {
        let start = span.start - self.body.start;
        let slice = self.text.try_subtendril(start, span.end - span.start);
        slice.unwrap_or_default()
    }

    fn start_tag(&mut self, tag: Tag) -> Result<(), Error> {
        if tag.attributes > self.max_attributes {
            let kind = ErrorKind::exceeded(Limit::Attributes, self.max_attributes.into());
            return Err(Error::new(kind, tag.span, self.source));
        }
        let written = tag.name.of(self.source);
        let known = Known::find(written.as_bytes());
        let name = local_name(written, known);
        let attrs = self.attributes(tag, known, &name);
        let result = self.send(tag_token(TagKind::StartTag, name, tag.self_closing, attrs));
        if known.is_some_and(Known::is_formatting) {
            self.check_formatting(tag)?;
        }
        let raw = match result {
            TokenSinkResult::RawData(RawKind::Rcdata) => RawText::Rcdata,
            TokenSinkResult::RawData(RawKind::Rawtext) => RawText::Rawtext,
            TokenSinkResult::RawData(_) => RawText::Script,
            TokenSinkResult::Plaintext => RawText::Plaintext,
            _ => return Ok(()),
        };
        self.tokenizer.read_raw(raw, written.as_bytes());
        Ok(())
    }

    /// Returns only the attributes that affect tree construction. Nodes of the final tree read
    /// their attributes from the source.
    fn attributes(
        &mut self,
        tag: Tag,
        known: Option<Known>,
        name: &LocalName,
    ) -> Vec<html5ever::Attribute> {
        if tag.attributes == 0 {
            return Vec::new();
        }
        let mut attrs = Vec::new();
        let mut keep = |name: LocalName, value: StrTendril| {
            let name = QualName::new(None, ns!(), name);
            attrs.push(html5ever::Attribute { name, value });
        };
        let find = |name| attribute::find(self.source, tag.span, Namespace::Html, name);
        let shaping = match known {
            Some(Known::Input) => &[local_name!("type")][..],
            Some(Known::Font) => &[
                local_name!("color"),
                local_name!("face"),
                local_name!("size"),
            ],
            None if *name == local_name!("annotation-xml") => &[local_name!("encoding")],
            _ => &[],
        };
        for name in shaping {
            if let Some(attribute) = find(name) {
                keep(name.clone(), attribute.value().into());
            }
        }
        if let Some(known) = known.filter(|&known| known.is_formatting()) {
            // html5ever only compares the attributes of formatting elements. So it gets the number
            // from [`Likes`] instead of the attributes.
            let number = self
                .likes
                .number(self.source, tag, known, &self.builder.sink);
            keep(local_name!(""), number.to_string().into());
        }
        attrs
    }

    /// Adds one formatting element, which `tag` started, to the count. Returns an error if the
    /// count exceeds [`Limit::Formatting`].
    fn check_formatting(&mut self, tag: Tag) -> Result<(), Error> {
        self.formatting += 1;
        if self.formatting <= self.max_formatting {
            return Ok(());
        }
        // Some of the counted elements may have been closed since, so the elements are counted
        // again.
        self.formatting = self.builder.sink.count_formatting(self.held_nodes());
        if self.formatting <= self.max_formatting {
            return Ok(());
        }
        let kind = ErrorKind::exceeded(Limit::Formatting, self.max_formatting as u64);
        Err(Error::new(kind, tag.span, self.source))
    }

    /// Passes an end tag to html5ever, and stores the span of the tag in the element that the tag
    /// closed. If html5ever closed several elements with the tag's name, stores the span in the
    /// outermost of these elements.
    fn end_tag(&self, tag: Tag) {
        let written = tag.name.of(self.source);
        let known = Known::find(written.as_bytes());
        let name = &local_name(written, known);
        let token = tag_token(TagKind::EndTag, name.clone(), tag.self_closing, Vec::new());
        let sink = &self.builder.sink;
        if known.is_none() && !sink.has_made(name) {
            return drop(self.send(token));
        }
        let current = self.current_node();
        // The end tag of a `form` closes the `form` that was opened last, even if another element is the
        // current node.
        if known != Some(Known::Form) && sink.lacks_end_tag(current, known, name) {
            drop(self.send(token));
            if self.current_node() != current {
                sink.close(current, tag.span);
            }
            return;
        }
        let lacks_end_tag = |id: &u32| sink.lacks_end_tag(*id, known, name);
        let mut candidates = self.open_nodes();
        candidates.retain(lacks_end_tag);
        let created = sink.next_id();
        drop(self.send(token));
        // html5ever delays text in a table, and may process this text only now. For the text, it
        // may reopen formatting elements. The end tag can then close these elements.
        candidates.extend((created..sink.next_id()).filter(lacks_end_tag));
        if candidates.is_empty() {
            return;
        }
        let current = self.current_node();
        let open = self.open_nodes();
        // If an element in the `form` is still open after `</form>`, the `form` element continues
        // until the inner element ends. Then `</form>` is not stored as the end tag of the `form`.
        let goes_on = |id| known == Some(Known::Form) && sink.is_inside(current, id);
        let closed = sink.first_not_in(&candidates, &open);
        if let Some(closed) = closed.filter(|&id| !goes_on(id)) {
            sink.close(closed, tag.span);
        }
    }

    /// Returns the standard's "adjusted current node": the innermost open element, or the context
    /// element if only `html` is open.
    pub(super) fn current_node(&self) -> u32 {
        // This call is made for its side effect: html5ever calls `elem_name` with the adjusted
        // current node, and the sink stores that node.
        self.builder
            .adjusted_current_node_present_but_not_in_html_namespace();
        self.builder.sink.asked()
    }

    /// Returns the document, then the open elements from the outermost to the innermost. Returns an empty
    /// list if only `html` is open.
    pub(super) fn open_nodes(&self) -> Vec<u32> {
        // The open elements come first and end with the current node. Other nodes may follow.
        let mut nodes = self.held_nodes();
        let current = self.current_node();
        let last = nodes.iter().position(|&node| node == current);
        let open = last.filter(|_| current != CONTEXT);
        nodes.truncate(open.map_or(0, |last| last + 1));
        nodes
    }

    /// Returns all nodes that html5ever refers to: the document, the open elements from the outermost to the
    /// innermost, then other nodes such as formatting elements that may be reopened. The list may contain a
    /// node twice.
    pub(super) fn held_nodes(&self) -> Vec<u32> {
        let held = HeldNodes::default();
        self.builder.trace_handles(&held);
        let nodes = held.0.into_inner();
        self.builder.sink.steps(nodes.len());
        nodes
    }
}

#[derive(Default)]
struct HeldNodes(RefCell<Vec<u32>>);

impl Tracer for HeldNodes {
    type Handle = Handle;

    fn trace_handle(&self, node: &Handle) {
        self.0.borrow_mut().push(node.id);
    }
}

fn tag_token(
    kind: TagKind,
    name: LocalName,
    self_closing: bool,
    attrs: Vec<html5ever::Attribute>,
) -> tokenizer::Token {
    tokenizer::Token::TagToken(tokenizer::Tag {
        kind,
        name,
        self_closing,
        attrs,
        had_duplicate_attributes: false,
    })
}

fn local_name(written: &str, known: Option<Known>) -> LocalName {
    match known.and_then(|known| LOCAL_NAMES.get(known as usize)) {
        Some(name) => name.clone(),
        None if written.contains('\0') => written
            .to_ascii_lowercase()
            .replace('\0', "\u{fffd}")
            .into(),
        None => written.to_ascii_lowercase().into(),
    }
}

macro_rules! local_names {
    ($($variant:ident $text:tt $facts:tt)*) => { [$(local_name!($text)),*] };
}

/// The names that [`Known`] lists, as html5ever's [`LocalName`], in the order of the variants.
static LOCAL_NAMES: [LocalName; KNOWN as usize] = with_elements!(local_names);
