//! What the page says of an archive.

use std::collections::BTreeMap;

use newsprint::archive::{ArchiveError, ArchivedArticle, Duplicates, Fingerprint};
use newsprint::{Article, Content};

/// What the page says of an article.
pub struct Row {
    pub title: String,
    pub timestamp: Option<i64>,
    pub source: String,
    pub host: String,
    pub characters: usize,
    image_hosts: Vec<String>,
    link_hosts: Vec<String>,
    warnings: Vec<&'static str>,
    fingerprint: Fingerprint,
}

/// What the page says of all articles.
#[derive(Default)]
pub struct Facts {
    pub rows: Vec<Row>,
    pub months: BTreeMap<String, usize>,
    pub sources: BTreeMap<String, usize>,
    pub hosts: BTreeMap<String, usize>,
    pub image_hosts: BTreeMap<String, usize>,
    pub link_hosts: BTreeMap<String, usize>,
    pub warnings: BTreeMap<String, usize>,
    pub errors: BTreeMap<String, usize>,
    pub duplicates: usize,
    seen: Duplicates,
}

impl Row {
    /// Returns what is to be said of an article, and its content.
    pub fn of<'a>(
        archived: &ArchivedArticle,
        article: &Article<'a>,
    ) -> Result<(Self, Content<'a>), ArchiveError> {
        let content = article.content();
        let hosts = |addresses: Vec<String>| addresses.iter().map(|a| host(a)).collect();
        let images = content
            .images()
            .map(|image| image.original_src().to_string());
        let links = article.body().links().map(|link| link.value().to_string());
        let row = Row {
            title: article.title().to_string(),
            timestamp: article.timestamp().map(|date| date.timestamp()),
            source: archived
                .path_parts()
                .source()
                .unwrap_or("(none)")
                .to_string(),
            host: host(article.link()),
            characters: content.to_text().chars().count(),
            image_hosts: hosts(images.collect()),
            link_hosts: hosts(links.collect()),
            warnings: article.warnings().iter().map(|w| w.kind().name()).collect(),
            fingerprint: Fingerprint::of_content(article.link(), &content),
        };
        Ok((row, content))
    }
}

impl Facts {
    pub fn add(&mut self, row: Row) {
        let count = |counts: &mut BTreeMap<String, usize>, key: &str| {
            *counts.entry(key.to_string()).or_default() += 1;
        };
        if let Some(month) = row.timestamp.and_then(month) {
            count(&mut self.months, &month);
        }
        count(&mut self.sources, &row.source);
        count(&mut self.hosts, &row.host);
        row.image_hosts
            .iter()
            .for_each(|host| count(&mut self.image_hosts, host));
        row.link_hosts
            .iter()
            .for_each(|host| count(&mut self.link_hosts, host));
        row.warnings
            .iter()
            .for_each(|warning| count(&mut self.warnings, warning));
        self.duplicates += usize::from(self.seen.add(&row.fingerprint).any());
        self.rows.push(row);
    }

    pub fn add_broken(&mut self, error: &ArchiveError) {
        let message = error.kind().to_string();
        // The place in the file is no reason of its own.
        let reason = message.split(" at line ").next().unwrap_or_default();
        *self.errors.entry(reason.to_string()).or_default() += 1;
    }

    /// Returns how many texts have up to so many characters, and more than the number before.
    pub fn lengths(&self) -> Vec<(String, usize)> {
        const BOUNDS: [usize; 8] = [0, 100, 300, 1_000, 3_000, 10_000, 30_000, usize::MAX];
        let mut counts = [0; BOUNDS.len()];
        for row in &self.rows {
            if let Some(at) = BOUNDS.iter().position(|&bound| row.characters <= bound) {
                counts[at] += 1;
            }
        }
        let names = [
            "0",
            "≤ 100",
            "≤ 300",
            "≤ 1,000",
            "≤ 3,000",
            "≤ 10,000",
            "≤ 30,000",
            "more",
        ];
        names.map(str::to_string).into_iter().zip(counts).collect()
    }
}

/// Returns the month of a timestamp, as `2021-04`.
fn month(timestamp: i64) -> Option<String> {
    let date = newsprint::chrono::DateTime::from_timestamp(timestamp, 0)?;
    Some(date.format("%Y-%m").to_string())
}

/// Returns the host of an address, or what stands for it where there is none.
fn host(address: &str) -> String {
    let rest = match address.split_once("://") {
        Some((_, rest)) => rest,
        None => address.strip_prefix("//").unwrap_or_default(),
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default();
    match host {
        "" => "(none)".to_string(),
        _ => host.to_ascii_lowercase(),
    }
}
