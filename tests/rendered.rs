//! The outputs of one article, in full; and outputs of generated bodies.

#[expect(dead_code, reason = "families of files are for other tests")]
#[path = "common/hostile/mod.rs"]
mod hostile;

use newsprint::{Article, IoWriter, RenderOptions, UrlUse};

/// An article with every kind of content, and with content that is difficult to write.
const ARTICLE: &str = r#"<!--1618495142000-->
[海港城 *夜间* 渡轮 [更新]](https://news.example.org/a_(1).html)
------

<div><i>Thu, 15 Apr 2021 13:23:59 GMT</i></div>
<img src="https://images.weserv.nl?url=img.example.org/ferry.jpg" alt="A [ferry]" width="100%"><div><small>“晨星号”，<b>首航</b>。</small></div>
<h2>Line #1 #</h2>
<p>首航<b>成功</b>，<b>“很好”</b>说，<i> so it is </i>said; <b><i>both</i></b>, 2*3*4, snake_case, _x_, 1 &lt; 2 &amp;amp; 3.<br># no heading<br>1. no list<br>- none, either</p>
<p>12. Dezember: see <a href="https://example.org/?a=1&amp;copy=2" title="The &quot;whole&quot; story">the <code>`whole`</code> story</a>, or <a href="/rel (1)">this</a>, or <a href="javascript:x()">not</a>; H<sub>2</sub>O, <s>gone</s>!</p>
<ul><li>eins<ul><li>zwei<li>drei</ul><li>vier</ul><ul><li>another list</ul>
<ol start="9"><li><p>nine</p><p>and more</p><li>ten<pre>let x = `y`;

  ```
</pre></ol>
<blockquote><p>Quoted,</p><blockquote>twice.</blockquote></blockquote>
<table><caption>Fares</caption><tr><th>Route|Line<th colspan="2">Fare<tr><td rowspan="2">N1<td>day<td>2<br>€<tr><td>night<td><b>2</b></table>
<pre>with a <a href="https://example.org/">link</a></pre>
<hr>
<figure><iframe src="https://video.example.org/v" title="Film"></iframe><figcaption>A film.</figcaption></figure>
<br><hr><div>获取更多RSS：<br><a href="https://feedx.net">https://feedx.net</a></div>
"#;

#[test]
fn an_article_as_text() {
    let article = Article::parse(ARTICLE).expect("an article");
    insta::assert_snapshot!(article.to_text(), @r##"
“晨星号”，首航。

Line #1 #

首航成功，“很好”说， so it is said; both, 2*3*4, snake_case, _x_, 1 < 2 &amp; 3.
# no heading
1. no list
- none, either

12. Dezember: see the `whole` story, or this, or not; H₂O, gone!

- eins
  - zwei
  - drei
- vier

- another list

9. nine

   and more
10. ten

    let x = `y`;

      ```

Quoted,

twice.

Fares
Route|Line	Fare
N1	day	2 €
night	2

with a link

A film.
"##);
}

