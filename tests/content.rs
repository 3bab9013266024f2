//! The article as a reader sees it: the form of the seed, and every form of each part, written by hand.

mod common;

use std::borrow::Cow;

use newsprint::{
    Article, AsideKind, Content, ContentKind, ContentOptions, ContentRef, Dimension, Image, Rule,
    RuleKind, RulePlace, RuleText, Style,
};

/// An article in the form of the first real file.
const CLIP: &str = concat!(
    "<!--1618495142000-->\n[题目](https://example.org/a)\n------\n\n",
    "<div><i>Thu, 15 Apr 2021 13:23:59 GMT</i></div>",
    "<img src=\"https://images.weserv.nl?url=img.example.org/a_w900.jpg\" width=\"100%\">",
    "<div><small style=\"color: #999;\">图说（资料图）</small></div>",
    "<p>第一段。</p><p>第二段 &amp; 更多。</p>",
    "<br><hr><div>获取更多RSS：<br>",
    "<a href=\"https://feedx.net\" style=\"color:orange\" target=\"_blank\">https://feedx.net</a> <br>",
    "<a href=\"https://feedx.site\" style=\"color:orange\" target=\"_blank\">https://feedx.site</a><br></div>",
);

fn article(body: &str) -> String {
    format!("[t](https://example.org/)\n------\n\n{body}")
}

/// Returns the footer of the feed's provider.
fn footer<'c, 'a>(content: &'c Content<'a>) -> Option<ContentRef<'c, 'a>> {
    let mut asides = content.asides();
    let footer = asides.find(|aside| aside.aside_kind() == AsideKind::Footer);
    footer.map(|footer| footer.root())
}

/// Returns the blocks of a body, one per line.
fn outline(body: &str) -> String {
    let source = article(body);
    let article = Article::parse(&source).unwrap();
    let mut outline = String::new();
    outline_blocks(article.content().root(), 0, &mut outline);
    outline
}

fn outline_blocks(part: ContentRef<'_, '_>, depth: usize, out: &mut String) {
    for block in part.children() {
        let text = match block.kind() {
            ContentKind::Caption | ContentKind::Credit => continue,
            ContentKind::Paragraph | ContentKind::Heading | ContentKind::Preformatted => {
                format!(" {}", inline(block))
            }
            _ => String::new(),
        };
        let caption = said(block, ContentKind::Caption, ": ");
        let credit = said(block, ContentKind::Credit, " © ");
        let (indent, name) = (" ".repeat(depth), kind_of(block));
        let line = [indent, name, text, caption, credit].concat();
        out.push_str(&format!("{line}\n"));
        if block
            .children()
            .any(|part| !part.kind().is_inline() || part.is_block())
        {
            outline_blocks(block, depth + 1, out);
        }
    }
}

/// Returns the caption or credit of a block, after a mark.
fn said(block: ContentRef<'_, '_>, kind: ContentKind, mark: &str) -> String {
    let part = block.children().find(|part| part.kind() == kind);
    part.map_or(String::new(), |part| format!("{mark}{}", inline(part)))
}

fn kind_of(block: ContentRef<'_, '_>) -> String {
    let level = || block.as_heading().unwrap().level();
    match block.kind() {
        ContentKind::Paragraph => "p".to_owned(),
        ContentKind::Preformatted => "pre".to_owned(),
        ContentKind::Heading => format!("h{}", level()),
        ContentKind::ThematicBreak => "hr".to_owned(),
        ContentKind::BlockQuote => "quote".to_owned(),
        ContentKind::List => format!("list {:?}", block.as_list().unwrap().start()),
        ContentKind::ListItem => "-".to_owned(),
        ContentKind::Table => "table".to_owned(),
        ContentKind::TableRow => "row".to_owned(),
        ContentKind::TableCell => {
            let cell = block.as_table_cell().unwrap();
            let name = if cell.is_header() { "th" } else { "td" };
            format!("{name} {}x{}", cell.colspan(), cell.rowspan())
        }
        ContentKind::Image => {
            let image = block.as_image().unwrap();
            let link = image.link().map(|link| format!(" -> {}", link.value()));
            format!("img {}{}", src(image), link.unwrap_or_default())
        }
        ContentKind::Embed => {
            let embed = block.as_embed().unwrap();
            let src = embed.src().map(|src| src.into_value());
            format!(
                "{:?} {}",
                embed.embed_kind(),
                src.unwrap_or(Cow::Borrowed("-"))
            )
        }
        other => panic!("{other:?}"),
    }
}

fn src<'a>(image: Image<'_, 'a>) -> Cow<'a, str> {
    image.src().map(|src| src.into_value()).unwrap_or_default()
}

fn inline(part: ContentRef<'_, '_>) -> String {
    let mut out = String::new();
    for part in part.children() {
        out.push_str(&match part.kind() {
            ContentKind::Text => part.as_text().unwrap().to_owned(),
            ContentKind::Link => {
                let link = part.as_link().unwrap();
                format!("[{}]({})", inline(part), link.href().value())
            }
            ContentKind::Styled(style) => {
                let mark = match style {
                    Style::Emphasis => "_",
                    Style::Strong => "*",
                    Style::Code => "`",
                    Style::Strikethrough => "~",
                    Style::Superscript => "^",
                    Style::Subscript => ",",
                    other => panic!("{other:?}"),
                };
                [mark, &inline(part), mark].concat()
            }
            ContentKind::Break => "|".to_owned(),
            ContentKind::Image => format!("!{}!", src(part.as_image().unwrap())),
            other => panic!("{other:?}"),
        });
    }
    out
}

#[track_caller]
fn check(body: &str, expected: &str) {
    let expected: String = expected
        .trim_matches('\n')
        .lines()
        .fold(String::new(), |all, line| {
            all + line.strip_prefix("        ").unwrap_or(line) + "\n"
        });
    assert_eq!(outline(body), expected, "{body}");
}

