//! Words, numbers and marks, with their spans.
//!
//! One pass over the text. A possessive ending belongs to its word ("Microsoft's" is one token): see
//! [`without_possessive`]. So does the stop of an abbreviation ("Sen.", "U.S.", "a.m."), and the letters written to a
//! number ("5th", "20m", "12-year-old"). Soft hyphens and joiners inside a word belong to it and do not count in
//! comparisons.

mod abbreviation;
mod quote;

use unicode_normalization::char::is_combining_mark;

pub use abbreviation::{Abbreviation, abbreviation};
pub use quote::is_quote;

pub use super::spelling::{fold_char, is_invisible, name_part, same_word, without_possessive};
use crate::text::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with inner apostrophes and hyphens: "don't", "state-backed", "U.S.", "Sen.", "R&D".
    Word,
    /// Digits with grouping, decimals and scores kept whole: "7,000", "4.2", "3-2", "31:41"; and the letters written
    /// to them: "5th", "20m", "12-year-old".
    Number,
    /// A quotation mark, single or double, straight or curly, or a guillemet; never an apostrophe.
    Quote,
    /// Any other mark. A run of the same mark is one token: "...", "--".
    Mark,
    /// A [hole](crate::prose::Block::HOLE) in the prose, where code or a URL stood.
    Hole,
}

/// One token. White space lies between tokens and in none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its bytes.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

impl Token {
    /// Its words.
    pub fn of(self, text: &str) -> &str {
        self.span.of(text)
    }
}

/// Stands in a block's text for what is not prose. The same as [`Block::HOLE`](crate::prose::Block::HOLE).
const HOLE: char = '\u{fffc}';

/// Cuts `text` into tokens.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut scanner = Scanner {
        text,
        at: 0,
        tokens: Vec::with_capacity(text.len() / 5),
        single_open: false,
        double_open: false,
    };
    scanner.run();
    scanner.tokens
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    tokens: Vec<Token>,
    /// Whether a single quotation mark waits for its close: then "s'" closes it rather than being a possessive.
    single_open: bool,
    /// Whether a straight double mark waits for its close: then a mark after a digit is not a sign for inches.
    double_open: bool,
}

