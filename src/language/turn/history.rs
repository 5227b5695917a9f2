//! "was opened in 1964", "since 2007", "for over three decades", "closed 20 years ago".

use super::{Clause, Report, TurnKind};
use crate::language::lexicon::List;
use crate::language::moment::MomentKind;
use crate::language::quantity::QuantityKind;

/// How far before its date the verb of an event may stand, in tokens.
const REACH: usize = 7;

/// The fewest years that make history.
const LONG: f64 = 5.0;

impl Clause<'_, '_> {
    pub(super) fn history(&self, report: &mut Report<'_>) {
        let words = self.words;
        // What the writer or a reader remembers of himself is no history.
        if self
            .tokens
            .clone()
            .any(|at| words.of(at) == "I" && !self.quoted[at] || self.any(at, &["my", "mine"]))
        {
            return;
        }
        for moment in self.moments {
            let tokens = words.token_at(moment.span.start)..words.tokens_in(moment.span).end;
            let end = tokens.end.max(tokens.start + 1);
            if self.quoted.get(tokens.start).copied().unwrap_or(true) {
                continue;
            }
            let before = self.before(tokens.start, 1);
            let found = match moment.kind {
                MomentKind::Year(year) if self.any(before, &["since"]) => {
                    (year > 0 && self.is_perfect(before)).then_some(before..end)
                }
                MomentKind::Year(_) | MomentKind::Month { year: Some(_), .. } | MomentKind::Date { .. }
                    if self.any(before, &["in", "on"]) =>
                {
                    self.event(before).map(|verb| verb..end)
                }
                MomentKind::Relative => self.years_ago(tokens.start, end).map(|start| start..end),
                _ => None,
            };
            if let Some(tokens) = found.filter(|tokens| self.holds(tokens)) {
                report(tokens, TurnKind::History);
            }
        }
        for quantity in self.quantities.iter().filter(|quantity| quantity.kind == QuantityKind::Duration) {
            let tokens = words.tokens_in(quantity.span);
            let before = self.before(tokens.start, 1);
            let years = quantity.value.map_or(0.0, |(low, _)| low * self.years(tokens.end - 1));
            if years >= LONG && self.any(before, &["for"]) && self.is_perfect(before) {
                let tokens = before..tokens.end;
                if self.holds(&tokens) {
                    report(tokens, TurnKind::History);
                }
            }
        }
    }

    /// How many years the unit at `at` has; none for shorter ones.
    fn years(&self, at: usize) -> f64 {
        match self.words.base(at) {
            "years" => 1.0,
            "decades" => 10.0,
            "centuries" => 100.0,
            _ => 0.0,
        }
    }

    /// Where an event's words begin whose date follows at `date`: its verb, with "was" before it.
    fn event(&self, date: usize) -> Option<usize> {
        let words = self.words;
        let from = date.saturating_sub(REACH).max(self.tokens.start);
        let verb = (from..date)
            .rev()
            .take_while(|at| {
                !self.is_stop(*at) && !words.is_any(*at, &["and", "but", "that", "who", "which"])
            })
            .find(|at| words.is_in(*at, List::EventVerb) || words.listed(*at, List::EventVerb).is_some())?;
        let mut start = verb;
        while self.any(self.before(start, 1), &["was", "were", "had", "been", "first", "then", "has", "have"])
        {
            start -= 1;
        }
        let future =
            self.any(self.before(start, 1), &["will", "be", "to", "would", "could", "may", "might", "not"]);
        // "the reforms introduced in 1998" is dated as well; a noun before "in" is no event: "in the opened box".
        (!future && !self.any(self.before(start, 1), &["a", "an"])).then_some(start)
    }

    /// Where "20 years ago" begins, with the verb of the event right before it.
    fn years_ago(&self, start: usize, end: usize) -> Option<usize> {
        let words = self.words;
        if !self.any(end - 1, &["ago"]) || self.years(end - 2) == 0.0 {
            return None;
        }
        let number = words.folded(start);
        if self.any(self.before(start, 1), &["from", "unlike", "than", "until", "like", "as", "of"]) {
            return None;
        }
        let count = super::super::number::small_number(number)
            .or_else(|| number.replace(',', "").parse::<f64>().ok())
            .unwrap_or_default();
        if count * self.years(end - 2) < LONG {
            return None;
        }
        let mut from = start;
        while self.any(
            self.before(from, 1),
            &["more", "than", "over", "almost", "nearly", "some", "about", "around"],
        ) {
            from -= 1;
        }
        let verb = self.before(from, 1);
        if self.tokens.contains(&verb) && words.is_in(verb, List::EventVerb) {
            let aux = self.before(verb, 1);
            return Some(if self.any(aux, &["was", "were"]) { aux } else { verb });
        }
        Some(from)
    }
}
