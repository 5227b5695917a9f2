//! Sources the reader can tell: a name, a pronoun, a body, a definite noun phrase.

use super::{Found, Tie};
use crate::language::attribution::classes::*;
use crate::language::attribution::phrase::{Opening, Phrase, Tail};
use crate::language::attribution::scene::Scene;
use crate::language::attribution::{Attribution, Form, SourceKind};
use crate::language::mention::MentionKind;
use crate::text::Span;

impl Scene<'_> {
    /// A name, a pronoun, a body or a definite noun phrase that speaks.
    pub(super) fn identified(
        &self,
        phrase: &Phrase,
        tail: &Tail,
        tie: Tie,
        mention: Option<MentionKind>,
    ) -> Option<Found> {
        let head = phrase.head;
        let word = &self.words[head];
        if matches!(tie, Tie::None) {
            return None;
        }
        let source = (phrase.start, head + 1);
        let kind = if word.is(PRONOUN) && !word.proper {
            SourceKind::Anaphor
        } else if let Some(kind) = self.kind_of_crowd(head, phrase.opening) {
            kind
        } else if self.is_share(phrase.start, head) {
            SourceKind::Anaphor
        } else if let Some(kind) = mention {
            match kind {
                MentionKind::Person => SourceKind::Person,
                MentionKind::Outlet => SourceKind::Outlet,
                MentionKind::Document => SourceKind::Document,
                _ => SourceKind::Organisation,
            }
        } else if word.proper {
            SourceKind::Person
        } else if word.is(INSTITUTION) {
            SourceKind::Organisation
        } else if word.is(DOCUMENT) {
            match phrase.opening {
                Opening::Definite | Opening::Possessive if !phrase.named && !tail.anchored => {
                    SourceKind::Anaphor
                }
                _ if phrase.named || tail.anchored || self.is_of_body(phrase) => SourceKind::Document,
                Opening::Indefinite | Opening::Bare => return None,
                _ => SourceKind::Document,
            }
        } else if self.is_crowd(head) {
            SourceKind::Vague
        } else if phrase.named || tail.named || tail.anchored {
            SourceKind::Organisation
        } else if matches!(phrase.opening, Opening::Definite | Opening::Possessive) {
            SourceKind::Anaphor
        } else {
            return None;
        };
        let marked = source;
        // "A report released in March found": what tells which report it is belongs to the source.
        let source = match tie {
            Tie::Subject(verb) if kind == SourceKind::Document && tail.anchored && tail.end < verb.start => {
                let comma = usize::from(self.is_comma(verb.start - 1));
                (source.0, (verb.start - comma).max(source.1))
            }
            _ => source,
        };
        Some(Found { source, kind, form: Form::Identified, marked, description: None, access: None })
    }

    /// "court records", "police documents": papers of a body that could be named.
    fn is_of_body(&self, phrase: &Phrase) -> bool {
        phrase.start < phrase.head && self.is(phrase.head - 1, OWNER)
    }

    /// Takes away the second reading of a verb between two noun phrases, "An official, Ana Ruiz, said the dam leaks": where no
    /// quotation stands before it, the first of the two speaks. `found` from `first` on is of this sentence.
    pub fn settle_inverted(&self, found: &mut Vec<Attribution>, first: usize) {
        let own = &found[first..];
        let before =
            |cue: Span| own.iter().any(|it| it.cue == cue && it.source.is_some_and(|it| it.end <= cue.start));
        let second: Vec<bool> = own
            .iter()
            .map(|it| {
                // "told Reuters" credits the outlet beside whoever told it.
                it.form == Form::Identified
                    && it.kind != SourceKind::Outlet
                    && it.source.is_some_and(|source| source.start >= it.cue.end)
                    && before(it.cue)
                    && !self.follows_quotation(it.cue)
            })
            .collect();
        if second.contains(&true) {
            let mut second = second.into_iter();
            let mut at = 0;
            found.retain(|_| {
                at += 1;
                at <= first || !second.next().unwrap_or_default()
            });
        }
    }

    /// Whether a quotation ends right before a verb, a comma aside.
    fn follows_quotation(&self, cue: Span) -> bool {
        let at = self.words.partition_point(|word| word.span.start < cue.start);
        (at.saturating_sub(2).max(self.from)..at).any(|at| self.is_quote(at) || self.words[at].quoted)
    }
}
