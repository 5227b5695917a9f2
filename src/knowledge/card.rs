//! What a hover shows of an entity, as Markdown (DOMAIN.md §6.1, §6.4).
//!
//! At most twelve lines. The first says the most, since some clients show no more. Every fact has its date and its
//! source; nothing is a verdict. Where nothing is known, the card says what to verify.

use jiff::civil::Date;

use super::entity::Office;
use super::markdown::{escape, excerpt};
use super::when::{When, day_name};
use super::{Entity, EntityKind, Fact, Store};
use crate::language::MentionKind;

/// The most lines of a card.
pub const LINES: usize = 12;

/// The most candidates shown where a name alone cannot tell.
const CANDIDATES: usize = 4;

/// What the article itself says of the name.
#[derive(Clone, Copy, Debug, Default)]
pub struct Here<'t> {
    /// The article's date.
    pub date: Option<Date>,
    /// How often the article names it; 0 is not shown.
    pub words: usize,
    /// How many links of the article lead to it, for outlets and bodies with a domain.
    pub linked: usize,
    /// The full name that this short form stands for, as the article wrote it.
    pub full: Option<&'t str>,
    /// The best known of the others who go by the name.
    pub namesake: Option<&'t Entity>,
    /// How many others there are.
    pub namesakes: usize,
    /// Whether an imported index was asked, too.
    pub indexed: bool,
}

/// The card of one entity.
pub fn card(store: &Store, entity: &Entity, here: Here<'_>) -> String {
    let mut lines = vec![first_line(entity, here)];
    if let Some(line) = spelling(entity) {
        lines.push(line);
    }
    if entity.kind == EntityKind::Person {
        lines.extend(at_date(entity, here.date));
        lines.extend(entity.offices.iter().take(4).map(office_line));
    }
    let beneath = store.beneath(entity);
    let told = entity.facts.iter();
    let more =
        beneath.iter().flat_map(|beneath| &beneath.facts).filter(|fact| entity.fact(&fact.name).is_none());
    // What the first line says is not said twice.
    let said = key_fact(entity).map(|fact| fact.name.as_str());
    lines.extend(told.chain(more).filter(|fact| Some(fact.name.as_str()) != said).map(fact_line));
    if let Some(beneath) = beneath.filter(|_| entity.offices.is_empty()) {
        lines.extend(beneath.offices.iter().take(3).map(office_line));
    }
    let cited = cited(entity, here);
    let others = others(here);
    lines.truncate(LINES - usize::from(cited.is_some()) - usize::from(others.is_some()));
    lines.extend(others);
    lines.extend(cited);
    join(&lines)
}

/// Who else goes by the name: nobody is chosen silently.
fn others(here: Here<'_>) -> Option<String> {
    let other = here.namesake?;
    let more = match here.namesakes.saturating_sub(1) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    Some(format!("- also so named: {}{more}", title(other)))
}

/// What a name that fits several may stand for: none is chosen.
pub fn candidates(entities: &[&Entity], name: &str) -> String {
    let mut lines = vec![format!("**{}** may be:", escape(name))];
    for entity in entities.iter().take(CANDIDATES) {
        lines.push(format!("- {}", title(entity)));
        let tell = ["in news also", "capital", "country", "headquarters", "note", "owner"];
        if let Some(fact) = tell.into_iter().find_map(|name| entity.fact(name)) {
            lines.push(format!("  {}", fact_words(fact)));
        }
    }
    if entities.len() > CANDIDATES {
        lines.push(format!("- and {} more", entities.len() - CANDIDATES));
    }
    lines.push(match entities {
        [_] => "The article has not named it in full, so this is a guess to check.".into(),
        _ => "Say which: the name alone does not tell.".into(),
    });
    join(&lines)
}

