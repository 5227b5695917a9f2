//! Words for time against the day they were written: "last year", "two weeks ago", "earlier this month".

use jiff::civil::{Date, Weekday};
use jiff::{Span as Distance, ToSpan};

/// What words for time mean on a given day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// The first day meant.
    pub first: Date,
    /// The last day meant.
    pub last: Date,
    /// The month or year by which it can be named so that it stays true.
    pub named: Option<Named>,
}

/// A month or a year, or a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named {
    /// Which part.
    pub side: Side,
    /// The year.
    pub year: i16,
    /// From 1 to 12; `None` for the whole year.
    pub month: Option<i8>,
}

/// Which part of a month or year is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// All of it.
    Whole,
    /// "earlier this year".
    Earlier,
    /// "later this year".
    Later,
}

/// What `words` mean when they are written on `today`.
pub fn resolve(words: &str, today: Date) -> Option<Resolved> {
    let folded = words.to_lowercase();
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let has = |word: &str| words.contains(&word);
    let one = |days: i64| {
        let date = today.checked_add(days.days()).ok()?;
        Some(Resolved { first: date, last: date, named: None })
    };
    if has("yesterday") {
        return one(-1);
    }
    if has("tomorrow") {
        return one(1);
    }
    if has("today") || has("tonight") || has("now") {
        return one(0);
    }
    if has("night") && has("last") {
        return one(-1);
    }
    let unit = ["day", "week", "month", "quarter", "year", "decade", "century"].into_iter().find(|unit| {
        words.iter().any(|word| {
            word.strip_suffix('s').unwrap_or(word) == *unit || *unit == "century" && *word == "centuries"
        })
    })?;
    if has("ago") || has("past") || has("last") && words.iter().any(|word| count(word).is_some()) {
        let count = words.iter().find_map(|word| count(word)).unwrap_or(1);
        let from = back(today, count, unit)?;
        return Some(match (has("ago"), unit) {
            (false, _) => Resolved { first: from, last: today, named: None },
            (true, "day" | "week") => Resolved { first: from, last: from, named: None },
            (true, "month" | "quarter") => Resolved {
                first: from.first_of_month(),
                last: from.last_of_month(),
                named: Some(named(from, true)),
            },
            _ => Resolved {
                first: from.first_of_year(),
                last: from.last_of_year(),
                named: Some(named(from, false)),
            },
        });
    }
    let shift = match () {
        () if has("last") || has("previous") => -1,
        () if has("next") || has("coming") => 1,
        () if has("this") || has("current") => 0,
        () => return None,
    };
    let (first, last, monthly) = match unit {
        "week" => {
            let monday = today.checked_sub(i64::from(today.weekday().to_monday_zero_offset()).days()).ok()?;
            let monday = monday.checked_add((shift * 7).days()).ok()?;
            (monday, monday.checked_add(6.days()).ok()?, true)
        }
        "month" => {
            let first = today.first_of_month().checked_add(shift.months()).ok()?;
            (first, first.last_of_month(), true)
        }
        "quarter" => {
            let first = Date::new(today.year(), (today.month() - 1) / 3 * 3 + 1, 1).ok()?;
            let first = first.checked_add((shift * 3).months()).ok()?;
            (first, first.checked_add(2.months()).ok()?.last_of_month(), false)
        }
        "year" => {
            let first = today.first_of_year().checked_add(shift.years()).ok()?;
            (first, first.last_of_year(), false)
        }
        _ => return None,
    };
    let sided = |side: Side, first: Date, last: Date| {
        let whole = side == Side::Whole;
        let nameless = unit == "week" || whole && unit == "quarter";
        let start = if unit == "week" { first } else { first.first_of_month() };
        let named = (!nameless).then(|| Named { side, ..named(start, monthly) });
        Some(Resolved { first, last, named })
    };
    if has("earlier") {
        let name = sided(Side::Earlier, first, last)?;
        return Some(Resolved { last: last.min(today), ..name });
    }
    if has("later") {
        let name = sided(Side::Later, first, last)?;
        return Some(Resolved { first: first.max(today), ..name });
    }
    sided(Side::Whole, first, last)
}

/// The days a weekday may mean around `today`: the last one and the next; "last" and "next" before it leave one, and
/// on that weekday itself it is today.
pub fn weekdays(weekday: Weekday, words: &str, today: Date) -> Vec<Date> {
    let words = words.to_lowercase();
    let has = |part: &str| words.split_whitespace().any(|word| word == part);
    let back =
        i64::from((today.weekday().to_monday_zero_offset() - weekday.to_monday_zero_offset()).rem_euclid(7));
    if back == 0 && !has("last") && !has("next") {
        return vec![today];
    }
    let before = |days: i64| today.checked_sub(days.days()).ok();
    let last = before(if back == 0 { 7 } else { back });
    let next = before(if back == 0 { -7 } else { back - 7 });
    let (last, next) = (last.filter(|_| !has("next")), next.filter(|_| !has("last")));
    last.into_iter().chain(next).collect()
}

fn named(date: Date, monthly: bool) -> Named {
    Named { side: Side::Whole, year: date.year(), month: monthly.then(|| date.month()) }
}

/// `count` is at most 9,999.
fn back(today: Date, count: i64, unit: &str) -> Option<Date> {
    let span = match unit {
        "day" => Distance::new().try_days(count),
        "week" => Distance::new().try_weeks(count),
        "month" => Distance::new().try_months(count),
        "quarter" => Distance::new().try_months(count * 3),
        "year" => Distance::new().try_years(count),
        "decade" => Distance::new().try_years(count * 10),
        _ => Distance::new().try_years(count * 100),
    };
    today.checked_sub(span.ok()?).ok()
}

fn count(word: &str) -> Option<i64> {
    const WORDS: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    if matches!(word, "a" | "an") {
        return Some(1);
    }
    let number =
        WORDS.iter().position(|number| *number == word).and_then(|number| i64::try_from(number).ok());
    number.or_else(|| word.parse().ok().filter(|count| (0..=9_999).contains(count)))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn range(words: &str) -> Option<(String, String)> {
        resolve(words, date(2024, 5, 16)).map(|it| (it.first.to_string(), it.last.to_string()))
    }

    #[test]
    fn words_become_ranges_of_days() {
        for (words, first, last) in [
            ("Earlier this year", "2024-01-01", "2024-05-16"),
            ("later this month", "2024-05-16", "2024-05-31"),
            ("last year", "2023-01-01", "2023-12-31"),
            ("next week", "2024-05-20", "2024-05-26"),
            ("this quarter", "2024-04-01", "2024-06-30"),
            ("two months ago", "2024-03-01", "2024-03-31"),
            ("the past three years", "2021-05-16", "2024-05-16"),
            ("yesterday", "2024-05-15", "2024-05-15"),
        ] {
            assert_eq!(range(words), Some((first.to_owned(), last.to_owned())), "{words}");
        }
        assert_eq!(range("9999 centuries ago"), None);
        assert_eq!(range("this season"), None);
    }

    #[test]
    fn weekdays_lie_on_both_sides() {
        let days = |weekday, words: &str| weekdays(weekday, words, date(2024, 5, 16));
        assert_eq!(days(Weekday::Tuesday, "Tuesday"), [date(2024, 5, 14), date(2024, 5, 21)]);
        assert_eq!(days(Weekday::Thursday, "Thursday"), [date(2024, 5, 16)]);
        assert_eq!(days(Weekday::Thursday, "last Thursday"), [date(2024, 5, 9)]);
        assert_eq!(days(Weekday::Monday, "next Monday"), [date(2024, 5, 20)]);
    }
}
