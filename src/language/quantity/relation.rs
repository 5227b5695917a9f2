//! What figures say of one another: shares of a whole, changes, the same amount in two units, sums, years that pass.
//!
//! A relation is what the sentence states, right or wrong; whether it holds is for the rules to work out. Only figures
//! that stand next to each other, with nothing but the words of the pattern between them, are related: a missed pair costs
//! less than a wrong one.

mod change;
mod excess;
mod list;
mod pair;
mod range;
mod share;
mod sum;
mod years;

use super::{Currency, Hedge, Interval, Quantity, QuantityKind, Unit};
use crate::language::moment::Moment;
use crate::language::sentence::Sentence;
use crate::language::words::Words;
use crate::text::Span;
pub use years::{Birth, Count, Years};

/// One figure of a relation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Term {
    /// The number with its unit, without hedge and without what it counts: "20 percent", "80 tonnes", "70".
    pub span: Span,
    /// The number with currency and scale: "$3.1 billion".
    pub number: Span,
    /// Its value, scale applied; a fraction as a percentage.
    pub value: f64,
    /// What one more in its last written place is worth.
    pub step: f64,
    /// Whether it is written with a scale.
    pub scaled: bool,
    /// What the word before it does to it.
    pub hedge: Hedge,
    /// What it is.
    pub kind: QuantityKind,
    /// Whether it is told in percentage points.
    pub points: bool,
    /// What it is measured in.
    pub unit: Option<Unit>,
    /// Which money it is.
    pub currency: Option<Currency>,
}

impl Term {
    /// What a result written so stands for: half a unit of its last place either way, and what the hedge adds.
    pub fn given(&self) -> Interval {
        let points = if self.is_percent() { 1.0 } else { 0.0 };
        Interval::around(self.value, self.rounding(0.1)).hedged(self.hedge, points)
    }

    /// What a figure that is reckoned with stands for: a count is exact, a round or scaled figure is not.
    pub fn operand(&self) -> Interval {
        let spread = if self.scaled || self.step < 1.0 {
            self.rounding(0.05)
        } else {
            let mut round = 1.0;
            while round < 1e9 && self.value % (round * 10.0) == 0.0 && self.value > 0.0 {
                round *= 10.0;
            }
            if self.value >= 1000.0 && round >= 100.0 { (round / 2.0).min(self.value * 0.01) } else { 0.0 }
        };
        Interval::around(self.value, spread).hedged(self.hedge, 0.0)
    }

    /// Half a unit of the last place, at most `share` of the value.
    fn rounding(&self, share: f64) -> f64 {
        let half = self.step / 2.0;
        if self.scaled { half.min(self.value.abs() * share) } else { half }
    }

    /// Whether it is a share.
    pub fn is_percent(&self) -> bool {
        matches!(self.kind, QuantityKind::Percent | QuantityKind::Fraction)
    }

    /// Whether both may be counts or measures of the same thing.
    pub fn is_like(&self, other: &Term) -> bool {
        use QuantityKind as Kind;
        if let (Some(one), Some(other)) = (self.unit, other.unit) {
            return one == other;
        }
        match (self.kind, other.kind) {
            (Kind::Money, Kind::Money) => self.currency == other.currency,
            (Kind::Count | Kind::Bare, Kind::Count | Kind::Bare) => true,
            (Kind::Bare, Kind::Measure | Kind::Duration) | (Kind::Measure | Kind::Duration, Kind::Bare) => {
                true
            }
            (Kind::Money, Kind::Bare) | (Kind::Bare, Kind::Money) => true,
            (Kind::Percent, Kind::Percent) => true,
            _ => false,
        }
    }
}

/// Figures of one sentence that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// All the words that state it.
    pub span: Span,
    /// The sentence it stands in.
    pub sentence: usize,
    /// What it states.
    pub kind: RelationKind,
}

