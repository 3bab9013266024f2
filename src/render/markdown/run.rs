//! Running text as a flat run of tokens, with blanks and line ends moved out of styles.

use std::borrow::Cow;

use crate::content::{Block, Embed, Image, Inline};
use crate::lean;
use crate::render::address;

/// A part of running text.
#[derive(Debug, PartialEq)]
pub(super) enum Token<'c> {
    Text(&'c str),
    Code(Cow<'c, str>),
    Image(&'c Image<'c>),
    Break,
    /// A mark begins: the number of it.
    Open(usize),
    /// A mark ends: the number of it.
    Close(usize),
}

/// What encloses a part of running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark<'c> {
    Emphasis,
    Strong,
    Strikethrough,
    Superscript,
    Subscript,
    /// Code that is not only text.
    Code,
    Link {
        href: &'c str,
        title: Option<&'c str>,
    },
}

/// Running text, to be written on one line or several.
///
/// Marks hold neither blanks nor line ends at their edges, so that they can be written as
/// delimiters, and nothing of either begins or ends the run.
#[derive(Debug, Default)]
pub(super) struct Run<'c> {
    pub(super) tokens: Vec<Token<'c>>,
    /// Each mark, and the number of the token that closes it.
    pub(super) marks: Vec<(Mark<'c>, usize)>,
    /// Blanks and line ends that count once something follows.
    held: Vec<Token<'c>>,
    /// The marks that are open, from the outside in, and how many of them have tokens.
    open: Vec<(Mark<'c>, usize)>,
    opened: usize,
}

impl<'c> Run<'c> {
    pub(super) fn of(inlines: &'c [Inline<'c>]) -> Self {
        let mut run = Run::default();
        run.inlines(inlines);
        run
    }

    /// Returns a run of what is emphasized as a whole.
    pub(super) fn emphasized(text: &'c str) -> Self {
        let mut run = Run::default();
        run.marked(Mark::Emphasis, |run| run.text(text));
        run
    }

    /// Returns a run of one link.
    pub(super) fn link(href: &'c str, text: &'c str) -> Self {
        let mut run = Run::default();
        run.linked(href, None, |run| run.text(text));
        run
    }

    pub(super) fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// Appends a block, if running text can hold it.
    pub(super) fn block(&mut self, block: &'c Block<'c>) {
        match block {
            Block::Paragraph(inlines) => self.inlines(inlines),
            Block::Heading(heading) => {
                self.marked(Mark::Strong, |run| run.inlines(heading.inlines()));
            }
            Block::Image(image) => self.image_block(image),
            Block::Embed(embed) => self.embed(embed),
            Block::List(_)
            | Block::Quote(_)
            | Block::Preformatted(_)
            | Block::Table(_)
            | Block::Rule(_) => {}
        }
    }

    fn image_block(&mut self, image: &'c Image<'c>) {
        match image.link() {
            Some(href) => self.linked(href, None, |run| run.image(image)),
            None => self.image(image),
        }
        self.caption(image.caption().map_or(&[], |caption| caption));
    }

    fn embed(&mut self, embed: &'c Embed<'c>) {
        if let Some(src) = embed.src() {
            let title = embed.title().filter(|title| !title.trim().is_empty());
            let name = title.unwrap_or(src);
            self.linked(src, None, |run| run.text(name));
        }
        self.caption(embed.caption().map_or(&[], |caption| caption));
    }

    fn caption(&mut self, caption: &'c [Inline<'c>]) {
        self.line_break();
        self.marked(Mark::Emphasis, |run| run.inlines(caption));
    }

    fn inlines(&mut self, inlines: &'c [Inline<'c>]) {
        if self.tokens.is_empty() {
            self.tokens
                .reserve_exact(inlines.iter().map(tokens_of).sum());
        }
        for inline in inlines {
            match inline {
                Inline::Text(text) => self.text(text),
                Inline::LineBreak(_) => self.line_break(),
                Inline::Image(image) => self.image(image),
                Inline::Link(link) => {
                    self.linked(link.href(), link.title(), |run| run.inlines(link.inlines()));
                }
                Inline::Code(inlines) => match only_text(inlines) {
                    Some(code) if code.trim().is_empty() => self.inlines(inlines),
                    Some(code) => self.shown(Token::Code(code)),
                    None => self.marked(Mark::Code, |run| run.inlines(inlines)),
                },
                Inline::Emphasis(inlines) => {
                    self.marked(Mark::Emphasis, |run| run.inlines(inlines));
                }
                Inline::Strong(inlines) => self.marked(Mark::Strong, |run| run.inlines(inlines)),
                Inline::Strikethrough(inlines) => {
                    self.marked(Mark::Strikethrough, |run| run.inlines(inlines));
                }
                Inline::Superscript(inlines) => {
                    self.marked(Mark::Superscript, |run| run.inlines(inlines));
                }
                Inline::Subscript(inlines) => {
                    self.marked(Mark::Subscript, |run| run.inlines(inlines));
                }
            }
        }
    }

    fn text(&mut self, text: &'c str) {
        let shown = text.trim_start();
        let (before, _) = text
            .split_at_checked(text.len() - shown.len())
            .unwrap_or_default();
        self.blanks(before);
        let shown = shown.trim_end();
        if !shown.is_empty() {
            self.shown(Token::Text(shown));
            let (_, behind) = text
                .split_at_checked(before.len() + shown.len())
                .unwrap_or_default();
            self.blanks(behind);
        }
    }

    /// Appends blanks. On either side of a line end only those stay that show there.
    fn blanks(&mut self, blanks: &'c str) {
        let is_at_start = match self.held.last() {
            Some(last) => *last == Token::Break,
            None => self.tokens.is_empty(),
        };
        let blanks = match is_at_start {
            true => blanks.trim_start_matches(|c: char| c.is_ascii()),
            false => blanks,
        };
        if !blanks.is_empty() {
            lean::push(&mut self.held, Token::Text(blanks));
        }
    }

    pub(super) fn line_break(&mut self) {
        let is_blank = |token: &Token<'_>| matches!(token, Token::Text(text) if text.is_ascii());
        while self.held.last().is_some_and(is_blank) {
            self.held.pop();
        }
        lean::push(&mut self.held, Token::Break);
    }

    fn image(&mut self, image: &'c Image<'c>) {
        if !address::trim(image.original_src()).is_empty() {
            self.shown(Token::Image(image));
        }
    }

    fn linked(&mut self, href: &'c str, title: Option<&'c str>, inside: impl FnOnce(&mut Self)) {
        match address::runs_script(href) {
            true => inside(self),
            false => self.marked(Mark::Link { href, title }, inside),
        }
    }

    fn marked(&mut self, mark: Mark<'c>, inside: impl FnOnce(&mut Self)) {
        let adds = matches!(mark, Mark::Superscript | Mark::Subscript);
        if !adds && self.open.iter().any(|(open, _)| *open == mark) {
            return inside(self);
        }
        self.open.push((mark, 0));
        inside(self);
        if self.opened < self.open.len() && matches!(mark, Mark::Link { .. }) {
            // A link of blanks still leads somewhere.
            self.open_marks();
        }
        let closed = self.open.pop();
        if let Some((_, number)) = closed.filter(|_| self.opened > self.open.len()) {
            self.opened = self.open.len();
            if let Some((_, close)) = self.marks.get_mut(number) {
                *close = self.tokens.len();
            }
            lean::push(&mut self.tokens, Token::Close(number));
        }
    }

    /// Appends what shows, and before it what it makes count.
    fn shown(&mut self, token: Token<'c>) {
        self.open_marks();
        lean::push(&mut self.tokens, token);
    }

    fn open_marks(&mut self) {
        if self.tokens.is_empty() {
            self.held.retain(|token| *token != Token::Break);
        }
        self.tokens.append(&mut self.held);
        for (mark, number) in self.open.iter_mut().skip(self.opened) {
            *number = self.marks.len();
            lean::push(&mut self.marks, (*mark, 0));
            lean::push(&mut self.tokens, Token::Open(*number));
        }
        self.opened = self.open.len();
    }
}

/// Returns how many tokens most inlines of its kind make.
fn tokens_of(inline: &Inline<'_>) -> usize {
    match inline {
        Inline::Text(_) | Inline::LineBreak(_) => 1,
        Inline::Image(image) => usize::from(!image.src().is_empty()),
        // What opens it, a text, what closes it.
        _ => 3,
    }
}

/// Returns what the inlines say, if they are nothing but text.
fn only_text<'c>(inlines: &'c [Inline<'c>]) -> Option<Cow<'c, str>> {
    let text = |inline: &'c Inline<'c>| match inline {
        Inline::Text(text) => Some(&***text),
        _ => None,
    };
    if let [inline] = inlines {
        return text(inline).map(Cow::Borrowed);
    }
    inlines
        .iter()
        .map(text)
        .collect::<Option<String>>()
        .map(Cow::Owned)
}
