//! The feature `archive`: text that a source repeats, against fixtures in the form of real files, and against
//! a simple implementation of the rules.
#![cfg(feature = "archive")]

mod common;

use newsprint::archive::{Articles, LineCounts, RepeatedText};
use newsprint::{Article, AsideKind, Content, ContentKind, ContentOptions, ContentRef};
use proptest::prelude::*;

use common::{content, markup, shared};

/// Returns the post of a video as in feeds: without elements and line breaks.
fn video(number: usize, description: &str) -> String {
    let link = format!("https://www.youtube.com/watch?v={number}");
    post(&link, "渡輪頻道", &format!("Video {number}"), description)
}

fn post(link: &str, author: &str, title: &str, body: &str) -> String {
    format!(
        "---\nlayout: post\ntitle: \"{title}\"\ndate: 2021-04-15T13:59:02.000Z\nauthor: {author}\n\
         from: {link}\ntags: [ {author} ]\ncategories: [ {author} ]\n---\n<!--1618495142000-->\n\
         [{title}]({link})\n------\n\n<div>\n{body}\n</div>\n"
    )
}

/// Returns the text that the sources of an archive repeat.
fn learned(sources: &[String]) -> RepeatedText {
    counted(sources).repeated()
}

fn counted(sources: &[String]) -> LineCounts {
    let mut counts = LineCounts::new();
    for source in sources {
        let article = Article::parse(source).expect("an article");
        counts.learn(&article, &article.content());
    }
    counts
}

