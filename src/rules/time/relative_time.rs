//! `relative-time`: "last year", "on Tuesday": time that depends on the day of reading.

use jiff::civil::Date;

use crate::knowledge::when::{When, day_name};
use crate::language::calendar::{self, Resolved, Side};
use crate::language::{Moment, MomentKind, Reading};
use crate::prose::Block;
use crate::rules::context::Context;
use crate::rules::edits::{fix, goes_on};
use crate::rules::finding::{Finding, Fix, FixKind, Subject};
use crate::rules::place::{is_own_prose, is_unfinished};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::rules::time::{cased, is_american, is_dated, is_idle, written};
use crate::text::{Edit, Severity, Span};

static META: Meta = Meta {
    id: "relative-time",
    group: Group::Time,
    layer: precedence::layer("relative-time"),
    severity: Severity::Hint,
    summary: "Time that depends on the day of reading: give the date.",
    page: include_str!("relative_time.md"),
};

/// The rule.
pub struct RelativeTime;

impl Rule for RelativeTime {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let today = context.page.date.map(|(date, _)| date);
        let days = context.settings.option(META.id, "days");
        for (block, prose, reading) in context.blocks() {
            if !is_own_prose(&prose.kind) {
                continue;
            }
            for moment in &reading.moments {
                let Some(at) = reading.sentence_at(moment.span.start) else { continue };
                let Some(span) = relative(moment, prose, reading, at) else { continue };
                if reading.is_quoted(moment.span.start)
                    || is_dated(reading, at)
                    || is_idle(reading, at)
                    || is_unfinished(prose, reading, at)
                {
                    continue;
                }
                if today.is_some_and(|today| is_near(moment, moment.span.of(&prose.text), today, days)) {
                    continue;
                }
                let phrase = span.of(&prose.text);
                let resolved = match today {
                    Some(today) => meant(moment, moment.span.of(&prose.text), today),
                    None => Some("the page gives no date".to_owned()),
                };
                let resolved = resolved.map_or_else(String::new, |resolved| format!(" ({resolved})"));
                findings.push(Finding {
                    rule: META.id,
                    span: context.source(block, span),
                    severity: META.severity,
                    message: format!("\"{phrase}\" depends on the reading date{resolved}."),
                    related: Vec::new(),
                    subject: Subject {
                        sentence: Some((block, at)),
                        words: Some(phrase.to_string()),
                        ..Subject::default()
                    },
                });
            }
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some((block, at)) = finding.subject.sentence else { return Vec::new() };
        let (Some(prose), Some(reading)) = (context.page.blocks.get(block), context.readings.get(block))
        else {
            return Vec::new();
        };
        let found = reading.moments.iter().find_map(|moment| {
            let span = relative(moment, prose, reading, at)?;
            (context.source(block, span) == finding.span).then_some((moment, span))
        });
        let Some((moment, span)) = found else { return Vec::new() };
        let phrase = span.of(&prose.text);
        let american = is_american(context);
        let replace = |words: String| {
            let words = cased(&words, phrase);
            fix(
                FixKind::Rewrite,
                format!("Date: replace “{phrase}” with “{words}”"),
                vec![Edit::replace(finding.span, words)],
            )
        };
        let mut fixes = Vec::new();
        match (&moment.kind, context.page.date) {
            (MomentKind::Weekday(weekday), Some((today, _))) => {
                let days = calendar::weekdays(*weekday, moment.span.of(&prose.text), today);
                let close = if goes_on(&prose.text, span.end) { "," } else { "" };
                for day in days {
                    let words = written(day, american);
                    fixes.extend(fix(
                        FixKind::Rewrite,
                        format!("Date: add “{words}”"),
                        vec![Edit::insert(finding.span.end, format!(", {words}{close}"))],
                    ));
                }
            }
            (_, Some((today, _))) => {
                let words = calendar::resolve(phrase, today)
                    .and_then(|meant| absolute(meant, is_bound(&prose.text, span), american));
                fixes.extend(words.and_then(replace).map(|fix| Fix { preferred: true, ..fix }));
            }
            (_, None) => {}
        }
        if fixes.is_empty() {
            let year =
                context.page.date.map_or_else(|| "TK YEAR".to_owned(), |(date, _)| date.year().to_string());
            let close = if goes_on(&prose.text, span.end) { "," } else { "" };
            fixes.extend(fix(
                FixKind::Rewrite,
                format!("Date: add “TK MONTH {year}”"),
                vec![Edit::insert(finding.span.end, format!(", TK MONTH {year}{close}"))],
            ));
        }
        let mark = Edit::insert(finding.span.end, " [when?]");
        fixes.extend(fix(FixKind::Mark, "Mark: [when?]", vec![mark]));
        fixes
    }
}

