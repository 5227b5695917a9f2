//! `uncited-statistic`: a figure in a sentence that nothing and nobody backs.

use crate::citations::Supported;
use crate::language::{Quantity, QuantityKind, Reading};
use crate::prose::{Block, BlockKind};
use crate::rules::context::Context;
use crate::rules::edits::{end_of_words, fix, related};
use crate::rules::finding::{Finding, Fix, FixKind, Subject};
use crate::rules::place::{is_own_prose, is_unfinished};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity, Span};

static META: Meta = Meta {
    id: "uncited-statistic",
    group: Group::Support,
    layer: precedence::layer("uncited-statistic"),
    severity: Severity::Info,
    summary: "A figure without a source.",
    page: include_str!("uncited_statistic.md"),
};

/// The rule.
pub struct UncitedStatistic;

impl Rule for UncitedStatistic {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for (index, block, reading) in context.blocks() {
            if !is_own_prose(&block.kind) {
                continue;
            }
            let mut from = 0;
            for (number, sentence) in reading.sentences.iter().enumerate() {
                let to = from
                    + reading.quantities[from..]
                        .partition_point(|quantity| quantity.span.start < sentence.span.end);
                let figures: Vec<&Quantity> = reading.quantities[from..to]
                    .iter()
                    .filter(|quantity| {
                        is_statistic(quantity, block) && !reading.is_quoted(quantity.span.start)
                    })
                    .collect();
                from = to;
                let Some(first) = figures.first() else { continue };
                if is_backed(context, (index, number), reading) || is_unfinished(block, reading, number) {
                    continue;
                }
                let words = first.span.of(&block.text);
                findings.push(Finding {
                    rule: META.id,
                    span: context.source(index, first.span),
                    severity: META.severity,
                    message: format!("Figure without a source: \"{words}\"."),
                    related: figures[1..]
                        .iter()
                        .map(|other| {
                            let words = other.span.of(&block.text);
                            related(
                                context.source(index, other.span),
                                format!("\"{words}\" has no source either."),
                            )
                        })
                        .collect(),
                    subject: Subject {
                        sentence: Some((index, number)),
                        words: Some(words.to_string()),
                        ..Subject::default()
                    },
                });
            }
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some((index, number)) = finding.subject.sentence else { return Vec::new() };
        let (Some(block), Some(reading)) = (context.page.blocks.get(index), context.readings.get(index))
        else {
            return Vec::new();
        };
        let Some(sentence) = reading.sentences.get(number) else { return Vec::new() };
        end_of_words(&block.text, sentence.span)
            .and_then(|end| {
                let at = context.source(index, Span::new(sentence.span.start, end)).end;
                fix(
                    FixKind::Attribute,
                    "Attribute: say who — “according to TK NAME, TK TITLE”",
                    vec![Edit::insert(at, ", according to TK NAME, TK TITLE")],
                )
            })
            .into_iter()
            .collect()
    }
}

/// Whether anything answers for the sentence: a citation or a named source in reach, any attribution of its own (a
/// weak one is a finding of another rule), or that it asserts nothing.
fn is_backed(context: &Context<'_>, (block, sentence): (usize, usize), reading: &Reading) -> bool {
    let supported = context.support.get(block, sentence).is_some_and(Supported::is_backed);
    let attributed = reading.attributions_of(sentence).iter().any(|it| !it.quoted);
    let asserts = reading.claims.get(sentence).is_none_or(|claim| claim.checkable);
    supported || attributed || !asserts
}

/// Whether a figure is one that a checker wants a source for.
fn is_statistic(quantity: &Quantity, block: &Block) -> bool {
    let words = quantity.span.of(&block.text);
    let low = quantity.value.map_or(f64::INFINITY, |(low, _)| low);
    match quantity.kind {
        // "100 percent sure" is an idiom.
        QuantityKind::Percent => quantity.value != Some((100.0, 100.0)),
        // Prices in recipes and shopping lists.
        QuantityKind::Money => block.kind != BlockKind::Item || low >= 1000.0,
        QuantityKind::Fraction | QuantityKind::Rank => true,
        QuantityKind::Rate => low >= 100.0 || words.contains("per ") || words.contains("every"),
        QuantityKind::Count => match quantity.value {
            Some((low, _)) => low >= 100.0 || quantity.scaled || quantity.hedged && low >= 10.0,
            None => words.ends_with(" of"),
        },
        QuantityKind::Measure => quantity.scaled || low >= 100.0 && is_amount(words),
        _ => false,
    }
}

/// Whether a measure is an amount (weight, area, volume, power) rather than a distance or a temperature.
fn is_amount(words: &str) -> bool {
    const UNITS: &[&str] = &[
        "tonne",
        "tonnes",
        "ton",
        "tons",
        "kilograms",
        "kilos",
        "kg",
        "acres",
        "hectares",
        "litres",
        "liters",
        "gallons",
        "barrels",
        "bushels",
        "megawatts",
        "gigawatts",
        "mw",
        "gw",
        "mwh",
        "gwh",
        "twh",
    ];
    words
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .is_some_and(|unit| UNITS.contains(&unit.to_lowercase().as_str()))
}
