//! Properties that hold for any text: edits and positions.

use factcheck_ls::text::{Buffer, Edit, EditSet, Encoding, LineIndex, Position, Span};
use proptest::prelude::*;

/// Texts with all that makes positions hard.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-z ]{0,6}",
        1 => Just("\n".to_owned()),
        1 => Just("\r\n".to_owned()),
        1 => Just("\r".to_owned()),
        1 => Just("😀".to_owned()),
        1 => Just("e\u{301}".to_owned()),
        1 => Just("漢字".to_owned()),
        1 => Just("שלום".to_owned()),
        1 => Just("\u{2028}\u{85}\u{c}".to_owned()),
        1 => Just("👩‍👩‍👧".to_owned()),
        1 => Just("\t\u{a0}\u{ad}".to_owned()),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn encoding() -> impl Strategy<Value = Encoding> {
    prop_oneof![Just(Encoding::Utf8), Just(Encoding::Utf16), Just(Encoding::Utf32)]
}

fn place() -> impl Strategy<Value = Position> {
    prop_oneof![
        9 => (0u32..12, 0u32..40).prop_map(|(line, column)| Position { line, column }),
        1 => (any::<u32>(), any::<u32>()).prop_map(|(line, column)| Position { line, column }),
    ]
}

/// What a client does: it knows its own text, and counts columns in its own way.
#[derive(Clone, Debug)]
enum Step {
    Replace(Position, Position, String),
    All(String),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        12 => (place(), place(), text()).prop_map(|(start, end, text)| Step::Replace(start, end, text)),
        1 => text().prop_map(Step::All),
    ]
}

/// The byte of a position by walking the text, as slow and plain as can be.
fn walk(text: &str, position: Position, encoding: Encoding) -> usize {
    let mut line = 0;
    let mut at = 0;
    let bytes = text.as_bytes();
    while line < position.line {
        let Some(end) = bytes[at..].iter().position(|byte| matches!(byte, b'\n' | b'\r')) else {
            return text.len();
        };
        at += end + if bytes[at + end..].starts_with(b"\r\n") { 2 } else { 1 };
        line += 1;
    }
    let mut column = 0;
    for c in text[at..].chars() {
        let width = match encoding {
            Encoding::Utf8 => c.len_utf8(),
            Encoding::Utf16 => c.len_utf16(),
            Encoding::Utf32 => 1,
        };
        if matches!(c, '\n' | '\r') || column + width > position.column as usize {
            break;
        }
        column += width;
        at += c.len_utf8();
    }
    at
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn a_buffer_follows_its_client(start in text(), steps in prop::collection::vec(step(), 1..16), encoding in encoding()) {
        let mut model = start.clone();
        let mut buffer = Buffer::new(&start, 0);
        for step in steps {
            match step {
                Step::Replace(from, to, new) => {
                    let (a, b) = (walk(&model, from, encoding), walk(&model, to, encoding));
                    model.replace_range(a.min(b)..a.max(b), &new);
                    buffer.replace(from, to, encoding, &new);
                }
                Step::All(new) => {
                    model.clone_from(&new);
                    buffer.replace_all(&new);
                }
            }
            let snapshot = buffer.snapshot();
            prop_assert_eq!(&*snapshot, model.as_str());
            prop_assert_eq!(buffer.len(), model.len());
        }
    }

    #[test]
    fn positions_and_offsets_agree(text in text(), place in place(), encoding in encoding()) {
        let index = LineIndex::new(&text);
        prop_assert_eq!(index.offset(&text, place, encoding), walk(&text, place, encoding));
        for offset in 0..=text.len() {
            let position = index.position(&text, offset, encoding);
            let back = index.offset(&text, position, encoding);
            prop_assert!(back <= offset);
            let between_break = offset > 0 && text.as_bytes()[..offset].ends_with(b"\r")
                && text.as_bytes()[offset..].starts_with(b"\n");
            if text.is_char_boundary(offset) && !between_break {
                prop_assert_eq!(back, offset);
            }
        }
    }

    #[test]
    fn edits_apply_together_as_they_do_from_the_last_to_the_first(
        text in text(),
        edits in prop::collection::vec((0usize..80, 0usize..12, "[A-Z]{0,4}"), 0..6),
    ) {
        let fit = |mut at: usize| {
            at = at.min(text.len());
            while !text.is_char_boundary(at) { at -= 1 }
            at
        };
        let edits: Vec<Edit> = edits
            .into_iter()
            .map(|(start, length, new)| Edit::replace(Span::new(fit(start), fit(start + length)), new))
            .collect();
        if let Some(set) = EditSet::new(edits) {
            let mut model = text.clone();
            for edit in set.edits().iter().rev() {
                model.replace_range(edit.span.start..edit.span.end, &edit.text);
            }
            prop_assert_eq!(set.apply(&text), model);
        }
    }
}
