//! A date or words for time: weekday, ISO form, distance from the article's date.

use jiff::civil::{Date, Weekday};
use jiff::{Span as Distance, ToSpan};

use super::{Hover, Place, lines};
use crate::knowledge::when::{When, day_name, month_name};
use crate::language::MomentKind;
use crate::workspace::Report;

pub(super) fn at(report: &Report, place: &Place<'_>) -> Option<Hover> {
    let moment = place.pick(&place.reading.moments, |moment| moment.span)?;
    let words = moment.span.of(place.text);
    let told = tell(&moment.kind, words, report.page.date.map(|(date, _)| date))?;
    Some(Hover::new(place.source(report, moment.span), lines(told)))
}

/// What can be said of a moment; `today` is the article's date.
fn tell(kind: &MomentKind, words: &str, today: Option<Date>) -> Option<Vec<String>> {
    let told = match *kind {
        MomentKind::Date { date, weekday } => {
            let mut told = vec![day(date, today)];
            told.extend(wrong_weekday(date, weekday));
            told
        }
        MomentKind::MonthDay { month, day, weekday } => month_day(month, day, weekday, today),
        MomentKind::Month { month, year: Some(year) } => vec![month_of(year, month, today)?],
        MomentKind::Month { month, year: None } => {
            let name = month_name(month);
            match today {
                Some(today) => {
                    let year = if month <= today.month() { today.year() } else { today.year() - 1 };
                    vec![
                        month_of(year, month, Some(today))?,
                        format!("No year is given: taken as the last {name} before the article’s date"),
                    ]
                }
                None => vec![format!("**{name}** of a year that the article does not give")],
            }
        }
        MomentKind::Year(year) => vec![year_or_decade(year, words, today)],
        MomentKind::Weekday(weekday) => weekday_near(weekday, words, today),
        MomentKind::Relative => relative(words, today),
        MomentKind::Vague => vec!["**No date can be worked out from this**: say since when, or when".into()],
        MomentKind::Clock => return None,
    };
    Some(told)
}

/// "**Tuesday, 14 May 2024** · 2024-05-14 · 2 days before the article’s date (16 May 2024)".
fn day(date: Date, today: Option<Date>) -> String {
    let words = format!("**{}, {}** · {date}", weekday_name(date.weekday()), day_name(date));
    match today {
        Some(today) if today == date => format!("{words} — the article’s date"),
        Some(today) => format!("{words} — {} ({})", distance(date, today), day_name(today)),
        None => format!("{words} · the article gives no date of its own to measure from"),
    }
}

/// "2 days before the article’s date".
pub(super) fn distance(date: Date, today: Date) -> String {
    let days = (date - today).get_days();
    let (count, side) = (days.unsigned_abs(), if days < 0 { "before" } else { "after" });
    match count {
        0 => "the article’s date".into(),
        1 => format!("1 day {side} the article’s date"),
        2..=60 => format!("{count} days {side} the article’s date"),
        _ => {
            let (early, late) = if date < today { (date, today) } else { (today, date) };
            let span = early.until((jiff::Unit::Year, late)).unwrap_or_default();
            format!("{} {side} the article’s date", years_and_months(span, count))
        }
    }
}

fn years_and_months(span: Distance, days: u32) -> String {
    let part = |count: i64, unit: &str| match count {
        0 => None,
        1 => Some(format!("1 {unit}")),
        count => Some(format!("{count} {unit}s")),
    };
    let parts = [
        part(i64::from(span.get_years()), "year"),
        part(i64::from(span.get_months()), "month"),
        part(i64::from(span.get_days()), "day"),
    ];
    let words: Vec<_> = parts.into_iter().flatten().take(2).collect();
    if words.is_empty() { format!("{days} days") } else { words.join(" and ") }
}

fn wrong_weekday(date: Date, weekday: Option<Weekday>) -> Option<String> {
    let written = weekday.filter(|written| *written != date.weekday())?;
    Some(format!("The text says {}: one of the two is wrong", weekday_name(written)))
}

fn month_day(month: i8, day_: i8, weekday: Option<Weekday>, today: Option<Date>) -> Vec<String> {
    let bare = || vec![format!("**{day_} {}** of a year that the article does not give", month_name(month))];
    let Some(today) = today else { return bare() };
    let near = (-1..=1)
        .filter_map(|years| Date::new(today.year() + years, month, day_).ok())
        .min_by_key(|date| (*date - today).get_days().abs());
    let Some(date) = near else {
        return vec![format!(
            "**{day_} {}** — no year around the article’s date has such a day",
            month_name(month)
        )];
    };
    let mut told = vec![
        day(date, Some(today)),
        "No year is given: taken as the one nearest to the article’s date".into(),
    ];
    told.extend(wrong_weekday(date, weekday));
    told
}

