use std::borrow::Cow;
use std::fmt;

use super::address;

/// Options for writing an article as Markdown or HTML.
///
/// ```
/// use newsprint::{Article, RenderOptions, UrlUse};
///
/// let source = "[t](https://example.org/a/)\n------\n\n<h1>One</h1><p><a href=b>two</a><br>three</p>";
/// let content = Article::parse(source)?.content();
/// let options = RenderOptions::new()
///     .base("https://example.org/a/")
///     .heading_offset(1)
///     .xhtml(true);
/// assert_eq!(
///     content.to_html_with(&options),
///     "<h2>One</h2>\n<p><a href=\"https://example.org/a/b\">two</a><br/>three</p>\n",
/// );
///
/// // Images saved in the same folder as the page:
/// let source = "[t](https://example.org/)\n------\n\n<img src=https://example.org/x/1.jpg>";
/// let content = Article::parse(source)?.content();
/// let local = |what: UrlUse, url: &str| {
///     (what == UrlUse::Image).then(|| format!("images/{}", url.rsplit('/').next().unwrap()))
/// };
/// let options = RenderOptions::new().map_urls(&local);
/// assert_eq!(content.to_markdown_with(&options), "![](images/1.jpg)\n");
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct RenderOptions<'f> {
    pub(super) xhtml: bool,
    pub(super) heading_offset: u8,
    pub(super) markdown_html: bool,
    base: Option<&'f str>,
    map: Option<&'f UrlMap<'f>>,
}

/// A function that replaces URLs, set by [`RenderOptions::map_urls`].
pub type UrlMap<'f> = dyn Fn(UrlUse, &str) -> Option<String> + 'f;

/// What a URL is used for. This is the first argument of the function that is set by
/// [`RenderOptions::map_urls`].
///
/// ```
/// use newsprint::{Article, RenderOptions, UrlUse};
///
/// let source = "[t](https://example.org/)\n------\n\n\
///     <p><a href=/x>link</a></p><img src=/1.jpg>";
/// let content = Article::parse(source)?.content();
/// let map = |what: UrlUse, url: &str| match what {
///     UrlUse::Image => Some(format!("https://cdn.example{url}")),
///     _ => None,
/// };
/// let markdown = content.to_markdown_with(&RenderOptions::new().map_urls(&map));
/// assert_eq!(markdown, "[link](/x)\n\n![](https://cdn.example/1.jpg)\n");
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum UrlUse {
    /// The target of a link.
    Link,
    /// An image. The URL comes from [`Image::original_src`](crate::Image::original_src): it is the
    /// URL of the original image, not of an image proxy.
    Image,
    /// An embedded frame, video or audio.
    Embed,
}

impl<'f> RenderOptions<'f> {
    /// Returns the default options: HTML need not be well-formed XML, Markdown may contain HTML,
    /// and heading levels and URLs are the same as in the source.
    pub const fn new() -> Self {
        RenderOptions {
            xhtml: false,
            heading_offset: 0,
            markdown_html: true,
            base: None,
            map: None,
        }
    }

