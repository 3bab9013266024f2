use std::borrow::Cow;

/// A rule that tells a part of an article: for which publishers it holds, where the part is, which
/// element it is, what its text is, and what it then is.
///
/// The crate's own rules are a table; [`ContentOptions::rule`](crate::ContentOptions::rule) adds to
/// them.
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
    /// Any, if empty.
    pub(super) hosts: Vec<String>,
    /// Names of elements with ` > ` between them. Any, if empty.
    pub(super) element: Cow<'static, str>,
    /// Classes with white space between them, of which one is enough. Any, if empty.
    pub(super) class: Cow<'static, str>,
    pub(super) text: RuleText,
}

/// What a [`Rule`] tells. A rule whose place does not go with its kind tells nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum RuleKind {
    /// The publisher's own date: [`Content::dateline`](crate::Content::dateline). At
    /// [`First`](RulePlace::First).
    Dateline,
    /// The caption of an image: [`Image::caption`](crate::Image::caption). At
    /// [`AfterImage`](RulePlace::AfterImage) or [`AfterFigure`](RulePlace::AfterFigure).
    Caption,
    /// What the feed's provider appended: [`Content::footer`](crate::Content::footer). At
    /// [`Last`](RulePlace::Last) or [`AfterThematicBreak`](RulePlace::AfterThematicBreak).
    Footer,
}

/// Where the part is that a [`Rule`] tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum RulePlace {
    /// The first element of the body, or of a `div` that holds all of the body.
    First,
    /// The last element of the body, or of a `div` that holds all of the body, with the line breaks and
    /// the rule (`hr`) before it.
    Last,
    /// All that follows the last rule (`hr`) of the body, or of a `div` that holds all of the body,
    /// with the line breaks before it.
    AfterThematicBreak,
    /// Just after an image.
    AfterImage,
    /// Just after a `div` around an image whose class contains `figure` in any case, if the element after
    /// it does not have the same class, as the paragraphs of a page do.
    AfterFigure,
}

/// What the text is of the part that a [`Rule`] tells.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RuleText {
    /// Any text.
    Any,
    /// It starts with this, white space before it aside. Looked for in the first 1,000 nodes.
    StartsWith(Cow<'static, str>),
    /// It is a date, or what scripts print for none.
    Date,
    /// It has at most so many columns. Characters beyond Latin take two columns.
    Columns(usize),
    /// It has at most 100 columns, or at most 240 and does not end as a sentence does.
    Short,
}

impl Rule {
    /// Returns a rule for any publisher, element and text.
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

    /// Limits the rule to articles whose link is at this host or one below it. Default: any host.
    /// More than one may be given.
    pub fn host(mut self, host: impl Into<String>) -> Self {
        self.hosts.push(host.into());
        self
    }

    /// Limits the rule to an element of this name, in lower case. `div > small` is a `div` that holds
    /// nothing but a `small`. Default: any element.
    pub fn element(mut self, element: impl Into<Cow<'static, str>>) -> Self {
        self.element = element.into();
        self
    }

    /// Limits the rule to an element that has this class, or one of several with white space between
    /// them. Default: any.
    pub fn class(mut self, class: impl Into<Cow<'static, str>>) -> Self {
        self.class = class.into();
        self
    }

    /// Limits the rule to this text. Default: [`RuleText::Any`].
    pub fn text(mut self, text: RuleText) -> Self {
        self.text = text;
        self
    }

    /// Returns what the rule tells.
    pub fn kind(&self) -> RuleKind {
        self.kind
    }

    /// Returns where the part is.
    pub fn place(&self) -> RulePlace {
        self.place
    }

    /// Returns a rule of the crate's own tables.
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
