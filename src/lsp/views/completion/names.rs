//! Completion of names: those of the notes with the spelling they ask for, those that the article has named in full, and
//! the bundled ones.

use std::collections::HashSet;

use tower_lsp::ls_types::{CompletionItem, CompletionItemKind, CompletionTextEdit, TextEdit};

use crate::citations::library::seek::fold;
use crate::knowledge::fold as name;
use crate::lsp::convert::Places;
use crate::lsp::reading::Checked;
use crate::text::Span;
use crate::workspace::Report;

/// The most names offered.
const MOST: usize = 50;
/// The fewest letters of a name before any is offered.
const LEAST: usize = 2;

/// The names of which a word begins as the one being written does. Names have capitals: nothing is offered for others.
pub fn items(checked: &Checked, report: &Report, offset: usize, places: &Places<'_>) -> Vec<CompletionItem> {
    let before = &checked.text[..offset];
    let start = before.rfind(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\'' | '’'));
    let start = start.map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let typed = Span::new(start, offset);
    let word = typed.of(&checked.text);
    let is_prose = report.page.blocks.iter().any(|block| block.source.touches(offset));
    if !is_prose || word.chars().count() < LEAST || !word.starts_with(char::is_uppercase) {
        return Vec::new();
    }
    let wanted = fold(word);
    let begins =
        |name: &str| fold(name).split([' ', '-']).any(|part| part.starts_with(&wanted)) && name != word;
    let mut seen = HashSet::new();
    let mut items: Vec<CompletionItem> = Vec::new();
    let mut offer = |words: &str, detail: &str| {
        if items.len() < MOST && begins(words) && seen.insert(name::key(words)) {
            items.push(CompletionItem {
                label: words.to_owned(),
                kind: Some(CompletionItemKind::VALUE),
                detail: (!detail.is_empty()).then(|| detail.to_owned()),
                sort_text: Some(format!("{:03}", items.len())),
                filter_text: Some(format!("{word} {words}")),
                text_edit: Some(CompletionTextEdit::Edit(TextEdit {
                    range: places.range(typed),
                    new_text: words.to_owned(),
                })),
                ..CompletionItem::default()
            });
        }
    };
    let store = &report.around.tongue.store;
    let (notes, bundled): (Vec<_>, Vec<_>) = store.entities().partition(|entity| entity.definition.is_some());
    for entity in notes {
        offer(&entity.name, &entity.description);
    }
    for (block, reading) in report.page.blocks.iter().zip(&report.readings) {
        for mention in reading.mentions.iter().filter(|mention| !mention.short) {
            if !block.source_span(mention.span).touches(offset) {
                offer(mention.span.of(&block.text), "named in this article");
            }
        }
    }
    for entity in bundled {
        offer(&entity.name, &entity.description);
    }
    items
}