    /// Sets whether HTML is also well-formed XML. If `true`, void elements are written like
    /// `<br/>`, and no-break spaces as `&#160;`. Characters that XML forbids are replaced by
    /// U+FFFD. Default: `false`.
    ///
    /// ```
    /// use newsprint::{Article, RenderOptions};
    ///
    /// let source = "[t](https://example.org/)\n------\n\n<p>one&nbsp;line<br>two</p>";
    /// let content = Article::parse(source)?.content();
    /// assert_eq!(content.to_html(), "<p>one&nbsp;line<br>two</p>\n");
    /// let options = RenderOptions::new().xhtml(true);
    /// assert_eq!(content.to_html_with(&options), "<p>one&#160;line<br/>two</p>\n");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub const fn xhtml(mut self, xhtml: bool) -> Self {
        self.xhtml = xhtml;
        self
    }

    /// Sets a number that is added to the level of each heading. Levels above 6 become 6. The title
    /// that [`Article::to_markdown`](crate::Article::to_markdown) and
    /// [`Article::to_html`](crate::Article::to_html) write stays a heading of level 1. Default: 0.
    ///
    /// ```
    /// use newsprint::{Article, RenderOptions};
    ///
    /// let source = "[Title](https://example.org/)\n------\n\n<h1>One</h1><h6>Two</h6>";
    /// let article = Article::parse(source)?;
    /// let options = RenderOptions::new().heading_offset(1);
    /// let markdown = "# [Title](https://example.org/)\n\n## One\n\n###### Two\n";
    /// assert_eq!(article.to_markdown_with(&options), markdown);
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub const fn heading_offset(mut self, levels: u8) -> Self {
        self.heading_offset = levels;
        self
    }

    /// Sets whether Markdown may contain HTML for content that has no Markdown syntax. If `false`,
    /// superscripts and subscripts are written like in
    /// [`Content::to_text`](crate::Content::to_text). Punctuation at the start or end of emphasis
    /// is moved out of the emphasis if Markdown would not recognize the delimiters next to the
    /// punctuation. Default: `true`.
    ///
    /// ```
    /// use newsprint::{Article, RenderOptions};
    ///
    /// let source = "[t](https://example.org/)\n------\n\n<p>10<sup>9</sup>，<b>“是”</b>。</p>";
    /// let content = Article::parse(source)?.content();
    /// assert_eq!(content.to_markdown(), "10<sup>9</sup>，<strong>“是”</strong>。\n");
    /// let options = RenderOptions::new().markdown_html(false);
    /// assert_eq!(content.to_markdown_with(&options), "10⁹，“**是**”。\n");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub const fn markdown_html(mut self, html: bool) -> Self {
        self.markdown_html = html;
        self
    }

    /// Sets the URL that relative URLs are resolved against (RFC 3986, section 5.2), usually the
    /// article's link. This URL should be absolute: with a relative `base`, the results are
    /// relative, too. By default, relative URLs are not resolved.
    ///
    /// ```
    /// use newsprint::{Article, RenderOptions};
    ///
    /// let source = "[t](https://example.org/a/1.html)\n------\n\n<p><a href=../b/2.html>next</a></p>";
    /// let article = Article::parse(source)?;
    /// let options = RenderOptions::new().base(article.link());
    /// let markdown = article.content().to_markdown_with(&options);
    /// assert_eq!(markdown, "[next](https://example.org/b/2.html)\n");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub const fn base(mut self, base: &'f str) -> Self {
        self.base = Some(base);
        self
    }

    /// Sets a function that replaces URLs. Its second argument is a URL that is already resolved
    /// against [`RenderOptions::base`]. The function returns the URL to write, or `None` to keep
    /// the given URL. If a function is set, HTML may also contain relative URLs. By default, no
    /// function is set.
    ///
    /// ```
    /// use newsprint::{Article, RenderOptions, UrlUse};
    ///
    /// let source = "[t](https://example.org/)\n------\n\n<p><a href=http://e.org/x>link</a></p>";
    /// let content = Article::parse(source)?.content();
    /// let secure = |_: UrlUse, url: &str| Some(url.replacen("http:", "https:", 1));
    /// let html = content.to_html_with(&RenderOptions::new().map_urls(&secure));
    /// assert_eq!(html, "<p><a href=\"https://e.org/x\">link</a></p>\n");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub const fn map_urls(mut self, map: &'f UrlMap<'f>) -> Self {
        self.map = Some(map);
        self
    }

    /// Returns whether HTML is also well-formed XML.
    pub const fn get_xhtml(&self) -> bool {
        self.xhtml
    }

    /// Returns the number that is added to the level of each heading.
    pub const fn get_heading_offset(&self) -> u8 {
        self.heading_offset
    }

    /// Returns whether Markdown may contain HTML.
    pub const fn get_markdown_html(&self) -> bool {
        self.markdown_html
    }

    /// Returns the URL that relative URLs are resolved against, or `None` if no such URL is set.
    ///
    /// ```
    /// use newsprint::RenderOptions;
    ///
    /// let options = RenderOptions::new().base("https://example.org/").xhtml(true);
    /// assert_eq!(options.get_base(), Some("https://example.org/"));
    /// assert!(options.get_xhtml() && options.get_markdown_html());
    /// assert_eq!(options.get_heading_offset(), 0);
    /// ```
    pub const fn get_base(&self) -> Option<&'f str> {
        self.base
    }

    /// Returns a URL of the source after these options are applied: resolved against [`RenderOptions::base`],
    /// then replaced by the function of [`RenderOptions::map_urls`].
    pub(super) fn url<'s>(&self, what: UrlUse, url: &'s str) -> Cow<'s, str> {
        if self.base.is_none() && self.map.is_none() {
            return Cow::Borrowed(url);
        }
        let url = address::clean(url);
        let url = match self.base {
            Some(base) => Cow::Owned(crate::url::resolve(base, &url)),
            None => url,
        };
        match self.map.and_then(|map| map(what, &url)) {
            Some(mapped) => Cow::Owned(mapped),
            None => url,
        }
    }

    /// Returns the URL to write in Markdown for a link, image or embed. Relative URLs and the schemes `http`
    /// and `https` are allowed. For links, `mailto` is allowed as well. Returns `None` for all other URLs.
    pub(super) fn markdown_url<'s>(&self, what: UrlUse, url: Cow<'s, str>) -> Option<Cow<'s, str>> {
        let url = match self.base.is_none() && self.map.is_none() {
            true => url,
            false => Cow::Owned(self.url(what, &url).into_owned()),
        };
        match what {
            UrlUse::Link => address::public(url, true),
            UrlUse::Image | UrlUse::Embed => address::web(url, true),
        }
    }

    /// Returns whether HTML may contain relative URLs.
    pub(super) fn allows_relative(&self) -> bool {
        self.map.is_some()
    }
}

impl Default for RenderOptions<'_> {
    fn default() -> Self {
        RenderOptions::new()
    }
}

impl fmt::Debug for RenderOptions<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RenderOptions")
            .field("xhtml", &self.xhtml)
            .field("heading_offset", &self.heading_offset)
            .field("markdown_html", &self.markdown_html)
            .field("base", &self.base)
            .field("map_urls", &self.map.is_some())
            .finish()
    }
}
