//! After an edit, the file can be parsed, the edited value is the new one, and all other values and bytes are
//! unchanged; overlapping edits are refused; the order of edits does not matter.

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::clips::check_files;
use common::edited::{check_body, nodes, values};
use common::markup;
use newsprint::{Article, Body, EditError, EditErrorKind, Edits, Envelope, FrontMatter, Span};
use proptest::prelude::*;

const CLIP: &str =
    "<!--1618495142000-->\n[Old [1]](https://example.org/a_(b))\n------\n\n<p>text</p>";
const POST: &str = "---\nlayout: post\ntitle: \"Old\"\ndate: 2021-04-15\nauthor:\nfrom: https://example.org/1\n\
    tags: [ X ]\ntags: [ Y ]\n---\n<!--1618495142000-->\n[Old](https://example.org/1)\n------\n\n\
    <div>\ntext\n</div>\n";
const BARE: &str = "---\ntitle: Old\ndate: 2021-04-15\nfrom: https://example.org/1\n---\n\ntext";
const DATED: &str =
    "[Old](https://example.org/1)\n------\n日期：Fri, 03 Jul 2020 21:21:17 +0000\n\ntext";

fn kind<T: std::fmt::Debug>(result: Result<T, EditError>) -> EditErrorKind {
    result.unwrap_err().kind().clone()
}

// Spans.

/// Edits that share no bytes, from gaps and lengths, each with its text.
fn apart() -> impl Strategy<Value = Vec<(usize, usize, String)>> {
    prop::collection::vec((0_usize..4, 0_usize..4, "[a-c]{0,3}"), 0..8)
}

proptest! {
    #[test]
    fn edits_are_applied_in_any_order_as_one_after_another_from_the_end(
        source in "[a-z中]{0,30}",
        apart in apart(),
        order in any::<u64>(),
    ) {
        let offsets: Vec<u32> = source.char_indices().map(|(at, _)| at as u32).collect();
        let offset = |at: usize| offsets.get(at).copied().unwrap_or(source.len() as u32);
        let mut at = 0;
        let mut list = Vec::new();
        for (gap, length, text) in apart {
            // An insertion must be followed by other bytes, so that the order of edits does not matter.
            let start = at + gap;
            at = start + length.max(1);
            list.push((Span::new(offset(start), offset(start + length)), text));
        }
        list.dedup_by_key(|(span, _)| span.start);

        let mut expected = source.clone();
        for (span, text) in list.iter().rev() {
            expected.replace_range(span.range(), text);
        }
        let mut edits = Edits::new(&source);
        let mut left = list.clone();
        let mut random = order;
        while !left.is_empty() {
            let (span, text) = left.swap_remove(random as usize % left.len());
            random = random.rotate_right(7);
            edits.replace(span, text).unwrap();
        }
        prop_assert_eq!(edits.apply(), expected);
        prop_assert_eq!(edits.len(), list.len());
        for (span, _) in list.iter().filter(|(span, _)| !span.is_empty()) {
            let error = edits.delete(*span).unwrap_err();
            prop_assert_eq!(error.kind(), &EditErrorKind::Overlap { other: *span });
        }
        prop_assert_eq!(Edits::new(&source).apply(), source);
    }
}

// The envelope.

#[test]
fn title_and_link_are_set_wherever_the_file_has_them() {
    for source in [CLIP, POST, BARE, DATED] {
        for source in [
            source.to_owned(),
            source.replace('\n', "\r\n"),
            format!("\u{feff}{source}"),
        ] {
            let mut edits = Edits::new(&source);
            edits.set_title("A \"new\" \\ [title](x)").unwrap();
            edits.set_link("https://example.org/new?(a)=[b]").unwrap();
            let edited = edits.apply();
            let envelope = Envelope::parse(&edited).unwrap();
            assert_eq!(envelope.title().value(), "A \"new\" \\ [title](x)");
            assert_eq!(*envelope.link(), "https://example.org/new?(a)=[b]");
            if let Some(front_matter) = envelope.front_matter() {
                let title = front_matter.title().unwrap();
                assert_eq!(title.value(), "A \"new\" \\ [title](x)");
                let from = front_matter.get("from").unwrap();
                assert_eq!(*from, "https://example.org/new?(a)=[b]");
            }
            assert_eq!(edited.matches("Old").count(), 0, "{edited}");
            assert_eq!(
                envelope.body_source(),
                Envelope::parse(&source).unwrap().body_source()
            );
        }
    }
}

