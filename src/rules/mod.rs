//! What is missing: the rules, each in a file of its own beside its page.

pub mod context;
pub mod finding;
pub mod judge;
pub mod placeholder;
pub mod registry;
pub mod remedy;
pub mod settings;
pub mod suppression;
pub mod unused_ignore;

pub use context::Context;
pub use finding::{Finding, Fix, FixKind, Related, Subject};
pub use registry::{Group, Layer, Meta, Rule};
pub use settings::{Profile, Settings};
