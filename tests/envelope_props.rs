//! Envelopes of random text: no panic, and every span is correct.

use newsprint::{Envelope, ParseOptions, Span, Warning, WarningKind};
use proptest::prelude::*;

/// Text made of pieces of the format, so that most of it gets far into the grammar.
fn pieces() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "---\n",
        "---",
        "\n",
        "\r\n",
        "\r",
        " ",
        "\t",
        "\u{feff}",
        "<!--",
        "-->",
        "NaN",
        "-",
        "1",
        "<!--1618495142000-->\n",
        "<!--NaN-->\n",
        "[",
        "]",
        "(",
        ")",
        "](",
        "[T](https://a.org/)\n",
        "[T\n",
        "](https://a.org/)\n------\n",
        "&quot;",
        "'",
        "https://",
        "https://a.org/)",
        "------\n",
        "日期：",
        "日期：Mon, 22 Jun 2020 06:58:39 +0000\n",
        "title: \"T \\\" \\U\"\n",
        "title: \"",
        "date: 2021-04-15T13:59:02.000Z\n",
        "date: ",
        "2021-04-15",
        "from: https://a.org/\n",
        "tags: [ X Y ]\n",
        "tags: [ X, 'Y Z', \"\n",
        "layout: table\n",
        "tags:",
        "x: ",
        ":",
        "中",
        "<p>",
        "<!DOCTYPE html>",
    ]);
    prop::collection::vec(pieces, 0..16).prop_map(|pieces| pieces.concat())
}

/// A whole file with one part removed or overwritten.
fn damaged() -> impl Strategy<Value = String> {
    let file = "\u{feff}---\nlayout: post\ntitle: \"A \\\"B\\\"\"\ndate: 2021-08-19T01:33:49+08:00\n\
        author: 某报\nfrom: https://a.org/\ntags: [ 某报 X ]\n---\n<!--1618495142000-->\n\
        [A (B) [C]](https://a.org/(x))\n------\n日期：Mon, 22 Jun 2020 06:58:39 +0000\n\n<p>正文</p>\n";
    (any::<prop::sample::Index>(), 0..9usize, pieces()).prop_map(move |(start, len, pieces)| {
        let chars: Vec<char> = file.chars().collect();
        let start = start.index(chars.len());
        let end = (start + len).min(chars.len());
        let before: String = chars[..start].iter().collect();
        let after: String = chars[end..].iter().collect();
        before + &pieces + &after
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8192))]

    #[test]
    fn any_text_keeps_the_invariants(source in any::<String>()) {
        check(&source)?;
    }

    #[test]
    fn pieces_keep_the_invariants(source in pieces()) {
        check(&source)?;
    }

    #[test]
    fn damaged_files_keep_the_invariants(source in damaged()) {
        check(&source)?;
    }

    #[test]
    fn bytes_do_not_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        if let Err(error) = Envelope::from_bytes(&bytes) {
            prop_assert!(error.span().range().end <= bytes.len());
        }
    }
}

fn check(source: &str) -> Result<(), TestCaseError> {
    let is_span = |span: Span| source.get(span.range()).is_some();
    let strict = Envelope::parse_with(source, &ParseOptions::new().strict(true));
    let envelope = match Envelope::parse(source) {
        Ok(envelope) => envelope,
        Err(error) => {
            prop_assert!(is_span(error.span()), "{error:?}");
            prop_assert_eq!(strict, Err(error));
            return Ok(());
        }
    };
    prop_assert_eq!(strict.is_ok(), envelope.warnings().is_empty());
    for pair in envelope.warnings().windows(2) {
        prop_assert!(pair[0].span() <= pair[1].span(), "{pair:?}");
    }
    prop_assert!(
        envelope
            .warnings()
            .iter()
            .all(|warning| is_span(warning.span()))
    );

    let mut parts = Vec::new();
    if let Some(front_matter) = envelope.front_matter() {
        parts.push(front_matter.span());
        prop_assert!(front_matter.span().of(source).starts_with("---\n") || source.contains("---"));
        prop_assert!(front_matter.span().of(source).ends_with("\n---"));
        for entry in front_matter.entries() {
            prop_assert_eq!(entry.key().span().of(source), *entry.key());
            prop_assert_eq!(entry.value().span().of(source), *entry.value());
            prop_assert!(
                front_matter
                    .raw()
                    .span()
                    .contains_span(entry.key().span().cover(entry.value().span()))
            );
        }
        for name in front_matter.tags().chain(front_matter.categories()) {
            prop_assert_eq!(name.span().of(source), *name);
        }
        if let Some(title) = front_matter.title() {
            prop_assume!(!title.span().of(source).contains('&'));
            prop_assert_eq!(
                title.span().of(source).replace("\\\"", "\""),
                title.value().as_ref()
            );
        }
        if let Some(date) = front_matter.date() {
            prop_assert_eq!(date.span().of(source), date.raw());
        }
    }
    if let Some(stamp) = envelope.stamp() {
        parts.push(stamp.span());
        prop_assert_eq!(stamp.span().of(source), format!("<!--{}-->", stamp.raw()));
    }
    if let Some(header) = envelope.link_header() {
        parts.push(header.span());
        let (title, url) = (header.title(), header.url());
        prop_assert_eq!(header.span().of(source), format!("[{}]({})", *title, *url));
        prop_assert_eq!(title.span().of(source), *title);
        prop_assert_eq!(url.span().of(source), *url);
        let line_ends = |warning: &Warning| *warning.kind() == WarningKind::LineEndInTitle;
        let is_broken = envelope.warnings().iter().any(line_ends);
        prop_assert_eq!(is_broken, title.contains('\n'));
        prop_assert!(!envelope.title().contains('\n'));
        if !is_broken && !title.contains('&') {
            prop_assert_eq!(envelope.title().value(), *title);
        }
    }
    parts.extend(envelope.separator().map(|separator| separator.span()));
    parts.extend(envelope.date_line().map(|date| date.span()));
    parts.push(envelope.body_span());
    prop_assert_eq!(envelope.body_span().range().end, source.len());
    let mut end = 0;
    for part in parts {
        // Between the parts, there are only line ends, spaces, tabs, a BOM, and the date line's label.
        let between = Span::new(end, part.start).of(source);
        let is_between = between.chars().all(|c| " \t\r\n\u{feff}日期：".contains(c));
        prop_assert!(end <= part.start && is_between, "{between:?}");
        end = part.end;
    }
    Ok(())
}
