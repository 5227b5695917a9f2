//! Headline, bylines, datelines and the article's date: what stands at the head of a page.

use super::block::{Block, BlockKind};
use super::dates;
use super::page::{Page, Syntax};
use crate::text::Span;

/// How many blocks can belong to the head of a page.
const HEAD: usize = 8;

/// Reads the head of a page whose blocks are there.
pub(super) fn read(page: &mut Page) {
    for (index, block) in page.blocks.iter_mut().enumerate() {
        let runs = matches!(block.kind, BlockKind::Paragraph | BlockKind::Item);
        let heads = index < HEAD && matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading(2..));
        if heads && (is_byline(&block.text) || is_place_credit(&block.text)) {
            block.kind = BlockKind::Byline;
        } else if runs {
            block.dateline = dateline(&block.text);
        }
    }
    if page.syntax == Syntax::Markdown {
        page.headline = page
            .blocks
            .iter()
            .position(|block| block.kind == BlockKind::Heading(1))
            .filter(|&index| page.front_matter.title.is_none() || index < 3);
    }
    page.date = page.front_matter.date.or_else(|| page.blocks.iter().take(HEAD).find_map(date_of));
}

/// The date a block at the head of a page gives the article: in its dateline, its byline, or as a short line.
fn date_of(block: &Block) -> Option<(jiff::civil::Date, Span)> {
    let line = match (&block.kind, block.dateline) {
        (BlockKind::Byline, _) => Span::new(0, block.text.len()),
        (BlockKind::Paragraph, Some(dateline)) => dateline,
        (BlockKind::Paragraph | BlockKind::Heading(2..), None) if is_date_line(&block.text) => {
            Span::new(0, block.text.len())
        }
        _ => return None,
    };
    let (date, span) = dates::find(line.of(&block.text))?;
    Some((date, block.source_span(span.shifted(line.start))))
}

/// Whether a line is there to give a date: nothing but the date and a few words such as "Published".
fn is_date_line(text: &str) -> bool {
    let Some((_, span)) = dates::find(text).filter(|_| text.len() <= 100) else {
        return false;
    };
    let (before, after) = (&text[..span.start], &text[span.end..]);
    let count =
        |words: &str| words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count();
    count(before) <= 4 && count(after) <= 5 && !text.ends_with(['.', '!', '?'])
}

/// Words in lower case that a byline may hold.
const BYLINE_WORDS: &[&str] = &[
    "and",
    "in",
    "for",
    "with",
    "of",
    "the",
    "at",
    "by",
    "de",
    "du",
    "van",
    "von",
    "der",
    "den",
    "la",
    "le",
    "da",
    "dos",
    "di",
    "del",
    "bin",
    "bint",
    "al",
    "el",
    "ibn",
    "y",
    "e",
    "staff",
    "writer",
    "writers",
    "reporter",
    "reporters",
    "correspondent",
    "correspondents",
    "editor",
    "editors",
    "photos",
    "photographs",
    "photography",
    "updated",
    "published",
    "senior",
    "chief",
    "our",
    "special",
    "a.m",
    "p.m",
    "am",
    "pm",
    "on",
    "to",
    "contributor",
    "contributors",
    "columnist",
    "freelance",
    "journalist",
    "text",
    "words",
    "story",
    "pictures",
    "illustrations",
];

/// "By Ana Ruiz", "Words by Ana Ruiz and Bo Lind, staff writers | May 16, 2024".
fn is_byline(text: &str) -> bool {
    let text = text.trim();
    if text.len() > 160 || text.ends_with(['!', '?', ':', ';', ',']) {
        return false;
    }
    let mut words = text.split_whitespace();
    let Some(first) = words.next() else {
        return false;
    };
    let is_by = |word: &str| word.trim_end_matches(':').eq_ignore_ascii_case("by");
    let credits =
        ["words", "written", "story", "text", "reporting", "reported", "photos", "photographs", "pictures"];
    let starts = is_by(first)
        || (credits.iter().any(|credit| first.eq_ignore_ascii_case(credit))
            && words.next().is_some_and(is_by));
    if !starts {
        return false;
    }
    let mut named = false;
    for word in words {
        let core = word.trim_matches(|c: char| !c.is_alphanumeric());
        let Some(initial) = core.chars().next() else {
            continue;
        };
        if initial.is_lowercase() {
            // The first word after "by" is a name.
            if !named || !BYLINE_WORDS.contains(&core.to_lowercase().as_str()) {
                return false;
            }
        } else if initial.is_alphabetic() {
            named = true;
        } else if !named {
            return false;
        }
    }
    // "By Monday." would be a sentence.
    named && !(text.ends_with('.') && text.split_whitespace().count() > 5)
}

/// "PARIS (Reuters)" by itself.
fn is_place_credit(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['—', '–', '-', ' ']);
    text.len() <= 80 && text.ends_with(')') && is_dateline_head(text, false)
}

/// The dateline that opens `text`, with its dash and the space after it.
fn dateline(text: &str) -> Option<Span> {
    const LONGEST: usize = 110;
    let begins = text.chars().next().is_some_and(|c| c.is_uppercase() || c == '(');
    if !begins {
        return None;
    }
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let window = &text[..end];
    // Most paragraphs have no dash near their start.
    if !window.contains(['-', '–', '—']) {
        return None;
    }
    let (at, dash) = ["—", " – ", "–", " -- ", "--", " - ", ") -"]
        .iter()
        .filter_map(|dash| window.find(dash).map(|at| (at, *dash)))
        .min_by_key(|&(at, dash)| (at, std::cmp::Reverse(dash.len())))?;
    let head_end = at + usize::from(dash.starts_with(')'));
    let after = at + dash.len();
    let rest = text[after..].trim_start_matches('-').trim_start();
    let opens =
        rest.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric() || "\"“‘'«$€£".contains(c));
    if !opens || !is_dateline_head(text[..head_end].trim_end(), true) {
        return None;
    }
    Some(Span::new(0, text.len() - rest.len()))
}

