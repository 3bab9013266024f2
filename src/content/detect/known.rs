//! The built-in rules, which are for the markup of publishers and of the software that they use.
//!
//! Each row is a rule. Its columns are the name of the rule, the kind of the part, the place of the
//! part, the hosts (`*`: any), the element, the class, and the condition for the text. The comment
//! before a row names the publishers or the software that use this markup. A number in a comment is
//! the number of real files of 2017 to 2025 that contain this markup.

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

/// The rules for parts before the text of the article ([`RulePlace::Start`]).
pub(super) static START: &[Rule] = &rows![
    // Voice of America, Reuters, Deutsche Welle, New York Times, BBC of 2020: 2,143 files.
    "date-italic" Dateline Start * "div > i" "" DateLike;
    // Radio France Internationale: 1,403.
    "date-div" Dateline Start * "div" "" Date;
    // BBC since 2020.
    "date-time" Dateline Start * "div > time" "" Any;
    // New York Times since 2021.
    "date-time" Dateline Start * "time" "" Any;
    "date-paragraph" Dateline Start * "p" "" Date;
    "address" Byline Start * "address" "" Columns(240);
    "byline-first" Byline Start * "p" "" Byline;
    "byline-first" Byline Start * "div" "" Byline;
    // Financial Times: 255.
    "story-lead" Standfirst Start * "" "story-lead" Any;
    // Radio France Internationale.
    "rfi-standfirst" Standfirst Start ["rfi.fr"] "p > strong" "" Any;
    "title" Aside(Title) Start * "" "" Title;
    // New York Times: 53 of 62.
    "nyt-letter" Aside(Promotion) Start * "p" "" StartsWith(text("（欢迎点击此处订阅"));
    // Radio France Internationale since 2022.
    "rfi-share" Aside(Share) Start ["rfi.fr"] "div" "" StartsWith(text("分享 :"));
    // Texts that scripts print for a list, an object or a missing value.
    "script-value" Aside(Artifact) Start * "" "" Is(text("Array"));
    "script-value" Aside(Artifact) Start * "" "" Is(text("null"));
    "script-value" Aside(Artifact) Start * "" "" Is(text("undefined"));
    "script-value" Aside(Artifact) Start * "" "" Is(text("[object Object]"));
];

