//! The envelope: shapes, precedence, dates, and every real file.

use std::fs;
use std::path::{Path, PathBuf};

use newsprint::{Envelope, Shape, Span};

/// The real files, or nothing (and a note) where they are missing.
fn corpus() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let Ok(folders) = fs::read_dir(&root) else {
        eprintln!("skipped: no ../shared/corpus");
        return Vec::new();
    };
    let folders = folders.filter_map(|folder| fs::read_dir(folder.unwrap().path()).ok());
    let files = folders.flatten().map(|file| file.unwrap().path());
    let markdown = files.filter(|path| path.extension().is_some_and(|end| end == "md"));
    markdown
        .map(|path| (path.clone(), fs::read_to_string(path).unwrap()))
        .collect()
}

#[test]
fn every_real_file_has_an_envelope_of_its_shape() {
    for (path, source) in corpus() {
        let envelope = Envelope::parse(&source).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        let folder = path.parent().unwrap().file_name().unwrap();
        let shape = match folder.to_str().unwrap() {
            "oped2_bare" => Shape::BarePost,
            "chinadigitaltimes" => Shape::DatedClip,
            _ => Shape::Post,
        };
        assert_eq!(envelope.shape(), shape, "{path:?}");
        assert_eq!(reassembled(&envelope), source, "{path:?}");
    }
}

/// The parts of the envelope, the body, and the bytes between them.
fn reassembled(envelope: &Envelope<'_>) -> String {
    let source = envelope.source();
    let mut parts: Vec<Span> = Vec::new();
    parts.extend(
        envelope
            .front_matter()
            .map(|front_matter| front_matter.span()),
    );
    parts.extend(envelope.stamp().map(|stamp| stamp.span()));
    parts.extend(envelope.link_header().map(|header| header.span()));
    parts.extend(envelope.separator());
    parts.extend(envelope.date_line().map(|date| date.span()));
    parts.push(envelope.body_span());
    let mut file = String::new();
    for part in parts {
        let between = Span::new(file.len() as u32, part.start);
        file.push_str(&source[between.range()]);
        file.push_str(&source[part.range()]);
    }
    file
}