fn month_of(year: i16, month: i8, today: Option<Date>) -> Option<String> {
    let first = Date::new(year, month, 1).ok()?;
    let words = format!("**{} {year}** · {first} … {}", month_name(month), first.last_of_month());
    Some(match today {
        Some(today) => {
            let months = (i32::from(today.year()) - i32::from(year)) * 12 + i32::from(today.month())
                - i32::from(month);
            match months {
                0 => format!("{words} — the month of the article’s date"),
                1 => format!("{words} — the month before the article’s date"),
                -1 => format!("{words} — the month after the article’s date"),
                2.. => format!("{words} — {months} months before the article’s"),
                _ => format!("{words} — {} months after the article’s", -months),
            }
        }
        None => words,
    })
}

fn year_or_decade(year: i16, words: &str, today: Option<Date>) -> String {
    if words.trim_end().ends_with('s') && year % 10 == 0 {
        let last = if year % 100 == 0 {
            return format!("**{year}s** · {year} … {} or {}", year + 9, year + 99);
        } else {
            year + 9
        };
        return format!("**{year}s** · {year} … {last}");
    }
    let words = format!("**{year}** · {year}-01-01 … {year}-12-31");
    let Some(today) = today else { return words };
    match today.year() - year {
        0 => format!("{words} — the year of the article’s date"),
        1 => format!("{words} — the year before the article’s date"),
        -1 => format!("{words} — the year after the article’s date"),
        years @ 2.. => format!("{words} — {years} years before the article’s"),
        years => format!("{words} — {} years after the article’s", -years),
    }
}

fn weekday_near(weekday: Weekday, words: &str, today: Option<Date>) -> Vec<String> {
    let Some(today) = today else { return vec![no_date(words)] };
    let back =
        i64::from((today.weekday().to_monday_zero_offset() - weekday.to_monday_zero_offset()).rem_euclid(7));
    let before = |days: i64| today.checked_sub(days.days()).ok();
    if back == 0 && !words.to_lowercase().contains("last") && !words.to_lowercase().contains("next") {
        return vec![day(today, Some(today))];
    }
    let last = before(if back == 0 { 7 } else { back }).map(|date| day(date, Some(today)));
    let next = before(if back == 0 { -7 } else { back - 7 }).map(|date| day(date, Some(today)));
    if words.to_lowercase().starts_with("next") {
        return next.into_iter().collect();
    }
    let mut told: Vec<String> = last.into_iter().collect();
    if !words.to_lowercase().starts_with("last") {
        told.extend(next.map(|next| format!("or {next}")));
    }
    told
}

fn no_date(words: &str) -> String {
    format!(
        "**{}** depends on the day of reading, and the article gives no date: add `date:` to its front matter",
        crate::knowledge::markdown::escape(words)
    )
}

/// "**2024-01-01 … 2024-05-16** · write “earlier in 2024” or give the month".
fn relative(words: &str, today: Option<Date>) -> Vec<String> {
    let Some(today) = today else { return vec![no_date(words)] };
    let folded = words.to_lowercase();
    let folded: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    match range(&folded, today) {
        Some((first, last, advice)) if first == last => {
            let mut told = vec![day(first, Some(today))];
            told.extend(advice);
            told
        }
        Some((first, last, advice)) => {
            let mut line = format!("**{first} … {last}**, by the article’s date of {}", day_name(today));
            if let Some(advice) = advice {
                line.push_str(" · ");
                line.push_str(&advice);
            }
            vec![line]
        }
        None => vec![format!("Relative to the article’s date, {}: give the date itself", day_name(today))],
    }
}

