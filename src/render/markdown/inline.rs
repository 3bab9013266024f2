//! Writes inline content as Markdown.

use std::fmt::{self, Write};

use super::escape::{At, Escape};
use super::flank::{Class, is_flanking, is_one_sided};
use super::run::{Mark, Run, Token};

/// Writes the inline content of a [`Run`].
pub(super) struct Line<'w, 'c, 'a, W: ?Sized> {
    to: Escape<'w, W>,
    /// The output for a line break: a line end and the prefix of the next line. If only one line is
    /// allowed: `<br>` or a space.
    line_end: &'w str,
    run: &'w Run<'c, 'a>,
    /// For each mark (style or link) that was opened so far: how it is written.
    ways: Vec<Way>,
    /// The number of open marks that are written with `*`.
    stars: usize,
    /// Whether the open link is at the start of a line. If code in such a link contains `]:`,
    /// Markdown may parse the line as a link reference definition (`[label]: url`).
    may_define: bool,
}

/// How a mark, which is a style or a link, is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// With the delimiters of the style, such as `**`.
    Delimiters,
    /// With `***`: the delimiters of this style and of the style inside this style, combined.
    Both,
    /// Without delimiters, because the style around it is written as [`Way::Both`].
    Merged,
    /// As an HTML element, because Markdown has no delimiters for the mark or would not recognize
    /// them.
    Element,
    Link,
    /// Without markup. Used instead of [`Way::Element`] if HTML is not allowed.
    Nothing,
}

impl<'w, 'c, 'a, W: Write + ?Sized> Line<'w, 'c, 'a, W> {
    pub(super) fn new(to: Escape<'w, W>, run: &'w Run<'c, 'a>, line_end: &'w str) -> Self {
        Line {
            to,
            line_end,
            run,
            ways: Vec::new(),
            stars: 0,
            may_define: false,
        }
    }

    pub(super) fn write(mut self) -> fmt::Result {
        let run = self.run;
        for (index, token) in run.tokens.iter().enumerate() {
            match token {
                Token::Text(text) => self.text(text, index)?,
                Token::Owned(text) => self.text(text, index)?,
                Token::Code(code) => self.code(code)?,
                Token::Break => self.line_break()?,
                Token::Image(image) => {
                    let Some((image, src)) = run.images.get(*image) else {
                        continue;
                    };
                    let [alt, title] = image.alt_and_title();
                    self.to.put("![")?;
                    self.to.text(&alt.unwrap_or_default(), Some(']'))?;
                    self.to.put("]")?;
                    self.to.destination(src, title.as_deref())?;
                }
                Token::Open(mark) => self.open(*mark, index)?,
                Token::Close(mark) => self.close(*mark)?,
            }
        }
        Ok(())
    }

    fn text(&mut self, text: &str, index: usize) -> fmt::Result {
        let next = self.first_of(index + 1);
        self.to.text(text, next)
    }

    fn line_break(&mut self) -> fmt::Result {
        if self.is_one_line() {
            return self.to.put(self.line_end);
        }
        (self.to.at, self.to.last) = (At::Start, '\n');
        match self.line_end.strip_prefix('\\') {
            // GitHub would read the backslash as a part of the URL.
            Some(line_end) if std::mem::take(&mut self.to.ends_in_address) => {
                self.to.out.write_str("  ")?;
                self.to.out.write_str(line_end)
            }
            _ => self.to.out.write_str(self.line_end),
        }
    }

    /// Returns whether the whole run is written on one line.
    fn is_one_line(&self) -> bool {
        !self.line_end.contains('\n')
    }

    fn open(&mut self, mark: usize, index: usize) -> fmt::Result {
        if mark == self.ways.len() {
            self.find_way(mark, index);
        }
        match self.ways.get(mark) {
            Some(Way::Delimiters | Way::Both) => {
                let delimiters = self.delimiters(mark);
                self.stars += usize::from(delimiters.starts_with('*'));
                self.to.put(delimiters)
            }
            Some(Way::Element) => self.tag("<", self.element(mark)),
            Some(Way::Link) => {
                self.to.links += 1;
                self.may_define = self.to.at == At::Start;
                self.to.put("[")
            }
            Some(Way::Merged | Way::Nothing) | None => Ok(()),
        }
    }

