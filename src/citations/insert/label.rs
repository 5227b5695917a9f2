//! Labels of new definitions, and those already there that will do.

use std::collections::HashSet;

use crate::citations::LibraryEntry;
use crate::citations::reference::label_key;
use crate::citations::render::is_news;
use crate::prose::Page;

/// "wsj-2024-05-16", "haugen-2008", or "reuters" for a stub of which only the outlet is known.
pub(super) fn base(entry: Option<&LibraryEntry>, outlet: Option<&str>) -> String {
    let Some(entry) = entry else {
        return Some(short(outlet.unwrap_or_default()))
            .filter(|label| !label.is_empty())
            .unwrap_or("source".into());
    };
    let container = entry.container.as_deref().filter(|_| is_news(entry)).map(short);
    let who =
        container.or_else(|| entry.family().map(slug)).or_else(|| entry.container.as_deref().map(short));
    let who = who.filter(|who| !who.is_empty()).unwrap_or_else(|| slug(&entry.key));
    match entry.date {
        Some((year, Some(month), Some(day))) if is_news(entry) => format!("{who}-{year}-{month:02}-{day:02}"),
        Some((year, ..)) => format!("{who}-{year}"),
        None => who,
    }
}

/// The label, or with a letter after it when it is taken.
pub(super) fn unused<'a>(base: String, taken: impl Iterator<Item = &'a str>) -> String {
    let taken: HashSet<String> = taken.map(label_key).collect();
    if !taken.contains(&base) {
        return base;
    }
    let dash = if base.ends_with(|c: char| c.is_ascii_digit()) { "" } else { "-" };
    let letters = ('a'..='z').map(|letter| format!("{base}{dash}{letter}"));
    let numbers = (27..).map(|number| format!("{base}-{number}"));
    letters.chain(numbers).find(|label| !taken.contains(label)).unwrap_or(base)
}

/// Whether the page numbers its footnotes.
pub(super) fn is_numbered(page: &Page) -> bool {
    let numbered = page.notes.iter().filter(|note| number(&note.label).is_some()).count();
    numbered * 2 > page.notes.len()
}

/// The number after the highest of the page's footnotes, used or defined.
pub(super) fn next_number(page: &Page) -> String {
    use crate::prose::CitationForm;
    let used = page.citations.iter().filter_map(|citation| match &citation.form {
        CitationForm::Note { label, .. } => number(label),
        _ => None,
    });
    let highest = page.notes.iter().filter_map(|note| number(&note.label)).chain(used).max();
    (highest.unwrap_or(0).saturating_add(1)).to_string()
}

fn number(label: &str) -> Option<u32> {
    label.trim().parse().ok()
}

/// A name in few letters: initials of three words and more, else its words.
pub(super) fn short(name: &str) -> String {
    let name = name.trim();
    let name = name.strip_prefix("The ").unwrap_or(name);
    let capital: Vec<&str> = name
        .split(|c: char| c.is_whitespace() || c == '-')
        .filter(|word| word.starts_with(char::is_uppercase))
        .collect();
    if capital.len() >= 3 {
        return capital.iter().filter_map(|word| word.chars().next()).flat_map(char::to_lowercase).collect();
    }
    slug(name)
}

fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars() {
        if c.is_alphanumeric() {
            slug.extend(c.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') && c != '\'' && c != '\u{2019}' {
            slug.push('-');
        }
        if slug.len() > 40 {
            break;
        }
    }
    slug.trim_matches('-').to_string()
}
