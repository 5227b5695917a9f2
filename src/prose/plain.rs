//! Plain text → headline, byline, paragraphs.

use std::sync::Arc;

use super::block::{Block, BlockKind, ListPlace};
use super::draft::{Draft, Effect, Mark};
use super::marks::{self, Found, Setting};
use super::page::{CitationForm, NoteDefinition, Page, Syntax};
use super::{dates, masthead};
use crate::text::Span;

/// No line that was broken by hand or by an editor is longer than this.
const LONGEST_WRAPPED_LINE: usize = 140;

/// Parses a plain-text document.
pub fn parse(text: Arc<str>) -> Page {
    let mut page = Page { text: Arc::clone(&text), syntax: Syntax::Plain, ..Page::default() };
    let mut paragraphs = paragraphs(&text);
    let notes = endnotes(&text, &mut paragraphs);
    let headline = headline(&text, &paragraphs);
    let mut found = Found::default();
    let mut lists = 0;
    let mut list: Option<ListPlace> = None;
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let mut draft = paragraph.draft(&text);
        marks::scan(&mut draft, &text, Setting { syntax: Syntax::Plain, sure_keys: false }, &mut found);
        let kind = match &paragraph.kind {
            BlockKind::Note(label) => {
                let words = draft.with_addresses(Span::new(0, draft.text.len()), &text);
                let (mark, source) = (paragraph.mark, paragraph.source());
                page.notes.push(NoteDefinition { label: label.clone(), mark, source, text: words });
                BlockKind::Note(label.clone())
            }
            BlockKind::Paragraph if headline == Some(number) => BlockKind::Heading(1),
            kind => kind.clone(),
        };
        if !notes.is_empty() && !matches!(kind, BlockKind::Note(_)) {
            note_marks(&mut draft, &notes);
        }
        let index = page.blocks.len();
        list = match (&kind, list) {
            (BlockKind::Item, None) => {
                let lead_in = index.checked_sub(1).filter(|&before| page.blocks[before].text.ends_with(':'));
                lists += 1;
                Some(ListPlace { list: lists - 1, lead_in })
            }
            (BlockKind::Item, list) => list,
            _ => None,
        };
        let section = paragraph.section + u32::from(headline.is_some_and(|headline| number > headline));
        let shape = Block { kind, source: paragraph.source(), section, list, ..Block::default() };
        if let Some(block) = draft.compose(shape, index, &mut page.citations) {
            if headline == Some(number) {
                page.headline = Some(index);
            }
            page.blocks.push(block);
        }
    }
    page.directives = found.directives;
    page.opaque = found.opaque;
    masthead::read(&mut page);
    page.settle();
    page
}

/// Lines that make up one block.
#[derive(Debug)]
struct Paragraph {
    /// The words of each line, without indentation, bullet or line break.
    lines: Vec<Span>,
    kind: BlockKind,
    /// The bullet or number before the first line.
    mark: Span,
    section: u32,
}

impl Paragraph {
    fn source(&self) -> Span {
        match (self.lines.first(), self.lines.last()) {
            (Some(first), Some(last)) => Span::new(first.start.min(self.mark.start), last.end),
            _ => self.mark,
        }
    }

    /// The words of the lines, each break a space.
    fn draft(&self, text: &str) -> Draft {
        let mut draft = Draft::default();
        let mut last: Option<Span> = None;
        for &line in &self.lines {
            if let Some(last) = last {
                // Only the break itself stands for the space; blanks and marks around it belong to nothing.
                let between = Span::new(last.end, line.start);
                let words = between.of(text);
                let at = words.find(['\n', '\r']).unwrap_or_default();
                let width = if words[at..].starts_with("\r\n") { 2 } else { 1 };
                draft.push(" ", Span::new(between.start + at, between.start + at + width));
            }
            draft.push_verbatim(text, line);
            last = Some(line);
        }
        draft
    }
}

/// Splits a document at blank lines, at bullets, and where each line is a paragraph of its own.
fn paragraphs(text: &str) -> Vec<Paragraph> {
    let mut groups: Vec<(Vec<Span>, u32)> = Vec::new();
    let mut group: Vec<Span> = Vec::new();
    let mut section = 0;
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    for line in lines(text, start).chain([Span::at(text.len())]) {
        let words = trimmed(text, line);
        let is_rule = words.len() >= 3
            && words
                .of(text)
                .chars()
                .all(|c| matches!(c, '*' | '-' | '_' | '=' | '#' | '~' | ' ' | '·' | '•'));
        if !words.is_empty() && !is_rule {
            group.push(words);
            continue;
        }
        if !group.is_empty() {
            groups.push((std::mem::take(&mut group), section));
        }
        section += u32::from(is_rule);
    }
    // With blank lines between paragraphs a line break is only a line break.
    let spaced = groups.len() > 1;
    let mut paragraphs = Vec::new();
    for (group, section) in groups {
        split(text, &group, spaced, section, &mut paragraphs);
    }
    paragraphs
}