/// The card of a name of which nothing is known: what to verify.
pub fn unknown(name: &str, kind: MentionKind, here: Here<'_>) -> String {
    let name = here.full.unwrap_or(name);
    let what = match kind {
        MentionKind::Unknown => String::new(),
        kind => format!(" — {}", kind.name()),
    };
    let checks: &[&str] = match kind {
        MentionKind::Person => &[
            "spelling of the name, accents included",
            "role and employer on the day it speaks of",
            "age, if the piece gives one",
            "who says so, and where it can be read again",
        ],
        MentionKind::Organisation => &[
            "exact name and capitals, and its short form",
            "what it is, where it sits, who owns or runs it",
            "its own site or register entry",
        ],
        MentionKind::Place => &["spelling your house uses", "country and region", "figures with their year"],
        MentionKind::Outlet => {
            &["exact name", "its own article: link it", "whether it took the story from another"]
        }
        MentionKind::Document => {
            &["exact title", "who issued it, and when", "link to it, and the page that says so"]
        }
        MentionKind::Unknown => &["spelling", "what or who it is", "who says so"],
    };
    let mut lines = vec![format!(
        "**{}**{what} · not in the notes{} or the bundled facts",
        escape(name),
        if here.indexed { ", the index" } else { "" }
    )];
    if here.words > 0 {
        lines.push(format!("Named here: {} ×", here.words));
    }
    lines.push("To verify:".into());
    lines.extend(checks.iter().map(|check| format!("- {check}")));
    join(&lines)
}

/// Joins lines so that each stays a line of its own: list items by themselves, others with a hard break.
fn join(lines: &[String]) -> String {
    let mut out = String::new();
    for (index, line) in lines.iter().enumerate() {
        out.push_str(line);
        match lines.get(index + 1) {
            None => {}
            Some(next) if next.starts_with("- ") && line.starts_with("- ") => out.push('\n'),
            Some(next) if next.starts_with("  ") => out.push_str("  \n"),
            Some(next) if next.starts_with("- ") || line.starts_with(['-', ' ']) => {
                out.push_str(if line.starts_with([' ', '-']) && next.starts_with("- ") {
                    "\n"
                } else {
                    "\n\n"
                });
            }
            Some(_) => out.push_str("  \n"),
        }
    }
    out
}

/// "**Microsoft** — technology company, United States".
fn title(entity: &Entity) -> String {
    let mut line = format!("**{}**", escape(&entity.name));
    let what = match (entity.description.is_empty(), entity.kind) {
        (false, _) => excerpt(&entity.description, 160),
        (true, EntityKind::Person) => "person".into(),
        (true, EntityKind::Organisation) => "organisation".into(),
        (true, EntityKind::Place) => "place".into(),
        (true, EntityKind::Outlet) => "outlet".into(),
        (true, EntityKind::Office) => "office".into(),
        (true, EntityKind::Work) => "work".into(),
    };
    line.push_str(" — ");
    line.push_str(&what);
    line
}

fn first_line(entity: &Entity, here: Here<'_>) -> String {
    let mut line = title(entity);
    let mut add = |words: String| {
        line.push_str(" · ");
        line.push_str(&words);
    };
    if let Some(fact) = key_fact(entity) {
        add(format!("{} {}", escape(&fact.name), excerpt(&fact.value, 80)));
    }
    if let Some(domain) = entity.domains.first() {
        add(escape(domain));
    }
    let acronym = entity.aliases.iter().find(|alias| {
        !alias.short && alias.name.len() > 1 && alias.name.chars().all(|c| c.is_ascii_uppercase())
    });
    if let Some(acronym) = acronym.filter(|_| entity.kind == EntityKind::Organisation) {
        add(escape(&acronym.name));
    }
    let date = entity
        .offices
        .first()
        .and_then(|office| office.as_of.as_deref())
        .or(entity.facts.iter().find_map(|fact| fact.as_of.as_deref()));
    line.push(' ');
    line.push_str(&origin(date, entity.layer));
    if let Some(full) = here.full.filter(|full| *full != entity.name) {
        line.push_str(&format!(" · introduced as “{}”", escape(full)));
    }
    line
}

