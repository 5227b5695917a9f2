//! R9: a list of sources at the end, which no mark points to, supports nothing.

use super::Scales;
use crate::prose::BlockKind;

/// The blocks of the list.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Listed {
    pub heading: Option<usize>,
    until: usize,
}

impl Listed {
    /// Whether a block is an entry of the list.
    pub fn contains(&self, block: usize) -> bool {
        self.heading.is_some_and(|heading| block > heading && block < self.until)
    }
}

/// Finds the last section whose heading says that it lists sources.
pub(super) fn listed(scales: &Scales<'_>) -> Listed {
    let blocks = &scales.page.blocks;
    let heading = blocks.iter().rposition(|block| match block.kind {
        BlockKind::Heading(_) => lists_sources(&block.text),
        // Plain text has no headings of its own.
        BlockKind::Paragraph => {
            block.text.len() < 40 && block.text.ends_with(':') && lists_sources(&block.text)
        }
        _ => false,
    });
    let Some(heading) = heading else { return Listed::default() };
    let until = (heading + 1..blocks.len())
        .find(|at| matches!(blocks[*at].kind, BlockKind::Heading(_)))
        .unwrap_or(blocks.len());
    Listed { heading: Some(heading), until }
}

fn lists_sources(heading: &str) -> bool {
    const NAMES: &[&str] = &[
        "sources",
        "source list",
        "references",
        "bibliography",
        "works cited",
        "further reading",
        "literature",
        "links",
        "sources and further reading",
        "sources and links",
        "list of sources",
        "list of references",
        "general references",
    ];
    let name = heading.trim().trim_end_matches(':').trim();
    NAMES.iter().any(|other| name.eq_ignore_ascii_case(other))
}
