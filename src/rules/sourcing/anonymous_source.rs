//! `anonymous-source`: a claim that rests on somebody the reader cannot know.

use crate::language::{Form, SourceKind};
use crate::rules::context::Context;
use crate::rules::edits::{fix, goes_on, listed, related};
use crate::rules::finding::{Finding, Fix, FixKind};
use crate::rules::guard::words as words_of;
use crate::rules::place::{Once, Place, place_of, places};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity};

static META: Meta = Meta {
    id: "anonymous-source",
    group: Group::Sourcing,
    layer: precedence::layer("anonymous-source"),
    severity: Severity::Warning,
    summary: "Anonymous source: say who they are, how they know, and why they are not named.",
    page: include_str!("anonymous_source.md"),
};

const FORMS: &[Form] =
    &[Form::Unnamed, Form::Access, Form::BareSource, Form::AnonymityClause, Form::Insider, Form::HasLearned];

/// The rule.
pub struct AnonymousSource;

impl Rule for AnonymousSource {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for place in unnamed(context) {
            let told = Told::of(&place);
            let mut finding = place.finding(context, &META, told.message());
            finding.severity = told.severity();
            if place.is_cited(context) {
                finding.severity = finding.severity.lowered();
            }
            if let Some(outlet) = place.reading.attributions.iter().find(|other| {
                other.sentence == place.attribution.sentence
                    && other.kind == SourceKind::Outlet
                    && other.vouches()
            }) {
                finding.related.push(related(
                    context.source(place.block, outlet.marked),
                    "This outlet is credited here: link its article, so that readers see whose source this is.",
                ));
                finding.subject.outlet = outlet.source.map(|span| place.words(span).to_string());
            }
            findings.push(finding);
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some(place) = place_of(context, finding) else { return Vec::new() };
        let told = Told::of(&place);
        let marked = context.source(place.block, place.attribution.marked);
        let missing: Vec<&str> = told.missing().iter().map(|(_, slot)| *slot).collect();
        let slot = if missing.is_empty() { "EDITOR APPROVAL".to_string() } else { missing.join(", ") };
        let describe = fix(
            FixKind::Attribute,
            if missing.is_empty() {
                "Attribute: note the editor who approved this source"
            } else {
                "Attribute: describe the source — who, how they know, why unnamed"
            },
            vec![Edit::insert(marked.end, format!(" (TK {slot})"))],
        );
        let replaceable =
            matches!(place.attribution.form, Form::Unnamed | Form::Access | Form::BareSource | Form::Insider);
        let name = place.attribution.source.filter(|_| replaceable).and_then(|source| {
            let close = if goes_on(&place.prose.text, source.end) { "," } else { "" };
            fix(
                FixKind::Attribute,
                "Attribute: say who — “according to TK NAME, TK TITLE,”",
                vec![Edit::replace(context.source(place.block, source), format!("TK NAME, TK TITLE{close}"))],
            )
        });
        describe.into_iter().chain(name).collect()
    }
}

/// Every anonymous source of the page, each once a paragraph.
pub(super) fn unnamed<'a>(context: &Context<'a>) -> impl Iterator<Item = Place<'a>> {
    let mut once = Once::default();
    places(context, FORMS).filter(move |place| {
        !is_told_before(place)
            && !is_no_source(place)
            && once.first(place.block, place.words(place.attribution.marked))
    })
}

/// Which of the three disclosures the sentence makes.
struct Told {
    who: bool,
    how: bool,
    why: bool,
}

impl Told {
    fn of(place: &Place<'_>) -> Self {
        let mut told = Told { who: false, how: false, why: false };
        for (index, attribution) in place.reading.attributions.iter().enumerate() {
            let here = attribution.sentence == place.attribution.sentence;
            // "The person asked not to be named because ..." in the next sentence is told of the same source.
            let next = attribution.sentence == place.attribution.sentence + 1
                && is_told_before(&Place { index, attribution, ..*place });
            let unnamed = attribution.kind == SourceKind::Anonymous && attribution.vouches();
            if (here || next) && unnamed && attribution.is_own() {
                told.who |= attribution.description.is_some();
                told.how |= attribution.access.is_some();
                told.why |= attribution.reason.is_some();
            }
        }
        told
    }

