//! `outdated-office`: a title that its bearer did not hold on the article's day.
//!
//! Only what goes on in the article's own time is looked at: somebody who says something in it, or is introduced by the
//! title behind the name. Titles of the time told of ("President Obama signed the law in 2010") are right.

use jiff::civil::Date;

use crate::knowledge::Entity;
use crate::knowledge::entity::Office;
use crate::knowledge::office::{self, Worded};
use crate::knowledge::when::{When, day_name};
use crate::language::{Mention, MentionKind, Moment, MomentKind, Reading};
use crate::prose::{Block, BlockKind};
use crate::rules::bearer::bearer;
use crate::rules::context::Context;
use crate::rules::edits::fix;
use crate::rules::finding::{Finding, Fix, FixKind, Subject};
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity, Span};

static META: Meta = Meta {
    id: "outdated-office",
    group: Group::Names,
    layer: precedence::layer("outdated-office"),
    severity: Severity::Warning,
    summary: "A title that its bearer did not hold on the article's day.",
    page: include_str!("outdated_office.md"),
};

/// How long before or after its time a title is a slip rather than history, in years.
const NEAR: i16 = 3;

/// The rule.
pub struct OutdatedOffice;

impl Rule for OutdatedOffice {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let Some((date, _)) = context.page.date else { return };
        for (index, block, reading) in context.blocks() {
            if !matches!(block.kind, BlockKind::Paragraph | BlockKind::Item) {
                continue;
            }
            for mention in reading.mentions.iter().filter(|mention| !mention.short) {
                let Some(slip) = slip(context, block, reading, mention, date) else { continue };
                let Some(sentence) = reading.sentence_at(mention.span.start) else { continue };
                let held = match (slip.office.from, slip.office.to) {
                    (_, Some(to)) if to.last() < date => format!("held it until {to}"),
                    (Some(from), _) => format!("holds it from {from}"),
                    _ => continue,
                };
                findings.push(Finding {
                    rule: META.id,
                    span: context.source(index, slip.words),
                    severity: META.severity,
                    message: format!(
                        "{} was not {} on {}: {held} ({}).",
                        slip.entity.name,
                        slip.office.title,
                        day_name(date),
                        slip.office.source
                    ),
                    related: Vec::new(),
                    subject: Subject {
                        sentence: Some((index, sentence)),
                        words: slip.is_over.then(|| "former ".to_owned()),
                        ..Subject::default()
                    },
                });
            }
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some(former) = &finding.subject.words else { return Vec::new() };
        let words = finding.span.of(&context.page.text);
        let begins =
            finding.span.start == 0 || context.page.text[..finding.span.start].ends_with(['\n', '"', '“']);
        let former = if begins { former.replacen('f', "F", 1) } else { former.clone() };
        let title = format!("Name: write “{former}{words}”");
        fix(FixKind::Rewrite, title, vec![Edit::insert(finding.span.start, former)]).into_iter().collect()
    }
}

/// A title that does not fit the day.
struct Slip<'s> {
    entity: &'s Entity,
    office: &'s Office,
    /// The title's words in the block's text.
    words: Span,
    /// Whether the office was held before; else it is held only later.
    is_over: bool,
}

fn slip<'s>(
    context: &Context<'s>,
    block: &Block,
    reading: &Reading,
    mention: &Mention,
    date: Date,
) -> Option<Slip<'s>> {
    if !matches!(mention.kind, MentionKind::Person | MentionKind::Unknown)
        || reading.is_quoted(mention.span.start)
    {
        return None;
    }
    let text = block.text.as_str();
    let sentence = reading.sentences.get(reading.sentence_at(mention.span.start)?)?.span;
    let (entity, name) =
        bearer(context, mention.span, text).filter(|(entity, _)| !entity.offices.is_empty())?;
    let before = text.get(sentence.start..name.start)?;
    let (worded, words, is_title) = match office::at_end(context.store, before) {
        Some(worded) => {
            let start = sentence.start + worded.start;
            let end = sentence.start + before.trim_end().len();
            (worded, Span::new(start, end), true)
        }
        None => apposition(context, text, name.end, sentence.end)?,
    };
    let speaks =
        reading.attributions_of(reading.sentence_at(mention.span.start)?).iter().any(|attribution| {
            !attribution.quoted
                && attribution.vouches()
                && attribution.source.is_some_and(|source| source.overlaps(name))
                && !attribution.content.is_empty()
        });
    if is_title && !speaks || tells_of_another_time(block, reading, sentence, date) {
        return None;
    }
    let offices: Vec<&Office> = entity.offices.iter().filter(|office| worded.is(office)).collect();
    // Of an office that is known as well as not to have been held, and near the day.
    let known = |office: &&&Office| office.held_on(date) == Some(false);
    if offices.is_empty() || offices.iter().filter(known).count() < offices.len() {
        return None;
    }
    let over = |office: &Office| office.to.is_some_and(|to| to.last() < date);
    let gap = |office: &Office| match office.to.filter(|_| over(office)) {
        Some(to) => years(to.last(), date),
        None => office.from.map_or(i16::MAX, |from| years(date, from.first())),
    };
    let office = offices.into_iter().min_by_key(|office| gap(office))?;
    let is_over = over(office);
    // Somebody may have come back since the facts were written down.
    let reaches = office::is_known_on(context.store, entity, office, date);
    (gap(office) < NEAR && reaches).then_some(Slip { entity, office, words, is_over })
}

/// Whole years from one day to a later one.
fn years(from: Date, to: Date) -> i16 {
    When { year: from.year(), month: Some(from.month()), day: Some(from.day()) }
        .years_until(to)
        .map_or(0, |(years, _)| years)
}

/// ", the French president," and ", president of France," behind a name.
fn apposition(context: &Context<'_>, text: &str, from: usize, end: usize) -> Option<(Worded, Span, bool)> {
    let rest = text.get(from..end)?.strip_prefix(", ")?;
    let from = from + 2;
    let (rest, skip) = match rest.strip_prefix("the ") {
        Some(rest) => (rest, 4),
        None => (rest, 0),
    };
    let start = from + skip;
    if let Some(worded) = office::at_start(context.store, rest) {
        let length = rest.find([',', '.', ';']).unwrap_or(rest.len());
        return Some((worded, Span::new(start, start + length), false));
    }
    let inner = &rest[..rest.find([',', ';'])?];
    let worded = office::at_end(context.store, inner).filter(|worded| worded.start == 0)?;
    Some((worded, Span::new(start, start + inner.len()), false))
}

/// Whether the sentence, or a date of its paragraph, leads into another time than the article's.
fn tells_of_another_time(block: &Block, reading: &Reading, sentence: Span, date: Date) -> bool {
    const THEN: [&str; 14] = [
        " then ",
        " once ",
        " when ",
        " while ",
        " under ",
        " during ",
        " famously ",
        " at the time",
        " served as ",
        " became ",
        " elected",
        " years ago",
        " had ",
        " was president",
    ];
    let words = sentence.of(&block.text).to_lowercase();
    let far = |moment: &&Moment| match &moment.kind {
        MomentKind::Date { date: day, .. } => day.until(date).is_ok_and(|span| span.get_days().abs() > 45),
        MomentKind::Month { year: Some(year), .. } | MomentKind::Year(year) => *year != date.year(),
        MomentKind::Month { year: None, .. } | MomentKind::MonthDay { .. } => false,
        MomentKind::Relative => sentence.covers(moment.span) && moment.span.of(&block.text).contains("year"),
        _ => false,
    };
    THEN.iter().any(|then| words.contains(then)) || reading.moments.iter().any(|moment| far(&moment))
}
