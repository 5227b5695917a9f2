//! Numbers as people write and say them.

/// "3,100,000,000", "4.2", "0.5".
pub(super) fn grouped(value: f64) -> String {
    let whole = value.abs().trunc();
    if whole >= 1e15 {
        return format!("{value:e}");
    }
    let digits = format!("{whole:.0}");
    let mut out = String::new();
    if value < 0.0 {
        out.push('−');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    let fraction = format!("{:.4}", value.abs() - whole);
    // Rounding may carry into the whole part; then the number is as good as whole and `{:.4}` begins with 1.
    if let Some(fraction) = fraction.strip_prefix("0.").map(|digits| digits.trim_end_matches('0'))
        && !fraction.is_empty()
    {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// "seven thousand", "three billion one hundred million"; `None` for fractions and for what is too long to read.
pub(super) fn spelled(value: f64) -> Option<String> {
    if value.fract() != 0.0 || !(0.0..1e15).contains(&value) {
        return None;
    }
    let mut rest = value as u64;
    if rest == 0 {
        return Some("zero".into());
    }
    let mut parts = Vec::new();
    for (scale, name) in [
        (1_000_000_000_000, "trillion"),
        (1_000_000_000, "billion"),
        (1_000_000, "million"),
        (1_000, "thousand"),
        (1, ""),
    ] {
        let count = rest / scale;
        rest %= scale;
        if count > 0 {
            let mut part = below_thousand(count);
            if !name.is_empty() {
                part.push(' ');
                part.push_str(name);
            }
            parts.push(part);
        }
    }
    (parts.len() <= 2).then(|| parts.join(" "))
}

fn below_thousand(number: u64) -> String {
    const SMALL: [&str; 20] = [
        "",
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
    let small = |index: u64| SMALL.get(index as usize).copied().unwrap_or_default();
    let mut words = Vec::new();
    if number >= 100 {
        words.push(format!("{} hundred", small(number / 100)));
    }
    match number % 100 {
        0 => {}
        rest if rest < 20 => words.push(small(rest).to_owned()),
        rest => {
            let tens = TENS.get((rest / 10) as usize).copied().unwrap_or_default();
            words.push(match rest % 10 {
                0 => tens.to_owned(),
                one => format!("{tens}-{}", small(one)),
            });
        }
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_thousands() {
        for (value, words) in [
            (0.0, "0"),
            (999.0, "999"),
            (1000.0, "1,000"),
            (3.1e9, "3,100,000,000"),
            (4.2, "4.2"),
            (-1234.5, "−1,234.5"),
            (0.0001, "0.0001"),
        ] {
            assert_eq!(grouped(value), words);
        }
        assert_eq!(grouped(1e300), "1e300");
    }

    #[test]
    fn spells_numbers() {
        for (value, words) in [
            (0.0, "zero"),
            (7000.0, "seven thousand"),
            (42.0, "forty-two"),
            (115.0, "one hundred fifteen"),
            (3.1e9, "three billion one hundred million"),
        ] {
            assert_eq!(spelled(value).as_deref(), Some(words));
        }
        assert_eq!(spelled(4.5), None);
        assert_eq!(spelled(-1.0), None);
        assert_eq!(spelled(1_234_567.0), None, "too long to read");
    }
}
