//! `agentless-attribution`: "it was revealed that", "is believed to", "there are concerns that".

use crate::language::Form;
use crate::rules::context::Context;
use crate::rules::edits::fix;
use crate::rules::finding::{Finding, Fix, FixKind};
use crate::rules::place::{Once, place_of, places};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity, Span};

static META: Meta = Meta {
    id: "agentless-attribution",
    group: Group::Sourcing,
    layer: precedence::layer("agentless-attribution"),
    severity: Severity::Info,
    summary: "By whom? The sentence hides who says or believes this.",
    page: include_str!("agentless_attribution.md"),
};

/// The rule.
pub struct AgentlessAttribution;

impl Rule for AgentlessAttribution {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let mut once = Once::default();
        for place in places(context, &[Form::Agentless]) {
            let words = place.words(place.attribution.marked);
            if place.is_cited(context)
                || place.vouched_by(place.attribution.sentence, true).is_some()
                || !once.first(place.block, words)
            {
                continue;
            }
            findings.push(place.finding(context, &META, META.summary.into()));
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some(place) = place_of(context, finding) else { return Vec::new() };
        let marked = place.attribution.marked;
        let words = place.words(marked);
        // The agent goes before the closing "that" or "to".
        let room =
            ["that", "to"].iter().find_map(|last| words.strip_suffix(last)).map_or(words, str::trim_end);
        let at = context.source(place.block, Span::new(marked.start, marked.start + room.len())).end;
        let there = words.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("there"));
        let agent = if there { " at TK ORGANISATION" } else { " by TK SOURCE" };
        let mut fixes = Vec::new();
        fixes.extend(fix(
            FixKind::Attribute,
            format!("Attribute: say {} — “{}”", if there { "whose" } else { "by whom" }, agent.trim()),
            vec![Edit::insert(at, agent)],
        ));
        if words.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("it")) && words.ends_with(" that") {
            fixes.extend(fix(
                FixKind::Rewrite,
                "Rewrite: start with “TK SOURCE said that”",
                vec![Edit::replace(context.source(place.block, marked), "TK SOURCE said that")],
            ));
        }
        fixes.extend(fix(FixKind::Mark, "Mark: [by whom?]", vec![Edit::insert(at, " [by whom?]")]));
        fixes
    }
}
