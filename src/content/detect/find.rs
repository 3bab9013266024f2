//! Applies the rules to a body. Finds the parts that do not belong to the article's text, and the
//! nodes of these parts.

use std::borrow::Cow;
use std::cmp::Reverse;

use super::byline::{self, Byline};
use super::class_index;
use super::dateline::{self, Dateline};
use super::guards::{hides, is_in_list_or_quote, is_notice, may_be_apart, may_be_title, with_rule};
use super::rule::{Rule, RuleKind, RulePlace, RuleText};
use super::rules::Rules;
use super::sieve::{self, Search};
use super::subject::Subject;
use super::{credits, last_line, matching, wrap};
use crate::content::kind::AsideKind;
use crate::html::Known;
use crate::layout::has_attributes;
use crate::source::Span;
use crate::tree::arena::Node;
use crate::tree::{Body, NodeKind, NodeRef};

/// The maximum number of nested elements to which the rules for [`RulePlace::End`] are applied: a
/// container, its last element, the last element in that element, and so on.
const MAX_DEPTH: usize = 12;
/// The rules for [`RulePlace::Start`] are applied to at most this many elements of a container. The
/// same maximum is used for [`RulePlace::End`].
const MAX_ELEMENTS: usize = 10_000;
/// The rules for [`RulePlace::EndOfText`] are applied to at most this many lines of the last
/// paragraph.
const MAX_LINES: usize = 4;
/// The capacity that is reserved for [`Found::cuts`] when the first cut is added.
const USUAL_CUTS: usize = 8;
/// Some rules search a large part of an element. This is the maximum number of such searches in a
/// body.
const MAX_SEARCHES: u32 = 32;

/// The parts that the rules find in a body.
#[derive(Debug, Default)]
pub(in crate::content) struct Found<'a> {
    pub(in crate::content) dateline: Option<Dateline<'a>>,
    pub(in crate::content) byline: Option<Byline<'a>>,
    /// The span of the element that contains the standfirst.
    pub(in crate::content) standfirst: Option<Span>,
    /// The nodes to take out of the article, in document order. An aside may contain a dateline or
    /// a byline, but no other aside.
    pub(in crate::content) cuts: Vec<Cut>,
}

/// Adjacent nodes that are taken out of the article: a dateline, a byline or an aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::content) struct Cut {
    /// The ID of the first node.
    pub(in crate::content) first: u32,
    /// The ID just after the last node and its descendants.
    pub(in crate::content) end: u32,
    /// The byte offset in the source from which text is cut, if only the end of a text node is cut.
    /// `None` if whole nodes are cut.
    pub(in crate::content) from: Option<u32>,
    pub(in crate::content) span: Span,
    /// The kind of the rule that found the nodes: dateline, byline or aside.
    pub(in crate::content) kind: RuleKind,
    /// The name of the rule.
    pub(in crate::content) rule: Cow<'static, str>,
    /// The state that the nodes inherit from the elements around them. Set when the content is
    /// built. Stays `None` if a browser does not show the nodes.
    pub(in crate::content) seen: Option<Seen>,
    /// The ID of the aside's root in the content, if this cut is an aside. Set when the content is
    /// built.
    pub(in crate::content) root: u32,
}

/// The state that the nodes of a [`Cut`] inherit from the elements around them. It is stored
/// because an aside is built without these elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::content) struct Seen {
    /// Whether white space is preserved.
    pub(in crate::content) is_pre: bool,
    /// Whether the innermost of these elements is one in which a browser does not render text, such
    /// as an `svg`.
    pub(in crate::content) is_mute: bool,
    /// Whether one of these elements is a `noscript`.
    pub(in crate::content) in_noscript: bool,
}

impl Found<'_> {
    /// Removes the cuts whose nodes a browser does not show. Also removes the dateline if a browser
    /// does not show its text, and does the same for the byline. If `keeps_all` is set, removes all
    /// cuts and nothing else, since the nodes then stay in the article.
    pub(in crate::content) fn forget_unseen(&mut self, keeps_all: bool) {
        if keeps_all {
            return self.cuts.clear();
        }
        let is_byline = |cut: &Cut| cut.kind == RuleKind::Byline;
        // A byline that has no cut of its own is in the same element as the dateline.
        let has_own = self.cuts.iter().any(is_byline);
        let is_unseen = |cut: &&Cut| cut.seen.is_none_or(|seen| seen.is_mute);
        for cut in self.cuts.iter().filter(is_unseen) {
            let is_dateline = cut.kind == RuleKind::Dateline;
            if is_dateline {
                self.dateline = None;
            }
            if is_byline(cut) || is_dateline && !has_own {
                self.byline = None;
            }
        }
        self.cuts.retain(|cut| cut.seen.is_some());
    }
}

