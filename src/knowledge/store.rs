//! Layers of knowledge: notes before the imported index before bundled facts; one look-up, best layer first.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use elsa::sync::FrozenMap;

use super::notes::{AnonymousSource, Notes};
use super::{Entity, EntityKind, facts, fold, index};
use crate::language::MentionKind;

/// All entities in scope for a document: the newsroom's notes over the imported index over the bundled facts.
#[derive(Clone, Debug, Default)]
pub struct Store {
    notes: Vec<Entity>,
    index: Index,
    imported: Option<Arc<Imported>>,
    anonymous: Vec<AnonymousSource>,
    distinct: Vec<(String, String)>,
}

/// The imported index, and what has been looked up in it.
#[derive(Debug)]
struct Imported {
    index: Arc<index::Lazy>,
    found: Found,
}

/// What each name was found to be. It only grows: a session looks up the names of its articles.
struct Found(FrozenMap<String, Box<index::Found>>);

impl std::fmt::Debug for Found {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} names", self.0.len())
    }
}

impl Imported {
    fn find(&self, name: &str) -> &index::Found {
        let look = || self.index.get().map(|index| index.find(name)).unwrap_or_default();
        match self.found.0.get(name) {
            Some(found) => found,
            None => self.found.0.insert(name.to_owned(), Box::new(look())),
        }
    }
}

/// The bundled facts with their index: read once, shared by all stores.
static BUNDLED: LazyLock<(Vec<Entity>, Index)> = LazyLock::new(|| {
    let entities = facts::load();
    let index = Index::of(&entities);
    (entities, index)
});

impl Store {
    /// The bundled facts below the notes; of several notes files the earlier counts first.
    pub fn new(notes: Vec<Notes>) -> Self {
        let mut store = Store::default();
        for file in notes {
            store.notes.extend(file.entities);
            store.anonymous.extend(file.anonymous);
            store.distinct.extend(file.distinct);
        }
        store.index = Index::of(&store.notes);
        store
    }

    /// The same with an imported index between the two.
    pub fn with_index(mut self, index: Arc<index::Lazy>) -> Self {
        self.imported = Some(Arc::new(Imported { index, found: Found(FrozenMap::new()) }));
        self
    }

    /// The imported index, if there is one.
    pub fn imported(&self) -> Option<&index::Index> {
        self.imported.as_deref().and_then(|imported| imported.index.get())
    }

    /// Every entity of the notes and the bundled facts, best layer first.
    pub fn entities(&self) -> impl Iterator<Item = &Entity> {
        self.notes.iter().chain(&BUNDLED.0)
    }

    /// The same with the imported index: those of the notes, then those of the index, the best known first, then
    /// bundled ones that neither hides. For what is shown to people; rules ask [`Store::find`], so that what is
    /// found in an article does not depend on what somebody has imported.
    pub fn look_up(&self, name: &str) -> Vec<&Entity> {
        let mut found = self.find(name);
        let Some(imported) = &self.imported else { return found };
        let bundled = found.iter().position(|entity| entity.layer == facts::LAYER).unwrap_or(found.len());
        let bundled = found.split_off(bundled);
        let notes = found.len();
        for entity in &imported.find(name).entities {
            if !found[..notes].iter().any(|better| is_same(better, entity)) {
                found.push(entity);
            }
        }
        let hidden = |entity: &Entity| found[notes..].iter().any(|better| is_same(better, entity));
        let rest: Vec<&Entity> = bundled.into_iter().filter(|entity| !hidden(entity)).collect();
        found.extend(rest);
        found
    }

    /// How many go by this name in the imported index; it tells the best known of them.
    pub fn namesakes(&self, name: &str) -> usize {
        self.imported.as_ref().map_or(0, |imported| imported.find(name).count)
    }

    /// Entities that go by this name, best layer first; in one layer those whose full name it is before those of
    /// which it is a short form. Case, accents, dots, a possessive ending and a leading "the" do not count, but a
    /// common word is no acronym. An entity of the notes hides a bundled one of the same kind and name.
    pub fn find(&self, name: &str) -> Vec<&Entity> {
        let key = fold::key(name);
        let found = self.find_key(name, &key);
        match fold::owner(&key) {
            Some(owner) if found.is_empty() => self.find_key(name, owner),
            _ => found,
        }
    }

    fn find_key(&self, name: &str, key: &str) -> Vec<&Entity> {
        let mut found: Vec<&Entity> = Vec::new();
        for (entities, index) in self.layers() {
            let of_better_layers = found.len();
            for (position, _) in index.get(key) {
                let entity = &entities[position];
                let agrees =
                    entity.names().any(|(own, _)| fold::key(own) == key && fold::case_agrees(name, own));
                let hidden = found[..of_better_layers].iter().any(|better| is_same(better, entity));
                if agrees && !hidden {
                    found.push(entity);
                }
            }
        }
        found
    }

