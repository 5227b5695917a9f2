//! `magnitude-slip`: million here, billion there.

use std::collections::HashMap;

use super::clause::{is_common, named, shared, stretch, times};
use super::{elsewhere, is_checked, preferred};
use crate::language::{Quantity, QuantityKind, Reading};
use crate::rules::context::Context;
use crate::rules::edits::fix;
use crate::rules::finding::{Finding, Fix, FixKind};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity, Span};

static META: Meta = Meta {
    id: "magnitude-slip",
    group: Group::Numbers,
    layer: precedence::layer("magnitude-slip"),
    severity: Severity::Warning,
    summary: "The same digits with another scale: thousand, million or billion?",
    page: include_str!("magnitude_slip.md"),
};

/// How many earlier figures of the same digits are looked at.
const BACK: usize = 6;

/// The rule.
pub struct MagnitudeSlip;

/// A figure in its place.
struct Sized<'a> {
    block: usize,
    text: &'a str,
    reading: &'a Reading,
    sentence: usize,
    stretch: Span,
    quantity: &'a Quantity,
    /// In the first unit of its dimension.
    size: f64,
}

impl Rule for MagnitudeSlip {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        slips(context, |earlier, later, span| {
            let (a, b) = (written(later), written(earlier));
            let message = format!("{a} here but {b} above: thousand, million or billion?");
            let at = (later.block, later.sentence);
            let mut found = super::finding(context, &META, at, span, message);
            found.related.push(elsewhere(context, earlier.block, earlier.quantity.span, format!("{b} here")));
            findings.push(found);
        });
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let mut fixes = Vec::new();
        slips(context, |earlier, later, span| {
            if context.source(later.block, span) != finding.span || !fixes.is_empty() {
                return;
            }
            let (old, new) = (written(later), written(earlier));
            let edit = Edit::replace(context.source(later.block, scale_span(later)), new);
            fixes.extend(fix(FixKind::Rewrite, format!("Number: change {old} to {new}"), vec![edit]));
        });
        preferred(fixes)
    }
}

fn slips<'a>(context: &Context<'a>, mut found: impl FnMut(&Sized<'a>, &Sized<'a>, Span)) {
    let mut by_digits: HashMap<(String, &str), Vec<Sized<'a>>> = HashMap::new();
    for (block, prose, reading) in context.blocks().filter(|(_, block, _)| is_checked(&block.kind)) {
        for quantity in &reading.quantities {
            let Some((digits, dimension, size)) = sized(quantity, &prose.text) else { continue };
            let Some(sentence) = reading.sentence_at(quantity.span.start) else { continue };
            let stretch = stretch(&prose.text, reading, sentence, quantity.span.start);
            let later = Sized { block, text: &prose.text, reading, sentence, stretch, quantity, size };
            let earlier = by_digits.entry((digits, dimension)).or_default();
            for one in earlier.iter().rev().take(BACK) {
                if let Some(span) = slip(one, &later) {
                    found(one, &later, span);
                    break;
                }
            }
            earlier.push(later);
        }
    }
}

/// The digits of a figure, what it measures, and how much it is; only where a scale or unit could slip.
fn sized(quantity: &Quantity, text: &str) -> Option<(String, &'static str, f64)> {
    let figure = quantity.first.filter(|_| quantity.second.is_none())?;
    let dimension = match quantity.kind {
        QuantityKind::Money => quantity.currency?.code(),
        QuantityKind::Measure => quantity.unit?.dimension(),
        QuantityKind::Count | QuantityKind::Bare if figure.scaled => "count",
        _ => return None,
    };
    let by =
        if figure.scaled { [1e12, 1e9, 1e6, 1e3].into_iter().find(|by| figure.value >= *by)? } else { 1.0 };
    let size = quantity.unit.map_or(figure.value, |unit| unit.in_base(figure.value));
    let written = figure.span.of(text);
    let digits: String = written.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    let digits = if digits.is_empty() { super::rounded(figure.value / by, 3) } else { digits };
    Some((digits, dimension, size))
}

/// The words that hold the slip of a later figure against an earlier one of the same digits.
fn slip(earlier: &Sized<'_>, later: &Sized<'_>) -> Option<Span> {
    if earlier.block == later.block && earlier.stretch == later.stretch {
        return None;
    }
    let ratio = (later.size / earlier.size).max(earlier.size / later.size);
    let thousandfold = [1e3, 1e6].iter().any(|by| (ratio / by - 1.0).abs() < 1e-6);
    // "3.2" and "3.2 million" may be of different things altogether.
    let scaled =
        earlier.quantity.scaled && later.quantity.scaled || earlier.quantity.unit != later.quantity.unit;
    if !thousandfold || !scaled {
        return None;
    }
    let (before, after) = (
        times(earlier.text, earlier.reading, earlier.stretch),
        times(later.text, later.reading, later.stretch),
    );
    if !before.is_empty() && !after.is_empty() && before != after {
        return None;
    }
    let one = named(earlier.text, earlier.reading, earlier.stretch);
    let other = named(later.text, later.reading, later.stretch);
    let span = later.quantity.span;
    // A fragment of nothing but the figure can only be the same.
    if other.is_empty() && later.quantity.kind == QuantityKind::Measure {
        return Some(span);
    }
    let common: Vec<_> = shared(&other, &one)
        .into_iter()
        .filter(|named| !is_common(&named.stem) || named.stem == "fund")
        .collect();
    let near = |named: &&&super::clause::Named| {
        let gap = if named.span.end <= span.start {
            span.start - named.span.end
        } else {
            named.span.start.saturating_sub(span.end)
        };
        gap <= 12
    };
    // The word right beside the figure names what costs so much; two shared words name it anywhere.
    let beside = common.iter().find(near);
    let enough = beside.is_some() || common.len() >= 2;
    let digits = later.quantity.first.map_or(0.0, |figure| figure.value);
    let round = [1.0, 10.0, 100.0, 5.0, 2.0]
        .iter()
        .any(|by| (digits.log10().fract() - f64::log10(*by).fract()).abs() < 1e-9);
    if !enough || round && common.len() < 2 {
        return None;
    }
    let mut whole = beside.map_or(span, |named| span.hull(named.span));
    // "The $3.2 billion plant", "the fund's 45 million kroner".
    let before = later.text[..whole.start].trim_end();
    if let Some(article) = ["the", "The", "a", "A", "its"].iter().find(|article| {
        before.ends_with(**article)
            && !before[..before.len() - article.len()].ends_with(char::is_alphanumeric)
    }) {
        whole = Span::new(before.len() - article.len(), whole.end);
    }
    Some(whole)
}

/// A figure with its scale and unit.
fn written<'a>(sized: &Sized<'a>) -> &'a str {
    scale_span(sized).of(sized.text)
}

fn scale_span(sized: &Sized<'_>) -> Span {
    match sized.quantity.kind {
        QuantityKind::Measure | QuantityKind::Money => {
            Span::new(sized.quantity.number.start, sized.quantity.span.end.max(sized.quantity.number.end))
        }
        _ => sized.quantity.number,
    }
}
