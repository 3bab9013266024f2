use std::borrow::Cow;

use crate::content::kind::AsideKind;

/// A rule that finds a part of an article, such as the caption of an image. The rule describes the part by
/// its place, element, class and text, and may be limited to some hosts.
///
/// Add rules to the built-in ones with [`ContentOptions::rule`](crate::ContentOptions::rule).
///
/// ```
/// use newsprint::{Article, AsideKind, ContentOptions, Rule, RuleKind, RulePlace, RuleText};
///
/// let options = ContentOptions::new()
///     .rule(
///         Rule::new(RuleKind::Caption, RulePlace::AfterImage)
///             .element("p")
///             .class("legend"),
///     )
///     .rule(
///         Rule::new(RuleKind::Aside(AsideKind::Promotion), RulePlace::AfterThematicBreak)
///             .text(RuleText::StartsWith("Subscribe".into()))
///             .host("example.org")
///             .name("letter"),
///     );
/// let source = "[t](https://www.example.org/)\n------\n\n\
///     <img src=a.jpg><p class=legend>A ferry</p><p>text</p><hr><p>Subscribe!</p>";
/// let content = Article::parse(source)?.content_with(&options);
/// assert_eq!(content.to_text(), "A ferry\n\ntext");
/// let aside = content.asides().next().unwrap();
/// assert_eq!((aside.text().as_ref(), aside.rule()), ("Subscribe!", "letter"));
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Rule {
    pub(super) name: Cow<'static, str>,
    pub(super) kind: RuleKind,
    pub(super) place: RulePlace,
    /// The hosts of the articles to which the rule applies, in lower case. If empty, the rule applies to any
    /// host.
    pub(super) hosts: Cow<'static, [Cow<'static, str>]>,
    /// The name of the part's element, or the names of nested elements with ` > ` between them. If empty, any
    /// element matches.
    pub(super) element: Cow<'static, str>,
    /// The classes, separated by white space. The element must have one of these classes. If empty,
    /// the element needs no class.
    pub(super) class: Cow<'static, str>,
    pub(super) text: RuleText,
}

/// The kind of part that a [`Rule`] finds. A kind can be combined only with the places that are
/// listed for this kind. With any other place, the rule finds nothing.
///
/// ```
/// use newsprint::{Article, ContentOptions, Rule, RuleKind, RulePlace};
///
/// let options = ContentOptions::new()
///     .rule(Rule::new(RuleKind::Dateline, RulePlace::Start).class("when"))
///     .rule(Rule::new(RuleKind::Standfirst, RulePlace::Start).class("lead"));
/// let source = "[t](https://example.org/)\n------\n\n\
///     <p class=when>2021-04-15 21:59</p><p class=lead>In short</p><p>text</p>";
/// let content = Article::parse(source)?.content_with(&options);
/// assert_eq!(content.dateline().unwrap().raw(), "2021-04-15 21:59");
/// assert_eq!(content.standfirst().unwrap().text(), "In short");
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum RuleKind {
    /// The date that the publisher wrote into the article:
    /// [`Content::dateline`](crate::Content::dateline). Places: [`Start`](RulePlace::Start),
    /// [`Anywhere`](RulePlace::Anywhere).
    Dateline,
    /// The line that names the authors: [`Content::byline`](crate::Content::byline). Places:
    /// [`Start`](RulePlace::Start), [`End`](RulePlace::End), [`EndOfText`](RulePlace::EndOfText),
    /// [`Anywhere`](RulePlace::Anywhere).
    Byline,
    /// The standfirst, a summary before the text: [`Content::standfirst`](crate::Content::standfirst).
    /// Places: [`Start`](RulePlace::Start), [`Anywhere`](RulePlace::Anywhere).
    Standfirst,
    /// The caption of an image: [`Image::caption`](crate::Image::caption). Places:
    /// [`AfterImage`](RulePlace::AfterImage), [`AfterFigure`](RulePlace::AfterFigure).
    Caption,
    /// The credit of an image: [`Image::credit`](crate::Image::credit). Places:
    /// [`AfterImage`](RulePlace::AfterImage), [`AfterFigure`](RulePlace::AfterFigure).
    Credit,
    /// A part that does not belong to the article's text:
    /// [`Content::asides`](crate::Content::asides). Places: [`Start`](RulePlace::Start),
    /// [`End`](RulePlace::End), [`EndOfText`](RulePlace::EndOfText),
    /// [`AfterThematicBreak`](RulePlace::AfterThematicBreak), [`Anywhere`](RulePlace::Anywhere).
    Aside(AsideKind),
}