#[test]
fn a_clip_has_dateline_lead_image_paragraphs_and_footer() {
    let article = Article::parse(CLIP).unwrap();
    let content = article.content();

    let dateline = content.dateline().unwrap();
    assert_eq!(dateline.raw(), "Thu, 15 Apr 2021 13:23:59 GMT");
    assert_eq!(dateline.span().of(CLIP), dateline.raw());
    let date = dateline.date().unwrap();
    assert_eq!(date.to_string(), "2021-04-15T13:23:59Z");

    let image = content.lead_image().unwrap();
    let src = image.src().unwrap();
    assert_eq!(
        *src,
        "https://images.weserv.nl?url=img.example.org/a_w900.jpg"
    );
    assert_eq!(src.span().of(CLIP), *src);
    assert_eq!(
        image.original_src().unwrap(),
        "http://img.example.org/a_w900.jpg"
    );
    assert_eq!(image.width(), Some(Dimension::Percent(100)));
    assert!(image.span().of(CLIP).starts_with("<img src="));
    let caption = image.caption().unwrap();
    assert_eq!(inline(caption), "图说（资料图）");
    assert!(caption.span().of(CLIP).starts_with("<div><small"));

    let blocks: Vec<_> = content.blocks().collect();
    let kinds: Vec<_> = blocks.iter().map(|block| block.kind()).collect();
    use ContentKind::Paragraph;
    assert_eq!(kinds, [ContentKind::Image, Paragraph, Paragraph]);
    assert_eq!(blocks[0].as_image(), Some(image));
    assert_eq!(blocks[2].span().of(CLIP), "<p>第二段 &amp; 更多。</p>");
    assert_eq!(
        content.to_text(),
        "图说（资料图）\n\n第一段。\n\n第二段 & 更多。"
    );

    let footer = footer(&content).unwrap();
    assert!(footer.span().of(CLIP).starts_with("<br><hr><div>"));
    assert_eq!(footer.span().end as usize, CLIP.len());
    assert_eq!(
        footer.text(),
        "获取更多RSS：\nhttps://feedx.net\nhttps://feedx.site"
    );
    let links: Vec<_> = footer
        .links()
        .map(|link| link.href().into_value())
        .collect();
    assert_eq!(links, ["https://feedx.net", "https://feedx.site"]);
    for link in footer.links() {
        assert_eq!(link.href().span().of(CLIP), *link.href());
        assert!(link.span().of(CLIP).ends_with("</a>"));
    }
}

#[test]
#[ignore = "needs ../shared"]
fn the_first_of_real_files_has_the_expected_content() {
    let source = common::shared::read("seed/1618495142000.md");
    let article = Article::parse(&source).unwrap();
    let content = article.content();
    let date = content.dateline().unwrap().date().unwrap();
    assert_eq!(date.to_string(), "2021-04-15T13:23:59Z");

    let image = content.lead_image().unwrap();
    assert!(src(image).starts_with("https://images.weserv.nl?url="));
    assert_eq!(
        image.original_src().unwrap(),
        "http://gdb.voanews.com/43EEA821-EB67-4FA7-94F7-64E69596B867_r1_s_w900.jpg"
    );
    let caption = inline(image.caption().unwrap());
    assert_eq!(caption.chars().count(), 40);
    assert!(caption.starts_with("美国气候特使") && caption.ends_with("（2021年4月14日）"));
    assert_eq!(content.images().count(), 1);

    assert_eq!(content.paragraphs().count(), 19);
    assert_eq!(content.blocks().count(), 20);
    for paragraph in content.paragraphs() {
        let markup = paragraph.span().of(&source);
        assert!(markup.starts_with("<p>") && markup.ends_with("</p>"));
    }

    let footer = footer(&content).unwrap();
    let links: Vec<_> = footer
        .links()
        .map(|link| link.href().into_value())
        .collect();
    assert_eq!(links, ["https://feedx.net", "https://feedx.top"]);
    assert!(footer.span().of(&source).starts_with("<br><hr><div>"));
    assert!(!content.to_text().contains("feedx"));
    assert!(!content.to_text().contains("GMT"));
}

fn dateline(body: &str) -> Option<(String, Option<String>)> {
    let source = article(body);
    let article = Article::parse(&source).unwrap();
    let content = article.content();
    let dateline = content.dateline()?;
    assert_eq!(
        dateline
            .span()
            .of(&source)
            .replace("&nbsp;", "\u{a0}")
            .trim(),
        dateline.raw()
    );
    Some((
        dateline.raw().to_owned(),
        dateline.date().map(|date| date.to_string()),
    ))
}