/// Returns an article's text, and the repeated text with its bytes.
fn split<'a>(source: &'a str, repeated: &RepeatedText) -> (String, Vec<(String, &'a str)>) {
    let article = Article::parse(source).expect("an article");
    let content = article.content_with(&ContentOptions::new().repeated(repeated.clone()));
    content::check(source, &content).expect("every part is where it should be");
    let asides = content.asides();
    let asides = asides.filter(|aside| aside.aside_kind() == AsideKind::Repeated);
    let asides = asides.map(|aside| {
        let kind = aside.aside_kind().to_string();
        assert_eq!((kind.as_str(), aside.rule()), ("repeated", "repeated"));
        (aside.text().into_owned(), aside.span().of(source))
    });
    (content.to_text(), asides.collect())
}

/// The descriptions of `count` videos, with the text that the channel always adds.
fn descriptions(count: usize) -> Vec<String> {
    let own = [
        "夜班渡輪今晚停航",
        "船長談颱風！",
        "港口的早晨&amp;夜晚",
        "新船",
        "Last ferry.",
    ];
    let own = own.into_iter().cycle().take(count).enumerate();
    own.map(|(number, own)| {
        video(
            number,
            &format!(
                "訂閱渡輪頻道：https://example.org/ferry歡迎各位支持我們的創作：https://pay.example.org/1\
                 －－－－－－－－－－{number}。{own}\
                 ----------合作請電郵ferry@example.org本頻道影片未經同意，請勿轉載！#渡輪#{number}號"
            ),
        )
    })
    .collect()
}

#[test]
fn text_of_all_videos_of_a_channel_is_an_aside() {
    let sources = descriptions(5);
    let repeated = learned(&sources);
    let (text, asides) = split(&sources[1], &repeated);
    assert_eq!(text, "1。船長談颱風！#渡輪#1號");
    let start = "訂閱渡輪頻道：https://example.org/ferry歡迎各位支持我們的創作：https://pay.example.org/1\
                 －－－－－－－－－－";
    let end = "----------合作請電郵ferry@example.org本頻道影片未經同意，請勿轉載！";
    assert_eq!(asides, [(start.to_owned(), start), (end.to_owned(), end)]);
    // Behind a character reference, too.
    let (text, asides) = split(&sources[2], &repeated);
    assert_eq!(text, "2。港口的早晨&夜晚#渡輪#2號");
    assert_eq!(asides.last().map(|aside| aside.1), Some(end));
}

#[test]
fn fewer_than_five_articles_repeat_nothing() {
    let sources = descriptions(4);
    let repeated = learned(&sources);
    assert!(repeated.is_empty());
    let article = Article::parse(&sources[0]).expect("an article");
    let options = ContentOptions::new().repeated(repeated);
    assert_eq!(article.content_with(&options), article.content());
}

#[test]
fn an_article_without_repeated_text_is_unchanged() {
    let repeated = learned(&descriptions(5));
    let own = video(9, "颱風過後，渡輪照常開出。https://example.org/other");
    // The same text of another author or host is not repeated text.
    let said =
        "訂閱渡輪頻道：https://example.org/ferry歡迎各位支持我們的創作：https://pay.example.org/1";
    let other_author = post("https://www.youtube.com/watch?v=8", "電車", "Video", said);
    let other_host = post("https://example.org/8", "渡輪頻道", "Video", said);
    for source in [&own, &other_author, &other_host] {
        let article = Article::parse(source).expect("an article");
        let options = ContentOptions::new().repeated(repeated.clone());
        assert_eq!(article.content_with(&options), article.content());
    }
    assert_eq!(split(&video(7, said), &repeated).0, "");
}

#[test]
fn repeated_text_stays_if_asides_are_kept() {
    let sources = descriptions(5);
    let options = ContentOptions::new().keep_asides(true);
    let article = Article::parse(&sources[0]).expect("an article");
    let all = article.content_with(&options);
    let options = options.repeated(learned(&sources));
    assert_eq!(article.content_with(&options), all);
}

/// Articles that may be the same count once; a description that several videos have is repeated.
#[test]
fn text_of_duplicates_is_not_repeated_text() {
    let body = "<p>一艘渡轮在港口沉没，没有人受伤。</p><p>调查已经开始，结果下周公布。</p>";
    let article = |number: usize, title: &str, body: &str| {
        post(
            &format!("https://example.org/{number}"),
            "记者",
            title,
            body,
        )
    };
    let number = |number: usize| format!("题目{number}");
    let copies = |same: &dyn Fn(usize) -> String| (0..9).map(same).collect::<Vec<_>>();
    let same_text = copies(&|n| article(n, &number(n), body));
    let same_title = copies(&|n| article(n, "题目", &format!("{body}<p>{n}</p>")));
    let same_link = copies(&|n| article(1, &number(n), &format!("{body}<p>{n}</p>")));
    for sources in [same_text, same_title, same_link] {
        assert!(learned(&sources).is_empty());
    }
    let videos = copies(&|n| video(n, "我們拍攝港口，給後人留下記錄。"));
    assert_eq!(split(&videos[0], &learned(&videos)).0, "");
    let same_video = copies(&|_| video(1, "我們拍攝港口，給後人留下記錄。"));
    assert!(learned(&same_video).is_empty());
    let others = copies(&|n| article(n, &number(n), &format!("{body}<p>{n}</p>")));
    assert_eq!(split(&others[3], &learned(&others)).0, "3");
}

/// Returns the rest of a body if the source repeats these lines, with the texts of the asides.
fn without(repeated: &[&str], body: &str) -> (String, Vec<String>) {
    let source = lesson(9, body);
    let lines = repeated.iter().map(|line| format!("<p>{line}</p>"));
    let lines: String = lines.collect();
    let lessons: Vec<_> = (0..5)
        .map(|number| lesson(number, &format!("{lines}<p>第 {number} 篇的全文</p>")))
        .collect();
    let (text, asides) = split(&source, &learned(&lessons));
    (text, asides.into_iter().map(|aside| aside.0).collect())
}

fn lesson(number: usize, body: &str) -> String {
    let link = format!("https://www.example.org/{number}");
    post(&link, "记者", &format!("题目 {number}"), body)
}

const SUBSCRIBE: &str = "歡迎訂閱我們的每日簡報";
const LETTERS: &str = "Letters: ferry@example.org";

#[test]
fn paragraphs_and_lines_are_taken_out() {
    for (body, text, asides) in [
        (
            "<p>一</p><p>歡迎訂閱我們的每日簡報</p><p>二</p>",
            "一\n\n二",
            &[SUBSCRIBE][..],
        ),
        ("一<br>歡迎訂閱我們的每日簡報<br>二", "一\n二", &[SUBSCRIBE]),
        ("歡迎訂閱我們的每日簡報<br>一", "一", &[SUBSCRIBE]),
        (
            "一<br> 歡迎訂閱\n我們的<b>每日</b>簡報 ",
            "一",
            &[SUBSCRIBE],
        ),
        (
            "<p>一</p>歡迎訂閱我們的每日簡報<br>Letters: ferry@example.org",
            "一",
            &["歡迎訂閱我們的每日簡報\nLetters: ferry@example.org"],
        ),
        (
            "<p>一</p><p>歡迎訂閱我們的每日簡報</p><p>Letters: ferry@example.org</p>",
            "一",
            &["歡迎訂閱我們的每日簡報\n\nLetters: ferry@example.org"],
        ),
        (
            "<h2>歡迎訂閱我們的每日簡報</h2><p>一</p>",
            "一",
            &[SUBSCRIBE],
        ),
        (
            "一<b><br>Letters: ferry@example.org<br>二</b>",
            "一\n二",
            &[LETTERS],
        ),
        (
            "一<br><a href=/l>Letters: <i>ferry@example.org</i></a><br>二",
            "一\n二",
            &[LETTERS],
        ),
        // Only a part of a line.
        (
            "<p>一</p><p>歡迎訂閱我們的每日簡報！</p>",
            "一\n\n歡迎訂閱我們的每日簡報！",
            &[],
        ),
        // An image belongs to the article.
        (
            "<p>一</p><p><img src=1.jpg>歡迎訂閱我們的每日簡報</p>",
            "一\n\n歡迎訂閱我們的每日簡報",
            &[],
        ),
        (
            "<p>一</p><figure><img src=1.jpg><figcaption>歡迎訂閱我們的每日簡報</figcaption></figure>",
            "一\n\n歡迎訂閱我們的每日簡報",
            &[],
        ),
        (
            "<p>一</p><pre>歡迎訂閱我們的每日簡報</pre>",
            "一\n\n歡迎訂閱我們的每日簡報",
            &[],
        ),
    ] {
        let found = without(&[SUBSCRIBE, LETTERS], body);
        let asides: Vec<_> = asides.iter().map(|&aside| aside.to_owned()).collect();
        assert_eq!(found, (text.to_owned(), asides), "{body}");
    }
}

#[test]
fn lists_quotes_and_tables_are_taken_out_as_a_whole() {
    let (one, two) = (SUBSCRIBE, LETTERS);
    for body in [
        format!("<ul><li>{one}<li>{two}</ul>"),
        format!("<blockquote><p>{one}</p><ul><li>{two}</ul></blockquote>"),
        format!("<table><tr><td>{one}<td><td>{two}</table>"),
    ] {
        let all = format!("<p>一</p>{body}<p>二</p>");
        let (text, asides) = without(&[one, two], &all);
        assert_eq!((text.as_str(), asides.len()), ("一\n\n二", 1), "{all}");
        let (text, asides) = without(&[one], &all);
        assert!(text.contains(one) && text.contains(two), "{text}");
        assert!(asides.is_empty(), "{asides:?}");
        let with_image = all.replace(two, &format!("{two}<br><br><img src=1.jpg>"));
        assert!(
            without(&[one, two], &with_image).1.is_empty(),
            "{with_image}"
        );
    }
}

#[test]
fn text_between_repeated_lines_stays() {
    for (between, text) in [
        (
            "<figure><img src=1.jpg><figcaption>渡輪</figcaption></figure>",
            "渡輪",
        ),
        ("<pre>06:00 渡輪</pre>", "06:00 渡輪"),
        ("<img src=1.jpg>", ""),
        ("<iframe src=https://v.example.org/1></iframe>", ""),
    ] {
        for body in [
            format!("<p>{SUBSCRIBE}</p>{between}<p>{LETTERS}</p>"),
            format!("<p>一</p><p>{SUBSCRIBE}</p>{between}<p>{LETTERS}</p>"),
        ] {
            let source = lesson(9, &body);
            let lines = format!("<p>{SUBSCRIBE}</p><p>{LETTERS}</p>");
            let lessons: Vec<_> = (0..5)
                .map(|number| lesson(number, &format!("{lines}<p>第 {number} 篇的全文</p>")))
                .collect();
            let article = Article::parse(&source).expect("an article");
            let before = article.content();
            let options = ContentOptions::new().repeated(learned(&lessons));
            let after = article.content_with(&options);
            content::check(&source, &after).expect("every part is where it should be");
            assert_eq!(after.asides().count(), 2, "{body}");
            assert_eq!(
                after.to_text().trim_start_matches('一').trim(),
                text,
                "{body}"
            );
            let media = |content: &Content<'_>| {
                let is_medium = |kind| matches!(kind, ContentKind::Image | ContentKind::Embed);
                content
                    .descendants()
                    .filter(|part| is_medium(part.kind()))
                    .count()
            };
            assert_eq!(media(&after), media(&before), "{body}");
        }
    }
    // A thematic break is taken out with the text around it.
    let body = format!("<p>一</p><p>{SUBSCRIBE}</p><hr><p>{LETTERS}</p>");
    assert_eq!(without(&[SUBSCRIBE, LETTERS], &body).1.len(), 1);
}

