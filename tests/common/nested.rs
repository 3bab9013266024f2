//! Generates random markup that is nested correctly, with the positions of its tags.

use super::choices::Choices;

/// Markup in which every element is in a place that HTML allows. Every element that is not void has
/// an end tag.
#[derive(Debug, Clone, Default)]
pub struct Nested {
    pub source: String,
    /// The elements in document order, including those in templates.
    pub elements: Vec<Tags>,
}

/// The byte ranges of an element's tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tags {
    pub name: &'static str,
    pub start: (usize, usize),
    /// `None` for void elements.
    pub end: Option<(usize, usize)>,
}

/// Returns the markup for `choices`.
pub fn markup(choices: &[u8]) -> Nested {
    let mut maker = Maker {
        choices: Choices::new(choices),
        made: Nested::default(),
        inside: Vec::new(),
    };
    while !maker.choices.is_empty() {
        maker.flow();
    }
    maker.made
}

struct Maker<'b> {
    choices: Choices<'b>,
    made: Nested,
    inside: Vec<&'static str>,
}

const DEEPEST: usize = 12;

impl Maker<'_> {
    fn element(&mut self, name: &'static str, content: impl FnOnce(&mut Self)) {
        let index = self.made.elements.len();
        let start = self.made.source.len();
        self.tag("<", name, ATTRIBUTES);
        self.made.elements.push(Tags {
            name,
            start: (start, self.made.source.len()),
            end: None,
        });
        if VOID.contains(&name) {
            return;
        }
        self.inside.push(name);
        content(self);
        self.inside.pop();
        let start = self.made.source.len();
        self.tag("</", name, &["", "", "", " ", "\n"]);
        let end = (start, self.made.source.len());
        if let Some(tags) = self.made.elements.get_mut(index) {
            tags.end = Some(end);
        }
    }

    fn tag(&mut self, start: &str, name: &str, ends: &[&str]) {
        let upper = self.choices.once_in(10);
        let end = self.choices.of(ends);
        let source = &mut self.made.source;
        source.push_str(start);
        match upper {
            true => source.push_str(&name.to_ascii_uppercase()),
            false => source.push_str(name),
        }
        source.push_str(end);
        source.push('>');
    }

    fn some(&mut self, content: fn(&mut Self)) {
        if self.inside.len() < DEEPEST {
            for _ in 0..self.choices.below(4) {
                content(self);
            }
        }
    }

    fn one_or_more(&mut self, content: fn(&mut Self)) {
        content(self);
        self.some(content);
    }

    fn text(&mut self) {
        let text = self.choices.of(TEXTS);
        self.made.source.push_str(text);
    }

    /// Writes flow content: anything that a body may contain.
    fn flow(&mut self) {
        match self.choices.below(12) {
            0..=2 => self.phrasing(),
            3 => {
                let name = self.choices.of(BLOCKS);
                self.element(name, |maker| maker.some(Self::flow));
            }
            4 => {
                let name = self.choices.of(&["p", "h1", "h3", "h6", "pre", "summary"]);
                self.element(name, |maker| {
                    // The parser would drop a line feed at the start.
                    maker.made.source.push('x');
                    maker.some(Self::phrasing);
                });
            }
            5 => {
                let name = self.choices.of(&["ul", "ol", "menu"]);
                self.element(name, |maker| maker.some(Self::item));
            }
            6 => self.element("dl", |maker| maker.some(Self::description)),
            7 => self.element("table", |maker| {
                maker.some(Self::caption);
                maker.one_or_more(Self::table_body);
            }),
            8 => self.form(),
            9 => {
                let name = self.choices.of(RAW);
                self.element(name, Self::raw);
            }
            10 => self.element("template", |maker| maker.some(Self::flow)),
            _ => self.element("hr", |_| {}),
        }
    }

    fn phrasing(&mut self) {
        match self.choices.below(10) {
            0..=3 => self.text(),
            4 => {
                let name = self.choices.of(VOID);
                if name != "hr" {
                    self.element(name, |_| {});
                }
            }
            5..=6 => {
                let name = self.choices.of(PHRASING);
                // These elements must not contain an element of the same name.
                let nests = !matches!(name, "a" | "nobr" | "button");
                if nests || !self.inside.contains(&name) {
                    self.element(name, |maker| maker.some(Self::phrasing));
                }
            }
            7 => self.element("svg", |maker| maker.some(Self::svg)),
            8 => self.element("ruby", |maker| {
                maker.text();
                maker.some(|maker| maker.element("rt", |maker| maker.some(Self::phrasing)));
            }),
            _ => self.select(),
        }
    }

    fn item(&mut self) {
        self.element("li", |maker| maker.some(Self::flow));
    }

    fn description(&mut self) {
        let name = self.choices.of(&["dt", "dd"]);
        self.element(name, |maker| maker.some(Self::flow));
    }

    fn caption(&mut self) {
        if !self.made.source.ends_with("</caption>") {
            self.element("caption", |maker| maker.some(Self::flow));
        }
    }

    fn table_body(&mut self) {
        let name = self.choices.of(&["tbody", "thead", "tfoot"]);
        self.element(name, |maker| maker.some(Self::row));
    }

    fn row(&mut self) {
        self.element("tr", |maker| {
            maker.some(|maker| {
                let name = maker.choices.of(&["td", "th"]);
                maker.element(name, |maker| maker.some(Self::flow));
            });
        });
    }

    fn form(&mut self) {
        if !self.inside.contains(&"form") {
            self.element("form", |maker| maker.some(Self::flow));
        }
    }

    fn select(&mut self) {
        if !self.inside.contains(&"select") {
            self.element("select", |maker| {
                maker.some(|maker| maker.element("option", |maker| maker.some(Self::text)));
            });
        }
    }

    fn svg(&mut self) {
        match self.choices.below(4) {
            0 => self.text(),
            1 => self.element("foreignObject", |maker| maker.some(Self::flow)),
            _ => {
                let name = self.choices.of(&["g", "path", "linearGradient", "desc"]);
                let content = match name {
                    "desc" => Self::text,
                    _ => Self::svg,
                };
                self.element(name, |maker| maker.some(content));
            }
        }
    }

    fn raw(&mut self) {
        self.made.source.push_str("x<b></i><!- ");
    }
}

const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "details",
    "dialog",
    "div",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "header",
    "hgroup",
    "main",
    "nav",
    "search",
    "section",
    "object",
    "marquee",
    "noscript",
    "x-y",
];

const PHRASING: &[&str] = &[
    "a", "abbr", "b", "bdi", "big", "button", "cite", "code", "del", "em", "font", "i", "ins",
    "kbd", "label", "nobr", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "tt", "u",
    "var", "video", "o:p",
];

const VOID: &[&str] = &[
    "br", "img", "input", "wbr", "embed", "hr", "area", "source", "link",
];

const RAW: &[&str] = &[
    "script", "style", "title", "textarea", "iframe", "xmp", "noembed",
];

const TEXTS: &[&str] = &[
    "x",
    " ",
    "中文",
    "&amp;",
    "&nbsp;",
    "&lt",
    "&#20013;",
    "\n",
    "\r\n",
    "< ",
    "<!---->",
    "<!-- x -->",
    "&",
    "< p>",
];

const ATTRIBUTES: &[&str] = &[
    "",
    "",
    "",
    " a=b",
    " a='>'",
    " class=\"x &amp; y\"",
    "\nid = 1 id = 2",
    " x=</p",
];
