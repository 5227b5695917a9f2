//! `reversed-range`: a range that runs backwards.

use super::{preferred, stated, stated_of};
use crate::language::RelationKind;
use crate::rules::context::Context;
use crate::rules::edits::fix;
use crate::rules::finding::{Finding, Fix, FixKind};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity};

static META: Meta = Meta {
    id: "reversed-range",
    group: Group::Numbers,
    layer: precedence::layer("reversed-range"),
    severity: Severity::Warning,
    summary: "A range that runs backwards.",
    page: include_str!("reversed_range.md"),
};

/// The rule.
pub struct ReversedRange;

impl Rule for ReversedRange {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for place in stated(context) {
            let RelationKind::Range { first, second } = &place.relation.kind else { continue };
            if first.value <= second.value {
                continue;
            }
            let (a, b) = (place.words(first.number), place.words(second.number));
            let message = format!("The range runs backwards: {a} to {b}.");
            findings.push(place.finding(context, &META, message));
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some(place) = stated_of(context, finding) else { return Vec::new() };
        let RelationKind::Range { first, second } = &place.relation.kind else { return Vec::new() };
        let (a, b) = (place.words(first.number), place.words(second.number));
        let edits = vec![
            Edit::replace(context.source(place.block, first.number), b),
            Edit::replace(context.source(place.block, second.number), a),
        ];
        preferred(fix(FixKind::Rewrite, format!("Number: swap {a} and {b}"), edits).into_iter().collect())
    }
}