/// The place of the part that a [`Rule`] finds.
///
/// In the descriptions of the places, a container is the body, or an element such as a `div` that
/// contains the whole body. Containers may be nested.
///
/// ```
/// use newsprint::{Article, AsideKind, ContentOptions, Rule, RuleKind, RulePlace};
///
/// let promotion = RuleKind::Aside(AsideKind::Promotion);
/// let options = ContentOptions::new().rule(Rule::new(promotion, RulePlace::End).class("letter"));
/// let source = "[t](https://example.org/)\n------\n\n\
///     <div><p>text</p><p class=letter>Subscribe</p></div>";
/// let article = Article::parse(source)?;
/// assert_eq!(article.content_with(&options).to_text(), "text");
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum RulePlace {
    /// One of the first elements of a container. Only images, and parts that other rules find, may precede
    /// this element.
    Start,
    /// One of the last elements of the body. If the body ends with a `div` or similar, also one of
    /// the last elements in this `div`. Only parts that other rules find may follow the element.
    /// The part includes the line breaks directly before the element. It also includes a thematic
    /// break (`hr`) or a paragraph of dashes directly before the element.
    End,
    /// Everything after the last thematic break (`hr`) of a container. The part includes this thematic break
    /// and the line breaks before it.
    AfterThematicBreak,
    /// One of the last lines of the body's last paragraph, or the text in brackets at the end of
    /// this paragraph. In brackets, only a byline is found. A line must consist of a single text.
    /// If the rule is for an aside, the line may also be a single element, and the part includes
    /// the line break before the line.
    EndOfText,
    /// Just after an image, a video player or an audio player.
    AfterImage,
    /// Just after a `div` that contains an image. The part must contain only one text or element. One
    /// of these conditions must also be met:
    ///
    /// - The class of the `div` contains `figure`, ignoring case. The element after the part must
    ///   not have the same class as the part, because elements with the same class are probably
    ///   paragraphs of the text.
    /// - The `div` and the part are the only children of their parent, and the parent is not the whole
    ///   body. Besides the image, the `div` contains at most a short text.
    AfterFigure,
    /// Any place in the body. Elements that contain the whole body do not match. The rule must have
    /// an element or a class. If a rule for datelines has no class, it finds only datelines within
    /// asides.
    Anywhere,
}