/// This once took hours for the pieces of a long word.
#[test]
fn long_words_are_split_in_one_pass() {
    for unit in ["a", "http", "https:/", "-a", "#", "a.", "」"] {
        let body = unit.repeat(1_000_000 / unit.len());
        let (text, asides) = without(&[SUBSCRIBE], &body);
        assert_eq!((text.len(), asides.len()), (body.len(), 0), "{unit}");
    }
}

#[test]
fn a_bracket_ends_a_sentence_only_after_the_end_of_one() {
    for (start, is_sentence) in [
        (
            "「歡迎訂閱我們的每日簡報，每天早上六點送到您的信箱」",
            false,
        ),
        (
            "「歡迎訂閱我們的每日簡報，每天早上六點送到您的信箱。」",
            true,
        ),
    ] {
        let source = |number: usize| lesson(number, &format!("<p>{start}第 {number} 篇</p>"));
        let lessons: Vec<_> = (0..5).map(source).collect();
        let source = source(9);
        let (text, asides) = split(&source, &learned(&lessons));
        assert_eq!(text == "第 9 篇", is_sentence, "{text}");
        assert_eq!(asides.len(), usize::from(is_sentence), "{start}");
    }
}

#[test]
fn short_lines_stay() {
    // Headings of articles, or what people often say.
    let lines = ["結語", "是的。", "https://example.org/"];
    let body = "<p>結語</p><p>一</p><p>是的。</p><p>二</p><p>https://example.org/</p>";
    let (text, asides) = without(&lines, body);
    assert_eq!(text, "結語\n\n一\n\n是的。\n\n二");
    assert_eq!(asides, ["https://example.org/"]);
    // Together they are long enough.
    let (text, asides) = without(
        &[SUBSCRIBE, "結語"],
        "<p>一</p><p>結語</p><p>歡迎訂閱我們的每日簡報</p>",
    );
    assert_eq!((text.as_str(), asides.len()), ("一", 1));
}

