//! The noun phrase around a head noun, and what follows it up to its verb.

use super::classes::*;
use super::scene::{Scene, Verb};

/// What stands before the noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// Nothing: "officials".
    Bare,
    /// "a", "several", "two".
    Indefinite,
    /// "the", "this".
    Definite,
    /// "his", "the ministry's".
    Possessive,
}

/// A noun phrase: `start..end`, with its head last.
#[derive(Clone, Copy, Debug)]
pub(super) struct Phrase {
    pub start: usize,
    pub head: usize,
    pub opening: Opening,
    /// "his aides", not "the minister's aides".
    pub pronoun: bool,
    /// A name among its words: an organisation, a person, a party.
    pub named: bool,
    pub plural: bool,
}

/// What follows a noun phrase.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tail {
    /// Just past the phrase with its prepositional phrases: "a spokeswoman for the airline".
    pub end: usize,
    /// A person is named beside it: "an official, Ana Ruiz,", "critics, including Vega,".
    pub named: bool,
    /// A name among its prepositional phrases: "researchers at Utrecht University".
    pub anchored: bool,
    /// A year among them or a name that follows "by": "a 2023 study by".
    pub access: Option<Access>,
    /// The reporting verb of which it is the subject.
    pub verb: Option<Verb>,
}

/// How a source is said to know.
#[derive(Clone, Copy, Debug)]
pub(super) struct Access {
    /// First word: "familiar".
    pub from: usize,
    /// Just past its object.
    pub to: usize,
    /// Whether the object is an affair: "the matter", "the talks".
    pub affair: bool,
}

/// Nouns that only say how much of the next noun there is.
const AMOUNTS: &[&str] = &[
    "body", "number", "amount", "wealth", "range", "string", "series", "variety", "handful", "couple",
    "majority", "group", "pair", "mountain", "dozens", "hundreds", "trio", "scores", "plenty", "lot", "lots",
    "chorus",
];

impl<'a> Scene<'a> {
    /// Whether the noun at `index` ends its noun phrase: nothing like a noun follows.
    pub fn ends_phrase(&self, index: usize) -> bool {
        let Some(word) = self.get(index) else { return false };
        if word.possessive {
            return false;
        }
        let Some(next) = self.get(index + 1) else { return true };
        if !next.is_nounish() || next.is(CLOSENESS) {
            return true;
        }
        if next.is_number() {
            return true;
        }
        // A verb in a finite form, or a participle: "officials briefed on", "analysts polled by".
        let written = self.written(index + 1);
        if self.any(
            index + 1,
            &["known", "given", "seen", "held", "led", "paid", "made", "taken", "shown", "quoted"],
        ) {
            return true;
        }
        let participle = !next.proper
            && (written.ends_with("ed") || written.ends_with("ing"))
            && (self.is(index + 2, PREPOSITION | ADVERB) || written.ends_with("ing"));
        participle || next.is(REPORTS) && !next.proper && self.verb(index + 1, word.has(PLURAL)).is_some()
    }

