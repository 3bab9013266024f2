//! The data of an article that the page contains before the article is opened.

use newsprint::archive::{ArchivedArticle, Fingerprint};
use newsprint::{Article, Content, WarningKind};

/// The data of an article for the table and the charts.
pub struct Facts {
    pub path: String,
    pub title: String,
    /// The date in seconds since 1970. The UTC offset of the date is ignored, so that the page
    /// shows the day that is written in the file.
    pub second: Option<i64>,
    pub characters: usize,
    /// For each chart in [`CHARTS`]: the names of the bars that count this article.
    pub names: [Vec<String>; CHARTS.len()],
    /// The names of warnings in the chart, each with its help text.
    pub helps: Vec<(String, &'static str)>,
    pub fingerprint: Fingerprint,
}

/// A chart with one bar for each name.
pub struct Chart {
    /// The name of the chart in the URL of the page.
    pub key: &'static str,
    pub title: &'static str,
    names: fn(&ArchivedArticle, &Article, &Content) -> Vec<String>,
}

/// The charts. The first one is also a column of the table.
pub const CHARTS: [Chart; 7] = [
    Chart {
        key: "publisher",
        title: "Publishers",
        names: |_, article, _| vec![host(article.link())],
    },
    Chart {
        key: "author",
        title: "Authors",
        names: |_, article, content| authors(article, content),
    },
    Chart {
        key: "tag",
        title: "Tags",
        names: |_, article, _| tags(article),
    },
    Chart {
        key: "source",
        title: "Folders of sources",
        names: |archived, _, _| {
            let source = archived.path_parts().source();
            source.into_iter().map(str::to_owned).collect()
        },
    },
    Chart {
        key: "images",
        title: "Hosts of pictures",
        names: |_, _, content| {
            let images = content.images().filter_map(|image| image.original_src());
            images.map(|src| host(&src)).collect()
        },
    },
    Chart {
        key: "links",
        title: "Hosts of links",
        names: |_, article, _| {
            let links = article.body().links();
            links.filter_map(|link| known_host(link.value())).collect()
        },
    },
    Chart {
        key: "warning",
        title: "Warnings",
        names: |_, article, _| {
            let warnings = article.warnings().iter();
            warnings.map(|warning| in_words(warning.kind())).collect()
        },
    },
];

impl Facts {
    pub fn of(archived: &ArchivedArticle, article: &Article, content: &Content) -> Self {
        let published = article.published().map(|published| published.date());
        let second = |date: newsprint::Moment| {
            let time = date.time().unwrap_or_default();
            date.day().and_time(time).and_utc().timestamp()
        };
        Facts {
            path: archived.path().to_owned(),
            title: article.title().to_string(),
            second: published.map(second),
            characters: content.to_text().chars().count(),
            names: CHARTS.map(|chart| {
                let mut names = (chart.names)(archived, article, content);
                // Each name is counted once per article. The number of a bar is then the number of
                // articles that a click on the bar selects.
                names.sort_unstable();
                names.dedup();
                names
            }),
            helps: helps(article),
            fingerprint: Fingerprint::of_content(article, content),
        }
    }
}

/// Returns the names in the byline. If the byline has no names, returns the author in the front
/// matter.
pub fn authors(article: &Article, content: &Content) -> Vec<String> {
    let contributors = content.byline().map(|byline| byline.contributors());
    let contributors = contributors.unwrap_or_default();
    let names = contributors
        .iter()
        .map(|contributor| contributor.name().to_owned());
    let names: Vec<_> = names.collect();
    match names.is_empty() {
        true => {
            let front_matter = article.envelope().front_matter();
            let author = front_matter.and_then(|front_matter| front_matter.author());
            author
                .map(|author| author.to_string())
                .into_iter()
                .collect()
        }
        false => names,
    }
}

/// Returns the tags of the front matter.
pub fn tags(article: &Article) -> Vec<String> {
    let front_matter = article.envelope().front_matter();
    let tags = front_matter.map(|front_matter| front_matter.tags());
    tags.into_iter()
        .flatten()
        .map(|tag| tag.to_string())
        .collect()
}

fn host(url: &str) -> String {
    known_host(url).unwrap_or_else(|| "(none)".to_owned())
}

fn known_host(url: &str) -> Option<String> {
    newsprint::host(url).map(str::to_ascii_lowercase)
}

fn helps(article: &Article) -> Vec<(String, &'static str)> {
    let kinds = article.warnings().iter().map(|warning| warning.kind());
    let helps = kinds.filter_map(|kind| Some((in_words(kind), kind.help()?)));
    helps.collect()
}

/// Returns the message of a warning. Omits the text in parentheses at the end of the message,
/// because this text differs between articles.
fn in_words(kind: &WarningKind) -> String {
    let message = kind.to_string();
    let words = message.split_once(" (").map(|(words, _)| words.to_owned());
    words.unwrap_or(message)
}