    /// What the layers below know of the same entity: for one of the notes the item that they name in "wikidata", or
    /// else the bundled facts; for the best known of its name in the index the bundled facts, too.
    pub fn beneath(&self, entity: &Entity) -> Option<&Entity> {
        if entity.layer == facts::LAYER {
            return None;
        }
        if let Some(imported) = &self.imported {
            let namesakes = &imported.find(&entity.name).entities;
            if entity.layer == index::LAYER {
                if namesakes.first().is_none_or(|first| first.item != entity.item) {
                    return None;
                }
            } else if let Some(item) = entity.fact("wikidata") {
                // A namesake's birthday would be worse than none.
                let is_item = |other: &&Entity| other.item.as_deref() == Some(item.value.trim());
                return namesakes.iter().find(is_item);
            }
        }
        let (entities, index) = &*BUNDLED;
        index
            .get(&fold::key(&entity.name))
            .map(|(position, _)| &entities[position])
            .find(|bundled| bundled.kind == entity.kind)
    }

    /// The country whose people or things are called so: "Chinese", "French".
    pub fn country_of(&self, demonym: &str) -> Option<&Entity> {
        let (entities, index) = &*BUNDLED;
        index.demonyms.get(&fold::key(demonym)).map(|&position| &entities[position])
    }

    /// The outlet that owns this web host as the index has it.
    pub fn imported_outlet_of_host(&self, host: &str) -> Option<Entity> {
        self.imported()?.outlet_of_host(host)
    }

    /// The outlet that owns this web host, if one is known: the host itself or a domain it lies under.
    pub fn outlet_of_host(&self, host: &str) -> Option<&Entity> {
        self.layers().into_iter().find_map(|(entities, index)| {
            let host = host.trim_end_matches('.').to_ascii_lowercase();
            let mut rest = host.as_str();
            loop {
                let owner = index.hosts.get(rest).map(|&position| &entities[position]);
                if let Some(outlet) = owner.filter(|entity| entity.kind == EntityKind::Outlet) {
                    return Some(outlet);
                }
                rest = rest.split_once('.')?.1;
            }
        })
    }

    /// Every name and alias with what it names and whether it is a short form: the lexicon is built with these.
    pub fn names(&self) -> impl Iterator<Item = (&str, MentionKind, bool)> {
        self.entities()
            .flat_map(|entity| entity.names().map(move |(name, short)| (name, entity.kind.mention(), short)))
    }

    /// Anonymous sources on record. Never exported, never logged.
    pub fn anonymous(&self) -> &[AnonymousSource] {
        &self.anonymous
    }

    /// Whether the notes say that these two names are not misspellings of one another.
    pub fn are_distinct(&self, one: &str, other: &str) -> bool {
        let (one, other) = (fold::key(one), fold::key(other));
        self.distinct.iter().any(|(a, b)| {
            let (a, b) = (fold::key(a), fold::key(b));
            a == one && b == other || a == other && b == one
        })
    }

    fn layers(&self) -> [(&[Entity], &Index); 2] {
        [(&self.notes, &self.index), (&BUNDLED.0, &BUNDLED.1)]
    }
}

/// Whether an entity of a better layer is the one given: same kind, and the one goes by the other's name.
fn is_same(better: &Entity, entity: &Entity) -> bool {
    let key = fold::key(&entity.name);
    better.kind == entity.kind && better.names().any(|(name, short)| !short && fold::key(name) == key)
}

/// Positions by folded name and by host.
#[derive(Clone, Debug, Default)]
struct Index {
    names: HashMap<String, Vec<(usize, bool)>>,
    hosts: HashMap<String, usize>,
    demonyms: HashMap<String, usize>,
}

impl Index {
    fn of(entities: &[Entity]) -> Index {
        let mut index = Index::default();
        for (position, entity) in entities.iter().enumerate() {
            for (name, short) in entity.names() {
                let places = index.names.entry(fold::key(name)).or_default();
                match places.iter_mut().find(|(known, _)| *known == position) {
                    Some((_, known)) => *known &= short,
                    None => places.push((position, short)),
                }
            }
            for domain in &entity.domains {
                index.hosts.entry(domain.to_ascii_lowercase()).or_insert(position);
            }
            // A country's file comes before the states', so "Georgian" is of the country.
            if let Some(fact) = entity.fact(facts::DEMONYM).filter(|_| entity.kind == EntityKind::Place) {
                for demonym in fact.value.split(", ") {
                    index.demonyms.entry(fold::key(demonym)).or_insert(position);
                }
            }
        }
        index.names.remove("");
        for places in index.names.values_mut() {
            places.sort_by_key(|&(_, short)| short);
        }
        index
    }

    fn get(&self, key: &str) -> impl Iterator<Item = (usize, bool)> {
        self.names.get(key).map(Vec::as_slice).unwrap_or_default().iter().copied()
    }
}