/// What figures state together.
#[derive(Clone, Debug, PartialEq)]
pub enum RelationKind {
    /// "12 of the 40 wells (30%)".
    Share {
        /// 12.
        part: Term,
        /// 40.
        whole: Term,
        /// 30 percent.
        share: Term,
    },
    /// "two-thirds of the members, or 57 percent,": one share in words and in figures.
    Restated {
        /// Two-thirds.
        fraction: Term,
        /// 57 percent.
        percent: Term,
    },
    /// "rose 30 percent, from $500 to $650".
    Change {
        /// $500.
        from: Term,
        /// $650.
        to: Term,
        /// 30 percent.
        by: Term,
        /// Whether it is said to go down; `None` when not said.
        falls: Option<bool>,
    },
    /// "doubled from 40 to 80".
    Multiple {
        /// 40.
        from: Term,
        /// 80.
        to: Term,
        /// 2.
        by: f64,
        /// What the word before does to it.
        hedge: Hedge,
        /// "doubled".
        word: Span,
    },
    /// "5 miles (8 km)", "$10m (£5.3m)": the same twice.
    Pair {
        /// 5 miles.
        first: Term,
        /// 8 km.
        second: Term,
    },
    /// "between 700 and 800", as far as it should go upwards.
    Range {
        /// 700.
        first: Term,
        /// 800.
        second: Term,
    },
    /// "46 percent to 41 percent, a lead of 5 percent".
    Lead {
        /// 46 percent.
        first: Term,
        /// 41 percent.
        second: Term,
        /// 5 percent.
        lead: Term,
    },
    /// "a margin of error of 3 percent".
    Margin {
        /// 3 percent.
        margin: Term,
    },
    /// "fell 150 percent", "120 percent of respondents", "10 times cheaper".
    Excess {
        /// The figure.
        figure: Term,
        /// What it says.
        form: Excess,
    },
    /// "Twelve people were hurt: seven adults and five children".
    Sum {
        /// 12; `None` for shares of a whole of 100 percent.
        total: Option<Term>,
        /// 7 and 5.
        parts: Vec<Term>,
        /// Whether the parts are said to be all, so that a sum too small is wrong as well.
        complete: bool,
    },
    /// "three goals: cleaner buses, safer parks and more shade".
    List {
        /// 3.
        announced: Term,
        /// How many follow; `None` where the list begins after the block.
        counted: Option<usize>,
    },
    /// "from 1995 to 2005, a 10-year slump".
    Years {
        /// 1995.
        from: i16,
        /// 2005; `None` is the article's year.
        to: Option<i16>,
        /// 10.
        given: Years,
        /// How they are counted.
        count: Count,
    },
    /// "Maren Olsen, 43, was born in 1980".
    Age {
        /// 1980.
        born: Birth,
        /// The year of the age; `None` is the article's date.
        at: Option<i16>,
        /// 43.
        age: Years,
    },
}

/// How a figure says more than there can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Excess {
    /// "fell 150 percent".
    Fall,
    /// "120 percent of respondents".
    Share,
    /// "200% less".
    Less,
    /// "10 times cheaper".
    Times,
}

/// A term in its place.
#[derive(Clone, Copy, Debug)]
struct Held {
    term: Term,
    /// Its first token, hedge included.
    start: usize,
    /// The first token of its number.
    number: usize,
    /// Past its last token, unit and what it counts included.
    end: usize,
    /// Whether it and the next are the ends of one range.
    range: bool,
    /// Whether it and the next are written as a fraction: "45 out of 90".
    fraction: bool,
}

/// One sentence with its figures.
struct Scope<'s, 't> {
    words: &'s Words<'t>,
    /// All the quantities with a value but times.
    held: &'s [Held],
    /// Its tokens.
    tokens: std::ops::Range<usize>,
}

/// Finds what the figures of a text say of one another, in order.
pub fn relations(
    words: &Words<'_>,
    sentences: &[Sentence],
    quantities: &[Quantity],
    moments: &[Moment],
) -> Vec<Relation> {
    let mut found = Vec::new();
    let mut rest = quantities;
    let mut held = Vec::new();
    for (number, sentence) in sentences.iter().enumerate() {
        let count = rest.partition_point(|quantity| quantity.span.start < sentence.span.end);
        let (here, later) = rest.split_at(count);
        rest = later;
        if here.is_empty() {
            held.clear();
            continue;
        }
        let last = std::mem::take(&mut held);
        held.extend(here.iter().flat_map(|quantity| hold(words, quantity)));
        let scope = Scope { words, held: &held, tokens: sentence.tokens.clone() };
        let from = found.len();
        let mut add = |span: Span, kind| found.push(Relation { span, sentence: number, kind });
        if !held.is_empty() {
            scope.shares(&mut add);
            scope.restated(&mut add);
            scope.changes(&mut add);
            scope.pairs(&mut add);
            scope.ranges(&mut add);
            scope.excesses(&mut add);
            scope.sums(&mut add);
            scope.lists(&mut add);
            scope.sum_of_last(&last, &mut add);
        }
        scope.year_ranges(here, moments, &mut add);
        scope.years(here, moments, &mut add);
        found[from..].sort_by_key(|relation| (relation.span.start, relation.span.end));
    }
    found
}

