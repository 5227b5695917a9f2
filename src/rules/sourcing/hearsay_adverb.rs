//! `hearsay-adverb`: "reportedly", "is said to": the claim without its reporter.

use crate::language::{Form, SourceKind};
use crate::rules::context::Context;
use crate::rules::edits::{before_stop, capitalised, fix, related};
use crate::rules::finding::{Finding, Fix, FixKind};
use crate::rules::place::{Place, place_of, places};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity, Span};

static META: Meta = Meta {
    id: "hearsay-adverb",
    group: Group::Sourcing,
    layer: precedence::layer("hearsay-adverb"),
    severity: Severity::Warning,
    summary: "\"Reportedly\", \"allegedly\", \"is said to\": name who reported or alleged this.",
    page: include_str!("hearsay_adverb.md"),
};

/// The rule.
pub struct HearsayAdverb;

impl Rule for HearsayAdverb {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for place in places(context, &[Form::Hearsay]) {
            if place.is_cited(context)
                || place.vouched_by(place.attribution.sentence, true).is_some()
                || is_pretence(&place)
                || opens_with_document(&place)
            {
                continue;
            }
            let words = place.words(place.attribution.marked);
            let mut finding =
                place.finding(context, &META, format!("\"{words}\": name who reported or alleged this."));
            if let Some(neighbour) = place.neighbour() {
                finding.severity = Severity::Info;
                let name = neighbour.source.map_or("Someone", |span| place.words(span));
                finding.related.push(related(
                    context.source(place.block, neighbour.marked),
                    format!(
                        "{} is named here: if this comes from there, say so in the sentence itself.",
                        capitalised(name)
                    ),
                ));
                if neighbour.kind == SourceKind::Outlet {
                    finding.subject.outlet = Some(name.to_string());
                }
            } else if is_legal(place.words(place.sentence_span())) || is_doubt(&place) {
                finding.severity = Severity::Info;
            }
            findings.push(finding);
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some(place) = place_of(context, finding) else { return Vec::new() };
        let marked = place.attribution.marked;
        let words = place.words(marked);
        if words.ends_with(" to") {
            // "is said to own": there is room for the speaker before "to".
            let at = context.source(place.block, Span::new(marked.start, marked.end - " to".len())).end;
            let by = fix(
                FixKind::Attribute,
                "Attribute: say by whom — “by TK NAME, TK TITLE,”",
                vec![Edit::insert(at, " by TK NAME, TK TITLE,")],
            );
            let mark = fix(FixKind::Mark, "Mark: [by whom?]", vec![Edit::insert(at, " [by whom?]")]);
            return by.into_iter().chain(mark).collect();
        }
        let Some(gone) = without(context, &place) else { return Vec::new() };
        let mut fixes = Vec::new();
        if let Some(end) = before_stop(&place) {
            let end = context.source(place.block, Span::new(place.sentence_span().start, end)).end;
            if let Some(outlet) = place.neighbour().filter(|neighbour| neighbour.kind == SourceKind::Outlet)
                && let Some(name) = outlet.source.map(|span| place.words(span))
            {
                let name = name.strip_prefix("The ").map_or(name.to_string(), |rest| format!("The {rest}"));
                fixes.extend(
                    fix(
                        FixKind::Rewrite,
                        format!("Rewrite: replace “{words}” with “…, {name} reported”"),
                        vec![gone.clone(), Edit::insert(end, format!(", {name} reported"))],
                    )
                    .map(|fix| Fix { preferred: true, ..fix }),
                );
            }
            fixes.extend(fix(
                FixKind::Attribute,
                "Attribute: say who — “according to TK NAME, TK TITLE”",
                vec![gone.clone(), Edit::insert(end, ", according to TK NAME, TK TITLE")],
            ));
        }
        fixes.extend(fix(
            FixKind::Rewrite,
            format!("Rewrite: delete “{words}” (only if you have confirmed it)"),
            vec![gone],
        ));
        fixes
    }
}

