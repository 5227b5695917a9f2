//! The word lists the reading works with: lists as data beside this file, compiled once.
//!
//! To add a list: write `lexicon/NAME.txt`, entries by line or comma (`#` begins a comment; an entry may be several words; a
//! group in parentheses gives choices, "in recent (years|months)", and an empty choice makes it optional,
//! "on (the|) record"), add a variant to [`List`] and its line to `LISTS`. Then ask
//! [`Words::is_in`](super::words::Words::is_in) for one word and [`Words::listed`](super::words::Words::listed) for
//! an entry of any length.

pub mod change;

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use self::change::{Changes, Overlay};
use super::mention::MentionKind;
use super::name_index::NameIndex;
use super::token::{fold_char, tokens};

/// A list of words or phrases that share a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum List {
    /// "recently", "in recent years": time that no date resolves.
    VagueTime,
    /// "about", "nearly", "more than": makes a figure approximate.
    Hedge,
    /// "yesterday", "last week": time that depends on when it is read.
    RelativeTime,
    /// "days", "years".
    TimeUnit,
    /// Units of measure.
    Unit,
    /// "dollars", "euros".
    Currency,
    /// "Chapter", "page", "Flight": a number after it numbers or names a thing.
    LabelNoun,
    /// Words with which a figure may begin.
    QuantityStart,
    /// Words of grammar: articles, pronouns, prepositions, auxiliaries.
    Function,
    /// "Sen.", "President", "Dr": stands before a person's name.
    Title,
    /// Given names.
    FirstName,
    /// Given names that women bear.
    FemaleName,
    /// Given names that men bear.
    MaleName,
    /// Family names that are no common words.
    Surname,
    /// "striker", "poet", "widow": what people are called by what they do or are to others.
    Role,
    /// Continents, regions, states, cities.
    PlaceName,
    /// "Inc.", "University", "Ministry": makes a run of capitals the name of a body.
    OrgHead,
    /// "Street", "River", "County": the name of a place.
    PlaceHead,
    /// "Act", "Treaty": the name of a document.
    DocumentHead,
    /// Capitalised words that name nobody: "CEO", "Chinese", "Christmas".
    NoName,
    /// Words before a name at the beginning of a sentence that are no part of it: "Former", "Police".
    Leading,
    /// Adjectives that judge: "bold".
    Evaluation,
    /// Verbs that begin a command.
    Imperative,
    /// "signals", "reflects": says what something means.
    Interpretation,
    /// "will likely", "remains to be seen".
    Prediction,
    /// "I think", "in my view".
    FirstPerson,
    /// "refers to", "is defined as".
    Definition,
    /// "In this article", "Read more".
    Signpost,
    /// "largest", "only", "first": ranks a thing against all others.
    Superlative,
    /// What a superlative before it does not measure: "problem", "court".
    Unranked,
    /// "founded", "elected": an event whose date is looked up.
    EventVerb,
    /// "higher", "more": measures, before "than".
    Comparative,
    /// "than", "twice", "outnumber": where a comparison is looked for.
    ComparisonStart,
    /// "embezzled", "covered up": an act that injures a name.
    Wrongdoing,
    /// "commitment", "turning point": what an act is said to signal.
    Abstraction,
    /// "signals", "in a move that": says what an act means.
    Meaning,
    /// "expected", "tipped": a forecast without its forecaster.
    Expected,
    /// "will likely", "is bound to": the writer's own forecast.
    Forecast,
    /// "renowned", "boasts": praise in place of a fact.
    Praise,
    /// "report", "court records": a document.
    Paper,
    /// "claimed", "slammed": says more than "said".
    Loaded,
    /// "citing", "quoted": credits another report.
    Relay,
    /// "may", "believed", "not clear": leaves it open whether something is so.
    Supposition,
    /// "rose", "cut", "growth": an amount changes.
    Change,
    /// "because of", "led to".
    Cause,
    /// "rose", "an increase": a change upwards.
    Rise,
    /// "fell", "a drop": a change downwards.
    Fall,
}

