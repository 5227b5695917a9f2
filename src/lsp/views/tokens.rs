//! Semantic tokens: sources, the cues that tie them to what they say, quotations, and the claims that rest on them.

use tower_lsp::ls_types::{
    SemanticToken, SemanticTokenModifier, SemanticTokenType, SemanticTokens, SemanticTokensLegend,
    SemanticTokensResult,
};

use crate::citations::Status;
use crate::lsp::client::Abilities;
use crate::lsp::reading::Checked;
use crate::text::Span;
use crate::workspace::Report;

/// The kinds of token, in the order of the legend; of two at one place the earlier is shown.
const TYPES: [&str; 4] = ["source", "cue", "quotation", "claim"];
/// How a claim stands, in the order of the legend.
const MODIFIERS: [Status; 5] =
    [Status::Sourced, Status::Attributed, Status::Anonymous, Status::Vague, Status::Unsourced];

/// What the numbers mean.
pub fn legend() -> SemanticTokensLegend {
    SemanticTokensLegend {
        token_types: TYPES.iter().map(|name| SemanticTokenType::new(name)).collect(),
        token_modifiers: MODIFIERS.iter().map(|status| SemanticTokenModifier::new(status.name())).collect(),
    }
}

/// The tokens of the whole document. None reaches over a line's end.
pub fn of(checked: &Checked, abilities: &Abilities) -> Option<SemanticTokensResult> {
    let report = checked.report.as_ref()?;
    let places = checked.places(abilities);
    let (mut line, mut column) = (0, 0);
    let mut data = Vec::new();
    for (span, kind, modifiers) in tokens(report) {
        for part in lines(span, &checked.text) {
            let range = places.range(part);
            if range.end.character <= range.start.character {
                continue;
            }
            let delta_line = range.start.line - line;
            let delta_start =
                if delta_line == 0 { range.start.character - column } else { range.start.character };
            (line, column) = (range.start.line, range.start.character);
            data.push(SemanticToken {
                delta_line,
                delta_start,
                length: range.end.character - range.start.character,
                token_type: kind,
                token_modifiers_bitset: modifiers,
            });
        }
    }
    Some(SemanticTokensResult::Tokens(SemanticTokens { result_id: None, data }))
}

/// Spans of the document with their kind and modifiers: in order, none over another.
fn tokens(report: &Report) -> Vec<(Span, u32, u32)> {
    let mut found: Vec<(Span, u32, u32)> = Vec::new();
    for (index, (block, reading)) in report.page.blocks.iter().zip(&report.readings).enumerate() {
        let mut spans: Vec<(Span, u32, u32)> = Vec::new();
        for attribution in &reading.attributions {
            spans.extend(attribution.source.map(|source| (source, 0, 0)));
            spans.push((attribution.cue, 1, 0));
        }
        let speech = reading.quotations.iter().filter(|quotation| quotation.speech);
        spans.extend(speech.map(|quotation| (quotation.span, 2, 0)));
        for (number, sentence) in reading.sentences.iter().enumerate() {
            let status = report.support.get(index, number).map(|supported| supported.status);
            let modifier = MODIFIERS.iter().position(|other| Some(*other) == status);
            spans.extend(modifier.map(|modifier| (sentence.span, 3, 1 << modifier)));
        }
        let cut = apart(&block.text, &mut spans);
        found.extend(
            cut.into_iter().map(|(span, kind, modifiers)| (block.source_span(span), kind, modifiers)),
        );
    }
    found.retain(|(span, _, _)| !span.is_empty());
    found.sort_by_key(|(span, _, _)| (span.start, span.end));
    found.dedup_by(|later, earlier| later.0.start < earlier.0.end);
    found
}

/// Cuts spans so that none lies over another: at each place the kind with the lowest number is kept.
fn apart(text: &str, spans: &mut [(Span, u32, u32)]) -> Vec<(Span, u32, u32)> {
    let mut edges: Vec<usize> = spans.iter().flat_map(|(span, _, _)| [span.start, span.end]).collect();
    edges.sort_unstable();
    edges.dedup();
    spans.sort_by_key(|(span, kind, _)| (span.start, *kind));
    let mut cut: Vec<(Span, u32, u32)> = Vec::new();
    let mut active: Vec<(Span, u32, u32)> = Vec::new();
    let mut next = 0;
    for pair in edges.windows(2) {
        let piece = Span::new(pair[0], pair[1]);
        active.retain(|(span, _, _)| span.end > piece.start);
        while spans.get(next).is_some_and(|(span, _, _)| span.start <= piece.start) {
            active.push(spans[next]);
            next += 1;
        }
        let Some((whole, kind, modifiers)) = active.iter().min_by_key(|(_, kind, _)| *kind).copied() else {
            continue;
        };
        match cut.last_mut() {
            Some((last, same, _))
                if last.end == piece.start && *same == kind && whole.start <= last.start =>
            {
                last.end = piece.end;
            }
            _ if piece.of(text).trim().is_empty() => {}
            _ => cut.push((piece, kind, modifiers)),
        }
    }
    cut
}

/// A span's parts between line breaks.
fn lines<'t>(span: Span, text: &'t str) -> impl Iterator<Item = Span> + 't {
    let mut at = span.start;
    span.of(text).split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        Span::new(start, start + line.trim_end_matches(['\n', '\r']).len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_at_one_place_the_first_kind_is_kept() {
        let mut spans = vec![
            (Span::new(0, 10), 3, 1),
            (Span::new(2, 4), 0, 0),
            (Span::new(5, 7), 1, 0),
            (Span::new(6, 9), 2, 0),
        ];
        assert_eq!(
            apart("abcdefghij", &mut spans),
            [
                (Span::new(0, 2), 3, 1),
                (Span::new(2, 4), 0, 0),
                (Span::new(4, 5), 3, 1),
                (Span::new(5, 7), 1, 0),
                (Span::new(7, 9), 2, 0),
                (Span::new(9, 10), 3, 1),
            ]
        );
    }

    #[test]
    fn no_token_reaches_over_a_line() {
        let text = "ab\r\ncd\ne";
        let parts: Vec<_> = lines(Span::new(1, 8), text).map(|part| part.of(text)).collect();
        assert_eq!(parts, ["b", "cd", "e"]);
    }
}
