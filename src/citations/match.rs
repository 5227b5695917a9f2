//! Which entries of the library best back a sentence.
//!
//! An inverted index of the library's words, made once: a look-up touches only the entries that share a word with the
//! sentence. Words weigh by their rarity in the library and by where the entry has them (BM25 over its fields); names,
//! figures and words that stand side by side in both weigh more, the rest of the paragraph less; the outlet that the
//! sentence credits weighs most of all.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use jiff::civil::Date;
use rayon::prelude::*;

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
    /// Whether it shares enough with the sentence to be offered unasked: the outlet, a name, a figure, or two words.
    pub likely: bool,
}

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct Query<'a> {
    /// The sentence.
    pub sentence: &'a str,
    /// The paragraph it stands in.
    pub around: &'a str,
    /// The outlet or body the sentence credits.
    pub outlet: Option<&'a str>,
    /// Other names and web domains of that outlet.
    pub outlet_aliases: Vec<&'a str>,
    /// The article's date.
    pub date: Option<Date>,
    /// Keys the article already cites.
    pub used: Vec<&'a str>,
}

/// The library's words, each with the entries that hold it. Words are kept as hashes: of two that share one, rarer than
/// a misprint, each would find the other's entries.
#[derive(Debug, Default)]
pub struct Index {
    /// Hashes of stems, in order.
    stems: Vec<u64>,
    /// Where the postings of each stem begin; one more for the end.
    starts: Vec<u32>,
    postings: Vec<Posting>,
    outlets: HashMap<Box<str>, Vec<u32>>,
    /// Words of each title.
    lengths: Vec<u16>,
    average: f32,
}

/// An entry that holds a word, and where it holds it.
#[derive(Clone, Copy, Debug)]
struct Posting {
    entry: u32,
    places: u8,
}

const IN_TITLE: u8 = 1;
const IN_AUTHORS: u8 = 2;
const IN_CONTAINER: u8 = 4;
const IN_ADDRESS: u8 = 8;
const IN_REST: u8 = 16;

impl Index {
    /// Reads the words of all entries.
    pub fn new(entries: &[LibraryEntry]) -> Self {
        let read: Vec<(Vec<(u64, u8)>, u16)> = entries.par_iter().map(words_of).collect();
        let lengths: Vec<u16> = read.iter().map(|(_, length)| *length).collect();
        let average =
            lengths.iter().map(|length| f32::from(*length)).sum::<f32>() / lengths.len().max(1) as f32;
        let mut all: Vec<(u64, u32, u8)> =
            Vec::with_capacity(read.iter().map(|(words, _)| words.len()).sum());
        for (number, (words, _)) in read.iter().enumerate() {
            all.extend(words.iter().map(|&(stem, places)| (stem, number as u32, places)));
        }
        all.par_sort_unstable();
        let mut index = Index { lengths, average: average.max(1.0), ..Index::default() };
        index.postings.reserve(all.len());
        for (stem, entry, places) in all {
            if index.stems.last() != Some(&stem) {
                index.stems.push(stem);
                index.starts.push(index.postings.len() as u32);
            }
            index.postings.push(Posting { entry, places });
        }
        index.starts.push(index.postings.len() as u32);
        for (number, entry) in entries.iter().enumerate() {
            let container = entry.container.as_deref().map(outlet_name);
            let host = entry.url.as_deref().and_then(host).map(str::to_owned);
            for name in container.into_iter().chain(host) {
                index.outlets.entry(name.into()).or_default().push(number as u32);
            }
        }
        index
    }

    fn postings(&self, stem: u64) -> &[Posting] {
        match self.stems.binary_search(&stem) {
            Ok(at) => &self.postings[self.starts[at] as usize..self.starts[at + 1] as usize],
            Err(_) => &[],
        }
    }
}

