//! `headline-mismatch`: a figure, weekday or name of the headline that the story gives otherwise.

use crate::language::quantity::Interval;
use crate::language::spelling::without_possessive;
use crate::language::{MentionKind, MomentKind, Quantity, QuantityKind, Reading, TokenKind};
use crate::prose::BlockKind;
use crate::rules::context::Context;
use crate::rules::edits::fix;
use crate::rules::finding::{Finding, Fix, FixKind};
use crate::rules::names::spelling::is_misspelling;
use crate::rules::precedence;
use crate::rules::registry::{Group, Meta, Rule};
use crate::text::{Edit, Severity, Span};

use super::{elsewhere, preferred};

static META: Meta = Meta {
    id: "headline-mismatch",
    group: Group::Numbers,
    layer: precedence::layer("headline-mismatch"),
    severity: Severity::Warning,
    summary: "A figure, weekday or name of the headline that the story gives otherwise.",
    page: include_str!("headline_mismatch.md"),
};

/// How far a headline may round, as a share.
const ROUNDING: f64 = 0.03;

/// The rule.
pub struct HeadlineMismatch;

/// What the headline has and what the story has in its place.
struct Miss {
    sentence: usize,
    span: Span,
    /// Block and bytes of what the story says instead.
    instead: (usize, Span),
    /// "Number", "Date" or "Name".
    what: &'static str,
    /// How many different things the story might mean.
    candidates: usize,
}

impl Rule for HeadlineMismatch {
    fn meta(&self) -> &Meta {
        &META
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let Some(headline) = context.page.headline else { return };
        for miss in misses(context, headline) {
            let Some(block) = context.page.blocks.get(headline) else { return };
            let message =
                format!("\"{}\" is in the headline but not in the story.", miss.span.of(&block.text));
            let mut found = super::finding(context, &META, (headline, miss.sentence), miss.span, message);
            let (there, span) = miss.instead;
            let words = context.page.blocks.get(there).map_or("", |block| span.of(&block.text));
            found.related.push(elsewhere(context, there, span, format!("The story has \"{words}\".")));
            findings.push(found);
        }
    }

    fn fixes(&self, context: &Context<'_>, finding: &Finding) -> Vec<Fix> {
        let Some(headline) = context.page.headline else { return Vec::new() };
        let Some(miss) = misses(context, headline)
            .into_iter()
            .find(|miss| context.source(headline, miss.span) == finding.span && miss.candidates == 1)
        else {
            return Vec::new();
        };
        let (there, span) = miss.instead;
        let (Some(block), Some(other)) = (context.page.blocks.get(headline), context.page.blocks.get(there))
        else {
            return Vec::new();
        };
        let (old, new) = (miss.span.of(&block.text), span.of(&other.text));
        let title = match miss.what {
            "Number" => format!("Number: change {old} to {new}"),
            what => format!("{what}: change “{old}” to “{new}”"),
        };
        preferred(fix(FixKind::Rewrite, title, vec![Edit::replace(finding.span, new)]).into_iter().collect())
    }
}

fn misses(context: &Context<'_>, headline: usize) -> Vec<Miss> {
    let (Some(block), Some(reading)) = (context.page.blocks.get(headline), context.readings.get(headline))
    else {
        return Vec::new();
    };
    let story: Vec<(usize, &str, &Reading)> = context
        .blocks()
        .filter(|(index, block, _)| *index != headline && !matches!(block.kind, BlockKind::Byline))
        .map(|(index, block, reading)| (index, block.text.as_str(), reading))
        .collect();
    if story.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for quantity in &reading.quantities {
        found.extend(figure(&block.text, reading, quantity, &story));
    }
    found.extend(weekday(reading, &story));
    found.extend(name(context, &block.text, reading, &story));
    found
}

