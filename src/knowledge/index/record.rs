//! What the index keeps of an item, in the form in which it is stored.

use serde::{Deserialize, Serialize};

use super::wikidata::{ItemId, Time};
use crate::knowledge::EntityKind;

/// An item's record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Its number.
    pub id: ItemId,
    /// What it is; staged records do not know yet.
    pub kind: Option<EntityKind>,
    /// Its name.
    pub name: String,
    /// What it is, in the dump's words.
    pub description: String,
    /// Further names.
    pub aliases: Vec<String>,
    /// What it is an instance of.
    pub classes: Vec<ItemId>,
    /// What is known, most useful first.
    pub facts: Vec<StoredFact>,
    /// Offices held.
    pub offices: Vec<StoredOffice>,
    /// Web hosts.
    pub hosts: Vec<String>,
    /// How many wikis have a page about it: the more, the better known.
    pub sitelinks: u16,
}

/// A fact's value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum StoredValue {
    /// An item, shown by its label.
    Item(ItemId),
    /// A point in time.
    Time(Time),
    /// Words.
    Text(String),
}

/// A fact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoredFact {
    /// Its place in [`FACTS`](super::select::FACTS).
    pub name: u8,
    /// What it is.
    pub value: StoredValue,
    /// The date it holds for.
    pub as_of: Option<Time>,
    /// What it rests on.
    pub backing: Backing,
}

/// An office held.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoredOffice {
    /// The office.
    pub office: ItemId,
    /// When it began.
    pub from: Option<Time>,
    /// When it ended.
    pub to: Option<Time>,
    /// Who held it before.
    pub before: Option<ItemId>,
    /// What it rests on.
    pub backing: Backing,
}

/// What a statement rests on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Backing {
    /// A reference, last looked at or issued then.
    Dated(Time),
    /// A reference without a date.
    Undated,
    /// Nothing.
    Unreferenced,
}

impl Record {
    /// Every item that it names.
    pub fn mentions(&self) -> impl Iterator<Item = ItemId> {
        let facts = self.facts.iter().filter_map(|fact| match fact.value {
            StoredValue::Item(id) => Some(id),
            _ => None,
        });
        let offices = self.offices.iter().flat_map(|office| [Some(office.office), office.before]);
        facts.chain(offices.flatten()).chain(self.classes.first().copied())
    }
}
