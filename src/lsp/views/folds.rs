//! Folding: sections, front matter, and the notes at the end.

use tower_lsp::ls_types::{FoldingRange, FoldingRangeKind};

use super::sections;
use crate::lsp::client::Abilities;
use crate::lsp::reading::Checked;
use crate::text::Span;

/// What can be folded away.
pub fn of(checked: &Checked, abilities: &Abilities) -> Option<Vec<FoldingRange>> {
    let report = checked.report.as_ref()?;
    let places = checked.places(abilities);
    let page = &report.page;
    let mut folds = Vec::new();
    let mut fold = |span: Span, kind: Option<FoldingRangeKind>| {
        let end = span.start + span.of(&page.text).trim_end().len();
        let range = places.range(Span::new(span.start, end));
        if range.start.line < range.end.line {
            folds.push(FoldingRange {
                start_line: range.start.line,
                start_character: None,
                end_line: range.end.line,
                end_character: None,
                kind,
                collapsed_text: None,
            });
        }
    };
    if let Some(source) = page.front_matter.source {
        fold(source, Some(FoldingRangeKind::Imports));
    }
    for section in sections(report) {
        fold(section.source, Some(FoldingRangeKind::Region));
    }
    // Notes that follow each other with nothing but white space between.
    let mut notes: Option<Span> = None;
    for note in &page.notes {
        notes = Some(match notes {
            Some(run)
                if page.text.get(run.end..note.source.start).is_some_and(|gap| gap.trim().is_empty()) =>
            {
                run.hull(note.source)
            }
            Some(run) => {
                fold(run, Some(FoldingRangeKind::Comment));
                note.source
            }
            None => note.source,
        });
    }
    if let Some(run) = notes {
        fold(run, Some(FoldingRangeKind::Comment));
    }
    Some(folds)
}
