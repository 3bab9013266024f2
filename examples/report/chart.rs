//! Bars as SVG, in colours that follow the page's.

use std::error::Error;

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// Colours that nothing else has, which the page's own then take the place of.
const INK: RGBColor = RGBColor(1, 2, 3);
const BAR: RGBColor = RGBColor(4, 5, 6);

const WIDTH: u32 = 480;
const ROW: i32 = 20;
/// Where bars begin, and how long the longest is.
const LABELS: i32 = 170;
const LONGEST: i32 = 240;

/// Returns a bar a row, the first on top.
pub fn rows(title: &str, counts: &[(String, usize)]) -> Result<String, Box<dyn Error>> {
    let mut svg = String::new();
    let height = ROW * counts.len().max(1) as i32 + 6;
    {
        let area = SVGBackend::with_string(&mut svg, (WIDTH, height as u32)).into_drawing_area();
        let most = counts
            .iter()
            .map(|(_, count)| *count)
            .max()
            .unwrap_or(0)
            .max(1);
        for (row, (name, count)) in counts.iter().enumerate() {
            let top = ROW * row as i32 + 3;
            let end = LABELS + LONGEST * *count as i32 / most as i32;
            area.draw(&Rectangle::new(
                [(LABELS, top + 2), (end.max(LABELS + 1), top + ROW - 4)],
                BAR.filled(),
            ))?;
            text(
                &area,
                &short(name),
                (LABELS - 8, top + ROW / 2 - 1),
                HPos::Right,
            )?;
            text(
                &area,
                &count.to_string(),
                (end + 6, top + ROW / 2 - 1),
                HPos::Left,
            )?;
        }
        area.present()?;
    }
    Ok(finish(&svg, title))
}

/// Returns a bar a column, from left to right, with the first name, the last and the most.
pub fn columns(title: &str, counts: &[(String, usize)]) -> Result<String, Box<dyn Error>> {
    const HEIGHT: i32 = 200;
    const FOOT: i32 = 24;
    let mut svg = String::new();
    {
        let size = (2 * WIDTH, HEIGHT as u32);
        let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        let most = counts
            .iter()
            .map(|(_, count)| *count)
            .max()
            .unwrap_or(0)
            .max(1);
        let width = f64::from(2 * WIDTH) / counts.len().max(1) as f64;
        let bottom = HEIGHT - FOOT;
        for (at, (_, count)) in counts.iter().enumerate() {
            let left = (at as f64 * width) as i32;
            let right = ((at + 1) as f64 * width - 1.0).max(f64::from(left) + 1.0) as i32;
            let height = (bottom - 20) * *count as i32 / most as i32;
            area.draw(&Rectangle::new(
                [(left, bottom - height), (right, bottom)],
                BAR.filled(),
            ))?;
        }
        if let (Some((first, _)), Some((last, _))) = (counts.first(), counts.last()) {
            let below = bottom + FOOT / 2;
            text(&area, first, (2, below), HPos::Left)?;
            text(&area, last, (2 * WIDTH as i32 - 2, below), HPos::Right)?;
            text(
                &area,
                &format!("at most {most} a month"),
                (2, 9),
                HPos::Left,
            )?;
        }
        area.present()?;
    }
    Ok(finish(&svg, title))
}

fn text<DB: DrawingBackend>(
    area: &DrawingArea<DB, plotters::coord::Shift>,
    text: &str,
    at: (i32, i32),
    side: HPos,
) -> Result<(), Box<dyn Error>>
where
    DB::ErrorType: 'static,
{
    let style = ("sans-serif", 12)
        .into_text_style(area)
        .color(&INK)
        .pos(Pos::new(side, VPos::Center));
    Ok(area.draw_text(text, &style, at)?)
}

/// Returns a name that fits before the bars.
fn short(name: &str) -> String {
    const MOST: usize = 24;
    if name.chars().count() <= MOST {
        return name.to_string();
    }
    name.chars().take(MOST - 1).chain(['…']).collect()
}

/// Gives a chart a name, and the page's colours.
fn finish(svg: &str, title: &str) -> String {
    let svg = svg
        .replace("#010203", "currentColor")
        .replace("#040506", "var(--bar)");
    svg.replacen(
        "<svg ",
        &format!("<svg role=\"img\" aria-label=\"{title}\" "),
        1,
    )
}