/// The rules for parts after the text of the article ([`RulePlace::End`], [`RulePlace::EndOfText`]).
pub(super) static END: &[Rule] = &rows![
    // The footer of the feed service feedx.
    "feedx" Aside(Footer) End * "" "" StartsWith(text("获取更多RSS"));
    // A plug-in of WordPress: China Digital Times, 500.
    "better-feed" Aside(Footer) End * "p > small" "" StartsWith(text("Feed enhanced by"));
    "better-feed-copyright" Aside(Copyright) End * "p > small" "" StartsWith(text("©"));
    // Deutsche Welle since 2020, Agence France-Presse, New York Times.
    "copyright" Aside(Copyright) End * "p" "" StartsWith(text("©"));
    "copyright" Aside(Copyright) End * "div" "" StartsWith(text("©"));
    "copyright" Aside(Copyright) End * "footer" "" StartsWith(text("©"));
    // Nikkei.
    "copyright-zh" Aside(Copyright) End * "p" "" StartsWith(text("版权声明："));
    "copyright-zh" Aside(Copyright) End * "div" "" StartsWith(text("版权声明："));
    // Nikkei, without a paragraph around it: 5 of 5.
    "copyright-zh" Aside(Copyright) End * "strong" "" StartsWith(text("版权声明："));
    // Medium.
    "medium" Aside(Footer) End * "p" "" Contains(text("on Medium, where people are continuing the conversation"));
    // New York Times.
    "nyt-english" Aside(Related) End * "p > a" "" StartsWith(text("点击查看本文英文版"));
    "nyt-app" Aside(Promotion) End ["nytimes.com"] "a" "" StartsWith(text("点击下载"));
    // Radio France Internationale since 2022.
    "rfi-share" Aside(Share) End ["rfi.fr"] "div" "" StartsWith(text("分享 :"));
    // Deutsche Welle, after opinions: 5 of 110.
    "dw-principles" Aside(Promotion) End * "p" "" StartsWith(text("德国之声致力于为您提供"));
    // Allnow, 40 of 50; with a line of dashes in the paragraph, 4.
    "allnow" Aside(Promotion) End * "p" "" StartsWith(text("———微信搜索“"));
    "allnow" Aside(Promotion) End * "p" "" StartsWith(text("微信搜索“"));
    "related-heading" Aside(Related) End * "" "" BeforeLinks(text("相关报道"));
    "related-heading" Aside(Related) End * "" "" BeforeLinks(text("相关阅读"));
    "related-heading" Aside(Related) End * "" "" BeforeLinks(text("相关文章"));
    "related-heading" Aside(Related) End * "" "" BeforeLinks(text("相關文章"));
    "related-heading" Aside(Related) End * "" "" BeforeLinks(text("相關閱讀"));
    "related-heading" Aside(Related) End * "" "" BeforeLinks(text("延伸阅读"));
    "related-heading" Aside(Related) End * "" "" BeforeLinks(text("延伸閱讀"));
    "related-heading" Aside(Related) End * "" "" BeforeLinks(text("推荐阅读"));
    "related-heading" Aside(Related) End * "" "" BeforeLinks(text("推薦閱讀"));
    // BBC since 2021.
    "related-heading" Aside(Related) End * "" "" BeforeLinks(text("您也许还会对"));
    // Radio Free Asia: 245 of 245. Reuters, Financial Times.
    "credits" Byline End * "p" "" Byline;
    "credits" Byline End * "div" "" Byline;
    "credits-line" Byline EndOfText * "" "" Byline;
    // New York Times: 51 of 62, with the translator in the line before; in paragraphs since 2021.
    "nyt-translator" Aside(Metadata) End ["nytimes.com"] "p" "" StartsWith(text("翻译："));
    "nyt-english" Aside(Related) EndOfText ["nytimes.com"] "a" "" StartsWith(text("点击查看本文英文版"));
    "nyt-translator" Aside(Metadata) EndOfText ["nytimes.com"] "" "" StartsWith(text("翻译："));
    "nyt-translator" Aside(Metadata) EndOfText ["nytimes.com"] "" "" StartsWith(text("编译："));
    "script-value" Aside(Artifact) End * "" "" Is(text("Array"));
    "script-value" Aside(Artifact) End * "" "" Is(text("null"));
    "script-value" Aside(Artifact) End * "" "" Is(text("undefined"));
    "script-value" Aside(Artifact) End * "" "" Is(text("[object Object]"));
];

