//! People, organisations, places, outlets and documents, as written.
//!
//! Known names come first (longest match); then what capitals, titles ("Sen."), endings ("Inc.", "Ministry") and given
//! names tell. A capital that only begins a sentence makes no name (DOMAIN.md §3.2, 9).

mod kind;

use std::collections::{HashMap, HashSet};

use super::lexicon::{Lexicon, List};
use super::name_index::KnownName;
use super::sentence::Sentence;
use super::token::{TokenKind, name_part};
use super::words::Words;
use crate::text::Span;
use kind::Weights;

/// What a mention names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MentionKind {
    /// A person by name.
    Person,
    /// A body by name.
    Organisation,
    /// A place by name.
    Place,
    /// A news outlet or agency by name.
    Outlet,
    /// A document by title.
    Document,
    /// A name of which the words do not tell what it names.
    Unknown,
}

impl MentionKind {
    /// The lower-case name, as in reports.
    pub const fn name(self) -> &'static str {
        match self {
            MentionKind::Person => "person",
            MentionKind::Organisation => "organisation",
            MentionKind::Place => "place",
            MentionKind::Outlet => "outlet",
            MentionKind::Document => "document",
            MentionKind::Unknown => "name",
        }
    }
}

/// A name in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The name's bytes, without possessive ending; a leading "The" only when it belongs to the name.
    pub span: Span,
    /// What it names.
    pub kind: MentionKind,
    /// Whether it is a later short form ("the Journal", "Ruiz") that needs a full mention before it.
    pub short: bool,
    /// Whether the words themselves, or what is known, tell the kind. Otherwise it is the likeliest by the company the
    /// name keeps.
    pub sure: bool,
}

/// Finds the names of a text, in order; none overlaps another.
pub fn mentions(words: &Words<'_>, sentences: &[Sentence], lexicon: &Lexicon) -> Vec<Mention> {
    let mut finder = Finder {
        words,
        lexicon,
        places: places(words, sentences),
        named: HashSet::new(),
        surnames: HashSet::new(),
        found: Vec::new(),
        weights: Vec::new(),
    };
    for at in 0..words.len() {
        if finder.place(at) == Place::Inside && words.is_capitalised(at) {
            finder.named.insert(words.base(at));
        }
    }
    let mut at = 0;
    while at < words.len() {
        at = finder.step(at).max(at + 1);
    }
    finder.settle();
    finder.found
}

/// What the capital of a word tells by where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Within a sentence: a capital makes a name.
    Inside,
    /// At the beginning of a sentence or a quotation: any word has a capital.
    Begins,
    /// In a headline in capitals.
    Headline,
}

fn places(words: &Words<'_>, sentences: &[Sentence]) -> Vec<Place> {
    let mut places = vec![Place::Inside; words.len()];
    for sentence in sentences {
        let mut begins = true;
        let (mut small, mut capitals) = (0, 0);
        for at in sentence.tokens.clone() {
            match words.kind(at) {
                Some(TokenKind::Word) => {
                    if begins {
                        places[at] = Place::Begins;
                    }
                    begins = false;
                    if words.is_capitalised(at) {
                        capitals += 1;
                    } else if words.of(at).len() > 2 && !words.is_in(at, List::Function) {
                        small += 1;
                    }
                }
                Some(TokenKind::Quote) => begins = true,
                Some(TokenKind::Mark) => begins |= words.is_any(at, &[":", "•", "*", "—", "--", "...", "…"]),
                _ => {}
            }
        }
        let stopped = words.is(sentence.tokens.end - 1, ".");
        if capitals > 3 && small == 0 && !stopped {
            places[sentence.tokens.clone()].fill(Place::Headline);
        }
    }
    places
}

/// The longest run of capitals read as one name, in tokens.
const LONGEST: usize = 12;

struct Finder<'w, 't> {
    words: &'w Words<'t>,
    lexicon: &'w Lexicon,
    places: Vec<Place>,
    /// Words with a capital inside some sentence of the text.
    named: HashSet<&'w str>,
    /// Last words of the people named so far.
    surnames: HashSet<&'w str>,
    found: Vec<Mention>,
    /// For each mention whose kind the words do not tell, what speaks for each.
    weights: Vec<Option<Weights>>,
}

