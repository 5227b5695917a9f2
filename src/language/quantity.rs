//! Figures as tokens: numbers with hedge, scale, currency and unit.

use crate::text::Span;

/// What a quantity counts or measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
    Bare,
}

/// A figure as written, read as a whole.
#[derive(Clone, Debug, PartialEq)]
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
}