/// A figure of the headline for which the story has another of the same kind.
fn figure(
    text: &str,
    reading: &Reading,
    quantity: &Quantity,
    story: &[(usize, &str, &Reading)],
) -> Option<Miss> {
    use QuantityKind as Kind;
    if !matches!(quantity.kind, Kind::Percent | Kind::Money | Kind::Count | Kind::Bare | Kind::Measure) {
        return None;
    }
    let value = covered(quantity)?;
    let figure = quantity.first?;
    // Small counts are often put in other words: "Two held" for a man and a woman.
    let small = matches!(quantity.kind, Kind::Count | Kind::Bare) && figure.value < 10.0;
    // "7 ways to …" counts the story's own parts; years are times.
    let lists = quantity.span.start == 0 && quantity.kind == Kind::Count && figure.value <= 30.0 && small;
    if small || lists {
        return None;
    }
    let mut candidates: Vec<(usize, Span, f64)> = Vec::new();
    for (index, words, reading) in story {
        for other in &reading.quantities {
            let Some(there) = covered(other) else { continue };
            let loose = Interval { low: there.low * (1.0 - ROUNDING), high: there.high * (1.0 + ROUNDING) };
            if loose.meets(value) || Interval::exact(coarse(there.low, figure.value)).meets(value) {
                return None;
            }
            let like = match (quantity.kind, other.kind) {
                (Kind::Percent, Kind::Percent) => true,
                (Kind::Money, Kind::Money) => quantity.currency == other.currency,
                (Kind::Count | Kind::Bare, Kind::Count) => noun(text, quantity, words, other),
                (Kind::Measure, Kind::Measure) => quantity.unit.is_some() && quantity.unit == other.unit,
                _ => false,
            };
            if like && let Some(first) = other.first {
                let span = match other.second {
                    Some(second) => first.span.hull(second.span),
                    None => first.span,
                };
                let span =
                    if quantity.kind == Kind::Percent { Span::new(span.start, other.span.end) } else { span };
                candidates.push((*index, span, first.value));
            }
        }
    }
    let digits = |span: Span, text: &str| {
        let mut digits: Vec<char> = span.of(text).chars().filter(char::is_ascii_digit).collect();
        digits.sort_unstable();
        digits
    };
    // Of many figures the one with the same digits, or the only one, is what was meant.
    candidates.dedup_by(|a, b| a.2 == b.2);
    let here = digits(figure.span, text);
    let swapped = candidates.iter().find(|(index, span, _)| {
        let words = story.iter().find(|(block, ..)| block == index).map_or("", |(_, words, _)| words);
        digits(*span, words) == here && here.len() > 1
    });
    let (index, span, _) = match (swapped, candidates.as_slice()) {
        (Some(swapped), _) => *swapped,
        (None, [only]) => *only,
        _ => return None,
    };
    let sentence = reading.sentence_at(quantity.span.start)?;
    let here = match quantity.kind {
        Kind::Percent | Kind::Money | Kind::Measure => {
            Span::new(figure.span.start, quantity.span.end.max(figure.span.end))
        }
        _ => figure.span,
    };
    Some(Miss { sentence, span: here, instead: (index, span), what: "Number", candidates: 1 })
}

/// Whether the counts of a headline and of the story are of people, or of the same things.
fn noun(text: &str, quantity: &Quantity, words: &str, other: &Quantity) -> bool {
    const PEOPLE: &[&str] =
        &["people", "staff", "employees", "workers", "jobs", "men", "women", "passengers", "residents"];
    let there = super::clause::counted(words, other);
    let here = super::clause::counted(text, quantity);
    match (here, there) {
        (Some(here), Some(there)) => {
            here == there
                || PEOPLE.contains(&here.as_str())
                    && PEOPLE.iter().any(|it| it.trim_end_matches('s') == there || *it == there)
        }
        // "kills 14": whoever they are.
        (None, Some(there)) => {
            let before =
                text[..quantity.span.start].trim_end().rsplit(' ').next().unwrap_or_default().to_lowercase();
            let fatal = ["kill", "kills", "killed", "dead", "injures", "hurt", "injured", "died"]
                .contains(&before.as_str());
            fatal && (there == "people" || PEOPLE.contains(&there.as_str()))
        }
        _ => false,
    }
}

/// The values a figure stands for; a share in words as a percentage.
fn covered(quantity: &Quantity) -> Option<Interval> {
    let (low, high) = quantity.value?;
    let by = if quantity.kind == QuantityKind::Fraction { 100.0 } else { 1.0 };
    let rough = if quantity.kind == QuantityKind::Fraction { 2.0 } else { 0.0 };
    let whole = Interval { low: low * by - rough, high: high * by + rough };
    Some(whole.hedged(quantity.hedge, if by > 1.0 { 3.0 } else { 0.0 }))
}

