//! Dates that prove themselves: a weekday beside a date, a day that its month does not have, an hour that no day has.

use jiff::civil::{Date, Weekday};

use super::{Moment, MomentKind, month, weekday};
use crate::language::lexicon::List;
use crate::language::words::Words;
use crate::text::Span;

/// A date or time that can be checked by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// All the words that state it.
    pub span: Span,
    /// What it states.
    pub kind: ProofKind,
}

/// What a date or time states of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProofKind {
    /// "Tuesday, May 14, 2024": the weekday may be right or wrong.
    Weekday {
        /// The weekday.
        given: Weekday,
        /// Its word.
        word: Span,
        /// The date's year, where it is given.
        year: Option<i16>,
        /// From 1 to 12.
        month: i8,
        /// From 1 to 31.
        day: i8,
        /// The words of the date.
        date: Span,
    },
    /// "February 30": the month has no such day.
    NoSuchDay {
        /// The last day the month has, in that year where it is given.
        last: i8,
        /// The digits of the day.
        day: Span,
    },
    /// "2023-13-05": no such month.
    NoSuchMonth,
    /// "25:10", "13:30 p.m.": no such time; with the time that is meant where only one can be.
    NoSuchTime {
        /// "1:30 p.m." for "13:30 p.m.".
        meant: Option<String>,
    },
}

/// Finds what proves itself among the dates and times of a text, in order.
pub fn proofs(words: &Words<'_>, moments: &[Moment]) -> Vec<Proof> {
    let mut found = Vec::new();
    for (place, moment) in moments.iter().enumerate() {
        found.extend(weekday_beside(words, moments, place));
        found.extend(no_such_day(words, moment));
    }
    for at in (0..words.len()).filter(|at| words.is_number(*at)) {
        found.extend(
            no_such_date(words, at).or_else(|| no_such_time(words, at)).or_else(|| past_month(words, at)),
        );
    }
    found.sort_by_key(|proof| (proof.span.start, proof.span.end));
    found.dedup_by(|next, one| next.span.overlaps(one.span));
    found
}

/// The day, month and year of a moment.
fn day_of(kind: &MomentKind) -> Option<(Option<i16>, i8, i8)> {
    match kind {
        MomentKind::Date { date, .. } => Some((Some(date.year()), date.month(), date.day())),
        MomentKind::MonthDay { month, day, .. } => Some((None, *month, *day)),
        _ => None,
    }
}

/// The weekday in or next to a date.
fn weekday_beside(words: &Words<'_>, moments: &[Moment], place: usize) -> Option<Proof> {
    let moment = &moments[place];
    let (year, month, day) = day_of(&moment.kind)?;
    let first = words.token_at(moment.span.start);
    let past = words.token_at(moment.span.end.saturating_sub(1)) + 1;
    let proof = |given: Weekday, at: usize, from: usize, to: usize| Proof {
        span: words.span(from..to),
        kind: ProofKind::Weekday {
            given,
            word: words.name_span(at..at + 1),
            year,
            month,
            day,
            date: if at < first || at >= past { moment.span } else { words.span(at + 1..past) },
        },
    };
    // A year that has no such day is another slip.
    let states_year = words.of(past - 1).len() == 4 && words.is_number(past - 1);
    if year.is_none() && states_year {
        return None;
    }
    // "May 14 and 15", "May 14 to 17": the weekday may be of the other end.
    let goes_on = words.is_any(past, &["and", "-", "–", "—", "to", "or", "&", "/"])
        && (words.is_number(past + 1) || super::month(words, past + 1).is_some());
    if goes_on {
        return None;
    }
    if let Some(given) = weekday(words, first) {
        return single(words, first).then(|| proof(given, first, first, past));
    }
    let near = |other: &Moment| match other.kind {
        MomentKind::Weekday(given) => Some((given, words.token_at(other.span.start))),
        _ => None,
    };
    // "Tuesday (14 May)", "Tues 14/05/2024", "Tuesday the 14th of May".
    if let Some((given, at)) = place.checked_sub(1).and_then(|last| near(&moments[last]))
        && weekday(words, at).is_some()
        && first > at
        && first - at <= 3
        && (at + 1..first).all(|gap| words.is_any(gap, &[",", "(", "the", "on"]))
        && single(words, at)
    {
        let past = if words.is(first - 1, "(") && words.is(past, ")") { past + 1 } else { past };
        return Some(proof(given, at, at, past));
    }
    // "April 15, 1912, a Sunday", "14 May (Tuesday)".
    if let Some((given, at)) = moments.get(place + 1).and_then(near)
        && weekday(words, at).is_some()
        && at > past
        && at - past <= 3
    {
        let told = words.is(past, ",") && words.is_any(past + 1, &["a", "which"]) && at == past + 2
            || words.is(past, "(") && at == past + 1
            || words.is(past, ",") && at == past + 1 && words.is_any(at + 1, &[",", ")", ";"]);
        let alone =
            !words.is_possessive(at) && !words.is_any(at + 1, &["night", "evening", "morning", "newspaper"]);
        if told && alone && !words.folded(at).ends_with("days") {
            let end = if words.is(past, "(") && words.is(at + 1, ")") { at + 2 } else { at + 1 };
            return Some(proof(given, at, first, end));
        }
    }
    None
}

