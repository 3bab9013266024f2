//! Differences between the source and the content that a reader sees: white space that formats the source,
//! marks, indents, numbers of lists, superscripts and subscripts, bold runs.

use newsprint::{Article, ContentKind, ContentOptions, Style};

fn clip(body: &str) -> String {
    format!("[t](https://example.org/)\n------\n\n{body}")
}

/// Returns text, Markdown and HTML of a body, without the line end after them.
fn forms(body: &str) -> [String; 3] {
    let source = clip(body);
    let content = Article::parse(&source).expect(body).content();
    [content.to_text(), content.to_markdown(), content.to_html()]
        .map(|form| form.trim_end().to_owned())
}

fn text(body: &str) -> String {
    let [text, ..] = forms(body);
    text
}

/// Returns the source of each part of a text.
fn runs(body: &str) -> Vec<(String, String)> {
    let source = clip(body);
    let text = Article::parse(&source)
        .expect(body)
        .content()
        .to_text_with_spans();
    let runs = text.runs().iter();
    runs.map(|run| {
        let said = text.text()[run.text()].to_owned();
        (said, run.source().of(&source).to_owned())
    })
    .collect()
}

#[test]
fn line_feeds_between_wide_characters_are_removed() {
    for (body, expected) in [
        (
            "<p>\n 船期\n <strong>\n 已改\n </strong>\n ，請看\n</p>",
            "船期已改，請看",
        ),
        ("<p>中\r\n\t文</p>", "中文"),
        ("中 <b>\n文</b>", "中文"),
        ("中<b> </b>\n文", "中文"),
        ("中\n&#25991;\n字", "中文字"),
        ("か\nな\nㄅ\n々", "かなㄅ々"),
        ("说：\n“好”\n的", "说：“好”的"),
        ("中 文", "中 文"),
        ("中\t文", "中 文"),
        ("中\na\n文", "中 a 文"),
        ("한\n국", "한 국"),
        ("中\n국", "中 국"),
        ("a\nb", "a b"),
        ("中&#10;文", "中 文"),
        ("中\n<img src=i>\n文", "中  文"),
        ("<pre>中\n文</pre>", "中\n文"),
        ("中<br>\n文", "中\n文"),
    ] {
        assert_eq!(text(body), expected, "{body}");
    }
    let source = clip("<p>中\n文</p>");
    let article = Article::parse(&source).unwrap();
    assert_eq!(article.body().inner_text(), "中 文");
    let options = ContentOptions::new().join_lines(false);
    assert!(!options.get_join_lines() && ContentOptions::new().get_join_lines());
    assert_eq!(article.content_with(&options).to_text(), "中 文");
    assert_eq!(article.content_with(&options).to_markdown(), "中 文\n");
}

#[test]
fn removed_white_space_belongs_to_no_text() {
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(
        runs("<p>船\n期<b>\n已\n</b>\n改 了</p>"),
        [
            pair("船", "船"),
            pair("期", "期"),
            pair("已", "已"),
            pair("改 了", "改 了")
        ]
    );
}

#[test]
fn quotations_have_their_marks() {
    assert_eq!(
        forms("他说<q>你好<q>内<q>深</q></q></q>。<q>二"),
        [
            "他说“你好‘内‘深’’”。“二”",
            "他说“你好‘内‘深’’”。“二”",
            "<p>他说“你好‘内‘深’’”。“二”</p>",
        ]
    );
    let marks = runs("a<q cite=x>b</q>");
    let marks: Vec<_> = marks
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    assert_eq!(
        marks,
        [("a", "a"), ("“", "<q cite=x>"), ("b", "b"), ("”", "</q>")]
    );
    assert_eq!(text("他说\n<q>\n你好\n</q>\n。"), "他说“你好”。");
    assert_eq!(text("a <q> b </q> c"), "a “ b ” c");
    // A browser ends the quotation in the element in which it began.
    assert_eq!(text("<b>a<q>b</b>c</q>d"), "a“b”cd");
}

#[test]
fn ruby_readings_are_in_brackets() {
    for (body, expected) in [
        ("<ruby>漢字<rt>かんじ</ruby>と", "漢字(かんじ)と"),
        (
            "<ruby>漢<rp>（</rp><rt>かん</rt><rp>）</rp>字<rt>じ</rt></ruby>",
            "漢(かん)字(じ)",
        ),
        (
            "<ruby>\n漢\n<rt>かん</rt>\n字\n<rt>じ</rt>\n</ruby>\n。",
            "漢(かん)字(じ)。",
        ),
        ("<ruby>漢<rt></rt></ruby>字", "漢字"),
    ] {
        assert_eq!(text(body), expected, "{body}");
        assert_eq!(forms(body)[1], expected, "{body}");
        assert_eq!(forms(body)[2], format!("<p>{expected}</p>"), "{body}");
    }
}

