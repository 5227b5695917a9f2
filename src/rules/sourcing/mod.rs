//! Who says so.

pub mod agentless_attribution;
pub mod anonymous_source;
pub mod hearsay_adverb;
pub mod unlinked_outlet;
pub mod unnamed_official;
pub mod unnamed_spokesperson;
pub mod vague_authority;
pub mod vague_research;
