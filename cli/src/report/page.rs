//! The page about an archive, and the pages of its articles.

use std::collections::BTreeMap;

use newsprint::archive::Tally;
use newsprint::{Article, Content};
use serde_json::json;

use super::chart;
use super::facts::{Facts, Row};
use crate::status::Result;

const PAGE: &str = include_str!("page.html");
const ARTICLE: &str = include_str!("article.html");
/// How many rows a chart has.
const MOST: usize = 8;

/// Returns the page about the archive `name`, whose articles are in `folder` beside it.
pub fn report(facts: &Facts, tally: &Tally, name: &str, folder: &str) -> Result<String> {
    let months = months(&facts.months);
    let mut charts = String::new();
    let mut add = |title: &str, class: &str, chart: String| {
        charts += &format!("<section{class}><h2>{title}</h2>{chart}</section>\n");
    };
    let by_month = chart::columns("Articles a month", &months)? + &below(&months, facts);
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
    let values = [
        ("name", escape(name)),
        ("summary", summary(facts, tally, &months)),
        ("charts", charts),
        ("folder", script(&json!(folder))),
        ("data", data(facts)),
    ];
    Ok(fill(PAGE, &values))
}

/// Returns the page of an article.
pub fn article(article: &Article, content: &Content) -> String {
    let date = article
        .published()
        .map(|published| published.date().to_string());
    let values = [
        ("title", escape(article.title())),
        ("link", link(article.link())),
        ("date", date.unwrap_or_default()),
        ("content", without_media(&content.to_html())),
    ];
    fill(ARTICLE, &values)
}

/// Returns a template with values in the place of their names, in which names are nothing special.
fn fill(template: &str, values: &[(&str, String)]) -> String {
    let mut page = String::new();
    let mut rest = template;
    while let Some((before, name)) = rest.split_once("{{") {
        let (name, after) = name.split_once("}}").unwrap_or((name, ""));
        let value = values.iter().find(|(known, _)| *known == name);
        page += before;
        page += value.map_or("", |(_, value)| value);
        rest = after;
    }
    page + rest
}

/// Returns the address, as a link if it is one of the web: others may be scripts.
fn link(address: &str) -> String {
    let scheme = address
        .trim_ascii()
        .split_once(':')
        .map(|(scheme, _)| scheme);
    let is_web = |scheme: &str| {
        ["http", "https"]
            .iter()
            .any(|web| scheme.eq_ignore_ascii_case(web))
    };
    let address = escape(address);
    match scheme.is_some_and(is_web) {
        true => format!("<a href=\"{address}\" rel=\"noreferrer\">{address}</a>"),
        false => address,
    }
}

/// Returns the markup with media that are not fetched: images show their `alt`, others nothing.
fn without_media(html: &str) -> String {
    // In text and values, `<` is a reference.
    let media = ["img", "iframe", "video", "audio"];
    media.iter().fold(html.to_owned(), |html, name| {
        html.replace(&format!("<{name} src="), &format!("<{name} data-src="))
    })
}

fn summary(facts: &Facts, tally: &Tally, months: &[(String, usize)]) -> String {
    let broken: usize = facts.errors.values().sum();
    let oldest = months.first().map_or("", |(month, _)| month);
    let newest = months.last().map_or("", |(month, _)| month);
    let number = |number: usize| chart::thousands(number);
    let cells = [
        (number(tally.files() as usize), "files"),
        (number(facts.rows.len()), "articles"),
        (number(broken), "broken"),
        (number(tally.skipped() as usize), "skipped"),
        (number(facts.duplicates()), "duplicates"),
        (oldest.to_string(), "oldest"),
        (newest.to_string(), "newest"),
    ];
    cells
        .map(|(value, name)| format!("<div><b>{value}</b>{name}</div>"))
        .concat()
}

/// Returns all months from the first to the last, those without articles too: of the hundred years
/// in which most articles are, since a stamp may be far off.
fn months(counts: &BTreeMap<i32, usize>) -> Vec<(String, usize)> {
    const MOST_MONTHS: i32 = 1200;
    let (mut most, mut shown) = (0, 0..0);
    let (mut count, mut last) = (0, 0);
    let mut ahead = counts.iter().peekable();
    for (&first, of_first) in counts {
        while let Some((&month, of_month)) =
            ahead.next_if(|(month, _)| **month - first < MOST_MONTHS)
        {
            count += of_month;
            last = month;
        }
        if count >= most {
            (most, shown) = (count, first..last + 1);
        }
        count -= of_first;
    }
    shown
        .map(|month| {
            let name = format!(
                "{:04}-{:02}",
                month.div_euclid(12),
                month.rem_euclid(12) + 1
            );
            (name, counts.get(&month).copied().unwrap_or(0))
        })
        .collect()
}

/// Returns what stands below the months: years where they begin, eight of them at most; how much
/// the longest bar is; and how many articles have no bar.
fn below(months: &[(String, usize)], facts: &Facts) -> String {
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
    let shown: usize = months.iter().map(|(_, count)| count).sum();
    let outside = match facts.months.values().sum::<usize>() - shown {
        0 => String::new(),
        count => format!("; {} far before or after", chart::thousands(count)),
    };
    format!(
        "<p class=\"axis\">{axis}</p><p class=\"dim\">{first} to {last}, {most} a month at most{outside}</p>"
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
