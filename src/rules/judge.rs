//! Runs the rules and decides what is shown: precedence, settings, ignores, order.

use super::context::Context;
use super::finding::Finding;

/// What the rules say of a document.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    /// What is shown, in order of place.
    pub findings: Vec<Finding>,
    /// What an ignore hides, with the index of the directive in the page.
    pub ignored: Vec<(Finding, usize)>,
    /// Rules that panicked on this document.
    pub failed: Vec<&'static str>,
}

/// Runs every rule that is on.
pub fn judge(_context: &Context<'_>) -> Verdict {
    Verdict::default()
}
