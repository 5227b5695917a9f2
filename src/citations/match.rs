//! Which entries of the library best back a sentence.
//!
//! An inverted index of the library's words, made once: a look-up touches only the entries that share a word with the
//! sentence. Rare words weigh most (idf over the library); names and figures more than other words; the outlet that the
//! sentence credits most of all.

use std::collections::HashMap;

use jiff::civil::Date;

use super::{Library, LibraryEntry};

/// An entry of the library that may back a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Index in [`Library::entries`].
    pub entry: usize,
    /// How well it fits; comparable within one call.
    pub score: f32,
    /// Why, in a phrase: "names Microsoft, May 2024, same outlet".
    pub because: String,
    /// Whether it appeared in the outlet that the sentence credits.
    pub same_outlet: bool,
}

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct Query<'a> {
    /// The sentence.
    pub sentence: &'a str,
    /// The outlet or body the sentence credits.
    pub outlet: Option<&'a str>,
    /// Other names and web domains of that outlet.
    pub outlet_aliases: Vec<&'a str>,
    /// The article's date.
    pub date: Option<Date>,
    /// Keys the article already cites.
    pub used: Vec<&'a str>,
}

/// The library's words, each with the entries that hold it.
#[derive(Debug, Default)]
pub struct Index {
    words: HashMap<Box<str>, Vec<(u32, u8)>>,
    outlets: HashMap<Box<str>, Vec<u32>>,
    count: usize,
}

const IN_TITLE: u8 = 1;
const IN_AUTHORS: u8 = 2;
const IN_REST: u8 = 4;

impl Index {
    /// Reads the words of all entries.
    pub fn new(entries: &[LibraryEntry]) -> Self {
        let mut index = Index { count: entries.len(), ..Index::default() };
        for (number, entry) in entries.iter().enumerate() {
            let number = number as u32;
            index.add(&entry.title, number, IN_TITLE);
            for author in &entry.authors {
                index.add(author, number, IN_AUTHORS);
            }
            if let Some(container) = &entry.container {
                index.add(container, number, IN_REST);
                index.outlets.entry(outlet_name(container).into()).or_default().push(number);
            }
            index.add(&entry.words, number, IN_REST);
            if let Some(host) = entry.url.as_deref().and_then(host) {
                index.outlets.entry(host.into()).or_default().push(number);
            }
        }
        index
    }

    fn add(&mut self, text: &str, entry: u32, place: u8) {
        for word in words(text) {
            let stem = stem(word);
            if is_common(&stem) {
                continue;
            }
            let entries = match self.words.get_mut(stem.as_str()) {
                Some(entries) => entries,
                None => self.words.entry(stem.into()).or_default(),
            };
            match entries.last_mut() {
                Some((last, places)) if *last == entry => *places |= place,
                _ => entries.push((entry, place)),
            }
        }
    }
}

/// What one entry shares with the sentence.
#[derive(Default)]
struct Shared<'q> {
    score: f32,
    words: usize,
    strong: bool,
    names: Vec<&'q str>,
    figures: Vec<&'q str>,
    others: Vec<&'q str>,
    outlet: bool,
}

