//! The edits that rules propose, and the words they are made of.

use super::context::Context;
use super::finding::{Fix, FixKind, Related};
use super::place::Place;
use crate::text::{Edit, EditSet, Span};

/// A fix of the given kind, or none when its edits cannot be made together.
pub(super) fn fix(kind: FixKind, title: impl Into<String>, edits: Vec<Edit>) -> Option<Fix> {
    Some(Fix { title: title.into(), kind, preferred: false, safe: false, edits: EditSet::new(edits)? })
}

/// "see also" for another place.
pub(super) fn related(span: Span, message: impl Into<String>) -> Related {
    Related { span, message: message.into() }
}

/// `apposition` set off by commas after `span`: "a former engineer, TK NAME," with the second comma only where the
/// sentence goes on.
pub(super) fn aside(context: &Context<'_>, place: &Place<'_>, span: Span, apposition: &str) -> Edit {
    let close = if goes_on(&place.prose.text, span.end) { "," } else { "" };
    Edit::insert(context.source(place.block, span).end, format!(", {apposition}{close}"))
}

/// Whether words follow at `end` with no mark between.
pub(super) fn goes_on(text: &str, end: usize) -> bool {
    text[end..].trim_start().starts_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '“' | '\u{fffc}'))
}

/// Where a sentence's own words end: before its closing stop. `None` when it ends inside a quotation.
pub(super) fn before_stop(place: &Place<'_>) -> Option<usize> {
    end_of_words(&place.prose.text, place.sentence_span())
}

/// Where the words of the sentence `span` end: before its closing stop. `None` when it ends inside a quotation.
pub(super) fn end_of_words(text: &str, span: Span) -> Option<usize> {
    let words = span.of(text);
    let trimmed = words.trim_end_matches(['.', '!', '?', '…']);
    let quoted = trimmed.ends_with(['"', '”', '’', '\'', ')', ']', '»']);
    (!quoted && !trimmed.is_empty()).then_some(span.start + trimmed.len())
}

/// The first letter of `words` in upper case, the rest as it is.
pub(super) fn capitalised(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// "a", "a and b", "a, b and c".
pub(super) fn listed(parts: &[&str]) -> String {
    match parts {
        [] => String::new(),
        [one] => (*one).to_string(),
        [one, other] => format!("{one} and {other}"),
        [most @ .., last] => format!("{}, and {last}", most.join(", ")),
    }
}
