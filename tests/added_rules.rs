//! Rules that a user adds.

use newsprint::{Article, AsideKind, ContentOptions, Rule, RuleKind, RulePlace, RuleText};

fn anywhere() -> Rule {
    Rule::new(RuleKind::Aside(AsideKind::Promotion), RulePlace::Anywhere)
}

/// Returns the texts of the asides that a rule finds in a body.
fn asides(body: &str, rule: Rule) -> Vec<String> {
    let source = format!("[t](https://example.org/)\n------\n\n{body}");
    let article = Article::parse(&source).unwrap();
    assert_eq!(article.content().asides().count(), 0, "{body}");
    let content = article.content_with(&ContentOptions::new().rule(rule));
    let text = |aside: newsprint::Aside<'_, '_>| aside.text().trim_start_matches("- ").to_owned();
    let asides = content.asides().map(text);
    asides.collect()
}

#[test]
fn rules_for_elements_anywhere_are_about_elements_of_all_names() {
    let ad = || RuleText::StartsWith("广告".into());
    for name in [
        "p", "div", "span", "a", "b", "small", "li", "td", "h2", "section", "x-ad", "label",
    ] {
        let table = if name == "td" { "<table><tr>" } else { "" };
        let body = |attributes: &str| {
            format!("<p>一<p>二</p>{table}<{name}{attributes}>广告</{name}>{table}</table><p>三")
        };
        let found = asides(&body(""), anywhere().element(name).text(ad()));
        assert_eq!(found, ["广告"], "{name}");
        let found = asides(&body(" id=x class='b ad'"), anywhere().class("c ad"));
        assert_eq!(found, ["广告"], "{name}");
        let found = asides(&body(" id=ad class=b"), anywhere().class("c #ad"));
        assert_eq!(found, ["广告"], "{name}");
        let none: [&str; 0] = [];
        let found = asides(&body(" id=x class=b"), anywhere().class("c ad #ad"));
        assert_eq!(found, none, "{name}");
    }
}
