//! What the page says of an archive.

use std::collections::BTreeMap;

use newsprint::archive::{ArchiveError, ArchivedArticle, Duplicates, Fingerprint};
use newsprint::chrono::Datelike;
use newsprint::{Article, Content, Moment};

/// What the page's table says of an article.
pub struct Row {
    pub title: String,
    pub timestamp: Option<i64>,
    pub source: String,
    pub host: String,
    pub characters: usize,
}

/// What else is counted of an article.
pub struct Counted {
    image_hosts: Vec<String>,
    link_hosts: Vec<String>,
    warnings: Vec<&'static str>,
    fingerprint: Fingerprint,
}

/// What the page says of all articles.
#[derive(Default)]
pub struct Facts {
    pub rows: Vec<Row>,
    /// By the number of the month since the year 0.
    pub months: BTreeMap<i32, usize>,
    pub sources: BTreeMap<String, usize>,
    pub hosts: BTreeMap<String, usize>,
    pub image_hosts: BTreeMap<String, usize>,
    pub link_hosts: BTreeMap<String, usize>,
    pub warnings: BTreeMap<String, usize>,
    pub errors: BTreeMap<String, usize>,
    fingerprints: Vec<Fingerprint>,
}

/// Returns the facts of an article.
pub fn of(archived: &ArchivedArticle, article: &Article, content: &Content) -> (Row, Counted) {
    let source = archived.path_parts().source().unwrap_or("(none)");
    let row = Row {
        title: article.title().to_string(),
        timestamp: article
            .published()
            .and_then(|published| second(published.date())),
        source: source.to_string(),
        host: host(article.link()),
        characters: content.to_text().chars().count(),
    };
    let (images, links) = (content.images(), article.body().links());
    let counted = Counted {
        image_hosts: images
            .map(|image| host(&image.original_src().unwrap_or_default()))
            .collect(),
        link_hosts: links.map(|link| host(link.value())).collect(),
        warnings: article.warnings().iter().map(|w| w.kind().name()).collect(),
        fingerprint: Fingerprint::of_content(article, content),
    };
    (row, counted)
}

impl Facts {
    pub fn add(&mut self, row: Row, counted: &Counted) {
        if let Some(month) = row.timestamp.and_then(month) {
            *self.months.entry(month).or_default() += 1;
        }
        count(&mut self.sources, &row.source);
        count(&mut self.hosts, &row.host);
        for host in &counted.image_hosts {
            count(&mut self.image_hosts, host);
        }
        for host in &counted.link_hosts {
            count(&mut self.link_hosts, host);
        }
        for warning in &counted.warnings {
            count(&mut self.warnings, warning);
        }
        self.fingerprints.push(counted.fingerprint);
        self.rows.push(row);
    }

    pub fn add_broken(&mut self, error: &ArchiveError) {
        count(&mut self.errors, &error.kind().reason());
    }

    /// Returns how many articles are duplicates of others.
    pub fn duplicates(&self) -> usize {
        let mut duplicates = Duplicates::new();
        for fingerprint in &self.fingerprints {
            duplicates.learn(fingerprint);
        }
        let found = self.fingerprints.iter();
        found.filter_map(|each| duplicates.add(each)).count()
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

fn count(counts: &mut BTreeMap<String, usize>, key: &str) {
    *counts.entry(key.to_string()).or_default() += 1;
}

/// Returns the seconds since 1970; a date without an offset is taken for one in UTC.
fn second(date: Moment) -> Option<i64> {
    let utc = date.to_utc().map(|date| date.timestamp());
    utc.or_else(|| {
        let time = date.time().unwrap_or_default();
        Some(date.day().and_time(time).and_utc().timestamp())
    })
}

/// Returns the month of a timestamp, as its number since the year 0.
fn month(timestamp: i64) -> Option<i32> {
    let date = newsprint::chrono::DateTime::from_timestamp(timestamp, 0)?;
    Some(date.year() * 12 + date.month0() as i32)
}

/// Returns the host of an address, or what stands for it where there is none.
fn host(address: &str) -> String {
    newsprint::host(address).map_or_else(|| "(none)".to_string(), str::to_ascii_lowercase)
}
