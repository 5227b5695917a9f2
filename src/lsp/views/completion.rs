//! Completion of citations: keys after `@`, footnote labels after `[^`, addresses after `](`; of names, and of the front matter.

mod front_matter;
mod names;

use serde_json::json;
use tower_lsp::ls_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionResponse, CompletionTextEdit,
    Documentation, MarkupContent, MarkupKind, Position, TextEdit,
};

use super::{shortened, who_and_year};
use crate::citations::{LibraryEntry, render};
use crate::lsp::client::Abilities;
use crate::lsp::convert;
use crate::lsp::reading::Checked;
use crate::text::Span;
use crate::workspace::Report;

/// The most items of one answer: more are offered as the writer types on.
const MOST: usize = 200;
/// The most entries offered first because they fit the sentence.
const FITTING: usize = 5;
/// How far back the opening mark is looked for, in bytes.
const BACK: usize = 120;

/// What is being written.
enum Slot {
    Key,
    Note,
    Address,
}

/// What may stand at a place.
pub fn at(checked: &Checked, at: Position, abilities: &Abilities) -> Option<CompletionResponse> {
    let report = checked.report.as_ref()?;
    let places = checked.places(abilities);
    let offset = places.offset(at);
    if front_matter::holds(report, offset) {
        let items = front_matter::items(checked, report, offset, &places)?;
        return Some(CompletionResponse::List(CompletionList { is_incomplete: false, items }));
    }
    let Some((slot, typed)) = slot(&checked.text, offset) else {
        let items = names::items(checked, report, offset, &places);
        return (!items.is_empty())
            .then_some(CompletionResponse::List(CompletionList { is_incomplete: true, items }));
    };
    let words = typed.of(&checked.text);
    let range = places.range(typed);
    let edit = |text: &str| Some(CompletionTextEdit::Edit(TextEdit { range, new_text: text.to_owned() }));
    let (mut items, mut is_incomplete) = (Vec::new(), false);
    match slot {
        Slot::Key | Slot::Address => {
            let library = &report.around.library;
            for entry in offered(report, words, offset).map(|index| &library.entries[index]) {
                let text = match slot {
                    Slot::Address => entry.url.as_deref(),
                    _ => Some(entry.key.as_str()),
                };
                let Some(text) = text else { continue };
                if items.len() == MOST {
                    is_incomplete = true;
                    break;
                }
                items.push(CompletionItem {
                    label: entry.key.clone(),
                    kind: Some(CompletionItemKind::REFERENCE),
                    detail: Some(detail(entry)),
                    // The order here is the order there: what fits the sentence or the words typed comes first.
                    sort_text: Some(format!("{:04}", items.len())),
                    // Whatever of it the writer types finds it; clients sift what they have by this.
                    filter_text: Some(format!("{text} {} {}", entry.key, sought(entry))),
                    text_edit: edit(text),
                    data: Some(json!({"uri": checked.uri.as_str(), "key": entry.key})),
                    ..CompletionItem::default()
                });
            }
        }
        Slot::Note => {
            for note in &report.page.notes {
                items.push(CompletionItem {
                    label: note.label.clone(),
                    kind: Some(CompletionItemKind::REFERENCE),
                    detail: Some(shortened(&note.text, 80)),
                    filter_text: Some(format!("{} {}", note.label, shortened(&note.text, 80))),
                    text_edit: edit(&note.label),
                    ..CompletionItem::default()
                });
            }
        }
    }
    Some(CompletionResponse::List(CompletionList { is_incomplete, items }))
}

/// An item with its reference, as a reader of the article would see it.
pub fn resolve(checked: &Checked, mut item: CompletionItem, abilities: &Abilities) -> CompletionItem {
    let key = item.data.as_ref().and_then(|data| data["key"].as_str()).unwrap_or_default();
    let Some(report) = checked.report.as_ref() else { return item };
    if let Some(entry) = report.around.library.get(key) {
        let reference = render::reference(entry, &report.around.settings.references);
        let (kind, value) = if abilities.markdown {
            (MarkupKind::Markdown, reference)
        } else {
            (MarkupKind::PlainText, convert::plain_text(&reference))
        };
        item.documentation = Some(Documentation::MarkupContent(MarkupContent { kind, value }));
    }
    item
}

/// What is being written at `offset`, and the bytes typed of it so far.
fn slot(text: &str, offset: usize) -> Option<(Slot, Span)> {
    let mut from = offset.saturating_sub(BACK);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = &text[from..offset];
    let line = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let before = &before[line..];
    let from = from + line;
    let is_key = |c: char| c.is_alphanumeric() || ":.#$%&-+?<>~/_".contains(c);
    let typed = |at: usize| Span::new(from + at, offset);
    if let Some(at) = before.rfind("[^")
        && before[at + 2..].chars().all(|c| !c.is_whitespace() && c != ']')
    {
        return Some((Slot::Note, typed(at + 2)));
    }
    if let Some(at) = before.rfind("](")
        && !before[at + 2..].contains([')', ' '])
    {
        return Some((Slot::Address, typed(at + 2)));
    }
    let at = before.rfind('@')?;
    let opens = before[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || "[;(-".contains(c));
    (opens && before[at + 1..].chars().all(is_key)).then(|| (Slot::Key, typed(at + 1)))
}

/// The entries to offer, by index: those that answer what has been typed, and before anything has, those first that
/// best back the sentence.
fn offered<'r>(report: &'r Report, typed: &str, offset: usize) -> impl Iterator<Item = usize> + use<'r> {
    let fitting: Vec<usize> = if typed.is_empty() {
        let sentence = report.sentence_at(offset).or_else(|| report.sentence_at(offset.checked_sub(2)?));
        let fitting = sentence.map(|sentence| report.fitting(sentence, FITTING)).unwrap_or_default();
        fitting.into_iter().map(|candidate| candidate.entry).collect()
    } else {
        Vec::new()
    };
    let found = report.around.library.seek(typed).into_iter().map(|(index, _)| index);
    let rest = found.filter({
        let fitting = fitting.clone();
        move |index| !fitting.contains(index)
    });
    fitting.into_iter().chain(rest)
}

fn sought(entry: &LibraryEntry) -> String {
    let year = entry.date.map(|(year, ..)| year.to_string()).unwrap_or_default();
    format!("{} {year} {}", entry.authors.join(" "), entry.title)
}

/// "Ruiz (2024): The Levee Report".
fn detail(entry: &LibraryEntry) -> String {
    let (who, year) = who_and_year(entry);
    format!("{who} ({year}): {}", shortened(&entry.title, 80))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Option<(&'static str, &str)> {
        slot(text, text.len()).map(|(slot, span)| {
            let slot = match slot {
                Slot::Key => "key",
                Slot::Note => "note",
                Slot::Address => "address",
            };
            (slot, span.of(text))
        })
    }

    #[test]
    fn the_slot_is_known_by_what_opens_it() {
        assert_eq!(typed("It leaked [@rui"), Some(("key", "rui")));
        assert_eq!(typed("It leaked [@a; @"), Some(("key", "")));
        assert_eq!(typed("As @ruiz2024"), Some(("key", "ruiz2024")));
        assert_eq!(typed("Doubled.[^d"), Some(("note", "d")));
        assert_eq!(typed("[The board]("), Some(("address", "")));
        assert_eq!(typed("ola@example"), None);
        assert_eq!(typed("[@a] and more"), None);
        assert_eq!(typed("[^a] and"), None);
        assert_eq!(typed("[x](y) z"), None);
        assert_eq!(typed("@a\nb"), None);
        assert_eq!(typed("é [@é"), Some(("key", "é")));
    }
}
