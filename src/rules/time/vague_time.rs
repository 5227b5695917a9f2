//! `vague-time`: time words that no date resolves.

use crate::citations::reference::Backing;
use crate::language::{MomentKind, Reading};
use crate::rules::context::Context;
use crate::rules::edits::{fix, goes_on};
use crate::rules::finding::{Finding, Fix, FixKind, Subject};
use crate::rules::place::{Once, is_own_prose, is_unfinished};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::rules::time::{cased, is_american, is_dated, is_idle, written};
use crate::text::{Edit, Severity, Span};

static META: Meta = Meta {
    id: "vague-time",
    group: Group::Time,
    layer: precedence::layer("vague-time"),
    severity: Severity::Info,
    summary: "Time words that will not mean the same next year.",
    page: include_str!("vague_time.md"),
};

/// The rule.
pub struct VagueTime;

impl Rule for VagueTime {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let mut once = Once::default();
        for (index, block, reading) in context.blocks() {
            if !is_own_prose(&block.kind) {
                continue;
            }
            for moment in reading.moments.iter().filter(|moment| moment.kind == MomentKind::Vague) {
                let Some(number) = reading.sentence_at(moment.span.start) else { continue };
                let phrase = moment.span.of(&block.text);
                if reading.is_quoted(moment.span.start)
                    || is_dated(reading, number)
                    || in_dated_story(reading, number, phrase)
                    || is_idle(reading, number)
                    || is_bounded(&block.text, moment.span)
                    || is_dated_by_citation(context, (index, number))
                    || is_unfinished(block, reading, number)
                    || is_marked(reading, number, &block.text)
                    || !once.first(index, phrase)
                {
                    continue;
                }
                findings.push(Finding {
                    rule: META.id,
                    span: context.source(index, moment.span),
                    severity: META.severity,
                    message: format!(
                        "\"{phrase}\" will not mean the same next year: give a date or \"as of\"."
                    ),
                    related: Vec::new(),
                    subject: Subject {
                        sentence: Some((index, number)),
                        words: Some(phrase.to_string()),
                        ..Subject::default()
                    },
                });
            }
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let (Some((index, _)), Some(phrase)) = (finding.subject.sentence, &finding.subject.words) else {
            return Vec::new();
        };
        let Some(block) = context.page.blocks.get(index) else { return Vec::new() };
        let Some(moment) = context.readings.get(index).and_then(|reading| {
            reading.moments.iter().find(|moment| {
                moment.kind == MomentKind::Vague && context.source(index, moment.span) == finding.span
            })
        }) else {
            return Vec::new();
        };
        let year =
            context.page.date.map_or_else(|| "TK YEAR".to_owned(), |(date, _)| date.year().to_string());
        let folded = phrase.to_lowercase();
        let now = matches!(
            folded.as_str(),
            "currently" | "presently" | "at present" | "nowadays" | "these days" | "to date" | "so far"
        );
        let span = moment.span;
        let (title, edit) = if now {
            let date = context
                .page
                .date
                .map_or_else(|| "TK DATE".to_owned(), |(date, _)| written(date, is_american(context)));
            let words = cased(&format!("as of {date}"), phrase);
            (
                format!("Date: replace “{phrase}” with “{words}”"),
                Edit::replace(context.source(index, span), words),
            )
        } else if folded.ends_with("ago")
            || matches!(folded.as_str(), "recently" | "soon" | "in the near future")
        {
            let words = if folded.ends_with("years ago") || folded.ends_with("decades ago") {
                "in TK YEAR".to_owned()
            } else {
                format!("in TK MONTH {year}")
            };
            let words = cased(&words, phrase);
            (
                format!("Date: replace “{phrase}” with “{words}”"),
                Edit::replace(context.source(index, span), words),
            )
        } else {
            // "in recent years, since TK DATE": the phrase stays and gains a beginning.
            let close = if goes_on(&block.text, span.end) { "," } else { "" };
            let edit = Edit::insert(context.source(index, span).end, format!(", since TK DATE{close}"));
            ("Date: add “since TK DATE”".to_owned(), edit)
        };
        let mark = Edit::insert(context.source(index, span).end, " [when?]");
        let mark = fix(FixKind::Mark, "Mark: [when?]".to_owned(), vec![mark]);
        fix(FixKind::Rewrite, title, vec![edit]).into_iter().chain(mark).collect()
    }
}

/// "Until recently" after a dated sentence tells where a story stood.
fn in_dated_story(reading: &Reading, sentence: usize, phrase: &str) -> bool {
    let until = phrase.get(..5).is_some_and(|word| word.eq_ignore_ascii_case("until"));
    until && sentence.checked_sub(1).is_some_and(|before| is_dated(reading, before))
}

/// "so far this season" has its bounds, "how recently" asks.
fn is_bounded(text: &str, span: Span) -> bool {
    let this =
        text[span.end..].trim_start().starts_with("this ") && span.of(text).eq_ignore_ascii_case("so far");
    let before = text[..span.start].trim_end();
    let asked =
        before.rsplit(char::is_whitespace).next().is_some_and(|word| word.eq_ignore_ascii_case("how"));
    this || asked
}

/// Whether somebody has asked for the time already.
fn is_marked(reading: &Reading, sentence: usize, text: &str) -> bool {
    reading.sentences.get(sentence).is_some_and(|sentence| sentence.span.of(text).contains("[when?]"))
}

/// Whether a citation in reach says of when it is.
fn is_dated_by_citation(context: &Context<'_>, (block, sentence): (usize, usize)) -> bool {
    let Some((citation, _)) = context.support.get(block, sentence).and_then(|supported| supported.citation)
    else {
        return false;
    };
    match context.citations.get(citation).map(|citation| &citation.backing) {
        Some(Backing::Entries(keys)) => {
            keys.iter().any(|key| context.library.get(key).is_some_and(|entry| entry.date.is_some()))
        }
        Some(Backing::Note(text) | Backing::Annotation(text) | Backing::Url(text)) => holds_year(text),
        Some(Backing::Nothing) | None => false,
    }
}

/// Whether four digits of a year of our time stand in `text` by themselves.
fn holds_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit())
        .any(|digits| digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_in_a_reference_is_seen_and_a_page_number_is_not() {
        assert!(holds_year("Office for National Statistics, 14 May 2024."));
        assert!(holds_year("https://example.org/2024/05/levy"));
        assert!(!holds_year("Harbour report, page 120245"));
        assert!(!holds_year("https://example.org/1234"));
    }
}
