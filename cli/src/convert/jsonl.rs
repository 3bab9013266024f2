//! JSON lines: an object a file.

use std::io::{BufWriter, Write};

use memchr::memmem;
use newsprint::archive::{ArchiveError, ArchivedArticle, Articles, Fingerprint};
use newsprint::{
    Body, Byline, Content, ContentRef, Dateline, Image, Lane, Published, Shape, Warning,
};
use serde::ser::{Serialize, SerializeSeq, Serializer};

use super::job::Job;
use super::summary::{Became, File, Seen};
use crate::output::{Output, named};
use crate::status::Result;

pub fn write(articles: Articles, job: &mut Job<'_>) -> Result<()> {
    let name = &job.options.out;
    let (output, file) = Output::file(name)?;
    job.part = Some(output.path().to_owned());
    let mut out = BufWriter::with_capacity(1 << 20, file);
    let take = |job: &mut Job<'_>, (file, line): (File, Vec<u8>)| -> Result<()> {
        if job.step(file)? {
            out.write_all(&line).map_err(named(name))?;
        }
        Ok(())
    };
    job.process(articles, line, take)?;
    out.flush().map_err(named(name))?;
    output.complete()?;
    Ok(())
}

/// An article. Its addresses, and what they belong to, are those of the whole body; the content's
/// parts are as the crate's `Serialize` gives them.
#[derive(serde::Serialize)]
struct Record<'r, 'a> {
    path: &'r str,
    source: Option<&'r str>,
    shape: Shape,
    title: &'r str,
    link: &'r str,
    host: Option<&'r str>,
    published: Option<Published>,
    text: &'r str,
    links: Links<'r, 'a>,
    images: Images<'r, 'a>,
    lane: Lane,
    dateline: Option<&'r Dateline<'a>>,
    byline: Option<&'r Byline<'a>>,
    lead_image: Option<Image<'r, 'a>>,
    blocks: Blocks<'r, 'a>,
    asides: Asides<'r, 'a>,
    warnings: &'r [Warning],
}

fn line(item: Result<ArchivedArticle, ArchiveError>) -> (File, Vec<u8>) {
    let mut line = Vec::new();
    let mut len = 0;
    let became = item.and_then(|archived| {
        len = archived.source().len() as u64;
        line.reserve(3 * archived.source().len());
        let fingerprint = record(&archived, &mut line)?;
        Ok(Seen::new(&archived, fingerprint))
    });
    let became = became.map_or_else(Became::Failed, Became::Article);
    (File { len, became }, line)
}

fn record(archived: &ArchivedArticle, line: &mut Vec<u8>) -> Result<Fingerprint, ArchiveError> {
    let article = archived.article()?;
    let content = article.content();
    let record = Record {
        path: archived.path(),
        source: archived.path_parts().source(),
        shape: article.envelope().shape(),
        title: article.title(),
        link: article.link(),
        host: newsprint::host(article.link()),
        published: article.published(),
        text: &article.body().inner_text(),
        links: Links(article.body()),
        images: Images(&content),
        lane: article.body().lane(),
        dateline: content.dateline(),
        byline: content.byline(),
        lead_image: content.lead_image(),
        blocks: Blocks(&content),
        asides: Asides(&content),
        warnings: article.warnings(),
    };
    // Strings and numbers always have a form in JSON, and the vector takes all.
    let _ = sonic_rs::to_writer(&mut *line, &record);
    escape_line_ends(line);
    line.push(b'\n');
    Ok(Fingerprint::of_content(&article, &content))
}

struct Asides<'r, 'a>(&'r Content<'a>);

impl Serialize for Asides<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.asides())
    }
}

/// Escapes what some readers take for the end of a line, as Python's `splitlines`, and JSON allows in a
/// string: U+2028 and U+2029 (5 of 11,440 real files) and U+0085.
fn escape_line_ends(line: &mut Vec<u8>) {
    for (character, escape) in [
        ("\u{2028}", "\\u2028"),
        ("\u{2029}", "\\u2029"),
        ("\u{85}", "\\u0085"),
    ] {
        let mut places = memmem::find_iter(line, character).peekable();
        if places.peek().is_none() {
            continue;
        }
        let (mut escaped, mut end) = (Vec::with_capacity(line.len() + 64), 0);
        for place in places {
            escaped.extend_from_slice(&line[end..place]);
            escaped.extend_from_slice(escape.as_bytes());
            end = place + character.len();
        }
        escaped.extend_from_slice(&line[end..]);
        *line = escaped;
    }
}

struct Blocks<'r, 'a>(&'r Content<'a>);

impl Serialize for Blocks<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.blocks())
    }
}

/// Objects with `href`.
struct Links<'r, 'a>(&'r Body<'a>);

impl Serialize for Links<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(serde::Serialize)]
        struct Link<'l> {
            href: &'l str,
        }
        let mut links = serializer.serialize_seq(None)?;
        for link in self.0.links() {
            links.serialize_element(&Link { href: link.value() })?;
        }
        links.end()
    }
}

/// Objects with `src` and `original_src`.
struct Images<'r, 'a>(&'r Content<'a>);

impl Serialize for Images<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(serde::Serialize)]
        struct Image<'i> {
            src: Option<&'i str>,
            original_src: Option<&'i str>,
        }
        let mut images = serializer.serialize_seq(None)?;
        let asides = self.0.asides().map(|aside| aside.root());
        let roots = std::iter::once(self.0.root()).chain(asides);
        for image in roots.flat_map(ContentRef::images) {
            let original = image.original_src();
            // What holds the image itself is no address, and may be long.
            let src = { image.src() }.filter(|src| !src.trim_start().starts_with("data:"));
            images.serialize_element(&Image {
                src: src.as_ref().map(|src| &***src),
                original_src: original.as_deref(),
            })?;
        }
        images.end()
    }
}
