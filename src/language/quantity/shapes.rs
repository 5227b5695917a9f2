//! Figures that are more than a number and a noun: "tens of thousands of", "one in five", "third-largest".

use super::super::lexicon::List;
use super::super::number::{digits, small_number};
use super::{Quantity, QuantityKind, Reader};

impl Reader<'_, '_> {
    /// "dozens of", "tens of thousands of".
    pub(super) fn indefinite(&self, at: usize, from: usize, hedged: bool) -> Option<(Quantity, usize)> {
        const MANY: &[&str] =
            &["dozens", "scores", "hundreds", "thousands", "tens", "millions", "billions", "trillions"];
        let words = self.words;
        let mut end = from;
        while words.is_any(end, MANY) && words.is_word(end) && end < from + 8 {
            end += 1;
            if words.is(end, "of") && words.is_any(end + 1, MANY) {
                end += 1;
            } else {
                break;
            }
        }
        if end == from || words.is(end - 1, "tens") {
            return None;
        }
        let number = end;
        let more = if words.is(end, "more") { end + 1 } else { end };
        if words.is(more, "of") {
            end = more + 1;
        } else if words.is(end - 1, "scores") {
            return None;
        }
        let quantity = Quantity {
            span: words.span(at..end),
            number: words.span(from..number),
            kind: QuantityKind::Count,
            hedged,
            scaled: true,
            hedge: self.hedge(at, from),
            ..Quantity::default()
        };
        Some((quantity, end))
    }

    /// "half of", "two-thirds of", "one in five", "nine out of 10".
    pub(super) fn fraction(&self, at: usize, from: usize, hedged: bool) -> Option<(Quantity, usize)> {
        let words = self.words;
        let found = |number: usize, end: usize, value: f64| {
            let quantity = Quantity {
                span: words.span(at..end),
                number: words.span(from..number),
                kind: QuantityKind::Fraction,
                value: Some((value, value)),
                hedged,
                hedge: self.hedge(at, from),
                ..Quantity::default()
            };
            Some((quantity, end))
        };
        if words.is(from, "half") {
            // "the first half of the year" is a time or a stretch.
            if from > 0
                && words.is_any(
                    from - 1,
                    &[
                        "first", "second", "other", "latter", "the", "this", "that", "last", "opening",
                        "final", "top", "bottom", "upper", "lower", "better", "northern", "southern",
                        "eastern", "western", "each", "either",
                    ],
                )
            {
                return None;
            }
            let after = words.folded(from + 1);
            if after == "of" {
                return found(from + 1, from + 2, 0.5);
            }
            let whole = matches!(after, "the" | "its" | "their" | "all" | "our" | "those" | "these")
                && !words.is_any(
                    from + 2,
                    &["time", "battle", "way", "distance", "fun", "story", "size", "man", "price"],
                );
            return if hedged && whole || after == "all" { found(from + 1, from + 1, 0.5) } else { None };
        }
        if let Some((end, value)) = self.part(from) {
            let of = words.is(end, "of");
            // "a quarter of", but "the quarter of"; "two-thirds majority" is a rule, not a count.
            return if of { found(end, end + 1, value) } else { None };
        }
        // "one in five".
        let over =
            self.amount(from).filter(|amount| !amount.money && amount.suffix.is_empty() && !amount.scaled)?;
        let under = if words.is(over.end, "in") {
            over.end + if words.is(over.end + 1, "every") { 2 } else { 1 }
        } else if words.are(over.end, &["out", "of"]) {
            over.end + if words.is(over.end + 2, "every") { 3 } else { 2 }
        } else if words.are(over.end, &["of", "every"]) {
            over.end + 2
        } else {
            return None;
        };
        let under = self.amount(under).filter(|amount| !amount.money && amount.suffix.is_empty())?;
        let (part, all) = (over.first, under.first);
        let ((over, _), (whole, _)) = over.value.zip(under.value)?;
        let timed = words.is_in(under.end, List::TimeUnit)
            || words.is_in(under.end, List::Unit)
            || words.is_in(under.end, List::Currency)
            || words.is_any(
                under.end,
                &["%", "percent", "per", "games", "matches", "innings", "tests", "starts", "attempts"],
            );
        (over < whole && over > 0.0 && whole >= 2.0 && !timed).then_some(())?;
        let (quantity, end) = found(under.end, under.end, over / whole)?;
        Some((Quantity { first: part, second: all, ..quantity }, end))
    }

