//! `age-mismatch`: an age that the year of birth does not give.

mod known;

use super::{elsewhere, preferred, stated, stated_of};
use crate::language::RelationKind;
use crate::language::quantity::relation::Birth;
use crate::rules::context::Context;
use crate::rules::edits::fix;
use crate::rules::finding::{Finding, Fix, FixKind, Subject};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity};

static META: Meta = Meta {
    id: "age-mismatch",
    group: Group::Numbers,
    layer: precedence::layer("age-mismatch"),
    severity: Severity::Warning,
    summary: "An age that the year of birth does not give.",
    page: include_str!("age_mismatch.md"),
};

/// The rule.
pub struct AgeMismatch;

impl Rule for AgeMismatch {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for place in stated(context) {
            let RelationKind::Age { born, at, age } = &place.relation.kind else { continue };
            let Some((year, possible)) = possible(context, born, *at) else { continue };
            if possible.iter().any(|one| (f64::from(*one) - age.value).abs() < 0.5) {
                continue;
            }
            let message = format!(
                "Born in {}, this person is {} in {year}, not {}.",
                born.year,
                told(&possible),
                super::rounded(age.value, 0)
            );
            let mut found = place.finding(context, &META, message);
            found.related.push(elsewhere(
                context,
                place.block,
                born.span,
                format!("{year} − {} = {}", born.year, year - born.year),
            ));
            findings.push(found);
        }
        for slip in known::slips(context) {
            findings.push(Finding {
                rule: META.id,
                span: context.source(slip.at.0, slip.number),
                severity: META.severity,
                message: format!(
                    "{} was born {} ({}): {} on the article's date, not {}.",
                    slip.entity.name,
                    slip.born,
                    slip.source,
                    told(&slip.possible),
                    slip.age
                ),
                related: Vec::new(),
                subject: Subject { sentence: Some(slip.at), ..Subject::default() },
            });
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some(place) = stated_of(context, finding) else { return known_fixes(context, finding) };
        let RelationKind::Age { born, at, age } = &place.relation.kind else { return Vec::new() };
        let Some((_, possible)) = possible(context, born, *at) else { return Vec::new() };
        let old = place.words(age.number);
        let one = possible.len() == 1;
        let fixes = possible
            .iter()
            .rev()
            .filter_map(|value| {
                let new = super::written_like(old, age.value, f64::from(*value))?;
                let edit = Edit::replace(context.source(place.block, age.number), new.clone());
                fix(FixKind::Rewrite, format!("Number: change {old} to {new}"), vec![edit])
            })
            .collect();
        if one { preferred(fixes) } else { fixes }
    }
}

fn told(ages: &[i16]) -> String {
    ages.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or ")
}

fn known_fixes(context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
    let slips = known::slips(context);
    let Some(slip) = slips.iter().find(|slip| context.source(slip.at.0, slip.number) == finding.span) else {
        return Vec::new();
    };
    let change = |age: &i16| {
        let title = format!("Number: change {} to {age}", slip.age);
        fix(FixKind::Rewrite, title, vec![Edit::replace(finding.span, age.to_string())])
    };
    slip.possible.iter().rev().filter_map(change).collect()
}

/// The year that counts, and the ages somebody born then may have in it.
fn possible(context: &Context<'_>, born: &Birth, at: Option<i16>) -> Option<(i16, Vec<i16>)> {
    let today = context.page.date.map(|(date, _)| date);
    let year = at.or(today.map(|date| date.year()))?;
    let full = year - born.year;
    if full < 0 {
        return None;
    }
    let had = match (at, born.day, today) {
        (None, Some(birthday), Some(today)) => Some((today.month(), today.day()) >= birthday),
        _ => None,
    };
    Some((
        year,
        match had {
            Some(true) => vec![full],
            Some(false) => vec![full - 1],
            None if full == 0 => vec![0],
            None => vec![full - 1, full],
        },
    ))
}
