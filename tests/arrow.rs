//! The feature `arrow`: each column, null values, several batches of one builder.
#![cfg(feature = "arrow")]

use arrow_array::cast::AsArray;
use arrow_array::types::{Int64Type, UInt32Type};
use arrow_array::{Array, ArrayRef, StructArray};
use newsprint::Article;
use newsprint::arrow::{ArticleBatchBuilder, RecordBatch, schema};

const CLIP: &str = "<!--1618495142000-->\n[题目](https://user@news.example.org:81/a)\n------\n\n\
    <p>见<a href=\"/x?a&amp;b\">船期<b>表</b></a></p><img alt=\"\" src=\"https://i.example/1.jpg\">";
const BARE: &str = "---\ntitle: \"A\"\nfrom: /a\n---\n\n<table>x<tr><td>y</table>";

/// Returns the batch of articles, each with its path.
fn batch(articles: &[(&str, &str)]) -> RecordBatch {
    let mut builder = ArticleBatchBuilder::new();
    for (path, source) in articles {
        let article = Article::parse(source).expect("an article");
        builder.append(path, &article).expect("far below 4 GiB");
    }
    builder.finish().expect("the columns are the schema's")
}

fn column<'b>(batch: &'b RecordBatch, name: &str) -> &'b ArrayRef {
    batch.column_by_name(name).expect("a column of that name")
}

fn field<'s>(column: &'s StructArray, name: &str) -> &'s ArrayRef {
    column.column_by_name(name).expect("a field of that name")
}

/// Returns the strings of a column.
fn texts(column: &ArrayRef) -> Vec<Option<&str>> {
    column.as_string::<i64>().iter().collect()
}

/// Returns the slices of the sources that the spans of a column cover.
fn slices<'s>(column: &ArrayRef, sources: &[&'s str]) -> Vec<Option<&'s str>> {
    let spans = column.as_struct();
    let offsets = |name| field(spans, name).as_primitive::<UInt32Type>().values();
    let (starts, ends) = (offsets("start"), offsets("end"));
    let slice = |row: usize| {
        let range = starts[row] as usize..ends[row] as usize;
        spans.is_valid(row).then(|| &sources[row][range])
    };
    (0..spans.len()).map(slice).collect()
}

#[test]
fn the_envelope() {
    let batch = batch(&[("articles/某源/7_题目.md", CLIP), ("b.md", BARE)]);
    assert_eq!(batch.schema(), schema());
    assert_eq!(
        texts(column(&batch, "path")),
        [Some("articles/某源/7_题目.md"), Some("b.md")]
    );
    assert_eq!(texts(column(&batch, "source")), [Some("某源"), None]);
    assert_eq!(
        texts(column(&batch, "shape")),
        [Some("clip"), Some("bare_post")]
    );
    assert_eq!(texts(column(&batch, "title")), [Some("题目"), Some("A")]);
    assert_eq!(
        texts(column(&batch, "host")),
        [Some("news.example.org"), None]
    );
    assert_eq!(
        texts(column(&batch, "lane")),
        [Some("fast"), Some("html5ever")]
    );
    let spans = column(&batch, "spans").as_struct();
    let part = |name| slices(field(spans, name), &[CLIP, BARE]);
    assert_eq!(part("stamp"), [Some("<!--1618495142000-->"), None]);
    assert_eq!(part("title"), [Some("题目"), Some("A")]);
    assert_eq!(part("separator"), [Some("------"), None]);
    assert_eq!(part("body")[1], Some("<table>x<tr><td>y</table>"));
    assert_eq!(part("date_line"), [None, None]);
}

#[test]
fn the_best_date() {
    let bare = BARE.replace("from:", "date: 2021-04-15\nfrom:");
    let batch = batch(&[("a.md", CLIP), ("b.md", &bare), ("c.md", BARE)]);
    assert_eq!(
        texts(column(&batch, "published")),
        [Some("2021-04-15T13:59:02Z"), Some("2021-04-15"), None]
    );
    assert_eq!(
        texts(column(&batch, "published_from")),
        [Some("stamp"), Some("front_matter"), None]
    );
    assert_eq!(
        slices(column(&batch, "published_span"), &[CLIP, &bare, BARE]),
        [Some("<!--1618495142000-->"), Some("2021-04-15"), None]
    );
    let times = column(&batch, "timestamp_ms").as_primitive::<Int64Type>();
    assert_eq!(
        times.iter().collect::<Vec<_>>(),
        [Some(1_618_495_142_000), None, None]
    );
}

