/// Hands the known names to a macro: `variant = "name"` each.
macro_rules! with_known_names {
    ($callback:ident) => {
        $callback! {
            A = "a", Abbr = "abbr", Acronym = "acronym", Address = "address", Applet = "applet",
            Area = "area", Article = "article", Aside = "aside", Audio = "audio", B = "b",
            Base = "base", Basefont = "basefont", Bdi = "bdi", Bdo = "bdo", Bgsound = "bgsound",
            Big = "big", Blink = "blink", Blockquote = "blockquote", Body = "body", Br = "br",
            Button = "button", Canvas = "canvas", Caption = "caption", Center = "center",
            Cite = "cite", Code = "code", Col = "col", Colgroup = "colgroup", Data = "data",
            Datalist = "datalist", Dd = "dd", Del = "del", Details = "details", Dfn = "dfn",
            Dialog = "dialog", Dir = "dir", Div = "div", Dl = "dl", Dt = "dt", Em = "em",
            Embed = "embed", Fieldset = "fieldset", Figcaption = "figcaption",
            Figure = "figure", Font = "font", Footer = "footer", Form = "form",
            Frame = "frame", Frameset = "frameset", H1 = "h1", H2 = "h2", H3 = "h3",
            H4 = "h4", H5 = "h5", H6 = "h6", Head = "head", Header = "header",
            Hgroup = "hgroup", Hr = "hr", Html = "html", I = "i", Iframe = "iframe",
            Image = "image", Img = "img", Input = "input", Ins = "ins", Kbd = "kbd",
            Keygen = "keygen", Label = "label", Legend = "legend", Li = "li", Link = "link",
            Listing = "listing", Main = "main", Map = "map", Mark = "mark",
            Marquee = "marquee", Math = "math", Menu = "menu", Meta = "meta",
            Meter = "meter", Nav = "nav", Nobr = "nobr", Noembed = "noembed",
            Noframes = "noframes", Noscript = "noscript", Object = "object", Ol = "ol",
            Optgroup = "optgroup", Option = "option", Output = "output", P = "p",
            Param = "param", Picture = "picture", Plaintext = "plaintext", Pre = "pre",
            Progress = "progress", Q = "q", Rb = "rb", Rp = "rp", Rt = "rt", Rtc = "rtc",
            Ruby = "ruby", S = "s", Samp = "samp", Script = "script", Search = "search",
            Section = "section", Select = "select", Slot = "slot", Small = "small",
            Source = "source", Span = "span", Strike = "strike", Strong = "strong",
            Style = "style", Sub = "sub", Summary = "summary", Sup = "sup", Svg = "svg",
            Table = "table", Tbody = "tbody", Td = "td", Template = "template",
            Textarea = "textarea", Tfoot = "tfoot", Th = "th", Thead = "thead",
            Time = "time", Title = "title", Tr = "tr", Track = "track", Tt = "tt", U = "u",
            Ul = "ul", Var = "var", Video = "video", Wbr = "wbr", Xmp = "xmp",
        }
    };
}
pub(crate) use with_known_names;

macro_rules! define {
    ($($variant:ident = $text:tt,)*) => {
        /// The names of the elements of HTML, past and present.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u8)]
        pub(crate) enum Known { $($variant),* }

        /// All of them, by their number.
        pub(crate) const ALL: &[Known] = &[$(Known::$variant),*];
        const TEXTS: &[&str] = &[$($text),*];
    };
}
with_known_names!(define);

/// More letters than any known name has.
pub(crate) const LONGER: usize = 16;

/// How many names are known.
pub(crate) const KNOWN: u32 = ALL.len() as u32;

impl Known {
    /// Returns the known name that the bytes of `name` are in ASCII lower case.
    pub(crate) fn find(name: &[u8]) -> Option<Known> {
        let mut lower = [0; LONGER];
        lower.get_mut(..name.len())?.copy_from_slice(name);
        lower.make_ascii_lowercase();
        let known = find_word(u64::from_le_bytes(*lower.first_chunk()?))?;
        (lower.get(..name.len())? == known.as_str().as_bytes()).then_some(known)
    }

    /// Returns the known name of up to seven letters that `word` is, in lower case, NULs behind it.
    #[inline]
    pub(crate) fn find_short(word: u64) -> Option<Known> {
        find_word(word)
    }

