//! Who a name stands for, where that is beyond doubt.

use super::context::Context;
use crate::knowledge::{Entity, EntityKind, fold};
use crate::text::Span;

/// By how much the best known of a name must outshine the others to be meant.
const OUTSHINES: u32 = 4;

/// The one person who goes by the full name that a mention of a block's text gives, and the bytes of that name there,
/// without titles. `None` where nobody or several are known by it.
pub(super) fn bearer<'s>(context: &Context<'s>, mention: Span, text: &str) -> Option<(&'s Entity, Span)> {
    let mut start = mention.start;
    loop {
        let name = &text[start..mention.end];
        if !name.contains(' ') {
            return None;
        }
        let mut people =
            context.store.look_up(name).into_iter().filter(|entity| entity.kind == EntityKind::Person);
        if let Some(first) = people.next() {
            let key = fold::key(name);
            let in_full = first.names().any(|(own, short)| !short && fold::key(own) == key);
            let alone = people.all(|other| u32::from(other.renown) * OUTSHINES < u32::from(first.renown));
            return (in_full && alone).then(|| (first, Span::new(start, mention.end)));
        }
        start += name.find(' ')? + 1;
    }
}
