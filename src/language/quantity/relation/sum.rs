//! Parts and their total: "Twelve people were hurt: seven adults and five children".

use super::{Held, QuantityKind, RelationKind, Scope, Term};
use crate::text::Span;

/// Words that make a list no whole.
const PARTIAL: &[&str] = &[
    "including",
    "include",
    "includes",
    "included",
    "among",
    "such",
    "like",
    "both",
    "whom",
    "least",
    "mostly",
    "rounding",
    "rounded",
    "add",
    "estimated",
    "each",
    "respectively",
    "other",
    "others",
    "rest",
    "remaining",
    "remainder",
    "another",
    "some",
    "overlap",
    "e.g.",
    "excluding",
    "plus",
    "well",
    "also",
    "per",
    "average",
    "up",
    "compared",
    "than",
    "from",
];

/// Words of the answers to one question.
const ANSWERS: &[&str] = &[
    "yes",
    "no",
    "undecided",
    "view",
    "opinion",
    "unsure",
    "abstained",
    "neither",
    "know",
    "against",
    "opposed",
    "approve",
    "approved",
    "disapprove",
    "disapproved",
    "favour",
    "favor",
    "agreed",
    "disagreed",
];

impl Scope<'_, '_> {
    pub(super) fn sums(&self, add: &mut impl FnMut(Span, RelationKind)) {
        if self.held.len() < 3 {
            return;
        }
        let partial = self.any(self.tokens.start, self.tokens.end, PARTIAL);
        if !partial {
            let _ = self.total_then_parts(add) || self.of_the_total(add);
        }
        if !self.any(
            self.tokens.start,
            self.tokens.end,
            &["including", "rounding", "rounded", "each", "other", "others"],
        ) {
            self.parts_then_total(add);
        }
        if !self.any(
            self.tokens.start,
            self.tokens.end,
            &["including", "rounding", "rounded", "add", "both", "respectively", "compared", "than"],
        ) {
            self.breakdown(add);
        }
    }

    /// "Twelve people were hurt: seven adults and five children", "12 people (7 men and 5 women)".
    fn total_then_parts(&self, add: &mut impl FnMut(Span, RelationKind)) -> bool {
        let words = self.words;
        for (place, total) in self.held.iter().enumerate() {
            let counted =
                matches!(total.term.kind, QuantityKind::Count | QuantityKind::Money | QuantityKind::Bare);
            if !counted || total.range || total.term.hedge != super::Hedge::None {
                continue;
            }
            let rest = &self.held[place + 1..];
            let Some(first) = rest.first() else { break };
            // The mark that opens the list, right before its first figure.
            let Some(opener) = first.start.checked_sub(1) else { continue };
            let colon = words.is(opener, ":");
            let aside = words.is_any(opener, &["(", "—", "–", "--"]) && opener == total.end;
            if !(colon && opener >= total.end && opener - total.end <= 8 || aside) {
                continue;
            }
            let close = if colon {
                self.tokens.end
            } else {
                let closer = if words.is(opener, "(") { ")" } else { words.folded(opener) };
                let Some(close) = (opener + 1..self.tokens.end).find(|at| words.is(*at, closer)) else {
                    continue;
                };
                close
            };
            let parts: Vec<&Held> = rest.iter().take_while(|held| held.start < close).collect();
            let single = colon.then(|| self.single(parts.last()?)).flatten();
            let parts: Vec<&Held> = parts.into_iter().chain(&single).collect();
            if !self.is_list(&parts, total, close) {
                continue;
            }
            let terms = parts.iter().map(|held| held.term).collect();
            let span = self.span(total.start, total.end);
            add(span, RelationKind::Sum { total: Some(total.term), parts: terms, complete: true });
            return true;
        }
        false
    }

