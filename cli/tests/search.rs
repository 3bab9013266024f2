//! Tests of `newsprint search`: the hits, their positions, and the output formats.

mod common;

use std::collections::HashMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use newsprint::{Article, Body, Span, TextWithSpans};
use serde_json::Value;

/// Makes a folder with files, and returns its path.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    common::folder(&format!("search-{name}"), files)
}

fn clip(title: &str, body: &str) -> String {
    format!("<!--1618495142000-->\n[{title}](https://example.org/1)\n------\n\n{body}\n")
}

struct Ran {
    status: Option<i32>,
    out: String,
    errors: String,
}

/// Runs `search` on a folder. In the result, the path of the folder is replaced by `DIR`.
fn run(folder: &Path, arguments: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_newsprint"));
    let output = command.arg("search").args(arguments).arg(folder).output();
    let output = output.expect("it runs");
    let text = |bytes| {
        let text = String::from_utf8(bytes).expect("it prints UTF-8");
        text.replace(&folder.display().to_string(), "DIR")
    };
    Ran {
        status: output.status.code(),
        out: text(output.stdout),
        errors: text(output.stderr),
    }
}

/// Runs `search --json` on a folder. Returns the path in the folder and the JSON object of each
/// hit.
fn hits(folder: &Path, arguments: &[&str]) -> Vec<(String, Value)> {
    let ran = run(folder, &[&["--json"], arguments].concat());
    assert_eq!(ran.errors, "");
    assert_eq!(ran.status, Some(i32::from(ran.out.is_empty())));
    let hits = ran.out.lines().map(|line| {
        let hit: Value = serde_json::from_str(line).expect("each line is JSON");
        let path = hit["path"].as_str().expect("it is text");
        let path = path.strip_prefix("DIR/").expect("it is in the folder");
        (path.to_owned(), hit)
    });
    hits.collect()
}

fn span(hit: &Value) -> Span {
    let end = |index| {
        hit["span"][index]
            .as_u64()
            .and_then(|end| end.try_into().ok())
    };
    let (start, end) = (end(0), end(1));
    Span::new(start.expect("a number"), end.expect("a number"))
}

/// Returns the part of `source` at the span of each hit.
fn found<'s>(folder: &Path, source: &'s str, arguments: &[&str]) -> Vec<&'s str> {
    let hits = hits(folder, arguments);
    hits.iter().map(|(_, hit)| span(hit).of(source)).collect()
}

#[test]
fn a_phrase_is_found_however_it_is_written() {
    for (name, body, phrase, expected) in [
        (
            "tag",
            "<p>末班<b>船延</b>至凌晨。</p>",
            "班船延至",
            "班<b>船延</b>至",
        ),
        (
            "link",
            "<p>见<a href='/班船'>末班</a>船。</p>",
            "末班船",
            "末班</a>船",
        ),
        (
            "reference",
            "<p>Salt &amp; pepper&#x2026;</p>",
            "t & p",
            "t &amp; p",
        ),
        (
            "number",
            "<p>末&#29677;&#x8239;延。</p>",
            "末班船",
            "末&#29677;&#x8239;",
        ),
        (
            "space",
            "<p>night\n   ferry&nbsp;service</p>",
            "night ferry service",
            "night\n   ferry&nbsp;service",
        ),
        (
            "crlf",
            "<p>night\r\nferry, 末班\r\n船</p>",
            "ferry, 末班船",
            "ferry, 末班\r\n船",
        ),
        ("joined", "<p>末班\n船延</p>", "末班船", "末班\n船"),
        ("pasted", "<p>末班船延</p>", "末班\n船", "末班船"),
        ("break", "<p>末班<br>\n船延</p>", "末班船", "末班<br>\n船"),
        (
            "break-typed",
            "<p>末班<br>船延</p>",
            "末班 船",
            "末班<br>船",
        ),
        (
            "break-between-words",
            "<p>night<br>ferry</p>",
            "night ferry",
            "night<br>ferry",
        ),
        (
            "invisible",
            "<p>末&#8203;班\u{200b}船</p>",
            "末班船",
            "末&#8203;班\u{200b}船",
        ),
        (
            "invisible-typed",
            "<p>末班船</p>",
            "末\u{200b}班\u{200b}",
            "末班",
        ),
        ("astral", "<p>𠀀<i>😀</i>é</p>", "𠀀😀é", "𠀀<i>😀</i>é"),
        ("list", "<ul><li>末班船<li>夜班船</ul>", "夜班", "夜班"),
        (
            "break-in-list",
            "<ol><li>末班<br>船延</ol>",
            "末班船",
            "末班<br>船",
        ),
        (
            "comment",
            "<p>末<!-- 班 -->班船</p>",
            "末班",
            "末<!-- 班 -->班",
        ),
        ("signs", "<p>C++ (1*2)?</p>", "++ (1*2)?", "++ (1*2)?"),
    ] {
        let source = clip("题目", body);
        let folder = folder(&format!("written-{name}"), &[("1.md", &source)]);
        assert_eq!(found(&folder, &source, &[phrase]), [expected], "{name}");
    }
}

