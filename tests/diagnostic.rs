//! The feature `miette`: where errors and warnings point.
#![cfg(feature = "miette")]

use miette::{Diagnostic, Severity, SourceCode, SourceSpan};
use newsprint::{Article, Envelope, Excerpt, LineIndex, Span};
use unicode_width::UnicodeWidthStr;

#[test]
fn an_error_points_at_its_bytes() {
    let source = "<!--1618495142000-->\n[题目]\n------\n\n";
    let error = Article::parse(source).unwrap_err();
    let label = error.labels().unwrap().next().unwrap();
    assert_eq!(label.offset(), "<!--1618495142000-->\n[题目]".len());
    assert_eq!(error.code().unwrap().to_string(), "missing_url");
    assert_eq!(error.severity(), Some(Severity::Error));
    let help = "write the link header as: [title](https://example.org/)";
    assert_eq!(error.help().unwrap().to_string(), help);
}

#[test]
fn a_warning_points_at_its_bytes() {
    let source = "<!--NaN-->\n[题目](https://example.org/1)\n------\n\n";
    let envelope = Envelope::parse(source).unwrap();
    let warning = &envelope.warnings()[0];
    let label = warning.labels().unwrap().next().unwrap();
    assert_eq!((label.offset(), label.len()), (0, "<!--NaN-->".len()));
    assert_eq!(warning.code().unwrap().to_string(), "nan_stamp");
    assert_eq!(warning.severity(), Some(Severity::Warning));
}

#[test]
fn an_excerpt_is_the_part_of_the_line_around_a_place() {
    let body = "键\u{1b}[31m值\u{1F600} ".repeat(500);
    let source = format!("[题目](https://example.org/1)\r\n------\n\n{body}\nend");
    let lines = LineIndex::new(&source);
    let places = source.char_indices().map(|(at, _)| at as u32);
    for at in places.chain([source.len() as u32, source.len() as u32 + 9]) {
        let position = lines.position(at.min(source.len() as u32));
        for columns in [0, 40, 80] {
            let excerpt = Excerpt::new("a\u{1b}.md", &source, Span::new(at, at), position, columns);
            let place = SourceSpan::from(at as usize);
            let line = excerpt.read_span(&place, 1, 1).unwrap();
            let text = std::str::from_utf8(line.data()).unwrap();
            assert!(!text.contains('\u{1b}') && line.name() == Some("a?.md"));
            // The other columns are for miette's frame, and for a caret after the line.
            assert!(text.width() <= columns.max(32) - 16 + 1, "{text:?}");
            let start = line.span().offset();
            let is_in_it = (start..=start + text.len()).contains(&(at as usize));
            assert!(is_in_it || at as usize > source.len());
            // The position above the excerpt is that of the error itself.
            let named = excerpt.read_span(&place, 0, 0).unwrap();
            let found = (named.line() + 1, named.column() + 1);
            assert_eq!(found, (position.line as usize, position.column as usize));
        }
    }
}
