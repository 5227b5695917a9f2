//! Dates, weekdays, times and words for time.
//!
//! Reads dates in British, American and ISO order. A bare number from 1500 to 2100 is a year unless its neighbours
//! count something (DOMAIN.md §3.2, 6); "31:41" is a clock time only beside words that make it one (7).

use jiff::civil::{Date, Weekday};

pub mod proof;

use super::lexicon::List;
use super::number::small_number;
use super::words::Words;
use crate::text::Span;
pub use proof::{Proof, ProofKind};

/// A stretch of text that says when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Its bytes.
    pub span: Span,
    /// What it says.
    pub kind: MomentKind,
}

/// What a moment says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MomentKind {
    /// A full date, with the weekday where the text gives one.
    Date {
        /// The date.
        date: Date,
        /// The weekday beside it.
        weekday: Option<Weekday>,
    },
    /// A month and day without a year, or with a year that has no such day.
    MonthDay {
        /// From 1 to 12.
        month: i8,
        /// From 1 to 31.
        day: i8,
        /// The weekday beside it.
        weekday: Option<Weekday>,
    },
    /// A month of a year, or a month alone.
    Month {
        /// From 1 to 12.
        month: i8,
        /// The year, where given.
        year: Option<i16>,
    },
    /// A year, or a decade by its first year.
    Year(i16),
    /// A weekday by itself: "on Tuesday", "last Friday".
    Weekday(Weekday),
    /// Time that depends on the reading date: "yesterday", "last year", "earlier this month".
    Relative,
    /// Time that no date resolves: "recently", "in recent years" (vague-time).
    Vague,
    /// A clock time.
    Clock,
}

impl MomentKind {
    /// Whether it names a day, a month or a year that stays the same whenever it is read.
    pub const fn is_fixed(&self) -> bool {
        matches!(
            self,
            MomentKind::Date { .. }
                | MomentKind::MonthDay { .. }
                | MomentKind::Month { .. }
                | MomentKind::Year(_)
        )
    }
}

