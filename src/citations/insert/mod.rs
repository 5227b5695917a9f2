//! The edits that add a citation in the page's own style (DOMAIN.md §5.3, §5.4).

pub(crate) mod definition;
mod label;
mod place;
mod text;

use serde::{Deserialize, Serialize};

use super::LibraryEntry;
use super::reference::is_address;
use super::render::{Markup, ReferenceStyle, line, shortened};
use crate::prose::{Block, BlockKind, CitationForm, Page, Syntax};
use crate::text::{Edit, EditSet, Span};

pub(crate) use definition::line_break;
pub use place::{after_sentence, before_sentence, before_stop};

/// How a page cites.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Style {
    /// `[words](url)`.
    Inline,
    /// `[words][label]` and a definition.
    Reference,
    /// `[^label]` and a definition.
    Footnote,
    /// `[@key]`.
    Pandoc,
    /// `^[reference]`.
    InlineNote,
    /// ", The Wall Street Journal reported Thursday."
    Ap,
    /// "(1)" and a numbered list at the end.
    ChicagoPlain,
    /// `<ref>{{cite news …}}</ref>`.
    Wiki,
}

/// An edit that adds a citation, and how it reads in a menu.
#[derive(Clone, Debug, PartialEq)]
pub struct Insertion {
    /// "Cite: add footnote [^wsj-2024-05-16]".
    pub title: String,
    /// The edits: mark and definition together.
    pub edits: EditSet,
}

/// What to cite, where and how.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The page.
    pub page: &'a Page,
    /// The sentence, in the document.
    pub sentence: Span,
    /// What a link should cover, in the document.
    pub words: Option<Span>,
    /// The source; without one a stub with TK slots is written.
    pub entry: Option<&'a LibraryEntry>,
    /// Where in the source: "p. 3", "para. 12", "00:14:20". Links and attributions have no room for it.
    pub locator: Option<&'a str>,
    /// The outlet or body a stub is for.
    pub outlet: Option<&'a str>,
    /// Its web domain.
    pub domain: Option<&'a str>,
    /// The style.
    pub style: Style,
    /// Whether new footnote labels are numbers even where the page does not tell.
    pub numeric: bool,
    /// How the reference in a note is written.
    pub references: &'a ReferenceStyle,
}

