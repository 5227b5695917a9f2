//! Full calendar dates as writers and front matter put them.

use jiff::civil::Date;

use crate::text::Span;

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The month a word names, in full or shortened ("Jan.", "Sept").
pub(super) fn month(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.').to_ascii_lowercase();
    if !(3..=9).contains(&word.len()) {
        return None;
    }
    let known =
        |name: &&str| name.starts_with(&word) && (word.len() == 3 || word == **name || word == "sept");
    MONTHS.iter().position(known).map(|index| index as i8 + 1)
}

/// The first date of `text` that has a day, a month and a year, with its bytes.
pub(super) fn find(text: &str) -> Option<(Date, Span)> {
    let words = words(text);
    (0..words.len()).find_map(|at| date_at(text, &words, at))
}

/// Reads a date that fills `text`, with or without a time after it.
pub(super) fn read(text: &str) -> Option<Date> {
    let text = text.trim().trim_matches(['"', '\'']);
    let text = text.trim();
    // `2024-05-16T09:30:00+02:00`, `2024-05-16 09:30`, `20240516`.
    let compact = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    if compact {
        return civil(text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..].parse().ok()?);
    }
    let (date, span) = find(text)?;
    // Something like a weekday may come before; nothing else.
    let before = text[..span.start].trim().trim_end_matches([',', '.']);
    (before.is_empty() || is_weekday(before)).then_some(date)
}

fn is_weekday(word: &str) -> bool {
    const DAYS: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let word = word.to_ascii_lowercase();
    word.len() >= 3 && DAYS.iter().any(|day| day.starts_with(&word))
}

fn civil(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok().filter(|_| (1000..=2999).contains(&year))
}

/// Stretches of letters and digits.
fn words(text: &str) -> Vec<Span> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(Span::new(from, at));
                start = None;
            }
            _ => {}
        }
    }
    words
}

fn date_at(text: &str, words: &[Span], at: usize) -> Option<(Date, Span)> {
    let [first, second, third] = *words.get(at..at + 3)? else {
        return None;
    };
    let span = Span::new(first.start, third.end);
    let between = |a: Span, b: Span| &text[a.end..b.start];
    let loose = |gap: &str| gap.chars().all(|c| c.is_whitespace() || c == ',' || c == '.') && gap.len() <= 4;
    let (a, b, c) = (first.of(text), second.of(text), third.of(text));
    let (gap, next) = (between(first, second), between(second, third));
    if loose(gap) && loose(next) {
        // "16 May 2024", "May 16, 2024", "16th May 2024".
        if let (Some(day), Some(month), Some(year)) = (day(a), month(b), year(c)) {
            return Some((civil(year, month, day)?, span));
        }
        if let (Some(month), Some(day), Some(year)) = (month(a), day(b), year(c)) {
            return Some((civil(year, month, day)?, span));
        }
    }
    if gap == next && matches!(gap, "-" | "/" | ".") {
        // A time may stick to the day: `16T09:30`.
        let (digits, rest) = c.split_at(c.bytes().take_while(u8::is_ascii_digit).count());
        if let (Some(year), Some(month), Some(day)) = (year(a), number(b), number(digits))
            && (rest.is_empty() || rest.starts_with(['T', 't']))
        {
            return Some((civil(year, month, day)?, Span::new(first.start, third.start + digits.len())));
        }
        // Day and month first: only where they cannot be mistaken for each other.
        if let (Some(x), Some(y), Some(year)) = (number(a), number(b), year(c)) {
            let (day, month) = match (gap, x, y) {
                (".", x, y) => (x, y),
                (_, x, y) if x > 12 => (x, y),
                (_, x, y) if y > 12 => (y, x),
                _ => return None,
            };
            return Some((civil(year, month, day)?, span));
        }
    }
    None
}

fn number(word: &str) -> Option<i8> {
    (word.len() <= 2).then(|| word.parse().ok())?
}

fn year(word: &str) -> Option<i16> {
    (word.len() == 4).then(|| word.parse().ok())?.filter(|year| (1000..=2999).contains(year))
}

fn day(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = &word[digits.len()..];
    matches!(ending, "" | "st" | "nd" | "rd" | "th").then(|| number(digits))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_as_front_matter_has_them() {
        let day = Some(date(2024, 5, 16));
        for text in [
            "2024-05-16",
            "2024-05-16T09:30:00+02:00",
            "2024-05-16 09:30",
            "2024/05/16",
            "20240516",
            "16 May 2024",
            "May 16, 2024",
            "Thursday, May 16, 2024",
            "16.5.2024",
            "16th May, 2024",
            "05/16/2024",
            "\"2024-05-16\"",
        ] {
            assert_eq!(read(text), day, "{text}");
        }
        for text in ["", "May 2024", "05/06/2024", "2024-13-01", "31 June 2024", "draft of 16 May 2024"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_is_found_in_words() {
        let text = "OSLO, Sept. 3, 2021 (NTB) —";
        let (found, span) = find(text).unwrap();
        assert_eq!((found, span.of(text)), (date(2021, 9, 3), "Sept. 3, 2021"));
        assert_eq!(find("The dam holds 8 million 2024 people"), None);
    }
}
