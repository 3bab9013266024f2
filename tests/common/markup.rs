//! Generates random markup, with all elements, wrong nesting and every kind of token. The end may
//! be cut off anywhere.

use super::choices::Choices;
use super::names;

/// Returns the markup for `choices`.
pub fn wild(choices: &[u8]) -> String {
    let mut maker = Maker::new(choices);
    while !maker.choices.is_empty() {
        maker.step();
    }
    maker.cut()
}

struct Maker<'b> {
    choices: Choices<'b>,
    /// Whether to make mostly tags, to test how they affect each other.
    is_structure: bool,
    /// The part of the markup that is cut off at the end, in 256ths of its length.
    cut: usize,
    /// A few names. Most tags of this markup have one of them.
    pool: Vec<&'static str>,
    /// The names of start tags that have no end tag yet.
    open: Vec<&'static str>,
    out: String,
}

impl<'b> Maker<'b> {
    fn new(choices: &'b [u8]) -> Self {
        let mut choices = Choices::new(choices);
        let is_structure = choices.once_in(2);
        let cut = if choices.once_in(6) {
            choices.below(256)
        } else {
            0
        };
        let size = 2 + choices.below(6);
        let lists = [
            names::HTML,
            names::HTML,
            names::FORMATTING,
            names::TABLE,
            names::FOREIGN,
        ];
        let theme = choices.of(&lists);
        let pool = (0..size)
            .map(|_| {
                let list = if choices.once_in(3) {
                    choices.of(&lists)
                } else {
                    theme
                };
                choices.of(list)
            })
            .collect();
        Maker {
            choices,
            is_structure,
            cut,
            pool,
            open: Vec::new(),
            out: String::new(),
        }
    }

    fn step(&mut self) {
        let weights = if self.is_structure {
            [42, 72, 92, 94]
        } else {
            [30, 52, 82, 90]
        };
        let kind = self.choices.below(100);
        match weights.iter().position(|&weight| kind < weight) {
            Some(0) => self.start_tag(),
            Some(1) => self.end_tag(),
            Some(2) => self.text(),
            Some(3) => {
                let name = self.choices.of(names::RAW);
                self.raw_element(name);
            }
            _ => self.odd(),
        }
    }

