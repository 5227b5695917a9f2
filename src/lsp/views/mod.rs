//! What the editor shows beside the text, each from the check of the document alone: outline, lenses, folds, links,
//! hints, colours, completion and navigation. One request a file.

pub(super) mod completion;
pub(super) mod everywhere;
pub(super) mod folds;
pub(super) mod hints;
pub(super) mod lenses;
pub(super) mod links;
pub(super) mod marks;
pub(super) mod navigation;
mod open;
pub(super) mod rename;
pub(super) mod symbols;
pub(super) mod tokens;

use crate::citations::{LibraryEntry, Status};
use crate::prose::BlockKind;
use crate::text::Span;
use crate::workspace::Report;

/// A heading and what stands under it.
struct Section {
    /// Index of the heading's block.
    block: usize,
    /// From 1 to 6.
    level: u8,
    /// From the heading to the next one of its level or above.
    source: Span,
    /// The blocks before the next heading of any level.
    blocks: std::ops::Range<usize>,
}

/// The sections of a page, in order.
fn sections(report: &Report) -> Vec<Section> {
    let page = &report.page;
    let mut sections: Vec<Section> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (index, block) in page.blocks.iter().enumerate() {
        let level = match block.kind {
            BlockKind::Heading(level) => level,
            _ if page.headline == Some(index) => 1,
            _ => continue,
        };
        if let Some(last) = sections.last_mut() {
            last.blocks.end = index;
        }
        while let Some(last) = open.pop_if(|last| sections[*last].level >= level) {
            sections[last].source.end =
                page.text[..block.source.start].trim_end().len().max(sections[last].source.start);
        }
        open.push(sections.len());
        sections.push(Section {
            block: index,
            level,
            source: Span::new(block.source.start, page.text.trim_end().len().max(block.source.end)),
            blocks: index + 1..page.blocks.len(),
        });
    }
    sections
}

/// A sentence that claims something, with its status.
pub(super) struct Claimed<'r> {
    /// Its block and number there.
    pub at: (usize, usize),
    /// Its bytes in the document.
    pub source: Span,
    /// As a reader hears it.
    pub words: &'r str,
    pub status: Status,
    /// Why it has that status.
    pub because: &'r str,
}

/// Every claim of the page, in order.
pub(super) fn claims_of(report: &Report) -> impl Iterator<Item = Claimed<'_>> {
    claims(report, 0..report.page.blocks.len())
}

/// The claims of some blocks, in order.
fn claims(report: &Report, blocks: std::ops::Range<usize>) -> impl Iterator<Item = Claimed<'_>> {
    blocks.flat_map(move |index| {
        let block = &report.page.blocks[index];
        let sentences = report.readings[index].sentences.iter().enumerate();
        sentences.filter_map(move |(number, sentence)| {
            let supported = report.support.get(index, number)?;
            (supported.status != Status::NotCheckable).then(|| Claimed {
                at: (index, number),
                source: block.source_span(sentence.span),
                words: sentence.span.of(&block.text),
                status: supported.status,
                because: &supported.because,
            })
        })
    })
}

/// Who an entry is by, or where it appeared, and its year: "Ruiz", "2024".
fn who_and_year(entry: &LibraryEntry) -> (&str, String) {
    let who = entry.family().or(entry.container.as_deref()).unwrap_or("no author");
    (who, entry.date.map_or("n.d.".to_owned(), |(year, ..)| year.to_string()))
}

/// Words on one line, cut at a space after about `most` characters.
fn shortened(words: &str, most: usize) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(most) {
        Some((end, _)) => {
            let end = line[..end].rfind(' ').unwrap_or(end);
            format!("{}…", &line[..end])
        }
        None => line,
    }
}
