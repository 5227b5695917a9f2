//! Where sentences begin and end.
//!
//! Works on tokens: stops of abbreviations, initials and decimals are inside words and numbers already, so what is
//! left to decide is which stops, question marks and abbreviations end a sentence (DOMAIN.md §3.2, 3).

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::token::{Abbreviation, Token, TokenKind, abbreviation};
use crate::text::Span;

/// One sentence, without the white space around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its bytes, closing quotation marks and brackets included.
    pub span: Span,
    /// Its tokens, as a range of [`Reading::tokens`](super::Reading::tokens).
    pub tokens: Range<usize>,
}

static STARTERS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    include_str!("lexicon/sentence_starters.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .collect()
});

/// Words that, with a colon after them, credit a picture and begin a sentence of their own even where the caption before
/// them has no stop: "The mayor at the pier Image: Ola Lind".
const CREDITS: &[&str] = &[
    "Image",
    "Images",
    "Photo",
    "Photos",
    "Photograph",
    "Picture",
    "Pictures",
    "Video",
    "Credit",
    "Illustration",
];

/// Verbs after which a question or exclamation in quotes is part of its sentence: “Why?” Smith asked.
const SPEECH: &[&str] = &[
    "said",
    "says",
    "asked",
    "asks",
    "told",
    "wrote",
    "writes",
    "added",
    "adds",
    "replied",
    "shouted",
    "cried",
    "joked",
    "tweeted",
    "yelled",
    "screamed",
    "recalled",
    "wondered",
    "exclaimed",
    "declared",
    "demanded",
    "insisted",
    "posted",
];

/// Groups the tokens of `text` into sentences; every token belongs to one.
pub fn sentences(text: &str, tokens: &[Token]) -> Vec<Sentence> {
    let splitter = Splitter { text, tokens };
    let mut found = Vec::with_capacity(tokens.len() / 20 + 1);
    let mut start = 0;
    let mut at = 0;
    while at < tokens.len() {
        let end = splitter.end(start, at);
        at += 1;
        if let Some(end) = end {
            found.push(splitter.sentence(start..end));
            start = end;
            at = end;
        }
    }
    if start < tokens.len() {
        found.push(splitter.sentence(start..tokens.len()));
    }
    found
}

struct Splitter<'t> {
    text: &'t str,
    tokens: &'t [Token],
}

