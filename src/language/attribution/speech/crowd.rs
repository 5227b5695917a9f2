//! Sources in the plural: "experts say", "critics call", "many believe".

use super::{Found, Tie};
use crate::language::attribution::classes::*;
use crate::language::attribution::phrase::{Opening, Phrase, Tail};
use crate::language::attribution::scene::{Scene, Verb};
use crate::language::attribution::{Form, SourceKind};

impl Scene<'_> {
    pub(super) fn group(&self, phrase: &Phrase, tail: &Tail, tie: Tie, named: bool) -> Option<Found> {
        let head = phrase.head;
        let word = &self.words[head];
        let source = (phrase.start, head + 1);
        if matches!(tie, Tie::None) {
            return None;
        }
        let anaphor = Found {
            source,
            kind: SourceKind::Anaphor,
            form: Form::Identified,
            marked: source,
            description: None,
            access: None,
        };
        if named {
            return Some(Found { kind: SourceKind::Person, ..anaphor });
        }
        if !phrase.plural {
            return match phrase.opening {
                Opening::Definite | Opening::Possessive => Some(anaphor),
                // "one analyst said", "an expert told": an unnamed person.
                Opening::Indefinite if !phrase.named && !tail.anchored && !word.is(SIDES) => {
                    Some(Found { kind: SourceKind::Anonymous, form: Form::UnnamedOfficial, ..anaphor })
                }
                _ => None,
            };
        }
        if phrase.named || tail.anchored {
            // "Abortion opponents said": a capital at the beginning names nobody.
            let opens = phrase.start == self.from && !tail.anchored && {
                let mut names =
                    (self.from..head).filter(|at| self.words[*at].proper && !self.is(*at, DEMONYM | MONTH));
                names.next() == Some(self.from) && names.next().is_none()
            };
            let kind = if opens || word.is(SIDES) { SourceKind::Vague } else { SourceKind::Organisation };
            return Some(Found { kind, ..anaphor });
        }
        if phrase.opening == Opening::Definite || phrase.opening == Opening::Possessive && !word.is(SIDES) {
            return Some(anaphor);
        }
        // "three of the five judges" has its anchor; "Two experts" has none but a count.
        if !self.is_free(phrase.start) {
            return None;
        }
        let vague = |from, to| {
            Some(Found {
                source,
                kind: SourceKind::Vague,
                form: Form::Group,
                marked: (from, to),
                description: None,
                access: None,
            })
        };
        match tie {
            Tie::Subject(verb) => {
                let near = verb.start <= tail.end + 1;
                (!verb.modal && self.judges(verb))
                    .then(|| vague(phrase.start, if near { verb.at + 1 } else { head + 1 }))
                    .flatten()
            }
            Tie::Phrase(at) => vague(at, head + 1),
            Tie::Inverted(at) => vague(at, head + 1),
            Tie::Agent(at) if self.any(head + 1, &["as", "to"]) => vague(at, head + 1),
            _ => None,
        }
    }

    /// Whether a group's verb states a view: "question" and "call" do without "that", "see" with "as".
    pub(super) fn judges(&self, verb: Verb) -> bool {
        let at = verb.at;
        if self.is(at, SAY | OPINION) {
            return true;
        }
        let written = self.written(at).to_ascii_lowercase();
        if written.starts_with("call") || written.starts_with("question") {
            return true;
        }
        if written.starts_with("see") || written == "saw" {
            return (at..(at + 14).min(self.to)).any(|index| self.any(index, &["as"]));
        }
        self.any(at + 1, &["that"])
    }

    /// Whether a subject may begin at `start`: no condition rules it, and the sentence is not a question.
    pub(super) fn is_free(&self, start: usize) -> bool {
        if self.to > self.from && self.written(self.to - 1) == "?" {
            return false;
        }
        if start == self.from {
            return true;
        }
        let clause = (self.from..start)
            .rev()
            .take_while(|index| !self.is_comma(*index))
            .any(|index| self.is(index, CONDITION));
        !clause && !self.any(start - 1, &["of"])
    }

    pub(super) fn quantified(&self, phrase: &Phrase, tail: &Tail, tie: Tie) -> Option<Found> {
        let head = phrase.head;
        let Tie::Subject(verb) = tie else { return None };
        let mut start = head;
        if self.any(head, &["people"]) {
            start = head
                .checked_sub(1)
                .filter(|index| {
                    *index >= self.from && self.any(*index, &["many", "some", "most", "few", "other"])
                })
                .unwrap_or(head);
        } else if self.any(head, &["others"])
            && head > self.from
            && self.any(head - 1, &["many", "some", "several"])
        {
            start = head - 1;
        }
        // "how many believe", "as some say" and "the many" are not subjects of their own.
        let opens = start == self.from
            || self.is_comma(start - 1)
            || self.is_dash(start - 1)
            || self.is_quote(start - 1)
            || matches!(self.written(start - 1), ";" | ":" | "(")
            || self.is(start - 1, CONJUNCTION | RELATIVE) && !self.any(start - 1, &["how", "whose"])
            || self.any(start - 1, &["as", "that", "what"]);
        let near = verb.start == head + 1;
        let outside = self.any(head + 1, &["in", "on", "at", "inside", "within", "outside", "around"])
            && tail.end > head + 1;
        let view = self.is(verb.at, OPINION) || self.judges(verb) && self.is(verb.at, WEAK);
        if !opens || !(near || outside) || verb.modal || !view || tail.named || !self.is_free(start) {
            return None;
        }
        let ing_noun = self.words[verb.at].has(ING);
        if ing_noun && verb.start == verb.at {
            return None;
        }
        Some(Found {
            source: (start, head + 1),
            kind: SourceKind::Vague,
            form: Form::Group,
            marked: (start, if near { verb.at + 1 } else { head + 1 }),
            description: None,
            access: None,
        })
    }
}