/// The terms of a quantity, in their places.
fn hold(words: &Words<'_>, quantity: &Quantity) -> Vec<Held> {
    use QuantityKind as Kind;
    if matches!(quantity.kind, Kind::Time | Kind::Rank) {
        return Vec::new();
    }
    let start = words.token_at(quantity.span.start);
    let end = words.token_at(quantity.span.end.saturating_sub(1)) + 1;
    let united =
        !matches!(quantity.kind, Kind::Count | Kind::Bare | Kind::Rate | Kind::Label | Kind::Fraction);
    let points = quantity.kind == Kind::Percent && quantity.span.of(words.text()).contains("point");
    let term = |figure: super::Figure, last: bool| Term {
        span: if last && united { figure.span.hull(Span::at(quantity.span.end)) } else { figure.span },
        number: figure.span,
        value: figure.value,
        step: figure.step,
        scaled: figure.scaled,
        hedge: quantity.hedge,
        kind: quantity.kind,
        points,
        unit: quantity.unit,
        currency: quantity.currency,
    };
    let at = |span: Span| words.token_at(span.start);
    match (quantity.first, quantity.second) {
        (Some(first), Some(second)) => {
            let fraction = quantity.kind == Kind::Fraction;
            let kind = if fraction { Kind::Bare } else { quantity.kind };
            let one = Held {
                term: Term { kind, ..term(first, false) },
                start,
                number: at(first.span),
                end: words.token_at(first.span.end.saturating_sub(1)) + 1,
                range: !fraction,
                fraction,
            };
            let other = Held {
                term: Term { kind, hedge: Hedge::None, ..term(second, true) },
                start: at(second.span),
                number: at(second.span),
                end,
                range: false,
                fraction: false,
            };
            vec![one, other]
        }
        (Some(first), None) => {
            let number = at(first.span);
            vec![Held { term: term(first, true), start, number, end, range: false, fraction: false }]
        }
        (None, _) if quantity.kind == Kind::Fraction => {
            let Some((value, _)) = quantity.value else { return Vec::new() };
            // A fraction in words is rough: "a third" is said of 35 percent as well.
            let figure =
                super::Figure { span: quantity.number, value: value * 100.0, step: 7.0, scaled: false };
            let number = at(quantity.number);
            let end = words.token_at(quantity.number.end.saturating_sub(1)) + 1;
            vec![Held { term: term(figure, false), start, number, end, range: false, fraction: false }]
        }
        _ => Vec::new(),
    }
}

impl Scope<'_, '_> {
    /// Whether all tokens of a range are among `allowed`.
    fn only(&self, from: usize, to: usize, allowed: &[&str]) -> bool {
        from <= to && (from..to).all(|at| self.words.is_any(at, allowed))
    }

    /// Whether some token of a range is one of `wanted`.
    fn any(&self, from: usize, to: usize, wanted: &[&str]) -> bool {
        (from..to).any(|at| self.words.is_any(at, wanted))
    }

    /// The span of a range of tokens.
    fn span(&self, from: usize, to: usize) -> Span {
        self.words.span(from..to)
    }

    /// What closes an aside that a mark before token `at` opened, at token `end`: past the bracket, dash or comma.
    fn closed(&self, opener: usize, end: usize) -> usize {
        let words = self.words;
        let closes = match words.folded(opener) {
            "(" => words.is(end, ")"),
            "—" | "–" | "--" | "-" => words.is(end, words.folded(opener)),
            "," => words.is(end, ","),
            "[" => words.is(end, "]"),
            _ => false,
        };
        if closes { end + 1 } else { end }
    }
}
