//! The HTML of the page about an archive.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::{SystemTime, UNIX_EPOCH};

use newsprint::chrono::DateTime;
use serde::Serialize;

use super::columns::Columns;
use super::facts::CHARTS;
use super::left_out::LeftOut;
use crate::status::Result;

const PAGE: &str = include_str!("page/page.html");
const STYLE: &str = include_str!("page/page.css");
/// The parts of the page's script. Each part uses the parts before it.
const SCRIPTS: [&str; 8] = [
    include_str!("page/data.js"),
    include_str!("page/address.js"),
    include_str!("page/charts.js"),
    include_str!("page/table.js"),
    include_str!("page/files.js"),
    include_str!("page/clean.js"),
    include_str!("page/article.js"),
    include_str!("page/start.js"),
];

/// The contents of the page, which the page's script shows.
#[derive(Serialize)]
pub struct Report<'r> {
    pub name: &'r str,
    /// The name of the folder of the shards, which is next to the page.
    pub folder: &'r str,
    /// The number of the first article of each shard.
    pub starts: &'r [usize],
    pub columns: &'r Columns,
    pub left_out: &'r LeftOut,
    pub has_filters: bool,
}

/// The data for the script of the page.
#[derive(Serialize)]
struct Data<'r> {
    #[serde(flatten)]
    report: &'r Report<'r>,
    charts: [Head; CHARTS.len()],
    files: usize,
}

/// The key and the title of a chart.
#[derive(Serialize)]
struct Head {
    key: &'static str,
    title: &'static str,
}

/// Returns the HTML of the page.
pub fn write(report: &Report<'_>) -> Result<String> {
    let data = Data {
        report,
        charts: CHARTS.map(|chart| Head {
            key: chart.key,
            title: chart.title,
        }),
        files: report.columns.rows() + report.left_out.files(),
    };
    let name = escape(report.name);
    let made = made();
    let (nonce, script) = (nonce(), SCRIPTS.concat());
    let data = script_data(&serde_json::to_string(&data)?);
    let values = [
        ("name", name.as_str()),
        ("made", &made),
        ("version", env!("CARGO_PKG_VERSION")),
        ("nonce", &nonce),
        ("style", STYLE),
        ("data", &data),
        ("script", &script),
    ];
    Ok(fill(PAGE, &values))
}

/// Returns the current date and time, in UTC.
fn made() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let seconds = since.map_or(0, |since| since.as_secs());
    let time = i64::try_from(seconds)
        .ok()
        .and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    time.unwrap_or_default()
        .format("%Y-%m-%d %H:%M UTC")
        .to_string()
}

/// Returns a random nonce. The page's content security policy allows only scripts and styles with
/// this nonce. An article cannot contain the nonce, because the nonce is chosen when the page is
/// written.
fn nonce() -> String {
    let hash = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", hash(), hash())
}

/// Replaces each `{{name}}` in a template with its value. A `{{name}}` in a value is not replaced.
fn fill(template: &str, values: &[(&str, &str)]) -> String {
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

/// Escapes `<` in JSON, so that `</script>` in a string does not end the script element.
fn script_data(json: &str) -> String {
    json.replace('<', "\\u003c")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
