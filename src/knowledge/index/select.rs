//! Which of an item's statements are kept, and as what.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::record::{Backing, Record, StoredFact, StoredOffice, StoredValue};
use super::wikidata::{Item, ItemId, Reference, Snak, Snaks, Statement, Time, Value, item_id};

/// A fact that may be kept of an item.
#[derive(Clone, Copy, Debug)]
pub struct FactKind {
    /// What it is called.
    pub name: &'static str,
    /// The property it is told by.
    property: &'static str,
    /// How many values are kept.
    most: usize,
}

const fn fact(name: &'static str, property: &'static str, most: usize) -> FactKind {
    FactKind { name, property, most }
}

/// The facts that are kept, most useful first. Records name them by their place here: what is added goes to the end.
pub const FACTS: [FactKind; 22] = [
    fact("born", "P569", 1),
    fact("died", "P570", 1),
    fact("occupation", "P106", 3),
    fact("employer", "P108", 2),
    fact("party", "P102", 1),
    fact("citizen of", "P27", 2),
    fact("headquarters", "P159", 1),
    fact("founded", "P571", 1),
    fact("dissolved", "P576", 1),
    fact("chief executive", "P169", 2),
    fact("chair", "P488", 2),
    fact("head of state", "P35", 1),
    fact("head of government", "P6", 1),
    fact("capital", "P36", 1),
    fact("country", "P17", 1),
    fact("in", "P131", 1),
    fact("population", "P1082", 1),
    fact("owner", "P127", 2),
    fact("parent", "P749", 1),
    fact("author", "P50", 3),
    fact("published", "P577", 1),
    fact("website", "P856", 1),
];

/// The place of the fact that a stock exchange's sign makes, which is told beside another statement.
pub const TICKER: u8 = FACTS.len() as u8;

/// The name of a stored fact.
pub fn fact_name(name: u8) -> &'static str {
    FACTS.get(usize::from(name)).map_or("ticker", |fact| fact.name)
}

/// The most names kept of one item, and the longest, in bytes.
const MOST_NAMES: usize = 40;
const LONGEST: usize = 200;
/// The most offices kept of one person: the latest.
const MOST_OFFICES: usize = 24;

/// What is kept of an item; `None` for what is no item or has no name in these languages, best first.
pub fn record(item: &Item, languages: &[String]) -> Option<Record> {
    let id = item_id(&item.id).filter(|_| item.kind.is_empty() || item.kind == "item")?;
    let of = |texts: &HashMap<String, String>| {
        languages.iter().find_map(|language| texts.get(language)).map(|text| short(text))
    };
    let name = of(&item.labels.0).filter(|name| !name.is_empty())?;
    let mut aliases: Vec<String> = Vec::new();
    let labels = languages.iter().filter_map(|language| item.labels.0.get(language));
    let more = languages.iter().filter_map(|language| item.aliases.0.get(language)).flatten();
    let official = texts(item, "P1448");
    for alias in labels.chain(more).map(|text| short(text)).chain(official) {
        if !alias.is_empty() && alias != name && !aliases.contains(&alias) && aliases.len() < MOST_NAMES {
            aliases.push(alias);
        }
    }
    Some(Record {
        id,
        kind: None,
        name,
        description: of(&item.descriptions.0).unwrap_or_default(),
        aliases,
        classes: statements(item, "P31").iter().filter_map(|it| item_of(&it.mainsnak)).collect(),
        facts: facts(item),
        offices: offices(item),
        hosts: hosts(item),
        sitelinks: u16::try_from(item.sitelinks.0).unwrap_or(u16::MAX),
    })
}

/// The classes that an item is a subclass of.
pub fn above(item: &Item) -> impl Iterator<Item = ItemId> {
    statements(item, "P279").into_iter().filter_map(|statement| item_of(&statement.mainsnak))
}

/// The statements of a property that hold, preferred ones first; those that were withdrawn are none.
fn statements<'i>(item: &'i Item, property: &str) -> Vec<&'i Statement> {
    let all = item.claims.0.get(property).map(Vec::as_slice).unwrap_or_default();
    let mut sound: Vec<&Statement> = all.iter().filter(|statement| statement.rank != "deprecated").collect();
    sound.sort_by_key(|statement| statement.rank != "preferred");
    sound
}

