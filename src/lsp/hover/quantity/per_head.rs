//! A figure beside a population: how many in how many, how much a head.

use super::grouped;
use crate::knowledge::markdown::escape;
use crate::knowledge::{Entity, EntityKind, Fact, resolve};
use crate::language::{Quantity, QuantityKind};
use crate::lsp::hover::Place;
use crate::workspace::Report;

/// What a count of people or things, or a sum, is to the people of the one place that its sentence names. `None` where
/// the sentence names several, or nobody knows how many live there.
pub fn told(report: &Report, place: &Place<'_>, quantity: &Quantity, sign: &str) -> Option<String> {
    let (low, high) = quantity.value.filter(|(low, high)| low == high && *low > 0.0)?;
    let (entity, fact) = population(report, place)?;
    let people: f64 =
        fact.value.replace([',', ' ', '\u{a0}'], "").parse().ok().filter(|people| *people >= 1000.0)?;
    let of = format!(
        "{}’s {} people ({}{})",
        escape(&entity.name),
        escape(&fact.value),
        fact.as_of.as_deref().map(|date| format!("{}, ", escape(date))).unwrap_or_default(),
        escape(&fact.source)
    );
    match quantity.kind {
        QuantityKind::Money => {
            let head = high / people;
            let digits = if head < 10.0 { 2 } else { 0 };
            Some(format!("{sign}{} for each of {of}", grouped(super::round(head, digits))))
        }
        QuantityKind::Count if low <= people => {
            let share = low / people;
            let one_in = (1.0 / share).round();
            Some(if one_in >= 2.0 {
                format!("About 1 for every {} of {of}", grouped(one_in))
            } else {
                format!("{} percent of {of}", grouped(super::round(share * 100.0, 1)))
            })
        }
        _ => None,
    }
}

/// The population of the one place that the sentence names.
fn population<'r>(report: &'r Report, place: &Place<'_>) -> Option<(&'r Entity, &'r Fact)> {
    let store = &report.around.tongue.store;
    let sentence = place.reading.sentences.get(place.reading.sentence_at(place.at)?)?.span;
    let texts: Vec<&str> = report.page.blocks.iter().map(|block| block.text.as_str()).collect();
    let mut found: Vec<(&Entity, &Fact)> = Vec::new();
    for mention in place.reading.mentions.iter().filter(|mention| sentence.covers(mention.span)) {
        let named = resolve::named(store, &texts, &report.readings, place.block, mention.span.start)?;
        let Some(entity) = named.entities.first().filter(|entity| entity.kind == EntityKind::Place) else {
            continue;
        };
        if !named.sure {
            return None;
        }
        let fact = entity.fact("population").or_else(|| store.beneath(entity)?.fact("population"));
        if let Some(fact) = fact
            && !found.iter().any(|(other, _)| std::ptr::eq(*other, *entity))
        {
            found.push((entity, fact));
        }
    }
    match found[..] {
        [one] => Some(one),
        _ => None,
    }
}