/// Whether the weekday at token `at` is one day and the only one: not "every Tuesday", "Tuesdays", "Monday and Tuesday".
fn single(words: &Words<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |last| words.folded(last));
    let other = at.checked_sub(2).is_some_and(|last| weekday(words, last).is_some());
    let several = matches!(before, "and" | "or" | "to" | "-" | "–" | "," | "through" | "/") && other;
    let repeats = matches!(before, "every" | "each" | "any") || words.folded(at).ends_with("days");
    !(several || repeats || words.is_possessive(at))
}

/// "February 30, 2023", "31 April".
fn no_such_day(words: &Words<'_>, moment: &Moment) -> Option<Proof> {
    let MomentKind::MonthDay { month, day, .. } = moment.kind else { return None };
    let first = words.token_at(moment.span.start);
    let past = words.token_at(moment.span.end.saturating_sub(1)) + 1;
    let year = (words.of(past - 1).len() == 4).then(|| words.of(past - 1).parse::<i16>().ok()).flatten();
    let last = last_day(year, month);
    if day <= last {
        return None;
    }
    // "In June 31 people died": the number counts.
    let counts = words.is_word(past) && !words.is_in(past, List::Function) || words.is_any(past, &["%", "-"]);
    if year.is_none() && counts {
        return None;
    }
    let digits = (first..past).find(|at| {
        words.is_number(*at) && words.of(*at).len() < 4
            || words.of(*at).ends_with("th")
            || words.of(*at).ends_with("st")
    })?;
    let from = if weekday(words, first).is_some() {
        (first + 1..past).find(|at| !words.is(*at, ","))?
    } else {
        first
    };
    Some(Proof {
        span: words.span(from..past),
        kind: ProofKind::NoSuchDay { last, day: words.span(digits..digits + 1) },
    })
}

/// The last day of a month; of February 29 where the year is not given.
fn last_day(year: Option<i16>, month: i8) -> i8 {
    let year = year.unwrap_or(2000);
    Date::new(year, month, 1).map_or(31, |date| date.days_in_month())
}

/// "May 32, 2024", "32 May 2024": such days are read as no date at all.
fn past_month(words: &Words<'_>, at: usize) -> Option<Proof> {
    let digits = words.folded(at).trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let day: i16 =
        (digits.len() == 2 && digits.len() + 2 >= words.folded(at).len()).then(|| digits.parse().ok())??;
    if !(32..=99).contains(&day) {
        return None;
    }
    let year = |at: usize| {
        let at = if words.is(at, ",") { at + 1 } else { at };
        let year: i16 =
            (words.is_number(at) && words.of(at).len() == 4).then(|| words.of(at).parse().ok())??;
        (1800..2100).contains(&year).then_some(at + 1)
    };
    let (from, to, named) = if let Some(month) = at.checked_sub(1).and_then(|last| month(words, last)) {
        (at - 1, year(at + 1)?, month)
    } else {
        let place = if words.is(at + 1, "of") { at + 2 } else { at + 1 };
        let month = month(words, place)?;
        (at, year(place + 1)?, month)
    };
    let year = words.of(to - 1).parse().ok();
    let kind = ProofKind::NoSuchDay { last: last_day(year, named), day: words.span(at..at + 1) };
    Some(Proof { span: words.span(from..to), kind })
}

