//! "renowned", "claimed": words in which the writer judges.

use super::{Clause, Found};
use crate::language::attribution::SourceKind;
use crate::language::lexicon::List;

impl Clause<'_, '_> {
    pub(super) fn praise(&self, at: usize) -> Found {
        let words = self.words;
        let end = words.listed(at, List::Praise)?;
        // A name may hold the word: "Iconic Inc.", "the Celebrated Pig".
        let named = words.is_capitalised(at) && (at > self.tokens.start || words.is_capitalised(at + 1));
        let literal = match words.folded(at) {
            "celebrated" | "beloved" => {
                !self.any(self.before(at, 1), &["the", "a", "his", "her", "its", "their"])
            }
            "acclaimed" => self.any(end, &["by"]),
            "clearly" | "obviously" | "notably" | "sadly" | "fortunately" | "ironically" | "remarkably"
            | "interestingly" | "unsurprisingly" | "undeniably" => !self.opens(at, end),
            "pivotal" => self.any(end, &["bearing", "joint"]),
            _ => false,
        };
        (!named && !literal).then_some(at..end)
    }

    /// Whether an aside opens the sentence or stands between commas.
    fn opens(&self, at: usize, end: usize) -> bool {
        let before = self.before(at, 1);
        at == self.tokens.start || self.any(before, &[","]) && self.any(end, &[","])
    }

    /// "claimed that", "she insisted", "slammed the plan as": speech told by a verb that judges.
    pub(super) fn loaded_verb(&self, at: usize) -> Found {
        let words = self.words;
        if !words.is_in(at, List::Loaded) {
            return None;
        }
        let end = match words.folded(at) {
            "pointed" | "points" => self.any(at + 1, &["out"]).then_some(at + 2)?,
            _ => at + 1,
        };
        let harsh = matches!(words.folded(at), "slammed" | "slams" | "blasted" | "blasts");
        if harsh {
            let judged = (end..end + 8)
                .take_while(|next| !self.is_stop(*next))
                .any(|next| self.any(next, &["as", "for"]));
            return judged.then_some(at..end);
        }
        // A noun, a legal sense: "his claims that", "the data revealed that".
        let before = self.before(at, 1);
        if self.any(before, &["the", "a", "his", "her", "its", "their", "to", "these", "such", "and", "of"]) {
            return None;
        }
        let cue = words.span(at..at + 1);
        let tells = self.attributions.iter().any(|attribution| {
            !attribution.quoted
                && attribution.cue.overlaps(cue)
                && matches!(
                    attribution.kind,
                    SourceKind::Person | SourceKind::Organisation | SourceKind::Anaphor | SourceKind::Role
                )
        });
        let quotes = self.quoted.get(end).is_some_and(|quoted| *quoted)
            || self.any(end, &[",", ":"]) && self.quoted.get(end + 1).is_some_and(|quoted| *quoted)
            || self.before(at, 3) != super::NOWHERE
                && (1..4).any(|back| self.quoted[self.before(at, back).min(at)]);
        (self.any(end, &["that"]) || tells && quotes).then_some(at..end)
    }
}
