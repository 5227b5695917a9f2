//! Ranges that should go upwards: "between 700 and 800", "aged 6 to 9", "(1939–1945)".

use super::{Quantity, QuantityKind, RelationKind, Scope, Term};
use crate::language::moment::{Moment, MomentKind};
use crate::text::Span;

/// Verbs after which "from A to B" spans a range rather than tells a change.
const NEUTRAL: &[&str] = &[
    "cost",
    "costs",
    "costing",
    "range",
    "ranges",
    "ranged",
    "ranging",
    "vary",
    "varies",
    "varied",
    "varying",
    "last",
    "lasts",
    "lasted",
    "lasting",
    "run",
    "runs",
    "priced",
    "aged",
    "anywhere",
    "measure",
    "measures",
    "measuring",
    "weigh",
    "weighs",
    "weighing",
    "sell",
    "sells",
];

impl Scope<'_, '_> {
    pub(super) fn ranges(&self, add: &mut impl FnMut(Span, RelationKind)) {
        let words = self.words;
        for pair in self.held.windows(2) {
            let [one, two] = pair else { continue };
            let (a, b) = (&one.term, &two.term);
            let adjoined = one.range || one.end == two.start || one.end + 1 == two.start;
            if !adjoined || !self.is_comparable(a, b) || self.is_countdown(two.end) {
                continue;
            }
            let before = one.start.checked_sub(1).map_or("", |last| words.folded(last));
            let joint = match (one.range, one.end < two.start) {
                (_, true) => words.folded(one.end),
                (true, false) => "-",
                // Two figures side by side are no range.
                (false, false) => continue,
            };
            // "between 80 and one 100": another figure follows at once.
            if words.is_number(two.end) {
                continue;
            }
            // "between" belongs to the quantity it begins.
            let between = joint == "and" && (words.is(one.start, "between") || before == "between");
            if between {
                let from = if words.is(one.start, "between") { one.start } else { one.start - 1 };
                let end = words.token_at(b.span.end.saturating_sub(1)) + 1;
                add(self.span(from, end), range(a, b));
                continue;
            }
            if joint != "to" && joint != "-" && joint != "–" {
                continue;
            }
            if joint == "to" {
                let verb = one.start.checked_sub(2).map_or("", |at| words.folded(at));
                if before == "from" && NEUTRAL.contains(&verb) {
                    add(self.span(one.start - 2, self.past(b)), range(a, b));
                } else if matches!(before, "aged" | "ages") {
                    add(self.span(one.start - 1, self.past(b)), range(a, b));
                }
                continue;
            }
            // A dash with spaces begins an aside: "824 tonnes - 100 tonnes more".
            if one.end < two.start && !(words.is_glued(one.end) && words.is_glued(two.start)) {
                continue;
            }
            // A dash joins scores, votes and seasons, too: only a unit tells that it is a range.
            let united =
                matches!(b.kind, QuantityKind::Duration | QuantityKind::Measure | QuantityKind::Money)
                    && b.unit.is_none_or(|unit| !unit.is_temperature());
            if united && !matches!(before, "-" | "–" | "minus") {
                let whole = self.span(one.start, two.end);
                add(whole, range(a, b));
            }
        }
    }

    fn past(&self, term: &Term) -> usize {
        self.words.token_at(term.span.end.saturating_sub(1)) + 1
    }

    /// Whether the two ends are of one kind and scale: "$500,000 and $1 million" is settled by values.
    fn is_comparable(&self, a: &Term, b: &Term) -> bool {
        let kinds = a.kind == b.kind
            || a.kind == QuantityKind::Bare && a.unit.is_none()
            || matches!((a.kind, b.kind), (QuantityKind::Count | QuantityKind::Age, QuantityKind::Bare));
        // "Between 12 January and 10 February" has dates, "between 5 and 2 million" shares a scale.
        let scales = a.scaled == b.scaled || a.scaled;
        kinds
            && scales
            && a.unit.is_none_or(|unit| b.unit == Some(unit))
            && a.currency.is_none_or(|it| b.currency == Some(it) || b.currency.is_none())
            && a.value > 0.0
            && b.value > 0.0
    }

    /// "between 10 and 5 years ago" runs forwards.
    fn is_countdown(&self, at: usize) -> bool {
        (at..at + 3).any(|place| {
            self.words.is_any(
                place,
                &["ago", "before", "earlier", "below", "bc", "bce", "p.m.", "a.m.", "pm", "am"],
            )
        })
    }

    /// "(1945–1939)", "between 1990 and 1985", "from 2005 to 1995".
    pub(super) fn year_ranges(
        &self,
        quantities: &[Quantity],
        moments: &[Moment],
        add: &mut impl FnMut(Span, RelationKind),
    ) {
        let words = self.words;
        let year = |span: Span, value: f64| Term {
            span,
            number: span,
            value,
            step: 1.0,
            scaled: false,
            hedge: super::Hedge::None,
            kind: QuantityKind::Time,
            points: false,
            unit: None,
            currency: None,
        };
        for quantity in quantities {
            let (Some(first), Some(second)) = (quantity.first, quantity.second) else { continue };
            let at = words.token_at(first.span.start);
            let years = (1500.0..2100.0).contains(&first.value)
                && (1500.0..2100.0).contains(&second.value)
                && first.span.len() == 4
                && second.span.len() == 4;
            let bracketed = at > 0 && words.is(at - 1, "(") && words.is(at + 1, ")");
            let told = at > 0 && words.is_any(at - 1, &["in", "from", "of", "period", "during"]) || bracketed;
            if !years
                || !told
                || quantity.unit.is_some()
                || !matches!(quantity.kind, QuantityKind::Score | QuantityKind::Bare | QuantityKind::Label)
            {
                continue;
            }
            let span = if bracketed { self.span(at - 1, at + 2) } else { self.span(at, at + 1) };
            add(
                span,
                RelationKind::Range {
                    first: year(first.span, first.value),
                    second: year(second.span, second.value),
                },
            );
        }
        let sentence = self.span(self.tokens.start, self.tokens.end);
        let from = moments.partition_point(|moment| moment.span.start < sentence.start);
        let here = &moments[from..];
        for pair in here.windows(2) {
            let [one, two] = pair else { continue };
            if two.span.end > sentence.end {
                break;
            }
            let (MomentKind::Year(a), MomentKind::Year(b)) = (&one.kind, &two.kind) else { continue };
            let at = words.token_at(one.span.start);
            let next = words.token_at(two.span.start);
            let before = at.checked_sub(1).map_or("", |last| words.folded(last));
            let plain = one.span.len() == 4 && two.span.len() == 4 && *a > 0 && *b > 0 && next == at + 2;
            let joined =
                before == "between" && words.is(at + 1, "and") || before == "from" && words.is(at + 1, "to");
            if plain && joined {
                add(
                    self.span(at - 1, next + 1),
                    RelationKind::Range {
                        first: year(one.span, f64::from(*a)),
                        second: year(two.span, f64::from(*b)),
                    },
                );
            }
        }
    }
}

fn range(a: &Term, b: &Term) -> RelationKind {
    RelationKind::Range { first: *a, second: *b }
}
