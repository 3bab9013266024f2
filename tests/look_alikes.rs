//! Article text that looks like a part that a rule finds.

mod common;

use common::told::{everything, letters, source_of, told};
use newsprint::{Article, ContentOptions};
use proptest::prelude::*;

/// Asserts that a whole body is article text.
#[track_caller]
fn is_article(host: &str, body: &str) {
    let source = source_of(host, body);
    let found = told(&source);
    let article = Article::parse(&source).unwrap();
    let all = article.content_with(&ContentOptions::new().known_rules(false));
    let (all, content) = (all.to_text(), article.content());
    assert_eq!(content.to_text(), all, "{body}\n{found}");
    assert!(content.asides().next().is_none(), "{body}\n{found}");
    assert!(content.dateline().is_none(), "{body}\n{found}");
    assert!(content.byline().is_none(), "{body}\n{found}");
    assert!(content.standfirst().is_none(), "{body}\n{found}");
}

#[test]
fn first_paragraphs_that_begin_with_a_date() {
    for first in [
        "<p>1987年</p>",
        "<p>1987年，港口第一次夜航。</p>",
        "<p>2020年7月13日，港口夜航首日满座。</p>",
        "<p>7月13日</p>",
        "<p>2020年7月13日夜</p>",
        "<p>15 July 2020 was the first night.</p>",
        "<p>15/07/2020 - 10:04 船离港。</p>",
        "<p>10:04</p>",
        "<p>第2020/7号船</p>",
        "<div><i>1987</i></div>",
        "<div><i>夜航从2020年7月13日开始</i></div>",
        "<div>13/15/2020 - 10:04</div>",
        "<h2>2020年7月13日</h2>",
        "<b>2020年7月13日</b>",
        "<blockquote>2020年7月13日</blockquote>",
        "<ul><li>2020年7月13日</li></ul>",
    ] {
        is_article("e.org", &format!("{first}<p>票价不变。</p>"));
    }
    // After text.
    for later in [
        "<p>2020年7月13日</p>",
        "<div><i>2020-06-30T12:11:12</i></div>",
        "<div>15/07/2020 - 10:04</div>",
        "<time datetime=2020-07-13>那一天</time>",
    ] {
        is_article(
            "e.org",
            &format!("<p>票价不变。</p>{later}<p>下周加班。</p>"),
        );
    }
}

#[test]
fn paragraphs_that_name_people_or_roles() {
    for text in [
        "记者在码头看到，船已经离港",
        "记者：您怎么看夜航？",
        "记者：夜航亏本吗？某甲：不亏。",
        "作者说船会再来",
        "编辑部的灯亮着",
        "文章写到这里",
        "翻译：船开走了。",
        "作者：某甲 出版社：某乙",
        "作者：某甲译者：某乙出版社：某社",
        "赞成/反对者都来了很多很多",
        "港口/码头，都在夜里亮灯",
        "某甲",
        "某甲、某乙",
        "By the sea",
        "华盛顿/北京",
        "摄影：某甲",
    ] {
        for body in [
            format!("<p>{text}</p><p>票价不变。</p><p>下周加班。</p>"),
            format!("<p>票价不变。</p><p>{text}</p><p>下周加班。</p>"),
            format!("<p>票价不变。</p><p>下周加班。</p><p>{text}</p>"),
            format!("<p>票价不变。</p><p>下周加班。<br>{text}</p>"),
        ] {
            is_article("e.org", &body);
        }
    }
    // In the middle, or in a list or a quotation.
    for body in [
        "<p>票价不变。</p><p>记者：某甲 责编：某乙</p><p>下周加班。</p>",
        "<p>票价不变。</p><blockquote><p>记者：某甲 责编：某乙</p></blockquote>",
        "<p>票价不变。</p><blockquote>好<br>记者：某甲 责编：某乙</blockquote>",
        "<p>票价不变。</p><ul><li>好<br>记者：某甲 责编：某乙</li></ul>",
        "<p>票价不变。</p><table><tr><td>港<td>好（译者：某甲）</table>",
        "<p>票价不变（见下文）</p>",
        "<p>票价不变（票价：十元）</p>",
    ] {
        is_article("e.org", body);
    }
}