impl Scanner<'_> {
    fn run(&mut self) {
        while let Some(c) = self.peek(self.at) {
            let start = self.at;
            if c == '\n' && self.text[start + 1..].starts_with('\n') {
                (self.single_open, self.double_open) = (false, false);
            }
            if c.is_whitespace() || is_invisible(c) {
                self.at += c.len_utf8();
            } else if c == HOLE {
                self.at += c.len_utf8();
                self.push(start, TokenKind::Hole);
            } else if c.is_numeric() || c == '.' && self.starts_decimal() {
                self.number();
                self.push(start, TokenKind::Number);
            } else if c.is_alphabetic() || is_combining_mark(c) {
                self.word(start);
                self.push(start, TokenKind::Word);
            } else if is_quote(c) {
                self.quote(c);
            } else {
                self.at += c.len_utf8();
                while self.peek(self.at) == Some(c) {
                    self.at += c.len_utf8();
                }
                self.push(start, TokenKind::Mark);
            }
        }
    }

    fn push(&mut self, start: usize, kind: TokenKind) {
        self.tokens.push(Token { span: Span::new(start, self.at), kind });
    }

    fn peek(&self, at: usize) -> Option<char> {
        match self.text.as_bytes().get(at) {
            Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
            Some(_) => self.text[at..].chars().next(),
            None => None,
        }
    }

    fn before(&self, at: usize) -> Option<char> {
        match at.checked_sub(1).map(|last| self.text.as_bytes()[last]) {
            Some(byte) if byte.is_ascii() => Some(char::from(byte)),
            Some(_) => self.text[..at].chars().next_back(),
            None => None,
        }
    }

    /// The character after the one at `at`.
    fn after(&self, at: usize) -> Option<char> {
        self.peek(at + self.peek(at)?.len_utf8())
    }

    fn skip(&mut self, wanted: impl Fn(char) -> bool) {
        while let Some(c) = self.peek(self.at) {
            if wanted(c) || is_invisible(c) && self.after(self.at).is_some_and(&wanted) {
                self.at += c.len_utf8();
            } else {
                break;
            }
        }
    }

    /// Whether the stop here begins a decimal without its nought: ".5".
    fn starts_decimal(&self) -> bool {
        self.after(self.at).is_some_and(|c| c.is_ascii_digit())
            && self.before(self.at).is_none_or(|c| c.is_whitespace() || is_currency(c) || c == '(')
    }

    fn word(&mut self, start: usize) {
        // Where the letters since the last inner stop began, and whether there was one.
        let mut piece = start;
        let mut dotted = false;
        loop {
            self.skip(|c| c.is_alphanumeric() || is_combining_mark(c));
            let Some(c) = self.peek(self.at) else { break };
            let next = self.after(self.at);
            match c {
                '\'' | '’' => {
                    if next.is_some_and(char::is_alphabetic) {
                        self.at += c.len_utf8();
                    } else {
                        if self.is_plural_possessive(c) {
                            self.at += c.len_utf8();
                        }
                        break;
                    }
                }
                '-' | '\u{2010}' | '\u{2011}' if next.is_some_and(char::is_alphanumeric) => {
                    self.at += c.len_utf8()
                }
                '&' if next.is_some_and(char::is_uppercase)
                    && self.before(self.at).is_some_and(char::is_uppercase) =>
                {
                    self.at += 1;
                }
                '.' => {
                    let letters = &self.text[piece..self.at];
                    match next {
                        Some(next) if next.is_alphabetic() => {
                            let single =
                                letters.chars().nth(1).is_none() || matches!(letters, "Ph" | "Ed" | "Lt");
                            let then = self.peek(self.at + 1 + next.len_utf8());
                            if single && then == Some('.') {
                                self.at += 1;
                                piece = self.at;
                                dotted = true;
                            } else if dotted && single {
                                self.at += 1;
                                break;
                            } else if self.starts_domain() {
                                self.at += 1;
                                piece = self.at;
                            } else {
                                break;
                            }
                        }
                        Some('.') => break,
                        Some(digit)
                            if digit.is_ascii_digit()
                                && self.before(self.at).is_some_and(|c| c.is_ascii_digit()) =>
                        {
                            self.at += 1;
                        }
                        next => {
                            if !self.keeps_stop(start, dotted) {
                                break;
                            }
                            self.at += 1;
                            let then = next.and_then(|_| self.after(self.at));
                            let joined = matches!(next, Some('-' | '\'' | '’' | '\u{2010}' | '\u{2011}'))
                                && then.is_some_and(char::is_alphabetic);
                            if !joined {
                                break;
                            }
                            piece = self.at;
                        }
                    }
                }
                _ => break,
            }
        }
    }

    /// Whether the stop at the cursor belongs to the word from `start`.
    fn keeps_stop(&self, start: usize, dotted: bool) -> bool {
        if dotted {
            return true;
        }
        let word = &self.text[start..self.at];
        let rest = self.text[self.at + 1..].trim_start();
        let next = rest.chars().next();
        let follows = |c: char| c.is_ascii_digit() || c == ',' || c.is_lowercase();
        let mut letters = word.chars();
        if let (Some(letter), None) = (letters.next(), letters.next())
            && letter.is_uppercase()
        {
            // "I." is a pronoun at the end of its sentence unless another initial or a comma follows.
            let mut rest = rest.chars();
            let another = rest.next().is_some_and(char::is_uppercase) && matches!(rest.next(), Some('.'))
                || next == Some(',');
            return if letter == 'I' {
                another
            } else {
                next.is_some_and(|c| c.is_alphanumeric() || c == '&') || another
            };
        }
        match abbreviation::listed(word) {
            None => false,
            Some(Abbreviation::Doubtful) => next.is_some_and(follows),
            Some(Abbreviation::Number) => next.is_some_and(|c| c.is_ascii_digit()),
            Some(_) => true,
        }
    }

    /// Whether the stop at the cursor stands inside a host name: "Amazon.com", "gov.uk".
    fn starts_domain(&self) -> bool {
        let rest = &self.text.as_bytes()[self.at + 1..];
        let length = rest.iter().take(6).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        matches!(
            &rest[..length],
            b"com"
                | b"org"
                | b"net"
                | b"gov"
                | b"edu"
                | b"co"
                | b"uk"
                | b"io"
                | b"eu"
                | b"info"
                | b"tv"
                | b"de"
                | b"fr"
        )
    }

    /// Whether the mark at the cursor, with no letter after it, ends a plural possessive: "workers' rights".
    fn is_plural_possessive(&self, mark: char) -> bool {
        if !self.before(self.at).is_some_and(|c| matches!(c, 's' | 'S' | 'x' | 'z')) {
            return false;
        }
        let rest = &self.text[self.at + mark.len_utf8()..];
        if mark == '\'' && rest.starts_with('\'') {
            return false;
        }
        if !self.single_open {
            return rest.starts_with(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':' | ')'));
        }
        // Inside single marks: a possessive only if the real close is still to come.
        let mut previous = ' ';
        let mut chars = rest.chars().take(200).peekable();
        if !chars.peek().is_some_and(|c| c.is_whitespace()) {
            return false;
        }
        while let Some(c) = chars.next() {
            if matches!(c, '\'' | '’' | '‘') {
                let next = chars.peek().copied().unwrap_or(' ');
                if previous.is_whitespace() {
                    return false;
                }
                if !(previous.is_alphanumeric() && next.is_alphanumeric()) {
                    return true;
                }
            }
            previous = c;
        }
        false
    }

    fn number(&mut self) {
        self.skip(|c| matches!(c, '.' | '\'' | '’' | '‘'));
        loop {
            self.skip(char::is_numeric);
            let Some(c) = self.peek(self.at) else { break };
            let next = self.after(self.at);
            let digit_next = next.is_some_and(|c| c.is_ascii_digit());
            match c {
                ',' | '.' | ':' | '/' | '-' | '–' | '\u{2010}' | '\u{2011}' if digit_next => {
                    self.at += c.len_utf8();
                }
                '-' | '\u{2010}' | '\u{2011}' if next.is_some_and(char::is_alphabetic) => {
                    self.at += c.len_utf8();
                    self.number_letters();
                    break;
                }
                // Feet and inches: 5'10".
                '\'' | '’' if digit_next => {
                    self.at += c.len_utf8();
                    self.skip(|c| c.is_ascii_digit());
                    if matches!(self.peek(self.at), Some('"' | '”')) {
                        self.at += self.peek(self.at).map_or(0, char::len_utf8);
                    }
                    break;
                }
                '\'' | '’' if next == Some('s') => {
                    self.at += c.len_utf8() + 1;
                    break;
                }
                // Digits grouped by narrow or no-break spaces: "7 000".
                '\u{a0}' | '\u{202f}' | '\u{2009}' if self.starts_group(self.at + c.len_utf8()) => {
                    self.at += c.len_utf8() + 3;
                }
                c if c.is_alphabetic() => {
                    if !self.starts_clock_suffix() {
                        self.number_letters();
                    }
                    break;
                }
                _ => break,
            }
        }
    }

    /// The letters written to a number, with hyphens: "th", "m", "-year-old".
    fn number_letters(&mut self) {
        loop {
            self.skip(|c| c.is_alphanumeric() || is_combining_mark(c));
            match self.peek(self.at) {
                Some(c @ ('-' | '\u{2010}' | '\u{2011}'))
                    if self.after(self.at).is_some_and(char::is_alphanumeric) =>
                {
                    self.at += c.len_utf8();
                }
                Some(c @ ('\'' | '’')) if self.after(self.at).is_some_and(char::is_alphabetic) => {
                    self.at += c.len_utf8();
                }
                _ => break,
            }
        }
    }

    /// Whether "a.m." or "p.m." follows.
    fn starts_clock_suffix(&self) -> bool {
        matches!(self.text.as_bytes()[self.at..], [b'a' | b'p' | b'A' | b'P', b'.', b'm' | b'M', ..])
    }

    /// Whether exactly three digits stand at `at`.
    fn starts_group(&self, at: usize) -> bool {
        let bytes = &self.text.as_bytes()[at..];
        bytes.len() >= 3
            && bytes[..3].iter().all(u8::is_ascii_digit)
            && !bytes.get(3).is_some_and(u8::is_ascii_digit)
            && self.before(self.at).is_some_and(|c| c.is_ascii_digit())
    }
}

