//! Minimizes inputs for which a check fails.

/// Removes parts of `source`, as long as `fails` returns `true` for the rest. Returns the rest.
pub fn smallest(source: &str, fails: impl Fn(&str) -> bool) -> String {
    let mut chars: Vec<char> = source.chars().collect();
    let mut size = chars.len() / 2 + 1;
    while size > 0 {
        let mut at = 0;
        let before = chars.len();
        while at < chars.len() {
            let end = (at + size).min(chars.len());
            let mut shorter = chars.clone();
            shorter.drain(at..end);
            if fails(&shorter.iter().collect::<String>()) {
                chars = shorter;
            } else {
                at += size;
            }
        }
        if chars.len() == before {
            size /= 2;
        }
    }
    chars.into_iter().collect()
}
