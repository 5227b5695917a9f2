//! The keys in a library's text: where each is defined, and where one entry names another.

use super::{bib, json};
use crate::citations::library::{Format, bib as scanner, csl, yaml};
use crate::text::Span;

/// A key as it stands in a library's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyPlace {
    /// Its bytes, without quotation marks.
    pub span: Span,
    /// Whether an entry is defined by it; else another entry refers to it.
    pub defines: bool,
}

/// BibLaTeX's fields that name other entries (biblatex manual, §2.2.3).
const KIN: [&str; 5] = ["crossref", "xref", "xdata", "related", "entryset"];

/// Every key of a library's text, in order.
pub fn keys(text: &str) -> Vec<KeyPlace> {
    match Format::of_text(text) {
        Format::Bib => bib_keys(text),
        Format::CslJson => json_keys(text),
        Format::Yaml => yaml_keys(text),
    }
}

/// Whether a key can be written in an article and in every kind of library: one word of letters and digits, with
/// Pandoc's punctuation inside only (Pandoc manual, "Citation syntax").
pub fn is_key(key: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let inside = |c: char| is_word(c) || ":.#$%&-+?<>~/".contains(c);
    // What opens a comment or closes a field in one format or the other.
    let breaks = |c: char| matches!(c, '#' | '%' | '~');
    key.starts_with(is_word)
        && key.ends_with(is_word)
        && key.chars().all(inside)
        && !key.contains(breaks)
        && !key.chars().zip(key.chars().skip(1)).any(|(a, b)| !is_word(a) && !is_word(b))
}

fn bib_keys(text: &str) -> Vec<KeyPlace> {
    let mut found = Vec::new();
    for piece in scanner::split(text).iter().filter(|piece| scanner::is_entry(piece.kind)) {
        if piece.key.is_empty() || piece.key.contains('=') {
            continue;
        }
        found.push(KeyPlace { span: piece.key_span, defines: true });
        let rest = Span::new(piece.rest_start, piece.rest_start + piece.rest.len());
        for (_, value) in bib::fields(text, rest).iter().filter(|(name, _)| KIN.contains(&name.as_str())) {
            let words = value.of(text);
            let mut at = value.start;
            for part in words.split(',') {
                let start = at + (part.len() - part.trim_start().len());
                let span = Span::new(start, start + part.trim().len());
                at += part.len() + 1;
                if !span.is_empty() {
                    found.push(KeyPlace { span, defines: false });
                }
            }
        }
    }
    found
}

fn json_keys(text: &str) -> Vec<KeyPlace> {
    let (pieces, _) = csl::split(text);
    let mut found = Vec::new();
    for piece in pieces {
        let fields = json::fields(text, piece);
        let named = |name: &str| fields.iter().find(|(own, _)| own == name).map(|(_, span)| *span);
        let quoted = |span: &Span| text[..span.start].ends_with('"');
        let id = named("id").filter(quoted);
        let spare = named("citation-key").filter(quoted);
        // Better BibTeX writes the key in both.
        let same = |span: &Span| id.is_none_or(|id| id.of(text) == span.of(text));
        let mut spans: Vec<Span> = id.into_iter().chain(spare.filter(same)).collect();
        spans.sort();
        found.extend(spans.into_iter().map(|span| KeyPlace { span, defines: true }));
    }
    found
}

fn yaml_keys(text: &str) -> Vec<KeyPlace> {
    let bare = |span: Span| {
        let word = span.of(text);
        let inner = word.trim_matches(['"', '\'']);
        let lead = word.len() - word.trim_start_matches(['"', '\'']).len();
        Span::new(span.start + lead, span.start + lead + inner.len())
    };
    let pieces = yaml::split(text);
    let is_list = pieces.iter().any(|(key, _)| key.of(text) == "references");
    if !is_list {
        return pieces.into_iter().map(|(key, _)| KeyPlace { span: bare(key), defines: true }).collect();
    }
    // CSL records: `- id: key`, or `id: key` further down in the record.
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_start().strip_prefix("- ").unwrap_or(line).trim_start();
        if let Some(value) = words.strip_prefix("id:") {
            let value = value.split(" #").next().unwrap_or_default();
            let start = at + line.len() - words.len() + 3 + (value.len() - value.trim_start().len());
            let span = bare(Span::new(start, start + value.trim().len()));
            if !span.is_empty() {
                found.push(KeyPlace { span, defines: true });
            }
        }
        at += line.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(&str, bool)> {
        keys(text).into_iter().map(|key| (key.span.of(text), key.defines)).collect()
    }

    #[test]
    fn keys_are_found_in_every_format() {
        let bib = "@comment{x}\n@book{ ruiz:a ,\n title = {Ruiz}, xdata = {lind, ruiz:b}}\n@inbook{b, crossref = ruiz:a}\n";
        let all = [("ruiz:a", true), ("lind", false), ("ruiz:b", false), ("b", true), ("ruiz:a", false)];
        assert_eq!(told(bib), all);
        let csl = r#"[{"id": "ruiz", "citation-key": "ruiz"}, {"id": 3}, {"type": "book", "citation-key":"lind"},
                      {"id": "http://zotero.org/1", "citation-key": "other"}]"#;
        let all = [("ruiz", true), ("ruiz", true), ("lind", true), ("http://zotero.org/1", true)];
        assert_eq!(told(csl), all);
        assert_eq!(told("ruiz:\n  type: Book\n\"li nd\":\n  type: Web\n"), [("ruiz", true), ("li nd", true)]);
        let list = "references:\n- type: book\n  id: 'ruiz' # mine\n- id: lind\n";
        assert_eq!(told(list), [("ruiz", true), ("lind", true)]);
    }

    #[test]
    fn a_key_is_one_word_that_every_format_can_hold() {
        for key in ["ruiz2024", "ruiz:2024", "Müller_24", "doi/10.1", "a.b-c"] {
            assert!(is_key(key), "{key}");
        }
        for key in ["", "a b", "a,b", "a{b", "-a", "a.", "a..b", "a#b", "@a", "a]"] {
            assert!(!is_key(key), "{key}");
        }
    }
}
