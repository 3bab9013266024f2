//! Characters that match each other with `--ignore-width` and `--script any`.

use std::collections::HashMap;

use hanconv::RawDictionary;
use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind};

use super::options::{Options, Script};

/// Determines which other characters a character matches.
pub struct Equals {
    ignores_width: bool,
    scripts: Option<Scripts>,
}

impl Equals {
    pub fn new(options: &Options) -> Self {
        Equals {
            ignores_width: options.ignore_width,
            scripts: (options.script == Script::Any).then(Scripts::new),
        }
    }

    /// Replaces each character in a regular expression with a class, which contains the character
    /// and all other characters that match it.
    pub fn widen(&self, hir: Hir) -> Hir {
        if !self.ignores_width && self.scripts.is_none() {
            return hir;
        }
        // The recursion is not too deep, because the parser of regular expressions limits the
        // nesting.
        match hir.into_kind() {
            HirKind::Empty => Hir::empty(),
            HirKind::Look(look) => Hir::look(look),
            HirKind::Literal(literal) => match str::from_utf8(&literal.0) {
                Ok(text) => Hir::concat(text.chars().map(|c| self.widen_char(c)).collect()),
                Err(_) => Hir::literal(literal.0),
            },
            HirKind::Class(Class::Unicode(class)) => {
                Hir::class(Class::Unicode(self.widen_class(class)))
            }
            HirKind::Class(class) => Hir::class(class),
            HirKind::Repetition(mut repetition) => {
                repetition.sub = Box::new(self.widen(*repetition.sub));
                Hir::repetition(repetition)
            }
            HirKind::Capture(mut capture) => {
                capture.sub = Box::new(self.widen(*capture.sub));
                Hir::capture(capture)
            }
            HirKind::Concat(parts) => Hir::concat(self.widen_all(parts)),
            HirKind::Alternation(parts) => Hir::alternation(self.widen_all(parts)),
        }
    }

    fn widen_all(&self, parts: Vec<Hir>) -> Vec<Hir> {
        parts.into_iter().map(|part| self.widen(part)).collect()
    }

    fn widen_char(&self, c: char) -> Hir {
        let class = ClassUnicode::new([ClassUnicodeRange::new(c, c)]);
        Hir::class(Class::Unicode(self.widen_class(class)))
    }

    /// Adds to a class all characters that match one of its characters. A class with more than half
    /// of all characters is treated as a negated class, such as `[^,]`. For a negated class, the
    /// excluded characters are extended instead, so that `[^,]` does not match a full-width comma.
    fn widen_class(&self, mut class: ClassUnicode) -> ClassUnicode {
        let len: usize = class.ranges().iter().map(ClassUnicodeRange::len).sum();
        let is_negated = len > char::MAX as usize / 2;
        if is_negated {
            class.negate();
        }
        let chars = class
            .ranges()
            .iter()
            .flat_map(|range| range.start()..=range.end());
        let others = chars.flat_map(|c| self.others(c));
        let others = ClassUnicode::new(others.map(|c| ClassUnicodeRange::new(c, c)));
        class.union(&others);
        if is_negated {
            class.negate();
        }
        class
    }

    /// Returns the other characters that a character matches.
    fn others(&self, c: char) -> Vec<char> {
        let width = if self.ignores_width {
            other_width(c)
        } else {
            None
        };
        let scripts = self.scripts.iter().flat_map(|scripts| scripts.of(c));
        scripts.chain(width).collect()
    }
}

/// Converts an ASCII character to its full-width form, or a full-width form to its ASCII character
/// (Unicode, block Halfwidth and Fullwidth Forms). Returns `None` for any other character. The
/// full-width form of a space is U+3000.
fn other_width(c: char) -> Option<char> {
    const BETWEEN: u32 = '！' as u32 - '!' as u32;
    match c {
        ' ' => Some('\u{3000}'),
        '\u{3000}' => Some(' '),
        '!'..='~' => char::from_u32(c as u32 + BETWEEN),
        '！'..='～' => char::from_u32(c as u32 - BETWEEN),
        _ => None,
    }
}

/// The simplified forms of each traditional character, and the traditional forms of each simplified
/// character, from OpenCC's table.
struct Scripts {
    simplified: HashMap<char, Vec<char>>,
    traditional: HashMap<char, Vec<char>>,
}

impl Scripts {
    fn new() -> Self {
        let mut scripts = Scripts {
            simplified: HashMap::new(),
            traditional: HashMap::new(),
        };
        // A character may have several simplified forms, such as 乾: 干 and 乾.
        for (traditional, simplified) in RawDictionary::TSCharacters.var_iter() {
            let Some(traditional) = only_char(traditional) else {
                continue;
            };
            for simplified in simplified.into_iter().filter_map(only_char) {
                let of_traditional = scripts.simplified.entry(traditional);
                of_traditional.or_default().push(simplified);
                let of_simplified = scripts.traditional.entry(simplified);
                of_simplified.or_default().push(traditional);
            }
        }
        scripts
    }

    /// Returns `c`, its simplified forms, and the traditional forms of all these characters.
    fn of(&self, c: char) -> Vec<char> {
        let simplified = self.simplified.get(&c).into_iter().flatten();
        let forms: Vec<_> = simplified.copied().chain([c]).collect();
        let traditional = forms.iter().filter_map(|form| self.traditional.get(form));
        let traditional: Vec<_> = traditional.flatten().copied().collect();
        [forms, traditional].concat()
    }
}

fn only_char(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_compatibility_forms() {
        // The crate for widths has its own table of wide characters.
        use unicode_width::UnicodeWidthChar;
        for c in ('\0'..='\u{ffff}').filter(|&c| other_width(c).is_some()) {
            let other = other_width(c).unwrap();
            assert_eq!(other_width(other), Some(c));
            let widths = [c.width(), other.width()];
            assert!(
                widths == [Some(1), Some(2)] || widths == [Some(2), Some(1)],
                "{c}"
            );
        }
    }

    #[test]
    fn scripts_match_each_other_in_both_directions() {
        let scripts = Scripts::new();
        for (simplified, traditional) in [
            ("台", "臺颱檯"),
            ("发", "發髮"),
            ("干", "乾幹"),
            ("后", "後"),
        ] {
            for a in traditional.chars() {
                let simplified = simplified.chars().next().unwrap();
                assert!(scripts.of(simplified).contains(&a), "{simplified}{a}");
                for b in traditional.chars().chain([simplified]) {
                    assert!(scripts.of(a).contains(&b), "{a}{b}");
                }
            }
        }
        for &c in scripts.simplified.keys().chain(scripts.traditional.keys()) {
            for other in scripts.of(c) {
                assert!(scripts.of(other).contains(&c), "{c}{other}");
            }
        }
    }
}