/// Finds the moments of a text, in order; none overlaps another.
pub fn moments(words: &Words<'_>) -> Vec<Moment> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match moment(words, at) {
            Some((start, end, kind)) => {
                found.push(Moment { span: words.name_span(start..end), kind });
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

type Found = Option<(usize, usize, MomentKind)>;

fn moment(words: &Words<'_>, at: usize) -> Found {
    if words.is_word(at) {
        return weekday_moment(words, at)
            .or_else(|| month_first(words, at, None))
            .or_else(|| ordinal_date(words, at))
            .or_else(|| relative(words, at))
            .or_else(|| vague(words, at))
            .or_else(|| word_clock(words, at));
    }
    if words.is_number(at) {
        return numeric_date(words, at)
            .or_else(|| day_first(words, at, None))
            .or_else(|| counted_relative(words, at))
            .or_else(|| clock(words, at))
            .or_else(|| year_moment(words, at));
    }
    None
}

/// The month a word names, from 1; only with a capital.
fn month(words: &Words<'_>, at: usize) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    if !words.is_capitalised(at) {
        return None;
    }
    let word = words.base(at);
    let place = match word.strip_suffix('.') {
        Some("sept") => 9,
        Some(short) if short.len() == 3 => MONTHS.iter().position(|month| month.starts_with(short))? + 1,
        Some(_) => return None,
        None => match MONTHS.iter().position(|month| *month == word) {
            Some(place) => place + 1,
            // Without its stop, only beside a number: "Jan 5", "5 Sept".
            None if word.len() == 3 || word == "sept" => {
                let beside = words.is_number(at + 1) || at > 0 && words.is_number(at - 1);
                let place = MONTHS.iter().position(|month| month.starts_with(word) && word != "may")?;
                beside.then_some(place + 1)?
            }
            None => return None,
        },
    };
    i8::try_from(place).ok()
}

/// The weekday a word names; only with a capital.
pub(super) fn weekday(words: &Words<'_>, at: usize) -> Option<Weekday> {
    if !words.is_capitalised(at) {
        return None;
    }
    Some(match words.base(at) {
        "monday" | "mondays" | "mon." => Weekday::Monday,
        "tuesday" | "tuesdays" | "tue." | "tues." => Weekday::Tuesday,
        "wednesday" | "wednesdays" | "wed." => Weekday::Wednesday,
        "thursday" | "thursdays" | "thu." | "thurs." => Weekday::Thursday,
        "friday" | "fridays" | "fri." => Weekday::Friday,
        "saturday" | "saturdays" | "sat." => Weekday::Saturday,
        "sunday" | "sundays" | "sun." => Weekday::Sunday,
        _ => return None,
    })
}

/// A day of the month: "5", "05", "5th".
fn day(words: &Words<'_>, at: usize) -> Option<i8> {
    if !words.is_number(at) {
        return None;
    }
    let word = words.folded(at);
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if digits.len() > 2 || !matches!(&word[digits.len()..], "" | "st" | "nd" | "rd" | "th") {
        return None;
    }
    digits.parse().ok().filter(|day| (1..=31).contains(day))
}

/// Four digits from 1500 to 2100 and nothing else.
fn plain_year(words: &Words<'_>, at: usize) -> Option<i16> {
    let word = words.folded(at);
    (words.is_number(at) && word.len() == 4)
        .then(|| word.parse().ok())
        .flatten()
        .filter(|year| (1500..=2100).contains(year))
}

fn weekday_moment(words: &Words<'_>, at: usize) -> Found {
    let weekday = weekday(words, at)?;
    let mut next = at + 1;
    if words.is(next, ",") {
        next += 1;
    }
    if words.is(next, "the") {
        next += 1;
    }
    if let Some((_, end, kind)) =
        month_first(words, next, Some(weekday)).or_else(|| day_first(words, next, Some(weekday)))
        && matches!(kind, MomentKind::Date { .. } | MomentKind::MonthDay { .. })
    {
        return Some((at, end, kind));
    }
    Some((at, at + 1, MomentKind::Weekday(weekday)))
}

fn dated(month: i8, day: i8, year: Option<i16>, weekday: Option<Weekday>) -> MomentKind {
    match year.and_then(|year| Date::new(year, month, day).ok()) {
        Some(date) => MomentKind::Date { date, weekday },
        None => MomentKind::MonthDay { month, day, weekday },
    }
}

/// "May 16, 2024", "May 16", "May 2024", "in May".
fn month_first(words: &Words<'_>, at: usize, weekday: Option<Weekday>) -> Found {
    let month = month(words, at)?;
    if let Some(day) = day(words, at + 1) {
        let year =
            if words.is(at + 2, ",") { plain_year(words, at + 3).map(|year| (year, at + 4)) } else { None }
                .or_else(|| plain_year(words, at + 2).map(|year| (year, at + 3)));
        let end = year.map_or(at + 2, |(_, end)| end);
        // "May 5 percent": then the number is a figure.
        if year.is_some() || !words.is_any(at + 2, &["percent", "%", "per", "million", "billion"]) {
            return Some((at, end, dated(month, day, year.map(|(year, _)| year), weekday)));
        }
    }
    let after = if words.is_any(at + 1, &["of", ","]) { at + 2 } else { at + 1 };
    if let Some(year) = plain_year(words, after) {
        return Some((at, after + 1, MomentKind::Month { month, year: Some(year) }));
    }
    // "May" and "March" are also words and names.
    let ambiguous = matches!(words.base(at), "may" | "march" | "august");
    let before = at.checked_sub(1).is_some_and(|last| {
        words.is_any(
            last,
            &[
                "in", "of", "by", "since", "until", "till", "late", "early", "mid", "last", "next", "this",
                "from", "during", "before", "after", "through", "for", "every",
            ],
        )
    });
    (!ambiguous || before).then_some((at, at + 1, MomentKind::Month { month, year: None }))
}

/// "16 May 2024", "16th of May", "the 16th of May, 2024".
fn day_first(words: &Words<'_>, at: usize, weekday: Option<Weekday>) -> Found {
    let day = day(words, at)?;
    let place = if words.is(at + 1, "of") { at + 2 } else { at + 1 };
    let month = month(words, place)?;
    let year = if words.is(place + 1, ",") {
        plain_year(words, place + 2).map(|year| (year, place + 3))
    } else {
        None
    }
    .or_else(|| plain_year(words, place + 1).map(|year| (year, place + 2)));
    let end = year.map_or(place + 1, |(_, end)| end);
    Some((at, end, dated(month, day, year.map(|(year, _)| year), weekday)))
}

/// "mid-1990s", "pre-2008".
fn ordinal_date(words: &Words<'_>, at: usize) -> Found {
    let (_, rest) = words.folded(at).rsplit_once('-')?;
    let digits = rest.trim_end_matches('s');
    if digits.len() != 4 {
        return None;
    }
    let year = digits.parse().ok().filter(|year| (1500..=2100).contains(year))?;
    Some((at, at + 1, MomentKind::Year(year)))
}

/// "2024-05-16", "16.05.2024", "16/05/2024" where day and month cannot be mixed up.
fn numeric_date(words: &Words<'_>, at: usize) -> Found {
    let word = words.folded(at);
    let separator = word.find(['-', '/', '.']).and_then(|place| word[place..].chars().next())?;
    let mut parts = word.split(separator);
    let (Some(first), Some(second), Some(third), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    let number = |part: &str| (part.len() <= 4).then(|| part.parse::<i16>().ok()).flatten();
    let (year, month, day) = match (first.len(), separator) {
        (4, '-' | '/') => (number(first)?, number(second)?, number(third)?),
        (1 | 2, '.') if third.len() == 4 => (number(third)?, number(second)?, number(first)?),
        (1 | 2, '/' | '-') if third.len() == 4 => {
            let (a, b) = (number(first)?, number(second)?);
            if a > 12 {
                (number(third)?, b, a)
            } else if b > 12 || a == b {
                (number(third)?, a, b)
            } else {
                return None;
            }
        }
        _ => return None,
    };
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some((at, at + 1, MomentKind::Date { date, weekday: None }))
}

/// A year or decade by itself.
fn year_moment(words: &Words<'_>, at: usize) -> Found {
    let word = words.folded(at);
    let found = |year: i16, end: usize| Some((at, end, MomentKind::Year(year)));
    // Decades and spans of years.
    if let Some(digits) = word.strip_suffix("'s").or_else(|| word.strip_suffix('s')) {
        let digits = digits.trim_start_matches('\'');
        let year = digits.parse::<i16>().ok()?;
        return match digits.len() {
            4 if (1500..=2100).contains(&year) => found(year, at + 1),
            2 if word.starts_with('\'') => found(1900 + year, at + 1),
            // "in the 60s", but "in her 60s" is an age.
            2 if at > 0 && words.is(at - 1, "the") && year % 10 == 0 => found(1900 + year, at + 1),
            _ => None,
        };
    }
    if let Some(digits) = word.strip_prefix('\'')
        && digits.len() == 2
    {
        let year = digits.parse::<i16>().ok()?;
        return found(if year < 40 { 2000 } else { 1900 } + year, at + 1);
    }
    if let Some((first, second)) = word.split_once(['-', '–', '/'])
        && first.len() == 4
        && matches!(second.len(), 2 | 4)
        && let (Ok(first), Ok(second)) = (first.parse::<i16>(), second.parse::<i16>())
        && (1500..=2100).contains(&first)
        && (second < 100 && second > first % 100 || (first..=2100).contains(&second))
    {
        return found(first, at + 1);
    }
    if matches!(words.of(at + 1), "BC" | "BCE" | "AD" | "CE" | "B.C." | "A.D.")
        && let Ok(year) = word.parse::<i16>()
    {
        let sign = if words.of(at + 1).starts_with('B') { -1 } else { 1 };
        return found(sign * year, at + 2);
    }
    let year = plain_year(words, at)?;
    let before = at.checked_sub(1).map_or("", |last| words.folded(last));
    if matches!(
        before,
        "in" | "since"
            | "until"
            | "till"
            | "during"
            | "before"
            | "after"
            | "from"
            | "early"
            | "late"
            | "mid"
            | "circa"
            | "year"
    ) {
        return found(year, at + 1);
    }
    let money = super::token::is_currency(before.chars().next_back().unwrap_or(' '));
    let next = words.folded(at + 1);
    if money
        || matches!(
            next,
            "%" | "percent" | "per" | "million" | "billion" | "thousand" | "people" | "men" | "women"
        )
    {
        return None;
    }
    if words.base_is_in(at + 1, List::Unit) || words.is_in(at + 1, List::Currency) {
        return None;
    }
    let determined = matches!(
        before,
        "the" | "a" | "an" | "its" | "his" | "her" | "their" | "our" | "this" | "that" | "of" | "by"
    ) || at > 0 && words.is_possessive(at - 1);
    // "killed 1500 soldiers" counts; "the 1992 reforms" and "2000 and 2004 Olympics" date.
    let counts = !determined && super::number::is_plural(words, at + 1) && !words.is_capitalised(at + 1);
    let hedged = matches!(before, "about" | "nearly" | "almost" | "roughly" | "over" | "some" | "than");
    (!counts && !hedged).then_some(())?;
    found(year, at + 1)
}

/// "yesterday", "last week", "earlier this month".
fn relative(words: &Words<'_>, at: usize) -> Found {
    if let Some(end) = words.listed(at, List::RelativeTime) {
        return Some((at, end, MomentKind::Relative));
    }
    if matches!(words.folded(at), "last" | "this" | "next" | "past" | "coming") {
        if let Some(weekday) = weekday(words, at + 1) {
            return Some((at, at + 2, MomentKind::Weekday(weekday)));
        }
        if month(words, at + 1).is_some() {
            return Some((at, at + 2, MomentKind::Relative));
        }
    }
    counted_relative(words, at)
}

/// "two weeks ago", "30 years later", "ten days earlier".
fn counted_relative(words: &Words<'_>, at: usize) -> Found {
    // The rarer word first.
    let counted = words.is_any(at + 2, &["ago", "earlier", "later"])
        && (words.is_number(at)
            || small_number(words.folded(at)).is_some()
            || words.is_any(at, &["a", "an"]));
    counted.then_some((at, at + 3, MomentKind::Relative))
}

/// "recently", "in recent years": where the words do speak of time.
fn vague(words: &Words<'_>, at: usize) -> Found {
    let end = words.listed(at, List::VagueTime)?;
    let before = at.checked_sub(1).map_or("", |last| words.folded(last));
    let after = words.folded(end);
    let idle = match words.folded(end - 1) {
        "soon" => {
            matches!(
                before,
                "as" | "too"
                    | "how"
                    | "very"
                    | "so"
                    | "sooner"
                    | "anytime"
                    | "any"
                    | "time"
                    | "pretty"
                    | "until"
                    | "not"
            ) || matches!(
                after,
                "after" | "as" | "afterwards" | "afterward" | "enough" | "before" | "thereafter" | "-"
            ) || !before_will(words, at)
        }
        "far" => {
            matches!(
                after,
                "as" | "away"
                    | "from"
                    | "apart"
                    | "ahead"
                    | "that"
                    | "behind"
                    | "out"
                    | "to"
                    | "into"
                    | "removed"
            ) || matches!(before, "gone" | "go" | "going" | "went" | "goes" | "only" | "get")
        }
        "date" => {
            matches!(
                after,
                "from"
                    | "back"
                    | "him"
                    | "her"
                    | "them"
                    | "me"
                    | "you"
                    | "the"
                    | "a"
                    | "an"
                    | "with"
                    | "his"
                    | "women"
                    | "men"
                    | "other"
                    | "each"
                    | "for"
                    | "someone"
                    | "anyone"
                    | "people"
                    | "night"
                    | "nights"
            ) || matches!(
                before,
                "began"
                    | "begin"
                    | "started"
                    | "start"
                    | "want"
                    | "wants"
                    | "wanted"
                    | "used"
                    | "continued"
                    | "thought"
                    | "believed"
                    | "said"
                    | "going"
                    | "out"
                    | "due"
                    | "close"
                    | "prior"
                    | "appears"
                    | "reluctant"
                    | "date"
                    | "up"
            )
        }
        "recently" => matches!(before, "as" | "most" | "more") || after == "as",
        "days" => before == "of" && words.is(at, "these"),
        "years" | "months" | "decades" | "weeks" => {
            after == "to" && words.is(end + 1, "come") || after == "and"
        }
        "past" | "present" => matches!(after, "and" | "or"),
        _ => false,
    };
    (!idle).then_some((at, end, MomentKind::Vague))
}

/// Whether a word for the future stands shortly before: "will soon open", "is soon to".
fn before_will(words: &Words<'_>, at: usize) -> bool {
    (at.saturating_sub(2)..at).any(|place| {
        words.is_any(
            place,
            &["will", "is", "are", "could", "may", "might", "would", "'ll", "be", "can", "should", "must"],
        )
    }) || words.is_any(at + 1, &["be", "."])
}

/// "noon", "midnight", "five o'clock".
fn word_clock(words: &Words<'_>, at: usize) -> Found {
    match words.folded(at) {
        "noon" | "midnight" => Some((at, at + 1, MomentKind::Clock)),
        word if words.is(at + 1, "o'clock") && small_number(word).is_some() => {
            Some((at, at + 2, MomentKind::Clock))
        }
        _ => None,
    }
}

/// "5 p.m.", "10.30am", "at 17:30", "0900 GMT".
fn clock(words: &Words<'_>, at: usize) -> Found {
    const ZONES: &[&str] = &[
        "gmt", "bst", "utc", "cet", "cest", "est", "edt", "et", "cst", "cdt", "pst", "pdt", "pt", "local",
        "hours", "hrs",
    ];
    let word = words.folded(at);
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let (hour, minute) = digits.split_once([':', '.']).unwrap_or((digits, "00"));
    let in_day = hour.parse::<u8>().is_ok_and(|hour| hour < 25)
        && minute.len() == 2
        && minute.parse::<u8>().is_ok_and(|m| m < 60);
    let suffix = &word[digits.len()..];
    let zone = |at: usize| if words.is_any(at, ZONES) { at + 1 } else { at };
    if matches!(suffix, "am" | "pm") && in_day {
        return Some((at, zone(at + 1), MomentKind::Clock));
    }
    if !suffix.is_empty() {
        return None;
    }
    if in_day && (words.is_any(at + 1, &["a.m.", "p.m.", "am", "pm", "o'clock"])) {
        return Some((at, zone(at + 2), MomentKind::Clock));
    }
    if digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()) && words.is_any(at + 1, ZONES) {
        return Some((at, at + 2, MomentKind::Clock));
    }
    let beside = at.checked_sub(1).is_some_and(|last| {
        words.is_any(
            last,
            &["at", "by", "from", "until", "till", "before", "after", "around", "about", "since", "past"],
        )
    });
    (in_day && digits.contains(':') && (beside || words.is_any(at + 1, ZONES)))
        .then(|| (at, zone(at + 1), MomentKind::Clock))
}
