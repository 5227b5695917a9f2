//! Direct quotations: someone else's words.
//!
//! Marks pair within a block. Curly marks and guillemets nest; straight ones alternate, and when their number is odd
//! the rest of the block after the first that does not fit counts as quoted (DOMAIN.md §3.2, 2). A single mark
//! opens a quotation only if one that closes it follows.

use super::token::{Token, TokenKind, same_word};
use crate::text::Span;

/// Text between quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The words with their marks.
    pub span: Span,
    /// The words without their marks.
    pub words: Span,
    /// Whether it reads as speech, not as a title, a nickname or a scare quote of a word or two.
    pub speech: bool,
    /// Whether its closing mark is there; an open quotation runs to the end of the block.
    pub closed: bool,
}

/// Finds the quotations of a block, outermost only, in order. With an odd number of straight marks the rest of the
/// block counts as quoted (DOMAIN.md §3.2, 2).
pub fn quotations(text: &str, tokens: &[Token]) -> Vec<Quotation> {
    let marks: Vec<usize> =
        (0..tokens.len()).filter(|token| tokens[*token].kind == TokenKind::Quote).collect();
    if marks.is_empty() {
        return Vec::new();
    }
    let mut finder = Finder { text, tokens, marks, found: Vec::new() };
    finder.run();
    finder.found
}

/// The families of marks that open and close each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Straight,
    Curly,
    Low,
    Single,
    Guillemet,
    Corner,
}

/// How many marks after a single one its close is looked for: single marks are often stray apostrophes, and each looks
/// ahead anew.
const SINGLE_REACH: usize = 64;

struct Finder<'t> {
    text: &'t str,
    tokens: &'t [Token],
    /// Indices of the quotation marks among the tokens.
    marks: Vec<usize>,
    found: Vec<Quotation>,
}

impl Finder<'_> {
    fn run(&mut self) {
        let straight = self.marks.iter().filter(|mark| self.mark(**mark) == "\"").count();
        let last_single =
            self.marks.iter().rev().copied().find(|mark| matches!(self.mark(*mark), "'" | "’" | "‘" | "‛"));
        let mut next = 0;
        while let Some(&open) = self.marks.get(next) {
            next += 1;
            let Some(family) = self.opens(open) else {
                // A close without its open: with straight marks, what follows cannot be told apart any more.
                if self.mark(open) == "\"" && straight % 2 == 1 {
                    self.push(open, None);
                    return;
                }
                continue;
            };
            if family == Family::Single && last_single.is_none_or(|last| last <= open) {
                continue;
            }
            match self.close(family, next, straight % 2 == 1) {
                Some(at) => {
                    self.push(open, Some(self.marks[at]));
                    next = at + 1;
                }
                None if family == Family::Single => {}
                None => {
                    self.push(open, None);
                    return;
                }
            }
        }
    }

    fn mark(&self, token: usize) -> &str {
        self.tokens[token].of(self.text)
    }

    fn spaced_before(&self, token: usize) -> bool {
        self.text[..self.tokens[token].span.start].chars().next_back().is_none_or(char::is_whitespace)
    }

    fn spaced_after(&self, token: usize) -> bool {
        self.text[self.tokens[token].span.end..].chars().next().is_none_or(char::is_whitespace)
    }

    /// The family the mark opens, when it can open one.
    fn opens(&self, token: usize) -> Option<Family> {
        match self.mark(token) {
            "\"" | "''" => (self.spaced_before(token)
                || !self.spaced_after(token) && !self.after_word(token))
            .then_some(Family::Straight),
            "“" | "‟" | "``" => Some(Family::Curly),
            "„" => Some(Family::Low),
            "'" | "‘" | "‛" | "‚" => Some(Family::Single),
            "«" | "‹" => Some(Family::Guillemet),
            // »German« style.
            "»" | "›" => self.spaced_before(token).then_some(Family::Guillemet),
            "「" | "『" => Some(Family::Corner),
            _ => None,
        }
    }

    /// Whether the mark stands right after a word or the stop that ends one.
    fn after_word(&self, token: usize) -> bool {
        self.text[..self.tokens[token].span.start]
            .chars()
            .next_back()
            .is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | ',' | '!' | '?' | '…' | '%' | ')'))
    }

    /// The place among the marks, from `from` on, that closes a quotation of `family`.
    fn close(&self, family: Family, from: usize, odd: bool) -> Option<usize> {
        let mut depth = 1;
        let far = if family == Family::Single { SINGLE_REACH } else { usize::MAX };
        for (place, &token) in self.marks.iter().enumerate().skip(from).take(far) {
            let step = match (family, self.mark(token)) {
                (Family::Straight, "\"" | "''") => {
                    // Another that can only open: the close was lost, and the rest is in doubt.
                    if odd && self.spaced_before(token) && !self.spaced_after(token) {
                        return None;
                    }
                    -1
                }
                (Family::Straight, "”") if !odd => 0,
                (Family::Straight, "”") => -1,
                (Family::Curly, "“" | "‟" | "``") => 1,
                (Family::Curly, "”" | "''") => -1,
                // A straight mark closes a curly one where it can only close.
                (Family::Curly, "\"") if self.spaced_after(token) && self.after_word(token) => -1,
                (Family::Low, "“" | "”" | "‟") => -1,
                (Family::Single, "‘" | "‛") => 1,
                (Family::Single, "’" | "'") => -1,
                (Family::Guillemet, "«" | "‹") => {
                    if self.marks.get(from - 1).is_some_and(|open| matches!(self.mark(*open), "»" | "›")) {
                        -1
                    } else {
                        1
                    }
                }
                (Family::Guillemet, "»" | "›") => -1,
                (Family::Corner, "「" | "『") => 1,
                (Family::Corner, "」" | "』") => -1,
                _ => 0,
            };
            depth += step;
            if depth == 0 {
                return Some(place);
            }
        }
        None
    }

    fn push(&mut self, open: usize, close: Option<usize>) {
        let start = self.tokens[open].span;
        let last = self.tokens.last().map_or(start.end, |token| token.span.end);
        let inside = open + 1..close.unwrap_or(self.tokens.len());
        let (end, words_end) = match close {
            Some(close) => (self.tokens[close].span.end, self.tokens[close].span.start),
            None => (last, last),
        };
        let words = Span::new(start.end, words_end);
        let speech = close.is_none() || self.is_speech(open, inside);
        self.found.push(Quotation {
            span: Span::new(start.start, end),
            words,
            speech,
            closed: close.is_some(),
        });
    }

    /// Whether the tokens `inside`, quoted from token `open` on, read as speech.
    fn is_speech(&self, open: usize, inside: std::ops::Range<usize>) -> bool {
        let of = |token: usize| self.tokens[token].of(self.text);
        let words: Vec<usize> =
            inside.clone().filter(|token| self.tokens[*token].kind == TokenKind::Word).take(40).collect();
        let stopped =
            inside.end.checked_sub(1).filter(|last| *last >= inside.start).is_some_and(|last| {
                matches!(of(last), "." | "," | "?" | "!" | "…" | "..." | "—" | "--" | "?!")
            });
        let begins = open.checked_sub(1).is_none_or(|last| {
            matches!(of(last), "." | "?" | "!" | ":" | "—" | "--" | "”" | "\"")
                || of(last) == "," && last.checked_sub(1).is_some_and(|verb| speaks(of(verb)))
        });
        if words.is_empty() {
            return false;
        }
        if words.len() <= 3 {
            // British style sets the comma outside: ‘No’, he said.
            let stopped =
                stopped || self.tokens.get(inside.end + 1).is_some_and(|next| next.of(self.text) == ",");
            return begins && stopped && !self.is_title(&words);
        }
        // “The Wind in the Willows”: every weighty word with a capital, and no full stop within.
        let full = inside.end.checked_sub(1).is_some_and(|last| matches!(of(last), "." | "?" | "!"));
        full || !self.is_title(&words)
    }

    /// Whether the words are set like a title: a capital on each but the small ones.
    fn is_title(&self, words: &[usize]) -> bool {
        const SMALL: &[&str] = &[
            "a", "an", "the", "of", "in", "on", "and", "to", "for", "with", "at", "by", "or", "from", "as",
            "de", "la",
        ];
        let mut capitals = 0;
        for &word in words {
            let word = self.tokens[word].of(self.text);
            if word.starts_with(char::is_uppercase) {
                capitals += 1;
            } else if !SMALL.iter().any(|small| same_word(word, small)) {
                return false;
            }
        }
        capitals > 1
    }
}

