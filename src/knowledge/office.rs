//! Offices as articles word them: "French President", "the prime minister of Norvik"; and who holds them on a day.

use jiff::civil::Date;

use super::entity::Office;
use super::{Entity, EntityKind, Store, When, facts, fold, index};

/// Offices that one person of a country holds at a time, as they are called.
const ROLES: [&str; 14] = [
    "vice president",
    "president",
    "prime minister",
    "first minister",
    "foreign minister",
    "finance minister",
    "defence minister",
    "defense minister",
    "foreign secretary",
    "chancellor",
    "premier",
    "taoiseach",
    "secretary-general",
    "secretary general",
];

/// An office in an article's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worded {
    /// "president", "prime minister".
    pub role: &'static str,
    /// The country's names, folded, where the words tell it.
    pub country: Vec<String>,
    /// Where the words begin, in bytes.
    pub start: usize,
}

/// The office that `words` end with: "as French President", "the U.S. president". A role of some other office, as in
/// "council president", is none.
pub fn at_end(store: &Store, words: &str) -> Option<Worded> {
    let trimmed = words.trim_end();
    let lower = trimmed.to_lowercase();
    // Lower case may change lengths; then the places do not fit, and nothing is said.
    if lower.len() != trimmed.len() {
        return None;
    }
    let role = ROLES.into_iter().find(|role| {
        lower.strip_suffix(role).is_some_and(|rest| rest.is_empty() || rest.ends_with(char::is_whitespace))
    })?;
    let start = trimmed.len() - role.len();
    let before = trimmed[..start].trim_end();
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    // Two words at most: "South Korean".
    let two = before.rmatch_indices(char::is_whitespace).nth(1).map_or(0, |(at, space)| at + space.len());
    for from in [two, before.len() - word.len()] {
        let name = before[from..].trim();
        if let Some(country) = country(store, name) {
            let country = country.names().map(|(name, _)| fold::key(name)).collect();
            let before = before[..from].split_whitespace().next_back().unwrap_or_default();
            return (!is_past(before)).then_some(Worded { role, country, start: from });
        }
    }
    (word.is_empty() || is_opening(word)).then(|| Worded { role, country: Vec::new(), start })
}

/// Whether a word before a title says that its bearer has it no longer, or not yet.
fn is_past(word: &str) -> bool {
    const PAST: [&str; 13] = [
        "former", "then", "late", "acting", "interim", "incoming", "outgoing", "future", "past", "onetime",
        "ousted", "deposed", "ex",
    ];
    PAST.contains(&word.to_lowercase().as_str())
}

/// The office that `words` begin with: "president of France said".
pub fn at_start(store: &Store, words: &str) -> Option<Worded> {
    let lower = words.to_lowercase();
    let role = ROLES.into_iter().find(|role| lower.starts_with(role))?;
    let rest = words.get(role.len()..)?;
    let place = rest.strip_prefix(" of ").map(|place| place.strip_prefix("the ").unwrap_or(place));
    let Some(place) = place else {
        let ends = rest.is_empty() || rest.starts_with([',', '.', ';', ':']);
        return ends.then(|| Worded { role, country: Vec::new(), start: 0 });
    };
    // Of the words that follow, the longest that are a country's name.
    let ends = place.match_indices([' ', ',', '.', ';', ':']).map(|(at, _)| at).chain([place.len()]);
    let names: Vec<usize> = ends.take(4).collect();
    let country = names.into_iter().rev().find_map(|end| country(store, place[..end].trim()))?;
    Some(Worded { role, country: country.names().map(|(name, _)| fold::key(name)).collect(), start: 0 })
}

fn is_opening(word: &str) -> bool {
    let word = word.trim_start_matches(['"', '“', '(']);
    matches!(
        word.to_lowercase().as_str(),
        "the" | "as" | "by" | "to" | "that" | "and" | "with" | "for" | "when"
    ) || word.ends_with([',', '.', ':', ';', '—', '–'])
}

