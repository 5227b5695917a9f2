//! A subject with its verb, told from names, articles and the endings of words: enough for the words right beside a
//! quotation.

use crate::language::reading::Reading;
use crate::language::token::{TokenKind, same_word};
use crate::text::Span;

/// The words of a sentence up to token `to`, where a subject and its verb are looked for.
#[derive(Clone, Copy)]
pub(super) struct Clause<'a> {
    pub text: &'a str,
    pub reading: &'a Reading,
    pub to: usize,
}

impl<'a> Clause<'a> {
    /// A token as written; nothing past the end.
    pub fn word(&self, at: usize) -> &'a str {
        let token = self.reading.tokens.get(at).filter(|_| at < self.to);
        token.map_or("", |token| token.of(self.text))
    }

    /// "quipped Ruiz": the verb first.
    pub fn inverted(&self, at: usize) -> Option<Span> {
        if !is_past(self.word(at)) && !is_present(self.word(at)) {
            return None;
        }
        let from = at + 1;
        let stops = |at: usize| at >= self.to || !self.is_inner(at);
        let end = (from..from + 9).find(|at| stops(*at)).unwrap_or(from + 9);
        (end > from && self.word(from) != "it").then(|| self.span(from, end))
    }

    /// The noun phrase that begins at token `at`, when a verb follows it.
    pub fn subject(&self, at: usize) -> Option<Span> {
        if !self.opens(at) {
            return None;
        }
        let pronoun = is_pronoun(self.word(at));
        let mut end = at;
        let mut named = pronoun;
        while end < self.to && end < at + 12 {
            if let Some((next, possessive)) = self.name_at(end) {
                named = !possessive;
                end = next.min(self.to);
                continue;
            }
            let word = self.word(end);
            if end > at
                && (is_past(word) || is_auxiliary(word) || TELLS.contains(&word) || named && is_present(word))
                || !self.is_inner(end)
            {
                break;
            }
            end += 1;
            if pronoun {
                break;
            }
            named = false;
        }
        if end == at {
            return None;
        }
        // ", a Fed governor," and the like between subject and verb.
        let speaks = self.verb(end)
            || self.word(end) == ","
                && (end + 1..(end + 30).min(self.to)).any(|at| self.word(at) == "," && self.verb(at + 1));
        speaks.then(|| self.span(at, end))
    }

    /// The token past the name that begins at token `at`, if one does.
    fn name_at(&self, at: usize) -> Option<(usize, bool)> {
        let token = self.reading.tokens.get(at)?;
        let mentions = &self.reading.mentions;
        let mention = mentions
            .get(mentions.partition_point(|mention| mention.span.end <= token.span.start))
            .filter(|mention| mention.span.start <= token.span.start)?;
        let next = self.reading.tokens.partition_point(|token| token.span.start < mention.span.end);
        let possessive = next > at && self.reading.tokens[next - 1].span.end > mention.span.end;
        Some((next.max(at + 1), possessive))
    }

    /// Whether a verb stands at token `at`, past its auxiliaries and adverbs.
    fn verb(&self, at: usize) -> bool {
        let leads = |word: &str| {
            is_auxiliary(word)
                || word.ends_with("ly")
                || matches!(word, "also" | "then" | "later" | "once" | "even")
        };
        (at..at + 4)
            .find(|at| !leads(self.word(*at)) || is_past(self.word(*at)))
            .is_some_and(|at| is_past(self.word(at)) || is_present(self.word(at)))
    }

    fn span(&self, from: usize, to: usize) -> Span {
        let tokens = &self.reading.tokens;
        Span::new(tokens[from].span.start, tokens[to - 1].span.end)
    }

    /// Whether a noun phrase may begin here: a name, an article, a pronoun.
    fn opens(&self, at: usize) -> bool {
        let word = self.word(at);
        self.name_at(at).is_some()
            || is_pronoun(word)
            || ["a", "an", "the", "one", "another", "some", "many", "his", "her", "their", "its", "this"]
                .iter()
                .any(|article| same_word(word, article))
            || word.starts_with(char::is_uppercase) && !is_lead(word)
    }

    /// Whether a token may stand within a noun phrase.
    fn is_inner(&self, at: usize) -> bool {
        let kind = self.reading.tokens.get(at).map(|token| token.kind);
        matches!(kind, Some(TokenKind::Word | TokenKind::Number))
            && !matches!(
                self.word(at),
                "in" | "on"
                    | "at"
                    | "as"
                    | "that"
                    | "who"
                    | "when"
                    | "during"
                    | "after"
                    | "before"
                    | "with"
                    | "by"
                    | "to"
                    | "about"
                    | "while"
                    | "but"
                    | "from"
                    | "into"
                    | "if"
            )
    }
}

/// Words in capitals that begin a sentence and no noun phrase.
fn is_lead(word: &str) -> bool {
    const LEADS: &[&str] = &[
        "in",
        "on",
        "at",
        "as",
        "when",
        "while",
        "after",
        "before",
        "during",
        "asked",
        "for",
        "from",
        "with",
        "by",
        "if",
        "since",
        "though",
        "although",
        "because",
        "to",
        "and",
        "but",
        "or",
        "so",
        "then",
        "that",
        "what",
        "there",
        "not",
        "instead",
        "still",
        "yet",
        "also",
        "now",
        "once",
        "even",
        "like",
        "despite",
        "without",
        "under",
        "over",
        "until",
        "how",
        "why",
        "where",
        "who",
        "which",
        "whether",
        "of",
        "about",
        "meanwhile",
        "however",
        "speaking",
        "just",
        "only",
    ];
    LEADS.iter().any(|lead| same_word(word, lead)) || word.len() > 5 && word.ends_with("ing")
}

fn is_pronoun(word: &str) -> bool {
    ["he", "she", "they", "it", "who"].iter().any(|pronoun| same_word(word, pronoun))
}

/// What stands before a clause of its own.
pub(super) fn is_boundary(word: &str) -> bool {
    matches!(word, "," | ";" | ":" | "—" | "–" | "--" | "-" | "(" | "“" | "”" | "\"" | "''")
        || ["and", "but", "as", "when", "while", "then", "what", "whom"]
            .iter()
            .any(|joint| same_word(word, joint))
}

fn is_auxiliary(word: &str) -> bool {
    ["has", "had", "have", "is", "was", "were", "are", "would", "will", "did", "does"].contains(&word)
}

/// Whether a word reads as a verb in the past.
fn is_past(word: &str) -> bool {
    const IRREGULAR: &[&str] = &[
        "said", "told", "wrote", "shot", "went", "began", "put", "read", "spoke", "swore", "sang", "saw",
        "made", "gave", "took", "thought", "felt", "held", "found",
    ];
    word.starts_with(char::is_lowercase)
        && (word.len() > 4 && word.ends_with("ed")
            || word.len() > 4 && word.ends_with("ing")
            || IRREGULAR.contains(&word))
}

/// Verbs of saying in the present, told from plural nouns.
const TELLS: &[&str] = &[
    "says",
    "tells",
    "writes",
    "notes",
    "adds",
    "argues",
    "explains",
    "asks",
    "warns",
    "insists",
    "admits",
    "reads",
    "continues",
    "recalls",
    "concludes",
    "observes",
    "believes",
    "thinks",
    "remembers",
    "jokes",
    "claims",
    "predicts",
];

/// Whether a word may be a verb in the third person: "notes", "say".
fn is_present(word: &str) -> bool {
    word.starts_with(char::is_lowercase)
        && (word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") || word == "say")
}
