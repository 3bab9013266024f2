//! Inline content as a flat list of tokens, with white space and line breaks moved out of styles and links.

use std::borrow::Cow;

use crate::content::{ContentEvent, ContentEvents, ContentKind, ContentRef, Embed, Image, Style};
use crate::lean;
use crate::render::options::{RenderOptions, UrlUse};
use crate::render::script::{Script, form};

/// A token of inline content.
#[derive(Debug, PartialEq)]
pub(super) enum Token<'c> {
    Text(&'c str),
    /// Text that is not in the content: generated text, or the value of an attribute.
    Owned(Box<str>),
    Code(Cow<'c, str>),
    /// An image, by its index in [`Run::images`].
    Image(usize),
    Break,
    /// The start of a mark, by its index in [`Run::marks`].
    Open(usize),
    /// The end of a mark, by its index in [`Run::marks`].
    Close(usize),
}

/// A style or link around a part of inline content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Emphasis,
    Strong,
    Strikethrough,
    Superscript,
    Subscript,
    /// Code that contains more than text, for example links or images.
    Code,
    /// A link, by its index in [`Run::links`].
    Link(usize),
}

impl Mark {
    pub(super) fn is_link(&self) -> bool {
        matches!(self, Mark::Link(_))
    }
}

/// The URL and the title of a link.
#[derive(Debug)]
pub(super) struct Target<'c> {
    pub(super) url: Cow<'c, str>,
    pub(super) title: Option<Cow<'c, str>>,
}

/// What to append at the end of an open part of the content.
#[derive(Debug, Clone, Copy)]
enum Part {
    Nothing,
    /// The end of the innermost open mark.
    Mark,
    /// This text.
    Before(&'static str),
}

/// Inline content, to be written on one line or several.
///
/// A run does not start or end with white space or a line break. The same is true of each mark (a
/// style or link) in the run, because Markdown would not recognize delimiters such as `**` next to
/// white space.
#[derive(Debug)]
pub(super) struct Run<'c, 'a> {
    options: &'c RenderOptions<'c>,
    pub(super) tokens: Vec<Token<'c>>,
    /// Each mark, and the index of the token that closes it.
    pub(super) marks: Vec<(Mark, usize)>,
    pub(super) links: Vec<Target<'c>>,
    /// The images that have a URL to write.
    pub(super) images: Vec<(Image<'c, 'a>, Cow<'c, str>)>,
    /// White space and line breaks that will be appended only if other content follows.
    held: Vec<Token<'c>>,
    /// The open marks, from the outermost to the innermost. For the first `opened` marks, the
    /// number is the index of the mark in `marks`. For the others, the number is 0.
    open: Vec<(Mark, usize)>,
    /// The number of marks in `open` for which a [`Token::Open`] was already appended. These are
    /// the outermost marks.
    opened: usize,
    /// For each open part of the content: what to append at its end.
    parts: Vec<Part>,
}

impl<'c, 'a> Run<'c, 'a> {
    pub(super) fn new(options: &'c RenderOptions<'c>) -> Self {
        Run {
            options,
            tokens: Vec::new(),
            marks: Vec::new(),
            links: Vec::new(),
            images: Vec::new(),
            held: Vec::new(),
            open: Vec::new(),
            opened: 0,
            parts: Vec::new(),
        }
    }

    pub(super) fn clear(&mut self) {
        self.tokens.clear();
        self.marks.clear();
        self.links.clear();
        self.images.clear();
        self.held.clear();
        self.open.clear();
        self.opened = 0;
        self.parts.clear();
    }

    pub(super) fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// If HTML is not allowed, moves punctuation out of styles where Markdown would not recognize
    /// delimiters next to the punctuation. Must be called before the run is written.
    pub(super) fn complete(&mut self) {
        if !self.options.get_markdown_html() && !self.marks.is_empty() {
            self.move_punctuation();
        }
    }