    /// The noun phrase whose head is at `head`.
    pub fn phrase(&self, head: usize) -> Phrase {
        let word = &self.words[head];
        let mut phrase = Phrase {
            start: head,
            head,
            opening: Opening::Bare,
            pronoun: false,
            named: false,
            plural: word.has(PLURAL),
        };
        let mut at = head;
        let mut counted = false;
        while at > self.from && head - at < 11 {
            let index = at - 1;
            let before = &self.words[index];
            if before.quoted != word.quoted || counted && !before.is(DETERMINER) && !before.is_number() {
                break;
            }
            if before.is(DETERMINER) && !before.proper {
                // "a deadline that several insiders said": a pronoun, not an article.
                if counted && self.any(index, &["that", "those", "this"]) {
                    break;
                }
                at = index;
                phrase.start = index;
                if before.is(INDEFINITE) {
                    if phrase.opening != Opening::Possessive {
                        phrase.opening = Opening::Indefinite;
                    }
                    counted = true;
                    continue;
                }
                if phrase.opening != Opening::Possessive {
                    phrase.pronoun = before.is(POSSESSIVE);
                    phrase.opening =
                        if before.is(POSSESSIVE) { Opening::Possessive } else { Opening::Definite };
                }
                break;
            }
            if before.is_number() {
                phrase.opening = Opening::Indefinite;
            } else if before.possessive && (before.is_nounish() || before.capital) {
                phrase.opening = Opening::Possessive;
                phrase.named |= before.proper;
            } else if !before.proper
                && self.written(index).ends_with("ing")
                && index > self.from
                && self.words[index - 1].is_nounish()
                && !self.is(index, FRESH | NOUN)
            {
                // "a poster featuring soldiers": a phrase of its own.
                break;
            } else if before.is_nounish() || before.is(UNNAMED | FRESH | DEMONYM) && !before.is(PREPOSITION) {
                phrase.named |= before.proper && !before.is(DEMONYM | MONTH);
            } else if before.is(ADVERB) && !before.capital && index > self.from {
                let previous = &self.words[index - 1];
                if !(previous.is(DETERMINER) || previous.is_nounish() && !previous.is(REPORTS)) {
                    break;
                }
                if !self.written(index).ends_with("ly") {
                    break;
                }
            } else if self.joins_adjectives(index) {
                // "current and former officials", "Israeli and American officials"
            } else {
                break;
            }
            at = index;
            phrase.start = index;
        }
        // "a number of officials", "a growing body of evidence"
        if phrase.opening == Opening::Bare
            && phrase.start >= self.from + 2
            && self.any(phrase.start - 1, &["of"])
            && self.any(phrase.start - 2, AMOUNTS)
        {
            let amount = self.phrase(phrase.start - 2);
            return Phrase { start: amount.start, opening: Opening::Indefinite, ..phrase };
        }
        phrase
    }

    /// Whether the "and" at `index` joins what qualifies one noun: "current and former", "Israeli and American".
    pub fn joins_adjectives(&self, index: usize) -> bool {
        const JOINED: &[&str] = &[
            "former",
            "senior",
            "current",
            "retired",
            "top",
            "federal",
            "state",
            "local",
            "other",
            "independent",
            "foreign",
            "private",
            "public",
            "military",
            "civilian",
        ];
        if !self.any(index, &["and", "or"]) || index == self.from {
            return false;
        }
        let (before, after) = (&self.words[index - 1], index + 1);
        let of_place = before.is(DEMONYM) && self.is(after, DEMONYM);
        before.is_nounish()
            && !before.has(PLURAL)
            && (of_place || self.any(after, JOINED))
            && self.get(after + 1).is_some_and(Word::is_nounish)
    }

    /// Reads on from just past a noun phrase: prepositional phrases, access, relative clauses, appositions, verb.
    pub fn tail(&self, from: usize, plural: bool) -> Tail {
        let mut tail = Tail { end: from, ..Tail::default() };
        let mut at = from;
        let mut close = true;
        for _ in 0..14 {
            if let Some(verb) = self.verb(at, plural) {
                tail.verb = Some(verb);
                return tail;
            }
            if tail.access.is_none()
                && let Some(access) = self.access(at)
            {
                tail.access = Some(access);
                at = access.to;
                if close {
                    tail.end = at;
                }
                continue;
            }
            let Some(word) = self.get(at) else { break };
            // Scare quotes: a source "close to Rubio" says.
            if self.is_quote(at)
                && !self.words[at - 1].quoted
                && (self.is(at + 1, CLOSENESS) || self.verb(at + 1, plural).is_some())
            {
                at += 1;
                continue;
            }
            let shallow = self.past_adverbs(at);
            if shallow > at {
                close = false;
                at = shallow;
            } else if self.any(at, &["including", "like", "namely", "such"]) {
                let (next, named) = self.past_noun_phrase(at + if self.any(at, &["such"]) { 2 } else { 1 });
                tail.named |= named;
                if next <= at + 1 {
                    break;
                }
                at = next;
            } else if word.is(PREPOSITION) && !word.proper {
                let (next, named) = self.past_noun_phrase(at + 1);
                if next == at + 1 {
                    // "on how to cut costs", "about selling the unit"
                    if self.written(at + 1).ends_with("ing") {
                        at = self.past_noun_phrase(at + 2).0;
                        continue;
                    }
                    break;
                }
                let year = (at + 1..next).any(|index| self.is_year(index));
                tail.anchored |= (named
                    && !self.any(at, &["in", "to", "on", "under", "about", "against", "over"]))
                    || year;
                at = next;
                if close {
                    tail.end = at;
                }
            } else if word.is(RELATIVE) {
                close = false;
                at = self.past_relative(at);
            } else if self.opens_aside(at) {
                close = false;
                tail.named |= self.names_aside(at);
                let Some((next, verb)) = self.past_aside(at, plural) else { break };
                if tail.access.is_none() {
                    tail.access = (at + 1..next).find_map(|index| self.access(index));
                }
                tail.verb = verb;
                if verb.is_some() {
                    return tail;
                }
                at = next;
            } else if self.any(at, &["and", "or"]) {
                close = false;
                let (next, named) = self.past_noun_phrase(at + 1);
                if next == at + 1 {
                    break;
                }
                tail.anchored |= named;
                at = next;
            } else if word.is_word()
                && !word.proper
                && (self.written(at).ends_with("ed")
                    || self.written(at).ends_with("ing")
                    || word.has(PARTICIPLE))
            {
                close = false;
                // "a report released in March": one that can be found.
                tail.anchored |= self.any(at, &["released", "published", "issued", "dated"])
                    && (at + 1..(at + 5).min(self.to))
                        .any(|index| self.is(index, MONTH) || self.is_year(index));
                at += 1;
                if self.any(at, &["by"]) {
                    let (next, named) = self.past_noun_phrase(at + 1);
                    tail.anchored |= named;
                    at = next;
                } else if !self.is(at, PREPOSITION) {
                    at = self.past_noun_phrase(at).0;
                }
            } else {
                break;
            }
        }
        tail
    }