impl Cut {
    /// Returns a cut for text that a publisher repeats in many articles. The text is already in the
    /// content, below the root with the ID `root`.
    #[cfg(feature = "archive")]
    pub(in crate::content) fn repeated(root: u32, span: Span) -> Self {
        Cut {
            first: 0,
            end: 0,
            from: None,
            span,
            kind: RuleKind::Aside(AsideKind::Repeated),
            rule: "repeated".into(),
            seen: None,
            root,
        }
    }

    pub(in crate::content) fn is_aside(&self) -> bool {
        matches!(self.kind, RuleKind::Aside(_))
    }
}

/// Applies the rules to the body of an article that has the title `title`. If `reads_date` is `false`, a
/// dateline in the body becomes an aside.
pub(in crate::content) fn find<'a>(
    rules: &Rules<'_>,
    body: &Body<'a>,
    title: &str,
    reads_date: bool,
) -> Found<'a> {
    let mut finder = Finder {
        rules,
        body,
        title,
        reads_date,
        searches: 0,
        buffer: String::new(),
        found: Found::default(),
    };
    let containers = wrap::containers_with_text(body);
    finder.start(containers.clone());
    finder.end(containers);
    finder.anywhere();
    finder.finish()
}

struct Finder<'f, 'a> {
    rules: &'f Rules<'f>,
    body: &'f Body<'a>,
    title: &'f str,
    reads_date: bool,
    /// The number of searches so far: see [`MAX_SEARCHES`].
    searches: u32,
    /// A buffer for joining the texts of several nodes.
    buffer: String,
    found: Found<'a>,
}

impl<'f, 'a> Finder<'f, 'a> {
    /// Applies the rules for [`RulePlace::Start`] to the first elements of each container.
    fn start(&mut self, containers: impl Iterator<Item = NodeRef<'f, 'a>> + Clone) {
        let first = |container: NodeRef<'f, 'a>| {
            let mut children = container.children();
            children.find(|child| !wrap::is_nothing(*child) && !wrap::is_empty(*child))
        };
        let is_page =
            |node: &NodeRef<'_, '_>| node.is_named(Known::Main) || node.is_named(Known::Article);
        // If the footer of a feed follows a `main` or `article`, that element is not a container,
        // although it contains the whole article. It is therefore added here.
        let page = containers.clone().last().and_then(first).filter(is_page);
        let containers = containers.chain(page);
        for container in containers {
            let shown = container
                .children()
                .filter(|child| !wrap::is_nothing(*child));
            for child in shown.take(MAX_ELEMENTS) {
                let has_text =
                    child.is_element() && !wrap::is_empty(child) && !wrap::is_medium(child);
                let is_found = has_text && self.at_start(child);
                if has_text && !is_found && !wrap::is_media_only(child) || !child.is_element() {
                    break;
                }
            }
        }
    }

    fn at_start(&mut self, child: NodeRef<'f, 'a>) -> bool {
        let subject = Subject::new(child);
        let mut rules = self.rules.about(&subject, &[RulePlace::Start]);
        rules.any(|rule| self.apply(rule, &subject))
    }

    /// Applies the rules for the end of the body, in this order:
    ///
    /// 1. The rules for [`RulePlace::AfterThematicBreak`], in all containers.
    /// 2. The rules for [`RulePlace::End`], to the last elements of a container, beginning with the
    ///    first of `containers`. If the last element that no rule matches is a `div` or similar, the
    ///    step is repeated with this element as the container.
    /// 3. The rules for [`RulePlace::EndOfText`], to the last element that remains after step 2.
    fn end(&mut self, mut containers: impl Iterator<Item = NodeRef<'f, 'a>>) {
        if self
            .rules
            .at(RulePlace::AfterThematicBreak)
            .next()
            .is_some()
        {
            wrap::containers(self.body).for_each(|container| self.after_thematic_break(container));
        }
        let Some(mut container) = containers.next() else {
            return;
        };
        for _ in 0..MAX_DEPTH {
            match self.end_of(container) {
                Some(last) if wrap::is_container(last) => container = last,
                Some(last) => return self.end_of_text(last),
                None => return,
            }
        }
    }