/// The stems of an entry, each once with its places, and how many words its title has.
fn words_of(entry: &LibraryEntry) -> (Vec<(u64, u8)>, u16) {
    let mut all: Vec<(u64, u8)> = Vec::new();
    let mut stem = String::new();
    let mut add = |text: &str, place: u8| {
        let mut count = 0;
        for word in words(text) {
            stem_into(word, &mut stem);
            if !stem.is_empty() {
                all.push((hash(&stem), place));
                count += 1;
            }
        }
        count
    };
    let length: u16 = add(&entry.title, IN_TITLE);
    for author in &entry.authors {
        add(author, IN_AUTHORS);
    }
    add(entry.container.as_deref().unwrap_or_default(), IN_CONTAINER);
    add(&entry.words, IN_REST);
    let path = entry.url.as_deref().and_then(|url| url.split_once("://")).map_or("", |(_, rest)| rest);
    for part in path.split(['/', '?', '#']).flat_map(|part| part.split(['-', '_', '.', '=', '&'])) {
        // Numbers in addresses say nothing; words of a slug are those of a headline.
        if part.chars().any(char::is_alphabetic) && part.len() < 30 {
            add(part, IN_ADDRESS);
        }
    }
    for part in entry.key.split(|c: char| !c.is_alphabetic()).filter(|part| part.len() > 3) {
        add(part, IN_ADDRESS);
    }
    all.sort_unstable();
    let mut merged: Vec<(u64, u8)> = Vec::with_capacity(all.len());
    for (stem, place) in all {
        match merged.last_mut() {
            Some((last, places)) if *last == stem => *places |= place,
            _ => merged.push((stem, place)),
        }
    }
    (merged, length)
}

/// A word of the sentence or of the paragraph around it.
struct Term<'q, 'i> {
    word: &'q str,
    postings: &'i [Posting],
    weight: f32,
    kind: Kind,
    /// Its place among the sentence's words; `None` for one of the paragraph.
    position: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Name,
    Figure,
    Other,
}

/// How much a word of the rest of the paragraph weighs beside one of the sentence.
const AROUND: f32 = 0.06;
/// How much a name or a figure weighs beside another word.
const NAMED: f32 = 1.8;
/// What is added for a word that follows the same word in the sentence and in the title.
const SIDE_BY_SIDE: f32 = 0.6;
/// What the outlet weighs, in rare words.
const OUTLET: f32 = 6.0;

/// The best entries for a sentence, best first, at most `limit`; only such as share something with it.
pub fn candidates(library: &Library, query: &Query<'_>, limit: usize) -> Vec<Candidate> {
    if library.entries.is_empty() || limit == 0 {
        return Vec::new();
    }
    let index = library.index();
    let terms = terms(index, query);
    let mut scores = vec![0f32; library.entries.len()];
    let mut touched: Vec<u32> = Vec::new();
    let mut outlet: HashSet<u32, BuildHasherDefault<Fast>> = HashSet::default();
    for name in query.outlet.iter().chain(&query.outlet_aliases) {
        for &entry in index.outlets.get(outlet_name(name).as_str()).into_iter().flatten() {
            if outlet.insert(entry) {
                touched.push(entry);
                scores[entry as usize] += OUTLET;
            }
        }
    }
    // The position of the last word found in the title, for words that stand side by side.
    let mut last = vec![usize::MAX; library.entries.len()];
    for term in &terms {
        for &Posting { entry, places } in term.postings {
            let at = entry as usize;
            if scores[at] == 0.0 {
                touched.push(entry);
            }
            scores[at] += term.weight * fit(index, at, places);
            if let Some(position) = term.position.filter(|_| places & IN_TITLE != 0) {
                if last[at].checked_add(1) == Some(position) {
                    scores[at] += SIDE_BY_SIDE * term.weight;
                }
                last[at] = position;
            }
        }
    }
    let said = dates_in(query.sentence);
    let used: HashSet<&str> = query.used.iter().copied().collect();
    let mut found: Vec<(f32, u32)> = touched
        .into_iter()
        .map(|number| {
            let entry = &library.entries[number as usize];
            let mut score = scores[number as usize];
            if let Some(when) = entry.date {
                score += if names_date(&said, when) { 2.0 } else { 0.0 };
                // Sources of the news are days old; those of background years.
                let days = query.date.and_then(|date| days_between(date, when));
                score += days.map_or(0.0, |days| 2.0 / (1.0 + days as f32 / 7.0));
            }
            score += if !used.is_empty() && used.contains(entry.key.as_str()) { 0.1 } else { 0.0 };
            (score, number)
        })
        .collect();
    let by_score = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
    if found.len() > limit {
        found.select_nth_unstable_by(limit - 1, by_score);
        found.truncate(limit);
    }
    found.sort_by(by_score);
    found
        .into_iter()
        .map(|(score, number)| {
            let entry = &library.entries[number as usize];
            let is_used = used.contains(entry.key.as_str());
            explain(entry, number, score, &terms, outlet.contains(&number), query, &said, is_used)
        })
        .collect()
}

