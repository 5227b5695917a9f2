//! `inconsistent-figure`: one figure here, another for the same thing above.

use std::collections::HashMap;

use super::clause::{Named, counted, is_common, named, shared, stretch, times};
use super::{elsewhere, is_checked};
use crate::language::{Quantity, QuantityKind, Reading};
use crate::prose::BlockKind;
use crate::rules::context::Context;
use crate::rules::edits::fix;
use crate::rules::finding::{Finding, Fix, FixKind};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity, Span};

static META: Meta = Meta {
    id: "inconsistent-figure",
    group: Group::Numbers,
    layer: precedence::layer("inconsistent-figure"),
    severity: Severity::Info,
    summary: "One figure here, another for the same thing above.",
    page: include_str!("inconsistent_figure.md"),
};

/// How many earlier figures of the same noun are looked at.
const BACK: usize = 4;

/// The most words a sentence may have to tell plainly whose figure it gives.
const PLAIN: usize = 9;

/// Words with which a figure is of a part, of others, or of another time.
const APART: &[&str] = &[
    "more",
    "another",
    "other",
    "others",
    "additional",
    "further",
    "each",
    "per",
    "average",
    "record",
    "previous",
    "previously",
    "former",
    "first",
    "second",
    "third",
    "every",
    "extra",
    "only",
    "remaining",
    "rest",
    "them",
    "these",
    "those",
    "including",
    "rose",
    "fell",
    "from",
    "up",
    "down",
    "grew",
    "least",
    "most",
    "half",
    "some",
    "if",
    "could",
    "would",
    "may",
    "might",
    "will",
    "not",
    "no",
    "before",
    "after",
    "until",
    "initially",
    "originally",
    "earlier",
    "later",
    "now",
    "then",
    "least",
    "different",
    "separate",
    "new",
    "next",
    "last",
    "instead",
    "than",
];

/// What there may be several sets of.
const IDLE: &[&str] = &[
    "reason",
    "case",
    "point",
    "way",
    "thing",
    "time",
    "percent",
    "year",
    "day",
    "row",
    "column",
    "step",
    "item",
    "goal",
    "game",
    "run",
    "wicket",
    "try",
    "tries",
    "vote",
    "delegate",
    "example",
    "question",
    "word",
    "page view",
    "minute",
    "hour",
    "month",
    "week",
];

/// Words for what is to come: no other thing when it is "the" thing.
const MODAL: &[&str] = &["will", "would", "could", "may", "might", "not", "some", "only"];

/// The rule.
pub struct InconsistentFigure;

/// A figure in its place.
struct Told<'a> {
    block: usize,
    /// The part of the page between two headings.
    section: u32,
    text: &'a str,
    sentence: usize,
    stretch: Span,
    quantity: &'a Quantity,
    value: f64,
    words: Vec<Named>,
}

impl Rule for InconsistentFigure {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        each(context, |noun, earlier, later| {
            let (a, b) = (later.quantity.number.of(later.text), earlier.quantity.number.of(earlier.text));
            let message = format!("{noun}: {a} here, {b} above.");
            let at = (later.block, later.sentence);
            let mut found = super::finding(context, &META, at, marked(earlier, later), message);
            let there = earlier.quantity.span;
            found.related.push(elsewhere(
                context,
                earlier.block,
                there,
                format!("{} here", there.of(earlier.text)),
            ));
            findings.push(found);
        });
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let mut fixes = Vec::new();
        each(context, |_, earlier, later| {
            if context.source(later.block, marked(earlier, later)) != finding.span || !fixes.is_empty() {
                return;
            }
            let (old, new) = (later.quantity.number.of(later.text), earlier.quantity.number.of(earlier.text));
            let number = later.quantity.first.map_or(later.quantity.number, |figure| figure.span);
            let other = earlier.quantity.first.map_or(earlier.quantity.number, |figure| figure.span);
            let here = Edit::replace(context.source(later.block, number), other.of(earlier.text));
            let above = Edit::replace(context.source(earlier.block, other), number.of(later.text));
            fixes.extend(fix(FixKind::Rewrite, format!("Number: change {old} to {new} here"), vec![here]));
            fixes.extend(fix(FixKind::Rewrite, format!("Number: change {new} to {old} above"), vec![above]));
        });
        fixes
    }
}