    /// Applies the rules for [`RulePlace::End`] to the last elements of a container. Returns the
    /// last node that remains: it is not empty, and no rule matches it. Returns `None` if no node
    /// remains.
    fn end_of(&mut self, container: NodeRef<'f, 'a>) -> Option<NodeRef<'f, 'a>> {
        let siblings = container.children().rev();
        let siblings =
            siblings.filter(|child| !wrap::is_nothing(*child) && !wrap::is_empty(*child));
        // The last node that is not cut. If this node contains only links, the nodes before it are
        // searched for the heading of the links.
        let mut last = None;
        for child in siblings.take(MAX_ELEMENTS) {
            let is_cut = self.found.cuts.iter().rev().take(2).any(|cut| {
                cut.first <= child.id().index() as u32 && (child.id().index() as u32) < cut.end
            });
            let mut is_apart = || {
                let subject = Subject::new(child);
                self.at_end(&subject, &mut last) || self.has_class_of_aside(&subject)
            };
            if is_cut || child.is_element() && is_apart() {
                continue;
            }
            let is_links = child.is_element() && matching::is_links(child);
            last.get_or_insert(child);
            if !is_links {
                break;
            }
        }
        last
    }

    /// Returns whether a rule for [`RulePlace::Anywhere`] makes an element an aside because of its
    /// class. Rules for navigation, and rules with a condition for the text, are ignored.
    fn has_class_of_aside(&self, subject: &Subject<'f, 'a>) -> bool {
        let mut rules = class_index::rules_for(self.rules, subject, self.rules.has_known);
        rules.any(|rule| {
            let is_sure =
                matches!(rule.kind, RuleKind::Aside(kind) if kind != AsideKind::Navigation);
            is_sure
                && !rule.class.is_empty()
                && rule.text == RuleText::Any
                && matching::element(rule, subject).is_some()
        })
    }

    /// Applies the rules for [`RulePlace::End`] to one of the last elements of a container. Returns
    /// whether a rule matches.
    ///
    /// `links` is `None` if all elements after this element have been cut. Otherwise, the elements
    /// after this element contain only links, and `links` is the last of these elements. In this
    /// case, only the rules for the heading of links ([`RuleText::BeforeLinks`]) are applied. If
    /// such a rule matches, the links are cut together with the heading.
    fn at_end(&mut self, subject: &Subject<'f, 'a>, links: &mut Option<NodeRef<'f, 'a>>) -> bool {
        let has_links = links.is_some();
        let mut rules = self.rules.about(subject, &[RulePlace::End]);
        rules.any(|rule| {
            let is_heading = matches!(rule.text, RuleText::BeforeLinks(_));
            if is_heading != has_links || !self.apply(rule, subject) {
                return false;
            }
            if let Some(cut) = self.found.cuts.last_mut() {
                let first = with_rule(subject.node);
                cut.first = first.id().index() as u32;
                cut.span = wrap::span(first).map_or(cut.span, |span| span.cover(cut.span));
                if let Some(links) = links.take() {
                    cut.end = links.node().end;
                    cut.span = wrap::span(links).map_or(cut.span, |span| span.cover(cut.span));
                }
            }
            true
        })
    }

    /// Applies the rules for [`RulePlace::AfterThematicBreak`] to the nodes after the last `hr` of
    /// a container.
    fn after_thematic_break(&mut self, container: NodeRef<'f, 'a>) {
        let is_break = |child: &NodeRef<'_, '_>| child.is_named(Known::Hr);
        let Some(last_break) = container.children().rev().find(is_break) else {
            return;
        };
        let after = std::iter::successors(last_break.next_sibling(), |node| node.next_sibling());
        let Some(first) = { after }.find(|node| !wrap::is_nothing(*node)) else {
            return;
        };
        let rules = self.rules;
        let subject = Subject::new(first);
        for rule in rules.at(RulePlace::AfterThematicBreak) {
            let is_it = self.matches(rule, &subject).is_some();
            let last = container.last_child().filter(|_| is_it);
            if let (Some(last), RuleKind::Aside(_)) = (last, rule.kind) {
                self.cut(rule, with_rule(first), last);
                return;
            }
        }
    }