#[test]
fn text_that_looks_like_a_notice() {
    for body in [
        "<p>夜航首日满座。</p><p>© 是版权符号。</p><p>票价不变。</p>",
        "<p>夜航首日满座。</p><p>符号 © 有何含义？</p>",
        "<p>版权声明：见下文。</p><p>票价不变。</p>",
        "<p>夜航首日满座。</p><p>获取更多RSS的办法。</p><p>票价不变。</p>",
        "<p>夜航首日满座。</p><ul><li>© 某站</li></ul>",
        "<p>夜航首日满座。</p><blockquote><p>© 某站</p></blockquote>",
        "<p>夜航首日满座。</p><blockquote><p>版权声明：某某。</p></blockquote>",
        "<p>某文 was originally published in 某刊</p><p>票价不变。</p>",
        "<p>票价不变。</p><p>某文 was originally published in 1937 and is still read.</p>",
        "<p>票价不变。</p><p>版权声明应当写在哪里？</p>",
        // Words of the article, not metadata of the page.
        "<p>夜航首日满座。</p><p>申请<span class=submitted>已经递交</span>。</p>",
        // First hidden, then not; and the whole text.
        "<p>夜航<span style='display:none; display:inline'>首日</span>满座。</p>",
        "<div style='display:none'><p>夜航首日满座。</p><p>票价不变。</p></div>",
        "<div class=comments><p>夜航首日满座。</p><form>票价不变。</form></div>",
        "<p>夜航首日满座。</p><p>微信搜索“某书评”</p><p>票价不变。</p>",
        "<p>夜航首日满座。</p><p>（欢迎点击此处订阅）</p><p>票价不变。</p>",
    ] {
        is_article("e.org", body);
    }
    // The whole article after the credit of its first picture.
    let text = "<p>夜航首日满座。</p><p>票价不变。</p>";
    is_article(
        "bbc.com",
        &format!(
            "<div><figure><img src=/1.jpg><figcaption>©Ferry</figcaption></figure>{text}</div>"
        ),
    );
    is_article("bbc.com", &format!("<div>© 某图社{}</div>", text.repeat(4)));
    // Of other hosts.
    is_article(
        "e.org",
        "<p><strong>夜航首日满座。</strong></p><p>票价不变。</p>",
    );
    is_article(
        "e.org",
        "<div>分享 : 夜航</div><p>票价不变。</p><div>分享 : 夜航</div>",
    );
    is_article(
        "e.org",
        "<p>夜航首日满座。</p><a href=/1>点击下载iOS App</a>",
    );
    for class in [
        "su-spoiler",
        "author-wrap",
        "column",
        "nykpaywall",
        "card-footer",
        "js-postMetaLockup",
    ] {
        is_article(
            "e.org",
            &format!("<p>夜航首日满座。</p><div class={class}>票价不变。</div><p>下周加班。</p>"),
        );
    }
}

#[test]
fn links_that_belong_to_the_article() {
    for body in [
        // A heading without links after it, or with text among them.
        "<p>夜航首日满座。</p><h3>相关阅读</h3><p>票价不变。</p>",
        "<p>夜航首日满座。</p><h3>延伸阅读</h3><ul><li><a href=/1>甲</a>：好书</li></ul>",
        "<p>夜航首日满座。</p><h3>相关阅读</h3>",
        "<p>夜航首日满座。</p><h3>相关阅读</h3><ul><li><a href=/1>甲</a></li></ul><p>票价不变。</p>",
        // Links without a heading.
        "<p>夜航首日满座。</p><ul><li><a href=/1>甲</a></li><li><a href=/2>乙</a></li></ul>",
        "<ul><li><a href=/1>甲</a></li><li><a href=/2>乙</a></li></ul>",
        "<p><a href=/1>甲</a></p><p><a href=/2>乙</a></p>",
        // Comments without a form for answers.
        "<p>夜航首日满座。</p><div class=comments><h3>甲</h3><p>夜航会亏本。</p></div>",
        "<p>夜航首日满座。</p><div id=comments><p>夜航会亏本。</p></div>",
        // The text in an element for navigation.
        "<nav><p>夜航首日满座，船上的人都说好，岸上的人也都说好；票价不变，下周加开一班，夜里每小时都有船，直到凌晨两点为止，乘客可在码头购票，也可上船补票。</p></nav>",
        // A paragraph that begins like a heading.
        &format!(
            "<p>夜航首日满座。</p><p>相关报道称，{}</p><p><a href=/1>甲</a></p>",
            "下周加班，".repeat(20)
        ),
        // A quote that occurs only once.
        "<p>夜航首日满座。</p><p class=pullquote title='岸上的人都说好，船上的人也说好'>岸上的人都说好，船上的人也说好</p>",
        "<p>夜航首日满座。</p><p class=pullquote>“岸上的人都说好，船上的人也说好”</p><p>票价不变。</p>",
        // Classes that only have the same start.
        "<p>夜航首日满座。</p><div class='navigational sharedaddys entry-metal'>票价不变。</div><p>下周加班。</p>",
        "<p>夜航首日满座。</p><noscript>票价不变。</noscript><p>下周加班。</p>",
    ] {
        is_article("e.org", body);
    }
}

