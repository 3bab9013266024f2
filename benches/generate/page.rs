//! Bodies cut out of web pages: nested `div`s, attributes, white space.

use std::fmt::Write as _;

use super::feed::{embed, figure, inline, link, odd, sentences};
use super::rng::Rng;
use super::words::{Voice, host, path, slug};

/// A part of a page as in a feed: wrappers, then long paragraphs, figures, lists and embeds, with
/// runs of spaces for the page's line ends.
pub fn page(end: usize, voice: &Voice, rng: &mut Rng, out: &mut String) {
    let wrapped = rng.one_in(2);
    if wrapped {
        out.push_str(
            "<div class=\"content\">    <div class=\"field field-name-body field-type-text\">\
             <div class=\"field-items\">        <div class=\"field-item even\">",
        );
    }
    let wrappers = if wrapped { 40 } else { 0 };
    if rng.one_in(10) {
        odd(voice, rng, out);
    }
    while out.len() + wrappers < end {
        match rng.below(36) {
            0..=2 => figure(voice, rng, out),
            3 | 4 => {
                out.push_str(if rng.one_in(2) {
                    "<ul>"
                } else {
                    "<ul class=\"list\">"
                });
                for _ in 0..2 + rng.below(5) {
                    out.push_str("<li>");
                    link(voice, rng, out);
                    out.push_str("</li>");
                }
                out.push_str("</ul>");
            }
            5 | 6 => {
                out.push_str("<h3>");
                voice.phrase(4, rng, out);
                out.push_str("</h3>");
            }
            7 if rng.one_in(3) => {
                out.push_str("<p>");
                embed(rng, out);
                out.push_str("</p>");
            }
            8 if rng.one_in(2) => {
                out.push_str("<div class=\"views-row\">        <div class=\"photo-credit\">");
                voice.phrase(3, rng, out);
                out.push_str("</div>  </div>");
            }
            _ => {
                out.push_str("<p>");
                inline(7, voice, rng, out);
                sentences(1, 4, voice, rng, out);
                out.push_str("</p>");
            }
        }
    }
    if wrapped {
        out.push_str("</div></div></div>  </div>");
    }
}

/// A whole `article` of a blog's page, every tag and text on its own line.
pub fn bare(end: usize, voice: &Voice, rng: &mut Rng, out: &mut String) {
    let mut page = Indented {
        out,
        open: Vec::new(),
    };
    let id = rng.below(90_000);
    page.open(
        "article",
        &format!("class=\"post-{id} post type-post status-publish hentry\" id=\"post-{id}\""),
    );
    page.open("header", "class=\"entry-header\"");
    page.open("h1", "class=\"entry-title\"");
    page.words(6, voice, rng);
    page.close(2);
    page.byline(voice, rng);
    if rng.one_in(10) {
        for _ in 0..rng.below(24) {
            page.open("div", "class=\"wrapper\"");
        }
    }
    page.open("div", "class=\"entry-content\"");
    if rng.one_in(3) {
        page.odd(voice, rng);
    }
    while page.out.len() + 200 < end {
        match rng.below(20) {
            0 => page.lazy_image(voice, rng),
            1..=3 => page.card(voice, rng),
            4 => {
                page.open("ul", "class=\"graf graf--list\"");
                for _ in 0..2 + rng.below(4) {
                    page.open("li", "class=\"graf graf--li\"");
                    page.sentence(voice, rng);
                    page.close(1);
                }
                page.close(1);
            }
            5 => {
                page.open("h2", "class=\"graf graf--h3\" id=\"s\"");
                page.words(4, voice, rng);
                page.close(1);
            }
            6 if rng.one_in(4) => page.line("<!-- .entry-section -->"),
            7 if rng.one_in(3) => {
                page.open("blockquote", "class=\"graf\"");
                page.sentence(voice, rng);
                page.close(1);
            }
            8 if rng.one_in(8) => {
                let mut embedded = String::new();
                embed(rng, &mut embedded);
                page.line(&embedded);
            }
            _ => page.paragraph(voice, rng),
        }
    }
    page.close(usize::MAX);
}

/// Writes one tag or text per line, indented by the number of open elements.
struct Indented<'o> {
    out: &'o mut String,
    open: Vec<&'static str>,
}