/// How well a word fits an entry that has it in these places. Short titles say more with each of their words.
fn fit(index: &Index, entry: usize, places: u8) -> f32 {
    let mut fit = 0.0;
    if places & IN_TITLE != 0 {
        let length = f32::from(index.lengths[entry]) / index.average;
        fit += 2.2 / (1.0 + 1.2 * (0.25 + 0.75 * length));
    }
    for (place, weight) in [(IN_AUTHORS, 1.0), (IN_ADDRESS, 0.8), (IN_CONTAINER, 0.35), (IN_REST, 0.3)] {
        if places & place != 0 {
            fit += weight;
        }
    }
    fit
}

fn terms<'q, 'i>(index: &'i Index, query: &Query<'q>) -> Vec<Term<'q, 'i>> {
    let count = index.lengths.len() as f32;
    let outlet: Vec<&str> = words(query.outlet.unwrap_or_default()).collect();
    let mut seen: HashSet<u64, BuildHasherDefault<Fast>> = HashSet::default();
    let mut stem = String::new();
    let mut terms = Vec::new();
    let own = words(query.sentence).enumerate().map(|(position, word)| (Some(position), word));
    let around = words(query.around).map(|word| (None, word));
    // A long paragraph says little more than a short one.
    for (position, word) in own.chain(around.take(400)) {
        stem_into(word, &mut stem);
        // The outlet's own name says nothing of what the entry is about.
        if stem.is_empty() || outlet.contains(&word) || !seen.insert(hash(&stem)) {
            continue;
        }
        let postings = index.postings(hash(&stem));
        // Words that half of a large library has are not worth the walk.
        if postings.is_empty() || postings.len() > 2000 && postings.len() as f32 > count / 3.0 {
            continue;
        }
        let among = postings.len() as f32;
        let rarity = (1.0 + (count - among + 0.5) / (among + 0.5)).ln();
        let capital = word.starts_with(char::is_uppercase);
        let kind = match () {
            () if word.starts_with(|c: char| c.is_ascii_digit()) => Kind::Figure,
            () if capital && (position != Some(0) || word.chars().skip(1).any(char::is_uppercase)) => {
                Kind::Name
            }
            () => Kind::Other,
        };
        let own = if position.is_some() { 1.0 } else { AROUND };
        let weight = rarity * own * if kind == Kind::Other { 1.0 } else { NAMED };
        terms.push(Term { word, postings, weight, kind, position });
    }
    terms
}

#[allow(clippy::too_many_arguments)]
fn explain(
    entry: &LibraryEntry,
    number: u32,
    score: f32,
    terms: &[Term<'_, '_>],
    same_outlet: bool,
    query: &Query<'_>,
    said: &[(Option<i32>, Option<u8>)],
    is_used: bool,
) -> Candidate {
    let holds = |term: &&Term<'_, '_>| {
        term.position.is_some() && term.postings.binary_search_by_key(&number, |one| one.entry).is_ok()
    };
    let shared: Vec<&Term<'_, '_>> = terms.iter().filter(holds).collect();
    let of_kind = |kind: Kind| -> Vec<&str> {
        shared.iter().filter(|term| term.kind == kind).map(|term| term.word).take(3).collect()
    };
    let (names, figures, others) = (of_kind(Kind::Name), of_kind(Kind::Figure), of_kind(Kind::Other));
    let mut phrases = Vec::new();
    if !names.is_empty() {
        phrases.push(format!("names {}", names.join(" and ")));
    }
    if !figures.is_empty() {
        phrases.push(format!("has {}", figures.join(" and ")));
    }
    if phrases.is_empty() && !others.is_empty() {
        phrases.push(format!("shares {}", others.join(" and ")));
    }
    if phrases.is_empty() && !same_outlet {
        phrases.push("fits the paragraph".to_owned());
    }
    if let Some(when) = entry.date {
        let days = query.date.and_then(|date| days_between(date, when));
        if names_date(said, when) || days.is_some_and(|days| days <= 7) {
            phrases.push(in_words(when));
        }
    }
    if is_used {
        phrases.push("already cited".to_owned());
    }
    if same_outlet {
        phrases.push("same outlet".to_owned());
    }
    let strong = !names.is_empty() || figures.iter().any(|figure| figure.len() > 2);
    Candidate {
        entry: number as usize,
        score,
        because: phrases.join(", "),
        same_outlet,
        likely: same_outlet || strong || shared.len() >= 2,
    }
}

