//! A record as an entity that the rest of the house knows, its items by their labels.

use super::LAYER;
use super::record::{Backing, Record, StoredValue};
use super::select::fact_name;
use super::wikidata::{ItemId, Time};
use crate::knowledge::entity::{Alias, Office};
use crate::knowledge::{Entity, EntityKind, Fact, When};

/// The entity of a record. What has no label is left out: a number tells nobody anything.
pub fn entity(record: &Record, label: impl Fn(ItemId) -> Option<String>) -> Option<Entity> {
    let kind = record.kind?;
    let mut entity = Entity::new(&record.name, kind, LAYER);
    let class = || record.classes.first().and_then(|class| label(*class));
    entity.description = match record.description.is_empty() {
        true if kind != EntityKind::Person => class().unwrap_or_default(),
        true => String::new(),
        false => record.description.clone(),
    };
    entity.aliases = record.aliases.iter().map(|name| Alias { name: name.clone(), short: false }).collect();
    entity.domains.clone_from(&record.hosts);
    entity.item = Some(format!("Q{}", record.id));
    entity.renown = record.sitelinks;
    for fact in &record.facts {
        let value = match &fact.value {
            StoredValue::Item(id) => label(*id),
            StoredValue::Time(time) => Some(time.to_string()),
            StoredValue::Text(text) => Some(text.clone()),
        };
        let Some(value) = value else { continue };
        let name = fact_name(fact.name);
        match entity.facts.last_mut().filter(|last| last.name == name) {
            // Several values of one fact stand in one line.
            Some(last) if !matches!(name, "website" | "population") => {
                last.value.push_str(", ");
                last.value.push_str(&value);
            }
            _ => entity.facts.push(Fact {
                name: name.into(),
                value,
                as_of: fact.as_of.map(|time| time.to_string()),
                source: source(record.id, fact.backing),
            }),
        }
    }
    for office in &record.offices {
        let Some(mut title) = label(office.office) else { continue };
        if let Some(before) = office.before.and_then(&label) {
            title.push_str(" (after ");
            title.push_str(&before);
            title.push(')');
        }
        entity.offices.push(Office {
            title,
            from: office.from.map(when),
            to: office.to.map(when),
            as_of: None,
            source: source(record.id, office.backing),
        });
    }
    Some(entity)
}

fn when(time: Time) -> When {
    let part = |part: u8| i8::try_from(part).ok().filter(|part| *part > 0);
    When { year: time.year, month: part(time.month), day: part(time.day) }
}

/// "Wikidata Q2283, stated 2024-03-01", "Wikidata Q2283, unreferenced".
fn source(id: ItemId, backing: Backing) -> String {
    match backing {
        Backing::Dated(time) => format!("{LAYER} Q{id}, stated {time}"),
        Backing::Undated => format!("{LAYER} Q{id}"),
        Backing::Unreferenced => format!("{LAYER} Q{id}, unreferenced"),
    }
}
