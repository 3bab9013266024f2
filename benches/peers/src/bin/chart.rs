//! Draws the medians as `chart.svg`: how many times as fast each contender is as html5ever with its
//! reference DOM, over all files. Prints the table of ../RESULTS.md: how many times as fast
//! newsprint is as each contender.

use std::error::Error;

use newsprint_peers::contenders::{NEWSPRINT, REFERENCE, parses_as_another};
use newsprint_peers::report::{self, Job, Report};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

const WIDTH: u32 = 960;
const ROW: i32 = 26;
const TOP: i32 = 64;
const FOOT: i32 = 80;
/// The start of a panel's bars, and the length of its longest bar.
const LABELS: i32 = 190;
const BAR: i32 = 220;
const INK: RGBColor = RGBColor(36, 41, 47);
const OURS: RGBColor = RGBColor(31, 111, 235);
const THEIRS: RGBColor = RGBColor(175, 184, 193);

fn main() -> Result<(), Box<dyn Error>> {
    let report = Report::read(&report::medians())?;
    let path = report::chart();
    let height = TOP + ROW * report.rows.len() as i32 + FOOT;
    let area = SVGBackend::new(&path, (WIDTH, height as u32)).into_drawing_area();
    area.fill(&WHITE)?;
    for (panel, job) in Job::ALL.into_iter().enumerate() {
        draw(&area, &report, job, panel as i32 * WIDTH as i32 / 2)?;
    }
    let versions: Vec<_> = report.versions.iter().collect();
    let versions: Vec<_> = versions
        .iter()
        .map(|(name, v)| format!("{name} {v}"))
        .collect();
    let (files, bytes) = report
        .groups
        .last()
        .map_or((0, 0), |(_, files, bytes)| (*files, *bytes));
    let notes = [
        format!(
            "{files} bodies, {:.1} MB; one thread, CPU time, medians of {} interleaved runs; {}; {}",
            bytes as f64 / 1e6,
            report.runs,
            report.machine,
            report.date
        ),
        versions.join(", "),
        "lol_html and html5gum build no tree; tl, astral-tl and fast-html-parser not the standard's; \
         only newsprint's tree has spans"
            .to_owned(),
    ];
    for (i, note) in notes.iter().enumerate() {
        let y = height - FOOT + 22 + 18 * i as i32;
        text(&area, note, (12, y), 11, HPos::Left)?;
    }
    area.present()?;
    table(&report)
}

fn table(report: &Report) -> Result<(), Box<dyn Error>> {
    let groups = || report.groups.iter().map(|(name, ..)| name.as_str());
    let heads: Vec<_> = Job::ALL
        .into_iter()
        .flat_map(|job| groups().map(move |group| format!("{}, {group}", job.name())))
        .collect();
    println!(
        "| newsprint is faster than | {} | right |",
        heads.join(" | ")
    );
    println!("|---|{}--:|", "--:|".repeat(heads.len()));
    let ours = report.rows.first().ok_or("no rows")?;
    for row in &report.rows[1..] {
        let ratios = Job::ALL.into_iter().flat_map(|job| {
            let pairs = ours.of(job).iter().zip(row.of(job));
            pairs.map(|(ours, theirs)| format!("{:.1} x", ours / theirs))
        });
        let ratios: Vec<_> = ratios.collect();
        let right = row.right * 100.0;
        println!(
            "| {} | {} | {right:.2} % |",
            row.contender,
            ratios.join(" | ")
        );
    }
    Ok(())
}

type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;

fn draw(area: &Area<'_>, report: &Report, job: Job, x: i32) -> Result<(), Box<dyn Error>> {
    let reference = report.rows.iter().find(|row| row.contender == REFERENCE);
    let reference = reference.ok_or("the reference is missing")?.total(job);
    let mut rows: Vec<_> = report
        .rows
        .iter()
        .filter(|row| job == Job::Full || !parses_as_another(&row.contender))
        .map(|row| (row.contender.as_str(), row.total(job) / reference))
        .collect();
    rows.sort_by(|a, b| b.1.total_cmp(&a.1));
    let longest = rows.first().map_or(1.0, |row| row.1);
    let title = match job {
        Job::Parse => "Parse only",
        Job::Full => "Full job: envelope, text, links, images",
    };
    text(area, title, (x + 12, 24), 16, HPos::Left)?;
    let unit = format!("times as fast as {REFERENCE}");
    text(area, &unit, (x + 12, 44), 11, HPos::Left)?;
    for (i, (name, ratio)) in rows.into_iter().enumerate() {
        let y = TOP + ROW * i as i32;
        let end = x + LABELS + (f64::from(BAR) * ratio / longest).round() as i32;
        let color = if name.starts_with(NEWSPRINT) {
            OURS
        } else {
            THEIRS
        };
        let bar = [(x + LABELS, y + 4), (end.max(x + LABELS + 1), y + ROW - 4)];
        area.draw(&Rectangle::new(bar, color.filled()))?;
        let middle = y + ROW / 2;
        text(area, name, (x + LABELS - 8, middle), 12, HPos::Right)?;
        text(
            area,
            &format!("{ratio:.1}"),
            (end + 6, middle),
            12,
            HPos::Left,
        )?;
    }
    Ok(())
}

fn text(
    area: &Area<'_>,
    text: &str,
    at: (i32, i32),
    size: u32,
    anchor: HPos,
) -> Result<(), Box<dyn Error>> {
    // The backend writes a size 1.24 times too small.
    let size = f64::from(size) * 1.24;
    let style = ("sans-serif", size).into_font().color(&INK);
    let style = style.pos(Pos::new(anchor, VPos::Center));
    area.draw(&Text::new(text.to_owned(), at, style))?;
    Ok(())
}
