//! The tokens of a text with all that rules and attribution ask of them: folded forms, lists, neighbours.

use std::ops::Range;

use super::lexicon::change::Overlay;
use super::lexicon::{COMPILED, Lexicon, List, ListSet};
use super::token::{Token, TokenKind, fold_char, name_part, without_possessive};
use crate::text::Span;

/// An entry of several words found in the text.
#[derive(Clone, Copy, Debug)]
struct Phrase {
    first: usize,
    /// Just past the last token.
    end: usize,
    lists: ListSet,
}

/// A text's tokens, folded once and looked up in every list. Token indices past the end are harmless: they give the
/// empty word.
#[derive(Debug)]
pub struct Words<'t> {
    text: &'t str,
    tokens: &'t [Token],
    /// Every token folded, with a space before each and one at the end.
    folded: String,
    /// Where each token begins in `folded`, and one past the end.
    starts: Vec<usize>,
    lists: Vec<ListSet>,
    /// Sorted by first token; of one beginning, the longest first.
    phrases: Vec<Phrase>,
    /// By token, where its phrases begin in `phrases`; one past the end for those that begin none.
    phrases_at: Vec<u32>,
    /// What the newsroom has changed in the lists.
    overlay: Option<&'t Overlay>,
}

impl<'t> Words<'t> {
    /// Folds `tokens` of `text` and looks them up in the built-in lists.
    pub fn new(text: &'t str, tokens: &'t [Token]) -> Self {
        Words::over(text, tokens, None)
    }

    /// The same in the lists of a lexicon.
    pub fn with(text: &'t str, tokens: &'t [Token], lexicon: &'t Lexicon) -> Self {
        Words::over(text, tokens, lexicon.overlay.as_deref())
    }

    fn over(text: &'t str, tokens: &'t [Token], overlay: Option<&'t Overlay>) -> Self {
        let mut folded = String::with_capacity(text.len() + tokens.len() + 1);
        let mut starts = Vec::with_capacity(tokens.len() + 1);
        let mut lists = Vec::with_capacity(tokens.len());
        folded.push(' ');
        for token in tokens {
            let start = folded.len();
            starts.push(start);
            let word = token.of(text);
            if word.is_ascii() {
                folded.push_str(word);
                folded[start..].make_ascii_lowercase();
            } else {
                folded.extend(word.chars().flat_map(fold_char));
            }
            lists.push(match token.kind {
                TokenKind::Word | TokenKind::Number | TokenKind::Mark => look_up(&folded[start..], overlay),
                _ => ListSet::default(),
            });
            folded.push(' ');
        }
        starts.push(folded.len());
        let mut phrases: Vec<Phrase> = COMPILED
            .phrases(&folded)
            .map(|(start, end, lists)| match overlay {
                Some(overlay) => (start, end, overlay.phrase(&folded[start..end], lists)),
                None => (start, end, lists),
            })
            .chain(overlay.into_iter().flat_map(|overlay| overlay.phrases(&folded)))
            .filter(|(_, _, lists)| !lists.is_empty())
            .filter_map(|(start, end, lists)| {
                let first = starts.binary_search(&(start + 1)).ok()?;
                let end = starts.binary_search(&end).ok()?;
                Some(Phrase { first, end, lists })
            })
            .collect();
        phrases.sort_by_key(|phrase| (phrase.first, usize::MAX - phrase.end));
        let mut phrases_at = vec![u32::MAX; tokens.len()];
        for (place, phrase) in phrases.iter().enumerate().rev() {
            phrases_at[phrase.first] = u32::try_from(place).unwrap_or(u32::MAX);
        }
        Words { text, tokens, folded, starts, lists, phrases, phrases_at, overlay }
    }

