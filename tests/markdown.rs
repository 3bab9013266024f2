//! The Markdown of `to_markdown`, as read by another parser, has the same content as the article.

mod common;

use newsprint::{Article, RenderOptions};
use proptest::prelude::*;

use common::clips::check_files;
use common::{markup, oracle, shown, shrink};

fn clip(body: &str) -> String {
    format!("[t](https://example.org/)\n------\n\n{body}")
}

/// Returns what is wrong with the Markdown of a body, if anything is.
fn complaint(body: &str) -> Option<String> {
    shown::difference(&Article::parse(&clip(body)).ok()?.content())
}

fn check(body: &str) {
    if complaint(body).is_some() {
        let body = shrink::smallest(body, |body| complaint(body).is_some());
        panic!("{body:?}: {}", complaint(&body).unwrap_or_default());
    }
}

check_files!(articles_say_the_same_in_markdown, check_markdown);

fn check_markdown(files: Vec<(String, String)>) {
    let mut same = 0;
    for (name, source) in &files {
        let article = Article::parse(source).expect(name);
        match shown::difference(&article.content()) {
            Some(difference) => println!("{name}: {difference}"),
            None => same += 1,
        }
    }
    println!("{same} of {} articles are the same", files.len());
    assert_eq!(same, files.len());
}

#[test]
fn generated_bodies_have_the_same_content_in_markdown() {
    oracle::generated().iter().for_each(|body| check(body));
}

/// Returns the Markdown of a body, without the line end after it.
fn to_markdown(body: &str) -> String {
    let clip = clip(body);
    let article = Article::parse(&clip).expect(body);
    let markdown = article.content().to_markdown();
    markdown.trim_end_matches('\n').to_owned()
}

#[test]
fn only_characters_with_a_meaning_are_escaped() {
    for (body, markdown) in [
        (
            "snake_case, 1.5 + 2 = 3.5 - a",
            "snake_case, 1.5 + 2 = 3.5 - a",
        ),
        ("AT&amp;T, 1 &lt; 2 &gt; 0", "AT&T, 1 < 2 > 0"),
        ("&amp;copy; &lt;b&gt;", r"\&copy; \<b>"),
        ("a * b_ ~ [c] `d`", r"a \* b\_ \~ \[c\] \`d\`"),
        (r"C:\temp\*", r"C:\temp\\\*"),
        ("-5 +5 #5", "-5 +5 #5"),
        (
            "- 5<br>+ 5<br># 5<br>&gt; 5<br>=",
            "\\- 5\\\n\\+ 5\\\n\\# 5\\\n\\> 5\\\n\\=",
        ),
        ("1. a<br>2) b<br>3.c<br>4", "1\\. a\\\n2\\) b\\\n3.c\\\n4"),
        ("|a|<br>|-|<br>:-", "\\|a|\\\n\\|-|\\\n\\:-"),
        ("! <a href=x>a</a>!<a href=y>b</a>", r"! [a](x)\![b](y)"),
        ("<h2>#1 # a#</h2>", r"## \#1 \# a#"),
        ("<ul><li>- a<li>[ ] b</ul>", "- \\- a\n- \\[ \\] b"),
    ] {
        assert_eq!(to_markdown(body), markdown, "{body}");
    }
}

#[test]
fn emphasis_is_html_where_delimiters_would_not_be_recognized() {
    for (body, markdown) in [
        ("a<b>b</b>c", "a**b**c"),
        ("中<b>文</b>字", "中**文**字"),
        ("中<b>“文”</b>字", "中<strong>“文”</strong>字"),
        ("<b>“文”</b> 字", "**“文”** 字"),
        ("<b>中：</b>文", "<strong>中：</strong>文"),
        ("<b> a </b>b", "**a** b"),
        ("<b>a<br></b>b", "**a**\\\nb"),
        ("<b><i>a</i></b> <i><b>b</b></i>", "***a*** ***b***"),
        ("<b>a <i>b</i> c</b>", "**a *b* c**"),
        ("<b>a<i>b</i>c</b>", "**a<em>b</em>c**"),
        ("<i>a</i><b>b</b>", "*a*<strong>b</strong>"),
        ("<i>a</i>*", r"<em>a</em>\*"),
        ("<s>a</s><u>b</u><sup>c</sup>", "~~a~~b<sup>c</sup>"),
        ("<b> </b><i></i>a", "a"),
    ] {
        assert_eq!(to_markdown(body), markdown, "{body}");
    }
}

