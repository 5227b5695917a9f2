//! `agentless-expectation`: "are expected to", and nobody who expects it.

use crate::language::TurnKind;
use crate::rules::backing::{Turned, turn_of, turned};
use crate::rules::context::Context;
use crate::rules::edits::fix;
use crate::rules::finding::{Finding, Fix, FixKind};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity, Span};

static META: Meta = Meta {
    id: "agentless-expectation",
    group: Group::Sourcing,
    layer: precedence::layer("agentless-expectation"),
    severity: Severity::Hint,
    summary: "Expected by whom?",
    page: include_str!("agentless_expectation.md"),
};

const KIND: fn(TurnKind) -> bool = |kind| kind == TurnKind::Expectation;

/// The rule.
pub struct AgentlessExpectation;

impl Rule for AgentlessExpectation {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for turned in turned(context, KIND) {
            if !turned.is_answered(context) && !turned.is_idle() && !is_scheduled(&turned) {
                findings.push(turned.finding(context, &META, META.summary.into()));
            }
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some(turned) = turn_of(context, finding, KIND) else { return Vec::new() };
        let span = turned.turn.span;
        let room = turned.words().strip_suffix(" to").map_or(span.end, |words| span.start + words.len());
        let at = context.source(turned.block, Span::new(span.start, room)).end;
        fix(
            FixKind::Attribute,
            "Attribute: say who expects it — “by TK SOURCE”",
            vec![Edit::insert(at, " by TK SOURCE")],
        )
        .into_iter()
        .collect()
    }
}

/// Whether the sentence gives a day for it: a date in a calendar is no forecast.
fn is_scheduled(turned: &Turned<'_>) -> bool {
    let sentence = turned.sentence_span();
    let moments = &turned.reading.moments;
    let from = moments.partition_point(|moment| moment.span.start < sentence.start);
    moments[from..]
        .iter()
        .take_while(|moment| moment.span.start < sentence.end)
        .any(|moment| moment.kind.is_fixed() && !matches!(moment.kind, crate::language::MomentKind::Year(_)))
}
