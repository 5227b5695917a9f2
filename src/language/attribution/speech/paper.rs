//! Research and documents that speak: "studies show", "a 2023 report found".

use super::{Found, Tie};
use crate::language::attribution::classes::*;
use crate::language::attribution::phrase::{Opening, Phrase, Tail};
use crate::language::attribution::scene::Scene;
use crate::language::attribution::{Attribution, Form, SourceKind};

impl Scene<'_> {
    /// "research from message analysts the Radicati Group": a name follows before the clause ends.
    fn is_by_someone(&self, head: usize) -> bool {
        self.any(head + 1, &["from", "by", "at", "conducted", "commissioned", "carried", "published"])
            && (head + 2..head + 10)
                .take_while(|index| self.get(*index).is_some_and(|word| word.is_word()))
                .any(|index| self.words[index].proper && !self.is(index, MONTH | DEMONYM))
    }

    pub(super) fn research(
        &self,
        phrase: &Phrase,
        tail: &Tail,
        tie: Tie,
        marked: (usize, usize),
    ) -> Option<Found> {
        let head = phrase.head;
        let source = (phrase.start, tail.end.max(head + 1));
        let finds = match tie {
            Tie::Subject(verb) => self.is(verb.at, FINDS) && !verb.modal,
            Tie::Phrase(_) => true,
            _ => false,
        };
        if !finds {
            return None;
        }
        let year = (phrase.start..head).any(|index| self.is_year(index));
        let owned = (phrase.start..head).any(|index| self.is(index, OWNER));
        if phrase.named || tail.anchored || tail.named || year || owned || self.is_by_someone(head) {
            return Some(Found {
                source,
                kind: SourceKind::Document,
                form: Form::Identified,
                marked: source,
                description: None,
                access: None,
            });
        }
        if matches!(phrase.opening, Opening::Definite | Opening::Possessive) {
            return Some(Found {
                source,
                kind: SourceKind::Anaphor,
                form: Form::Identified,
                marked: source,
                description: None,
                access: None,
            });
        }
        // "A study of 40 nurses found" is described, if not named; "a recent study" and "a study" are not.
        let singular = phrase.opening == Opening::Indefinite
            && !phrase.plural
            && !self.any(head, &["research", "evidence", "data", "science", "literature"]);
        // "the Dornsife/Daybreak tracking poll shows": a lone "poll" is the end of a phrase that was not read whole.
        let lone = phrase.opening == Opening::Bare && phrase.start == head && !phrase.plural;
        if lone
            && self
                .any(head, &["study", "survey", "poll", "report", "estimate", "analysis", "review", "paper"])
        {
            return None;
        }
        let fresh = (phrase.start..head).any(|index| self.is(index, FRESH));
        if singular && !fresh && tail.end > head + 1 {
            return None;
        }
        // A verb far off belongs to another story: mark the noun phrase alone.
        let far = marked.1 > tail.end + 3;
        let marked = if far { (marked.0, tail.end.max(head + 1)) } else { marked };
        let marked = match tie {
            // "points to" attributes with its preposition.
            Tie::Subject(_) if self.any(marked.1, &["to"]) => (marked.0, marked.1 + 1),
            Tie::Phrase(at) => (at, head + 1),
            _ => marked,
        };
        Some(Found {
            source,
            kind: SourceKind::Vague,
            form: Form::Research,
            marked,
            description: None,
            access: None,
        })
    }

    /// Documents that a body puts out and that speak by a participle: "Microsoft released a report stating that".
    pub(in crate::language::attribution) fn publications(&self, sentence: usize, out: &mut Vec<Attribution>) {
        for at in self.from + 2..self.to {
            let speaks = self.is(at, SAY | FINDS) && self.words[at].has(ING);
            let head = at - 1;
            if !speaks
                || !self.any(at + 1, &["that"])
                || !self.is(head, DOCUMENT | RESEARCH)
                || self.words[head].proper
            {
                continue;
            }
            let phrase = self.phrase(head);
            let put_out = phrase
                .start
                .checked_sub(1)
                .is_some_and(|verb| self.any(verb, &["released", "published", "issued"]));
            if !put_out {
                continue;
            }
            let source = self.span(phrase.start, at);
            let mut end = self.to;
            while end > at + 2 && matches!(self.written(end - 1), "." | "!" | "?" | ";") {
                end -= 1;
            }
            out.push(Attribution {
                sentence,
                source: Some(source),
                cue: self.span(at, at + 1),
                content: (at + 2 < end).then(|| self.span(at + 2, end)).into_iter().collect(),
                kind: SourceKind::Document,
                form: Form::Identified,
                marked: source,
                quoted: self.words[at].quoted,
                description: None,
                access: None,
                reason: None,
            });
        }
    }
}
