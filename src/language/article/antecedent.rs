//! Whom a pronoun, "the company" or a bare surname stands for when it is a source.
//!
//! Only where that is safe: number and gender must fit, the last speaker or the subject of the sentence before comes
//! first, and where two are as likely nobody is named. What a source stands for tells its kind: "he" after "a senior
//! official" is as anonymous as the official.

use std::collections::VecDeque;

use super::names::Named;
use super::{Part, Place};
use crate::language::attribution::{Attribution, SourceKind};
use crate::language::lexicon::{COMPILED, List};
use crate::language::mention::MentionKind;
use crate::language::reading::Reading;
use crate::language::token::{fold_char, same_word, without_possessive};
use crate::text::Span;

/// For each attribution of a block, the words its source stands for and the kind it has by them.
#[derive(Clone, Debug, Default)]
pub(super) struct Resolved {
    pub places: Vec<Option<Place>>,
    pub kinds: Vec<SourceKind>,
}

/// How many parties are remembered.
const MEMORY: usize = 16;
/// How many sentences back a party can be.
const BACK: usize = 3;

/// Resolves the sources of every block.
pub(super) fn resolve(parts: &[Part<'_>], names: &[Vec<Named>]) -> Vec<Resolved> {
    let mut room = Room { texts: parts.iter().map(|part| part.text).collect(), ..Room::default() };
    parts
        .iter()
        .enumerate()
        .map(|(block, part)| {
            if part.apart {
                room.parties.clear();
            }
            room.block(part, block, names.get(block).map_or(&[], Vec::as_slice))
        })
        .collect()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gender {
    Female,
    Male,
}

/// What a party is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Person,
    Body,
    Paper,
}

/// Someone or something that could be meant.
#[derive(Clone, Copy, Debug)]
struct Party<'t> {
    /// Its first full mention.
    place: Place,
    /// Where it is met in its block.
    at: Span,
    words: &'t str,
    kind: SourceKind,
    class: Class,
    gender: Option<Gender>,
    plural: bool,
    /// Speaks, or is the first name of its sentence.
    leads: bool,
    speaks: bool,
    /// Number of its sentence in the article.
    sentence: usize,
}

/// Who is in the room: the parties named so far, the latest first.
#[derive(Debug, Default)]
struct Room<'t> {
    /// The blocks' texts.
    texts: Vec<&'t str>,
    parties: VecDeque<Party<'t>>,
    sentence: usize,
}

impl<'t> Room<'t> {
    fn block(&mut self, part: &Part<'t>, block: usize, names: &[Named]) -> Resolved {
        let reading: &Reading = part.reading;
        let count = reading.attributions.len();
        let mut resolved = Resolved {
            places: vec![None; count],
            kinds: reading.attributions.iter().map(|attribution| attribution.kind).collect(),
        };
        let (mut name, mut attribution) = (0, 0);
        for (number, sentence) in reading.sentences.iter().enumerate() {
            self.sentence += 1;
            let first_name = name;
            while names.get(name).is_some_and(|named| named.span.start < sentence.span.end) {
                name += 1;
            }
            let first = attribution;
            while reading.attributions.get(attribution).is_some_and(|it| it.sentence <= number) {
                attribution += 1;
            }
            let here = &names[first_name..name];
            let sources = &reading.attributions[first..attribution];
            // Whoever the sentence names outside of quotations and of what is said can be meant by a later sentence;
            // its own sources look back only.
            for (index, source) in sources.iter().enumerate() {
                let (place, kind) = self.source(part, block, source, here);
                resolved.places[first + index] = place;
                resolved.kinds[first + index] = kind;
            }
            self.enter_names(part, block, sentence.span, here, sources);
            for (index, source) in sources.iter().enumerate() {
                self.enter_source(
                    part,
                    block,
                    source,
                    resolved.places[first + index],
                    resolved.kinds[first + index],
                );
            }
        }
        resolved
    }

    /// What a source stands for, if it stands for something else, and its kind.
    fn source(
        &self,
        part: &Part<'t>,
        block: usize,
        attribution: &Attribution,
        here: &[Named],
    ) -> (Option<Place>, SourceKind) {
        let kind = attribution.kind;
        let Some(span) = attribution.source else { return (None, kind) };
        let inside = |named: &&Named| span.covers(named.span);
        if kind != SourceKind::Anaphor {
            // "Ruiz" for "Ana Ruiz".
            let full = here.iter().find(inside).and_then(|named| named.full);
            return (full.filter(|_| kind.is_named()), kind);
        }
        if attribution.quoted {
            return (None, kind);
        }
        let party = self.meant(span.of(part.text), block, span.start, &attribution.content);
        match party {
            Some(party) => (Some(party.place), party.kind),
            None => (None, kind),
        }
    }