fn facts(item: &Item) -> Vec<StoredFact> {
    let mut facts = Vec::new();
    for (index, kind) in FACTS.iter().enumerate() {
        let mut candidates = statements(item, kind.property);
        // Where somebody has said which value is the one to take, the others are not told.
        if candidates.first().is_some_and(|first| first.rank == "preferred") {
            candidates.retain(|statement| statement.rank == "preferred");
        }
        // What has ended is no longer so; of several values the latest counts.
        candidates.retain(|statement| !has_ended(statement));
        candidates.sort_by_key(|statement| Reverse(as_of(statement)));
        // Two birthdays are a question, not a fact.
        let is_unique = matches!(kind.property, "P569" | "P570");
        if is_unique {
            // Dead, nobody knows since when: then no age is to be told.
            let unknown = candidates.iter().any(|it| it.mainsnak.value.is_none() && !it.mainsnak.is_none());
            let certain = !unknown && agree(&candidates);
            if kind.property == "P570" && !certain {
                facts.push(StoredFact {
                    name: index as u8,
                    value: StoredValue::Text("at a date that is not certain".into()),
                    as_of: None,
                    backing: backing(candidates[0]),
                });
            }
            if !certain {
                continue;
            }
            // Of values that agree the most precise.
            candidates.sort_by_key(|it| match it.mainsnak.value {
                Some(Value::Time(time)) => Reverse((time.day > 0, time.month > 0)),
                _ => Reverse((false, false)),
            });
        }
        let found = candidates.into_iter().filter_map(|statement| stored(index as u8, statement));
        facts.extend(found.take(kind.most));
    }
    let listed = statements(item, "P414").into_iter();
    let listed = listed.filter(|statement| !has_ended(statement));
    let tickers = listed.flat_map(|statement| {
        let signs = statement.qualifiers.0.get("P249").into_iter().flatten().filter_map(text_of);
        signs.map(move |sign| (sign, statement))
    });
    let own = statements(item, "P249").into_iter();
    let own = own.filter_map(|statement| Some((text_of(&statement.mainsnak)?, statement)));
    let mut tickers: Vec<StoredFact> = tickers
        .chain(own)
        .map(|(sign, statement)| StoredFact {
            name: TICKER,
            value: StoredValue::Text(short(&sign)),
            as_of: None,
            backing: backing(statement),
        })
        .collect();
    tickers.dedup_by(|a, b| a.value == b.value);
    tickers.truncate(2);
    facts.extend(tickers);
    facts
}

/// Whether the values are one: the same, or one more precise than the other.
fn agree(statements: &[&Statement]) -> bool {
    let times = statements.iter().filter_map(|statement| match statement.mainsnak.value {
        Some(Value::Time(time)) => Some(time),
        _ => None,
    });
    let times: Vec<Time> = times.collect();
    let parts = |a: u8, b: u8| a == 0 || b == 0 || a == b;
    let agree = |one: &Time, other: &Time| {
        one.year == other.year && parts(one.month, other.month) && parts(one.day, other.day)
    };
    times.iter().all(|one| times.iter().all(|other| agree(one, other)))
}

fn stored(name: u8, statement: &Statement) -> Option<StoredFact> {
    let value = match statement.mainsnak.value.as_ref()? {
        Value::Item(id) => StoredValue::Item(*id),
        Value::Time(time) => StoredValue::Time(*time),
        Value::Amount(amount) => StoredValue::Text(grouped(amount)?),
        Value::Text(text) => StoredValue::Text(short(text)),
    };
    Some(StoredFact { name, value, as_of: as_of(statement), backing: backing(statement) })
}

/// The date a statement holds for: its point in time, else its beginning.
fn as_of(statement: &Statement) -> Option<Time> {
    time(&statement.qualifiers, "P585").or_else(|| time(&statement.qualifiers, "P580"))
}

