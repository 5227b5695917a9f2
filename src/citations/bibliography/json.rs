//! The fields of CSL-JSON records, where they stand.

use super::Reference;
use super::entry::Fields;
use crate::citations::library::csl;
use crate::text::Span;

/// The records of a file that are sound JSON, in order.
pub(super) fn entries(text: &str) -> Vec<Reference> {
    let (pieces, _) = csl::split(text);
    pieces
        .into_iter()
        .filter(|piece| {
            serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(piece.of(text)).is_ok()
        })
        .filter_map(|piece| {
            let fields = fields(text, piece);
            let kind = fields.iter().find(|(name, _)| name == "type")?.1.of(text).to_lowercase();
            let key = fields
                .iter()
                .find(|(name, _)| name == "id")
                .map_or(Span::new(piece.start, piece.start + 1), |(_, span)| *span);
            Some(Fields { text, kind, key, source: piece, fields }.reference())
        })
        .collect()
}

/// The members of the object: strings without their quotation marks, anything else whole.
pub(super) fn fields(text: &str, object: Span) -> Vec<(String, Span)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = object.start + 1;
    while let Some(name) = string(bytes, at, object.end) {
        let Some(colon) = bytes[name.end + 1..object.end].iter().position(|byte| *byte == b':') else {
            break;
        };
        let open = name.end + 1 + colon + 1;
        let open =
            open + bytes[open..object.end].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        let (value, end) = match bytes.get(open) {
            Some(b'"') => match string(bytes, open, object.end) {
                Some(value) => (value, value.end + 1),
                None => break,
            },
            _ => {
                let end = value_end(bytes, open, object.end);
                (Span::new(open, open + text[open..end].trim_end().len()), end)
            }
        };
        found.push((name.of(text).to_lowercase(), value));
        at = end;
    }
    found
}

/// The bytes inside the next string.
fn string(bytes: &[u8], from: usize, end: usize) -> Option<Span> {
    let start = from + bytes.get(from..end)?.iter().position(|byte| *byte == b'"')? + 1;
    let mut at = start;
    while at < end {
        match bytes[at] {
            b'\\' => at += 1,
            b'"' => return Some(Span::new(start, at)),
            _ => {}
        }
        at += 1;
    }
    None
}

/// The comma or brace that ends a value.
fn value_end(bytes: &[u8], from: usize, end: usize) -> usize {
    let (mut depth, mut at) = (0usize, from);
    while at < end {
        match bytes[at] {
            b'"' => match string(bytes, at, end) {
                Some(inner) => at = inner.end,
                None => return end,
            },
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth == 0 => return at,
            b'}' | b']' => depth -= 1,
            b',' if depth == 0 => return at,
            _ => {}
        }
        at += 1;
    }
    end
}
