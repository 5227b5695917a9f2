//! When: words for time that will not stay true.

pub mod relative_time;
pub mod vague_time;

use jiff::civil::Date;

use super::context::Context;
use super::edits::capitalised;
use crate::language::{MomentKind, Reading};

/// Whether the sentence itself gives a year, a month or a date.
pub(super) fn is_dated(reading: &Reading, sentence: usize) -> bool {
    let Some(sentence) = reading.sentences.get(sentence) else { return false };
    let from = reading.moments.partition_point(|moment| moment.span.start < sentence.span.start);
    reading.moments[from..]
        .iter()
        .take_while(|moment| moment.span.start < sentence.span.end)
        .any(|moment| moment.kind.is_fixed())
}

/// Questions, commands and signposts assert nothing that could go stale.
pub(super) fn is_idle(reading: &Reading, sentence: usize) -> bool {
    reading.claims.get(sentence).is_some_and(|claim| {
        claim.reasons.iter().any(|reason| matches!(*reason, "a question" | "a command" | "a signpost"))
    })
}

/// Whether the page writes its dates with the month first.
pub(super) fn is_american(context: &Context<'_>) -> bool {
    let dates = context.blocks().flat_map(|(_, block, reading)| {
        reading.moments.iter().filter_map(|moment| {
            let MomentKind::Date { weekday: None, .. } = moment.kind else { return None };
            Some(moment.span.of(&block.text))
        })
    });
    dates.take(1).any(|date| date.starts_with(char::is_alphabetic))
}

/// A date in words, as the page writes them.
pub(super) fn written(date: Date, american: bool) -> String {
    if american { date.strftime("%B %-d, %Y").to_string() } else { date.strftime("%-d %B %Y").to_string() }
}

/// `words` with a capital where `phrase` has one.
pub(super) fn cased(words: &str, phrase: &str) -> String {
    if phrase.starts_with(char::is_uppercase) { capitalised(words) } else { words.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_the_page_writes_them() {
        let date = Date::constant(2024, 5, 6);
        assert_eq!(written(date, false), "6 May 2024");
        assert_eq!(written(date, true), "May 6, 2024");
    }
}
