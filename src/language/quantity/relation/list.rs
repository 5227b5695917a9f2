//! Lists that say how long they are: "three goals: cleaner buses, safer parks and more shade".

use super::{QuantityKind, RelationKind, Scope};
use crate::language::lexicon::List;
use crate::language::token::TokenKind;
use crate::text::Span;

/// Words after which a list is not whole, or no list.
const PARTIAL: &[&str] = &[
    "including",
    "includes",
    "include",
    "among",
    "such",
    "example",
    "instance",
    "like",
    "notably",
    "especially",
    "particularly",
    "one",
    "first",
    "etc.",
    "etc",
    "others",
    "who",
    "which",
    "whose",
    "where",
    "that",
    "because",
    "if",
    "when",
    "while",
    "either",
    "neither",
    "both",
    "is",
    "are",
    "was",
    "were",
    "has",
    "have",
    "had",
    "will",
    "would",
    "can",
    "could",
    "he",
    "she",
    "it",
    "they",
    "we",
    "i",
    "you",
    "there",
    "this",
    "said",
    "says",
    "but",
    "e.g.",
    "in",
    "between",
    "from",
];

/// The most that is announced.
const MOST: f64 = 12.0;

impl Scope<'_, '_> {
    pub(super) fn lists(&self, add: &mut impl FnMut(Span, RelationKind)) {
        let words = self.words;
        for held in self.held {
            let term = held.term;
            let counted = term.kind == QuantityKind::Count && held.end > held.number + 1 && !held.range;
            if !counted
                || term.hedge != super::Hedge::None
                || term.scaled
                || !(2.0..=MOST).contains(&term.value)
                || term.value.fract() != 0.0
                || words.is_any(
                    held.number.wrapping_sub(1),
                    &["of", "least", "first", "last", "other", "next", "top"],
                ) && held.number > self.tokens.start
            {
                continue;
            }
            let opener = held.end;
            // "Here are five things to know:".
            let asked = words.is(opener, "to") && words.is_word(opener + 1);
            let opener = if asked && words.is(opener + 2, ":") { opener + 2 } else { opener };
            // "The two winners are Ana Ruiz and Bo Lind."
            let named = held.number == self.tokens.start + 1
                && words.is_any(self.tokens.start, &["the", "his", "her", "its", "their"])
                && words.is_any(opener, &["are", "were"]);
            if named {
                let mut end = self.tokens.end;
                while end > opener && words.is_any(end - 1, &[".", "!", "?"]) {
                    end -= 1;
                }
                let items = opener + 1..end;
                let starts = items.clone().filter(|at| {
                    *at == items.start || words.is_any(at - 1, &[",", "and"]) && !words.is(*at, "and")
                });
                let names = starts.into_iter().all(|at| words.is_capitalised(at));
                if let Some(counted) = self.items(items).filter(|_| names) {
                    add(
                        self.span(held.number, end),
                        RelationKind::List { announced: term, counted: Some(counted) },
                    );
                }
                continue;
            }
            // "There are two reasons:" and the list below.
            if words.is(opener, ":") && opener + 1 >= self.tokens.end {
                add(self.span(held.number, opener), RelationKind::List { announced: term, counted: None });
                continue;
            }
            let (items, past) = if words.is(opener, ":") {
                let mut end = self.tokens.end;
                while end > opener && words.is_any(end - 1, &[".", "!", "?"]) {
                    end -= 1;
                }
                (opener + 1..end, end)
            } else if words.is_any(opener, &["—", "–", "--"])
                || words.is(opener, "-") && !words.is_glued(opener)
            {
                let Some(close) =
                    (opener + 1..self.tokens.end).find(|at| words.is(*at, words.folded(opener)))
                else {
                    continue;
                };
                (opener + 1..close, close + 1)
            } else if words.is(opener, "(") {
                let Some(close) = (opener + 1..self.tokens.end).find(|at| words.is(*at, ")")) else {
                    continue;
                };
                (opener + 1..close, close + 1)
            } else {
                continue;
            };
            if let Some(counted) = self.items(items) {
                add(
                    self.span(held.number, past),
                    RelationKind::List { announced: term, counted: Some(counted) },
                );
            }
        }
    }

    /// How many items the list of tokens has, where that is beyond doubt.
    fn items(&self, list: std::ops::Range<usize>) -> Option<usize> {
        let words = self.words;
        let plain = list.clone().all(|at| match words.kind(at) {
            Some(TokenKind::Word) => !words.is_any(at, PARTIAL),
            Some(TokenKind::Mark) => words.is_any(at, &[",", ";", "-"]),
            _ => false,
        });
        if !plain || list.len() < 2 {
            return None;
        }
        let semicolons = list.clone().any(|at| words.is(at, ";"));
        let mark = if semicolons { ";" } else { "," };
        let mut segments = Vec::new();
        let mut from = list.start;
        for at in list.clone().chain([list.end]) {
            if at == list.end || words.is(at, mark) {
                segments.push(from..at);
                from = at + 1;
            }
        }
        let joint = |at: usize| words.is_any(at, &["and", "or", "&"]);
        let (last, rest) = segments.split_last()?;
        let mut count = rest.len();
        if rest.iter().any(|segment| segment.is_empty() || segment.clone().any(joint) && !semicolons) {
            return None;
        }
        if joint(last.start) {
            // "a, b, and c"; "a, b, and c and d" may be three or four.
            if !semicolons && (last.start + 1..last.end).any(joint) {
                return None;
            }
            count += 1;
        } else {
            let inner = last.clone().filter(|at| joint(*at)).count();
            count += match inner {
                // Without an "and" the list may go on in another way.
                0 => return None,
                1 => 2,
                _ => return None,
            };
            if semicolons {
                return None;
            }
        }
        // "... and more", "and so on".
        if words.is_any(last.end - 1, &["more", "on", "forth", "beyond"]) {
            return None;
        }
        // Names beside descriptions: "Lind, a baker, Berg, his neighbour, and Koss".
        let begins: Vec<bool> = segments
            .iter()
            .map(|segment| {
                let first = if joint(segment.start) { segment.start + 1 } else { segment.start };
                words.is_any(first, &["a", "an", "the", "his", "her", "its", "their", "aged", "of", "then"])
            })
            .collect();
        let mixed = begins.iter().any(|is| *is) && begins.iter().any(|is| !*is);
        let capitals = segments
            .iter()
            .filter(|segment| words.is_capitalised(segment.start + usize::from(joint(segment.start))))
            .count();
        let uneven = capitals > 1 && capitals < segments.len();
        // Verbs make clauses, not items.
        let long = segments.iter().any(|segment| segment.len() > 9);
        let known = segments.iter().all(|segment| !segment.clone().any(|at| words.is_in(at, List::TimeUnit)));
        (!mixed && !uneven && !long && known && !semicolons || semicolons && rest.len() >= 2).then_some(count)
    }
}
