//! Checks values before they are written to a file. A parser must read the same values from the
//! file.

use super::build_error::BuildErrorKind as Kind;
use super::grammar;

/// Checks that a value contains no line end.
pub(super) fn line(text: &str) -> Result<(), Kind> {
    refuse(text.contains(['\n', '\r']), Kind::LineEnd)
}

/// Checks that text is on one line, and does not start or end with a space or tab. A parser would
/// remove these spaces and tabs.
pub(super) fn trimmed(text: &str) -> Result<(), Kind> {
    line(text)?;
    refuse(text.trim_matches([' ', '\t']) != text, Kind::OuterBlank)
}

/// Does the checks of [`trimmed`], and also checks that a value is not enclosed in quotes. A parser
/// would remove the quotes.
pub(super) fn unquoted(text: &str) -> Result<(), Kind> {
    trimmed(text)?;
    refuse(grammar::quoted(text).is_ok(), Kind::Quote)
}

/// Checks that a URL is absolute, contains no white space, and does not contain `](` followed by a second
/// absolute URL.
pub(super) fn url(url: &str) -> Result<(), Kind> {
    line(url)?;
    refuse(url.contains(char::is_whitespace), Kind::Blank)?;
    refuse(!is_absolute(url), Kind::RelativeUrl)?;
    let mut ends = url.match_indices("](");
    let has_second = ends.any(|(at, end)| url.get(at + end.len()..).is_some_and(is_absolute));
    refuse(has_second, Kind::UrlInUrl)
}

/// Checks that a name in `tags` or `categories` is not empty, contains no white space and no comma, and does
/// not start with a quote.
pub(super) fn name(name: &str) -> Result<(), Kind> {
    line(name)?;
    refuse(name.contains([' ', '\t']), Kind::Blank)?;
    refuse(name.contains(','), Kind::Comma)?;
    refuse(name.starts_with(['"', '\'']), Kind::Quote)?;
    refuse(name.is_empty(), Kind::EmptyName)
}

fn is_absolute(url: &str) -> bool {
    crate::url::is_absolute(url)
}

pub(super) fn refuse(is_wrong: bool, kind: Kind) -> Result<(), Kind> {
    match is_wrong {
        true => Err(kind),
        false => Ok(()),
    }
}
