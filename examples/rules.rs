//! Reads articles of a publisher without built-in rules: adds rules and an image proxy.
//!
//! `cargo run --features archive --example rules -- FILE_OR_FOLDER`

mod common;

use std::io::Write;
use std::process::ExitCode;

use newsprint::{AsideKind, ContentOptions, ImageProxy, Rule, RuleKind, RulePlace, RuleText};

fn main() -> ExitCode {
    common::run(["FILE_OR_FOLDER"], rules)
}

/// Returns options with rules for the host `harbour.example`, in addition to the built-in rules.
fn harbour() -> ContentOptions {
    let rule = |kind, place| Rule::new(kind, place).host("harbour.example");
    let promotion = RuleKind::Aside(AsideKind::Promotion);
    let subscribe = RuleText::StartsWith("订阅".into());
    ContentOptions::new()
        // <p class="writer">阿海</p> before the text
        .rule(rule(RuleKind::Byline, RulePlace::Start).class("writer"))
        // <p class="legend">…</p> after an image
        .rule(rule(RuleKind::Caption, RulePlace::AfterImage).class("legend"))
        // <p>订阅…</p> at the end
        .rule(
            rule(promotion, RulePlace::End)
                .text(subscribe)
                .name("letter"),
        )
        // https://thumbs.example/?of=https%3A%2F%2Fharbour.example%2F1.jpg
        .image_proxy(ImageProxy::query("thumbs.example", "of"))
}

fn rules([path]: [String; 1], out: &mut dyn Write) -> common::Result<()> {
    let options = harbour();
    common::each(common::open(&path)?, |file, article| {
        let content = article.content_with(&options);
        writeln!(out, "{}: {:?}", file.path(), article.title())?;
        if let Some(byline) = content.byline() {
            writeln!(out, "  byline: {:?}", byline.raw())?;
        }
        for image in content.images() {
            let caption = image.caption().map(|caption| caption.text());
            let (src, caption) = (image.original_src(), caption.unwrap_or_default());
            writeln!(out, "  image: {} {caption:?}", src.unwrap_or_default())?;
        }
        for aside in content.asides() {
            let (kind, rule) = (aside.aside_kind(), aside.rule());
            writeln!(out, "  {kind} ({rule}): {:?}", aside.text())?;
        }
        writeln!(out, "  text: {:?}", content.to_text())?;
        Ok(())
    })
}