/// Whether "supposedly" or "ostensibly" tells of a pretence that the writer sees through: "the money it supposedly held
/// did not in fact exist", "the supposedly simple form", "a talk on ostensibly narrow topics". Nobody reported that.
fn is_pretence(place: &Place<'_>) -> bool {
    const SEEN_THROUGH: [&str; 7] = [
        " in fact ",
        " but instead ",
        " but actually ",
        " but in reality ",
        " turned out ",
        "did not exist",
        "never existed",
    ];
    // What stands before an adjective and its noun.
    const ADJECTIVAL: [&str; 17] = [
        "the", "a", "an", "this", "these", "those", "its", "his", "her", "their", "on", "in", "of", "for",
        "with", "about", "by",
    ];
    if !is_doubt(place) {
        return false;
    }
    let rest = place.rest();
    let last = place.last_before().to_lowercase();
    // "They met, ostensibly to talk": the purpose they gave out.
    SEEN_THROUGH.iter().any(|cue| rest.contains(cue))
        || ADJECTIVAL.contains(&last.as_str())
        || rest.starts_with("to ")
}

/// "Supposedly" and "ostensibly" say more of the writer's doubt than of another's report.
fn is_doubt(place: &Place<'_>) -> bool {
    let adverb = place.words(place.attribution.marked);
    ["supposedly", "ostensibly"].iter().any(|doubt| adverb.eq_ignore_ascii_case(doubt))
}

/// Whether the sentence opens with the document that tells it: "In a report compiled by Transparency International".
fn opens_with_document(place: &Place<'_>) -> bool {
    const DOCUMENTS: [&str; 14] = [
        "report",
        "study",
        "survey",
        "interview",
        "statement",
        "memo",
        "book",
        "article",
        "letter",
        "review",
        "filing",
        "complaint",
        "lawsuit",
        "indictment",
    ];
    let sentence = place.sentence_span();
    let before = Span::new(sentence.start, place.attribution.marked.start).of(&place.prose.text);
    let Some(inside) = before.strip_prefix("In ").and_then(|rest| rest.split(',').next()) else {
        return false;
    };
    let mut words = inside.split_whitespace();
    words.any(|word| DOCUMENTS.contains(&word)) && words.any(|word| word.starts_with(char::is_uppercase))
}

/// Whether the sentence tells of legal process, where the accuser is the court's business and soon named.
fn is_legal(sentence: &str) -> bool {
    let words = sentence.to_lowercase();
    [
        "charged with",
        "charged over",
        "accused of",
        "convicted of",
        "pleaded guilty",
        "pleaded not guilty",
        "found guilty",
        "found liable",
        "acquitted of",
        "indicted",
        "on trial",
        "arrested",
        "suspended for",
        "under investigation for",
        "is charged",
        "was charged",
        "were charged",
        "sued",
        "lawsuit",
        "prosecutors",
        "extradition",
    ]
    .iter()
    .any(|cue| words.contains(cue))
}

/// The edit that takes the adverb out, with a space and the commas that set it off.
fn without(context: &Context<'_>, place: &Place<'_>) -> Option<Edit> {
    let text = &place.prose.text;
    let marked = place.attribution.marked;
    if place.words(marked).contains(' ') {
        return None;
    }
    let rest = &text[marked.end..];
    let opens = marked.start == place.sentence_span().start;
    let after = rest.len() - rest.trim_start_matches([',', ' ']).len();
    if opens {
        let next = rest[after..].chars().next()?;
        let gone = Span::new(marked.start, marked.end + after + next.len_utf8());
        return Some(Edit::replace(
            context.source(place.block, gone),
            capitalised(next.encode_utf8(&mut [0; 4])),
        ));
    }
    let before = &text[..marked.start];
    let set_off = before.trim_end().ends_with(',') && rest.starts_with(',');
    let gone = if set_off {
        Span::new(before.trim_end().len() - 1, marked.end + 1)
    } else if rest.starts_with(' ') {
        Span::new(marked.start, marked.end + 1)
    } else {
        Span::new(before.trim_end().len(), marked.end)
    };
    Some(Edit::replace(context.source(place.block, gone), ""))
}