    /// The last part of "two women, one man and a child": one that its article counts.
    fn single(&self, last: &Held) -> Option<Held> {
        let words = self.words;
        let and = (last.end..(last.end + 4).min(self.tokens.end)).find(|at| words.is(*at, "and"))?;
        let at = and + 1;
        // Nothing but the noun may follow.
        let ends = at + 2 >= self.tokens.end || words.is_any(at + 2, &[".", "!", "?", ";"]);
        let counted = words.is_any(at, &["a", "an"]) && words.is_word(at + 1) && ends;
        let span = self.span(at, at + 1);
        let term = Term { span, number: span, value: 1.0, step: 1.0, scaled: false, ..last.term };
        counted.then_some(Held { term, start: at, number: at, end: at + 2, range: false, fraction: false })
    }

    /// "The force has 340 officers. Of these, 200 are men and 140 are women": the total in the sentence before.
    pub(super) fn sum_of_last(&self, last: &[Held], add: &mut impl FnMut(Span, RelationKind)) {
        let words = self.words;
        let [total] = last else { return };
        let first = self.tokens.start;
        let opens = words.is(first, "of") && words.is_any(first + 1, &["these", "those", "them"]);
        let counted = total.term.kind == QuantityKind::Count
            && !total.range
            && total.term.hedge == super::Hedge::None
            && self.held.len() >= 2;
        if !opens || !counted || self.any(first, self.tokens.end, PARTIAL) {
            return;
        }
        let parts: Vec<&Held> = self.held.iter().collect();
        if !self.is_list(&parts, total, self.tokens.end) {
            return;
        }
        let mut end = self.tokens.end;
        while end > first && words.is_any(end - 1, &[".", "!", "?"]) {
            end -= 1;
        }
        let terms = parts.iter().map(|held| held.term).collect();
        add(
            self.span(first, end),
            RelationKind::Sum { total: Some(total.term), parts: terms, complete: false },
        );
    }

    /// "Of the 90 seats, 40 went to the left, 30 to the centre and 20 to the right".
    fn of_the_total(&self, add: &mut impl FnMut(Span, RelationKind)) -> bool {
        let words = self.words;
        let [total, parts @ ..] = self.held else { return false };
        let of = total.start.saturating_sub(2).max(self.tokens.start);
        let opens = self.tokens.start == of.min(total.start)
            && words.is(self.tokens.start, "of")
            && total.start - self.tokens.start <= 3
            && total.term.hedge == super::Hedge::None;
        if !opens || parts.len() < 2 || total.range {
            return false;
        }
        let held: Vec<&Held> = parts.iter().collect();
        if !self.is_list(&held, total, self.tokens.end) {
            return false;
        }
        let mut end = self.tokens.end;
        while end > self.tokens.start && words.is_any(end - 1, &[".", "!", "?"]) {
            end -= 1;
        }
        let terms = held.iter().map(|held| held.term).collect();
        add(
            self.span(self.tokens.start, end),
            RelationKind::Sum { total: Some(total.term), parts: terms, complete: false },
        );
        true
    }

    /// "$4 million for steel and $2 million for labour, a total of $6 million".
    fn parts_then_total(&self, add: &mut impl FnMut(Span, RelationKind)) {
        let words = self.words;
        for (place, total) in self.held.iter().enumerate().skip(2) {
            let before =
                |steps: usize, word: &str| total.start >= steps && words.is(total.start - steps, word);
            let cued = before(1, "of") && before(2, "total")
                || before(1, "totalling")
                || before(1, "totaling")
                || (before(1, "or") || before(1, ","))
                    && (self.words.are(total.end, &["in", "all"])
                        || self.words.are(total.end, &["in", "total"])
                        || self.words.is(total.end, "altogether"));
            if !cued || total.range {
                continue;
            }
            let all = &self.held[..place];
            let from = all
                .iter()
                .rposition(|held| !held.term.is_like(&total.term) || held.range)
                .map_or(0, |at| at + 1);
            let parts = &all[from..];
            if parts.len() < 2 || from > 0 {
                continue;
            }
            let joined = parts.windows(2).all(|pair| {
                let gap = pair[1].start.saturating_sub(pair[0].end);
                gap <= 7
                    && (pair[0].end..pair[1].start).any(|at| words.is_any(at, &["and", ","]))
                    && !self.any(pair[0].end, pair[1].start, &["to", "of", ";", "from", "while", "but"])
            });
            let last = parts.last().map_or(0, |held| held.end);
            if !joined || total.start.saturating_sub(last) > 8 {
                continue;
            }
            let terms = parts.iter().map(|held| held.term).collect();
            let start = parts.first().map_or(total.start, |held| held.start);
            let end = self.words.token_at(total.term.span.end.saturating_sub(1)) + 1;
            add(
                self.span(start, end),
                RelationKind::Sum { total: Some(total.term), parts: terms, complete: true },
            );
        }
    }

