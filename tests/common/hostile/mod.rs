//! Families of inputs that make parsers slow, of any size.

pub mod bodies;
pub mod files;
pub mod shown;

/// Inputs of one kind. `make` returns an input of about this number of bytes, and at least a tenth of it.
pub struct Family {
    pub name: &'static str,
    pub make: fn(usize) -> String,
}

/// Returns the families of bodies: first those for which building the tree is expensive, then those for which
/// showing the tree is.
pub fn all_bodies() -> impl Iterator<Item = &'static Family> {
    bodies::all().chain(shown::FAMILIES)
}

/// Returns `piece` repeated as often as fits into `n` bytes.
fn many(piece: &str, n: usize) -> String {
    piece.repeat((n / piece.len()).max(1))
}

/// Returns `piece(0)`, `piece(1)` and so on, up to `n` bytes.
fn numbered(n: usize, piece: impl Fn(usize) -> String) -> String {
    let mut all = String::with_capacity(n + 16);
    for number in 0.. {
        let next = piece(number);
        if all.len() + next.len() > n && number > 0 {
            break;
        }
        all.push_str(&next);
    }
    all
}

/// Returns `piece(0)` to `piece(count - 1)`.
fn count(count: usize, piece: impl Fn(usize) -> String) -> String {
    (0..count).map(piece).collect()
}

macro_rules! families {
    ($($name:literal: |$n:pat_param| $make:expr,)*) => {
        &[$($crate::hostile::Family { name: $name, make: |$n| $make },)*]
    };
}
use families;