#[test]
fn text_that_does_not_show_the_phrase_is_not_found() {
    for (name, body, phrase) in [
        ("paragraphs", "<p>末班</p><p>船延</p>", "末班船"),
        (
            "paragraphs-of-words",
            "<p>night</p><p>ferry</p>",
            "night ferry",
        ),
        ("attribute", "<p title='末班船'>渡轮</p>", "末班船"),
        ("comment", "<p>渡轮<!-- 末班船 --></p>", "末班船"),
        ("words", "<p>night ferry</p>", "nightferry"),
        ("space", "<p>末班船</p>", "末班 船"),
        ("case", "<p>Night Ferry</p>", "night"),
        ("width", "<p>ＡＢＣ</p>", "ABC"),
        ("script", "<p>颱風</p>", "台风"),
        ("joined", "<p>末班<br>f船</p>", "末班f船"),
        ("marker", "<ol><li>one<li>two</ol>", "1. one"),
    ] {
        let folder = folder(&format!("unseen-{name}"), &[("1.md", &clip("题目", body))]);
        let ran = run(&folder, &[phrase]);
        assert_eq!(
            (ran.status, ran.out, ran.errors),
            (Some(1), String::new(), String::new()),
            "{name}"
        );
    }
}

#[test]
fn case_width_and_script_can_be_ignored() {
    let source = clip("题目", "<p>Night ＡＢＣ，乾淨的颱風　台风。</p>");
    let folder = folder("ignored", &[("1.md", &source)]);
    for (arguments, expected) in [
        (&["-i", "NIGHT"][..], &["Night"][..]),
        (&["--ignore-case", "ａｂｃ"], &["ＡＢＣ"]),
        (&["--ignore-width", "ABC,"], &["ＡＢＣ，"]),
        (&["--ignore-width", "abc"], &[]),
        (&["-i", "--ignore-width", "abc"], &["ＡＢＣ"]),
        (&["--script", "any", "台风"], &["颱風", "台风"]),
        (&["--script", "any", "颱風 臺風"], &["颱風　台风"]),
        (&["--script", "any", "干净"], &["乾淨"]),
        (&["--regex", "[A-Z]{3}"], &[]),
        (&["--regex", "--ignore-width", "[A-Z]{3}[^A-Z,]"], &[]),
        (
            &["--regex", "--ignore-width", "[A-Z]{3}[^A-Z]"],
            &["ＡＢＣ，"],
        ),
        (&["--regex", "--script", "any", "[台]风$"], &[]),
        (&["--regex", "--script", "any", "[台]风.$"], &["台风。"]),
        (&["--regex", r"(?i)night\s"], &["Night "]),
        (&["--regex", "x*"], &[]),
        (&["--regex", "x|風"], &["風"]),
    ] {
        assert_eq!(
            found(&folder, &source, arguments),
            expected,
            "{arguments:?}"
        );
    }
}

#[test]
fn titles_are_searched_too() {
    let clip = clip("夜间 &amp; 渡轮", "<p>末班船</p>");
    let bare =
        "---\ntitle: \"The \\\"night\\\" ferry\"\nfrom: https://example.org/\n---\n\n<p>text</p>";
    let folder = folder("title", &[("1.md", &clip), ("2.md", bare)]);
    let hits = |phrase| hits(&folder, &[phrase]);
    let found = hits("间 & 渡");
    assert_eq!(found.len(), 1);
    let (path, hit) = &found[0];
    assert_eq!(
        (path.as_str(), &hit["part"]),
        ("1.md", &Value::from("title"))
    );
    assert_eq!(span(hit).of(&clip), "间 &amp; 渡");
    assert_eq!((&hit["line"], &hit["column"]), (&2.into(), &3.into()));
    let found = hits("\"night\"");
    assert_eq!(span(&found[0].1).of(bare), "\\\"night\\\"");
    // No hit is partly in the title and partly in the text.
    assert!(hits("渡轮 末班").is_empty());
    assert_eq!(hits("末班")[0].1["part"], "text");
}

