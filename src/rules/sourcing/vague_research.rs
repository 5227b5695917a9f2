//! `vague-research`: "studies show", "recent research suggests".

use crate::language::{Form, TurnKind};
use crate::rules::context::Context;
use crate::rules::edits::{capitalised, fix, related};
use crate::rules::finding::{Finding, Fix, FixKind};
use crate::rules::place::{Once, Place, place_of, places};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity, Span};

static META: Meta = Meta {
    id: "vague-research",
    group: Group::Sourcing,
    layer: precedence::layer("vague-research"),
    severity: Severity::Warning,
    summary: "Which study? Name and link the research.",
    page: include_str!("vague_research.md"),
};

/// The rule.
pub struct VagueResearch;

impl Rule for VagueResearch {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let mut once = Once::default();
        for place in places(context, &[Form::Research]) {
            let words = place.words(place.attribution.marked);
            // "According to Mr Menon, research suggests": Mr Menon answers for it.
            let answered = place.vouched_by(place.attribution.sentence, false).is_some();
            if place.is_cited(context)
                || answered
                || is_one_document(&place)
                || !once.first(place.block, words)
            {
                continue;
            }
            let mut finding = place.finding(context, &META, META.summary.into());
            if let Some(neighbour) = place.neighbour() {
                let name = neighbour.source.map_or("Someone", |span| place.words(span));
                finding.related.push(related(
                    context.source(place.block, neighbour.marked),
                    format!(
                        "{} is named here: if the research is theirs, say so in the sentence itself.",
                        capitalised(name)
                    ),
                ));
            }
            findings.push(finding);
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some(place) = place_of(context, finding) else { return Vec::new() };
        let (marked, source) =
            (place.attribution.marked, place.attribution.source.unwrap_or(place.attribution.marked));
        let study = "TK YEAR study by TK INSTITUTION";
        let (gone, title, words) = if marked.start < source.start {
            let gone = Span::new(source.start, marked.end.max(source.end));
            (gone, format!("Attribute: name the study — “according to a {study}”"), format!("a {study}"))
        } else {
            let article = if place.words(marked).starts_with(char::is_uppercase) { "A" } else { "a" };
            let verb = if place.attribution.cue.end <= marked.end { " found" } else { "" };
            let title = format!("Attribute: name the study — “A {study}{verb}”");
            (marked, title, format!("{article} {study}{verb}"))
        };
        fix(FixKind::Attribute, title, vec![Edit::replace(context.source(place.block, gone), words)])
            .into_iter()
            .collect()
    }
}

/// "A poll found": one document, which `unlinked-document` asks to link; "a recent study" is any of many.
fn is_one_document(place: &Place<'_>) -> bool {
    const FRESH: [&str; 8] = ["recent", "new", "latest", "growing", "fresh", "number", "body", "emerging"];
    let words = place.words(place.attribution.source.unwrap_or(place.attribution.marked));
    let mut words = words.split_whitespace();
    let one =
        words.next().is_some_and(|word| word.eq_ignore_ascii_case("a") || word.eq_ignore_ascii_case("an"));
    let any = words.any(|word| FRESH.contains(&word));
    one && !any
        && place.reading.turns.iter().any(|turn| {
            matches!(turn.kind, TurnKind::Document { .. }) && turn.span.overlaps(place.attribution.marked)
        })
}
