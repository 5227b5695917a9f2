//! `vague-research`: "studies show", "recent research suggests".

use crate::language::{Form, TurnKind};
use crate::rules::context::Context;
use crate::rules::edits::{capitalised, fix, related};
use crate::rules::finding::{Finding, Fix, FixKind};
use crate::rules::guard::words as words_of;
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

/// How soon after "a new study suggests" the study must be told of, in sentences.
const SOON: usize = 3;

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
            // "According to Mr Menon, research suggests", "he says studies have found": he answers for it.
            let answered = place.vouched_by(place.attribution.sentence, true).is_some();
            if place.is_cited(context)
                || answered
                || is_one_document(&place)
                || is_told_whose(&place)
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
            if let Some(span) = place.told_of_research(context, SOON) {
                finding.severity = finding.severity.lowered();
                let message = "If this is the research, name it in the sentence itself.";
                finding.related.push(related(span, message));
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

/// Whether the sentence tells whose research it is, or speaks of research that may come: "analysis by the firm has
/// found", "the Water Board (WB) figures show", "surveys show a slowdown, she pointed out", "when tests show".
fn is_told_whose(place: &Place<'_>) -> bool {
    let marked = place.attribution.marked;
    let sentence = place.sentence_span();
    let words = place.words(marked);
    let before = Span::new(sentence.start, marked.start).of(&place.prose.text).trim_end();
    let opens = before.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let may_come = ["when", "whenever", "if", "unless"].contains(&opens.as_str())
        && ["show", "shows", "suggest", "suggests", "indicate", "indicates", "find", "finds"]
            .contains(&words.rsplit(' ').next().unwrap_or_default());
    let rest = Span::new(marked.end, sentence.end).of(&place.prose.text);
    let tail = rest.rsplit_once(", ").map_or("", |(_, tail)| tail);
    let speaker = ["he ", "she ", "they "].iter().any(|who| tail.starts_with(who));
    // "data from the Water Board", "figures released by regulators": told whose, after all.
    let rest = rest.trim_start();
    let whose = ["from ", "by "].iter().any(|of| {
        let name = rest.strip_prefix(of).map(|name| name.strip_prefix("the ").unwrap_or(name));
        let name = name.and_then(|name| name.split(' ').next());
        name.is_some_and(|name| name.contains(char::is_uppercase))
    });
    let next: Vec<&str> = words_of(rest).take(6).collect();
    let given = next
        .iter()
        .position(|word| ["released", "published", "compiled", "collected"].contains(word))
        .is_some_and(|at| at > 0 || next.contains(&"by"));
    // "Party figures, whose", "he praised it, citing statistics": people, and what he cites.
    let other = next.first().is_some_and(|word| ["who", "whose"].contains(word))
        || words.to_lowercase().starts_with("citing ");
    given
        || other
        || words.contains(" by the ")
        || words.to_lowercase().starts_with("evidence to ")
        || whose
        || before.ends_with(')')
        || may_come
        || speaker
            && ["said", "says", "pointed out", "added", "noted"]
                .iter()
                .any(|verb| tail.trim_end_matches('.').ends_with(verb))
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
