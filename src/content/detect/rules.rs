use super::known;
use super::matching;
use super::rule::{Rule, RuleKind, RulePlace};

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
    /// Returns the rules for a place: the built-in ones, then the added ones.
    pub(super) fn at(self, place: RulePlace) -> impl Iterator<Item = &'r Rule> {
        let known: &'r [Rule] = match place {
            _ if !self.has_known => &[],
            RulePlace::Start => known::START,
            RulePlace::End | RulePlace::EndOfText => known::END,
            RulePlace::AfterImage | RulePlace::AfterFigure => known::AFTER_IMAGE,
            RulePlace::Anywhere => known::ANYWHERE,
            RulePlace::AfterThematicBreak => &[],
        };
        let rules = known.iter().chain(self.added);
        rules.filter(move |rule| rule.place == place && matching::is_host(rule, self.link))
    }

    /// Returns the rules for captions and credits.
    pub(super) fn after_image(self, kind: RuleKind) -> impl Iterator<Item = &'r Rule> {
        let rules = self
            .at(RulePlace::AfterImage)
            .chain(self.at(RulePlace::AfterFigure));
        rules.filter(move |rule| rule.kind == kind)
    }
}
