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
    /// Returns the known name that is `name` in ASCII lower case.
    pub(crate) fn find(name: &[u8]) -> Option<Known> {
        if name.len() > LONGEST {
            return None;
        }
        let mut lower = [0; LONGEST];
        for (to, from) in lower.iter_mut().zip(name) {
            *to = from.to_ascii_lowercase();
        }
        let mut slot = hash(&lower, name.len());
        loop {
            let &index = SLOTS.get(slot)?;
            let known = *ALL.get(usize::from(index))?;
            let text = known.as_str().as_bytes();
            if text.len() == name.len() && lower.starts_with(text) {
                return Some(known);
            }
            slot = (slot + 1) % SLOTS.len();
        }
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

const LONGEST: usize = 10;
const EMPTY: u8 = u8::MAX;

/// Where each known name is found: open addressing over [`hash`].
static SLOTS: [u8; 512] = slots();

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
const fn slots() -> [u8; 512] {
    let mut slots = [EMPTY; 512];
    let mut index = 0;
    while index < TEXTS.len() {
        let text = TEXTS[index].as_bytes();
        let mut padded = [0; LONGEST];
        let mut at = 0;
        while at < text.len() {
            padded[at] = text[at];
            at += 1;
        }
        let mut slot = hash(&padded, text.len());
        while slots[slot] != EMPTY {
            slot = (slot + 1) % slots.len();
        }
        slots[slot] = index as u8;
        index += 1;
    }
    slots
}

/// Returns a slot for a name in lower case that is padded with zeros.
const fn hash(name: &[u8; LONGEST], len: usize) -> usize {
    let [a, b, c, d, e, f, g, h, ..] = *name;
    let word = u64::from_le_bytes([a, b, c, d, e, f, g, h]) ^ len as u64;
    (word.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 55) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_known_name_is_found_in_either_case() {
        for (&known, text) in ALL.iter().zip(TEXTS) {
            assert_eq!(Known::find(text.as_bytes()), Some(known));
            assert_eq!(Known::find(text.to_uppercase().as_bytes()), Some(known));
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