    /// What is missing: in words, and as a slot.
    fn missing(&self) -> Vec<(&'static str, &'static str)> {
        [
            (self.who, ("who they are", "WHO THEY ARE")),
            (self.how, ("how they know", "HOW THEY KNOW")),
            (self.why, ("why they are not named", "WHY UNNAMED")),
        ]
        .into_iter()
        .filter(|(told, _)| !told)
        .map(|(_, words)| words)
        .collect()
    }

    fn is_disclosed(&self) -> bool {
        (self.who || self.how) && self.why
    }

    fn severity(&self) -> Severity {
        if self.is_disclosed() { Severity::Hint } else { META.severity }
    }

    fn message(&self) -> String {
        let missing = self.missing();
        let words: Vec<&str> = missing.iter().map(|(words, _)| *words).collect();
        if words.is_empty() {
            "Anonymous source, described and explained: confirm that an editor has approved it.".into()
        } else if self.is_disclosed() {
            format!(
                "Anonymous source: say {} if you can, and confirm that an editor has approved it.",
                listed(&words)
            )
        } else {
            format!("Anonymous source: say {}.", listed(&words))
        }
    }
}

/// Whether the words tell of somebody who is no source: people said to have had no part in the affair, the person a
/// story is about ("the unnamed woman"), a name that the story itself withholds.
fn is_no_source(place: &Place<'_>) -> bool {
    const STORY: [&str; 10] =
        ["woman", "man", "girl", "boy", "teenager", "victim", "plaintiff", "suspect", "patient", "child"];
    let marked = place.attribution.marked;
    let words = place.words(marked).to_lowercase();
    let rest = place.rest();
    let next = words_of(rest).next().unwrap_or_default();
    match place.attribution.form {
        Form::Access => {
            // An outside expert "not involved in the research" has no access; "people had knowledge of it" is a story.
            let apart = ["none of whom", "neither of whom", "not involved", " had "];
            // "People involved in the case could be fired": they are spoken of.
            let modal = ["could", "can", "may", "might", "should", "must", "will"].contains(&next);
            modal || apart.iter().any(|cue| words.contains(cue)) || place.describes_a_name()
        }
        // "Insiders blamed for the leak": they are spoken of.
        Form::Insider => ["blamed for", "accused of", "suspected of"].iter().any(|cue| {
            rest.starts_with(cue)
                || words.ends_with(cue.split(' ').next().unwrap_or(cue)) && cue.ends_with(next)
        }),
        Form::Unnamed => {
            words.starts_with("the ")
                && STORY.iter().any(|person| words.split(' ').next_back() == Some(person))
        }
        Form::AnonymityClause => {
            let alone = !place
                .reading
                .attributions_of(place.attribution.sentence)
                .iter()
                .any(|other| other.is_own() && other.marked != marked);
            // "not permitted to speak at the meeting" is no talk with the press.
            let meeting = words.ends_with("to speak") && ["at", "until", "there", "in"].contains(&next);
            words.starts_with("without ") && alone
                || meeting
                || words.ends_with("not to name") && next == "the" && !rest.contains("source")
        }
        _ => false,
    }
}

/// Whether this is a clause about a source that the sentence before has brought in: "The person asked not to be named".
fn is_told_before(place: &Place<'_>) -> bool {
    let attribution = place.attribution;
    if attribution.form != Form::AnonymityClause {
        return false;
    }
    let first = place.sentence_span().of(&place.prose.text).split_whitespace().next().unwrap_or_default();
    let goes_on = ["The", "They", "He", "She", "Both", "All"].contains(&first);
    goes_on
        && place.reading.attributions.iter().any(|other| {
            other.sentence + 1 == attribution.sentence
                && other.is_own()
                && FORMS.contains(&other.form)
                && other.form != Form::AnonymityClause
        })
}
