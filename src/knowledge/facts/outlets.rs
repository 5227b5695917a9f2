//! News outlets and agencies, with the domains their links have.

use super::table::Table;
use super::{LAYER, name, tell};
use crate::knowledge::{Entity, EntityKind};

pub(super) const OUTLETS: &str = include_str!("outlets.txt");

pub(super) fn load() -> Vec<Entity> {
    let table = Table::parse(OUTLETS);
    table
        .rows()
        .map(|row| {
            let mut entity = Entity::new(row.get("name"), EntityKind::Outlet, LAYER);
            name(&mut entity, &row);
            entity.domains = row.list("domains").map(str::to_owned).collect();
            entity.description = format!("{}, {}", row.get("kind"), row.get("country"));
            tell(&mut entity, "owner", row.get("owner"), &table);
            tell(&mut entity, "based in", row.get("base"), &table);
            tell(&mut entity, "founded", row.get("founded"), &table);
            tell(&mut entity, "note", row.get("note"), &table);
            entity
        })
        .collect()
}
