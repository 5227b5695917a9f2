//! `percentage-points`: a difference of two percentages that is told in percent.

use super::percent_change::agrees;
use super::{preferred, stated, stated_of};
use crate::language::quantity::Interval;
use crate::language::{RelationKind, Term};
use crate::rules::context::Context;
use crate::rules::edits::fix;
use crate::rules::finding::{Finding, Fix, FixKind};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity, Span};

static META: Meta = Meta {
    id: "percentage-points",
    group: Group::Numbers,
    layer: precedence::layer("percentage-points"),
    severity: Severity::Warning,
    summary: "A difference of two percentages that is told in percent.",
    page: include_str!("percentage_points.md"),
};

/// The rule.
pub struct PercentagePoints;

impl Rule for PercentagePoints {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for place in stated(context) {
            let (severity, message) = match &place.relation.kind {
                RelationKind::Change { from, to, by, falls } if from.is_percent() && !by.points => {
                    let points = Interval::around(to.value - from.value, from.step / 2.0 + to.step / 2.0);
                    let relative = from.operand().percent_change(to.operand());
                    let both = relative.is_none_or(|relative| agrees(relative, by.given(), *falls));
                    if both || !agrees(points, by.given(), *falls) {
                        continue;
                    }
                    (META.severity, told(by, from.value, to.value))
                }
                RelationKind::Lead { first, second, lead } => {
                    let points = Interval::around(
                        (first.value - second.value).abs(),
                        first.step / 2.0 + second.step / 2.0,
                    );
                    if !points.meets(lead.given()) {
                        continue;
                    }
                    (META.severity, told(lead, second.value, first.value))
                }
                RelationKind::Margin { margin } => {
                    let number = super::rounded(margin.value, 2);
                    (
                        Severity::Info,
                        format!("A margin of error is {number} percentage points, not {number} percent."),
                    )
                }
                _ => continue,
            };
            findings.push(Finding { severity, ..place.finding(context, &META, message) });
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some(place) = stated_of(context, finding) else { return Vec::new() };
        let (by, relative) = match &place.relation.kind {
            RelationKind::Change { from, to, by, .. } => {
                (by, Some((to.value / from.value - 1.0).abs() * 100.0))
            }
            RelationKind::Lead { lead, .. } => (lead, None),
            RelationKind::Margin { margin } => (margin, None),
            _ => return Vec::new(),
        };
        let unit = context.source(place.block, Span::new(by.number.end, by.span.end));
        let words = if by.value == 1.0 { " percentage point" } else { " percentage points" };
        let say = fix(FixKind::Rewrite, "Number: say “percentage points”", vec![Edit::replace(unit, words)]);
        let change = relative.and_then(|relative| place.change(context, by, relative));
        preferred(say.into_iter().chain(change).collect())
    }
}

fn told(by: &Term, from: f64, to: f64) -> String {
    let points = super::rounded(by.value, 2);
    let relative = super::rounded(((to / from - 1.0) * 100.0).abs(), 0);
    let unit = if by.value == 1.0 { "point" } else { "points" };
    format!("That is {points} percentage {unit} (a {relative}% change), not {points} percent.")
}
