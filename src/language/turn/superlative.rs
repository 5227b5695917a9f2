//! "the oldest", "the only", "the first woman to", "a record high": ranked against all others.

use std::ops::Range;

use super::{Clause, Found};
use crate::language::lexicon::List;

/// What a record is set in: "a record high", "record profits".
const RECORDED: &[&str] = &[
    "high",
    "highs",
    "low",
    "lows",
    "profit",
    "profits",
    "loss",
    "losses",
    "number",
    "numbers",
    "sales",
    "turnout",
    "level",
    "levels",
    "temperature",
    "temperatures",
    "heat",
    "fine",
    "fines",
    "earnings",
    "revenue",
    "revenues",
    "deficit",
    "surplus",
    "turnover",
    "price",
    "prices",
    "output",
    "exports",
    "imports",
    "production",
    "rainfall",
    "demand",
    "growth",
    "figures",
    "attendance",
    "attendances",
    "audience",
    "audiences",
    "results",
    "settlement",
    "payout",
];

/// What "the first" only counts: "the first quarter", "the first time".
const SEQUENCES: &[&str] = &[
    "quarter",
    "half",
    "paragraph",
    "floor",
    "lady",
    "name",
    "amendment",
    "round",
    "leg",
    "set",
    "day",
    "week",
    "month",
    "year",
    "term",
    "season",
    "stage",
    "step",
    "steps",
    "place",
    "time",
    "phase",
    "class",
    "aid",
    "team",
    "hour",
    "innings",
    "goal",
    "game",
    "match",
    "test",
    "thing",
    "minute",
    "minutes",
    "chance",
    "opportunity",
    "attempt",
    "priority",
    "point",
    "part",
    "reading",
    "draft",
    "meeting",
    "two",
    "three",
    "four",
    "five",
    "few",
];

/// What is the only one of its kind without having been ranked: "the only way".
const IDLE: &[&str] = &[
    "way",
    "thing",
    "things",
    "reason",
    "one",
    "ones",
    "problem",
    "question",
    "exception",
    "difference",
    "time",
    "hope",
    "chance",
    "option",
    "choice",
    "answer",
    "alternative",
    "solution",
    "person",
    "people",
    "point",
    "drawback",
    "other",
    "others",
    "surprise",
    "downside",
    "concern",
    "child",
    "son",
    "daughter",
    "sibling",
    "real",
    "two",
    "three",
    "four",
    "five",
    "change",
    "goal",
    "issue",
    "score",
    "blemish",
    "constant",
    "way",
    "viable",
    "realistic",
    "sure",
    "certainty",
    "explanation",
    "consolation",
    "caveat",
    "catch",
    "logical",
    "possible",
    "remaining",
    "available",
    "major",
    "solace",
    "sensible",
    "moment",
    "factor",
    "true",
    "obvious",
];

const BE: &[&str] = &[
    "is", "was", "are", "were", "be", "been", "become", "became", "becomes", "becoming", "remains", "remain",
    "remained", "it's", "he's", "she's", "as",
];

impl Clause<'_, '_> {
    pub(super) fn superlative(&self, at: usize) -> Found {
        match self.words.folded(at) {
            "only" => self.only(at),
            "first" => self.first(at),
            "first-ever" => Some(self.with_article(at)..at + 1),
            "record" => self.record(at),
            "unprecedented" => Some(at..at + 1),
            "any" => self.than_any_other(at),
            _ => self.ranked(at),
        }
    }

    /// The token from which to mark: an article right before `at` belongs to it.
    fn with_article(&self, at: usize) -> usize {
        let before = self.before(at, 1);
        if self.any(before, &["the", "a", "an"]) { before } else { at }
    }

    fn only(&self, at: usize) -> Found {
        let the = self.before(at, 1);
        let copula = self.before(at, 2);
        let stands = self.any(the, &["the"]) && (self.any(copula, BE) || self.any(copula, &[","]));
        let kind = (at + 1..at + 4).take_while(|next| self.is_content(*next));
        let idle = kind.clone().any(|next| self.any(next, IDLE));
        // What it is the only one of must be bounded: "the only clinic north of the river".
        (stands && kind.clone().next().is_some() && !idle && self.is_bounded(at + 1)).then_some(the..at + 1)
    }

    /// Whether the noun phrase from `at` on goes on with what it is ranked in: "in the city", "to win", "with a port".
    fn is_bounded(&self, at: usize) -> bool {
        let end = (at..self.tokens.end).take(6).find(|next| !self.is_content(*next));
        end.is_some_and(|end| !self.is_stop(end))
    }

    fn first(&self, at: usize) -> Found {
        let the = self.before(at, 1);
        if !self.any(the, &["the"]) {
            return None;
        }
        if self.any(at + 1, &["time"]) {
            let opens = self.any(self.before(the, 1), &["for"]);
            let bounded = self.any(at + 2, &["in", "since"])
                && !self.any(at + 3, &["a", "this", "his", "her", "my", "our", "ages"]);
            return (opens && bounded).then(|| the - 1..at + 3);
        }
        let mut to = at + 1;
        while to < at + 6 && self.is_content(to) {
            if self.any(to, SEQUENCES) || self.words.is_number(to) {
                return None;
            }
            to += 1;
        }
        let alone = to == at + 1 && !self.any(self.before(the, 1), BE);
        let infinitive = self.any(to, &["to"])
            && self.is_content(to + 1)
            && !self.words.is_capitalised(to + 1)
            && !self.words.is_number(to + 1)
            || self.any(to, &["to"]) && self.any(to + 1, &["be", "have", "do"]);
        (infinitive && !alone).then_some(the..to + 1)
    }