#[test]
fn other_asides_and_images_stay_where_they_are() {
    let body = "<h1>题目 9</h1><img src=1.jpg><p>一</p><p>歡迎訂閱我們的每日簡報</p>\
                <img src=//stat.example.org/1 width=1 height=1><p>© 2021 Ferry</p>";
    let source = lesson(9, body);
    let lessons: Vec<_> = (0..5)
        .map(|number| lesson(number, &format!("<p>{number}</p><p>{SUBSCRIBE}</p>")))
        .collect();
    let options = ContentOptions::new().repeated(learned(&lessons));
    let article = Article::parse(&source).expect("an article");
    let content = article.content_with(&options);
    let asides: Vec<_> = content
        .asides()
        .map(|aside| (aside.aside_kind(), aside.text().into_owned()))
        .collect();
    assert_eq!(
        asides,
        [
            (AsideKind::Title, "题目 9".to_owned()),
            (AsideKind::Repeated, SUBSCRIBE.to_owned()),
            (AsideKind::Copyright, "© 2021 Ferry".to_owned()),
        ]
    );
    assert_eq!(content.to_text(), "一");
    assert_eq!(content.images().count(), 1);
    assert_eq!(content.left_out_images().count(), 1);
    let left_out = content.left_out_images().next().expect("one");
    assert_eq!(*left_out.src().expect("src"), "//stat.example.org/1");
}

