//! Acronyms on a page: which tokens are some, which are spelled out, and which everybody knows.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::language::spelling::without_possessive;
use crate::language::{Reading, TokenKind};
use crate::text::Span;

/// Acronyms that need no spelling out, with the body's name where the letters belong to it alone.
static KNOWN: LazyLock<HashMap<&'static str, Option<&'static str>>> = LazyLock::new(|| {
    let mut known = HashMap::new();
    for line in include_str!("acronyms.txt").lines().filter(|line| !line.starts_with('#')) {
        match line.split_once('|') {
            Some((letters, name)) => {
                known.insert(letters.trim(), Some(name.trim()));
            }
            None => known.extend(line.split(',').map(|letters| (letters.trim(), None))),
        }
    }
    known
});

/// Whether everybody knows what the letters stand for.
pub fn is_known(letters: &str) -> bool {
    let capitals = letters.to_uppercase();
    KNOWN.contains_key(capitals.as_str())
}

/// The body to which the letters belong.
pub(super) fn body_of(letters: &str) -> Option<&'static str> {
    KNOWN.get(letters).copied().flatten()
}

/// Whether a word is an acronym: two to six capitals, perhaps with "&" between, a plural "s" or a possessive after.
pub(super) fn letters(word: &str) -> Option<&str> {
    let word = without_possessive(word);
    let word = word.strip_suffix('s').unwrap_or(word);
    let capitals = word.bytes().filter(u8::is_ascii_uppercase).count();
    let plain = word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'&');
    (plain && (2..=6).contains(&capitals) && word.len() <= 7).then_some(word)
}

/// An acronym in brackets right after a name: "Norvik Radiation Protection Agency (NRPA)".
pub(super) struct Bracketed<'t> {
    /// The name's words, in order, as far as capitals and small joints go back.
    pub name: Vec<&'t str>,
    /// The name's bytes.
    pub name_span: Span,
    /// The letters.
    pub letters: &'t str,
    /// Their bytes.
    pub letters_span: Span,
}

/// Words within a name that have no letter in its acronym.
const JOINTS: &[&str] =
    &["of", "the", "and", "for", "in", "on", "to", "de", "du", "des", "la", "le", "&", "against", "with"];

/// Every acronym that stands in brackets after a name.
pub(super) fn bracketed<'t>(text: &'t str, reading: &Reading) -> Vec<Bracketed<'t>> {
    let tokens = &reading.tokens;
    let mut found = Vec::new();
    for at in 1..tokens.len().saturating_sub(1) {
        let open = tokens[at - 1].of(text) == "(" && tokens[at + 1].of(text) == ")";
        let Some(letters) =
            letters(tokens[at].of(text)).filter(|_| open && tokens[at].kind == TokenKind::Word)
        else {
            continue;
        };
        let mut first = at - 1;
        while first > 0 && tokens[first - 1].kind == TokenKind::Word && at - first < 12 {
            let word = tokens[first - 1].of(text);
            if !word.starts_with(char::is_uppercase) && !JOINTS.contains(&word) {
                break;
            }
            first -= 1;
        }
        // Joints and an article at the beginning are no part of it.
        while first < at - 1 && JOINTS.contains(&tokens[first].of(text).to_lowercase().as_str()) {
            first += 1;
        }
        if first < at - 1 {
            found.push(Bracketed {
                name: tokens[first..at - 1].iter().map(|token| token.of(text)).collect(),
                name_span: Span::new(tokens[first].span.start, tokens[at - 2].span.end),
                letters,
                letters_span: tokens[at].span,
            });
        }
    }
    found
}

/// The first letters of a name's words, joints left out.
pub(super) fn initials(name: &[&str]) -> String {
    name.iter()
        .filter(|word| !JOINTS.contains(&word.to_lowercase().as_str()))
        .flat_map(|word| word.split('-'))
        .flat_map(|part| {
            // "PlayStation" has two.
            part.chars().enumerate().filter(|(at, c)| *at == 0 || c.is_uppercase()).map(|(_, c)| c)
        })
        .flat_map(char::to_uppercase)
        .collect()
}