#[test]
fn each_sentence_is_a_line() {
    let long = "字".repeat(300);
    let source = clip(
        "渡轮首航",
        &format!(
            "<p>第一句。渡轮\n改期，<b>渡</b>轮停航。第三句！</p>\n<p>{long}渡轮{long}\u{1b}</p>"
        ),
    );
    let folder = folder(
        "lines",
        &[("a/1.md", &source), ("2.md", &clip("t", "<p>text</p>"))],
    );
    let ran = run(&folder, &["渡轮"]);
    let cut = "字".repeat(100);
    let lines = [
        "DIR/a/1.md:2:2:渡轮首航".to_owned(),
        "DIR/a/1.md:5:8:渡轮改期，渡轮停航。".to_owned(),
        format!("DIR/a/1.md:7:304:…{cut}渡轮{cut}…"),
    ];
    assert_eq!(ran.out.lines().collect::<Vec<_>>(), lines);
    assert_eq!((ran.status, ran.errors.as_str()), (Some(0), ""));
    let ran = run(&folder, &["--color", "always", "首航"]);
    assert_eq!(
        ran.out,
        "\x1b[35mDIR/a/1.md\x1b[0m:\x1b[32m2\x1b[0m:\x1b[32m4\x1b[0m:渡轮\x1b[1;31m首航\x1b[0m\n"
    );
    let json = hits(&folder, &["渡轮"]);
    let sentences: Vec<_> = json.iter().map(|(_, hit)| &hit["sentence"]).collect();
    let whole = "渡轮改期，渡轮停航。";
    assert_eq!(
        sentences,
        ["渡轮首航", whole, whole, &format!("{cut}渡轮{cut}")]
    );
    let ran = run(&folder, &["--regex", ".\\x1b"]);
    assert_eq!(
        ran.out,
        format!("DIR/a/1.md:7:605:…{}字?\n", "字".repeat(100))
    );
}

#[test]
fn sentences_are_without_white_space_around_them() {
    let body = "<p>One ferry. Two ships.</p><pre>   night ferry. Next.\n</pre>";
    let folder = folder("around", &[("1.md", &clip("t", body))]);
    let ran = run(&folder, &["ferry"]);
    assert_eq!(
        ran.out,
        "DIR/1.md:5:8:One ferry.\nDIR/1.md:5:43:night ferry.\n"
    );
    let sentences = hits(&folder, &["ferry"]);
    let sentences: Vec<_> = sentences.iter().map(|(_, hit)| &hit["sentence"]).collect();
    assert_eq!(sentences, ["One ferry.", "night ferry."]);
}

#[test]
fn text_between_two_hits_is_cut_if_it_is_long() {
    for (len, expected) in [
        (150, "字".repeat(150)),
        (200, "字".repeat(200)),
        (201, ["字".repeat(100), "字".repeat(100)].join("…")),
    ] {
        let body = format!("<p>渡轮{}渡轮</p>", "字".repeat(len));
        let folder = folder("between", &[("1.md", &clip("t", &body))]);
        let ran = run(&folder, &["渡轮"]);
        assert_eq!(
            ran.out,
            format!("DIR/1.md:5:4:渡轮{expected}渡轮\n"),
            "{len}"
        );
    }
}

#[test]
fn text_after_a_hit_is_cut_if_it_is_long() {
    for (len, expected) in [(100, "字".repeat(100)), (101, "字".repeat(100) + "…")] {
        let body = format!("<p>渡轮{}</p>", "字".repeat(len));
        let folder = folder("after", &[("1.md", &clip("t", &body))]);
        let ran = run(&folder, &["渡轮"]);
        assert_eq!(ran.out, format!("DIR/1.md:5:4:渡轮{expected}\n"), "{len}");
    }
}