#[test]
fn two_passes_over_an_archive_find_it() {
    let files: Vec<_> = (0..)
        .map(|number| format!("articles/{number}.md"))
        .zip(descriptions(6))
        .collect();
    let learned = Articles::of(files.clone()).learn();
    assert!(!learned.repeated().is_empty());
    let options = ContentOptions::new().repeated(learned.repeated().clone());
    let mut count = 0;
    for file in Articles::of(files).deduplicated(learned) {
        let file = file.expect("an article");
        let article = file.article().expect("an article");
        assert_eq!(article.content_with(&options).asides().count(), 2);
        count += 1;
    }
    assert_eq!(count, 6);
}

/// Returns the number of lines that are counted in articles, and the bytes of memory for these and the
/// articles.
fn memory(sources: &[String]) -> (usize, u64) {
    let mut counts = LineCounts::new();
    let mut bytes = 0;
    for source in sources {
        let article = Article::parse(source).expect("an article");
        let content = article.content();
        let learned = allocation_counter::measure(|| counts.learn(&article, &content));
        bytes += learned.bytes_current;
    }
    (counts.len(), bytes as u64)
}

/// Hashes are counted, so long lines take as much memory as short ones. Only some lines or sentences of an
/// article with many are counted.
#[test]
fn memory_does_not_grow_with_the_text() {
    let of = |line: &str| {
        let body = |number| format!("<p>{number}</p><p>{number}{line}</p>");
        let sources: Vec<_> = (0..100)
            .map(|number| lesson(number, &body(number)))
            .collect();
        memory(&sources)
    };
    let (count, bytes) = of("渡轮");
    assert_eq!((count, bytes), of(&"渡轮".repeat(10_000)));
    // 40 for each line, 60 for each article, and the maps themselves.
    assert!(
        count == 200 && bytes <= 200 * 40 + 100 * 60 + 500,
        "{bytes}"
    );
    let many = |separator: &str| {
        let lines: Vec<_> = (0..5_000)
            .map(|number| format!("第 {number} 行。"))
            .collect();
        memory(&[lesson(0, &lines.join(separator))]).0
    };
    assert_eq!((many("<br>"), many("")), (256, 256));
}

/// Lines as they are written, long enough to be taken out alone.
const LINES: [&str; 8] = [
    "清晨六點，第一班渡輪開出。",
    "歡迎訂閱&hellip;&hellip;每日渡輪簡報！",
    "<b>Ferries</b> &amp; trams run at night",
    "我們的 頻道<a href=/x>在這裡，\n  請支持</a>",
    "<i>本文由<b>渡輪</b>日報授權</i>轉載",
    "&#x6e21;輪公司昨日公布新的票價",
    "https://example.org/a?b=1&amp;c=2 渡輪時刻表",
    "<span>沒有人</span>在事故中受傷，調查已開始",
];

/// A block: its form, and the lines in it.
type Block = (usize, Vec<usize>);

fn written((form, lines): &Block) -> String {
    let lines: Vec<_> = lines.iter().map(|&line| LINES[line]).collect();
    match form {
        0 => format!("<p>{}</p>", lines.join("<br>")),
        1 => format!("<h2>{}</h2>", lines.concat()),
        2 => format!("{}<br><br>", lines.join(" <br> ")),
        3 => format!("<ul><li>{}</ul>", lines.join("<li>")),
        4 => format!("<blockquote>{}</blockquote>", lines.join("<br>")),
        5 => format!("<p>{} <img src=1.jpg></p>", lines.join("<br>")),
        6 => format!("<b>{}</b><hr>", lines.join("<br>")),
        _ => format!("<div>{}</div>", lines.join("</div><div>")),
    }
}

/// Returns the lines of a block as a reader sees them, and for each whether it is taken out.
fn read(block: &Block, repeated: &[bool]) -> Vec<(String, bool)> {
    let (form, lines) = block;
    let is_repeated: Vec<_> = lines.iter().map(|&line| repeated[line]).collect();
    let all = is_repeated.iter().all(|it| *it);
    let text = |line: &usize| without_blanks(&shown(LINES[*line]));
    match form {
        // All lines are one.
        1 if lines.len() > 1 => vec![(lines.iter().map(text).collect(), false)],
        3 | 4 => lines.iter().map(|line| (text(line), all)).collect(),
        5 => {
            let last = lines.len() - 1;
            let lines = lines.iter().enumerate();
            let taken =
                |(index, line): (usize, &usize)| (text(line), repeated[*line] && index != last);
            lines.map(taken).collect()
        }
        _ => lines
            .iter()
            .map(|line| (text(line), repeated[*line]))
            .collect(),
    }
}