/// The best entries for a sentence, best first, at most `limit`; only such as share something with it.
pub fn candidates(library: &Library, query: &Query<'_>, limit: usize) -> Vec<Candidate> {
    if library.entries.is_empty() || limit == 0 {
        return Vec::new();
    }
    let index = library.index();
    let mut shared: HashMap<u32, Shared<'_>> = HashMap::new();
    let aliases = query.outlet.iter().chain(&query.outlet_aliases);
    for name in aliases {
        for &entry in index.outlets.get(outlet_name(name).as_str()).into_iter().flatten() {
            let slot = shared.entry(entry).or_default();
            if !slot.outlet {
                slot.outlet = true;
                slot.score += 6.0;
            }
        }
    }
    let outlet = query.outlet.unwrap_or_default();
    let common = (index.count / 4).max(8);
    let mut seen: Vec<String> = Vec::new();
    for (position, word) in words(query.sentence).enumerate() {
        let stem = stem(word);
        // The outlet's own name says nothing of what the entry is about.
        if is_common(&stem) || seen.contains(&stem) || words(outlet).any(|part| part == word) {
            continue;
        }
        let entries = index.words.get(stem.as_str()).filter(|entries| entries.len() <= common);
        seen.push(stem);
        let Some(entries) = entries else { continue };
        let rarity = (1.0 + index.count as f32 / entries.len() as f32).ln();
        let figure = word.starts_with(|c: char| c.is_ascii_digit());
        let name = position > 0 && word.starts_with(char::is_uppercase);
        let weight = rarity * if figure || name { 1.6 } else { 1.0 };
        for &(entry, places) in entries {
            let slot = shared.entry(entry).or_default();
            let place = if places & (IN_TITLE | IN_AUTHORS) != 0 { 1.0 } else { 0.5 };
            slot.score += weight * place;
            slot.words += 1;
            slot.strong |= figure && word.len() > 2 || name;
            if figure {
                slot.figures.push(word);
            } else if name {
                slot.names.push(word);
            } else {
                slot.others.push(word);
            }
        }
    }
    let said = dates_in(query.sentence);
    let mut found: Vec<(u32, Shared<'_>, Vec<String>)> = shared
        .into_iter()
        .filter(|(_, one)| one.outlet || one.words >= 2 || one.strong)
        .map(|(number, mut one)| {
            let entry = &library.entries[number as usize];
            let mut reasons = Vec::new();
            if let Some(when) = entry.date {
                if said.iter().any(|(year, month)| {
                    year.is_none_or(|year| year == when.0)
                        && month.is_none_or(|month| Some(month) == when.1)
                        && (year.is_some() || month.is_some())
                }) {
                    one.score += 2.0;
                    reasons.push(in_words(when));
                }
                if let Some(days) = query.date.and_then(|date| days_between(date, when)) {
                    // Sources of the news are days old; those of background years.
                    one.score += 2.0 / (1.0 + days as f32 / 7.0);
                    if days <= 7 && reasons.is_empty() {
                        reasons.push(in_words(when));
                    }
                }
            }
            if query.used.contains(&entry.key.as_str()) {
                one.score += 1.0;
                reasons.push("already cited".into());
            }
            (number, one, reasons)
        })
        .collect();
    found.sort_by(|a, b| b.1.score.total_cmp(&a.1.score).then(a.0.cmp(&b.0)));
    found
        .into_iter()
        .take(limit)
        .map(|(number, one, mut reasons)| {
            let mut phrases = Vec::new();
            let few = |words: &[&str]| words.iter().take(3).copied().collect::<Vec<_>>().join(" and ");
            if !one.names.is_empty() {
                phrases.push(format!("names {}", few(&one.names)));
            }
            if !one.figures.is_empty() {
                phrases.push(format!("has {}", few(&one.figures)));
            }
            if phrases.is_empty() && !one.others.is_empty() {
                phrases.push(format!("shares {}", few(&one.others)));
            }
            phrases.append(&mut reasons);
            if one.outlet {
                phrases.push("same outlet".into());
            }
            Candidate {
                entry: number as usize,
                score: one.score,
                because: phrases.join(", "),
                same_outlet: one.outlet,
            }
        })
        .collect()
}

/// Words and figures: letters and digits, with inner hyphens cut and grouping commas kept.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != ',' && c != '.' && c != '\'' && c != '\u{2019}')
        .map(|word| word.trim_matches([',', '.', '\'', '\u{2019}']))
        .flat_map(|word| {
            // A comma or stop stays only between digits.
            let number = word.starts_with(|c: char| c.is_ascii_digit());
            let mut parts = word.splitn(if number { 1 } else { usize::MAX }, ',');
            std::iter::from_fn(move || parts.next())
        })
        .map(|word| word.strip_suffix("'s").or_else(|| word.strip_suffix("\u{2019}s")).unwrap_or(word))
        .filter(|word| word.chars().nth(1).is_some())
}

