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

fn aside(place: RulePlace) -> Rule {
    Rule::new(RuleKind::Aside(AsideKind::Promotion), place)
}

fn starts_with(start: &'static str) -> RuleText {
    RuleText::StartsWith(start.into())
}

#[test]
fn texts_are_compared_across_elements() {
    let rule = |start| anywhere().class("ad").text(starts_with(start));
    for (text, start, is_found) in [
        ("广<b>告</b>", "广告", true),
        ("广<b>州</b>", "广告", false),
        (" A<b>B</b>", "AB", true),
        ("A<b> B</b>", "AB", false),
        ("A<b> B</b>", "A B", true),
    ] {
        let found = asides(
            &format!("<p>一</p><p class=ad>{text}</p><p>二</p>"),
            rule(start),
        );
        assert_eq!(!found.is_empty(), is_found, "{text}");
    }
}

#[test]
fn a_rule_after_a_thematic_break_is_also_about_text() {
    let place = RulePlace::AfterThematicBreak;
    let start = || aside(place).text(starts_with("广告"));
    for (body, rule, is_found) in [
        ("<p>一</p><hr>广告", start(), true),
        ("<p>一</p><hr>广<b>告</b>", start(), true),
        ("<p>一</p><hr>告<b>广告</b>", start(), false),
        ("<p>一</p><hr><p>广告</p>", start(), true),
        ("<p>一</p><hr><p>广告</p>", start().class("ad"), false),
        ("<p>一</p><hr>广告", start().class("ad"), false),
        ("<p>一</p><hr>广告", start().element("p"), false),
    ] {
        let found = asides(body, rule);
        assert_eq!(!found.is_empty(), is_found, "{body}");
    }
}

#[test]
fn navigation_after_a_thematic_break_is_not_prose() {
    let kind = RuleKind::Aside(AsideKind::Navigation);
    let rule = || Rule::new(kind, RulePlace::AfterThematicBreak).text(starts_with("更多"));
    let prose = "字".repeat(200);
    let none: [&str; 0] = [];
    for (start, end) in [("<p>", "</p>"), ("", "")] {
        let body = |text: &str| format!("<p>一</p><hr>{start}更多{text}{end}");
        assert_eq!(asides(&body("渡轮"), rule()), ["更多渡轮"]);
        assert_eq!(asides(&body(&prose), rule()), none, "{start}");
    }
}

#[test]
fn an_element_is_either_the_byline_or_the_dateline() {
    let rule = |kind| Rule::new(kind, RulePlace::Anywhere).class("x");
    let (byline, dateline) = (RuleKind::Byline, RuleKind::Dateline);
    let source = "[t](https://example.org/)\n------\n\n<p>一</p><p class=x>2021年4月15日</p>";
    let article = Article::parse(source).unwrap();
    for kinds in [[byline, dateline], [dateline, byline]] {
        let options = kinds
            .map(rule)
            .into_iter()
            .fold(ContentOptions::new(), ContentOptions::rule);
        let content = article.content_with(&options);
        // The first rule counts.
        assert_eq!(content.byline().is_some(), kinds[0] == byline, "{kinds:?}");
        assert_eq!(
            content.dateline().is_some(),
            kinds[0] == dateline,
            "{kinds:?}"
        );
    }
}

#[test]
fn a_rule_anywhere_needs_an_element_or_a_class() {
    let none: [&str; 0] = [];
    assert_eq!(
        asides(
            "<p>一</p><p>广告</p><p>二</p>",
            anywhere().text(starts_with("广告"))
        ),
        none
    );
}

#[test]
fn the_width_of_a_text_is_limited() {
    let columns = |max| RuleText::Columns(max);
    for (text, rule, is_found) in [
        ("a".repeat(1000), columns(1000), true),
        ("a".repeat(1001), columns(1000), false),
        // Three bytes, one column.
        ("ก".repeat(1000), columns(1000), true),
        ("ก".repeat(1001), columns(1000), false),
        ("ก".repeat(1000), starts_with("ก"), true),
        ("ก".repeat(1001), starts_with("ก"), false),
        // Three bytes, two columns.
        ("ᄀ".repeat(500), columns(1000), true),
        ("ᄀ".repeat(501), columns(1000), false),
        ("广".repeat(500), starts_with("广"), true),
        ("广".repeat(501), starts_with("广"), false),
        // Many nodes.
        ("<b>a</b>".repeat(99), columns(1000), true),
        ("<b>a</b>".repeat(100), columns(1000), false),
        // The end of a sentence.
        ("广".repeat(49) + "。", RuleText::Short, true),
        ("广".repeat(50) + "。", RuleText::Short, false),
        ("广".repeat(120), RuleText::Short, true),
        ("广".repeat(121), RuleText::Short, false),
    ] {
        let rule = anywhere().class("ad").text(rule);
        let found = asides(
            &format!("<p>一</p><p class=ad>{text}</p><p>二</p>"),
            rule.clone(),
        );
        assert_eq!(!found.is_empty(), is_found, "{} {rule:?}", text.len());
    }
}

#[test]
fn containers_are_at_most_eight_levels_deep() {
    let rule = || {
        aside(RulePlace::Start)
            .element("p")
            .text(starts_with("广告"))
    };
    for levels in 0..=9 {
        let (start, end) = ("<div>".repeat(levels), "</div>".repeat(levels));
        let found = asides(&format!("{start}<p>广告</p><p>一</p>{end}"), rule());
        assert_eq!(found.len(), usize::from(levels <= 8), "{levels}");
    }
}

#[test]
fn an_element_with_all_of_a_long_article_is_not_a_part() {
    let rule = || {
        aside(RulePlace::Start)
            .element("div")
            .text(starts_with("a"))
    };
    for (text, is_found) in [
        ("a".repeat(200), true),
        ("a".repeat(201), false),
        ("a".repeat(150) + "<br>" + &"a".repeat(51), false),
        ("a<p>b</p>".to_owned(), false),
    ] {
        let found = asides(&format!("<div>{text}</div>"), rule());
        assert_eq!(!found.is_empty(), is_found, "{}", text.len());
    }
}

#[test]
fn what_looks_like_a_date_has_at_most_80_bytes() {
    let rule = || anywhere().class("ad").text(RuleText::DateLike);
    for (len, is_found) in [(79, true), (80, true), (81, false), (90, false)] {
        let text = format!("2021{}15", " ".repeat(len - 6));
        let found = asides(&format!("<p>一</p><p class=ad>{text}</p><p>二</p>"), rule());
        assert_eq!(!found.is_empty(), is_found, "{len}");
    }
}