/// How the lines of a group without blank lines belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    /// All are one paragraph.
    Flowing,
    /// Broken where the next word would not have fitted in this many characters; an earlier break is meant.
    Wrapped(usize),
    /// Each is a paragraph.
    LineEach,
}

impl Layout {
    fn of(text: &str, group: &[Span], spaced: bool) -> Layout {
        let width = group.iter().map(|line| length(text, *line)).max().unwrap_or_default();
        if width > LONGEST_WRAPPED_LINE {
            return Layout::LineEach;
        }
        if spaced || group.len() < 2 {
            return Layout::Flowing;
        }
        let full = group.windows(2).filter(|pair| !fits(text, pair[0], pair[1], width)).count();
        if full * 10 >= (group.len() - 1) * 6 { Layout::Wrapped(width) } else { Layout::LineEach }
    }

    /// Whether `next` begins a paragraph.
    fn breaks(self, text: &str, line: Span, next: Span) -> bool {
        let goes_on = next.of(text).starts_with(char::is_lowercase);
        match self {
            Layout::Flowing => false,
            Layout::Wrapped(width) => !goes_on && fits(text, line, next, width),
            Layout::LineEach => !goes_on || line.len() > LONGEST_WRAPPED_LINE,
        }
    }
}

fn length(text: &str, line: Span) -> usize {
    line.of(text).chars().count()
}

/// Whether the first word of `next` would have had room at the end of `line`.
fn fits(text: &str, line: Span, next: Span, width: usize) -> bool {
    let word = next.of(text).split_whitespace().next().unwrap_or_default();
    length(text, line) + 1 + word.chars().count() <= width
}

fn lines(text: &str, start: usize) -> impl Iterator<Item = Span> {
    let mut at = start;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let bytes = rest.as_bytes();
        let end = memchr::memchr2(b'\n', b'\r', bytes).unwrap_or(bytes.len());
        let width = match bytes.get(end..) {
            Some([b'\r', b'\n', ..]) => 2,
            Some([_, ..]) => 1,
            _ => 0,
        };
        let line = Span::new(at, at + end);
        at += end + width;
        Some(line)
    })
}

fn trimmed(text: &str, line: Span) -> Span {
    let words = line.of(text);
    let blank = |c: char| c.is_whitespace() || c == '\u{feff}';
    let lead = words.len() - words.trim_start_matches(blank).len();
    let length = words.trim_end_matches(blank).len();
    Span::new(line.start + lead, line.start + length.max(lead))
}

/// Makes a group of lines without a blank one between them into paragraphs.
fn split(text: &str, group: &[Span], spaced: bool, section: u32, paragraphs: &mut Vec<Paragraph>) {
    let layout = Layout::of(text, group, spaced);
    let quoted = !group.is_empty() && group.iter().all(|line| line.of(text).starts_with('>'));
    let mut last_line: Option<Span> = None;
    let numbered = group.first().is_some_and(|line| number(line.of(text)).is_some());
    for &line in group {
        let words = line.of(text);
        let bullet =
            ["- ", "* ", "• ", "– ", "‣ ", "▪ ", "◦ "].iter().find(|bullet| words.starts_with(**bullet));
        let (kind, mark) = if quoted {
            (BlockKind::Quote, words.len() - words.trim_start_matches(['>', ' ', '\t']).len())
        } else if let Some(bullet) = bullet {
            (BlockKind::Item, bullet.len())
        } else if numbered && number(words).is_some() {
            (BlockKind::Paragraph, 0)
        } else {
            let kind = paragraphs
                .last()
                .filter(|_| last_line.is_some())
                .map_or(BlockKind::Paragraph, |last| last.kind.clone());
            (kind, 0)
        };
        let begins = last_line.is_none_or(|last| layout.breaks(text, last, line))
            || bullet.is_some()
            || (numbered && number(words).is_some());
        let rest = trimmed(text, Span::new(line.start + mark, line.end));
        match paragraphs.last_mut().filter(|_| !begins) {
            Some(last) => last.lines.push(rest),
            None => {
                let mark = Span::new(line.start, rest.start);
                let kind = if begins && bullet.is_none() && !quoted { BlockKind::Paragraph } else { kind };
                paragraphs.push(Paragraph { lines: vec![rest], kind, mark, section });
            }
        }
        last_line = Some(line);
    }
}