#[test]
fn indents_are_removed() {
    for (body, expected) in [
        ("<p>\u{3000}\u{3000}甲<br>\u{3000}乙", "甲\n乙"),
        ("<p>&emsp;&emsp;甲<p>&nbsp; &nbsp; <b>乙</b>", "甲\n\n乙"),
        (
            "<p>\u{feff}\u{200b} \u{3000}<a href=x>甲</a>\u{3000}乙",
            "甲\u{3000}乙",
        ),
        ("<h2>\u{3000}甲</h2><ul><li>\u{3000}乙</ul>", "甲\n\n- 乙"),
        (
            "<p>&#8203;<p>&nbsp;<p>\u{3000}<p>&shy;<p>\u{feff}<p>&zwnj;&lrm;<p>甲",
            "甲",
        ),
        ("甲<br>\u{200b}<br>乙", "甲\n\n乙"),
        ("<pre>\u{3000}甲</pre>", "\u{3000}甲"),
        ("<p>a\u{200b}b", "a\u{200b}b"),
    ] {
        assert_eq!(text(body), expected, "{body}");
    }
    let [_, markdown, html] = forms("<p>\u{3000}\u{3000}甲<p>\u{200b}");
    assert_eq!([markdown.as_str(), &html], ["甲", "<p>甲</p>"]);
}

#[test]
fn bold_runs_that_touch_are_one() {
    let body = "<p><strong>会否</strong><strong>“</strong><b><i>某</i></b><b><i>时</i>刻</b>”<b>？</b> <b>a</b></p>";
    let source = clip(body);
    let content = Article::parse(&source).unwrap().content();
    let strong = content
        .descendants()
        .filter(|part| part.kind() == ContentKind::Styled(Style::Strong));
    let texts: Vec<_> = strong.clone().map(|part| part.text()).collect();
    assert_eq!(texts, ["会否“某时刻", "？", "a"]);
    let spans: Vec<_> = strong.map(|part| part.span().of(&source)).collect();
    assert_eq!(
        spans[0],
        "<strong>会否</strong><strong>“</strong><b><i>某</i></b><b><i>时</i>刻</b>"
    );
    assert_eq!(
        content
            .descendants()
            .filter(|part| part.kind() == ContentKind::Styled(Style::Emphasis))
            .count(),
        1
    );
    // Neither lines, nor links, nor scripts, nor code.
    for (body, html) in [
        (
            "<b>a</b><br><b>b</b>",
            "<strong>a</strong><br><strong>b</strong>",
        ),
        ("<i>a</i><b>b</b>", "<em>a</em><strong>b</strong>"),
        ("<sup>a</sup><sup>b</sup>", "<sup>a</sup><sup>b</sup>"),
        (
            "<code>a</code><code>b</code>",
            "<code>a</code><code>b</code>",
        ),
        ("<b>中</b>\n<b>文</b>", "<strong>中文</strong>"),
    ] {
        assert_eq!(forms(body)[2], format!("<p>{html}</p>"), "{body}");
    }
}

#[test]
fn items_have_the_numbers_of_the_source() {
    for (body, expected) in [
        ("<ol><li value=100>甲<li>乙</ol>", "100. 甲\n101. 乙"),
        (
            "<ol reversed><li>三<li>二<li>一</ol>",
            "3. 三\n2. 二\n1. 一",
        ),
        (
            "<ol reversed start=10><li>a<li value=3>b<li>c</ol>",
            "10. a\n3. b\n2. c",
        ),
        ("<ol start=-1><li>a<li>b<li>c</ol>", "-1. a\n0. b\n1. c"),
        (
            "<ol start=x><li value=y>a<li value=99999999999>b</ol>",
            "1. a\n2. b",
        ),
        (
            "<ol start=2147483647><li>a<li>b</ol>",
            "2147483647. a\n2147483647. b",
        ),
        (
            "<ol><li>a<ol reversed><li>b<li>c</ol><li>d</ol>",
            "1. a\n   2. b\n   1. c\n2. d",
        ),
        ("<ul><li value=5>a</ul>", "- a"),
    ] {
        assert_eq!(text(body), expected, "{body}");
    }
    let body = "<ol reversed start=10><li>a<li value=3>b</ol>";
    assert_eq!(
        forms(body)[2],
        "<ol start=\"10\" reversed=\"\">\n  <li>a</li>\n  <li value=\"3\">b</li>\n</ol>"
    );
    let source = clip("<ol start=1 reversed><li>a</ol><ul><li>b</ul>");
    let content = Article::parse(&source).unwrap().content();
    let lists: Vec<_> = content
        .blocks()
        .filter_map(|block| block.as_list())
        .collect();
    let facts = lists
        .iter()
        .map(|list| (list.start(), list.is_reversed(), list.is_ordered()));
    assert_eq!(
        facts.collect::<Vec<_>>(),
        [(Some(1), true, true), (None, false, false)]
    );
    assert!(
        content
            .to_html()
            .starts_with("<ol start=\"1\" reversed=\"\">")
    );
}

