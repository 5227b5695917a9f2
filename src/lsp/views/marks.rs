//! The marks of a page by what they stand for: footnotes, link labels and citation keys, with every place of each.

use crate::citations::bibliography::keys;
use crate::prose::{CitationForm, Page, Syntax};
use crate::text::Span;

/// What a mark stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// A footnote, by its label.
    Note(String),
    /// A link definition, by its label.
    Label(String),
    /// An entry of the library, by its key.
    Key(String),
}

/// One place of a name: the bytes of the name itself, and whether it is defined there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The label or key, without brackets, `^` and `@`.
    pub span: Span,
    /// Whether it is the definition.
    pub defines: bool,
}

/// The name at an offset, with its own bytes there.
pub fn at(page: &Page, offset: usize) -> Option<(Name, Span)> {
    all(page).into_iter().find(|(_, mark)| mark.span.touches(offset)).map(|(name, mark)| (name, mark.span))
}

/// Every place of a name, in order.
pub fn of(page: &Page, name: &Name) -> Vec<Mark> {
    let mut marks: Vec<Mark> =
        all(page).into_iter().filter(|(other, _)| same(name, other)).map(|(_, mark)| mark).collect();
    marks.sort_by_key(|mark| mark.span.start);
    marks
}

/// Labels are the same in any case; keys are not.
fn same(a: &Name, b: &Name) -> bool {
    match (a, b) {
        (Name::Note(a), Name::Note(b)) | (Name::Label(a), Name::Label(b)) => {
            a.to_lowercase() == b.to_lowercase()
        }
        (a, b) => a == b,
    }
}

fn all(page: &Page) -> Vec<(Name, Mark)> {
    if page.syntax == Syntax::Bibliography {
        let keys = keys::keys(&page.text).into_iter();
        return keys
            .map(|it| {
                (Name::Key(it.span.of(&page.text).to_owned()), Mark { span: it.span, defines: it.defines })
            })
            .collect();
    }
    let mut marks = Vec::new();
    // Where `label` stands inside `within`, after `skip` bytes of it.
    let place = |within: Span, label: &str, skip: usize| {
        let words = within.of(&page.text);
        let at = words.get(skip..)?.find(label)? + skip;
        Some(Span::new(within.start + at, within.start + at + label.len()))
    };
    for raw in &page.citations {
        match &raw.form {
            CitationForm::Note { label, .. } => {
                let span = place(raw.source, label, 2);
                marks.extend(span.map(|span| (Name::Note(label.clone()), Mark { span, defines: false })));
            }
            CitationForm::Reference { label, label_span, .. } => {
                marks.push((Name::Label(label.clone()), Mark { span: *label_span, defines: false }));
            }
            CitationForm::Keys { keys, .. } => {
                for key in keys {
                    let span = place(key.span, &key.key, 1);
                    marks
                        .extend(span.map(|span| (Name::Key(key.key.clone()), Mark { span, defines: false })));
                }
            }
            _ => {}
        }
    }
    for note in &page.notes {
        let span = place(note.mark, &note.label, 2);
        marks.extend(span.map(|span| (Name::Note(note.label.clone()), Mark { span, defines: true })));
    }
    for link in &page.links {
        let span = place(link.source, &link.label, 1);
        marks.extend(span.map(|span| (Name::Label(link.label.clone()), Mark { span, defines: true })));
    }
    marks
}
