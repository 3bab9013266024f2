//! The result of the full job, and the text writer that all contenders share.

/// Header, visible text, link targets and image addresses of one file.
#[derive(Default)]
pub struct Output {
    /// Title, link and stamp.
    pub header: List,
    pub text: Text,
    /// `a[href]` in document order.
    pub links: List,
    /// `img[src]` in document order.
    pub images: List,
}

impl Output {
    pub fn clear(&mut self) {
        self.header.clear();
        self.text.clear();
        self.links.clear();
        self.images.clear();
    }

    /// Processes the start of an element, given its name and a function that returns attributes.
    pub fn open<S: AsRef<str>>(
        &mut self,
        name: &[u8],
        attribute: impl FnOnce(&'static str) -> Option<S>,
    ) -> Role {
        let role = Role::of(name);
        match role {
            Role::Block | Role::Break => self.text.line(),
            Role::Anchor => {
                if let Some(href) = attribute("href") {
                    self.links.push(href.as_ref());
                }
            }
            Role::Image => {
                if let Some(src) = attribute("src") {
                    self.images.push(src.as_ref());
                }
            }
            Role::Inline | Role::Hidden => {}
        }
        role
    }

    /// Processes the end of an element.
    pub fn close(&mut self, role: Role) {
        if role == Role::Block {
            self.text.line();
        }
    }
}

/// Strings one after another in one buffer, which is reused.
#[derive(Default)]
pub struct List {
    bytes: String,
    ends: Vec<usize>,
}

impl List {
    pub fn push(&mut self, value: &str) {
        self.bytes.push_str(value);
        self.ends.push(self.bytes.len());
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.ends.iter().map(move |&end| {
            let value = &self.bytes[start..end];
            start = end;
            value
        })
    }

    fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
    }
}

/// Visible text, one line per block, with white space collapsed.
#[derive(Default)]
pub struct Text {
    out: String,
    gap: Gap,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum Gap {
    #[default]
    None,
    Blank,
    Line,
}

impl Text {
    pub fn as_str(&self) -> &str {
        &self.out
    }

    /// The buffer, for contenders that write the text themselves.
    pub fn buffer(&mut self) -> &mut String {
        &mut self.out
    }

    /// Appends text, whole runs at a time.
    pub fn push(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if is_blank(byte) {
                if self.gap == Gap::None {
                    self.gap = Gap::Blank;
                }
                at += 1;
                continue;
            }
            if self.gap != Gap::None {
                if !self.out.is_empty() {
                    self.out
                        .push(if self.gap == Gap::Line { '\n' } else { ' ' });
                }
                self.gap = Gap::None;
            }
            let end = end_of_run(bytes, at);
            self.out.push_str(&text[at..end]);
            at = end;
        }
    }

    fn line(&mut self) {
        self.gap = Gap::Line;
    }

    fn clear(&mut self) {
        self.out.clear();
        self.gap = Gap::None;
    }
}

const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0c)
}

/// Returns the end of the text that does not change when white space is collapsed: the first white
/// space that is not a single space between two other characters.
fn end_of_run(bytes: &[u8], mut at: usize) -> usize {
    const BLOCK: usize = 32;
    while let Some(block) = bytes.get(at..=at + BLOCK) {
        let mut found = false;
        for i in 0..BLOCK {
            found |= (block[i] < b' ') | ((block[i] == b' ') & (block[i + 1] <= b' '));
        }
        if found {
            break;
        }
        at += BLOCK;
    }
    while let Some(&byte) = bytes.get(at) {
        let alone = byte == b' ' && bytes.get(at + 1).is_some_and(|&next| !is_blank(next));
        if is_blank(byte) && !alone {
            break;
        }
        at += 1;
    }
    at
}

/// The role of an element in the job.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Role {
    Inline,
    Block,
    Break,
    /// Neither the element nor its contents are shown.
    Hidden,
    Anchor,
    Image,
}

impl Role {
    /// The role of an element by its name in lower case.
    pub fn of(name: &[u8]) -> Self {
        match name {
            b"a" => Self::Anchor,
            b"img" => Self::Image,
            b"br" => Self::Break,
            b"address" | b"article" | b"aside" | b"blockquote" | b"caption" | b"center" | b"dd"
            | b"details" | b"dialog" | b"dir" | b"div" | b"dl" | b"dt" | b"fieldset"
            | b"figcaption" | b"figure" | b"footer" | b"form" | b"h1" | b"h2" | b"h3" | b"h4"
            | b"h5" | b"h6" | b"header" | b"hgroup" | b"hr" | b"legend" | b"li" | b"main"
            | b"menu" | b"nav" | b"ol" | b"optgroup" | b"option" | b"p" | b"pre" | b"search"
            | b"section" | b"summary" | b"table" | b"tbody" | b"td" | b"tfoot" | b"th"
            | b"thead" | b"tr" | b"ul" => Self::Block,
            b"audio" | b"canvas" | b"iframe" | b"noembed" | b"noframes" | b"object" | b"rp"
            | b"script" | b"style" | b"template" | b"title" | b"video" => Self::Hidden,
            _ => Self::Inline,
        }
    }
}
