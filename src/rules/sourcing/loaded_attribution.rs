//! `loaded-attribution`: "claimed", "slammed": a verb of saying that judges.

use crate::language::TurnKind;
use crate::rules::backing::{turn_of, turned};
use crate::rules::context::Context;
use crate::rules::edits::fix;
use crate::rules::finding::{Finding, Fix, FixKind};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity};

static META: Meta = Meta {
    id: "loaded-attribution",
    group: Group::Sourcing,
    layer: precedence::layer("loaded-attribution"),
    severity: Severity::Hint,
    summary: "A verb of saying that adds a judgement; \"said\" is neutral.",
    page: include_str!("loaded_attribution.md"),
};

const KIND: fn(TurnKind) -> bool = |kind| kind == TurnKind::LoadedVerb;

/// The rule.
pub struct LoadedAttribution;

impl Rule for LoadedAttribution {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for turned in turned(context, KIND) {
            let message = format!("\"{}\" adds a judgement; \"said\" is neutral.", turned.words());
            findings.push(turned.finding(context, &META, message));
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some(turned) = turn_of(context, finding, KIND) else { return Vec::new() };
        let words = turned.words();
        let verb = words.split(' ').next().unwrap_or_default();
        // "slammed the plan as reckless" needs another construction.
        if ["slam", "blast"].iter().any(|harsh| verb.to_lowercase().starts_with(harsh)) {
            return Vec::new();
        }
        let said = if verb.ends_with('s') {
            "says"
        } else if verb.ends_with("ed") {
            "said"
        } else {
            "say"
        };
        fix(
            FixKind::Rewrite,
            format!("Rewrite: replace “{words}” with “{said}”"),
            vec![Edit::replace(finding.span, said)],
        )
        .into_iter()
        .collect()
    }
}
