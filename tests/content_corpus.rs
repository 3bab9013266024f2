//! Content of the corpus, and of arbitrary markup: no text is lost, every part is in its place, and both
//! lanes give the same.

mod common;
#[expect(dead_code, reason = "families of files are for other tests")]
#[path = "common/hostile/mod.rs"]
mod hostile;

use newsprint::{Article, Content, ContentOptions, ContentRef, Lane, ParseOptions};
use proptest::prelude::*;

use common::clips::check_files;
use common::oracle::{self, Answered};
use common::told::is_invisible;
use common::{content, markup, rendered, shrink};

/// Returns all text of a content, without white space: dateline, byline, article, asides.
fn said(article: &Article<'_>, options: &ContentOptions) -> String {
    let content = &article.content_with(options);
    let mut said = String::new();
    if let Some(dateline) = content.dateline() {
        said.push_str(dateline.raw());
    }
    let byline = content.byline();
    let in_body = byline.filter(|byline| article.body().span().contains_span(byline.span()));
    said.push_str(in_body.map_or("", |byline| byline.raw()));
    let asides = content.asides().map(|aside| aside.root());
    let roots = std::iter::once(content.root()).chain(asides);
    said.extend(roots.flat_map(|root| texts(root, article.source())));
    without_blanks(&said)
}

/// Returns the texts of a part, without the marks that a browser adds to its inner text: of quotations,
/// and of readings. Captions come after their media, and before the rows of their tables.
fn texts<'c>(part: ContentRef<'c, '_>, source: &str) -> impl Iterator<Item = &'c str> {
    let is_mark = |part: &ContentRef<'_, '_>| {
        let at = part.span().of(source).to_ascii_lowercase();
        let says_tag = part.as_text().is_some_and(|text| text.starts_with('<'));
        !says_tag && part.literal_text().is_none() && MARKED.iter().any(|tag| at.starts_with(tag))
    };
    let texts = part.descendants().filter(move |part| !is_mark(part));
    texts.filter_map(ContentRef::as_text)
}

/// Tags that may have a mark, or the text of an emoji.
const MARKED: [&str; 5] = ["<q", "</q", "<rt", "</rt", "<img"];

/// Returns a text without white space and characters without width. Text of such characters alone is dropped.
fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !is_invisible(*c)).collect()
}

fn sorted(text: &str) -> Vec<char> {
    let mut chars: Vec<_> = text.chars().collect();
    chars.sort_unstable();
    chars
}

/// Returns the first difference between two texts.
fn difference_of(got: &str, expected: &str) -> String {
    let pairs = got.chars().zip(expected.chars());
    let at = pairs.take_while(|(a, b)| a == b).count();
    let part = |text: &str| {
        let part = text.chars().skip(at.saturating_sub(10)).take(50);
        part.collect::<String>()
    };
    format!("{:?} for {:?}", part(got), part(expected))
}

/// Fails unless content has every character that Chromium shows.
fn check_nothing_is_lost(files: &[Answered]) {
    let (mut articles, mut in_order) = (0, 0);
    for Answered {
        file,
        source,
        answer,
    } in files
    {
        // A file with a line end in its title is not an article.
        let Ok(article) = &Article::parse(source) else {
            println!("{file} is not an article");
            continue;
        };
        articles += 1;
        let text = answer["text"].as_str().unwrap();
        let got = said(article, &ContentOptions::new());
        let line = article.envelope().date_line();
        let expected = without_blanks(line.map_or("", |line| line.raw())) + &without_blanks(text);
        let difference = || format!("{file}: {}", difference_of(&got, &expected));
        assert_eq!(sorted(&got), sorted(&expected), "{}", difference());
        // Without rules, no text is moved.
        let got = said(article, &ContentOptions::new().known_rules(false));
        match got == expected {
            true => in_order += 1,
            false => println!(
                "{file}: in another order: {}",
                difference_of(&got, &expected)
            ),
        }
    }
    println!("{articles} articles: all have every character once, {in_order} in the order shown");
    // A caption is next to its medium, whatever is between them in the source.
    assert!(articles + 1 >= files.len() && articles - in_order <= 1);
}