    fn name(&mut self) -> &'static str {
        if self.choices.once_in(6) {
            self.choices.of(names::HTML)
        } else {
            self.choices.of(&self.pool)
        }
    }

    fn start_tag(&mut self) {
        let name = self.name();
        if names::RAW.contains(&name) && !self.choices.once_in(4) {
            return self.raw_element(name);
        }
        self.out.push('<');
        self.written(name);
        self.attributes();
        self.out.push('>');
        if !names::VOID.contains(&name) {
            self.open.push(name);
        }
    }

    fn end_tag(&mut self) {
        let name = match self.choices.below(5) {
            0..=2 => self.open.pop(),
            3 => {
                let index = self.choices.below(self.open.len());
                (index < self.open.len()).then(|| self.open.remove(index))
            }
            _ => None,
        };
        let name = name.unwrap_or_else(|| self.name());
        self.out.push_str("</");
        self.written(name);
        if self.choices.once_in(20) {
            self.attributes();
        }
        self.out.push('>');
    }

    /// Writes an element whose contents are read as text. The text may look like the end of the
    /// element.
    fn raw_element(&mut self, name: &'static str) {
        self.out.push('<');
        self.written(name);
        self.attributes();
        self.out.push('>');
        for _ in 0..self.choices.below(6) {
            let part = self.choices.of(RAW_PARTS);
            self.out.push_str(part);
        }
        if !self.choices.once_in(12) {
            self.out.push_str("</");
            self.written(name);
            let end = self
                .choices
                .of(&[">", ">", ">", ">", " >", "/>", "\r>", " a='>'>"]);
            self.out.push_str(end);
        }
    }

    /// Writes a name, sometimes in upper case.
    fn written(&mut self, name: &str) {
        if self.choices.once_in(10) {
            self.out.push_str(&name.to_ascii_uppercase());
        } else {
            self.out.push_str(name);
        }
    }

    fn attributes(&mut self) {
        let count = if self.is_structure {
            self.choices.below(10).saturating_sub(8)
        } else {
            self.choices.below(9).saturating_sub(5)
        };
        for _ in 0..count {
            if self.choices.once_in(12) {
                let odd = self.choices.of(ODD_ATTRIBUTES);
                self.out.push_str(odd);
                continue;
            }
            let blank = self
                .choices
                .of(&[" ", " ", " ", "\n", "\r\n", "\t", "\x0c", "/", "  "]);
            self.out.push_str(blank);
            let name = self.choices.of(ATTRIBUTE_NAMES);
            self.written(name);
            let equals = self.choices.of(&["=", "=", "=", " = ", "=\r\n", ""]);
            self.out.push_str(equals);
            let quote = self.choices.of(&["\"", "\"", "'", ""]);
            if equals.is_empty() {
                continue;
            }
            self.out.push_str(quote);
            for _ in 0..self.choices.below(3) {
                let part = self.choices.of(VALUE_PARTS);
                let reference = self.choices.of(REFERENCES);
                let part = if self.choices.once_in(3) {
                    reference
                } else {
                    part
                };
                if !quote.is_empty() || !part.contains([' ', '>', '\r', '\n', '"', '\'']) {
                    self.out.push_str(part);
                }
            }
            self.out.push_str(quote);
        }
        if self.choices.once_in(12) {
            let end = self.choices.of(&["/", " /", " / ", " "]);
            self.out.push_str(end);
        }
    }

    fn text(&mut self) {
        if self.is_structure && !self.choices.once_in(4) {
            let text = self.choices.of(&["x", "y", " ", "\n", "x y "]);
            self.out.push_str(text);
            return;
        }
        for _ in 0..=self.choices.below(3) {
            let part = match self.choices.below(6) {
                0..=2 => self.choices.of(TEXTS),
                3..=4 => self.choices.of(REFERENCES),
                _ => self.choices.of(LINE_ENDS),
            };
            self.out.push_str(part);
        }
    }

    /// Writes a comment, a declaration, a CDATA section, or text that is almost a tag.
    fn odd(&mut self) {
        if self.choices.once_in(2) {
            let start = self
                .choices
                .of(&["<!--", "<!--", "<!-", "<!", "<?", "</ ", "<![CDATA["]);
            self.out.push_str(start);
            for _ in 0..self.choices.below(4) {
                let part = self.choices.of(COMMENT_PARTS);
                self.out.push_str(part);
            }
            let end = self
                .choices
                .of(&["-->", "-->", "-->", "--!>", "->", ">", "]]>", "--", ""]);
            self.out.push_str(end);
        } else {
            let odd = self.choices.of(ODD);
            self.out.push_str(odd);
        }
    }

    fn cut(mut self) -> String {
        let mut end = self.out.len() * (256 - self.cut) / 256;
        while !self.out.is_char_boundary(end) {
            end -= 1;
        }
        self.out.truncate(end);
        self.out
    }
}

const ATTRIBUTE_NAMES: &[&str] = &[
    "a",
    "a",
    "href",
    "src",
    "class",
    "id",
    "style",
    "type",
    "color",
    "face",
    "size",
    "encoding",
    "xlink:href",
    "xml:lang",
    "xmlns",
    "xmlns:xlink",
    "definitionurl",
    "viewbox",
    "attributename",
    "shadowrootmode",
    "charset",
    "名",
    "a\0",
    "data-x",
    "@click",
    "\"",
    "<",
    "action",
    "prompt",
];

const VALUE_PARTS: &[&str] = &[
    "x",
    "hidden",
    "text/html",
    "1",
    "b",
    "application/xhtml+xml",
    "https://example.org/?a=1",
    " ",
    ">",
    "<b>",
    "\r\n",
    "\0",
    "中",
    "=",
    "`",
    "/",
    "'",
    "\"",
    "&",
    "open",
];

const ODD_ATTRIBUTES: &[&str] = &[
    " =",
    " =x",
    " a==b",
    " a=\"x\"b",
    " \"",
    " '",
    " <",
    " a A=1",
    " a\0 a\u{fffd}",
    "//",
    " / a",
    " a=/",
    " a=b/",
    " a = ",
    "\0",
    " é=É",
];

