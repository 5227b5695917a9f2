//! "signals", "reflects a broader trend", "in a move that": what an act means, in the writer's voice.

use super::{Clause, Found};
use crate::language::lexicon::List;
use crate::language::mention::MentionKind;

/// How far after its verb the abstraction may stand, in tokens.
const REACH: usize = 6;

impl Clause<'_, '_> {
    pub(super) fn interpretation(&self, at: usize) -> Found {
        let end = self.words.listed(at, List::Meaning)?;
        if end > at + 1 && !self.any(at, &["speaks"]) {
            // "as a sign that" explains a deed of the one who does it; "sent a message to his wife" was a message.
            let told = self.any(at, &["sends", "sent", "send"]) && !self.any(end, &["that", "about"]);
            let hedges =
                ["as", "be", "for", "to", "not", "could", "would", "might", "may", "can", "will", "should"];
            let meant = self.any(self.before(at, 1), &hedges);
            let shown = self.any(end, &["read", "reads", "said", "says", "reading", "hung", "hangs"]);
            return (!told && !meant && !shown && !self.is_meant_by_someone(at)).then_some(at..end);
        }
        self.abstraction(at, end)
    }

    /// "reflects a broader trend": marked to the end of its abstraction, or the verb alone where somebody owns it.
    fn abstraction(&self, at: usize, end: usize) -> Found {
        let words = self.words;
        // "these signals", "the highlights", "did not reflect": a noun, or no such claim.
        let bound = [
            "the", "a", "an", "these", "those", "its", "his", "her", "their", "not", "to", "and", "or", "no",
            "can", "could", "may", "might", "would", "should", "will", "n't", "must", "of", "in", "on",
            "with",
        ];
        if self.any(self.before(at, 1), &bound) || self.before(at, 1) == super::NOWHERE {
            return None;
        }
        if self.is_meant_by_someone(at) {
            return None;
        }
        let determiners =
            ["a", "an", "the", "its", "their", "his", "her", "our", "just", "how", "more", "another"];
        let mut last = None;
        let mut owned = false;
        let mut next = end;
        while next < end + REACH && (self.is_content(next) || self.any(next, &determiners)) {
            if let Some(past) = words.listed(next, List::Abstraction) {
                last = Some(past);
                next = past;
                continue;
            }
            if last.is_some() && !words.is_capitalised(next) && self.any(next, &determiners) {
                break;
            }
            owned |= last.is_none() && words.is_possessive(next);
            next += 1;
        }
        // The abstraction must close the noun phrase: "reflects demand curves" is geometry.
        let past = last.filter(|past| self.is_stop(*past) || !self.is_content(*past))?;
        Some(at..if owned { end } else { past })
    }

    /// "Ruiz underscored the urgency", "she highlights the need": somebody says so, or does so, and is named.
    fn is_meant_by_someone(&self, at: usize) -> bool {
        let mut before = self.before(at, 1);
        while self.any(before, &["has", "have", "had", "also", "again", "publicly", "repeatedly", "already"])
        {
            before = self.before(before, 1);
        }
        if self.any(before, &["he", "she", "they", "who", "i", "we"]) {
            return true;
        }
        let states = ["reflects", "reflect", "reflected", "marks", "marked", "represents", "represented"];
        let named = self.tokens.contains(&before)
            && self.name_at(before).is_some_and(|name| {
                matches!(name.kind, MentionKind::Person | MentionKind::Organisation | MentionKind::Outlet)
            });
        named && !self.any(at, &states)
            || self.any(self.before(at, 1), &["has", "have", "had", "publicly"])
                && self.any(at, &["signaled", "signalled"])
    }
}
