use std::sync::Arc;

use super::detect::{ImageProxy, Rule, Rules};
#[cfg(feature = "archive")]
use super::repeated::RepeatedText;

/// Options for [`Article::content_with`](crate::Article::content_with), such as additional rules and image
/// proxies.
///
/// ```
/// use newsprint::{Article, AsideKind, ContentOptions, Rule, RuleKind, RulePlace, RuleText};
///
/// let kind = RuleKind::Aside(AsideKind::Promotion);
/// let promotion = Rule::new(kind, RulePlace::AfterThematicBreak)
///     .text(RuleText::StartsWith("Subscribe".into()));
/// let options = ContentOptions::new().rule(promotion);
/// let source = "[t](https://example.org/)\n------\n\n<p>text</p><hr><p>Subscribe!</p>";
/// let article = Article::parse(source)?;
/// assert_eq!(article.content_with(&options).blocks().count(), 1);
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentOptions {
    rules: Vec<Rule>,
    has_known_rules: bool,
    pub(super) joins_lines: bool,
    pub(super) keeps_asides: bool,
    pub(super) proxies: Option<Arc<[ImageProxy]>>,
    #[cfg(feature = "archive")]
    pub(super) repeated: Option<RepeatedText>,
}

impl ContentOptions {
    /// Returns the default options, with only the built-in rules and image proxies.
    pub const fn new() -> Self {
        ContentOptions {
            rules: Vec::new(),
            has_known_rules: true,
            joins_lines: true,
            keeps_asides: false,
            proxies: None,
            #[cfg(feature = "archive")]
            repeated: None,
        }
    }

    /// Adds a rule. The built-in rules are tried first. Then the added rules are tried, in the
    /// order in which they were added.
    ///
    /// ```
    /// use newsprint::{Article, ContentOptions, Rule, RuleKind, RulePlace};
    ///
    /// let byline = Rule::new(RuleKind::Byline, RulePlace::Start).class("writer");
    /// let options = ContentOptions::new().rule(byline);
    /// let source = "[t](https://example.org/)\n------\n\n<p class=writer>阿海</p><p>text</p>";
    /// let content = Article::parse(source)?.content_with(&options);
    /// assert_eq!(content.byline().unwrap().raw(), "阿海");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn rule(mut self, rule: Rule) -> Self {
        self.rules.push(rule);
        self
    }

    /// Sets whether the built-in rules apply. Default: `true`.
    ///
    /// ```
    /// use newsprint::{Article, ContentOptions};
    ///
    /// let source = "[t](https://example.org/)\n------\n\n\
    ///     <img src=1.jpg><div><small>A ferry</small></div><p>text</p>";
    /// let article = Article::parse(source)?;
    /// assert_eq!(article.content().blocks().count(), 2);
    /// let options = ContentOptions::new().known_rules(false);
    /// assert_eq!(article.content_with(&options).blocks().count(), 3);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn known_rules(mut self, count: bool) -> Self {
        self.has_known_rules = count;
        self
    }

    /// Sets whether white space that contains a line feed is removed between two wide characters
    /// (CSS Text 4, "Segment Break Transformation Rules"). Chinese characters and kana are wide;
    /// Hangul is not. Chinese and Japanese have no spaces between words, so a line feed between
    /// wide characters only wraps a line of the source.
    /// [`Body::inner_text`](crate::Body::inner_text) keeps such white space as one space, like
    /// browsers. Default: `true`.
    ///
    /// ```
    /// use newsprint::{Article, ContentOptions};
    ///
    /// let source = "[t](https://example.org/)\n------\n\n<p>\n 船期\n <b>\n 已改\n </b>\n 。\n</p>";
    /// let article = Article::parse(source)?;
    /// assert_eq!(article.content().to_text(), "船期已改。");
    /// let options = ContentOptions::new().join_lines(false);
    /// assert_eq!(article.content_with(&options).to_text(), "船期 已改 。");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub const fn join_lines(mut self, join: bool) -> Self {
        self.joins_lines = join;
        self
    }

    /// Sets whether the asides, the dateline and the byline stay among the blocks of the article.
    /// If `false`, these parts are left out of the blocks. Default: `false`.
    ///
    /// ```
    /// use newsprint::{Article, ContentOptions};
    ///
    /// let source = "[t](https://example.org/)\n------\n\n<p>text</p><p>© Example</p>";
    /// let article = Article::parse(source)?;
    /// let options = ContentOptions::new().keep_asides(true);
    /// assert_eq!(article.content_with(&options).to_text(), "text\n\n© Example");
    /// assert_eq!(article.content().to_text(), "text");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn keep_asides(mut self, keep: bool) -> Self {
        self.keeps_asides = keep;
        self
    }

    /// Adds an image proxy. Added proxies are tried before the built-in ones.
    ///
    /// ```
    /// use newsprint::{ContentOptions, ImageProxy};
    ///
    /// let proxy = ImageProxy::query("proxy.example", "src");
    /// let options = ContentOptions::new().image_proxy(proxy.clone());
    /// assert_eq!(options.image_proxies(), [proxy]);
    /// assert!(options.get_known_rules() && options.rules().is_empty());
    /// ```
    pub fn image_proxy(mut self, proxy: ImageProxy) -> Self {
        let before = self.image_proxies().iter().cloned();
        let proxies: Vec<_> = before.chain([proxy]).collect();
        self.proxies = Some(proxies.into());
        self
    }

    /// Sets the repeated text: text that a publisher repeats in many articles of an archive. Each
    /// occurrence becomes an aside of the kind [`Repeated`](crate::AsideKind::Repeated). Default:
    /// no text.
    ///
    /// [`newsprint::archive`](crate::archive#repeated-text) describes how to find repeated text.
    #[cfg(feature = "archive")]
    #[cfg_attr(docsrs, doc(cfg(feature = "archive")))]
    pub fn repeated(mut self, text: RepeatedText) -> Self {
        self.repeated = Some(text);
        self
    }

    /// Returns the added rules, without the built-in ones.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// Returns whether the asides, the dateline and the byline stay among the blocks of the
    /// article.
    pub const fn get_keep_asides(&self) -> bool {
        self.keeps_asides
    }

    /// Returns whether the built-in rules apply.
    pub const fn get_known_rules(&self) -> bool {
        self.has_known_rules
    }

    /// Returns whether white space with a line feed is removed between two wide characters.
    pub const fn get_join_lines(&self) -> bool {
        self.joins_lines
    }

    /// Returns the added image proxies, without the built-in ones.
    pub fn image_proxies(&self) -> &[ImageProxy] {
        self.proxies.as_deref().unwrap_or_default()
    }

    /// Returns the rules, built-in and added, for an article with the URL `link`.
    pub(super) fn rules_for<'r>(&'r self, link: &'r str) -> Rules<'r> {
        Rules::new(&self.rules, self.has_known_rules, link)
    }
}

impl Default for ContentOptions {
    fn default() -> Self {
        ContentOptions::new()
    }
}