#[test]
fn a_dateline_is_a_date_in_its_place() {
    let rfc = "2021-04-15T13:23:59+08:00".to_owned();
    for (body, raw, date) in [
        (
            "<div><i>Thu, 15 Apr 2021 13:23:59 +0800</i></div>",
            "Thu, 15 Apr 2021 13:23:59 +0800",
            Some(rfc.clone()),
        ),
        (
            "\n<div>\n <i>\n15 Apr 2021 13:23:59 +0800 </i> <!-- - -->\n</div><p>x",
            "15 Apr 2021 13:23:59 +0800",
            Some(rfc),
        ),
        // In the wrapper of a post.
        (
            "<div>\n<div><i>Thu, 15 Apr 2021 13:23 GMT</i></div><p>x</p>\n</div>",
            "Thu, 15 Apr 2021 13:23 GMT",
            Some("2021-04-15T13:23:00Z".to_owned()),
        ),
        // These are not valid dates.
        (
            "<div><i>Thu, 99 Foo 2021 25:00</i></div>",
            "Thu, 99 Foo 2021 25:00",
            None,
        ),
        (
            "<div><i>Fri, 15 Apr 2021 13:23:59 GMT</i></div>",
            "Fri, 15 Apr 2021 13:23:59 GMT",
            None,
        ),
        (
            "<div><i>2021年4月15日</i></div>",
            "2021年4月15日",
            Some("2021-04-15".to_owned()),
        ),
        (
            "<div><i>2021-04-15T13:23:59.7Z</i></div>",
            "2021-04-15T13:23:59.7Z",
            Some("2021-04-15T13:23:59.700Z".to_owned()),
        ),
        ("<div><i>4月</i></div>", "4月", None),
        (
            "<div><i>15/07/2020 - 10:04</i></div>",
            "15/07/2020 - 10:04",
            Some("2020-07-15T10:04:00".to_owned()),
        ),
        ("<div><i>2020.7</i></div>", "2020.7", None),
        ("<div><i>Invalid Date</i></div>", "Invalid Date", None),
        ("<div><i>15&nbsp;April</i></div>", "15\u{a0}April", None),
    ] {
        assert_eq!(dateline(body), Some((raw.to_owned(), date)), "{body}");
    }
    for body in [
        "",
        "<div><i></i></div>",
        "<div><i>本报记者</i></div>",
        "<div><i>本文约3000字</i></div>",
        "<div><i>1984</i></div>",
        "<div><i> 1984. </i></div>",
        "<div><i>四月</i></div>",
        "<div><i>Monkeys, 15 of them, were seen</i></div>",
        "<div><i>Thu, 15 Apr 2021 13:23:59 GMT</i> by N. N.</div>",
        "<p>x</p><div><i>Thu, 15 Apr 2021 13:23:59 GMT</i></div>",
        "<i>Thu, 15 Apr 2021 13:23:59 GMT</i>",
        "<p><i>Thu, 15 Apr 2021 13:23:59 GMT</i></p>",
    ] {
        assert_eq!(dateline(body), None, "{body}");
    }
    // Text that is not a dateline stays.
    check("<div><i>本报记者</i></div>", "p _本报记者_");
}

#[test]
fn the_date_line_is_the_dateline() {
    let source = "[t](https://example.org/)\n------\n日期：Mon, 22 Jun 2020 06:58:39 +0000\n\n\
                  <div><i>Thu, 15 Apr 2021 13:23:59 GMT</i></div><p>x</p>";
    let article = Article::parse(source).unwrap();
    let content = article.content();
    let dateline = content.dateline().unwrap();
    assert_eq!(dateline.raw(), "Mon, 22 Jun 2020 06:58:39 +0000");
    assert_eq!(dateline.span().of(source), dateline.raw());
    let date = dateline.date().unwrap();
    assert_eq!(date.to_string(), "2020-06-22T06:58:39Z");
    // The other date is separate, too.
    assert_eq!(content.to_text(), "x");
    let aside = content.asides().next().unwrap();
    assert_eq!(aside.aside_kind(), AsideKind::Metadata);
}

const LONG: &str = "这是文章的第一段，它说明了事情的来龙去脉，提到了许多人物与地点，也引用了各方的说法，\
                    篇幅远远超过一条图片说明，所以无论如何都不应当被当成图片的说明文字，而要留在正文里。\
                    读者从这里开始读起，一直读到文章的末尾，中间还会遇到别的图片，那些图片也各有说明。";

#[test]
fn captions_of_figures() {
    check(
        "<figure><img src=a><figcaption>c <b>d</b></figcaption></figure><p>x</p>",
        "
        img a: c *d*
        p x",
    );
    check(
        "<figure><img src=a></figure><p>x</p>",
        "
        img a
        p x",
    );
    check(
        "<figure><img src=a><figcaption> <span></span></figcaption></figure><p>x</p>",
        "
        img a
        p x",
    );
    check(
        &format!("<figure><img src=a></figure><p>{LONG}</p>"),
        &format!(
            "
        img a
        p {LONG}"
        ),
    );
    // A figcaption of any length is a caption.
    check(
        &format!("<figure><img src=a><figcaption>{LONG}</figcaption></figure>"),
        &format!(
            "
        img a: {LONG}"
        ),
    );
    // A caption before the image, of two paragraphs, around a link.
    check(
        "<figure><figcaption><p>c</p><p>d</p></figcaption><a href=l><img src=a></a></figure>",
        "
        img a -> l: c|d",
    );
    check(
        "<figure><picture><source srcset=s><img src=a></picture><figcaption>c</figcaption></figure>",
        "
        img a: c",
    );
    check(
        "<figure><img src=a><noscript><img src=a></noscript><figcaption>c</figcaption></figure>",
        "
        img a: c",
    );
    check(
        "<figure>t <img src=a> u<figcaption>c</figcaption></figure>",
        "
        p t
        img a: c
        p u",
    );
    check(
        "<figure><iframe src=v></iframe><figcaption>c</figcaption></figure>",
        "
        Frame v: c",
    );
    // The last image of a gallery; each of nested figures.
    check(
        "<figure><img src=a><img src=b><figcaption>c</figcaption></figure>",
        "
        img a
        img b: c",
    );
    check(
        "<figure><figure><img src=a><figcaption>c</figcaption></figure><figcaption>d</figcaption></figure>",
        "
        img a: c
        p d",
    );
    // An image just before a figure without one.
    check(
        "<div><img src=a></div><figure><figcaption>c</figcaption></figure><p>x</p>",
        "
        img a: c
        p x",
    );
    check(
        "<p>x</p><figure><figcaption>c</figcaption></figure>",
        "
        p x
        p c",
    );
    check(
        "<figure><figcaption>c</figcaption><blockquote>q</blockquote></figure>",
        "
        p c
        quote
         p q",
    );
}

