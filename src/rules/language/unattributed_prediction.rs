//! `unattributed-prediction`: "will likely", "is bound to": a forecast in the writer's own voice.

use crate::language::TurnKind;
use crate::rules::backing::{attribute_at_end, turned};
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Fix};
use crate::rules::place::is_opinion;
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::Severity;

static META: Meta = Meta {
    id: "unattributed-prediction",
    group: Group::Language,
    layer: precedence::layer("unattributed-prediction"),
    severity: Severity::Hint,
    summary: "Prediction in the writer's voice: who forecasts this?",
    page: include_str!("unattributed_prediction.md"),
};

/// The rule.
pub struct UnattributedPrediction;

impl Rule for UnattributedPrediction {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        if is_opinion(context) {
            return;
        }
        for turned in turned(context, |kind| kind == TurnKind::Forecast) {
            if !turned.is_answered(context) && !turned.is_idle() {
                findings.push(turned.finding(context, &META, META.summary.into()));
            }
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let at = finding.subject.sentence;
        at.and_then(|at| attribute_at_end(context, at, "TK ANALYST")).into_iter().collect()
    }
}
