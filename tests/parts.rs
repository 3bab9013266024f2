//! Where the parts of an article start and end, and what only looks like a part.

use newsprint::{Article, ContentOptions, Rule};

/// Returns the parts of a body: `text`, `dateline`, `byline` and the asides, each after its name. The lines
/// of a text are separated by `|`.
fn parts_with(body: &str, options: &ContentOptions) -> String {
    let source = format!("[题目](https://example.org/)\n------\n\n{body}");
    let article = Article::parse(&source).unwrap();
    let content = article.content_with(options);
    let mut parts = vec![content.to_text()];
    parts.extend(
        content
            .dateline()
            .map(|it| format!("dateline {}", it.raw())),
    );
    parts.extend(content.byline().map(|it| format!("byline {}", it.raw())));
    let asides = content.asides();
    parts.extend(asides.map(|it| format!("{} {}", it.aside_kind(), it.text())));
    parts.join("; ").replace("\n\n", "|").replace('\n', "/")
}

#[track_caller]
fn check(cases: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (body, expected) in cases {
        let found = parts_with(body, &ContentOptions::new());
        if found != *expected {
            wrong.push(format!("{body}\n   {found}\n   {expected}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_notice_is_not_the_article() {
    check(&[
        (
            "<p>一</p><div>© 某报<p>二</p></div>",
            "一; copyright © 某报|二",
        ),
        (
            "<p>一</p><div>© 某报<p>二</p><p>三</p></div>",
            "一|© 某报|二|三",
        ),
        ("<p>一</p><div>© 某报<img src=1.jpg></div>", "一|© 某报"),
        (
            "<p>一</p><div>© 某报<span hidden>二</span></div>",
            "一|© 某报",
        ),
        ("<div>© 某报<p>一</p></div>", "© 某报|一"),
    ]);
}

#[test]
fn one_thematic_break_belongs_to_the_part_after_it() {
    for before in ["<hr><br>", "<p>——</p>", "<br><hr>", "<br>"] {
        let body = format!("<p>一</p><hr>{before}<p>© 某报</p>");
        let source = format!("[t](https://example.org/)\n------\n\n{body}");
        let content = Article::parse(&source).unwrap().content();
        let aside = content.asides().next().unwrap();
        let span = aside.span().of(&source);
        assert_eq!(
            span.matches("<hr>").count() + span.matches("——").count(),
            1,
            "{span}"
        );
    }
}

#[test]
fn a_title_without_text_after_it_is_a_heading() {
    check(&[
        ("<div>题目</div><p>一</p>", "一; title 题目"),
        ("<h3>题目</h3><p>一</p>", "一; title 题目"),
        ("<h3>题目</h3>", "; title 题目"),
        ("<div>题目</div>", "题目"),
        ("<p>题目</p>", "题目"),
        ("<p>题目</p><!--c--> <p></p>", "题目"),
    ]);
}

#[test]
fn a_byline_has_only_visible_text() {
    check(&[
        ("<p>一</p><p>记者：某甲</p>", "一; byline 记者：某甲"),
        (
            "<p>一</p><p>记者：某甲<script>x()</script></p>",
            "一; byline 记者：某甲",
        ),
        (
            "<p>一</p><p>记者：某甲<span hidden>某乙</span></p>",
            "一|记者：某甲",
        ),
        (
            "<p>一</p><p>记者：某甲<ruby>某乙<rp>(</rp></ruby></p>",
            "一; byline 记者：某甲某乙",
        ),
        (
            "<p>一</p><p>记者：某甲<span hidden>某乙</span><b>某丙</b></p>",
            "一|记者：某甲某丙",
        ),
        ("<p>一</p><p>记者：某甲<img src=1.jpg></p>", "一|记者：某甲"),
    ]);
}

#[test]
fn white_space_between_the_texts_of_a_byline_is_collapsed() {
    check(&[
        ("<p>一</p><p>记者：<b>某甲</b></p>", "一; byline 记者：某甲"),
        (
            "<p>一</p><div class=byline>某甲<br>某乙</div>",
            "一; byline 某甲 某乙",
        ),
        (
            "<p>一</p><p>记者：<b>某甲</b> \n <i>编辑：某乙</i></p>",
            "一; byline 记者：某甲 编辑：某乙",
        ),
        (
            "<p>一</p><p>记者：<b>某甲</b>\n\u{3000} <i>编辑：某乙</i></p>",
            "一; byline 记者：某甲\u{3000}编辑：某乙",
        ),
        (
            "<p>一</p><p>记者：<b>某甲</b><i>\u{3000}编辑：某乙</i></p>",
            "一; byline 记者：某甲\u{3000}编辑：某乙",
        ),
    ]);
}

#[test]
fn bylines_and_what_looks_like_one() {
    for byline in [
        "记者：某甲",
        "By John Smith",
        "By: John Smith",
        "作者：van Gogh",
        "某甲/某乙（综合，路透社）",
        "（某甲/某乙）",
        "人民网记者：某甲",
    ] {
        let found = parts_with(&format!("<p>一</p><p>{byline}</p>"), &ContentOptions::new());
        assert_eq!(found, format!("一; byline {byline}"));
    }
    for text in [
        "By the sea",
        "图 美联社记者：某甲",
        "本文首发于某某市某某某某日报记者：某甲",
        "记者：某甲，编辑：某乙",
        "记者：一二三四五六七八九十一二三四五六七",
        "By Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    ] {
        let found = parts_with(&format!("<p>一</p><p>{text}</p>"), &ContentOptions::new());
        assert_eq!(found, format!("一|{text}"));
    }
}

#[test]
fn contributors_of_an_author_value() {
    for (author, expected) in [
        ("驻京 新华社记者：某甲", "记者 某甲"),
        ("驻京 法新社 记者：某甲", "记者 某甲"),
        ("文某甲", "- 文某甲"),
        ("文：某甲", "文 某甲"),
        ("Byron Lee", "- Byron Lee"),
        ("By Byron Lee", "By Byron Lee"),
    ] {
        let source = format!(
            "---\ntitle: \"t\"\nauthor: {author}\n---\n[t](https://example.org/)\n------\n\n<p>一</p>"
        );
        let article = Article::parse(&source).unwrap();
        let content = article.content();
        let people = content.byline().unwrap().contributors();
        let people = people
            .iter()
            .map(|it| format!("{} {}", it.role().unwrap_or("-"), it.name()));
        assert_eq!(people.collect::<Vec<_>>().join(", "), expected, "{author}");
    }
}

#[test]
fn names_of_chinese_are_separated_by_white_space() {
    for (byline, expected) in [
        ("张三 李四", &["张三", "李四"][..]),
        ("张 王 李", &["张", "王", "李"]),
        // A name of two characters may be written with a space in it.
        ("张 三", &["张 三"]),
        ("Ann Lee", &["Ann Lee"]),
        // As are names in Hangul, from its first letter on.
        ("Ann\u{1100} Lee", &["Ann\u{1100}", "Lee"]),
    ] {
        let source =
            format!("[t](https://example.org/)\n------\n\n<p class=byline>{byline}</p><p>一</p>");
        let article = Article::parse(&source).unwrap();
        let content = article.content();
        let people = content.byline().unwrap().contributors();
        let names: Vec<_> = people.iter().map(|person| person.name()).collect();
        assert_eq!(names, expected, "{byline}");
    }
}

#[test]
fn a_time_in_a_byline_is_not_the_date() {
    check(&[
        // If the date was found first, the element around it is not the byline.
        (
            "<article class=byline><time>2021-04-15</time><p>一</p></article><p>二</p>",
            "一|二; dateline 2021-04-15",
        ),
        (
            "<p>一</p><div class=byline>张三 <time>2021-04-15</time></div><p>二</p>",
            "一|二; byline 张三 2021-04-15",
        ),
        (
            "<p>一</p><div class=byline>张三 <time>2021-04-15</time></div><p>二</p>\
             <div class=sharedaddy>分享 <time>2021-04-16</time></div>",
            "一|二; dateline 2021-04-16; byline 张三 2021-04-15; share 分享",
        ),
    ]);
}

#[test]
fn text_after_many_empty_elements_is_still_text() {
    // A credit below a picture may come before the byline, text may not.
    let empty = "<b></b>".repeat(200);
    let body = format!("<div><small>{empty}</small>一</div><p>文/张三</p><p>二</p>");
    check(&[
        (&body, "一|文/张三|二"),
        (
            "<div><img src=1.jpg><small>一</small></div><p>文/张三</p><p>二</p>",
            "一|二; byline 文/张三",
        ),
    ]);
}

#[test]
fn the_last_line_may_be_a_byline() {
    let plain = ContentOptions::new().known_rules(false);
    let body = "<p>一</p><p>他说。（记者 某甲）</p>";
    assert_eq!(parts_with(body, &plain), "一|他说。（记者 某甲）");
    check(&[
        (body, "一|他说。; byline （记者 某甲）"),
        (
            "<p>一<br>他说。（记者 某甲）</p>",
            "一/他说。; byline （记者 某甲）",
        ),
        ("<p>一<br>记者：某甲</p>", "一; byline 记者：某甲"),
        ("<p>他说。（记者：某甲</p>", "他说。（记者：某甲"),
        // After a part at the start.
        (
            "<div><i>Thu, 15 Apr 2021 13:23:59 GMT</i></div><p>他说。（记者 某甲）</p>",
            "他说。; dateline Thu, 15 Apr 2021 13:23:59 GMT; byline （记者 某甲）",
        ),
    ]);
}

#[test]
fn media_may_be_before_the_parts_at_the_start() {
    let date = "<div><i>Thu, 15 Apr 2021 13:23:59 GMT</i></div>";
    let has_dateline = |before: &str| {
        let found = parts_with(&format!("{before}{date}<p>一</p>"), &ContentOptions::new());
        found.contains("dateline")
    };
    for before in [
        "<img src=1.jpg>",
        "<div><img src=1.jpg></div>",
        "<div><img src=1.jpg><small>图</small></div>",
        "<figure><div><blockquote><p><a href=/>帖子</a></p></blockquote></div></figure>",
        "<p></p>",
    ] {
        assert!(has_dateline(before), "{before}");
    }
    for before in ["<div><img src=1.jpg>二</div>", "<p>二</p>"] {
        assert!(!has_dateline(before), "{before}");
    }
    let page = format!("<p> </p><main>{date}<p>一</p></main><div>二</div>");
    assert!(parts_with(&page, &ContentOptions::new()).contains("dateline"));
}

#[test]
fn dates_in_asides_and_bylines() {
    check(&[
        ("<p>一<time>2021-04-15</time></p>", "一2021-04-15"),
        (
            "<p>一</p><time class=entry-date>2021-04-15</time><p>二</p>",
            "一|二; dateline 2021-04-15",
        ),
        (
            "<p>一</p><footer>© 某报 <time>2021-04-15</time></footer>",
            "一; dateline 2021-04-15; copyright © 某报",
        ),
        (
            "<p>一</p><div class=byline>某甲 <time>2021-04-15</time></div><p>二</p>",
            "一|二; byline 某甲 2021-04-15",
        ),
        // The date is not also the byline.
        (
            "<div class=byline><time>2021-04-15</time></div><p>一</p>",
            "一; dateline 2021-04-15",
        ),
        // A hidden date does not remove a visible byline.
        (
            "<p>一</p><div hidden><time class=entry-date>2021-04-15</time></div><p>记者：某甲</p>",
            "一; byline 记者：某甲",
        ),
    ]);
}

#[test]
fn a_class_alone_does_not_make_an_aside_at_the_end() {
    let prose = "长".repeat(60);
    for class in [
        "navigation",
        "pullquote",
        "comments",
        "story-body__introduction",
    ] {
        let body = format!("<p>一</p><p>© 某报</p><div class={class}>{prose}</div>");
        let expected = format!("一|© 某报|{prose}");
        assert_eq!(
            parts_with(&body, &ContentOptions::new()),
            expected,
            "{class}"
        );
    }
    let body = format!("<p>一</p><p>© 某报</p><div class=sharedaddy>{prose}</div>");
    let expected = format!("一; copyright © 某报; share {prose}");
    assert_eq!(parts_with(&body, &ContentOptions::new()), expected);
    check(&[
        ("<p>一</p><p>© 某报</p><div><hr></div>", "一|© 某报"),
        (
            "<p>一</p><p>© 某报</p><div><br></div>",
            "一; copyright © 某报",
        ),
    ]);
}

#[test]
fn only_a_style_hides_an_element() {
    check(&[
        (
            "<p>一</p><h2 style='display: none'>二</h2>",
            "一; hidden 二",
        ),
        (
            "<p>一</p><h2 title=a style='display: none'>二</h2>",
            "一; hidden 二",
        ),
        ("<p>一</p><h2 title='display: none'>二</h2>", "一|二"),
        (
            "<p>一</p><p title='display: none' class=title>二</p>",
            "一|二",
        ),
        // Images are hidden until they are loaded.
        ("<p>一<img src=1.jpg style='display: none'></p>", "一"),
    ]);
}

#[test]
fn the_label_of_a_figure() {
    check(&[
        (
            "<p>一</p><figure>Image<img src=1.jpg></figure>",
            "一; artifact Image",
        ),
        ("<p>一</p><p>Image</p>", "一|Image"),
    ]);
}

#[test]
fn at_most_32_elements_are_searched_for_prose() {
    let body = format!(
        "<p>一</p>{}<p>二</p>",
        "<nav><a href=/>三</a></nav>".repeat(40)
    );
    let source = format!("[t](https://example.org/)\n------\n\n{body}");
    let article = Article::parse(&source).unwrap();
    assert_eq!(article.content().asides().count(), 32);
}

#[test]
fn captions_beside_figures_and_in_pairs() {
    let captions = |body: &str, rules: &[Rule]| {
        let source = format!("[t](https://example.org/)\n------\n\n{body}");
        let article = Article::parse(&source).unwrap();
        let options = rules
            .iter()
            .cloned()
            .fold(ContentOptions::new(), ContentOptions::rule);
        let content = article.content_with(&options);
        let said = |image: newsprint::Image<'_, '_>| {
            let [caption, credit] = [image.caption(), image.credit()]
                .map(|it| it.map_or_else(String::new, |it| it.text().into_owned()));
            format!("{caption}/{credit}")
        };
        content.images().map(said).collect::<Vec<_>>().join(" ")
    };
    let long = "长".repeat(41);
    let breaks = |count| "<br>".repeat(count);
    let mut wrong = Vec::new();
    for (body, expected) in [
        // A pair of a picture and its caption, which is a part of the body.
        ("<div><div><img src=1.jpg></div><div><p>图</p></div></div><p>一</p>".to_owned(), "图/"),
        ("<div><div><p>某社</p><img src=1.jpg></div><div><p>图</p></div></div><p>一</p>".to_owned(), "图/"),
        (format!("<div><div><p>{long}</p><img src=1.jpg></div><div><p>图</p></div></div><p>一</p>"), "/"),
        ("<div><div><img src=1.jpg><img src=2.jpg></div><div><p>图</p></div></div><p>一</p>".to_owned(), "/ /"),
        ("<div><div><img src=1.jpg></div><div><p>图</p></div></div>".to_owned(), "/"),
        ("<div><h2>二</h2><div><img src=1.jpg></div><div><p>图</p></div></div><p>一</p>".to_owned(), "/"),
        ("<div><section><img src=1.jpg></section><div><p>图</p></div></div><p>一</p>".to_owned(), "/"),
        (format!("<div><div>{}<img src=1.jpg></div><div><p>图</p></div></div><p>一</p>", breaks(196)), "图/"),
        (format!("<div><div>{}<img src=1.jpg></div><div><p>图</p></div></div><p>一</p>", breaks(197)), "图/"),
        (format!("<div><div>{}<img src=1.jpg></div><div><p>图</p></div></div><p>一</p>", breaks(198)), "/"),
        (format!("<div><div><img src=1.jpg>{}</div><div><p>图</p></div></div><p>一</p>", breaks(300)), "/"),
        ("<section class=figure><img src=1.jpg></section><div><p>图</p></div><p>一</p>".to_owned(), "/"),
        ("<div class=Figure><img src=1.jpg></div><div><p>图</p></div><p>一</p>".to_owned(), "图/"),
        // Inline.
        ("<p><img src=1.jpg><small>图</small></p>".to_owned(), "图/"),
        ("<p><img src=1.jpg><small>图</small><br><!--c--> <span></span></p>".to_owned(), "图/"),
        ("<p><img src=1.jpg><small>图</small>一</p>".to_owned(), "/"),
        // A caption, then a credit.
        ("<img src=1.jpg><p class=wp-caption-text>图</p><p>图像来源，某社</p>".to_owned(), "图/图像来源，某社"),
        ("<p><img src=1.jpg><span class=wp-caption-text>图</span></p>".to_owned(), "图/"),
        ("<figure><img src=1.jpg><figcaption>图</figcaption></figure><p class=wp-caption-text>二</p>".to_owned(), "图\n二/"),
    ] {
        let found = captions(&body, &[]);
        if found != expected {
            wrong.push(format!("{body}\n   {found}\n   {expected}"));
        }
    }
    use newsprint::{
        RuleKind::{Caption, Credit},
        RulePlace::{AfterFigure, AfterImage},
    };
    let both = [
        Rule::new(Credit, AfterImage).class("a"),
        Rule::new(Caption, AfterImage).class("b"),
    ];
    let found = captions("<img src=1.jpg><p class='a b'>图</p>", &both);
    assert_eq!(found, "图/");
    let found = captions("<img src=1.jpg><p class='a'>图</p>", &both);
    assert_eq!(found, "/图");
    let div = [Rule::new(Caption, AfterFigure).element("div")];
    for (body, expected) in [
        (
            "<div class=figure><img src=1.jpg></div><div><b>图</b></div><p>一</p>",
            "图/",
        ),
        (
            "<div class=figure><img src=1.jpg></div><div><b>图</b><i>二</i></div><p>一</p>",
            "/",
        ),
    ] {
        let found = captions(body, &div);
        if found != expected {
            wrong.push(format!("{body}\n   {found}\n   {expected}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
