//! Numbers that no one writes on purpose: "$110,00", "1,2345", "3..5 million", "1O0".

use super::super::lexicon::List;
use super::super::number::{is_plural, scale};
use super::super::token::is_currency;
use super::super::words::Words;
use crate::text::Span;

/// A number that lacks a digit or a separator, or has one too many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// The number, with a sign of money before it.
    pub span: Span,
    /// What may have been meant, likeliest first, in place of the whole.
    pub candidates: Vec<String>,
}

/// Finds the malformed numbers of a text, in order.
pub fn malformed(words: &Words<'_>) -> Vec<Malformed> {
    let mut found = Vec::new();
    // A text that writes its decimals with commas is left alone.
    let mut decimal_commas = 0;
    for at in (0..words.len()).filter(|at| words.is_number(*at)) {
        let word = words.of(at);
        decimal_commas += usize::from(is_decimal_comma(word));
        let money =
            at > 0 && words.is_glued(at) && words.of(at - 1).chars().next_back().is_some_and(is_currency);
        let mut from = if money { at - 1 } else { at };
        // "US$110,00".
        if money
            && from > 0
            && words.is_glued(from)
            && words.is_word(from - 1)
            && words.of(from - 1).len() <= 2
        {
            from -= 1;
        }
        let sign = &words.text()[words.span(from..at + 1).start..words.span(at..at + 1).start];
        let labelled = at > 0
            && !money
            && (words.is_in(at - 1, List::LabelNoun)
                || words.is_any(at - 1, &["groups", "rooms", "verses", "lines", "articles"]));
        if labelled
            || at > 0 && words.is_glued(at) && words.is_any(at - 1, &["/", "_", "#", "@", "=", "-", "&"])
        {
            continue;
        }
        let whole = |end: usize, candidates: Vec<String>| Malformed {
            span: words.span(from..end),
            candidates: candidates.into_iter().map(|digits| format!("{sign}{digits}")).collect(),
        };
        let body = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let counts = body.len() == word.len() && counts(words, at + 1);
        if let Some(candidates) = misgrouped(body, money, counts)
            && !dated(words, at, body)
        {
            let rest = &word[body.len()..];
            found.push(whole(at + 1, candidates.into_iter().map(|digits| digits + rest).collect()));
        } else if let Some(digits) = lettered(word, counts_letters(words, at)) {
            found.push(whole(at + 1, vec![digits]));
        } else if let Some((end, digits)) = doubled(words, at) {
            let told = money
                || words.is_any(end, &["%", "percent", "per"])
                || words.is_in(end, List::Unit)
                || scale(words.folded(end)).is_some()
                || words.is_in(end, List::Currency);
            if told || words.is(at + 1, ",,") {
                found.push(whole(end, vec![digits]));
            }
        } else if body.matches('.').count() == 2
            && body.len() == word.len()
            && body.split('.').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
            && (words.is_any(at + 1, &["%", "percent", "million", "billion", "trillion"])
                || words.are(at + 1, &["per", "cent"])
                || money)
        {
            let mut parts = body.split('.');
            let (first, second, third) = (
                parts.next().unwrap_or_default(),
                parts.next().unwrap_or_default(),
                parts.next().unwrap_or_default(),
            );
            found.push(whole(at + 1, vec![format!("{first}.{second}{third}"), format!("{first}.{second}")]));
        }
    }
    if decimal_commas > 1 { Vec::new() } else { found }
}

/// "12,50", "3,7": a decimal comma, most likely.
fn is_decimal_comma(word: &str) -> bool {
    word.split_once(',').is_some_and(|(whole, rest)| {
        (1..=2).contains(&rest.len()) && rest.bytes().all(|byte| byte.is_ascii_digit()) && !whole.is_empty()
    })
}

