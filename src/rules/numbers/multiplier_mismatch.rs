//! `multiplier-mismatch`: a doubling that is none.

use super::{elsewhere, stated, stated_of};
use crate::language::RelationKind;
use crate::language::quantity::{Hedge, Interval};
use crate::rules::context::Context;
use crate::rules::edits::{capitalised, fix};
use crate::rules::finding::{Finding, Fix, FixKind};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity};

static META: Meta = Meta {
    id: "multiplier-mismatch",
    group: Group::Numbers,
    layer: precedence::layer("multiplier-mismatch"),
    severity: Severity::Warning,
    summary: "A doubling, tripling or halving that its two ends do not give.",
    page: include_str!("multiplier_mismatch.md"),
};

/// The rule.
pub struct MultiplierMismatch;

impl Rule for MultiplierMismatch {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for place in stated(context) {
            let RelationKind::Multiple { from, to, by, hedge, word } = &place.relation.kind else { continue };
            // Halving is doubling backwards, "more than halved" as well.
            let (less, more, factor) = if *by < 1.0 { (to, from, 1.0 / by) } else { (from, to, *by) };
            let Some(actual) = more.operand().over(less.operand()) else { continue };
            if actual.meets(allowed(factor, *hedge)) {
                continue;
            }
            let (a, b) = (place.term(from), place.term(to));
            let exact = super::rounded(to.value / from.value, 2);
            let message = format!("From {a} to {b} is ×{exact}, not \"{}\".", place.words(*word));
            let mut found = place.finding(context, &META, message);
            let sum =
                format!("{} ÷ {} = {exact}", super::rounded(to.value, 4), super::rounded(from.value, 4));
            found.related.push(elsewhere(context, place.block, *word, sum));
            findings.push(found);
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some(place) = stated_of(context, finding) else { return Vec::new() };
        let RelationKind::Multiple { from, to, hedge, word, .. } = &place.relation.kind else {
            return Vec::new();
        };
        let old = place.words(*word);
        let ratio = to.value / from.value;
        // "tripled" for "doubled" where the figures say so, else the change in percent.
        let exactly =
            [(0.5, "halved"), (2.0, "doubled"), (3.0, "tripled"), (4.0, "quadrupled"), (5.0, "quintupled")]
                .into_iter()
                .find(|(factor, _)| (ratio - factor).abs() < 0.02 * factor);
        let verb = old.ends_with("ed");
        let new = match exactly {
            Some((_, word)) if verb => word.to_owned(),
            _ if verb && *hedge == Hedge::None => {
                let change = super::rounded(((ratio - 1.0) * 100.0).abs(), 0);
                format!("{} {change} percent", if ratio < 1.0 { "fell" } else { "rose" })
            }
            _ => return Vec::new(),
        };
        let before = place.prose.text[..word.start].trim_end();
        let passive = ["was", "were", "been", "be"].iter().any(|verb| before.ends_with(verb));
        if passive && exactly.is_none() {
            return Vec::new();
        }
        let new = if old.starts_with(char::is_uppercase) { capitalised(&new) } else { new };
        let title = format!("Number: replace “{old}” with “{new}”");
        fix(FixKind::Rewrite, title, vec![Edit::replace(context.source(place.block, *word), new)])
            .into_iter()
            .collect()
    }
}

/// What a factor in words covers.
fn allowed(factor: f64, hedge: Hedge) -> Interval {
    let (less, more) = match hedge {
        Hedge::None => (0.05, 0.05),
        Hedge::About => (0.15, 0.15),
        Hedge::JustUnder => (0.1, 0.0),
        Hedge::JustOver => (0.0, 0.1),
        Hedge::Above => (0.0, 0.5),
        Hedge::Below => (0.5, 0.0),
    };
    Interval { low: factor * (1.0 - less), high: factor * (1.0 + more) }
}