fn country<'s>(store: &'s Store, name: &str) -> Option<&'s Entity> {
    let name = name.trim_end_matches("’s").trim_end_matches("'s");
    if !name.starts_with(char::is_uppercase) {
        return None;
    }
    let named = || store.find(name).into_iter().find(|entity| entity.kind == EntityKind::Place);
    store.country_of(name).or_else(named)
}

impl Worded {
    /// Whether an office of the facts is the one that the words tell: "President of France".
    pub fn is(&self, office: &Office) -> bool {
        let title = office.title.split(" (").next().unwrap_or_default().to_lowercase();
        let (role, place) = title.split_once(" of ").unwrap_or((title.as_str(), ""));
        let same = |a: &str, b: &str| {
            a.replace("defense", "defence").replace('-', " ")
                == b.replace("defense", "defence").replace('-', " ")
        };
        let of_this = || self.country.iter().any(|country| *country == fold::key(place));
        same(role, self.role) && (self.country.is_empty() || of_this())
    }

    /// Whoever is known to hold the office on a day; several where the words leave it open.
    pub fn holders<'s>(&self, store: &'s Store, date: Date) -> Vec<&'s Entity> {
        if self.country.is_empty() {
            return Vec::new();
        }
        let holds = |entity: &&Entity| {
            entity.kind == EntityKind::Person
                && entity.offices.iter().any(|office| {
                    self.is(office)
                        && office.held_on(date) == Some(true)
                        && (office.to.is_some() || is_known_on(store, entity, office, date))
                })
        };
        store.entities().filter(holds).collect()
    }
}

/// Whether what is told of an office reaches to a day: facts grow old, the newsroom's notes are its own business.
pub fn is_known_on(store: &Store, entity: &Entity, office: &Office, date: Date) -> bool {
    let told = match entity.layer {
        facts::LAYER => office.as_of.as_deref().and_then(When::parse),
        index::LAYER => store.imported().and_then(|index| When::parse(&index.contents().imported)),
        _ => return true,
    };
    told.is_some_and(|told| date <= told.last())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_are_read_before_and_after_a_name() {
        let store = Store::new(Vec::new());
        let before = |words: &str| at_end(&store, words).map(|it| (it.role, it.country.first().cloned()));
        assert_eq!(before("On Monday French President "), Some(("president", Some("france".into()))));
        assert_eq!(before("the U.S. Vice President"), Some(("vice president", Some("united states".into()))));
        assert_eq!(before("said South Korean President"), Some(("president", Some("south korea".into()))));
        // A space that is more than one byte.
        let apart = "said\u{a0}the\u{2003}South Korean President";
        assert_eq!(before(apart), Some(("president", Some("south korea".into()))));
        assert_eq!(before("a\u{2003}b\u{2003}c\u{2003}president"), None);
        assert_eq!(before("President"), Some(("president", None)));
        assert_eq!(before("the council president"), None);
        assert_eq!(before("former President"), None);
        let after = |words: &str| at_start(&store, words).map(|it| (it.role, it.country.first().cloned()));
        assert_eq!(after("president of France, said"), Some(("president", Some("france".into()))));
        assert_eq!(
            after("president of the United States"),
            Some(("president", Some("united states".into())))
        );
        assert_eq!(after("president of the bank"), None);
        assert_eq!(after("presidential hopeful"), None);
    }

    #[test]
    fn who_holds_an_office_on_a_day_is_told_as_far_as_the_facts_reach() {
        let store = Store::new(Vec::new());
        let holders = |words: &str, date: [i8; 3]| -> Vec<String> {
            let date = Date::new(2000 + i16::from(date[0]), date[1], date[2]).expect("a day");
            let worded = at_end(&store, words).expect("an office");
            worded.holders(&store, date).iter().map(|entity| entity.name.clone()).collect()
        };
        assert_eq!(holders("the French president", [24, 5, 16]), ["Emmanuel Macron"]);
        assert_eq!(holders("the US president", [24, 5, 16]), ["Joe Biden"]);
        assert_eq!(holders("the US president", [60, 5, 16]), Vec::<String>::new());
        assert_eq!(holders("the president", [24, 5, 16]), Vec::<String>::new());
    }
}