#[test]
fn the_text_is_that_of_the_article() {
    let source = "[t](https://example.org/)\n------\n\n\
        <div><i>Thu, 15 Apr 2021 13:23:59 GMT</i></div><p>x</p>";
    let batch = batch(&[("a.md", source)]);
    assert_eq!(texts(column(&batch, "text")), [Some("x")]);
    let inner = Some("Thu, 15 Apr 2021 13:23:59 GMT\n\nx");
    assert_eq!(texts(column(&batch, "inner_text")), [inner]);
}

#[test]
fn links_images_and_warnings_are_lists() {
    let batch = batch(&[("a.md", CLIP), ("b.md", BARE)]);
    let links = column(&batch, "links").as_list::<i32>();
    assert_eq!((links.value_length(0), links.value_length(1)), (1, 0));
    let links = links.values().as_struct();
    assert_eq!(texts(field(links, "href")), [Some("/x?a&b")]);
    assert_eq!(texts(field(links, "text")), [Some("船期表")]);
    assert_eq!(
        slices(field(links, "href_span"), &[CLIP]),
        [Some("/x?a&amp;b")]
    );
    let images = column(&batch, "images").as_list::<i32>();
    assert_eq!((images.value_length(0), images.value_length(1)), (1, 0));
    let images = images.values().as_struct();
    assert_eq!(
        texts(field(images, "original_src")),
        [Some("https://i.example/1.jpg")]
    );
    assert_eq!(texts(field(images, "alt")), [Some("")]);
    assert_eq!(
        slices(field(images, "span"), &[CLIP]),
        [Some("<img alt=\"\" src=\"https://i.example/1.jpg\">")]
    );
    let warnings = column(&batch, "warnings").as_list::<i32>();
    assert_eq!((warnings.value_length(0), warnings.value_length(1)), (0, 2));
    let warnings = warnings.values().as_struct();
    assert_eq!(
        texts(field(warnings, "kind")),
        [Some("relative_url"), Some("missing_stamp")]
    );
}

#[test]
fn an_image_without_an_address_has_none() {
    let source = "[t](https://example.org/)\n------\n\n<img alt=\"no src\"><p>x";
    let without = "[t](https://example.org/)\n------\n\n<p>x";
    let batch = batch(&[("a.md", source), ("b.md", without)]);
    let leads = column(&batch, "lead_image").as_struct();
    assert!(leads.is_null(0));
    let images = column(&batch, "images").as_list::<i32>();
    let images = images.values().as_struct();
    for name in ["src", "original_src"] {
        assert!(field(images, name).is_null(0), "{name}");
    }
    assert_eq!(texts(field(images, "alt"))[0], Some("no src"));
}

#[test]
fn text_of_links_within_links_is_there_once() {
    let source = "[t](https://example.org/)\n------\n\n\
        <a href=1>a<object><a href=2>b</a></object>c</a>";
    let batch = batch(&[("a.md", source)]);
    let links = column(&batch, "links")
        .as_list::<i32>()
        .values()
        .as_struct();
    assert_eq!(texts(field(links, "href")), [Some("1"), Some("2")]);
    assert_eq!(texts(field(links, "text")), [Some("abc"), None]);
}

#[test]
fn a_builder_can_be_reused_after_finish() {
    let mut builder = ArticleBatchBuilder::new();
    assert_eq!(builder.finish().expect("no rows").num_rows(), 0);
    let article = Article::parse(CLIP).expect("an article");
    for rows in [2, 1] {
        for _ in 0..rows {
            builder.append("a.md", &article).expect("far below 4 GiB");
        }
        assert_eq!((builder.len(), builder.is_empty()), (rows, false));
        assert_eq!(builder.source_len(), (rows * CLIP.len()) as u64);
        let batch = builder.finish().expect("the columns are the schema's");
        assert_eq!(batch.num_rows(), rows);
        assert_eq!((builder.len(), builder.source_len()), (0, 0));
    }
}
