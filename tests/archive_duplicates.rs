//! The feature `archive`: which articles are duplicates, and of which.
#![cfg(feature = "archive")]

#[path = "common/folder.rs"]
mod folder;

use std::path::{Path, PathBuf};

use folder::{Folder, clip, files, path};
use newsprint::archive::{Archive, ArchiveErrorKind, Articles, Duplicates, Fingerprint, Same};
use newsprint::{Article, ParseOptions};

/// Text of at least 100 Chinese characters.
fn long(text: &str) -> String {
    let wide = text.chars().filter(|char| char.is_alphabetic()).count();
    text.repeat(100_usize.div_ceil(wide))
}

fn titled(title: &str, link: &str, body: &str) -> String {
    format!("<!--1618495142000-->\n[{title}]({link})\n------\n\n<p>{body}</p>")
}

/// Returns for each article the one that it duplicates and why, or `None`.
fn duplicates(sources: &[String]) -> Vec<Option<(usize, Same)>> {
    let fingerprint = |source: &String| {
        let article = Article::parse(source).expect("an article");
        Fingerprint::of(&article)
    };
    let fingerprints: Vec<_> = sources.iter().map(fingerprint).collect();
    let mut duplicates = Duplicates::new();
    for fingerprint in &fingerprints {
        duplicates.learn(fingerprint);
    }
    let found = fingerprints.iter().map(|each| duplicates.add(each));
    found
        .map(|found| found.map(|found| (found.of(), found.same())))
        .collect()
}

#[test]
fn duplicates_have_the_same_link_or_title_and_text_or_long_text() {
    let folder = Folder::new("duplicates");
    folder
        .write("1.md", clip("a", "<p>一 二</p>"))
        .write("2.md", clip("a", "<p>三</p>"))
        .write("3.md", clip("b", "<p>一\n<b>二</b></p>"))
        .write("4.md", clip("c", ""))
        .write("5.md", clip("d", ""))
        .write("6.md", "broken <!--")
        .write("7.md", "<!--1-->\n")
        .write(
            "8.md",
            titled("甲", "https://example.org/e", &long("夜间渡轮")),
        )
        .write(
            "9.md",
            titled("乙", "https://example.org/f", &long("夜间渡轮")),
        );
    let learned = folder.articles().learn();
    let articles = folder.articles().ordered(true).deduplicated(learned);
    let mut articles = articles.report_duplicates(true);
    let items: Vec<_> = articles.by_ref().collect();
    let told: Vec<_> = items
        .iter()
        .filter_map(|item| item.as_ref().err())
        .filter(|error| matches!(error.kind(), ArchiveErrorKind::Duplicate { .. }))
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        told,
        [
            "2.md: duplicate of 1.md: same link",
            "3.md: duplicate of 1.md: same title and text",
            "9.md: duplicate of 8.md: same text",
        ]
    );
    assert_eq!(items.iter().filter(|item| item.is_ok()).count(), 4);
    assert_eq!((articles.duplicates(), articles.tally().articles()), (3, 7));
    let learned = folder.articles().learn();
    let silent = folder.articles().ordered(true).deduplicated(learned);
    let paths: Vec<_> = silent.map(|item| path(&item)).collect();
    assert_eq!(paths, ["1.md", "4.md", "5.md", "7.md", "8.md"]);
}