#[test]
fn headings_that_look_like_the_title() {
    for body in [
        "<p>目录</p><ul><li><h2>港口夜航</h2></li><li><h2>票价</h2></li></ul><p>满座。</p>",
        "<blockquote><h2>港口夜航</h2></blockquote><p>满座。</p>",
        "<p>满座。</p><h2>港口夜航：票价</h2><p>不变。</p>",
        "<p>满座。</p><h2>港口</h2><p>不变。</p>",
        "<p>满座。</p><h3>港口夜航</h3><p>不变。</p>",
        "<p>满座。</p><p>港口夜航</p><p>不变。</p>",
        // All that there is.
        "<p>港口夜航</p>",
        "港口夜航",
    ] {
        is_article("e.org", body);
    }
}

#[test]
fn text_that_looks_like_a_caption() {
    let long = "夜航首日满座，船上的人都说好，岸上的人也都说好；票价不变，下周加开一班。".repeat(8);
    for (body, caption) in [
        (format!("<img src=/1.jpg><p>{long}</p><p>不变。</p>"), false),
        (format!("<img src=/1.jpg><div><small>{}</small></div><p>不变。</p>", long.repeat(3)), false),
        ("<img src=/1.jpg><p>夜航的船</p><p>不变。</p>".to_owned(), false),
        ("<div class=Figure><img src=/1.jpg></div><div><p>夜航的船</p></div><p>不变。</p>".to_owned(), true),
        (format!("<div class=Figure><img src=/1.jpg></div><div><p>{long}</p></div><p>不变。</p>"), false),
        // Tables with data, not one picture and one line.
        ("<table><tr><td><img src=/1.jpg></td><td>夜航的船</td></tr></table><p>不变。</p>".to_owned(), false),
        ("<table><tr><td>班次</td></tr><tr><td>票价</td></tr></table><p>不变。</p>".to_owned(), false),
        ("<table><tr><td><img src=/1.jpg>班次</td></tr><tr><td>票价</td></tr></table><p>不变。</p>".to_owned(), false),
        ("<table><tr><td><img src=/1.jpg></td></tr><tr><td>甲</td></tr><tr><td>乙</td></tr></table>".to_owned(), false),
        // No colon after the bold name.
        ("<div><img src=/1.jpg><b>桥</b>夜里亮灯。</div>".to_owned(), false),
        ("<div>船<img src=/1.jpg><b>桥</b>：夜里亮灯。</div>".to_owned(), false),
    ] {
        let told = told(&source_of("e.org", &body));
        assert_eq!(told.contains("caption: "), caption, "{body}\n{told}");
    }
}

/// Parts that rules find at the start, and at the end.
const STARTS: [&str; 10] = [
    "",
    "<div><i>Fri, 03 Jul 2020 21:21:17 GMT</i></div>",
    "<div>15/07/2020 - 10:04</div>",
    "<div><i>某甲<br>2020-07-20 17:51:00</i></div>",
    "<address>某甲</address><time datetime=\"2021-08-19 01:02:03\">昨天</time>",
    "<main><div><time dateTime=\"2020-10-12\">19 分钟前</time></div></main>",
    "<h1>港口夜航</h1><p>文｜某甲</p>",
    "<p>（欢迎<a href=/>点击此处</a>订阅）</p>",
    "<div></div><div class=story-lead>摘要</div>",
    "[object Object]<img src=/1.jpg><div><small>图</small></div>",
];
const ENDS: [&str; 10] = [
    "",
    "<br><hr><div>获取更多RSS：<br><a href=/f>f</a></div>",
    "<p>记者：某甲  责编：某乙</p><p> </p>",
    "<p>完<br>记者：某甲</p>",
    "<p>完（译者：某甲）</p><p class=t-copyright>© 2020</p>",
    "<hr><p><small>© a</small></p><p><small>Feed enhanced by b</small></p>",
    "<h4>相关阅读</h4><ul><li><a href=/1>甲</a></ul>",
    "<strong>版权声明：某某</strong>",
    "<div id=comments>好<form></form></div><nav><a href=/>首页</a></nav>",
    "<div class=sharedaddy>分享</div><footer class=entry-footer>标签</footer>",
];

