//! Articles written by hand, in the form of real ones, and all values that are read from them:
//! `fixtures/name.md` and `fixtures/name.txt`.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use newsprint::{Article, NodeKind, NodeRef, Span};

/// Returns all values that are read from a file, one per line, each with its bytes.
fn read(bytes: &[u8]) -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    let article = match Article::from_bytes(bytes) {
        Ok(article) => article,
        Err(error) => {
            writeln!(out, "{error}")?;
            writeln!(out, "{:?} @{}", error.kind(), error.span())?;
            return Ok(out);
        }
    };
    let envelope = article.envelope();
    let (title, link) = (envelope.title(), envelope.link());
    writeln!(out, "{:?}", envelope.shape())?;
    writeln!(out, "title {:?} @{}", title.value(), title.span())?;
    writeln!(out, "link {:?} @{}", *link, link.span())?;
    match article.published() {
        Some(published) => {
            let (date, origin) = (published.date(), published.origin());
            writeln!(out, "published {date} from {origin} @{}", published.span())?;
        }
        None => writeln!(out, "no date")?,
    }
    for entry in envelope
        .front_matter()
        .into_iter()
        .flat_map(|matter| matter.entries())
    {
        writeln!(
            out,
            "{}: {:?} @{}",
            *entry.key(),
            *entry.value(),
            entry.value().span()
        )?;
    }
    for warning in article.warnings() {
        writeln!(out, "warning: {} @{}", warning.kind(), warning.span())?;
    }
    let body = article.body();
    writeln!(out, "body @{} {:?}", body.span(), body.lane())?;
    let mut open: Vec<(usize, NodeRef)> = Vec::new();
    open.extend(body.children().map(|node| (1, node)));
    open.reverse();
    while let Some((depth, node)) = open.pop() {
        write!(out, "{}", "  ".repeat(depth))?;
        write_node(&mut out, article.source(), node)?;
        let mut inside: Vec<_> = node.template_contents().into_iter().collect();
        inside.extend(node.children());
        open.extend(inside.into_iter().rev().map(|node| (depth + 1, node)));
    }
    Ok(out)
}

fn write_node(out: &mut String, source: &str, node: NodeRef<'_, '_>) -> std::fmt::Result {
    match node.kind() {
        NodeKind::Fragment => write!(out, "contents")?,
        NodeKind::Comment => write!(out, "<!-- {:?} -->", node.as_comment().unwrap_or_default())?,
        NodeKind::Text => {
            let pieces: Vec<_> = node.text_pieces().map(|piece| piece.text).collect();
            write!(
                out,
                "{}",
                pieces
                    .iter()
                    .map(|text| format!("{text:?}"))
                    .collect::<Vec<_>>()
                    .join(" ")
            )?;
        }
        NodeKind::Element => {
            write!(out, "<{}", node.name())?;
            for attribute in node.attrs() {
                write!(
                    out,
                    " {}={:?}@{}",
                    attribute.name(),
                    attribute.value(),
                    attribute.value_span()
                )?;
            }
            write!(out, ">")?;
        }
        other => panic!("{other:?} is new"),
    }
    if let Some(span) = node.span() {
        write!(out, " @{span}")?;
    }
    for (what, tag) in [("start", node.start_tag()), ("end", node.end_tag())] {
        if let Some(tag) = tag {
            write!(out, " {what} {:?}", shortened(tag, source))?;
        }
    }
    if node.is_moved() {
        write!(out, " moved")?;
    }
    writeln!(out)
}

/// Returns a tag without its attributes.
fn shortened(tag: Span, source: &str) -> String {
    let tag = tag.of(source);
    let name = tag.split([' ', '\r', '\n']).next().unwrap_or_default();
    match name.len() < tag.len() {
        true => format!("{name} …>"),
        false => name.to_string(),
    }
}

fn check(name: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let bytes = fs::read(folder.join(name).with_extension("md")).expect("the fixture");
    let expected = fs::read_to_string(folder.join(name).with_extension("txt")).unwrap_or_default();
    let found = read(&bytes).expect("a text takes all");
    if std::env::var_os("BLESS").is_some() {
        fs::write(folder.join(name).with_extension("txt"), &found).expect("written");
    }
    assert_eq!(found, expected, "{name}:\n{found}");
}

macro_rules! fixtures {
    ($($name:ident)*) => {
        $(#[test] fn $name() { check(stringify!($name)); })*

        #[test]
        fn every_fixture_has_its_test() {
            let mut names: Vec<&str> = vec![$(stringify!($name)),*];
            names.sort_unstable();
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
            let files = fs::read_dir(folder).expect("the fixtures").map(|file| file.expect("a file").path());
            let mut found: Vec<_> = files
                .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
                .map(|path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned())
                .collect();
            found.sort_unstable();
            assert_eq!(found, names);
        }
    };
}

fixtures! {
    bare_post bom brackets_in_title char_refs clip crlf dated_clip empty_body misnested nan_stamp
    negative_stamp post raw_text table unusual_markup
    err_cut_header err_empty err_gbk err_no_separator err_no_url err_not_utf8
    err_open_front_matter err_open_stamp err_page err_readme err_utf16
}