#[test]
fn captions_in_small_elements() {
    check(
        "<img src=a><div><small style='color: #999;'>c</small></div><p>x</p>",
        "
        img a: c
        p x",
    );
    check(
        "<img src=a><p>x</p>",
        "
        img a
        p x",
    );
    check(
        &format!("<img src=a><p>{LONG}</p>"),
        &format!(
            "
        img a
        p {LONG}"
        ),
    );
    check(
        "<img src=a><div><small></small></div><p>x</p>",
        "
        img a
        p x",
    );
    check(
        "<p>x <img src=a></p>\n<div>\n<small>c</small>\n</div>",
        "
        p x !a!
        p c",
    );
    check(
        "x <img src=a><div><small>c</small></div>",
        "
        p x
        img a: c",
    );
    // Not directly after the image; not alone; longer than a caption.
    check(
        "<img src=a><hr><div><small>c</small></div>",
        "
        img a
        hr
        p c",
    );
    check(
        "<img src=a><div><small>c</small> d</div>",
        "
        img a
        p c d",
    );
    let long = LONG.repeat(5);
    check(
        &format!("<img src=a><div><small>{long}</small></div>"),
        &format!(
            "
        img a
        p {long}"
        ),
    );
    // The second one is not a caption.
    check(
        "<img src=a><div><small>c</small></div><div><small>d</small></div>",
        "
        img a: c
        p d",
    );
}

#[test]
fn captions_with_a_class() {
    check(
        "<div class=wp-caption><a href=l><img src=a></a><p class='x wp-caption-text'>c</p></div><p>x</p>",
        "
        img a -> l: c
        p x",
    );
    check(
        "<div class=wp-caption><img src=a></div><p>x</p>",
        "
        img a
        p x",
    );
    check(
        &format!("<div class=wp-caption><img src=a></div><p>{LONG}</p>"),
        &format!(
            "
        img a
        p {LONG}"
        ),
    );
    check(
        &format!("<img src=a><p class=wp-caption-text>{LONG}</p>"),
        &format!(
            "
        img a: {LONG}"
        ),
    );
    check(
        "<p><img src=a><noscript><img src=a></noscript></p><p class=wp-caption-text>c</p>",
        "
        img a: c",
    );
    check(
        "<figure><img src=a><figcaption class=wp-caption-text>c</figcaption></figure>",
        "
        img a: c",
    );
    // The photographer, then the description.
    check(
        "<img src=a><div class=photo-credit>c</div><div><div class=photo-caption><p>d</p></div></div>",
        "
        img a: d © c",
    );
    check(
        "<p>x</p><p class=wp-caption-text>c</p>",
        "
        p x
        p c",
    );
    // The image is inline until its caption follows, and the elements around it end before it.
    for (text, said) in [
        ("x <b>y<img src=a></b>", "p x *y*"),
        ("<a href=l>x<b>y <img src=a></b></a>", "p [x*y*](l)"),
    ] {
        let image = if said.contains('(') {
            "img a -> l"
        } else {
            "img a"
        };
        check(
            &format!("<div>{text}<div class=wp-caption-text>c</div></div><p>z</p>"),
            &format!("{said}\n{image}: c\np z"),
        );
    }
    // The text before it ends without white space, however the white space is written.
    for text in ["x ", "x\n", "x &#32;", "&#120; ", "&#120;&#32;"] {
        check(
            &format!("{text}<img src=a><div class=wp-caption-text>c</div>"),
            "
        p x
        img a: c",
        );
    }
    // Another class inside does not start a second caption.
    check(
        "<img src=a><div class=wp-caption-text><span class=photo-credit>c</span> d</div>",
        "
        img a: c d",
    );
}

#[test]
fn lines_of_captions() {
    for (caption, said) in [
        ("c<br>d", "c|d"),
        ("c<p>d</p>", "c|d"),
        ("c<p><br>d</p>", "c|d"),
        ("c<br><p>d</p>", "c|d"),
        ("<p>c</p><br><br><p>d</p>", "c|d"),
        ("c<select><option>d<option>e</select>", "c|d|e"),
    ] {
        check(
            &format!("<table><caption>{caption}</caption><tr><td>x</table>"),
            &format!("table: {said}\n row\n  td 1x1\n   p x"),
        );
        check(
            &format!("<img src=a><figcaption>{caption}</figcaption>"),
            &format!("img a: {said}"),
        );
    }
}

#[test]
fn a_link_in_a_link_may_end_a_line_that_is_dropped() {
    check(
        "<a href=l>x<br><applet><a href=m><img src=a></a></applet></a><p>y</p>",
        "
        p [x](l)
        img a -> m
        p y",
    );
}

#[test]
fn captions_beside_figures_without_one() {
    let page = |caption: &str| {
        format!(
            "<div class='e1 FigureContainer'><div><img src=a></div></div>{caption}<div class=p><p>{LONG}</p></div>"
        )
    };
    let captioned = format!(
        "
        img a: c
        p {LONG}"
    );
    check(&page("<div class=c><p>c</p></div>"), &captioned);
    check(&page("\n<div><p>c</p></div>\n"), &captioned);
    check(
        &page(""),
        &format!(
            "
        img a
        p {LONG}"
        ),
    );
    // Text that looks like the paragraphs.
    check(
        &page("<div class=p><p>c</p></div>"),
        &format!(
            "
        img a
        p c
        p {LONG}"
        ),
    );
    // Without a figure.
    check(
        "<div class=photo><img src=a></div><div><p>c</p></div>",
        "
        img a
        p c",
    );
}

#[test]
fn the_lead_image_is_before_the_second_paragraph() {
    let lead = |body: &str| {
        let source = article(body);
        let article = Article::parse(&source).unwrap();
        let content = article.content();
        content.lead_image().map(|image| src(image).into_owned())
    };
    assert_eq!(
        lead("<p><a href=x><img src=a></a></p><p>x</p><img src=b>").as_deref(),
        Some("a")
    );
    assert_eq!(
        lead("<h1>x</h1><hr><img src=a><p>x</p>").as_deref(),
        Some("a")
    );
    assert_eq!(lead("<img src=a>text").as_deref(), Some("a"));
    assert_eq!(
        lead("&nbsp;&#8203;<br><br><img src=a>text").as_deref(),
        Some("a")
    );
    assert_eq!(lead("<ul><li><img src=a></ul>").as_deref(), Some("a"));
    assert_eq!(lead("<p>x</p><img src=a>").as_deref(), Some("a"));
    assert_eq!(lead("text <img src=a>").as_deref(), Some("a"));
    assert_eq!(lead("<p>x</p><p>y</p><img src=a>"), None);
    assert_eq!(lead("<p>x</p><blockquote>y</blockquote><img src=a>"), None);
    assert_eq!(lead("<p>x</p>"), None);
}

