//! Claims whose holder is left out: "reportedly", "is said to", "it was revealed that", "widely regarded".

use super::classes::*;
use super::scene::Scene;
use super::{Attribution, Form, SourceKind};

impl Scene<'_> {
    /// Every hidden attribution of the sentence.
    pub fn hidden(&self, sentence: usize, out: &mut Vec<Attribution>) {
        for at in self.from..self.to {
            let word = &self.words[at];
            if !word.is_word() || !word.is(TELLING | HEARSAY | RUMOURED | WIDELY | BE) {
                continue;
            }
            let (form, from, to) = if word.is(HEARSAY) {
                (Form::Hearsay, at, at + 1)
            } else if let Some((from, to)) = self.rumoured(at) {
                (Form::Hearsay, from, to)
            } else if let Some(to) = self.widely_held(at) {
                (Form::WidelyHeld, at, to)
            } else if let Some(to) = self.impersonal(at) {
                (Form::Agentless, at, to)
            } else if let Some(to) = self.presumed(at) {
                (Form::Agentless, at, to)
            } else if let Some(to) = self.there_are(at) {
                (Form::Agentless, at, to)
            } else if let Some(to) = self.questions_raised(at) {
                (Form::Agentless, at, to)
            } else {
                continue;
            };
            let cue = self.span(from, to);
            let kind = if form == Form::WidelyHeld { SourceKind::Vague } else { SourceKind::Hidden };
            out.push(Attribution {
                sentence,
                source: None,
                cue,
                content: Vec::new(),
                kind,
                form,
                marked: cue,
                quoted: word.quoted,
                description: None,
                access: None,
                reason: None,
            });
        }
    }

    /// "said to" after a form of be, "rumoured to"; as the words from..to.
    fn rumoured(&self, at: usize) -> Option<(usize, usize)> {
        if self.reads(at, &["so", "they", "say"]) {
            return Some((at, at + 3));
        }
        let rumour = self.any(at, &["rumoured", "rumored"]);
        let word = &self.words[at];
        if !(rumour || self.any(at, &["understood"]) || word.is(RUMOURED) && word.has(PARTICIPLE)) {
            return None;
        }
        let mut before = at;
        while before > self.from && self.is(before - 1, ADVERB) {
            before -= 1;
        }
        let be = before > self.from && self.is(before - 1, BE);
        // "could be said to feature" weighs words; nobody has said so.
        if be && before >= self.from + 2 && self.any(before - 2, &["could", "can", "might", "may"]) {
            return None;
        }
        if self.any(at + 1, &["to"]) && (be || rumour) {
            return self.is_infinitive(at + 1, self.any(at, &["reported"])).then_some((at, at + 2));
        }
        rumour.then_some((at, at + 1))
    }

    /// Whether "to" at `to` begins an infinitive, not a hearer: "is said to own", not "was said to her".
    fn is_infinitive(&self, to: usize, strict: bool) -> bool {
        let mut at = to + 1;
        while self.is(at, ADVERB) {
            at += 1;
        }
        let Some(word) = self.get(at) else { return false };
        if self.any(at, &["be", "have"]) {
            return true;
        }
        if strict {
            return self.any(
                at,
                &[
                    "own", "want", "include", "contain", "involve", "hold", "live", "face", "total", "cost",
                    "number",
                ],
            );
        }
        word.is_word()
            && !word.capital
            && !word.possessive
            && !word.is(DETERMINER | OBJECT | PRONOUN | INSTITUTION | BODY | SPOKESPERSON)
    }

    fn widely_held(&self, at: usize) -> Option<usize> {
        if !self.is(at, WIDELY) || !self.is(at + 1, HELD) || !self.words[at + 1].has(PARTICIPLE) {
            return None;
        }
        // "widely seen in", "widely accepted by doctors", "widely used": only as a judgement.
        let judged = self.any(at + 2, &["as", "to", "that"])
            || self.any(
                at + 1,
                &[
                    "considered",
                    "believed",
                    "thought",
                    "deemed",
                    "accepted",
                    "acknowledged",
                    "regarded",
                    "assumed",
                ],
            );
        (judged && !self.any(at + 2, &["by"])).then_some(at + 2)
    }

    /// "It was revealed that".
    fn impersonal(&self, at: usize) -> Option<usize> {
        if !self.any(at, &["it"]) || self.words[at].proper {
            return None;
        }
        let mut verb = at + 1;
        let mut be = false;
        while verb < at + 6 && self.is(verb, AUXILIARY | ADVERB) {
            if self.is(verb, NEGATION | MODAL) {
                return None;
            }
            be |= self.is(verb, BE);
            verb += 1;
        }
        if self.any(at + 1, &["'s", "’s"]) {
            be = true;
        }
        let word = self.get(verb)?;
        if !be || !word.is(IMPERSONAL) || !word.has(PARTICIPLE) {
            return None;
        }
        let mut that = verb + 1;
        // "it was announced on Tuesday that", "it was reported last week that"
        for _ in 0..3 {
            let next = self.past_adverbs(that);
            if next == that && self.any(that, &["on", "in", "last", "at"]) {
                that = self.past_noun_phrase(that + 1).0;
            } else {
                that = next;
            }
        }
        if self.any(that, &["that"]) {
            // "it is said that time heals": an idiom, not a report.
            let idiom =
                self.reads(verb, &["said", "that"]) && self.any(verb - 1, &["often", "sometimes", "always"]);
            return (!idiom).then_some(that + 1);
        }
        None
    }

    /// "is believed to".
    fn presumed(&self, at: usize) -> Option<usize> {
        if !self.is(at, BE) || self.is(at, NEGATION) {
            return None;
        }
        let mut verb = at + 1;
        while verb < at + 3 && (self.is(verb, ADVERB) && !self.is(verb, NEGATION)) {
            verb += 1;
        }
        let word = self.get(verb)?;
        if !word.is(PRESUMED)
            || !word.has(PARTICIPLE)
            || !self.any(verb + 1, &["to"])
            || self.any(verb, &["understood"])
        {
            return None;
        }
        // "is considered to", "was estimated to" and the like before a verb only.
        self.is_infinitive(verb + 1, false).then_some(verb + 2)
    }

    /// "There are growing concerns that".
    fn there_are(&self, at: usize) -> Option<usize> {
        if !self.any(at, &["there"]) || !self.is(at + 1, AUXILIARY) || self.is(at + 1, NEGATION | MODAL) {
            return None;
        }
        let mut noun = at + 2;
        while noun < at + 7 && !self.is(noun, RUMOUR) {
            let word = self.get(noun)?;
            if self.is_comma(noun) || word.is(PREPOSITION | NEGATION) || self.any(noun, &["no"]) {
                return None;
            }
            noun += 1;
        }
        (self.is(noun, RUMOUR) && self.any(noun + 1, &["that"])).then_some(noun + 2)
    }

    /// "Questions have been raised".
    fn questions_raised(&self, at: usize) -> Option<usize> {
        if !self.any(at, &["questions", "concerns", "doubts", "fears", "eyebrows", "objections"]) {
            return None;
        }
        let mut verb = at + 1;
        let mut be = false;
        while verb < at + 5 && self.is(verb, AUXILIARY | ADVERB) {
            if self.is(verb, NEGATION | MODAL) {
                return None;
            }
            be |= self.is(verb, BE);
            verb += 1;
        }
        (be && self.any(verb, &["raised", "voiced", "expressed"]) && !self.any(verb + 1, &["by"]))
            .then_some(verb + 1)
    }
}
