//! Ages beside the names of people whose birthday is known: "Emmanuel Macron, 52,", "the 52-year-old Emmanuel Macron".

use crate::knowledge::{Entity, When};
use crate::language::{MomentKind, Reading};
use crate::prose::BlockKind;
use crate::rules::bearer::bearer;
use crate::rules::context::Context;
use crate::text::Span;

/// An age further off than this is not a slip but somebody else's.
const FURTHEST: i16 = 12;

/// An age that the birthday does not give.
pub(super) struct Slip<'s> {
    pub entity: &'s Entity,
    pub born: When,
    /// Where the birthday is told.
    pub source: &'s str,
    /// Index of the block and of the sentence in it.
    pub at: (usize, usize),
    /// The figure's bytes in the block's text.
    pub number: Span,
    pub age: i16,
    /// The ages that the birthday allows.
    pub possible: Vec<i16>,
}

/// Every such age of the article.
pub(super) fn slips<'s>(context: &Context<'s>) -> Vec<Slip<'s>> {
    let Some((date, _)) = context.page.date else { return Vec::new() };
    let mut found = Vec::new();
    for (index, block, reading) in context.blocks() {
        if !matches!(block.kind, BlockKind::Paragraph | BlockKind::Item) {
            continue;
        }
        let text = block.text.as_str();
        for mention in reading.mentions.iter().filter(|mention| !mention.short) {
            let numbers = [after(text, mention.span.end), before(text, mention.span.start)];
            let Some(number) = numbers.into_iter().flatten().next() else { continue };
            let Some(sentence) = reading.sentence_at(mention.span.start) else { continue };
            if reading.is_quoted(number.start) || is_of_another_time(reading, sentence) {
                continue;
            }
            let Some((entity, _)) = bearer(context, mention.span, text) else { continue };
            let Some(fact) = entity.fact("born") else { continue };
            let Some(born) = When::parse(&fact.value) else { continue };
            let Some((least, most)) = born.years_until(date) else { continue };
            let Ok(age) = number.of(text).parse::<i16>() else { continue };
            let off = (least - age).max(age - most);
            // Whoever has died has an age of another day.
            if (1..=FURTHEST).contains(&off) && entity.fact("died").is_none() {
                found.push(Slip {
                    entity,
                    born,
                    source: &fact.source,
                    at: (index, sentence),
                    number,
                    age,
                    possible: (least..=most).collect(),
                });
            }
        }
    }
    found
}

/// ", 52," right behind a name.
fn after(text: &str, end: usize) -> Option<Span> {
    let rest = text.get(end..)?.strip_prefix(", ")?;
    let length = rest.bytes().take_while(u8::is_ascii_digit).count();
    let closes = rest[length..].starts_with([',', '.', ';', ')'])
        && !rest[length + 1..].starts_with(|c: char| c.is_ascii_digit());
    ((1..=3).contains(&length) && closes).then(|| Span::new(end + 2, end + 2 + length))
}

/// "52-year-old " right before one.
fn before(text: &str, start: usize) -> Option<Span> {
    let head = text.get(..start)?.strip_suffix("-year-old ")?;
    let length = head.bytes().rev().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&length).then(|| Span::new(head.len() - length, head.len()))
}

/// Whether the sentence gives a year or a month: the age may be of then.
fn is_of_another_time(reading: &Reading, sentence: usize) -> bool {
    let span = reading.sentences[sentence].span;
    reading.moments.iter().filter(|moment| span.covers(moment.span)).any(|moment| {
        matches!(moment.kind, MomentKind::Date { .. } | MomentKind::Month { .. } | MomentKind::Year(_))
    })
}