#[test]
fn images_keep_both_addresses() {
    let original = |src: &str| {
        let source = article(&format!("<img src=\"{src}\">"));
        let article = Article::parse(&source).unwrap();
        let content = article.content();
        let image = content.images().next().unwrap();
        let (written, original) = (image.src().unwrap(), image.original_src().unwrap());
        assert_eq!(written.span().of(&source), src);
        assert_eq!(image.is_proxied(), original != *written);
        original.into_owned()
    };
    for (src, expected) in [
        (
            "https://images.weserv.nl?url=e.org/a.jpg",
            "http://e.org/a.jpg",
        ),
        (
            "https://images.weserv.nl/?url=e.org/a.jpg",
            "http://e.org/a.jpg",
        ),
        (
            "//images.weserv.nl/?w=1&amp;url=ssl:e.org/a.jpg&amp;h=2",
            "https://e.org/a.jpg",
        ),
        (
            "https://wsrv.nl/?url=https%3A%2F%2Fe.org%2Fa%20b.jpg%3Fx%3D1&w=9",
            "https://e.org/a b.jpg?x=1",
        ),
        ("HTTPS://WSRV.NL/?url=HTTP://e.org/a", "HTTP://e.org/a"),
        (
            "https://wsrv.nl/?url=//e.org/%E4%B8%AD.jpg",
            "https://e.org/中.jpg",
        ),
        ("https://wsrv.nl/?url=ssl%3Ae.org/a", "https://e.org/a"),
        (
            "https://wsrv.nl/?url=e.org/100%.jpg",
            "http://e.org/100%.jpg",
        ),
        ("https://wsrv.nl/?url=e.org/%FF", "http://e.org/%FF"),
        ("https://wsrv.nl/?url=e.org/%20%00a", "http://e.org/ %00a"),
        (
            "https://i0.wp.com/e.org/a.jpg?resize=1%2C2&ssl=1",
            "https://e.org/a.jpg",
        ),
        ("https://i3.wp.com/e.org/a.jpg?w=640", "http://e.org/a.jpg"),
        (
            "https://i2.wp.com/e.org/a.jpg?w=1#038;ssl=1",
            "https://e.org/a.jpg",
        ),
        (
            "https://wsrv.nl/?url=i0.wp.com/e.org/a.jpg%3Fssl=1",
            "https://e.org/a.jpg",
        ),
        // Not proxies, or without the URL that they fetch.
        ("https://images.weserv.nl/", "https://images.weserv.nl/"),
        (
            "https://images.weserv.nl/?url=",
            "https://images.weserv.nl/?url=",
        ),
        (
            "https://images.weserv.nl/?url=ssl:",
            "https://images.weserv.nl/?url=ssl:",
        ),
        (
            "https://images.weserv.nl/?curl=e.org",
            "https://images.weserv.nl/?curl=e.org",
        ),
        ("https://i0.wp.com/?ssl=1", "https://i0.wp.com/?ssl=1"),
        (
            "https://i9.wp.com/e.org/a.jpg",
            "https://i9.wp.com/e.org/a.jpg",
        ),
        (
            "https://e.org/?url=https://f.org/a.jpg",
            "https://e.org/?url=https://f.org/a.jpg",
        ),
        ("a.jpg", "a.jpg"),
    ] {
        assert_eq!(original(src), expected, "{src}");
    }
}

#[test]
fn images_have_the_values_of_their_attributes() {
    let source =
        article("<img alt=b width=' 12.5px' height=x title=t><img src='a&amp;b' alt=c height=50%>");
    let article = Article::parse(&source).unwrap();
    let content = article.content();
    let [first, second] = content.images().collect::<Vec<_>>()[..] else {
        panic!()
    };
    assert_eq!((first.src(), first.original_src()), (None, None));
    assert_eq!(
        (first.alt().as_deref(), first.title().as_deref()),
        (Some("b"), Some("t"))
    );
    assert_eq!(
        (first.width(), first.height()),
        (Some(Dimension::Pixels(12)), None)
    );
    assert_eq!(*second.src().unwrap(), "a&b");
    assert_eq!(second.alt().as_deref(), Some("c"));
    assert_eq!(
        (second.width(), second.height()),
        (None, Some(Dimension::Percent(50)))
    );
}

#[test]
fn the_text_of_a_line_break_is_a_line_feed() {
    let source = article("<p>a<br>b</p>");
    let content = Article::parse(&source).unwrap().content();
    let mut parts = content.descendants();
    let line_break = parts.find(|part| part.kind() == ContentKind::Break);
    assert_eq!(line_break.unwrap().text(), "\n");
}

#[test]
fn a_byline_has_at_most_40_contributors() {
    let names: Vec<_> = ('一'..).take(45).map(|c| format!("王{c}")).collect();
    let source = article(&format!("<p class=by>记者 {}</p>", names.join("、")));
    let rule = Rule::new(RuleKind::Byline, RulePlace::Anywhere).class("by");
    let article = Article::parse(&source).unwrap();
    let content = article.content_with(&ContentOptions::new().rule(rule));
    let found = content.byline().unwrap().contributors();
    let found: Vec<_> = found.iter().map(|person| person.name()).collect();
    assert_eq!(found, names[..40]);
}