    /// Returns the name that has the number `index`.
    pub(crate) fn from_index(index: u32) -> Option<Known> {
        ALL.get(index as usize).copied()
    }

    /// Returns the name in lower case.
    pub(crate) fn as_str(self) -> &'static str {
        TEXTS.get(self as usize).copied().unwrap_or_default()
    }
}

/// So many bytes of a name are compared at once.
const WORD: usize = 8;

/// A place in the table of names.
#[derive(Clone, Copy)]
struct Slot {
    /// The first bytes of the name, in lower case, NULs behind them.
    word: u64,
    known: Known,
}

/// A hash table in which each name has a place of its own.
static SLOTS: [Slot; 1 << SLOT_BITS] = slots();
const SLOT_BITS: u32 = 10;
/// What no name begins with.
const NO_NAME: u64 = 1;

/// Returns the name that begins with the bytes of `word`.
#[inline]
fn find_word(word: u64) -> Option<Known> {
    let slot = SLOTS.get(hash(word))?;
    (slot.word == word).then_some(slot.known)
}

/// Returns the place of the name that begins with the bytes of `word`.
const fn hash(word: u64) -> usize {
    // One of many tried, with which no two names share a place.
    const FACTOR: u64 = 0x4719_8b90_0b84_00ef;
    (word.wrapping_mul(FACTOR) >> (u64::BITS - SLOT_BITS)) as usize
}

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
const fn slots() -> [Slot; 1 << SLOT_BITS] {
    let empty = Slot {
        word: NO_NAME,
        known: Known::A,
    };
    let mut slots = [empty; 1 << SLOT_BITS];
    let mut index = 0;
    while index < TEXTS.len() {
        let word = first_word(TEXTS[index].as_bytes());
        let slot = &mut slots[hash(word)];
        assert!(slot.word == NO_NAME, "two names share a place");
        *slot = Slot {
            word,
            known: ALL[index],
        };
        index += 1;
    }
    slots
}

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
const fn first_word(text: &[u8]) -> u64 {
    let mut first = [0; WORD];
    let mut at = 0;
    while at < text.len() && at < WORD {
        first[at] = text[at];
        at += 1;
    }
    u64::from_le_bytes(first)
}

/// What an end tag says behind `</`, with its `>`.
#[derive(Clone, Copy)]
pub(crate) struct EndTag {
    name: &'static str,
    /// The first bytes, the `>` among them if it fits.
    word: u64,
    /// How many bytes these are.
    pub(crate) len: usize,
}

impl EndTag {
    /// Returns whether `word` begins so.
    #[inline]
    pub(crate) fn begins(&self, word: u64) -> bool {
        let bits = 8 * WORD.saturating_sub(self.len);
        (word ^ self.word) << bits == 0
    }

    /// Returns whether there is more than a word.
    #[inline]
    pub(crate) fn is_long(&self) -> bool {
        self.len > WORD
    }

    /// Returns whether `bytes` are these.
    #[cold]
    pub(crate) fn is(&self, bytes: &[u8]) -> bool {
        bytes.strip_suffix(b">") == Some(self.name.as_bytes())
    }
}

/// The end tags of the known names.
pub(crate) static END_TAGS: [EndTag; KNOWN as usize] = end_tags();

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
const fn end_tags() -> [EndTag; KNOWN as usize] {
    let none = EndTag {
        name: "",
        word: 0,
        len: 0,
    };
    let mut tags = [none; KNOWN as usize];
    let mut index = 0;
    while index < TEXTS.len() {
        let name = TEXTS[index];
        let mut word = first_word(name.as_bytes());
        if name.len() < WORD {
            word |= (b'>' as u64) << (8 * name.len());
        }
        let len = name.len() + 1;
        tags[index] = EndTag { name, word, len };
        index += 1;
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_known_name_is_found_in_either_case() {
        for (&known, text) in ALL.iter().zip(TEXTS) {
            assert_eq!(Known::find(text.as_bytes()), Some(known));
            assert_eq!(Known::find(text.to_uppercase().as_bytes()), Some(known));
            let word = first_word(text.as_bytes());
            assert_eq!(Known::find_short(word), Some(known));
        }
        for unknown in [
            "",
            "aa",
            "figcaptions",
            "foreignObject",
            "h7",
            "p\0",
            "divx",
        ] {
            assert_eq!(Known::find(unknown.as_bytes()), None);
        }
    }
}
