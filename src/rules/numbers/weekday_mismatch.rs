//! `weekday-mismatch`: a weekday beside a date that it was not.

use jiff::civil::{Date, Weekday};

use super::{is_checked, preferred};
use crate::language::{Proof, ProofKind};
use crate::rules::context::Context;
use crate::rules::edits::fix;
use crate::rules::finding::{Finding, Fix, FixKind};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity, Span};

static META: Meta = Meta {
    id: "weekday-mismatch",
    group: Group::Numbers,
    layer: precedence::layer("weekday-mismatch"),
    severity: Severity::Error,
    summary: "A weekday beside a date that it was not.",
    page: include_str!("weekday_mismatch.md"),
};

/// Before this year a date may be of the old calendar.
const OLD_STYLE: i16 = 1752;

/// How far from the article's date, in days, a date without a year is taken to be of the nearest year.
const NEAR: i64 = 183;

/// The rule.
pub struct WeekdayMismatch;

impl Rule for WeekdayMismatch {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for (index, block, reading) in context.blocks().filter(|(_, block, _)| is_checked(&block.kind)) {
            for proof in &reading.proofs {
                let ProofKind::Weekday { given, date, .. } = &proof.kind else { continue };
                let Some(day) = dated(context, proof) else { continue };
                let Some(sentence) = reading.sentence_at(proof.span.start) else { continue };
                if day.weekday() == *given {
                    continue;
                }
                let severity = if day.year() < OLD_STYLE { Severity::Hint } else { META.severity };
                let words =
                    date.of(&block.text).trim_start_matches([',', ' ', '(']).trim_start_matches("the ");
                let (actual, given) = (name(day.weekday()), name(*given));
                let verb = if context.page.date.is_some_and(|(today, _)| today < day) { "is" } else { "was" };
                let year = if words.contains(char::is_numeric) && !holds_year(words) {
                    format!(" {}", day.year())
                } else {
                    String::new()
                };
                let message = format!("{words}{year} {verb} a {actual}, not a {given}.");
                findings.push(Finding {
                    severity,
                    ..super::finding(context, &META, (index, sentence), proof.span, message)
                });
            }
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some((index, _)) = finding.subject.sentence else { return Vec::new() };
        let (Some(block), Some(reading)) = (context.page.blocks.get(index), context.readings.get(index))
        else {
            return Vec::new();
        };
        let Some(proof) =
            reading.proofs.iter().find(|proof| context.source(index, proof.span) == finding.span)
        else {
            return Vec::new();
        };
        let ProofKind::Weekday { given, word, date, year, .. } = &proof.kind else { return Vec::new() };
        let Some(day) = dated(context, proof) else { return Vec::new() };
        let old = word.of(&block.text);
        let new = like(old, day.weekday());
        let mut fixes: Vec<Fix> = fix(
            FixKind::Rewrite,
            format!("Date: change “{old}” to “{new}”"),
            vec![Edit::replace(context.source(index, *word), new)],
        )
        // A year that is written leaves no doubt about the day; whether the weekday is the slip is the house's to say.
        .map(|fix| Fix {
            safe: context.settings.fix_weekdays && year.is_some() && day.year() >= OLD_STYLE,
            ..fix
        })
        .into_iter()
        .collect();
        // The nearest days that are such a weekday, of the same month.
        for days in [1, -1, 2, -2, 3, -3] {
            let Ok(near) = day.checked_add(jiff::Span::new().days(days)) else { continue };
            if near.weekday() != *given || near.month() != day.month() {
                continue;
            }
            let Some(number) = day_number(date.of(&block.text), day.day()) else { continue };
            let number = number.shifted(date.start);
            let written = number.of(&block.text);
            let ending = written.trim_start_matches(|c: char| c.is_ascii_digit());
            let ending = if ending.is_empty() { "" } else { ordinal_ending(near.day()) };
            let title = format!("Date: change {} to {}{ending}", written, near.day());
            let edit = Edit::replace(context.source(index, number), format!("{}{ending}", near.day()));
            fixes.extend(fix(FixKind::Rewrite, title, vec![edit]));
            break;
        }
        preferred(fixes)
    }
}

/// The day that is meant; without a year the one nearest to the article's date, within half a year.
fn dated(context: &Context<'_>, proof: &Proof) -> Option<Date> {
    let ProofKind::Weekday { year, month, day, .. } = proof.kind else { return None };
    if let Some(year) = year {
        return Date::new(year, month, day).ok();
    }
    let (today, _) = context.page.date?;
    (today.year() - 1..=today.year() + 1)
        .filter_map(|year| Date::new(year, month, day).ok())
        .map(|date| (days_between(today, date).abs(), date))
        .filter(|(away, _)| *away < NEAR)
        .min_by_key(|(away, _)| *away)
        .map(|(_, date)| date)
}

fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(i64::MAX, |span| i64::from(span.get_days()))
}

/// Where the number of the day stands in the words of a date.
fn day_number(words: &str, day: i8) -> Option<Span> {
    let mut at = 0;
    for part in words.split(|c: char| !c.is_alphanumeric()) {
        let digits = part.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        if digits.parse() == Ok(day) && part.len() <= digits.len() + 2 && digits.len() <= 2 {
            return Some(Span::new(at, at + part.len()));
        }
        at += part.len() + words[at + part.len()..].chars().next().map_or(0, char::len_utf8);
    }
    None
}

fn holds_year(words: &str) -> bool {
    words.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4)
}

fn name(weekday: Weekday) -> &'static str {
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

/// The weekday's name, cut short where `old` is.
fn like(old: &str, weekday: Weekday) -> String {
    let name = name(weekday);
    match old.strip_suffix('.') {
        Some(_) => {
            let short = match weekday {
                Weekday::Tuesday => "Tues",
                Weekday::Thursday => "Thurs",
                _ => &name[..3],
            };
            format!("{short}.")
        }
        None => name.to_owned(),
    }
}

fn ordinal_ending(day: i8) -> &'static str {
    match day {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    }
}