    /// Appends the inline content of the current part, whose [`ContentEvent::Start`] was read last.
    /// Reads `events` up to the end of this part.
    pub(super) fn inside(&mut self, events: &mut ContentEvents<'c, 'a>) {
        let depth = self.parts.len();
        // A style or link needs two tokens.
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

    /// Appends a paragraph, a heading (as strong text), an image or an embed.
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

    /// Appends the inline content of a caption.
    pub(super) fn block_of(&mut self, caption: ContentRef<'c, 'a>) {
        let mut events = caption.events();
        events.next();
        self.inside(&mut events);
    }

    /// Appends an image or embed that is a block, and its caption. The next `events` must be those inside the
    /// image or embed.
    pub(super) fn media(&mut self, block: ContentRef<'c, 'a>, events: &mut ContentEvents<'c, 'a>) {
        if let Some(image) = block.as_image() {
            let is_linked = image
                .link()
                .is_some_and(|href| self.open_link(UrlUse::Link, href.into_value(), None));
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
        let Some(src) = embed.original_src() else {
            return;
        };
        let title = embed.title().filter(|title| !title.trim().is_empty());
        let name = title.unwrap_or(src.clone());
        if self.open_link(UrlUse::Embed, src, None) {
            self.owned_text(name);
            self.end();
        }
    }

    /// Appends text with emphasis.
    pub(super) fn emphasized(&mut self, text: &'c str) {
        self.open_mark(Mark::Emphasis);
        self.text(text);
        self.end();
    }

    /// Appends a link.
    pub(super) fn link(&mut self, href: &'c str, text: &'c str) {
        let is_linked = self.open_link(UrlUse::Link, Cow::Borrowed(href), None);
        self.text(text);
        if is_linked {
            self.end();
        }
    }

    /// If the URL of a link may be written, opens the link and returns `true`. Otherwise returns `false`.
    fn open_link(&mut self, what: UrlUse, url: Cow<'c, str>, title: Option<Cow<'c, str>>) -> bool {
        let Some(url) = self.options.markdown_url(what, url) else {
            return false;
        };
        let mark = Mark::Link(self.links.len());
        lean::push(&mut self.links, Target { url, title });
        self.open_mark(mark);
        true
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
            ContentKind::Styled(Style::Superscript | Style::Subscript)
                if !self.options.get_markdown_html() =>
            {
                return self.script(part, events);
            }
            ContentKind::Styled(Style::Superscript) => Some(Mark::Superscript),
            ContentKind::Styled(Style::Subscript) => Some(Mark::Subscript),
            ContentKind::Link => {
                let is_linked = part.as_link().is_some_and(|link| {
                    self.open_link(UrlUse::Link, link.href().into_value(), link.title())
                });
                if !is_linked {
                    self.parts.push(Part::Nothing);
                }
                return;
            }
            _ => None,
        };
        match mark {
            Some(mark) => self.open_mark(mark),
            None => self.parts.push(Part::Nothing),
        }
    }

    /// Appends a superscript or subscript in the form that it has in plain text, such as `10⁶`.
    fn script(&mut self, part: ContentRef<'c, 'a>, events: &mut ContentEvents<'c, 'a>) {
        match Script::of(part) {
            Script::Plain => self.parts.push(Part::Nothing),
            Script::Formed(style) => {
                events.skip_subtree();
                let text = only_text(part).unwrap_or_else(|| part.text());
                let formed = form(style, text.trim());
                self.owned_text(formed.map_or(text, Cow::Owned));
            }
            Script::Between(before, after) => {
                self.owned_text(Cow::Borrowed(before));
                self.parts.push(Part::Before(after));
            }
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

    /// Appends generated text or the value of an attribute, without white space at both ends.
    fn owned_text(&mut self, text: Cow<'_, str>) {
        let words = text.trim();
        if !words.is_empty() {
            self.shown(Token::Owned(words.into()));
        }
    }

    /// Appends the marker of a list item in a table cell.
    pub(super) fn marker(&mut self, number: Option<i32>) {
        self.owned_text(number.map_or(Cow::Borrowed("•"), |number| format!("{number}.").into()));
        self.blanks(" ");
    }

    /// Appends white space. At the start of the run and after a line break, ASCII white space is
    /// skipped.
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

    /// Appends an image. If the image has no URL that may be written, appends its text alternative.
    fn image(&mut self, image: Image<'c, 'a>) {
        let src = image.original_src();
        let url = src.and_then(|src| self.options.markdown_url(UrlUse::Image, src));
        match url {
            Some(url) => {
                let number = self.images.len();
                lean::push(&mut self.images, (image, url));
                self.shown(Token::Image(number));
            }
            None => self.owned_text(image.alt().unwrap_or_default()),
        }
    }

    fn open_mark(&mut self, mark: Mark) {
        let adds = matches!(mark, Mark::Superscript | Mark::Subscript);
        let opens = adds || self.open.iter().all(|(open, _)| *open != mark);
        if opens {
            self.open.push((mark, 0));
        }
        self.parts
            .push(if opens { Part::Mark } else { Part::Nothing });
    }

    fn end(&mut self) {
        match self.parts.pop() {
            Some(Part::Mark) => {}
            Some(Part::Before(text)) => return self.owned_text(Cow::Borrowed(text)),
            Some(Part::Nothing) | None => return,
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

    /// Appends a visible token. First appends the white space and line breaks in `held`, and starts
    /// open marks that have no token yet.
    #[inline]
    fn shown(&mut self, token: Token<'c>) {
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
        if self.opens_beside_link() {
            lean::push(&mut self.tokens, Token::Text(" "));
        }
        for (mark, number) in self.open.iter_mut().skip(self.opened) {
            *number = self.marks.len();
            lean::push(&mut self.marks, (*mark, 0));
            lean::push(&mut self.tokens, Token::Open(*number));
        }
        self.opened = self.open.len();
    }

    /// Returns whether a link opens directly after a link with a different URL.
    fn opens_beside_link(&self) -> bool {
        let opened = self.open.iter().skip(self.opened);
        let Some(opened) = { opened }.find_map(|(mark, _)| self.target(*mark)) else {
            return false;
        };
        let closed = self.tokens.iter().rev().map_while(|token| match token {
            Token::Close(number) => self.marks.get(*number),
            _ => None,
        });
        let closed = { closed }.find_map(|(mark, _)| self.target(*mark));
        closed.is_some_and(|closed| closed.url != opened.url)
    }

    /// Returns the URL and title of a mark that is a link. Returns `None` for other marks.
    pub(super) fn target(&self, mark: Mark) -> Option<&Target<'c>> {
        match mark {
            Mark::Link(number) => self.links.get(number),
            _ => None,
        }
    }
}

/// Returns the text of a part if all children of the part are texts, otherwise `None`.
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
        assert_eq!(size_of::<Token<'_>>(), 24);
        assert_eq!(size_of::<(Mark, usize)>(), 24);
    }
}
