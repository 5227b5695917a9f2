//! Completion in the front matter: its keys, and the values that can be known.

use std::path::Path;

use tower_lsp::ls_types::{CompletionItem, CompletionItemKind, CompletionTextEdit, TextEdit};

use crate::lsp::convert::Places;
use crate::lsp::fault;
use crate::lsp::key::path_of;
use crate::lsp::reading::Checked;
use crate::rules::{Profile, registry};
use crate::text::Span;
use crate::workspace::Report;

/// The keys that matter here, each with what it is for.
const KEYS: [(&str, &str); 9] = [
    ("title", "The headline"),
    ("author", "Who writes it"),
    ("date", "When it is published: “today” and “three years ago” count from then"),
    ("type", "news, interview, analysis, opinion, fiction"),
    ("profile", "The house's habits: news, news-daily, magazine, wiki, academic"),
    ("bibliography", "The files of your sources, relative to this one"),
    ("transcripts", "Your transcripts and documents, which quotations are compared with"),
    ("translated", "Whether it is a translation: then its quotations stand in no transcript"),
    ("factcheck", "What is checked: { disable: [rules] }"),
];

/// What an article may be (DOMAIN.md §10.3).
const KINDS: [&str; 9] =
    ["news", "interview", "analysis", "opinion", "editorial", "column", "review", "essay", "fiction"];

/// Whether an offset is in the front matter, be it that its first key is just being written.
pub fn holds(report: &Report, offset: usize) -> bool {
    if let Some(source) = report.page.front_matter.source {
        return source.touches(offset);
    }
    let before = report.page.text[..offset].trim_start_matches('\u{feff}');
    let mut lines = before.lines();
    let fence = lines.next().map(str::trim_end);
    matches!(fence, Some("---" | "+++"))
        && before.contains('\n')
        && lines.all(|line| !line.trim().is_empty() && Some(line.trim_end()) != fence)
}

/// What may stand at an offset of the front matter.
pub fn items(
    checked: &Checked,
    report: &Report,
    offset: usize,
    places: &Places<'_>,
) -> Option<Vec<CompletionItem>> {
    let text = &*checked.text;
    let is_toml = text.trim_start_matches('\u{feff}').starts_with("+++");
    let start = text[..offset].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let line = &text[start..offset];
    if line.starts_with("---") || line.starts_with("+++") {
        return None;
    }
    let item = |typed: Span, kind, label: &str, new: String, detail: &str| CompletionItem {
        label: label.to_owned(),
        kind: Some(kind),
        detail: (!detail.is_empty()).then(|| detail.to_owned()),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit { range: places.range(typed), new_text: new })),
        ..CompletionItem::default()
    };
    let separator = if is_toml { '=' } else { ':' };
    let Some((key, value)) = key_of(text, start, line, separator) else {
        if !line.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-') {
            return None;
        }
        let mark = if is_toml { " = " } else { ": " };
        let fresh = KEYS.iter().filter(|(key, _)| !has_key(text, report, key, separator));
        let typed = Span::new(start, offset);
        let keys = fresh
            .map(|(key, what)| item(typed, CompletionItemKind::PROPERTY, key, format!("{key}{mark}"), what));
        return Some(keys.collect());
    };
    let typed_from = value.rfind(['[', ',', ' ', '"', '\'', '-']).map_or(0, |at| at + 1);
    let typed = Span::new(offset - (value.len() - typed_from), offset);
    // Right after the colon a space is wanted, too; in TOML quotation marks, which the writer has typed or not.
    let lead = if value.is_empty() { " " } else { "" };
    let quote = if is_toml && !value.contains(['"', '\'']) { "\"" } else { "" };
    let value_item = |label: &str, detail: &str| {
        item(typed, CompletionItemKind::VALUE, label, format!("{lead}{quote}{label}{quote}"), detail)
    };
    let items: Vec<CompletionItem> = match key {
        "type" | "kind" => KINDS.iter().map(|kind| value_item(kind, "")).collect(),
        "profile" => Profile::ALL.iter().map(|profile| value_item(profile.name(), "")).collect(),
        "date" => vec![value_item(&fault::today().to_string(), "today")],
        "translated" => vec![value_item("true", "")],
        "bibliography" => {
            let home = path_of(&checked.uri);
            let home = home.as_deref().and_then(Path::parent)?;
            let files = report.around.library.files.iter();
            let files = files.filter_map(|file| file.strip_prefix(home).ok()?.to_str());
            files.map(|file| value_item(file, "")).collect()
        }
        "disable" => {
            registry::RULES.iter().map(|rule| value_item(rule.meta().id, rule.meta().summary)).collect()
        }
        _ => return None,
    };
    Some(items)
}

/// The key whose value is written at the end of `line`, and what has been written of it: `type: n`, `  - a`, a list's
/// item under its key, `factcheck: {disable: [b`.
fn key_of<'t>(text: &'t str, start: usize, line: &'t str, separator: char) -> Option<(&'t str, &'t str)> {
    if let Some(item) = line.trim_start().strip_prefix('-') {
        let before = text[..start].lines().rev();
        let mut heads =
            before.skip_while(|line| line.trim_start().starts_with('-') || line.trim().is_empty());
        let head = heads.next()?.trim_end().strip_suffix(separator)?;
        return Some((bare(head), item));
    }
    let at = line.rfind(separator)?;
    let key = line[..at].rsplit(['{', ',']).next().unwrap_or_default();
    Some((bare(key), &line[at + 1..]))
}

fn bare(key: &str) -> &str {
    key.trim().trim_matches(['"', '\''])
}

fn has_key(text: &str, report: &Report, key: &str, separator: char) -> bool {
    let matter = report.page.front_matter.source.map_or("", |source| source.of(text));
    matter.lines().any(|line| line.split_once(separator).is_some_and(|(own, _)| bare(own) == key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_of_a_value_is_the_nearest_before_it() {
        let key = |text: &'static str| {
            let start = text.rfind('\n').map_or(0, |at| at + 1);
            key_of(text, start, &text[start..], ':')
        };
        assert_eq!(key("---\ntype: n"), Some(("type", " n")));
        assert_eq!(key("---\nbibliography:\n  - a.bib\n  - b"), Some(("bibliography", " b")));
        assert_eq!(key("---\nfactcheck: {disable: [a, b"), Some(("disable", " [a, b")));
        assert_eq!(key("---\nti"), None);
    }
}
