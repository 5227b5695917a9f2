//! Office-holders, with their offices and dates.

use super::table::Table;
use super::{LAYER, name, tell};
use crate::knowledge::entity::Office;
use crate::knowledge::{Entity, EntityKind, When};

pub(super) const PEOPLE: &str = include_str!("people.txt");

pub(super) fn load() -> Vec<Entity> {
    let table = Table::parse(PEOPLE);
    table
        .rows()
        .map(|row| {
            let mut entity = Entity::new(row.get("name"), EntityKind::Person, LAYER);
            name(&mut entity, &row);
            entity.offices = row.list("offices").filter_map(|cell| office(cell, table.as_of)).collect();
            // The latest office still held says who this is, or else the latest of all.
            let office = entity.offices.iter().find(|office| office.to.is_none()).or(entity.offices.first());
            entity.description = office.map(Office::to_string).unwrap_or_default();
            tell(&mut entity, "born", row.get("born"), &table);
            tell(&mut entity, "died", row.get("died"), &table);
            tell(&mut entity, "note", row.get("note"), &table);
            entity
        })
        .collect()
}

/// Reads "President of France: 2017-05-14.." or "…: 2014-08-26..2016-08-30".
pub(super) fn office(cell: &str, as_of: &str) -> Option<Office> {
    let (title, dates) = cell.rsplit_once(':')?;
    let (from, to) = dates.split_once("..")?;
    let to = match to.trim() {
        "" => None,
        to => Some(When::parse(to)?),
    };
    Some(Office {
        title: title.trim().to_owned(),
        from: Some(When::parse(from)?),
        to,
        as_of: Some(as_of.to_owned()),
        source: LAYER.to_owned(),
    })
}
