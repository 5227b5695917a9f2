//! Unnamed sources: people with access, bare sources, insiders, officials, spokespersons.

use super::{Found, Tie};
use crate::language::attribution::classes::*;
use crate::language::attribution::phrase::{Opening, Phrase, Tail};
use crate::language::attribution::scene::{Scene, Verb};
use crate::language::attribution::{Form, SourceKind};

impl Scene<'_> {
    /// What an unnamed source is, by the class of its head.
    pub(super) fn unnamed(&self, phrase: &Phrase, tail: &Tail, tie: Tie, has_cue: bool) -> Option<Found> {
        let head = phrase.head;
        let word = &self.words[head];
        let tied = !matches!(tie, Tie::None);
        let end = tail.end.max(head + 1);
        let start = phrase.start;
        let first = match tie {
            Tie::Phrase(at) => at,
            _ => start,
        };
        let verb_end = match tie {
            Tie::Subject(verb) => verb.at + 1,
            _ => end,
        };
        let named = tail.named || self.beside_name(phrase, tail);
        let unnamed_adjective = (start..head).any(|index| self.is(index, UNNAMED));
        let has_role = word.is(ROLE | GROUP | SPOKESPERSON);
        let modifiers =
            (start..head).any(|index| !self.is(index, DETERMINER | UNNAMED) && self.words[index].is_word());
        let description = (has_role && (modifiers || end > head + 1 || phrase.opening != Opening::Definite)
            || modifiers
            || end > head + 1 && tail.access.is_none())
        .then(|| self.span(start, end));
        let access = tail.access.map(|access| self.span(access.from, access.to));
        let found = |form, kind, marked| {
            Some(Found { source: (start, end), kind, form, marked, description, access })
        };
        // "an anonymous source gave the documents to": one unnamed source matters however it is put.
        let single = word.is(SOURCE) && !phrase.plural && phrase.opening == Opening::Indefinite;
        let any_tie = tied || has_cue || single;

        // "not sources of income, power sources, open source": a source in another sense.
        if word.is(SOURCE) && self.is_other_source(phrase) {
            return None;
        }
        if unnamed_adjective && word.is(SOURCE | PERSON | ROLE | GROUP | SPOKESPERSON) {
            if named || !any_tie || !word.is(SOURCE | OFFICIALDOM) && !tied {
                return None;
            }
            return found(Form::Unnamed, SourceKind::Anonymous, (first, head + 1));
        }
        if let Some(access) = tail.access
            && word.is(SOURCE | PERSON | ROLE | GROUP | INSIDER)
            && (phrase.opening != Opening::Definite
                || word.is(SOURCE)
                || word.is(PERSON) && self.any(head, &["those", "people"]))
            && !named
        {
            let personal = word.is(SOURCE) || word.is(PERSON) && !word.is(ROLE);
            let cue = tied || self.cue_around(start, access.to);
            let loose = self.any(access.from, &["with", "involved"]) || self.is(access.from, RELATIVE);
            if cue || (access.affair && personal && !loose) || access.affair && word.is(SOURCE) {
                let marked = (start, access.to);
                return Some(Found {
                    source: marked,
                    kind: SourceKind::Anonymous,
                    form: Form::Access,
                    marked,
                    description,
                    access: Some(self.span(access.from, access.to)),
                });
            }
        }
        if word.is(SOURCE) {
            if named || !tied {
                return None;
            }
            return found(
                Form::BareSource,
                SourceKind::Anonymous,
                (first, if matches!(tie, Tie::Subject(_)) { head + 1 } else { end }),
            );
        }
        if word.is(INSIDER) && tied && !named && !word.capital | (head == self.from) {
            return found(Form::Insider, SourceKind::Anonymous, (start, head + 1));
        }
        if self.speaks_for(head) {
            return self.spokesperson(phrase, tail, tie, named);
        }
        let role = word.is(ROLE) && (!word.is(GROUP) || phrase.opening == Opening::Indefinite);
        if role {
            if !tied || matches!(tie, Tie::Agent(_)) {
                return None;
            }
            if named {
                return found(Form::Identified, SourceKind::Person, (start, head + 1));
            }
            let bare_singular = phrase.opening == Opening::Bare && !phrase.plural;
            let flagged = match phrase.opening {
                Opening::Definite => false,
                Opening::Possessive => phrase.plural && word.is(RETINUE),
                _ => !bare_singular,
            };
            if !flagged {
                return (phrase.opening != Opening::Bare).then(|| Found {
                    source: (start, head + 1),
                    kind: SourceKind::Anaphor,
                    form: Form::Identified,
                    marked: (start, head + 1),
                    description: None,
                    access: None,
                });
            }
            // Staff and workers are flagged as one person who speaks, not as a crowd.
            let counted = phrase.opening == Opening::Indefinite
                && !self.any(
                    phrase.start,
                    &["many", "most", "other", "various", "hundreds", "dozens", "numerous"],
                );
            let crowd = self.words[phrase.start].is_number() && self.written(phrase.start).len() > 2;
            if phrase.plural && (!counted || crowd) && !word.is(OFFICIALDOM) {
                return None;
            }
            let kind = if phrase.named || tail.anchored { SourceKind::Role } else { SourceKind::Anonymous };
            return found(Form::UnnamedOfficial, kind, (start, head + 1));
        }
        if word.is(GROUP) {
            return self.group(phrase, tail, tie, named);
        }
        if word.is(QUANTIFIER) || word.is(PERSON) && self.any(head, &["people"]) {
            return self.quantified(phrase, tail, tie);
        }
        if word.is(RESEARCH) {
            return self.research(phrase, tail, tie, (first, verb_end));
        }
        None
    }

    /// "spokesman", "press officer", "media representative".
    pub(super) fn speaks_for(&self, head: usize) -> bool {
        let press = head > self.from && self.is(head - 1, PRESS);
        self.is(head, SPOKESPERSON)
            || press && self.any(head, &["officer", "officers", "secretary", "aide", "adviser", "advisor"])
    }

    /// "source code", "sources of income", "a power source": not a person.
    pub(super) fn is_other_source(&self, phrase: &Phrase) -> bool {
        let head = phrase.head;
        if self.any(head + 1, &["of", "for"]) {
            return true;
        }
        head > self.from
            && self.any(
                head - 1,
                &[
                    "open",
                    "power",
                    "data",
                    "news",
                    "revenue",
                    "media",
                    "energy",
                    "food",
                    "heat",
                    "light",
                    "water",
                    "main",
                    "income",
                    "primary",
                    "fuel",
                    "funding",
                    "major",
                    "single",
                    "closed",
                    "information",
                    "biggest",
                    "only",
                    "largest",
                    "carbon",
                    "radiation",
                    "nutrient",
                ],
            )
            && !self.is(head + 1, SAY)
    }

    /// Whether a cue ties the words `start..end` to a claim: "according to" before them, a verb of saying after.
    pub(super) fn cue_around(&self, start: usize, end: usize) -> bool {
        let before = (self.from..start).rev().take(3).any(|index| {
            self.starts_phrase(index) || self.is(index, INVERTS) && self.words[index].has(PAST | THIRD)
        });
        before
            || (end..(end + 3).min(self.to)).any(|index| {
                self.is(index, SAY) && self.words[index].has(PAST | THIRD | BASE) && !self.is(index, NOUN)
            })
    }

    /// "Ana Ruiz, a senior official": the phrase stands in apposition to a name before it.
    pub(super) fn beside_name(&self, phrase: &Phrase, tail: &Tail) -> bool {
        let start = phrase.start;
        if start < self.from + 2 || !self.is_comma(start - 1) {
            return false;
        }
        // An apposition closes with a comma or with the sentence: "In Paris, a senior official said" is none.
        // Without an article it closes where it likes: "Ana Ruiz, spokeswoman for the fund said".
        let bare = phrase.opening == Opening::Bare && !phrase.plural;
        if !bare
            && (self.verb(phrase.head + 1, phrase.plural).is_some()
                || tail.verb.is_some_and(|verb| !self.is_comma(verb.start - 1)))
        {
            return false;
        }
        let mut at = start - 2;
        if self.words[at].is_number() && at > self.from + 1 && self.is_comma(at - 1) {
            at -= 2;
        }
        if !self.words[at].proper || self.words[at].is(MONTH | DEMONYM) {
            return false;
        }
        while at > self.from && (self.words[at - 1].proper || self.is(at - 1, HONORIFIC)) {
            at -= 1;
        }
        let after_preposition =
            at > self.from && self.is(at - 1, PREPOSITION) && !self.any(at - 1, &["to", "by", "with"]);
        !after_preposition
    }

    pub(super) fn spokesperson(&self, phrase: &Phrase, tail: &Tail, tie: Tie, named: bool) -> Option<Found> {
        let head = phrase.head;
        let elected = self.any(head, &["representative", "representatives"]);
        if matches!(tie, Tie::None) || self.words[head].capital && head != self.from {
            return None;
        }
        if elected && phrase.opening == Opening::Bare && !phrase.plural {
            return None;
        }
        let end = self.past_owner(head + 1).min(tail.end.max(head + 1));
        let source = (phrase.start, end);
        if named || tail.verb.is_some_and(|verb| self.declines(verb)) {
            return Some(Found {
                source,
                kind: SourceKind::Person,
                form: Form::Identified,
                marked: source,
                description: None,
                access: None,
            });
        }
        if phrase.opening == Opening::Definite
            && !phrase.named
            && end == head + 1
            && !(phrase.start..head).any(|index| self.words[index].is_nounish())
        {
            return Some(Found {
                source,
                kind: SourceKind::Anaphor,
                form: Form::Identified,
                marked: source,
                description: None,
                access: None,
            });
        }
        Some(Found {
            source,
            kind: SourceKind::Role,
            form: Form::UnnamedSpokesperson,
            marked: source,
            description: Some(self.span(source.0, source.1)),
            access: None,
        })
    }

    pub(super) fn declines(&self, verb: Verb) -> bool {
        verb.negated
    }

    /// Past "of the fund", "for the airline" after a spokesperson.
    pub(super) fn past_owner(&self, mut at: usize) -> usize {
        while self.any(at, &["of", "for", "from", "at", "with"]) {
            let (next, _) = self.past_noun_phrase(at + 1);
            if next == at + 1 {
                break;
            }
            at = next;
        }
        at
    }
}