#[test]
fn an_article_as_markdown() {
    let article = Article::parse(ARTICLE).expect("an article");
    insta::assert_snapshot!(article.to_markdown(), @r##"
# [海港城 \*夜间\* 渡轮 \[更新\]](<https://news.example.org/a_(1).html>)

*Thu, 15 Apr 2021 13:23:59 GMT*

![A \[ferry\]](http://img.example.org/ferry.jpg)\
*“晨星号”，<strong>首航</strong>。*

## Line \#1 \#

首航**成功**，<strong>“很好”</strong>说， *so it is* said; ***both***, 2\*3\*4, snake_case, \_x\_, 1 < 2 \&amp; 3.\
\# no heading\
1\. no list\
\- none, either

12\. Dezember: see [the `` `whole` `` story](https://example.org/?a=1&copy=2 "The \"whole\" story"), or [this](</rel (1)>), or not; H<sub>2</sub>O, ~~gone~~!

- eins
  - zwei
  - drei
- vier

+ another list

9. nine

   and more

10. ten

    ````
    let x = `y`;

      ```
    ````

> Quoted,
>
> > twice.

Fares

| Route\|Line | Fare | |
|---|---|---|
| N1 | day | 2<br>€ |
| | night | **2** |

<pre>with a <a href="https://example.org/">link</a></pre>

***

[Film](https://video.example.org/v)\
*A film.*
"##);
}

#[test]
fn an_article_as_html() {
    let article = Article::parse(ARTICLE).expect("an article");
    insta::assert_snapshot!(article.to_html(), @r##"
<article>
  <header>
    <h1><a href="https://news.example.org/a_(1).html">海港城 *夜间* 渡轮 [更新]</a></h1>
    <p><time datetime="2021-04-15T13:23:59Z">Thu, 15 Apr 2021 13:23:59 GMT</time></p>
  </header>
  <figure>
    <img src="http://img.example.org/ferry.jpg" alt="A [ferry]" width="100%">
    <figcaption>“晨星号”，<strong>首航</strong>。</figcaption>
  </figure>
  <h2>Line #1 #</h2>
  <p>首航<strong>成功</strong>，<strong>“很好”</strong>说，<em> so it is </em>said; <strong><em>both</em></strong>, 2*3*4, snake_case, _x_, 1 &lt; 2 &amp;amp; 3.<br># no heading<br>1. no list<br>- none, either</p>
  <p>12. Dezember: see <a href="https://example.org/?a=1&amp;copy=2" title="The &quot;whole&quot; story">the <code>`whole`</code> story</a>, or this, or not; H<sub>2</sub>O, <s>gone</s>!</p>
  <ul>
    <li>
      <p>eins</p>
      <ul>
        <li>zwei</li>
        <li>drei</li>
      </ul>
    </li>
    <li>vier</li>
  </ul>
  <ul>
    <li>another list</li>
  </ul>
  <ol start="9">
    <li>
      <p>nine</p>
      <p>and more</p>
    </li>
    <li>
      <p>ten</p>
      <pre>
let x = `y`;

  ```
</pre>
    </li>
  </ol>
  <blockquote>
    <p>Quoted,</p>
    <blockquote>
      <p>twice.</p>
    </blockquote>
  </blockquote>
  <table>
    <caption>Fares</caption>
    <tr>
      <th>Route|Line</th>
      <th colspan="2">Fare</th>
    </tr>
    <tr>
      <td rowspan="2">N1</td>
      <td>day</td>
      <td>2<br>€</td>
    </tr>
    <tr>
      <td>night</td>
      <td><strong>2</strong></td>
    </tr>
  </table>
  <pre>
with a <a href="https://example.org/">link</a></pre>
  <hr>
  <figure>
    <iframe src="https://video.example.org/v" title="Film" sandbox="allow-scripts"></iframe>
    <figcaption>A film.</figcaption>
  </figure>
</article>
"##);
}

#[test]
fn writing_to_an_output_gives_the_same_as_a_string() {
    let article = Article::parse(ARTICLE).expect("an article");
    let content = article.content();
    let mut all = [const { String::new() }; 4];
    let [article_markdown, article_html, markdown, html] = &mut all;
    article
        .write_markdown(article_markdown)
        .expect("a string takes all");
    article
        .write_html(article_html)
        .expect("a string takes all");
    content
        .write_markdown(markdown)
        .expect("a string takes all");
    content.write_html(html).expect("a string takes all");
    let expected = [
        article.to_markdown(),
        article.to_html(),
        content.to_markdown(),
        content.to_html(),
    ];
    assert_eq!(all, expected);
    assert!(all[0].ends_with(&*all[2]));
}

#[test]
fn empty_bodies_have_empty_outputs() {
    for body in [
        "",
        "\n",
        "<div>\n\n</div>",
        "<img>",
        "<p>&nbsp;</p>",
        "<a href=x></a>",
    ] {
        let source = format!("[t](https://example.org/)\n------\n\n{body}");
        let content = Article::parse(&source).expect(body).content();
        assert_eq!(
            [content.to_markdown(), content.to_html()],
            ["", ""],
            "{body}"
        );
    }
}

#[test]
fn asides_are_in_no_output() {
    let source = "[t](https://example.org/)\n------\n\n<div>获取更多RSS：</div>";
    let content = Article::parse(source).expect("an article").content();
    let forms = [content.to_text(), content.to_markdown(), content.to_html()];
    assert_eq!(forms, ["", "", ""]);
}

#[test]
fn outputs_of_hostile_bodies_are_not_much_longer() {
    const LEN: usize = 1 << 14;
    for family in hostile::all_bodies() {
        let body = (family.make)(LEN);
        let source = format!("[t](https://example.org/)\n------\n\n{body}");
        // Some exceed a limit.
        let Ok(article) = Article::parse(&source) else {
            continue;
        };
        let content = article.content();
        let len = content.to_markdown().len() + content.to_html().len();
        println!("{}: {len} bytes of {}", family.name, source.len());
        // A line in 32 tables has an indent and tags, which take this number of bytes.
        assert!(len <= 200 * source.len(), "{}: {len} bytes", family.name);
    }
}

#[test]
fn options_are_read_back_and_keep_each_other() {
    let read = |options: &RenderOptions<'_>| {
        let base = options.get_base().map(str::to_owned);
        let levels = options.get_heading_offset();
        (
            options.get_xhtml(),
            levels,
            options.get_markdown_html(),
            base,
        )
    };
    let options = RenderOptions::new();
    assert_eq!(read(&options), (false, 0, true, None));
    let options = options.xhtml(true).heading_offset(2).markdown_html(false);
    assert_eq!(read(&options), (true, 2, false, None));
    let map = |_: UrlUse, _: &str| None;
    let base = "https://example.org/";
    let options = options.base(base).map_urls(&map);
    assert_eq!(read(&options), (true, 2, false, Some(base.to_owned())));
    assert_eq!(
        format!("{options:?}"),
        "RenderOptions { xhtml: true, heading_offset: 2, markdown_html: false, \
         base: Some(\"https://example.org/\"), map_urls: true }"
    );
}

#[test]
fn a_writer_of_bytes_gets_all_of_it() {
    let article = Article::parse(ARTICLE).expect("an article");
    let mut out = Vec::new();
    let written = IoWriter::new(&mut out).write(|out| article.write_markdown(out));
    written.expect("a vector has room");
    assert_eq!(out, article.to_markdown().into_bytes());
    // What fails for another reason than the writer fails, too.
    let error = IoWriter::new(Vec::new()).write(|_| Err(std::fmt::Error));
    assert_eq!(error.unwrap_err().kind(), std::io::ErrorKind::Other);
}

/// Returns the text and the Markdown, without HTML, of a body.
fn plain(body: &str) -> [String; 2] {
    let source = format!("[t](https://example.org/)\n------\n\n{body}");
    let article = Article::parse(&source).unwrap();
    let content = article.content();
    let markdown = content.to_markdown_with(&RenderOptions::new().markdown_html(false));
    [content.to_text(), markdown.trim_end().to_owned()]
}

#[test]
fn inlines_next_to_each_other() {
    let table = format!(
        "|{}\n|{}\n| 甲{} 乙 |\n| 丙 |",
        " |".repeat(26),
        "---|".repeat(26),
        " |".repeat(25)
    );
    for (body, text, markdown) in [
        (
            "<p>甲<sup>乙<b>丙</b>丁</sup>戊</p>",
            "甲[乙丙丁]戊",
            r"甲\[乙**丙**丁\]戊",
        ),
        ("<p><b>甲</b><sub>乙</sub></p>", "甲乙", "**甲**乙"),
        ("<p><b>甲</b><sub><i>乙</i></sub></p>", "甲乙", "**甲**乙"),
        ("<p><b>“甲”</b><br>乙</p>", "“甲”\n乙", "**“甲”**\\\n乙"),
        (
            "<p><b>甲。</b><i><br></i>乙</p>",
            "甲。\n乙",
            "**甲。**\\\n乙",
        ),
        (
            "<ul><li>甲<li><img src=1.jpg><li>乙</ul>",
            "- 甲\n- 乙",
            "- 甲\n- ![](1.jpg)\n- 乙",
        ),
        ("<p>甲<img src=1.jpg>乙</p>", "甲乙", "甲![](1.jpg)乙"),
        (
            "<ol><li>甲<li><li>丙</ol>",
            "1. 甲\n3. 丙",
            "1. 甲\n2. \n3. 丙",
        ),
        (
            "<ol><li><p>甲</p><p>乙</p><li><li>丙</ol>",
            "1. 甲\n\n   乙\n3. 丙",
            "1. 甲\n\n   乙\n\n2. \n\n3. 丙",
        ),
        (
            "<p><a href='图\u{3000}片.html'>甲</a></p>",
            "甲",
            "[甲](<图\u{3000}片.html>)",
        ),
        (
            "<h2>https://e.example/a#b</h2>",
            "https://e.example/a#b",
            "## https://e.example/a#b",
        ),
        (
            "<h2>https://e.example/a##b</h2>",
            "https://e.example/a##b",
            r"## https\://e.example/a#\#b",
        ),
        (
            "<table><tr><td>甲<ul><li>乙</ul><td>丙</table>",
            "甲 乙\t丙",
            "甲\n\n- 乙\n\n丙",
        ),
        // Columns are limited by the number of cells.
        (
            "<table><tr><td colspan=1000>甲<td>乙<tr><td colspan=1000>丙</table>",
            "甲\t乙\n丙",
            &table,
        ),
    ] {
        assert_eq!(plain(body), [text, markdown], "{body}");
    }
}
