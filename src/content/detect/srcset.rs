//! Reads the image candidates of a `srcset` (HTML standard, "parse a srcset attribute").

use std::cmp::Ordering;

use crate::source::Span;

/// An image candidate of a `srcset`: a URL and a size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Candidate {
    /// The range of the URL in the attribute value.
    pub(super) url: Span,
    pub(super) size: Size,
}

/// The size of an image according to its descriptor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Size {
    /// The pixel density, such as 2 for `2x`. Without a descriptor, the density is 1.
    Density(f64),
    /// The width in pixels, such as 900 for `900w`.
    Width(u32),
}

impl Size {
    /// Returns whether an image of this size is larger than an image without a descriptor (which has the
    /// density 1).
    pub(super) fn is_more_than_usual(self) -> bool {
        match self {
            Size::Density(density) => density > 1.0,
            Size::Width(_) => true,
        }
    }
}

impl PartialOrd for Size {
    /// Compares two sizes. A width is always larger than a density.
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Size::Width(own), Size::Width(other)) => own.partial_cmp(other),
            (Size::Density(own), Size::Density(other)) => own.partial_cmp(other),
            (Size::Width(_), Size::Density(_)) => Some(Ordering::Greater),
            (Size::Density(_), Size::Width(_)) => Some(Ordering::Less),
        }
    }
}

/// Returns the largest candidate, or `None` if there are no valid candidates. If several candidates are
/// equally large, returns the first of them. Candidates with a `data:` URL, which contains the image itself,
/// are ignored. Takes O(n) time in the length of the attribute value.
pub(super) fn largest(srcset: &str) -> Option<Candidate> {
    let is_address = |candidate: &Candidate| {
        let scheme = candidate.url.of(srcset).get(.."data:".len());
        !scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"))
    };
    candidates(srcset)
        .filter(is_address)
        .reduce(|best, next| match next.size > best.size {
            true => next,
            false => best,
        })
}

/// Returns the valid candidates in order.
fn candidates(srcset: &str) -> impl Iterator<Item = Candidate> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let candidate;
            (candidate, at) = next(srcset, at)?;
            if candidate.is_some() {
                return candidate;
            }
        }
    })
}

/// Reads the candidate that follows the byte offset `at`. Returns a pair. The first value is the
/// candidate, or `None` if the candidate is invalid. The second value is the byte offset from which
/// to read the next candidate. Returns `None` instead of a pair if no candidate follows `at`.
fn next(srcset: &str, at: usize) -> Option<(Option<Candidate>, usize)> {
    let is_space = |c: char| c.is_ascii_whitespace();
    let rest = srcset.get(at..)?;
    let rest = rest.trim_start_matches(|c| is_space(c) || c == ',');
    let start = srcset.len() - rest.len();
    if rest.is_empty() {
        return None;
    }
    let word_len = rest.bytes().position(|byte| byte.is_ascii_whitespace());
    let word = rest.get(..word_len.unwrap_or(rest.len()))?;
    let url = word.trim_end_matches(',');
    let after = start + word.len();
    let span = Span::new(start as u32, (start + url.len()) as u32);
    let candidate = |size| Candidate { url: span, size };
    if url.len() < word.len() {
        return Some((Some(candidate(Size::Density(1.0))), after));
    }
    let descriptors = srcset.get(after..)?;
    // A comma in parentheses does not end the descriptors.
    let mut is_inside = false;
    let end = descriptors.bytes().position(|byte| {
        is_inside = match byte {
            b'(' => true,
            b')' => false,
            _ => is_inside,
        };
        byte == b',' && !is_inside
    });
    let (descriptors, next) = match end {
        Some(end) => (descriptors.get(..end)?, after + end + 1),
        None => (descriptors, srcset.len()),
    };
    Some((size(descriptors).map(candidate), next))
}

