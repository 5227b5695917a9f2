//! What is to be verified in an article besides its sentences: its figures, dates and names, each once, to be ticked off.

use std::collections::HashMap;

use jiff::civil::Date;
use serde::Serialize;

use super::sheet::{Named, Sheet};
use crate::citations::Status;
use crate::language::article::Place;
use crate::language::{Moment, MomentKind, Quantity, QuantityKind, Reading, calendar};
use crate::prose::BlockKind;
use crate::text::{Encoding, LineIndex, Span};
use crate::workspace::Report;

/// One thing to verify.
#[derive(Clone, Debug, Serialize)]
pub struct Item {
    /// Bytes of the file where it stands first.
    span: [usize; 2],
    /// What stands there.
    pub text: String,
    /// "figure", "date" or "name".
    pub group: &'static str,
    /// What kind of figure, date or name: "money", "month", "person".
    pub kind: &'static str,
    /// Its value in one fixed form, by which other mentions of the same are told: "USD 3,100,000", "2024-05-16".
    pub value: String,
    /// The lines of the file it stands on, from 1.
    pub lines: Vec<u32>,
    /// The best of what the sentences rest on that say it.
    pub status: Status,
    /// Whether somebody who can be asked, or paper, is in reach of one of them.
    pub supported: bool,
}

impl Item {
    /// The lines, as a reader lists them.
    pub fn listed_lines(&self) -> String {
        self.lines.iter().map(u32::to_string).collect::<Vec<_>>().join(", ")
    }
}

/// Everything to verify, in order of first mention. `names` are those of the sheet, by block.
pub(super) fn items(report: &Report, names: &[(Place, Named)]) -> Vec<Item> {
    let mut list = List {
        report,
        lines: LineIndex::new(&report.page.text),
        today: report.page.date.map(|(date, _)| date),
        items: Vec::new(),
        places: HashMap::new(),
    };
    let mut names = names.iter().peekable();
    for (block, reading) in report.readings.iter().enumerate() {
        let mut found: Vec<Found> = Vec::new();
        while let Some((place, name)) = names.next_if(|(place, _)| place.block <= block) {
            let value = name.canonical().to_owned();
            found.push(Found { span: place.span, group: "name", kind: name.kind(), value });
        }
        let Some(prose) = report.page.blocks.get(block) else { continue };
        // Bylines credit; a note is where the rest is verified against.
        if matches!(prose.kind, BlockKind::Byline | BlockKind::Note(_)) {
            continue;
        }
        found.extend(reading.quantities.iter().filter_map(|quantity| figure(quantity, &prose.text)));
        found.extend(reading.moments.iter().filter_map(|moment| list.date(moment, &prose.text)));
        found.sort_by_key(|found| (found.span.start, found.span.end));
        for found in found {
            list.add(block, reading, found);
        }
    }
    list.items
}

struct Found {
    span: Span,
    group: &'static str,
    kind: &'static str,
    value: String,
}

struct List<'r> {
    report: &'r Report,
    lines: LineIndex,
    today: Option<Date>,
    items: Vec<Item>,
    places: HashMap<(&'static str, &'static str, String), usize>,
}

impl List<'_> {
    fn add(&mut self, block: usize, reading: &Reading, found: Found) {
        let page = &self.report.page;
        let Some(prose) = page.blocks.get(block) else { return };
        let source = prose.source_span(found.span);
        let line = self.lines.position(&page.text, source.start, Encoding::Utf8).line + 1;
        let sentence = reading.sentence_at(found.span.start);
        let support = sentence.and_then(|sentence| self.report.support.get(block, sentence));
        let status = support.map_or(Status::NotCheckable, |support| support.status);
        let key = (found.group, found.kind, found.value.to_lowercase());
        match self.places.get(&key).and_then(|place| self.items.get_mut(*place)) {
            Some(item) => {
                if item.lines.last() != Some(&line) {
                    item.lines.push(line);
                }
                if rank(status) < rank(item.status) {
                    item.status = status;
                    item.supported = is_support(status);
                }
            }
            None => {
                self.places.insert(key, self.items.len());
                self.items.push(Item {
                    span: [source.start, source.end],
                    text: found.span.of(&prose.text).to_owned(),
                    group: found.group,
                    kind: found.kind,
                    value: found.value,
                    lines: vec![line],
                    status,
                    supported: is_support(status),
                });
            }
        }
    }

    fn date(&self, moment: &Moment, text: &str) -> Option<Found> {
        let words = moment.span.of(text);
        let (kind, value) = match &moment.kind {
            MomentKind::Date { date, .. } => ("day", date.to_string()),
            MomentKind::MonthDay { month, day, .. } => ("day", format!("--{month:02}-{day:02}")),
            MomentKind::Month { month, year: Some(year) } => ("month", format!("{year:04}-{month:02}")),
            MomentKind::Month { month, year: None } => ("month", format!("--{month:02}")),
            MomentKind::Year(year) if words.ends_with('s') => ("decade", format!("{year}s")),
            MomentKind::Year(year) if words.contains(['-', '–', '/']) => {
                ("years", format!("{year} ({words})"))
            }
            MomentKind::Year(year) => ("year", year.to_string()),
            MomentKind::Weekday(_) => ("weekday", words.to_lowercase()),
            MomentKind::Relative => {
                let resolved = self.today.and_then(|today| calendar::resolve(words, today));
                let value = match resolved {
                    Some(when) if when.first == when.last => when.first.to_string(),
                    Some(when) => format!("{}/{}", when.first, when.last),
                    None => words.to_lowercase(),
                };
                ("relative", value)
            }
            MomentKind::Clock => ("time", words.to_lowercase()),
            MomentKind::Vague => return None,
        };
        Some(Found { span: moment.span, group: "date", kind, value })
    }
}

