//! What a number is, by the words around it: percentage, money, age, duration, measure, label, count.

use super::super::lexicon::List;
use super::super::number::is_plural;
use super::super::token::is_currency;
use super::amount::Amount;
use super::{Currency, Figure, Hedge, Quantity, QuantityKind, Reader, Unit};

impl Reader<'_, '_> {
    /// Tells what an amount is by the words around it.
    pub(super) fn finish(
        &self,
        at: usize,
        hedged: bool,
        amount: Amount<'_>,
        limit: usize,
    ) -> (Quantity, usize) {
        let words = self.words;
        let number = words.span(amount.start..amount.end);
        let (mut kind, mut end, value) = self.kind(at, hedged, amount, limit);
        let unit = self.measured(&mut kind, &mut end, amount, limit);
        let currency = match kind {
            QuantityKind::Money => amount.currency.or_else(|| match amount.suffix {
                "p" => Currency::of("pounds"),
                _ => Currency::at(words, amount.end).map(|(currency, _)| currency),
            }),
            _ => None,
        };
        // "20p" is a fifth of a pound, "the 400m" no four hundred million.
        let worth = |figure: Option<Figure>| {
            figure.map(|figure| match value.zip(amount.value) {
                Some(((now, _), (read, _))) if read > 0.0 && now < read => Figure {
                    value: figure.value * (now / read),
                    step: figure.step * (now / read),
                    scaled: false,
                    ..figure
                },
                _ => figure,
            })
        };
        let (first, second) = (worth(amount.first), worth(amount.second));
        let mut span = words.span(at..end);
        // A suffix belongs to its token; "5-" and the like never end in white space.
        if span.is_empty() {
            span = number;
        }
        // "the 400m" was read as millions before its neighbours told.
        let scaled = amount.scaled && (kind != QuantityKind::Measure || amount.suffix.is_empty());
        let hedge = self.hedge(at, amount.start);
        (Quantity { span, number, kind, value, hedged, scaled, hedge, first, second, unit, currency }, end)
    }

    /// What the words from token `at` up to token `end` do to the figure after them.
    pub(super) fn hedge(&self, at: usize, end: usize) -> Hedge {
        let words = self.words;
        if at >= end || words.is(at, "between") {
            return Hedge::None;
        }
        // The last hedge stands nearest: "just over", "well over", "no more than".
        match (words.folded(end - 1), words.folded(end.saturating_sub(2))) {
            ("over" | "above", "just") if end - at > 1 => Hedge::JustOver,
            ("under" | "below", "just") if end - at > 1 => Hedge::JustUnder,
            ("of", _) if words.is_any(at, &["just", "shy"]) => Hedge::JustUnder,
            ("nearly" | "almost", _) => Hedge::JustUnder,
            ("over" | "least" | "above", _) | ("of", "upwards") => Hedge::Above,
            ("than", "more") => {
                if words.is(at, "no") {
                    Hedge::Below
                } else {
                    Hedge::Above
                }
            }
            ("than", "less" | "fewer") => {
                if words.is(at, "no") {
                    Hedge::Above
                } else {
                    Hedge::Below
                }
            }
            ("under" | "most" | "below", _) | ("to", "up") => Hedge::Below,
            ("as", "many" | "much" | "high") => Hedge::Below,
            ("as", _) => Hedge::Above,
            _ => Hedge::About,
        }
    }

    /// What the amount is measured in; a temperature may be told by its letter alone.
    fn measured(
        &self,
        kind: &mut QuantityKind,
        end: &mut usize,
        amount: Amount<'_>,
        limit: usize,
    ) -> Option<Unit> {
        use QuantityKind as Kind;
        let words = self.words;
        if !amount.suffix.is_empty() {
            let unit = Unit::suffixed(amount.suffix)?;
            if *kind == Kind::Label && unit.is_temperature() {
                *kind = Kind::Measure;
            }
            return matches!(*kind, Kind::Measure | Kind::Duration).then_some(unit);
        }
        if !matches!(*kind, Kind::Measure | Kind::Duration | Kind::Bare | Kind::Label | Kind::Count) {
            return None;
        }
        let (unit, past) = Unit::at(words, amount.end).filter(|(_, past)| *past <= limit)?;
        match *kind {
            Kind::Measure => *end = past.max(*end),
            Kind::Bare | Kind::Label | Kind::Count if *end <= past => {
                *kind = Kind::Measure;
                *end = past;
            }
            Kind::Duration => {}
            _ => return None,
        }
        Some(unit)
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
                let race = value.is_some_and(|(low, _)| RACES.contains(&(low / 1e6)));
                let counted = self.noun(end, limit).filter(|noun| {
                    if race { words.is_any(noun - 1, CROWDS) } else { !words.is_any(noun - 1, CONTESTS) }
                });
                return match counted {
                    Some(noun) => (Kind::Count, noun, value),
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
        let of_age = before == "of" && at >= 2 && words.is(at - 2, "age");
        if (matches!(before, "aged" | "age" | "ages") || of_age) && value < 130.0 {
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
        words.is_capitalised(amount.end)
            && !decimal
            && (amount.end + 1..amount.end + 4)
                .any(|place| words.is_capitalised(place) && words.is_any(place, ROADS))
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

/// Lengths of races, in metres: "the 200m titles" are no two hundred million.
const RACES: &[f64] = &[
    50.0, 60.0, 80.0, 100.0, 110.0, 200.0, 300.0, 400.0, 500.0, 800.0, 1000.0, 1500.0, 3000.0, 5000.0,
    10000.0,
];

/// What there are a hundred million of all the same.
const CROWDS: &[&str] = &[
    "people",
    "users",
    "customers",
    "viewers",
    "voters",
    "workers",
    "subscribers",
    "downloads",
    "copies",
    "visitors",
    "listeners",
    "readers",
    "phones",
    "barrels",
    "tonnes",
    "tons",
    "shares",
    "homes",
    "households",
    "accounts",
    "children",
    "passengers",
];

/// What follows the length of a race.
const CONTESTS: &[&str] = &[
    "hurdles",
    "heats",
    "finals",
    "trials",
    "runs",
    "races",
    "titles",
    "champions",
    "records",
    "medals",
    "runners",
];

/// What a street address ends in.
const ROADS: &[&str] = &[
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
];

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

const TIME_UNITS: &str = include_str!("../lexicon/time_units.txt");
const UNITS: &str = include_str!("../lexicon/units.txt");

/// Whether `word` is a line of a small list, for words written to digits.
fn is_listed(word: &str, list: &str) -> bool {
    !word.is_empty() && list.lines().any(|line| line == word)
}
