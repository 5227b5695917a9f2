//! Figures as they are shown in messages and written by fixes.

/// `value` with at most `places` decimals, without noughts at their end, digits in groups.
pub(in crate::rules) fn rounded(value: f64, places: usize) -> String {
    let text = format!("{value:.places$}");
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let decimals = decimals.trim_end_matches('0');
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut grouped = String::from(sign);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 && digits.len() > 3 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if !decimals.is_empty() {
        grouped.push('.');
        grouped.push_str(decimals);
    }
    grouped
}

/// A percentage beside the one that is given: with one decimal more where both would look the same.
pub(in crate::rules) fn percent(actual: f64, given: f64) -> String {
    let places = usize::from(given.fract() != 0.0);
    let short = rounded(actual, places);
    if (actual - given).abs() < 1.0 || actual.abs() < 1.0 { rounded(actual, places + 1) } else { short }
}

/// `written`, a number worth `old`, rewritten so that it is worth `new`: same signs, scale and number of decimals, in
/// words where it is in words. `None` when that cannot be done.
pub(in crate::rules) fn written_like(written: &str, old: f64, new: f64) -> Option<String> {
    if !new.is_finite() || new < 0.0 {
        return None;
    }
    let Some(start) = written.find(|c: char| c.is_ascii_digit()) else {
        return in_words(written, old, new);
    };
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.');
    let end = written[start..].find(|c: char| !is_number(c)).map_or(written.len(), |at| start + at);
    let digits = written[start..end].trim_end_matches(['.', ',']);
    let end = start + digits.len();
    if written[end..].contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let plain: f64 = digits.replace(',', "").parse().ok()?;
    let scale = if plain > 0.0 { old / plain } else { 1.0 };
    let value = new / scale;
    let mut places = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    // "$2 billion" for 211 million needs its decimals.
    while places < 3 && (value - rounded_to(value, places)).abs() > 0.02 * value.abs() {
        places += 1;
    }
    let mut number = format!("{value:.places$}");
    let whole = number.split('.').next().unwrap_or_default().len();
    if whole > 4 || digits.contains(',') || whole == 4 && digits.len() < 4 {
        number = rounded_in_groups(&number);
    }
    Some(format!("{}{number}{}", &written[..start], &written[end..]))
}

fn rounded_to(value: f64, places: usize) -> f64 {
    let by = 10f64.powi(i32::try_from(places).unwrap_or(0));
    (value * by).round() / by
}

fn rounded_in_groups(number: &str) -> String {
    let (whole, decimals) =
        number.split_once('.').map_or((number, None), |(whole, rest)| (whole, Some(rest)));
    let grouped = rounded(whole.parse().unwrap_or_default(), 0);
    decimals.map_or(grouped.clone(), |decimals| format!("{grouped}.{decimals}"))
}

/// A number in words for one in words, with the same capital.
fn in_words(written: &str, old: f64, new: f64) -> Option<String> {
    // "three million": only the first word changes.
    let (first, rest) =
        written.split_once(' ').map_or((written, ""), |(first, _)| (first, &written[first.len()..]));
    let scale =
        if rest.is_empty() { 1.0 } else { [1e12, 1e9, 1e6, 1e3, 1e2].into_iter().find(|by| old >= *by)? };
    let value = new / scale;
    if value.fract() != 0.0 || !(0.0..100.0).contains(&value) {
        return Some(rounded(new, 1)).filter(|_| rest.is_empty());
    }
    let mut words = spelled(value as usize);
    if first.starts_with(char::is_uppercase) {
        words = super::super::edits::capitalised(&words);
    }
    Some(format!("{words}{rest}"))
}

/// A number below a hundred in words.
fn spelled(number: usize) -> String {
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
    const TENS: [&str; 10] =
        ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    match (SMALL.get(number), TENS.get(number / 10)) {
        (Some(word), _) => (*word).to_owned(),
        (None, Some(tens)) if number.is_multiple_of(10) => (*tens).to_owned(),
        (None, Some(tens)) => format!("{tens}-{}", SMALL[number % 10]),
        (None, None) => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_they_were() {
        let like = |written: &str, old, new| written_like(written, old, new).unwrap();
        assert_eq!(like("25", 25.0, 30.0), "30");
        assert_eq!(like("$7 million", 7e6, 6e6), "$6 million");
        assert_eq!(like("£25.9m", 25.9e6, 15.91e6), "£15.9m");
        assert_eq!(like("Twelve", 12.0, 11.0), "Eleven");
        assert_eq!(like("five", 5.0, 23.0), "twenty-three");
        assert_eq!(like("1,500", 1500.0, 2640.0), "2,640");
        assert_eq!(like("$2 billion", 2e9, 211e6), "$0.21 billion");
        assert_eq!(like("three million", 3e6, 4e6), "four million");
        assert_eq!(written_like("3-2", 3.0, 4.0), None);
    }

    #[test]
    fn percentages_are_told_apart() {
        assert_eq!(percent(33.333, 25.0), "33");
        assert_eq!(percent(35.4, 35.0), "35.4");
        assert_eq!(percent(9.478, 1.0), "9");
        assert_eq!(percent(0.26, 2.0), "0.3");
        assert_eq!(rounded(1234567.0, 0), "1,234,567");
    }
}
