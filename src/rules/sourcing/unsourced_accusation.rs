//! `unsourced-accusation`: a wrong that someone named is said to have done, as a fact.

use std::collections::HashSet;

use crate::language::TurnKind;
use crate::rules::backing::{Turned, attribute_at_end, is_backed, turned};
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Fix};
use crate::rules::place::is_own_prose;
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::Severity;

static META: Meta = Meta {
    id: "unsourced-accusation",
    group: Group::Sourcing,
    layer: precedence::layer("unsourced-accusation"),
    severity: Severity::Warning,
    summary: "Accusation stated as fact: attribute it to a court, document or named accuser.",
    page: include_str!("unsourced_accusation.md"),
};

/// The rule.
pub struct UnsourcedAccusation;

impl Rule for UnsourcedAccusation {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let told = context
            .page
            .front_matter
            .kind
            .as_deref()
            .is_some_and(|kind| ["fiction", "review"].iter().any(|name| kind.eq_ignore_ascii_case(name)));
        if told {
            return;
        }
        let mut named = None;
        for turned in turned(context, |kind| kind == TurnKind::Accusation) {
            if is_backed(context, turned.sentence())
                || is_judged(turned.sentence_span().of(&turned.prose.text))
                || capitals(before(&turned))
                    .any(|name| named.get_or_insert_with(|| judged(context)).contains(name))
            {
                continue;
            }
            findings.push(turned.finding(context, &META, META.summary.into()));
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let at = finding.subject.sentence;
        at.and_then(|at| attribute_at_end(context, at, "TK DOCUMENT")).into_iter().collect()
    }
}

/// Words of legal process: a court, not the writer, then answers for the accusation.
const LEGAL: &[&str] = &[
    "accusation",
    "accusations",
    "accused",
    "accuses",
    "accusing",
    "acquitted",
    "admitted",
    "alleged",
    "allegedly",
    "allegation",
    "allegations",
    "arrested",
    "charged",
    "charges",
    "claim",
    "claimed",
    "claims",
    "confessed",
    "convicted",
    "conviction",
    "court",
    "guilty",
    "indicted",
    "indictment",
    "inquest",
    "jailed",
    "jury",
    "liable",
    "prosecutors",
    "sentenced",
    "tribunal",
    "verdict",
];

/// Whether the words tell of legal process.
fn is_judged(words: &str) -> bool {
    words
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| LEGAL.iter().any(|legal| word.eq_ignore_ascii_case(legal)))
        || ["on trial", "stand trial", "stood trial"].iter().any(|trial| words.contains(trial))
}

/// The capitalised words of every sentence of the article that tells of legal process.
fn judged<'a>(context: &Context<'a>) -> HashSet<&'a str> {
    let mut names = HashSet::new();
    for (_, block, reading) in context.blocks().filter(|(_, block, _)| is_own_prose(&block.kind)) {
        let sentences = reading.sentences.iter().map(|sentence| sentence.span.of(&block.text));
        names.extend(sentences.filter(|words| is_judged(words)).flat_map(capitals));
    }
    names
}

/// The longer words that begin with a capital.
fn capitals(words: &str) -> impl Iterator<Item = &str> {
    words
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|word| word.len() > 3 && word.starts_with(char::is_uppercase))
}

/// The words before the turn in its sentence, where its subject stands.
fn before<'a>(turned: &Turned<'a>) -> &'a str {
    &turned.prose.text[turned.sentence_span().start..turned.turn.span.start]
}
