use super::footer::FooterMarker;

/// How to read an article's content.
///
/// ```
/// use newsprint::{Article, ContentOptions, FooterMarker, FooterPlace};
///
/// let options = ContentOptions::new()
///     .footer_marker(FooterMarker::new(FooterPlace::AfterRule, "© "));
/// let source = "[t](https://example.org/)\n------\n\n<p>text</p><hr><p>© example</p>";
/// let article = Article::parse(source)?;
/// assert_eq!(article.content_with(&options).blocks().len(), 1);
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentOptions {
    pub(super) footer_markers: Vec<FooterMarker>,
}

impl ContentOptions {
    /// Returns the defaults.
    pub fn new() -> Self {
        ContentOptions {
            footer_markers: vec![FooterMarker::FEEDX],
        }
    }

    /// Adds a way to tell a footer. [`FooterMarker::FEEDX`] is there unless
    /// [`ContentOptions::no_footer_markers`] took it away.
    pub fn footer_marker(mut self, marker: FooterMarker) -> Self {
        self.footer_markers.push(marker);
        self
    }

    /// Takes away all ways to tell a footer.
    pub fn no_footer_markers(mut self) -> Self {
        self.footer_markers.clear();
        self
    }
}

impl Default for ContentOptions {
    fn default() -> Self {
        ContentOptions::new()
    }
}
