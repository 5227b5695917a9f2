//! `citation-date-conflict`: dates of one reference that cannot all be right.

use jiff::civil::Date;

use super::setting::{finding, one};
use crate::citations::Address;
use crate::citations::address::snapshot_time;
use crate::citations::bibliography::{Event, Form, Kind, Part, Reference, When};
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Fix, FixKind, Subject};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity, Span};

static META: Meta = Meta {
    id: "citation-date-conflict",
    group: Group::Citation,
    layer: precedence::layer("citation-date-conflict"),
    severity: Severity::Warning,
    summary: "Dates of a reference that contradict its address, its copy or each other.",
    page: include_str!("citation_date_conflict.md"),
};

/// The rule.
pub struct CitationDateConflict;

impl Rule for CitationDateConflict {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for reference in context.references {
            if let Some(found) = conflict(context, reference) {
                findings.push(found);
            }
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some(right) = finding.subject.words.as_deref().filter(|words| !words.is_empty()) else {
            return Vec::new();
        };
        // Which of the two is wrong only the source can tell.
        let title = format!("Change the date to {right}");
        let written = finding.span.of(&context.page.text);
        if written == right {
            return Vec::new();
        }
        vec![one(FixKind::Rewrite, title, Edit::replace(finding.span, right))]
    }
}

/// A disagreement: the words marked, where they stand, and what they disagree with.
struct Clash<'a> {
    span: Span,
    place: &'a str,
    other: String,
    other_place: &'a str,
    /// What the marked words would have to be.
    right: Option<String>,
}

fn conflict(context: &Context<'_>, reference: &Reference) -> Option<Finding> {
    let text: &str = &context.page.text;
    let issued: Vec<(&When, Date)> =
        reference.dates_of(Event::Issued).filter_map(|when| Some((when, when.date()?))).collect();
    let accessed = reference.dates_of(Event::Accessed).find_map(|when| Some((when, when.date()?)));
    let is_entry = reference.form == Form::Entry;
    let home = if is_entry { "entry" } else { "note" };
    let clash = with_address(text, reference, &issued, home)
        .or_else(|| {
            // An exhibition or a hearing may be announced before its day.
            let (first, day) = *issued.first().filter(|_| !is_entry || reference.kind != Kind::Other)?;
            let (when, read) = accessed?;
            // One slip in the date of publication is as likely as one in the other: an entry has it first.
            let (marked, other) = if is_entry { (first.span, when.span) } else { (when.span, first.span) };
            let (place, other_place) = match is_entry {
                true => ("date", "access date"),
                false => ("access date", "date of publication"),
            };
            let clash =
                Clash { span: marked, place, other: other.of(text).to_owned(), other_place, right: None };
            (is_before(read, day) && issued.iter().all(|(_, day)| is_before(read, *day))).then_some(clash)
        })
        .or_else(|| {
            let (stamp, span) = reference.parts.iter().find_map(|(part, span)| {
                let is_address = matches!(part, Part::Url | Part::Archive);
                let (stamp, at) = is_address.then(|| Address::read(span.of(text))).flatten()?.snapshot()?;
                Some((stamp, at.shifted(span.start)))
            })?;
            let taken = snapshot_time(stamp).filter(|_| stamp.len() >= 8)?.date();
            let (when, _) = *issued.first()?;
            let clash = Clash {
                span,
                place: "archived copy",
                other: when.span.of(text).to_owned(),
                other_place: home,
                right: None,
            };
            issued.iter().all(|(_, day)| is_before(taken, *day)).then_some(clash)
        })
        .or_else(|| {
            let (today, _) = context.page.date?;
            let future = accessed.filter(|(_, read)| is_before(today, *read));
            let (when, _) = future.or_else(|| {
                let has_address = reference.part(Part::Url).is_some();
                let (when, day) = *issued.first().filter(|_| issued.len() == 1 && has_address)?;
                is_before(today, day).then_some((when, day))
            })?;
            let place = if when.event == Event::Accessed { "access date" } else { home };
            let other_place = "date of this article";
            Some(Clash { span: when.span, place, other: today.to_string(), other_place, right: None })
        })?;
    let message = format!(
        "Dates disagree: {} in the {}, {} in the {}.",
        clash.span.of(text),
        clash.place,
        clash.other,
        clash.other_place
    );
    let subject = Subject { words: clash.right, ..Subject::default() };
    Some(Finding { subject, ..finding(&META, clash.span, message) })
}

/// More than a day before: time zones are no conflict.
fn is_before(a: Date, b: Date) -> bool {
    days(a, b) > 1
}

/// Days from `a` to `b`.
fn days(a: Date, b: Date) -> i32 {
    b.since(a).map_or(0, |span| span.get_days())
}

/// The date that its address gives against that of the reference.
fn with_address<'a>(
    text: &str,
    reference: &Reference,
    issued: &[(&When, Date)],
    home: &'a str,
) -> Option<Clash<'a>> {
    let changed = reference.dates_of(Event::Other).next().is_some();
    let words = reference.source.of(text).to_lowercase();
    if changed || ["updated", "live updates", "ongoing"].iter().any(|word| words.contains(word)) {
        return None;
    }
    // A note that gives several addresses gives several sources.
    let mut addresses = reference.parts.iter().filter(|(part, _)| *part == Part::Url).map(|(_, span)| *span);
    let url = addresses.next().filter(|_| addresses.next().is_none())?;
    let (there, place) = Address::read(url.of(text))?.date()?;
    let (when, day) = *issued.first()?;
    if issued.iter().any(|(_, day)| days(*day, there).abs() <= 1) {
        return None;
    }
    let written = when.span.of(text);
    let iso = written.starts_with(|c: char| c.is_ascii_digit()) && written.contains('-');
    let american = written.starts_with(|c: char| c.is_alphabetic());
    let only_year = (day.month(), day.day()) == (there.month(), there.day());
    // "June 2, 2024": where the year alone differs and stands by itself, it alone is marked.
    let tail =
        written.rfind(", ").map(|at| at + 2).filter(|at| american && only_year && written[*at..].len() == 4);
    let (span, right) = match tail {
        Some(at) => (Span::new(when.span.start + at, when.span.end), there.year().to_string()),
        None if iso => (when.span, there.to_string()),
        None if american => (when.span, there.strftime("%B %-d, %Y").to_string()),
        None => (when.span, there.strftime("%-d %B %Y").to_string()),
    };
    let other = place.shifted(url.start).of(text).to_owned();
    Some(Clash { span, place: home, other, other_place: "address", right: Some(right) })
}
