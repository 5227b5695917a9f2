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
/// found", "recent data from Norvik Rail", "a study published in the Lancet", "the Water Board (WB) figures show", "when
/// tests show".
fn is_told_whose(place: &Place<'_>) -> bool {
    const MADE: [&str; 9] = [
        "released",
        "published",
        "compiled",
        "collected",
        "conducted",
        "commissioned",
        "provided",
        "gathered",
        "presented",
    ];
    /// What begins a clause about what somebody made: "figures her campaign released".
    const OWN: [&str; 6] = ["his", "her", "its", "their", "the", "it"];
    /// How many words may stand between "released" and "by".
    const NEAR: usize = 5;
    let marked = place.attribution.marked;
    let words = place.words(marked);
    let (before, opens) = (place.before(), place.last_before());
    let may_come = ["when", "whenever", "if", "unless"].iter().any(|word| opens.eq_ignore_ascii_case(word));
    let rest = place.rest();
    // "by the firm", "from Norvik Rail", "in the Lancet": somebody in particular, named or met before.
    let in_particular = |words: &str, by: &[&str]| {
        let mut words = words.split_whitespace();
        by.contains(&words.next().unwrap_or_default())
            && words.next().is_some_and(|next| {
                ["the", "his", "her", "its", "their"].contains(&next) || next.starts_with(char::is_uppercase)
            })
    };
    let within = words.match_indices(" by ").any(|(at, _)| in_particular(&words[at..], &["by"]));
    let made = rest.trim_start_matches([',', ' ']);
    let made_by = MADE.iter().any(|verb| made.strip_prefix(verb).is_some_and(|rest| rest.starts_with(' ')))
        && made.split_inclusive(' ').take(NEAR).any(|word| matches!(word.trim(), "by" | "in" | "at"));
    // "from comScore", "figures her campaign released".
    let house = rest.strip_prefix("from ").and_then(|name| name.split(' ').next());
    let house = house.is_some_and(|name| name.contains(char::is_uppercase));
    let given = words_of(rest).take(6).position(|word| MADE.contains(&word)).is_some_and(|at| at > 0)
        && words_of(rest).next().is_some_and(|word| OWN.contains(&word));
    let tail = rest.rsplit_once(", ").map_or("", |(_, tail)| tail);
    let told = ["he ", "she ", "they "].iter().any(|who| tail.starts_with(who))
        && ["said", "says", "pointed out", "added", "noted"]
            .iter()
            .any(|verb| tail.trim_end_matches('.').ends_with(verb));
    // "Party figures, whose", "he praised it, citing statistics", "evidence to back claims".
    let other = words_of(rest).next().is_some_and(|word| ["who", "whose"].contains(&word))
        || ["citing ", "evidence to "].iter().any(|cue| words.to_lowercase().starts_with(cue));
    within
        || before.ends_with(')')
        || may_come
        || made_by
        || in_particular(rest, &["by", "from"])
        || house
        || given
        || told
        || other
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
