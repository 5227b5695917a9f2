//! "released a report", "according to court records", "a poll found": documents cited in words.

use std::ops::Range;

use super::{Clause, TurnKind};
use crate::language::lexicon::List;

/// What a body does that puts a document out, in the past.
const PUBLISHES: &[&str] = &["released", "published", "filed", "issued", "obtained", "leaked", "unveiled"];

/// What a document does.
const SAYS: &[&str] = &[
    "found",
    "finds",
    "find",
    "shows",
    "showed",
    "show",
    "states",
    "stated",
    "state",
    "says",
    "said",
    "say",
    "reveals",
    "revealed",
    "reveal",
    "concluded",
    "concludes",
    "suggests",
    "suggested",
    "suggest",
    "indicates",
    "indicated",
    "indicate",
    "estimates",
    "estimated",
    "alleges",
    "alleged",
    "claims",
    "claimed",
    "warned",
    "warns",
    "put",
    "puts",
    "confirmed",
    "confirms",
    "confirm",
    "detailed",
    "details",
    "describes",
    "described",
    "describe",
    "recommended",
];

impl Clause<'_, '_> {
    pub(super) fn document(&self, at: usize) -> Option<(Range<usize>, TurnKind)> {
        let words = self.words;
        let end = words.listed(at, List::Paper)?;
        if end == at + 1 && words.listed(self.before(at, 1), List::Paper).is_some_and(|past| past == end) {
            return None;
        }
        // "report card", "email address", "post office": another noun; a name of a body or a title.
        let compound = self.any(
            end,
            &[
                "card",
                "cards",
                "address",
                "addresses",
                "office",
                "offices",
                "box",
                "company",
                "group",
                "firm",
                "writer",
                "author",
                "authors",
                "stage",
                "day",
                "season",
                "club",
                "data",
                "period",
                "mill",
                "bag",
                "boards",
                "board",
                "committee",
                "panel",
                "date",
                "deal",
                "label",
                "member",
                "trail",
            ],
        );
        if compound || self.is_glued_to_name(at, end) {
            return None;
        }
        let start = self.phrase_start(at);
        let article = self.before(start, 1);
        let definite = self.any(article, &["the"]);
        let indefinite = self.any(article, &["a", "an", "another"]);
        let plural = words.folded(end - 1).ends_with('s');
        // "Polls show" is research of nobody's; "according to reports" is hearsay.
        let loose =
            ["reports", "studies", "surveys", "polls", "papers", "reviews", "posts", "letters", "suits"];
        let bare =
            !definite && !indefinite && plural && !self.any(at, &loose) && !self.is_determined(article);
        let first = if definite || indefinite { article } else { start };
        let noun = words.span(at..end);
        let kind = TurnKind::Document { noun, definite };
        let two = self.before(first, 2);
        if self.any(two, &["according"]) && self.any(two + 1, &["to"]) && (definite || indefinite || bare) {
            return Some((two..end, kind));
        }
        if !indefinite && !bare {
            return None;
        }
        let verb = self.before(first, 1);
        if self.any(verb, PUBLISHES) && !self.is_planned(verb) {
            return Some((verb..end, kind));
        }
        (self.speaks(first, end, indefinite) && !self.is_object(first)).then_some((first..end, kind))
    }

    /// Whether the noun is part of a name: "the Washington Post", "Human Rights Letters".
    fn is_glued_to_name(&self, at: usize, end: usize) -> bool {
        let words = self.words;
        let written = words.is_capitalised(at) && at > self.tokens.start;
        written || self.name_at(at).is_some() || words.is_possessive(end - 1)
    }

    /// Where the noun phrase begins whose noun is at `at`: up to five words of meaning before it.
    fn phrase_start(&self, at: usize) -> usize {
        let mut start = at;
        while at - start < 5 {
            let before = self.before(start, 1);
            let verb =
                self.any(before, PUBLISHES) || self.any(before, SAYS) && !self.any(before, &["detailed"]);
            if before == super::NOWHERE || !self.is_content(before) || verb || self.any(before, &["to", "of"])
            {
                break;
            }
            start = before;
        }
        start
    }

    /// "his", "this", "its own": the reader has met it, or can ask its owner.
    fn is_determined(&self, before: usize) -> bool {
        self.any(
            before,
            &[
                "his", "her", "its", "their", "our", "my", "this", "these", "that", "those", "such", "any",
                "no", "some", "many", "all", "other", "several", "more", "most", "both", "each", "every",
                "few",
            ],
        )
    }

    /// Whether the verb tells of something to come or denied.
    fn is_planned(&self, verb: usize) -> bool {
        (1..4).any(|back| {
            self.any(
                self.before(verb, back),
                &[
                    "will", "to", "would", "could", "may", "might", "should", "if", "not", "never", "be",
                    "before",
                ],
            )
        })
    }

    /// Whether a verb of saying follows the phrase, at once or with its "by …" or "of …" between.
    fn speaks(&self, first: usize, end: usize, indefinite: bool) -> bool {
        let words = self.words;
        if self.any(end, SAYS) {
            // "a report said to be": hearsay; "a letter found in the attic": a find.
            let passive = self.any(end + 1, &["in", "at", "by", "on", "to", "inside", "under", "near"]);
            return !passive;
        }
        if !indefinite {
            return false;
        }
        if self.speaks_past_its_tail(end) {
            return true;
        }
        let here = words.span(first..end);
        self.attributions.iter().any(|attribution| {
            !attribution.quoted
                && attribution.cue.start >= here.end
                && attribution
                    .source
                    .is_some_and(|source| source.overlaps(here) && source.start >= here.start)
        })
    }

    /// "An audit by the treasurer showed", "a survey of 1,200 households found": the verb after "by …" or "of …".
    fn speaks_past_its_tail(&self, end: usize) -> bool {
        let tail = [
            "by",
            "of",
            "from",
            "in",
            "on",
            "into",
            "about",
            "for",
            "commissioned",
            "published",
            "released",
            "conducted",
            "led",
            "carried",
            "obtained",
            "filed",
            "dated",
        ];
        if !self.any(end, &tail) {
            return false;
        }
        let clause = (end + 1..(end + 14).min(self.tokens.end)).take_while(|at| !self.is_stop(*at));
        let mut verbs = clause.filter(|at| self.any(*at, SAYS));
        verbs.any(|verb| {
            let before = self.before(verb, 1);
            self.is_content(before)
                && !self.any(before, &["that", "who", "which", "to", "not", "he", "she", "it", "they", "as"])
                && !self.any(verb + 1, &["in", "at", "by", "to", "inside", "under", "near"])
        })
    }

    /// "of a report", "in a statement": the object of a preposition speaks not here.
    fn is_object(&self, first: usize) -> bool {
        self.any(
            self.before(first, 1),
            &["of", "in", "on", "with", "from", "for", "by", "at", "into", "about", "to", "under", "through"],
        )
    }
}
