//! Years that pass: "from 1995 to 2005, a 10-year slump", "the 50th anniversary of the 1969 landing", ages and births.

use super::{Hedge, Quantity, QuantityKind, RelationKind, Scope};
use crate::language::moment::{Moment, MomentKind};
use crate::language::number::{digits, small_number};
use crate::text::Span;

/// A number of years as written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Years {
    /// The number: "15", "60th", "eighteenth".
    pub number: Span,
    /// How many.
    pub value: f64,
    /// What the word before it does to it.
    pub hedge: Hedge,
}

/// When somebody was born.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Birth {
    /// The year.
    pub year: i16,
    /// Month and day, where given.
    pub day: Option<(i8, i8)>,
    /// The words that say it.
    pub span: Span,
}

/// How years are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// From one year to another, first or last counted or not.
    Span,
    /// An anniversary: to the year.
    Anniversary,
    /// The number of a century.
    Century,
}

/// A year of the sentence, in its place.
#[derive(Clone, Copy)]
struct Dated {
    year: i16,
    day: Option<(i8, i8)>,
    start: usize,
    end: usize,
}

impl Scope<'_, '_> {
    pub(super) fn years(
        &self,
        quantities: &[Quantity],
        moments: &[Moment],
        add: &mut impl FnMut(Span, RelationKind),
    ) {
        let words = self.words;
        let sentence = self.span(self.tokens.start, self.tokens.end);
        let from = moments.partition_point(|moment| moment.span.start < sentence.start);
        let to = moments.partition_point(|moment| moment.span.start < sentence.end);
        let dated: Vec<Dated> = moments[from..to.max(from)]
            .iter()
            .filter_map(|moment| {
                let (year, day) = match &moment.kind {
                    MomentKind::Year(year) if *year > 999 && moment.span.len() == 4 => (*year, None),
                    MomentKind::Month { year: Some(year), .. } => (*year, None),
                    MomentKind::Date { date, .. } => (date.year(), Some((date.month(), date.day()))),
                    _ => return None,
                };
                let start = words.token_at(moment.span.start);
                let end = words.token_at(moment.span.end.saturating_sub(1)) + 1;
                Some(Dated { year, day, start, end })
            })
            .collect();
        if dated.is_empty()
            && !self.any(self.tokens.start, self.tokens.end, &["born"])
            && !words.is(self.tokens.start, "(")
        {
            return self.life_dates(quantities, add);
        }
        self.spans_of_years(quantities, &moments[from..to.max(from)], &dated, add);
        self.ago(&dated, add);
        self.anniversaries(&dated, add);
        self.centuries(&dated, add);
        self.births(quantities, &dated, add);
        self.life_dates(quantities, add);
    }

