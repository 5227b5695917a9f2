//! The outline: sections, and under each its claims with their status.

use tower_lsp::ls_types::{DocumentSymbol, DocumentSymbolResponse, Location, SymbolInformation, SymbolKind};

use super::{Claimed, claims, sections, shortened};
use crate::lsp::client::Abilities;
use crate::lsp::convert::Places;
use crate::lsp::reading::Checked;
use crate::text::Span;

/// The most characters of a claim that are shown.
const SHOWN: usize = 72;

/// The document's symbols, nested where the client can show that.
pub fn of(checked: &Checked, abilities: &Abilities) -> Option<DocumentSymbolResponse> {
    let report = checked.report.as_ref()?;
    let places = checked.places(abilities);
    let sections = sections(report);
    let first = sections.first().map_or(report.page.blocks.len(), |section| section.block);
    let mut roots: Vec<DocumentSymbol> =
        claims(report, 0..first).map(|claim| symbol(&claim, &places)).collect();
    // Headings that are open, from the outermost in, each with its level.
    let mut open: Vec<(u8, DocumentSymbol)> = Vec::new();
    for section in &sections {
        let block = &report.page.blocks[section.block];
        let mut heading = named(&shortened(&block.text, SHOWN), section.source, block.source, &places);
        let children = claims(report, section.blocks.clone()).map(|claim| symbol(&claim, &places));
        heading.children.get_or_insert_default().extend(children);
        while let Some((_, done)) = open.pop_if(|(level, _)| *level >= section.level) {
            close(&mut open, &mut roots, done);
        }
        open.push((section.level, heading));
    }
    while let Some((_, done)) = open.pop() {
        close(&mut open, &mut roots, done);
    }
    if abilities.nested_symbols {
        return Some(DocumentSymbolResponse::Nested(roots));
    }
    let mut flat = Vec::new();
    flatten(roots, None, checked, &mut flat);
    Some(DocumentSymbolResponse::Flat(flat))
}

fn close(open: &mut [(u8, DocumentSymbol)], roots: &mut Vec<DocumentSymbol>, done: DocumentSymbol) {
    match open.last_mut() {
        Some((_, parent)) => parent.children.get_or_insert_default().push(done),
        None => roots.push(done),
    }
}

#[allow(deprecated)]
fn named(name: &str, whole: Span, own: Span, places: &Places<'_>) -> DocumentSymbol {
    DocumentSymbol {
        name: if name.is_empty() { "(untitled)".into() } else { name.to_owned() },
        detail: None,
        kind: SymbolKind::STRING,
        tags: None,
        deprecated: None,
        range: places.range(whole.hull(own)),
        selection_range: places.range(own),
        children: None,
    }
}

fn symbol(claim: &Claimed<'_>, places: &Places<'_>) -> DocumentSymbol {
    let name = format!("{} {}", claim.status.sign(), shortened(claim.words, SHOWN));
    DocumentSymbol {
        detail: Some(claim.status.name().into()),
        kind: SymbolKind::FIELD,
        ..named(&name, claim.source, claim.source, places)
    }
}

#[allow(deprecated)]
fn flatten(
    symbols: Vec<DocumentSymbol>,
    container: Option<&str>,
    checked: &Checked,
    flat: &mut Vec<SymbolInformation>,
) {
    for symbol in symbols {
        flat.push(SymbolInformation {
            name: symbol.name.clone(),
            kind: symbol.kind,
            tags: None,
            deprecated: None,
            location: Location { uri: checked.uri.clone(), range: symbol.range },
            container_name: container.map(str::to_owned),
        });
        flatten(symbol.children.unwrap_or_default(), Some(&symbol.name), checked, flat);
    }
}
