//! `secondhand-source`: one report by way of another.

use crate::citations::Backing;
use crate::language::TurnKind;
use crate::rules::backing::{Turned, turn_of, turned};
use crate::rules::context::Context;
use crate::rules::edits::{capitalised, fix};
use crate::rules::finding::{Finding, Fix, FixKind};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity, Span};

static META: Meta = Meta {
    id: "secondhand-source",
    group: Group::Sourcing,
    layer: precedence::layer("secondhand-source"),
    severity: Severity::Info,
    summary: "Second-hand: one report cites another. Cite the original, or say you could not verify it.",
    page: include_str!("secondhand_source.md"),
};

const KIND: fn(TurnKind) -> bool = |kind| matches!(kind, TurnKind::Relay { .. });

/// The rule.
pub struct SecondhandSource;

impl Rule for SecondhandSource {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for turned in turned(context, KIND) {
            let TurnKind::Relay { outer, inner } = turned.turn.kind else { continue };
            let words = |span: Span| span.of(&turned.prose.text);
            let inner = words(inner);
            if cites_original(context, &turned, inner) || is_unverified(&turned) {
                continue;
            }
            let inner = inner.strip_prefix("The ").map_or(inner.to_owned(), |rest| format!("the {rest}"));
            let original = "Cite the original, or say you could not verify it.";
            let message = match outer {
                Some(outer) => format!("Second-hand: {} is citing {inner}. {original}", words(outer)),
                None => format!("Second-hand: this comes from {inner}. {original}"),
            };
            let mut finding = turned.finding(context, &META, message);
            finding.subject.outlet = Some(inner);
            findings.push(finding);
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some(turned) = turn_of(context, finding, KIND) else { return Vec::new() };
        let TurnKind::Relay { outer, inner } = turned.turn.kind else { return Vec::new() };
        let text = &turned.prose.text;
        let mut fixes = Vec::new();
        // "CNBC reported, citing the Journal, that" → "The Journal reported that"
        let rest = &text[turned.turn.span.end..];
        let gap = [", that ", " that "].iter().find(|gap| rest.starts_with(**gap));
        if let (Some(_), Some(gap)) = (outer, gap)
            && turned.words().contains("reported, citing")
            && turned.turn.span.start == turned.sentence_span().start
        {
            let name = inner.of(text);
            let gone = Span::new(turned.turn.span.start, turned.turn.span.end + gap.len());
            fixes.extend(fix(
                FixKind::Attribute,
                format!("Attribute: credit {name}, which reported this first"),
                vec![Edit::replace(
                    context.source(turned.block, gone),
                    format!("{} reported that ", capitalised(name)),
                )],
            ));
        }
        let ours = context.settings.publication.first().map_or("TK PUBLICATION", String::as_str);
        let end = context.source(turned.block, turned.sentence_span()).end;
        fixes.extend(fix(
            FixKind::Attribute,
            format!("Attribute: add “{ours} could not independently verify the report.”"),
            vec![Edit::insert(end, format!(" {ours} could not independently verify the report."))],
        ));
        fixes
    }
}

/// Whether a citation in reach leads to the original: to its own domain, or anywhere when it is no outlet we know.
fn cites_original(context: &Context<'_>, turned: &Turned<'_>, inner: &str) -> bool {
    let (block, sentence) = turned.sentence();
    let Some((citation, _)) = context.support.get(block, sentence).and_then(|it| it.citation) else {
        return false;
    };
    let bare = inner.strip_prefix("the ").unwrap_or(inner);
    let known = context.store.find(bare);
    let mut domains = known.iter().flat_map(|entity| &entity.domains).peekable();
    match context.citations.get(citation).map(|citation| &citation.backing) {
        Some(Backing::Url(url)) if domains.peek().is_some() => {
            domains.any(|domain| url.contains(domain.as_str()))
        }
        _ => true,
    }
}

/// Whether the writer says that it could not be checked, here or in the next sentence.
fn is_unverified(turned: &Turned<'_>) -> bool {
    let sentences = &turned.reading.sentences;
    [turned.turn.sentence, turned.turn.sentence + 1].iter().filter_map(|at| sentences.get(*at)).any(
        |sentence| {
            let words = sentence.span.of(&turned.prose.text).to_lowercase();
            ["verify", "verified", "confirm the report", "confirmed the report"]
                .iter()
                .any(|word| words.contains(word))
                && ["not", "unable", "n't"].iter().any(|word| words.contains(word))
        },
    )
}