#[test]
fn scripts_are_separated_from_the_text_before() {
    for (body, expected) in [
        (
            "约10<sup>6</sup>人，5km<sup>2</sup>，见注<sup>12</sup>。",
            "约10⁶人，5km²，见注[12]。",
        ),
        (
            "E=mc<sup>2</sup>, 10<sup>-3</sup>, 2<sup>n+1</sup>",
            "E=mc², 10⁻³, 2ⁿ⁺¹",
        ),
        (
            "H<sub>2</sub>O, a<sub>max</sub>, x<sub>i</sub>",
            "H₂O, a_(max), x_i",
        ),
        ("e<sup>x</sup>, e<sup>x+y</sup>", "e^x, e^(x+y)"),
        (
            "1<sup>st</sup>, M<sup>me</sup>, A<sup>TM</sup>, B<sup>®</sup>",
            "1st, Mme, ATM, B®",
        ),
        (
            "句。<sup>1</sup>句<sup>[2]</sup>句<sup><a href=#3>3</a></sup>",
            "句。[1]句[2]句[3]",
        ),
        ("句<a href=#n><sup>4</sup></a>", "句[4]"),
        ("word<sup><a href=#3>3</a></sup>", "word[3]"),
        ("<sup>14</sup>C, 100平方米<sup>2</sup>", "¹⁴C, 100平方米²"),
        ("某人<sup>注1</sup>，<sup>①</sup>", "某人[注1]，①"),
        (
            "<p><sub>一张很长的图片说明，只是字小。</sub>",
            "一张很长的图片说明，只是字小。",
        ),
    ] {
        assert_eq!(text(body), expected, "{body}");
    }
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(
        runs("10<sup>1&#50;</sup>"),
        [pair("10", "10"), pair("¹", "1"), pair("²", "&#50;")]
    );
    // In a caption, too.
    let source = clip("<figure><img src=i><figcaption>5km<sup>2</sup></figcaption></figure>");
    let content = Article::parse(&source).unwrap().content();
    assert_eq!(
        content.lead_image().unwrap().caption().unwrap().text(),
        "5km²"
    );
}

#[test]
fn a_place_and_a_dash_belong_to_the_paragraph() {
    for (body, expected) in [
        (
            "某城 — <p>一句。</p><p>二句。</p>",
            "某城 — 一句。\n\n二句。",
        ),
        ("<b>某城</b>—<p>一句。</p>", "某城—一句。"),
        ("<div>某城 -- <p>一句。</p></div>", "某城 -- 一句。"),
        ("<div>某城 —</div><p>一句。</p>", "某城 —\n\n一句。"),
        ("<p>某城 —</p><p>一句。</p>", "某城 —\n\n一句。"),
        ("某城 — <div>一句。</div>", "某城 —\n\n一句。"),
        ("某城<p>一句。</p>", "某城\n\n一句。"),
        ("甲<br>某城 — <p>一句。</p>", "甲\n某城 —\n\n一句。"),
        ("某城 — <p></p>", "某城 —"),
    ] {
        assert_eq!(text(body), expected, "{body}");
    }
    let source = clip("某城 — <p>一句。</p>");
    let content = Article::parse(&source).unwrap().content();
    let block = content.blocks().next().unwrap();
    assert_eq!(block.span().of(&source), "某城 — <p>一句。</p>");
}

#[test]
fn empty_links_are_left_out() {
    for (body, markdown, html) in [
        ("a<a href=http://x> </a>b", "a b", "<p>a b</p>"),
        (
            "a<a href=http://x>&nbsp;</a>b",
            "a\u{a0}b",
            "<p>a&nbsp;b</p>",
        ),
        ("a <a href=http://x><img></a>b", "a b", "<p>a b</p>"),
        (
            "<a href=http://x>a</a><a href=http://y>b</a>",
            "[a](http://x) [b](http://y)",
            "<p><a href=\"http://x\">a</a><a href=\"http://y\">b</a></p>",
        ),
        ("<a href=ftp://x>a</a>", "a", "<p>a</p>"),
        (
            "a <img src=data:image/png;base64,AA alt=b> c",
            "a b c",
            "<p>a <img alt=\"b\"> c</p>",
        ),
    ] {
        let [_, got_markdown, got_html] = forms(body);
        assert_eq!(
            [got_markdown.as_str(), &got_html],
            [markdown, html],
            "{body}"
        );
    }
}