/// The style the page already uses most; `None` when it cites nothing.
pub fn prevailing(page: &Page) -> Option<Style> {
    if page.syntax == Syntax::Plain {
        return (!endnotes(page).is_empty()).then_some(Style::ChicagoPlain);
    }
    let mut counts: Vec<(Style, usize)> = Vec::new();
    for citation in page.citations.iter().filter(|citation| citation.place.is_some()) {
        let style = match &citation.form {
            CitationForm::Note { .. } => Style::Footnote,
            CitationForm::Keys { bracketed: true, .. } => Style::Pandoc,
            CitationForm::InlineNote { .. } => Style::InlineNote,
            CitationForm::WikiRef { .. } => Style::Wiki,
            CitationForm::Link { url } if is_address(url) => Style::Inline,
            CitationForm::Reference { url: Some(url), .. } if is_address(url) => Style::Reference,
            _ => continue,
        };
        match counts.iter_mut().find(|(known, _)| *known == style) {
            Some((_, count)) => *count += 1,
            None => counts.push((style, 1)),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max()?;
    counts.into_iter().find(|(_, count)| *count == most).map(|(style, _)| style)
}

/// Adds a citation of `entry` (a stub with TK slots when `None`) to `sentence`, in `style`. `words` is what a link
/// should cover. Spans are of the document. `None` when the style cannot be used there.
pub fn cite(
    page: &Page,
    sentence: Span,
    words: Option<Span>,
    entry: Option<&LibraryEntry>,
    style: Style,
) -> Option<Insertion> {
    let request = Request {
        page,
        sentence,
        words,
        entry,
        locator: None,
        outlet: None,
        domain: None,
        style,
        numeric: false,
        references: &ReferenceStyle::default(),
    };
    request.insertion()
}

impl Request<'_> {
    /// The same in the style asked for or else, where that cannot be used, in one that can.
    pub fn insertion_in_any_style(&self) -> Option<Insertion> {
        let others: &[Style] = match self.page.syntax {
            Syntax::Markdown => &[Style::Footnote],
            Syntax::Plain => &[Style::Ap, Style::ChicagoPlain],
            Syntax::Bibliography => return None,
        };
        let mut styles = std::iter::once(&self.style).chain(others);
        styles.find_map(|&style| Request { style, ..*self }.insertion())
    }

    /// The edits, and how they read in a menu. `None` when the style cannot be used there.
    pub fn insertion(&self) -> Option<Insertion> {
        let plain = self.page.syntax == Syntax::Plain;
        if plain != (self.style == Style::ChicagoPlain) && self.style != Style::Ap
            || self.sentence.end > self.page.text.len()
            || self.sentence.is_empty()
        {
            return None;
        }
        match self.style {
            Style::Inline => self.inline(),
            Style::Reference => self.reference(),
            Style::Footnote => self.footnote(),
            Style::Pandoc => self.pandoc(),
            Style::InlineNote => self.inline_note(),
            Style::Ap => self.ap(),
            Style::ChicagoPlain => self.chicago_plain(),
            Style::Wiki => self.wiki(),
        }
    }

    fn titled(&self, title: String, edits: Vec<Edit>) -> Option<Insertion> {
        let title = match self.entry {
            Some(entry) => format!("{title} — {}", shortened(&line(entry), 44)),
            None => title,
        };
        Some(Insertion { title, edits: EditSet::new(edits)? })
    }

    fn link_title(&self, words: Span) -> String {
        let words = words.of(&self.page.text).replace(['*', '_'], "");
        let words = shortened(&words.split_whitespace().collect::<Vec<_>>().join(" "), 34);
        match self.entry {
            Some(_) => format!("Cite: link “{words}”"),
            None => format!("Cite: link “{words}” to a source"),
        }
    }

    /// The address of the entry, or that of a stub.
    fn address(&self) -> Option<String> {
        match self.entry {
            Some(entry) => entry.url.as_deref().filter(|url| is_address(url)).map(text::safe_address),
            None => Some(text::address(self.domain)),
        }
    }

    fn inline(&self) -> Option<Insertion> {
        let url = self.address()?;
        let words = place::link_words(self.page, self.sentence, self.words)?;
        let edits = vec![Edit::insert(words.start, "["), Edit::insert(words.end, format!("]({url})"))];
        self.titled(self.link_title(words), edits)
    }

    fn reference(&self) -> Option<Insertion> {
        let url = self.address()?;
        let words = place::link_words(self.page, self.sentence, self.words)?;
        let known = self.entry.and_then(|_| self.page.links.iter().find(|link| link.url == url));
        let mut edits = vec![Edit::insert(words.start, "[")];
        let label = match known {
            Some(link) => link.label.clone(),
            None => {
                let taken = self.page.links.iter().map(|link| link.label.as_str());
                let label = label::unused(label::base(self.entry, self.outlet), taken);
                let title = self.entry.map_or("TK TITLE", |entry| &entry.title);
                let title = title.replace('\\', "\\\\").replace('"', "\\\"");
                let title = if title.is_empty() { String::new() } else { format!(" \"{title}\"") };
                let present: Vec<Span> = self.page.links.iter().map(|link| link.source).collect();
                edits.push(definition::append(self.page, &present, &format!("[{label}]: {url}{title}")));
                label
            }
        };
        edits.push(Edit::insert(words.end, format!("][{label}]")));
        self.titled(self.link_title(words), edits)
    }

    fn footnote(&self) -> Option<Insertion> {
        // A note without the locator does not say where.
        let known = self.page.notes.iter().find(|note| self.locator.is_none() && self.is_entry(&note.text));
        let mut edits = Vec::new();
        let label = match known {
            Some(note) => note.label.clone(),
            None => {
                let numbers =
                    if self.page.notes.is_empty() { self.numeric } else { label::is_numbered(self.page) };
                let label = if numbers || self.numeric {
                    label::next_number(self.page)
                } else {
                    let used = self.page.citations.iter().filter_map(|citation| match &citation.form {
                        CitationForm::Note { label, .. } => Some(label.as_str()),
                        _ => None,
                    });
                    let taken = self.page.notes.iter().map(|note| note.label.as_str()).chain(used);
                    label::unused(label::base(self.entry, self.outlet), taken)
                };
                let reference = self.written_out(Markup::Markdown);
                let present: Vec<Span> = self.page.notes.iter().map(|note| note.source).collect();
                edits.push(definition::append(self.page, &present, &format!("[^{label}]: {reference}")));
                label
            }
        };
        let mark = format!("[^{label}]");
        edits.insert(0, Edit::insert(self.mark_place(&mark)?, &mark));
        let verb = if known.is_some() { "reuse" } else { "add footnote" };
        self.titled(format!("Cite: {verb} {mark}"), edits)
    }

    fn pandoc(&self) -> Option<Insertion> {
        let entry = self.entry?;
        let key = pandoc_key(&entry.key)?;
        let cited = self.locator.map_or_else(|| key.clone(), |locator| format!("{key}, {locator}"));
        if sentence_marks(self.page, self.sentence).any(|(_, form)| {
            matches!(form, CitationForm::Keys { keys, .. } if keys.iter().any(|one| one.key == entry.key))
        }) {
            return None;
        }
        let (at, again) = before_stop(self.page, self.sentence);
        let text = &self.page.text;
        let title = format!("Cite: insert [{key}]");
        let group = self.page.citations.iter().find(|citation| {
            let beside = citation.source.end == at || text.get(at..citation.source.start) == Some(" ");
            beside && matches!(citation.form, CitationForm::Keys { bracketed: true, .. })
        });
        if let Some(group) = group.filter(|group| group.source.of(text).ends_with(']')) {
            return self.titled(title, vec![Edit::insert(group.source.end - 1, format!("; {cited}"))]);
        }
        let stop = if again { "." } else { "" };
        self.titled(title, vec![Edit::insert(at, format!(" [{cited}]{stop}"))])
    }

    fn inline_note(&self) -> Option<Insertion> {
        let reference = self.written_out(Markup::Markdown);
        let mark = format!("^[{}]", self.in_cell(&reference));
        let edit = Edit::insert(self.mark_place(&mark)?, mark);
        self.titled("Cite: add a note".into(), vec![edit])
    }

    fn ap(&self) -> Option<Insertion> {
        let text: &str = &self.page.text;
        let words = self.sentence.of(text);
        let credited = |name: &str| words.contains(name.strip_prefix("The ").unwrap_or(name));
        if self.entry.and_then(|entry| entry.container.as_deref()).or(self.outlet).is_some_and(credited) {
            return None;
        }
        let phrase = text::attribution(self.entry, self.outlet, self.page.date.map(|(date, _)| date))?;
        let title = format!("Cite: add “{}”", shortened(&phrase, 44));
        let core = words.trim_end_matches(['"', '\u{201d}', '\u{2019}', '\'']);
        let (end, core_end) = (self.sentence.end, self.sentence.start + core.len());
        let edits = match core.chars().next_back()? {
            '!' | '?' | '\u{2026}' | ')' | ']' | ':' | Block::HOLE => return None,
            '.' if core.ends_with("..") => return None,
            '.' if core_end < end => {
                vec![
                    Edit::replace(Span::new(core_end - 1, core_end), ","),
                    Edit::insert(end, format!(" {phrase}.")),
                ]
            }
            '.' if place::ends_in_abbreviation(core) => vec![Edit::insert(end, format!(", {phrase}."))],
            '.' => vec![Edit::insert(end - 1, format!(", {phrase}"))],
            _ if core_end < end => return None,
            _ => vec![Edit::insert(end, format!(", {phrase}"))],
        };
        let inside = |edit: &Edit| {
            let within = |span: &Span| span.start < edit.span.start && edit.span.start < span.end;
            self.page.citations.iter().any(|citation| within(&citation.source))
                || self.page.opaque.iter().any(within)
        };
        if edits.iter().any(inside) {
            return None;
        }
        Some(Insertion { title, edits: EditSet::new(edits)? })
    }

    fn chicago_plain(&self) -> Option<Insertion> {
        let notes = endnotes(self.page);
        let known =
            notes.iter().find(|(_, span)| self.locator.is_none() && self.is_entry(span.of(&self.page.text)));
        let number = known.map_or_else(
            || notes.iter().map(|(number, _)| *number).max().unwrap_or(0).saturating_add(1),
            |(number, _)| *number,
        );
        let mark = format!(" ({number})");
        let mut edits = vec![Edit::insert(self.mark_place(&mark)?, mark)];
        if known.is_none() {
            let reference = self.written_out(Markup::Plain);
            let present: Vec<Span> = notes.iter().map(|(_, span)| *span).collect();
            edits.push(definition::append(self.page, &present, &format!("{number}. {reference}")));
        }
        self.titled(format!("Cite: add endnote ({number})"), edits)
    }

    fn wiki(&self) -> Option<Insertion> {
        let known = self.page.citations.iter().find_map(|citation| match &citation.form {
            CitationForm::WikiRef { name: Some(name), text }
                if self.locator.is_none() && self.is_entry(text) =>
            {
                Some(name.clone())
            }
            _ => None,
        });
        let mark = match known {
            Some(name) => format!("<ref name=\"{name}\" />"),
            None => {
                let template = text::template(self.entry, self.outlet, self.domain, self.locator);
                let taken = self.page.citations.iter().filter_map(|citation| match &citation.form {
                    CitationForm::WikiRef { name, .. } => name.as_deref(),
                    _ => None,
                });
                let name = label::base(self.entry, self.outlet).replace('-', "");
                match self.entry {
                    Some(_) => format!("<ref name=\"{}\">{template}</ref>", label::unused(name, taken)),
                    None => format!("<ref>{template}</ref>"),
                }
            }
        };
        let edit = Edit::insert(self.mark_place(&mark)?, self.in_cell(&mark));
        self.titled("Cite: add {{cite news}} reference".into(), vec![edit])
    }

    /// The reference, with the locator before its full stop.
    fn written_out(&self, markup: Markup) -> String {
        let reference = text::note(self.entry, self.outlet, self.domain, self.references, markup);
        match self.locator {
            Some(locator) => format!("{}, {locator}.", reference.trim_end_matches('.')),
            None => reference,
        }
    }

    /// After the sentence, unless the same mark stands there already.
    fn mark_place(&self, mark: &str) -> Option<usize> {
        let at = after_sentence(self.page, self.sentence);
        (!self.page.text.get(self.sentence.end.min(at)..at)?.contains(mark.trim())).then_some(at)
    }

    /// Whether a note's text is about the entry.
    fn is_entry(&self, note: &str) -> bool {
        let Some(entry) = self.entry else { return false };
        let has_url = entry.url.as_deref().is_some_and(|url| {
            let at = note.find(url).map(|at| at + url.len());
            // Not a longer address that begins like it.
            at.is_some_and(|end| {
                !note[end..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '?' | '-' | '_'))
            })
        });
        let keyed = note.contains(&format!("@{}", entry.key));
        has_url
            || keyed
            || entry.title.len() >= 20 && note.to_lowercase().contains(&entry.title.to_lowercase())
    }

    /// A bar would end a table's cell.
    fn in_cell(&self, words: &str) -> String {
        let cell = self.page.blocks.iter().any(|block| {
            block.kind == BlockKind::Cell
                && block.source.start <= self.sentence.start
                && self.sentence.start < block.source.end
        });
        if cell { words.replace('|', "\\|") } else { words.to_string() }
    }
}

