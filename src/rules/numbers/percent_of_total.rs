//! `percent-of-total`: a share that its part and its whole do not give.

use super::{elsewhere, percent, preferred, stated, stated_of};
use crate::language::quantity::Hedge;
use crate::language::{QuantityKind, RelationKind, Term};
use crate::rules::context::Context;
use crate::rules::edits::capitalised;
use crate::rules::finding::{Finding, Fix};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::Severity;

static META: Meta = Meta {
    id: "percent-of-total",
    group: Group::Numbers,
    layer: precedence::layer("percent-of-total"),
    severity: Severity::Warning,
    summary: "A share that its part and its whole do not give.",
    page: include_str!("percent_of_total.md"),
};

/// The rule.
pub struct PercentOfTotal;

impl Rule for PercentOfTotal {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for place in stated(context) {
            if let RelationKind::Restated { fraction, percent } = &place.relation.kind {
                if !agree(fraction, percent) {
                    let message = format!(
                        "{} is {}%, not {}%.",
                        capitalised(place.term(fraction)),
                        super::rounded(fraction.value, 0),
                        super::rounded(percent.value, 1)
                    );
                    findings.push(place.finding(context, &META, message));
                }
                continue;
            }
            let RelationKind::Share { part, whole, share } = &place.relation.kind else { continue };
            let Some(actual) = part.operand().percent_of(whole.operand()) else { continue };
            if actual.meets(share.given()) {
                continue;
            }
            let exact = part.value / whole.value * 100.0;
            let given = match share.kind {
                QuantityKind::Fraction => place.term(share).to_owned(),
                _ => format!("{}%", super::rounded(share.value, 2)),
            };
            let message = format!(
                "{} of {} is {}%, not {given}.",
                place.term(part),
                place.term(whole),
                percent(exact, share.value)
            );
            let mut found = place.finding(context, &META, message);
            found.related.push(elsewhere(
                context,
                place.block,
                share.span,
                format!("{} ÷ {} = {}%", plain(part), plain(whole), super::rounded(exact, 2)),
            ));
            findings.push(found);
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some(place) = stated_of(context, finding) else { return Vec::new() };
        let RelationKind::Share { part, whole, share } = &place.relation.kind else { return Vec::new() };
        let exact = part.value / whole.value * 100.0;
        let mut fixes = Vec::new();
        if share.kind == QuantityKind::Percent {
            fixes.extend(place.change(context, share, exact));
        }
        // A sum of money that the share was taken of may as well be what is wrong.
        if part.kind == QuantityKind::Money || share.kind == QuantityKind::Fraction {
            fixes.extend(place.change(context, part, (whole.value * share.value / 100.0).round()));
        }
        preferred(fixes)
    }
}

/// Whether a fraction in words and a percentage may be the same share: words are round, and a hedge says which way.
fn agree(fraction: &Term, percent: &Term) -> bool {
    /// How far a fraction that is told in words may lie from the share, in points, and with a hedge.
    const ROUND: f64 = 5.0;
    const LOOSE: f64 = 8.0;
    let over = percent.value - fraction.value;
    match fraction.hedge {
        Hedge::None => over.abs() <= ROUND,
        Hedge::About => over.abs() <= LOOSE,
        Hedge::JustUnder => (-LOOSE..=1.0).contains(&over),
        Hedge::JustOver => (-1.0..=LOOSE).contains(&over),
        Hedge::Above => over >= -1.0,
        Hedge::Below => over <= 1.0,
    }
}

/// A value as it is reckoned with.
fn plain(term: &Term) -> String {
    super::rounded(term.value, 4)
}
