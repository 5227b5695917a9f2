//! Cues that the model finds beyond the grammar: whose they are.
//!
//! Most are of stance and thought, "praised", "is eager", "criticism of". They are read for whoever wants to see all
//! attribution; none of them vouches for a claim, so no rule and no status rests on one.

use super::classes::*;
use super::phrase::Opening;
use super::scene::Scene;
use super::{Attribution, Form, SourceKind};
use crate::language::mention::{Mention, MentionKind};
use crate::language::token::TokenKind;

/// The words of a source, its head among them.
#[derive(Clone, Copy, Debug)]
struct Voice {
    start: usize,
    head: usize,
    end: usize,
}

/// How far back a subject is looked for, in words.
const REACH: usize = 30;

impl Scene<'_> {
    /// An attribution for each of `cues`, words of this sentence, that `found` does not have yet.
    pub fn loose(
        &self,
        sentence: usize,
        cues: &[usize],
        mentions: &[Mention],
        found: &mut Vec<Attribution>,
        first: usize,
    ) {
        for &at in cues {
            let here = self.words[at].span;
            let known = found[first..].iter().any(|it| it.cue.overlaps(here) || it.marked.overlaps(here));
            if known {
                continue;
            }
            let cue = (self.group_start(at), at + 1);
            let voice = self.voice(cue.0, at);
            let source = voice.map(|voice| self.span(voice.start, voice.end)).or_else(|| {
                // "praised A and mocked B": whoever spoke last.
                let before = found[first..].iter().rev().filter(|it| it.cue.end <= here.start);
                before.take(2).find_map(|it| it.source)
            });
            let kind = match (voice, source) {
                (Some(voice), _) => self.identity(voice, mentions),
                (None, Some(source)) => found[first..]
                    .iter()
                    .find(|it| it.source == Some(source))
                    .map_or(SourceKind::Anaphor, |it| it.kind),
                (None, None) => SourceKind::Hidden,
            };
            let span = self.span(cue.0, cue.1);
            found.push(Attribution {
                sentence,
                source,
                cue: span,
                content: Vec::new(),
                kind,
                form: Form::Loose,
                marked: span,
                quoted: self.words[at].quoted,
                description: None,
                access: None,
                reason: None,
            });
        }
    }

    /// The first word of the verb group that ends at `at`: "has repeatedly said".
    fn group_start(&self, at: usize) -> usize {
        let mut start = at;
        while start > self.from
            && start + 4 > at
            && (self.is(start - 1, AUXILIARY | NEGATION)
                || self.is(start - 1, ADVERB) && self.written(start - 1).ends_with("ly"))
        {
            start -= 1;
        }
        start
    }

    /// Whose cue it is: the verb group begins at `start`, its telling word is at `at`.
    fn voice(&self, start: usize, at: usize) -> Option<Voice> {
        if self.words[at].kind == TokenKind::Mark {
            return self.ending_at(at.checked_sub(1)?);
        }
        let passive = (start..at).any(|index| self.is(index, BE)) && !self.written(at).ends_with("ing");
        if passive || self.any(at + 1, &["by"]) {
            let by = (at + 1..(at + 5).min(self.to)).find(|index| self.any(*index, &["by"]));
            if let Some(by) = by {
                return self.beginning_at(by + 1);
            }
        }
        // ", said X": right after the words said.
        let after_words = start > self.from && {
            let before = &self.words[start - 1];
            before.kind == TokenKind::Quote
                || before.quoted && !self.words[at].quoted
                || self.is_comma(start - 1)
        };
        if after_words
            && !self.written(at).ends_with("ing")
            && let Some(next) = self.get(at + 1)
            && (next.proper || next.is(DETERMINER | HONORIFIC) || next.is(PRONOUN) && !next.is(POSSESSIVE))
            && start > self.from + 1
            && self.is_inverted(start, at)
        {
            return self.beginning_at(at + 1);
        }
        // "criticism from X", "Ruiz's criticism", "the criticism"
        let noun = start == at && start > self.from && {
            let before = &self.words[start - 1];
            before.possessive || before.is(DETERMINER | PREPOSITION) && !self.written(at).ends_with("ing")
        };
        if self.any(at + 1, &["from", "among"]) && !self.written(at).ends_with("ed") {
            return self.beginning_at(at + 2).or_else(|| self.subject(start));
        }
        if noun {
            if let Some(from) =
                (at + 1..(at + 4).min(self.to)).find(|index| self.any(*index, &["from", "by", "among"]))
            {
                return self.beginning_at(from + 1);
            }
            if self.words[start - 1].possessive {
                return self.ending_at(start - 1);
            }
            if self.is(start - 1, POSSESSIVE) {
                return Some(Voice { start: start - 1, head: start - 1, end: start });
            }
        }
        self.subject(start)
    }

    /// Whether a verb right after a comma or quotation stands before its subject.
    fn is_inverted(&self, start: usize, at: usize) -> bool {
        let before = &self.words[start - 1];
        if before.kind == TokenKind::Quote || before.quoted || self.words[start - 2].quoted {
            return true;
        }
        // ", said the mayor.", but not "Ruiz, a nurse, asked the mayor about".
        let (end, _) = self.past_noun_phrase(at + 1);
        self.is(at, INVERTS) && self.get(end).is_none_or(|next| next.kind == TokenKind::Mark)
    }

    /// The noun phrase whose last word is at `last`, with the phrase it hangs on: "officials at the ministry".
    fn ending_at(&self, last: usize) -> Option<Voice> {
        let word = self.get(last)?;
        if word.is(PRONOUN | RELATIVE | QUANTIFIER | OBJECT) && !word.proper
            || self.any(last, &["both", "all", "two", "everyone", "nobody", "one", "another"])
        {
            return Some(Voice { start: last, head: last, end: last + 1 });
        }
        if !(word.is_nounish() || word.is(NOUN) || word.is(TIME) || word.possessive) {
            return None;
        }
        let mut phrase = self.phrase(last);
        let end = last + 1;
        // The head is before "of", "for", "at".
        for _ in 0..3 {
            let Some(preposition) = phrase.start.checked_sub(1).filter(|it| *it > self.from) else { break };
            let hangs =
                self.any(preposition, &["of", "for", "at", "in", "with", "from", "on", "to", "against"]);
            let head = preposition - 1;
            if !hangs || !self.words[head].is_nounish() || self.words[head].possessive {
                break;
            }
            phrase = self.phrase(head);
        }
        Some(Voice { start: phrase.start, head: phrase.head, end })
    }

    /// The noun phrase that begins at `from`.
    fn beginning_at(&self, from: usize) -> Option<Voice> {
        let (mut end, _) = self.past_noun_phrase(from);
        // "Democratic and independent analysts": two adjectives of one noun.
        if end > from && self.is(end - 1, DEMONYM) && self.any(end, &["and", "or"]) {
            end = Some(self.past_noun_phrase(end + 1).0).filter(|next| *next > end + 1).unwrap_or(end);
        }
        (end > from).then(|| Voice { start: from, head: end - 1, end })
    }

    /// The subject of the verb group that begins at `start`.
    fn subject(&self, start: usize) -> Option<Voice> {
        let mut last = start.checked_sub(1).filter(|last| *last >= self.from)?;
        let linking: &[&str] =
            &["remain", "remains", "remained", "seem", "seems", "seemed", "feel", "feels", "felt", "became"];
        // "on Saturday presented", "remain reluctant"
        while last > self.from {
            let weekday = self.words[last].capital && self.is(last, ADVERB | TIME);
            if weekday && last > self.from + 1 && self.any(last - 1, &["on"]) {
                last -= 2;
            } else if self.is(last, ADVERB | TIME) || self.any(last, linking) {
                last -= 1;
            } else {
                break;
            }
        }
        if self.is_comma(last) || self.is_dash(last) || self.written(last) == ")" {
            // ", a spokesman for the airline, praised": what stands before the aside.
            let mark = self.written(last);
            let opens = if mark == ")" { "(" } else { mark };
            let before = (self.from + 1..last)
                .rev()
                .take(REACH)
                .take_while(|index| self.words[*index].kind != TokenKind::Quote)
                .find(|index| self.written(*index) == opens);
            return match before {
                Some(before) if !self.words[start].has(ING) => self.ending_at(before - 1),
                _ => self.first_subject(start),
            };
        }
        if self.is(last, RELATIVE) && !self.words[last].proper {
            return Some(Voice { start: last, head: last, end: last + 1 });
        }
        if self.is(last, CONJUNCTION | PREPOSITION | AUXILIARY | REPORTS) && !self.words[last].proper
            || self.any(last, &["to"])
            || self.written(last).ends_with("ed") && !self.words[last].capital && !self.is(last, NOUN)
        {
            return self.first_subject(start);
        }
        self.ending_at(last).or_else(|| self.first_subject(start))
    }

    /// The nearest noun phrase before `start` that a verb follows.
    fn first_subject(&self, start: usize) -> Option<Voice> {
        let from = start.saturating_sub(REACH).max(self.from);
        for at in (from..start.saturating_sub(1)).rev() {
            let word = &self.words[at];
            let subject =
                word.is(PRONOUN) && !word.is(POSSESSIVE) || word.proper && !word.possessive || word.is(NOUN);
            if !subject || word.is(MONTH) {
                continue;
            }
            let next = &self.words[at + 1];
            // "the Democratic contenders": the noun is still to come.
            if word.is(DEMONYM) && !next.is(AUXILIARY | REPORTS) {
                continue;
            }
            let verb = next.is(AUXILIARY | REPORTS) && !next.proper
                || !next.proper && next.is_word() && {
                    let written = self.written(at + 1);
                    (written.ends_with("ed") || written.ends_with('s')) && !next.is(NOUN | PREPOSITION)
                };
            if verb {
                return self.ending_at(at);
            }
        }
        // A verb that was not known as one: whoever is named first.
        let first = (from..start).find(|at| {
            let word = &self.words[*at];
            word.proper && !word.is(MONTH) && !word.possessive || word.is(PRONOUN) && !word.is(POSSESSIVE)
        })?;
        let last = (first..start).take_while(|at| self.words[*at].proper).last().unwrap_or(first);
        self.ending_at(last)
    }

    /// How well the reader can tell who it is.
    fn identity(&self, voice: Voice, mentions: &[Mention]) -> SourceKind {
        let head = voice.head;
        let word = &self.words[head];
        if let Some(kind) = self.kind_of_crowd(head, self.phrase(head).opening) {
            return kind;
        }
        if self.is_share(voice.start, head) {
            return SourceKind::Anaphor;
        }
        // "Ruiz and her aides": the one with the name.
        if let Some(and) = voice.start.checked_sub(1).filter(|and| self.any(*and, &["and"]))
            && self.get(and.wrapping_sub(1)).is_some_and(|name| name.proper && !name.is(MONTH | CROWD))
            && !word.proper
        {
            return SourceKind::Person;
        }
        let place = mentions.partition_point(|mention| mention.span.end <= word.span.start);
        if let Some(mention) = mentions.get(place).filter(|mention| mention.span.overlaps(word.span)) {
            return match mention.kind {
                MentionKind::Person => SourceKind::Person,
                MentionKind::Outlet => SourceKind::Outlet,
                MentionKind::Document => SourceKind::Document,
                _ => SourceKind::Organisation,
            };
        }
        if word.proper {
            return SourceKind::Person;
        }
        if self.any(head, &["someone", "somebody", "another"]) {
            return SourceKind::Anonymous;
        }
        if word.is(QUANTIFIER) || self.any(head, &["everyone", "nobody"]) {
            return SourceKind::Vague;
        }
        if word.is(PRONOUN | RELATIVE | OBJECT | POSSESSIVE) {
            return SourceKind::Anaphor;
        }
        let phrase = self.phrase(head);
        let tail = self.tail(head + 1, phrase.plural);
        // "supporters of her opponent, Ana Ruiz": the opponent is named, not they.
        if tail.named && self.names_aside(tail.end) && (tail.end == head + 1 || !phrase.plural) {
            return SourceKind::Person;
        }
        // "some of his supporters", "many of the delegates"
        let some = ["some", "many", "most", "several", "few", "others"];
        if phrase.plural
            && phrase.start >= self.from + 2
            && self.any(phrase.start - 1, &["of"])
            && self.any(phrase.start - 2, &some)
        {
            return SourceKind::Vague;
        }
        let definite = matches!(phrase.opening, Opening::Definite | Opening::Possessive);
        let crowd = self.is_crowd(head) || word.is(GROUP);
        if word.is(SOURCE | INSIDER) {
            return SourceKind::Anonymous;
        }
        if self.is(head, SPOKESPERSON) {
            return SourceKind::Role;
        }
        if crowd && phrase.plural && !(phrase.opening == Opening::Definite && word.is(GROUP)) {
            return SourceKind::Vague;
        }
        if word.is(ROLE | GROUP) && (!definite || phrase.plural && word.is(RETINUE)) {
            return if phrase.named || tail.anchored { SourceKind::Role } else { SourceKind::Anonymous };
        }
        if word.is(INSTITUTION) && !word.is(ROLE) {
            return SourceKind::Organisation;
        }
        // "the city of Phoenix", "the survey, conducted by the institute": named if not by its own name.
        if (phrase.named || tail.anchored && definite) && !word.is(ROLE | GROUP) {
            return if word.is(DOCUMENT) { SourceKind::Document } else { SourceKind::Organisation };
        }
        if definite {
            return SourceKind::Anaphor;
        }
        if phrase.plural || word.has(PLURAL) || self.written(head).ends_with('s') {
            return SourceKind::Vague;
        }
        if word.is(PERSON | CROWD) { SourceKind::Anonymous } else { SourceKind::Vague }
    }

    /// "Republicans", "voters": people by the many.
    pub(super) fn is_crowd(&self, at: usize) -> bool {
        self.is(at, CROWD) && self.words[at].has(PLURAL)
    }

    /// What capitalised members of a party or people are: "Democrats" are many, "a Democrat" is somebody, "Citizens for
    /// Clean Air" is a body.
    pub(super) fn kind_of_crowd(&self, head: usize, opening: Opening) -> Option<SourceKind> {
        let word = &self.words[head];
        if !word.is(CROWD) || !word.capital {
            return None;
        }
        if word.has(PLURAL) {
            let body =
                self.any(head + 1, &["for", "against"]) && self.get(head + 2).is_some_and(|word| word.proper);
            return Some(if body { SourceKind::Organisation } else { SourceKind::Vague });
        }
        (opening == Opening::Indefinite).then_some(SourceKind::Anonymous)
    }

    /// "46 percent of voters", "one in five", "a majority": a share that some poll counted, which the text names or should.
    pub(super) fn is_share(&self, start: usize, head: usize) -> bool {
        (start.max(self.from)..=head).any(|at| {
            self.any(at, &["percent", "%", "majority", "plurality", "two-thirds", "three-quarters"])
                || self.any(at, &["in"]) && at > start && self.get(at + 1).is_some_and(Word::is_number)
        })
    }
}
