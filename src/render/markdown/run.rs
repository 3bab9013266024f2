//! Running text as a flat run of tokens, with white space and line ends moved out of styles.

use std::borrow::Cow;

use crate::content::{
    ContentEvent, ContentEvents, ContentKind, ContentRef, Embed, Image, Link, Style,
};
use crate::lean;
use crate::render::address;

/// A part of running text.
#[derive(Debug, PartialEq)]
pub(super) enum Token<'c, 'a> {
    Text(&'c str),
    /// Text that is not part of the content.
    Owned(Box<str>),
    Code(Cow<'c, str>),
    Image(Image<'c, 'a>),
    Break,
    /// A mark begins: its number.
    Open(usize),
    /// A mark ends: its number.
    Close(usize),
}

/// What encloses a part of running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark<'c, 'a> {
    Emphasis,
    Strong,
    Strikethrough,
    Superscript,
    Subscript,
    /// Code that is not only text.
    Code,
    Link(Link<'c, 'a>),
    /// A link around an image that is a block.
    ImageLink(Image<'c, 'a>),
    EmbedLink(Embed<'c, 'a>),
    /// A link to a URL.
    Url(&'c str),
}

impl Mark<'_, '_> {
    pub(super) fn is_link(&self) -> bool {
        matches!(
            self,
            Mark::Link(_) | Mark::ImageLink(_) | Mark::EmbedLink(_) | Mark::Url(_)
        )
    }
}

/// Running text, to be written on one line or several.
///
/// Marks hold neither white space nor line ends at their edges, so that they can be written as
/// delimiters, and nothing of either begins or ends the run.
#[derive(Debug, Default)]
pub(super) struct Run<'c, 'a> {
    pub(super) tokens: Vec<Token<'c, 'a>>,
    /// Each mark, and the number of the token that closes it.
    pub(super) marks: Vec<(Mark<'c, 'a>, usize)>,
    /// White space and line ends that count once something follows.
    held: Vec<Token<'c, 'a>>,
    /// The marks that are open, from the outside in, and how many of them have tokens.
    open: Vec<(Mark<'c, 'a>, usize)>,
    opened: usize,
    /// For each part that started and did not end, whether it opened a mark.
    parts: Vec<bool>,
}

impl<'c, 'a> Run<'c, 'a> {
    pub(super) fn clear(&mut self) {
        self.tokens.clear();
        self.marks.clear();
        self.held.clear();
        self.open.clear();
        self.opened = 0;
        self.parts.clear();
    }

    pub(super) fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// Appends what follows in `events`, up to the end of the part that started last.
    pub(super) fn inside(&mut self, events: &mut ContentEvents<'c, 'a>) {
        let depth = self.parts.len();
        // A style opens and closes.
        self.tokens.reserve(2 * events.left());
        while let Some(event) = events.next() {
            match event {
                ContentEvent::Leaf(part) => match part.as_text() {
                    Some(text) => self.text(text),
                    None => self.line_break(),
                },
                ContentEvent::Start(part) => self.start(part, events),
                ContentEvent::End(_) if self.parts.len() == depth => return,
                ContentEvent::End(_) => self.end(),
            }
        }
    }

    /// Appends a block, if running text can hold it.
    pub(super) fn block(&mut self, block: ContentRef<'c, 'a>) {
        let mut events = block.events();
        events.next();
        match block.kind() {
            ContentKind::Paragraph => self.inside(&mut events),
            ContentKind::Heading => {
                self.open_mark(Mark::Strong);
                self.inside(&mut events);
                self.end();
            }
            _ => self.media(block, &mut events),
        }
    }

    /// Appends the inlines of a caption.
    pub(super) fn block_of(&mut self, caption: ContentRef<'c, 'a>) {
        let mut events = caption.events();
        events.next();
        self.inside(&mut events);
    }

    /// Appends an image or embed that is a block. Its events come next.
    pub(super) fn media(&mut self, block: ContentRef<'c, 'a>, events: &mut ContentEvents<'c, 'a>) {
        if let Some(image) = block.as_image() {
            let is_linked = image
                .link()
                .is_some_and(|href| !address::runs_script(&href));
            if is_linked {
                self.open_mark(Mark::ImageLink(image));
            }
            self.image(image);
            if is_linked {
                self.end();
            }
        } else if let Some(embed) = block.as_embed() {
            self.embed(embed);
        }
        self.line_break();
        self.open_mark(Mark::Emphasis);
        self.inside(events);
        self.end();
    }

    fn embed(&mut self, embed: Embed<'c, 'a>) {
        let Some(src) = embed.src() else {
            return;
        };
        let title = embed.title().filter(|title| !title.trim().is_empty());
        let name = title.unwrap_or(src.clone().into_value());
        let is_linked = !address::runs_script(&src);
        if is_linked {
            self.open_mark(Mark::EmbedLink(embed));
        }
        self.owned_text(name);
        if is_linked {
            self.end();
        }
    }

    /// Appends text that is emphasized.
    pub(super) fn emphasized(&mut self, text: &'c str) {
        self.open_mark(Mark::Emphasis);
        self.text(text);
        self.end();
    }

    /// Appends a link.
    pub(super) fn link(&mut self, href: &'c str, text: &'c str) {
        match address::runs_script(href) {
            true => self.text(text),
            false => {
                self.open_mark(Mark::Url(href));
                self.text(text);
                self.end();
            }
        }
    }

    fn start(&mut self, part: ContentRef<'c, 'a>, events: &mut ContentEvents<'c, 'a>) {
        let mark = match part.kind() {
            ContentKind::Image => {
                events.skip_subtree();
                if let Some(image) = part.as_image() {
                    self.image(image);
                }
                return;
            }
            ContentKind::Credit => {
                self.line_break();
                None
            }
            ContentKind::Styled(Style::Code) => match only_text(part) {
                Some(code) if code.trim().is_empty() => None,
                Some(code) => {
                    events.skip_subtree();
                    return self.shown(Token::Code(code));
                }
                None => Some(Mark::Code),
            },
            ContentKind::Styled(Style::Emphasis) => Some(Mark::Emphasis),
            ContentKind::Styled(Style::Strong) => Some(Mark::Strong),
            ContentKind::Styled(Style::Strikethrough) => Some(Mark::Strikethrough),
            ContentKind::Styled(Style::Superscript) => Some(Mark::Superscript),
            ContentKind::Styled(Style::Subscript) => Some(Mark::Subscript),
            ContentKind::Link => part
                .as_link()
                .filter(|link| !address::runs_script(&link.href()))
                .map(Mark::Link),
            _ => None,
        };
        match mark {
            Some(mark) => self.open_mark(mark),
            None => self.parts.push(false),
        }
    }

    fn text(&mut self, text: &'c str) {
        let shown = text.trim_start();
        let (before, _) = text
            .split_at_checked(text.len() - shown.len())
            .unwrap_or_default();
        if !before.is_empty() {
            self.blanks(before);
        }
        let shown = shown.trim_end();
        if !shown.is_empty() {
            self.shown(Token::Text(shown));
            let (_, after) = text
                .split_at_checked(before.len() + shown.len())
                .unwrap_or_default();
            if !after.is_empty() {
                self.blanks(after);
            }
        }
    }

    /// Appends text that is not part of the content.
    fn owned_text(&mut self, text: Cow<'a, str>) {
        let words = text.trim();
        if !words.is_empty() {
            self.shown(Token::Owned(words.into()));
        }
    }

    /// Appends white space. On either side of a line end only that stays which shows there.
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
        let is_blank =
            |token: &Token<'_, '_>| matches!(token, Token::Text(text) if text.is_ascii());
        while self.held.last().is_some_and(is_blank) {
            self.held.pop();
        }
        lean::push(&mut self.held, Token::Break);
    }

    fn image(&mut self, image: Image<'c, 'a>) {
        if image
            .src()
            .is_some_and(|src| !address::trim(&src).is_empty())
        {
            self.shown(Token::Image(image));
        }
    }

    fn open_mark(&mut self, mark: Mark<'c, 'a>) {
        let adds = matches!(mark, Mark::Superscript | Mark::Subscript);
        let opens = adds || self.open.iter().all(|(open, _)| *open != mark);
        if opens {
            self.open.push((mark, 0));
        }
        self.parts.push(opens);
    }

    fn end(&mut self) {
        if self.parts.pop() != Some(true) {
            return;
        }
        let is_link = self.open.last().is_some_and(|(mark, _)| mark.is_link());
        if self.opened < self.open.len() && is_link {
            // A link of white space still leads somewhere.
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
    #[inline]
    fn shown(&mut self, token: Token<'c, 'a>) {
        if !self.held.is_empty() || self.opened < self.open.len() {
            self.open_marks();
        }
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

/// Returns the text of a part that contains nothing else.
fn only_text<'c>(part: ContentRef<'c, '_>) -> Option<Cow<'c, str>> {
    let mut texts = part.children().map(ContentRef::as_text);
    let first = texts.next()??;
    match texts.next() {
        None => Some(Cow::Borrowed(first)),
        Some(second) => {
            let rest = texts.collect::<Option<String>>()?;
            Some(Cow::Owned([first, second?, &rest].concat()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_and_marks_are_small() {
        assert_eq!(size_of::<Token<'_, '_>>(), 24);
        assert_eq!(size_of::<(Mark<'_, '_>, usize)>(), 32);
    }
}
