//! The tables are sound: every row reads, names are unique, dates are dates, and what is ambiguous is meant to be.

use std::collections::{BTreeMap, HashSet};

use super::*;
use crate::knowledge::{EntityKind, When, fold};

const TABLES: [(&str, &str); 7] = [
    ("countries", places::COUNTRIES),
    ("states", places::STATES),
    ("cities", places::CITIES),
    ("outlets", outlets::OUTLETS),
    ("bodies", bodies::BODIES),
    ("companies", bodies::COMPANIES),
    ("people", people::PEOPLE),
];

fn count(name: &str) -> usize {
    let (_, text) = TABLES.iter().find(|(table, _)| *table == name).unwrap();
    Table::parse(text).rows().count()
}

#[test]
fn every_table_says_when_and_whence() {
    for (name, text) in TABLES {
        let table = Table::parse(text);
        assert!(When::parse(table.as_of).is_some(), "{name}: as of {:?}", table.as_of);
        assert!(!table.source.is_empty(), "{name}: no source");
        for row in table.rows() {
            assert!(!row.get("name").is_empty(), "{name}:{}: no name", row.line);
            assert!(row.width() <= table.width(), "{name}:{}: too many cells", row.line);
            let text = row.get("name");
            assert!(!text.contains(['*', '`', '[', '<']), "{name}:{}: markup in {text}", row.line);
        }
    }
}

#[test]
fn as_many_as_promised() {
    let members = Table::parse(places::COUNTRIES);
    let members = members.rows().filter(|row| row.get("status").is_empty());
    assert_eq!(members.count(), 193);
    assert_eq!(count("states"), 51);
    assert!(count("outlets") >= 150);
    assert!(count("bodies") + count("companies") >= 200);
    assert!(count("people") >= 100);
}

#[test]
fn every_member_state_has_its_capital_and_demonym() {
    for row in Table::parse(places::COUNTRIES).rows().filter(|row| row.get("status").is_empty()) {
        for column in ["formal", "capital", "demonym", "region"] {
            assert!(!row.get(column).is_empty(), "{}: no {column}", row.get("name"));
        }
    }
    for row in Table::parse(places::STATES).rows() {
        assert!(row.get("postal").len() == 2, "{}", row.get("name"));
        assert!(!row.get("ap").is_empty(), "{}", row.get("name"));
    }
}

#[test]
fn every_outlet_says_what_and_where_it_is() {
    for row in Table::parse(outlets::OUTLETS).rows() {
        assert!(!row.get("kind").is_empty() && !row.get("country").is_empty(), "{}", row.get("name"));
        for domain in row.list("domains") {
            assert!(domain.contains('.') && !domain.contains(['/', ':', ' ']), "{domain}");
            assert_eq!(domain, domain.to_lowercase());
        }
    }
}

#[test]
fn every_date_is_a_date_and_offices_run_forward() {
    for row in Table::parse(people::PEOPLE).rows() {
        let name = row.get("name");
        for column in ["born", "died"] {
            let cell = row.get(column);
            assert!(cell.is_empty() || When::parse(cell).is_some(), "{name}: {column} {cell}");
        }
        let mut last: Option<When> = None;
        for cell in row.list("offices") {
            let office = people::office(cell, "2025").unwrap_or_else(|| panic!("{name}: {cell}"));
            let from = office.from.unwrap();
            assert!(office.to.is_none_or(|to| from.first() < to.last()), "{name}: {cell}");
            assert!(last.is_none_or(|last| from.first() <= last.first()), "{name}: latest first");
            last = Some(from);
        }
        let says = !row.get("offices").is_empty() || !row.get("note").is_empty();
        assert!(says, "{name}: nothing says who this is");
    }
}

#[test]
fn canonical_names_are_unique_within_a_kind() {
    let mut seen: BTreeMap<(String, &str), String> = BTreeMap::new();
    for entity in load() {
        // A city and a state, or a country and a state, may share a name: their descriptions tell them apart.
        let key = match entity.kind {
            EntityKind::Place => format!("{} ({})", fold::key(&entity.name), entity.description),
            _ => fold::key(&entity.name),
        };
        let other = seen.insert((key, entity.kind.mention().name()), entity.name.clone());
        assert_eq!(other, None, "{}", entity.name);
    }
}

/// Full names shared by several entities. Every one is listed here on purpose.
#[test]
fn what_is_ambiguous_is_meant_to_be() {
    const MEANT: &[&str] = &["georgia", "washington", "new york", "congo", "abc", "monaco", "singapore"];
    let mut owners: BTreeMap<String, HashSet<String>> = BTreeMap::new();
    for entity in load() {
        for (name, _) in entity.names().filter(|(_, short)| !short) {
            owners
                .entry(fold::key(name))
                .or_default()
                .insert(format!("{} ({})", entity.name, entity.description));
        }
    }
    let several: Vec<_> =
        owners.iter().filter(|(name, owners)| owners.len() > 1 && !MEANT.contains(&name.as_str())).collect();
    assert!(several.is_empty(), "{several:#?}");
}

#[test]
fn every_fact_has_its_date_and_source() {
    for entity in load() {
        for fact in &entity.facts {
            assert!(fact.as_of.is_some() && fact.source == LAYER, "{}: {}", entity.name, fact.name);
            assert!(!fact.value.contains('|'), "{}: {}", entity.name, fact.value);
        }
        assert_eq!(entity.layer, LAYER);
        assert!(!entity.name.starts_with('~'), "{}", entity.name);
    }
}
