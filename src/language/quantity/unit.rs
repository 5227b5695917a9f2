//! Units of measure and of money, and what they are worth.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::super::words::Words;
use super::interval::Interval;

/// A unit of measure of which it is known what it is worth in others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Unit(u16);

/// A currency of which it is known roughly what it is worth in others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Currency(u16);

struct Measure {
    dimension: &'static str,
    factors: Vec<f64>,
}

struct Money {
    code: &'static str,
    band: Interval,
}

struct Table<T> {
    entries: Vec<T>,
    names: HashMap<&'static str, u16>,
}

impl<T> Table<T> {
    fn of(lines: &'static str, entry: impl Fn(&'static str, Vec<f64>) -> T) -> Self {
        let mut table = Table { entries: Vec::new(), names: HashMap::new() };
        for line in lines.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split('|').map(str::trim);
            let (Some(head), Some(numbers), Some(names)) = (fields.next(), fields.next(), fields.next())
            else {
                continue;
            };
            let numbers = numbers.split_whitespace().filter_map(|number| number.parse().ok()).collect();
            let place = u16::try_from(table.entries.len()).unwrap_or(u16::MAX);
            table.entries.push(entry(head, numbers));
            table.names.extend(names.split(',').map(|name| (name.trim(), place)));
        }
        table
    }
}

static MEASURES: LazyLock<Table<Measure>> = LazyLock::new(|| {
    Table::of(include_str!("../lexicon/conversions.txt"), |dimension, factors| Measure { dimension, factors })
});

static MONEY: LazyLock<Table<Money>> = LazyLock::new(|| {
    Table::of(include_str!("../lexicon/rates.txt"), |code, band| Money {
        code,
        band: match band[..] {
            [low, high] => Interval { low, high },
            _ => Interval::exact(1.0),
        },
    })
});

/// The most words of a unit's name.
const LONGEST: usize = 3;

/// The entry of `names` that the most tokens from `at` on spell, and the index past them.
fn longest(words: &Words<'_>, at: usize, names: &HashMap<&'static str, u16>) -> Option<(u16, usize)> {
    let mut best = None;
    let mut joined = String::new();
    for end in at..(at + LONGEST).min(words.len()) {
        if end > at {
            joined.push(' ');
        }
        joined.push_str(words.folded(end));
        if let Some(found) = names.get(joined.as_str()) {
            best = Some((*found, end + 1));
        }
    }
    best
}

impl Unit {
    /// The unit that tokens from `at` on name, and the index past them. A letter by itself is one only as a capital
    /// ("40 C") or small where it usually is ("5 m").
    pub(super) fn at(words: &Words<'_>, at: usize) -> Option<(Self, usize)> {
        if !words.is_word(at) && !words.is(at, "°") {
            return None;
        }
        let (found, end) = longest(words, at, &MEASURES.names)?;
        // A degree sign and its letter are one name, glued or not.
        let single = end == at + 1 && words.of(at).len() == 1;
        let fits = match words.of(at) {
            "C" | "F" | "m" | "g" | "l" | "W" => true,
            _ => !single,
        };
        fits.then_some((Unit(found), end))
    }

    /// The unit written to a number: "12km", "40C".
    pub(super) fn suffixed(suffix: &str) -> Option<Self> {
        let first = suffix.split('-').next().unwrap_or_default();
        MEASURES.names.get(first).copied().map(Unit)
    }

    fn entry(self) -> &'static Measure {
        &MEASURES.entries[usize::from(self.0)]
    }

    /// Whether both measure the same.
    pub fn is_like(self, other: Unit) -> bool {
        self.entry().dimension == other.entry().dimension
    }

    /// What it measures: "length".
    pub fn dimension(self) -> &'static str {
        self.entry().dimension
    }

    /// `value` of this unit in the first unit of its dimension.
    pub fn in_base(self, value: f64) -> f64 {
        value * self.entry().factors.first().copied().unwrap_or(1.0)
    }

    /// Whether it measures how hot it is.
    pub fn is_temperature(self) -> bool {
        self.entry().dimension == "temperature"
    }

    /// What `value` of this unit is in `other`, by every reading of their names; of temperatures also as a
    /// difference.
    pub fn convert(self, value: f64, other: Unit) -> Vec<f64> {
        if !self.is_like(other) {
            return Vec::new();
        }
        let (from, to) = (&self.entry().factors, &other.entry().factors);
        if self.is_temperature() {
            let (Some(degree), Some(zero)) = (to.first().zip(from.first()), to.get(1).zip(from.get(1)))
            else {
                return Vec::new();
            };
            let scale = degree.0 / degree.1;
            return vec![(value + zero.1) * scale - zero.0, value * scale];
        }
        from.iter().flat_map(|from| to.iter().map(move |to| value * from / to)).collect()
    }
}

impl Currency {
    /// The currency that tokens from `at` on name, and the index past them.
    pub(super) fn at(words: &Words<'_>, at: usize) -> Option<(Self, usize)> {
        longest(words, at, &MONEY.names).map(|(found, end)| (Currency(found), end))
    }

    /// The currency of this sign or code, folded: "$", "nz$", "eur".
    pub(super) fn of(name: &str) -> Option<Self> {
        MONEY.names.get(name).copied().map(Currency)
    }

    /// Its three letters.
    pub fn code(self) -> &'static str {
        MONEY.entries[usize::from(self.0)].code
    }

    /// How many of `other` one of this was worth over some decades, widely taken.
    pub fn rate(self, other: Currency) -> Option<Interval> {
        let band = |currency: Currency| MONEY.entries[usize::from(currency.0)].band;
        band(other).over(band(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_tables_is_read() {
        let lines = |text: &str| text.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(MEASURES.entries.len(), lines(include_str!("../lexicon/conversions.txt")));
        assert_eq!(MONEY.entries.len(), lines(include_str!("../lexicon/rates.txt")));
        assert!(MEASURES.entries.iter().all(|measure| !measure.factors.is_empty()));
        assert!(MONEY.entries.iter().all(|money| money.band.low > 0.0 && money.band.low <= money.band.high));
    }

    #[test]
    fn units_convert() {
        let unit = |name| Unit::suffixed(name).unwrap();
        let near = |values: Vec<f64>, wanted: f64| values.iter().any(|value| (value - wanted).abs() < 0.01);
        assert!(near(unit("miles").convert(5.0, unit("km")), 8.05));
        assert!(near(unit("c").convert(40.0, unit("f")), 104.0));
        assert!(near(unit("c").convert(1.5, unit("f")), 2.7));
        assert!(near(unit("f").convert(104.0, unit("c")), 40.0));
        assert!(near(unit("l").convert(1000.0, unit("gallons")), 264.17));
        assert!(unit("kg").convert(1.0, unit("km")).is_empty());
    }

    #[test]
    fn rates_have_bands() {
        let (dollar, pound) = (Currency::of("$").unwrap(), Currency::of("£").unwrap());
        let band = dollar.rate(pound).unwrap();
        assert!(band.covers(Interval::exact(0.53)) && !band.covers(Interval::exact(1.92)));
        assert_eq!(pound.code(), "GBP");
    }
}
