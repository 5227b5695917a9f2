//! `anonymity-unapproved`: an anonymous source that no editor is on record for.
//!
//! What the notes tell of a source stays there: messages and fixes name at most a label that is a mere number.

use super::anonymous_source::unnamed;
use crate::knowledge::AnonymousSource as OnRecord;
use crate::prose::Syntax;
use crate::rules::context::Context;
use crate::rules::edits::fix;
use crate::rules::finding::{Finding, Fix, FixKind};
use crate::rules::place::{Place, place_of};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity, Span};

static META: Meta = Meta {
    id: "anonymity-unapproved",
    group: Group::Sourcing,
    layer: precedence::layer("anonymity-unapproved"),
    severity: Severity::Warning,
    summary: "No approval recorded for this anonymous source.",
    page: include_str!("anonymity_unapproved.md"),
};

/// The most approvals offered.
const OFFERED: usize = 2;

/// The rule.
pub struct AnonymityUnapproved;

impl Rule for AnonymityUnapproved {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for place in unnamed(context) {
            // With a citation the anonymity is another outlet's, and so is the approval.
            if place.is_cited(context) {
                continue;
            }
            let message = match standing(context, &place) {
                Standing::Approved => continue,
                Standing::Unapproved => {
                    "The notes do not say who approved this anonymous source, and when.".to_owned()
                }
                Standing::Unrecorded => "No approval recorded for this anonymous source.".to_owned(),
            };
            findings.push(place.finding(context, &META, message));
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some(place) = place_of(context, finding) else { return Vec::new() };
        // A sentence that has its label needs an entry in the notes, not another label.
        if label(context, &place).is_some() {
            return Vec::new();
        }
        let (open, close) = match context.page.syntax {
            Syntax::Markdown => ("<!-- ", " -->"),
            Syntax::Plain => ("[[", "]]"),
            Syntax::Bibliography => return Vec::new(),
        };
        let at = context.source(place.block, place.attribution.marked).end;
        let approved = context.store.anonymous().iter().filter(|source| source.is_approved());
        approved
            .map(|source| source.label.as_str())
            .filter(|label| is_number(label))
            .take(OFFERED)
            .filter_map(|label| {
                let mark = format!(" {open}anon: {label}{close}");
                let title = format!("Attribute: attach the approval {label} from the notes");
                fix(FixKind::Attribute, title, vec![Edit::insert(at, mark)])
            })
            .collect()
    }
}

/// What the notes have of a source.
enum Standing {
    Approved,
    Unapproved,
    Unrecorded,
}

fn standing(context: &Context<'_>, place: &Place<'_>) -> Standing {
    let on_record = context.store.anonymous();
    let found: Vec<&OnRecord> = match label(context, place) {
        Some(label) => on_record.iter().filter(|one| one.label.eq_ignore_ascii_case(label)).collect(),
        None => {
            let sentence = plain(place.sentence_span().of(&place.prose.text));
            let described = |one: &&OnRecord| {
                let words = plain(&one.described_as);
                words.trim().contains(' ') && sentence.contains(&words)
            };
            on_record.iter().filter(described).collect()
        }
    };
    if found.iter().any(|source| source.is_approved()) {
        Standing::Approved
    } else if found.is_empty() {
        Standing::Unrecorded
    } else {
        Standing::Unapproved
    }
}

/// The label in the sentence or right after it: `<!-- anon: S1 -->`, in plain text `[[anon: S1]]`.
fn label<'p>(context: &Context<'p>, place: &Place<'_>) -> Option<&'p str> {
    let own = place.sentence_span();
    let block = context.page.blocks.get(place.block)?;
    let start = context.source(place.block, own).start;
    let next = place.reading.sentences.get(place.attribution.sentence + 1);
    let end = next.map_or(block.source.end, |next| context.source(place.block, next.span).start);
    let words = Span::new(start, end.max(start)).of(&context.page.text);
    [("<!--", "-->"), ("[[", "]]")].iter().find_map(|(open, close)| {
        words.match_indices(open).find_map(|(at, _)| {
            let (inside, _) = words[at + open.len()..].split_once(close)?;
            let (head, label) = inside.split_once(':')?;
            head.trim().eq_ignore_ascii_case("anon").then_some(label.trim())
        })
    })
}

/// Words in lower case with one space around each.
fn plain(words: &str) -> String {
    let words = words.to_lowercase();
    let words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    format!(" {} ", words.collect::<Vec<_>>().join(" "))
}

/// Whether a label is a number such as "S1": anything else could be somebody's name.
fn is_number(label: &str) -> bool {
    let digits = label.trim_start_matches(|c: char| c.is_ascii_uppercase());
    label.len() - digits.len() <= 2
        && (1..=3).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}
