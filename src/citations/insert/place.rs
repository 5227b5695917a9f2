//! Where in a sentence a citation may stand (DOMAIN.md §5.3). Offsets are of the document.

use crate::prose::Page;
use crate::text::Span;

/// Quotation marks and brackets that close after a stop.
const CLOSERS: &[char] = &['"', '\'', '\u{201d}', '\u{2019}', '\u{bb}', '\u{203a}', ')', ']'];

/// The citation or stretch without prose that `at` lies strictly inside of.
fn around(page: &Page, at: usize) -> Option<Span> {
    let inside = |span: &Span| span.start < at && at < span.end;
    let citations = page.citations.iter().map(|citation| citation.source);
    citations.chain(page.opaque.iter().copied()).find(inside)
}

/// After the sentence, its stop, its closing quotation marks and the marks that follow; before the closing bracket
/// that the whole sentence stands in.
pub fn after_sentence(page: &Page, sentence: Span) -> usize {
    let text: &str = &page.text;
    let mut at = sentence.end;
    let words = sentence.of(text);
    if let Some(inner) = words.strip_suffix(')') {
        let unpaired = words.matches(')').count() > words.matches('(').count();
        if inner.ends_with(['.', '!', '?']) && (words.starts_with('(') || unpaired) {
            at -= 1;
        }
    }
    loop {
        if let Some(span) = around(page, at) {
            at = span.end;
            continue;
        }
        if let Some(mark) = page.citations.iter().find(|mark| {
            mark.source.start == at
                && !mark.source.is_empty()
                && mark.place.is_none_or(|place| place.words.is_empty())
        }) {
            at = mark.source.end;
            continue;
        }
        let rest = &text[at..];
        let emphasis = rest.len() - rest.trim_start_matches(['*', '_', '~']).len();
        let closes = emphasis > 0
            && !rest[emphasis..].starts_with(char::is_alphanumeric)
            && opens_before(&text[..sentence.end], &rest[..1]);
        if closes {
            at += emphasis;
            continue;
        }
        return at;
    }
}

/// Whether emphasis of this sign is open at the end of `before`, as far as its line of text tells.
fn opens_before(before: &str, sign: &str) -> bool {
    let paragraph = before.rfind("\n\n").map_or(before, |at| &before[at..]);
    let runs = paragraph.split(|c: char| !sign.starts_with(c)).filter(|run| !run.is_empty()).count();
    runs % 2 == 1
}

/// Before the sentence's last stop, and whether the stop must be written again after what is inserted: when it belongs
/// to an abbreviation or stands inside quotation marks.
pub fn before_stop(page: &Page, sentence: Span) -> (usize, bool) {
    let words = sentence.of(&page.text);
    let core = words.trim_end_matches(CLOSERS);
    let stops = core.len() - core.trim_end_matches(['.', '!', '?', '\u{2026}']).len();
    let (at, again) = if core.len() < words.len() {
        (sentence.end, stops > 0)
    } else if stops == 1 && ends_in_abbreviation(core) {
        (sentence.end, true)
    } else {
        (sentence.end - stops, false)
    };
    match around(page, at) {
        // The stop is inside a link or code.
        Some(span) => (span.end, false),
        None => (at, again),
    }
}

/// Whether the stop that ends `core` is that of "U.S.", "Inc." or "p.m.".
pub(super) fn ends_in_abbreviation(core: &str) -> bool {
    let Some(word) = core.strip_suffix('.') else { return false };
    let word = word.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    const SHORT: [&str; 12] =
        ["Inc", "Co", "Corp", "Ltd", "Jr", "Sr", "etc", "Bros", "Ph.D", "al", "vs", "Plc"];
    SHORT.contains(&word)
        || word.contains('.')
            && word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
}

/// Before the sentence and the markup that opens with it.
pub fn before_sentence(page: &Page, sentence: Span) -> usize {
    let text: &str = &page.text;
    let mut at = sentence.start;
    loop {
        let start = text[..at].trim_end_matches(['*', '_', '~']).len();
        let opens =
            text[..start].chars().next_back().is_none_or(|c| c.is_whitespace() || c == '[' || c == '(');
        if start < at && opens {
            // "* " begins a list item.
            at = start;
        }
        match around(page, at).or_else(|| around(page, sentence.start)) {
            Some(span) if span.start < at => at = span.start,
            _ => return at,
        }
    }
}