    /// Whether a four-digit year stands here.
    pub fn is_year(&self, index: usize) -> bool {
        self.get(index).is_some_and(Word::is_number)
            && matches!(
                self.written(index).as_bytes(),
                [b'1' | b'2', b'0' | b'8' | b'9', b'0'..=b'9', b'0'..=b'9']
            )
    }

    fn opens_aside(&self, at: usize) -> bool {
        self.is_comma(at) || self.is_dash(at) || self.written(at) == "("
    }

    /// Whether the aside that begins after `at` names a person: ", Ana Ruiz," or ", including Vega".
    pub fn names_aside(&self, at: usize) -> bool {
        let at = at + 1;
        let first = match self.get(at) {
            Some(word) => word,
            None => return false,
        };
        if first.proper && !first.is(DEMONYM | MONTH) {
            let after = (at..self.to).find(|index| !self.words[*index].proper).unwrap_or(self.to);
            let owns = (at..after).any(|index| self.words[index].possessive);
            return !owns
                && (after >= self.to
                    || self.opens_aside(after)
                    || self.is(after, PREPOSITION)
                    || matches!(self.written(after), "." | ")" | ";" | ":")
                    || self.any(after, &["and"]));
        }
        if first.is(HONORIFIC) && first.capital {
            return true;
        }
        self.any(at, &["including", "among", "like", "such", "named", "identified", "led"])
            && (at + 1..at + 6)
                .any(|index| self.get(index).is_some_and(|word| word.proper && !word.is(DEMONYM | MONTH)))
    }

    /// Just past the aside that opens at `at`, and the reporting verb after it, when there is one.
    fn past_aside(&self, at: usize, plural: bool) -> Option<(usize, Option<Verb>)> {
        let bracket = self.written(at) == "(";
        let dash = self.is_dash(at);
        let start = self.get(at + 1)?;
        let written = self.written(at + 1);
        let opens = bracket
            || dash
            || start.proper
            || start.is_number()
            || start.is(RELATIVE | DETERMINER | PREPOSITION | CLOSENESS | HONORIFIC | ADVERB)
            || written.ends_with("ing")
            || written.ends_with("ed")
            || start.is(NOUN);
        if !opens {
            return None;
        }
        for index in at + 2..(at + 40).min(self.to) {
            if self.is_quote(index) {
                return None;
            }
            let closes = if bracket {
                self.written(index) == ")"
            } else if dash {
                self.is_dash(index)
            } else {
                self.is_comma(index)
            };
            if !closes {
                continue;
            }
            if let Some(verb) = self.verb(index + 1, plural) {
                return Some((index + 1, Some(verb)));
            }
            if bracket || dash {
                return Some((index + 1, None));
            }
        }
        None
    }