    /// "Sixty percent said yes, 30 percent no and 10 percent had no view", "45%, 35% and 20% of the market".
    fn breakdown(&self, add: &mut impl FnMut(Span, RelationKind)) {
        let words = self.words;
        let parts: Vec<&Held> =
            self.held.iter().filter(|held| held.term.kind == QuantityKind::Percent).collect();
        let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return };
        let others =
            self.held.iter().any(|held| held.term.kind != QuantityKind::Percent && held.start > first.start);
        if parts.len() < 3 || others || parts.iter().any(|held| held.range || held.term.points) {
            return;
        }
        let commas = parts
            .windows(2)
            .rev()
            .skip(1)
            .all(|pair| self.any(pair[0].end, pair[1].start, &[","]) && pair[1].start - pair[0].end <= 7);
        let and = parts.len() > 1 && {
            let before = parts[parts.len() - 2];
            last.start - before.end <= 8 && words.is(last.start.saturating_sub(1), "and")
        };
        let bare = parts.windows(2).all(|pair| {
            pair[1].start - pair[0].end <= 2 && self.only(pair[0].end, pair[1].start, &[",", "and"])
        });
        let market = bare
            && words.are(last.end, &["of", "the"])
            && words.is_any(
                last.end + 2,
                &[
                    "market",
                    "vote",
                    "votes",
                    "total",
                    "electorate",
                    "shares",
                    "seats",
                    "budget",
                    "money",
                    "whole",
                ],
            );
        let answers = (first.start..self.tokens.end).filter(|at| words.is_any(*at, ANSWERS)).count() >= 2;
        if !commas || !and || !(market || answers && !bare) {
            return;
        }
        let mut end = self.tokens.end;
        while end > self.tokens.start && words.is_any(end - 1, &[".", "!", "?"]) {
            end -= 1;
        }
        let terms: Vec<Term> = parts.iter().map(|held| held.term).collect();
        add(
            self.span(self.tokens.start, end),
            RelationKind::Sum { total: None, parts: terms, complete: false },
        );
    }

    /// Whether the parts are one list, "a, b and c", of what the total counts.
    fn is_list(&self, parts: &[&Held], total: &Held, close: usize) -> bool {
        let words = self.words;
        let (Some(last), true) = (parts.last(), parts.len() >= 2) else { return false };
        let like = |held: &Held| {
            !held.range
                && held.term.hedge == super::Hedge::None
                && if total.term.kind == QuantityKind::Money {
                    held.term.kind == QuantityKind::Money && held.term.currency == total.term.currency
                } else {
                    matches!(held.term.kind, QuantityKind::Count | QuantityKind::Bare)
                        && held.term.unit.is_none()
                }
        };
        let joined = parts.windows(2).enumerate().all(|(place, pair)| {
            let (from, to) = (pair[0].end, pair[1].start);
            let is_last = place + 2 == parts.len();
            let mark = if is_last {
                words.is(to.saturating_sub(1), "and")
            } else {
                words.is_any(to.saturating_sub(1), &[",", ";", "and"])
            };
            to >= from
                && to - from <= 9
                && mark
                && !self.any(from, to.saturating_sub(1), &[":", "(", "—", "–", "of", "aged"])
        });
        // "1) where, 2) how": numbers of items.
        let numbered = parts.iter().any(|held| words.is(held.end, ")") && held.end < close);
        // "one of whom", "three of them": parts of a part.
        let nested = parts.iter().any(|held| words.is(held.end, "of") || words.is(held.end, "in"));
        parts.iter().all(|held| like(held))
            && joined
            && !nested
            && !numbered
            && close.saturating_sub(last.end) <= 12
            && !self.any(last.end, close, &[",", ";", ":", "and"])
    }
}
