//! Which of the bytes are prose: Markdown or plain text in, blocks with exact source maps out.

pub mod block;
pub mod check_mark;
pub mod directive;
pub mod front_matter;
pub mod markdown;
pub mod page;
pub mod plain;
pub mod web;

mod address;
mod dates;
mod definitions;
mod draft;
mod html;
mod keys;
mod marks;
mod mask;
mod masthead;

pub use block::{Block, BlockKind, ListPlace, Run};
pub use check_mark::CheckMark;
pub use directive::{Directive, Order};
pub use front_matter::FrontMatter;
pub use page::{CitationForm, CitationKey, LinkDefinition, NoteDefinition, Page, Place, RawCitation, Syntax};

use std::sync::Arc;

/// Parses a document. Never fails: what cannot be understood is prose, or is skipped.
pub fn parse(text: Arc<str>, syntax: Syntax) -> Page {
    match syntax {
        Syntax::Markdown => markdown::parse(text),
        Syntax::Plain => plain::parse(text),
        Syntax::Bibliography => Page { text, syntax, ..Page::default() },
    }
}