/// If the length of sentences were not limited, the output for 50,000 hits in one sentence would
/// have 7 GB.
#[test]
fn long_sentences_count_as_several() {
    let body = format!("{}船。", "渡".repeat(50_000));
    let folder = folder("long", &[("1.md", &clip("题目", &body))]);
    let found = hits(&folder, &["渡"]);
    assert_eq!(found.len(), 50_000);
    for (_, hit) in &found {
        let sentence = hit["sentence"].as_str().expect("it is text");
        assert!(sentence.chars().count() <= 202 && sentence.contains('渡'));
    }
}

#[test]
fn files_and_hits_are_counted() {
    let folder = folder(
        "count",
        &[
            ("1.md", &clip("渡轮", "<p>渡轮，渡轮。</p>")),
            ("2.md", &clip("t", "<p>text</p>")),
            ("b/3.md", &clip("t", "<p>渡<i>轮</i></p>")),
            ("README.md", "渡轮"),
        ],
    );
    let run = |arguments: &[&str]| {
        let ran = run(&folder, arguments);
        assert_eq!((ran.status, ran.errors.as_str()), (Some(0), ""));
        ran.out
    };
    assert_eq!(run(&["--count", "渡轮"]), "DIR/1.md:3\nDIR/b/3.md:1\n");
    assert_eq!(run(&["-c", "渡轮", "--glob", "b/*"]), "DIR/b/3.md:1\n");
    assert_eq!(run(&["--files", "渡轮"]), "DIR/1.md\nDIR/b/3.md\n");
    assert_eq!(
        run(&["-l", "渡轮", "--until", "2021-04-15"]),
        "DIR/1.md\nDIR/b/3.md\n"
    );
    assert_eq!(run(&["--quiet", "渡轮"]), "");
    let json = run(&["--json", "--threads", "1", "渡轮"]);
    let first: Value =
        serde_json::from_str(json.lines().next().expect("there are some")).expect("it is JSON");
    let expected = serde_json::json!({
        "path": "DIR/1.md",
        "part": "title",
        "line": 2,
        "column": 2,
        "span": [22, 28],
        "text": "渡轮",
        "sentence": "渡轮",
    });
    assert_eq!(first, expected);
    assert_eq!(json.lines().count(), 4);
}

#[test]
fn exit_statuses_are_the_same_as_for_grep() {
    let source = clip("渡轮", "<p>text</p>");
    let folder = folder(
        "status",
        &[("1.md", &source), ("2.md", "<!--x-->\n"), ("3.md", "notes")],
    );
    let broken = run(&folder, &["渡轮"]);
    assert_eq!(broken.status, Some(2));
    assert_eq!(broken.out, "DIR/1.md:2:2:渡轮\n");
    assert!(
        broken.errors.starts_with("newsprint: DIR/2.md: "),
        "{}",
        broken.errors
    );
    assert_eq!(broken.errors.lines().count(), 1);
    // With `--quiet`, the search ends at the first hit, and does not read the rest.
    assert_eq!(run(&folder, &["--quiet", "渡轮"]).status, Some(0));
    assert_eq!(run(&folder, &["--quiet", "末班"]).status, Some(2));
    let verbose = run(&folder, &["--verbose", "渡轮", "--glob", "3.md"]);
    assert_eq!(verbose.errors, "newsprint: DIR/3.md: skipped: no article\n");
    assert_eq!(verbose.status, Some(1));
    for (arguments, message) in [
        (
            &["--regex", "渡(轮"][..],
            "newsprint: PHRASE: invalid regular expression: unclosed group, at character 2 of 渡(轮\n",
        ),
        (
            &["--regex", "(?:渡{999}){999}"],
            "newsprint: PHRASE: takes more than ",
        ),
        (&["", "."], "newsprint: expected a phrase, found none\n"),
        (
            &[" \u{200b}\n"],
            "newsprint: expected a phrase, found none\n",
        ),
        (&["渡轮", "no-such-folder"], "newsprint: no-such-folder: "),
        (&["--count", "--files", "渡轮"], "newsprint: "),
    ] {
        let ran = run(&folder, arguments);
        assert_eq!(
            (ran.status, ran.out.as_str()),
            (Some(2), ""),
            "{arguments:?}"
        );
        assert!(ran.errors.starts_with(message), "{}", ran.errors);
    }
}