/// Whether `head` names a place, perhaps with a date and an agency: "BEIJING, May 16 (Reuters)", "Hong Kong (AFP)".
fn is_dateline_head(head: &str, dashed: bool) -> bool {
    let (place, agency) = match head.strip_suffix(')').and_then(|inner| inner.rsplit_once('(')) {
        Some((place, agency)) => (place.trim_end(), Some(agency)),
        None => (head, None),
    };
    if let Some(agency) = agency {
        let words = agency.split_whitespace().count();
        let named = agency.chars().next().is_some_and(|c| c.is_uppercase());
        if !named || words > 4 || agency.contains(['.', ';']) {
            return false;
        }
    }
    let place = place.trim_end_matches(',');
    if place.is_empty() {
        return dashed && agency.is_some();
    }
    if place.contains(['.', '"', '“', '!', '?', '(', ')', Block::HOLE]) && !has_only_abbreviations(place) {
        return false;
    }
    let mut parts = place.split(',').map(str::trim);
    let city = parts.next().unwrap_or_default();
    let mut dated = false;
    for part in parts {
        let words: Vec<&str> = part.split_whitespace().collect();
        let is_date = words.iter().any(|word| dates::month(word).is_some())
            || (words.len() == 1
                && words[0].len() == 4
                && words[0].bytes().all(|byte| byte.is_ascii_digit()));
        dated |= is_date;
        let is_region = words.len() <= 3
            && words.iter().all(|word| word.chars().next().is_some_and(|c| c.is_uppercase() || c == '('));
        if !is_date && !is_region {
            return false;
        }
    }
    // "OSLO May 16": the date may follow without a comma.
    let words: Vec<&str> = city.split([' ', '/']).filter(|word| !word.is_empty()).collect();
    let place_words = words.iter().take_while(|word| dates::month(word).is_none()).count();
    dated |= place_words < words.len();
    let words = &words[..place_words];
    let letters = words.iter().flat_map(|word| word.chars()).filter(|c| c.is_alphabetic()).count();
    let small =
        |word: &&str| matches!(*word, "de" | "del" | "la" | "of" | "and" | "the" | "al" | "el" | "da" | "am");
    let capitals =
        |word: &&str| !word.chars().any(char::is_lowercase) && word.chars().any(char::is_alphabetic);
    let title = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    let shouted =
        words.iter().all(|word| capitals(word) || small(word)) && words.first().is_some_and(capitals);
    let titled = words.iter().all(|word| title(word) || small(word)) && words.first().is_some_and(title);
    !words.is_empty()
        && words.len() <= 4
        && letters >= 3
        && (shouted || (titled && (agency.is_some() || dated)))
}

/// Whether every stop in `place` ends a short word: "ST. LOUIS, Mo.", "WASHINGTON, D.C."
fn has_only_abbreviations(place: &str) -> bool {
    !place.contains(['"', '“', '!', '?', '(', ')', Block::HOLE])
        && place.split_whitespace().filter(|word| word.contains('.')).all(|word| word.len() <= 7)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines() {
        for line in [
            "By Ana Ruiz",
            "By Ana Ruiz and Bo Lind",
            "BY ANA RUIZ",
            "By Ana Ruiz, staff writer",
            "Words by Ana Ruiz",
            "By Ana de la Cruz in Oslo | May 16, 2024",
            "By: Ana Ruiz",
        ] {
            assert!(is_byline(line), "{line}");
        }
        for line in [
            "By Monday the dam had failed.",
            "By all accounts",
            "By 2024",
            "By the River",
            "Bystanders Ran",
            "By then Ana Ruiz had left the building",
            "By",
        ] {
            assert!(!is_byline(line), "{line}");
        }
    }

    fn found(text: &str) -> Option<&str> {
        dateline(text).map(|span| span.of(text))
    }

    #[test]
    fn datelines() {
        assert_eq!(found("Hong Kong (AFP) - Stocks fell."), Some("Hong Kong (AFP) - "));
        assert_eq!(found("BEIJING, May 16 (Reuters) — The plant"), Some("BEIJING, May 16 (Reuters) — "));
        assert_eq!(found("(Reuters) - The plant"), Some("(Reuters) - "));
        assert_eq!(found("OSLO — The dam"), Some("OSLO — "));
        assert_eq!(found("ST. LOUIS, Mo. (AP) -- The dam"), Some("ST. LOUIS, Mo. (AP) -- "));
        assert_eq!(found("Oslo, May 16, 2024 — The dam"), Some("Oslo, May 16, 2024 — "));
        assert_eq!(found("NEW YORK/LONDON (Reuters) – “We"), Some("NEW YORK/LONDON (Reuters) – "));
    }

    #[test]
    fn dashes_in_sentences_are_no_datelines() {
        for text in [
            "NATO — the alliance — said so.",
            "The Dam — It failed.",
            "Ana Ruiz — A dam keeper — said",
            "It rose. OSLO — The",
            "He (Lind) said — And left",
            "A — B",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn lines_that_give_a_date() {
        assert!(is_date_line("Published: May 16, 2024"));
        assert!(is_date_line("Thursday, 16 May 2024 09:30 CET"));
        assert!(!is_date_line("The dam was opened on May 16, 2024, by the mayor of Oslo."));
    }
}
