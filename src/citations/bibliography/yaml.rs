//! The fields of Hayagriva's entries, where they stand.

use super::Reference;
use super::entry::Fields;
use crate::citations::library::yaml;
use crate::text::Span;

/// The entries of a file, in order.
pub(super) fn entries(text: &str) -> Vec<Reference> {
    yaml::split(text)
        .into_iter()
        .filter(|(key, _)| key.of(text) != "references")
        .filter_map(|(key, piece)| {
            let fields = fields(text, Span::new(key.end, piece.end));
            let kind = fields.iter().find(|(name, _)| name == "type")?.1.of(text).to_lowercase();
            let source = Span::new(piece.start, piece.start + piece.of(text).trim_end().len());
            Some(Fields { text, kind, key, source, fields }.reference())
        })
        .collect()
}

/// `name: value` of each line; what is indented below a name goes by `name.inner`.
fn fields(text: &str, within: Span) -> Vec<(String, Span)> {
    let mut found: Vec<(String, Span)> = Vec::new();
    let mut above: Vec<(usize, String)> = Vec::new();
    let mut at = within.start;
    for line in within.of(text).split_inclusive('\n') {
        let start = at;
        at += line.len();
        let body = line.trim_start_matches([' ', '-']);
        let indent = line.len() - body.len();
        let Some(colon) = body.find(':') else { continue };
        let name = body[..colon].trim().trim_matches(['"', '\'']);
        let is_name =
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !is_name || indent == 0 {
            continue;
        }
        above.retain(|(depth, _)| *depth < indent);
        let value = body[colon + 1..].trim();
        let from = start + indent + colon + 1;
        let from = from + (body[colon + 1..].len() - body[colon + 1..].trim_start().len());
        let mut span = Span::new(from, from + value.len());
        if value.len() >= 2
            && (value.starts_with('"') && value.ends_with('"')
                || value.starts_with('\'') && value.ends_with('\''))
        {
            span = Span::new(span.start + 1, span.end - 1);
        }
        let mut path = above.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(".");
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(&name.to_lowercase());
        if value.is_empty() {
            // A list or a map follows: it fills the field all the same.
            span = Span::new(start + indent, start + indent + name.len());
            above.push((indent, name.to_lowercase()));
        }
        // `url: { value: …, date: … }`
        if value.starts_with('{') {
            let inner = Span::new(span.start + 1, span.end - usize::from(value.ends_with('}')));
            found.extend(members(text, inner, &path));
        }
        found.push((path, span));
    }
    found
}

/// The members of a map on one line.
fn members(text: &str, map: Span, path: &str) -> Vec<(String, Span)> {
    let mut at = map.start;
    let mut found = Vec::new();
    for member in map.of(text).split(',') {
        let start = at;
        at += member.len() + 1;
        if let Some((name, value)) = member.split_once(": ") {
            let from = start + name.len() + 2 + (value.len() - value.trim_start().len());
            found.push((
                format!("{path}.{}", name.trim().to_lowercase()),
                Span::new(from, from + value.trim().len()),
            ));
        }
    }
    found
}
