//! The edits of an open document, in the order of their versions.
//!
//! Clients send them in that order, but not all: Helix, typed in fast, lets some overtake each other. What comes late
//! belongs before what overtook it, whose places were counted in a text that had it already.

use std::collections::VecDeque;

use tower_lsp::ls_types::TextDocumentContentChangeEvent as Change;

use super::convert::place;
use crate::text::{Buffer, Encoding};

/// How many edits are remembered.
const REMEMBERED: usize = 32;
/// How many versions may be missing for one of them to be taken for late: where they leap, they tell no order.
const MISSING: i32 = 8;

/// The last edits of a document.
#[derive(Default)]
pub(super) struct Edits {
    last: VecDeque<Edit>,
}

struct Edit {
    version: i32,
    changes: Vec<Change>,
    /// The text that they were made in. It shares what is the same with those after it.
    before: Buffer,
}

impl Edits {
    /// Makes an edit in the text, where its version says.
    pub fn make(&mut self, buffer: &mut Buffer, version: i32, changes: Vec<Change>, encoding: Encoding) {
        // A whole text needs none before it.
        if changes.iter().any(|change| change.range.is_none()) {
            self.last.clear();
            apply(buffer, version, &changes, encoding);
            return;
        }
        let mut overtaking = VecDeque::new();
        // Only where few versions are missing: a client that counts anew, or leaps, is taken as it comes.
        let gap = |edit: &Edit| {
            let before = edit.before.version();
            before < version && version < edit.version && edit.version.saturating_sub(before) <= MISSING + 1
        };
        if let Some(at) = self.last.iter().position(gap) {
            tracing::info!(version, before = buffer.version(), "an edit that comes late");
            overtaking = self.last.split_off(at);
            *buffer = overtaking[0].before.clone();
        } else if version <= buffer.version() {
            // The text is what counts: the client has it so, whatever number it gives it.
            tracing::warn!(version, before = buffer.version(), "a version that does not rise");
        }
        let edit = Edit { version, changes, before: buffer.clone() };
        for mut edit in std::iter::once(edit).chain(overtaking) {
            edit.before = buffer.clone();
            apply(buffer, edit.version, &edit.changes, encoding);
            self.last.push_back(edit);
        }
        while self.last.len() > REMEMBERED {
            self.last.pop_front();
        }
    }
}

fn apply(buffer: &mut Buffer, version: i32, changes: &[Change], encoding: Encoding) {
    for change in changes {
        match change.range {
            Some(range) => buffer.replace(place(range.start), place(range.end), encoding, &change.text),
            None => buffer.replace_all(&change.text),
        }
    }
    buffer.set_version(version);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tower_lsp::ls_types::{Position, Range};

    use super::*;

    /// The text after typing one letter after the other, sent in this order.
    fn typed(order: &[usize]) -> (String, i32) {
        let (mut buffer, mut edits) = (Buffer::new("", 0), Edits::default());
        for &at in order {
            let here = Position::new(0, u32::try_from(at).expect("few"));
            let letter = char::from(b'a' + u8::try_from(at % 26).expect("a letter"));
            let change =
                Change { range: Some(Range::new(here, here)), range_length: None, text: letter.into() };
            edits.make(&mut buffer, i32::try_from(at + 1).expect("few"), vec![change], Encoding::Utf16);
        }
        (buffer.snapshot().to_string(), buffer.version())
    }

    #[test]
    fn what_comes_late_belongs_before_what_overtook_it() {
        assert_eq!(typed(&[0, 2, 1, 5, 3, 4]), ("abcdef".into(), 6));
    }

    #[test]
    fn a_client_that_counts_anew_is_taken_at_its_word() {
        let (mut buffer, mut edits) = (Buffer::new("", 40), Edits::default());
        for version in [60, 80, 1, 2, 2, 0] {
            let start = Range::default();
            let change = Change { range: Some(start), range_length: None, text: "x".into() };
            edits.make(&mut buffer, version, vec![change], Encoding::Utf16);
            assert_eq!(buffer.version(), version);
        }
        assert_eq!(&*buffer.snapshot(), "xxxxxx");
    }

    #[test]
    fn a_whole_text_is_never_late() {
        let (mut buffer, mut edits) = (Buffer::new("old", 0), Edits::default());
        for (version, text) in [(2, "new"), (4, "newer"), (3, "newest")] {
            let change = Change { range: None, range_length: None, text: text.into() };
            edits.make(&mut buffer, version, vec![change], Encoding::Utf16);
            assert_eq!((&*buffer.snapshot(), buffer.version()), (text, version));
        }
        assert!(edits.last.is_empty());
    }

    /// Numbers in an order in which each comes at most a few places late.
    fn nearly_in_order() -> impl Strategy<Value = Vec<usize>> {
        let some = |from: usize| Just((from..from + 5).collect::<Vec<_>>()).prop_shuffle();
        (some(0), some(5), some(10), some(15))
            .prop_map(|(one, two, three, four)| [one, two, three, four].concat())
    }

    proptest! {
        #[test]
        fn the_order_in_which_edits_come_is_all_the_same(order in nearly_in_order()) {
            prop_assert_eq!(typed(&order), ("abcdefghijklmnopqrst".to_owned(), 20));
        }
    }
}
