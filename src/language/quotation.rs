//! Direct quotations: someone else's words.

use super::token::Token;
use crate::text::Span;

/// Text between quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The words with their marks.
    pub span: Span,
    /// The words without their marks.
    pub words: Span,
    /// Whether it reads as speech, not as a title, a nickname or a scare quote of a word or two.
    pub speech: bool,
    /// Whether its closing mark is there; an open quotation runs to the end of the block.
    pub closed: bool,
}

/// Finds the quotations of a block, outermost only, in order. With an odd number of straight marks the rest of the
/// block counts as quoted (DOMAIN.md §3.2, 2).
pub fn quotations(_text: &str, _tokens: &[Token]) -> Vec<Quotation> {
    Vec::new()
}
