//! Compares the visible characters of content with those of its Markdown.

mod of_content;
mod of_markdown;

use std::rc::Rc;

use newsprint::{Content, UrlParts};

pub use of_content::of_content;
pub use of_markdown::of_markdown;

/// A visible character. An image or a thematic break is also represented by a character.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    pub c: char,
    /// The styles of the character, with one bit for each style.
    style: u8,
    /// The URL and the title of the link that contains the character. For an image, also its URL
    /// and texts.
    link: Option<Rc<str>>,
    /// The lists (with the numbers of the items), quotations and the kind of block that contain the
    /// character.
    place: Rc<str>,
}

const EMPHASIS: u8 = 1;
const STRONG: u8 = 2;
const CODE: u8 = 4;
const STRIKETHROUGH: u8 = 8;
const SUPERSCRIPT: u8 = 16;
const SUBSCRIPT: u8 = 32;

const IMAGE: char = '\u{fffc}';
const RULE: char = '\u{2014}';

/// Everything that is visible of an article, in order.
#[derive(Debug, Default)]
pub struct Seen {
    pub shown: Vec<Shown>,
    /// The text with white space collapsed, and one space between blocks.
    pub text: String,
    /// The URLs of the links.
    pub links: Vec<String>,
    /// The URLs of the images.
    pub images: Vec<String>,
    /// The number of tables, including empty ones.
    tables: usize,
    /// The number of items of ordered lists, including empty ones.
    numbers: usize,
    style: u8,
    link: Option<Rc<str>>,
    /// The length of `shown` at the end of the last link. `None` if white space follows the link.
    link_end: Option<usize>,
    path: Vec<String>,
    /// Whether the following content is written as HTML, which contains only safe URLs.
    in_html: bool,
    /// Whether the following content is written on one line of a table.
    in_line: bool,
}

impl Seen {
    fn push(&mut self, c: char) {
        self.shown.push(Shown {
            c,
            style: self.style,
            link: self.link.clone(),
            place: self.path.concat().into(),
        });
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() {
                self.blank();
            } else {
                self.text.push(c);
                self.push(c);
            }
        }
    }

    fn blank(&mut self) {
        self.link_end = None;
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    fn image(&mut self, src: &str, alt: &str, title: &str) {
        self.images.push(src.to_owned());
        let what = format!(
            "{} -> {src} {alt:?} {title:?}",
            self.link.as_deref().unwrap_or("")
        );
        let link = self.link.replace(what.into());
        self.push(IMAGE);
        self.link = link;
    }

    fn open_link(&mut self, href: &str, title: &str) {
        self.links.push(href.to_owned());
        self.link = Some(format!("{href} {title:?}").into());
    }

    fn within(&mut self, place: String, contents: impl FnOnce(&mut Self)) {
        self.blank();
        self.path.push(place);
        contents(self);
        self.path.pop();
        self.blank();
    }

    /// Returns a count of what was seen so far. An item without a number is written only if its
    /// contents increase this count.
    fn written(&self) -> usize {
        self.shown.len() + self.links.len() + self.tables + self.numbers
    }

    fn styled(&mut self, style: u8, contents: impl FnOnce(&mut Self)) {
        let outside = self.style;
        self.style |= style;
        contents(self);
        self.style = outside;
    }
}

/// Returns the first difference between content and its Markdown, or `None` if they are equal.
pub fn difference(content: &Content) -> Option<String> {
    let markdown = content.to_markdown();
    let [before, after] = [of_content(content), of_markdown(&markdown)];
    let differs = |what: &str, before: &dyn std::fmt::Debug, after: &dyn std::fmt::Debug| {
        Some(format!(
            "{what}: {before:?}\nbecomes {after:?}\nin {markdown}"
        ))
    };
    let text = |seen: &Seen| seen.text.trim().to_owned();
    if before.links != after.links {
        return differs("links", &before.links, &after.links);
    }
    if before.images != after.images {
        return differs("images", &before.images, &after.images);
    }
    let empty = |seen: &Seen| [seen.tables, seen.numbers];
    if empty(&before) != empty(&after) {
        return differs("tables and numbers", &empty(&before), &empty(&after));
    }
    if let Some(at) = before
        .shown
        .iter()
        .zip(&after.shown)
        .position(|(a, b)| a != b)
    {
        let around = |seen: &Seen| {
            let near = seen.shown[at.saturating_sub(20)..].iter().take(40);
            near.map(|shown| shown.c).collect::<String>()
        };
        let before = (&before.shown[at], around(&before));
        return differs("character", &before, &(&after.shown[at], around(&after)));
    }
    if text(&before) != text(&after) {
        return differs("text", &text(&before), &text(&after));
    }
    if before.shown.len() != after.shown.len() {
        return differs("count", &before.shown.len(), &after.shown.len());
    }
    None
}

/// Returns a URL as browsers read it: without line ends and surrounding white space. In a URL with
/// the scheme `http` or `https`, each `\` in the path becomes `/`.
fn address(address: &str) -> String {
    let address = address
        .trim_matches(|c: char| c <= ' ')
        .replace(['\n', '\t', '\r'], "");
    let scheme = UrlParts::of(&address).scheme().unwrap_or("http");
    if !matches!(&*scheme.to_ascii_lowercase(), "http" | "https") {
        return address;
    }
    let end = address.find(['?', '#']).unwrap_or(address.len());
    address[..end].replace('\\', "/") + &address[end..]
}

fn words(text: &str) -> String {
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}
