//! `uncited-history`: "was opened in 1964", "for over three decades": the past, with nobody who tells it.

use crate::language::TurnKind;
use crate::rules::backing::{Sourced, attribute_at_end, is_backed, turned};
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Fix};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::Severity;

static META: Meta = Meta {
    id: "uncited-history",
    group: Group::Support,
    layer: precedence::layer("uncited-history"),
    severity: Severity::Hint,
    summary: "Historical claim without a source.",
    page: include_str!("uncited_history.md"),
};

const KIND: fn(TurnKind) -> bool = |kind| kind == TurnKind::History;

/// The rule.
pub struct UncitedHistory;

impl Rule for UncitedHistory {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let sourced = Sourced::of(context, KIND);
        for turned in turned(context, KIND) {
            if is_backed(context, turned.sentence()) || sourced.has(&turned) {
                continue;
            }
            findings.push(turned.finding(context, &META, META.summary.into()));
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let at = finding.subject.sentence;
        at.and_then(|at| attribute_at_end(context, at, "TK NAME, TK TITLE")).into_iter().collect()
    }
}