#[test]
fn boilerplate_makes_no_duplicates() {
    let link = |number: u32| format!("https://video.example.org/watch?v={number}");
    let text = long("本台每晚八点直播，渡轮与灯塔。");
    let three: Vec<_> = ["渡轮首航", "灯塔翻新", "鱼市搬迁"]
        .iter()
        .zip(1..)
        .map(|(title, number)| titled(title, &link(number), &text))
        .collect();
    assert_eq!(duplicates(&three), [None; 3]);
    // With another time, it is another episode.
    let mut again = three.clone();
    again.push(titled("渡轮首航", &link(4), &text).replace("<!--1", "<!--2"));
    assert_eq!(duplicates(&again), [None; 4]);
    let two = [three[0].clone(), three[1].clone()];
    assert_eq!(duplicates(&two), [None, Some((0, Same::Text))]);
    // Short texts do not identify articles, even if only a few have them.
    let short = |title, number| titled(title, &link(number), "本台每晚八点直播，渡轮与灯塔。");
    let short = [short("渡轮首航", 1), short("灯塔翻新", 2)];
    assert_eq!(duplicates(&short), [None; 2]);
    // The text of a video is its description: it identifies copies on other sites, not other videos of the
    // same site.
    let video = |title, id: &str| titled(title, &format!("https://{id}"), &text);
    let videos = [
        video("甲", "www.youtube.com/watch?v=1"),
        video("甲", "www.youtube.com/watch?v=2"),
        video("乙", "youtu.be/3"),
    ];
    assert_eq!(duplicates(&videos), [None; 3]);
    let videos = [
        video("甲", "www.youtube.com/watch?v=1"),
        video("甲", "youtube.com/watch?v=2"),
        video("乙", "youtube.com/watch?v=1&utm_source=rss"),
        video("甲", "mirror.example.org/1"),
    ];
    let copy = Some((0, Same::TitleAndText));
    assert_eq!(
        duplicates(&videos),
        [None, None, Some((0, Same::Link)), copy]
    );
    // Texts that were not learned are not compared.
    let mut unlearned = Duplicates::new();
    for source in &two {
        let article = Article::parse(source).expect("an article");
        assert_eq!(unlearned.add(&Fingerprint::of(&article)), None);
    }
}

#[test]
fn copies_of_videos_have_the_same_title_and_time() {
    let tube = |id: u32| format!("https://www.youtube.com/watch?v={id}");
    let copy = Some((0, Same::TitleAndTime));
    for text in ["", "本台每晚八点直播，渡轮与灯塔。"] {
        let mut sources = vec![
            titled("渡轮首航", &tube(1), text),
            // With three titles, a text is boilerplate.
            titled("灯塔翻新", &tube(2), text),
            titled("鱼市搬迁", &tube(3), text),
        ];
        let mut add = |source: String| {
            sources.push(source);
            *duplicates(&sources).last().expect("it was added")
        };
        let mirror = "https://mirror.example.org/1";
        assert_eq!(add(titled("渡轮首航", mirror, text)), copy);
        let labelled = titled("【转载】渡轮 首航", "https://mirror.example.net/2", text);
        assert_eq!(add(labelled), copy);
        // Another video of the site, another time, text or title, or no time.
        assert_eq!(add(titled("渡轮首航", &tube(4), text)), None);
        let later = titled("渡轮首航", "https://mirror.example.org/5", text);
        assert_eq!(add(later.replace("<!--16", "<!--15")), None);
        let corrected = titled("渡轮首航", "https://mirror.example.org/6", "更正");
        assert_eq!(add(corrected), None);
        let label = titled("【转载】", "https://mirror.example.org/7", text);
        assert_eq!(add(label), None);
        let timeless = titled("渡轮首航", "https://mirror.example.org/8", text);
        assert_eq!(add(timeless.replace("<!--1618495142000-->\n", "")), None);
    }
    // Articles that are not videos, titles and times that only look the same, and a time that is not a date.
    let pair = |one: [&str; 2], two: [&str; 2]| {
        let clip = |[stamp, title]: [&str; 2], link: &str| {
            format!("<!--{stamp}-->\n[{title}]({link})\n------\n\n<img src=1.jpg>")
        };
        let links = [tube(1), "https://mirror.example.org/1".to_owned()];
        duplicates(&[clip(one, &links[0]), clip(two, &links[1])])[1]
    };
    let stamp = "1618493039000";
    assert_eq!(pair([stamp, "甲"], [stamp, "甲"]), copy);
    assert_eq!(pair([stamp, "第"], ["618493039000", "第1"]), None);
    assert_eq!(pair(["0", "甲"], ["0", "甲"]), None);
    assert_eq!(pair([stamp, "【甲】。"], [stamp, "【乙】。"]), None);
    assert_eq!(pair([stamp, "\u{200b}"], [stamp, "\u{200b}"]), None);
    let cartoon = |host: &str, image: u32| {
        let body = format!("<img src={image}.jpg>");
        titled("漫画", &format!("https://{host}.example.org/1"), &body)
    };
    assert_eq!(duplicates(&[cartoon("a", 1), cartoon("b", 2)]), [None; 2]);
}

