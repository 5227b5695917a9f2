//! Who says so.

pub mod agentless_attribution;
pub mod agentless_expectation;
pub mod anonymity_unapproved;
pub mod anonymous_quote;
pub mod anonymous_source;
pub mod hearsay_adverb;
pub mod loaded_attribution;
pub mod secondhand_source;
pub mod single_source;
pub mod unattributed_interpretation;
pub mod unlinked_document;
pub mod unlinked_outlet;
pub mod unnamed_official;
pub mod unnamed_spokesperson;
pub mod unsourced_accusation;
pub mod vague_authority;
pub mod vague_research;