#[test]
fn header_values_that_would_not_read_back_are_refused() {
    for source in [CLIP, POST, BARE, DATED] {
        let mut edits = Edits::new(source);
        for title in ["two\nlines", "two\rlines"] {
            assert_eq!(kind(edits.set_title(title)), EditErrorKind::LineEnd);
        }
        for url in [
            "",
            "/relative",
            "https://example.org/a b",
            "https://example.org/a\tb",
            " https://example.org/",
            "https://a.example/](https://b.example/",
        ] {
            assert_eq!(kind(edits.set_link(url)), EditErrorKind::Misread, "{url}");
        }
        assert_eq!(
            kind(edits.set_link("https://e.org/\n")),
            EditErrorKind::LineEnd
        );
        assert!(edits.is_empty());
        assert_eq!(edits.apply(), source);
    }
    let error = Edits::new("# News\n\ntext").set_title("t").unwrap_err();
    let expected = "expected an article: expected front matter, a stamp or a link header, found \
        other text at line 1, column 1";
    assert_eq!(error.to_string(), expected);
}

#[test]
fn front_matter_is_set_added_and_removed() {
    let mut edits = Edits::new(POST);
    edits.set_front_matter("author", "林 --- : # 'x'").unwrap();
    edits.set_front_matter("tags", "[ A B ]").unwrap();
    edits.set_front_matter("photo", "\"p.jpg\"").unwrap();
    edits.set_front_matter("note", "").unwrap();
    assert!(edits.remove_front_matter("date").unwrap());
    let expected = POST
        .replace("author:\n", "author: 林 --- : # 'x'\n")
        .replace("[ X ]", "[ A B ]")
        .replace("[ Y ]\n", "[ Y ]\nphoto: \"p.jpg\"\nnote:\n")
        .replace("date: 2021-04-15\n", "");
    assert_eq!(edits.apply(), expected);

    let mut edits = Edits::new(POST);
    assert!(edits.remove_front_matter("tags").unwrap());
    assert!(!edits.remove_front_matter("photo").unwrap());
    assert_eq!(
        edits.apply(),
        POST.replace("tags: [ X ]\ntags: [ Y ]\n", "")
    );
}

#[test]
fn lines_that_are_added_end_as_the_others_do() {
    let source = POST.replace('\n', "\r\n");
    let mut edits = Edits::new(&source);
    edits.set_front_matter("photo", "p.jpg").unwrap();
    edits.remove_front_matter("layout").unwrap();
    let expected = source
        .replace("[ Y ]\r\n", "[ Y ]\r\nphoto: p.jpg\r\n")
        .replace("layout: post\r\n", "");
    assert_eq!(edits.apply(), expected);
}

#[test]
fn front_matter_that_would_not_read_back_is_refused() {
    let mut edits = Edits::new(POST);
    for key in ["", "1", "a b", "a:", "a: b\nc", "标题", "---"] {
        assert_eq!(
            kind(edits.set_front_matter(key, "x")),
            EditErrorKind::InvalidKey,
            "{key}"
        );
    }
    for key in ["author", "photo"] {
        for value in [" x", "x ", "\tx"] {
            assert_eq!(
                kind(edits.set_front_matter(key, value)),
                EditErrorKind::Misread
            );
        }
        assert_eq!(
            kind(edits.set_front_matter(key, "a\nb")),
            EditErrorKind::LineEnd
        );
    }
    assert!(edits.is_empty());
    for source in [CLIP, DATED] {
        let mut edits = Edits::new(source);
        assert_eq!(
            kind(edits.set_front_matter("a", "b")),
            EditErrorKind::NoFrontMatter
        );
        assert_eq!(
            kind(edits.remove_front_matter("a")),
            EditErrorKind::NoFrontMatter
        );
    }
}