#[test]
fn planted_duplicates_are_found() {
    let mut sources = Vec::new();
    let mut planted = 0;
    for number in 0..5 {
        let text = long(&format!("第{number}班夜间渡轮今晚首航，"));
        let title = format!("渡轮{number}");
        let path = format!("news.example.org/2021/{number}");
        let original = sources.len();
        sources.push(titled(&title, &format!("https://{path}"), &text));
        let (copy_title, copy_link) = match number {
            0 => (title.clone(), format!("http://www.{path}/")),
            1 => (
                title.clone(),
                format!("https://{path}?utm_source=rss&utm_medium=feed"),
            ),
            2 => (
                title.clone(),
                format!("https://{path}/?fbclid=abc&gclid=1#"),
            ),
            3 => (title.clone(), "https://mirror.example.net/a".to_owned()),
            _ => (
                format!("【转载】{title}"),
                "https://mirror.example.net/b".to_owned(),
            ),
        };
        // Each of these with a different text, with the text of the original, and with a corrected text.
        for text in [
            text.clone(),
            format!("{text}<br>"),
            text.replace('，', "， "),
        ] {
            sources.push(titled(&copy_title, &copy_link, &text));
            planted += 1;
        }
        sources.push(titled(
            &title,
            &format!("https://{path}?utm_campaign={number}"),
            "更正",
        ));
        planted += 1;
        let found = duplicates(&sources);
        for found in &found[original + 1..] {
            assert_eq!(found.map(|(of, _)| of), Some(original), "{number}");
        }
    }
    assert_eq!(planted, 20);
    let found = duplicates(&sources);
    assert_eq!(found.iter().flatten().count(), planted);
}

#[test]
fn only_articles_that_are_kept_have_duplicates() {
    let folder = Folder::new("kept");
    folder
        .write("1.md", clip("1", "one"))
        .write("2.md", clip("1", "two"))
        .write("3.md", clip("2", "two"))
        .write("4.md", clip("3", "one"))
        .write("5.md", clip("3", "three"))
        .write("6.md", clip("2", "four"));
    let learned = folder.articles().learn();
    let mut articles = folder.articles().ordered(true).deduplicated(learned);
    let paths: Vec<_> = articles.by_ref().map(|item| path(&item)).collect();
    assert_eq!(paths, ["1.md", "3.md", "5.md"]);
    assert_eq!(articles.duplicates(), 3);
}

#[test]
fn duplicates_do_not_depend_on_threads() {
    let folder = Folder::new("threads");
    for number in 0..600_usize {
        let text = long(&format!("渡轮{}", number % 300));
        let source = titled(
            &format!("t{}", number % 200),
            &format!("https://example.org/{number}"),
            &text,
        );
        folder.write(&format!("{number}.md"), source);
    }
    let kept = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.expect("threads can be made").install(|| {
            let learned = folder.articles().learn();
            let articles = folder.articles().ordered(true).deduplicated(learned);
            articles.map(|item| path(&item)).collect::<Vec<_>>()
        })
    };
    assert_eq!(kept(1).len(), 300);
    assert_eq!(kept(1), kept(3));
}

