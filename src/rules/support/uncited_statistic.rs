//! `uncited-statistic`: a figure in a sentence that nothing and nobody backs.

use crate::language::{Quantity, QuantityKind};
use crate::prose::{Block, BlockKind};
use crate::rules::backing::{attribute_at_end, is_backed};
use crate::rules::context::Context;
use crate::rules::edits::related;
use crate::rules::finding::{Finding, Fix, Subject};
use crate::rules::guard::tells_of_document;
use crate::rules::place::{is_own_prose, is_unfinished};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::Severity;

use super::known::Known;

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
        let minimum = f64::from(context.settings.option(META.id, "minimum"));
        let known = Known::of(context);
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
                        is_statistic(quantity, block, minimum)
                            && !is_no_count(quantity, &block.text)
                            && !reading.is_quoted(quantity.span.start)
                    })
                    .collect();
                from = to;
                let Some(first) = figures.first() else { continue };
                if is_backed(context, (index, number)) || is_unfinished(block, reading, number) {
                    continue;
                }
                let told = sentence.span.of(&block.text);
                if tells_of_document(told) || is_estimated(told) || known.has((index, number), first, told) {
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
        let at = finding.subject.sentence;
        at.and_then(|at| attribute_at_end(context, at, "TK NAME, TK TITLE")).into_iter().collect()
    }
}

/// Whether a figure is one that a checker wants a source for; counts from `minimum` on are.
fn is_statistic(quantity: &Quantity, block: &Block, minimum: f64) -> bool {
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
            // "I have said it a thousand times" counts nothing.
            Some(_) if words.ends_with(" times") => false,
            Some((low, _)) => {
                // "three dozen" is one unless the desk asks for larger figures than most do.
                let scaled = quantity.scaled && minimum <= 100.0;
                low >= minimum || scaled || quantity.hedged && low >= minimum / 10.0
            }
            None => words.ends_with(" of"),
        },
        QuantityKind::Measure => quantity.scaled || low >= 100.0 && is_amount(words),
        _ => false,
    }
}

/// "millions of years ago", "a 10 cent piece": when and what, not how many.
fn is_no_count(quantity: &Quantity, text: &str) -> bool {
    const SPANS: [&str; 8] =
        ["miles", "kilometres", "years", "decades", "centuries", "light", "generations", "nanometres"];
    let words = quantity.span.of(text);
    let next = crate::rules::guard::words(&text[quantity.span.end..]).next().unwrap_or_default();
    // "the size of a 10 cent piece"
    let coin =
        quantity.kind == QuantityKind::Money && ["piece", "coin", "note", "bill", "stamp"].contains(&next);
    // "About 2016" in a title is a year, "a 410 million-year-old fish" an age.
    let whole = |low: f64| low.fract() == 0.0 && (1900.0..2100.0).contains(&low);
    let year = quantity.hedged
        && !quantity.scaled
        && quantity.value.is_some_and(|(low, high)| low == high && whole(low))
        && words.ends_with(|c: char| c.is_ascii_digit())
        && !words.contains(',');
    coin || year
        || words.contains("year-old")
        || words.ends_with(" of") && SPANS.contains(&next)
        || words.ends_with("nanometres")
}

/// Whether the sentence tells that somebody reckons it: "the firm, which estimates", "analysts had been forecasting",
/// "according to reports". Who that is, other rules ask.
fn is_estimated(sentence: &str) -> bool {
    const WHO: [&str; 6] = ["which", "who", "it", "he", "she", "they"];
    const PEOPLE: [&str; 4] = ["analysts", "economists", "forecasters", "experts"];
    const RECKON: [&str; 4] = ["forecast", "estimat", "predict", "expect"];
    const CUES: [&str; 6] = [
        "ccording to ",
        " calculated by ",
        " forecasting ",
        " claiming ",
        " have estimated ",
        " respondents ",
    ];
    if CUES.iter().any(|cue| sentence.contains(cue)) {
        return true;
    }
    let words: Vec<String> = crate::rules::guard::words(sentence).map(str::to_lowercase).collect();
    let reckons = |word: &String| RECKON.iter().any(|stem| word.starts_with(stem));
    // "Authorities estimate": a verb, where "the estimate" and "this estimate" are none.
    let estimate = |pair: &[String]| {
        let verb = pair[0].ends_with('s') && pair[0] != "this" || pair[0] == "team";
        pair[1] == "estimate" && verb
    };
    words.windows(2).any(estimate)
        || words
            .windows(2)
            .any(|pair| WHO.contains(&pair[0].as_str()) && reckons(&pair[1]) && pair[1].ends_with('s'))
        || words
            .iter()
            .enumerate()
            .any(|(at, word)| PEOPLE.contains(&word.as_str()) && words[at + 1..].iter().take(3).any(reckons))
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
