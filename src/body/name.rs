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
pub(super) use with_known_names;

macro_rules! define {
    ($($variant:ident = $text:tt,)*) => {
        /// The names of the elements of HTML, past and present.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u8)]
        pub(crate) enum Known { $($variant),* }

        const ALL: &[Known] = &[$(Known::$variant),*];
        const TEXTS: &[&str] = &[$($text),*];
    };
}
with_known_names!(define);

/// How many names are known.
pub(super) const KNOWN: u32 = ALL.len() as u32;

impl Known {
    /// Returns the known name that the bytes of `name` are in ASCII lower case.
    pub(crate) fn find(name: &[u8]) -> Option<Known> {
        if name.len() > LONGEST {
            return None;
        }
        let mut lower = [0; LONGEST];
        for (to, from) in lower.iter_mut().zip(name) {
            *to = from.to_ascii_lowercase();
        }
        let (&word, rest) = lower.split_first_chunk()?;
        let (known, _) = find_word(u64::from_le_bytes(word), name.len())?;
        let is_rest = |text: &[u8]| rest.starts_with(text.get(WORD..).unwrap_or_default());
        is_rest(known.as_str().as_bytes()).then_some(known)
    }

    /// Returns what [`Known::find`] does for the `len` bytes at the start of `bytes`, which is
    /// quick for a short name in lower case.
    pub(super) fn find_start(bytes: &[u8], len: usize) -> Option<Known> {
        if let (Some(&word), Some(&mask)) = (bytes.first_chunk(), MASKS.get(len)) {
            if let Some((known, true)) = find_word(u64::from_le_bytes(word) & mask, len) {
                return Some(known);
            }
        }
        Known::find(bytes.get(..len)?)
    }

    /// Returns the name that has the number `index`.
    pub(super) fn from_index(index: u32) -> Option<Known> {
        ALL.get(index as usize).copied()
    }

    /// Returns the name in lower case.
    pub(crate) fn as_str(self) -> &'static str {
        TEXTS.get(self as usize).copied().unwrap_or_default()
    }
}

/// The longest known name has so many bytes.
const LONGEST: usize = 10;
/// So many bytes of a name are compared at once.
const WORD: usize = 8;
/// Keeps as many bytes of a word as the index says.
const MASKS: [u64; WORD + 1] = [
    0,
    0xFF,
    0xFFFF,
    0x00FF_FFFF,
    0xFFFF_FFFF,
    0x00FF_FFFF_FFFF,
    0xFFFF_FFFF_FFFF,
    0x00FF_FFFF_FFFF_FFFF,
    u64::MAX,
];

/// A place in the table of names: a name's first bytes, its length and its number.
#[derive(Clone, Copy)]
struct Slot {
    word: u64,
    len: u8,
    index: u8,
}

/// A hash table with linear probing.
static SLOTS: [Slot; 512] = slots();

/// Returns the name of `len` bytes that begins with those of `word`, and whether these are all.
fn find_word(word: u64, len: usize) -> Option<(Known, bool)> {
    let mut at = hash(word, len);
    loop {
        let slot = SLOTS.get(at)?;
        if slot.len == 0 {
            return None;
        }
        if slot.word == word && usize::from(slot.len) == len {
            return Some((*ALL.get(usize::from(slot.index))?, len <= WORD));
        }
        at = (at + 1) % SLOTS.len();
    }
}

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
const fn slots() -> [Slot; 512] {
    let empty = Slot {
        word: 0,
        len: 0,
        index: 0,
    };
    let mut slots = [empty; 512];
    let mut index = 0;
    while index < TEXTS.len() {
        let text = TEXTS[index].as_bytes();
        let mut first = [0; WORD];
        let mut at = 0;
        while at < text.len() && at < WORD {
            first[at] = text[at];
            at += 1;
        }
        let word = u64::from_le_bytes(first);
        let mut slot = hash(word, text.len());
        while slots[slot].len != 0 {
            slot = (slot + 1) % slots.len();
        }
        slots[slot] = Slot {
            word,
            len: text.len() as u8,
            index: index as u8,
        };
        index += 1;
    }
    slots
}

/// Returns the slot at which the search for a name begins.
const fn hash(word: u64, len: usize) -> usize {
    ((word ^ len as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 55) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_known_name_is_found_in_either_case() {
        for (&known, text) in ALL.iter().zip(TEXTS) {
            assert_eq!(Known::find(text.as_bytes()), Some(known));
            assert_eq!(Known::find(text.to_uppercase().as_bytes()), Some(known));
            for rest in [">", " class=x>", "\0\0\0\0\0\0\0\0"] {
                let tag = format!("{text}{rest}");
                assert_eq!(Known::find_start(tag.as_bytes(), text.len()), Some(known));
            }
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
            assert_eq!(Known::find_start(unknown.as_bytes(), unknown.len()), None);
        }
    }
}
