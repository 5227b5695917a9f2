//! Link definitions: `[label]: url "title"`, the first of each label and those it hides.

use pulldown_cmark::{BrokenLinkCallback, Parser};

use super::page::LinkDefinition;
use crate::text::Span;

/// The definitions the parser goes by: the first of each label.
pub(super) fn defined<'i, F: BrokenLinkCallback<'i>>(
    parser: &Parser<'i, F>,
    document: &str,
    _masked: &str,
    base: usize,
) -> Vec<LinkDefinition> {
    let mut links: Vec<LinkDefinition> = parser
        .reference_definitions()
        .iter()
        .map(|(label, definition)| {
            let span = Span::new(definition.span.start + base, definition.span.end + base);
            let written = span.of(document);
            let lead = written.len() - written.trim_start().len();
            let source = Span::new(span.start + lead, span.start + written.trim_end().len());
            LinkDefinition {
                label: label_of(source.of(document)).unwrap_or(label).to_owned(),
                source,
                url: definition.dest.to_string(),
                title: definition.title.as_ref().map(ToString::to_string),
            }
        })
        .collect();
    links.sort_by_key(|link| link.source);
    links
}

/// `links` and the definitions of labels that were defined before, which stand in the gaps between the blocks.
pub(super) fn all(
    document: &str,
    base: usize,
    mut links: Vec<LinkDefinition>,
    covered: &[Span],
) -> Vec<LinkDefinition> {
    let known: Vec<Span> = links.iter().map(|link| link.source).collect();
    let mut hidden = Vec::new();
    let mut at = base;
    let mut taken = covered.iter().chain(&known).copied().collect::<Vec<_>>();
    taken.sort();
    for span in taken.into_iter().chain([Span::at(document.len())]) {
        if at < span.start {
            gap(document, Span::new(at, span.start), &mut hidden);
        }
        at = at.max(span.end);
    }
    links.append(&mut hidden);
    links.sort_by_key(|link| link.source);
    links
}

/// Reads the definitions in a gap, a line each.
fn gap(document: &str, gap: Span, links: &mut Vec<LinkDefinition>) {
    let mut start = gap.start;
    for line in gap.of(document).split_inclusive(['\n', '\r']) {
        let body = line.trim_start_matches([' ', '\t', '>']);
        let from = start + line.len() - body.len();
        start += line.len();
        let body = body.trim_end();
        if let Some(label) = label_of(body)
            && !label.starts_with('^')
        {
            let rest = body[label.len() + 3..].trim();
            let (url, title) = target(rest);
            if !url.is_empty() {
                let source = Span::new(from, from + body.len());
                links.push(LinkDefinition { label: label.to_owned(), source, url, title });
            }
        }
    }
}

/// The label of `[label]: …`.
fn label_of(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('[')?;
    let end = inner
        .char_indices()
        .scan(false, |escaped, (at, c)| {
            let plain = !*escaped;
            *escaped = plain && c == '\\';
            Some((at, c, plain))
        })
        .find(|&(_, c, plain)| plain && c == ']')
        .map(|(at, ..)| at)?;
    (inner[end..].starts_with("]:") && !inner[..end].trim().is_empty()).then(|| &inner[..end])
}

/// The address and title after the colon.
fn target(rest: &str) -> (String, Option<String>) {
    let (url, rest) = match rest.strip_prefix('<').and_then(|inner| inner.split_once('>')) {
        Some(parts) => parts,
        None => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
    };
    let rest = rest.trim();
    let title = match (rest.chars().next(), rest.chars().next_back()) {
        (Some('"'), Some('"')) | (Some('\''), Some('\'')) | (Some('('), Some(')')) if rest.len() >= 2 => {
            Some(rest[1..rest.len() - 1].to_owned())
        }
        _ => None,
    };
    (url.to_owned(), title)
}