    /// "From 1995 to 2005, a 15-year slump", "in 2001, 20 years after work began in 1991".
    fn spans_of_years(
        &self,
        quantities: &[Quantity],
        from_moments: &[Moment],
        dated: &[Dated],
        add: &mut impl FnMut(Span, RelationKind),
    ) {
        let words = self.words;
        let [one, two] = dated else { return };
        let mut lengths: Vec<(Years, usize, usize)> = quantities
            .iter()
            .filter(|quantity| quantity.kind == QuantityKind::Duration && quantity.second.is_none())
            .filter_map(|quantity| {
                let figure = quantity.first?;
                let (start, end) = (
                    words.token_at(quantity.span.start),
                    words.token_at(quantity.span.end.saturating_sub(1)) + 1,
                );
                let unit = words.folded(end - 1);
                let years = unit.contains("year");
                let decades = unit.contains("decade");
                (years || decades).then_some(())?;
                let value = figure.value * if decades { 10.0 } else { 1.0 };
                let hedge =
                    if decades && quantity.hedge == Hedge::None { Hedge::About } else { quantity.hedge };
                Some((Years { number: figure.span, value, hedge }, start, end))
            })
            .collect();
        // "33 years later" is read as a time of its own.
        lengths.extend(self.later(from_moments));
        let [(years, start, end)] = lengths[..] else { return };
        let before = one.start.checked_sub(1).map_or("", |last| words.folded(last));
        let ranged = two.start == one.end + 1
            && (before == "from" && words.is_any(one.end, &["to", "until", "till"])
                || before == "between" && words.is(one.end, "and"));
        let found = if ranged {
            let first = one.start - 1;
            let after = start >= two.end
                && start - two.end <= 3
                && self.only(two.end, start, &[",", "a", "the", "(", "—", "–", "or", "for", "an"])
                && start > two.end;
            let ahead = end <= first
                && first - end <= 4
                && self.only(
                    end,
                    first,
                    &[
                        "period", ",", "(", "—", "–", "span", "reign", "run", "term", "there", "stint",
                        "slump", "war", "long",
                    ],
                );
            // "three decades in prison, from 1980 to 2010": the range closes what the length is said of.
            let closing = end < first
                && first - end <= 5
                && words.is_any(end, &["in", "at", "as"])
                && words.is(first - 1, ",")
                && (end..first - 1).all(|at| words.is_word(at))
                && !self.any(end, first, &["and", "but", "which", "who"])
                && (two.end >= self.tokens.end || words.is_any(two.end, &[".", "!", "?"]));
            (after || ahead || closing).then(|| (first.min(start), two.end.max(end), one.year, two.year))
        } else if words.is(end, "after") && one.start > end && two.start > one.end {
            // "Twenty years after the 1986 disaster, in 2006, …".
            let near = one.start - end <= 4 && two.start - one.end <= 5;
            let opened = two.start >= 2 && words.is(two.start - 1, "in") && words.is(two.start - 2, ",");
            let plain = !self.any(end, two.start - 2, &[",", ";", "and", "but", "when", "which"]);
            (near && opened && plain).then_some((start, two.end, one.year, two.year))
        } else if words.is(end, "before") && one.end <= start && two.start > end {
            // "built in 1900, 50 years before it was replaced in 1950".
            let near = start - one.end <= 2 && self.only(one.end, start, &[",", "—", "–", "(", "some"]);
            let plain =
                two.start - end <= 9 && !self.any(end, two.start, &[",", ";", "and", "but", "when", "which"]);
            (near && plain).then_some((one.start, two.end, one.year, two.year))
        } else if words.is(end, "after") && one.end <= start && two.start > end {
            // "in 2001, 20 years after work began in 1991".
            let near = start - one.end <= 3
                && self.only(one.end, start, &[",", "—", "–", "(", "some", "and"])
                && two.start - end <= 9;
            let plain = !self.any(end, two.start, &[",", ";", "and", "but", "when", "which"]);
            let first = if one.start > self.tokens.start && words.is(one.start - 1, "in") {
                one.start - 1
            } else {
                one.start
            };
            (near && plain).then_some((first, two.end, two.year, one.year))
        } else if words.is(end, "later") && one.end <= start && two.start >= end {
            // "in 1991 and, ten years later, in 2001".
            let near = two.start - end <= 4
                && self.only(end + 1, two.start, &[",", "in", "—", "–"])
                && start - one.end <= 12;
            let plain = !self.any(one.end, start, &[";", "who", "which"]);
            (near && plain).then_some((one.start, two.end, one.year, two.year))
        } else {
            None
        };
        if let Some((first, last, from, to)) = found.filter(|(_, _, from, to)| from < to) {
            add(
                self.span(first, last),
                RelationKind::Years { from, to: Some(to), given: years, count: Count::Span },
            );
        }
    }

    /// The numbers of years in "33 years later", with their tokens up to "later".
    fn later(&self, moments: &[Moment]) -> Vec<(Years, usize, usize)> {
        let words = self.words;
        moments
            .iter()
            .filter(|moment| moment.kind == MomentKind::Relative)
            .filter_map(|moment| {
                let at = words.token_at(moment.span.start);
                let later = words.is(at + 1, "years") && words.is(at + 2, "later");
                let value = if words.is_number(at) {
                    digits(words.folded(at)).value.map(|(low, _)| low)?
                } else {
                    small_number(words.folded(at))?
                };
                let hedged = at > 0
                    && words.is_any(at - 1, &["about", "some", "almost", "nearly", "over", "than", "around"]);
                let hedge = if hedged { Hedge::About } else { Hedge::None };
                later.then(|| (Years { number: words.span(at..at + 1), value, hedge }, at, at + 2))
            })
            .collect()
    }