/// Whether a character is a sign for money.
pub const fn is_currency(c: char) -> bool {
    matches!(c, '$' | '£' | '€' | '¥' | '₹' | '₽' | '₩' | '₪' | '₺' | '₴' | '₦' | '¢' | '₱' | '฿' | '₫')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokens(text).into_iter().map(|token| token.of(text)).collect()
    }

    fn kinds(text: &str) -> Vec<TokenKind> {
        tokens(text).into_iter().map(|token| token.kind).collect()
    }

    #[test]
    fn abbreviations_keep_their_stops() {
        assert_eq!(
            words("Sen. J.K. Lind of the U.S. left at 5 a.m. today."),
            ["Sen.", "J.K.", "Lind", "of", "the", "U.S.", "left", "at", "5", "a.m.", "today", "."]
        );
        assert_eq!(words("the U.S.-based firm"), ["the", "U.S.-based", "firm"]);
        assert_eq!(words("the U.S.'s plan"), ["the", "U.S.'s", "plan"]);
        assert_eq!(
            words("J. K. Lind, Ph.D., of Halden Inc."),
            ["J.", "K.", "Lind", ",", "Ph.D.", ",", "of", "Halden", "Inc."]
        );
        assert_eq!(words("in the U.S"), ["in", "the", "U", ".", "S"]);
    }

    #[test]
    fn stops_that_end_sentences_stay_apart() {
        assert_eq!(words("He said no. Then he sat."), ["He", "said", "no", ".", "Then", "he", "sat", "."]);
        assert_eq!(words("No. 4"), ["No.", "4"]);
        assert_eq!(words("It was I. He left."), ["It", "was", "I", ".", "He", "left", "."]);
        assert_eq!(
            words("They went to Mass. He stayed."),
            ["They", "went", "to", "Mass", ".", "He", "stayed", "."]
        );
        assert_eq!(words("in the Sun. Next"), ["in", "the", "Sun", ".", "Next"]);
    }

    #[test]
    fn hyphens_apostrophes_and_ampersands_join() {
        assert_eq!(
            words("state-backed R&D doesn’t help Microsoft's workers' rights"),
            ["state-backed", "R&D", "doesn’t", "help", "Microsoft's", "workers'", "rights"]
        );
        assert_eq!(words("well—known and -- so"), ["well", "—", "known", "and", "--", "so"]);
        assert_eq!(words("Amazon.com and gov.uk. The"), ["Amazon.com", "and", "gov.uk", ".", "The"]);
    }

    #[test]
    fn numbers_stay_whole() {
        assert_eq!(
            words("7,000 4.2 3-2 31:41 5th 1990s 20m £3.1bn 12-year-old 50% 2024-05-16 1/2 3½ .5"),
            [
                "7,000",
                "4.2",
                "3-2",
                "31:41",
                "5th",
                "1990s",
                "20m",
                "£",
                "3.1bn",
                "12-year-old",
                "50",
                "%",
                "2024-05-16",
                "1/2",
                "3½",
                ".5"
            ]
        );
        assert_eq!(words("55,000."), ["55,000", "."]);
        assert_eq!(
            words("7\u{a0}000 people, 5'10\" tall, 7a.m. in 1990's"),
            ["7\u{a0}000", "people", ",", "5'10\"", "tall", ",", "7", "a.m.", "in", "1990's"]
        );
        assert_eq!(kinds("GPT-4 7,000"), [TokenKind::Word, TokenKind::Number]);
        assert_eq!(words("the ’90s and '05"), ["the", "’90s", "and", "'05"]);
    }

    #[test]
    fn single_marks_are_quotes_or_apostrophes_by_place() {
        use TokenKind::{Mark, Quote, Word};
        assert_eq!(kinds("'No one asked,' he said"), [Quote, Word, Word, Word, Mark, Quote, Word, Word]);
        assert_eq!(words("'the dogs' bowls are dry,' he said")[..3], ["'", "the", "dogs'"]);
        assert_eq!(words("'dogs' and 'cats'"), ["'", "dogs", "'", "and", "'", "cats", "'"]);
        assert_eq!(kinds("the dogs' bowls"), [Word, Word, Word]);
        assert_eq!(kinds("rock 'n roll"), [Word, Word, Word]);
        assert_eq!(kinds("‘We can’t,’ she said"), [Quote, Word, Word, Mark, Quote, Word, Word]);
    }

    #[test]
    fn inches_are_no_quotation() {
        assert_eq!(kinds("a 6\" pipe")[2], TokenKind::Mark);
        assert_eq!(kinds("\"It cost 6\" he said")[4], TokenKind::Quote);
    }

    #[test]
    fn soft_hyphens_and_no_break_spaces_do_not_count() {
        let text = "Mi\u{ad}cro\u{ad}soft\u{a0}Corp.";
        assert_eq!(words(text), ["Mi\u{ad}cro\u{ad}soft", "Corp."]);
        assert!(same_word(words(text)[0], "microsoft"));
        assert!(same_word("oﬃcials’", "officials'"));
        assert!(!same_word("official", "officials"));
    }

    #[test]
    fn possessives_fall_off() {
        assert_eq!(without_possessive("China’s"), "China");
        assert_eq!(without_possessive("workers'"), "workers");
        assert_eq!(without_possessive("don't"), "don't");
        assert_eq!(name_part("U.S.-based"), "U.S.");
        assert_eq!(name_part("Asia-Pacific’s"), "Asia-Pacific");
        assert_eq!(name_part("state-backed"), "state-backed");
    }
}