/// The number that begins `12. words`, and where the words begin.
fn number(words: &str) -> Option<(u32, usize)> {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let rest = words.get(digits..)?;
    let number = words[..digits].parse().ok().filter(|_| (1..=3).contains(&digits))?;
    let rest = rest.strip_prefix(['.', ')'])?;
    let words_at = words.len() - rest.trim_start().len();
    (rest.starts_with(char::is_whitespace) && words_at < words.len()).then_some((number, words_at))
}

/// Turns the numbered paragraphs at the end into notes, where they count up from 1 and the text refers to each of
/// them by `(1)`, `(2)` … at the end of a sentence. Gives their labels.
fn endnotes(text: &str, paragraphs: &mut [Paragraph]) -> Vec<String> {
    let numbered = |paragraph: &Paragraph| {
        let first = paragraph.lines.first()?;
        number(first.of(text)).filter(|_| paragraph.kind == BlockKind::Paragraph)
    };
    let count = paragraphs.iter().rev().take_while(|paragraph| numbered(paragraph).is_some()).count();
    let start = paragraphs.len() - count;
    let (body, notes) = paragraphs.split_at_mut(start);
    let rising =
        notes.iter().enumerate().all(|(at, note)| numbered(note).is_some_and(|(n, _)| n as usize == at + 1));
    if notes.is_empty() || body.is_empty() || !rising {
        return Vec::new();
    }
    let end = body.last().map_or(0, |last| last.source().end);
    let mut marked = vec![false; notes.len()];
    for (number, _) in note_mark_spans(&text[..end]) {
        if let Some(mark) = (number as usize).checked_sub(1).and_then(|at| marked.get_mut(at)) {
            *mark = true;
        }
    }
    if !marked.iter().all(|&mark| mark) {
        return Vec::new();
    }
    for note in notes.iter_mut() {
        if let Some((number, words_at)) = numbered(note)
            && let Some(first) = note.lines.first_mut()
        {
            note.mark = Span::new(first.start, first.start + words_at);
            first.start += words_at;
            note.kind = BlockKind::Note(number.to_string());
        }
    }
    (1..=notes.len()).map(|number| number.to_string()).collect()
}

/// `(1)` after the end of a sentence or of its last word, with its number.
fn note_mark_spans(text: &str) -> impl Iterator<Item = (u32, Span)> {
    memchr::memchr_iter(b'(', text.as_bytes()).filter_map(|at| {
        let inner = &text[at + 1..];
        let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
        let number = inner[..digits].parse().ok().filter(|_| (1..=3).contains(&digits))?;
        let after = inner[digits..].strip_prefix(')')?;
        let before = text[..at].trim_end_matches(' ').chars().next_back()?;
        let ends = matches!(before, '.' | '!' | '?' | '"' | '”' | '’' | '\'' | ')' | ',' | ';')
            || after.trim_start_matches(' ').starts_with(['.', ',', ';', '!', '?'])
            || after.trim_start_matches([' ', '\t']).starts_with(['\n', '\r'])
            || after.trim().is_empty();
        ends.then(|| (number, Span::new(at, at + digits + 2)))
    })
}

fn note_marks(draft: &mut Draft, labels: &[String]) {
    let marks: Vec<Mark> = note_mark_spans(&draft.text)
        .filter_map(|(number, text)| {
            let label = labels.get((number as usize).checked_sub(1)?)?.clone();
            let form = Some(CitationForm::Note { label, defined: true });
            Some(Mark { text, source: draft.source_span(text), effect: Effect::Cut, form })
        })
        .collect();
    draft.marks.extend(marks);
}

/// The paragraph that is the headline: a short first line without a final stop, with more after it.
fn headline(text: &str, paragraphs: &[Paragraph]) -> Option<usize> {
    let first = paragraphs.first().filter(|first| first.kind == BlockKind::Paragraph)?;
    let [line] = first.lines[..] else {
        return None;
    };
    let words = line.of(text);
    let length = words.chars().count();
    let is_short =
        length <= 120 && words.split_whitespace().count() <= 20 && words.chars().any(char::is_alphabetic);
    let is_sentence =
        words.ends_with(['.', ',', ';', ':', '…']) || words.ends_with(".\"") || words.ends_with(".”");
    let is_other = words.starts_with("[[") || words.starts_with("By ") || dates::read(words).is_some();
    let next = paragraphs.get(1)?;
    // Without a blank line, what follows must be a sentence.
    let apart =
        text[line.end..].trim_start_matches([' ', '\t']).strip_prefix(['\n', '\r']).is_some_and(|rest| {
            let rest = rest.strip_prefix('\n').unwrap_or(rest);
            rest.trim_start_matches([' ', '\t']).starts_with(['\n', '\r'])
        });
    let led = next
        .lines
        .last()
        .is_some_and(|last| last.of(text).ends_with(['.', '!', '?', '"', '”', ':', '\'', '’']));
    (is_short && !is_sentence && !is_other && (apart || led)).then_some(0)
}