    fn close(&mut self, mark: usize) -> fmt::Result {
        match self.ways.get(mark) {
            Some(Way::Delimiters | Way::Both) => {
                let delimiters = self.delimiters(mark);
                self.stars -= usize::from(delimiters.starts_with('*'));
                self.to.put(delimiters)
            }
            Some(Way::Element) => self.tag("</", self.element(mark)),
            Some(Way::Link) => {
                self.to.links -= 1;
                self.may_define = false;
                self.to.put("]")?;
                let run = self.run;
                let target = run.marks.get(mark).and_then(|(mark, _)| run.target(*mark));
                target.map_or(Ok(()), |target| {
                    self.to.destination(&target.url, target.title.as_deref())
                })
            }
            Some(Way::Merged | Way::Nothing) | None => Ok(()),
        }
    }

    /// Returns the delimiters of a mark.
    fn delimiters(&self, mark: usize) -> &'static str {
        match (self.ways.get(mark), self.run.marks.get(mark)) {
            (Some(Way::Both), _) => "***",
            (_, Some((Mark::Emphasis, _))) => "*",
            (_, Some((Mark::Strong, _))) => "**",
            _ => "~~",
        }
    }

    /// Returns the HTML element of a mark.
    fn element(&self, mark: usize) -> &'static str {
        match self.run.marks.get(mark) {
            Some((Mark::Emphasis, _)) => "em",
            Some((Mark::Strong, _)) => "strong",
            Some((Mark::Strikethrough, _)) => "del",
            Some((Mark::Superscript, _)) => "sup",
            Some((Mark::Subscript, _)) => "sub",
            _ => "code",
        }
    }

    fn tag(&mut self, start: &str, name: &str) -> fmt::Result {
        self.to.put(start)?;
        self.to.put(name)?;
        self.to.put(">")
    }

    /// Writes code between two sequences of backticks, which are longer than any sequence of
    /// backticks in the code. If Markdown would not recognize the code, writes an HTML element. If
    /// HTML is not allowed, writes only the text of the code.
    fn code(&mut self, code: &str) -> fmt::Result {
        let is_cut =
            self.to.in_table && code.contains('|') || self.may_define && code.contains("]:");
        if self.to.last == '`' || is_cut {
            if !self.to.options.markdown_html {
                return self.to.text(code, None);
            }
            self.tag("<", "code")?;
            self.to.text(code, Some('<'))?;
            return self.tag("</", "code");
        }
        let fence = "`".repeat(longest_run(code) + 1);
        let is_edge = |c: char| c == '`' || c.is_ascii_whitespace();
        let pad = if code.starts_with(is_edge) || code.ends_with(is_edge) {
            " "
        } else {
            ""
        };
        self.to.put(&fence)?;
        self.to.put(pad)?;
        for part in code.split_inclusive(['\n', '\r']) {
            let line = part.strip_suffix(['\n', '\r']);
            self.to.put(line.unwrap_or(part))?;
            self.to.put(if line.is_some() { " " } else { "" })?;
        }
        self.to.put(pad)?;
        self.to.put(&fence)
    }

    /// Decides how to write `mark`, which opens at the token `index`. If `mark` and the mark inside
    /// it are written with the same `***`, decides for both.
    fn find_way(&mut self, mark: usize, index: usize) {
        let Some((kind, close)) = self.run.marks.get(mark) else {
            return;
        };
        if kind.is_link() {
            return self.ways.push(Way::Link);
        }
        // A mark is empty if all of its contents were moved out.
        let may_delimit = kind.may_delimit() && *close > index + 1;
        let behind = self.first_of(close + 1);
        if self.holds_only_a_style(*kind, index, *close)
            && self.delimits("***", [index + 2, close - 2], behind)
        {
            self.ways.extend([Way::Both, Way::Merged]);
        } else if may_delimit
            && self.delimits(self.delimiters(mark), [index + 1, close - 1], behind)
        {
            self.ways.push(Way::Delimiters);
        } else {
            let html = self.to.options.markdown_html;
            self.ways
                .push(if html { Way::Element } else { Way::Nothing });
        }
    }

    /// Returns whether a mark is emphasis whose only content is strong text, or strong text whose
    /// only content is emphasis.
    fn holds_only_a_style(&self, kind: Mark, open: usize, close: usize) -> bool {
        let Some(Token::Open(inner)) = self.run.tokens.get(open + 1) else {
            return false;
        };
        let Some((inner, inner_close)) = self.run.marks.get(*inner) else {
            return false;
        };
        let pair = [kind, *inner];
        inner_close + 1 == close
            && matches!(
                pair,
                [Mark::Strong, Mark::Emphasis] | [Mark::Emphasis, Mark::Strong]
            )
    }

    /// Returns whether delimiters around the tokens from `first` to `last` would be recognized as a pair.
    /// `behind` is the character after the closing delimiters.
    fn delimits(&self, delimiters: &str, [first, last]: [usize; 2], behind: Option<char>) -> bool {
        let around = [
            Some(self.to.last),
            self.first_of(first),
            self.last_of(last),
            behind,
        ];
        let delimiter = delimiters.chars().next();
        if around.contains(&delimiter) || self.to.ends_in_address {
            return false;
        }
        let [before, first, last, behind] = around.map(Class::of);
        // Inside another mark with `*`, delimiters that can both open and close emphasis could
        // close the outer mark.
        let is_alone = self.stars == 0 || !delimiters.starts_with('*');
        is_flanking(before, first)
            && is_flanking(behind, last)
            && (is_alone || is_one_sided(before, first) && is_one_sided(behind, last))
    }

    /// Returns the first character of the output for the token at `index`, or `None` if a line ends there.
    fn first_of(&self, index: usize) -> Option<char> {
        match self.run.tokens.get(index)? {
            // A `<` in text is written as `\<`.
            Token::Text(text) if text.starts_with('<') => Some('\\'),
            Token::Text(text) => text.chars().next(),
            Token::Owned(text) if text.starts_with('<') => Some('\\'),
            Token::Owned(text) => text.chars().next(),
            Token::Code(_) => Some('`'),
            Token::Image(_) => Some('!'),
            Token::Break => self.line_end.chars().next().filter(|_| self.is_one_line()),
            Token::Open(mark) => match self.run.marks.get(*mark) {
                Some((mark, _)) if mark.is_link() => Some('['),
                // It is possible that no output is written for this token.
                _ if !self.to.options.markdown_html => self.first_of(index + 1),
                Some((Mark::Strikethrough, _)) => Some('~'),
                _ => Some('<'),
            },
            Token::Close(mark) => match self.ways.get(*mark) {
                Some(Way::Link) => Some(']'),
                Some(Way::Delimiters | Way::Both) => self.delimiters(*mark).chars().next(),
                Some(Way::Merged) => Some('*'),
                Some(Way::Nothing) => self.first_of(index + 1),
                Some(Way::Element) | None => Some('<'),
            },
        }
    }

    /// Returns the last character of the output for a text token at `index`. For all other tokens,
    /// returns `>`, as if the output ended with an HTML tag.
    fn last_of(&self, index: usize) -> Option<char> {
        match self.run.tokens.get(index)? {
            Token::Text(text) => text.chars().next_back(),
            Token::Owned(text) => text.chars().next_back(),
            _ => Some('>'),
        }
    }
}

/// Returns the number of backticks in the longest sequence of backticks in `code`.
pub(super) fn longest_run(code: &str) -> usize {
    let runs = code.split(|c| c != '`');
    runs.map(str::len).max().unwrap_or(0)
}