    fn record(&self, at: usize) -> Found {
        let before = self.before(at, 1);
        if self
            .any(before, &["world", "track", "club", "court", "criminal", "national", "olympic", "on", "for"])
        {
            return None;
        }
        // "record annual profits"
        let noun = if self.any(at + 1, RECORDED) {
            at + 1
        } else if self.any(at + 2, RECORDED) && self.is_content(at + 1) && self.words.is_word(at + 1) {
            at + 2
        } else {
            return None;
        };
        let start = self.with_article(at);
        Some(start..noun + 1)
    }

    fn than_any_other(&self, at: usize) -> Found {
        let than = self.before(at, 1);
        if !self.any(than, &["than"]) || !self.any(at + 1, &["other"]) {
            return None;
        }
        let more = self.before(at, 2);
        let start = if self.any(more, &["more"]) { more } else { than };
        Some(start..at + 2)
    }

    fn ranked(&self, at: usize) -> Found {
        let words = self.words;
        let end = words.listed(at, List::Superlative)?;
        let mut start = at;
        let mut before = self.before(at, 1);
        // "the second largest", "the 10 largest"
        while self
            .any(before, &["second", "third", "fourth", "fifth", "single", "two", "three", "five", "ten"])
            || self.tokens.contains(&before) && words.is_number(before)
        {
            start = before;
            before = self.before(before, 1);
        }
        let the = self.any(before, &["the"]);
        let owned = self.any(before, &["its", "their", "his", "her"])
            || self.tokens.contains(&before) && words.is_possessive(before);
        if !the && !owned || start < at && !words.is_number(start) {
            return None;
        }
        if owned && self.owner_is_part(before) || the && self.names_a_class(end) {
            return None;
        }
        let part = self.before(before, 1);
        if self.any(part, &["of"]) && self.is_part(self.before(part, 1))
            || self.any(part, &["among", "amongst"])
        {
            return None;
        }
        let idle = (end..end + 3)
            .take_while(|next| self.is_content(*next))
            .any(|next| words.base_is_in(next, List::Unranked));
        if idle || !self.ranks(at, end) {
            return None;
        }
        Some(if the { before..end } else { at..self.scope(end) })
    }

    /// "one of the country's largest": the owner at `at` belongs to a part.
    fn owner_is_part(&self, at: usize) -> bool {
        let mut first = at;
        for _ in 0..5 {
            let before = self.before(first, 1);
            if self.any(before, &["of"]) {
                return self.is_part(self.before(before, 1));
            }
            if !self.is_content(before) && !self.any(before, &["the"]) {
                return self.any(before, &["among", "amongst"]);
            }
            first = before;
        }
        false
    }

    /// "the wealthiest Americans pay": many at the top, and no word of what they are ranked in.
    fn names_a_class(&self, end: usize) -> bool {
        let words = self.words;
        let mut last = end;
        while last < end + 4 && self.is_content(last + 1) && !words.folded(last).ends_with('s') {
            last += 1;
        }
        let plural = words.folded(last).ends_with('s') && !words.folded(last).ends_with("ss")
            || self.any(last, &["people", "women", "men", "children"]);
        let scope = (last + 1..last + 4)
            .any(|at| self.any(at, &["ever", "world", "history", "record", "country"]))
            || self.any(last + 1, &["in", "on", "since"]) && !self.is_stop(last + 2);
        plural && words.is_word(last) && !scope
    }

    /// "one of", "some of": what follows is not alone at the top.
    fn is_part(&self, at: usize) -> bool {
        self.any(
            at,
            &["one", "some", "two", "three", "four", "many", "several", "most", "few", "each", "none", "any"],
        )
    }

    /// Whether a thing to rank follows: a noun, or "of", "in", "since"; "stayed the longest" ranks nothing.
    fn ranks(&self, at: usize, end: usize) -> bool {
        let sibling = self.any(at, &["oldest", "youngest"]) && self.any(end, &["of"]);
        let alone = self.is_stop(end);
        !sibling && !alone && (self.is_content(end) || self.any(end, &["in", "since", "for", "ever", "on"]))
    }

    /// The end of the noun phrase from `at` on, with the place it is ranked in: "R&D center outside the U.S."
    fn scope(&self, at: usize) -> usize {
        let words = self.words;
        let mut end = at;
        while end < at + 4 && self.is_content(end) {
            let word = words.folded(end);
            // A verb ends the phrase: "its largest employer closed".
            let verb = end > at && (word.ends_with("ed") || words.is_in(end, List::EventVerb));
            if verb || end > at && words.folded(end - 1).ends_with('s') {
                break;
            }
            end += 1;
        }
        self.place(end).filter(|_| end > at).map_or(end, |place| place.end)
    }

    /// "outside of the U.S.", "in Asia".
    fn place(&self, at: usize) -> Option<Range<usize>> {
        if !self.any(at, &["outside", "in"]) {
            return None;
        }
        let mut end = at + 1;
        while self.any(end, &["of", "the"]) {
            end += 1;
        }
        let first = end;
        while self.tokens.contains(&end) && self.words.is_capitalised(end) {
            end += 1;
        }
        (end > first).then_some(at..end)
    }
}
