//! `hearsay-adverb`: "reportedly", "is said to": the claim without its reporter.

use crate::language::{Form, SourceKind};
use crate::rules::context::Context;
use crate::rules::edits::{before_stop, capitalised, fix, related};
use crate::rules::finding::{Finding, Fix, FixKind};
use crate::rules::guard::tells_of_document;
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
                || words_are_said(&place) && tells_of_document(place.words(place.sentence_span()))
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
            } else if is_legal(place.words(place.sentence_span())) || may_be_irony(words) {
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
/// did not in fact exist", "a talk on ostensibly narrow topics". Nobody reported that.
fn is_pretence(place: &Place<'_>) -> bool {
    const SEEN_THROUGH: [&str; 6] =
        [" in fact ", " but instead ", " but actually ", " turned out ", "did not exist", "never existed"];
    let marked = place.attribution.marked;
    let adverb = place.words(marked).to_lowercase();
    if adverb != "supposedly" && adverb != "ostensibly" {
        return false;
    }
    let sentence = place.sentence_span();
    let rest = Span::new(marked.end, sentence.end).of(&place.prose.text);
    let before = Span::new(sentence.start, marked.start).of(&place.prose.text).trim_end();
    let last = before.rsplit(' ').next().unwrap_or_default();
    SEEN_THROUGH.iter().any(|cue| rest.contains(cue))
        // What the purpose or the subject is made out to be: "ostensibly to talk".
        || adverb == "ostensibly" && (rest.trim_start().starts_with("to ") || ["on", "in", "of", "for", "with", "about", "by"].contains(&last))
}

/// Whether the words report speech: "is said to", "was reported to". Beside a document they are its words.
fn words_are_said(place: &Place<'_>) -> bool {
    place.words(place.attribution.marked).ends_with(" to")
}

/// Whether the word is as often the writer's own doubt as hearsay: "his supposedly old friend".
fn may_be_irony(words: &str) -> bool {
    ["supposedly", "ostensibly"].iter().any(|word| words.eq_ignore_ascii_case(word))
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