/// "110,00" after a sign of money or three digits, "1,2345": what may have been meant.
///
/// After a number that counts something ("12,34 residents") a short group is wrong after any first one.
fn misgrouped(body: &str, money: bool, counts: bool) -> Option<Vec<String>> {
    let (integer, fraction) = body.split_once('.').unwrap_or((body, ""));
    if !integer.contains(',') || !integer.bytes().all(|byte| byte.is_ascii_digit() || byte == b',') {
        return None;
    }
    let groups: Vec<&str> = integer.split(',').collect();
    let (first, rest) = groups.split_first()?;
    let last = rest.last()?;
    if first.is_empty() || rest.iter().any(|group| group.is_empty()) {
        return None;
    }
    // "1,2,3" and "10,11,12" are lists; "1,00,000" groups by two.
    let short = rest.iter().filter(|group| group.len() < 3).count();
    let long = rest.iter().filter(|group| group.len() > 3).count();
    let lost = short == 1
        && last.len() < 3
        && long == 0
        && fraction.is_empty()
        && (first.len() == 3 && rest.len() == 1
            || counts && rest.len() == 1 && last.len() == 2
            || rest.len() > 1 && rest[..rest.len() - 1].iter().all(|group| group.len() == 3));
    // "€12,50" has a decimal comma, "$110,5" perhaps as well.
    let lost = lost && (money || last.len() == 2 || rest.len() > 1) && (first.len() <= 3);
    // Four digits after a comma; five are two numbers more likely.
    let gained = long == 1 && short == 0 && rest.iter().all(|group| group.len() <= 4) && first.len() <= 3;
    if !lost && !gained {
        return None;
    }
    let digits: String = groups.concat();
    let tail = if fraction.is_empty() { String::new() } else { format!(".{fraction}") };
    let mut candidates = Vec::new();
    if lost {
        candidates.push(format!("{integer}{}", "0".repeat(3 - last.len())));
        candidates.push(regroup(&digits));
    } else {
        candidates.push(regroup(&digits) + &tail);
        candidates.push(regroup(&digits[..digits.len() - 1]) + &tail);
    }
    candidates.dedup();
    Some(candidates)
}

/// Digits in groups of three.
fn regroup(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Whether the word at token `at` names several things that a number before it counts; what is measured or paid may
/// have a decimal comma.
fn counts(words: &Words<'_>, at: usize) -> bool {
    is_plural(words, at)
        && !words.is_capitalised(at)
        && !words.base_is_in(at, List::Unit)
        && !words.base_is_in(at, List::TimeUnit)
        && !words.is_in(at, List::Currency)
        && scale(words.folded(at)).is_none()
}

/// Whether the number at token `at`, which ends in a letter, counts the word after it.
fn counts_letters(words: &Words<'_>, at: usize) -> bool {
    words.of(at).ends_with('O') && counts(words, at + 1)
}

/// "May 12,2004": a date that lacks its space.
fn dated(words: &Words<'_>, at: usize, body: &str) -> bool {
    let Some((day, year)) = body.split_once(',') else { return false };
    let year = year.len() == 4 && (year.starts_with("19") || year.starts_with("20"));
    year && day.len() <= 2 && at > 0 && words.is_capitalised(at - 1)
}

/// "1O0", "2l5": digits with a letter that looks like one.
///
/// Where something is counted, the letter may end them: "3O people".
fn lettered(word: &str, counts: bool) -> Option<String> {
    let bytes = word.as_bytes();
    let inside = |at: usize| {
        at > 0
            && bytes[at - 1].is_ascii_digit()
            && bytes.get(at + 1).map_or(counts && bytes[at] == b'O', u8::is_ascii_digit)
    };
    let strange: Vec<usize> = (0..bytes.len()).filter(|at| matches!(bytes[*at], b'O' | b'l')).collect();
    let plain = bytes.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.' | b'O' | b'l'));
    (plain && strange.len() == 1 && inside(strange[0])).then(|| word.replace('O', "0").replace('l', "1"))
}

/// "3..5", "1,,200": past the second number, and the two as one.
fn doubled(words: &Words<'_>, at: usize) -> Option<(usize, String)> {
    let glued = words.is_glued(at + 1) && words.is_glued(at + 2) && words.is_number(at + 2);
    if !glued || !words.is_any(at + 1, &["..", ",,"]) {
        return None;
    }
    let mark = &words.of(at + 1)[..1];
    Some((at + 3, format!("{}{mark}{}", words.of(at), words.of(at + 2))))
}