#[test]
fn a_closed_pipe_ends_the_search() {
    let body = "<p>渡轮。</p>\n".repeat(5_000);
    let folder = folder(
        "pipe",
        &[
            ("1.md", &clip("渡轮", &body)),
            ("2.md", &clip("渡轮", &body)),
        ],
    );
    let mut command = Command::new(env!("CARGO_BIN_EXE_newsprint"));
    let command = command.args(["search", "渡轮"]).arg(&folder);
    let mut child = { command.stdout(Stdio::piped()).stderr(Stdio::piped()) }
        .spawn()
        .expect("it runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(
        (output.status.code(), output.stderr.as_slice()),
        (Some(0), &b""[..])
    );
}

/// Searches phrases of real articles, some of which extend across tags. The hits are the same as
/// those of a naive search in the text.
#[test]
#[ignore = "slow without --release, and needs the folder of real archives: ../../shared/corpus"]
fn hits_in_real_articles_are_the_same_as_with_a_naive_search() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let mut files = Vec::new();
    let mut folders = vec![corpus.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the corpus can be read") {
            let path = entry.expect("as above").path();
            match path.is_dir() {
                true => folders.push(path),
                false => files.extend(fs::read_to_string(&path).ok().map(|source| (path, source))),
            }
        }
    }
    files.sort();
    let articles = files.iter().filter_map(|(path, source)| {
        let path = path.strip_prefix(&corpus).ok()?.to_str()?;
        let article = Article::parse(source).ok()?;
        Some((path, (source.as_str(), article.to_text_with_spans())))
    });
    let articles: Vec<_> = articles.collect();
    let by_path: HashMap<_, _> = articles
        .iter()
        .map(|(path, article)| (*path, article))
        .collect();
    let mut random = Random(1);
    let (mut phrases, mut across, mut all) = (0, 0, 0);
    while phrases < 300 {
        let (path, (source, text)) = &articles[random.below(articles.len())];
        let Some(range) = phrase(text, source, phrases % 2 == 0, &mut random) else {
            continue;
        };
        let phrase = &text.text()[range.clone()];
        phrases += 1;
        across += usize::from(
            text.source_of(range)
                .is_some_and(|span| span.of(source).contains('<')),
        );
        let mut hits: HashMap<String, Vec<Span>> = HashMap::new();
        for (path, hit) in self::hits(&corpus, &["--", phrase]) {
            let (source, _) = by_path[path.as_str()];
            let said = Body::parse(span(&hit).of(source))
                .expect("it is short")
                .text()
                .into_owned();
            assert_eq!(bare(&said), bare(phrase), "{path} {hit}");
            hits.entry(path).or_default().push(span(&hit));
            all += 1;
        }
        assert!(hits.contains_key(*path), "{path}: {phrase:?}");
        for (path, (_, text)) in &articles {
            for (start, _) in text.text().match_indices(phrase) {
                let Some(expected) = source_of(text, start..start + phrase.len()) else {
                    continue;
                };
                let hits = hits.get(*path).map(Vec::as_slice).unwrap_or_default();
                assert!(
                    hits.contains(&expected),
                    "{path}: {phrase:?} at {expected} in {hits:?}"
                );
            }
        }
    }
    println!("{phrases} phrases, {across} of them across tags: {all} hits");
    assert!(across >= 100);
}

/// Returns the span in the source of a part of the text. Returns `None` if the part starts or ends
/// with text that is not in the source, such as a list marker.
fn source_of(text: &TextWithSpans, range: Range<usize>) -> Option<Span> {
    text.source_of(range.start..range.start + 1)?;
    text.source_of(range.end - 1..range.end)?;
    text.source_of(range)
}