#[test]
fn a_bare_post_keeps_its_title_and_url() {
    let mut edits = Edits::new(BARE);
    for key in ["title", "from"] {
        assert_eq!(
            kind(edits.remove_front_matter(key)),
            EditErrorKind::RequiredKey
        );
    }
    for (key, empty) in [
        ("title", ""),
        ("from", ""),
        ("from", "\"\""),
        ("from", "''"),
    ] {
        assert_eq!(
            kind(edits.set_front_matter(key, empty)),
            EditErrorKind::RequiredKey
        );
    }
    assert!(edits.remove_front_matter("date").unwrap());
    assert_eq!(
        Envelope::parse(&edits.apply()).unwrap().title().value(),
        "Old"
    );
    assert_eq!(kind(edits.set_title("")), EditErrorKind::RequiredKey);
    // Where there is a link header, the title may be empty in both places.
    let mut edits = Edits::new(POST);
    edits.set_title("").unwrap();
    assert_eq!(Envelope::parse(&edits.apply()).unwrap().title().value(), "");
}

#[test]
fn a_key_is_edited_once_and_a_refused_edit_leaves_no_trace() {
    let mut edits = Edits::new(POST);
    let overlaps =
        |result: Result<(), EditError>| matches!(kind(result), EditErrorKind::Overlap { .. });
    edits.set_front_matter("title", "New").unwrap();
    edits.set_front_matter("photo", "p.jpg").unwrap();
    let applied = edits.apply();
    // The link header's title is not set either.
    assert!(overlaps(edits.set_title("Other")));
    assert!(overlaps(edits.set_front_matter("photo", "q.jpg")));
    assert!(overlaps(edits.remove_front_matter("title").map(drop)));
    assert_eq!(edits.apply(), applied);
}

#[test]
fn an_empty_value_is_set_only_once() {
    let source = "---\ntitle: \"T\"\nauthor:\n---\n[](https://example.org/)\n------\n\n\
        <img src='' alt=''><input disabled><p><b title=''>1<p>2";
    let article = Article::parse(source).unwrap();
    let attributes: Vec<_> = { article.body().descendants() }
        .flat_map(|node| node.attrs())
        .collect();
    // The parser reopens the element `b`.
    assert_eq!(attributes.len(), 5);
    let mut edits = article.edits();
    edits.set_title("first").unwrap();
    edits.set_front_matter("author", "first").unwrap();
    for attribute in &attributes[..4] {
        edits.set_attribute(attribute, "first").unwrap();
    }
    let edited = edits.apply();
    let is_overlap =
        |result: Result<(), EditError>| matches!(kind(result), EditErrorKind::Overlap { .. });
    assert!(is_overlap(edits.set_title("second")));
    assert!(is_overlap(edits.set_front_matter("author", "second")));
    for attribute in &attributes {
        assert!(
            is_overlap(edits.set_attribute(attribute, "second")),
            "{attribute:?}"
        );
    }
    assert_eq!(edits.apply(), edited);
    assert!(edited.ends_with(
        "<img src='first' alt='first'><input disabled=\"first\"><p><b title='first'>1<p>2"
    ));
}

/// Values that are problematic in front matter, header or markup.
fn value() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("]("),
        Just(")"),
        Just("\""),
        Just("\\"),
        Just("\\\""),
        Just("'"),
        Just("&"),
        Just("&amp;"),
        Just("quot;"),
        Just("&#13"),
        Just("<"),
        Just(">"),
        Just("<b>"),
        Just("</p>"),
        Just("-->"),
        Just("---"),
        Just("="),
        Just(" "),
        Just("\t"),
        Just("\n"),
        Just("\r"),
        Just("\u{c}"),
        Just("\u{a0}"),
        Just("`"),
        Just(":"),
        Just("https://e.org/"),
        Just("日期："),
        Just("中文"),
        Just("x"),
        Just("y"),
        Just("]]>"),
    ];
    prop::collection::vec(part, 0..5).prop_map(|parts| parts.concat())
}

