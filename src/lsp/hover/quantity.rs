//! A figure: its value, how it is spelled, what it is in other units, where else it stands.

mod number;
mod per_head;
mod unit;

use jiff::civil::Date;

use super::{Hover, Place, lines};
use crate::knowledge::markdown::{escape, excerpt};
use crate::language::{Quantity, QuantityKind};
use crate::workspace::Report;
use number::{grouped, spelled};

/// The most other places that are named.
const ELSEWHERE: usize = 3;

pub(super) fn at(report: &Report, place: &Place<'_>) -> Option<Hover> {
    let quantity = place.pick(&place.reading.quantities, |quantity| quantity.span)?;
    let date = report.page.date.map(|(date, _)| date);
    let mut told = tell(quantity, quantity.span.of(place.text), quantity.number.of(place.text), date)?;
    told.extend(per_head::told(report, place, quantity, currency(quantity.number.of(place.text))));
    told.extend(elsewhere(report, place, quantity));
    Some(Hover { is_figure: true, ..Hover::new(place.source(report, quantity.span), lines(told)) })
}

/// What can be said of the figure by itself; `None` for labels, scores and times.
fn tell(quantity: &Quantity, words: &str, number: &str, date: Option<Date>) -> Option<Vec<String>> {
    let unsaid = matches!(quantity.kind, QuantityKind::Label | QuantityKind::Score | QuantityKind::Time);
    let (low, high) = quantity.value.filter(|(low, high)| !unsaid && low.is_finite() && high.is_finite())?;
    let exact = low == high;
    let value = if exact { grouped(low) } else { format!("{}–{}", grouped(low), grouped(high)) };
    let about = if quantity.hedged { " · approximate in the text" } else { "" };
    let mut told = match quantity.kind {
        QuantityKind::Percent => percent(low, exact, &value, about, words),
        QuantityKind::Fraction => {
            let share = |value: f64| grouped(round(value * 100.0, 1));
            let shares = if exact { share(low) } else { format!("{}–{}", share(low), share(high)) };
            vec![format!("**{}** · {shares} percent{about}", escape(words))]
        }
        _ => {
            let mut line = format!("**{}{value}**{}", currency(number), counted(words, number));
            if exact
                && let Some(spelled) = spelled(low)
                && number.starts_with(|c: char| c.is_ascii_digit() || !c.is_alphanumeric())
            {
                line.push_str(&format!(" · {spelled}"));
            }
            if !exact {
                line.push_str(&format!(" · midpoint {}", grouped(round((low + high) / 2.0, 1))));
            }
            line.push_str(about);
            vec![line]
        }
    };
    match quantity.kind {
        QuantityKind::Age => told.extend(born(low, date)),
        QuantityKind::Duration => told.extend(since(low, words, date)),
        _ => {}
    }
    // A count may be followed by a unit that the reading took for the thing counted ("40 acres").
    if matches!(quantity.kind, QuantityKind::Measure | QuantityKind::Count | QuantityKind::Bare) {
        told.extend(unit::converted(low, high, words, number));
    }
    Some(told)
}

fn percent(value: f64, exact: bool, shown: &str, about: &str, words: &str) -> Vec<String> {
    if words.to_lowercase().contains("point") {
        return vec![format!(
            "**{shown} percentage points**{about} · a difference of two percentages, not a change of one"
        )];
    }
    let mut line = format!("**{shown} percent**{about}");
    if exact && let Some(share) = share(value) {
        line.push_str(&format!(" · about {share}"));
    }
    vec![line, "To verify: percent of what, as of when, and whose count".into()]
}

/// A percentage as people say it, "1 in 24" or "2 in 5", where one comes near enough.
fn share(value: f64) -> Option<String> {
    if value <= 0.0 || value >= 50.0 {
        return None;
    }
    let parts = (100.0 / value).round();
    let near = |share: f64| (share - value).abs() <= value / 25.0;
    if near(100.0 / parts) {
        return Some(format!("1 in {}", grouped(parts)));
    }
    [(2.0, 5.0), (3.0, 10.0)]
        .into_iter()
        .find(|(some, all)| near(100.0 * some / all))
        .map(|(some, all)| format!("{some} in {all}"))
}

/// The sign a sum of money begins with: "$", "US$", "€".
fn currency(number: &str) -> &str {
    let end = number.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    let sign = &number[..end];
    if sign.contains(['$', '€', '£', '¥', '₹', '₽', '₩', '₴']) { sign.trim_end() } else { "" }
}

/// What is counted, with a space before it where the text has one: the words after the number.
fn counted(words: &str, number: &str) -> String {
    let rest = words.find(number).map(|at| &words[at + number.len()..]).unwrap_or_default();
    let gap = if rest.starts_with(char::is_whitespace) { " " } else { "" };
    format!("{gap}{}", excerpt(rest, 60))
}

