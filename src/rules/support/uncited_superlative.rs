//! `uncited-superlative`: "the oldest", "the only", "a record high": a ranking that nothing and nobody backs.

use crate::language::TurnKind;
use crate::rules::backing::{Sourced, Turned, attribute_at_end, is_backed, turn_of, turned};
use crate::rules::context::Context;
use crate::rules::edits::fix;
use crate::rules::finding::{Finding, Fix, FixKind};
use crate::rules::place::is_opinion;
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity, Span};

static META: Meta = Meta {
    id: "uncited-superlative",
    group: Group::Support,
    layer: precedence::layer("uncited-superlative"),
    severity: Severity::Info,
    summary: "A superlative is a claim about everything else too: cite who ranked it.",
    page: include_str!("uncited_superlative.md"),
};

const KIND: fn(TurnKind) -> bool = |kind| kind == TurnKind::Superlative;

/// The rule.
pub struct UncitedSuperlative;

impl Rule for UncitedSuperlative {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        if is_opinion(context) {
            return;
        }
        let sourced = Sourced::of(context, KIND);
        for turned in turned(context, KIND) {
            if is_backed(context, turned.sentence()) || sourced.has(&turned) || is_a_view(&turned) {
                continue;
            }
            let words = turned.words();
            let message = format!("\"{words}\" is a claim about everything else too: cite who ranked it.");
            findings.push(turned.finding(context, &META, message));
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let at = finding.subject.sentence;
        let ranking = at.and_then(|at| attribute_at_end(context, at, "TK RANKING"));
        ranking.into_iter().chain(weakened(context, finding)).collect()
    }
}

/// Whether somebody is told to hold it ("the minister hailed the longest run") or it is about somebody's own life ("the
/// only country they know").
fn is_a_view(turned: &Turned<'_>) -> bool {
    let text = &turned.prose.text;
    let sentence = turned.sentence_span();
    let before = Span::new(sentence.start, turned.turn.span.start).of(text);
    let last = before.trim_end().rsplit(' ').next().unwrap_or_default().to_lowercase();
    if ["hailed", "praised", "welcomed", "dubbed", "touted"].contains(&last.as_str()) {
        return true;
    }
    let mut rest =
        Span::new(turned.turn.span.end.min(sentence.end), sentence.end).of(text).split_whitespace();
    let own = |word: Option<&str>| word.is_some_and(|word| ["I", "he", "she", "they", "we"].contains(&word));
    turned.words().contains("only") && (own(rest.next()) || own(rest.next()))
}

/// "the oldest" → "one of the oldest"; its noun is left to the writer.
fn weakened(context: &Context<'_>, finding: &Finding) -> Option<Fix> {
    let turned = turn_of(context, finding, KIND)?;
    let words = turned.words();
    let ranks = words.split(' ').any(|word| word.len() > 5 && word.ends_with("est"));
    let the = words.get(..4).filter(|the| the.eq_ignore_ascii_case("the "))?;
    let (capital, small) = (the.starts_with('T'), words.strip_prefix(the)?);
    let one = if capital { "One of the" } else { "one of the" };
    let edit = Edit::replace(finding.span, format!("{one} {small}"));
    ranks.then(|| {
        fix(
            FixKind::Rewrite,
            format!("Rewrite: weaken to “one of the {small}” (make the noun plural)"),
            vec![edit],
        )
    })?
}
