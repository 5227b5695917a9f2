//! A library entry as a reference a reader can read.

pub mod style;

use std::fmt::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

use hayagriva::archive::locales;
use hayagriva::citationberg::{FontStyle, IndependentStyle, Locale, StyleClass};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, ElemChild, ElemChildren,
};

use super::LibraryEntry;
use super::library::Renderable;

pub use style::ReferenceStyle;

/// The months by name, from January.
pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// How a reference is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    /// Italics as `*…*`, marks escaped.
    Markdown,
    /// Words only, with straight quotation marks.
    Plain,
}

/// The entry as a full reference, in Markdown.
pub fn reference(entry: &LibraryEntry, style: &ReferenceStyle) -> String {
    reference_as(entry, style, Markup::Markdown)
}

/// The entry as a full reference.
pub fn reference_as(entry: &LibraryEntry, style: &ReferenceStyle, markup: Markup) -> String {
    let children = style.get().and_then(|style| rendered(entry, &style));
    let mut out = String::new();
    if let Some(children) = children {
        write(&children, markup, &mut out);
    }
    let out = tidy(&out);
    if out.chars().filter(|c| c.is_alphanumeric()).count() < 3 { by_hand(entry, markup) } else { out }
}

/// The entry in a few words, for menus: "Wall Street Journal, 16 May 2024".
pub fn line(entry: &LibraryEntry) -> String {
    let who = entry.container.as_deref().filter(|_| is_news(entry)).or(entry.family());
    let who = who.or(entry.container.as_deref()).unwrap_or(if entry.title.is_empty() {
        &entry.key
    } else {
        &entry.title
    });
    let who = shortened(who.strip_prefix("The ").unwrap_or(who), 40);
    match entry.date {
        Some((year, Some(month), Some(day))) => format!("{who}, {day} {} {year}", month_name(month)),
        Some((year, Some(month), None)) => format!("{who}, {} {year}", month_name(month)),
        Some((year, ..)) => format!("{who}, {year}"),
        None => who,
    }
}

/// Whether the outlet and the day say more of the entry than its author: news and pages of the web.
pub(super) fn is_news(entry: &LibraryEntry) -> bool {
    entry.container.is_some()
        && (matches!(entry.date, Some((_, Some(_), Some(_)))) || entry.authors.is_empty())
}

/// The first words of a text, at most `most` characters.
pub(super) fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_string();
    }
    let end = text.char_indices().nth(most - 1).map_or(text.len(), |(at, _)| at);
    let end = text[..end].rfind(' ').unwrap_or(end);
    format!("{}…", text[..end].trim_end_matches([',', ' ', ';', ':']))
}

fn month_name(month: u8) -> &'static str {
    usize::from(month).checked_sub(1).and_then(|month| MONTHS.get(month)).copied().unwrap_or_default()
}

static LOCALES: LazyLock<Vec<Locale>> = LazyLock::new(|| {
    let english = |locale: &Locale| locale.lang.as_ref().is_some_and(|code| code.0.starts_with("en"));
    locales().into_iter().filter(english).collect()
});

/// Notes as the note has them, other styles as their list of references has them.
fn rendered(entry: &LibraryEntry, style: &IndependentStyle) -> Option<ElemChildren> {
    macro_rules! render {
        ($item:expr) => {{
            let items = vec![CitationItem::with_entry($item)];
            let mut driver = BibliographyDriver::new();
            // Without a number a note comes in its short form.
            driver.citation(CitationRequest::new(items, style, None, &LOCALES, Some(1)));
            let rendered = driver.finish(BibliographyRequest::new(style, None, &LOCALES));
            if style.settings.class == StyleClass::Note {
                rendered.citations.into_iter().next().map(|note| note.citation)
            } else {
                rendered.bibliography?.items.into_iter().next().map(|item| item.content)
            }
        }};
    }
    // The crate panics on some records.
    catch_unwind(AssertUnwindSafe(|| match entry.record.renderable()? {
        Renderable::Entry(record) => render!(record),
        Renderable::Item(item) => render!(item),
    }))
    .ok()
    .flatten()
}

