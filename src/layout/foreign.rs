//! The layout of SVG and MathML elements.

use super::look::{Look, Space};
use crate::html::element::{Display, LayoutRole};

/// Returns the layout of an SVG element. In SVG, text is rendered only in `text` and
/// `foreignObject`. `is_root` must be `true` if the parent is a `foreignObject` or an element
/// outside of SVG. `mute` must be `true` if text directly in the parent is not rendered.
pub(super) fn svg(name: &str, is_root: bool, mute: bool) -> Look {
    let mut look = Look::new(LayoutRole::None, Display::Inline);
    match name {
        "svg" if is_root => {
            look.display = Display::Atomic;
            look.mute = Some(true);
        }
        "text" | "foreignObject" if mute => {
            look.display = Display::Block;
            look.mute = Some(false);
            look.space = Some(Space::Collapse).filter(|_| name == "text");
        }
        "a" => {}
        "tspan" | "textPath" if !mute => {}
        "switch" if mute => look.first_only = true,
        "svg" | "g" | "defs" | "symbol" | "clipPath" | "mask" | "pattern" | "marker" if mute => {
            look.display = Display::Section;
        }
        _ => look.display = Display::None,
    }
    look
}

/// Returns the layout of a MathML element. Most MathML elements are block-level. Text is rendered
/// only in some MathML elements, such as `mi` and `mtext`.
pub(super) fn math(name: &str) -> Look {
    let mut look = Look::new(LayoutRole::None, Display::Block);
    look.flex = true;
    match name {
        "math" => {
            look.display = Display::Atomic;
            look.mute = Some(true);
        }
        "mi" => {
            look.mute = Some(false);
            look.italic = Some(true);
        }
        "mn" | "mo" | "ms" | "mtext" => look.mute = Some(false),
        "mtr" | "mlabeledtr" => {
            look.display = Display::Row;
            look.flex = false;
        }
        "mtd" => {
            look.display = Display::Cell;
            look.mute = Some(false);
            look.flex = false;
        }
        "mtable" => {
            look.mute = Some(true);
            look.flex = false;
        }
        "semantics" | "maction" => look.first_only = true,
        "mspace" => look.role = LayoutRole::Replaced,
        "mphantom" => look.display = Display::None,
        _ if name.starts_with('m') => look.mute = Some(true),
        _ => {}
    }
    look
}

/// Returns the mathematical italic form of a letter, such as `𝑥` for `x` (CSS:
/// `text-transform: math-auto`). Returns `None` if `text` is not a single letter that has this
/// form.
pub(super) fn math_italic(text: &str) -> Option<char> {
    let mut chars = text.chars();
    let letter = chars.next().filter(|_| chars.next().is_none())?;
    let offset = |first: char, start: u32| char::from_u32(letter as u32 - first as u32 + start);
    match letter {
        'h' => Some('ℎ'),
        'A'..='Z' => offset('A', 0x1D434),
        'a'..='z' => offset('a', 0x1D44E),
        'ı' => Some('𝚤'),
        'ȷ' => Some('𝚥'),
        'Α'..='Ρ' | 'Σ'..='Ω' => offset('Α', 0x1D6E2),
        'ϴ' => Some('𝛳'),
        '∇' => Some('𝛻'),
        'α'..='ω' => offset('α', 0x1D6FC),
        '∂' => Some('𝜕'),
        'ϵ' => Some('𝜖'),
        'ϑ' => Some('𝜗'),
        'ϰ' => Some('𝜘'),
        'ϕ' => Some('𝜙'),
        'ϱ' => Some('𝜚'),
        'ϖ' => Some('𝜛'),
        _ => None,
    }
}
