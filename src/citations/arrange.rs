//! Footnotes in the order of their first use: definitions sorted, numbers counted anew, names kept.

use std::collections::HashMap;

use super::reference::label_key;
use crate::prose::{CitationForm, NoteDefinition, Page, Syntax};
use crate::text::{Edit, EditSet, Span};

/// The edits that bring the footnotes of a page into the order of their first use. `None` where they are in order, where
/// a label is defined twice, and where a definition does not begin a line of its own (in a quotation, a list): moving it
/// would change what it belongs to.
pub fn footnotes(page: &Page) -> Option<EditSet> {
    if page.syntax != Syntax::Markdown || page.notes.is_empty() {
        return None;
    }
    let order = order(page)?;
    let labels = labels(page, &order);
    let text: &str = &page.text;
    let marks: Vec<(Span, &str)> = page
        .citations
        .iter()
        .filter_map(|citation| match &citation.form {
            CitationForm::Note { label, .. } => Some((citation.source, label.as_str())),
            _ => None,
        })
        .chain(page.notes.iter().map(|note| (note.mark, note.label.as_str())))
        .collect();
    // A mark with its label anew: "[^7]" or "[^7]:".
    let renamed = |span: Span, label: &str| {
        let new = labels.get(&label_key(label)).filter(|new| new.as_str() != label)?;
        let at = span.of(text).find(label)?;
        Some(Edit::replace(Span::new(span.start + at, span.start + at + label.len()), new.clone()))
    };
    let within = |whole: Span| marks.iter().filter(move |(span, _)| whole.covers(*span));
    let slots: Vec<Span> = page.notes.iter().map(|note| body(page, note)).collect();
    let mut edits = Vec::new();
    for (slot, &from) in slots.iter().zip(&order) {
        let moved = slots[from];
        let inner: Vec<Edit> = within(moved).filter_map(|(span, label)| renamed(*span, label)).collect();
        if *slot == moved {
            edits.extend(inner);
            continue;
        }
        let mut words = moved.of(text).to_owned();
        let mut inner = inner;
        inner.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
        for edit in inner {
            words.replace_range(edit.span.start - moved.start..edit.span.end - moved.start, &edit.text);
        }
        edits.push(Edit::replace(*slot, words));
    }
    let outside = marks.iter().filter(|(span, _)| !slots.iter().any(|slot| slot.covers(*span)));
    edits.extend(outside.filter_map(|(span, label)| renamed(*span, label)));
    if edits.is_empty() {
        return None;
    }
    edits.sort_by_key(|edit| edit.span.start);
    EditSet::new(edits)
}

/// The definition without the white space that follows it.
fn body(page: &Page, note: &NoteDefinition) -> Span {
    Span::new(note.source.start, note.source.start + note.source.of(&page.text).trim_end().len())
}

/// Which definition belongs at each place: those used first come first, those never used last.
fn order(page: &Page) -> Option<Vec<usize>> {
    let mut of_label: HashMap<String, usize> = HashMap::new();
    for (index, note) in page.notes.iter().enumerate() {
        let begins = page.text[..note.source.start].rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let twice = of_label.insert(label_key(&note.label), index).is_some();
        if twice || begins != note.source.start || note.mark.start != note.source.start {
            return None;
        }
    }
    let mut used = vec![false; page.notes.len()];
    let mut order = Vec::new();
    // Marks in the text come before those in other notes.
    let inside = |span: Span| page.notes.iter().any(|note| note.source.covers(span));
    let marks = || {
        page.citations.iter().filter_map(|citation| match &citation.form {
            CitationForm::Note { label, .. } => Some((citation.source, label_key(label))),
            _ => None,
        })
    };
    let text = marks().filter(|(span, _)| !inside(*span));
    for (_, label) in text.chain(marks().filter(|(span, _)| inside(*span))) {
        if let Some(&index) = of_label.get(&label)
            && !std::mem::replace(&mut used[index], true)
        {
            order.push(index);
        }
    }
    order.extend((0..used.len()).filter(|index| !used[*index]));
    Some(order)
}

/// The new label of each, by its key: numbers for those that are numbers, counted over these alone.
fn labels(page: &Page, order: &[usize]) -> HashMap<String, String> {
    let numbered = order.iter().map(|&index| &page.notes[index]).filter(|note| is_number(&note.label));
    numbered.zip(1..).map(|(note, number)| (label_key(&note.label), number.to_string())).collect()
}

fn is_number(label: &str) -> bool {
    !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_digit())
}
