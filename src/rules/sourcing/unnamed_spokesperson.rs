//! `unnamed-spokesperson`: someone who speaks for a body, without a name.

use crate::language::Form;
use crate::rules::context::Context;
use crate::rules::edits::{aside, fix};
use crate::rules::finding::{Finding, Fix, FixKind};
use crate::rules::place::{Once, place_of, places};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::Severity;

static META: Meta = Meta {
    id: "unnamed-spokesperson",
    group: Group::Sourcing,
    layer: precedence::layer("unnamed-spokesperson"),
    severity: Severity::Info,
    summary: "Unnamed spokesperson: add the name, or cite the statement.",
    page: include_str!("unnamed_spokesperson.md"),
};

/// The rule.
pub struct UnnamedSpokesperson;

impl Rule for UnnamedSpokesperson {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let mut once = Once::default();
        for place in places(context, &[Form::UnnamedSpokesperson]) {
            let words = place.words(place.attribution.marked);
            let section = place.prose.section as usize;
            if place.is_cited(context) || !once.first(section, words) {
                continue;
            }
            findings.push(place.finding(context, &META, META.summary.into()));
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some(place) = place_of(context, finding) else { return Vec::new() };
        let marked = place.attribution.marked;
        fix(
            FixKind::Attribute,
            "Attribute: name the spokesperson",
            vec![aside(context, &place, marked, "TK NAME")],
        )
        .into_iter()
        .collect()
    }
}