/// Returns the size that `descriptors` gives, or `None` if a descriptor is invalid.
fn size(descriptors: &str) -> Option<Size> {
    let (mut width, mut density, mut height) = (None, None, None);
    for descriptor in descriptors.split_ascii_whitespace() {
        let (number, unit) = descriptor.split_at_checked(descriptor.len() - 1)?;
        match unit {
            "w" if width.is_none() && density.is_none() => width = Some(positive(number)?),
            "h" if height.is_none() && density.is_none() => height = Some(positive(number)?),
            "x" if width.is_none() && height.is_none() && density.is_none() => {
                density = Some(float(number)?);
            }
            _ => return None,
        }
    }
    match (width, density, height) {
        (Some(width), ..) => Some(Size::Width(width)),
        (None, _, Some(_)) => None,
        (None, density, None) => Some(Size::Density(density.unwrap_or(1.0))),
    }
}

fn positive(number: &str) -> Option<u32> {
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    let number = number.parse().ok().filter(|_| is_number);
    number.filter(|number| *number > 0)
}

/// Parses a valid floating-point number (HTML standard). Returns `None` if the number is invalid or
/// negative.
fn float(number: &str) -> Option<f64> {
    let is_written = |byte: u8| byte.is_ascii_digit() || b"+-.eE".contains(&byte);
    let starts = number.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == '-');
    let is_float = starts && !number.ends_with('.') && number.bytes().all(is_written);
    let number: f64 = number.parse().ok().filter(|_| is_float)?;
    (number.is_finite() && number >= 0.0).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(srcset: &str) -> Vec<(&str, String)> {
        let size = |size| match size {
            Size::Width(width) => format!("{width}w"),
            Size::Density(density) => format!("{density}x"),
        };
        candidates(srcset)
            .map(|candidate| (candidate.url.of(srcset), size(candidate.size)))
            .collect()
    }

    #[test]
    fn candidates_are_read_as_the_standard_says() {
        for (srcset, expected) in [
            ("", &[][..]),
            (" , ,\n", &[]),
            ("a", &[("a", "1x")]),
            ("a, b 2x", &[("a", "1x"), ("b", "2x")]),
            ("a,b 2x", &[("a,b", "2x")]),
            ("a,, b", &[("a", "1x"), ("b", "1x")]),
            ("a 1x,b 2x", &[("a", "1x"), ("b", "2x")]),
            ("a 300w,\n b 900w", &[("a", "300w"), ("b", "900w")]),
            (
                "/w_9,h_8/a.jpg 9w, /w_18,h_16/a.jpg 18w",
                &[("/w_9,h_8/a.jpg", "9w"), ("/w_18,h_16/a.jpg", "18w")],
            ),
            (
                "data:image/gif;base64,AA== 1x, b 2x",
                &[("data:image/gif;base64,AA==", "1x"), ("b", "2x")],
            ),
            (
                "a 1.5x, b .5x, c 1e1x",
                &[("a", "1.5x"), ("b", "0.5x"), ("c", "10x")],
            ),
            ("a 100w 50h, b", &[("a", "100w"), ("b", "1x")]),
            // Invalid candidates are left out.
            (
                "a 0w, b -1x, c 1w 2x, d 50h, e 2, f 1w 1w, g +1x, h 1.x, i infx, j 1q, k",
                &[("k", "1x")],
            ),
            ("a (1,2) 1x, b", &[("b", "1x")]),
            ("a (, b", &[]),
        ] {
            let expected: Vec<_> = { expected.iter() }
                .map(|(url, size)| (*url, (*size).to_owned()))
                .collect();
            assert_eq!(all(srcset), expected, "{srcset:?}");
        }
    }

    #[test]
    fn the_largest_is_the_widest_or_the_densest() {
        for (srcset, expected) in [
            ("a 300w, b 900w, c 600w", Some("b")),
            ("a, b 2x, c 1.5x", Some("b")),
            ("a 2x, b 2x", Some("a")),
            ("data:image/png;base64,AA 900w, b 300w", Some("b")),
            ("DATA:,", None),
            ("题.jpg 2x, b", Some("题.jpg")),
        ] {
            let url = largest(srcset).map(|candidate| candidate.url.of(srcset));
            assert_eq!(url, expected, "{srcset:?}");
        }
    }
}
