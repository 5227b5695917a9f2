//! Inlay hints: the status of each claim at its end. Off unless the user's settings say otherwise.

use tower_lsp::ls_types::{InlayHint, InlayHintLabel, InlayHintTooltip, Range};

use super::claims;
use crate::lsp::client::Abilities;
use crate::lsp::reading::Checked;

/// The hints of the visible range.
pub fn of(checked: &Checked, range: Range, abilities: &Abilities) -> Option<Vec<InlayHint>> {
    let report = checked.report.as_ref()?;
    let places = checked.places(abilities);
    let visible = places.span(range);
    let blocks = &report.page.blocks;
    let first = blocks.partition_point(|block| block.source.end < visible.start);
    let end = first + blocks[first..].partition_point(|block| block.source.start <= visible.end);
    let hints =
        claims(report, first..end).filter(|claim| visible.touches(claim.source.end)).map(|claim| InlayHint {
            position: places.position(claim.source.end),
            label: InlayHintLabel::String(format!("{} {}", claim.status.sign(), claim.status.name())),
            kind: None,
            text_edits: None,
            tooltip: Some(InlayHintTooltip::String(claim.because.to_owned())),
            padding_left: Some(true),
            padding_right: None,
            data: None,
        });
    Some(hints.collect())
}