/// All values of the front matter, in order for each key.
fn entries(front_matter: Option<&FrontMatter<'_>>) -> BTreeMap<String, Vec<String>> {
    let mut entries = BTreeMap::<_, Vec<_>>::new();
    for entry in front_matter
        .iter()
        .flat_map(|front_matter| front_matter.entries())
    {
        let values = entries.entry(entry.key().to_string()).or_default();
        values.push(entry.value().to_string());
    }
    entries
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_is_set_in_the_envelope_reads_back_and_nothing_else_changes(
        source in prop::sample::select(vec![CLIP, POST, BARE, DATED]),
        is_crlf in any::<bool>(),
        title in prop::option::of(value()),
        url in prop::option::of(value().prop_map(|end| format!("https://e.org/{end}"))),
        key in prop::sample::select(vec!["layout", "author", "tags", "photo", "date"]),
        new in prop::option::of(value()),
    ) {
        let source = if is_crlf { source.replace('\n', "\r\n") } else { source.to_owned() };
        let before = Envelope::parse(&source).unwrap();
        let mut edits = Edits::new(&source);
        let title = title.filter(|title| edits.set_title(title).is_ok());
        let url = url.filter(|url| edits.set_link(url).is_ok());
        let new_value = new.as_deref().filter(|new| edits.set_front_matter(key, new).is_ok());
        let removes = new.is_none() && edits.remove_front_matter(key).is_ok();
        let edited = edits.apply();
        let after = Envelope::parse(&edited).unwrap();

        let or = |new: &Option<String>, old: &str| new.as_deref().unwrap_or(old).to_owned();
        prop_assert_eq!(after.title().value(), &or(&title, before.title().value()));
        prop_assert_eq!(*after.link(), or(&url, *before.link()));
        prop_assert_eq!(after.shape(), before.shape());
        prop_assert_eq!(after.stamp().map(|stamp| stamp.raw()), before.stamp().map(|stamp| stamp.raw()));
        prop_assert_eq!(after.body_source(), before.body_source());
        let (mut expected, mut found) = (entries(before.front_matter()), entries(after.front_matter()));
        if let Some(new_value) = new_value.filter(|_| key == "author") {
            let read = after.front_matter().unwrap().author();
            prop_assert_eq!(read.map_or(String::new(), |read| read.to_string()), new_value);
            expected.remove(key);
            found.remove(key);
        } else if let Some(new_value) = new_value {
            let values = expected.entry(key.to_owned()).or_default();
            values.splice(..values.len().min(1), [new_value.to_owned()]);
        }
        if removes {
            expected.remove(key);
        }
        if let Some(url) = url {
            expected.entry("from".to_owned()).and_modify(|values| *values = vec![url]);
        }
        if let Some(title) = title {
            let read = after.front_matter().map(|front_matter| {
                let title = front_matter.title();
                title.map(|title| title.into_value().into_owned()).unwrap_or_default()
            });
            prop_assert!(read.is_none_or(|read| read == title));
            expected.remove("title");
            found.remove("title");
        }
        prop_assert_eq!(found, expected);
    }
}

// The body.

const HEADERS: [&str; 3] = [
    "[t](https://e.org/)\n------\n\n",
    "[t](https://e.org/)\n------\n",
    "---\ntitle: t\ndate: 2020-01-01\nfrom: https://e.org/\n---\n",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn what_is_set_in_the_body_reads_back_and_nothing_else_changes(
        header in prop::sample::select(HEADERS.to_vec()),
        body in prop::collection::vec(any::<u8>(), 0..120),
        choices in prop::collection::vec(any::<u8>(), 0..60),
        new in prop::collection::vec(value(), 1..4),
    ) {
        check_body(header, &markup::wild(&body), &choices, &new);
    }
}