/// Returns the text of a line.
fn shown(line: &str) -> String {
    let source = lesson(0, line);
    let article = Article::parse(&source).expect("an article");
    article.to_text()
}

fn without_blanks(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Returns the texts of a part with their bytes.
fn texts(part: ContentRef<'_, '_>) -> impl Iterator<Item = (u32, String)> {
    let texts = part
        .descendants()
        .filter(|part| part.kind() == ContentKind::Text);
    texts.map(|part| {
        (
            part.span().start,
            part.as_text().unwrap_or_default().to_owned(),
        )
    })
}

/// Returns all texts of a content.
fn all_texts(content: &Content<'_>) -> Vec<(u32, String)> {
    let roots = content.asides().map(|aside| aside.root());
    let roots = std::iter::once(content.root()).chain(roots);
    roots.flat_map(texts).collect()
}

/// Sentences as they are written, each with its columns. A URL makes any run long enough.
const SENTENCES: [(&str, usize); 8] = [
    ("清晨六點，第一班渡輪開出。", 22),
    ("歡迎訂閱&hellip;&hellip;", 8),
    ("<b>Ferries</b> run at night!", 17),
    ("我們的 頻道<a href=/x>在這裡，\n  請支持</a>！", 22),
    ("<i>本文由<b>渡輪</b>日報授權</i>轉載；", 22),
    ("&#x6e21;輪公司「昨日公布新的票價？」", 24),
    ("詳情https://example.org/a?b=1&amp;c=2時刻表。", 40),
    ("<span>沒有人</span>在事故中受傷，調查仍在進行。", 30),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 300 } else { 3000 }))]

    /// Against a simple implementation of the rules: the kept and the taken-out lines, which together are all
    /// lines.
    #[test]
    fn lines_are_kept_or_taken_out_in_order(
        repeated in prop::collection::vec(any::<bool>(), LINES.len()),
        blocks in prop::collection::vec(
            (0..8usize, prop::collection::vec(0..LINES.len(), 1..4)),
            2..8,
        ),
    ) {
        let lines = (0..LINES.len()).filter(|&line| repeated[line]).map(|line| LINES[line]);
        let lines: Vec<_> = lines.collect();
        let body: String = blocks.iter().map(written).collect();
        let (text, asides) = without(&lines, &body);
        let read: Vec<_> = blocks.iter().flat_map(|block| read(block, &repeated)).collect();
        let expected = |is_taken| {
            let lines = read.iter().filter(|line| line.1 == is_taken);
            lines.map(|line| line.0.as_str()).collect::<String>()
        };
        // Items have a mark in the text.
        let said = |text: &str| without_blanks(text).replace('-', "");
        prop_assert_eq!(said(&text), expected(false), "{}", body);
        prop_assert_eq!(said(&asides.concat()), expected(true), "{}", body);
    }

    /// As above, for the sentences in a single line.
    #[test]
    fn sentences_are_kept_or_taken_out_in_order(
        repeated in prop::collection::vec(any::<bool>(), SENTENCES.len()),
        sentences in prop::collection::vec(0..SENTENCES.len(), 1..12),
        spaces in any::<u64>(),
    ) {
        let of = |chosen: &mut dyn Iterator<Item = usize>| -> String {
            let space = |index: usize| if spaces >> index & 1 == 1 { " " } else { "" };
            let sentences = chosen.enumerate();
            sentences.map(|(index, it)| format!("{}{}", SENTENCES[it].0, space(index))).collect()
        };
        let taught = of(&mut (0..SENTENCES.len()).filter(|&it| repeated[it]));
        let lessons: Vec<_> = (0..5).map(|number| lesson(number, &format!("{number}。{taught}"))).collect();
        let source = lesson(9, &of(&mut sentences.iter().copied()));
        let (text, asides) = split(&source, &learned(&lessons));
        let (mut kept, mut taken) = (String::new(), Vec::new());
        // One is a whole line.
        let min = if sentences.len() == 1 { 16 } else { 40 };
        for run in sentences.chunk_by(|one, other| repeated[*one] == repeated[*other]) {
            let columns: usize = run.iter().map(|&it| SENTENCES[it].1).sum();
            let said: String = run.iter().map(|&it| without_blanks(&shown(SENTENCES[it].0))).collect();
            match repeated[run[0]] && columns >= min {
                true => taken.push(said),
                false => kept.push_str(&said),
            }
        }
        prop_assert_eq!(without_blanks(&text), kept);
        let asides: Vec<_> = asides.iter().map(|aside| without_blanks(&aside.0)).collect();
        prop_assert_eq!(asides, taken);
        prop_assert_eq!(text.trim(), &text);
    }

    /// In any markup around lines, some of which are repeated, each character is kept or taken out, and every
    /// part is in its place.
    #[test]
    fn nothing_is_lost_in_any_markup(
        parts in prop::collection::vec((prop::collection::vec(any::<u8>(), 0..60), 0..LINES.len()), 1..6),
        chosen in any::<u64>(),
    ) {
        let part = |(choices, line): &(Vec<u8>, usize)| format!("{}<br>{}<br>", markup::wild(choices), LINES[*line]);
        let source = lesson(9, &parts.iter().map(part).collect::<String>());
        let article = Article::parse(&source).expect("an article");
        let before = article.content();
        let text = before.to_text();
        let lines = text.lines().enumerate().filter(|(index, _)| chosen >> (index % 64) & 1 == 1);
        let escape = |line: &str| line.replace('&', "&amp;").replace('<', "&lt;");
        let lines: String = lines.map(|(_, line)| format!("<p>{}</p>", escape(line))).collect();
        let lessons: Vec<_> = (0..5)
            .map(|number| lesson(number, &format!("{lines}<p>第 {number} 篇</p>")))
            .collect();
        let options = ContentOptions::new().repeated(learned(&lessons));
        let after = article.content_with(&options);
        prop_assert_eq!(content::check(&source, &after).err(), None);
        let chars = |content: &Content<'_>| {
            let texts = all_texts(content).into_iter();
            let mut chars: Vec<_> = texts.flat_map(|text| text.1.chars().collect::<Vec<_>>()).collect();
            chars.retain(|char| !char.is_whitespace());
            chars.sort_unstable();
            chars
        };
        prop_assert_eq!(chars(&before), chars(&after));
        after.to_markdown();
    }
}