/// The rules for elements at any place ([`RulePlace::Anywhere`]). Most of these rules match a
/// class.
pub(super) static ANYWHERE: &[Rule] = &rows![
    "title" Aside(Title) Anywhere * "h1" "" Title;
    "title" Aside(Title) Anywhere * "h2" "" Title;
    "title" Aside(Title) Anywhere * "p" "title" Title;
    // Reuters: 823.
    "reuters-attribution" Byline Anywhere * "" "Attribution_content" Columns(240);
    "reuters-trust-badge" Aside(Promotion) Anywhere * "" "StandardArticleBody_trustBadgeContainer" Any;
    // BBC of 2020.
    "bbc-introduction" Standfirst Anywhere * "" "story-body__introduction" Any;
    "screen-reader-label" Aside(Artifact) Anywhere * "" "off-screen element-invisible element-hidden visually-hidden VisuallyHidden sr-only" Any;
    // BBC, in place of a video.
    "bbc-player" Aside(Fallback) Anywhere * "" "player-with-placeholder__caption" Any;
    "bbc-player" Aside(Fallback) Anywhere * "noscript" "" StartsWith(text("你的器材不支持播放"));
    // Radio France Internationale: above advertisements, which are not in the feed.
    "rfi-ad-label" Aside(Artifact) Anywhere * "" "m-block-ad__label" Any;
    // Radio France Internationale: 553 in which something follows the notice.
    "afp" Aside(Copyright) Anywhere * "" "t-copyright" Any;
    "rfi-self-promo" Aside(Promotion) Anywhere * "" "o-self-promo" Any;
    // China Digital Times since 2021.
    "cdt-archive-card" Aside(Metadata) Anywhere ["chinadigitaltimes.net"] "" "su-spoiler" Any;
    "add-to-any" Aside(Share) Anywhere * "" "addtoany_share_save_container" Any;
    // WordPress and its plug-in Jetpack.
    "entry-meta" Aside(Metadata) Anywhere * "" "entry-meta post-meta entry-author-wrapper meta-category site-posted-on" Any;
    "entry-byline" Byline Anywhere * "" "byline entry-author post-author p-author" Columns(240);
    "entry-date" Dateline Anywhere * "time" "entry-date published" Any;
    // In a page's metadata about the article.
    "date-in-metadata" Dateline Anywhere * "time" "" Date;
    "sharing" Aside(Share) Anywhere * "" "sharedaddy jetpack-likes-widget-wrapper share-buttons social-share" Any;
    "related-posts" Aside(Related) Anywhere * "" "jp-relatedposts related-posts related-articles yarpp-related" Any;
    "post-tags" Aside(Tags) Anywhere * "" "post-tags tags-links tag-links entry-tags meta-tags" Any;
    "entry-footer" Aside(Tags) Anywhere * "" "entry-footer" Any;
    "nav" Aside(Navigation) Anywhere * "nav" "" Any;
    "navigation" Aside(Navigation) Anywhere * "" "post-navigation navigation nav-links breadcrumb breadcrumbs" Any;
    "pull-quote" Aside(PullQuote) Anywhere * "" "pullquote pull-quote wp-block-pullquote" Repeated;
    // Only with a form for new comments: without one, the comments are the article, as in ChinaFile's
    // conversations, 30 files.
    "comments" Aside(Comments) Anywhere * "" "comments comment-wrapper comments-area comment-list comment-respond #comments #respond" Holds(text("form textarea comment-reply comment-reply-link comment-form comment-respond"));
    // Drupal: Pao-Pao.
    "drupal-comment" Aside(Comments) Anywhere * "" "comment-add" Any;
    "drupal-submitted" Aside(Metadata) Anywhere * "div" "submitted" Any;
    "drupal-author" Byline Anywhere * "" "field-name-author author-name" Columns(240);
    "drupal-related" Aside(Related) Anywhere * "" "view-articles-related #block-views-articles-related-block-1" Any;
    "drupal-sharing" Aside(Share) Anywhere * "" "field-name-service-links-displays-group service-links" Any;
    // Allnow.
    "allnow-author" Aside(Metadata) Anywhere ["allnow.com"] "" "author-wrap" Any;
    "allnow-column" Aside(Metadata) Anywhere ["allnow.com"] "" "column" Any;
    "abstract" Standfirst Anywhere * "" "abstract-wrap blog-post__description" Any;
    // nei.st, a reader of other sites' articles: 30 files of 120.
    "nei-source" Aside(Metadata) Anywhere ["nei.st"] "" "js-postMetaLockup" Any;
    "nei-related" Aside(Related) Anywhere ["nei.st"] "section" "collection" Any;
    "nei-paywall" Aside(Promotion) Anywhere ["nei.st"] "" "nykpaywall BarrierFailsafe__fullBarrier___2bFWd" Any;
    "nei-support" Aside(Promotion) Anywhere ["nei.st"] "" "card-footer" Any;
    // Remains of nei.st's error page: 21.
    "nei-missing-page" Aside(Artifact) Anywhere ["nei.st"] "" "css--lede-fullscreen-wrapper" Any;
];

/// The rules for elements after a picture or a player ([`RulePlace::AfterImage`],
/// [`RulePlace::AfterFigure`]).
pub(super) static AFTER_IMAGE: &[Rule] = &rows![
    // WordPress and similar.
    "caption-class" Caption AfterImage * "" "wp-caption-text photo-caption image-caption img-caption media-caption aesop-cap-description" Any;
    "credit-class" Credit AfterImage * "" "photo-credit story-image-copyright aesop-cap-cred image-credit" Any;
    // BBC since 2020.
    "bbc-credit" Credit AfterImage * "p" "" StartsWith(text("图像来源"));
    "bbc-credit" Credit AfterImage * "p" "" StartsWith(text("圖像來源"));
    // Voice of America, Deutsche Welle, New York Times.
    "small" Caption AfterImage * "div > small" "" Columns(1000);
    "small" Caption AfterImage * "small" "" Columns(1000);
    // BBC.
    "figure-paragraph" Caption AfterFigure * "div > p" "" Short;
];
