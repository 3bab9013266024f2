//! An article and its outputs take less memory than fifty times the file plus [`ANYWAY`].
//!
//! Counts bytes that are allocated at one time, including the article's own. Outputs are dropped when they
//! are written: a string of an output may be longer, but at most 250 times the file.

#[expect(dead_code, reason = "families of files are for other tests")]
#[path = "common/hostile/mod.rs"]
mod hostile;

use std::fmt::{self, Write};

use newsprint::Article;

/// An output of an article: its name, and a function that writes it and returns the number of bytes.
type Output = (&'static str, fn(&Article<'_>) -> Result<usize, fmt::Error>);

const OUTPUTS: &[Output] = &[
    ("content", |article| {
        drop(article.content());
        Ok(0)
    }),
    ("text", |article| {
        written(|out| article.content().write_text(out))
    }),
    ("text with spans", |article| {
        Ok(article.content().to_text_with_spans().text().len())
    }),
    ("Markdown", |article| {
        written(|out| article.write_markdown(out))
    }),
    ("HTML", |article| written(|out| article.write_html(out))),
    ("the body's markup", |article| {
        Ok(article.body().inner_html().len())
    }),
    ("the body's text", |article| {
        Ok(article.body().inner_text().len() + article.body().text().len())
    }),
    ("links and images", |article| {
        let body = article.body();
        assert!(body.links().count() + body.images().count() <= body.source().len());
        Ok(0)
    }),
    ("for debugging", |article| {
        written(|out| write!(out, "{article:?}{:?}", article.content()))
    }),
    #[cfg(feature = "serde")]
    ("JSON", |article| {
        let mut out = Nowhere(0);
        serde_json::to_writer(&mut out, article).map_err(|_| fmt::Error)?;
        Ok(out.0)
    }),
];

/// A writer that drops everything, but counts the bytes.
struct Nowhere(usize);

impl Write for Nowhere {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 += text.len();
        Ok(())
    }
}

#[cfg(feature = "serde")]
impl std::io::Write for Nowhere {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn written(write: impl FnOnce(&mut Nowhere) -> fmt::Result) -> Result<usize, fmt::Error> {
    let mut out = Nowhere(0);
    write(&mut out)?;
    Ok(out.0)
}

/// The outputs that are kept. Their strings are not counted: when a string grows, it exists twice for a
/// moment, the second time with up to twice the capacity.
const KEPT: &[&str] = &["text with spans", "the body's markup", "the body's text"];

/// The constant part, in bytes, which small files may take, too.
const ANYWAY: usize = 192 << 10;

#[test]
fn outputs_take_less_than_fifty_times_the_file() {
    let mut most = vec![(0.0, "", 0.0); OUTPUTS.len() + 1];
    // The most memory is unused if the number of nodes is just above a power of two.
    let sizes = [60, 600, 4_000, 15_000, 3 * (8_192 - 1_024) + 100];
    for (family, size) in sizes
        .iter()
        .flat_map(|&size| hostile::all_bodies().map(move |family| (family, size)))
    {
        let body = (family.make)(size);
        let source = format!("<!--1-->\n[t](https://example.org/)\n------\n\n{body}");
        let mut article = None;
        let parsed = allocation_counter::measure(|| article = Article::parse(&source).ok());
        let mut all = vec![(parsed.bytes_max as usize, "the article", 0)];
        if let Some(article) = article {
            for (output, make) in OUTPUTS {
                let mut len = 0;
                let made = allocation_counter::measure(|| len = make(&article).expect(output));
                let string = if KEPT.contains(output) { 3 * len } else { 0 };
                let taken = parsed.bytes_current as usize + made.bytes_max as usize;
                all.push((taken.saturating_sub(string), output, len));
            }
        }
        for (most, (bytes, output, len)) in most.iter_mut().zip(all) {
            let name = format!("{output}, {} of {} bytes", family.name, source.len());
            let bound = 50 * source.len() + ANYWAY;
            assert!(bytes < bound, "{name}: {bytes} bytes");
            assert!(
                len < 250 * source.len() + ANYWAY,
                "{name}: {len} bytes long"
            );
            let times = |bytes: usize| bytes as f64 / source.len() as f64;
            most.2 = times(len).max(most.2);
            let above = bytes.saturating_sub(50 * source.len()) as f64;
            if above > most.0 {
                (most.0, most.1) = (above, family.name);
            }
        }
    }
    let outputs = OUTPUTS.iter().map(|(output, _)| *output);
    for (output, most) in std::iter::once("the article").chain(outputs).zip(most) {
        let (above, family, len) = most;
        println!(
            "{output}: {above} bytes above fifty times the file ({family}); {len:.1} times as long"
        );
    }
}
