//! `malformed-number`: a number that lacks a digit or a separator.

use super::{is_checked, preferred};
use crate::rules::context::Context;
use crate::rules::edits::fix;
use crate::rules::finding::{Finding, Fix, FixKind};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity};

static META: Meta = Meta {
    id: "malformed-number",
    group: Group::Numbers,
    layer: precedence::layer("malformed-number"),
    severity: Severity::Error,
    summary: "A number that lacks a digit or a separator.",
    page: include_str!("malformed_number.md"),
};

/// The rule.
pub struct MalformedNumber;

impl Rule for MalformedNumber {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for (index, block, reading) in context.blocks().filter(|(_, block, _)| is_checked(&block.kind)) {
            for number in &reading.malformed {
                let Some(sentence) = reading.sentence_at(number.span.start) else { continue };
                let words = number.span.of(&block.text);
                let message =
                    format!("\"{words}\" is not a well-formed number: a digit or a separator is missing.");
                findings.push(super::finding(context, &META, (index, sentence), number.span, message));
            }
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let (Some((index, _)), Some(words)) = (finding.subject.sentence, &finding.subject.words) else {
            return Vec::new();
        };
        let Some(number) = context.readings.get(index).and_then(|reading| {
            reading.malformed.iter().find(|number| context.source(index, number.span) == finding.span)
        }) else {
            return Vec::new();
        };
        let only = number.candidates.len() == 1;
        let fixes: Vec<Fix> = number
            .candidates
            .iter()
            .filter_map(|candidate| {
                let title = format!("Number: change {words} to {candidate}");
                fix(FixKind::Rewrite, title, vec![Edit::replace(finding.span, candidate.clone())])
            })
            .collect();
        if only { preferred(fixes) } else { fixes }
    }
}
