//! `impossible-date`: a date or time that does not exist.

use super::{is_checked, preferred};
use crate::language::ProofKind;
use crate::rules::context::Context;
use crate::rules::edits::fix;
use crate::rules::finding::{Finding, Fix, FixKind};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity};

static META: Meta = Meta {
    id: "impossible-date",
    group: Group::Numbers,
    layer: precedence::layer("impossible-date"),
    severity: Severity::Error,
    summary: "A date or time that does not exist.",
    page: include_str!("impossible_date.md"),
};

/// The rule.
pub struct ImpossibleDate;

impl Rule for ImpossibleDate {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for (index, block, reading) in context.blocks().filter(|(_, block, _)| is_checked(&block.kind)) {
            for proof in
                reading.proofs.iter().filter(|proof| !matches!(proof.kind, ProofKind::Weekday { .. }))
            {
                let Some(sentence) = reading.sentence_at(proof.span.start) else { continue };
                let words = proof.span.of(&block.text);
                let message = match &proof.kind {
                    ProofKind::NoSuchTime { .. } => format!("\"{words}\" does not exist: check the time."),
                    ProofKind::NoSuchDay { last, .. } => {
                        format!("\"{words}\" does not exist: the month has {last} days.")
                    }
                    _ => format!("\"{words}\" does not exist: check the date."),
                };
                findings.push(super::finding(context, &META, (index, sentence), proof.span, message));
            }
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let (Some((index, _)), Some(words)) = (finding.subject.sentence, &finding.subject.words) else {
            return Vec::new();
        };
        let (Some(block), Some(reading)) = (context.page.blocks.get(index), context.readings.get(index))
        else {
            return Vec::new();
        };
        let Some(proof) =
            reading.proofs.iter().find(|proof| context.source(index, proof.span) == finding.span)
        else {
            return Vec::new();
        };
        let mut fixes = Vec::new();
        let mut slot = "TK DATE";
        match &proof.kind {
            ProofKind::NoSuchDay { last, day } => {
                let old = day.of(&block.text);
                let ending = old.trim_start_matches(|c: char| c.is_ascii_digit());
                let ending = match (ending.is_empty(), last) {
                    (true, _) => "",
                    (false, 31) => "st",
                    (false, _) => "th",
                };
                let edit = Edit::replace(context.source(index, *day), format!("{last}{ending}"));
                fixes.extend(fix(
                    FixKind::Rewrite,
                    format!("Date: change {old} to {last}{ending}"),
                    vec![edit],
                ));
            }
            ProofKind::NoSuchTime { meant } => {
                slot = "TK TIME";
                if let Some(meant) = meant {
                    let edit = Edit::replace(finding.span, meant.clone());
                    fixes.extend(preferred(
                        fix(FixKind::Rewrite, format!("Date: change {words} to {meant}"), vec![edit])
                            .into_iter()
                            .collect(),
                    ));
                }
            }
            _ => {}
        }
        let edit = Edit::replace(finding.span, slot);
        fixes.extend(fix(FixKind::Mark, format!("Date: replace {words} with {slot}"), vec![edit]));
        fixes
    }
}