#[test]
fn deduplication_counts_bodies_beyond_a_limit_as_broken() {
    let folder = Folder::new("body");
    folder
        .write("1.md", clip("1", "one"))
        .write("2.md", clip("2", &"<b>".repeat(9)))
        .write("3.md", clip("1", ""))
        .write("4.md", "");
    let options = ParseOptions::new().max_depth(5);
    let articles = folder.articles().parse_options(options).ordered(true);
    let mut articles = articles.deduplicated(Duplicates::new());
    let items: Vec<_> = articles.by_ref().collect();
    assert_eq!(
        items.iter().map(Result::is_ok).collect::<Vec<_>>(),
        [true, false, false]
    );
    let tally = articles.tally();
    assert_eq!((tally.files(), tally.articles(), tally.broken()), (4, 2, 2));
    assert_eq!(articles.duplicates(), 1);
}

#[test]
fn fingerprints_are_the_same_everywhere() {
    let source = clip("a", "<p>text</p>");
    let article = Article::parse(&source).expect("an article");
    let fingerprint = Fingerprint::of(&article);
    assert_eq!(
        format!(
            "{:032x}",
            fingerprint.link().expect("the link names a page")
        ),
        "b96944204cdaaa47515c9ca4fd1683a2"
    );
    assert_eq!(
        format!("{:032x}", fingerprint.text().expect("there is text")),
        "ae553138e556abd5c08fea25409c304c"
    );
}

/// Returns the folder of real files.
fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus")
}

#[test]
#[ignore = "needs ../shared"]
fn duplicates_of_real_files_are_few() {
    let corpus = corpus();
    let archive = Archive::open(&corpus).expect("it is there");
    let learned = archive.articles().learn();
    let articles = archive.articles().ordered(true).deduplicated(learned);
    let articles = articles.report_duplicates(true);
    let told: Vec<_> = articles
        .filter_map(Result::err)
        .map(|error| error.to_string())
        .collect();
    // All were checked by hand: later versions of an article, and videos that are listed twice.
    assert_eq!(told.len(), 10, "{told:#?}");
    assert!(told.iter().all(|told| told.ends_with("same link")));
}

/// Returns a copy of an article, as on another site or in another feed.
fn copied(source: &str, number: usize) -> String {
    let article = Article::parse(source).expect("an article");
    let (title, link) = (article.title(), article.link());
    let url = newsprint::UrlParts::of(link);
    let host = url.host().expect("links of the corpus are absolute");
    let rest = link.split_once(host).expect("it has a host").1;
    let path = url.path().trim_end_matches('/');
    let join = if rest.contains('?') { '&' } else { '?' };
    let other = match number % 5 {
        0 => format!("http://{}{rest}", host.trim_start_matches("www.")),
        1 => format!("{link}{join}utm_source=rss&utm_medium=feed"),
        2 => link.replacen(path, &format!("{path}/"), 1) + &format!("{join}fbclid=1"),
        _ => format!("https://mirror.example.org/{number}"),
    };
    let copy = source.replace(link, &other);
    match number % 5 {
        4 => copy.replace(title.as_ref(), &format!("【转载】{title}")),
        _ => copy,
    }
}

#[test]
#[ignore = "needs ../shared"]
fn duplicates_planted_among_articles_of_real_files_are_found() {
    let mut all = files(&corpus());
    all.retain(|(path, _)| path.ends_with(".md"));
    all.sort();
    let source = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("the corpus is UTF-8");
    let mut planted: Vec<(String, Vec<u8>)> = Vec::new();
    for (number, at) in (0..all.len()).step_by(119).take(20).enumerate() {
        let copy = copied(&source(&all[at].1), number);
        planted.push((format!("z/{number}.md"), copy.into_bytes()));
    }
    all.extend(planted);
    let learned = Articles::of(all.clone()).learn();
    let articles = Articles::of(all).ordered(true).deduplicated(learned);
    let articles = articles.report_duplicates(true);
    let told: Vec<_> = articles.filter_map(Result::err).collect();
    let (planted, real): (Vec<_>, Vec<_>) = { told.iter() }
        .map(ToString::to_string)
        .partition(|told| told.starts_with("z/"));
    assert_eq!((planted.len(), real.len()), (20, 10), "{told:#?}");
}