#[test]
fn nothing_of_clips_is_lost() {
    check_nothing_is_lost(&oracle::of_clips());
}

#[test]
#[ignore = "needs ../shared"]
fn nothing_of_real_files_is_lost() {
    check_nothing_is_lost(&oracle::of_real_files());
}

#[test]
fn nothing_of_generated_markup_is_lost() {
    for name in oracle::GENERATED {
        let mut in_order = 0;
        let answers = oracle::of_generated(name);
        for line in &answers {
            let source = clip(line["html"].as_str().unwrap());
            let article = Article::parse(&source).unwrap();
            let got = said(&article, &ContentOptions::new());
            let expected = without_blanks(line["text"].as_str().unwrap());
            let difference = || format!("{source}\n{}", difference_of(&got, &expected));
            assert_eq!(sorted(&got), sorted(&expected), "{}", difference());
            let got = said(&article, &ContentOptions::new().known_rules(false));
            in_order += usize::from(got == expected);
        }
        let all = answers.len();
        println!("{name}: {all} bodies, {in_order} in the order shown");
        assert!(all - in_order <= 1);
    }
}

fn clip(body: &str) -> String {
    format!("[t](https://example.org/)\n------\n\n{body}")
}

fn check_parts(articles: Vec<(String, String)>) {
    let (mut files, mut parts) = (0, 0);
    for (name, source) in articles {
        let content = of_both_lanes(&source).unwrap_or_else(|wrong| panic!("{name}: {wrong}"));
        parts +=
            content::check(&source, &content).unwrap_or_else(|wrong| panic!("{name}: {wrong}"));
        files += 1;
    }
    println!("{files} files, {parts} parts");
}

check_files!(
    every_part_is_where_it_should_be,
    check_parts,
    common::shared::every_file
);

#[test]
fn every_part_of_generated_markup_is_in_its_place() {
    for body in oracle::generated() {
        let source = clip(&body);
        let content = of_both_lanes(&source).unwrap_or_else(|wrong| panic!("{body:?}: {wrong}"));
        let wrong = content::check(&source, &content).err();
        assert_eq!(wrong, None, "{body:?}");
    }
}

#[test]
fn every_part_of_hostile_bodies_is_in_its_place() {
    let mut checked = 0;
    for family in hostile::all_bodies() {
        let source = clip(&(family.make)(2_500));
        // Some exceed a limit.
        let Ok(article) = Article::parse(&source) else {
            continue;
        };
        let wrong = of_both_lanes(&source).err();
        let wrong = wrong.or_else(|| rendered::check(&article).err());
        assert_eq!(wrong, None, "{}", family.name);
        checked += 1;
    }
    println!("{checked} families");
}

/// Returns the content, or the difference between the lanes.
fn of_both_lanes(source: &str) -> Result<Content<'_>, String> {
    let [fast, slow] = [Lane::Fast, Lane::Html5ever].map(|lane| {
        let options = ParseOptions::trusted().lane(lane);
        Article::parse_with(source, &options).map(|article| article.content())
    });
    match (fast, slow) {
        (Ok(fast), Ok(slow)) if fast == slow => Ok(fast),
        (fast, slow) => Err(format!("{fast:?} and {slow:?}")),
    }
}

