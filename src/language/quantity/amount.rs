//! Numbers with their scale and currency, in digits and in words, and ranges of them.

use super::super::number::{Digits, digits, scale, small_number};
use super::super::token::{TokenKind, is_currency};
use super::Reader;

/// A number with its scale and currency.
#[derive(Clone, Copy, Debug)]
pub(super) struct Amount<'w> {
    pub start: usize,
    pub end: usize,
    pub value: Option<(f64, f64)>,
    pub money: bool,
    pub scaled: bool,
    pub dashed: bool,
    /// Written in digits.
    pub digits: bool,
    /// What is written to the digits: "th", "year-old".
    pub suffix: &'w str,
}

impl<'w> Reader<'w, '_> {
    /// A number with currency and scale at token `at`.
    pub(super) fn amount(&self, at: usize) -> Option<Amount<'w>> {
        let words = self.words;
        let mut from = at;
        let mut money = false;
        // "US$", "A$", "NZ$"; "€"; "EUR 20".
        if matches!(words.of(from), "US" | "A" | "AU" | "C" | "CA" | "NZ" | "HK" | "S" | "R")
            && words.is_glued(from + 1)
        {
            from += 1;
        }
        if words.kind(from) == Some(TokenKind::Mark)
            && words.of(from).chars().next_back().is_some_and(is_currency)
        {
            from += 1;
            money = true;
        } else if from > at {
            return None;
        } else if matches!(
            words.of(from),
            "USD" | "EUR" | "GBP" | "CHF" | "JPY" | "CNY" | "INR" | "Rs" | "Rs."
        ) && words.is_number(from + 1)
        {
            from += 1;
            money = true;
        }
        if words.is_number(from) {
            let Digits { mut value, dashed, suffix } = digits(words.folded(from));
            let mut scaled = false;
            let mut end = from + 1;
            let mut rest = suffix;
            // "$3-billion", "20m", "4bn"; a plain "m" also stands for metres: settled by what follows.
            if let Some(by) = scale(suffix).filter(|_| suffix != "b" || money) {
                value = value.map(|(low, high)| (low * by, high * by));
                scaled = true;
                if suffix != "m" || money {
                    rest = "";
                }
            }
            if suffix.is_empty() {
                while let Some(by) = scale(words.folded(end)).filter(|_| self.is_scale(end, money)) {
                    value = value.map(|(low, high)| (low * by, high * by));
                    scaled = true;
                    end += 1;
                }
            }
            return Some(Amount { start: at, end, value, money, scaled, dashed, digits: true, suffix: rest });
        }
        if money {
            return None;
        }
        let (end, value, scaled) = self.in_words(from)?;
        Some(Amount {
            start: at,
            end,
            value: Some((value, value)),
            money,
            scaled,
            dashed: false,
            digits: false,
            suffix: "",
        })
    }

    /// Whether the word at token `at` scales the number before it.
    fn is_scale(&self, at: usize, money: bool) -> bool {
        let word = self.words.folded(at);
        match word {
            "m" | "b" | "k" => money,
            "bn" | "tn" | "mn" | "mln" | "trn" => true,
            _ => self.words.is_word(at),
        }
    }

    /// A number in words: "seven", "two hundred and fifty", "half a million", "a dozen".
    fn in_words(&self, at: usize) -> Option<(usize, f64, bool)> {
        let words = self.words;
        let folded = words.folded(at);
        let mut end = at + 1;
        let mut current = if let Some(value) = small_number(folded) {
            value
        } else if matches!(folded, "a" | "an" | "half") {
            if folded == "half" {
                if words.is(end, "a") {
                    end += 1;
                }
                scale(words.folded(end)).filter(|_| self.is_scale(end, false))?;
                0.5
            } else {
                scale(words.folded(end)).filter(|_| self.is_scale(end, false))?;
                1.0
            }
        } else {
            return None;
        };
        let mut total = 0.0;
        let mut scaled = false;
        loop {
            if let Some(by) = scale(words.folded(end)).filter(|_| self.is_scale(end, false)) {
                scaled |= by >= 100.0;
                current *= by;
                if by >= 1000.0 {
                    total += current;
                    current = 0.0;
                }
                end += 1;
            } else if scaled
                && words.is(end, "and")
                && small_number(words.folded(end + 1)).is_some()
                && total + current < 1e6
            {
                current += small_number(words.folded(end + 1)).unwrap_or_default();
                end += 2;
            } else if scaled && let Some(value) = small_number(words.folded(end)) {
                current += value;
                end += 1;
            } else {
                break;
            }
        }
        Some((end, total + current, scaled))
    }
}

/// A range of two amounts. A scale on the second counts for the first when that makes the smaller number the first:
/// "5 to 7 million", but "$500,000 to $1 million".
pub(super) fn join<'w>(first: Amount<'w>, second: Amount<'w>) -> Amount<'w> {
    let value = first.value.zip(second.value).map(|((low, _), (_, high))| {
        let shared = second.scaled && !first.scaled && low < 1000.0;
        let by = if shared { scale_of(high) } else { 1.0 };
        (low * by, high)
    });
    Amount {
        start: first.start,
        end: second.end,
        value,
        money: first.money || second.money,
        scaled: first.scaled || second.scaled,
        dashed: false,
        digits: first.digits || second.digits,
        suffix: second.suffix,
    }
}

/// The scale a value was most likely written with.
fn scale_of(value: f64) -> f64 {
    [1e12, 1e9, 1e6, 1e3].into_iter().find(|by| value >= *by).unwrap_or(1.0)
}
