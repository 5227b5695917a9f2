//! Sources the reader can tell: a name, a pronoun, a body, a definite noun phrase.

use super::{Found, Tie};
use crate::language::attribution::classes::*;
use crate::language::attribution::phrase::{Opening, Phrase, Tail};
use crate::language::attribution::scene::Scene;
use crate::language::attribution::{Form, SourceKind};
use crate::language::mention::MentionKind;

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
                _ if phrase.named || tail.anchored => SourceKind::Document,
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
        Some(Found { source, kind, form: Form::Identified, marked: source, description: None, access: None })
    }
}
