//! Figures that say more than there can be: "fell 150 percent", "120 percent of respondents", "10 times cheaper".

use super::{Excess, QuantityKind, RelationKind, Scope};
use crate::language::lexicon::List;
use crate::text::Span;

/// What may fall below nought.
const NEGATIVE: &[&str] = &[
    "profit",
    "profits",
    "profitability",
    "income",
    "earnings",
    "balance",
    "growth",
    "temperature",
    "temperatures",
    "result",
    "results",
    "cashflow",
    "flow",
    "deficit",
    "surplus",
    "margin",
    "margins",
    "return",
    "returns",
    "equity",
    "ebitda",
    "yield",
    "yields",
    "inflation",
    "savings",
    "investment",
    "migration",
];

/// Those of whom there is a whole.
const WHOLES: &[&str] = &[
    "respondents",
    "voters",
    "people",
    "members",
    "patients",
    "pupils",
    "students",
    "households",
    "adults",
    "residents",
    "users",
    "customers",
    "workers",
    "employees",
    "women",
    "men",
    "children",
    "firms",
    "companies",
    "businesses",
    "families",
    "teachers",
    "doctors",
    "nurses",
    "drivers",
    "readers",
    "viewers",
    "passengers",
    "farmers",
    "homes",
    "schools",
    "seats",
    "votes",
    "americans",
    "britons",
    "citizens",
    "participants",
    "graduates",
    "teenagers",
    "parents",
    "all",
    "ballots",
    "cases",
    "deaths",
    "wells",
    "tenants",
    "officers",
];

const LESS: &[&str] = &[
    "less", "fewer", "lower", "cheaper", "smaller", "slower", "lighter", "shorter", "thinner", "weaker",
    "rarer",
];

impl Scope<'_, '_> {
    pub(super) fn excesses(&self, add: &mut impl FnMut(Span, RelationKind)) {
        let words = self.words;
        for held in self.held {
            let term = held.term;
            let more = |from: usize, to: usize, form| {
                (self.span(from, to), RelationKind::Excess { figure: term, form })
            };
            let found = if term.kind == QuantityKind::Percent && !term.points && term.value > 100.0 {
                let verb =
                    (held.start.saturating_sub(2).max(self.tokens.start)..held.start).rev().find(|at| {
                        words.is_in(*at, List::Fall)
                            && !words
                                .is_any(*at, &["less", "fewer", "lower", "down", "lost", "lose", "losing"])
                    });
                // "cut deaths by 120 percent".
                let reduced = (held.start.saturating_sub(5).max(self.tokens.start)
                    ..held.start.saturating_sub(1))
                    .rev()
                    .find(|at| {
                        words
                            .is_any(*at, &["cut", "cuts", "reduce", "reduces", "reduced", "slashed", "slash"])
                            && words.is(held.start - 1, "by")
                            && (*at..held.start).all(|place| words.is_word(place))
                            && !self.any(*at, held.start - 1, &["and", "by", "to", "from", "of"])
                    });
                let turnout = held.start >= self.tokens.start + 2
                    && words.is_any(held.start - 1, &["was", "reached", "of", "hit", "at"])
                    && words.is(held.start - 2, "turnout");
                let verb = verb.or(reduced);
                let tied = reduced.is_some()
                    || verb.is_some_and(|verb| self.only(verb + 1, held.start, &["by", "more", "than"]));
                if words.is_any(held.end, LESS) && !words.is(held.end + 1, "of") {
                    Some(more(held.start, held.end + 1, Excess::Less))
                } else if words.is(held.end, "of") {
                    let noun =
                        if words.is_any(held.end + 1, &["the", "all", "its", "their", "these", "those"]) {
                            held.end + 2
                        } else {
                            held.end + 1
                        };
                    let crowd = words.is_any(noun, WHOLES) && !words.is_number(noun);
                    crowd.then(|| more(held.start, noun + 1, Excess::Share))
                } else if turnout {
                    Some(more(held.start - 2, held.end, Excess::Share))
                } else if let Some(verb) = verb.filter(|_| tied) {
                    let negative = self.any(self.tokens.start, verb, NEGATIVE)
                        || self.any(
                            held.end,
                            (held.end + 6).min(self.tokens.end),
                            &["loss", "losses", "from", "minus"],
                        );
                    (!negative).then(|| more(verb, held.end, Excess::Fall))
                } else {
                    None
                }
            } else if matches!(term.kind, QuantityKind::Count | QuantityKind::Bare) && term.value > 1.0 {
                let times = if words.is(held.end, "times") { held.end } else { held.end.saturating_sub(1) };
                let said = words.is(times, "times") && times > held.number && words.is_any(times + 1, LESS);
                said.then(|| more(held.start, times + 2, Excess::Times))
            } else {
                None
            };
            if let Some((span, kind)) = found {
                add(span, kind);
            }
        }
    }
}
