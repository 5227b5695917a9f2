//! Inlay hints: the status of each claim at its end, author and year beside each key. Off unless the user's settings
//! say otherwise.

use tower_lsp::ls_types::{InlayHint, InlayHintLabel, InlayHintTooltip, Range};

use super::{claims, who_and_year};
use crate::citations::{LibraryEntry, render};
use crate::lsp::client::Abilities;
use crate::lsp::convert::Places;
use crate::lsp::reading::Checked;
use crate::prose::CitationForm;
use crate::text::Span;
use crate::workspace::Report;

/// The hints of the visible range.
pub fn of(checked: &Checked, range: Range, abilities: &Abilities) -> Option<Vec<InlayHint>> {
    let report = checked.report.as_ref()?;
    let places = checked.places(abilities);
    let visible = places.span(range);
    let mut hints = Vec::new();
    if abilities.hints.status {
        hints.extend(statuses(report, visible, &places));
    }
    if abilities.hints.sources {
        hints.extend(sources(report, visible, &places));
    }
    Some(hints)
}

fn statuses(report: &Report, visible: Span, places: &Places<'_>) -> impl Iterator<Item = InlayHint> {
    let blocks = &report.page.blocks;
    let first = blocks.partition_point(|block| block.source.end < visible.start);
    let end = first + blocks[first..].partition_point(|block| block.source.start <= visible.end);
    let claims = claims(report, first..end).filter(move |claim| visible.touches(claim.source.end));
    claims.map(|claim| {
        let label = format!("{} {}", claim.status.sign(), claim.status.name());
        hint(claim.source.end, label, claim.because.to_owned(), places)
    })
}

fn sources(report: &Report, visible: Span, places: &Places<'_>) -> impl Iterator<Item = InlayHint> {
    let keys = report.page.citations.iter().filter_map(|raw| match &raw.form {
        CitationForm::Keys { keys, .. } => Some(keys),
        _ => None,
    });
    let visible = keys.flatten().filter(move |key| visible.touches(key.span.end));
    visible.filter_map(|key| {
        let entry = report.around.library.get(&key.key)?;
        Some(hint(key.span.end, label(entry), render::line(entry), places))
    })
}

/// "Ruiz 2024".
fn label(entry: &LibraryEntry) -> String {
    let (who, year) = who_and_year(entry);
    let others = if entry.authors.len() > 2 { " et al." } else { "" };
    format!("{who}{others} {year}")
}

fn hint(at: usize, label: String, tooltip: String, places: &Places<'_>) -> InlayHint {
    InlayHint {
        position: places.position(at),
        label: InlayHintLabel::String(label),
        kind: None,
        text_edits: None,
        tooltip: Some(InlayHintTooltip::String(tooltip)),
        padding_left: Some(true),
        padding_right: None,
        data: None,
    }
}
