//! Sources that speak: a noun phrase or a name with its verb, or with "according to" before it.

mod crowd;
mod identified;
mod label;
mod outlet;
mod paper;
mod unnamed;

use super::classes::*;
use super::phrase::{Opening, Phrase, Tail};
use super::scene::{Scene, Verb};
use super::{Attribution, Form, SourceKind};
use crate::language::mention::{Mention, MentionKind};
use crate::text::Span;

/// How a source is tied to what it says.
#[derive(Clone, Copy, Debug)]
enum Tie {
    /// "officials said": the verb after it.
    Subject(Verb),
    /// ", said a senior official": the verb before it.
    Inverted(usize),
    /// "according to", "citing": the first word.
    Phrase(usize),
    /// "described by officials as": the participle.
    Agent(usize),
    /// Nothing ties it to a claim.
    None,
}

/// A source found, with what the rest of the work needs.
struct Found {
    source: (usize, usize),
    kind: SourceKind,
    form: Form,
    marked: (usize, usize),
    description: Option<Span>,
    access: Option<Span>,
}

impl Scene<'_> {
    /// Every source of this sentence that speaks.
    pub fn speakers(&self, sentence: usize, mentions: &[Mention], out: &mut Vec<Attribution>) {
        let has_cue = self.has_cue();
        let mut mention =
            mentions.partition_point(|mention| mention.span.end <= self.span(self.from, self.from + 1).start);
        let mut taken = self.from;
        for head in self.from..self.to {
            let word = &self.words[head];
            while mentions.get(mention).is_some_and(|mention| mention.span.end <= word.span.start) {
                mention += 1;
            }
            let here = mentions.get(mention).filter(|mention| mention.span.overlaps(word.span));
            // A name is read once, at its last word.
            let inside = here.is_some_and(|mention| mention.span.end > word.span.end);
            if let Some(outlet) = here.filter(|mention| mention.kind == MentionKind::Outlet) {
                if !inside {
                    self.outlet(sentence, self.first_word(outlet, head), head, out);
                }
                continue;
            }
            // "The Gazette has learned": an outlet nobody has told us of.
            if word.proper && word.is(OUTLET_WORD) && self.has_learned(head + 1).is_some() {
                self.outlet(sentence, head, head, out);
                continue;
            }
            if inside || head < taken || !self.may_head(head) {
                continue;
            }
            let name = here.map(|mention| (mention.kind, self.first_word(mention, head)));
            if let Some(end) = self.speaker(sentence, head, name, has_cue, out) {
                taken = end;
            }
        }
    }

    /// The first word of a name whose last is at `last`.
    fn first_word(&self, name: &Mention, last: usize) -> usize {
        let words = (self.from..=last).rev();
        words.take_while(|index| self.words[*index].span.end > name.span.start).last().unwrap_or(last)
    }

    /// Whether the sentence attributes something, however: needed before an unnamed source counts.
    fn has_cue(&self) -> bool {
        (self.from..self.to).any(|index| {
            let word = &self.words[index];
            word.is(SAY | OPINION | FINDS)
                && word.has(PAST | THIRD | BASE)
                && !word.proper
                && !word.is(ASKS | NOUN)
                || self.starts_phrase(index)
        })
    }

    /// "according to", "citing", "quoting".
    pub(super) fn starts_phrase(&self, index: usize) -> bool {
        self.any(index, &["according"]) && self.any(index + 1, &["to"])
            || self.any(index, &["citing", "quoting", "cited", "quoted", "cites", "told", "quotes"])
    }

    fn may_head(&self, head: usize) -> bool {
        let word = &self.words[head];
        if !word.is_word() || word.possessive || self.joins_adjectives(head + 1) {
            return false;
        }
        if word.is(PRONOUN) && !word.proper && !word.is(POSSESSIVE) {
            return true;
        }
        if word.is(QUANTIFIER | PERSON) && !word.proper {
            return self.get(head + 1).is_none_or(|next| !next.is_nounish())
                || self.ends_phrase(head)
                || self.verb(head + 1, true).is_some();
        }
        let unnamed = word.is(SOURCE)
            && head > self.from
            && self.is(head - 1, UNNAMED)
            && !self.any(head + 1, &["code"]);
        unnamed || word.is_nounish() && self.ends_phrase(head)
    }

    fn speaker(
        &self,
        sentence: usize,
        head: usize,
        name: Option<(MentionKind, usize)>,
        has_cue: bool,
        out: &mut Vec<Attribution>,
    ) -> Option<usize> {
        let word = &self.words[head];
        let mut phrase = self.phrase(head);
        let mention = name.map(|(kind, _)| kind);
        if let Some((_, first)) = name.filter(|(_, first)| *first < phrase.start) {
            // "the Bank of England": the name reaches back over its "of".
            let article = first > self.from && self.is(first - 1, DETERMINER);
            phrase = Phrase { start: first - usize::from(article), named: true, ..phrase };
        }
        if word.is(PRONOUN) && !word.proper {
            phrase = Phrase { start: head, plural: !self.any(head, &["he", "she", "it"]), ..phrase };
        }
        let speaks_for = self.speaks_for(head);
        let listed = speaks_for
            || word.is(SOURCE | PERSON | ROLE | SPOKESPERSON | GROUP | RESEARCH | QUANTIFIER | INSIDER)
                && !word.proper;
        if !listed
            && phrase.opening == Opening::Indefinite
            && !word.proper
            && !word.is(DOCUMENT | INSTITUTION | BODY)
        {
            return None;
        }
        if word.is(QUANTIFIER) {
            phrase.start = head;
            phrase.plural = true;
        }
        if word.proper || mention.is_some() {
            phrase.plural = false;
        }
        if word.is(INSTITUTION | BODY) {
            // "the government say": bodies take both numbers.
            phrase.plural |= self.verb(head + 1, true).is_some();
        }
        let mut tail = self.tail(head + 1, phrase.plural);
        if (word.proper || mention.is_some() || word.is(INSTITUTION)) && tail.verb.is_none() {
            // Names and bodies may be plural: "Democrats say", "Friends of the Earth say".
            tail.verb = self.tail(head + 1, true).verb;
        }
        if word.has(SINGULAR) && word.has(PLURAL) && tail.verb.is_none() {
            // "research suggests", "data show" and "data shows"
            tail.verb = self.tail(head + 1, false).verb;
        }
        let tie = self.tie(&phrase, &tail);
        let found = if listed {
            self.unnamed(&phrase, &tail, tie, has_cue)
        } else {
            self.identified(&phrase, &tail, tie, mention)
        };
        let found = found?;
        let cue = match tie {
            Tie::Subject(verb) => self.span(verb.at, verb.at + 1),
            Tie::Inverted(at) | Tie::Agent(at) => self.span(at, at + 1),
            Tie::Phrase(at) => self.span(at, phrase.start),
            Tie::None => self.span(found.marked.0, found.marked.1),
        };
        out.push(Attribution {
            sentence,
            source: Some(self.span(found.source.0, found.source.1)),
            cue,
            content: Vec::new(),
            kind: found.kind,
            form: found.form,
            marked: self.span(found.marked.0, found.marked.1),
            quoted: self.words[head].quoted,
            description: found.description,
            access: found.access,
            reason: None,
        });
        Some(head + 1)
    }

    fn tie(&self, phrase: &Phrase, tail: &Tail) -> Tie {
        let start = phrase.start;
        if start >= self.from + 2 && self.any(start - 1, &["to"]) && self.any(start - 2, &["according"]) {
            return Tie::Phrase(start - 2);
        }
        if start > self.from
            && (self.any(start - 1, &["citing", "quoting"])
                || self.any(start - 1, &["per"]) && self.is_somebody(phrase))
        {
            return Tie::Phrase(start - 1);
        }
        if start >= self.from + 4 && self.reads(start - 4, &["in", "the", "words", "of"]) {
            return Tie::Phrase(start - 4);
        }
        if let Some(at) = self.inverted(start) {
            return Tie::Inverted(at);
        }
        if start > self.from && self.any(start - 1, &["by"]) {
            let participle =
                (self.from..start - 1).rev().take(3).find(|index| self.is(*index, SAY | HELD | OPINION));
            if let Some(at) = participle
                && self.words[at].has(PARTICIPLE)
            {
                return Tie::Agent(at);
            }
        }
        match tail.verb {
            Some(verb) if !verb.passive && !self.misleads(verb) && !self.is_object(start) => {
                if verb.negated && verb.at > verb.start {
                    return Tie::None;
                }
                let weak = self.is(verb.at, WEAK | FINDS) && !self.is(verb.at, SAY | OPINION);
                let calls = self.any(verb.at, &["called", "calls", "call"]);
                if weak
                    && !calls
                    && !self.any(verb.at + 1, &["that", "how", "whether"])
                    && !self.is(phrase.head, RESEARCH | DOCUMENT | QUANTIFIER | GROUP | INSTITUTION)
                {
                    return Tie::None;
                }
                Tie::Subject(verb)
            }
            _ => Tie::None,
        }
    }

    /// Whether what stands after "per" can speak: "per the ministry", not "per person".
    fn is_somebody(&self, phrase: &Phrase) -> bool {
        let word = &self.words[phrase.head];
        let definite = phrase.opening == Opening::Definite;
        word.proper || phrase.named || word.is(DOCUMENT) || definite && word.is(INSTITUTION)
    }

    /// Whether the noun phrase at `start` is the object of a verb right before it that does not report: "told two
    /// officials said" does not occur, but "of officials said" does.
    fn is_object(&self, start: usize) -> bool {
        let Some(before) = start.checked_sub(1).and_then(|index| self.get(index)) else { return false };
        before.is(PREPOSITION)
            && !before.proper
            && !before.is(CONJUNCTION)
            && !self.any(start - 1, &["as", "after", "before", "since", "until", "than", "like", "because"])
    }

    /// The verb of `, said X` when `start` begins X.
    fn inverted(&self, start: usize) -> Option<usize> {
        let mut at = start.checked_sub(1)?;
        if self.is(at, ADVERB) && at > self.from {
            at -= 1;
        }
        let verb = self.get(at)?;
        let plural =
            self.any(at, &["say"]) && self.words[start..self.to].iter().take(4).any(|word| word.has(PLURAL));
        if !verb.is(INVERTS) || !(verb.has(PAST | THIRD) || plural) || verb.proper {
            return None;
        }
        let before = at.checked_sub(1).and_then(|index| self.get(index))?;
        let mark = self.written(at - 1);
        (before.kind == crate::language::token::TokenKind::Quote
            || matches!(mark, "," | "?" | "!" | "—" | "–" | "…" | "...")
            || before.quoted && !verb.quoted)
            .then_some(at)
    }
}