#[test]
fn footers_are_found_by_markers() {
    let feedx = "<div>获取更多RSS：<br><a href=u>u</a></div>";
    let parts = |body: &str, options: &ContentOptions| {
        let source = article(body);
        let article = Article::parse(&source).unwrap();
        let content = article.content_with(options);
        let footer = footer(&content).map(|footer| footer.span().of(&source).to_owned());
        (content.to_text(), footer.unwrap_or_default())
    };
    let default = ContentOptions::new();
    let footer = |body: &str| parts(body, &default).1;
    assert_eq!(footer(feedx), feedx);
    assert_eq!(
        footer(&format!("x<br><hr>{feedx}")),
        format!("<br><hr>{feedx}")
    );
    assert_eq!(
        footer(&format!("<div>\n<p>x</p><hr/>\n{feedx}\n</div>\n")),
        format!("<hr/>\n{feedx}")
    );
    // Not last; not at its beginning; not an element.
    assert_eq!(footer(&format!("{feedx}<p>x</p>")), "");
    assert_eq!(footer("<hr><div>x 获取更多RSS：</div>"), "");
    assert_eq!(footer("<hr>获取更多RSS："), "");

    let rule = "<p>x</p><hr><p>y</p><br><hr /><p> <small>&copy; z</small></p><p>w</p>";
    let marker = Rule::new(
        RuleKind::Aside(AsideKind::Footer),
        RulePlace::AfterThematicBreak,
    )
    .text(RuleText::StartsWith("© z".into()));
    let options = ContentOptions::new().rule(marker);
    let found = "<br><hr /><p> <small>&copy; z</small></p><p>w</p>";
    assert_eq!(
        parts(rule, &options),
        ("x\n\ny".to_owned(), found.to_owned())
    );
    assert_eq!(parts(rule, &default).1, "");
    assert_eq!(parts("<p>x</p><hr>", &options).1, "");
    assert_eq!(parts("<hr>© z", &options).1, "<hr>© z");
    assert_eq!(parts(feedx, &options).1, feedx);

    let offer = Rule::new(RuleKind::Aside(AsideKind::Footer), RulePlace::EndOfText)
        .text(RuleText::StartsWith("Subscribe".into()));
    let options = ContentOptions::new().rule(offer);
    for line in [
        "Subscribe!",
        "<b>Subscribe</b>",
        "<a href=/>Subscribe</a><br>",
    ] {
        let (text, footer) = parts(&format!("<p>x<br>y<br>{line}</p>"), &options);
        assert_eq!(text, "x\ny");
        assert_eq!(footer, format!("<br>{}", line.trim_end_matches("<br>")));
    }
    // Not a line, not the last line, not a single node; the whole paragraph.
    for body in [
        "<p>x Subscribe!</p>",
        "<p>x<br>Subscribe!<br>y</p>",
        "<p>x<br>Subscribe<b>!</b></p>",
        "<p><br>Subscribe!</p>",
    ] {
        assert_eq!(parts(body, &options).1, "", "{body}");
    }
    assert_eq!(
        parts(feedx, &ContentOptions::new().known_rules(false)).1,
        ""
    );
}

#[test]
fn text_outside_blocks_forms_paragraphs() {
    check(
        "a <b>b</b>\n c<p>d</p>e",
        "
        p a *b* c
        p d
        p e",
    );
    check(
        "a<br>b<br><br>c<br> <br>d<br>&nbsp;<br>e<br>",
        "
        p a|b
        p c
        p d
        p e",
    );
    check(
        "<div>a<div>b</div>c</div>",
        "
        p a
        p b
        p c",
    );
    check(
        "<b>a<br><br>b</b>",
        "
        p *a*
        p *b*",
    );
    check(
        "<p>&nbsp;</p><p> </p><br><p>　a</p>",
        "
        p a",
    );
    check(
        "<!-- x -->a<!-- y -->b",
        "
        p ab",
    );
    // An image alone on its line is a block.
    check(
        "a<br><img src=i><br>b <img src=j> c",
        "
        p a
        img i
        p b !j! c",
    );
    check(
        "<p><img src=i> <img src=j></p><p><a href=l><img src=k></a></p>",
        "
        img i
        img j
        img k -> l",
    );
}

#[test]
fn inlines_nest_as_their_elements_do() {
    check(
        "<a href=l title=t>a <b>b <i>c</i></b></a> <code>d</code><s>e</s><sup>f</sup><sub>g</sub>",
        "
        p [a *b _c_*](l) `d`~e~^f^,g,",
    );
    check(
        "<b>a <strong>b</strong></b><em><cite>c</cite></em><del>d</del><a name=x>e</a>",
        "
        p *a b*_c_~d~e",
    );
    // Across blocks, in each.
    check(
        "<a href=l>a<p>b</p><img src=i></a>",
        "
        p [a](l)
        p [b](l)
        img i -> l",
    );
    check(
        "<b>1<p>2</b>3</p>",
        "
        p *1*
        p *2*3",
    );
    // A link in a link, which is possible only with a table, counts.
    check(
        "<a href=l><b>a<table><td><a href=m>b</a></table></b></a>",
        "
        p [*a*](l)
        table
         row
          td 1x1
           p *[b](m)*",
    );
}

#[test]
fn white_space_is_as_in_a_browser() {
    check(
        "<p>\n  a\t<b> b </b>  c&#32; d&nbsp; e<br> f\n</p>",
        "
        p a *b *c d\u{a0} e|f",
    );
    check(
        "<pre>\n a\n\n  b<br>c</pre><p>d</p>",
        "pre  a\n\n  b|c\np d",
    );
}