/// Pieces of bodies, whole and broken.
fn body() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<p>"),
        Just("</p>"),
        Just("<div>"),
        Just("</div>"),
        Just("<br>"),
        Just("<hr>"),
        Just("<ul><li>"),
        Just("</ul>"),
        Just("<blockquote>"),
        Just("</blockquote>"),
        Just("<table><tr><td>"),
        Just("</table>"),
        Just("<img src=/2.jpg>"),
        Just("<figure>Image"),
        Just("</figure>"),
        Just("<small>"),
        Just("</small>"),
        Just("<b>"),
        Just("</b>"),
        Just("<a href=/2>"),
        Just("</a>"),
        Just("<h2>港口夜航</h2>"),
        Just("<nav>"),
        Just("</nav>"),
        Just("<div style='display:none'>"),
        Just("<noscript>"),
        Just("</noscript>"),
        Just("<div class=byline>"),
        Just("<span class='off-screen'>"),
        Just("</span>"),
        Just("记者：某乙"),
        Just("2020年7月13日"),
        Just("© 某站"),
        Just("船，"),
        Just("港。"),
        Just("甲/乙丙"),
        Just("（译者：丁）"),
        Just(" "),
        Just("\n"),
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2048))]

    /// Whatever the rules find, every visible character occurs once.
    #[test]
    fn no_text_is_lost_or_duplicated(
        start in prop::sample::select(&STARTS[..]),
        body in body(),
        end in prop::sample::select(&ENDS[..]),
        host in prop::sample::select(&["e.org", "www.rfi.fr", "cn.nytimes.com", "nei.st"][..]),
        is_wrapped: bool,
    ) {
        let body = match is_wrapped {
            true => format!("<div>\n{start}{body}{end}\n</div>"),
            false => [start, &body, end].concat(),
        };
        let source = source_of(host, &body);
        let article = Article::parse(&source).unwrap();
        prop_assert_eq!(everything(&article.content()), letters(&article.body().inner_text()));
    }

    /// Rules without a class find nothing in lists, tables and quotations.
    #[test]
    fn lists_and_quotations_belong_to_the_article(
        text in prop::sample::select(&[
            "2020年7月13日", "15/07/2020 - 10:04", "记者：某甲  责编：某乙", "某甲/某乙（某社）", "（译者：某甲）",
            "© 某站", "版权声明：某某", "获取更多RSS", "<h1>港口夜航</h1>", "<h2>港口夜航</h2>", "[object Object]",
            "<time datetime=2020-07-13>昨天</time>", "（欢迎点击此处订阅）", "微信搜索“某书评", "<div><i>2020-07-13</i></div>",
            "<p>好<br>记者：某甲</p>", "<small>Feed enhanced by b</small>", "Feed enhanced by b",
        ][..]),
        around in prop::sample::select(&[
            ["<blockquote>", "</blockquote>"], ["<ul><li>", "</ul>"], ["<ol><li><p>", "</ol>"],
            ["<table><tr><td>甲<td>", "</table>"], ["<dl><dd>", "</dl>"], ["<blockquote><div><p>", "</blockquote>"],
        ][..]),
        place in 0..3,
    ) {
        let [before, after] = around;
        let part = format!("{before}{text}{after}");
        let body = match place {
            0 => format!("{part}<p>夜航首日满座。</p><p>票价不变。</p>"),
            1 => format!("<p>夜航首日满座。</p>{part}<p>票价不变。</p>"),
            _ => format!("<p>夜航首日满座。</p><p>票价不变。</p>{part}"),
        };
        let source = source_of("e.org", &body);
        let content = Article::parse(&source).unwrap().content();
        prop_assert!(content.dateline().is_none() && content.byline().is_none(), "{}", body);
        prop_assert!(content.asides().next().is_none(), "{}", body);
    }
}

#[test]
fn attributes_other_than_style_that_say_what_one_does() {
    for attributes in [
        "title='display:none' style='color:red'",
        "align='display:none' class=title",
    ] {
        let body = format!("<p>one</p><div {attributes}>two</div>");
        is_article("example.org", &body);
    }
}
