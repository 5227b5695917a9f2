//! What a figure is said of: the words of its sentence that name things.

use std::collections::HashSet;

use crate::language::lexicon::is_listed;
use crate::language::spelling::without_possessive;
use crate::language::{List, Quantity, Reading, TokenKind};
use crate::text::Span;

/// A word that names a thing, reduced so that "branches" and "branch's" are near, with its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// Small letters, without possessive and plural.
    pub stem: String,
    /// Its bytes in the block.
    pub span: Span,
    /// Whether it has a capital where none is due.
    pub capital: bool,
}

/// Verbs and words of measure that sentences of different things share.
const COMMON: &[&str] = &[
    "cost",
    "paid",
    "pay",
    "spent",
    "spend",
    "rais",
    "raised",
    "hold",
    "held",
    "sold",
    "sell",
    "said",
    "say",
    "worth",
    "total",
    "year",
    "month",
    "week",
    "day",
    "time",
    "million",
    "billion",
    "thousand",
    "people",
    "make",
    "made",
    "take",
    "took",
    "new",
    "last",
    "first",
    "next",
    "more",
    "will",
    "report",
    "reported",
    "company",
    "number",
    "percent",
    "got",
    "government",
    "money",
    "figure",
    "value",
    "price",
    "deal",
    "sale",
    "group",
    "firm",
    "world",
    "country",
    "market",
    "including",
    "around",
    "nearly",
    "since",
    "compared",
    "rose",
    "fell",
    "up",
    "down",
    "set",
    "plan",
    "expected",
    "profit",
    "loss",
    "revenue",
    "fund",
    "share",
    "dollar",
    "pound",
    "euro",
    "budget",
    "kill",
    "killed",
    "injured",
    "hurt",
    "died",
    "dead",
    "wounded",
    "tax",
    "state",
    "federal",
];

/// The stretch of a sentence that byte `at` stands in: an ellipsis parts what it leaves out from what comes after.
pub(super) fn stretch(text: &str, reading: &Reading, sentence: usize, at: usize) -> Span {
    let Some(sentence) = reading.sentences.get(sentence) else { return Span::at(at) };
    let before = &text[sentence.span.start..at];
    let start = before.rfind("...").map_or(sentence.span.start, |dots| sentence.span.start + dots + 3);
    let end = text[at..sentence.span.end].find("...").map_or(sentence.span.end, |dots| at + dots);
    Span::new(start, end)
}

/// The words of a stretch that name things, figures left out.
pub(super) fn named(text: &str, reading: &Reading, stretch: Span) -> Vec<Named> {
    let from = reading.tokens.partition_point(|token| token.span.start < stretch.start);
    let to = reading.tokens.partition_point(|token| token.span.end <= stretch.end);
    let mut quantities = reading.quantities.iter().peekable();
    let mut found = Vec::new();
    for (place, token) in reading.tokens[from..to.max(from)].iter().enumerate() {
        while quantities.peek().is_some_and(|quantity| quantity.span.end <= token.span.start) {
            quantities.next();
        }
        let figure = quantities.peek().is_some_and(|quantity| quantity.span.overlaps(token.span));
        if token.kind != TokenKind::Word || figure {
            continue;
        }
        let word = token.of(text);
        let folded = without_possessive(word).to_lowercase();
        if folded.len() < 3 || is_listed(&folded, List::Function) {
            continue;
        }
        let capital = place > 0 && word.starts_with(char::is_uppercase);
        found.push(Named { stem: stem(&folded), span: token.span, capital });
    }
    found
}

/// Whether a word is shared by sentences of anything.
pub(super) fn is_common(stem: &str) -> bool {
    COMMON.contains(&stem)
}

/// The stems that both have.
pub(super) fn shared<'n>(one: &'n [Named], other: &[Named]) -> Vec<&'n Named> {
    let there: HashSet<&str> = other.iter().map(|named| named.stem.as_str()).collect();
    one.iter().filter(|named| there.contains(named.stem.as_str())).collect()
}

/// What a quantity counts or measures: the last word of it, reduced.
pub(super) fn counted(text: &str, quantity: &Quantity) -> Option<String> {
    let words = quantity.span.of(text);
    let last = words.rsplit([' ', '-', '\u{a0}']).next()?.to_lowercase();
    let plain = last.trim_matches(|c: char| !c.is_alphabetic());
    (plain.len() > 1 && last.len() == plain.len()).then(|| stem(plain))
}

/// A word without its plural ending.
fn stem(folded: &str) -> String {
    let plain = folded.strip_suffix('s').filter(|stem| stem.len() > 2 && !stem.ends_with(['s', 'u', 'i']));
    plain.unwrap_or(folded).to_owned()
}

/// The years, dates and words for time of a stretch, as written: clauses of different times do not contradict.
pub(super) fn times<'t>(text: &'t str, reading: &Reading, stretch: Span) -> Vec<&'t str> {
    let from = reading.moments.partition_point(|moment| moment.span.start < stretch.start);
    reading.moments[from..]
        .iter()
        .take_while(|moment| moment.span.start < stretch.end)
        .map(|moment| moment.span.of(text))
        .collect()
}