    /// Just past a restrictive relative clause that begins at `at`: pronoun, verb, object.
    fn past_relative(&self, at: usize) -> usize {
        let mut at = at + 1;
        for _ in 0..6 {
            at = self.past_adverbs(at);
            if self.is(at, AUXILIARY | NEGATION) {
                at += 1;
            } else {
                break;
            }
        }
        // The verb, and a second one after "to".
        at += 1;
        if self.any(at, &["to"]) {
            at += 2;
        }
        if self.is(at, PREPOSITION | RELATIVE) { at } else { self.past_noun_phrase(at).0 }
    }

    /// What says how a source knows, from `at`: "familiar with the matter", "with direct knowledge of the talks",
    /// "who was briefed on the plan", "inside the company".
    pub fn access(&self, at: usize) -> Option<Access> {
        let mut index = at;
        // "who is", "who had been", "with", "having", "who have"
        let mut opened = false;
        while index < at + 6 && self.is(index, RELATIVE | AUXILIARY | ADVERB)
            || self.any(index, &["with", "having", "claiming", "possessing"]) && !opened
        {
            opened |= self.any(index, &["with", "having", "had", "has", "have", "claiming", "possessing"]);
            index += 1;
        }
        let from = at;
        if self.is(index, CLOSENESS) {
            let close = self.any(index, &["close"]);
            let adverbs = self.past_adverbs(index + 1);
            let wanted: &[&str] = if close {
                &["to", "with"]
            } else if self.any(index, &["privy"]) {
                &["to"]
            } else if self.any(index, &["involved"]) {
                &["in", "with"]
            } else if self.any(index, &["familiar", "acquainted", "conversant"]) {
                &["with"]
            } else {
                &["on", "about", "of", "by", "in"]
            };
            return self.any(adverbs, wanted).then(|| self.access_to(from, adverbs + 1)).flatten();
        }
        if opened {
            while self.is(index, DIRECT | INDEFINITE) {
                index += 1;
            }
            if self.any(index, &["and", "or"]) {
                index += 1;
                while self.is(index, DIRECT) {
                    index += 1;
                }
            }
            if self.any(
                index,
                &[
                    "knowledge",
                    "access",
                    "insight",
                    "understanding",
                    "awareness",
                    "involvement",
                    "visibility",
                ],
            ) && self.any(index + 1, &["of", "to", "into", "about", "in", "on"])
            {
                return self.access_to(from, index + 2);
            }
        }
        // "in the know", "in a position to know"
        if self.reads(at, &["in", "the", "know"]) {
            return Some(Access { from, to: at + 3, affair: true });
        }
        if self.reads(at, &["in", "a", "position", "to", "know"]) {
            return Some(Access { from, to: at + 5, affair: true });
        }
        // "who has seen the letter", "who attended the meeting"
        if self.is(at, RELATIVE)
            && self.any(
                index,
                &[
                    "seen", "saw", "read", "reviewed", "heard", "attended", "viewed", "spoken", "spoke",
                    "worked", "knows", "know", "learned",
                ],
            )
        {
            let object = if self.is(index + 1, PREPOSITION) { index + 2 } else { index + 1 };
            return self.access_to(from, object);
        }
        None
    }

    fn access_to(&self, from: usize, object: usize) -> Option<Access> {
        let start = if self.any(object, &["how", "what", "why", "whether"]) { object + 1 } else { object };
        let (mut to, _) = self.past_noun_phrase(start);
        if to == start {
            // Cut short: "according to people close to ..."
            let cut = start >= self.to || matches!(self.written(start), "..." | "…");
            return cut.then_some(Access { from, to: start, affair: false });
        }
        let mut affair = (start..to).any(|index| self.is(index, AFFAIR));
        // "the contents of the letter", "talks between the two sides"
        for _ in 0..2 {
            if self.any(to, &["of", "between", "at", "in", "inside", "within", "behind"]) {
                let (next, _) = self.past_noun_phrase(to + 1);
                if next == to + 1 {
                    break;
                }
                affair |= (to + 1..next).any(|index| self.is(index, AFFAIR));
                to = next;
            }
        }
        Some(Access { from, to, affair })
    }
}
