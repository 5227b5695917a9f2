//! News outlets that report, are told, or are credited.

use crate::language::attribution::classes::*;
use crate::language::attribution::scene::Scene;
use crate::language::attribution::{Attribution, Form, SourceKind};

/// What people who work for an outlet are called.
const STAFF: &[&str] = &[
    "analyst",
    "anchor",
    "columnist",
    "commentator",
    "correspondent",
    "editor",
    "host",
    "journalist",
    "presenter",
    "producer",
    "pundit",
    "reporter",
];

impl Scene<'_> {
    /// The verb of "has learned", "has been told", "understands that" at `at`.
    pub(super) fn has_learned(&self, at: usize) -> Option<usize> {
        if self.any(at, &["understands"]) {
            return (!self.any(at + 1, &["how", "why", "what"])).then_some(at);
        }
        if !self.any(at, &["has", "had", "have"]) {
            return None;
        }
        let verb = self.past_adverbs(at + 1);
        if self.any(verb, &["learned", "learnt"]) {
            return (!self.any(verb + 1, &["to", "from", "how"])).then_some(verb);
        }
        self.reads(verb, &["been", "told"]).then_some(verb + 1)
    }

    /// An outlet by name at `first..=last`: that reports, is told, or is credited.
    pub(super) fn outlet(&self, sentence: usize, first: usize, last: usize, out: &mut Vec<Attribution>) {
        if self.words[last].possessive && !self.is(last + 1, REPORTAGE) {
            return;
        }
        // "BBC labour affairs correspondent Ola Lind said": the outlet is where a named person works.
        let staff = (last + 1..last + 5)
            .take_while(|at| self.get(*at).is_some_and(|word| word.is_word()))
            .any(|at| self.any(at, STAFF));
        if staff {
            return;
        }
        let start = if first > self.from && self.is(first - 1, DETERMINER) { first - 1 } else { first };
        let end = last + 1;
        let mut form = Form::Identified;
        let (cue, marked) = if let Some(verb) = self.has_learned(end) {
            form = Form::HasLearned;
            ((end, verb + 1), (start, verb + 1))
        } else if start >= self.from + 2 && self.reads(start - 2, &["according", "to"]) {
            ((start - 2, start), (start - 2, end))
        } else if start > self.from && self.any(start - 1, &["citing", "quoting", "told", "tells", "telling"])
        {
            ((start - 1, start), (start - 1, end))
        } else if start >= self.from + 2
            && self.any(start - 1, &["with", "to"])
            && self.any(start - 2, &["interview", "interviews", "spoke", "speaking"])
        {
            let from = (self.from..start - 1)
                .rev()
                .take(4)
                .find(|index| self.any(*index, &["in", "spoke", "speaking"]))
                .unwrap_or(start - 2);
            ((from, start), (from, end))
        } else if self.is(end, REPORTAGE)
            && self.get(end).is_some_and(|word| !word.proper || word.has(SINGULAR))
            && (self.is(start, INDEFINITE | DEFINITE) || self.words[last].possessive || start == self.from)
            && (!self.is(end, REPORTS) || self.words[end].has(SINGULAR) && !self.any(end, &["reports"]))
            && !self.is(start, DEFINITE)
        {
            ((end, end + 1), (start, end + 1))
        } else if let Some(at) = self.inverted(start) {
            ((at, at + 1), (at, end))
        } else if let Some(verb) = self.verb(end, false).or_else(|| self.tail(end, false).verb)
            && !verb.passive
            && !self.misleads(verb)
            && (self.is(verb.at, SAY) || self.any(verb.at + 1, &["that"]))
            && !self.is_object(start)
        {
            let near = verb.start <= end + 1;
            ((verb.at, verb.at + 1), (start, if near { verb.at + 1 } else { end }))
        } else if start > self.from + 1
            && self.any(start - 1, &["by"])
            && self.any(
                start - 2,
                &["reported", "published", "revealed", "disclosed", "broadcast", "obtained", "seen"],
            )
        {
            ((start - 2, start - 1), (start - 2, end))
        } else {
            return;
        };
        let kind = if form == Form::HasLearned { SourceKind::Anonymous } else { SourceKind::Outlet };
        out.push(Attribution {
            sentence,
            source: Some(self.span(start, end)),
            cue: self.span(cue.0, cue.1),
            content: Vec::new(),
            kind,
            form,
            marked: self.span(marked.0, marked.1),
            quoted: self.words[last].quoted,
            description: None,
            access: None,
            reason: None,
        });
    }
}
