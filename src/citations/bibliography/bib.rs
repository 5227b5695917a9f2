//! The fields of BibTeX and BibLaTeX entries, where they stand.

use super::Reference;
use super::entry::Fields;
use crate::citations::library::bib;
use crate::text::Span;

/// The entries of a file, in order. What is not closed or has no key is left to the library's own complaint.
pub(super) fn entries(text: &str) -> Vec<Reference> {
    bib::split(text)
        .into_iter()
        .filter(|piece| {
            bib::is_entry(piece.kind) && piece.closed && !piece.key.is_empty() && !piece.key.contains('=')
        })
        .map(|piece| {
            let end = piece.rest_start + piece.rest.len();
            Fields {
                text,
                kind: piece.kind.to_ascii_lowercase(),
                key: piece.key_span,
                source: Span::new(piece.start, end + 1),
                fields: fields(text, Span::new(piece.rest_start, end)),
            }
            .reference()
        })
        .collect()
}

/// `name = {value}`, `name = "value"`, `name = value`, with the bytes inside of braces and quotation marks.
pub(super) fn fields(text: &str, rest: Span) -> Vec<(String, Span)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = rest.start;
    while at < rest.end {
        let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'+');
        let Some(step) = bytes[at..rest.end].iter().position(is_name) else { break };
        let start = at + step;
        let length = bytes[start..rest.end].iter().take_while(|byte| is_name(byte)).count();
        at = skip_space(bytes, start + length, rest.end);
        if bytes.get(at) != Some(&b'=') || at >= rest.end {
            // No field: on to the next comma.
            at = value_end(bytes, at, rest.end);
            continue;
        }
        let open = skip_space(bytes, at + 1, rest.end);
        let end = value_end(bytes, open, rest.end);
        let mut value = Span::new(open, open + text[open..end].trim_end().len());
        let wrapped = [(b'{', b'}'), (b'"', b'"')];
        if value.len() >= 2
            && wrapped.iter().any(|&(a, b)| bytes[value.start] == a && bytes[value.end - 1] == b)
        {
            value = Span::new(value.start + 1, value.end - 1);
        }
        found.push((text[start..start + length].to_ascii_lowercase(), value));
        at = end;
    }
    found
}

fn skip_space(bytes: &[u8], at: usize, end: usize) -> usize {
    at + bytes[at.min(end)..end].iter().take_while(|byte| byte.is_ascii_whitespace()).count()
}

/// The comma that ends the value at `at`, or the end.
fn value_end(bytes: &[u8], at: usize, end: usize) -> usize {
    let (mut depth, mut quoted, mut at) = (0usize, false, at);
    while at < end {
        match bytes[at] {
            b'\\' => at += 1,
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b'"' if depth == 0 => quoted = !quoted,
            b',' if depth == 0 && !quoted => return at,
            _ => {}
        }
        at += 1;
    }
    end
}