#[test]
fn blocks_have_their_kinds() {
    check(
        "<h1>a</h1><h2>b<br>c</h2><h6><p>d</p></h6><h3><img src=i></h3>",
        "
        h1 a
        h2 b|c
        h6 d
        img i",
    );
    check(
        "<blockquote>a<p>b</p><blockquote>c</blockquote></blockquote>",
        "
        quote
         p a
         p b
         quote
          p c",
    );
    check(
        "<blockquote> </blockquote><ul></ul><ul><li></ul><table></table>",
        "",
    );
    check(
        "a<hr>b",
        "
        p a
        hr
        p b",
    );
    check(
        "a<iframe src=f>x</iframe>b<video><source src=v>x</video><audio src=s></audio><embed src=e>",
        "
        p a
        Frame f
        p b
        Video v
        Audio s
        Object e",
    );
    check(
        "<details><summary>a</summary>b</details><details open><summary>c</summary>d</details>",
        "
        p a
        p c
        p d",
    );
    check(
        "<section><header>a</header><address>b</address><fieldset><legend>c</legend>d</fieldset></section>",
        "
        p a
        p b
        p c
        p d",
    );
    check(
        "<p>a<script>x</script><style>y</style><template>z</template><b hidden>h</b></p>",
        "
        p a",
    );
}

#[test]
fn hidden_elements_are_not_content() {
    check(
        "a<canvas>b</canvas><object data=o>c</object><textarea>d</textarea>e",
        "
        p ab
        Object o
        p e",
    );
    check(
        "<select>a<option>b <i>c</i><optgroup label=l><option hidden>d</select>",
        "
        p b c
        p d",
    );
    check(
        "<select><option>a<hr><math><option>b</select>",
        "
        p a",
    );
    check(
        "<details>a<summary>b</summary><img src=i></details><dialog>c</dialog>",
        "
        p b",
    );
    check(
        "<math>a<mi>b</mi></math><svg><title>c</title><text>d</text></svg>",
        "
        p b
        p d",
    );
    check(
        "<p hidden>a</p><div popover>b</div><video hidden src=v></video><ruby>c<rp>(<rt>d</ruby>",
        "
        p c(d)",
    );
}

#[test]
fn lists_nest() {
    check(
        "<ul><li>a<li><p>b</p><ol start=3><li>c</ol></ul>",
        "
        list None
         -
          p a
         -
          p b
          list Some(3)
           -
            p c",
    );
    // Content in a list but outside of items continues the item before it.
    check(
        "<ol>x<li>a</li>y<ul><li>b</ul><li>c</ol>",
        "
        list Some(1)
         -
          p x
         -
          p a
          p y
          list None
           -
            p b
         -
          p c",
    );
    check(
        "<dl><dt>a<dd>b<dd>c<dt>d</dl>",
        "
        list None
         -
          p a
          p b
          p c
         -
          p d",
    );
    check(
        "<li>a<li>b<p>c",
        "
        list None
         -
          p a
         -
          p b
          p c",
    );
    check(
        "<ol start=-2><li>a</ol><ol start=x><li>b</ol><ol start=99999999999><li>c</ol>",
        "
        list Some(-2)
         -
          p a
        list Some(1)
         -
          p b
        list Some(1)
         -
          p c",
    );
}

#[test]
fn tables_have_rows_of_cells() {
    check(
        "<table><caption>c</caption><thead><tr><td>a<th>b</thead><tr><td colspan=2 rowspan=0>d<p>e</table>",
        "
        table: c
         row
          th 1x1
           p a
          th 1x1
           p b
         row
          td 2x0
           p d
           p e",
    );
    check(
        "a<table>b<tr><td><table><tr><td>c</table></table>",
        "
        p ab
        table
         row
          td 1x1
           table
            row
             td 1x1
              p c",
    );
    // Content of a table outside its rows gets its own cell.
    check(
        "<table><caption>c<hr></caption></table>",
        "
        table: c
         row
          td 1x1
           hr",
    );
    check(
        "<table><td colspan=70000 rowspan=70000>a<td colspan=0>b<td colspan=-1 rowspan=x>c</table>",
        "
        table
         row
          td 1000x65534
           p a
          td 1x1
           p b
          td 1x1
           p c",
    );
    check(
        "<table><caption>c</caption></table>",
        "
        p c",
    );
}

fn text(body: &str) -> String {
    let source = article(body);
    Article::parse(&source).unwrap().content().to_text()
}

#[test]
fn text_is_readable() {
    assert_eq!(
        text("<h1>a</h1><p>b<br>c</p><hr><img src=i alt=x>d"),
        "a\n\nb\nc\n\nd"
    );
    assert_eq!(
        text("a<ol start=9><li>b<li>c<br>d<ul><li>e</li><li>f<p>g</ul><li>h</ol>i"),
        "a\n\n9. b\n10. c\n    d\n    - e\n    - f\n\n      g\n11. h\n\ni"
    );
    assert_eq!(
        text("<ul><li><ul><li>a</ul><li><img src=i><li>b</ul>"),
        "- - a\n- b"
    );
    assert_eq!(text("<p>a</p><ul><li><hr>b</ul>"), "a\n\n- b");
    assert_eq!(
        text("<table><caption>c</caption><tr><th>a<th>b<tr><td><td>d<p>e<tr><td>f<td></table>g"),
        "c\na\tb\n\td e\nf\n\ng"
    );
    assert_eq!(
        text("<table><td>a<table><td>b<td>c</table>d<td><pre>e\nf</pre></table>"),
        "a b c d\te f"
    );
    assert_eq!(
        text("<ul><li><pre>a\n\n b\n</pre><p>c</ul><p>d"),
        "- a\n\n   b\n\n  c\n\nd"
    );
    assert_eq!(
        text("<blockquote>a</blockquote><figure><img src=i><figcaption>b</figcaption></figure>"),
        "a\n\nb"
    );
    assert_eq!(text(""), "");
    let mut streamed = String::new();
    let article = Article::parse(CLIP).unwrap();
    article.content().write_text(&mut streamed).unwrap();
    assert_eq!(streamed, article.content().to_text());
}