/// `value` rounded as coarsely as `like` is.
fn coarse(value: f64, like: f64) -> f64 {
    let mut step = 1.0;
    while step < like && (like / (step * 10.0)).fract().abs() < 1e-9 {
        step *= 10.0;
    }
    (value / step).round() * step
}

/// A weekday of the headline where the story has one other only.
fn weekday(reading: &Reading, story: &[(usize, &str, &Reading)]) -> Option<Miss> {
    let mut here = reading.moments.iter().filter_map(|moment| match moment.kind {
        MomentKind::Weekday(weekday) => Some((weekday, moment.span)),
        _ => None,
    });
    let (weekday, span) = here.next()?;
    let mut others: Vec<(jiff::civil::Weekday, usize, Span)> = Vec::new();
    for (index, _, reading) in story {
        for moment in &reading.moments {
            match moment.kind {
                MomentKind::Weekday(there) if there == weekday => return None,
                MomentKind::Weekday(there) if others.iter().all(|other| other.0 != there) => {
                    others.push((there, *index, moment.span));
                }
                MomentKind::Weekday(_) => {}
                // A date may be that weekday.
                MomentKind::Date { .. } | MomentKind::MonthDay { .. } => return None,
                _ => {}
            }
        }
    }
    let [(_, index, there)] = others[..] else { return None };
    let sentence = reading.sentence_at(span.start)?;
    Some(Miss { sentence, span, instead: (index, there), what: "Date", candidates: 1 })
}

/// Whether two words are forms of one: "Religions", "Religious".
fn is_inflected(one: &str, other: &str) -> bool {
    const ENDINGS: &[&str] =
        &["", "s", "n", "ns", "us", "al", "an", "ans", "ic", "ism", "ist", "ists", "ed", "er"];
    let common = one.bytes().zip(other.bytes()).take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count();
    let ends = |word: &str| word.get(common..).is_some_and(|tail| ENDINGS.contains(&tail));
    common >= 5 && ends(one) && ends(other)
}

/// A name of the headline that the story spells otherwise.
fn name(
    context: &Context<'_>,
    text: &str,
    reading: &Reading,
    story: &[(usize, &str, &Reading)],
) -> Vec<Miss> {
    let mut found = Vec::new();
    for token in reading.tokens.iter().filter(|token| token.kind == TokenKind::Word) {
        let word = without_possessive(token.of(text));
        if word.chars().count() < 5
            || !word.starts_with(char::is_uppercase)
            || word.chars().nth(1).is_some_and(char::is_uppercase)
        {
            continue;
        }
        if !context.store.find(word).is_empty() {
            continue;
        }
        let mut near: Option<(usize, Span)> = None;
        let mut said = false;
        for (index, text, reading) in story {
            said |= reading
                .tokens
                .iter()
                .any(|other| without_possessive(other.of(text)).eq_ignore_ascii_case(word));
            if said {
                break;
            }
            for mention in &reading.mentions {
                let whole = mention.span.of(text);
                // Titles of works and bodies are made of common words.
                if mention.kind != MentionKind::Person && whole.contains(' ') {
                    let last = whole.rsplit(' ').next().unwrap_or_default();
                    let named = mention.kind == MentionKind::Place || whole.matches(' ').count() == 1;
                    let place = named && is_misspelling(word, last);
                    if !place {
                        continue;
                    }
                }
                let mut at = mention.span.start;
                for part in whole.split(' ') {
                    let runs_on = text[at + part.len()..].trim_start().starts_with(char::is_uppercase)
                        && mention.kind != MentionKind::Person;
                    let inflected = mention.kind != MentionKind::Person && is_inflected(word, part);
                    if !runs_on && !inflected && is_misspelling(word, part) {
                        near.get_or_insert((*index, Span::new(at, at + part.len())));
                    }
                    at += part.len() + 1;
                }
            }
        }
        if said {
            continue;
        }
        if let (Some(instead), Some(sentence)) = (near, reading.sentence_at(token.span.start)) {
            let span = Span::new(token.span.start, token.span.start + word.len());
            found.push(Miss { sentence, span, instead, what: "Name", candidates: 1 });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_are_no_misspelling() {
        assert!(is_inflected("Religions", "Religious"));
        assert!(is_inflected("Norvikan", "Norvik"));
        assert!(!is_inflected("Nullabor", "Nullarbor"));
        assert!(!is_inflected("Artic", "Arctic"));
    }
}
