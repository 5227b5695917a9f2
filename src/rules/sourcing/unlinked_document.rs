//! `unlinked-document`: a report, filing, poll or letter cited in words, without the document itself.

use std::collections::HashMap;

use crate::language::{SourceKind, TurnKind};
use crate::rules::backing::{Turned, turn_of, turned};
use crate::rules::context::Context;
use crate::rules::edits::{fix, goes_on};
use crate::rules::finding::{Finding, Fix, FixKind};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity, Span};

static META: Meta = Meta {
    id: "unlinked-document",
    group: Group::Sourcing,
    layer: precedence::layer("unlinked-document"),
    severity: Severity::Info,
    summary: "A document is cited in words only: link or footnote it.",
    page: include_str!("unlinked_document.md"),
};

const KIND: fn(TurnKind) -> bool = |kind| matches!(kind, TurnKind::Document { .. });

/// The rule. Its citing fixes are those of every uncited claim: link, note, key.
pub struct UnlinkedDocument;

impl Rule for UnlinkedDocument {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let mut first = None;
        for turned in turned(context, KIND) {
            let TurnKind::Document { noun, definite } = turned.turn.kind else { continue };
            let noun = noun.of(&turned.prose.text).to_lowercase();
            if turned.is_cited(context) || turned.is_idle() || is_told_by_another(&turned) {
                continue;
            }
            if is_adjective(&turned) {
                continue;
            }
            // "the report", once it has been brought in, needs no second citation.
            if definite {
                let first = first.get_or_insert_with(|| first_uses(context));
                let here = (turned.block, turned.turn.span.start);
                if first.get(singular(&noun)).is_some_and(|at| *at < here) {
                    continue;
                }
            }
            let message = if noun.ends_with('s') {
                format!("These {noun} are cited in words only: link or footnote them.")
            } else {
                format!("This {noun} is cited in words only: link or footnote it.")
            };
            findings.push(turned.finding(context, &META, message));
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some(turned) = turn_of(context, finding, KIND) else { return Vec::new() };
        let end = turned.turn.span.end;
        let close = if goes_on(&turned.prose.text, end) { "," } else { "" };
        let at = context.source(turned.block, Span::new(turned.turn.span.start, end)).end;
        fix(
            FixKind::Attribute,
            "Attribute: name it — “TK TITLE, TK DATE”",
            vec![Edit::insert(at, format!(", TK TITLE, TK DATE{close}"))],
        )
        .into_iter()
        .collect()
    }
}

/// "her released letters": what kind of letters they are, not that somebody released them.
fn is_adjective(turned: &Turned<'_>) -> bool {
    let first = turned.words().split(' ').next().unwrap_or_default();
    let before = Span::new(turned.sentence_span().start, turned.turn.span.start).of(&turned.prose.text);
    let last = before.trim_end().rsplit(' ').next().unwrap_or_default().to_lowercase();
    ["released", "published", "issued", "filed"].contains(&first)
        && (last.ends_with("'s")
            || last.ends_with("’s")
            || ["the", "her", "his", "their", "its", "these", "those"].contains(&last.as_str()))
}

/// Whether a person or an outlet tells of the document: what they say of it is then theirs.
fn is_told_by_another(turned: &Turned<'_>) -> bool {
    turned.reading.attributions_of(turned.turn.sentence).iter().any(|other| {
        other.is_own()
            && matches!(other.kind, SourceKind::Person | SourceKind::Outlet)
            && !other.marked.overlaps(turned.turn.span)
    })
}

/// The singular of a document's noun, as far as it is told by its ending.
fn singular(noun: &str) -> &str {
    match noun {
        "studies" => "study",
        "surveys" | "audits" | "reports" | "polls" | "letters" | "memos" => &noun[..noun.len() - 1],
        _ => noun,
    }
}

/// Where each noun for a document is first used in the article, by block and byte.
fn first_uses(context: &Context<'_>) -> HashMap<String, (usize, usize)> {
    let mut first = HashMap::new();
    for (index, block, _) in context.blocks() {
        let text = &block.text;
        for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 3) {
            let at = word.as_ptr() as usize - text.as_ptr() as usize;
            let lower = word.to_lowercase();
            first.entry(singular(&lower).to_owned()).or_insert((index, at));
        }
        // Nouns of two words, by their last.
        for pair in ["court records", "court documents", "court papers", "press release", "white paper"] {
            if let Some(at) = text.find(pair) {
                first.entry(pair.to_owned()).or_insert((index, at));
            }
        }
    }
    first
}