/// Every list with its words.
const LISTS: &[(List, &str)] = &[
    (List::VagueTime, include_str!("lexicon/vague_time.txt")),
    (List::Hedge, include_str!("lexicon/hedges.txt")),
    (List::RelativeTime, include_str!("lexicon/relative_time.txt")),
    (List::TimeUnit, include_str!("lexicon/time_units.txt")),
    (List::Unit, include_str!("lexicon/units.txt")),
    (List::Currency, include_str!("lexicon/currencies.txt")),
    (List::LabelNoun, include_str!("lexicon/label_nouns.txt")),
    (List::QuantityStart, include_str!("lexicon/quantity_starts.txt")),
    (List::Function, include_str!("lexicon/function_words.txt")),
    (List::Title, include_str!("lexicon/titles.txt")),
    (List::FirstName, include_str!("lexicon/first_names.txt")),
    (List::FemaleName, include_str!("lexicon/female_names.txt")),
    (List::MaleName, include_str!("lexicon/male_names.txt")),
    (List::Surname, include_str!("lexicon/surnames.txt")),
    (List::Role, include_str!("lexicon/roles.txt")),
    (List::PlaceName, include_str!("lexicon/places.txt")),
    (List::OrgHead, include_str!("lexicon/org_heads.txt")),
    (List::PlaceHead, include_str!("lexicon/place_heads.txt")),
    (List::DocumentHead, include_str!("lexicon/document_heads.txt")),
    (List::NoName, include_str!("lexicon/no_names.txt")),
    (List::Leading, include_str!("lexicon/leading.txt")),
    (List::Evaluation, include_str!("lexicon/evaluations.txt")),
    (List::Imperative, include_str!("lexicon/imperatives.txt")),
    (List::Interpretation, include_str!("lexicon/interpretations.txt")),
    (List::Prediction, include_str!("lexicon/predictions.txt")),
    (List::FirstPerson, include_str!("lexicon/first_person.txt")),
    (List::Definition, include_str!("lexicon/definitions.txt")),
    (List::Signpost, include_str!("lexicon/signposts.txt")),
    (List::Superlative, include_str!("lexicon/superlatives.txt")),
    (List::Unranked, include_str!("lexicon/unranked.txt")),
    (List::EventVerb, include_str!("lexicon/event_verbs.txt")),
    (List::Comparative, include_str!("lexicon/comparatives.txt")),
    (List::ComparisonStart, include_str!("lexicon/comparison_starts.txt")),
    (List::Wrongdoing, include_str!("lexicon/wrongdoing.txt")),
    (List::Abstraction, include_str!("lexicon/abstractions.txt")),
    (List::Meaning, include_str!("lexicon/meanings.txt")),
    (List::Expected, include_str!("lexicon/expected.txt")),
    (List::Forecast, include_str!("lexicon/forecasts.txt")),
    (List::Praise, include_str!("lexicon/praise.txt")),
    (List::Paper, include_str!("lexicon/papers.txt")),
    (List::Loaded, include_str!("lexicon/loaded.txt")),
    (List::Relay, include_str!("lexicon/relays.txt")),
    (List::Supposition, include_str!("lexicon/suppositions.txt")),
    (List::Change, include_str!("lexicon/changes.txt")),
    (List::Cause, include_str!("lexicon/causes.txt")),
    (List::Rise, include_str!("lexicon/rises.txt")),
    (List::Fall, include_str!("lexicon/falls.txt")),
];

/// A set of lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListSet(u128);

impl ListSet {
    /// Whether `list` is among them.
    pub const fn has(self, list: List) -> bool {
        self.0 & (1 << list as u32) != 0
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// These lists.
    pub const fn of(lists: &[List]) -> Self {
        let mut set = ListSet(0);
        let mut at = 0;
        while at < lists.len() {
            set.0 |= 1 << lists[at] as u32;
            at += 1;
        }
        set
    }

    /// Whether one of `lists` is among them.
    pub const fn has_any(self, lists: ListSet) -> bool {
        self.0 & lists.0 != 0
    }

    /// These and `others`.
    const fn and(self, others: ListSet) -> Self {
        ListSet(self.0 | others.0)
    }

    /// These but for `others`.
    const fn without(self, others: ListSet) -> Self {
        ListSet(self.0 & !others.0)
    }

    const fn with(self, list: List) -> Self {
        ListSet(self.0 | 1 << list as u32)
    }
}

/// Whether a folded word by itself is an entry of `list`.
pub fn is_listed(folded: &str, list: List) -> bool {
    COMPILED.word(folded).has(list)
}

/// Word lists, ready for look-up, and the names known outside the text (outlets, bodies, places, people).
#[derive(Debug, Default)]
pub struct Lexicon {
    pub(super) names: NameIndex,
    /// What a newsroom has changed in the lists.
    pub(super) overlay: Option<Box<Overlay>>,
}

impl Lexicon {
    /// The built-in lists and `names`: each name or alias with what it names and whether it is a short form that
    /// counts only after a full mention.
    pub fn new<'a>(names: impl IntoIterator<Item = (&'a str, MentionKind, bool)>) -> Self {
        Lexicon::with(names, &Changes::default())
    }

    /// The same with a newsroom's changes to the lists.
    pub fn with<'a>(
        names: impl IntoIterator<Item = (&'a str, MentionKind, bool)>,
        changes: &Changes,
    ) -> Self {
        let mut index = NameIndex::default();
        for (name, kind, short) in names {
            index.add(name, kind, short);
        }
        Lexicon { names: index, overlay: Overlay::of(changes) }
    }
}

