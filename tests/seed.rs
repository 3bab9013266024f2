//! The file that the project began with: all its values and spans.

mod common;

use common::{invariants, shared};
use newsprint::{Article, Shape};

#[test]
#[ignore = "needs ../shared"]
fn the_first_of_real_files_has_the_expected_content() {
    let source = shared::read("seed/1618495142000.md");
    let article = Article::parse(&source).expect("an article");
    assert_eq!(invariants::of_article(&article), Vec::<String>::new());
    assert_eq!(article.to_string(), source);
    assert_eq!(article.warnings(), []);
    let envelope = article.envelope();
    assert_eq!(envelope.shape(), Shape::Clip);

    let stamp = envelope.stamp().expect("a stamp");
    assert_eq!(stamp.raw(), "1618495142000");
    assert_eq!(stamp.millis(), Some(1_618_495_142_000));
    assert_eq!(stamp.span().of(&source), "<!--1618495142000-->");
    let time = article.timestamp().expect("a date");
    assert_eq!(time.to_rfc3339(), "2021-04-15T13:59:02+00:00");

    let title = "克里抵达上海，拜登寻求美中合作的首次努力面临考验";
    assert_eq!(article.title(), title);
    assert_eq!(envelope.title().span().of(&source), title);
    let link = "https://www.voachinese.com/a/Kerry-visitsing-to-China-a-test-for-Biden-s-bid-to-\
                win-cooperation-with-Beijing-20210415/5854181.html";
    assert_eq!(article.link(), link);
    assert_eq!(envelope.link().span().of(&source), link);
    let separator = envelope.separator().expect("a separator");
    assert_eq!(separator.span().of(&source), "------");

    let body = article.body();
    assert!(body.span().of(&source).starts_with("<div><i>Thu, 15 Apr"));
    assert_eq!(body.span().range().end, source.len());

    let images: Vec<_> = body.images().collect();
    let [image] = images.as_slice() else {
        panic!("one image, not {}", images.len())
    };
    let address = "https://images.weserv.nl?url=gdb.voanews.com/43EEA821-EB67-4FA7-94F7-\
                   64E69596B867_r1_s_w900.jpg";
    assert_eq!(image.value(), address);
    assert_eq!(image.value_span().of(&source), address);
    let width = image.element().attribute("width").expect("a width");
    assert_eq!(width.value(), "100%");
    assert_eq!(width.span().of(&source), "width=\"100%\"");

    let paragraphs: Vec<_> = body
        .descendants()
        .filter(|node| node.name() == "p")
        .collect();
    assert_eq!(paragraphs.len(), 19);
    for paragraph in &paragraphs {
        let whole = paragraph.span().expect("a tag").of(&source);
        let text = paragraph.first_child().expect("a text");
        let literal = text.literal_text().expect("literally");
        assert_eq!(whole, format!("<p>{literal}</p>"));
        assert_eq!(paragraph.text(), literal);
    }
    assert!(paragraphs[0].text().starts_with("北京周四（4月15日）宣布"));
    assert_eq!(paragraphs[18].text(), "克里结束中国之行后将访问韩国。");

    let links: Vec<_> = body.links().collect();
    let addresses = ["https://feedx.net", "https://feedx.top"];
    assert_eq!(links.len(), addresses.len());
    for (link, address) in links.iter().zip(addresses) {
        assert_eq!(link.value(), address);
        assert_eq!(link.value_span().of(&source), address);
        assert_eq!(link.element().text(), address);
        let whole =
            format!("<a href=\"{address}\" style=\"color:orange\" target=\"_blank\">{address}</a>");
        assert_eq!(link.element().span().expect("a tag").of(&source), whole);
    }
    let footer = links[0].element().parent().expect("the footer");
    assert_eq!(footer, links[1].element().parent().expect("the footer"));
    assert!(footer.text().starts_with("获取更多RSS："));
}
