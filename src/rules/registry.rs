//! One line a rule: the only place to register.

use super::context::Context;
use super::finding::{Finding, Fix};
use crate::text::Severity;

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// Who says so.
    Sourcing,
    /// Figures, firsts, history, quotes.
    Support,
    /// Time.
    Time,
    /// Draft leftovers.
    Draft,
    /// Citation mechanics.
    Citation,
}

impl Group {
    /// The lower-case name.
    pub const fn name(self) -> &'static str {
        match self {
            Group::Sourcing => "sourcing",
            Group::Support => "support",
            Group::Time => "time",
            Group::Draft => "draft",
            Group::Citation => "citation",
        }
    }
}

/// Which findings stand beside each other (DOMAIN.md §3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// Always shown.
    Draft,
    /// Always shown, one a token.
    Mechanical,
    /// One a sentence: the lowest rank, the weakest link, wins.
    Sourcing(u8),
    /// One a sentence, and only where no sourcing finding is; the lowest rank wins.
    Support(u8),
    /// Independent of the rest.
    Free,
}

/// What is known of a rule without running it.
#[derive(Clone, Copy, Debug)]
pub struct Meta {
    /// Its name, kebab-case, stable for ever.
    pub id: &'static str,
    /// What it is about.
    pub group: Group,
    /// Which findings its own stand beside.
    pub layer: Layer,
    /// How loud it is by default.
    pub severity: Severity,
    /// One line for tables and menus.
    pub summary: &'static str,
    /// Its page, Markdown.
    pub page: &'static str,
}

/// A rule.
pub trait Rule: Sync {
    /// What is known of it without running it.
    fn meta(&self) -> &Meta;

    /// Looks for findings. Severities are the rule's own; the judge applies the settings.
    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>);

    /// What settles a finding of this rule, beyond what every rule offers ([`remedy`](super::remedy)): called only
    /// when someone asks.
    fn fixes(&self, _context: &Context<'_>, _finding: &Finding) -> Vec<Fix> {
        Vec::new()
    }
}

/// Every rule.
pub static RULES: &[&dyn Rule] = &[
    &super::anonymous_source::AnonymousSource,
    &super::vague_authority::VagueAuthority,
    &super::vague_research::VagueResearch,
    &super::hearsay_adverb::HearsayAdverb,
    &super::agentless_attribution::AgentlessAttribution,
    &super::unnamed_official::UnnamedOfficial,
    &super::unnamed_spokesperson::UnnamedSpokesperson,
    &super::unlinked_outlet::UnlinkedOutlet,
    &super::uncited_statistic::UncitedStatistic,
    &super::vague_time::VagueTime,
    &super::placeholder::Placeholder,
    &super::undefined_citation::UndefinedCitation,
    &super::unused_ignore::UnusedIgnore,
];

/// The rule of this name.
pub fn find(id: &str) -> Option<&'static dyn Rule> {
    RULES.iter().copied().find(|rule| rule.meta().id == id)
}

/// The rule name nearest to a misspelt one, when one is near.
pub fn closest(id: &str) -> Option<&'static str> {
    RULES
        .iter()
        .map(|rule| (strsim::damerau_levenshtein(id, rule.meta().id), rule.meta().id))
        .min()
        .filter(|(distance, name)| *distance <= name.len() / 3)
        .map(|(_, name)| name)
}