impl<'w> Finder<'w, '_> {
    /// Reads the name that begins at token `at`, if any; the index to go on from.
    fn step(&mut self, at: usize) -> usize {
        let words = self.words;
        if !matches!(words.kind(at), Some(TokenKind::Word | TokenKind::Number)) {
            return at + 1;
        }
        if let Some(known) = self.known(at) {
            return self.push_known(at, known);
        }
        if let Some(end) = words.listed(at, List::Title)
            && let Some(end) = self.titled(at, end)
        {
            return end;
        }
        if !words.is_capitalised(at) {
            return at + 1;
        }
        if let Some(end) = words.listed(at, List::PlaceName)
            && let Some(end) = self.placed(at, end)
        {
            return end;
        }
        if self.place(at) == Place::Headline { self.headed(at) } else { self.run(at) }
    }

    /// A place that goes by the words `at..end` and nothing more: "Chicago", not "Chicago Bulls".
    fn placed(&mut self, at: usize, end: usize) -> Option<usize> {
        let words = self.words;
        let whole = words.is_capitalised(end - 1) && !(words.is_in(at, List::FirstName) && end == at + 1);
        let headline = self.place(at) == Place::Headline;
        let goes_on = !headline && !words.is_possessive(end - 1) && self.extend(end, at) > end;
        (whole && !goes_on).then(|| self.push(at, end, MentionKind::Place, false))
    }

    /// In a headline in capitals only a person by given name is told from the words around.
    fn headed(&mut self, at: usize) -> usize {
        let words = self.words;
        let given = words.is_in(at, List::FirstName) && !words.is_in(at, List::Function);
        let family = words.is_capitalised(at + 1)
            && !words.is_in(at + 1, List::Function)
            && !words.is_acronym(at + 1)
            && (words.is_in(at + 1, List::Surname) || words.of(at + 1).len() > 3);
        if given && family { self.push(at, at + 2, MentionKind::Person, false) } else { at + 1 }
    }

    /// Gives the kind that is likeliest to the mentions whose words do not tell it: all of one name in the text
    /// together.
    fn settle(&mut self) {
        let text = self.words.text();
        let mut by_name: HashMap<&str, Weights> = HashMap::new();
        for (mention, weights) in self.found.iter().zip(&self.weights) {
            let weights = weights.unwrap_or_else(|| Weights::sure(mention.kind));
            let name = mention.span.of(text);
            by_name.entry(name).or_default().add(weights);
            if mention.kind == MentionKind::Person && weights != Weights::default() {
                let surname = name.rsplit(' ').next().unwrap_or(name);
                by_name.entry(surname).or_default().add(Weights::sure(MentionKind::Person));
            }
        }
        for (mention, weights) in self.found.iter_mut().zip(&self.weights) {
            if weights.is_some()
                && let Some(weights) = by_name.get(mention.span.of(text))
            {
                mention.kind = weights.kind();
            }
        }
    }

    fn known(&self, at: usize) -> Option<KnownName> {
        let known = self.lexicon.names.longest(self.words, at)?;
        // "in May": the month, not the prime minister.
        if known.short && known.end == at + 1 && is_month(self.words.base(at)) {
            return None;
        }
        // A word of grammar that begins a sentence is no name, whatever else bears it.
        let grammar =
            known.end == at + 1 && self.place(at) == Place::Begins && self.words.is_in(at, List::Function);
        (!grammar).then_some(known)
    }

    fn push_known(&mut self, at: usize, known: KnownName) -> usize {
        let words = self.words;
        let mut end = known.end;
        let mut kind = known.kind;
        // "Boston City Council", "Halden Inc.": a known name that goes on to a head is another body.
        if kind != MentionKind::Person && !words.is_possessive(end - 1) {
            let stop = self.extend(end, at);
            if stop > end && words.base_is_in(stop - 1, List::OrgHead) {
                end = stop;
                kind = if kind == MentionKind::Outlet { kind } else { MentionKind::Organisation };
            }
        }
        self.push(at, end, kind, known.short)
    }

    fn push(&mut self, at: usize, end: usize, kind: MentionKind, short: bool) -> usize {
        if kind == MentionKind::Person && end > at + 1 {
            self.surnames.insert(self.words.base(end - 1));
        }
        let sure = kind != MentionKind::Unknown;
        self.found.push(Mention { span: self.words.name_span(at..end), kind, short, sure });
        self.weights.push(None);
        end
    }

    /// A name whose kind the words may not tell.
    fn push_unknown(&mut self, at: usize, end: usize) -> usize {
        let kind = kind::told(self.words, at, end);
        self.push(at, end, kind, false);
        if kind == MentionKind::Unknown {
            let weights = kind::weigh(self.words, at, end, self.place(at) == Place::Begins);
            self.weights.pop();
            self.weights.push(Some(weights));
        }
        end
    }

    /// The name after a title that ends before token `from`: "Sen. Ada Brandt".
    fn titled(&mut self, at: usize, from: usize) -> Option<usize> {
        let words = self.words;
        if words.is_possessive(from - 1) || !words.is_capitalised(from) || self.place(from) != Place::Inside {
            return None;
        }
        // A role in small letters speaks of a person only before two capitals or a given name ("spokesman Per Berg").
        if let Some(known) = self.known(from) {
            return (known.kind == MentionKind::Person).then(|| self.push_known(from, known));
        }
        if !self.is_name_word(from) {
            return None;
        }
        let end = self.extend(from + 1, from);
        if words.base_is_in(end - 1, List::OrgHead) && words.is_capitalised(at) {
            // "General Motors", "Justice Department": the title was part of a body's name.
            return Some(self.push(at, end, MentionKind::Organisation, false));
        }
        if words.base_is_in(from, List::OrgHead) {
            return None;
        }
        // The whole name with a title makes the surname known; with the surname alone it stands for itself.
        self.surnames.insert(words.base(end - 1));
        Some(self.push(from, end, MentionKind::Person, false))
    }

    /// A run of capitals from token `at`.
    fn run(&mut self, at: usize) -> usize {
        let words = self.words;
        let begins = self.place(at) == Place::Begins;
        let mut end = if self.is_name_word(at) || words.base_is_in(at, List::NoName) && self.goes_on(at) {
            self.extend(at + 1, at)
        } else {
            return at + 1;
        };
        let mut start = at;
        // "CRICKET - ", "NOTE:": a slug, no name.
        if begins && end == at + 1 && words.is_acronym(at) && words.is_any(end, &["-", "–", "—", ":", "--"])
        {
            return end;
        }
        // "Blaming France": a word that only begins the sentence, before a name of its own.
        if begins
            && end > at + 1
            && words.listed(at + 1, List::PlaceName) == Some(end)
            && !self.names_a_person(at)
        {
            return at + 1;
        }
        // "Former Halden mayor", "Police Chief": the first word is there for the sentence.
        if begins && end > at + 1 && self.is_leading(at) {
            start += 1;
            if !self.is_name_word(start) || self.known(start).is_some() {
                return start;
            }
        }
        if end == start + 1 {
            if words.base_is_in(start, List::NoName) {
                return end;
            }
            if self.surnames.contains(words.base(start)) {
                return self.push(start, end, MentionKind::Person, true);
            }
            if start == at && begins && !self.is_name_alone(at) {
                return end;
            }
            // A single letter names nothing; nor does a head by itself ("the Court", "the Senate").
            if words.of(start).chars().count() < 2
                || words.is_in(start, List::OrgHead) && words.is_any(start.wrapping_sub(1), &["the", "a"])
            {
                return end;
            }
            if words.is_in(start, List::Title) {
                return end;
            }
        }
        // ", Inc." and the like.
        if words.is(end, ",") && words.is_any(end + 1, kind::LEGAL) {
            end += 2;
        }
        // "the Australian Roger Kingdom": the nationality is no part of the name.
        if end > start + 2 && words.is_in(start, List::NoName) && !(start + 1..end).any(|at| self.is_head(at))
        {
            start += 1;
        }
        self.push_unknown(start, end)
    }

    fn names_a_person(&self, at: usize) -> bool {
        self.words.is_in(at, List::FirstName) || self.words.is_in(at, List::Surname)
    }

    fn place(&self, at: usize) -> Place {
        self.places.get(at).copied().unwrap_or(Place::Inside)
    }

    /// Whether the capitals go on after token `at`.
    fn goes_on(&self, at: usize) -> bool {
        self.words.is_capitalised(at + 1)
            && self.is_name_word(at + 1)
            && self.words.listed(at + 1, List::Title).is_none()
    }

    /// Whether the word at token `at` may be part of a name.
    fn is_name_word(&self, at: usize) -> bool {
        let words = self.words;
        // "Per" and "Will" are names where no sentence begins and another capital follows.
        let grammar = words.is_in(at, List::Function)
            && !(words.is_in(at, List::FirstName)
                && self.place(at) == Place::Inside
                && words.is_capitalised(at + 1));
        words.is_capitalised(at)
            && !grammar
            && super::moment::weekday(words, at).is_none()
            && !is_month(words.base(at))
    }

    /// Past the capitals, particles and joints that go on from token `end` of a name begun at `start`.
    fn extend(&self, mut end: usize, start: usize) -> usize {
        const PARTICLES: &[&str] = &[
            "de", "del", "della", "der", "den", "des", "di", "da", "dos", "das", "du", "van", "von", "al",
            "el", "bin", "ibn", "ben", "la", "le", "ter", "ten", "y", "e", "zu", "abu", "bint",
        ];
        let words = self.words;
        while end < words.len() && end < start + LONGEST && !is_tied(words.of(end - 1)) {
            if words.is_capitalised(end) && self.joins(end) {
                if words.listed(end, List::Title).is_some() && !words.is_in(end, List::OrgHead) {
                    break;
                }
                // A known name of its own does not melt into the run, but a single place may ("George Washington").
                let known = self.lexicon.names.longest(words, end);
                if known.is_some_and(|known| {
                    known.end > end + 1
                        || matches!(known.kind, MentionKind::Organisation | MentionKind::Outlet)
                }) {
                    break;
                }
                end += 1;
            } else if words.is_any(end, PARTICLES) {
                let next = if words.is_any(end + 1, PARTICLES) { end + 2 } else { end + 1 };
                if !words.is_capitalised(next) || !self.joins(next) {
                    break;
                }
                end = next + 1;
            } else if words.is_any(end, &["of", "for"]) {
                let next = if words.is(end + 1, "the") { end + 2 } else { end + 1 };
                let headed = (start..end).any(|place| self.is_head(place));
                if !headed || !words.is_capitalised(next) || !self.joins(next) {
                    break;
                }
                end = next + 1;
            } else if words.is_any(end, &["and", "&"]) {
                // "Department of Health and Human Services", but "the Bank and Halden".
                let of = (start..end).any(|place| words.is_any(place, &["of", "for"]));
                let several = of
                    && words.is_any(
                        start,
                        &[
                            "department",
                            "ministry",
                            "office",
                            "committee",
                            "bureau",
                            "commission",
                            "directorate",
                            "council",
                            "institute",
                            "centre",
                            "center",
                        ],
                    );
                let joined = words.is(end, "&") || several;
                if !joined || !self.joins(end + 1) || !words.is_capitalised(end + 1) {
                    break;
                }
                end += 2;
            } else {
                break;
            }
        }
        end
    }

    fn joins(&self, at: usize) -> bool {
        let words = self.words;
        self.place(at) != Place::Begins
            && (!words.is_in(at, List::Function) || words.is_in(at.wrapping_sub(1), List::FirstName))
            && super::moment::weekday(words, at).is_none()
            // "Theresa May", but "Lind in May" and "March 4".
            && !(is_month(words.base(at)) && (words.is_number(at + 1) || words.is_number(at.wrapping_sub(1))))
    }

    fn is_head(&self, at: usize) -> bool {
        self.words.is_in(at, List::OrgHead)
            || self.words.is_in(at, List::PlaceHead)
            || self.words.is_in(at, List::DocumentHead)
            || self.words.is_any(
                at,
                &[
                    "house",
                    "head",
                    "bay",
                    "order",
                    "duke",
                    "duchess",
                    "prince",
                    "voice",
                    "ministers",
                    "states",
                ],
            )
    }

    fn is_leading(&self, at: usize) -> bool {
        let words = self.words;
        let word = words.folded(at);
        words.is_in(at, List::Leading)
            || word.len() > 4 && word.ends_with("ly") && !words.is_in(at, List::FirstName)
            || words.is_in(at, List::Title)
    }

    /// Whether a single capitalised word at the beginning of a sentence is still a name.
    fn is_name_alone(&self, at: usize) -> bool {
        const SPEAKS: &[&str] =
            &["said", "says", "told", "added", "adds", "wrote", "argued", "insisted", "declined", "denied"];
        let words = self.words;
        let base = words.base(at);
        if words.is_acronym(at) || self.named.contains(base) || words.base_is_in(at, List::Surname) {
            return true;
        }
        let plain = !base.ends_with('s')
            && !base.ends_with("ing")
            && !words.is_in(at, List::Leading)
            && !words.is_in(at, List::OrgHead)
            && !words.is_in(at, List::Title);
        words.is_in(at, List::FirstName) && (words.is_any(at + 1, SPEAKS) || words.is_possessive(at))
            || plain && words.is_any(at + 1, SPEAKS)
    }
}

/// Whether a word ends a name by what is tied to it: "Microsoft's", "China-based".
fn is_tied(word: &str) -> bool {
    name_part(word).len() < word.len()
}

fn is_month(folded: &str) -> bool {
    matches!(
        folded,
        "january"
            | "february"
            | "march"
            | "april"
            | "may"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
    )
}
