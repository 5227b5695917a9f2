//! When two spellings are of one name: near, and not a pair that is meant to differ.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::language::List;
use crate::language::lexicon::is_listed;

/// The fewest letters of a word that may be misspelt.
const LEAST: usize = 5;

/// The fewest letters of a word of which two may be wrong.
const LONG: usize = 7;

/// Endings that make another word of a name: plurals, peoples, adjectives.
const ENDINGS: &[&str] = &[
    "s", "es", "n", "an", "ian", "ic", "ish", "ese", "i", "ist", "ists", "ns", "ans", "ans", "er", "ers",
    "al", "ism", "ing", "ed", "y", "d", "ly", "ia", "a", "o",
];

/// A word in small letters without accents, hyphens, dots and apostrophes.
pub(in crate::rules) fn plain(word: &str) -> String {
    word.nfd()
        .filter(|c| !is_combining_mark(*c) && c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .flat_map(|c| match c {
            'ø' => ['o', '\0'],
            'ł' => ['l', '\0'],
            'đ' | 'ð' => ['d', '\0'],
            'æ' => ['a', 'e'],
            'ß' => ['s', 's'],
            'œ' => ['o', 'e'],
            other => [other, '\0'],
        })
        .filter(|c| *c != '\0')
        .collect()
}

/// Whether one word is most likely the other misspelt: near, with the same first letter, and neither the other's plural,
/// people or usual variant.
pub(in crate::rules) fn is_misspelling(one: &str, other: &str) -> bool {
    let (a, b) = (plain(one), plain(other));
    // "MaransFlagShareReply": words that ran together.
    let run = |word: &str| word.chars().skip(1).filter(|c| c.is_uppercase()).count() > 2;
    if a == b || run(one) && run(other) {
        return false;
    }
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if short.len() < LEAST || long.len() > short.len() + 2 || a.as_bytes()[0] != b.as_bytes()[0] {
        return false;
    }
    if !a.is_ascii() || !b.is_ascii() || a.bytes().chain(b.bytes()).any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    if is_grammatical(short, long) || is_house_style(&a, &b) || is_word(&a) || is_word(&b) {
        return false;
    }
    let most = if short.len() >= LONG { 2 } else { 1 };
    strsim::damerau_levenshtein(&a, &b) <= most
}

/// "Africa" and "African", "Olsens" and "Olsen".
fn is_grammatical(short: &str, long: &str) -> bool {
    let kept = short.bytes().zip(long.bytes()).take_while(|(a, b)| a == b).count();
    let (rest, other) = (&short[kept..], &long[kept..]);
    let ends = |ending: &str| ending.is_empty() || ENDINGS.contains(&ending);
    // "Iraq" and "Iraqi"; "Germany" and "German"; "Austria" and "Austrian".
    rest.is_empty() && ENDINGS.contains(&other) && other != "e"
        || kept >= short.len().saturating_sub(2) && !rest.is_empty() && ends(rest) && ends(other)
}

/// "Defence" and "Defense", "Organisation" and "Organization", "Labour" and "Labor": style, no slip.
fn is_house_style(a: &str, b: &str) -> bool {
    let style = |word: &str| {
        word.replace("our", "or")
            .replace("isation", "ization")
            .replace("ise", "ize")
            .replace("isi", "izi")
            .replace("ence", "ense")
            .replace("centre", "center")
            .replace("theatre", "theater")
            .replace("metre", "meter")
            .replace("gramme", "gram")
            .replace("ae", "e")
            .replace("oe", "e")
    };
    a.len().min(b.len()) >= 6 && style(a) == style(b)
}

/// Whether a word is one of language rather than of names.
fn is_word(plain: &str) -> bool {
    [
        List::Function,
        List::OrgHead,
        List::PlaceHead,
        List::DocumentHead,
        List::Title,
        List::NoName,
        List::Leading,
        List::TimeUnit,
        List::Unit,
        List::LabelNoun,
        List::Rise,
        List::Fall,
    ]
    .into_iter()
    .any(|list| is_listed(plain, list))
}

/// Whether a word is a given name of the list.
pub(in crate::rules) fn is_first_name(word: &str) -> bool {
    is_listed(&plain(word), List::FirstName)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_pen_are_near() {
        for (one, other) in [
            ("Olsen", "Olson"),
            ("Klychko", "Klitchko"),
            ("Halden", "Haldon"),
            ("Donald", "Donand"),
            ("Hillary", "Hilary"),
            ("Clarke", "Clark"),
            ("Emanual", "Emanuel"),
        ] {
            assert!(is_misspelling(one, other), "{one} {other}");
        }
    }

    #[test]
    fn other_names_and_forms_are_not() {
        for (one, other) in [
            ("Africa", "African"),
            ("Olsen", "Olsens"),
            ("Austria", "Austrian"),
            ("Jan", "Jana"),
            ("Minister", "Ministry"),
            ("Centre", "Center"),
            ("Zoë", "Zoe"),
            ("Germany", "German"),
            ("Democrat", "Democratic"),
            ("Labour", "Labor"),
            ("Martin", "Barton"),
        ] {
            assert!(!is_misspelling(one, other), "{one} {other}");
        }
    }
}
