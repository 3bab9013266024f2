//! What parts of an article are, told by rules: tables of data, and the code that reads them.

pub(super) mod caption;
mod date_text;
pub(super) mod dateline;
pub(super) mod footer;
mod matching;
pub(super) mod proxy;
mod rule;
mod rules;
mod wrap;

pub use self::dateline::Dateline;
pub use self::proxy::{ImageProxy, original_src};
pub use self::rule::{Rule, RuleKind, RulePlace, RuleText};
pub(super) use self::rules::Rules;
