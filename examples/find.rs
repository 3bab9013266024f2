//! Finds a phrase in the text as a reader sees it, and prints the bytes of the phrase in the file.
//!
//! `cargo run --features archive --example find -- PHRASE FILE_OR_FOLDER`

mod common;

use std::io::Write;
use std::iter;
use std::process::ExitCode;

use newsprint::LineIndex;

fn main() -> ExitCode {
    common::run(["PHRASE", "FILE_OR_FOLDER"], find)
}

fn find([phrase, path]: [String; 2], out: &mut dyn Write) -> common::Result<()> {
    if phrase.is_empty() {
        return Err("expected a phrase, found an empty argument".into());
    }
    common::each(common::open(&path)?, |file, article| {
        let content = article.content();
        let text = article.to_text_with_spans();
        let lines = LineIndex::new(file.source());
        for (start, hit) in text.text().match_indices(&phrase) {
            // From the text to the source. `None` if the phrase is only a line feed between
            // paragraphs.
            let Some(span) = text.source_of(start..start + hit.len()) else {
                continue;
            };
            let at = lines.position(span.start);
            let (path, bytes) = (file.path(), span.of(file.source()));
            writeln!(out, "{path}:{}:{}: {span} {bytes:?}", at.line, at.column)?;
            // And back: the text of the paragraph or other block that contains these bytes.
            let mut parts = iter::successors(content.at(span.start), |part| part.parent());
            let block = parts.find(|part| !part.kind().is_inline());
            if let Some(around) = block.and_then(|block| text.text_of(block.span())) {
                writeln!(out, "    {:?}", &text.text()[around])?;
            }
        }
        Ok(())
    })
}