    /// "founded in 1974, 60 years ago".
    fn ago(&self, dated: &[Dated], add: &mut impl FnMut(Span, RelationKind)) {
        let words = self.words;
        for one in dated.iter().filter(|one| one.day.is_none()) {
            let mut at = one.end;
            let marked = words.is_any(at, &[",", "(", "—", "–"]);
            if !marked {
                continue;
            }
            at += 1;
            let mut hedge = Hedge::None;
            while words.is_any(
                at,
                &[
                    "about", "nearly", "almost", "over", "more", "than", "some", "around", "roughly",
                    "exactly", "just",
                ],
            ) && at < one.end + 5
            {
                hedge = match words.folded(at) {
                    "nearly" | "almost" => Hedge::JustUnder,
                    "over" | "more" | "than" => Hedge::Above,
                    "exactly" | "just" => hedge,
                    _ => Hedge::About,
                };
                at += 1;
            }
            if !words.is(at + 1, "years") || !words.is(at + 2, "ago") {
                continue;
            }
            let value = if words.is_number(at) {
                digits(words.folded(at)).value.map(|(low, _)| low)
            } else {
                small_number(words.folded(at))
            };
            let Some(value) = value else { continue };
            let mut first = one.start;
            if first > self.tokens.start && words.is(first - 1, "in") {
                first -= 1;
            }
            if first > self.tokens.start && words.is_word(first - 1) {
                first -= 1;
            }
            let given = Years { number: self.span(at, at + 1), value, hedge };
            add(
                self.span(first, at + 3),
                RelationKind::Years { from: one.year, to: None, given, count: Count::Span },
            );
        }
    }

    /// "In 2019, the town marked the 50th anniversary of the 1969 landing".
    fn anniversaries(&self, dated: &[Dated], add: &mut impl FnMut(Span, RelationKind)) {
        let words = self.words;
        self.own_anniversary(dated, add);
        for at in self.tokens.clone().filter(|at| words.is(*at, "anniversary")) {
            let Some(number) = at.checked_sub(1).filter(|number| *number >= self.tokens.start) else {
                continue;
            };
            let Some(value) = ordinal(words.folded(number)) else { continue };
            // The year of the thing follows closely: "of the 1969 landing", "of its founding in 1969".
            let Some(event) = dated.iter().find(|one| one.start > at && one.start - at <= 7) else {
                continue;
            };
            if !words.is(at + 1, "of") || self.any(at, event.start, &[",", ";", "and", "with"]) {
                continue;
            }
            let others: Vec<&Dated> = dated.iter().filter(|one| one.start != event.start).collect();
            let told = match others[..] {
                [] => None,
                [one] => Some(one),
                _ => continue,
            };
            // Without a year of its own the sentence must speak of now.
            if told.is_none()
                && !self.any(
                    self.tokens.start,
                    self.tokens.end,
                    &["marks", "mark", "celebrates", "celebrate", "today", "marking"],
                )
            {
                continue;
            }
            let given = Years { number: self.span(number, number + 1), value, hedge: Hedge::None };
            let last = event.end.max(told.map_or(0, |one| one.end));
            let first = told.filter(|one| one.start < number).map_or_else(
                || {
                    number.saturating_sub(usize::from(
                        number > self.tokens.start && words.is_any(number - 1, &["the", "its", "a"]),
                    ))
                },
                |one| one.start - usize::from(one.start > self.tokens.start && words.is(one.start - 1, "in")),
            );
            add(
                self.span(first, last),
                RelationKind::Years {
                    from: event.year,
                    to: told.map(|one| one.year),
                    given,
                    count: Count::Anniversary,
                },
            );
        }
    }

    /// "founded in 1924, the firm marks its 100th anniversary this year", "began in 1970 and … its 50th anniversary in
    /// 2020".
    fn own_anniversary(&self, dated: &[Dated], add: &mut impl FnMut(Span, RelationKind)) {
        let words = self.words;
        let mut places = self.tokens.clone().filter(|at| words.is(*at, "anniversary"));
        let (Some(at), None) = (places.next(), places.next()) else { return };
        let (Some(number), Some(owner)) = (at.checked_sub(1), at.checked_sub(2)) else { return };
        if owner < self.tokens.start || !words.is_any(owner, &["its", "their"]) {
            return;
        }
        let Some(value) = ordinal(words.folded(number)) else { return };
        let (event, told, last) = match dated {
            [event] if words.are(at + 1, &["this", "year"]) => (event, None, at + 3),
            [event, told] if words.is(at + 1, "in") && told.start == at + 2 => {
                (event, Some(told.year), told.end)
            }
            _ => return,
        };
        let begins = event.start >= self.tokens.start + 2
            && words.is(event.start - 1, "in")
            && words.is_any(
                event.start - 2,
                &[
                    "founded",
                    "began",
                    "opened",
                    "established",
                    "built",
                    "launched",
                    "started",
                    "created",
                    "formed",
                ],
            );
        if !begins
            || event.end > owner
            || owner - event.end > 8
            || self.any(event.end, owner, &[";", "whose"])
        {
            return;
        }
        let given = Years { number: self.span(number, number + 1), value, hedge: Hedge::None };
        add(
            self.span(event.start, last),
            RelationKind::Years { from: event.year, to: told, given, count: Count::Anniversary },
        );
    }

