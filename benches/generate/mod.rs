//! Generates article files that are similar to real ones, for benches and examples. The same kind
//! and seed always give the same file.
//!
//! Lengths, tags per byte, attributes per tag, and the shares of character references and of markup
//! that has to be repaired follow the counts in the format description. The words are from our own
//! lists.

mod feed;
mod page;
mod rng;
mod words;

use std::fmt::Write as _;

use rng::Rng;
use words::{Voice, host, path, slug};

/// The kind of an article file: its contents and layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Shape B around plain text, one body in eight empty.
    Text,
    /// Shape B around paragraphs, links, images, figures and lists.
    Post,
    /// Shape A: dateline, lead image, caption, paragraphs, provider's footer.
    Clip,
    /// Shape D: no stamp, a date line, a blog's body full of attributes.
    Dated,
    /// Shape B around a part of a web page.
    Page,
    /// Shape C: front matter and an indented web page of deep `div`s.
    Bare,
}

impl Kind {
    /// All kinds, shortest bodies first.
    pub const ALL: [Self; 6] = [
        Self::Text,
        Self::Clip,
        Self::Post,
        Self::Dated,
        Self::Page,
        Self::Bare,
    ];

    /// The kind's name, in lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Post => "post",
            Self::Clip => "clip",
            Self::Dated => "dated",
            Self::Page => "page",
            Self::Bare => "bare",
        }
    }

    /// Length of a body in bytes: minimum, 10 %, 25 %, median, 75 %, 90 %, maximum.
    const fn lengths(self) -> [u32; 7] {
        match self {
            Self::Text => [0, 0, 140, 650, 1_200, 2_500, 14_000],
            Self::Post => [180, 3_200, 4_900, 8_500, 14_700, 21_700, 67_000],
            Self::Clip => [600, 1_600, 2_600, 3_900, 5_600, 8_500, 30_000],
            Self::Dated => [2_500, 5_600, 7_400, 9_900, 15_700, 22_500, 51_000],
            Self::Page => [90, 2_300, 4_200, 16_700, 28_200, 38_500, 84_000],
            Self::Bare => [1_500, 8_500, 14_600, 23_200, 40_400, 65_200, 247_000],
        }
    }
}

/// Returns a whole article file of `kind`, which depends only on the arguments.
pub fn article(kind: Kind, seed: u64) -> String {
    let mut rng = Rng::new(seed ^ ((kind as u64 + 1) << 56));
    let length = rng.quantile(&kind.lengths()) as usize;
    let voice = Voice::of(kind, &mut rng);
    let header = Header::new(&voice, &mut rng);
    let mut out = String::with_capacity(length + length / 4 + 1_024);
    match kind {
        Kind::Text | Kind::Post | Kind::Page => {
            header.front_matter(&mut out, ".000Z");
            header.clip(&mut out);
            out.push_str("\n<div>\n");
            body(kind, length, &voice, &mut rng, &mut out);
            out.push_str("\n</div>\n");
        }
        Kind::Clip => {
            header.clip(&mut out);
            out.push('\n');
            body(kind, length, &voice, &mut rng, &mut out);
        }
        Kind::Dated => {
            header.link(&mut out);
            let _ = writeln!(out, "------\n日期：{} +0000\n", header.date.rfc2822());
            body(kind, length, &voice, &mut rng, &mut out);
        }
        Kind::Bare => {
            header.front_matter(&mut out, "+00:00");
            out.push('\n');
            body(kind, length, &voice, &mut rng, &mut out);
        }
    }
    out
}

fn body(kind: Kind, length: usize, voice: &Voice, rng: &mut Rng, out: &mut String) {
    let end = out.len() + length;
    match kind {
        Kind::Text => feed::text(end, voice, rng, out),
        Kind::Clip => feed::clip(end, voice, rng, out),
        Kind::Post => feed::post(end, voice, rng, out),
        Kind::Dated => feed::dated(end, voice, rng, out),
        Kind::Page => page::page(end, voice, rng, out),
        Kind::Bare => page::bare(end, voice, rng, out),
    }
}

/// The part before the body.
struct Header {
    title: String,
    link: String,
    author: String,
    date: Date,
    /// One stamp in 290 is `NaN`.
    stamped: bool,
}

impl Header {
    fn new(voice: &Voice, rng: &mut Rng) -> Self {
        let mut title = String::new();
        if rng.one_in(220) {
            title.push_str("[转载](一)");
        }
        let words = 5 + rng.below(9);
        voice.phrase(words, rng, &mut title);
        if rng.one_in(60) {
            title.push_str(" \"");
            voice.phrase(2, rng, &mut title);
            title.push('"');
        }
        let mut link = format!("https://{}/{}/", host(rng), path(rng));
        slug(rng, &mut link);
        if rng.one_in(200) {
            link.push_str("_(1)");
        }
        let mut author = String::new();
        voice.phrase(2, rng, &mut author);
        // 2019 to 2024.
        let date = Date(1_546_300_800 + rng.below(6 * 365 * 86_400));
        let stamped = !rng.one_in(290);
        Self {
            title,
            link,
            author,
            date,
            stamped,
        }
    }

    fn front_matter(&self, out: &mut String, zone: &str) {
        let title = self.title.replace('"', "\\\"");
        let (date, time) = (self.date.iso(), self.date.time());
        let Self { author, link, .. } = self;
        let _ = write!(
            out,
            "---\nlayout: post\ntitle: \"{title}\"\ndate: {date}T{time}{zone}\n\
             author: {author}\nfrom: {link}\ntags: [ {author} ]\ncategories: [ {author} ]\n---\n"
        );
    }

    fn clip(&self, out: &mut String) {
        if self.stamped {
            let _ = writeln!(out, "<!--{}000-->", self.date.0);
        } else {
            out.push_str("<!--NaN-->\n");
        }
        self.link(out);
        out.push_str("------\n");
    }

    fn link(&self, out: &mut String) {
        let _ = writeln!(out, "[{}]({})", self.title, self.link);
    }
}

/// Seconds since 1970, UTC.
struct Date(u64);

impl Date {
    fn iso(&self) -> String {
        let (year, month, day) = self.civil();
        format!("{year}-{month:02}-{day:02}")
    }

    fn time(&self) -> String {
        let of_day = self.0 % 86_400;
        let (hour, minute, second) = (of_day / 3_600, of_day / 60 % 60, of_day % 60);
        format!("{hour:02}:{minute:02}:{second:02}")
    }

    /// `Thu, 15 Apr 2021 13:23:59`, without the zone.
    fn rfc2822(&self) -> String {
        const MONTHS: [&str; 12] = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ];
        const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
        let (year, month, day) = self.civil();
        let weekday = DAYS[(self.0 / 86_400 % 7) as usize];
        let month = MONTHS[month as usize - 1];
        format!("{weekday}, {day:02} {month} {year} {}", self.time())
    }

    /// Year, month, day of the Gregorian calendar.
    fn civil(&self) -> (u64, u64, u64) {
        // Counted in eras of 400 years that begin on 1 March of year 0.
        let days = self.0 / 86_400 + 719_468;
        let of_era = days % 146_097;
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        (
            days / 146_097 * 400 + year + u64::from(month <= 2),
            month,
            day,
        )
    }
}