/// All text of real descriptions is kept or taken out, in order.
#[test]
#[ignore = "needs ../shared"]
fn nothing_is_lost_of_real_files() {
    let files = shared::corpus();
    let videos = files
        .iter()
        .filter(|(name, _)| name.starts_with("society/") || name.starts_with("teahouse/"));
    let videos: Vec<_> = videos.map(|(_, source)| source.clone()).collect();
    let options = ContentOptions::new().repeated(learned(&videos));
    let mut count = 0;
    for source in &videos {
        let article = Article::parse(source).expect("an article");
        let (before, after) = (article.content(), article.content_with(&options));
        content::check(source, &after).expect("every part is where it should be");
        let said = |content: &Content<'_>| {
            let mut texts = all_texts(content);
            texts.sort_by_key(|text| text.0);
            let texts: String = texts.into_iter().map(|text| text.1).collect();
            without_blanks(&texts)
        };
        assert_eq!(said(&before), said(&after), "{}", article.title());
        count += usize::from(before != after);
    }
    assert!(count > videos.len() / 2, "{count}");
}

#[test]
fn learning_can_be_stopped() {
    let clip = |number: usize| {
        let text = format!("第 {number} 班渡轮。歡迎訂閱：https://example.org/ferry");
        (format!("{number}.md"), video(number, &text))
    };
    let mut left = 3_000;
    let stop = || {
        left -= 1;
        left == 0
    };
    // Files without an end.
    assert!(Articles::of((0..).map(clip)).learn_until(stop).is_none());
    assert_eq!(left, 0);
    let learned = Articles::of((0..9).map(clip)).learn_until(|| false);
    let repeated = learned.map(|learned| learned.repeated().clone());
    assert_eq!(
        repeated.as_ref(),
        Some(Articles::of((0..9).map(clip)).learn().repeated())
    );
    assert_ne!(repeated, Some(RepeatedText::default()));
}
