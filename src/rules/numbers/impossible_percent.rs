//! `impossible-percent`: a share or a fall of more than there is.

use super::{stated, stated_of};
use crate::language::RelationKind;
use crate::language::quantity::relation::Excess;
use crate::rules::context::Context;
use crate::rules::edits::fix;
use crate::rules::finding::{Finding, Fix, FixKind};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity, Span};

static META: Meta = Meta {
    id: "impossible-percent",
    group: Group::Numbers,
    layer: precedence::layer("impossible-percent"),
    severity: Severity::Warning,
    summary: "A share or a fall of more than there is.",
    page: include_str!("impossible_percent.md"),
};

/// The rule.
pub struct ImpossiblePercent;

impl Rule for ImpossiblePercent {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for place in stated(context) {
            let RelationKind::Excess { form, .. } = &place.relation.kind else { continue };
            let words = place.words(place.relation.span);
            // "I give 110 percent" and other words of speakers are theirs.
            if context
                .readings
                .get(place.block)
                .is_some_and(|reading| reading.is_quoted(place.relation.span.start))
            {
                continue;
            }
            let (severity, message) = match form {
                Excess::Fall | Excess::Less => {
                    (META.severity, format!("\"{words}\": a fall cannot exceed 100 percent."))
                }
                Excess::Share => (META.severity, format!("\"{words}\": a share cannot exceed 100 percent.")),
                Excess::Times => (Severity::Hint, format!("\"{words}\": say what fraction it is.")),
            };
            findings.push(Finding { severity, ..place.finding(context, &META, message) });
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some(place) = stated_of(context, finding) else { return Vec::new() };
        let RelationKind::Excess { figure, form } = &place.relation.kind else { return Vec::new() };
        if *form != Excess::Times {
            let old = place.words(figure.span);
            let edit = Edit::replace(context.source(place.block, figure.number), "TK");
            return fix(FixKind::Mark, format!("Number: replace {old} with TK"), vec![edit])
                .into_iter()
                .collect();
        }
        let words = place.words(place.relation.span);
        let adjective = match words.rsplit(' ').next().unwrap_or_default() {
            "less" => "much",
            "fewer" => "many",
            "lower" => "high",
            "cheaper" => "expensive",
            "smaller" => "large",
            "slower" => "fast",
            "lighter" => "heavy",
            "shorter" => "long",
            "thinner" => "thick",
            "weaker" => "strong",
            "rarer" => "common",
            _ => return Vec::new(),
        };
        let Some(part) = part(figure.value) else { return Vec::new() };
        let new = format!("{part} as {adjective}");
        let span = place.relation.span;
        let mut edits = vec![Edit::replace(context.source(place.block, span), new.clone())];
        let rest = &place.prose.text[span.end..];
        if rest.starts_with(" than ") {
            let than = Span::new(span.end + 1, span.end + 5);
            edits.push(Edit::replace(context.source(place.block, than), "as"));
        }
        fix(FixKind::Rewrite, format!("Number: say “{new}”"), edits).into_iter().collect()
    }
}

/// "one-tenth" for ten.
fn part(times: f64) -> Option<&'static str> {
    const PARTS: [&str; 9] = [
        "half",
        "one-third",
        "one-quarter",
        "one-fifth",
        "one-sixth",
        "one-seventh",
        "one-eighth",
        "one-ninth",
        "one-tenth",
    ];
    (times.fract() == 0.0 && (2.0..=10.0).contains(&times)).then(|| PARTS[times as usize - 2])
}