#[test]
fn addresses_and_titles_are_written_as_they_must_be() {
    for (body, markdown) in [
        ("<a href=/a?b=1&amp;c=2#d>x</a>", "[x](/a?b=1&c=2#d)"),
        ("<a href='a b'>x</a>", "[x](<a b>)"),
        ("<a href='a(b)'>x</a>", "[x](<a(b)>)"),
        ("<a href='&lt;a&gt;\\]?\\]'>x</a>", r"[x](<\<a\>/]?\\]>)"),
        (
            "<a href='https:\\\\e.org\\路\\1.html?a\\b'>x</a>",
            r"[x](https://e.org/路/1.html?a\b)",
        ),
        ("<a href='a&amp;lt;'>x</a>", "[x](a&amp;lt;)"),
        ("<a href=' a\n b '>x</a>", "[x](<a b>)"),
        (
            "<a href='&\nmp;&\n#9;\\\n*'>x</a>",
            r"[x](&amp;mp;&amp;#9;\\*)",
        ),
        (
            "<a href=a title='a \"b\"\n\nc'>x</a>",
            r#"[x](a "a \"b\" c")"#,
        ),
        ("<a href=''>x</a>", "x"),
        ("<a href=javascript:x()>x</a>", "x"),
        ("<a href=JAVA&#10;SCRIPT:x()>x</a>", "x"),
        ("<a href='file:///C:/x.docx#_ftn1'>[1]</a>", r"\[1\]"),
        (
            "<a href=tel:1>a</a> <a href=MAILTO:a@b.c>b</a>",
            "a [b](MAILTO:a@b.c)",
        ),
        (
            "a<a href=x> </a>b <a href=y>&nbsp;</a><a href=z><img></a>c",
            "a b \u{a0}c",
        ),
        (
            "<img src=data:image/png;base64,AAAA alt='a b'><p>c",
            "a b\n\nc",
        ),
        (
            "<iframe src=''></iframe><iframe src=data:a title=b></iframe>c",
            "c",
        ),
        (
            "<a href=x>a</a><a href=y>b</a><a href=y>c</a>",
            "[a](x) [b](y)[c](y)",
        ),
        ("<img src=a alt='[b]'>", r"![\[b\]](a)"),
        ("<a href=a><img src=b></a>", "[![](b)](a)"),
        (
            "<code>a</code> <code>`b</code> <code>``</code>",
            "`a` `` `b `` ``` `` ```",
        ),
        (
            "<a href=x>a<code>]:</code></a><code>]:</code>",
            r"[a<code>\]:</code>](x)`]:`",
        ),
        ("a <a href=x>b<code>]:</code></a>", "a [b`]:`](x)"),
    ] {
        assert_eq!(to_markdown(body), markdown, "{body}");
    }
}

