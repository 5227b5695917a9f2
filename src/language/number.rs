//! Numbers, in digits and in words, and the nouns they count.

use super::lexicon::List;
use super::words::Words;

/// The value of a number word below a hundred: "seven", "twenty-one".
pub(super) fn small_number(folded: &str) -> Option<f64> {
    const SMALL: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    if !folded.as_bytes().first().is_some_and(|byte| b"zotfsent".contains(byte)) {
        return None;
    }
    if let Some(value) = SMALL.iter().position(|word| *word == folded) {
        return Some(value as f64);
    }
    let (tens, ones) = folded.split_once('-').unwrap_or((folded, ""));
    let tens = (TENS.iter().position(|word| *word == tens)? as f64 + 2.0) * 10.0;
    if ones.is_empty() {
        return Some(tens);
    }
    let ones = SMALL[1..10].iter().position(|word| *word == ones)? as f64 + 1.0;
    Some(tens + ones)
}

/// What a scale word multiplies by.
pub(super) fn scale(folded: &str) -> Option<f64> {
    Some(match folded {
        "dozen" => 12.0,
        "hundred" => 1e2,
        "thousand" => 1e3,
        "lakh" => 1e5,
        "million" | "mn" | "mln" | "m" => 1e6,
        "crore" => 1e7,
        "billion" | "bn" | "b" => 1e9,
        "trillion" | "tn" | "trn" => 1e12,
        "k" => 1e3,
        _ => return None,
    })
}

/// What a number in digits says, and what is written to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Digits<'t> {
    /// Both ends of a range, or the same twice; `None` when the digits are no plain number ("1.2.3", "31:41").
    pub value: Option<(f64, f64)>,
    /// Whether two numbers are joined by a dash.
    pub dashed: bool,
    /// The letters written to the number, without a hyphen before them: "m", "th", "year-old".
    pub suffix: &'t str,
}

/// Reads a number token, folded.
pub(super) fn digits(folded: &str) -> Digits<'_> {
    let numeric = |c: char| !c.is_alphabetic() && c != '\'';
    let end = folded.find(|c: char| !numeric(c)).unwrap_or(folded.len());
    let (mut body, suffix) = folded.split_at(end);
    body = body.trim_end_matches('-');
    let suffix = suffix.trim_start_matches('-');
    match body.split_once(['-', '–']) {
        Some((first, second)) => {
            let value = plain(first).zip(plain(second));
            Digits { value, dashed: true, suffix }
        }
        None => Digits { value: plain(body).map(|value| (value, value)), dashed: false, suffix },
    }
}

/// A number in digits with grouping, decimals or a fraction.
fn plain(text: &str) -> Option<f64> {
    if text.is_empty() || text.len() > 40 {
        return None;
    }
    if let Some((over, under)) = text.split_once('/') {
        let (over, under) = (over.parse::<f64>().ok()?, under.parse::<f64>().ok()?);
        return (under > 0.0 && over < under).then_some(over / under);
    }
    let mut value = 0.0;
    let mut whole = text;
    if let Some(last) = text.chars().next_back()
        && !last.is_ascii_digit()
    {
        value = match last {
            '½' => 0.5,
            '¼' => 0.25,
            '¾' => 0.75,
            '⅓' => 1.0 / 3.0,
            '⅔' => 2.0 / 3.0,
            '⅕' => 0.2,
            '⅛' => 0.125,
            _ => return None,
        };
        whole = &text[..text.len() - last.len_utf8()];
        if whole.is_empty() {
            return Some(value);
        }
    }
    let (integer, fraction) = whole.split_once('.').unwrap_or((whole, ""));
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut groups = integer.split([',', '\u{a0}', '\u{202f}', '\u{2009}']);
    let first = groups.next()?;
    let mut joined = String::with_capacity(whole.len());
    joined.push_str(first);
    for group in groups {
        // Groups of two occur in Indian numbers, before the last: "1,00,000".
        if !matches!(group.len(), 2 | 3) || first.len() > 3 {
            return None;
        }
        joined.push_str(group);
    }
    let grouped = joined.len() > first.len();
    if grouped
        && integer.rsplit([',', '\u{a0}', '\u{202f}', '\u{2009}']).next().is_some_and(|last| last.len() != 3)
    {
        return None;
    }
    if !fraction.is_empty() {
        joined.push('.');
        joined.push_str(fraction);
    }
    joined.parse::<f64>().ok().map(|number| number + value)
}

/// Whether the word at token `at` looks like several of something: "engineers", "people".
pub(super) fn is_plural(words: &Words<'_>, at: usize) -> bool {
    if !words.is_word(at) {
        return false;
    }
    let word = words.base(at);
    match word {
        "people" | "men" | "women" | "children" | "police" | "staff" | "personnel" | "fish" | "sheep"
        | "cattle" | "deer" | "feet" | "teeth" | "mice" | "aircraft" | "spacecraft" | "species" | "lives"
        | "crew" | "clergy" | "alumni" | "media" | "bacteria" | "criteria" | "headquarters" | "series"
        | "grandchildren" | "schoolchildren" | "policemen" | "policewomen" | "firemen" | "fishermen"
        | "businessmen" | "servicemen" | "gunmen" | "craftsmen" | "postmen" => true,
        _ => {
            word.len() > 3
                && word.ends_with('s')
                && !word.ends_with("ss")
                && !word.ends_with("us")
                && !word.ends_with("is")
                && !words.is_in(at, List::Function)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_give_values() {
        let exact = |text| digits(text).value.filter(|(low, high)| low == high).map(|(low, _)| low);
        assert_eq!(exact("7,000"), Some(7000.0));
        assert_eq!(exact("4.2"), Some(4.2));
        assert_eq!(exact("1,00,000"), Some(100_000.0));
        assert_eq!(exact("3½"), Some(3.5));
        assert_eq!(exact("7\u{a0}000"), Some(7000.0));
        assert_eq!(exact("1,2"), None);
        assert_eq!(exact("1.2.3"), None);
        assert_eq!(digits("700-800").value, Some((700.0, 800.0)));
        assert_eq!(digits("12-year-old").suffix, "year-old");
        assert_eq!(digits("20m").suffix, "m");
        assert_eq!(digits("31:41").value, None);
    }

    #[test]
    fn words_give_values() {
        assert_eq!(small_number("twenty-one"), Some(21.0));
        assert_eq!(small_number("nineteen"), Some(19.0));
        assert_eq!(small_number("often"), None);
        assert_eq!(small_number("sixty-none"), None);
    }
}
