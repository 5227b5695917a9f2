//! `parts-total`: parts that do not add up to their total.

use super::{elsewhere, preferred, stated, stated_of};
use crate::language::quantity::Interval;
use crate::language::{RelationKind, Term};
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Fix};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::Severity;

static META: Meta = Meta {
    id: "parts-total",
    group: Group::Numbers,
    layer: precedence::layer("parts-total"),
    severity: Severity::Warning,
    summary: "Parts that do not add up to their total.",
    page: include_str!("parts_total.md"),
};

/// The most that shares of a whole may add up to, in percent: rounding may carry them over a hundred.
const FULL: f64 = 101.0;

/// The rule.
pub struct PartsTotal;

impl Rule for PartsTotal {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for place in stated(context) {
            let RelationKind::Sum { total, parts, complete } = &place.relation.kind else { continue };
            let sum: f64 = parts.iter().map(|part| part.value).sum();
            let wrong = match total {
                Some(total) => {
                    let parts = parts.iter().map(Term::operand).fold(Interval::exact(0.0), Interval::plus);
                    let total = total.operand();
                    !parts.meets(total) && (*complete || parts.low > total.high)
                }
                None => {
                    let least = parts.iter().map(Term::given).fold(Interval::exact(0.0), Interval::plus).low;
                    least > FULL
                }
            };
            if !wrong {
                continue;
            }
            let message = match total {
                Some(total) => {
                    let sum = super::written_like(place.words(total.number), total.value, sum)
                        .unwrap_or_else(|| super::rounded(sum, 2));
                    let total = place.words(total.number);
                    format!("The parts add up to {}, not {}.", sum.to_lowercase(), total.to_lowercase())
                }
                None => format!("The parts add up to {}%, not 100%.", super::rounded(sum, 1)),
            };
            let mut found = place.finding(context, &META, message);
            found.related.extend(parts.iter().map(|part| {
                elsewhere(
                    context,
                    place.block,
                    part.span,
                    format!("A part: {}", super::rounded(part.value, 2)),
                )
            }));
            findings.push(found);
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some(place) = stated_of(context, finding) else { return Vec::new() };
        let RelationKind::Sum { total: Some(total), parts, .. } = &place.relation.kind else {
            return Vec::new();
        };
        let sum = parts.iter().map(|part| part.value).sum();
        preferred(place.change(context, total, sum).into_iter().collect())
    }
}