fn each<'a>(context: &Context<'a>, mut found: impl FnMut(&str, &Told<'a>, &Told<'a>)) {
    let mut by_noun: HashMap<String, Vec<Told<'a>>> = HashMap::new();
    for (block, prose, reading) in context.blocks() {
        if !is_checked(&prose.kind) || prose.kind != BlockKind::Paragraph {
            continue;
        }
        for quantity in &reading.quantities {
            let Some(told) = told((block, prose.section), &prose.text, reading, quantity) else { continue };
            let Some(noun) = counted(&prose.text, quantity) else { continue };
            if IDLE.contains(&noun.as_str()) {
                continue;
            }
            let earlier = by_noun.entry(noun.clone()).or_default();
            let differs = earlier.iter().rev().take(BACK).find(|one| {
                (one.block, one.stretch) != (told.block, told.stretch) && contradicts(one, &told)
            });
            if let Some(one) = differs {
                found(quantity.span.of(&prose.text).rsplit([' ', '-']).next().unwrap_or(&noun), one, &told);
            }
            earlier.push(told);
        }
    }
}

/// A plain figure that a sentence tells of something: unhedged, the only one of the sentence, without a time.
fn told<'a>(
    (block, section): (usize, u32),
    text: &'a str,
    reading: &Reading,
    quantity: &'a Quantity,
) -> Option<Told<'a>> {
    let figure = quantity.first.filter(|_| quantity.second.is_none() && !quantity.hedged)?;
    let written = quantity.span.of(text);
    let kind = match quantity.kind {
        QuantityKind::Count | QuantityKind::Measure => true,
        QuantityKind::Label => written.contains('-'),
        _ => false,
    };
    if !kind || figure.value < 2.0 || reading.is_quoted(quantity.span.start) {
        return None;
    }
    let sentence = reading.sentence_at(quantity.span.start)?;
    let span = stretch(text, reading, sentence, quantity.span.start);
    let figures = reading.quantities.iter().filter(|other| span.covers(other.span)).count();
    if figures != 1 || !times(text, reading, span).is_empty() {
        return None;
    }
    // "the 47-page report" is the one spoken of, whatever will be done with it.
    let definite = text[..quantity.span.start].trim_end().ends_with(" the");
    let apart = reading.tokens[reading.sentences[sentence].tokens.clone()].iter().any(|token| {
        let word = token.of(text).to_lowercase();
        APART.contains(&word.as_str()) && !(definite && MODAL.contains(&word.as_str()))
    });
    let words = named(text, reading, span);
    (!apart && words.len() <= PLAIN && !words.is_empty()).then_some(Told {
        block,
        section,
        text,
        sentence,
        stretch: span,
        quantity,
        value: figure.value,
        words,
    })
}

/// Whether two figures of one noun are of the same thing and differ.
fn contradicts(one: &Told<'_>, other: &Told<'_>) -> bool {
    if one.section != other.section || one.value == other.value || one.quantity.unit != other.quantity.unit {
        return false;
    }
    let common = shared(&other.words, &one.words);
    let least = one.words.len().min(other.words.len());
    // What names the owner: a shared word that not every sentence has.
    let owned = common.iter().any(|named| !is_common(&named.stem) || named.stem == "report");
    let names = |told: &Told<'_>| -> Vec<String> {
        let mut names: Vec<String> =
            told.words.iter().filter(|named| named.capital).map(|named| named.stem.clone()).collect();
        names.sort();
        names
    };
    let (here, there) = (names(other), names(one));
    // A name on one side only may be another owner, but for the owner both share.
    let same_names = here.iter().all(|name| one.words.iter().any(|named| named.stem == *name))
        && there.iter().all(|name| other.words.iter().any(|named| named.stem == *name));
    // Where all that the one says is in the other, its names are of the same.
    let whole = common.len() >= 2 && common.len() >= least;
    owned && (same_names || whole) && common.len() * 2 >= least
}

/// The figure, with the word right after it that names what it is of: "21 km tunnel", "230-page report".
fn marked(earlier: &Told<'_>, later: &Told<'_>) -> Span {
    let span = later.quantity.span;
    let common = shared(&later.words, &earlier.words);
    let next = common.iter().find(|named| named.span.start == span.end + 1);
    next.map_or(span, |named| span.hull(named.span))
}
