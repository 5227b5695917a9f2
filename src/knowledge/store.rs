//! Layers of knowledge: notes before bundled facts; one look-up, best layer first.

use super::Entity;
use super::notes::Notes;
use crate::language::MentionKind;

/// All entities in scope for a document.
#[derive(Clone, Debug, Default)]
pub struct Store {
    entities: Vec<Entity>,
}

impl Store {
    /// The bundled facts below the notes.
    pub fn new(notes: Vec<Notes>) -> Self {
        Store { entities: notes.into_iter().flat_map(|notes| notes.entities).collect() }
    }

    /// Entities that go by this name, best layer first.
    pub fn find(&self, name: &str) -> Vec<&Entity> {
        self.entities.iter().filter(|entity| entity.name == name).collect()
    }

    /// The outlet that owns this web host, if one is known.
    pub fn outlet_of_host(&self, _host: &str) -> Option<&Entity> {
        None
    }

    /// Every name and alias with what it names and whether it is a short form: the lexicon is built with these.
    pub fn names(&self) -> impl Iterator<Item = (&str, MentionKind, bool)> {
        self.entities.iter().map(|entity| (entity.name.as_str(), entity.kind.mention(), false))
    }
}