const TEXTS: &[&str] = &[
    "x", "text", " ", "中文", "  two  ", "\u{a0}", "\u{3000}", "😀", "\u{feff}", "=", "\"", "'",
    ">", "]]>", "-->", "/>", "\x0c", "\t", "é",
];

const LINE_ENDS: &[&str] = &["\n", "\r\n", "\r", "\n\n", "\r\r\n", "\0", "\n\r", "\0\0"];

/// Character references of every kind, and text that is almost a character reference.
pub const REFERENCES: &[&str] = &[
    "&amp;",
    "&amp",
    "&lt;",
    "&lt",
    "&nbsp;",
    "&nbsp",
    "&copy;",
    "&copy",
    "&copy=",
    "&copy1",
    "&copyx;",
    "&not",
    "&notit;",
    "&notin;",
    "&notin",
    "&NotEqualTilde;",
    "&acE;",
    "&bne;",
    "&AMP",
    "&AMP;",
    "&Amp;",
    "&nosuch;",
    "&nosuch",
    "&",
    "&&",
    "& ",
    "&;",
    "&#;",
    "&#",
    "&#x;",
    "&#x",
    "&#xg;",
    "&#20013;",
    "&#20013",
    "&#x4e2d;",
    "&#X4E2D",
    "&#0;",
    "&#128;",
    "&#x80",
    "&#129;",
    "&#xD800;",
    "&#x110000;",
    "&#99999999999;",
    "&#13;",
    "&#10;",
    "&#xFFFE;",
    "&#65",
    "&#65x",
    "&CounterClockwiseContourIntegral;",
    "&CounterClockwiseContourIntegral",
    "&aacute",
    "&Aacutex",
    "&fjlig;",
    "&frac12",
    "&sup1;",
    "&supset",
    "&times",
    "&timesb;",
    "&\0",
    "&#\0",
    "&a\0",
    "&lt;b&gt;",
    "&ltimes;",
    "&para",
    "&parallel",
    "&in;",
    "&in",
];

const COMMENT_PARTS: &[&str] = &[
    "-", "--", "!", "->", "<!--", "<!", "x", " ", "\0", "\r\n", "\r", "中", ">", "&amp;", "]]",
    "]", "<b>", "--!", "[CDATA[",
];

/// Text that is not quite markup, or markup that creates no node.
const ODD: &[&str] = &[
    "<",
    "</",
    "<>",
    "</>",
    "<3",
    "< p>",
    "<!",
    "<!>",
    "<!doctype html>",
    "<!DOCTYPE",
    "<!DocType a>b>",
    "<?",
    "<?xml version='1.0'?>",
    "<!-->",
    "<!--->",
    "<!---->",
    "<!--",
    "<a",
    "<a b",
    "<a b=",
    "<a b='",
    "</a",
    "<![CDATA[",
    "<![CDATA[x]]>",
    "]]>",
    "<![cdata[x]]>",
    "<é>",
    "</é>",
    "<p",
    "<\0>",
    "</\0>",
    "<a<b>",
    "</p/>",
    "<p/",
    "<svg><![CDATA[",
    "<br/>",
    "</br>",
    "</p>",
    "</image>",
    "<!doctype\n>\n",
    "<pre>\n",
    "<textarea>\r\n",
    "<listing>&#10;",
    "<pre></>\n",
    "<pre><!doctype>\n",
];

const RAW_PARTS: &[&str] = &[
    "x",
    " ",
    "\n",
    "\r\n",
    "\0",
    "&amp;",
    "&lt",
    "<",
    "</",
    "<!--",
    "<!-",
    "-->",
    "--",
    "->",
    "-",
    "<script",
    "<script>",
    "<SCRIPT ",
    "</script",
    "</script>",
    "</scripts>",
    "</SCRIPT\n",
    "</title",
    "</title>",
    "</style/",
    "</textarea",
    "<b>",
    "</b>",
    "中",
    "<!",
    "<!-->",
    "<!--->",
    "]]>",
    "<script/",
    "</script\r",
    "</xmp>",
    "</iframe >",
    "</plaintext>",
    "\r",
];
