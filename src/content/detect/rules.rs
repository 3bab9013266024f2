use std::cell::OnceCell;
use std::ops::Range;

use super::known;
use super::matching;
use super::rule::{Rule, RulePlace};
use super::sieve;
use super::subject::Subject;
use crate::url;

/// The rules that are applied to an article: the built-in rules and the added rules.
#[derive(Debug, Clone)]
pub(in crate::content) struct Rules<'r> {
    /// The rules that the user added ([`ContentOptions::rule`](crate::ContentOptions::rule)),
    /// including rules for other hosts.
    pub(super) added: &'r [Rule],
    /// Whether the built-in rules apply.
    pub(in crate::content) has_known: bool,
    /// The URL of the article.
    link: &'r str,
    /// The range of the host in `link`, computed on demand.
    host: OnceCell<Range<usize>>,
}

impl<'r> Rules<'r> {
    pub(in crate::content) fn new(added: &'r [Rule], has_known: bool, link: &'r str) -> Self {
        let host = OnceCell::new();
        Rules {
            added,
            has_known,
            link,
            host,
        }
    }

    /// Returns the rules for `place`: first the built-in rules, then the added rules.
    #[inline]
    pub(super) fn at(&self, place: RulePlace) -> impl Iterator<Item = &'r Rule> {
        let known: &'r [Rule] = match place {
            _ if !self.has_known => &[],
            RulePlace::Start => known::START,
            RulePlace::End | RulePlace::EndOfText => known::END,
            RulePlace::AfterImage | RulePlace::AfterFigure => known::AFTER_IMAGE,
            RulePlace::Anywhere => known::ANYWHERE,
            RulePlace::AfterThematicBreak => &[],
        };
        known
            .iter()
            .chain(self.added)
            .filter(move |rule| self.is_for(rule, place))
    }

    /// Returns the rules for one of `places` that may match an element: first the built-in rules,
    /// then the added rules. The built-in rules for all these places must be in the same table.
    pub(super) fn about<'s>(
        &'s self,
        subject: &'s Subject<'_, '_>,
        places: &'static [RulePlace],
    ) -> impl Iterator<Item = &'r Rule> {
        let table = places.first().filter(|_| self.has_known);
        let known = table.map(|place| sieve::rules_for(*place, subject));
        let known = known.into_iter().flatten();
        known
            .map(|rule| -> &'r Rule { rule })
            .chain(self.added)
            .filter(|rule| places.iter().any(|place| self.is_for(rule, *place)))
    }

    /// Returns whether one of the added rules is for a place and for the article's host.
    pub(super) fn has_added(&self, place: RulePlace) -> bool {
        self.added.iter().any(|rule| self.is_for(rule, place))
    }

    /// Returns whether a rule is for `place` and for the article's host.
    pub(super) fn is_for(&self, rule: &Rule, place: RulePlace) -> bool {
        rule.place == place && (rule.hosts.is_empty() || matching::is_host(rule, self.host()))
    }

    fn host(&self) -> &'r str {
        let range = self.host.get_or_init(|| {
            let host = url::host(self.link).unwrap_or(self.link.get(..0).unwrap_or_default());
            // The host is a slice of the link.
            let start = (host.as_ptr() as usize).saturating_sub(self.link.as_ptr() as usize);
            start..start + host.len()
        });
        self.link.get(range.clone()).unwrap_or_default()
    }
}
