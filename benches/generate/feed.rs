//! Bodies as in feeds: text, clips, posts, dated clips; one line each.

use std::fmt::Write as _;

use super::rng::Rng;
use super::words::{Voice, host, path, slug};

/// Plain text with bare addresses and hash tags, no markup at all.
pub fn text(end: usize, voice: &Voice, rng: &mut Rng, out: &mut String) {
    while out.len() < end {
        match rng.below(14) {
            0 => {
                let _ = write!(
                    out,
                    "https://{}/{}?id={}",
                    host(rng),
                    path(rng),
                    rng.below(9_999)
                );
                if rng.one_in(40) {
                    out.push_str("&locale=zh");
                }
            }
            1 => {
                out.push('#');
                voice.phrase(1, rng, out);
                out.push(' ');
            }
            2 => out.push_str("  "),
            _ => voice.sentence(rng, out),
        }
    }
}

/// The body of a clip: every part of it is optional, except the paragraphs.
pub fn clip(end: usize, voice: &Voice, rng: &mut Rng, out: &mut String) {
    if !rng.one_in(8) {
        let day = 1 + rng.below(28);
        let (minute, second) = (rng.below(60), rng.below(60));
        let _ = write!(
            out,
            "<div><i>Thu, {day:02} Apr 2021 13:{minute:02}:{second:02} GMT</i></div>"
        );
    }
    if !rng.one_in(4) {
        let query = if rng.one_in(5) { "/?url=" } else { "?url=" };
        let _ = write!(
            out,
            "<img src=\"https://images.weserv.nl{query}{}/",
            host(rng)
        );
        slug(rng, out);
        out.push_str(".jpg\" width=\"100%\">");
        out.push_str("<div><small style=\"color: #999;\">");
        voice.sentence(rng, out);
        out.push_str("</small></div>");
    }
    while out.len() + 400 < end {
        out.push_str("<p>");
        sentences(1, 5, voice, rng, out);
        out.push_str("</p>");
    }
    if rng.one_in(200) {
        odd(voice, rng, out);
    }
    if !rng.one_in(6) {
        let tld = rng.pick(&["top", "xyz", "site", "fun"]);
        let _ = write!(
            out,
            "<br><hr><div>获取更多RSS：<br><a href=\"https://feedx.net\" style=\"color:orange\" \
             target=\"_blank\">https://feedx.net</a> <br><a href=\"https://feedx.{tld}\" \
             style=\"color:orange\" target=\"_blank\">https://feedx.{tld}</a></div>"
        );
    }
}

/// Paragraphs, links, figures, quotes and lists, with a tag every 70 bytes.
pub fn post(end: usize, voice: &Voice, rng: &mut Rng, out: &mut String) {
    if rng.one_in(75) {
        odd(voice, rng, out);
    }
    while out.len() < end {
        match rng.below(40) {
            0..=2 => figure(voice, rng, out),
            3 => {
                out.push_str("<blockquote>");
                sentences(1, 3, voice, rng, out);
                out.push_str("</blockquote>");
            }
            4 => {
                out.push_str("<ul>");
                for _ in 0..2 + rng.below(4) {
                    out.push_str("<li><p>");
                    inline(14, voice, rng, out);
                    out.push_str("</p></li>");
                }
                out.push_str("</ul>");
            }
            5 | 6 => {
                out.push_str("<h2>");
                let words = 3 + rng.below(4);
                voice.phrase(words, rng, out);
                out.push_str("</h2>");
            }
            7 => out.push_str("<hr>"),
            8 => out.push_str("<p><br></p>"),
            9 if rng.one_in(3) => {
                out.push_str("<pre><code>");
                sentences(1, 4, voice, rng, out);
                out.push_str("</code></pre>");
            }
            _ => {
                out.push_str("<p>");
                inline(14, voice, rng, out);
                out.push_str("</p>");
            }
        }
    }
}

/// A blog's paragraphs and captioned images, with all their attributes.
pub fn dated(end: usize, voice: &Voice, rng: &mut Rng, out: &mut String) {
    while out.len() + 300 < end {
        match rng.below(24) {
            0 | 1 => captioned(voice, rng, out),
            2 => {
                out.push_str("<h3 style=\"text-align: center\">");
                voice.phrase(3, rng, out);
                out.push_str("</h3>");
            }
            3 if rng.one_in(3) => embed(rng, out),
            4 if rng.one_in(2) => {
                out.push_str("<blockquote><p>");
                sentences(1, 3, voice, rng, out);
                out.push_str("</p></blockquote>");
            }
            _ => {
                out.push_str("<p>");
                inline(5, voice, rng, out);
                out.push_str("</p>");
            }
        }
        if rng.one_in(600) {
            odd(voice, rng, out);
        }
    }
    out.push_str("<hr><p><small>&copy; ");
    voice.phrase(2, rng, out);
    out.push_str(" | <a href=\"https://www.example.com/donate\" rel=\"nofollow\">");
    voice.phrase(2, rng, out);
    out.push_str("</a> | <i>");
    voice.phrase(2, rng, out);
    out.push_str("</i></small></p>\n");
}

