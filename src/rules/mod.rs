//! What is missing: the rules, each in a file of its own beside its page, in the folder of its group.

mod backing;
mod bearer;
pub mod checking;
pub mod citation;
mod comment;
pub mod context;
pub mod draft;
mod edits;
pub mod finding;
pub mod front_matter;
mod guard;
pub mod judge;
pub mod language;
pub mod names;
pub mod numbers;
pub mod options;
mod place;
pub mod precedence;
pub mod quotes;
pub mod registry;
pub mod remedy;
pub mod settings;
pub mod sourcing;
pub mod support;
pub mod suppression;
pub mod time;
pub mod vocabulary;

pub use context::Context;
pub use finding::{Finding, Fix, FixKind, Related, Subject};
pub use registry::{Group, Layer, Meta, Rule};
pub use settings::{Profile, Settings};
pub use vocabulary::{NewsroomRule, Vocabulary};