/// The years of birth that an age leaves.
fn born(age: f64, date: Option<Date>) -> Option<String> {
    let date = date?;
    if !(0.0..=130.0).contains(&age) {
        return None;
    }
    let year = date.year() - age.floor() as i16;
    Some(format!("Born {} or {year}, by the article’s date", year - 1))
}

/// "over three decades" → "since 1994 or earlier".
fn since(value: f64, words: &str, date: Option<Date>) -> Option<String> {
    let year = date?.year();
    let folded = words.to_lowercase();
    let years = match () {
        () if folded.contains("decade") => value * 10.0,
        () if folded.contains("centur") => value * 100.0,
        () if folded.contains("year") => value,
        () => return None,
    };
    if !(1.0..=2_000.0).contains(&years) {
        return None;
    }
    let start = year - years as i16;
    let earlier = ["over", "more than", "at least"].iter().any(|hedge| folded.contains(hedge));
    Some(format!(
        "Counted back from the article’s date: since {start}{}",
        if earlier { " or earlier" } else { "" }
    ))
}

/// The same figure elsewhere in the article, and how often.
fn elsewhere(report: &Report, place: &Place<'_>, quantity: &Quantity) -> Option<String> {
    let value = quantity.value?;
    let mut places = Vec::new();
    for (index, (block, reading)) in report.page.blocks.iter().zip(&report.readings).enumerate() {
        for other in &reading.quantities {
            let itself = index == place.block && other.span == quantity.span;
            if !itself && other.kind == quantity.kind && other.value == Some(value) {
                places.push(format!("“{}”", excerpt(other.span.of(&block.text), 60)));
            }
        }
    }
    if places.is_empty() {
        return None;
    }
    let more = places.len().saturating_sub(ELSEWHERE);
    places.truncate(ELSEWHERE);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    Some(format!("The same figure elsewhere here: {}{more}", places.join(", ")))
}

fn round(value: f64, digits: i32) -> f64 {
    let factor = 10f64.powi(digits);
    (value * factor).round() / factor
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn of(kind: QuantityKind, value: (f64, f64), words: &str, number: &str) -> Option<String> {
        let at = words.find(number).unwrap();
        let quantity = Quantity {
            span: Span::new(0, words.len()),
            number: Span::new(at, at + number.len()),
            kind,
            value: Some(value),
            ..Quantity::default()
        };
        let date = jiff::civil::date(2024, 5, 16);
        tell(&quantity, words, number, Some(date)).map(|told| told.join(" / "))
    }

    #[test]
    fn figures_are_spelled_and_converted() {
        let count = of(QuantityKind::Count, (7000.0, 7000.0), "7,000 engineers", "7,000");
        assert_eq!(count.as_deref(), Some("**7,000** engineers · seven thousand"));
        let range = of(QuantityKind::Count, (700.0, 800.0), "700 to 800 employees", "700 to 800");
        assert_eq!(range.as_deref(), Some("**700–800** employees · midpoint 750"));
        let measure = of(QuantityKind::Measure, (12.0, 12.0), "12 km", "12");
        assert_eq!(measure.as_deref(), Some("**12** km · twelve / 12 km = 7.5 miles"));
        let money = of(QuantityKind::Money, (3.1e9, 3.1e9), "$3.1 billion", "$3.1 billion");
        assert_eq!(money.as_deref(), Some("**$3,100,000,000** · three billion one hundred million"));
        let percent = of(QuantityKind::Percent, (4.2, 4.2), "4.2 percent", "4.2").unwrap();
        assert!(percent.starts_with("**4.2 percent** · about 1 in 24"), "{percent}");
    }

    #[test]
    fn a_share_is_told_where_it_comes_near() {
        for (value, told) in [(25.0, "1 in 4"), (33.0, "1 in 3"), (40.0, "2 in 5"), (31.0, "3 in 10")] {
            assert_eq!(share(value).as_deref(), Some(told), "{value}");
        }
        for value in [0.0, 43.0, 45.0, 60.0] {
            assert_eq!(share(value), None, "{value}");
        }
    }

    #[test]
    fn ages_and_durations_are_dated() {
        assert!(of(QuantityKind::Age, (37.0, 37.0), "37 years old", "37").unwrap().contains("1986 or 1987"));
        let decades = of(QuantityKind::Duration, (3.0, 3.0), "over three decades", "three").unwrap();
        assert!(decades.contains("since 1994 or earlier"), "{decades}");
    }

    #[test]
    fn labels_are_no_figures() {
        assert_eq!(of(QuantityKind::Label, (737.0, 737.0), "Boeing 737", "737"), None);
        assert_eq!(of(QuantityKind::Count, (f64::NAN, 1.0), "x", "x"), None);
    }
}
