//! Mention → entity, using the article's own first mentions.

use std::sync::Arc;

use super::{Entity, Store};
use crate::language::Reading;

/// The entities that the mention at `offset` of block `block` may name, likeliest first; several when the name alone
/// cannot tell. Later short forms ("Ruiz", "the Journal") resolve to the full mention before them. With the entity
/// comes the mention's span in the block's text.
pub fn at<'a>(
    _store: &'a Store,
    _texts: &[&str],
    _readings: &[Arc<Reading>],
    _block: usize,
    _offset: usize,
) -> Vec<(crate::text::Span, &'a Entity)> {
    Vec::new()
}
