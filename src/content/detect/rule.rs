use std::borrow::Cow;

/// A rule that finds a part of an article, such as the caption of an image: for which hosts it applies, and
/// place, element, class and text of the part.
///
/// Add rules to the built-in ones with [`ContentOptions::rule`](crate::ContentOptions::rule).
///
/// ```
/// use newsprint::{Article, ContentOptions, Rule, RuleKind, RulePlace, RuleText};
///
/// let options = ContentOptions::new()
///     .rule(
///         Rule::new(RuleKind::Caption, RulePlace::AfterImage)
///             .element("p")
///             .class("legend"),
///     )
///     .rule(
///         Rule::new(RuleKind::Footer, RulePlace::AfterThematicBreak)
///             .text(RuleText::StartsWith("© ".into()))
///             .host("example.org"),
///     );
/// let source = "[t](https://www.example.org/)\n------\n\n\
///     <img src=a.jpg><p class=legend>A ferry</p><p>text</p><hr><p>© example</p>";
/// let content = Article::parse(source)?.content_with(&options);
/// assert_eq!(content.to_text(), "A ferry\n\ntext");
/// assert_eq!(content.footer().unwrap().text(), "© example");
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Rule {
    pub(super) kind: RuleKind,
    pub(super) place: RulePlace,
    /// In lower case. Any, if empty.
    pub(super) hosts: Vec<String>,
    /// Names of elements with ` > ` between them. Any, if empty.
    pub(super) element: Cow<'static, str>,
    /// Classes separated by white space; one is enough. Empty: any.
    pub(super) class: Cow<'static, str>,
    pub(super) text: RuleText,
}

/// The part that a [`Rule`] finds. A rule whose place does not go with its kind finds nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum RuleKind {
    /// The publisher's own date: [`Content::dateline`](crate::Content::dateline). At
    /// [`First`](RulePlace::First).
    Dateline,
    /// The caption of an image: [`Image::caption`](crate::Image::caption). At
    /// [`AfterImage`](RulePlace::AfterImage) or [`AfterFigure`](RulePlace::AfterFigure).
    Caption,
    /// The footer of the feed's provider: [`Content::footer`](crate::Content::footer). At
    /// [`Last`](RulePlace::Last) or [`AfterThematicBreak`](RulePlace::AfterThematicBreak).
    Footer,
}

/// Where the part is that a [`Rule`] finds.
///
/// A container is the body, or a `div` that contains the whole body; there may be several.
///
/// ```
/// use newsprint::{Article, ContentOptions, Rule, RuleKind, RulePlace};
///
/// let rule = Rule::new(RuleKind::Footer, RulePlace::Last).class("promotion");
/// let options = ContentOptions::new().rule(rule);
/// let source = "[t](https://example.org/)\n------\n\n\
///     <div><p>text</p><p class=promotion>Subscribe</p></div>";
/// let article = Article::parse(source)?;
/// assert_eq!(article.content_with(&options).to_text(), "text");
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum RulePlace {
    /// The first element of a container.
    First,
    /// The last element of a container, with the line breaks and the thematic break (`hr`) before it.
    Last,
    /// Everything after the last thematic break (`hr`) of a container, with that break and the line breaks
    /// before it.
    AfterThematicBreak,
    /// Just after an image.
    AfterImage,
    /// Just after a `div` around an image whose class contains `figure`, in any case of letters. Not if the
    /// next element has the same class, as the paragraphs of a page do.
    AfterFigure,
}

