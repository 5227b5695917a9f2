//! Figures as tokens: numbers with hedge, scale, currency and unit.
//!
//! Each number of the text is read once, with the words around it that tell what it is (DOMAIN.md §3.2, 5–8). Years,
//! dates and clock times come from [`moment`](super::moment) and are passed over as [`QuantityKind::Time`].

use super::lexicon::List;
use super::moment::Moment;
use super::number::{Digits, digits, is_plural, scale, small_number};
use super::token::{TokenKind, is_currency};
use super::words::Words;
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
    /// Whether it is written with a scale: "million", "bn", "thousand".
    pub scaled: bool,
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
                    value: None,
                    hedged: false,
                    scaled: false,
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

/// A number with its scale and currency.
#[derive(Clone, Copy, Debug)]
struct Amount<'w> {
    start: usize,
    end: usize,
    value: Option<(f64, f64)>,
    money: bool,
    scaled: bool,
    dashed: bool,
    /// Written in digits.
    digits: bool,
    /// What is written to the digits: "th", "year-old".
    suffix: &'w str,
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
        if let Some(found) = self.indefinite(at, start, hedged).or_else(|| self.fraction(at, start, hedged)) {
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

    /// A number with currency and scale at token `at`.
    fn amount(&self, at: usize) -> Option<Amount<'w>> {
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
            if let Some(by) =
                scale(suffix).filter(|_| suffix != "b" && suffix != "m" || money || suffix == "m")
            {
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

    /// "dozens of", "tens of thousands of".
    fn indefinite(&self, at: usize, from: usize, hedged: bool) -> Option<(Quantity, usize)> {
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
            value: None,
            hedged,
            scaled: true,
        };
        Some((quantity, end))
    }

    /// "half of", "two-thirds of", "one in five", "nine out of 10".
    fn fraction(&self, at: usize, from: usize, hedged: bool) -> Option<(Quantity, usize)> {
        let words = self.words;
        let found = |number: usize, end: usize, value: f64| {
            let quantity = Quantity {
                span: words.span(at..end),
                number: words.span(from..number),
                kind: QuantityKind::Fraction,
                value: Some((value, value)),
                hedged,
                scaled: false,
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
        let ((over, _), (whole, _)) = over.value.zip(under.value)?;
        let timed = words.is_in(under.end, List::TimeUnit)
            || words.is_in(under.end, List::Unit)
            || words.is_in(under.end, List::Currency)
            || words.is_any(
                under.end,
                &["%", "percent", "per", "games", "matches", "innings", "tests", "starts", "attempts"],
            );
        (over < whole && over > 0.0 && whole >= 2.0 && !timed).then_some(())?;
        found(under.end, under.end, over / whole)
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
    fn rank(&self, at: usize) -> Option<(Quantity, usize)> {
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
                hedged: false,
                scaled: false,
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

    /// Tells what an amount is by the words around it.
    fn finish(&self, at: usize, hedged: bool, amount: Amount<'_>, limit: usize) -> (Quantity, usize) {
        let words = self.words;
        let number = words.span(amount.start..amount.end);
        let (kind, end, value) = self.kind(at, hedged, amount, limit);
        let mut span = words.span(at..end);
        // A suffix belongs to its token; "5-" and the like never end in white space.
        if span.is_empty() {
            span = number;
        }
        let scaled =
            amount.scaled && kind != QuantityKind::Measure || amount.scaled && amount.suffix.is_empty();
        (Quantity { span, number, kind, value, hedged, scaled }, end)
    }

    fn kind(
        &self,
        at: usize,
        hedged: bool,
        amount: Amount<'_>,
        limit: usize,
    ) -> (QuantityKind, usize, Option<(f64, f64)>) {
        use QuantityKind as Kind;
        let words = self.words;
        let value = amount.value;
        let end = amount.end;
        let before = at.checked_sub(1).map_or("", |last| words.folded(last));
        if amount.money {
            return (Kind::Money, end, value);
        }
        if let Some(end) = self.percent(end) {
            return (Kind::Percent, self.percent_range(end, limit).unwrap_or(end), value);
        }
        // What is written to the digits.
        match amount.suffix {
            "" => {}
            "p" if value.is_some() => return (Kind::Money, end, value.map(|(a, b)| (a / 100.0, b / 100.0))),
            "percent" | "pc" => return (Kind::Percent, end, value),
            "m" => {
                // "20m people" but "the 400m", "5m deep".
                let counted = self.noun(end, limit);
                return match counted {
                    Some(noun)
                        if !words
                            .is_any(noun - 1, &["hurdles", "heats", "finals", "trials", "runs", "races"]) =>
                    {
                        (Kind::Count, noun, value)
                    }
                    _ => (Kind::Measure, end, value.map(|(a, b)| (a / 1e6, b / 1e6))),
                };
            }
            "st" | "nd" | "rd" | "th" => {
                let ranked = matches!(before, "ranked" | "ranks" | "rank" | "ranking");
                return (if ranked { Kind::Rank } else { Kind::Label }, end, value);
            }
            "strong" => return (Kind::Count, end, value),
            "something" => return (Kind::Age, end, value),
            "s" => {
                let age =
                    matches!(before, "his" | "her" | "their" | "my" | "our" | "your" | "under" | "over");
                return (if age { Kind::Age } else { Kind::Bare }, end, value);
            }
            suffix if suffix.starts_with("year-old") || suffix.starts_with("years-old") => {
                return (Kind::Age, end, value);
            }
            suffix => {
                let first = suffix.split('-').next().unwrap_or_default();
                let kind = if is_listed(first, TIME_UNITS) {
                    Kind::Duration
                } else if is_listed(first, UNITS) {
                    Kind::Measure
                } else {
                    Kind::Label
                };
                return (kind, end, value);
            }
        }
        if let Some(currency) = self.currency(end, amount) {
            return (Kind::Money, currency, value);
        }
        if let Some(age) = self.age(at, amount, before) {
            return (Kind::Age, age, value);
        }
        if self.is_label(at, amount) {
            return (Kind::Label, end, value);
        }
        if value.is_none() {
            let score = amount.digits && words.of(amount.start).contains(':');
            return (if score { Kind::Score } else { Kind::Label }, end, None);
        }
        if let Some(unit) = self.unit(end, List::TimeUnit) {
            return (Kind::Duration, unit, value);
        }
        if let Some(unit) = self.unit(end, List::Unit) {
            return (Kind::Measure, unit, value);
        }
        if words.is(end, "per") || words.are(end, &["for", "every"]) {
            let base = end + if words.is(end, "per") { 1 } else { 2 };
            if let Some(base) = self.amount(base).filter(|amount| amount.end <= limit) {
                return (Kind::Rate, base.end, value);
            }
        }
        let low = value.map_or(0.0, |(low, _)| low);
        let noun = self.noun(end, limit);
        if amount.dashed {
            let (from, to) = value.unwrap_or_default();
            return match noun {
                Some(noun) if from < to => (Kind::Count, noun, value),
                _ if amount.end - amount.start == 1 => (Kind::Score, end, value),
                _ => (Kind::Bare, end, value),
            };
        }
        // "voters under 45", "children over 12".
        if noun.is_none()
            && amount.digits
            && !amount.scaled
            && (1.0..=110.0).contains(&low)
            && words.is_any(at, &["under", "over"])
        {
            return (Kind::Age, end, value);
        }
        if let Some(noun) = noun {
            // "no one", "one of those": a pronoun rather than a number.
            if !amount.digits && low == 1.0 && !amount.scaled {
                return (Kind::Bare, end, value);
            }
            if words.is_any(noun, &["a", "an", "per", "each", "every"])
                && words.is_any(
                    noun + 1,
                    &[
                        "day",
                        "week",
                        "month",
                        "year",
                        "hour",
                        "minute",
                        "second",
                        "night",
                        "person",
                        "head",
                        "household",
                        "capita",
                    ],
                )
            {
                return (Kind::Rate, noun + 2, value);
            }
            return (Kind::Count, noun, value);
        }
        let counted = words.is_any(
            end,
            &[
                "of", "were", "are", "have", "had", "more", "others", "other", "dead", "injured", "died",
                "wounded", "fled", "missing", "attended", "took", "got", "did", "still",
            ],
        );
        let grouped = amount.digits && words.of(amount.end - 1).contains([',', '\u{a0}', '\u{202f}']);
        if amount.scaled || counted && (grouped || hedged || low >= 100.0) || hedged && low >= 10.0 || grouped
        {
            return (Kind::Count, end, value);
        }
        (Kind::Bare, end, value)
    }

    /// "percent", "per cent", "%", "percentage points".
    fn percent(&self, at: usize) -> Option<usize> {
        let words = self.words;
        if words.is_any(at, &["%", "percent", "pct"]) {
            return Some(at + 1);
        }
        if words.are(at, &["per", "cent"]) {
            return Some(at + 2);
        }
        if words.is(at, "percentage") && words.is_any(at + 1, &["point", "points"]) {
            return Some(at + 2);
        }
        words.is_any(at, &["percentage-point", "percentage-points"]).then_some(at + 1)
    }

    /// The second half of "5% to 7%".
    fn percent_range(&self, at: usize, limit: usize) -> Option<usize> {
        if !self.words.is_any(at, &["to", "-", "–"]) || at + 1 >= limit {
            return None;
        }
        // "fell 5% to 7%" tells two figures; the second then has its own place, so only dashes join.
        if self.words.is(at, "to") {
            return None;
        }
        self.percent(self.amount(at + 1)?.end).filter(|end| *end <= limit)
    }

    /// "dollars", "pounds sterling", "million pounds", "€".
    fn currency(&self, at: usize, amount: Amount<'_>) -> Option<usize> {
        let words = self.words;
        if words.is_in(at, List::Currency) {
            return Some(at + 1);
        }
        if words.is_any(at, &["pound", "pounds"]) {
            if words.is(at + 1, "sterling") {
                return Some(at + 2);
            }
            return amount.scaled.then_some(at + 1);
        }
        if words.is_word(at) && words.is_in(at + 1, List::Currency) && words.is_any(at, CURRENCY_PLACES) {
            return Some(at + 2);
        }
        (words.is_glued(at) && words.of(at).chars().next().is_some_and(is_currency)).then_some(at + 1)
    }

    /// "37 years old", "aged 12", "Ola Lind, 37,".
    fn age(&self, at: usize, amount: Amount<'_>, before: &str) -> Option<usize> {
        let words = self.words;
        let end = amount.end;
        if words.is_any(end, &["year", "years"]) && words.is(end + 1, "old") {
            return Some(end + 2);
        }
        if words.is_any(end, &["years", "months", "weeks"])
            && words.is_any(end + 1, &["of"])
            && words.is(end + 2, "age")
        {
            return Some(end + 3);
        }
        if words.is_any(end, &["year-old", "year-olds", "years-old"]) {
            return Some(end + 1);
        }
        let value = amount.value?.0;
        if matches!(before, "aged" | "age" | "ages") && value < 130.0 {
            return Some(end);
        }
        let beside = at >= 2
            && words.is_any(at - 1, &[",", "("])
            && words.is_capitalised(at - 2)
            && words.is_any(end, &[",", ")", "."])
            && !words.is_number(end + 1);
        (beside
            && amount.digits
            && value.fract() == 0.0
            && (5.0..=110.0).contains(&value)
            && amount.end - amount.start == 1)
            .then_some(end)
    }

    /// Whether the number names or numbers a thing: "Chapter 12", "the 737 fleet", "24/7".
    fn is_label(&self, at: usize, amount: Amount<'_>) -> bool {
        let words = self.words;
        if !amount.digits || amount.scaled {
            return false;
        }
        let text = words.of(amount.start);
        if matches!(text, "911" | "999" | "112")
            && words.is_any(amount.end, &["call", "calls", "operator", "operators", "dispatcher"])
        {
            return true;
        }
        if matches!(text, "24/7" | "9/11" | "7/7" | "50/50" | "50-50" | "20/20")
            || text.starts_with('0') && text.len() > 1 && !text.contains('.')
        {
            return true;
        }
        if amount.start != at || text.contains([',', '\u{a0}', '\u{202f}']) {
            return false;
        }
        let Some(last) = at.checked_sub(1) else { return false };
        if words.is_any(last, &["#", "§", "@", "/", "+"]) && words.is_glued(at) {
            return true;
        }
        // Parts of telephone numbers.
        if words.is_number(last) || words.is_number(amount.end) && !words.is_glued(amount.end) {
            return true;
        }
        let noun = is_plural(words, amount.end) && !words.is_capitalised(amount.end);
        if words.is_in(last, List::LabelNoun)
            && (words.is_capitalised(last) || !noun)
            && !words.is_possessive(last)
        {
            return true;
        }
        // "Boeing 737", "Microsoft 365": a name right before, nothing counted after.
        let decimal = text.contains(['.', '-', '–', '/']);
        let unit = words.is_in(amount.end, List::Unit) || words.is_in(amount.end, List::TimeUnit);
        if words.is_capitalised(last)
            && !words.is_in(last, List::Function)
            && !words.is_possessive(last)
            && !decimal
        {
            let starts = last == 0 || words.is_any(last - 1, &[".", "?", "!", "\"", "“"]);
            return !noun && !unit && !starts;
        }
        // A street address: "120 Victoria Road", "10 Downing Street".
        (words.is_capitalised(amount.end) && !decimal)
            .then(|| {
                (amount.end + 1..amount.end + 4).any(|place| {
                    words.is_capitalised(place)
                        && words.is_any(
                            place,
                            &[
                                "street",
                                "st",
                                "st.",
                                "road",
                                "rd",
                                "rd.",
                                "avenue",
                                "ave",
                                "ave.",
                                "lane",
                                "drive",
                                "square",
                                "boulevard",
                                "blvd",
                                "blvd.",
                                "way",
                                "place",
                                "court",
                                "terrace",
                                "crescent",
                                "gardens",
                                "row",
                                "close",
                            ],
                        )
                })
            })
            .unwrap_or_default()
    }

    /// Past a unit of `list`, with an adjective at most before it: "three consecutive days", "square miles".
    fn unit(&self, at: usize, list: List) -> Option<usize> {
        const BETWEEN: &[&str] = &[
            "consecutive",
            "straight",
            "more",
            "full",
            "whole",
            "long",
            "working",
            "further",
            "calendar",
            "solid",
            "successive",
            "additional",
            "extra",
            "square",
            "cubic",
            "nautical",
            "metric",
            "light",
            "short",
            "of",
            "and",
            "other",
        ];
        let words = self.words;
        // "two and a half hours".
        let at = if words.are(at, &["and", "a", "half"]) { at + 3 } else { at };
        if words.base_is_in(at, list) {
            return Some(at + 1);
        }
        (words.is_any(at, BETWEEN) && words.base_is_in(at + 1, list) && !words.is_any(at, &["of", "and"]))
            .then_some(at + 2)
    }

    /// Past the noun that the number at hand counts, over three words at most.
    fn noun(&self, at: usize, limit: usize) -> Option<usize> {
        let words = self.words;
        for place in at..(at + 4).min(limit) {
            if !words.is_word(place)
                || words.is_in(place, List::Function)
                    && !words.is_any(place, &["more", "other", "such", "own"])
            {
                return None;
            }
            if is_plural(words, place) {
                // "its 500 Boeing jets" counts jets; "20 Victoria Gardens" is settled before.
                return Some(place + 1);
            }
            if words.is_possessive(place) {
                return None;
            }
        }
        None
    }
}

/// Words between a number and "dollars".
const CURRENCY_PLACES: &[&str] = &[
    "us",
    "u.s.",
    "american",
    "australian",
    "canadian",
    "hong",
    "swiss",
    "british",
    "chinese",
    "indian",
    "russian",
    "danish",
    "norwegian",
    "swedish",
    "singapore",
    "zealand",
    "taiwan",
    "egyptian",
    "turkish",
    "mexican",
];

const TIME_UNITS: &str = include_str!("lexicon/time_units.txt");
const UNITS: &str = include_str!("lexicon/units.txt");

/// Whether `word` is a line of a small list, for words written to digits.
fn is_listed(word: &str, list: &str) -> bool {
    !word.is_empty() && list.lines().any(|line| line == word)
}

/// A range of two amounts. A scale on the second counts for the first when that makes the smaller number the first:
/// "5 to 7 million", but "$500,000 to $1 million".
fn join<'w>(first: Amount<'w>, second: Amount<'w>) -> Amount<'w> {
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
