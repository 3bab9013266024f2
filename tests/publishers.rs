//! Compares date, byline, lead image, caption and text of content with values from each publisher's own
//! markup: in `expected.jsonl` next to the clips written by hand, and next to the real ones.

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use newsprint::{Article, Content};
use serde_json::Value;

use common::{clips, shared};

/// The number of correct values, the number of all, and the wrong ones.
#[derive(Default)]
struct Score {
    right: usize,
    all: usize,
    wrong: Vec<String>,
}

impl Score {
    fn count(&mut self, is_right: bool, wrong: impl FnOnce() -> String) {
        self.all += 1;
        self.right += usize::from(is_right);
        if !is_right {
            self.wrong.push(wrong());
        }
    }

    fn percent(&self) -> f64 {
        100.0 * self.right as f64 / self.all.max(1) as f64
    }
}

/// The starts of texts that `expected.jsonl` lists as required, but that are copyright lines (China Digital
/// Times, Deutsche Welle), promotion (New York Times), and labels for screen readers (BBC).
const NOT_THE_ARTICLE: [&str; 3] = ["©", "（欢迎点击此处订阅", "结尾Facebook帖子"];

fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Returns whether a date is the expected one. The offset is compared only if one is expected.
fn is_date(content: &Content<'_>, expected: &str) -> bool {
    let date = content.dateline().and_then(|dateline| dateline.date());
    let shown = date.map(|date| date.to_string()).unwrap_or_default();
    let plain = |date: &str| date.replace(".000", "").replace("+00:00", "Z");
    plain(&shown) == plain(expected) || shown.starts_with(expected)
}

/// Compares content with `expected.jsonl` in a folder. Returns the scores by kind of value, and also prints
/// them by publisher.
fn scores(folder: &Path) -> BTreeMap<&'static str, Score> {
    let expected = fs::read_to_string(folder.join("expected.jsonl")).unwrap();
    let mut scores: BTreeMap<(&str, String), Score> = BTreeMap::new();
    for line in expected.lines() {
        let expected: Value = serde_json::from_str(line).unwrap();
        let file = expected["file"].as_str().unwrap().to_owned();
        let publisher = file.split(['/', '_', '.']).next().unwrap().to_owned();
        let source = fs::read_to_string(folder.join(&file)).unwrap();
        let Ok(article) = Article::parse(&source) else {
            continue;
        };
        let content = article.content();
        let text = without_blanks(&content.to_text());
        let mut score = |what: &'static str, is_right: bool, got: &dyn Fn() -> String| {
            let score = scores.entry((what, publisher.clone())).or_default();
            score.count(is_right, || format!("{file}: {}", got()));
        };
        let value = |name: &str| expected[name].as_str().map(str::to_owned);
        if let Some(date) = value("date") {
            let got = || format!("{:?} for {date}", content.dateline());
            score("date", is_date(&content, &date), &got);
        }
        if let Some(byline) = value("byline") {
            let raw = content.byline().map(|byline| without_blanks(byline.raw()));
            let is_right = raw.as_deref() == Some(&without_blanks(&byline));
            score("byline", is_right, &|| format!("{raw:?} for {byline}"));
            let is_in = text.starts_with(&without_blanks(&byline));
            score("begins with a byline", !is_in, &|| byline.clone());
        }
        let lead = content.lead_image();
        if let Some(src) = value("lead_src") {
            let got = lead.and_then(|lead| Some(lead.src()?.into_value()));
            let is_right = got.as_deref() == Some(src.as_str());
            score("lead", is_right, &|| format!("{got:?} for {src}"));
        }
        if let Some(caption) = value("lead_caption") {
            let got = lead
                .and_then(|lead| lead.caption())
                .map(|caption| caption.text());
            let is_right = got.as_deref().map(without_blanks) == Some(without_blanks(&caption));
            score("caption", is_right, &|| format!("{got:?} for {caption}"));
        }
        let list = |name: &str| expected[name].as_array().cloned().unwrap_or_default();
        for absent in list("absent") {
            let absent = absent.as_str().unwrap();
            let is_right = !text.contains(&without_blanks(absent));
            score("absent", is_right, &|| absent.to_owned());
        }
        for present in list("present") {
            let present = present.as_str().unwrap();
            // The sample contains some texts that are not the article, according to the publisher.
            if NOT_THE_ARTICLE
                .iter()
                .any(|start| present.starts_with(start))
            {
                continue;
            }
            let is_right = text.contains(&without_blanks(present));
            score("present", is_right, &|| present.to_owned());
        }
    }
    let mut totals: BTreeMap<&str, Score> = BTreeMap::new();
    for ((what, publisher), score) in scores {
        println!("{what:20} {publisher:12} {} of {}", score.right, score.all);
        for wrong in score.wrong.iter().take(5) {
            println!("    {wrong}");
        }
        let total = totals.entry(what).or_default();
        total.right += score.right;
        total.all += score.all;
        total.wrong.extend(score.wrong);
    }
    totals
}

#[test]
fn content_of_clips_has_the_expected_values() {
    let totals = scores(&clips::folder());
    assert_eq!(totals.len(), 7);
    for (what, score) in totals {
        println!("{what:20} {} of {}", score.right, score.all);
        assert_eq!(score.wrong, [""; 0], "{what}");
    }
}

#[test]
#[ignore = "needs ../shared"]
fn content_of_real_files_has_the_publishers_values() {
    let totals = scores(&shared::path("clips"));
    let least = [
        ("absent", 99.0),
        ("begins with a byline", 100.0),
        ("byline", 97.0),
        ("caption", 97.0),
        ("date", 99.0),
        ("lead", 98.0),
        ("present", 100.0),
    ];
    for (what, least) in least {
        let score = &totals[what];
        let percent = score.percent();
        println!("{what:20} {} of {}: {percent:.2} %", score.right, score.all);
        assert!(percent >= least, "{what}: {percent:.2} %");
    }
}