    /// The party that the words of an anaphor stand for.
    fn meant(&self, words: &str, block: usize, from: usize, content: &[Span]) -> Option<&Party<'t>> {
        // In its own sentence only what stands before it, and not in what it says.
        let before = |party: &Party<'t>| {
            party.sentence < self.sentence
                || party.at.start < from && !content.iter().any(|content| content.covers(party.at))
        };
        let mut parts = words.split_whitespace();
        let first = parts.next()?;
        let is = |word: &str| same_word(first, word);
        if parts.next().is_none() {
            if is("he") || is("she") {
                let gender = if is("he") { Gender::Male } else { Gender::Female };
                return self.likeliest(block, |party| {
                    before(party)
                        && party.class == Class::Person
                        && !party.plural
                        && party.gender.is_none_or(|own| own == gender)
                });
            }
            if is("they") {
                return self.likeliest(block, |party| {
                    before(party) && (party.plural || party.class == Class::Body && party.speaks)
                });
            }
            if is("it") {
                return self.likeliest(block, |party| {
                    before(party) && party.class != Class::Person && !party.plural
                });
            }
        }
        if !["the", "this", "that", "his", "her", "its", "their"].iter().any(|article| is(article)) {
            return None;
        }
        self.described(words, block, before)
    }

    /// "the ministry", "the official": by the noun, which the party's own words hold, or by its sort.
    fn described(
        &self,
        words: &str,
        block: usize,
        before: impl Fn(&Party<'t>) -> bool,
    ) -> Option<&Party<'t>> {
        let noun = folded(words.split_whitespace().next_back()?);
        let noun = without_possessive(&noun);
        let same = |party: &&Party<'t>| {
            party.words.split_whitespace().any(|word| same_word(without_possessive(word), noun))
        };
        let recent =
            || self.parties.iter().filter(|party| before(party) && self.is_near(party, block, 4 * BACK));
        if let Some(party) = recent().find(same) {
            return Some(party);
        }
        let class = sort(noun)?;
        let mut fitting = recent().filter(|party| party.class == class && !party.plural);
        let party = fitting.next()?;
        // Two companies in the room: which is "the company"?
        fitting.all(|other| other.place == party.place || other.words == party.words).then_some(party)
    }

    /// The latest party that fits: a speaker first, then whoever leads a sentence; of two that do neither, none.
    fn likeliest(&self, block: usize, fits: impl Fn(&Party<'t>) -> bool) -> Option<&Party<'t>> {
        for back in 0..=BACK {
            let at = self.sentence.checked_sub(back)?;
            let of_sentence = || {
                self.parties.iter().filter(|party| party.sentence == at && self.is_near(party, block, BACK))
            };
            let fitting = || of_sentence().filter(|party| fits(party));
            if let Some(party) = fitting().find(|party| party.speaks) {
                return Some(party);
            }
            let place = only(fitting().filter(|party| party.leads)).or_else(|| only(fitting()));
            if let Some(place) = place {
                return fitting().find(|party| party.place == place);
            }
            if fitting().next().is_some() {
                return None;
            }
        }
        None
    }

    fn is_near(&self, party: &Party<'t>, block: usize, sentences: usize) -> bool {
        party.sentence + sentences >= self.sentence && party.place.block <= block
    }

    fn enter(&mut self, party: Party<'t>) {
        self.parties.push_front(party);
        self.parties.truncate(MEMORY);
    }

    fn enter_names(
        &mut self,
        part: &Part<'t>,
        block: usize,
        sentence: Span,
        names: &[Named],
        sources: &[Attribution],
    ) {
        let mut leads = true;
        for named in names {
            let class = match named.kind {
                MentionKind::Person => Class::Person,
                MentionKind::Organisation | MentionKind::Outlet => Class::Body,
                MentionKind::Document => Class::Paper,
                MentionKind::Place | MentionKind::Unknown => continue,
            };
            let is_source =
                sources.iter().any(|it| it.source.is_some_and(|source| source.covers(named.span)));
            let vague = !named.sure && named.full.is_none() && !named.span.of(part.text).contains(' ');
            if vague || is_source || part.reading.is_quoted(named.span.start) {
                continue;
            }
            let first = named.full.unwrap_or(Place { block, span: named.span });
            let words = self.texts.get(first.block).map_or("", |text| first.span.of(text));
            let opens = leads
                && named.span.start - sentence.start < 24
                && !after_preposition(part.text, sentence, named.span);
            leads = false;
            let kind = match named.kind {
                MentionKind::Person => SourceKind::Person,
                MentionKind::Outlet => SourceKind::Outlet,
                MentionKind::Document => SourceKind::Document,
                _ => SourceKind::Organisation,
            };
            self.enter(Party {
                place: first,
                at: named.span,
                words,
                kind,
                class,
                gender: gender(words, &part.text[..named.span.start]),
                plural: false,
                leads: opens,
                speaks: false,
                sentence: self.sentence,
            });
        }
    }

    fn enter_source(
        &mut self,
        part: &Part<'t>,
        block: usize,
        attribution: &Attribution,
        place: Option<Place>,
        kind: SourceKind,
    ) {
        let Some(span) = attribution.source.filter(|_| !attribution.quoted) else { return };
        if kind == SourceKind::Anaphor || kind == SourceKind::Hidden {
            return;
        }
        let earlier = place.and_then(|place| self.parties.iter().find(|party| party.place == place).copied());
        let whole = place.and_then(|place| Some(place.span.of(self.texts.get(place.block)?)));
        let words = whole.unwrap_or(span.of(part.text));
        let person = match kind {
            SourceKind::Person => true,
            SourceKind::Anonymous | SourceKind::Role => !is_plural(words),
            _ => false,
        };
        let class = match kind {
            _ if earlier.is_some_and(|party| party.kind == kind) => {
                earlier.map_or(Class::Person, |party| party.class)
            }
            SourceKind::Document => Class::Paper,
            SourceKind::Organisation | SourceKind::Outlet => Class::Body,
            _ => Class::Person,
        };
        let party = Party {
            at: span,
            place: place.unwrap_or(Place { block, span }),
            words,
            kind,
            class,
            gender: earlier
                .and_then(|party| party.gender)
                .or_else(|| gender(words, &part.text[..span.start])),
            plural: !person && class == Class::Person
                || is_plural(words) && class == Class::Person && kind != SourceKind::Person,
            leads: true,
            speaks: true,
            sentence: self.sentence,
        };
        self.enter(party);
    }
}

/// The one place that all of them stand for, if it is one.
fn only<'p, 't: 'p>(mut parties: impl Iterator<Item = &'p Party<'t>>) -> Option<Place> {
    let first = parties.next()?.place;
    parties.all(|other| other.place == first).then_some(first)
}

