//! Hover: what is known of the words under the cursor. Knows no protocol; the desk hands the answer on.
//!
//! In this order, one below the other: what a rule says of the words, the citation, and then the first of name, date,
//! figure, quotation and claim that the words are part of.

mod citation;
mod entity;
mod finding;
mod moment;
mod office;
mod quantity;
mod quoted;
mod statement;
pub(in crate::lsp) mod url;

use crate::language::Reading;
use crate::text::Span;
use crate::workspace::Report;

/// What is shown, and for which bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The bytes it speaks of.
    pub span: Span,
    /// What it says. Everything that comes from texts or files is escaped.
    pub markdown: String,
    /// The name it speaks of, where nothing is known of it.
    pub unknown: Option<String>,
    /// Whether it tells of a figure.
    is_figure: bool,
}

impl Hover {
    fn new(span: Span, markdown: String) -> Self {
        Hover { span, markdown, unknown: None, is_figure: false }
    }
}

/// What is known at `offset`.
pub fn at(report: &Report, offset: usize) -> Option<Hover> {
    let place = Place::of(report, offset);
    let mut layers: Vec<Hover> = finding::at(report, offset, place.as_ref()).into_iter().collect();
    let flagged = !layers.is_empty();
    let cited = citation::at(report, offset);
    let is_cited = cited.is_some();
    layers.extend(cited);
    if let Some(place) = &place {
        let words = office::at(report, place)
            .or_else(|| entity::at(report, place))
            .or_else(|| moment::at(report, place))
            .or_else(|| quantity::at(report, place));
        match words {
            Some(mut words) => {
                // A figure is a claim's heart: say who vouches for it, unless the finding above says so already.
                if !flagged && words.is_figure {
                    words
                        .markdown
                        .extend(statement::status(report, place).map(|status| format!("  \n{status}")));
                }
                layers.push(words);
            }
            // The finding tells the claim's status already, and the words of a link are not the sentence's matter.
            None if !flagged && !is_cited => {
                layers
                    .extend(statement::quotation(report, place).or_else(|| statement::claim(report, place)));
            }
            None => {}
        }
    }
    let span = layers.first()?.span;
    let unknown = layers.iter().find_map(|layer| layer.unknown.clone());
    let markdown = layers.into_iter().map(|layer| layer.markdown).collect::<Vec<_>>().join("\n\n---\n\n");
    Some(Hover { unknown, ..Hover::new(span, markdown) })
}

/// A place in the prose.
struct Place<'r> {
    /// The block's index.
    block: usize,
    /// Its text.
    text: &'r str,
    /// Its reading.
    reading: &'r Reading,
    /// The offset in its text.
    at: usize,
}

impl<'r> Place<'r> {
    fn of(report: &'r Report, offset: usize) -> Option<Place<'r>> {
        let blocks = report.page.blocks.iter().zip(&report.readings).enumerate();
        let mut touching = blocks.filter(|(_, (block, _))| block.source.touches(offset)).filter_map(
            |(index, (block, reading))| {
                let at = block.text_offset(offset)?;
                Some(Place { block: index, text: &block.text, reading, at })
            },
        );
        touching.next()
    }

    /// The document's bytes of a span of the block's text.
    fn source(&self, report: &Report, span: Span) -> Span {
        report.page.blocks[self.block].source_span(span)
    }

    /// The first of these spans that holds the place, or else one that ends there.
    fn pick<T>(&self, items: &'r [T], span: impl Fn(&T) -> Span) -> Option<&'r T> {
        let holds = items.iter().find(|item| {
            let span = span(item);
            span.start <= self.at && self.at < span.end
        });
        holds.or_else(|| items.iter().find(|item| span(item).touches(self.at)))
    }
}

/// Lines that each stay a line of their own.
fn lines(lines: Vec<String>) -> String {
    lines.join("  \n")
}
