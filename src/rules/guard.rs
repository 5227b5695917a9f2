//! Readings of the words around a cue that rules share: what makes it something else than it seems.

use super::place::Place;
use crate::language::MentionKind;
use crate::text::Span;

impl<'a> Place<'a> {
    /// The words of the sentence before the marked ones.
    pub fn before(&self) -> &'a str {
        let marked = self.attribution.marked.start;
        self.words(Span::new(self.sentence_span().start.min(marked), marked)).trim_end()
    }

    /// The word right before the marked ones, with what punctuation hangs on it; empty at the sentence's beginning.
    pub fn last_before(&self) -> &'a str {
        self.before().rsplit(' ').next().unwrap_or_default()
    }

    /// The words of the sentence after the marked ones.
    pub fn rest(&self) -> &'a str {
        let marked = self.attribution.marked.end;
        self.words(Span::new(marked, self.sentence_span().end.max(marked))).trim_start()
    }

    /// Whether the marked words only describe a person who has just been named: "Ida Berg, a donor and adviser close
    /// to the party, says", "Omar Haddad, who was a member of the board, said".
    pub fn describes_a_name(&self) -> bool {
        let marked = self.attribution.marked.start;
        let from = self.sentence_span().start;
        let mut people = self.reading.mentions.iter().filter(|mention| {
            mention.kind == MentionKind::Person && mention.span.start >= from && mention.span.end <= marked
        });
        people.any(|name| {
            let gap = self.words(Span::new(name.span.end, marked)).strip_prefix(", ");
            gap.is_some_and(|gap| {
                let plain = !gap.contains([',', ';', '.', '"', '“', '”']) && gap.len() < 80;
                plain && (gap.starts_with("who ") || gap.ends_with(" and "))
            })
        })
    }
}

/// Whether a sentence names a document that tells what it says: "in the study", "in a report compiled by the Board",
/// "the survey found".
pub(super) fn tells_of_document(sentence: &str) -> bool {
    const OPENINGS: [&str; 3] = ["in", "by", "across"];
    const ARTICLES: [&str; 11] =
        ["one", "each", "a", "an", "the", "this", "that", "its", "their", "his", "her"];
    let words: Vec<String> = words(sentence).map(str::to_lowercase).collect();
    let is_document = |word: &str| DOCUMENTS.contains(&word);
    words.iter().enumerate().any(|(at, word)| {
        if !is_document(word) || at == 0 {
            return false;
        }
        let head = at.saturating_sub(6);
        let article = (head..at).rev().find(|&index| ARTICLES.contains(&words[index].as_str()));
        let Some(article) = article else { return false };
        let opened = article > 0 && OPENINGS.contains(&words[article - 1].as_str());
        let verb = words[at + 1..].iter().take(2).any(|verb| FINDS.contains(&verb.as_str()));
        opened || verb
    })
}

const DOCUMENTS: [&str; 9] =
    ["studies", "study", "survey", "poll", "report", "paper", "census", "audit", "analysis"];
const FINDS: [&str; 11] = [
    "forecast", "surveyed", "puts", "found", "finds", "shows", "showed", "shown", "says", "said", "revealed",
];

/// The words of a text, without punctuation.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}
