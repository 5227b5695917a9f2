//! `puffery`: "renowned", "boasts": praise where a fact would tell more.

use crate::language::TurnKind;
use crate::rules::backing::{turn_of, turned};
use crate::rules::context::Context;
use crate::rules::edits::{capitalised, fix};
use crate::rules::finding::{Finding, Fix, FixKind};
use crate::rules::place::is_opinion;
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity, Span};

static META: Meta = Meta {
    id: "puffery",
    group: Group::Language,
    layer: precedence::layer("puffery"),
    severity: Severity::Hint,
    summary: "Words that praise instead of telling: give the fact.",
    page: include_str!("puffery.md"),
};

const KIND: fn(TurnKind) -> bool = |kind| kind == TurnKind::Praise;

/// The rule.
pub struct Puffery;

impl Rule for Puffery {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        if is_opinion(context) {
            return;
        }
        for turned in turned(context, KIND) {
            let message = format!("\"{}\" praises instead of telling: give the fact.", turned.words());
            findings.push(turned.finding(context, &META, message));
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some(turned) = turn_of(context, finding, KIND) else { return Vec::new() };
        let text = &turned.prose.text;
        let words = turned.words();
        // Only what leaves a whole sentence behind can be deleted: an adjective or an aside, no verb, no noun.
        let needed = ["boasts", "nestled", "testament to", "crucial role", "vital role", "rich history"];
        if needed.iter().any(|needed| words.eq_ignore_ascii_case(needed)) || words.starts_with("rich ") {
            return Vec::new();
        }
        let span = turned.turn.span;
        let rest = &text[span.end..];
        let gap = rest.len() - rest.trim_start_matches([',', ' ']).len();
        let edit = if span.start == turned.sentence_span().start {
            let Some(next) = rest[gap..].chars().next() else { return Vec::new() };
            let gone = Span::new(span.start, span.end + gap + next.len_utf8());
            Edit::replace(context.source(turned.block, gone), capitalised(next.encode_utf8(&mut [0; 4])))
        } else if rest.starts_with(' ') {
            // "a stunning view" keeps its article only before the same kind of sound; "an iconic pier" would not.
            let before = text[..span.start].trim_end();
            let next = rest.trim_start().chars().next().unwrap_or(' ');
            let vowel = |c: char| matches!(c.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u');
            let article = before.rsplit(' ').next().unwrap_or_default();
            let first = words.chars().next().unwrap_or(' ');
            if matches!(article, "a" | "an" | "A" | "An") && vowel(first) != vowel(next) {
                let cut = if article.len() == 1 { format!("{article}n") } else { article[..1].to_owned() };
                let gone = Span::new(before.len() - article.len(), span.end);
                Edit::replace(context.source(turned.block, gone), cut)
            } else {
                Edit::replace(context.source(turned.block, Span::new(span.start, span.end + 1)), "")
            }
        } else {
            Edit::replace(
                context.source(turned.block, Span::new(text[..span.start].trim_end().len(), span.end)),
                "",
            )
        };
        fix(FixKind::Rewrite, format!("Rewrite: delete “{words}”"), vec![edit]).into_iter().collect()
    }
}