/// The word as it is compared: lower case, without a plural's ending.
fn stem(word: &str) -> String {
    let mut stem = word.to_lowercase();
    if stem.starts_with(|c: char| c.is_ascii_digit()) {
        stem.retain(|c| c != ',');
        return stem;
    }
    stem.retain(|c| c != '.');
    if stem.len() > 4 && stem.ends_with("ies") {
        stem.truncate(stem.len() - 3);
        stem.push('y');
    } else if stem.len() > 3 && stem.ends_with('s') && !stem.ends_with("ss") && !stem.ends_with("us") {
        stem.truncate(stem.len() - 1);
    }
    stem
}

fn is_common(stem: &str) -> bool {
    const COMMON: &[&str] = &[
        "about",
        "according",
        "after",
        "all",
        "also",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "because",
        "been",
        "before",
        "being",
        "but",
        "by",
        "can",
        "could",
        "did",
        "do",
        "for",
        "from",
        "had",
        "has",
        "have",
        "he",
        "her",
        "hi",
        "his",
        "how",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "may",
        "more",
        "most",
        "new",
        "no",
        "not",
        "of",
        "on",
        "one",
        "only",
        "or",
        "other",
        "our",
        "out",
        "over",
        "people",
        "percent",
        "report",
        "reported",
        "said",
        "say",
        "says",
        "she",
        "so",
        "some",
        "source",
        "than",
        "that",
        "the",
        "their",
        "them",
        "there",
        "these",
        "they",
        "thi",
        "this",
        "those",
        "to",
        "two",
        "up",
        "wa",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "who",
        "will",
        "with",
        "would",
        "year",
        "you",
    ];
    stem.len() < 2 || COMMON.binary_search(&stem).is_ok()
}

/// An outlet's name or domain as it is compared: "The Wall Street Journal" and "wall street journal" are one.
fn outlet_name(name: &str) -> String {
    if let Some(host) = host(name) {
        return host.to_string();
    }
    let lower = name.trim().to_lowercase();
    let bare = lower.strip_prefix("the ").unwrap_or(&lower);
    bare.strip_prefix("www.").unwrap_or(bare).to_string()
}

/// The host of an address, without "www.".
pub(super) fn host(url: &str) -> Option<&str> {
    let after = url.split_once("://")?.1;
    let host = after.split(['/', '?', '#']).next()?.rsplit('@').next()?;
    let host = host.split(':').next()?;
    Some(host.strip_prefix("www.").unwrap_or(host)).filter(|host| !host.is_empty())
}

const MONTHS: [&str; 12] = [
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

/// Years and months that a sentence names.
fn dates_in(sentence: &str) -> Vec<(Option<i32>, Option<u8>)> {
    let all: Vec<&str> = words(sentence).collect();
    let mut dates = Vec::new();
    let year =
        |word: &str| word.parse::<i32>().ok().filter(|year| word.len() == 4 && (1500..2200).contains(year));
    for (at, word) in all.iter().enumerate() {
        let month = MONTHS
            .iter()
            .position(|month| word.to_lowercase() == *month && word.starts_with(char::is_uppercase));
        if let Some(month) = month {
            let near = all.iter().skip(at + 1).take(2).find_map(|word| year(word));
            dates.push((near, Some(month as u8 + 1)));
        } else if let Some(year) = year(word) {
            dates.push((Some(year), None));
        }
    }
    dates
}

fn in_words((year, month, _): (i32, Option<u8>, Option<u8>)) -> String {
    match month.and_then(|month| MONTHS.get(usize::from(month).checked_sub(1)?)) {
        Some(month) => format!("{}{} {year}", month[..1].to_uppercase(), &month[1..]),
        None => year.to_string(),
    }
}

/// Days from an entry with a full date to the article, when it is not younger than the article.
fn days_between(article: Date, (year, month, day): (i32, Option<u8>, Option<u8>)) -> Option<i32> {
    let year = i16::try_from(year).ok()?;
    let when = Date::new(year, i8::try_from(month?).ok()?, i8::try_from(day?).ok()?).ok()?;
    let days = article.since(when).ok()?.get_days();
    (days >= -1).then_some(days.max(0))
}
