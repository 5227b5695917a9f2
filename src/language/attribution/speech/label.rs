//! Names set beside words by a mark alone: "Ada Brandt: The dam will hold", "“It will hold.” — Ada Brandt".

use crate::language::attribution::classes::*;
use crate::language::attribution::scene::Scene;
use crate::language::attribution::{Attribution, Form, SourceKind};
use crate::language::mention::{Mention, MentionKind};
use crate::text::Span;

/// Fewer words after a colon are a title or a label of something else.
const FEWEST: usize = 4;

impl Scene<'_> {
    /// Speakers of this sentence that only a colon or a dash ties to what is said.
    pub(in crate::language::attribution) fn labels(
        &self,
        sentence: usize,
        mentions: &[Mention],
        out: &mut Vec<Attribution>,
    ) {
        let found = self.before_colon(mentions).into_iter().chain(self.after_dash(mentions));
        for (source, kind, mark) in found {
            let cue = self.words[mark].span;
            if out.iter().any(|other| other.cue == cue) {
                continue;
            }
            out.push(Attribution {
                sentence,
                source: Some(source),
                cue,
                content: Vec::new(),
                kind,
                form: Form::Identified,
                marked: source,
                quoted: self.words[mark].quoted,
                description: None,
                access: None,
                reason: None,
            });
        }
    }

    /// A person or a body that opens the sentence, with a colon right after: "Police: Two people were hurt".
    fn before_colon(&self, mentions: &[Mention]) -> Option<(Span, SourceKind, usize)> {
        let colon = (self.from + 1..self.to.min(self.from + 8)).find(|at| self.written(*at) == ":")?;
        let source = self.span(self.from, colon);
        let named =
            mentions.iter().find(|mention| mention.span == source).and_then(|mention| kind(mention.kind));
        let body =
            (colon == self.from + 1 && self.is(self.from, INSTITUTION)).then_some(SourceKind::Organisation);
        let rest = colon + 1..self.to;
        let words = rest.clone().filter(|at| self.words[*at].is_word()).count();
        // A sentence, no title: "Ada Brandt: A Life in Dams".
        let states = rest.clone().any(|at| self.is(at, AUXILIARY | REPORTS) && !self.words[at].capital);
        let opens =
            self.get(colon + 1).is_some_and(|word| word.capital || word.quoted || self.is_quote(colon + 1));
        let kind = named.or(body)?;
        (words >= FEWEST && states && opens).then_some((source, kind, colon))
    }

    /// A name at the sentence's end behind a quotation and a dash.
    fn after_dash(&self, mentions: &[Mention]) -> Option<(Span, SourceKind, usize)> {
        let dash = (self.from + 1..self.to)
            .rev()
            .find(|at| self.is_dash(*at) && (self.is_quote(at - 1) || self.words[at - 1].quoted))?;
        let start = self.get(dash + 1)?.span.start;
        let mention = mentions.iter().find(|mention| mention.span.start == start)?;
        Some((mention.span, kind(mention.kind)?, dash))
    }
}

/// What a name that speaks is; places do not.
const fn kind(kind: MentionKind) -> Option<SourceKind> {
    match kind {
        MentionKind::Person => Some(SourceKind::Person),
        MentionKind::Organisation => Some(SourceKind::Organisation),
        MentionKind::Outlet => Some(SourceKind::Outlet),
        _ => None,
    }
}