/// The built-in lists, compiled.
pub(super) struct Compiled {
    /// Entries of one word.
    words: HashMap<Box<str>, ListSet, BuildHasherDefault<WordHasher>>,
    /// Entries of several, each with a space on either side.
    phrases: Option<AhoCorasick>,
    phrase_lists: Vec<ListSet>,
}

impl Compiled {
    /// The lists a folded word is in.
    pub(super) fn word(&self, folded: &str) -> ListSet {
        self.words.get(folded).copied().unwrap_or_default()
    }

    /// Every phrase in `folded`, words that are each followed and preceded by one space: where it begins and ends,
    /// spaces included, and the lists it is in.
    pub(super) fn phrases<'t>(
        &'t self,
        folded: &'t str,
    ) -> impl Iterator<Item = (usize, usize, ListSet)> + 't {
        self.phrases
            .iter()
            .flat_map(move |automaton| automaton.find_overlapping_iter(folded))
            .map(|found| (found.start(), found.end(), self.phrase_lists[found.pattern().as_usize()]))
    }
}

pub(super) static COMPILED: LazyLock<Compiled> = LazyLock::new(|| {
    let mut words: HashMap<Box<str>, ListSet, _> = HashMap::default();
    let mut phrases: HashMap<String, ListSet> = HashMap::new();
    for (list, file) in LISTS {
        for entry in entries(file) {
            let folded = fold_entry(&entry);
            if folded.contains(' ') {
                let set = phrases.entry(format!(" {folded} ")).or_default();
                *set = set.with(*list);
            } else if !folded.is_empty() {
                let set: &mut ListSet = words.entry(folded.into()).or_default();
                *set = set.with(*list);
            }
        }
    }
    let mut phrases: Vec<(String, ListSet)> = phrases.into_iter().collect();
    phrases.sort_by(|a, b| a.0.cmp(&b.0));
    let (patterns, phrase_lists): (Vec<_>, Vec<_>) = phrases.into_iter().unzip();
    // Fails only past the automaton's limits of some two thousand million states; then no phrase is known.
    Compiled { words, phrases: AhoCorasick::new(patterns).ok(), phrase_lists }
});

/// The entries of a list file, choices written out.
pub(super) fn entries(file: &str) -> impl Iterator<Item = String> + '_ {
    file.lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim())
        .flat_map(|line| line.split(','))
        .map(str::trim)
        .filter(|entry| !entry.is_empty())
        .flat_map(choices)
}

/// Writes out the choices of an entry: "(a|some) years" gives "a years" and "some years".
fn choices(entry: &str) -> Vec<String> {
    let Some((before, rest)) = entry.split_once('(') else {
        return vec![entry.split_whitespace().collect::<Vec<_>>().join(" ")];
    };
    let Some((group, after)) = rest.split_once(')') else {
        return vec![entry.to_owned()];
    };
    group.split('|').flat_map(|choice| choices(&format!("{before}{choice}{after}"))).collect()
}

/// An entry as [`Words`](super::words::Words) folds text: tokens in lower case with one space between them.
fn fold_entry(entry: &str) -> String {
    let mut folded = String::with_capacity(entry.len());
    // "no." keeps its stop before a number only; as an entry it is the abbreviation.
    if entry.strip_suffix('.').is_some_and(|word| word.chars().all(char::is_alphabetic)) {
        folded.extend(entry.chars().flat_map(fold_char));
        return folded;
    }
    for token in tokens(entry) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(token.of(entry).chars().flat_map(fold_char));
    }
    folded
}

/// A quick hash for words: the maps hold only our own entries, so nobody can crowd them.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct WordHasher(u64);

impl WordHasher {
    fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        let mut chunks = bytes.chunks_exact(8);
        for chunk in &mut chunks {
            self.mix(chunk.try_into().map_or(0, u64::from_le_bytes));
        }
        let rest = chunks.remainder();
        if !rest.is_empty() {
            let mut last = [0; 8];
            last[..rest.len()].copy_from_slice(rest);
            // The length tells "a" from "a\0".
            self.mix(u64::from_le_bytes(last) ^ (rest.len() as u64) << 56);
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.mix(u64::from(byte));
    }

    fn write_u32(&mut self, number: u32) {
        self.mix(u64::from(number));
    }

    fn finish(&self) -> u64 {
        // The high bits are the mixed ones, and tables look at the low ones too.
        self.0 ^ (self.0 >> 29)
    }
}
