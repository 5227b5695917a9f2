//! All that a rule may see.

use std::sync::Arc;

use super::settings::Settings;
use crate::citations::{Citation, Library, Pointer, Reference, Style, Support, Transcripts, insert};
use crate::knowledge::Store;
use crate::language::{Article, Reading, SourceKind};
use crate::prose::{Block, Page, Syntax};
use crate::text::Span;

/// One document, read, and all that surrounds it.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The document.
    pub page: &'a Page,
    /// The reading of each block, in order.
    pub readings: &'a [Arc<Reading>],
    /// What ties the readings together.
    pub article: &'a Article,
    /// The page's citations, looked up.
    pub citations: &'a [Citation],
    /// The references of the page as they are written.
    pub references: &'a [Reference],
    /// Every web address of the page, in order of place.
    pub pointers: &'a [Pointer],
    /// What backs each sentence.
    pub support: &'a Support,
    /// The writer's sources.
    pub library: &'a Library,
    /// The writer's own sources on disk.
    pub transcripts: &'a Transcripts,
    /// Who and what is known.
    pub store: &'a Store,
    /// How to check.
    pub settings: &'a Settings,
}

impl<'a> Context<'a> {
    /// Every block with its index and its reading.
    pub fn blocks(&self) -> impl Iterator<Item = (usize, &'a Block, &'a Reading)> {
        self.page
            .blocks
            .iter()
            .zip(self.readings)
            .enumerate()
            .map(|(index, (block, reading))| (index, block, reading.as_ref()))
    }

    /// The document's bytes of a span of block `block`'s text.
    pub fn source(&self, block: usize, span: Span) -> Span {
        self.page.blocks[block].source_span(span)
    }

    /// The words of a sentence that credit an outlet, a document or a body, in the document: what a link should cover.
    pub fn credit(&self, (block, sentence): (usize, usize)) -> Option<Span> {
        let named = self.readings.get(block)?.attributions.iter().find(|one| {
            let kinds = [SourceKind::Outlet, SourceKind::Document, SourceKind::Organisation];
            one.sentence == sentence && one.is_own() && kinds.contains(&one.kind)
        })?;
        let source = named.source?;
        let apart = source.end.abs_diff(named.cue.start);
        let words = if source.end <= named.cue.start && apart <= 1 { source.hull(named.cue) } else { source };
        Some(self.source(block, words))
    }

    /// The style to cite in: the one asked for by the user, else that of the page, else that of the profile; of those
    /// that the page's syntax has.
    pub fn citation_style(&self) -> Style {
        let shown = if self.settings.style_forced { None } else { insert::prevailing(self.page) };
        match (shown.unwrap_or(self.settings.style), self.page.syntax) {
            (style @ (Style::Ap | Style::ChicagoPlain), Syntax::Plain) => style,
            (_, Syntax::Plain) => Style::Ap,
            (Style::ChicagoPlain, Syntax::Markdown) => Style::Footnote,
            (style, Syntax::Markdown | Syntax::Bibliography) => style,
        }
    }

    /// The document's bytes of a sentence.
    pub fn sentence(&self, (block, sentence): (usize, usize)) -> Option<Span> {
        let span = self.readings.get(block)?.sentences.get(sentence)?.span;
        Some(self.source(block, span))
    }
}
