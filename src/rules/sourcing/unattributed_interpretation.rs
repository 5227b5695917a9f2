//! `unattributed-interpretation`: what an act means, in the writer's own voice.

use crate::language::TurnKind;
use crate::rules::backing::{turn_of, turned};
use crate::rules::context::Context;
use crate::rules::edits::{end_of_words, fix};
use crate::rules::finding::{Finding, Fix, FixKind};
use crate::rules::place::is_opinion;
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity, Span};

static META: Meta = Meta {
    id: "unattributed-interpretation",
    group: Group::Sourcing,
    layer: precedence::layer("unattributed-interpretation"),
    severity: Severity::Hint,
    summary: "Interpretation: who reads it this way?",
    page: include_str!("unattributed_interpretation.md"),
};

const KIND: fn(TurnKind) -> bool = |kind| kind == TurnKind::Interpretation;

/// The rule.
pub struct UnattributedInterpretation;

impl Rule for UnattributedInterpretation {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        if is_opinion(context) {
            return;
        }
        for turned in turned(context, KIND) {
            if !turned.is_answered(context) && !turned.is_idle() {
                findings.push(turned.finding(context, &META, META.summary.into()));
            }
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some(turned) = turn_of(context, finding, KIND) else { return Vec::new() };
        let span = turned.sentence_span();
        end_of_words(&turned.prose.text, span)
            .and_then(|end| {
                let at = context.source(turned.block, Span::new(span.start, end)).end;
                fix(
                    FixKind::Attribute,
                    "Attribute: say who — “said TK ANALYST”",
                    vec![Edit::insert(at, ", said TK ANALYST")],
                )
            })
            .into_iter()
            .collect()
    }
}