/// The words a link may cover: `words` when they may be wrapped, else the last words of the sentence that may.
pub(super) fn link_words(page: &Page, sentence: Span, words: Option<Span>) -> Option<Span> {
    let given = words.and_then(|words| wrappable(page, words));
    given.or_else(|| wrappable(page, last_words(page, sentence)?))
}

/// The span, grown over the emphasis it cuts, when a link may cover it.
fn wrappable(page: &Page, span: Span) -> Option<Span> {
    let text: &str = &page.text;
    let (mut start, mut end) = (span.start, span.end);
    let words = text.get(start..end)?;
    start += words.len() - words.trim_start().len();
    end -= words.len() - words.trim_end_matches(|c: char| c.is_whitespace() || c == ',').len();
    if start >= end {
        return None;
    }
    for sign in ['*', '_'] {
        let cut = |start: usize, end: usize| {
            let runs = text[start..end].split(|c| c != sign).filter(|run| !run.is_empty()).count();
            runs % 2 == 1
        };
        // Underscores inside words are letters.
        if cut(start, end)
            && (sign == '*' || text[start..end].starts_with(sign) || text[start..end].ends_with(sign))
        {
            let left = text[..start].trim_end_matches(sign).len();
            let right = text.len() - text[end..].trim_start_matches(sign).len();
            if left < start {
                start = left;
            } else if right > end {
                end = right;
            }
            if cut(start, end) {
                return None;
            }
        }
    }
    let span = Span::new(start, end);
    let words = span.of(text);
    let clear = !page.citations.iter().any(|citation| citation.source.overlaps(span))
        && !page.opaque.iter().any(|opaque| opaque.overlaps(span));
    let plain = !words.contains(['"', '\u{201c}', '\u{201d}', '[', ']', '`', '<', '\u{ab}', '\u{bb}'])
        && !words.contains("\n\n")
        && !words.trim_matches(['*', '_']).is_empty();
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    let cuts = before.is_some_and(char::is_alphanumeric) && words.starts_with(char::is_alphanumeric)
        || after.is_some_and(char::is_alphanumeric) && words.ends_with(char::is_alphanumeric);
    (clear && plain && !cuts && before != Some('[')).then_some(span)
}

/// The last noun phrase of the sentence, roughly: its last words back to a word that cannot be in one.
fn last_words(page: &Page, sentence: Span) -> Option<Span> {
    const OUTSIDE: &[&str] = &[
        "about", "after", "and", "are", "as", "at", "be", "been", "before", "but", "by", "for", "from",
        "had", "has", "have", "in", "into", "is", "it", "nearly", "not", "of", "on", "or", "over", "said",
        "says", "since", "some", "than", "that", "the", "their", "then", "to", "under", "was", "were",
        "which", "while", "who", "with", "a", "an", "its", "his", "her", "during", "until", "between",
        "against", "more", "around",
    ];
    let whole = sentence.of(&page.text);
    // The stop of "U.S." is part of the word.
    let words =
        if ends_in_abbreviation(whole) { whole } else { whole.trim_end_matches(['.', '!', '?', '\u{2026}']) };
    let mut start = words.len();
    for _ in 0..4 {
        let before = words[..start].trim_end_matches(' ');
        if start < words.len() && words.len() - before.len() > 0 && words[before.len()..start].len() != 1 {
            break;
        }
        let word_start = before.char_indices().rfind(|(_, c)| c.is_whitespace());
        let word_start = word_start.map_or(0, |(at, space)| at + space.len_utf8());
        let word = &before[word_start..];
        let simple = word
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '\'' | '\u{2019}' | '$' | '%' | '.'))
            || word.chars().all(|c| c.is_alphanumeric() || c == ',') && !word.ends_with(',');
        if word.is_empty() || !simple || OUTSIDE.contains(&word.to_lowercase().as_str()) {
            break;
        }
        let Some(span) =
            wrappable(page, Span::new(sentence.start + word_start, sentence.start + words.len()))
        else {
            break;
        };
        if span.start != sentence.start + word_start {
            break;
        }
        start = word_start;
        if before[..word_start].trim().is_empty() {
            // Never a whole sentence.
            break;
        }
    }
    let whole = words[..start].trim().is_empty();
    (start < words.len() && !whole).then(|| Span::new(sentence.start + start, sentence.start + words.len()))
}