/// The condition that a [`Rule`] has for the text of a part.
///
/// Some conditions limit the width of the text. The width is measured in columns: a character of an
/// East Asian script counts as two columns, any other character as one.
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
    /// The text starts with this string and has at most 1,000 columns. White space before the
    /// string is ignored. Only the first 200 nodes are searched.
    StartsWith(Cow<'static, str>),
    /// The text, without surrounding white space, equals this string.
    Is(Cow<'static, str>),
    /// The text contains this string and has at most 1,000 columns.
    Contains(Cow<'static, str>),
    /// The text is a date in one of the formats that [`Dateline::date`](crate::Dateline::date) lists. A name
    /// and a line break may be before the date.
    Date,
    /// Like [`RuleText::Date`], but the date may also be in another format. The text may also be
    /// what scripts print instead of a missing date, such as `Invalid date`.
    DateLike,
    /// The text names people with their roles, as in `记者：…  责编：…`. It may also consist only
    /// of names, as in `某甲/某乙`.
    Byline,
    /// The text is the article's title. White space, punctuation, and the name of the site at the
    /// end of the title are ignored.
    Title,
    /// The element contains an element with this name, class or ID, such as `form`, `comment-form`
    /// or `#comments`. The string may contain several names, classes and IDs, separated by white
    /// space. The element must contain an element for at least one of them. Only the first 200
    /// nodes are searched.
    Holds(Cow<'static, str>),
    /// The part consists of a heading and the links after it, at the end of the body ([`RulePlace::End`]).
    /// The heading starts with this string and has at most 100 columns.
    BeforeLinks(Cow<'static, str>),
    /// The text has at least 20 bytes and at most 1,000 columns, and occurs a second time in the body,
    /// outside of the element.
    Repeated,
    /// The text is not empty and has at most this many columns. Characters of East Asian scripts count as two
    /// columns.
    Columns(usize),
    /// The text is not empty. It has at most 100 columns if it ends like a sentence, for example
    /// with `。`, and otherwise at most 240 columns.
    Short,
}

impl Rule {
    /// Returns a rule for any host, element, class and text. The other methods limit the rule.
    pub const fn new(kind: RuleKind, place: RulePlace) -> Self {
        Rule {
            name: Cow::Borrowed("added"),
            kind,
            place,
            hosts: Cow::Borrowed(&[]),
            element: Cow::Borrowed(""),
            class: Cow::Borrowed(""),
            text: RuleText::Any,
        }
    }

    /// Limits the rule to articles whose link is at this host or a subdomain, ignoring case. Call this method
    /// once for each host. Default: any host.
    ///
    /// ```
    /// use newsprint::{Article, AsideKind, ContentOptions, Rule, RuleKind, RulePlace, RuleText};
    ///
    /// let rule = Rule::new(RuleKind::Aside(AsideKind::Footer), RulePlace::End)
    ///     .text(RuleText::StartsWith("two".into()))
    ///     .host("example.org");
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
        self.hosts.to_mut().push(host.into());
        self
    }

    /// Sets the name of the rule, which [`Aside::rule`](crate::Aside::rule) returns. Default: `added`.
    ///
    /// ```
    /// use newsprint::{Article, AsideKind, ContentOptions, Rule, RuleKind, RulePlace};
    ///
    /// let promotion = RuleKind::Aside(AsideKind::Promotion);
    /// let rule = Rule::new(promotion, RulePlace::Anywhere).class("letter").name("harbour-letter");
    /// let options = ContentOptions::new().rule(rule);
    /// let source = "[t](https://example.org/)\n------\n\n<p>one</p><p class=letter>two</p><p>three</p>";
    /// let content = Article::parse(source)?.content_with(&options);
    /// assert_eq!(content.asides().next().unwrap().rule(), "harbour-letter");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn name(mut self, name: impl Into<Cow<'static, str>>) -> Self {
        self.name = name.into();
        self
    }

    /// Limits the rule to elements with this name, in lower case. With `div > small`, the element is a `div`
    /// that contains only a `small`. Default: any element.
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

    /// Limits the rule to elements with this class. Several classes are separated by white space; an element
    /// needs only one of them. Case matters. Default: any element.
    ///
    /// ```
    /// use newsprint::{Article, ContentOptions, Rule, RuleKind, RulePlace};
    ///
    /// let rule = Rule::new(RuleKind::Caption, RulePlace::AfterImage).class("legend credit");
    /// let options = ContentOptions::new().rule(rule);
    /// let source = "[t](https://example.org/)\n------\n\n\
    ///     <img src=1.jpg><p class='small credit'>A. B.</p>";
    /// let content = Article::parse(source)?.content_with(&options);
    /// assert_eq!(content.lead_image().unwrap().caption().unwrap().text(), "A. B.");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn class(mut self, class: impl Into<Cow<'static, str>>) -> Self {
        self.class = class.into();
        self
    }

    /// Limits the rule to parts whose text meets this condition. Default: [`RuleText::Any`].
    ///
    /// ```
    /// use newsprint::{Article, AsideKind, ContentOptions, Rule, RuleKind, RulePlace, RuleText};
    ///
    /// let promotion = RuleKind::Aside(AsideKind::Promotion);
    /// let rule = Rule::new(promotion, RulePlace::End).text(RuleText::Contains("subscribe".into()));
    /// let options = ContentOptions::new().rule(rule);
    /// let source = "[t](https://example.org/)\n------\n\n<p>text</p><p>Please subscribe.</p>";
    /// assert_eq!(Article::parse(source)?.content_with(&options).to_text(), "text");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn text(mut self, text: RuleText) -> Self {
        self.text = text;
        self
    }

    /// Returns the kind of part that the rule finds.
    pub fn kind(&self) -> RuleKind {
        self.kind
    }

    /// Returns the place of the part that the rule finds.
    pub fn place(&self) -> RulePlace {
        self.place
    }

    /// Returns a built-in rule.
    pub(super) const fn known(
        name: &'static str,
        kind: RuleKind,
        place: RulePlace,
        hosts: &'static [Cow<'static, str>],
        [element, class]: [&'static str; 2],
        text: RuleText,
    ) -> Self {
        Rule {
            name: Cow::Borrowed(name),
            kind,
            place,
            hosts: Cow::Borrowed(hosts),
            element: Cow::Borrowed(element),
            class: Cow::Borrowed(class),
            text,
        }
    }
}