/// GitHub makes links of addresses in text, and treats text directly after them as a part of them.
#[test]
fn addresses_in_text_do_not_include_markdown() {
    for (body, markdown) in [
        ("https://a.b/c_d", "https://a.b/c_d"),
        ("https://a.b/~c", r"https\://a.b/\~c"),
        ("www.a.b/~c", r"www\.a.b/\~c"),
        ("https://a.b<br>c", "https://a.b  \nc"),
        (
            "<figure><img src=i><figcaption>https://a.b<pre>\n  <br>c",
            "![](i)\\\n*https://a.b  \n\\\nc*",
        ),
        ("<b>https://a.b</b>", r"**https\://a.b**"),
        ("https://a.b<b>c</b>", "https://a.b<strong>c</strong>"),
        ("<a href=/x>https://a.b</a>", "[https://a.b](/x)"),
        ("频道：https://a.b/c欢迎", r"频道：https\://a.b/c欢迎"),
        ("频道：https://a.b/c 欢迎", "频道：https://a.b/c 欢迎"),
        ("WWW.a.b。", r"WWW\.a.b。"),
        ("http:<span>//a.b</span>中", r"http\://a.b中"),
        ("http://a.b/　中", "http\\://a.b/\u{3000}中"),
    ] {
        assert_eq!(to_markdown(body), markdown, "{body}");
    }
}

/// Returns the text that GitHub's scanner would make links in a line of Markdown: everything up to white
/// space or `<`.
fn addresses(line: &str) -> impl Iterator<Item = &str> {
    let starts = ["http://", "https://", "ftp://", "www."].into_iter();
    let starts = starts.flat_map(|start| line.match_indices(start).map(|(at, _)| at));
    starts.filter_map(|at| {
        line[at..]
            .split(|c: char| c.is_ascii_whitespace() || c == '<')
            .next()
    })
}

check_files!(addresses_in_text_take_nothing_behind_them, check_addresses);

fn check_addresses(files: Vec<(String, String)>) {
    let (mut found, mut in_fence) = (0, false);
    for (name, source) in files {
        let markdown = Article::parse(&source)
            .expect(&name)
            .content()
            .to_markdown();
        for line in markdown.lines() {
            in_fence ^= line.trim_start().starts_with("```");
            // In these, an address is not text.
            if in_fence || line.contains("](") || line.contains('`') || line.contains("<pre>") {
                continue;
            }
            for address in addresses(line) {
                assert!(address.is_ascii(), "{name}: {address}");
                found += 1;
            }
        }
    }
    println!("{found} addresses in text are left alone");
}

#[test]
fn long_addresses_do_not_include_markdown() {
    let long = "中".repeat(1000);
    assert_eq!(
        to_markdown(&format!("http://a.b/{long}")),
        format!(r"http\://a.b/{long}")
    );
    let long = "a".repeat(3000);
    assert_eq!(
        to_markdown(&format!("http://a.b/{long}中")),
        format!(r"http\://a.b/{long}中")
    );
}

#[test]
fn blocks_stay_apart() {
    for (body, markdown) in [
        (
            "<ul><li>a</ul><ul><li>b</ul><ol><li>c</ol><ol><li>d</ol>",
            "- a\n\n+ b\n\n1. c\n\n1) d",
        ),
        // The list between them is empty, and not written.
        (
            "<ul><li>a</ul><ul><li><iframe></iframe></ul><ul><li>b</ul>",
            "- a\n\n+ b",
        ),
        ("<ul><li>a<ul><li>b</ul></ul>", "- a\n  - b"),
        ("<ul><li>a<ol start=2><li>b</ol></ul>", "- a\n\n  2. b"),
        ("<ul><li><p>a<p>b<li>c</ul>", "- a\n\n  b\n\n- c"),
        ("<ul><li><hr></ul>", "- ***"),
        ("<ol><li>a<li><li>c</ol>", "1. a\n2. <!-- -->\n3. c"),
        ("<ol><li>a<li value=5>b<li>c</ol>", "1. a\n\n5) b\n6) c"),
        ("<ol reversed><li>a<li>b<li>c</ol>", "3. a\n\n2) b\n\n1. c"),
        (
            "<ol start=-1><li>a<li><p>b<p>c<li><ul><li>d</ul></ol>",
            "-1. a\n\n0\\. b\n\nc\n\n1\\.\n\n- d",
        ),
        // The list in the last item directly precedes the next one.
        (
            "<ol start=-7><ul><li>a</ul></ol><ul><li>b</ul>",
            "-7.\n\n- a\n\n+ b",
        ),
        (
            "<blockquote>a</blockquote><blockquote>b</blockquote>",
            "> a\n\n> b",
        ),
        (
            "<blockquote><p>a<ul><li>b</ul></blockquote>c",
            "> a\n>\n> - b\n\nc",
        ),
        ("<pre>a\n\n```</pre>", "````\na\n\n```\n````"),
        (
            "<pre><a href=http://a>b</a>\n\n*</pre>",
            "<pre><a href=\"http://a\">b</a>\n\n*</pre>",
        ),
        ("<ul><li><pre>a\n\nb</pre></ul>", "- ```\n  a\n\n  b\n  ```"),
        (
            "<figure><a href=a><img src=b></a><figcaption>c</figcaption></figure>",
            "[![](b)](a)\\\n*c*",
        ),
    ] {
        assert_eq!(to_markdown(body), markdown, "{body}");
    }
}