    /// Applies the rules for [`RulePlace::EndOfText`] to the last lines of `last`, and to the text
    /// in brackets at the end of `last`. `last` must be the last paragraph of the body.
    fn end_of_text(&mut self, last: NodeRef<'f, 'a>) {
        let is_apart = |node: &NodeRef<'_, '_>| is_in_list_or_quote(*node);
        let line = last_line::ends_of(last).find(|node| last_line::line_break(*node).is_some());
        let line = line.filter(|line| !is_apart(line));
        let before = line.and_then(|line| self.last_lines(line));
        let text = last_line::ends_of(before.unwrap_or(last)).last();
        if self.found.byline.is_some() {
            return;
        }
        let Some(text) = text.filter(|text| !is_apart(text)) else {
            return;
        };
        let Some((from, line)) = last_line::byline(text) else {
            return;
        };
        let mut rules = self.rules.at(RulePlace::EndOfText);
        if let Some(rule) = rules.find(|rule| rule.kind == RuleKind::Byline) {
            self.found.byline = Some(byline::of_slice(line, from));
            self.cut(rule, text, text);
            if let Some(cut) = self.found.cuts.last_mut() {
                (cut.from, cut.span.start) = (Some(from), from);
            }
        }
    }

    /// Cuts lines at the end of a paragraph, each with the line break before it. Starts with the
    /// last line, `line`, and then goes backward. Stops at the first line that is not a single
    /// node, or that no rule matches. Returns the node before the lines that were cut, or `None` if
    /// no line was cut.
    fn last_lines(&mut self, mut line: NodeRef<'f, 'a>) -> Option<NodeRef<'f, 'a>> {
        let mut before = None;
        for _ in 0..MAX_LINES {
            let Some(first) = last_line::line_break(line) else {
                break;
            };
            let text = line.as_text().unwrap_or_default();
            let is_byline = self.found.byline.is_none() && credits::is_byline(text);
            let subject = Subject::new(line);
            let mut rules = self.rules.at(RulePlace::EndOfText);
            let rule = rules.find(|rule| {
                let is_aside = matches!(rule.kind, RuleKind::Aside(_));
                is_aside && !is_byline && self.matches(rule, &subject).is_some()
            });
            let Some(rule) = rule else {
                break;
            };
            let Some(last) = last_line::before(first) else {
                break;
            };
            self.cut(rule, first, line);
            before = Some(last);
            line = last;
        }
        before
    }

    /// Applies the rules for [`RulePlace::Anywhere`] to all elements of the body.
    fn anywhere(&mut self) {
        self.found.cuts.sort_by_key(|cut| cut.first);
        let known = self.found.cuts.len();
        let mut next_cut = 0;
        // The nodes up to this ID (exclusive) are in an aside. An aside is not searched for other
        // asides.
        let mut in_aside = 0;
        let nodes = &self.body.tree.nodes;
        let searches = sieve::searches_anywhere();
        let has_added = self.rules.has_added(RulePlace::Anywhere);
        // An element that contains the whole body is the article, whatever its class is.
        let wrapper = |node: NodeRef<'_, '_>| node.id().index() as u32;
        let last_wrapper = wrap::containers(self.body).last().map_or(0, wrapper);
        let is_wrapper = |id: u32, node: &Node| id <= last_wrapper && node.end > last_wrapper;
        let mut next = 1;
        while let Some(node) = nodes.get(next as usize) {
            let id = next;
            next += 1;
            let search = match searches.get(node.name.index()) {
                Some(search) => *search,
                None if node.kind == NodeKind::Element => Search::Labels,
                None => continue,
            };
            if search == Search::Nothing && !has_added {
                continue;
            }
            if node.is_html(Known::Template) {
                next = node.end;
                continue;
            }
            while next_cut < known {
                let cut = self.found.cuts.get(next_cut);
                let Some(cut) = cut.filter(|cut| cut.first <= id) else {
                    break;
                };
                in_aside = in_aside.max(cut.end);
                next_cut += 1;
            }
            let element = NodeRef::new(self.body, id);
            if node.name.as_known() == Some(Known::Figure) && id >= in_aside {
                self.label(element);
            }
            let may_be_known = match search {
                Search::Nothing => false,
                Search::Labels => self.may_have_label(node),
                Search::All => true,
            };
            if (may_be_known || has_added) && !is_wrapper(id, node) {
                let end = self.at_anywhere(element, id < in_aside, may_be_known);
                in_aside = in_aside.max(end);
            }
        }
    }

