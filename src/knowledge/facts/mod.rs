//! The bundled facts: what any desk knows, one table a kind beside this file, compiled in and read once.

mod bodies;
mod outlets;
mod people;
mod places;
mod table;

use super::entity::Alias;
use super::{Entity, Fact};
use table::{Row, Table};

/// The name of this layer, and the source of its facts.
pub const LAYER: &str = "bundled facts";

/// The fact that says what a country's people and things are called.
pub const DEMONYM: &str = "demonym";

/// Reads every table. A row that cannot be read is left out; the tests see to it that there is none.
pub fn load() -> Vec<Entity> {
    let mut entities = places::load();
    entities.extend(outlets::load());
    entities.extend(bodies::load());
    entities.extend(people::load());
    entities
}

/// Adds the cell as a fact, unless it is empty.
fn tell(entity: &mut Entity, name: &str, value: &str, table: &Table) {
    if !value.is_empty() {
        entity.facts.push(Fact {
            name: name.to_owned(),
            value: value.to_owned(),
            as_of: Some(table.as_of.to_owned()),
            source: LAYER.to_owned(),
        });
    }
}

/// Adds the names of the columns `aliases` and `short`. A name written with `~` before it in the first column is a
/// common word, and so a short form of itself.
fn name(entity: &mut Entity, row: &Row<'_>) {
    if let Some(common) = entity.name.strip_prefix('~').map(|name| name.trim().to_owned()) {
        entity.aliases.push(Alias { name: common.clone(), short: true });
        entity.name = common;
    }
    for (column, short) in [("aliases", false), ("short", true)] {
        let names = row.list(column).map(|name| Alias { name: name.to_owned(), short });
        entity.aliases.extend(names);
    }
}

#[cfg(test)]
mod tests;
