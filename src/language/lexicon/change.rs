//! What a newsroom adds to the word lists and takes out of them: a layer over the built-in lists, which stay as they
//! are. One lexicon has one layer, so readings made with it belong to it alone.

use std::collections::{BTreeMap, HashMap, HashSet};

use aho_corasick::AhoCorasick;

use super::{LISTS, List, ListSet, entries, fold_entry};
use crate::language::attribution::{Part, Shifts};

/// A lexicon that a newsroom may change, by its name in the configuration.
#[derive(Clone, Copy, Debug)]
pub struct Named {
    /// Its name, kebab-case.
    pub name: &'static str,
    /// What is in it, for the schema and the manual.
    pub what: &'static str,
    /// The lists it stands for.
    lists: &'static [List],
    /// The classes of attribution that a new word joins, and those that a word leaves.
    part: Option<(Part, &'static [&'static str], &'static [&'static str])>,
}

const fn list(name: &'static str, what: &'static str, lists: &'static [List]) -> Named {
    Named { name, what, lists, part: None }
}

const fn classes(
    name: &'static str,
    what: &'static str,
    part: Part,
    join: &'static [&'static str],
    leave: &'static [&'static str],
) -> Named {
    Named { name, what, lists: &[], part: Some((part, join, leave)) }
}

/// Names of outlets, which are no word list: the workspace adds them to those it knows.
pub const OUTLETS: &str = "outlets";
/// Acronyms that need no spelling out: their rule keeps them.
pub const ACRONYMS: &str = "acronyms";

/// Every lexicon that may be changed.
pub const NAMED: &[Named] = &[
    classes(
        "reporting-verbs",
        "verbs that attribute: \"said\"; irregular ones as \"say/said/said\"",
        Part::Verb,
        &["say", "inverts"],
        &["say", "opinion", "weak", "finds", "inverts"],
    ),
    list("loaded-verbs", "verbs that add a judgement, in each form: \"claimed\"", &[List::Loaded]),
    classes("hearsay-adverbs", "\"reportedly\", \"allegedly\"", Part::Other, &["hearsay"], &["hearsay"]),
    classes(
        "authorities",
        "groups that are cited without names, in the singular: \"expert\", \"critic\"",
        Part::Noun,
        &["group"],
        &["group", "crowd", "sides"],
    ),
    classes(
        "official-roles",
        "working roles of people with names, in the singular: \"official\", \"aide\"",
        Part::Noun,
        &["role", "officialdom"],
        &["role", "officialdom", "retinue"],
    ),
    classes(
        "insiders",
        "people of whom nothing is told, in the singular: \"insider\", \"informant\"",
        Part::Noun,
        &["person", "insider"],
        &["person", "insider"],
    ),
    classes(
        "spokespeople",
        "those who speak for a body, in the singular: \"spokesperson\"",
        Part::Noun,
        &["spokesperson"],
        &["spokesperson", "press"],
    ),
    classes(
        "research",
        "research that is cited without a name, in the singular: \"study\"",
        Part::Noun,
        &["research"],
        &["research"],
    ),
    list("documents", "documents that are to be linked: \"report\", \"court records\"", &[List::Paper]),
    list("vague-time", "time that no date resolves: \"recently\"", &[List::VagueTime]),
    list("relative-time", "time that depends on the day of reading: \"last week\"", &[List::RelativeTime]),
    list("hedges", "words that make a figure approximate: \"about\"", &[List::Hedge]),
    list("superlatives", "words that rank a thing against all others: \"largest\"", &[List::Superlative]),
    list("accusations", "acts that injure a name: \"embezzled\"", &[List::Wrongdoing]),
    list("interpretations", "verbs that say what an act means: \"signals\"", &[List::Meaning]),
    list("expectations", "forecasts without a forecaster: \"expected\"", &[List::Expected]),
    list("predictions", "the writer's own forecasts: \"will likely\"", &[List::Forecast]),
    list("praise", "praise in place of a fact: \"renowned\"", &[List::Praise]),
    list("evaluations", "adjectives that judge: \"bold\"", &[List::Evaluation]),
    list("titles", "titles that stand before a name: \"Sen.\"", &[List::Title]),
    list("occupations", "what people are called by what they do: \"striker\"", &[List::Role]),
    list("places", "names of places", &[List::PlaceName]),
    list("organisation-words", "words that make a name that of a body: \"Ministry\"", &[List::OrgHead]),
    list("not-names", "capitalised words that name nobody: \"CEO\"", &[List::NoName]),
    list(OUTLETS, "names of news outlets", &[]),
    list(ACRONYMS, "acronyms that need no spelling out", &[]),
];