    /// Returns whether a built-in rule may match a class or the ID of an element. Also returns `true` if the
    /// attribute `style` may hide the element.
    #[inline]
    fn may_have_label(&self, node: &Node) -> bool {
        has_attributes(node)
            && self.rules.has_known
            && class_index::may_match(self.body.source, node.span)
    }

    /// Applies the rules for [`RulePlace::Anywhere`] to an element. The built-in rules are applied only if
    /// `may_be_known` is set. If the element becomes an aside, returns the ID after its last
    /// descendant, otherwise 0.
    fn at_anywhere(&mut self, element: NodeRef<'f, 'a>, in_aside: bool, may_be_known: bool) -> u32 {
        let rules = self.rules;
        let subject = Subject::new(element);
        let may_be_known = may_be_known && rules.has_known;
        let may_be_hidden = !in_aside && may_be_known && subject.name != Some(Known::Figure);
        if may_be_hidden && hides(&subject.style()) {
            let kind = RuleKind::Aside(AsideKind::Hidden);
            self.cut_as(kind, "style", element, element);
            return element.node().end;
        }
        for rule in class_index::rules_for(rules, &subject, may_be_known) {
            let is_aside = matches!(rule.kind, RuleKind::Aside(_));
            let has_name = !(rule.class.is_empty() && rule.element.is_empty());
            // Outside of asides, a `time` without a class may be a time that the article mentions.
            let is_any_date = rule.kind == RuleKind::Dateline && rule.class.is_empty();
            let may_be = match is_aside {
                true => !in_aside,
                false => in_aside || !is_any_date,
            };
            if may_be && has_name && self.apply(rule, &subject) && is_aside {
                return element.node().end;
            }
        }
        0
    }

    /// Cuts the text `Image` at the start of a figure. This text is a label that a script put before the
    /// picture.
    fn label(&mut self, figure: NodeRef<'f, 'a>) {
        let label = figure.first_child().filter(|_| self.rules.has_known);
        let is_label =
            |label: &NodeRef<'_, '_>| label.as_text().is_some_and(|text| text.trim() == "Image");
        if let Some(label) = label.filter(is_label) {
            self.cut_as(RuleKind::Aside(AsideKind::Artifact), "image", label, label);
        }
    }

    /// Returns the innermost element that the rule names, such as the `i` of `div > i`. Returns
    /// `None` if the rule does not match the subject.
    fn matches(&mut self, rule: &Rule, subject: &Subject<'f, 'a>) -> Option<NodeRef<'f, 'a>> {
        let inner = matching::element(rule, subject)?;
        let is_navigation = rule.kind == RuleKind::Aside(AsideKind::Navigation);
        if is_navigation || matches!(rule.text, RuleText::Holds(_) | RuleText::Repeated) {
            self.searches += 1;
            if self.searches > MAX_SEARCHES {
                return None;
            }
        }
        let is_it = matching::is_text(rule, subject, inner, self.title, &mut self.buffer);
        (is_it && !(is_navigation && matching::holds_prose(inner))).then_some(inner)
    }

