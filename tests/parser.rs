//! A parser that reuses its buffers returns the same as a new parser.

mod common;

use common::clips::check_files;
use newsprint::{Article, Lane, ParseOptions, Parser};

/// All values of a file.
fn facts(article: &Article<'_>) -> String {
    let body = article.body();
    let nodes: Vec<_> = body.descendants().collect();
    let references: Vec<_> = body.links().chain(body.images()).collect();
    format!(
        "{:?} {:?} {:?} {nodes:?} {references:?} {:?}",
        article.envelope(),
        body.lane(),
        body.span(),
        body.inner_text()
    )
}

check_files!(buffers_leave_nothing_behind, check_buffers);

fn check_buffers(articles: Vec<(String, String)>) {
    let article = |body: &str| format!("[t](https://example.org/)\n------\n\n{body}");
    let mut files: Vec<String> = [
        "<p>a&amp;b &lt;<x-y>c</x-y>",
        "<table><tr>moved<td>d&nbsp;</table>",
        "",
        "<z>e</z>\r\n",
        "<p>f &gt;",
        "<a href=g><img src=h></a>",
        "<p>no links",
    ]
    .map(article)
    .to_vec();
    let too_deep = "<div>".repeat(50);
    files.push(article(&too_deep));
    files.push("no article".into());
    files.extend(articles.into_iter().map(|(_, text)| text).take(300));
    for lane in [Lane::Fast, Lane::Html5ever] {
        let options = ParseOptions::new().lane(lane).max_depth(40);
        let mut parser = Parser::new(options);
        let mut held = Vec::new();
        for (index, file) in files.iter().enumerate() {
            let alone = Article::parse_with(file, &options);
            let reused = match index % 2 {
                0 => parser.parse(file),
                _ => parser.parse_bytes(file.as_bytes()),
            };
            match (alone, reused) {
                (Ok(alone), Ok(reused)) => {
                    assert_eq!(facts(&alone), facts(&reused), "{file}");
                    held.push(reused);
                }
                (alone, reused) => assert_eq!(alone.err(), reused.err()),
            }
            // Some articles are recycled late.
            if index % 3 == 0 {
                held.drain(..).for_each(|article| parser.recycle(article));
            }
        }
    }
}

#[test]
fn a_parser_goes_to_another_thread() {
    fn check<T: Send + Sync>() {}
    check::<Parser>();
}