fn write(children: &ElemChildren, markup: Markup, out: &mut String) {
    for child in &children.0 {
        match child {
            ElemChild::Text(text) | ElemChild::Link { text, .. } => {
                let italic = markup == Markup::Markdown && text.formatting.font_style == FontStyle::Italic;
                let words = match markup {
                    Markup::Markdown => escaped(&text.text),
                    Markup::Plain => straight(&text.text),
                };
                match (italic, words.trim()) {
                    (true, inner) if !inner.is_empty() => {
                        let lead = &words[..words.len() - words.trim_start().len()];
                        let tail = &words[words.trim_end().len()..];
                        let _ = write!(out, "{lead}*{inner}*{tail}");
                    }
                    _ => out.push_str(&words),
                }
            }
            ElemChild::Elem(elem) => write(&elem.children, markup, out),
            ElemChild::Markup(words) => out.push_str(words),
            ElemChild::Transparent { .. } => {}
        }
    }
}

/// Marks of Markdown made harmless; addresses stay as they are.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (number, word) in text.split(' ').enumerate() {
        if number > 0 {
            out.push(' ');
        }
        if word.contains("://") {
            out.push_str(word);
            continue;
        }
        let mut before = ' ';
        let mut rest = word.chars().peekable();
        while let Some(c) = rest.next() {
            let edge = !before.is_alphanumeric() || !rest.peek().is_some_and(|next| next.is_alphanumeric());
            if matches!(c, '*' | '`' | '[' | ']' | '<' | '\\') || c == '_' && edge {
                out.push('\\');
            }
            out.push(c);
            before = c;
        }
    }
    out
}

/// Straight quotation marks, as plain text has them.
fn straight(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{201c}' | '\u{201d}' => '"',
            '\u{2018}' | '\u{2019}' => '\'',
            other => other,
        })
        .collect()
}

/// One line, closed by a full stop.
fn tidy(text: &str) -> String {
    let mut words: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    while words.contains("..") && !words.contains("...") {
        words = words.replace("..", ".");
    }
    // Joined pieces of italics would read as bold.
    words = words.replace("**", "");
    if !words.is_empty() && !words.trim_end_matches(['*', '"', '\u{201d}']).ends_with(['.', '?', '!']) {
        words.push('.');
    }
    words
}

/// Author, title, container, date and address in the manner of a note, where the crate gives nothing.
fn by_hand(entry: &LibraryEntry, markup: Markup) -> String {
    let mut parts: Vec<String> = Vec::new();
    let word = |text: &str| if markup == Markup::Markdown { escaped(text) } else { text.to_string() };
    if !entry.authors.is_empty() {
        parts.push(word(&entry.authors.join(", ")));
    }
    let (open, close) = if markup == Markup::Markdown { ('\u{201c}', '\u{201d}') } else { ('"', '"') };
    if !entry.title.is_empty() {
        parts.push(format!("{open}{}{close}", word(&entry.title)));
    }
    if let Some(container) = &entry.container {
        parts.push(if markup == Markup::Markdown {
            format!("*{}*", word(container))
        } else {
            container.clone()
        });
    }
    parts.extend(entry.date.map(written_date));
    parts.extend(entry.url.clone());
    if parts.is_empty() {
        parts.push(word(&entry.key));
    }
    format!("{}.", parts.join(", "))
}

/// "May 16, 2024", "May 2024", "2024".
pub(super) fn written_date((year, month, day): (i32, Option<u8>, Option<u8>)) -> String {
    match (month.map(month_name).filter(|name| !name.is_empty()), day) {
        (Some(month), Some(day)) => format!("{month} {day}, {year}"),
        (Some(month), None) => format!("{month} {year}"),
        _ => year.to_string(),
    }
}