impl Named {
    /// The lexicon of this name.
    pub fn find(name: &str) -> Option<&'static Named> {
        NAMED.iter().find(|named| named.name == name)
    }

    /// Why an entry cannot be in this lexicon; `None` when it can.
    pub fn refuses(&self, entry: &str) -> Option<&'static str> {
        if fold_entry(entry).trim().is_empty() {
            Some("there is no word in it")
        } else if self.part.is_some() && entry.split_whitespace().count() > 1 {
            Some("only single words can be in this lexicon")
        } else {
            None
        }
    }

    /// Whether the built-in lists hold an entry. Not to be asked of [`OUTLETS`] and [`ACRONYMS`].
    pub fn holds(&self, entry: &str) -> bool {
        let folded = fold_entry(entry);
        let listed = LISTS
            .iter()
            .filter(|(list, _)| self.lists.contains(list))
            .any(|(_, file)| entries(file).any(|known| fold_entry(&known) == folded));
        listed || self.part.is_some_and(|(part, _, leave)| part.holds(entry, leave))
    }
}

/// What is added to one lexicon and taken out, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Change {
    /// Entries that join.
    pub add: Vec<String>,
    /// Entries that leave.
    pub remove: Vec<String>,
}

/// The changes to every lexicon, by its name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Changes(pub BTreeMap<&'static str, Change>);

impl Changes {
    /// Lays later changes over these: of an entry that joins here and leaves there, the later counts.
    pub fn extend(&mut self, later: &Changes) {
        for (name, change) in &later.0 {
            let own = self.0.entry(name).or_default();
            own.add.retain(|entry| !change.remove.contains(entry));
            own.remove.retain(|entry| !change.add.contains(entry));
            own.add.extend(change.add.iter().cloned());
            own.remove.extend(change.remove.iter().cloned());
        }
    }

    /// What is changed in a lexicon.
    pub fn of(&self, name: &str) -> Option<&Change> {
        self.0.get(name)
    }

    /// Whether some word list is changed.
    fn touch_words(&self) -> bool {
        self.0.iter().any(|(name, change)| {
            !matches!(*name, OUTLETS | ACRONYMS) && (!change.add.is_empty() || !change.remove.is_empty())
        })
    }
}

/// The layer over the built-in lists.
#[derive(Debug, Default)]
pub(in crate::language) struct Overlay {
    /// Of a word: the lists it joins and those it leaves.
    words: HashMap<Box<str>, (ListSet, ListSet)>,
    phrases: Option<AhoCorasick>,
    phrase_lists: Vec<ListSet>,
    /// The lists that phrases leave, each phrase with a space on either side.
    gone: HashMap<Box<str>, ListSet>,
    /// Words of attribution.
    pub shifts: Shifts,
}

