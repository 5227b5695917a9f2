//! What is said: the words a source answers for, in one part or several.

use super::classes::*;
use super::scene::Scene;
use super::{Attribution, Form};
use crate::language::token::TokenKind;
use crate::text::Span;

impl Scene<'_> {
    /// Gives each of `found`, the attributions of this sentence, its content. `cues` are all its cues by token.
    pub fn contents(&self, cues: &[usize], found: &mut [Attribution]) {
        for attribution in found {
            if matches!(attribution.form, Form::AnonymityClause) {
                continue;
            }
            let cue = self.place(attribution.cue);
            let source = attribution.source.map(|span| self.place(span));
            attribution.content = match source {
                Some(source) => self.told(source, cue, cues),
                None => self.unsaid(cue, cues),
            };
            if !attribution.quoted {
                self.go_back(&mut attribution.content);
                self.go_on(&mut attribution.content);
            }
        }
    }

    /// The words of a span, as the first and just past the last.
    fn place(&self, span: Span) -> (usize, usize) {
        let words = &self.words[self.from..self.to];
        let from = self.from + words.partition_point(|word| word.span.end <= span.start);
        let to = self.from + words.partition_point(|word| word.span.start < span.end);
        (from, to.max(from))
    }

    /// Whether a mark closes a clause.
    fn closes(&self, at: usize) -> bool {
        self.get(at).is_none_or(|word| {
            word.kind == TokenKind::Mark
                && matches!(self.written(at), "." | "," | "!" | "?" | ";" | ":" | ")")
        })
    }

    /// The words `from..to` without the marks around them.
    fn part(&self, mut from: usize, mut to: usize) -> Option<Span> {
        while to > from && self.closes(to - 1) {
            to -= 1;
        }
        while from < to && self.closes(from) {
            from += 1;
        }
        (from < to).then(|| self.span(from, to))
    }

    /// Where what follows a cue ends: at the end of the sentence, or where the next verb of the same source begins.
    fn limit(&self, from: usize, cues: &[usize]) -> usize {
        let quoted = self.get(from).is_some_and(|word| word.quoted || word.kind == TokenKind::Quote);
        cues.iter()
            .copied()
            .filter(|cue| *cue > from + 1)
            .find(|&cue| {
                let word = &self.words[cue];
                let comma = self.is_comma(cue - 1) || quoted && self.is_quote(cue - 1);
                let joined = self.any(cue - 1, &["and", "but"]) && !word.quoted;
                !word.quoted && comma && self.written(cue).ends_with("ing")
                    || joined && word.has(PAST | THIRD)
            })
            .map_or(self.to, |cue| cue - 1)
    }

    /// The content of a source at `source` with its cue at `cue`.
    fn told(&self, source: (usize, usize), cue: (usize, usize), cues: &[usize]) -> Vec<Span> {
        let (start, mut end) = (source.0.min(cue.0), source.1.max(cue.1));
        if source.0 >= cue.1
            && !self.is(cue.0, INVERTS)
            && !self.starts_phrase(cue.0)
            && self.any(source.0 - 1, &["by"])
        {
            // "was praised by X": the subject is what is spoken of. "It was claimed by X that": what follows is.
            let verb = (self.from..cue.0).rev().find(|at| !self.is(*at, AUXILIARY | ADVERB | NEGATION));
            let empty = verb.is_some_and(|subject| self.any(subject, &["it"])) || self.tells(cue);
            let more = self.any(source.1, &["that", "to", "as"]);
            let rest = more.then(|| {
                let skipped = usize::from(self.any(source.1, &["that"]));
                self.part(source.1 + skipped, self.limit(source.1, cues))
            });
            let subject = (!empty || rest.is_none()).then(|| self.part(self.from, cue.0));
            return [subject, rest].into_iter().flatten().flatten().collect();
        }
        if source.0 >= cue.1 {
            // An apposition to the source: ", said Ana Ruiz, a nurse."
            if !self.any(source.1, &["that"]) {
                end = self.past_noun_phrase(source.1).0.max(source.1);
            }
        }
        let mut after = end;
        let tells = self.tells(cue);
        if tells && after == cue.1 {
            after = self.past_noun_phrase(after).0;
        }
        after = self.past_adverbs(after);
        after = self.past_setting(after);
        let mid = self.is_comma(after);
        let before_mark = start.checked_sub(1).filter(|before| *before > self.from);
        let after_speech = before_mark.is_some_and(|before| {
            self.is_quote(before)
                || self.is_comma(before) && (self.is_quote(before - 1) || self.words[before - 1].quoted)
        });
        let after_comma = before_mark.is_some_and(|before| self.is_comma(before) || self.is_dash(before));
        let that = self.any(after, &["that", "whether", "how", "why"]);
        if self.any(after, &["that"]) {
            after += 1;
        }
        let limit = self.limit(after, cues);
        let limit = if that && self.is_noun_cue(cue) { self.clause_end(after, limit) } else { limit };
        let rest_empty = (after..self.to).all(|at| !self.words[at].is_word() && !self.words[at].is_number());
        let mut parts = Vec::new();
        if after_speech {
            parts.extend(self.part(self.from, start));
            // “A,” she said, “B.”
            let again = (after..limit).take(40).find(|at| {
                self.is_quote(*at)
                    && (self.closes(at - 1) || *at == after)
                    && self.get(at + 1).is_some_and(|next| next.quoted)
            });
            if that {
                parts.extend(self.part(after, limit));
            } else {
                parts.extend(again.and_then(|again| self.part(again, limit)));
            }
            return parts;
        }
        let phrase = (self.starts_phrase(cue.0) || self.any(cue.0, &["per", "in"])) && !tells;
        let trailing = rest_empty
            || after_comma && !that && !mid && (phrase || self.is(after, PREPOSITION) || source.0 >= cue.1);
        if trailing || phrase && !mid && cue.0 > self.from {
            parts.extend(self.part(self.from, start));
            return parts;
        }
        if mid && after_comma || phrase && mid && cue.0 > self.from + 1 {
            parts.extend(self.part(self.from, start));
        }
        parts.extend(self.part(after, limit));
        parts
    }

    /// Whether the cue names who listens: "told residents that".
    fn tells(&self, cue: (usize, usize)) -> bool {
        self.any(cue.1 - 1, &["told", "tells", "tell", "telling", "assured", "reminded", "informed"])
    }

    /// Past where and when it was said, if "that" shows where the content begins: "said in a letter on Monday that".
    fn past_setting(&self, at: usize) -> usize {
        const FARTHEST: usize = 14;
        if !self.is(at, PREPOSITION) || self.any(at, &["of", "to", "for"]) {
            return at;
        }
        let until = (at + 1..self.to.min(at + FARTHEST)).find(|index| {
            let word = &self.words[*index];
            word.kind != TokenKind::Word && !word.is_number()
                || word.quoted != self.words[at].quoted
                || word.is(REPORTS | RELATIVE | MODAL | BE) && !word.is(NOUN) && !word.proper
        });
        until.filter(|index| self.any(*index, &["that"])).unwrap_or(at)
    }

    /// Whether the cue is a noun, "a warning from X that", "X's claim that": its content is but part of the sentence.
    fn is_noun_cue(&self, cue: (usize, usize)) -> bool {
        cue.1 == cue.0 + 1
            && cue.0 > self.from
            && !self.words[cue.0].has(PAST | ING)
            && (self.is(cue.0 - 1, DETERMINER) || self.words[cue.0 - 1].possessive)
    }

    /// Where the clause that begins at `from` ends before the verb of the whole sentence: "the pumps are safe | was
    /// disputed".
    fn clause_end(&self, from: usize, limit: usize) -> usize {
        let mut verbs = 0;
        for at in from..limit {
            if self.is_comma(at) || self.is_quote(at) {
                return at;
            }
            if self.is(at, RELATIVE | CONJUNCTION) && verbs > 0 {
                verbs = 0;
            }
            let opens = self.is(at, AUXILIARY) && !self.is(at - 1, AUXILIARY | NEGATION | ADVERB);
            if opens {
                verbs += 1;
                if verbs == 2 {
                    return at;
                }
            }
        }
        limit
    }

    /// The content of a cue whose source is left out.
    fn unsaid(&self, cue: (usize, usize), cues: &[usize]) -> Vec<Span> {
        let adverb = self.is(cue.0, HEARSAY | BE) || self.any(cue.1 - 1, &["to"]);
        let mut parts = Vec::new();
        let rest = self.limit(cue.1, cues);
        let after = self.part(cue.1, rest);
        if adverb || after.is_none() {
            parts.extend(self.part(self.from, cue.0));
        }
        parts.extend(after);
        parts
    }

    /// A quotation that began in an earlier sentence is said as a whole.
    fn go_back(&self, content: &mut [Span]) {
        let Some(first) = content.first_mut() else { return };
        let begins =
            self.words.get(self.from).is_some_and(|word| word.quoted && word.span.start == first.start);
        if !begins {
            return;
        }
        let before = self.words[..self.from].iter().rev();
        if let Some(open) = before.take_while(|word| word.quoted || word.kind == TokenKind::Quote).last() {
            first.start = open.span.start;
        }
    }

    /// A quotation goes on over the next sentences as long as nothing but its words stands in them.
    fn go_on(&self, content: &mut Vec<Span>) {
        let Some(last) = self.words.get(self.from..self.to).and_then(|words| words.last()) else { return };
        let spoken = content.iter().any(|span| {
            let from = self.words.partition_point(|word| word.span.start < span.start);
            self.words.get(from).is_some_and(|word| word.kind == TokenKind::Quote || word.quoted)
        });
        if !spoken || last.span.end > self.text.len() {
            return;
        }
        let mut at = self.to;
        let mut stopped = None;
        while let Some(word) = self.words.get(at) {
            if word.kind == TokenKind::Quote {
                let stop = at > self.to && {
                    let before = &self.words[at - 1];
                    matches!(before.span.of(self.text), "." | "!" | "?" | "…" | "...")
                };
                if stop {
                    stopped = Some(at + 1);
                }
            } else if !word.quoted {
                break;
            }
            at += 1;
        }
        if let Some(end) = stopped {
            content.push(self.span(self.to, end));
        }
    }
}