/// The fact that the first line gives.
fn key_fact(entity: &Entity) -> Option<&Fact> {
    match entity.kind {
        EntityKind::Place => entity.fact("capital"),
        EntityKind::Organisation => entity.fact("headquarters"),
        EntityKind::Person | EntityKind::Outlet | EntityKind::Office | EntityKind::Work => None,
    }
}

/// The spelling to use, where the notes name others to avoid.
fn spelling(entity: &Entity) -> Option<String> {
    if entity.avoid.is_empty() {
        return None;
    }
    Some(format!("- spelled **{}**, not {}", escape(&entity.name), escape(&entity.avoid.join(", "))))
}

/// Role and age on the article's date, as far as the facts reach.
fn at_date(entity: &Entity, date: Option<Date>) -> Option<String> {
    let date = date?;
    let day = |text: &str| When::parse(text);
    let death = entity.fact("died");
    let died = death.and_then(|fact| day(&fact.value));
    let mut parts = Vec::new();
    if let Some(died) = died.filter(|died| died.last() <= date) {
        parts.push(format!("dead since {died}"));
    } else {
        let held: Vec<&Office> =
            entity.offices.iter().filter(|office| office.held_on(date) == Some(true)).collect();
        parts.extend(held.iter().take(2).map(|office| escape(&office.title)));
        if held.is_empty() && !entity.offices.is_empty() {
            let told = entity.offices.iter().all(|office| office.held_on(date) == Some(false));
            parts.push(
                if told { "none of the offices below" } else { "check the office: its dates leave it open" }
                    .into(),
            );
        }
        // Of whoever died nobody knows when no age is told.
        if died.is_some() == death.is_some()
            && let Some(born) = entity.fact("born").and_then(|fact| day(&fact.value))
            && let Some((least, most)) = born.years_until(date)
        {
            parts.push(if least == most {
                format!("aged {least}")
            } else {
                format!("aged {least} or {most}")
            });
        }
        let stale = held.iter().find_map(|office| {
            let as_of = office.as_of.as_deref().and_then(When::parse)?;
            (office.to.is_none() && as_of.last() < date).then_some(as_of)
        });
        if let Some(as_of) = stale {
            parts.push(format!("as known in {as_of}; check that it still holds"));
        }
    }
    (!parts.is_empty())
        .then(|| format!("- on {}, this article’s date: {}", day_name(date), parts.join(" · ")))
}

fn office_line(office: &Office) -> String {
    format!("- {} {}", escape(&office.to_string()), origin(office.as_of.as_deref(), &office.source))
}

fn fact_line(fact: &Fact) -> String {
    format!("- {}", fact_words(fact))
}

fn fact_words(fact: &Fact) -> String {
    let value = match When::parse(&fact.value) {
        Some(when) => when.to_string(),
        None => excerpt(&fact.value, 200),
    };
    let value = if fact.value.starts_with("http") { escape(&fact.value) } else { value };
    format!("{}: {value} {}", escape(&fact.name), origin(fact.as_of.as_deref(), &fact.source))
}

/// "(bundled facts, June 2025)".
fn origin(as_of: Option<&str>, source: &str) -> String {
    match as_of {
        Some(date) => {
            let date = When::parse(date).map_or_else(|| escape(date), |when| when.to_string());
            format!("*({}, {date})*", escape(source))
        }
        None => format!("*({})*", escape(source)),
    }
}

fn cited(entity: &Entity, here: Here<'_>) -> Option<String> {
    match (entity.kind, here.words, here.linked) {
        (EntityKind::Outlet, words, linked) => {
            Some(format!("Cited here: {words} × in words, {linked} × linked"))
        }
        (_, 0, 0) => None,
        (_, words, 0) => Some(format!("Named here: {words} ×")),
        (_, words, linked) => Some(format!("Named here: {words} ×, linked {linked} ×")),
    }
}
