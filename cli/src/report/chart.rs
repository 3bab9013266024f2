//! Bars as SVG, in colours and type that follow the page's.

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::status::Result;

/// Colours that nothing else has, which the page's own then take the place of.
const INK: RGBColor = RGBColor(1, 2, 3);
const BAR: RGBColor = RGBColor(4, 5, 6);
const TRACK: RGBColor = RGBColor(7, 8, 9);

/// Returns a bar a row, the first on top, each below its name and its count.
pub fn rows(title: &str, counts: &[(String, usize)]) -> Result<String> {
    const WIDTH: i32 = 300;
    const ROW: i32 = 33;
    const TEXT: i32 = 9;
    const BAR_TOP: i32 = 20;
    const BAR_BOTTOM: i32 = 26;
    let mut svg = String::new();
    {
        let size = (WIDTH as u32, (ROW as usize * counts.len().max(1)) as u32);
        let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        let most = most(counts);
        for (top, (name, count)) in (0..).step_by(ROW as usize).zip(counts) {
            let end = share(WIDTH, *count, most);
            let bar = |end, colour: RGBColor| {
                let corners = [(0, top + BAR_TOP), (end, top + BAR_BOTTOM)];
                Rectangle::new(corners, colour.filled())
            };
            area.draw(&bar(WIDTH, TRACK))?;
            area.draw(&bar(end.max(1), BAR))?;
            text(&area, &short(name), (0, top + TEXT), HPos::Left)?;
            text(&area, &thousands(*count), (WIDTH, top + TEXT), HPos::Right)?;
        }
        area.present()?;
    }
    Ok(finish(&svg, title, false))
}

/// Returns a bar a column, from left to right. It may be stretched, so it has no text.
pub fn columns(title: &str, counts: &[(String, usize)]) -> Result<String> {
    const WIDTH: i32 = 4800;
    const HEIGHT: i32 = 160;
    let mut svg = String::new();
    {
        let size = (WIDTH as u32, HEIGHT as u32);
        let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        let most = most(counts);
        let width = f64::from(WIDTH) / counts.len().max(1) as f64;
        for (at, (_, count)) in counts.iter().enumerate() {
            let left = at as f64 * width;
            let corners = [
                (left as i32, HEIGHT - share(HEIGHT, *count, most)),
                ((left + 0.85 * width) as i32, HEIGHT),
            ];
            area.draw(&Rectangle::new(corners, BAR.filled()))?;
        }
        area.present()?;
    }
    Ok(finish(&svg, title, true))
}

/// Returns a number with a comma before each three digits.
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Returns the largest count, or one.
pub fn most(counts: &[(String, usize)]) -> usize {
    let counts = counts.iter().map(|(_, count)| *count);
    counts.max().unwrap_or(0).max(1)
}

/// Returns how long the bar of a count is, if that of `most` has the whole length.
fn share(length: i32, count: usize, most: usize) -> i32 {
    (f64::from(length) * count as f64 / most as f64) as i32
}

fn text<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    text: &str,
    at: (i32, i32),
    side: HPos,
) -> Result<()>
where
    DB::ErrorType: 'static,
{
    let style = ("sans-serif", 12)
        .into_text_style(area)
        .color(&INK)
        .pos(Pos::new(side, VPos::Center));
    Ok(area.draw_text(text, &style, at)?)
}

/// Returns a name that fits beside its count.
fn short(name: &str) -> String {
    const MOST: usize = 36;
    if name.width() <= MOST {
        return name.to_string();
    }
    let mut width = 0;
    let fits = |char: &char| {
        width += char.width().unwrap_or(0);
        width < MOST
    };
    name.chars().take_while(fits).chain(['…']).collect()
}

/// Gives a chart a name, and the page's colours.
fn finish(svg: &str, title: &str, stretched: bool) -> String {
    let svg = svg
        .replace("#010203", "currentColor")
        .replace("#040506", "var(--bar)")
        .replace("#070809", "var(--track)");
    let stretch = if stretched {
        " preserveAspectRatio=\"none\""
    } else {
        ""
    };
    let start = format!("<svg role=\"img\" aria-label=\"{title}\"{stretch} ");
    svg.replacen("<svg ", &start, 1)
}
