//! The page about an archive, and the pages of its articles.

use std::collections::BTreeMap;
use std::error::Error;

use newsprint::archive::Tally;
use newsprint::{Article, Content};
use serde_json::json;

use super::chart;
use super::facts::{Facts, Row};

const PAGE: &str = include_str!("page.html");
const ARTICLE: &str = include_str!("article.html");
/// How many rows a chart has.
const MOST: usize = 8;

/// Returns the page about the archive `name`, whose articles are in `folder` beside it.
pub fn report(
    facts: &Facts,
    tally: &Tally,
    name: &str,
    folder: &str,
) -> Result<String, Box<dyn Error>> {
    let months: Vec<_> = months(&facts.months);
    let mut charts = String::new();
    let mut add = |title: &str, class: &str, chart: String| {
        charts += &format!("<section{class}><h2>{title}</h2>{chart}</section>\n");
    };
    let by_month = chart::columns("Articles a month", &months)? + &below(&months);
    add("Articles a month", " class=\"wide\"", by_month);
    let lists = [
        ("Sources", &facts.sources),
        ("Hosts of articles", &facts.hosts),
        ("Hosts of images", &facts.image_hosts),
        ("Hosts of links", &facts.link_hosts),
        ("Warnings", &facts.warnings),
        ("Errors", &facts.errors),
    ];
    let lengths = chart::rows("Characters of text", &facts.lengths())?;
    add("Characters of text", "", lengths);
    for (title, counts) in lists.into_iter().filter(|(_, counts)| !counts.is_empty()) {
        add(title, "", chart::rows(title, &most(counts))?);
    }
    let page = PAGE
        .replace("{{name}}", &escape(name))
        .replace("{{summary}}", &summary(facts, tally))
        .replace("{{charts}}", &charts)
        .replace("{{folder}}", &script(&json!(folder)));
    // Last, since titles may hold anything.
    Ok(page.replace("{{data}}", &data(facts)))
}

/// Returns the page of an article.
pub fn article(article: &Article, content: &Content) -> String {
    ARTICLE
        .replace("{{title}}", &escape(article.title()))
        .replace("{{link}}", &escape(article.link()))
        .replace(
            "{{date}}",
            &article
                .timestamp()
                .map(|d| d.to_rfc3339())
                .unwrap_or_default(),
        )
        .replace("{{content}}", &without_media(&content.to_html()))
}

/// Returns the markup with media that are not fetched: images show their `alt`, others nothing.
fn without_media(html: &str) -> String {
    // In text and values, `<` is a reference.
    let media = ["img", "iframe", "video", "audio"];
    media.iter().fold(html.to_owned(), |html, name| {
        html.replace(&format!("<{name} src="), &format!("<{name} data-src="))
    })
}

fn summary(facts: &Facts, tally: &Tally) -> String {
    let broken: usize = facts.errors.values().sum();
    let oldest = facts.months.keys().next().map_or("", |month| month);
    let newest = facts.months.keys().next_back().map_or("", |month| month);
    let number = |number: usize| chart::thousands(number);
    let cells = [
        (number(tally.files() as usize), "files"),
        (number(facts.rows.len()), "articles"),
        (number(broken), "broken"),
        (number(tally.skipped() as usize), "skipped"),
        (number(facts.duplicates), "duplicates"),
        (oldest.to_string(), "oldest"),
        (newest.to_string(), "newest"),
    ];
    cells
        .map(|(value, name)| format!("<div><b>{value}</b>{name}</div>"))
        .concat()
}

/// Returns all months from the first to the last, those without articles too.
fn months(counts: &BTreeMap<String, usize>) -> Vec<(String, usize)> {
    let parse = |month: &String| -> Option<(i32, u32)> {
        let (year, month) = month.rsplit_once('-')?;
        Some((year.parse().ok()?, month.parse().ok()?))
    };
    let (Some(first), Some(last)) = (
        counts.keys().next().and_then(parse),
        counts.keys().next_back().and_then(parse),
    ) else {
        return Vec::new();
    };
    // A stamp that is far off must not make a chart of a million months.
    const MOST_MONTHS: usize = 1200;
    std::iter::successors(Some(first), |&(year, month)| match month {
        12 => Some((year + 1, 1)),
        _ => Some((year, month + 1)),
    })
    .take_while(|month| *month <= last)
    .take(MOST_MONTHS)
    .map(|(year, month)| {
        let name = format!("{year:04}-{month:02}");
        let count = counts.get(&name).copied().unwrap_or(0);
        (name, count)
    })
    .collect()
}

/// Returns what stands below the months: years where they begin, eight of them at most; and how
/// much the longest bar is.
fn below(months: &[(String, usize)]) -> String {
    const MOST_YEARS: usize = 8;
    let years = months.iter().enumerate();
    let years = years.filter_map(|(at, (month, _))| Some((at, month.strip_suffix("-01")?)));
    let years: Vec<_> = years.collect();
    let every = years.len().div_ceil(MOST_YEARS).max(1);
    let mut axis = String::new();
    for (at, year) in years.iter().step_by(every) {
        let left = 100.0 * *at as f64 / months.len() as f64;
        axis += &format!("<span style=\"left: {left:.2}%\">{year}</span>");
    }
    let (first, last) = (months.first(), months.last());
    let (Some((first, _)), Some((last, _))) = (first, last) else {
        return String::new();
    };
    let most = chart::thousands(chart::most(months));
    format!(
        "<p class=\"axis\">{axis}</p><p class=\"dim\">{first} to {last}, {most} a month at most</p>"
    )
}

/// Returns the largest counts, and the rest as one.
fn most(counts: &BTreeMap<String, usize>) -> Vec<(String, usize)> {
    let mut rows: Vec<_> = counts
        .iter()
        .map(|(name, count)| (name.clone(), *count))
        .collect();
    rows.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let rest = rows.split_off(rows.len().min(MOST));
    if !rest.is_empty() {
        let sum = rest.iter().map(|(_, count)| count).sum();
        rows.push((format!("{} others", rest.len()), sum));
    }
    rows
}

/// Returns the table as JSON: names of sources and hosts once, then an array a row.
fn data(facts: &Facts) -> String {
    let sources: Vec<_> = facts.sources.keys().collect();
    let hosts: Vec<_> = facts.hosts.keys().collect();
    let row = |row: &Row| {
        let source = sources.binary_search(&&row.source).unwrap_or(0);
        let host = hosts.binary_search(&&row.host).unwrap_or(0);
        json!([row.title, row.timestamp, source, host, row.characters])
    };
    let rows: Vec<_> = facts.rows.iter().map(row).collect();
    script(&json!({ "sources": sources, "hosts": hosts, "rows": rows }))
}

/// Returns JSON that ends no script element.
fn script(value: &serde_json::Value) -> String {
    value.to_string().replace('<', "\\u003c")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
