//! Where sentences begin and end.

use std::ops::Range;

use super::token::Token;
use crate::text::Span;

/// One sentence, without the white space around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its bytes, closing quotation marks and brackets included.
    pub span: Span,
    /// Its tokens, as a range of [`Reading::tokens`](super::Reading::tokens).
    pub tokens: Range<usize>,
}

/// Groups the tokens of `text` into sentences; every token belongs to one.
pub fn sentences(_text: &str, _tokens: &[Token]) -> Vec<Sentence> {
    Vec::new()
}
