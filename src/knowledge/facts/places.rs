//! Countries, states of the United States, cities.

use std::collections::HashSet;

use super::table::Table;
use super::{DEMONYM, LAYER, name, tell};
use crate::knowledge::{Entity, EntityKind, fold};

pub(super) const COUNTRIES: &str = include_str!("countries.txt");
pub(super) const STATES: &str = include_str!("states.txt");
pub(super) const CITIES: &str = include_str!("cities.txt");

pub(super) fn load() -> Vec<Entity> {
    let mut entities = countries();
    entities.extend(states());
    entities.extend(cities());
    entities.extend(capitals(&entities));
    entities
}

fn place(row: &super::Row<'_>) -> Entity {
    let mut entity = Entity::new(row.get("name"), EntityKind::Place, LAYER);
    name(&mut entity, row);
    entity
}

fn countries() -> Vec<Entity> {
    let table = Table::parse(COUNTRIES);
    table
        .rows()
        .map(|row| {
            let mut entity = place(&row);
            let what = match row.get("status") {
                "" => "country",
                "territory" => "territory",
                status => status,
            };
            entity.description = format!("{what}, {}", row.get("region"));
            if row.get("formal") != entity.name {
                tell(&mut entity, "formal name", row.get("formal"), &table);
            }
            tell(&mut entity, "capital", row.get("capital"), &table);
            tell(&mut entity, DEMONYM, row.get("demonym"), &table);
            if row.get("status").is_empty() {
                tell(&mut entity, "United Nations", "member state", &table);
            }
            tell(&mut entity, "note", row.get("note"), &table);
            entity
        })
        .collect()
}

fn states() -> Vec<Entity> {
    let table = Table::parse(STATES);
    table
        .rows()
        .map(|row| {
            let mut entity = place(&row);
            entity.description = match row.get("status") {
                "" => "state, United States".into(),
                status => format!("{status}, United States"),
            };
            tell(&mut entity, "capital", row.get("capital"), &table);
            tell(&mut entity, DEMONYM, row.get("demonym"), &table);
            tell(&mut entity, "postal code", row.get("postal"), &table);
            tell(&mut entity, "AP abbreviation", row.get("ap"), &table);
            entity
        })
        .collect()
}

fn cities() -> Vec<Entity> {
    let table = Table::parse(CITIES);
    table
        .rows()
        .map(|row| {
            let mut entity = place(&row);
            let what = match row.get("what") {
                "" => "city",
                what => what,
            };
            entity.description = format!("{what}, {}", row.get("country"));
            tell(&mut entity, "country", row.get("country"), &table);
            tell(&mut entity, "in news also", row.get("stands for"), &table);
            tell(&mut entity, "note", row.get("note"), &table);
            entity
        })
        .collect()
}

/// Capitals that have no row of their own among the cities.
fn capitals(known: &[Entity]) -> Vec<Entity> {
    let table = Table::parse(COUNTRIES);
    let mut seen: HashSet<_> =
        known.iter().flat_map(|entity| entity.names().map(|(name, _)| fold::key(name))).collect();
    let mut capitals = Vec::new();
    for row in table.rows() {
        let capital = row.get("capital");
        if capital.is_empty() || capital.contains(['(', ';', ',']) || !seen.insert(fold::key(capital)) {
            continue;
        }
        let mut entity = Entity::new(capital, EntityKind::Place, LAYER);
        entity.description = format!("capital, {}", row.get("name"));
        tell(&mut entity, "country", row.get("name"), &table);
        capitals.push(entity);
    }
    capitals
}
