//! An entity and what is known of it.

use crate::language::MentionKind;

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntityKind {
    /// A person.
    Person,
    /// A company, agency, party, court, university…
    Organisation,
    /// A country, state, city…
    Place,
    /// A news outlet or agency.
    Outlet,
}

impl EntityKind {
    /// The mention kind that names such an entity.
    pub const fn mention(self) -> MentionKind {
        match self {
            EntityKind::Person => MentionKind::Person,
            EntityKind::Organisation => MentionKind::Organisation,
            EntityKind::Place => MentionKind::Place,
            EntityKind::Outlet => MentionKind::Outlet,
        }
    }
}

/// Something known of an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What is told: "capital", "headquarters", "role".
    pub name: String,
    /// What it is.
    pub value: String,
    /// The date as of which it holds, as written in the source: "2024", "2024-05-03".
    pub as_of: Option<String>,
    /// Where it comes from: "notes.md:12", "bundled facts".
    pub source: String,
}

/// A person, body, place or outlet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// The canonical name.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// What it is, in a few words: "newspaper, United States".
    pub description: String,
    /// Other names: full ones, and short forms that count only after a full one.
    pub aliases: Vec<Alias>,
    /// What is known, most useful first.
    pub facts: Vec<Fact>,
    /// Web domains, for outlets and bodies.
    pub domains: Vec<String>,
    /// Spellings to avoid.
    pub avoid: Vec<String>,
    /// Which layer it comes from: "notes", "bundled facts".
    pub layer: &'static str,
}

/// Another name of an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// The name.
    pub name: String,
    /// Whether it counts only after a full name in the article: "the Journal".
    pub short: bool,
}
