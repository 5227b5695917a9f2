//! Hover.

use crate::text::Span;
use crate::workspace::Report;

/// What is shown, and for which bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The bytes it speaks of.
    pub span: Span,
    /// What it says.
    pub markdown: String,
}

/// What is known at `offset`.
pub fn at(_report: &Report, _offset: usize) -> Option<Hover> {
    None
}
