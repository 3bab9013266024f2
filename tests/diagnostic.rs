//! The feature `miette`: where errors and warnings point.
#![cfg(feature = "miette")]

use miette::{Diagnostic, Severity};
use newsprint::{Article, Envelope};

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
