//! International bodies, ministries, regulators, courts, central banks, parties, companies.

use super::table::Table;
use super::{LAYER, name, tell};
use crate::knowledge::{Entity, EntityKind};

pub(super) const BODIES: &str = include_str!("bodies.txt");
pub(super) const COMPANIES: &str = include_str!("companies.txt");

pub(super) fn load() -> Vec<Entity> {
    [BODIES, COMPANIES].into_iter().flat_map(read).collect()
}

fn read(text: &'static str) -> Vec<Entity> {
    let table = Table::parse(text);
    table
        .rows()
        .map(|row| {
            let mut entity = Entity::new(row.get("name"), EntityKind::Organisation, LAYER);
            name(&mut entity, &row);
            entity.description = row.get("what").to_owned();
            entity.domains = row.list("domain").map(str::to_owned).collect();
            tell(&mut entity, "headquarters", row.get("base"), &table);
            tell(&mut entity, "founded", row.get("founded"), &table);
            tell(&mut entity, "parent", row.get("parent"), &table);
            tell(&mut entity, "ticker", row.get("ticker"), &table);
            tell(&mut entity, "legal name", row.get("legal"), &table);
            tell(&mut entity, "note", row.get("note"), &table);
            entity
        })
        .collect()
}