/// The words of a moment that depends on the day of reading.
fn relative(moment: &Moment, prose: &Block, reading: &Reading, sentence: usize) -> Option<Span> {
    let text = &prose.text;
    let words = moment.span.of(text);
    let before = text[..moment.span.start].trim_end();
    let last = before.rsplit(|c: char| c.is_whitespace()).next().unwrap_or_default();
    let next = text[moment.span.end..].trim_start();
    let opens = reading.sentences.get(sentence).is_some_and(|it| it.span.start == moment.span.start);
    match moment.kind {
        MomentKind::Weekday(_) => {
            let folded = words.to_lowercase();
            let bound =
                folded.starts_with("last ") || folded.starts_with("next ") || folded.starts_with("this ");
            // "on Fridays", "every Friday", "Good Friday", "Friday's Child": no one day, or a name.
            let recurs = folded.ends_with("days")
                || ["every", "each", "any", "a", "another", "most"]
                    .iter()
                    .any(|word| last.eq_ignore_ascii_case(word));
            let named = !bound
                && last.starts_with(char::is_uppercase)
                && !before.ends_with(['.', '!', '?', ':', ','])
                && !last.eq_ignore_ascii_case("on");
            let titled = next.starts_with(|c: char| c.is_uppercase()) && !last.eq_ignore_ascii_case("on");
            if recurs || named || titled {
                return None;
            }
            let on = last.eq_ignore_ascii_case("on") && !bound;
            Some(Span::new(if on { before.len() - last.len() } else { moment.span.start }, moment.span.end))
        }
        MomentKind::Relative => {
            let folded = words.to_lowercase();
            // "two years later" is told from another day of the story; "the Today programme" is a name.
            let elsewhere = folded.ends_with(" later")
                || folded.ends_with(" earlier")
                || folded.starts_with("the day ")
                || folded == "overnight";
            let named = words.starts_with(char::is_uppercase)
                && !opens
                && !before.ends_with(['"', '“', ':', '—', '-']);
            let since = folded.ends_with("ago")
                && ["from", "than", "until"].contains(&last)
                && folded.starts_with("a ");
            (!elsewhere && !named && !since && !is_history(&folded)).then_some(moment.span)
        }
        _ => None,
    }
}

/// "50 years ago" is history, and `uncited-history` asks for its source.
fn is_history(folded: &str) -> bool {
    let mut words = folded.split(|c: char| c.is_whitespace() || c == '-');
    let few = words
        .next()
        .is_some_and(|count| ["a", "an", "one", "two", "three", "four", "1", "2", "3", "4"].contains(&count));
    !few && (folded.ends_with("years ago")
        || folded.ends_with("decades ago")
        || folded.ends_with("centuries ago"))
}

/// Whether all the days that the words may mean lie within so many of the page's own; never within 0.
fn is_near(moment: &Moment, words: &str, today: Date, days: u32) -> bool {
    let near = |day: Date| (day - today).get_days().unsigned_abs() <= days;
    if days == 0 {
        return false;
    }
    if let MomentKind::Weekday(weekday) = moment.kind {
        let meant = calendar::weekdays(weekday, words, today);
        return !meant.is_empty() && meant.into_iter().all(near);
    }
    calendar::resolve(words, today).is_some_and(|meant| near(meant.first) && near(meant.last))
}

/// What the words mean, for the message.
fn meant(moment: &Moment, words: &str, today: Date) -> Option<String> {
    if let MomentKind::Weekday(weekday) = moment.kind {
        let days: Vec<String> = calendar::weekdays(weekday, words, today).into_iter().map(day_name).collect();
        return (!days.is_empty()).then(|| days.join(" or "));
    }
    let resolved = calendar::resolve(words, today)?;
    absolute(resolved, true, false)
        .or_else(|| Some(format!("{} to {}", day_name(resolved.first), day_name(resolved.last))))
}

/// The words that stay true: "on 15 May 2024", "in 2023", "earlier in 2024"; bare where a preposition stands there.
fn absolute(meant: Resolved, bare: bool, american: bool) -> Option<String> {
    if let Some(named) = meant.named {
        let when = When { year: named.year, month: named.month, day: None };
        return Some(match named.side {
            Side::Whole if bare => when.to_string(),
            Side::Whole => format!("in {when}"),
            Side::Earlier => format!("earlier in {when}"),
            Side::Later => format!("later in {when}"),
        });
    }
    let day = written(meant.first, american);
    if meant.first == meant.last {
        return Some(if bare { day } else { format!("on {day}") });
    }
    // A week from its Monday.
    let week = (meant.last - meant.first).get_days() == 6;
    week.then(|| if bare { format!("the week of {day}") } else { format!("in the week of {day}") })
}

/// Whether a preposition before or a possessive after takes the bare date: "since last year", "last year's".
fn is_bound(text: &str, span: Span) -> bool {
    const PREPOSITIONS: &[&str] = &[
        "in", "by", "since", "from", "until", "till", "of", "for", "during", "before", "after", "to", "than",
        "over", "on", "through", "and", "with", "as",
    ];
    let last = text[..span.start].split_whitespace().next_back().unwrap_or_default();
    let possessive = text[span.end..].starts_with(['\'', '’']);
    possessive || PREPOSITIONS.iter().any(|word| last.eq_ignore_ascii_case(word))
}