/// First and last day meant, and how to write it so that it stays true.
fn range(words: &[&str], today: Date) -> Option<(Date, Date, Option<String>)> {
    let has = |word: &str| words.contains(&word);
    let one = |days: i64| today.checked_add(days.days()).ok().map(|date| (date, date, None));
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
        return Some(if has("ago") {
            match unit {
                "day" | "week" => (from, from, None),
                "month" | "quarter" => {
                    (from.first_of_month(), from.last_of_month(), Some(write_in(from, true)))
                }
                _ => (from.first_of_year(), from.last_of_year(), Some(write_in(from, false))),
            }
        } else {
            (from, today, None)
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
    let named = if unit == "week" { None } else { Some(first) };
    let when = |date: Date| {
        if monthly {
            format!("{} {}", month_name(date.month()), date.year())
        } else {
            date.year().to_string()
        }
    };
    if has("earlier") {
        let advice = named.map(|date| {
            format!("write “earlier in {}” or give the {}", when(date), if monthly { "day" } else { "month" })
        });
        return Some((first, last.min(today), advice));
    }
    if has("later") {
        let advice = named.map(|date| {
            format!("write “later in {}” or give the {}", when(date), if monthly { "day" } else { "month" })
        });
        return Some((first.max(today), last, advice));
    }
    Some((first, last, named.filter(|_| unit != "quarter").map(|date| write_in(date, monthly))))
}

fn write_in(date: Date, monthly: bool) -> String {
    let when = When { year: date.year(), month: monthly.then(|| date.month()), day: None };
    format!("write “in {when}”")
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
    let span = span.ok()?;
    today.checked_sub(span).ok()
}

fn count(word: &str) -> Option<i64> {
    const WORDS: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    if matches!(word, "a" | "an") {
        return Some(1);
    }
    let number = WORDS.iter().position(|number| *number == word).map(|number| number as i64);
    number.or_else(|| word.parse().ok().filter(|count| (0..=9_999).contains(count)))
}

fn weekday_name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn of(kind: MomentKind, words: &str) -> String {
        tell(&kind, words, Some(date(2024, 5, 16))).unwrap().join(" / ")
    }

    #[test]
    fn days_have_their_weekday_and_distance() {
        let tuesday = MomentKind::Date { date: date(2024, 5, 14), weekday: Some(Weekday::Wednesday) };
        assert_eq!(
            of(tuesday, "Wednesday, 14 May 2024"),
            "**Tuesday, 14 May 2024** · 2024-05-14 — 2 days before the article’s date (16 May 2024) / The text says \
             Wednesday: one of the two is wrong"
        );
        let far = MomentKind::Date { date: date(1992, 3, 1), weekday: None };
        assert!(
            of(far, "1 March 1992").contains("32 years and 2 months before"),
            "{}",
            of(MomentKind::Year(1992), "")
        );
        let near = MomentKind::MonthDay { month: 12, day: 30, weekday: None };
        assert!(of(near, "Dec. 30").contains("30 December 2023"));
    }

    #[test]
    fn months_years_and_decades_are_ranges() {
        assert!(of(MomentKind::Month { month: 2, year: Some(2024) }, "").contains("2024-02-01 … 2024-02-29"));
        assert!(of(MomentKind::Month { month: 9, year: None }, "").contains("September 2023"));
        assert!(of(MomentKind::Year(1994), "1994").contains("30 years before"));
        assert_eq!(of(MomentKind::Year(1990), "1990s"), "**1990s** · 1990 … 1999");
    }

    #[test]
    fn weekdays_are_the_ones_around_the_article() {
        assert!(of(MomentKind::Weekday(Weekday::Thursday), "Thursday").contains("the article’s date"));
        assert!(of(MomentKind::Weekday(Weekday::Tuesday), "Tuesday").contains("14 May 2024"));
        assert!(of(MomentKind::Weekday(Weekday::Tuesday), "last Tuesday").contains("14 May 2024"));
        assert!(of(MomentKind::Weekday(Weekday::Thursday), "last Thursday").contains("9 May 2024"));
        assert!(of(MomentKind::Weekday(Weekday::Monday), "next Monday").contains("20 May 2024"));
    }

    #[test]
    fn relative_times_become_ranges() {
        for (words, first, last) in [
            ("Earlier this year", "2024-01-01", "2024-05-16"),
            ("later this month", "2024-05-16", "2024-05-31"),
            ("last year", "2023-01-01", "2023-12-31"),
            ("last month", "2024-04-01", "2024-04-30"),
            ("next week", "2024-05-20", "2024-05-26"),
            ("this quarter", "2024-04-01", "2024-06-30"),
            ("two months ago", "2024-03-01", "2024-03-31"),
            ("the past three years", "2021-05-16", "2024-05-16"),
        ] {
            assert!(of(MomentKind::Relative, words).contains(&format!("**{first} … {last}**")), "{words}");
        }
        assert!(of(MomentKind::Relative, "yesterday").contains("15 May 2024"));
        assert!(of(MomentKind::Relative, "three days ago").contains("13 May 2024"));
        assert!(of(MomentKind::Relative, "Earlier this year").contains("earlier in 2024"));
        assert!(of(MomentKind::Relative, "9999 centuries ago").contains("give the date itself"));
        assert!(tell(&MomentKind::Relative, "yesterday", None).unwrap()[0].contains("front matter"));
    }
}