#[test]
fn values_get_the_quotes_that_they_need() {
    let new = "a \"b\" 'c' & <d>";
    for (tag, expected) in [
        (
            "<img alt=\"x\">",
            "<img alt=\"a &quot;b&quot; 'c' &amp; <d>\">",
        ),
        ("<img alt='x'>", "<img alt='a \"b\" &#39;c&#39; &amp; <d>'>"),
        ("<img alt=x>", "<img alt=\"a &quot;b&quot; 'c' &amp; <d>\">"),
        (
            "<img alt = x/>",
            "<img alt = \"a &quot;b&quot; 'c' &amp; <d>\">",
        ),
        ("<img alt=>", "<img alt=\"a &quot;b&quot; 'c' &amp; <d>\">"),
        ("<img alt>", "<img alt=\"a &quot;b&quot; 'c' &amp; <d>\">"),
        ("<img alt/>", "<img alt=\"a &quot;b&quot; 'c' &amp; <d>\"/>"),
        (
            "<img alt\" alt>",
            "<img alt\" alt=\"a &quot;b&quot; 'c' &amp; <d>\">",
        ),
        (
            "<img alt='' id=y>",
            "<img alt='a \"b\" &#39;c&#39; &amp; <d>' id=y>",
        ),
    ] {
        let body = Body::parse(tag).unwrap();
        let image = body.children().next().unwrap();
        let mut edits = Edits::new(tag);
        edits
            .set_attribute(&image.attribute("alt").unwrap(), new)
            .unwrap();
        assert_eq!(edits.apply(), expected);
    }
    let tag = "<img alt\">";
    let body = Body::parse(tag).unwrap();
    let mut edits = Edits::new(tag);
    let odd = body.children().next().unwrap().attrs().next().unwrap();
    assert_eq!(kind(edits.set_attribute(&odd, "\0")), EditErrorKind::Nul);
    edits.set_attribute(&odd, "x").unwrap();
    assert_eq!(edits.apply(), "<img alt\"=\"x\">");
}

/// Sets the first text that is `old`.
fn set(source: &str, old: &str, new: &str) -> Result<String, EditErrorKind> {
    let article = Article::parse(source).unwrap();
    let all = nodes(article.body());
    let node = all
        .iter()
        .find(|node| node.as_text() == Some(old))
        .expect(source);
    let mut edits = article.edits();
    match edits.set_text(*node, new) {
        Ok(()) => Ok(edits.apply()),
        Err(error) => Err(error.kind().clone()),
    }
}

#[test]
fn texts_are_set_or_refused() {
    let header = HEADERS[0];
    for (body, old, new, expected) in [
        (
            "<p>a</p>",
            "a",
            "1 < 2 & \r",
            Ok("<p>1 &lt; 2 &amp; &#13;</p>"),
        ),
        ("<p>a&amp;b</p>", "a&b", "", Ok("<p></p>")),
        ("<pre>a</pre>", "a", "\nb", Ok("<pre>\n\nb</pre>")),
        ("<pre>\na</pre>", "a", "\nb", Ok("<pre>\n\nb</pre>")),
        ("<pre>\ra</pre>", "a", "\nb", Ok("<pre>\r\n\nb</pre>")),
        // The parser reopens `b` between the tag and the text.
        (
            "<p><b>x</p><pre>a</pre>",
            "a",
            "\nb",
            Ok("<p><b>x</p><pre>\n\nb</pre>"),
        ),
        (
            "<template><colgroup>a</template>",
            "a",
            " b",
            Err(EditErrorKind::TableText),
        ),
        (
            "<template><colgroup>a</template>",
            "a",
            "b ",
            Ok("<template><colgroup>b </template>"),
        ),
        (
            "<title>a</title>",
            "a",
            "</title>",
            Ok("<title>&lt;/title&gt;</title>"),
        ),
        (
            "<style>a</style>",
            "a",
            "b > c & d",
            Ok("<style>b > c & d</style>"),
        ),
        (
            "<style>a</style>",
            "a",
            "</style>",
            Err(EditErrorKind::RawText),
        ),
        ("<p>a</p>", "a", "\0", Err(EditErrorKind::Nul)),
        (
            "<table> <tr><td>a</table>",
            " ",
            "b",
            Err(EditErrorKind::TableText),
        ),
        (
            "<table>\n<a><colgroup>x<colgroup>",
            "x",
            " ",
            Err(EditErrorKind::NotInPlace),
        ),
        (
            "<table> <tr><td>a</table>",
            " ",
            "\n",
            Ok("<table>\n<tr><td>a</table>"),
        ),
        (
            "<table> <tr><td>a</table>",
            "a",
            " ",
            Ok("<table> <tr><td> </table>"),
        ),
        (
            "<table>a<tr></table>",
            "a",
            "b",
            Err(EditErrorKind::NotInPlace),
        ),
        ("<p>a</b>b</p>", "ab", "c", Err(EditErrorKind::NotInPlace)),
        (
            "<svg><![CDATA[a]]></svg>",
            "a",
            "b",
            Err(EditErrorKind::NotInPlace),
        ),
    ] {
        let found = set(&format!("{header}{body}"), old, new);
        assert_eq!(
            found,
            expected.map(|body| format!("{header}{body}")),
            "{body}"
        );
    }
}

