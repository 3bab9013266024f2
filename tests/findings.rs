//! Problems of title and text: each kind with its place, and texts without problems. Also compared with the
//! browser's text.

mod common;

use std::collections::BTreeSet;

use common::oracle::{self, Answered};
use newsprint::{Article, ParseOptions, Position, WarningKind};

const HEAD: &str = "<!--1618495142000-->\n[船期](https://news.example.org/a)\n------\n\n";

/// Returns the findings of a body, with their bytes.
fn found(body: &str) -> Vec<(WarningKind, String)> {
    let source = format!("{HEAD}{body}");
    let article = Article::parse(&source).unwrap();
    assert!(article.envelope().warnings().is_empty());
    // These warnings are not errors, and are the same on a second call.
    let strict = ParseOptions::new().strict(true);
    assert_eq!(Article::parse_with(&source, &strict), Ok(article.clone()));
    assert_eq!(article.warnings(), article.clone().warnings());
    for pair in article.warnings().windows(2) {
        assert!(pair[0].span() <= pair[1].span());
    }
    let warnings = article.warnings().iter();
    let found = warnings.map(|warning| {
        let position = Position::of(&source, warning.span().start);
        assert_eq!(warning.position(), position);
        assert!(warning.help().is_some());
        (*warning.kind(), warning.span().of(&source).to_owned())
    });
    found.collect()
}

#[track_caller]
fn check(body: &str, kind: WarningKind, bytes: &str) {
    assert_eq!(found(body), [(kind, bytes.to_owned())], "{body}");
}

#[test]
fn a_body_that_shows_nothing_has_no_text() {
    for body in [
        "",
        "\n",
        "<div>\n</div>",
        "<div>\r\n</div>\r\n",
        "<p>&nbsp;\u{3000}\u{200b}</p>",
        "<img src=/a.jpg alt=船>",
        "<video src=/a.mp4 poster=/a.jpg>播放</video>",
        "<script>var a = '文';</script><style>p {}</style>",
        "<!-- 文 -->",
        "<template><p>文</p></template>",
        "<p hidden>文</p>",
        "<iframe src=/x>文</iframe>",
        "<svg><title>文</title></svg>",
    ] {
        check(body, WarningKind::NoText, "");
    }
    for body in [
        "文",
        "<p hidden>甲</p>乙",
        "<noscript>文</noscript>",
        "<details><summary>甲</summary>乙</details>",
        "<select><option>甲</select>",
        "<svg><text>文</text></svg>",
        "<div><small>说明</small></div>",
    ] {
        assert_eq!(found(body), [], "{body}");
    }
}

#[test]
fn a_body_that_begins_with_a_tag_as_text_looks_escaped_twice() {
    for (body, reference) in [
        ("&lt;p&gt;末班船&lt;/p&gt;", "&lt;"),
        (
            "<div>\n&lt;div class=&quot;a&quot;&gt;文&lt;/div&gt;\n</div>",
            "&lt;",
        ),
        (
            "<div><i>Thu, 15 Apr 2021 13:23:59 GMT</i></div>&#60;P&#62;文",
            "&#60;",
        ),
        ("&#x3c;img src=x/&#x3e; 文", "&#x3c;"),
        ("<p>&lt;br/&gt;文</p>", "&lt;"),
        ("&amp;lt;p&amp;gt;文", "&amp;"),
        ("&LT;h1&GT;文", "&LT;"),
        ("&lt;/p&gt;文", "&lt;"),
        ("甲&nbsp;乙&lt;br&gt;&lt;br/&gt;丙", "&lt;"),
        (
            "<div>\n甲，见&lt;a href=&quot;/x&quot;&gt;船期&lt;/a&gt;。\n</div>",
            "&lt;",
        ),
    ] {
        check(body, WarningKind::EscapedTwice, reference);
    }
    for body in [
        "<p>文</p>",
        "<p>3 &lt; 5</p>",
        "<p>&lt;海港&gt;报</p>",
        "<p>&lt;price&gt;</p>",
        "<p>用 &lt;p&gt; 分段</p>",
        "<div>用 &lt;p&gt; 分段</div>",
        "<p>用 &lt;p&gt; 和 &lt;/p&gt; 分段</p><p>或用 &lt;br&gt;</p>",
        "<p>一</p><p>二</p><p>三</p><p>&lt;p&gt;</p>",
        "<textarea><p></textarea>文",
    ] {
        assert_eq!(found(body), [], "{body}");
    }
}

#[test]
fn a_tag_without_a_space_after_its_name_is_a_warning() {
    let glued = |count| WarningKind::GluedTag { count };
    for (body, count, bytes) in [
        ("<divclass=\"a b\">文</div>", 1, "<divclass"),
        (
            "<p>文<ahref='/x'>甲</a><ahref=\"/y\">乙</a></p>",
            2,
            "<ahref",
        ),
        ("<IMGSRC=\"/a.jpg\">文", 1, "<IMGSRC"),
        ("<p>一</p><spanstyle=\"x\"data-a>文", 1, "<spanstyle"),
        ("<h2id=a>文</h2id=a><divdata-x=\"1\">", 2, "<h2id"),
        ("<iframesrc=\"//e.org\">文", 1, "<iframesrc"),
    ] {
        check(body, glued(count), bytes);
    }
    for body in [
        "<div class=a>文</div>",
        "<mip-img src=/a.jpg>文</mip-img>",
        "<section文=1>文",
        "<x=1>文",
        "<divclass>文",
        "&lt;文 divclass=1",
    ] {
        assert_eq!(found(body), [], "{body}");
    }
}