/// Whether one of the dates that a sentence names is the entry's.
fn names_date(said: &[(Option<i32>, Option<u8>)], when: (i32, Option<u8>, Option<u8>)) -> bool {
    said.iter().any(|(year, month)| {
        year.is_none_or(|year| year == when.0)
            && month.is_none_or(|month| Some(month) == when.1)
            && (year.is_some() || month.is_some())
    })
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

/// The word as it is compared: lower case, without the endings that make a noun of a verb, or many of one. Nothing is
/// left of a word that every sentence has.
fn stem_into(word: &str, stem: &mut String) {
    stem.clear();
    if word.is_ascii() {
        stem.push_str(word);
        stem.make_ascii_lowercase();
    } else {
        stem.extend(word.chars().flat_map(char::to_lowercase));
    }
    if stem.starts_with(|c: char| c.is_ascii_digit()) {
        stem.retain(|c| c != ',');
        return;
    }
    if is_common(stem) {
        stem.clear();
        return;
    }
    if stem.contains('.') {
        stem.retain(|c| c != '.');
    }
    if stem.len() > 4 && stem.ends_with("ies") {
        stem.truncate(stem.len() - 3);
        stem.push('y');
    } else if stem.len() > 3 && stem.ends_with('s') && !stem.ends_with("ss") && !stem.ends_with("us") {
        stem.truncate(stem.len() - 1);
    }
    for (ending, least) in
        [("ness", 7), ("ing", 6), ("ation", 8), ("ion", 7), ("ed", 5), ("al", 7), ("ly", 6)]
    {
        if stem.len() >= least && stem.is_ascii() && stem.ends_with(ending) {
            stem.truncate(stem.len() - ending.len());
            break;
        }
    }
    let bytes = stem.as_bytes();
    if let [.., a, b] = bytes
        && stem.is_ascii()
        && stem.len() > 4
    {
        // "trimm", "estimate", "estimat" are "trim" and "estimat".
        if a == b && !matches!(b, b'l' | b's' | b'z') || *b == b'e' {
            stem.pop();
        }
    }
    if stem.len() > 6 && stem.ends_with("at") {
        stem.truncate(stem.len() - 2);
    }
}

/// A hash that is the same on every run.
fn hash(stem: &str) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in stem.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash
}

/// For numbers that are spread out already, or few.
#[derive(Default)]
struct Fast(u64);

impl Hasher for Fast {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

/// Words that are in every sentence.
fn is_common(lower: &str) -> bool {
    #[rustfmt::skip]
    const COMMON: &[&str] = &[
        "about", "according", "after", "against", "al", "all", "also", "although", "am", "among", "an",
        "and", "any", "are", "around", "as", "at", "based", "be", "because", "been", "before", "being",
        "between", "both", "but", "by", "can", "cannot", "could", "did", "do", "does", "done", "during",
        "each", "et", "even", "few", "first", "for", "from", "had", "has", "have", "he", "her", "his",
        "how", "however", "if", "in", "into", "is", "it", "its", "just", "last", "made", "make", "makes",
        "many", "may", "me", "might", "more", "most", "much", "must", "my", "new", "no", "nor", "not",
        "of", "often", "on", "one", "only", "or", "other", "our", "out", "over", "own", "people", "per",
        "percent", "report", "reported", "said", "same", "say", "says", "several", "shall", "she",
        "should", "since", "so", "some", "source", "still", "such", "than", "that", "the", "their", "them",
        "then", "there", "these", "they", "this", "those", "though", "through", "to", "too", "two",
        "under", "until", "up", "upon", "use", "used", "using", "very", "via", "was", "we", "well", "were",
        "what", "when", "where", "which", "while", "who", "whom", "whose", "why", "will", "with", "within",
        "without", "would", "year", "you", "your",
    ];
    lower.len() < 2 || COMMON.binary_search(&lower).is_ok()
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
