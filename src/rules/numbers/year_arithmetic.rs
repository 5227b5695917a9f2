//! `year-arithmetic`: a number of years that its two ends do not give.

use super::{elsewhere, preferred, stated, stated_of};
use crate::language::RelationKind;
use crate::language::quantity::Interval;
use crate::language::quantity::relation::{Count, Years};
use crate::rules::context::Context;
use crate::rules::edits::fix;
use crate::rules::finding::{Finding, Fix, FixKind};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity};

static META: Meta = Meta {
    id: "year-arithmetic",
    group: Group::Numbers,
    layer: precedence::layer("year-arithmetic"),
    severity: Severity::Warning,
    summary: "A number of years that its two ends do not give.",
    page: include_str!("year_arithmetic.md"),
};

/// The rule.
pub struct YearArithmetic;

impl Rule for YearArithmetic {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for place in stated(context) {
            let RelationKind::Years { from, to, given, count } = &place.relation.kind else { continue };
            let Some((last, actual)) = passed(context, *from, *to, *count) else { continue };
            // First and last year may be counted or not; an anniversary and a century are exact.
            let slack = if *count == Count::Span { 1.0 } else { 0.0 };
            let allowed = Interval::around(given.value, slack).hedged(given.hedge, 0.0);
            let turn =
                *count == Count::Century && from % 100 == 0 && (given.value - actual - 1.0).abs() < 0.5;
            if allowed.meets(Interval::exact(actual)) || turn {
                continue;
            }
            let words = place.words(given.number);
            let message = match count {
                Count::Century => {
                    format!("{from} is in the {} century, not the {words}.", ordinal(actual as i64))
                }
                Count::Anniversary => {
                    format!("{from} to {last} is {actual} years, not {}.", super::rounded(given.value, 0))
                }
                Count::Span => {
                    format!("{from} to {last} is {actual} years, not {}.", super::rounded(given.value, 1))
                }
            };
            let mut found = place.finding(context, &META, message);
            if *count != Count::Century {
                found.related.push(elsewhere(
                    context,
                    place.block,
                    given.number,
                    format!("{last} − {from} = {actual}"),
                ));
            }
            findings.push(found);
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some(place) = stated_of(context, finding) else { return Vec::new() };
        let RelationKind::Years { from, to, given, count } = &place.relation.kind else { return Vec::new() };
        let Some((_, actual)) = passed(context, *from, *to, *count) else { return Vec::new() };
        let old = place.words(given.number);
        let Some(new) = rewritten(old, given, actual) else { return Vec::new() };
        let edit = Edit::replace(context.source(place.block, given.number), new.clone());
        preferred(
            fix(FixKind::Rewrite, format!("Number: change {old} to {new}"), vec![edit]).into_iter().collect(),
        )
    }
}

/// The later year and how many years pass; for a century its number.
fn passed(context: &Context<'_>, from: i16, to: Option<i16>, count: Count) -> Option<(i16, f64)> {
    if count == Count::Century {
        return Some((from, f64::from((from - 1) / 100 + 1)));
    }
    let last = to.or(context.page.date.map(|(date, _)| date.year()))?;
    (last >= from).then(|| (last, f64::from(last - from)))
}

/// The number of years as the old one is written: "15" or "60th".
fn rewritten(old: &str, given: &Years, actual: f64) -> Option<String> {
    if old.ends_with("st") || old.ends_with("nd") || old.ends_with("rd") || old.ends_with("th") {
        return old.starts_with(|c: char| c.is_ascii_digit()).then(|| ordinal(actual as i64));
    }
    super::written_like(old, given.value, actual)
}

fn ordinal(number: i64) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}