#[test]
fn a_text_does_not_become_a_part_of_the_header() {
    for (header, new) in [
        (HEADERS[1], "\nb"),
        (HEADERS[1], "日期：Fri, 03 Jul 2020 21:21:17 +0000\n\nb"),
        (HEADERS[2], "\nb"),
        (HEADERS[2], "[b](https://b.example/)\n---\n"),
        (
            "---\ntitle: t\nfrom: https://e.org/\n---\n\n",
            "[b](https://b.example/)\n---\n",
        ),
    ] {
        let source = format!("{header}a");
        assert_eq!(
            set(&source, "a", new),
            Err(EditErrorKind::Misread),
            "{header:?} {new:?}"
        );
        assert_eq!(set(&source, "a", "b"), Ok(format!("{header}b")));
    }
}

#[test]
fn setting_the_text_of_an_element_is_refused() {
    let article = Article::parse(CLIP).unwrap();
    let paragraph = article.body().children().next().unwrap();
    assert_eq!(
        kind(article.edits().set_text(paragraph, "x")),
        EditErrorKind::NotText
    );
}

check_files!(
    all_values_stay_when_each_is_set_to_itself,
    check_set_to_itself
);

fn check_set_to_itself(files: Vec<(String, String)>) {
    for (path, source) in files {
        let article = Article::parse(&source).unwrap();
        let mut edits = article.edits();
        assert_eq!(edits.apply(), source);
        edits.set_title(article.title()).unwrap();
        let mut seen = BTreeSet::new();
        for node in nodes(article.body()) {
            for attribute in node.attrs() {
                if seen.insert(attribute.value_span()) && !attribute.value().contains('\0') {
                    edits.set_attribute(&attribute, attribute.value()).unwrap();
                }
            }
            if let Some(text) = node.as_text() {
                let _ = edits.set_text(node, text);
            }
        }
        let edited = edits.apply();
        let edited = Article::parse(&edited).unwrap();
        assert_eq!(edited.title(), article.title(), "{path}");
        assert_eq!(edited.link(), article.link(), "{path}");
        let (new, old) = (nodes(edited.body()), nodes(article.body()));
        assert!(
            new.into_iter().map(values).eq(old.into_iter().map(values)),
            "{path}"
        );
    }
}

#[test]
fn text_in_place_of_bytes_is_escaped() {
    let mut edits = Edits::new("<p>a or b</p>");
    assert!(edits.is_empty());
    edits.replace_text(Span::new(5, 7), "<&>").unwrap();
    assert_eq!(edits.apply(), "<p>a &lt;&amp;&gt; b</p>");
    let span = Span::new(8, 9);
    let error = edits.replace_text(span, "\0").unwrap_err();
    assert_eq!((error.kind(), error.span()), (&EditErrorKind::Nul, span));
    assert_eq!((edits.len(), edits.is_empty()), (1, false));
}

#[test]
fn values_of_other_keys_are_written_verbatim() {
    for key in ["layout", "from", "extra"] {
        for value in ["x", "'x'", "\"x\"", "''", "\"\"", "[ a ]", ""] {
            let mut edits = Edits::new(POST);
            edits.set_front_matter(key, value).unwrap();
            let edited = edits.apply();
            let envelope = Envelope::parse(&edited).unwrap();
            let mut entries = envelope.front_matter().unwrap().entries();
            let entry = entries.find(|entry| *entry.key() == key).unwrap();
            assert_eq!(*entry.value(), value, "{key}");
        }
    }
}

#[test]
fn a_carriage_return_in_an_attribute_is_read_back() {
    for quote in ["'", "\""] {
        let source = format!("[t](https://example.org/)\n------\n\n<a href={quote}x{quote}>");
        let article = Article::parse(&source).unwrap();
        let link = article.body().links().next().unwrap();
        let mut edits = article.edits();
        let value = "a\rb\n'\"&amp;<c>";
        edits.set_attribute(link.attribute(), value).unwrap();
        let edited = edits.apply();
        let article = Article::parse(&edited).unwrap();
        assert_eq!(article.body().links().next().unwrap().value(), value);
    }
}
