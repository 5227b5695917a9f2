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
    /// Numbers and dates that prove themselves.
    Numbers,
    /// Names and acronyms.
    Names,
    /// Quotations against sources on disk.
    Quotes,
    /// Language.
    Language,
}

impl Group {
    /// The lower-case name; also that of its folder.
    pub const fn name(self) -> &'static str {
        match self {
            Group::Sourcing => "sourcing",
            Group::Support => "support",
            Group::Time => "time",
            Group::Draft => "draft",
            Group::Citation => "citation",
            Group::Numbers => "numbers",
            Group::Names => "names",
            Group::Quotes => "quotes",
            Group::Language => "language",
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

impl Meta {
    /// Where its page is, from the root of the repository.
    pub fn page_path(&self) -> String {
        format!("src/rules/{}/{}.md", self.group.name(), self.id.replace('-', "_"))
    }
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
    &super::sourcing::anonymous_source::AnonymousSource,
    &super::sourcing::anonymous_quote::AnonymousQuote,
    &super::sourcing::anonymity_unapproved::AnonymityUnapproved,
    &super::sourcing::unnamed_official::UnnamedOfficial,
    &super::sourcing::unnamed_spokesperson::UnnamedSpokesperson,
    &super::sourcing::vague_authority::VagueAuthority,
    &super::sourcing::vague_research::VagueResearch,
    &super::sourcing::hearsay_adverb::HearsayAdverb,
    &super::sourcing::agentless_attribution::AgentlessAttribution,
    &super::sourcing::agentless_expectation::AgentlessExpectation,
    &super::sourcing::unlinked_outlet::UnlinkedOutlet,
    &super::sourcing::unlinked_document::UnlinkedDocument,
    &super::sourcing::secondhand_source::SecondhandSource,
    &super::sourcing::single_source::SingleSource,
    &super::sourcing::unsourced_accusation::UnsourcedAccusation,
    &super::sourcing::loaded_attribution::LoadedAttribution,
    &super::sourcing::unattributed_interpretation::UnattributedInterpretation,
    &super::support::uncited_statistic::UncitedStatistic,
    &super::support::uncited_superlative::UncitedSuperlative,
    &super::support::uncited_comparison::UncitedComparison,
    &super::support::uncited_history::UncitedHistory,
    &super::support::unattributed_quote::UnattributedQuote,
    &super::support::undocumented_quote::UndocumentedQuote,
    &super::time::vague_time::VagueTime,
    &super::time::relative_time::RelativeTime,
    &super::draft::placeholder::Placeholder,
    &super::draft::editor_note::EditorNote,
    &super::draft::ai_citation_artifact::AiCitationArtifact,
    &super::numbers::percent_of_total::PercentOfTotal,
    &super::numbers::percent_change::PercentChange,
    &super::numbers::percentage_points::PercentagePoints,
    &super::numbers::impossible_percent::ImpossiblePercent,
    &super::numbers::parts_total::PartsTotal,
    &super::numbers::list_count::ListCount,
    &super::numbers::multiplier_mismatch::MultiplierMismatch,
    &super::numbers::currency_mismatch::CurrencyMismatch,
    &super::numbers::conversion_mismatch::ConversionMismatch,
    &super::numbers::malformed_number::MalformedNumber,
    &super::numbers::weekday_mismatch::WeekdayMismatch,
    &super::numbers::impossible_date::ImpossibleDate,
    &super::numbers::age_mismatch::AgeMismatch,
    &super::numbers::year_arithmetic::YearArithmetic,
    &super::numbers::reversed_range::ReversedRange,
    &super::numbers::magnitude_slip::MagnitudeSlip,
    &super::numbers::inconsistent_figure::InconsistentFigure,
    &super::numbers::headline_mismatch::HeadlineMismatch,
    &super::names::inconsistent_name::InconsistentName,
    &super::names::missing_first_name::MissingFirstName,
    &super::names::outdated_office::OutdatedOffice,
    &super::names::unexpanded_acronym::UnexpandedAcronym,
    &super::names::acronym_mismatch::AcronymMismatch,
    &super::citation::undefined_citation::UndefinedCitation,
    &super::quotes::quote_mismatch::QuoteMismatch,
    &super::quotes::uncredited_overlap::UncreditedOverlap,
    &super::citation::duplicate_citation::DuplicateCitation,
    &super::citation::empty_link::EmptyLink,
    &super::citation::invalid_identifier::InvalidIdentifier,
    &super::citation::citation_date_conflict::CitationDateConflict,
    &super::citation::homepage_citation::HomepageCitation,
    &super::citation::incomplete_reference::IncompleteReference,
    &super::citation::missing_access_date::MissingAccessDate,
    &super::citation::fragile_link::FragileLink,
    &super::citation::tertiary_source::TertiarySource,
    &super::citation::generic_link_text::GenericLinkText,
    &super::citation::bare_url::BareUrl,
    &super::citation::missing_archive::MissingArchive,
    &super::citation::unused_citation::UnusedCitation,
    &super::draft::unused_ignore::UnusedIgnore,
    &super::language::unattributed_prediction::UnattributedPrediction,
    &super::language::puffery::Puffery,
];

/// The rule of this name.
pub fn find(id: &str) -> Option<&'static dyn Rule> {
    RULES.iter().copied().find(|rule| rule.meta().id == id)
}

/// The rule name nearest to a misspelt one, when one is near.
pub fn closest(id: &str) -> Option<&'static str> {
    closest_of(id, [])
}

/// The same, among the names of the newsroom's rules, too.
pub fn closest_of(id: &str, others: impl IntoIterator<Item = &'static str>) -> Option<&'static str> {
    RULES
        .iter()
        .map(|rule| rule.meta().id)
        .chain(others)
        .map(|name| (strsim::damerau_levenshtein(id, name), name))
        .min()
        .filter(|(distance, name)| *distance <= name.len() / 3)
        .map(|(_, name)| name)
}
