//! What every finding offers besides its rule's own fixes: citing, marking, ignoring; order, number, preference.

use super::context::Context;
use super::finding::{Finding, Fix};

/// The most fixes shown for one finding.
pub const SHOWN: usize = 6;

/// The fixes of a finding, in the order of menus (cite, attribute, rewrite, mark, ignore), at most [`SHOWN`].
pub fn fixes(_context: &Context<'_>, _finding: &Finding) -> Vec<Fix> {
    Vec::new()
}
