//! `currency-mismatch`: one sum in two currencies that do not agree.

use super::{Stated, elsewhere, preferred, stated, stated_of};
use crate::language::quantity::{Currency, Interval};
use crate::language::{RelationKind, Term};
use crate::rules::context::Context;
use crate::rules::edits::fix;
use crate::rules::finding::{Finding, Fix, FixKind};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity};

static META: Meta = Meta {
    id: "currency-mismatch",
    group: Group::Numbers,
    layer: precedence::layer("currency-mismatch"),
    severity: Severity::Warning,
    summary: "One sum in two currencies that do not agree.",
    page: include_str!("currency_mismatch.md"),
};

/// How many pairs of the same currencies make a rate of the story's own.
const ENOUGH: usize = 3;

/// What a pair may be off the story's rate by, as a share.
const LOOSE: f64 = 0.12;

/// The same where a figure has one digit only.
const COARSE: f64 = 0.5;

/// The rule.
pub struct CurrencyMismatch;

impl Rule for CurrencyMismatch {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let pairs = pairs(context);
        for pair in &pairs {
            let usual = usual(&pairs, pair);
            let Some(off) = pair.off(usual) else { continue };
            let (a, b) = (pair.place.term(pair.first), pair.place.term(pair.second));
            let rate = if usual.is_some() {
                "at the rate used elsewhere in this story"
            } else {
                "at any usual rate"
            };
            let factor = super::rounded(off, usize::from(off < 10.0));
            let message = format!("{a} and {b} do not match {rate} (off by a factor of about {factor}).");
            let mut found = pair.place.finding(context, &META, message);
            found.related.extend(
                pairs
                    .iter()
                    .filter(|other| usual.is_some() && other.is_like(pair) && other.off(usual).is_none())
                    .take(5)
                    .map(|other| {
                        let rate = super::rounded(other.rate(), 3);
                        elsewhere(
                            context,
                            other.place.block,
                            other.place.relation.span,
                            format!("Here the rate is {rate}."),
                        )
                    }),
            );
            findings.push(found);
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some(place) = stated_of(context, finding) else { return Vec::new() };
        let pairs = pairs(context);
        let Some(pair) = pairs
            .iter()
            .find(|pair| pair.place.block == place.block && pair.place.relation.span == place.relation.span)
        else {
            return Vec::new();
        };
        let usual = usual(&pairs, pair);
        // A scale on one side only: with the same on the other the rate may be right.
        for (bare, other) in [(pair.first, pair.second), (pair.second, pair.first)] {
            if bare.scaled || !other.scaled {
                continue;
            }
            let (scale, by) = scale_of(place.words(other.number), other);
            let whole = Term { value: bare.value * by, step: bare.step * by, scaled: true, ..*bare };
            let (first, second) =
                if bare.span == pair.first.span { (&whole, pair.second) } else { (pair.first, &whole) };
            let mended = Pair { first, second, ..*pair };
            if mended.off(usual).is_none() {
                let at = context.source(place.block, bare.number).end;
                let title = format!("Number: add the missing “{}”", scale.trim());
                let add = fix(FixKind::Rewrite, title, vec![Edit::insert(at, scale)]);
                return preferred(add.map(|add| Fix { safe: true, ..add }).into_iter().collect());
            }
        }
        // At the story's own rate the second figure follows from the first.
        let Some(rate) = usual else { return Vec::new() };
        preferred(place.change(context, pair.second, pair.first.value * rate).into_iter().collect())
    }
}

/// Two sums said to be one.
#[derive(Clone, Copy)]
struct Pair<'a> {
    place: Stated<'a>,
    first: &'a Term,
    second: &'a Term,
    currencies: (Currency, Currency),
}

fn pairs<'a>(context: &Context<'a>) -> Vec<Pair<'a>> {
    stated(context)
        .filter_map(|place| {
            let RelationKind::Pair { first, second } = &place.relation.kind else { return None };
            let currencies = (first.currency?, second.currency?);
            (first.value > 0.0 && second.value > 0.0).then_some(Pair { place, first, second, currencies })
        })
        .collect()
}

/// The median rate of the story's pairs of these currencies, where there are enough and most of them agree.
fn usual(pairs: &[Pair<'_>], pair: &Pair<'_>) -> Option<f64> {
    let mut rates: Vec<f64> = pairs.iter().filter(|other| other.is_like(pair)).map(Pair::rate).collect();
    if rates.len() < ENOUGH {
        return None;
    }
    rates.sort_by(f64::total_cmp);
    let median = rates[rates.len() / 2];
    let near = rates.iter().filter(|rate| (**rate / median - 1.0).abs() <= LOOSE).count();
    // Two that agree among three or more, and not fewer than differ.
    (near >= 2 && near * 2 > rates.len()).then_some(median)
}

impl Pair<'_> {
    fn is_like(&self, other: &Pair<'_>) -> bool {
        self.currencies == other.currencies
    }

    /// How many of the second currency one of the first is.
    fn rate(&self) -> f64 {
        self.second.value / self.first.value
    }

    /// By what factor the pair misses the usual rate, or any; `None` when it may be right.
    fn off(&self, usual: Option<f64>) -> Option<f64> {
        let rate = self.second.operand().over(self.first.operand())?;
        let allowed = match usual {
            Some(usual) => {
                let coarse = digits(self.first) == 1 || digits(self.second) == 1;
                let loose = if coarse { COARSE } else { LOOSE };
                Interval { low: usual * (1.0 - loose), high: usual * (1.0 + loose) }
            }
            None => {
                let band = self.currencies.0.rate(self.currencies.1)?;
                // Small sums are rounded to the next coin or note.
                let coarse = if digits(self.first) == 1 || digits(self.second) == 1 { 1.4 } else { 1.15 };
                Interval { low: band.low / coarse, high: band.high * coarse }
            }
        };
        if rate.meets(allowed) {
            return None;
        }
        let middle = usual.unwrap_or((allowed.low * allowed.high).sqrt());
        let off = self.rate() / middle;
        Some(if off < 1.0 { 1.0 / off } else { off })
    }
}

/// How many digits a figure is written with, noughts at its end left out.
fn digits(term: &Term) -> u32 {
    let mut value = (term.value / term.step).round().abs();
    while value >= 10.0 && value % 10.0 == 0.0 {
        value /= 10.0;
    }
    if value < 1.0 { 1 } else { value.log10().floor() as u32 + 1 }
}

/// How a figure's scale is written, with the space before it, and what it is worth.
fn scale_of<'t>(written: &'t str, term: &Term) -> (&'t str, f64) {
    let end = written.rfind(|c: char| c.is_ascii_digit()).map_or(written.len(), |at| at + 1);
    let by = [1e12, 1e9, 1e6, 1e3]
        .into_iter()
        .find(|by| term.value >= *by && term.step >= by / 1e3)
        .unwrap_or(1.0);
    (&written[end..], by)
}