#[test]
fn lost_characters_are_counted() {
    let lost = |count| WarningKind::ReplacementCharacter { count };
    check("<p>甲\u{fffd}乙\u{fffd}</p>", lost(2), "\u{fffd}");
    check("<p>甲&#xFFFD;乙&#65533;</p>", lost(2), "&#xFFFD;");
    let source = format!("{HEAD}<p>\u{fffd}</p>").replace("船期", "船\u{fffd}\u{fffd}");
    let article = Article::parse(&source).unwrap();
    let [warning] = article.warnings() else {
        panic!("{:?}", article.warnings());
    };
    assert_eq!(warning.kind(), &lost(3));
    assert_eq!(warning.position().line, 2);
    assert_eq!(
        warning.to_string(),
        "expected no U+FFFD, which stands for lost characters (found: 3) at line 2, column 3"
    );
}

#[test]
fn a_feed_with_only_the_start_of_the_article_is_a_warning() {
    let same = "https://news.example.org/a?source=rss";
    for link in [
        format!("<a href=\"{same}\">Continue reading on Medium »</a>"),
        format!("<a href='{same}' class=more-link>Continue reading <span>“船期”</span> →</a>"),
        "<a href=/a>查看全文</a>".to_owned(),
        "<a href=\"https://e.org/\">阅读全文>></a>".to_owned(),
        "<a href=/a><b>READ MORE</b>…</a>".to_owned(),
    ] {
        for after in [
            "",
            "</p></div>\n</div>\n",
            "<p>\u{a0}</p>",
            "<script>x</script><img src=x>",
        ] {
            check(&format!("<p>文 {link}{after}"), WarningKind::CutFeed, &link);
        }
    }
    let own = "<a href=/a>Continue reading “船期”</a>";
    for after in [
        "<p>The post <a href=/a>船期</a> appeared first on <a href=/>News</a>.</p>",
        "<br><hr><div>获取更多RSS：<br><a href=\"https://feedx.net\">https://feedx.net</a></div>",
    ] {
        check(
            &format!("<p>文 {own}</p>{after}"),
            WarningKind::CutFeed,
            own,
        );
    }
    check("<p>文 […]</p>", WarningKind::CutFeed, "文 […]");
    check(
        "<p>文 [&#8230;] </p>",
        WarningKind::CutFeed,
        "文 [&#8230;] ",
    );
    for body in [
        "<p>Continue reading</p>",
        "<p><a href=/b>Read more: 海港</a></p>",
        "<p><a href=/b>阅读更多新闻</a></p>",
        "<p><a href=/b>阅读全文</a></p><p>文</p>",
        "<p><a href=/a>船期</a></p>",
        "<p><a href=/a hidden>Continue reading “船期”</a></p>文",
        "<p>他说 […] 他走了。</p>",
        "<p>文……</p>",
        "<p><a>阅读全文</a></p>",
        "<p>文<a hidden href=/a>阅读全文</a></p>",
    ] {
        assert_eq!(found(body), [], "{body}");
    }
}

#[test]
fn warnings_of_text_and_envelope_are_returned_together() {
    let source = "<!--NaN-->\r\n[T\u{fffd}](https://e.org/)\r\n------\r\n\r\n<divid=a></div>";
    let article = Article::parse(source).unwrap();
    let kinds: Vec<_> = { article.warnings().iter() }
        .map(|warning| warning.kind().name())
        .collect();
    assert_eq!(
        kinds,
        [
            "nan_stamp",
            "cr_lf",
            "replacement_character",
            "no_text",
            "glued_tag"
        ]
    );
    assert_eq!(article.envelope().warnings().len(), 2);
}

/// Chromium's text decides which files have no text.
fn check_no_text(files: &[Answered]) {
    let (mut shown, mut said) = (BTreeSet::new(), BTreeSet::new());
    for file in files {
        let article = Article::parse(&file.source).unwrap();
        let mut kinds = article.warnings().iter().map(|warning| warning.kind());
        if kinds.any(|kind| *kind == WarningKind::NoText) {
            said.insert(&file.file);
        }
        if file.answer["text"].as_str().unwrap().trim().is_empty() {
            shown.insert(&file.file);
        }
    }
    assert_eq!(said, shown);
    assert!(!said.is_empty());
}

#[test]
fn a_body_has_no_text_if_a_browser_shows_none() {
    check_no_text(&oracle::of_clips());
}

#[test]
#[ignore = "needs ../shared"]
fn bodies_of_real_files_have_no_text_if_a_browser_shows_none() {
    check_no_text(&oracle::of_real_files());
}