#[test]
fn tables_have_columns() {
    for (body, markdown) in [
        ("<tr><th>a<th>b<tr><td>1", "| a | b |\n|---|---|\n| 1 |"),
        ("<tr><td>a<td>b|c", "| | |\n|---|---|\n| a | b\\|c |"),
        (
            "<tr><th colspan=2>a<th>b<tr><td>1<td>2<td>3",
            "| a | | b |\n|---|---|---|\n| 1 | 2 | 3 |",
        ),
        (
            "<tr><td rowspan=2>a<td>b<tr><td>c<tr><td>d<td>e",
            "| | |\n|---|---|\n| a | b |\n| | c |\n| d | e |",
        ),
        (
            "<tr><td>a<p>b<br>c<td><h2>d</h2>",
            "| | |\n|---|---|\n| a<br>b<br>c | **d** |",
        ),
        ("<tr><td>a<tr><td>b", "a\n\nb"),
        (
            "<tr><td>a<ul><li>b<li>c<ol start=3><li>d</ol></ul>e<td>f",
            "| | |\n|---|---|\n| a<br>• b<br>• c<br>3. d<br>e | f |",
        ),
        (
            "<tr><td>a<td><ul><li><pre>b</pre></ul>",
            "a\n\n- ```\n  b\n  ```",
        ),
    ] {
        assert_eq!(
            to_markdown(&format!("<table>{body}</table>")),
            markdown,
            "{body}"
        );
    }
}

#[test]
fn without_html_punctuation_is_moved_out_of_emphasis() {
    for (body, markdown) in [
        ("中<b>“文”</b>字", "中“**文**”字"),
        ("<b>中：</b>文", "**中**：文"),
        ("<b>中：</b> 文", "**中：** 文"),
        ("文<b>！</b>字", "文！字"),
        ("文<i><b>（甲）</b></i>乙", "文（***甲***）乙"),
        (
            "中<b>a</b>，<b>“<a href=/x>b</a>”</b>。",
            "中**a**，“[b](/x)”。",
        ),
        ("10<sup>6</sup>，H<sub>2</sub>O", "10⁶，H₂O"),
        ("<b><s>渡</s></b>", "**~~渡~~**"),
        ("文<sup><a href=/1>1</a></sup>", r"文\[[1](/1)\]"),
        (
            "<table><tr><td>a<td><b>b：</b>c",
            "| | |\n|---|---|\n| a | **b**：c |",
        ),
    ] {
        let clip = clip(body);
        let article = Article::parse(&clip).expect(body);
        let options = RenderOptions::new().markdown_html(false);
        let written = article.content().to_markdown_with(&options);
        assert_eq!(written.trim_end(), markdown, "{body}");
    }
}

