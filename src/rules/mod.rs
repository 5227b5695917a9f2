//! What is missing: the rules, each in a file of its own beside its page.

pub mod agentless_attribution;
pub mod anonymous_source;
pub mod context;
pub mod finding;
pub mod front_matter;
pub mod hearsay_adverb;
pub mod judge;
pub mod placeholder;
pub mod registry;
pub mod remedy;
pub mod settings;
mod sourcing;
pub mod suppression;
pub mod uncited_statistic;
pub mod undefined_citation;
pub mod unlinked_outlet;
pub mod unnamed_official;
pub mod unnamed_spokesperson;
pub mod unused_ignore;
pub mod vague_authority;
pub mod vague_research;
pub mod vague_time;

pub use context::Context;
pub use finding::{Finding, Fix, FixKind, Related, Subject};
pub use registry::{Group, Layer, Meta, Rule};
pub use settings::{Profile, Settings};
