//! Finds the parts of an article, such as its byline, by rules. This module contains the rules,
//! which are tables of data, and the code that applies the rules.

pub(super) mod byline;
pub(super) mod caption;
mod class_index;
mod credits;
mod date_text;
pub(super) mod dateline;
pub(super) mod decoration;
mod find;
mod guards;
mod known;
mod last_line;
mod matching;
pub(super) mod picture;
pub(super) mod proxies;
mod proxy;
pub(super) mod rendition;
mod rule;
mod rules;
mod sieve;
mod srcset;
mod subject;
mod wrap;

pub use self::byline::Byline;
pub use self::credits::Contributor;
pub use self::dateline::Dateline;
pub(super) use self::find::{Cut, Seen, find};
pub use self::proxies::original_src;
pub use self::proxy::ImageProxy;
pub use self::rule::{Rule, RuleKind, RulePlace, RuleText};
pub(super) use self::rules::Rules;