/// Text with a meaning in Markdown, and elements to put it into.
const PARTS: &[&str] = &[
    "*",
    "**",
    "***",
    "_",
    "__",
    "`",
    "``",
    "```",
    "~",
    "~~",
    "~~~",
    "[",
    "]",
    "](",
    "[x]",
    "[x]: y",
    "![",
    "!",
    "(",
    ")",
    "&lt;",
    "&gt;",
    "&amp;",
    "&amp;amp;",
    "&amp;copy",
    ";",
    "#",
    "##",
    "-",
    "--",
    "---",
    "+",
    "=",
    "==",
    "1.",
    "1)",
    "12.",
    "1234567890.",
    "|",
    "|-|",
    ":-",
    "\\",
    "\\\\",
    "/",
    "\"",
    "'",
    "&nbsp;",
    "\u{3000}",
    "\u{200b}",
    " ",
    " ",
    " ",
    "a",
    "b",
    "1",
    "中",
    "文",
    "。",
    "，",
    "“",
    "”",
    "（",
    "）",
    "€",
    "😀",
    "\u{301}",
    "Ⓐ",
    "https://example.org/a_b",
    "http://a.b/~c",
    "www.a.b/c",
    "x@a.b",
    "^",
    "^1",
    "$",
    "{",
    "}",
    ":",
    "@",
    "&#10;",
    "&#9;",
    "&#13;",
    "<br>",
    "<br>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<s>",
    "</s>",
    "<sup>",
    "</sup>",
    "<sub>",
    "</sub>",
    "<code>",
    "</code>",
    "<a href=/x>",
    "<a href='x y(z'>",
    "<a href='<\\>' title='&quot;\\|'>",
    "<a href=''>",
    "<a href='a|b&amp;amp;`*_'>",
    "</a>",
    "</a>",
    "<img src=i>",
    "<img src='i (1)' alt='[a]*!`\\' title='\"|'>",
    "<img>",
    "<p>",
    "</p>",
    "<p>",
    "<h1>",
    "</h1>",
    "<h3>",
    "</h3>",
    "<ul>",
    "<ul><li>",
    "</ul>",
    "<ol>",
    "<ol start=7><li>",
    "<ol start=-7>",
    "<ol start=2000000000>",
    "<ol reversed>",
    "<li value=5>",
    "<li value=-5>",
    "<q>",
    "</q>",
    "<rt>",
    "<a href=file:///a>",
    "<a href='https:\\\\a\\b?\\'>",
    "<img src=data:a alt=d>",
    "</ol>",
    "<li>",
    "<li>",
    "</li>",
    "<blockquote>",
    "</blockquote>",
    "<pre>",
    "</pre>",
    "<pre>\n  ",
    "<hr>",
    "<hr>",
    "<table><tr><td>",
    "<table><tr><th>a<th>b<tr><td>",
    "<td>",
    "<td colspan=3>",
    "<td rowspan=3>",
    "<th>",
    "<tr>",
    "</table>",
    "<caption>",
    "<figure><img src=f><figcaption>",
    "</figure>",
    "<iframe src=https://v.example.org/_x_ title='*t*'></iframe>",
    "<video src=v></video>",
    "\n",
    "<div>",
    "</div>",
    "<a href=javascript:x()>",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn awkward_text_is_kept(parts in prop::collection::vec(prop::sample::select(PARTS), 0..24)) {
        check(&parts.concat());
    }

    #[test]
    fn any_text_is_kept(text in "[ -~]{0,12}", more in any::<String>()) {
        let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
        let (text, more) = (escape(&text), escape(&more));
        check(&format!("<p>{text}<b>{more}</b>{text}<br>{text}<p>{more}<i>{text}</i>"));
        check(&format!("<ul><li>{text}<li><h2>{text}</h2></ul><table><td>{more}<td>{text}</table>"));
        check(&format!("<pre>{more}</pre><code>{text}</code><a href='{}'>{text}</a>", text.replace('\'', "")));
    }

    #[test]
    fn random_bodies_are_kept(choices in prop::collection::vec(any::<u8>(), 0..200)) {
        check(&markup::wild(&choices));
    }
}
