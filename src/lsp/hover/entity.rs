//! A name: who or what it is, and how the article speaks of it.

use super::{Hover, Place};
use crate::knowledge::card::{self, Here};
use crate::knowledge::{Entity, EntityKind, resolve};
use crate::language::MentionKind;
use crate::prose::CitationForm;
use crate::workspace::Report;

pub(super) fn at(report: &Report, place: &Place<'_>) -> Option<Hover> {
    let store = &report.around.tongue.store;
    let texts: Vec<&str> = report.page.blocks.iter().map(|block| block.text.as_str()).collect();
    let named = resolve::named(store, &texts, &report.readings, place.block, place.at)?;
    let name = named.span.of(place.text);
    let mut here = Here {
        date: report.page.date.map(|(date, _)| date),
        full: named.full.map(|(block, span)| span.of(texts[block])),
        indexed: store.imported().is_some(),
        ..Here::default()
    };
    let mut unknown = None;
    let markdown = match named.entities.as_slice() {
        [] => {
            let words = here.full.unwrap_or(name);
            here.words = texts.iter().map(|text| text.matches(words).count()).sum();
            // What may be no name at all is not for others to hear of.
            let is_name = !matches!(named.kind, MentionKind::Unknown | MentionKind::Document);
            unknown = is_name.then(|| words.split_whitespace().collect::<Vec<_>>().join(" "));
            card::unknown(name, named.kind, here)
        }
        [entity, others @ ..] if named.sure => {
            // The name under the cursor counts even where the reading found none.
            here.words = resolve::count(store, &texts, &report.readings, entity).max(1);
            here.linked = linked(report, entity);
            here.namesakes = store.namesakes(name).saturating_sub(1).max(others.len());
            here.namesake = others.first().copied();
            card::card(store, entity, here)
        }
        several => card::candidates(several, name),
    };
    Some(Hover { unknown, ..Hover::new(place.source(report, named.span), markdown) })
}

/// How many links of the article lead to the entity's domains.
fn linked(report: &Report, entity: &Entity) -> usize {
    let store = &report.around.tongue.store;
    let leads_there = |url: &str| {
        let Some(host) = super::url::host(url) else { return false };
        match entity.kind {
            EntityKind::Outlet => store
                .outlet_of_host(&host)
                .is_some_and(|outlet| std::ptr::eq(outlet, entity) || outlet.name == entity.name),
            _ => entity.domains.iter().any(|domain| {
                host == *domain || host.strip_suffix(domain.as_str()).is_some_and(|sub| sub.ends_with('.'))
            }),
        }
    };
    report
        .page
        .citations
        .iter()
        .filter(|raw| match &raw.form {
            CitationForm::Link { url } | CitationForm::BareUrl { url } => leads_there(url),
            CitationForm::Reference { url: Some(url), .. } => leads_there(url),
            CitationForm::InlineNote { text } | CitationForm::WikiRef { text, .. } => {
                super::url::all(text).any(leads_there)
            }
            CitationForm::Note { label, .. } => {
                let note = report.page.notes.iter().find(|note| note.label == *label);
                note.is_some_and(|note| super::url::all(&note.text).any(leads_there))
            }
            CitationForm::Keys { keys, .. } => keys.iter().any(|key| {
                let entry = report.around.library.get(&key.key);
                entry.and_then(|entry| entry.url.as_deref()).is_some_and(leads_there)
            }),
            _ => false,
        })
        .count()
}