fn folded(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).chars().flat_map(fold_char).collect()
}

/// Whether a name stands after a preposition near the beginning of its sentence: "In Halden, …".
fn after_preposition(text: &str, sentence: Span, name: Span) -> bool {
    let before = text.get(sentence.start..name.start).unwrap_or_default();
    before.split_whitespace().any(|word| {
        [
            "in", "on", "at", "for", "from", "with", "by", "after", "under", "of", "to", "like", "unlike",
            "against",
        ]
        .iter()
        .any(|preposition| same_word(word, preposition))
    })
}

/// Whether a noun phrase is in the plural, by its last word before any preposition.
fn is_plural(words: &str) -> bool {
    let head = words
        .split_whitespace()
        .take_while(|word| {
            !matches!(*word, "of" | "for" | "from" | "at" | "with" | "in" | "who" | "familiar" | "close")
        })
        .last()
        .unwrap_or_default();
    let head = head.trim_end_matches(|c: char| !c.is_alphanumeric());
    words.contains(" and ")
        || head.ends_with('s') && !head.ends_with("ss")
        || head.ends_with("people")
        || head == "police"
}

/// The gender that a title, a role or a given name tells.
fn gender(words: &str, before: &str) -> Option<Gender> {
    let title = before.split_whitespace().next_back().unwrap_or_default();
    for word in [title].into_iter().chain(words.split_whitespace()) {
        match folded(word).as_str() {
            "mr" | "sir" | "lord" | "king" | "prince" | "father" | "brother" => return Some(Gender::Male),
            "mrs" | "ms" | "miss" | "dame" | "lady" | "queen" | "princess" | "sister" => {
                return Some(Gender::Female);
            }
            role if role.ends_with("woman") || role == "actress" => return Some(Gender::Female),
            // "chairman" and "spokesman" are said of women too, but seldom.
            role if role.ends_with("man") && role.len() > 5 && word.starts_with(char::is_lowercase) => {
                return Some(Gender::Male);
            }
            _ => {}
        }
    }
    let given = words.split_whitespace().find(|word| !word.ends_with('.')).filter(|_| words.contains(' '))?;
    let lists = COMPILED.word(&folded(given));
    match (lists.has(List::FemaleName), lists.has(List::MaleName)) {
        (true, false) => Some(Gender::Female),
        (false, true) => Some(Gender::Male),
        _ => None,
    }
}

/// What a noun after "the" can stand for.
fn sort(noun: &str) -> Option<Class> {
    const BODIES: &[&str] = &[
        "company",
        "firm",
        "group",
        "agency",
        "ministry",
        "department",
        "bank",
        "board",
        "court",
        "newspaper",
        "organisation",
        "organization",
        "union",
        "party",
        "university",
        "council",
        "commission",
        "regulator",
        "watchdog",
        "airline",
        "automaker",
        "carmaker",
        "retailer",
        "charity",
        "magazine",
        "paper",
        "network",
        "broadcaster",
        "committee",
        "team",
        "club",
        "hospital",
        "school",
        "administration",
        "government",
        "association",
        "federation",
        "institute",
        "bureau",
        "startup",
        "manufacturer",
    ];
    const PAPERS: &[&str] = &[
        "report",
        "study",
        "survey",
        "poll",
        "audit",
        "review",
        "inquiry",
        "filing",
        "statement",
        "document",
        "letter",
        "complaint",
        "lawsuit",
        "indictment",
        "memo",
        "analysis",
        "paper",
    ];
    if BODIES.contains(&noun) {
        Some(Class::Body)
    } else if PAPERS.contains(&noun) {
        Some(Class::Paper)
    } else {
        None
    }
}