    /// Applies a rule to an element. If the rule matches, records the part that was found, and
    /// returns `true`. Otherwise returns `false`.
    fn apply(&mut self, rule: &Rule, subject: &Subject<'f, 'a>) -> bool {
        let node = subject.node;
        let is_wanted = match rule.kind {
            RuleKind::Dateline => self.found.dateline.is_none(),
            RuleKind::Byline => self.found.byline.is_none(),
            RuleKind::Standfirst => self.found.standfirst.is_none(),
            RuleKind::Aside(_) => true,
            RuleKind::Caption | RuleKind::Credit => false,
        };
        let Some(inner) = is_wanted.then(|| self.matches(rule, subject)).flatten() else {
            return false;
        };
        let is_outermost = matches!(rule.place, RulePlace::Start | RulePlace::End);
        if is_outermost && !may_be_apart(rule, node) {
            return false;
        }
        if rule.kind == RuleKind::Aside(AsideKind::Title) && !may_be_title(rule, node) {
            return false;
        }
        // Only the text of a dateline or byline is kept, so the element must not contain hidden nodes.
        let is_text = matches!(rule.kind, RuleKind::Dateline | RuleKind::Byline);
        if is_text && (!wrap::is_plain(node) || self.is_taken(node)) {
            return false;
        }
        match rule.kind {
            RuleKind::Dateline if !self.reads_date => {
                // There is a date line before the body, so the date in the body becomes an aside.
                let kind = RuleKind::Aside(AsideKind::Metadata);
                self.cut_as(kind, rule.name.clone(), node, node);
                return true;
            }
            RuleKind::Dateline => {
                let Some(dateline) = self.dateline(inner) else {
                    return false;
                };
                self.found.dateline = Some(dateline);
            }
            RuleKind::Byline => {
                if wrap::shown(node).any(wrap::is_medium) {
                    return false;
                }
                let Some(byline) = byline::of_nodes(std::iter::once(node)) else {
                    return false;
                };
                self.found.byline = Some(byline);
            }
            RuleKind::Standfirst => {
                self.found.standfirst = wrap::span(node);
                return true;
            }
            RuleKind::Aside(AsideKind::Copyright) if !is_notice(node) => return false,
            _ => {}
        }
        if wrap::is_empty(node) {
            return false;
        }
        self.cut(rule, node, node);
        true
    }

    /// Returns whether a node contains the dateline or the byline that was already found.
    fn is_taken(&self, node: NodeRef<'f, 'a>) -> bool {
        let dateline = self.found.dateline.as_ref().map(Dateline::span);
        let byline = self.found.byline.as_ref().map(Byline::span);
        let mut taken = dateline.into_iter().chain(byline);
        taken.any(|part| wrap::span(node).is_some_and(|span| span.contains_span(part)))
    }

    /// Returns an element as a dateline, or `None` if the element does not end with a date. A name
    /// before the date becomes the byline. Also returns `None` if a name is before the date, but a
    /// byline was already found.
    fn dateline(&mut self, element: NodeRef<'f, 'a>) -> Option<Dateline<'a>> {
        if let Some(dateline) = dateline::of_time(element) {
            return Some(dateline);
        }
        let text = matching::date_text(element)?;
        let dateline = dateline::of_text(text)?;
        let before = element.children().take_while(|child| *child != text);
        let author = byline::of_nodes(before);
        if author.is_some() && self.found.byline.is_some() {
            return None;
        }
        self.found.byline = self.found.byline.take().or(author);
        Some(dateline)
    }

    fn cut(&mut self, rule: &Rule, first: NodeRef<'f, 'a>, last: NodeRef<'f, 'a>) {
        self.cut_as(rule.kind, rule.name.clone(), first, last);
    }

    fn cut_as(
        &mut self,
        kind: RuleKind,
        rule: impl Into<Cow<'static, str>>,
        first: NodeRef<'f, 'a>,
        last: NodeRef<'f, 'a>,
    ) {
        let spans = wrap::span(first).into_iter().chain(wrap::span(last));
        if self.found.cuts.capacity() == 0 {
            self.found.cuts.reserve(USUAL_CUTS);
        }
        self.found.cuts.push(Cut {
            first: first.id().index() as u32,
            end: last.node().end,
            from: None,
            span: { spans }.reduce(Span::cover).unwrap_or_default(),
            kind,
            rule: rule.into(),
            seen: None,
            root: 0,
        });
    }

    /// Returns the parts that were found. Asides that are inside of another cut are removed.
    fn finish(mut self) -> Found<'a> {
        self.found
            .cuts
            .sort_by_key(|cut| (cut.first, Reverse(cut.end)));
        let mut until = 0;
        self.found.cuts.retain(|cut| {
            let is_kept = cut.first >= until || !cut.is_aside();
            until = until.max(cut.end);
            is_kept
        });
        self.found
    }
}