/// The citations that stand in a sentence or right after it.
fn sentence_marks(page: &Page, sentence: Span) -> impl Iterator<Item = (Span, &CitationForm)> {
    let end = after_sentence(page, sentence);
    page.citations
        .iter()
        .filter(move |citation| sentence.start <= citation.source.start && citation.source.start <= end)
        .map(|citation| (citation.source, &citation.form))
}

/// `@key`, with braces where the key has signs that would end it.
pub(crate) fn pandoc_key(key: &str) -> Option<String> {
    let starts = key.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    let inner = |c: char| c.is_alphanumeric() || "_:.#$%&-+?<>~/".contains(c);
    let doubled = key
        .as_bytes()
        .windows(2)
        .any(|pair| pair.iter().all(|byte| byte.is_ascii_punctuation() && *byte != b'_'));
    let ends = key.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '/');
    if starts && ends && !doubled && key.chars().all(inner) {
        return Some(format!("@{key}"));
    }
    let braced =
        !key.contains(['{', '}', ']', '[', ';']) && !key.contains(char::is_whitespace) && !key.is_empty();
    braced.then(|| format!("@{{{key}}}"))
}

/// The numbered notes at the end of a plain text, "1. …", with their numbers: the last lines that count up from 1.
fn endnotes(page: &Page) -> Vec<(u32, Span)> {
    let text: &str = &page.text;
    let mut notes: Vec<(u32, Span)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.trim_end().len());
        at += line.len();
        if line.trim().is_empty() {
            continue;
        }
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let number: Option<u32> = line[..digits].parse().ok().filter(|_| line[digits..].starts_with(". "));
        match number {
            Some(number) if number as usize == notes.len() + 1 => notes.push((number, span)),
            _ => notes.clear(),
        }
    }
    let called = |number: u32| text.contains(&format!("({number})"));
    if notes.iter().any(|(number, _)| called(*number)) { notes } else { Vec::new() }
}