    /// "two-thirds", "three quarters", "a fifth", "one-quarter".
    fn part(&self, at: usize) -> Option<(usize, f64)> {
        let words = self.words;
        let under = |word: &str| {
            let word = word.strip_suffix('s').unwrap_or(word);
            Some(match word {
                "half" => 2.0,
                "third" => 3.0,
                "quarter" | "fourth" => 4.0,
                "fifth" => 5.0,
                "sixth" => 6.0,
                "seventh" => 7.0,
                "eighth" => 8.0,
                "ninth" => 9.0,
                "tenth" => 10.0,
                "twentieth" => 20.0,
                "hundredth" => 100.0,
                "thousandth" => 1000.0,
                _ => return None,
            })
        };
        let word = words.folded(at);
        if let Some((over, part)) = word.split_once('-')
            && let (Some(over), Some(under)) = (small_number(over), under(part))
        {
            return (over < under).then_some((at + 1, over / under));
        }
        let over = if matches!(word, "a" | "one") { 1.0 } else { small_number(word)? };
        let under = under(words.folded(at + 1))?;
        (over < under && words.is_word(at + 1)).then_some((at + 2, over / under))
    }

    /// "third-largest", "10th-biggest", "No. 2".
    pub(super) fn rank(&self, at: usize) -> Option<(Quantity, usize)> {
        const ORDINALS: [&str; 9] =
            ["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
        let words = self.words;
        let place = |word: &str| {
            ORDINALS.iter().position(|ordinal| *ordinal == word).map(|place| place as f64 + 2.0).or_else(
                || {
                    let (number, ending) = word.split_at(word.find(|c: char| !c.is_ascii_digit())?);
                    matches!(ending, "st" | "nd" | "rd" | "th").then(|| number.parse().ok())?
                },
            )
        };
        let superlative = |word: &str| word.len() > 5 && word.ends_with("est") || word == "most";
        let folded = words.folded(at);
        let found = |number: usize, end: usize, value: f64| {
            let quantity = Quantity {
                span: words.span(at..end),
                number: words.span(number..end),
                kind: QuantityKind::Rank,
                value: Some((value, value)),
                ..Quantity::default()
            };
            Some((quantity, end))
        };
        if let Some((ordinal, rest)) = folded.split_once('-')
            && superlative(rest.split('-').next().unwrap_or_default())
            && let Some(value) = place(ordinal)
        {
            return found(at, at + 1, value);
        }
        if superlative(words.folded(at + 1))
            && words.is_word(at + 1)
            && let Some(value) = place(folded)
        {
            return found(at, at + 2, value);
        }
        if matches!(words.of(at), "No." | "No" | "#") && words.is_number(at + 1) {
            let value = digits(words.folded(at + 1)).value?.0;
            let before = at.checked_sub(1).map_or("", |last| words.of(last));
            // "Resolution No. 5" numbers a thing; "No. 10" is a house.
            let numbers = before.starts_with(char::is_uppercase)
                && !words.is_possessive(at - 1)
                && !matches!(before, "The" | "At")
                || at > 0
                    && (words.is_in(at - 1, List::LabelNoun)
                        || words.is_any(at - 1, &["enemy", "priority", "rule", "reason"]))
                || value > 100.0;
            let house = value == 10.0 && !words.is_any(at + 2, &["in", "seed", "ranked"]);
            let (mut quantity, end) = found(at + 1, at + 2, value)?;
            if numbers || house || words.of(at) == "#" {
                quantity.kind = QuantityKind::Label;
            }
            return Some((quantity, end));
        }
        None
    }
}