#[test]
fn spans_are_without_tags_around_them() {
    let spans = |body: &str| {
        let source = article(body);
        let article = Article::parse(&source).unwrap();
        let content = article.content();
        let parts = content
            .descendants()
            .map(|part| (part.kind(), part.span().of(&source).to_owned()));
        parts.collect::<Vec<_>>()
    };
    // The start tag of a style, before a block in the style.
    assert_eq!(
        spans("<strong><pre>一</pre></strong>")[0],
        (ContentKind::Preformatted, "<pre>一</pre>".to_owned())
    );
    // A tag between two texts, with a line feed that does not show.
    let texts = spans("<p>渡<u>\n轮</u></p>").split_off(1);
    assert_eq!(
        texts,
        ["渡", "轮"].map(|text| (ContentKind::Text, text.to_owned()))
    );
}

#[test]
fn text_maps_back() {
    let source = article("<ul><li>Salt &amp;  <b>pep&#112;er</b></ul>");
    let article = Article::parse(&source).unwrap();
    let text = article.content().to_text_with_spans();
    assert_eq!(text.text(), "- Salt & pepper");
    let runs: Vec<_> = text
        .runs()
        .iter()
        .map(|run| (&text.text()[run.text()], run.source().of(&source)))
        .collect();
    assert_eq!(
        runs,
        [
            ("Salt ", "Salt "),
            ("&", "&amp;"),
            (" ", "  "),
            ("pep", "pep"),
            ("p", "&#112;"),
            ("er", "er")
        ]
    );
    let of = |part| text.source_of(part).map(|span| span.of(&source));
    assert_eq!(of(2..4), Some("Sa"));
    assert_eq!(of(6..8), Some(" &amp;"));
    assert_eq!(of(11..13), Some("p&#112;"));
    assert_eq!(of(0..1), None);
    assert_eq!(of(2..15), Some("Salt &amp;  <b>pep&#112;er"));
    assert_eq!(of(99..100), None);
}

#[test]
fn odd_bodies_have_sensible_content() {
    let empty = article("");
    let content_of = |source: &'static str| Article::parse(source).unwrap().content();
    let article = Article::parse(&empty).unwrap();
    let content: Content<'_> = article.content();
    assert!(content.dateline().is_none() && footer(&content).is_none());
    assert!(content.blocks().next().is_none() && content.lead_image().is_none());
    assert_eq!(content.to_text(), "");
    check("<div>\n\n</div>\n", "");
    check("only text", "p only text");
    let content =
        content_of("[t](https://example.org/)\n------\n\n<br><hr><div>获取更多RSS：</div>");
    assert!(content.blocks().next().is_none() && footer(&content).is_some());
}

#[test]
fn content_crosses_threads_and_outlives_the_article() {
    fn is_send_and_sync<T: Send + Sync + Clone>(_: &T) {}
    let content = Article::parse(CLIP).unwrap().content();
    is_send_and_sync(&content);
    let text = content.paragraphs().next().unwrap().children().next();
    let literal: Option<&'static str> = text.unwrap().literal_text();
    assert_eq!(literal, Some("第一段。"));
}

#[test]
fn small_articles_lose_no_style() {
    let row = "<tr><td>12</td><td>7</td><td>345</td></tr>\n";
    let body = format!("<b><i><table>{}</table></i></b>", row.repeat(100));
    let html = content_html(&body);
    assert_eq!(html.matches("<strong>").count(), 300);
    assert_eq!(html.matches("<em>").count(), 300);
    let address = format!("https://click.example.org/{}", "x".repeat(300));
    let line = format!("<p>{}</p>", "y".repeat(40));
    for (between, links) in [("", 71), ("\n", 71)] {
        let lines = format!("{line}{between}").repeat(70);
        let html = content_html(&format!(
            "<p><a href=\"{address}\">Title</p>{between}{lines}"
        ));
        assert_eq!(html.matches(&address).count(), links);
    }
    let style = "font-family: Arial, sans-serif; font-size: 14px; line-height: 1.5; color: #333333";
    let lines = "<p>— Yes, he said then.</p>".repeat(180);
    let html = content_html(&format!("<p><font style=\"{style}\">Title</p>{lines}"));
    assert_eq!(html.matches("he said then").count(), 180);
}

fn content_html(body: &str) -> String {
    Article::parse(&article(body)).unwrap().content().to_html()
}

#[test]
fn a_footer_is_searched_in_200_nodes() {
    for (comments, is_footer) in [(190, true), (200, false)] {
        let body = format!(
            "<p>x</p><div>{}获取更多RSS</div>",
            "<!---->".repeat(comments)
        );
        let source = article(&body);
        let content = Article::parse(&source).unwrap().content();
        assert_eq!(footer(&content).is_some(), is_footer);
    }
}

#[test]
fn options_are_read_back_and_keep_each_other() {
    let read = |options: &ContentOptions| {
        let (keeps, joins) = (options.get_keep_asides(), options.get_join_lines());
        (keeps, options.get_known_rules(), joins)
    };
    let options = ContentOptions::new();
    assert_eq!(read(&options), (false, true, true));
    let options = options.keep_asides(true);
    assert_eq!(read(&options), (true, true, true));
    let options = options.known_rules(false).join_lines(false);
    assert_eq!(read(&options), (true, false, false));
    assert!(options.rules().is_empty());
    let rule = Rule::new(RuleKind::Byline, RulePlace::Anywhere).class("by");
    let options = options.rule(rule.clone());
    assert_eq!(options.rules(), [rule]);
    assert_eq!(read(&options), (true, false, false));
}

#[test]
fn items_outside_of_lists_form_one_list() {
    check(
        "<p>a</p><li>b</li><li>c<li>d</li><p>e</p><li>f</li>",
        "
        p a
        list None
         -
          p b
         -
          p c
         -
          p d
        p e
        list None
         -
          p f",
    );
}

#[test]
fn a_style_in_a_superscript_does_not_end_it() {
    let source = article("<figure><img src=1.jpg><figcaption>a<sup>b<strong>c</strong>d</sup>e");
    let content = Article::parse(&source).unwrap().content();
    let caption = content.images().next().unwrap().caption().unwrap();
    assert_eq!(caption.text(), "a^(bcd)e");
}