/// Pieces of markup, to be combined at random.
const BITS: &[&str] = &[
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<a href=l>",
    "</a>",
    "<br>",
    "<hr>",
    "<img src=i>",
    "<ul>",
    "</ul>",
    "<ol start=2>",
    "</ol>",
    "<li>",
    "<dl>",
    "<dt>",
    "<dd>",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "<th>",
    "<caption>",
    "<thead>",
    "<pre>",
    "</pre>",
    "<h2>",
    "</h2>",
    "<blockquote>",
    "</blockquote>",
    "<figure>",
    "</figure>",
    "<figcaption>",
    "</figcaption>",
    "<small>",
    "</small>",
    "<sup>",
    "</sup>",
    "<q>",
    "</q>",
    "<ruby>",
    "<rt>",
    "</ruby>",
    "<code>",
    "</code>",
    "<details>",
    "<summary>",
    "<noscript>",
    "</noscript>",
    "<iframe>",
    "</iframe>",
    "<video>",
    "</video>",
    "<svg>",
    "</svg>",
    "<math>",
    "<template>",
    "</template>",
    "<p class=wp-caption-text>",
    "<div class=Figure>",
    "<!-- c -->",
    "<select><option>",
    "</select>",
    "<textarea>",
    "</textarea>",
    "<xmp>",
    "</xmp>",
    "&amp;",
    "&lt;",
    "&#32;",
    "&nbsp;",
    "\u{3000}",
    "\u{200b}",
    "某城 — ",
    "&bne;",
    "&notin",
    " ",
    "  ",
    "\n",
    "\t",
    "\r\n",
    "\0",
    "a",
    "b c",
    "中",
    "文。",
    "<",
    "&",
    "获取更多RSS：",
    "<div><i>Thu, 15 Apr 2021 13:23:59 GMT</i></div>",
];

/// Pieces that decide where text ends and a caption begins.
const CAPTION_BITS: &[&str] = &[
    "<img src=a>",
    "<figure>",
    "</figure>",
    "<figcaption>",
    "</figcaption>",
    "<div class=wp-caption-text>",
    "<span class=photo-credit>",
    "</span>",
    "<div>",
    "</div>",
    "<br>",
    "<b>",
    "</b>",
    "<a href=l>",
    "</a>",
    "<applet>",
    "</applet>",
    "<select><option>",
    "a",
    " b\n",
    "&amp; ",
];

fn bits(of: &'static [&'static str], most: usize) -> impl Strategy<Value = String> {
    let bits = prop::collection::vec(prop::sample::select(of), 0..most);
    bits.prop_map(|bits| bits.concat())
}

/// Checks that content contains all visible text once, and in order. Returns the error, if any.
fn wrong(body: &str) -> Option<String> {
    let source = clip(body);
    let article = Article::parse_with(&source, &ParseOptions::trusted()).unwrap();
    let shown = without_blanks(&article.body().inner_text());
    // A single letter in mathematics, which is shown in italics.
    let said = said(&article, &ContentOptions::new());
    if sorted(&upright(&said)) != sorted(&upright(&shown)) {
        return Some(difference_of(&said, &shown));
    }
    let differs = of_both_lanes(&source).err();
    differs.or_else(|| rendered::check(&article).err())
}

fn check_body(body: &str) {
    if wrong(body).is_some() {
        let body = shrink::smallest(body, |body| wrong(body).is_some());
        panic!("{body:?}: {}", wrong(&body).unwrap_or_default());
    }
}

#[test]
fn a_style_in_a_link_does_not_continue_outside_of_the_link() {
    // The parser opens the first link again before `applet`, and the second link ends it at once.
    check_body("<span><a href><b>></span><applet><a href>&");
}

#[test]
fn white_space_in_a_superscript_has_no_brackets() {
    check_body("<pre><dt>：<sup>\n<a");
    let source = clip("<p>1<sup> </sup>x</p><pre>2<sup>\n</sup>y</pre>");
    let text = Article::parse(&source).unwrap().content().to_text();
    assert_eq!(text, "1 x\n\n2\ny");
}

fn upright(text: &str) -> String {
    let upright = |c| match c {
        '\u{1d434}'..='\u{1d467}' => 'x',
        '\u{210e}' => 'x',
        'a'..='z' | 'A'..='Z' => 'x',
        c => c,
    };
    text.chars().map(upright).collect()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1_000,
        failure_persistence: None,
        max_shrink_iters: 0, // by `shrink`, which knows text
        ..ProptestConfig::default()
    })]

    #[test]
    fn markup_of_articles_is_kept_and_maps_back(body in bits(BITS, 60)) {
        check_body(&body);
    }

    #[test]
    fn markup_of_captions_is_kept_and_maps_back(body in bits(CAPTION_BITS, 24)) {
        check_body(&body);
    }

    #[test]
    fn wild_markup_is_kept_and_maps_back(choices in prop::collection::vec(any::<u8>(), 0..400)) {
        check_body(&markup::wild(&choices));
    }
}
