//! A date or words for time: weekday, ISO form, distance from the article's date.

use jiff::Span as Distance;
use jiff::civil::{Date, Weekday};

use super::{Hover, Place, lines};
use crate::knowledge::when::{When, day_name, month_name};
use crate::language::MomentKind;
use crate::language::calendar::{self, Named, Side};
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
    let days = calendar::weekdays(weekday, words, today);
    let told = days.iter().map(|date| day(*date, Some(today)));
    told.enumerate().map(|(index, day)| if index == 0 { day } else { format!("or {day}") }).collect()
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
    match calendar::resolve(words, today) {
        Some(meant) if meant.first == meant.last => vec![day(meant.first, Some(today))],
        Some(meant) => {
            let mut line =
                format!("**{} … {}**, by the article’s date of {}", meant.first, meant.last, day_name(today));
            if let Some(named) = meant.named {
                line.push_str(" · ");
                line.push_str(&advice(named));
            }
            vec![line]
        }
        None => vec![format!("Relative to the article’s date, {}: give the date itself", day_name(today))],
    }
}

/// How to write it so that it stays true.
fn advice(named: Named) -> String {
    let when = When { year: named.year, month: named.month, day: None };
    let finer = if named.month.is_some() { "day" } else { "month" };
    match named.side {
        Side::Whole => format!("write “in {when}”"),
        Side::Earlier => format!("write “earlier in {when}” or give the {finer}"),
        Side::Later => format!("write “later in {when}” or give the {finer}"),
    }
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