/// "2023-13-05", "31/02/2024".
fn no_such_date(words: &Words<'_>, at: usize) -> Option<Proof> {
    let word = words.of(at);
    let separator = word.find(['-', '/']).and_then(|place| word[place..].chars().next())?;
    let mut parts = word.split(separator);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || !word.bytes().all(|byte| byte.is_ascii_digit() || byte == separator as u8) {
        return None;
    }
    let labelled = at > 0
        && (words.is_in(at - 1, List::LabelNoun)
            || words.is_any(at - 1, &["isbn", "tel", "tel.", "phone", "call", "+"]));
    if labelled {
        return None;
    }
    let number = |part: &str| part.parse::<i16>().ok();
    let span = words.span(at..at + 1);
    let offset = |part: &str| span.start + (part.as_ptr() as usize - word.as_ptr() as usize);
    let (year, month, day, day_text) = match (first.len(), second.len(), third.len()) {
        (4, 2, 2) => (number(first)?, number(second)?, number(third)?, third),
        (1 | 2, 1 | 2, 4) if separator == '/' => {
            let (a, b) = (number(first)?, number(second)?);
            if a > 12 {
                (number(third)?, b, a, first)
            } else if b > 12 {
                (number(third)?, a, b, second)
            } else {
                return None;
            }
        }
        _ => return None,
    };
    if !(1800..=2100).contains(&year) {
        return None;
    }
    let month = i8::try_from(month).ok()?;
    if !(1..=12).contains(&month) {
        return Some(Proof { span, kind: ProofKind::NoSuchMonth });
    }
    let last = last_day(Some(year), month);
    if (1..=i16::from(last)).contains(&day) {
        return None;
    }
    let day = Span::new(offset(day_text), offset(day_text) + day_text.len());
    Some(Proof { span, kind: ProofKind::NoSuchDay { last, day } })
}

/// "at 25:10", "13:30 p.m.".
fn no_such_time(words: &Words<'_>, at: usize) -> Option<Proof> {
    let word = words.folded(at);
    let body = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let (hour_text, minute_text) = body.split_once([':', '.']).unwrap_or((body, ""));
    let hour: u8 = ((1..=2).contains(&hour_text.len())).then(|| hour_text.parse().ok())??;
    let minute: u8 = match minute_text.len() {
        0 if !body.contains([':', '.']) => 0,
        2 => minute_text.parse().ok()?,
        _ => return None,
    };
    let suffix = &word[body.len()..];
    let half = match suffix {
        "am" | "pm" => Some((suffix, at + 1)),
        "" if words.is_any(at + 1, &["a.m.", "p.m.", "am", "pm"]) => Some((words.folded(at + 1), at + 2)),
        _ => None,
    };
    if let Some((half, past)) = half {
        // "830 AM" is a wavelength, "I am" no time.
        let shouted = words.of(past - 1).ends_with("AM") || words.of(past - 1).ends_with("PM");
        if shouted && minute_text.is_empty() || words.is(past, "i") || hour > 24 && minute_text.is_empty() {
            return None;
        }
        if hour <= 12 && minute < 60 {
            return None;
        }
        let written = &words.of(past - 1)[words.of(past - 1).len().saturating_sub(half.len())..];
        let space = if past == at + 2 && !words.is_glued(at + 1) { " " } else { "" };
        let joint = if body.contains('.') { "." } else { ":" };
        let minutes = if minute_text.is_empty() { String::new() } else { format!("{joint}{minute_text}") };
        let meant = (13..24).contains(&hour) && minute < 60 && half.starts_with('p');
        let meant = meant.then(|| format!("{}{minutes}{space}{written}", hour - 12));
        return Some(Proof { span: words.span(at..past), kind: ProofKind::NoSuchTime { meant } });
    }
    // Without a.m. or p.m. only a word before tells a time from a race's.
    if !suffix.is_empty() || !body.contains(':') || minute_text.is_empty() {
        return None;
    }
    let beside = at > 0 && words.is_any(at - 1, &["at", "by", "from", "until", "till", "before", "after"]);
    let late =
        (24..30).contains(&hour) && !(hour == 24 && minute == 0) && minute < 60 || hour < 24 && minute >= 60;
    let sport =
        words.is_any(at + 1, &["of", "into", "minutes", "left", "mark", "in"]) && !words.is(at + 1, "on");
    (beside && late && !sport)
        .then(|| Proof { span: words.span(at..at + 1), kind: ProofKind::NoSuchTime { meant: None } })
}
