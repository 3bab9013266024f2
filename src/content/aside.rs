use std::borrow::Cow;
use std::iter::FusedIterator;
use std::ops::Deref;
use std::slice;

use super::detect::{Cut, RuleKind};
use super::kind::AsideKind;
use super::tree::Tree;
use super::view::ContentRef;

/// A [`Cut`] that describes an aside in the content. Only these fields are used: the root, the
/// kind, the span and the name of the rule.
pub(super) type AsideRoot = Cut;

/// An aside: a part of the body that does not belong to the article, such as promotion.
/// [`Content::asides`](crate::Content::asides) returns the asides.
///
/// Derefs to the root of the aside, a [`ContentRef`], whose methods return the span, the text and the blocks.
///
/// ```
/// use newsprint::{Article, AsideKind};
///
/// let source = "[Ferry](https://example.org/)\n------\n\n<h1>Ferry</h1><p>text</p>";
/// let content = Article::parse(source)?.content();
/// let aside = content.asides().next().unwrap();
/// assert_eq!(aside.aside_kind(), AsideKind::Title);
/// assert_eq!(aside.span().of(source), "<h1>Ferry</h1>");
/// # Ok::<_, newsprint::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Aside<'c, 'a> {
    root: ContentRef<'c, 'a>,
    kind: AsideKind,
    rule: &'c Cow<'static, str>,
}

impl<'c, 'a> Aside<'c, 'a> {
    /// Returns the kind of the aside.
    pub fn aside_kind(self) -> AsideKind {
        self.kind
    }

    /// Returns the name of the rule that found the aside.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n<p>text</p><p>© Example</p>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// assert_eq!(content.asides().next().unwrap().rule(), "copyright");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn rule(self) -> &'c str {
        self.rule
    }

    /// Returns the root of the aside. The children of the root are the aside's blocks.
    ///
    /// ```
    /// let source = "[t](https://example.org/)\n------\n\n\
    ///     <p>text</p><hr><div>获取更多RSS：<br><a href=https://feedx.net>feedx</a></div>";
    /// let content = newsprint::Article::parse(source)?.content();
    /// let footer = content.asides().next().unwrap();
    /// let link = footer.root().links().next().unwrap();
    /// assert_eq!(*link.href(), "https://feedx.net");
    /// # Ok::<_, newsprint::Error>(())
    /// ```
    pub fn root(self) -> ContentRef<'c, 'a> {
        self.root
    }
}

impl<'c, 'a> Deref for Aside<'c, 'a> {
    type Target = ContentRef<'c, 'a>;

    fn deref(&self) -> &Self::Target {
        &self.root
    }
}

/// An iterator over the asides of an article, returned by [`Content::asides`](crate::Content::asides).
#[derive(Debug, Clone)]
pub struct ContentAsides<'c, 'a> {
    tree: &'c Tree<'a>,
    cuts: slice::Iter<'c, AsideRoot>,
}

impl<'c, 'a> ContentAsides<'c, 'a> {
    pub(super) fn new(tree: &'c Tree<'a>, cuts: &'c [AsideRoot]) -> Self {
        let cuts = cuts.iter();
        ContentAsides { tree, cuts }
    }
}

impl<'c, 'a> Iterator for ContentAsides<'c, 'a> {
    type Item = Aside<'c, 'a>;

    fn next(&mut self) -> Option<Self::Item> {
        self.cuts.find_map(|cut| match cut.kind {
            RuleKind::Aside(kind) => Some(Aside {
                root: ContentRef::new(self.tree, cut.root),
                kind,
                rule: &cut.rule,
            }),
            _ => None,
        })
    }
}

impl FusedIterator for ContentAsides<'_, '_> {}
