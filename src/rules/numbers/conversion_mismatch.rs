//! `conversion-mismatch`: one amount in two units that do not agree.

use super::{preferred, stated, stated_of};
use crate::language::{RelationKind, Term};
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Fix};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::Severity;

static META: Meta = Meta {
    id: "conversion-mismatch",
    group: Group::Numbers,
    layer: precedence::layer("conversion-mismatch"),
    severity: Severity::Warning,
    summary: "One amount in two units that do not agree.",
    page: include_str!("conversion_mismatch.md"),
};

/// What a conversion may be off by, as a share, however finely it is written.
const LOOSE: f64 = 0.05;

/// The most it may be off by, however coarsely it is written.
const LOOSEST: f64 = 0.15;

/// The rule.
pub struct ConversionMismatch;

impl Rule for ConversionMismatch {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for place in stated(context) {
            let RelationKind::Pair { first, second } = &place.relation.kind else { continue };
            let Some(actual) = converted(first, second) else { continue };
            let fits = |actual: &f64| {
                let size = second.value.abs();
                let spread = (size * LOOSE).max(coarse(second)).min(size * LOOSEST).max(
                    // What the first is rounded by, in units of the second.
                    coarse(first) * (actual / first.value).abs() * 0.5,
                );
                (actual - second.value).abs() <= spread.max(degree(second)) + 1e-9
            };
            if actual.iter().any(fits) {
                continue;
            }
            let Some(best) = nearest(&actual, second) else { continue };
            let right = super::written_like(place.words(second.number), second.value, best)
                .unwrap_or_else(|| super::rounded(best, 1));
            let unit = &place.prose.text[second.number.end..second.span.end];
            let message = format!(
                "{}{} is {right}{unit}, not {}{}.",
                sign(first),
                place.term(first),
                sign(second),
                place.term(second)
            );
            findings.push(place.finding(context, &META, message));
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some(place) = stated_of(context, finding) else { return Vec::new() };
        let RelationKind::Pair { first, second } = &place.relation.kind else { return Vec::new() };
        let Some(best) = converted(first, second).and_then(|actual| nearest(&actual, second)) else {
            return Vec::new();
        };
        preferred(place.change(context, second, best).into_iter().collect())
    }
}

/// What the first amount is in the unit of the second, by every reading.
fn converted(first: &Term, second: &Term) -> Option<Vec<f64>> {
    let values = first.unit?.convert(first.value, second.unit?);
    let below = is_temperature(first) && first.value < 0.0;
    (!values.is_empty() && (first.value > 0.0 || below)).then_some(values)
}

/// "minus " before what is below nought: the sign is no part of a figure.
fn sign(term: &Term) -> &'static str {
    if term.value < 0.0 { "minus " } else { "" }
}

fn is_temperature(term: &Term) -> bool {
    term.unit.is_some_and(|unit| unit.is_temperature())
}

/// Half a unit in the last digit that is no nought.
fn coarse(term: &Term) -> f64 {
    let mut step = term.step;
    while term.value > 0.0 && step < term.value && (term.value / (step * 10.0)).fract().abs() < 1e-9 {
        step *= 10.0;
    }
    step / 2.0
}

/// Temperatures are told to the degree or two.
fn degree(term: &Term) -> f64 {
    if is_temperature(term) { 1.5 * term.step.min(1.0) } else { 0.0 }
}

/// For a temperature the scale counts first, a difference only where it comes nearer.
fn nearest(values: &[f64], wanted: &Term) -> Option<f64> {
    values
        .iter()
        .copied()
        .filter(|value| *value >= 0.0 || is_temperature(wanted))
        .min_by(|a, b| (a - wanted.value).abs().total_cmp(&(b - wanted.value).abs()))
}
