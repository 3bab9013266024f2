//! Inputs of any size that make parsers slow, in families of similar inputs.

pub mod bodies;
pub mod files;
pub mod shown;

/// A family of inputs. `make(n)` returns an input of about `n` bytes, and of at least a tenth of
/// `n`.
pub struct Family {
    pub name: &'static str,
    pub make: fn(usize) -> String,
}

/// Returns the families of bodies. First come those for which building the tree is expensive, then
/// those for which rendering the tree is expensive.
pub fn all_bodies() -> impl Iterator<Item = &'static Family> {
    bodies::all().chain(shown::FAMILIES)
}

/// Repeats `piece` as often as it fits into `n` bytes, and at least once.
fn many(piece: &str, n: usize) -> String {
    piece.repeat((n / piece.len()).max(1))
}

/// Joins `piece(0)`, `piece(1)` and so on, up to `n` bytes.
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

/// Joins `piece(0)` to `piece(count - 1)`.
fn count(count: usize, piece: impl Fn(usize) -> String) -> String {
    (0..count).map(piece).collect()
}

macro_rules! families {
    ($($name:literal: |$n:pat_param| $make:expr,)*) => {
        &[$($crate::hostile::Family { name: $name, make: |$n| $make },)*]
    };
}
use families;
