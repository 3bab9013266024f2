//! User-supplied rules.

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

#[test]
fn a_rule_that_finds_nothing_changes_nothing() {
    let others = [
        anywhere().class("nothing-has-it"),
        anywhere().element("p").host("other.example"),
    ];
    for body in [
        "<p>一<a href=/x style='display:none'>二</a></p><p>三</p>",
        "<p>一</p><img src=a.jpg style='display:none'><p>二</p>",
        "<p>一</p><iframe src=https://v.example/1 style=display:none></iframe><p>二</p>",
        "<p>一</p><a class=sharedaddy href=/x>二</a><p>三</p>",
        "<p>一<br style=display:none>二</p><p>三</p>",
        "<p>一</p><p style='display:&#110;one'>二</p><p>三</p>",
        "<p>一</p><div class=sharedaddy>二</div><h2 id=comments>三</h2><p>四</p>",
    ] {
        let source = format!("[t](https://example.org/)\n------\n\n{body}");
        let article = Article::parse(&source).unwrap();
        for rule in others.clone() {
            let content = article.content_with(&ContentOptions::new().rule(rule));
            assert_eq!(content, article.content(), "{body}");
        }
    }
}

#[test]
fn a_style_hides_also_by_a_reference() {
    let source = "[t](https://example.org/)\n------\n\n<p>一</p><p style='display:&#110;one'>二</p><p>三</p>";
    let article = Article::parse(source).unwrap();
    assert_eq!(article.to_text(), "一\n\n三");
}

#[test]
fn an_id_is_in_the_attribute_id() {
    for (tag, found) in [
        ("p id=by", &["b"][..]),
        ("p ID=by", &["b"]),
        ("p is=by", &[]),
    ] {
        let body = format!("<p>a</p><{tag}>b</p>");
        assert_eq!(asides(&body, anywhere().class("#by")), found, "{tag}");
    }
}