    /// What the newsroom has changed in the lists.
    pub(super) fn overlay(&self) -> Option<&'t Overlay> {
        self.overlay
    }

    /// The text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The tokens.
    pub fn tokens(&self) -> &'t [Token] {
        self.tokens
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// A token as written.
    pub fn of(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |token| token.of(self.text))
    }

    /// A token in lower case, without soft hyphens, with plain apostrophes and hyphens.
    #[inline]
    pub fn folded(&self, at: usize) -> &str {
        if at >= self.tokens.len() {
            return "";
        }
        &self.folded[self.starts[at]..self.starts[at + 1] - 1]
    }

    /// A token folded, without its possessive ending.
    pub fn base(&self, at: usize) -> &str {
        without_possessive(self.folded(at))
    }

    /// What a token is.
    pub fn kind(&self, at: usize) -> Option<TokenKind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// Whether a token is a word.
    pub fn is_word(&self, at: usize) -> bool {
        self.kind(at) == Some(TokenKind::Word)
    }

    /// Whether a token is a number.
    pub fn is_number(&self, at: usize) -> bool {
        self.kind(at) == Some(TokenKind::Number)
    }

    /// Whether a token is `lower` but for case: a word, a number or a mark.
    pub fn is(&self, at: usize, lower: &str) -> bool {
        self.folded(at) == lower && at < self.tokens.len()
    }

    /// Whether a token is one of `lower` but for case.
    #[inline]
    pub fn is_any(&self, at: usize, lower: &[&str]) -> bool {
        let folded = self.folded(at);
        // Most words differ in their length or their first letter.
        let first = folded.as_bytes().first();
        lower
            .iter()
            .any(|word| word.len() == folded.len() && word.as_bytes().first() == first && *word == folded)
    }

    /// Whether the tokens from `at` on are `lower`, one by one.
    pub fn are(&self, at: usize, lower: &[&str]) -> bool {
        lower.iter().enumerate().all(|(step, word)| self.is(at + step, word))
    }

    /// Whether a token has a possessive ending.
    pub fn is_possessive(&self, at: usize) -> bool {
        self.is_word(at) && self.base(at).len() < self.folded(at).len()
    }

    /// Whether a word begins with a capital.
    pub fn is_capitalised(&self, at: usize) -> bool {
        self.is_word(at)
            && match self.of(at).as_bytes().first() {
                Some(first) if first.is_ascii() => first.is_ascii_uppercase(),
                _ => self.of(at).starts_with(char::is_uppercase),
            }
    }

    /// Whether a word has two letters or more and no small one, but for a possessive or plural ending: "NATO", "MPs".
    pub fn is_acronym(&self, at: usize) -> bool {
        let word = without_possessive(self.of(at));
        let word = word.strip_suffix('s').unwrap_or(word);
        self.is_word(at)
            && word.chars().filter(|c| c.is_uppercase()).count() > 1
            && !word.chars().any(char::is_lowercase)
    }

    /// Whether no white space stands between a token and the one before it.
    pub fn is_glued(&self, at: usize) -> bool {
        match (at.checked_sub(1).and_then(|last| self.tokens.get(last)), self.tokens.get(at)) {
            (Some(last), Some(token)) => last.span.end == token.span.start,
            _ => false,
        }
    }

    /// Whether a token by itself is an entry of `list`.
    pub fn is_in(&self, at: usize, list: List) -> bool {
        self.lists.get(at).is_some_and(|lists| lists.has(list))
    }

    /// Whether a token by itself is an entry of one of `lists`, or an entry of several words begins with it.
    pub fn may_begin(&self, at: usize, lists: ListSet) -> bool {
        self.lists.get(at).is_some_and(|own| own.has_any(lists))
            || self.phrases_at.get(at).is_some_and(|from| *from != u32::MAX)
    }

    /// Whether a token without its possessive ending is an entry of `list`.
    pub fn base_is_in(&self, at: usize, list: List) -> bool {
        if self.is_possessive(at) {
            look_up(self.base(at), self.overlay).has(list)
        } else {
            self.is_in(at, list)
        }
    }

    /// The longest entry of `list`, of one word or several, that begins at token `at`: the index past its last token.
    pub fn listed(&self, at: usize, list: List) -> Option<usize> {
        let from = self.phrases_at.get(at).map_or(usize::MAX, |from| *from as usize);
        self.phrases
            .get(from..)
            .unwrap_or_default()
            .iter()
            .take_while(|phrase| phrase.first == at)
            .find(|phrase| phrase.lists.has(list))
            .map(|phrase| phrase.end)
            .or_else(|| self.is_in(at, list).then_some(at + 1))
    }

    /// Every entry of `list` within `tokens`, of one word or several, as token ranges; the longest at each place, none
    /// inside another.
    pub fn all_listed(&self, tokens: Range<usize>, list: List) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut at = tokens.start;
        while at < tokens.end.min(self.len()) {
            match self.listed(at, list).filter(|end| *end <= tokens.end) {
                Some(end) => {
                    found.push(at..end);
                    at = end;
                }
                None => at += 1,
            }
        }
        found
    }

    /// The word after token `at`, past marks and quotation marks but nothing else.
    pub fn next_word(&self, at: usize) -> Option<usize> {
        let next = (at + 1..self.len())
            .find(|token| !matches!(self.kind(*token), Some(TokenKind::Mark | TokenKind::Quote)))?;
        self.is_word(next).then_some(next)
    }

    /// The word before token `at`, past marks and quotation marks but nothing else.
    pub fn previous_word(&self, at: usize) -> Option<usize> {
        let last = (0..at.min(self.len()))
            .rev()
            .find(|token| !matches!(self.kind(*token), Some(TokenKind::Mark | TokenKind::Quote)))?;
        self.is_word(last).then_some(last)
    }

    /// The bytes of a range of tokens, from the first to the last; empty for an empty range.
    pub fn span(&self, tokens: Range<usize>) -> Span {
        match (
            self.tokens.get(tokens.start),
            tokens.end.checked_sub(1).and_then(|last| self.tokens.get(last)),
        ) {
            (Some(first), Some(last)) if tokens.start < tokens.end => {
                Span::new(first.span.start, last.span.end)
            }
            (Some(first), _) => Span::at(first.span.start),
            _ => Span::at(self.text.len()),
        }
    }

    /// The bytes of a range of tokens, without what is tied to the name in the last: a possessive ending,
    /// "-based".
    pub fn name_span(&self, tokens: Range<usize>) -> Span {
        let span = self.span(tokens.clone());
        let Some(last) = tokens.end.checked_sub(1).map(|last| self.of(last)) else { return span };
        let cut = last.len() - name_part(last).len();
        if tokens.start < tokens.end { Span::new(span.start, span.end - cut) } else { span }
    }

    /// The first token that ends after byte `offset`: the one there, or the next.
    pub fn token_at(&self, offset: usize) -> usize {
        self.tokens.partition_point(|token| token.span.end <= offset)
    }

    /// The tokens that lie wholly within `span`.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|token| token.span.start < span.start);
        let end = self.tokens.partition_point(|token| token.span.end <= span.end);
        start..end.max(start)
    }
}

/// The lists of a folded word.
fn look_up(folded: &str, overlay: Option<&Overlay>) -> ListSet {
    let built_in = COMPILED.word(folded);
    overlay.map_or(built_in, |overlay| overlay.word(folded, built_in))
}
