//! Figures as tokens: numbers with hedge, scale, currency and unit.
//!
//! Each number of the text is read once, with the words around it that tell what it is (DOMAIN.md §3.2, 5–8). Years,
//! dates and clock times come from [`moment`](super::moment) and are passed over as [`QuantityKind::Time`].

use super::lexicon::List;
use super::moment::Moment;
use super::token::TokenKind;
use super::words::Words;
use crate::text::Span;

mod amount;
mod interval;
mod kind;
pub mod malformed;
pub mod relation;
mod shapes;
mod unit;

use amount::join;
pub use interval::{Hedge, Interval};
pub use malformed::Malformed;
pub use relation::{Relation, RelationKind, Term};
pub use unit::{Currency, Unit};

/// What a quantity counts or measures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum QuantityKind {
    /// "4.2 percent", "4 %", "two percentage points".
    Percent,
    /// "$3.1 billion", "€20", "50 pounds sterling".
    Money,
    /// "two-thirds of", "one in five", "half of".
    Fraction,
    /// "per 100,000", "a day".
    Rate,
    /// "7,000 engineers", "about 40 wells", "dozens of", "3 million".
    Count,
    /// "third-largest", "No. 2".
    Rank,
    /// "37 years old", "aged 12", "a 12-year-old".
    Age,
    /// "three days", "over two hours", "four decades".
    Duration,
    /// "12 km", "30 degrees".
    Measure,
    /// "3-2", "6-4, 6-3".
    Score,
    /// A year, part of a date, a clock time.
    Time,
    /// A number that names or numbers a thing: "Boeing 737", "Chapter 12", "page 4", "GPT-4".
    Label,
    /// A number of which the words do not tell what it is.
    #[default]
    Bare,
}

/// One number as written, with its scale and currency.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// Its bytes: "7,000", "$3.1 billion".
    pub span: Span,
    /// Its value, scale applied.
    pub value: f64,
    /// What one more in its last written place is worth: 0.1 billion for "$3.1 billion".
    pub step: f64,
    /// Whether it is written with a scale: "million", "bn", "thousand".
    pub scaled: bool,
}

/// A figure as written, read as a whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Quantity {
    /// Hedge, number, scale, currency and unit noun: "around 7,000 engineers".
    pub span: Span,
    /// The number alone, with currency and scale: "7,000".
    pub number: Span,
    /// What it is.
    pub kind: QuantityKind,
    /// The value as an interval, scale applied; equal ends when it is exact, `None` when it has no number ("dozens").
    pub value: Option<(f64, f64)>,
    /// Whether a word before it makes it approximate ("about", "nearly", "more than").
    pub hedged: bool,
    /// Whether it is written with a scale: "million", "bn", "thousand".
    pub scaled: bool,
    /// What the word before it does to its value.
    pub hedge: Hedge,
    /// Its number; the first of two in a range, the part in "one in five".
    pub first: Option<Figure>,
    /// The second number of a range, the whole in "one in five".
    pub second: Option<Figure>,
    /// What it is measured in, where that can be converted.
    pub unit: Option<Unit>,
    /// Which money it is, where its worth is known.
    pub currency: Option<Currency>,
}

/// Finds the quantities of a text, in order; none overlaps another. `moments` are those of the same text.
pub fn quantities(words: &Words<'_>, moments: &[Moment]) -> Vec<Quantity> {
    let reader = Reader { words };
    let mut found = Vec::new();
    let mut moments = moments.iter().peekable();
    let mut at = 0;
    while let Some(token) = words.tokens().get(at) {
        while moments.peek().is_some_and(|moment| moment.span.end <= token.span.start) {
            moments.next();
        }
        if let Some(moment) = moments.peek().filter(|moment| moment.span.start <= token.span.start) {
            let inside = at..words.token_at(moment.span.end.saturating_sub(1)) + 1;
            if let Some(number) = inside.clone().find(|place| words.is_number(*place)) {
                found.push(Quantity {
                    span: moment.span,
                    number: words.span(number..number + 1),
                    kind: QuantityKind::Time,
                    ..Quantity::default()
                });
            }
            at = inside.end.max(at + 1);
            continue;
        }
        // A quantity does not reach into the next moment: "7 to 2019".
        let limit = moments.peek().map_or(words.len(), |moment| words.token_at(moment.span.start));
        match reader.quantity(at, limit.max(at + 1)) {
            Some((quantity, end)) => {
                found.push(quantity);
                at = end.max(at + 1);
            }
            None => at += 1,
        }
    }
    found
}

struct Reader<'w, 't> {
    words: &'w Words<'t>,
}

impl<'w> Reader<'w, '_> {
    /// The quantity that begins at token `at`, hedge included, and the index past its last token.
    fn quantity(&self, at: usize, limit: usize) -> Option<(Quantity, usize)> {
        let words = self.words;
        // Most words begin no figure; what is looked at more closely is picked by list.
        let picked = match words.kind(at)? {
            TokenKind::Number | TokenKind::Mark => true,
            TokenKind::Word => words.is_in(at, List::QuantityStart) || words.of(at).contains('-'),
            _ => false,
        };
        if !picked {
            return None;
        }
        if let Some(found) = self.rank(at) {
            return Some(found);
        }
        let mut start = at;
        while let Some(end) = words.listed(start, List::Hedge) {
            start = end;
            if start - at > 8 {
                break;
            }
        }
        let hedged = start > at;
        if !hedged && words.is(at, "between") {
            let first = self.amount(at + 1)?;
            if words.is(first.end, "and")
                && let Some(second) = self.amount(first.end + 1)
                && second.end <= limit
            {
                let joined = join(first, second);
                return Some(self.finish(at, true, joined, limit));
            }
            return None;
        }
        if start >= limit {
            return None;
        }
        if let Some(found) = self.indefinite(at, start, hedged).or_else(|| {
            // "750 in 2022" is no share.
            self.fraction(at, start, hedged).filter(|(_, end)| *end <= limit)
        }) {
            return Some(found);
        }
        let first = self.amount(start)?;
        if first.end > limit {
            return None;
        }
        let mut amount = first;
        // "700 to 800", "$5 – $7", "two or three".
        if words.is_any(first.end, &["to", "or", "-", "–"])
            && !words.is_glued(first.end + 1) | words.is_any(first.end, &["-", "–"])
            && let Some(second) = self.amount(first.end + 1)
            && second.end <= limit
            && let (Some((low, _)), Some((high, _))) = (first.value, second.value)
            && first.suffix.is_empty()
            && (low < high || second.scaled && !first.scaled)
        {
            amount = join(first, second);
        }
        Some(self.finish(at, hedged, amount, limit))
    }
}
