//! Who and what is named: the newsroom's notes and the bundled facts, each with its source and date.

pub mod card;
pub mod entity;
pub mod facts;
pub mod fold;
pub mod index;
pub mod markdown;
pub mod notes;
pub mod office;
pub mod resolve;
pub mod store;
pub mod when;

pub use entity::{Entity, EntityKind, Fact};
pub use index::Index;
pub use notes::{AnonymousSource, Notes};
pub use store::Store;
pub use when::When;
