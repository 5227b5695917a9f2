//! Numbers with their scale and currency, in digits and in words, and ranges of them.

use super::super::number::{Digits, digits, scale, small_number};
use super::super::token::{TokenKind, is_currency};
use super::{Currency, Figure, Reader};
use crate::text::Span;

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
    /// The currency of a sign or code before it.
    pub currency: Option<Currency>,
    /// Its number, and the second of a range.
    pub first: Option<Figure>,
    pub second: Option<Figure>,
}

impl<'w> Reader<'w, '_> {
    /// A number with currency and scale at token `at`.
    pub(super) fn amount(&self, at: usize) -> Option<Amount<'w>> {
        let words = self.words;
        let mut from = at;
        let mut money = false;
        let mut currency = None;
        // "US$", "A$", "NZ$"; "€"; "EUR 20".
        if matches!(words.of(from), "US" | "A" | "AU" | "C" | "CA" | "NZ" | "HK" | "S" | "R")
            && words.is_glued(from + 1)
        {
            from += 1;
        }
        if words.kind(from) == Some(TokenKind::Mark)
            && words.of(from).chars().next_back().is_some_and(is_currency)
        {
            currency = self.sign(at, from);
            from += 1;
            money = true;
        } else if from > at {
            return None;
        } else if matches!(
            words.of(from),
            "USD" | "EUR" | "GBP" | "CHF" | "JPY" | "CNY" | "INR" | "Rs" | "Rs."
        ) && words.is_number(from + 1)
        {
            currency = Currency::of(words.folded(from));
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
            let (first, second) = self.figures(at, from, end, value, dashed);
            return Some(Amount {
                start: at,
                end,
                value,
                money,
                scaled,
                dashed,
                digits: true,
                suffix: rest,
                currency,
                first,
                second,
            });
        }
        if money {
            return None;
        }
        let (end, value, scaled) = self.in_words(from)?;
        // "Half a million" and "three million" are round; "forty-one" is not.
        let step = if scaled { scale(words.folded(end - 1)).unwrap_or(1.0) } else { 1.0 };
        let first = Figure { span: words.span(at..end), value, step, scaled: scaled && value >= 1000.0 };
        Some(Amount {
            start: at,
            end,
            value: Some((value, value)),
            money,
            scaled,
            dashed: false,
            digits: false,
            suffix: "",
            currency,
            first: Some(first),
            second: None,
        })
    }

    /// The currency of the sign at token `from`, with the letters from token `at` on before it.
    fn sign(&self, at: usize, from: usize) -> Option<Currency> {
        let words = self.words;
        if at == from {
            return Currency::of(words.folded(from));
        }
        Currency::of(&words.span(at..from + 1).of(words.text()).to_lowercase())
    }

    /// The number or two of the digits at token `from`, with currency from token `at` and scale up to token `end`.
    fn figures(
        &self,
        at: usize,
        from: usize,
        end: usize,
        value: Option<(f64, f64)>,
        dashed: bool,
    ) -> (Option<Figure>, Option<Figure>) {
        let words = self.words;
        let Some((low, high)) = value else { return (None, None) };
        // "779m-798m": more than one number in a way that is not understood.
        let tail = words.folded(from).trim_start_matches(|c: char| !c.is_alphabetic());
        if tail.contains(|c: char| c.is_ascii_digit()) {
            return (None, None);
        }
        let token = words.span(from..from + 1);
        let text = token.of(words.text());
        let letters = text.find(|c: char| c.is_alphabetic()).unwrap_or(text.len());
        let dash =
            text.char_indices().skip(1).find(|(_, c)| matches!(c, '-' | '–' | '\u{2010}' | '\u{2011}'));
        let whole = words.span(at..end);
        let digits_end =
            if end > from + 1 || !dashed && letters < text.len() && scale_written(&text[letters..]) {
                whole.end
            } else {
                token.start + text[..letters].trim_end_matches(['-', '\u{2010}', '\u{2011}']).len()
            };
        let figure = |part: &str, span: Span, value: f64| {
            let by = written(part).filter(|plain| *plain > 0.0).map_or(1.0, |plain| value / plain);
            Figure { span, value, step: place(part) * by, scaled: by >= 1000.0 }
        };
        match dash.filter(|_| dashed) {
            Some((place, dash)) => {
                let second = place + dash.len_utf8();
                (
                    Some(figure(&text[..place], Span::new(whole.start, token.start + place), low)),
                    Some(figure(&text[second..letters], Span::new(token.start + second, digits_end), high)),
                )
            }
            None => (Some(figure(&text[..letters], Span::new(whole.start, digits_end), low)), None),
        }
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
    // "5 to 7 million": both are millions.
    let by =
        first.value.zip(value).map_or(1.0, |((bare, _), (low, _))| if bare > 0.0 { low / bare } else { 1.0 });
    let low = first.first.map(|figure| Figure {
        value: figure.value * by,
        step: figure.step * by,
        scaled: figure.scaled || by > 1.0,
        ..figure
    });
    Amount {
        start: first.start,
        end: second.end,
        value,
        currency: first.currency.or(second.currency),
        first: low,
        second: second.first,
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

/// The value of plain digits, marks for thousands left out.
fn written(digits: &str) -> Option<f64> {
    let plain: String = digits.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    plain.trim_end_matches('.').parse().ok()
}

/// What one in the last place of plain digits is worth.
fn place(digits: &str) -> f64 {
    let decimals = digits.trim_end_matches('-').split_once('.').map_or(0, |(_, decimals)| decimals.len());
    10f64.powi(-i32::try_from(decimals).unwrap_or(i32::MAX))
}

/// Whether the letters written to digits scale them: "20m", "3bn", "$3-billion".
fn scale_written(letters: &str) -> bool {
    scale(letters.to_lowercase().trim_start_matches('-')).is_some()
}
