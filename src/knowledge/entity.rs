//! An entity and what is known of it.

use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::when::When;
use crate::language::MentionKind;
use crate::text::Span;

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum EntityKind {
    /// A person.
    Person,
    /// A company, agency, party, court, university…
    Organisation,
    /// A country, state, city…
    Place,
    /// A news outlet or agency.
    Outlet,
    /// A public office or another position.
    Office,
    /// A book, a film, a report.
    Work,
}

impl EntityKind {
    /// The mention kind that names such an entity.
    pub const fn mention(self) -> MentionKind {
        match self {
            EntityKind::Person => MentionKind::Person,
            EntityKind::Organisation => MentionKind::Organisation,
            EntityKind::Place => MentionKind::Place,
            EntityKind::Outlet => MentionKind::Outlet,
            EntityKind::Office => MentionKind::Unknown,
            EntityKind::Work => MentionKind::Document,
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

/// An office or role held for a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// "President of France".
    pub title: String,
    /// When it began, where known.
    pub from: Option<When>,
    /// When it ended; `None` while it goes on, as of the fact's own date.
    pub to: Option<When>,
    /// The date as of which this holds.
    pub as_of: Option<String>,
    /// Where it comes from: "notes.md:12", "bundled facts".
    pub source: String,
}

/// Where an entity is written down, for going there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The notes file.
    pub path: Arc<PathBuf>,
    /// The bytes of the name in it.
    pub span: Span,
    /// Its line, counted from 1.
    pub line: u32,
}

/// A person, body, place or outlet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// The canonical name.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// What it is, in a few words: "newspaper, United States". Empty when nothing says so.
    pub description: String,
    /// Other names: full ones, and short forms that count only after a full one.
    pub aliases: Vec<Alias>,
    /// What is known, most useful first.
    pub facts: Vec<Fact>,
    /// Offices held, latest first.
    pub offices: Vec<Office>,
    /// Web domains, for outlets and bodies.
    pub domains: Vec<String>,
    /// Spellings to avoid.
    pub avoid: Vec<String>,
    /// Its item in Wikidata: "Q2283", where that is known.
    pub item: Option<String>,
    /// How many wikis have a page about it; 0 where nobody has counted.
    pub renown: u16,
    /// Which layer it comes from: "notes", "bundled facts".
    pub layer: &'static str,
    /// Where the writer can read and change it; `None` for bundled facts.
    pub definition: Option<Definition>,
}

impl Entity {
    /// An entity of which only the name is known so far.
    pub fn new(name: impl Into<String>, kind: EntityKind, layer: &'static str) -> Self {
        Entity {
            name: name.into(),
            kind,
            description: String::new(),
            aliases: Vec::new(),
            facts: Vec::new(),
            offices: Vec::new(),
            domains: Vec::new(),
            avoid: Vec::new(),
            item: None,
            renown: 0,
            layer,
            definition: None,
        }
    }

    /// The value of the first fact of this name.
    pub fn fact(&self, name: &str) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.name == name)
    }

    /// Every name it goes by, the canonical one first, each with whether it counts only after a full one.
    pub fn names(&self) -> impl Iterator<Item = (&str, bool)> {
        let own = self.aliases.iter().any(|alias| alias.short && alias.name == self.name);
        std::iter::once((self.name.as_str(), own)).chain(
            self.aliases
                .iter()
                .filter(|alias| alias.name != self.name)
                .map(|alias| (alias.name.as_str(), alias.short)),
        )
    }
}

/// Another name of an entity. The canonical name itself may be listed as a short form, where it is a common word
/// ("Time", "Nature").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// The name.
    pub name: String,
    /// Whether it counts only after a full name in the article: "the Journal".
    pub short: bool,
}

impl Office {
    /// Whether it was held on `date`, as far as the dates tell: `None` when they do not reach to the day.
    pub fn held_on(&self, date: jiff::civil::Date) -> Option<bool> {
        if self.from.is_some_and(|from| date < from.first()) || self.to.is_some_and(|to| date > to.last()) {
            return Some(false);
        }
        let began = self.from?.last() <= date;
        let went_on = self.to.is_none_or(|to| date <= to.first());
        (began && went_on).then_some(true)
    }
}

impl std::fmt::Display for Office {
    /// "President of France since 14 May 2017", "Prime Minister of Italy, 1 June 2018 – 13 February 2021".
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.from, self.to) {
            (Some(from), None) => write!(out, "{} since {from}", self.title),
            (Some(from), Some(to)) => write!(out, "{}, {from} – {to}", self.title),
            (None, Some(to)) => write!(out, "{} until {to}", self.title),
            (None, None) => out.write_str(&self.title),
        }
    }
}