fn speaks(word: &str) -> bool {
    [
        "said",
        "says",
        "say",
        "saying",
        "told",
        "asked",
        "added",
        "wrote",
        "replied",
        "shouted",
        "read",
        "reads",
        "tweeted",
        "posted",
        "stated",
        "announced",
        "warned",
        "declared",
        "called",
    ]
    .iter()
    .any(|verb| same_word(word, verb))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::token::tokens;

    fn quoted(text: &str) -> Vec<(&str, bool, bool)> {
        quotations(text, &tokens(text))
            .iter()
            .map(|found| (found.words.of(text), found.speech, found.closed))
            .collect()
    }

    #[test]
    fn marks_pair() {
        assert_eq!(
            quoted("\"We left at noon,\" he said. \"It was cold that day.\""),
            [("We left at noon,", true, true), ("It was cold that day.", true, true)]
        );
        assert_eq!(
            quoted("“She told me ‘go away now’ and left,” he said."),
            [("She told me ‘go away now’ and left,", true, true)]
        );
        assert_eq!(quoted("'We can't stay here,' he said."), [("We can't stay here,", true, true)]);
        assert_eq!(quoted("«Nous partons demain», a-t-il dit."), [("Nous partons demain", true, true)]);
        assert_eq!(quoted("„Wir gehen jetzt heim“, sagte er."), [("Wir gehen jetzt heim", true, true)]);
    }

    #[test]
    fn an_odd_straight_mark_leaves_the_rest_quoted() {
        assert_eq!(quoted("\"We left. It was cold."), [("We left. It was cold.", true, false)]);
        assert_eq!(
            quoted("\"Go,\" he said. \"Stay. Many say \"no\" to that."),
            [("Go,", true, true), ("Stay. Many say \"no\" to that.", true, false)]
        );
    }

    #[test]
    fn apostrophes_and_inches_are_none() {
        assert!(quoted("The dogs' bowls and the mayor’s ’90s hits").is_empty());
        assert!(quoted("a 6\" pipe and an 8\" pipe").is_empty());
        assert!(quoted("Rock 'n' roll isn't dead").is_empty());
    }

    #[test]
    fn titles_and_scare_quotes_are_no_speech() {
        assert_eq!(quoted("the so-called \"big push\" failed"), [("big push", false, true)]);
        assert_eq!(
            quoted("her novel “The Wind in the Willows” sold"),
            [("The Wind in the Willows", false, true)]
        );
        assert_eq!(quoted("\"No,\" he said."), [("No,", true, true)]);
    }
}
