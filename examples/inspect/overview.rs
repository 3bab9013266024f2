//! The parts of an article, one after the other.

use std::io::{self, Write};

use newsprint::{Article, Body, Envelope, Lane, Shape};

use super::content;
use super::print::Rows;

/// Writes all parts of the article. If `spans` is `true`, also writes their spans.
pub fn write(out: &mut impl Write, article: &Article, spans: bool) -> io::Result<()> {
    let mut rows = Rows::new(out, spans);
    envelope(&mut rows, article)?;
    content::write(&mut rows, &article.content())?;
    shape(&mut rows, article.envelope())?;
    body(&mut rows, article.body())?;
    warnings(&mut rows, article)
}

fn envelope<W: Write>(rows: &mut Rows<W>, article: &Article) -> io::Result<()> {
    let envelope = article.envelope();
    let title = envelope.title();
    rows.whole("title", Some(title.span()), title)?;
    let link = envelope.link();
    rows.address("link", Some(link.span()), &link)?;
    published(rows, article)?;
    if let Some(line) = envelope.date_line() {
        rows.whole("date line", Some(line.span()), line.raw())?;
    }
    front_matter(rows, envelope)
}

fn published<W: Write>(rows: &mut Rows<W>, article: &Article) -> io::Result<()> {
    let Some(published) = article.published() else {
        return rows.whole("published", None, "unknown");
    };
    let text = match published.to_utc() {
        Some(date) => date.format("%Y-%m-%d %H:%M:%S UTC").to_string(),
        None => published.date().to_string(),
    };
    rows.whole("published", Some(published.span()), &text)
}

fn shape<W: Write>(rows: &mut Rows<W>, envelope: &Envelope) -> io::Result<()> {
    let shape = match envelope.shape() {
        Shape::Clip => "clip",
        Shape::Post => "post",
        Shape::BarePost => "bare post",
        Shape::DatedClip => "dated clip",
        _ => "other",
    };
    rows.whole("shape", None, shape)
}

/// Writes all lines of the front matter, including those whose values are also in the header.
fn front_matter<W: Write>(rows: &mut Rows<W>, envelope: &Envelope) -> io::Result<()> {
    let Some(matter) = envelope.front_matter() else {
        return Ok(());
    };
    rows.heading("front matter", Some(matter.span()))?;
    for entry in matter.entries() {
        let key = format!("  {}", *entry.key());
        rows.whole(&key, Some(entry.value().span()), &entry.value())?;
    }
    Ok(())
}

fn body<W: Write>(rows: &mut Rows<W>, body: &Body) -> io::Result<()> {
    let elements = body.descendants().filter(|node| node.is_element()).count();
    let size = format!(
        "{} bytes, {}, {}, {}",
        body.span().len(),
        counted(elements, "element"),
        counted(body.links().count(), "link"),
        counted(body.images().count(), "image"),
    );
    rows.whole("body", Some(body.span()), &size)?;
    let lane = match body.lane() {
        Lane::Fast => "fast lane",
        _ => "html5ever",
    };
    rows.whole("read by", None, lane)
}

fn warnings<W: Write>(rows: &mut Rows<W>, article: &Article) -> io::Result<()> {
    for warning in article.warnings() {
        rows.warning(warning.span(), &warning.to_string())?;
    }
    Ok(())
}

/// Returns a number and a noun, such as `1 link` or `2 links`.
fn counted(count: usize, noun: &str) -> String {
    match count {
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}
