//! The built-in rules: the forms of the publishers, and of the software that pages are made with.
//!
//! A row has a name, what the part is, where it is, for which hosts, the element and the class, and what the
//! text must be. The numbers are of real files of 2017 to 2025 that have the form.

use std::borrow::Cow;

use super::rule::{Rule, RuleKind, RulePlace, RuleText};
use crate::content::kind::AsideKind;

macro_rules! rows {
    ($($name:literal $kind:ident $(($aside:ident))? $place:ident $hosts:tt $element:literal $class:literal $text:ident $(($value:expr))?;)*) => {
        [$(Rule::known(
            $name,
            RuleKind::$kind $((AsideKind::$aside))?,
            RulePlace::$place,
            hosts!($hosts),
            [$element, $class],
            RuleText::$text $(($value))?,
        )),*]
    };
}

macro_rules! hosts {
    (*) => { &[] };
    ([$($host:literal)*]) => { &[$(Cow::Borrowed($host)),*] };
}

const fn text(text: &'static str) -> Cow<'static, str> {
    Cow::Borrowed(text)
}

/// Before the text of the article.
pub(super) static START: &[Rule] = &rows![
    // Voice of America, Reuters, Deutsche Welle, New York Times, BBC of 2020: 2,143 files.
    "date" Dateline Start * "div > i" "" Date;
    // Radio France Internationale: 1,403.
    "date" Dateline Start * "div" "" Date;
    // BBC since 2020.
    "date" Dateline Start * "div > time" "" Any;
    // New York Times since 2021.
    "date" Dateline Start * "time" "" Any;
    "date" Dateline Start * "p" "" Date;
    "address" Byline Start * "address" "" Columns(240);
    "line" Byline Start * "p" "" Byline;
    "line" Byline Start * "div" "" Byline;
    // Financial Times: 255.
    "story-lead" Standfirst Start * "" "story-lead" Any;
    // Radio France Internationale.
    "bold" Standfirst Start ["rfi.fr"] "p > strong" "" Any;
    "title" Aside(Title) Start * "" "" Title;
    // New York Times: 53 of 62.
    "nyt-letter" Aside(Promotion) Start * "p" "" StartsWith(text("（欢迎点击此处订阅"));
    // Radio France Internationale since 2022.
    "rfi-share" Aside(Share) Start ["rfi.fr"] "div" "" StartsWith(text("分享 :"));
    "empty-value" Aside(Artifact) Start * "" "" StartsWith(text("[object Object]"));
];

/// After the text of the article.
pub(super) static END: &[Rule] = &rows![
    // feedx offers more feeds, in all archives of its.
    "feedx" Aside(Footer) End * "" "" StartsWith(text("获取更多RSS"));
    // A plug-in of WordPress: China Digital Times, 500.
    "better-feed" Aside(Footer) End * "p > small" "" StartsWith(text("Feed enhanced by"));
    "better-feed" Aside(Copyright) End * "p > small" "" StartsWith(text("©"));
    // Deutsche Welle since 2020, Agence France-Presse, New York Times.
    "copyright" Aside(Copyright) End * "p" "" StartsWith(text("©"));
    "copyright" Aside(Copyright) End * "div" "" StartsWith(text("©"));
    "copyright" Aside(Copyright) End * "footer" "" StartsWith(text("©"));
    // Nikkei.
    "copyright" Aside(Copyright) End * "p" "" StartsWith(text("版权声明"));
    "copyright" Aside(Copyright) End * "div" "" StartsWith(text("版权声明"));
    // Medium.
    "medium" Aside(Footer) End * "p" "" Contains(text("was originally published in"));
    // New York Times.
    "nyt-english" Aside(Related) End * "p > a" "" StartsWith(text("点击查看本文英文版"));
    "nyt-app" Aside(Promotion) End ["nytimes.com"] "a" "" StartsWith(text("点击下载"));
    // Radio France Internationale since 2022.
    "rfi-share" Aside(Share) End ["rfi.fr"] "div" "" StartsWith(text("分享 :"));
    // Allnow, 40 of 50.
    "allnow" Aside(Promotion) End * "p" "" StartsWith(text("微信搜索“"));
    "related" Aside(Related) End * "" "" BeforeLinks(text("相关报道"));
    "related" Aside(Related) End * "" "" BeforeLinks(text("相关阅读"));
    "related" Aside(Related) End * "" "" BeforeLinks(text("相关文章"));
    "related" Aside(Related) End * "" "" BeforeLinks(text("相關文章"));
    "related" Aside(Related) End * "" "" BeforeLinks(text("相關閱讀"));
    "related" Aside(Related) End * "" "" BeforeLinks(text("延伸阅读"));
    "related" Aside(Related) End * "" "" BeforeLinks(text("延伸閱讀"));
    "related" Aside(Related) End * "" "" BeforeLinks(text("推荐阅读"));
    // BBC since 2021.
    "related" Aside(Related) End * "" "" BeforeLinks(text("您也许还会对"));
    // Radio Free Asia: 245 of 245. Reuters, Financial Times.
    "credits" Byline End * "p" "" Byline;
    "credits" Byline End * "div" "" Byline;
    "credits" Byline EndOfText * "" "" Byline;
];

/// Wherever the class is.
pub(super) static ANYWHERE: &[Rule] = &rows![
    "title" Aside(Title) Anywhere * "h1" "" Title;
    "title" Aside(Title) Anywhere * "h2" "" Title;
    "title" Aside(Title) Anywhere * "p" "title" Title;
    // Reuters: 823.
    "attribution" Byline Anywhere * "" "Attribution_content" Columns(240);
    "trust-badge" Aside(Promotion) Anywhere * "" "StandardArticleBody_trustBadgeContainer" Any;
    // BBC of 2020.
    "introduction" Standfirst Anywhere * "" "story-body__introduction" Any;
    "label" Aside(Artifact) Anywhere * "" "off-screen element-invisible element-hidden visually-hidden VisuallyHidden sr-only" Any;
    // Radio France Internationale: 553.
    "afp" Aside(Copyright) Anywhere * "" "t-copyright" Any;
    "self-promo" Aside(Promotion) Anywhere * "" "o-self-promo" Any;
    // China Digital Times since 2021.
    "archive-card" Aside(Metadata) Anywhere ["chinadigitaltimes.net"] "" "su-spoiler" Any;
    "add-to-any" Aside(Share) Anywhere * "" "addtoany_share_save_container" Any;
    // WordPress and its plug-in Jetpack.
    "entry-meta" Aside(Metadata) Anywhere * "" "entry-meta post-meta entry-author-wrapper meta-category site-posted-on" Any;
    "byline" Byline Anywhere * "" "byline entry-author post-author p-author" Columns(240);
    "date" Dateline Anywhere * "time" "entry-date published" Any;
    "sharing" Aside(Share) Anywhere * "" "sharedaddy jetpack-likes-widget-wrapper share-buttons social-share" Any;
    "related" Aside(Related) Anywhere * "" "jp-relatedposts related-posts related-articles yarpp-related" Any;
    "tags" Aside(Tags) Anywhere * "" "post-tags tags-links tag-links entry-tags meta-tags" Any;
    "entry-footer" Aside(Tags) Anywhere * "" "entry-footer" Any;
    "navigation" Aside(Navigation) Anywhere * "nav" "" Any;
    "navigation" Aside(Navigation) Anywhere * "" "post-navigation navigation nav-links breadcrumb breadcrumbs" Any;
    "pull-quote" Aside(PullQuote) Anywhere * "" "pullquote pull-quote wp-block-pullquote" Repeated;
    // Comments are the article where nobody may answer: ChinaFile's conversations, 30 files.
    "comments" Aside(Comments) Anywhere * "" "comments comment-wrapper comments-area comment-list comment-respond #comments #respond" Holds(text("form textarea comment-reply comment-reply-link comment-form comment-respond"));
    // Drupal: Pao-Pao.
    "submitted" Aside(Metadata) Anywhere * "" "submitted" Any;
    "author" Byline Anywhere * "" "field-name-author author-name" Columns(240);
    "related" Aside(Related) Anywhere * "" "view-articles-related block-views-articles-related-block-1" Any;
    "sharing" Aside(Share) Anywhere * "" "field-name-service-links-displays-group service-links" Any;
    // Allnow.
    "author" Aside(Metadata) Anywhere ["allnow.com"] "" "author-wrap" Any;
    "column" Aside(Metadata) Anywhere ["allnow.com"] "" "column" Any;
    "abstract" Standfirst Anywhere * "" "abstract-wrap blog-post__description" Any;
    // nei.st
    "related" Aside(Related) Anywhere ["nei.st"] "section" "collection" Any;
    "paywall" Aside(Promotion) Anywhere ["nei.st"] "" "nykpaywall" Any;
];

/// After a picture or a player.
pub(super) static AFTER_IMAGE: &[Rule] = &rows![
    // WordPress and similar.
    "class" Caption AfterImage * "" "wp-caption-text photo-caption image-caption img-caption media-caption aesop-cap-description" Any;
    "class" Credit AfterImage * "" "photo-credit story-image-copyright aesop-cap-cred image-credit" Any;
    // BBC since 2020.
    "label" Credit AfterImage * "p" "" StartsWith(text("图像来源"));
    "label" Credit AfterImage * "p" "" StartsWith(text("圖像來源"));
    // Voice of America, Deutsche Welle, New York Times.
    "small" Caption AfterImage * "div > small" "" Columns(1000);
    "small" Caption AfterImage * "small" "" Columns(1000);
    // BBC.
    "figure" Caption AfterFigure * "div > p" "" Short;
];