    /// "the 18th century (1740)".
    fn centuries(&self, dated: &[Dated], add: &mut impl FnMut(Span, RelationKind)) {
        let words = self.words;
        for one in dated {
            let opened =
                one.start >= self.tokens.start + 3 && words.is(one.start - 1, "(") && words.is(one.end, ")");
            if !opened || !words.is(one.start - 2, "century") {
                continue;
            }
            let Some(value) = ordinal(words.folded(one.start - 3)) else { continue };
            let given = Years { number: self.span(one.start - 3, one.start - 2), value, hedge: Hedge::None };
            add(
                self.span(one.start - 3, one.end + 1),
                RelationKind::Years { from: one.year, to: None, given, count: Count::Century },
            );
        }
    }

    /// "Maren Olsen, 47, was born in 1980", "Born in 1990, he won the title in 2015 at 24."
    fn births(&self, quantities: &[Quantity], dated: &[Dated], add: &mut impl FnMut(Span, RelationKind)) {
        let words = self.words;
        let mut births = self.tokens.clone().filter(|at| words.is(*at, "born"));
        let (Some(born), None) = (births.next(), births.next()) else { return };
        if self.any(
            self.tokens.start,
            self.tokens.end,
            &[
                "would", "brother", "sister", "son", "daughter", "whose", "father", "mother", "child",
                "children", "twins",
            ],
        ) {
            return;
        }
        // "born in Bergen in 1980", "born on 2 June 1991".
        let Some(birth) = dated.iter().find(|one| one.start > born && one.start - born <= 5) else { return };
        if self.any(born, birth.start, &["and", ",", ";", "who"]) {
            return;
        }
        let birth_span = self.span(birth.start, birth.end);
        let others: Vec<&Dated> = dated.iter().filter(|one| one.start != birth.start).collect();
        let ages = self.ages(quantities, birth.end);
        let [(age, start, end)] = ages[..] else { return };
        let born_at = Birth { year: birth.year, day: birth.day, span: birth_span };
        match others[..] {
            [] => {
                // The age stands beside the birth: "Maren Olsen, 47, was born in 1980".
                // "The 40-year-old actor was born"; "Ivo Stan (born 1970), 54, leads".
                let described = end <= born
                    && (2..=5).contains(&(born - end))
                    && words.of(end - 1).contains("-old")
                    && words.is_any(born - 1, &["was", "is"])
                    && (end..born).all(|at| words.is_word(at))
                    && !self.any(end, born, &["and", "who", "of", "in", "with", "from", "that"]);
                let bracketed = born > self.tokens.start
                    && words.is(born - 1, "(")
                    && start == birth.end + 2
                    && self.only(birth.end, start, &[")", ","]);
                let tied = described
                    || bracketed
                    || end <= born
                        && born - end <= 4
                        && self.only(end, born, &[",", "who", "was", "is", "(", ")"])
                    || start >= birth.end
                        && start - birth.end <= 6
                        && self.any(birth.end, start, &["is", "turns", "turned", "now"])
                        && self.only(
                            birth.end,
                            start,
                            &[",", "is", "he", "she", "they", "now", "and", "are", "who", "turns"],
                        );
                if !tied {
                    return;
                }
                let mut first = start.min(born);
                // "Maren Olsen, 47": the name before the age belongs to it; "The 35-year-old", too.
                while first > self.tokens.start
                    && (words.is_capitalised(first - 1)
                        || words.is(first - 1, ",")
                        || words.is_any(first - 1, &["the", "born", "was"]))
                {
                    first -= 1;
                }
                let mut last = birth.end.max(end);
                if words.is(last, ",") && end <= born && !words.is_any(born - 1, &["was", "is"]) {
                    last += 1;
                }
                add(self.span(first, last), RelationKind::Age { born: born_at, at: None, age });
            }
            [event] => {
                // "… in 2015 at 24": the event's year and the age stand side by side.
                let near = start >= event.end && start - event.end <= 4
                    || event.start >= end && event.start - end <= 3;
                // "She was 35 when she joined in 1990, having been born in 1955."
                let when = words.is(end, "when")
                    && (end + 1..=end + 10).contains(&event.start)
                    && words.is_any(end + 1, &["he", "she", "they"])
                    && words.is(event.start - 1, "in")
                    && self.only(event.end, born, &[",", "having", "been", "was", "he", "she"]);
                if when {
                    let span = self.span(start, birth.end);
                    add(span, RelationKind::Age { born: born_at, at: Some(event.year), age });
                    return;
                }
                if !near
                    || event.start < birth.end
                    || self.any(event.end.min(end), start.max(event.start), &["and", ";", "but"])
                {
                    return;
                }
                add(
                    self.span(self.tokens.start, self.tokens.end),
                    RelationKind::Age { born: born_at, at: Some(event.year), age },
                );
            }
            _ => {}
        }
    }