impl Indented<'_> {
    fn line(&mut self, text: &str) {
        for _ in 0..self.open.len() {
            self.out.push(' ');
        }
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn open(&mut self, name: &'static str, attributes: &str) {
        if attributes.is_empty() {
            self.line(&format!("<{name}>"));
        } else {
            self.line(&format!("<{name} {attributes}>"));
        }
        self.open.push(name);
    }

    fn close(&mut self, elements: usize) {
        for _ in 0..elements {
            let Some(name) = self.open.pop() else { return };
            self.line(&format!("</{name}>"));
        }
    }

    fn words(&mut self, words: u64, voice: &Voice, rng: &mut Rng) {
        let mut text = String::new();
        voice.phrase(words, rng, &mut text);
        self.line(&text);
    }

    fn sentence(&mut self, voice: &Voice, rng: &mut Rng) {
        let mut text = String::new();
        sentences(1, 3, voice, rng, &mut text);
        self.line(&text);
    }

    fn odd(&mut self, voice: &Voice, rng: &mut Rng) {
        let mut markup = String::new();
        odd(voice, rng, &mut markup);
        self.line(&markup);
    }

    fn anchor(&mut self, voice: &Voice, rng: &mut Rng) {
        let mut href = format!("https://{}/{}/", host(rng), path(rng));
        slug(rng, &mut href);
        let mut attributes = String::from("class=\"markup--anchor\"");
        if rng.one_in(4) {
            let _ = write!(attributes, " data-href=\"{href}\"");
        }
        let _ = write!(attributes, " href=\"{href}\" rel=\"noopener\"");
        if rng.one_in(3) {
            attributes.push_str(" target=\"_blank\"");
        }
        self.open("a", &attributes);
        self.words(3, voice, rng);
        self.close(1);
    }

    fn paragraph(&mut self, voice: &Voice, rng: &mut Rng) {
        self.open(
            "p",
            if rng.one_in(3) {
                "class=\"graf graf--p\""
            } else {
                ""
            },
        );
        self.sentence(voice, rng);
        match rng.below(6) {
            0 | 1 => self.anchor(voice, rng),
            2 => {
                self.open("strong", "");
                self.words(4, voice, rng);
                self.close(1);
            }
            3 => {
                self.open("span", "style=\"color: #00ccff;\"");
                self.open("em", "");
                self.words(4, voice, rng);
                self.close(2);
            }
            4 => self.line("<br/>"),
            _ => {}
        }
        self.close(1);
    }

    fn byline(&mut self, voice: &Voice, rng: &mut Rng) {
        self.open("div", "class=\"entry-meta\"");
        self.open("span", "class=\"byline\"");
        self.anchor(voice, rng);
        self.close(1);
        self.open("span", "class=\"published-on\"");
        self.open(
            "time",
            "class=\"entry-date published\" datetime=\"2021-07-07T00:01:13+08:00\"",
        );
        self.line("2021年7月7日");
        self.close(3);
    }

    /// A related article: six `div`s around a link, an image and a heading.
    fn card(&mut self, voice: &Voice, rng: &mut Rng) {
        let id = rng.below(90_000);
        for class in [
            "jp-relatedposts",
            "jp-relatedposts-items",
            "card",
            "card-inner",
        ] {
            self.open("div", &format!("class=\"{class} {class}-{id}\""));
        }
        self.open("div", "class=\"card-media\"");
        self.anchor(voice, rng);
        let image = format!(
            "https://{}/{id}.jpg?resize=300{}ssl=1",
            host(rng),
            voice.ampersand()
        );
        if rng.one_in(2) {
            self.line(&format!(
                "<img alt=\"\" class=\"wp-image-{id}\" height=\"208\" src=\"{image}\" width=\"300\"/>"
            ));
        }
        self.close(1);
        self.open("div", "class=\"card-text\"");
        self.open("h3", "class=\"card-title\"");
        self.words(5, voice, rng);
        self.close(1);
        self.open("span", "class=\"card-date\" property=\"dc:date\"");
        self.line("2021-07-06");
        self.close(6);
    }

    /// A figure that loads its image lazily, and repeats it in a `noscript`.
    fn lazy_image(&mut self, voice: &Voice, rng: &mut Rng) {
        let id = rng.below(90_000);
        let image = format!("https://{}/wp-content/uploads/{id}.jpg", host(rng));
        let sizes = "sizes=\"(max-width: 1100px) 100vw, 1100px\"";
        let amp = voice.ampersand();
        let mut set = String::new();
        for width in [2048, 300, 1024, 768] {
            let _ = write!(set, "{image}?resize={width}{amp}ssl=1 {width}w, ");
        }
        self.open(
            "figure",
            &format!(
                "aria-describedby=\"caption-attachment-{id}\" class=\"wp-caption aligncenter\" \
                 id=\"attachment_{id}\" style=\"width: 2048px\""
            ),
        );
        self.line(&format!(
            "<img alt=\"\" class=\"size-full jetpack-lazy-image\" data-lazy-{sizes} \
             data-lazy-src=\"{image}?is-pending-load=1#038;ssl=1\" data-lazy-srcset=\"{set}\" \
             data-recalc-dims=\"1\" height=\"763\" src=\"{image}?ssl=1\" width=\"1100\"/>"
        ));
        self.open("noscript", "");
        self.line(&format!(
            "<img alt=\"\" class=\"size-full\" height=\"763\" {sizes} src=\"{image}?ssl=1\" \
             srcset=\"{set}\" width=\"1100\"/>"
        ));
        self.close(1);
        self.open(
            "figcaption",
            &format!("class=\"wp-caption-text\" id=\"caption-{id}\""),
        );
        self.sentence(voice, rng);
        self.close(2);
    }
}