impl Splitter<'_> {
    fn sentence(&self, tokens: Range<usize>) -> Sentence {
        Sentence {
            span: Span::new(self.tokens[tokens.start].span.start, self.tokens[tokens.end - 1].span.end),
            tokens,
        }
    }

    fn of(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.of(self.text))
    }

    fn kind(&self, at: usize) -> Option<TokenKind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// The white space between token `at` and the one before it.
    fn gap(&self, at: usize) -> &str {
        match (at.checked_sub(1).and_then(|last| self.tokens.get(last)), self.tokens.get(at)) {
            (Some(last), Some(next)) => self.text.get(last.span.end..next.span.start).unwrap_or_default(),
            _ => "",
        }
    }

    /// Where the sentence from token `start` ends, if it ends at token `at`: the index just past its last token.
    fn end(&self, start: usize, at: usize) -> Option<usize> {
        // A blank line ends whatever stands before it.
        if at + 1 < self.tokens.len() && self.gap(at + 1).bytes().filter(|byte| *byte == b'\n').count() > 1 {
            return Some(at + 1);
        }
        if self.is_credited(start, at) || self.is_date_line(start, at) {
            return Some(at + 1);
        }
        let token = self.of(at);
        match self.kind(at)? {
            TokenKind::Word => {
                if !token.ends_with('.') {
                    return None;
                }
                let class = abbreviation(token)?;
                let end = self.closers(at + 1);
                (token == "etc." && self.first(end).is_none_or(|(first, _)| self.is_capital(first))
                    || self.abbreviation_ends(class, end, end > at + 1))
                .then_some(end)
            }
            TokenKind::Mark => {
                let end = self.closers(at + 1);
                let ends = match token.chars().next()? {
                    '.' | '…' => self.stop_ends(start, at, end),
                    '?' | '!' | '‽' => self.call_ends(start, at, end),
                    // Some archives double every stop but the full one.
                    ';' => self.of(at) == ";;",
                    '。' | '！' | '？' | '؟' | '।' => true,
                    _ => false,
                };
                ends.then_some(end)
            }
            _ => None,
        }
    }

    /// Past the closing quotation marks, brackets and further stops that stand at token `at` without white space.
    fn closers(&self, mut at: usize) -> usize {
        while at < self.tokens.len() {
            // A note's number, as copied from an encyclopaedia: "in 2014. [17] [18] She".
            if self.of(at) == "[" && self.kind(at + 1) == Some(TokenKind::Number) && self.of(at + 2) == "]" {
                at += 3;
                continue;
            }
            if !self.gap(at).is_empty() {
                break;
            }
            // A note's mark: "leaks.¹", "leaks.†".
            let noted = |c: char| matches!(c, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹' | '†' | '‡');
            let closes = self.of(at).chars().all(noted)
                || match self.tokens[at].kind {
                    TokenKind::Quote => {
                        !matches!(self.of(at), "“" | "‘" | "«" | "‹" | "„" | "``" | "「" | "『")
                    }
                    TokenKind::Mark => {
                        matches!(
                            self.of(at).chars().next(),
                            Some(')' | ']' | '}' | '.' | '?' | '!' | '…' | '*')
                        )
                    }
                    _ => false,
                };
            if !closes {
                break;
            }
            at += 1;
        }
        at
    }

    /// The token that shows how the words from token `at` begin, past opening marks, and its first character.
    fn first(&self, mut at: usize) -> Option<(usize, char)> {
        loop {
            let first = self.of(at).chars().next()?;
            let opens = match self.tokens[at].kind {
                TokenKind::Quote => true,
                TokenKind::Mark => {
                    matches!(first, '(' | '[' | '{' | '—' | '–' | '-' | '•' | '*' | '#' | '@' | '¿' | '¡')
                }
                _ => false,
            };
            if !opens {
                return Some((at, first));
            }
            at += 1;
        }
    }

    /// Whether the word at token `at` may begin a sentence by its capital.
    fn is_capital(&self, at: usize) -> bool {
        // "iPhone", "eBay" and the like begin sentences too.
        let mut chars = self.of(at).chars();
        match chars.next() {
            Some('i') if self.of(at) == "i" => true,
            Some(first) if first.is_lowercase() => chars.next().is_some_and(char::is_uppercase),
            Some(_) => true,
            None => false,
        }
    }

    /// Whether the word at token `at` is one that, with a capital, begins a sentence rather than goes on.
    fn is_starter(&self, at: usize) -> bool {
        let word = self.of(at);
        if !word.starts_with(char::is_uppercase) {
            return false;
        }
        if word.len() > 1 && word.chars().all(char::is_uppercase) && !matches!(word, "IT") {
            // Headlines aside, all capitals are an acronym: "U.S. IT firms".
            return false;
        }
        let mut lower = word.to_lowercase();
        if let Some(cut) = lower.find(['\'', '’']) {
            lower.truncate(cut);
        }
        STARTERS.contains(lower.as_str())
    }

    fn abbreviation_ends(&self, class: Abbreviation, end: usize, closed: bool) -> bool {
        let Some((first, _)) = self.first(end) else { return true };
        // "W. B. I. Martin": one more initial, not the writer.
        let starter = self.is_starter(first) && !(self.of(first) == "I" && self.of(first + 1) == ".");
        match class {
            Abbreviation::Title | Abbreviation::Number | Abbreviation::Doubtful => false,
            // "Plan B. The mayor", but not the initial of a name: "Lee J. May".
            Abbreviation::Initial => {
                starter && !matches!(self.of(first), "Will" | "May" | "So" | "An" | "One" | "Last")
            }
            Abbreviation::Month | Abbreviation::Place | Abbreviation::Ending => {
                // "at 5 p.m. “We agreed”", but "Bandon, Ore. (Sept. 28)" and "(Woodcliff Lake, N.J.) — Ola Lind" go on.
                let opens = first > end && (end..first).all(|at| self.kind(at) == Some(TokenKind::Quote));
                starter
                    || (closed && first == end || opens)
                        && self.is_capital(first)
                        && self.kind(first) == Some(TokenKind::Word)
            }
        }
    }

    fn stop_ends(&self, start: usize, at: usize, end: usize) -> bool {
        let Some((first, initial)) = self.first(end) else { return true };
        // "1. First point": a number alone is no sentence.
        if self.is_enumerator(start, at) {
            return false;
        }
        // "W. B. I. Brandt": the last initial, not the writer.
        let initial_before =
            || matches!(abbreviation(self.of(at - 2)), Some(Abbreviation::Initial | Abbreviation::Ending));
        if at > start + 1 && self.of(at - 1) == "I" && initial_before() || self.is_signed(end) {
            return false;
        }
        let gap = self.gap(end);
        if gap.is_empty() {
            // "end.The": a stop without its space, between a small and a capital letter.
            return first == end
                && self.kind(end) == Some(TokenKind::Word)
                && initial.is_uppercase()
                && self.of(at) == "."
                && at.checked_sub(1).is_some_and(|last| {
                    self.kind(last) == Some(TokenKind::Word)
                        && self.of(last).chars().count() > 1
                        && self.of(last).ends_with(char::is_lowercase)
                });
        }
        let more = self.of(at).chars().count() > 1 || self.of(at) == "…" || self.is_spaced_ellipsis(at);
        match self.kind(first) {
            Some(TokenKind::Word) if !self.is_capital(first) => false,
            Some(TokenKind::Word) => !more || self.is_starter(first) || initial.is_uppercase(),
            Some(TokenKind::Number) => !more,
            Some(TokenKind::Mark) => !matches!(initial, ',' | ';' | ':' | '.' | ')' | '%' | '/' | '&'),
            _ => true,
        }
    }

    /// Whether a credit for a picture begins after token `at`.
    fn is_credited(&self, start: usize, at: usize) -> bool {
        at > start
            && self.of(at + 2) == ":"
            && CREDITS.contains(&self.of(at + 1))
            && matches!(self.kind(at), Some(TokenKind::Word | TokenKind::Number))
            && !self.gap(at + 1).is_empty()
            && self.gap(at + 2).is_empty()
    }

    /// Whether "Thursday, May 7, 2015" stands from token `start` to token `at`, and a sentence begins after it.
    fn is_date_line(&self, start: usize, at: usize) -> bool {
        at == start + 5
            && self.of(start).ends_with("day")
            && self.of(start + 1) == ","
            && self.kind(at - 2) == Some(TokenKind::Number)
            && self.of(at - 1) == ","
            && self.kind(at) == Some(TokenKind::Number)
            && self.of(at).len() == 4
            && self.is_starter(at + 1)
    }

    /// Whether what follows the closed quotation that ends before token `end` is no more than who said it: `" — Ola
    /// Lind`, up to the end of the paragraph.
    fn is_signed(&self, end: usize) -> bool {
        const LONGEST: usize = 6;
        if !matches!(self.of(end), "-" | "--" | "—" | "–") || self.kind(end - 1) != Some(TokenKind::Quote)
        {
            return false;
        }
        let names = (end + 1..self.tokens.len())
            .take_while(|at| self.kind(*at) == Some(TokenKind::Word) && self.gap(*at).len() < 2)
            .take(LONGEST + 1)
            .count();
        let after = end + 1 + names;
        (1..=LONGEST).contains(&names)
            && self.of(end + 1).starts_with(char::is_uppercase)
            && (after >= self.tokens.len() || self.gap(after).contains('\n'))
    }

    fn call_ends(&self, start: usize, at: usize, end: usize) -> bool {
        let Some((first, initial)) = self.first(end) else { return true };
        if self.gap(end).is_empty() && self.kind(end) != Some(TokenKind::Quote) {
            return false;
        }
        let named = at.checked_sub(1).is_some_and(|last| {
            last >= start
                && matches!(self.of(last), "Yahoo" | "Jeopardy" | "Panic" | "Mamma" | "Wham" | "Oklahoma")
        });
        if named && end == at + 1 {
            return self.is_starter(first);
        }
        match self.kind(first) {
            Some(TokenKind::Word) => {
                let quoted = (at + 1..end).any(|token| self.kind(token) == Some(TokenKind::Quote));
                self.is_capital(first) && !(quoted && self.speaks(first))
            }
            Some(TokenKind::Mark) => !matches!(initial, ',' | ';' | ':' | ')' | '/'),
            _ => true,
        }
    }

    /// Whether a speaker and a verb of speech begin at token `at`: "Smith asked", "the mayor said".
    fn speaks(&self, at: usize) -> bool {
        (at + 1..at + 5)
            .take_while(|token| self.kind(*token) == Some(TokenKind::Word))
            .any(|token| SPEECH.contains(&self.of(token)))
    }

    /// Whether only a number or a letter stands from token `start` to the stop at token `at`: "1.", "(b)", "IV.".
    fn is_enumerator(&self, start: usize, at: usize) -> bool {
        // Looked for only near the beginning: the marks that open a sentence are not walked for each of its stops.
        if at > start + 3 {
            return false;
        }
        let start = self.first(start).map_or(start, |(first, _)| first);
        if at != start + 1 {
            return false;
        }
        let word = self.of(start);
        match self.kind(start) {
            Some(TokenKind::Number) => {
                word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
            }
            Some(TokenKind::Word) => {
                word.chars().nth(1).is_none()
                    || word.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X')) && word != "I"
            }
            _ => false,
        }
    }

    /// Whether the stop at token `at` is one of ". . .".
    fn is_spaced_ellipsis(&self, at: usize) -> bool {
        self.of(at) == "." && (self.of(at + 1) == "." || at > 0 && self.of(at - 1) == ".")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::token::tokens;

    fn split(text: &str) -> Vec<&str> {
        sentences(text, &tokens(text)).into_iter().map(|sentence| sentence.span.of(text)).collect()
    }

    fn whole(text: &str) {
        assert_eq!(split(text), [text]);
    }

    #[test]
    fn an_abbreviation_ends_a_sentence_only_before_a_function_word() {
        assert_eq!(
            split("It is outside of the U.S. The company left."),
            ["It is outside of the U.S.", "The company left."]
        );
        whole("As the U.S. Senate met, the U.S. tightened rules.");
        whole("It met Halden Inc. Chairman Ola Lind at 5 p.m. Tuesday.");
        assert_eq!(
            split("They sold it to Halden Inc. It was cheap."),
            ["They sold it to Halden Inc.", "It was cheap."]
        );
        assert_eq!(
            split("They met at 5 p.m. “We agreed,” she said."),
            ["They met at 5 p.m.", "“We agreed,” she said."]
        );
    }

    #[test]
    fn titles_initials_months_and_numbers_go_on() {
        whole("Mr. Lind met Sen. Ada Brandt and Gov. Koss.");
        whole("Samuel L. Jackson and J. K. Rowling met on Jan. 5 in St. Paul.");
        whole("It is No. 1 of vol. 2, pp. 3-4.");
        assert_eq!(split("They chose Plan B. The mayor left."), ["They chose Plan B.", "The mayor left."]);
        assert_eq!(split("It cost 4.2 million. 3 people came."), ["It cost 4.2 million.", "3 people came."]);
    }

    #[test]
    fn closing_marks_belong_to_the_sentence() {
        assert_eq!(
            split("\"It is safe.\" She left. (He stayed.) They met."),
            ["\"It is safe.\"", "She left.", "(He stayed.)", "They met."]
        );
        assert_eq!(split("He said: “Go.” “Why?” she asked."), ["He said: “Go.”", "“Why?” she asked."]);
        whole("“Why?” Smith asked.");
        whole("“Why?” the mayor said.");
    }

    #[test]
    fn what_follows_an_abbreviation_in_brackets_or_after_a_dash_goes_on() {
        whole("Festivals are held at Norvik, Ore. (Sept. 22-24), and at Halden.");
        whole("HALDEN Co. (Norvik, N.J.) — Ola Lind, its chairman, resigned.");
        whole("It sold Halden Co. (Japan) for 60 million francs.");
        whole("The ex-Mrs. Lind met W. B. I. Brandt of the B. & O. at Presbyterian-St. Luke's.");
        whole("She played the Sonata Op. 53 in the hall from Sept. 29 with Pfc. Lind.");
        assert_eq!(
            split("They met at 5 p.m. (He stayed away.) It rained."),
            ["They met at 5 p.m.", "(He stayed away.)", "It rained."]
        );
    }

    #[test]
    fn credits_and_signatures() {
        assert_eq!(
            split("The mayor at the new pier Image: Ola Lind. A ferry."),
            ["The mayor at the new pier", "Image: Ola Lind.", "A ferry."]
        );
        whole("She framed the Image, then left.");
        assert_eq!(
            split("Thursday, May 7, 2015 The mayor left."),
            ["Thursday, May 7, 2015", "The mayor left."]
        );
        whole("Thursday, May 7, 2015, was cold.");
        assert_eq!(split("Bread, salt, etc. Anything goes."), ["Bread, salt, etc.", "Anything goes."]);
        assert_eq!(split("“We won. It was hard.” — Ada Brandt"), ["“We won.", "It was hard.” — Ada Brandt"]);
        assert_eq!(split("“We won.” — Ada Brandt left."), ["“We won.”", "— Ada Brandt left."]);
        assert_eq!(split("It is clear;; it is even good."), ["It is clear;;", "it is even good."]);
    }

    #[test]
    fn ellipses_go_on_before_a_small_letter() {
        whole("It was ... well, cold.");
        whole("It was… well, cold.");
        assert_eq!(split("It was cold ... They left."), ["It was cold ...", "They left."]);
    }

    #[test]
    fn notes_copied_along_belong_to_the_sentence_before() {
        assert_eq!(
            split("They married in 2014. [17] [18] She left."),
            ["They married in 2014. [17] [18]", "She left."]
        );
    }

    #[test]
    fn list_numbers_and_names_with_a_mark_are_no_sentences() {
        whole("1. The first point.");
        whole("It sued Yahoo! Inc. and won.");
        whole("Mayor opens bridge");
    }

    #[test]
    fn a_blank_line_ends_a_sentence_and_every_token_has_one() {
        let text = "Headline without stop\n\nThe text. And “more";
        assert_eq!(split(text), ["Headline without stop", "The text.", "And “more"]);
        let tokens = tokens(text);
        let ranges: Vec<_> = sentences(text, &tokens).into_iter().map(|sentence| sentence.tokens).collect();
        assert_eq!(ranges, [0..3, 3..6, 6..9]);
    }
}