    /// "The painter (1950–2020) died at 69".
    fn life_dates(&self, quantities: &[Quantity], add: &mut impl FnMut(Span, RelationKind)) {
        let words = self.words;
        for at in self.tokens.clone() {
            if !words.is(at, "(") || !words.is(at + 2, ")") {
                continue;
            }
            let Some((one, two)) = words.of(at + 1).split_once(['–', '-', '\u{2010}', '\u{2011}']) else {
                continue;
            };
            let (Ok(one), Ok(two)) = (one.parse::<i16>(), two.parse::<i16>()) else { continue };
            if !(1000..=2100).contains(&one) || !(one..one + 125).contains(&two) {
                continue;
            }
            let ages = self.ages(quantities, at + 3);
            let [(age, start, end)] = ages[..] else { continue };
            let died = (at + 3..start).any(|place| words.is_any(place, &["died", "dead", "killed"]));
            if !died || start - at > 12 || self.any(at + 3, start, &["and", ";", "but"]) {
                continue;
            }
            let born = Birth { year: one, day: None, span: self.span(at + 1, at + 2) };
            add(self.span(at, end), RelationKind::Age { born, at: Some(two), age });
        }
    }

    /// The ages of the sentence: those read as such, and "at 24", "turned 40" after token `from`.
    fn ages(&self, quantities: &[Quantity], from: usize) -> Vec<(Years, usize, usize)> {
        let words = self.words;
        quantities
            .iter()
            .filter_map(|quantity| {
                let figure = quantity.first.filter(|_| quantity.second.is_none())?;
                let start = words.token_at(quantity.span.start);
                let end = words.token_at(quantity.span.end.saturating_sub(1)) + 1;
                let before = start.checked_sub(1).map_or("", |last| words.folded(last));
                let after = words.is_any(end, &[".", ",", ";", ")"])
                    || words.is_any(end, &["in", "when", "and"])
                    || end >= self.tokens.end;
                let after = after || end < self.tokens.end && words.is(end, "when");
                let bare =
                    matches!(quantity.kind, QuantityKind::Bare | QuantityKind::Label | QuantityKind::Count)
                        && (start >= from || words.is(end, "when"))
                        && matches!(before, "at" | "turned" | "turns" | "was" | "is" | "only")
                        && after
                        && figure.value.fract() == 0.0;
                let age = quantity.kind == QuantityKind::Age || bare;
                (age && (1.0..=120.0).contains(&figure.value)).then_some((
                    Years { number: figure.span, value: figure.value, hedge: quantity.hedge },
                    start,
                    end,
                ))
            })
            .collect()
    }
}

/// What an ordinal counts: "60th", "fiftieth".
fn ordinal(folded: &str) -> Option<f64> {
    let number = digits(folded);
    if matches!(number.suffix, "st" | "nd" | "rd" | "th") {
        return number.value.map(|(low, _)| low);
    }
    const WORDS: &[(&str, f64)] = &[
        ("first", 1.0),
        ("second", 2.0),
        ("third", 3.0),
        ("fourth", 4.0),
        ("fifth", 5.0),
        ("sixth", 6.0),
        ("seventh", 7.0),
        ("eighth", 8.0),
        ("ninth", 9.0),
        ("tenth", 10.0),
        ("eleventh", 11.0),
        ("twelfth", 12.0),
        ("thirteenth", 13.0),
        ("fourteenth", 14.0),
        ("fifteenth", 15.0),
        ("sixteenth", 16.0),
        ("seventeenth", 17.0),
        ("eighteenth", 18.0),
        ("nineteenth", 19.0),
        ("twentieth", 20.0),
        ("twenty-first", 21.0),
        ("twenty-fifth", 25.0),
        ("thirtieth", 30.0),
        ("fortieth", 40.0),
        ("fiftieth", 50.0),
        ("sixtieth", 60.0),
        ("seventieth", 70.0),
        ("eightieth", 80.0),
        ("ninetieth", 90.0),
        ("hundredth", 100.0),
        ("centenary", 100.0),
    ];
    WORDS.iter().find(|(word, _)| *word == folded).map(|(_, value)| *value)
}
