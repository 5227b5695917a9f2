//! `percent-change`: a change in percent that its two ends do not give.

use super::{elsewhere, percent, preferred, stated, stated_of};
use crate::language::quantity::Interval;
use crate::language::{RelationKind, Term};
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Fix};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::Severity;

static META: Meta = Meta {
    id: "percent-change",
    group: Group::Numbers,
    layer: precedence::layer("percent-change"),
    severity: Severity::Warning,
    summary: "A change in percent that its two ends do not give.",
    page: include_str!("percent_change.md"),
};

/// The rule.
pub struct PercentChange;

impl Rule for PercentChange {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for place in stated(context) {
            let RelationKind::Change { from, to, by, falls } = &place.relation.kind else { continue };
            let Some(change) = from.operand().percent_change(to.operand()) else { continue };
            let exact = (to.value / from.value - 1.0) * 100.0;
            let points = to.value - from.value;
            let percents = from.is_percent();
            let told = agrees(change, by.given(), *falls);
            // Of two percentages the change may be told in points: that is percentage-points.
            let in_points = percents
                && agrees(Interval::around(points, from.step / 2.0 + to.step / 2.0), by.given(), *falls);
            if told && !by.points || in_points {
                continue;
            }
            let (a, b) = (place.term(from), place.term(to));
            let given = super::rounded(by.value, 2);
            let message = if by.points {
                format!(
                    "From {a} to {b} is {} percentage points, not {given}.",
                    super::rounded(points.abs(), 2)
                )
            } else if falls.is_some_and(|falls| falls != (exact < 0.0)) {
                let (up, down) = if exact < 0.0 { ("down", "up") } else { ("up", "down") };
                format!("From {a} to {b} is {up} {}%, not {down} {given}%.", percent(exact.abs(), by.value))
            } else {
                format!("From {a} to {b} is {}%, not {given}%.", percent(exact.abs(), by.value))
            };
            let mut found = place.finding(context, &META, message);
            let sum =
                format!("{} ÷ {} = {}", plain(to), plain(from), super::rounded(to.value / from.value, 3));
            found.related.push(elsewhere(context, place.block, by.span, sum));
            findings.push(found);
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some(place) = stated_of(context, finding) else { return Vec::new() };
        let RelationKind::Change { from, to, by, falls } = &place.relation.kind else { return Vec::new() };
        let rises = to.value >= from.value;
        // A change in the other direction needs other words.
        if falls.is_some_and(|falls| falls == rises) {
            return Vec::new();
        }
        let exact =
            if by.points { to.value - from.value } else { (to.value / from.value - 1.0) * 100.0 }.abs();
        preferred(place.change(context, by, exact).into_iter().collect())
    }
}

/// Whether a change is what is said of it, in the direction that is said.
pub(super) fn agrees(change: Interval, given: Interval, falls: Option<bool>) -> bool {
    match falls {
        Some(true) => change.meets(given.negated()),
        Some(false) => change.meets(given),
        None => change.meets(given) || change.meets(given.negated()),
    }
}

fn plain(term: &Term) -> String {
    super::rounded(term.value, 4)
}
