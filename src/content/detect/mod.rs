//! What parts of an article are, told by rules: tables of data, and the code that reads them.

pub(super) mod caption;
pub(super) mod dateline;
pub(super) mod footer;
mod matching;
pub(super) mod proxy;
mod rule;
mod wrap;

pub use self::dateline::Dateline;
pub use self::proxy::{ImageProxy, original_src};
pub use self::rule::{Rule, RuleKind, RulePlace, RuleText};

/// The rules for an article.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules<'r> {
    pub(super) added: &'r [Rule],
    /// Whether the crate's own count.
    pub(super) has_known: bool,
    /// The URL of the article.
    pub(super) link: &'r str,
}

impl<'r> Rules<'r> {
    /// Returns the rules that tell `kind`, of which `known` are the crate's own.
    fn of(self, kind: RuleKind, known: &'r [Rule]) -> impl Iterator<Item = &'r Rule> {
        let known = if self.has_known { known } else { &[] };
        let rules = known.iter().chain(self.added);
        rules.filter(move |rule| rule.kind == kind && matching::is_host(rule, self.link))
    }
}