impl Overlay {
    /// The layer of these changes, if they change a list.
    pub(super) fn of(changes: &Changes) -> Option<Box<Overlay>> {
        if !changes.touch_words() {
            return None;
        }
        let mut overlay = Overlay::default();
        let mut phrases: BTreeMap<String, ListSet> = BTreeMap::new();
        for (name, change) in &changes.0 {
            let Some(named) = Named::find(name) else { continue };
            let set = ListSet::of(named.lists);
            let folded = |entries: &[String]| -> Vec<String> {
                let folded = entries.iter().map(|entry| fold_entry(entry));
                folded.filter(|entry| !entry.is_empty() && !set.is_empty()).collect()
            };
            for entry in folded(&change.add) {
                if entry.contains(' ') {
                    let lists = phrases.entry(format!(" {entry} ")).or_default();
                    *lists = lists.and(set);
                } else {
                    let lists = overlay.words.entry(entry.into()).or_default();
                    lists.0 = lists.0.and(set);
                }
            }
            for entry in folded(&change.remove) {
                if entry.contains(' ') {
                    let lists = overlay.gone.entry(format!(" {entry} ").into()).or_default();
                    *lists = lists.and(set);
                } else {
                    let lists = overlay.words.entry(entry.into()).or_default();
                    lists.1 = lists.1.and(set);
                }
            }
            if let Some((part, join, leave)) = named.part {
                change.add.iter().for_each(|entry| overlay.shifts.join(part, entry, join));
                change.remove.iter().for_each(|entry| overlay.shifts.leave(part, entry, leave));
            }
        }
        let (patterns, lists): (Vec<String>, Vec<ListSet>) = phrases.into_iter().unzip();
        if !patterns.is_empty() {
            overlay.phrases = AhoCorasick::new(patterns).ok();
            overlay.phrase_lists = lists;
        }
        Some(Box::new(overlay))
    }

    /// The lists of a folded word that is in `built_in`.
    pub(in crate::language) fn word(&self, folded: &str, built_in: ListSet) -> ListSet {
        self.words.get(folded).map_or(built_in, |(join, leave)| built_in.without(*leave).and(*join))
    }

    /// The lists of a phrase, with its spaces, that is in `built_in`.
    pub(in crate::language) fn phrase(&self, folded: &str, built_in: ListSet) -> ListSet {
        self.gone.get(folded).map_or(built_in, |gone| built_in.without(*gone))
    }

    /// The added phrases in `folded`: where each begins and ends, spaces included, and its lists.
    pub(in crate::language) fn phrases<'t>(
        &'t self,
        folded: &'t str,
    ) -> impl Iterator<Item = (usize, usize, ListSet)> + 't {
        self.phrases
            .iter()
            .flat_map(move |automaton| automaton.find_overlapping_iter(folded))
            .map(|found| (found.start(), found.end(), self.phrase_lists[found.pattern().as_usize()]))
    }
}

/// The names of [`NAMED`], each once.
pub fn names() -> HashSet<&'static str> {
    NAMED.iter().map(|named| named.name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_lexicon_has_a_name_of_its_own_and_something_in_it() {
        assert_eq!(names().len(), NAMED.len());
        for named in NAMED.iter().filter(|named| !matches!(named.name, OUTLETS | ACRONYMS)) {
            assert!(!named.lists.is_empty() || named.part.is_some(), "{}", named.name);
            let quoted = named.what.split('"').nth(1).map(|entry| entry.split('/').next().unwrap_or(entry));
            // "said" is a form of "say", "names of places" quotes none.
            if let Some(entry) = quoted.filter(|entry| *entry != "said") {
                assert!(named.holds(entry), "{} has no {entry:?}", named.name);
            }
        }
    }

    #[test]
    fn later_changes_count() {
        let change = |add: &[&str], remove: &[&str]| {
            let all = |list: &[&str]| list.iter().map(|entry| (*entry).to_owned()).collect();
            Changes(BTreeMap::from([("vague-time", Change { add: all(add), remove: all(remove) })]))
        };
        let mut changes = change(&["anon", "by and by"], &["soon"]);
        changes.extend(&change(&["soon"], &["anon"]));
        assert_eq!(changes, change(&["by and by", "soon"], &["anon"]));
        assert!(Overlay::of(&Changes::default()).is_none(), "nothing changed costs nothing");
    }
}
