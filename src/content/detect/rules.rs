use super::matching;
use super::rule::{Rule, RuleKind};

/// The rules for an article.
#[derive(Debug, Clone, Copy)]
pub(in crate::content) struct Rules<'r> {
    pub(in crate::content) added: &'r [Rule],
    /// Whether the built-in rules apply.
    pub(in crate::content) has_known: bool,
    /// The URL of the article.
    pub(in crate::content) link: &'r str,
}

impl<'r> Rules<'r> {
    /// Returns the rules that find `kind`: the built-in `known` ones, then the added ones.
    pub(super) fn of(self, kind: RuleKind, known: &'r [Rule]) -> impl Iterator<Item = &'r Rule> {
        let known = if self.has_known { known } else { &[] };
        let rules = known.iter().chain(self.added);
        rules.filter(move |rule| rule.kind == kind && matching::is_host(rule, self.link))
    }
}