/// `least` to `most` sentences.
pub fn sentences(least: u64, most: u64, voice: &Voice, rng: &mut Rng, out: &mut String) {
    for _ in 0..least + rng.below(most - least + 1) {
        voice.sentence(rng, out);
    }
}

/// Sentences with emphasis and line breaks between them, and a link in one
/// place of `links`.
pub fn inline(links: u64, voice: &Voice, rng: &mut Rng, out: &mut String) {
    for _ in 0..1 + rng.below(4) {
        if rng.one_in(links) {
            link(voice, rng, out);
        }
        match rng.below(16) {
            0 | 1 => {
                out.push_str("<strong>");
                voice.sentence(rng, out);
                out.push_str("</strong>");
            }
            2 => {
                voice.sentence(rng, out);
                out.push_str("<br class=\"smart\">");
                voice.sentence(rng, out);
            }
            3 if rng.one_in(2) => {
                out.push_str("<em>");
                voice.phrase(4, rng, out);
                out.push_str("</em>");
            }
            _ => voice.sentence(rng, out),
        }
    }
}

/// A link with three attributes.
pub fn link(voice: &Voice, rng: &mut Rng, out: &mut String) {
    let _ = write!(out, "<a href=\"https://{}/{}/", host(rng), path(rng));
    slug(rng, out);
    if voice.has_references() && rng.one_in(8) {
        out.push_str("?utm_source=feed&amp;utm_medium=rss");
    }
    out.push_str("\" target=\"_blank\" rel=\"noopener noreferrer\">");
    let words = 1 + rng.below(4);
    voice.phrase(words, rng, out);
    out.push_str("</a>");
}

/// An embedded player.
pub fn embed(rng: &mut Rng, out: &mut String) {
    let id = rng.next() >> 16;
    let _ = write!(
        out,
        "<iframe width=\"560\" height=\"315\" src=\"https://{}/embed/{id:x}?rel=0\" \
         frameborder=\"0\" allowfullscreen sandbox=\"allow-scripts allow-same-origin\"></iframe>",
        host(rng)
    );
}

/// Markup that a tree builder has to repair, or a table or form.
pub fn odd(voice: &Voice, rng: &mut Rng, out: &mut String) {
    let (before, between, after) = rng.pick(&[
        (
            "<p><a href=\"https://example.org/\"><div>",
            "</div></a>",
            "</p>",
        ),
        ("<a href=\"/a\">", "<a href=\"/b\">", "</a></a>"),
        ("<b>", "<p>", "</b></p>"),
        ("<p>", "<div>x</div>", "</p>"),
        (
            "<table><tbody><tr><td>",
            "</td><td>",
            "</td></tr></tbody></table>",
        ),
        ("<table><tr><td>1<td>", "<tr><td>2<td>", "</table>"),
        (
            "<form action=\"/s\"><input name=\"q\">",
            "<button>",
            "</button></form>",
        ),
    ]);
    out.push_str(before);
    voice.phrase(3, rng, out);
    out.push_str(between);
    voice.phrase(3, rng, out);
    out.push_str(after);
}

/// An image with a caption, in one of four as a `picture`.
pub fn figure(voice: &Voice, rng: &mut Rng, out: &mut String) {
    let id = rng.next();
    let image = format!("https://{}/embed/{id:016x}", host(rng));
    out.push_str("<figure class=\"image\">");
    if rng.one_in(4) {
        let _ = write!(
            out,
            "<picture>        <source type=\"image/webp\" media=\"(min-width: 768px)\" \
             srcset=\"{image}-1080.webp\" onerror=\"this.srcset='{image}.jpeg'\">        \
             <img src=\"{image}.jpeg\" srcset=\"{image}-540.jpeg\" loading=\"lazy\" \
             referrerpolicy=\"no-referrer\">      </picture>    "
        );
    } else {
        let _ = write!(
            out,
            "<img src=\"{image}.jpeg\" data-asset-id=\"{id:016x}\" referrerpolicy=\"no-referrer\">"
        );
    }
    out.push_str("<figcaption><span>");
    if rng.one_in(2) {
        voice.phrase(4, rng, out);
    }
    out.push_str("</span></figcaption></figure>");
}

fn captioned(voice: &Voice, rng: &mut Rng, out: &mut String) {
    let id = rng.below(900_000);
    let image = format!("https://{}/files/2020/06/{id}", host(rng));
    let _ = write!(
        out,
        "<div id=\"attachment_{id}\" style=\"width: 510px\" class=\"wp-caption aligncenter\">\
         <img aria-describedby=\"caption-attachment-{id}\" class=\"wp-image-{id}\" \
         src=\"{image}-300x225.jpg\" alt=\"\" width=\"500\" height=\"375\" \
         srcset=\"{image}-300x225.jpg 300w, {image}-1024x768.jpg 1024w, {image}.jpg 1080w\" \
         sizes=\"(max-width: 500px) 100vw, 500px\" />\
         <p id=\"caption-attachment-{id}\" class=\"wp-caption-text\">"
    );
    voice.sentence(rng, out);
    out.push_str("</p></div>");
}