fn offices(item: &Item) -> Vec<StoredOffice> {
    let mut offices: Vec<StoredOffice> = statements(item, "P39")
        .into_iter()
        // An office that ended nobody knows when is not held, and has no days to tell.
        .filter(|statement| !has_ended(statement) || time(&statement.qualifiers, "P582").is_some())
        .filter_map(|statement| {
            Some(StoredOffice {
                office: item_of(&statement.mainsnak)?,
                from: time(&statement.qualifiers, "P580"),
                to: time(&statement.qualifiers, "P582"),
                before: statement.qualifiers.0.get("P1365").into_iter().flatten().find_map(item_of),
                backing: backing(statement),
            })
        })
        .collect();
    offices.sort_by_key(|office| Reverse((office.to.is_none() && office.from.is_some(), office.from)));
    offices.dedup_by(|a, b| a.office == b.office && a.from == b.from && a.to == b.to);
    offices.truncate(MOST_OFFICES);
    offices
}

/// Whether a statement holds no longer, be it that nobody knows since when.
fn has_ended(statement: &Statement) -> bool {
    statement.qualifiers.0.get("P582").into_iter().flatten().any(|snak| !snak.is_none())
}

/// Parts that make no reference by themselves: imported from a Wikipedia, its page, inferred from; and dates.
const NO_REFERENCE: [&str; 5] = ["P143", "P4656", "P887", "P813", "P577"];

/// The latest day on which a reference was looked at, or else issued.
fn backing(statement: &Statement) -> Backing {
    let sound: Vec<&Reference> = statement
        .references
        .iter()
        .filter(|reference| reference.snaks.0.keys().any(|part| !NO_REFERENCE.contains(&part.as_str())))
        .collect();
    let dated = sound.iter().filter_map(|reference| {
        time_of(&reference.snaks.0, "P813").or_else(|| time_of(&reference.snaks.0, "P577"))
    });
    match (dated.max(), sound.is_empty()) {
        (Some(time), _) => Backing::Dated(time),
        (None, false) => Backing::Undated,
        (None, true) => Backing::Unreferenced,
    }
}

fn time(snaks: &Snaks, property: &str) -> Option<Time> {
    time_of(&snaks.0, property)
}

fn time_of(snaks: &HashMap<String, Vec<Snak>>, property: &str) -> Option<Time> {
    snaks.get(property).into_iter().flatten().find_map(|snak| match snak.value {
        Some(Value::Time(time)) => Some(time),
        _ => None,
    })
}

fn item_of(snak: &Snak) -> Option<ItemId> {
    match snak.value {
        Some(Value::Item(id)) => Some(id),
        _ => None,
    }
}

fn text_of(snak: &Snak) -> Option<String> {
    match &snak.value {
        Some(Value::Text(text)) => Some(text.clone()),
        _ => None,
    }
}

fn texts(item: &Item, property: &str) -> impl Iterator<Item = String> {
    statements(item, property)
        .into_iter()
        .filter_map(|statement| text_of(&statement.mainsnak))
        .map(|text| short(&text))
}

/// The hosts of its websites, without "www.".
fn hosts(item: &Item) -> Vec<String> {
    let mut hosts: Vec<String> = Vec::new();
    for statement in statements(item, "P856") {
        if has_ended(statement) {
            continue;
        }
        let Some(url) = text_of(&statement.mainsnak) else { continue };
        let Some((_, rest)) = url.split_once("://") else { continue };
        let end = rest.find(['/', '?', '#', ':']).unwrap_or(rest.len());
        // A page on somebody else's host is not its owner's.
        let is_root = rest[end..].trim_matches('/').is_empty();
        let host = rest[..end].to_ascii_lowercase();
        let host = host.strip_prefix("www.").unwrap_or(&host);
        if is_root && host.contains('.') && host.len() <= LONGEST && !hosts.iter().any(|own| own == host) {
            hosts.push(host.to_owned());
        }
    }
    hosts.truncate(4);
    hosts
}

/// "68,042,591" for "+68042591": whole numbers only.
fn grouped(amount: &str) -> Option<String> {
    let digits = amount.strip_prefix('+').unwrap_or(amount);
    if digits.is_empty() || digits.len() > 15 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut out = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    Some(out)
}

/// One line, cut at a character's end.
fn short(text: &str) -> String {
    let mut line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.len() > LONGEST {
        let end = (0..=LONGEST).rev().find(|&at| line.is_char_boundary(at)).unwrap_or(0);
        line.truncate(end);
    }
    line
}