/// Returns the range of a random phrase in a text. The phrase has up to 12 characters and is in one
/// paragraph. Its first and last characters come from the source.
fn phrase(
    text: &TextWithSpans,
    source: &str,
    across: bool,
    random: &mut Random,
) -> Option<Range<usize>> {
    let index = random.below(text.runs().len().max(1));
    let [run, rest @ ..] = text.runs().get(index..)? else {
        return None;
    };
    let middle = match across {
        true => {
            let between = Span::new(run.source().end, rest.first()?.source().start);
            between.of(source).contains('<').then_some(run.text().end)?
        }
        false => run.text().start + random.below(run.text().len()),
    };
    let before = text.text().get(..middle)?;
    let after = &text.text()[middle..];
    let start = before
        .char_indices()
        .rev()
        .nth(random.below(6))
        .map_or(0, |(at, _)| at);
    let end = after
        .char_indices()
        .nth(1 + random.below(6))
        .map_or(text.text().len(), |(at, _)| middle + at);
    let phrase = &text.text()[start..end];
    let is_nothing =
        |c: Option<char>| c.is_none_or(|c| bare(c.encode_utf8(&mut [0; 4])).is_empty());
    let ends = [phrase.chars().next(), phrase.chars().next_back()];
    let is_tidy = !ends.into_iter().any(is_nothing) && !phrase.contains("\n\n");
    // Characters such as `²` are only in the text, not in the source.
    let span = source_of(text, start..end)?;
    let said = Body::parse(span.of(source)).ok()?.text().into_owned();
    (is_tidy && bare(&said) == bare(phrase)).then_some(start..end)
}

/// Removes white space, and characters without width, from a text.
fn bare(text: &str) -> String {
    let is_nothing =
        |c: char| c.is_whitespace() || "\u{ad}\u{200b}\u{200e}\u{200f}\u{2060}\u{feff}".contains(c);
    text.chars().filter(|&c| !is_nothing(c)).collect()
}

/// A random number generator (SplitMix64) whose numbers are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end as u64) as usize
    }
}

#[test]
fn printed_paths_open_the_file() {
    let folder = folder(
        "paths",
        &[("a/1.md", &clip("渡轮", "")), ("2.md", "<!--x-->\n")],
    );
    let ran = run(&folder, &["渡轮"]);
    assert_eq!(ran.status, Some(2));
    assert_eq!(ran.out, "DIR/a/1.md:2:2:渡轮\n");
    assert!(
        ran.errors.starts_with("newsprint: DIR/2.md: "),
        "{}",
        ran.errors
    );
    let ran = run(&folder.join("a/1.md"), &["渡轮"]);
    assert_eq!(ran.out, "DIR:2:2:渡轮\n");
    let mut command = Command::new(env!("CARGO_BIN_EXE_newsprint"));
    let file = fs::File::open(folder.join("a/1.md")).expect("it is there");
    let output = command.args(["search", "渡轮", "-"]).stdin(file).output();
    let output = output.expect("it runs");
    assert_eq!(output.stdout, "-:2:2:渡轮\n".as_bytes());
}

#[test]
fn a_list_of_files_is_read_once_for_all_sources() {
    let one = folder(
        "list-one",
        &[("1.md", &clip("渡轮", "")), ("2.md", &clip("渡轮", ""))],
    );
    let two = folder(
        "list-two",
        &[("1.md", &clip("渡轮", "")), ("2.md", &clip("渡轮", ""))],
    );
    let list = format!(
        "{}\n{}\n",
        one.join("1.md").display(),
        two.join("2.md").display()
    );
    let list_file = one.join("list");
    fs::write(&list_file, &list).expect("the folder is ours");
    let mut command = Command::new(env!("CARGO_BIN_EXE_newsprint"));
    command.args(["search", "--files", "--files-from", "-", "渡轮"]);
    command
        .args([&one, &two])
        .stdin(fs::File::open(list_file).expect("it is there"));
    let output = command.output().expect("it runs");
    assert_eq!(String::from_utf8_lossy(&output.stdout), list);
}

#[test]
fn a_history_is_searched() {
    let folder = folder("history", &[("1.md", &clip("t", "<p>渡轮</p>"))]);
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.arg("-C").arg(&folder).args(["-c", "user.name=n"]);
        let command = command.args(["-c", "user.email=e"]).args(arguments);
        let status = command.status().expect("git is there");
        assert!(status.success());
    };
    git(&["init", "--quiet"]);
    for (message, text) in [("one", "<p>渡轮</p>"), ("two", "<p>火车</p>")] {
        fs::write(folder.join("1.md"), clip("t", text)).expect("it is ours");
        git(&["add", "."]);
        git(&["commit", "--quiet", "--message", message]);
    }
    assert_eq!(run(&folder, &["渡轮"]).status, Some(1));
    let found = hits(&folder, &["--history", "渡轮"]);
    let [(path, hit)] = found.as_slice() else {
        panic!("expected a hit, found {found:?}");
    };
    assert!(path.ends_with("/1.md") && hit["text"] == "渡轮");
}