/// A figure that says something of the world; a label, a time and a bare "one" do not.
fn figure(quantity: &Quantity, text: &str) -> Option<Found> {
    let words = quantity.span.of(text);
    let number = quantity.number.of(text);
    let kind = match quantity.kind {
        QuantityKind::Percent if words.contains("point") => "points",
        QuantityKind::Percent => "percent",
        QuantityKind::Money => "money",
        QuantityKind::Fraction => "fraction",
        QuantityKind::Rate => "rate",
        QuantityKind::Count => "count",
        QuantityKind::Rank => "rank",
        QuantityKind::Age => "age",
        QuantityKind::Duration => "duration",
        QuantityKind::Measure => "measure",
        QuantityKind::Score => "score",
        QuantityKind::Bare if number.contains(|c: char| c.is_ascii_digit()) => "number",
        QuantityKind::Bare | QuantityKind::Time | QuantityKind::Label => return None,
    };
    let after = text.get(quantity.number.end..quantity.span.end).unwrap_or_default().trim().to_lowercase();
    let after = after.trim_start_matches('-').replace('\u{a0}', " ");
    let value = match (quantity.value, quantity.kind) {
        (None, _) | (_, QuantityKind::Score) => words.to_lowercase(),
        (Some(value), QuantityKind::Percent) => {
            format!("{}{}", range(value), if kind == "points" { " points" } else { "%" })
        }
        (Some((low, high)), QuantityKind::Fraction) => format!("{}%", range((percent(low), percent(high)))),
        (Some(value), QuantityKind::Age) => format!("{} years old", range(value)),
        (Some(value), QuantityKind::Money) => match quantity.currency {
            Some(currency) => format!("{} {}", currency.code(), range(value)),
            None => format!("{} {after}", range(value)).trim_end().to_owned(),
        },
        (Some(value), _) => {
            // What is written to the digits belongs to what is counted: "20m people", "12km".
            let after = if after.is_empty() { suffix(number) } else { after };
            format!("{} {after}", range(value)).trim_end().to_owned()
        }
    };
    Some(Found { span: quantity.span, group: "figure", kind, value })
}

/// The letters written to digits; "a dozen" has no digits.
fn suffix(number: &str) -> String {
    if !number.contains(|c: char| c.is_ascii_digit()) {
        return String::new();
    }
    number.trim_start_matches(|c: char| !c.is_alphabetic()).to_lowercase()
}

/// A share of one as a percentage to one decimal.
fn percent(share: f64) -> f64 {
    (share * 1000.0).round() / 10.0
}

/// Both ends in digits with groups of three, or one when they are the same.
fn range((low, high): (f64, f64)) -> String {
    if low == high { shown(low) } else { format!("{}–{}", shown(low), shown(high)) }
}

fn shown(value: f64) -> String {
    let text = format!("{value:.4}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    let (whole, decimals) = text.split_once('.').map_or((text, ""), |(whole, rest)| (whole, rest));
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) && !grouped.ends_with('-') {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if decimals.is_empty() { grouped } else { format!("{grouped}.{decimals}") }
}

/// The better backed, the lower.
const fn rank(status: Status) -> u8 {
    match status {
        Status::Sourced => 0,
        Status::Attributed => 1,
        Status::Anonymous => 2,
        Status::Vague => 3,
        Status::Unsourced => 4,
        Status::NotCheckable => 5,
    }
}

const fn is_support(status: Status) -> bool {
    matches!(status, Status::Sourced | Status::Attributed)
}

/// Words for whether support reaches an item.
pub(super) const fn reached(item: &Item) -> &'static str {
    if item.supported { "supported" } else { "no support" }
}

/// The items of each group with its heading, in the order of a tick list; empty groups are left out.
pub(super) fn groups(sheet: &Sheet) -> impl Iterator<Item = (&'static str, Vec<&Item>)> {
    [("Figures", "figure"), ("Dates", "date"), ("Names", "name")].into_iter().filter_map(|(title, group)| {
        let items: Vec<&Item> = sheet.verify.iter().filter(|item| item.group == group).collect();
        (!items.is_empty()).then_some((title, items))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_one_form() {
        assert_eq!(range((3_100_000.0, 3_100_000.0)), "3,100,000");
        assert_eq!(range((0.5, 1234.25)), "0.5–1,234.25");
        assert_eq!(shown(-1500.0), "-1,500");
        assert_eq!(shown(-150.0), "-150");
    }
}
