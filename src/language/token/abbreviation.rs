//! Words that are written with a stop of their own, and what that stop tells of the end of a sentence.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What a stop after an abbreviation tells about the end of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Abbreviation {
    /// Before a name: never ends a sentence.
    Title,
    /// Before a number.
    Number,
    /// A month, cut short.
    Month,
    /// A state or province, cut short.
    Place,
    /// May well end a sentence: "Inc.", "etc.", "U.S.", "a.m.".
    Ending,
    /// A single letter: "Samuel L. Jackson".
    Initial,
    /// Also a word of its own.
    Doubtful,
}

static ABBREVIATIONS: LazyLock<HashMap<String, (Abbreviation, bool)>> = LazyLock::new(|| {
    let mut class = Abbreviation::Ending;
    let mut found = HashMap::new();
    for line in include_str!("../lexicon/abbreviations.txt").lines().map(str::trim) {
        match line {
            "" => {}
            "[title]" => class = Abbreviation::Title,
            "[number]" => class = Abbreviation::Number,
            "[month]" => class = Abbreviation::Month,
            "[place]" => class = Abbreviation::Place,
            "[ending]" => class = Abbreviation::Ending,
            "[doubtful]" => class = Abbreviation::Doubtful,
            line if line.starts_with('#') => {}
            line => {
                for word in line.split_whitespace() {
                    let capital = word.starts_with(char::is_uppercase);
                    found.insert(word.to_lowercase(), (class, capital));
                }
            }
        }
    }
    found
});

/// The longest abbreviation listed, in bytes.
const LONGEST_ABBREVIATION: usize = 8;

/// Which abbreviation a word is, written with or without its stop: "Sen.", "U.S.", "L.".
pub fn abbreviation(word: &str) -> Option<Abbreviation> {
    let bare = word.strip_suffix('.')?;
    if bare.contains('.') {
        return Some(Abbreviation::Ending);
    }
    let mut letters = bare.chars();
    if let (Some(letter), None) = (letters.next(), letters.next())
        && letter.is_uppercase()
    {
        return Some(Abbreviation::Initial);
    }
    listed(bare)
}

/// Which abbreviation a word is, written without its stop; a part of it behind a hyphen counts.
pub(super) fn listed(bare: &str) -> Option<Abbreviation> {
    // "ex-Mrs.", "Presbyterian-St."
    let bare = bare.rsplit_once('-').map_or(bare, |(_, last)| last);
    if bare.len() > LONGEST_ABBREVIATION || !bare.is_ascii() {
        return None;
    }
    let (class, capital) = ABBREVIATIONS.get(bare.to_ascii_lowercase().as_str())?;
    (!capital || bare.starts_with(|c: char| c.is_ascii_uppercase())).then_some(*class)
}