/// What the text of a part must be for a [`Rule`] to apply.
///
/// ```
/// use newsprint::{Article, ContentOptions, Rule, RuleKind, RulePlace, RuleText};
///
/// let rule = Rule::new(RuleKind::Caption, RulePlace::AfterImage)
///     .element("p")
///     .text(RuleText::Columns(20));
/// let options = ContentOptions::new().known_rules(false).rule(rule);
/// let source = "[t](https://example.org/)\n------\n\n<img src=1.jpg><p>A ferry</p><p>More text</p>";
/// let content = Article::parse(source)?.content_with(&options);
/// assert_eq!(content.lead_image().unwrap().caption().unwrap().text(), "A ferry");
/// assert_eq!(content.paragraphs().count(), 1);
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RuleText {
    /// Any text.
    Any,
    /// It starts with this, after optional white space. Only the first 1,000 nodes are searched.
    StartsWith(Cow<'static, str>),
    /// It is a date, or a placeholder that scripts print instead of one, such as `Invalid date`.
    Date,
    /// It is not empty and has at most this many columns. Characters of East Asian scripts take two columns.
    Columns(usize),
    /// It is not empty and has at most 100 columns, or at most 240 and does not end like a sentence.
    Short,
}

impl Rule {
    /// Returns a rule for any host, element, class and text.
    pub const fn new(kind: RuleKind, place: RulePlace) -> Self {
        Rule {
            kind,
            place,
            hosts: Vec::new(),
            element: Cow::Borrowed(""),
            class: Cow::Borrowed(""),
            text: RuleText::Any,
        }
    }

    /// Limits the rule to articles whose link is at this host or a subdomain, in any case of letters. Call it
    /// again for more hosts. Default: any host.
    ///
    /// ```
    /// use newsprint::{Article, ContentOptions, Rule, RuleKind, RulePlace};
    ///
    /// let rule = Rule::new(RuleKind::Footer, RulePlace::Last).host("example.org");
    /// let options = ContentOptions::new().rule(rule);
    /// for (host, text) in [("WWW.Example.org", "one"), ("example.com", "one\n\ntwo")] {
    ///     let source = format!("[t](https://{host}/)\n------\n\n<p>one</p><p>two</p>");
    ///     let article = Article::parse(&source)?;
    ///     assert_eq!(article.content_with(&options).to_text(), text);
    /// }
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn host(mut self, host: impl Into<String>) -> Self {
        let mut host = host.into();
        host.make_ascii_lowercase();
        self.hosts.push(host);
        self
    }

    /// Limits the rule to an element of this name, in lower case. `div > small` is a `div` that contains
    /// only a `small`. Default: any element.
    ///
    /// ```
    /// use newsprint::{Article, ContentOptions, Rule, RuleKind, RulePlace};
    ///
    /// let rule = Rule::new(RuleKind::Caption, RulePlace::AfterImage).element("div > em");
    /// let options = ContentOptions::new().rule(rule);
    /// let source = "[t](https://example.org/)\n------\n\n<img src=1.jpg><div><em>A ferry</em></div>";
    /// let content = Article::parse(source)?.content_with(&options);
    /// assert_eq!(content.lead_image().unwrap().caption().unwrap().text(), "A ferry");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn element(mut self, element: impl Into<Cow<'static, str>>) -> Self {
        self.element = element.into();
        self
    }

    /// Limits the rule to an element that has this class, or one of several separated by white space. Case
    /// matters. Default: any element.
    ///
    /// ```
    /// use newsprint::{Article, ContentOptions, Rule, RuleKind, RulePlace};
    ///
    /// let rule = Rule::new(RuleKind::Caption, RulePlace::AfterImage).class("legend credit");
    /// let options = ContentOptions::new().rule(rule);
    /// let source = "[t](https://example.org/)\n------\n\n\
    ///     <img src=1.jpg><p class='small credit'>© A. B.</p>";
    /// let content = Article::parse(source)?.content_with(&options);
    /// assert_eq!(content.lead_image().unwrap().caption().unwrap().text(), "© A. B.");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn class(mut self, class: impl Into<Cow<'static, str>>) -> Self {
        self.class = class.into();
        self
    }

    /// Limits the rule to this text. Default: [`RuleText::Any`].
    pub fn text(mut self, text: RuleText) -> Self {
        self.text = text;
        self
    }

    /// Returns the part that the rule finds.
    pub fn kind(&self) -> RuleKind {
        self.kind
    }

    /// Returns where the part is.
    pub fn place(&self) -> RulePlace {
        self.place
    }

    /// Returns a built-in rule.
    pub(super) const fn known(
        kind: RuleKind,
        place: RulePlace,
        element: &'static str,
        class: &'static str,
        text: RuleText,
    ) -> Self {
        Rule {
            kind,
            place,
            hosts: Vec::new(),
            element: Cow::Borrowed(element),
            class: Cow::Borrowed(class),
            text,
        }
    }
}
