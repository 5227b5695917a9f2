//! R6: a caption or a "Source:" line answers for its table, figure or chart.

use super::{Backer, Mark, ReachRule, Scales};
use crate::language::SourceKind;
use crate::language::article::Place;
use crate::prose::{Block, BlockKind};
use crate::text::Span;

/// What a caption gives the block, and which of the block's own sentences are captions.
#[derive(Clone, Debug, Default)]
pub(super) struct Caption {
    pub citation: Option<usize>,
    pub backer: Option<Backer>,
    /// The sentences that only say where a table or figure is from.
    lines: Vec<usize>,
}

impl Caption {
    /// Whether a sentence of the block only says where a table or figure is from.
    pub fn is_line(&self, sentence: usize) -> bool {
        self.lines.contains(&sentence)
    }
}

/// What captions give, by block.
pub(super) fn captions(scales: &Scales<'_>, marks: &[Vec<Option<Mark>>]) -> Vec<Caption> {
    let blocks = &scales.page.blocks;
    let mut captions = vec![Caption::default(); blocks.len()];
    let mut at = 0;
    while at < blocks.len() {
        let start = at;
        while blocks.get(at).is_some_and(|block| block.kind == BlockKind::Cell) {
            at += 1;
        }
        if at == start {
            within(scales, at, marks, &mut captions[at]);
            at += 1;
            continue;
        }
        // The caption stands below or above its table.
        let beside = [Some(at), start.checked_sub(1)].into_iter().flatten().filter(|&beside| {
            blocks
                .get(beside)
                .is_some_and(|block| block.section == blocks[start].section && opens(block).is_some())
        });
        let mut found = Caption::default();
        for beside in beside {
            let (citation, backer) = gives(scales, beside, marks);
            found.citation = found.citation.or(citation);
            found.backer = found.backer.or(backer);
        }
        captions[start..at].fill(found);
    }
    captions
}

/// A caption under a picture that names its own source: "Leaks by year. Source: Water Board".
fn within(scales: &Scales<'_>, block: usize, marks: &[Vec<Option<Mark>>], caption: &mut Caption) {
    let (prose, Some(reading)) = (&scales.page.blocks[block], scales.readings.get(block)) else { return };
    if !matches!(prose.kind, BlockKind::Paragraph | BlockKind::Item) || !prose.text.contains(':') {
        return;
    }
    let lines =
        reading.sentences.iter().enumerate().filter(|(_, it)| source_line(it.span.of(&prose.text)).is_some());
    caption.lines = lines.map(|(index, _)| index).collect();
    let figure = prose.text.contains(Block::HOLE) || opens(prose) == Some(Opening::Caption);
    if figure && !caption.lines.is_empty() {
        (caption.citation, caption.backer) = gives(scales, block, marks);
    }
}

/// How a caption begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opening {
    /// "Table 2", "Chart:".
    Caption,
    /// "Source: ".
    Source,
}

fn opens(block: &Block) -> Option<Opening> {
    const LONGEST: usize = 400;
    if !matches!(block.kind, BlockKind::Paragraph) || block.text.len() > LONGEST {
        return None;
    }
    let text = block.text.trim_start_matches([Block::HOLE, ' ', '*', '_', '(']);
    if source_line(text).is_some() || text.contains("Source:") {
        return Some(Opening::Source);
    }
    let first = text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let caption = ["table", "figure", "fig", "chart", "graph", "graphic", "map"]
        .iter()
        .any(|word| first.eq_ignore_ascii_case(word));
    let rest = text[first.len()..].trim_start_matches(['.', ' ']);
    (caption && rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, ':' | '–' | '—' | '-')))
        .then_some(Opening::Caption)
}

/// Where the source begins in a line that only names one: after "Source:".
fn source_line(text: &str) -> Option<usize> {
    let trimmed = text.trim_start_matches([Block::HOLE, ' ', '*', '_', '(']);
    let (word, rest) = trimmed.split_once(':')?;
    let named = ["source", "sources", "data", "data source", "source of data", "credit"]
        .iter()
        .any(|other| word.trim().eq_ignore_ascii_case(other));
    (named && !rest.trim().is_empty()).then(|| text.len() - rest.trim_start().len())
}

/// The citation and the source that a caption names.
fn gives(scales: &Scales<'_>, block: usize, marks: &[Vec<Option<Mark>>]) -> (Option<usize>, Option<Backer>) {
    let citation = marks.get(block).and_then(|marks| marks.iter().flatten().next()).map(|mark| mark.citation);
    let text = &scales.page.blocks[block].text;
    let from = text.find("ource:").map(|at| at + "ource:".len()).or_else(|| source_line(text));
    let place = from.and_then(|from| {
        let rest = text.get(from..)?;
        let start = from + (rest.len() - rest.trim_start().len());
        let end = from + rest.trim_end().trim_end_matches(['.', ')', '*', '_']).len();
        (start < end).then(|| Place { block, span: Span::new(start, end) })
    });
    let backer = place.and_then(|place| {
        let kind = match scales.kind_at(place) {
            // A line in capitals is read as a headline, without names: what it credits is a name all the same.
            SourceKind::Anaphor if names_a_body(scales.words(place)) => SourceKind::Organisation,
            SourceKind::Anaphor => return None,
            kind => kind,
        };
        Some(Backer { source: Some(place), kind, rule: ReachRule::Caption })
    });
    (citation, backer)
}

/// Whether the words after "Source:" read as a name: a capital on each word but the small ones, and more than one.
fn names_a_body(words: &str) -> bool {
    let mut words = words.split_whitespace();
    let capitals = words.clone().filter(|word| word.starts_with(char::is_uppercase)).count();
    capitals > 1
        && words.all(|word| {
            word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
                || matches!(word, "of" | "for" | "and" | "the" | "&" | "on" | "in")
        })
}
