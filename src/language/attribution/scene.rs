//! One sentence as a row of classified words, with the small steps every reader of it shares.

use super::classes::*;
use crate::language::token::same_word;
use crate::text::Span;

/// The words of a block and the part of them that is one sentence.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub text: &'a str,
    pub words: &'a [Word],
    /// First word of the sentence.
    pub from: usize,
    /// Just past its last word.
    pub to: usize,
}

/// A verb with the auxiliaries and adverbs before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Verb {
    /// The first word of the group.
    pub start: usize,
    /// The verb itself.
    pub at: usize,
    /// "did not say".
    pub negated: bool,
    /// "could say".
    pub modal: bool,
    /// "was told".
    pub passive: bool,
}

impl<'a> Scene<'a> {
    /// The word at `index` of this sentence.
    #[inline]
    pub fn get(&self, index: usize) -> Option<&'a Word> {
        (self.from <= index && index < self.to).then(|| &self.words[index])
    }

    pub fn is(&self, index: usize, class: Class) -> bool {
        self.get(index).is_some_and(|word| word.is(class))
    }

    /// The word as written.
    pub fn written(&self, index: usize) -> &'a str {
        self.get(index).map_or("", |word| word.span.of(self.text))
    }

    /// Whether the word is one of `list`, in any case and with either apostrophe.
    #[inline]
    pub fn any(&self, index: usize, list: &[&str]) -> bool {
        self.get(index).is_some_and(|word| word.may_be_any(list) && self.is_any(word, list))
    }

    fn is_any(&self, word: &Word, list: &[&str]) -> bool {
        let written = word.span.of(self.text);
        if written.is_ascii() {
            return list.iter().any(|word| word.eq_ignore_ascii_case(written));
        }
        list.iter().any(|word| same_word(written, word))
    }

    /// Whether the words from `index` on are these.
    pub fn reads(&self, index: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(offset, word)| self.any(index + offset, &[word]))
    }

    /// The bytes of the words `from..to`.
    pub fn span(&self, from: usize, to: usize) -> Span {
        match (self.words.get(from), to.checked_sub(1).and_then(|last| self.words.get(last))) {
            (Some(first), Some(last)) if from < to => Span::new(first.span.start, last.span.end),
            (Some(first), _) => Span::at(first.span.start),
            _ => Span::default(),
        }
    }

    pub fn is_comma(&self, index: usize) -> bool {
        self.written(index) == ","
    }

    pub fn is_dash(&self, index: usize) -> bool {
        matches!(self.written(index), "—" | "–" | "--" | "-" | "---")
    }

    pub fn is_quote(&self, index: usize) -> bool {
        self.get(index).is_some_and(|word| word.kind == crate::language::token::TokenKind::Quote)
    }

    /// Skips adverbs and short phrases of time: "also", "repeatedly", "this week", "on Tuesday".
    pub fn past_adverbs(&self, mut index: usize) -> usize {
        loop {
            let next = if self.is(index, ADVERB) && !self.is(index, NEGATION) {
                index + 1
            } else if self.any(index, &["this", "last", "next"]) && self.is(index + 1, TIME)
                || self.any(index, &["on", "late", "early"])
                    && self.is(index + 1, ADVERB)
                    && self.capital(index + 1)
                || self.any(index, &["in", "at"]) && self.any(index + 1, &["turn", "least", "first"])
            {
                index + 2
            } else {
                return index;
            };
            index = next;
        }
    }

    pub fn capital(&self, index: usize) -> bool {
        self.get(index).is_some_and(|word| word.capital)
    }

    /// The reporting verb that begins at `index`, for a subject in this number.
    pub fn verb(&self, index: usize, plural: bool) -> Option<Verb> {
        let mut verb = Verb { start: index, at: index, negated: false, modal: false, passive: false };
        let (mut be, mut other) = (false, false);
        let mut at = index;
        for _ in 0..9 {
            at = self.past_adverbs(at);
            let word = self.get(at)?;
            if !word.is_word() {
                return None;
            }
            if word.is(NEGATION) && !word.is(AUXILIARY) {
                verb.negated = true;
                at += 1;
            } else if word.is(AUXILIARY) && !(word.is(REPORTS) && !be && !other) {
                verb.negated |= word.is(NEGATION);
                verb.modal |= word.is(MODAL);
                be |= word.is(BE);
                other |= !word.is(BE);
                at += 1;
            } else if be && self.reads(at, &["quoted", "as"]) && self.is(at + 2, SAY) {
                verb.at = at + 2;
                return Some(verb);
            } else if word.is(REPORTS) && !word.possessive {
                let fits = if be {
                    verb.passive = word.has(PARTICIPLE) && !word.has(ING);
                    word.has(ING | PARTICIPLE)
                } else if other {
                    word.has(PAST | PARTICIPLE | BASE)
                } else {
                    word.has(PAST) || if plural { word.has(BASE) } else { word.has(THIRD) }
                };
                verb.at = at;
                return (fits && !word.proper).then_some(verb);
            } else {
                return None;
            }
        }
        None
    }

    /// Whether what follows the verb shows that it does not report: "accused of", "told to", "called for".
    pub fn misleads(&self, verb: Verb) -> bool {
        let after = verb.at + 1;
        let bare = verb.start == verb.at;
        if bare && self.any(after, &["by"]) {
            return true;
        }
        let written = self.written(verb.at).to_ascii_lowercase();
        if self.any(after, &["to"]) {
            return !matches!(
                written.as_str(),
                "points" | "point" | "pointed" | "admitted" | "admits" | "admit" | "testified"
            );
        }
        if self.any(after, &["of"]) {
            return !matches!(
                written.as_str(),
                "warn"
                    | "warns"
                    | "warned"
                    | "warning"
                    | "complain"
                    | "complains"
                    | "complained"
                    | "told"
                    | "spoke"
            );
        }
        if self.any(after, &["as"]) && bare && self.any(verb.at, &["described", "regarded", "known", "seen"])
        {
            return true;
        }
        written.starts_with("point") && !self.any(after, &["to", "out", "toward", "towards"])
            || written.starts_with("call")
                && self.any(after, &["for", "on", "in", "off", "up", "out", "to", "it"])
            || written.starts_with("agree")
                && self.any(after, &["on", "with"])
                && !self.any(after + 1, &["that"])
            || written.starts_with("question") && self.any(after, &["by", "about"])
            || written.starts_with("report")
                && self.any(after, &["for", "missing", "dead", "back", "profits", "losses"])
            || written.starts_with("see") && self.any(after, &["in", "off"])
            || self.any(after, &["goodbye", "yes", "no", "hello"])
                && !self.get(after + 1).is_some_and(Word::is_word)
    }

    /// Just past the noun phrase that begins at `index`, and whether it holds a name; `index` itself when none does.
    pub fn past_noun_phrase(&self, index: usize) -> (usize, bool) {
        let mut at = index;
        let mut named = false;
        if self.is(at, OBJECT | PRONOUN)
            && !self.is(at, POSSESSIVE)
            && self.get(at).is_some_and(|w| !w.proper)
        {
            return (at + 1, false);
        }
        while self.is(at, DETERMINER | NEGATION) && at < index + 4 {
            at += 1;
        }
        let nouns = at;
        while at < nouns + 9 {
            let Some(word) = self.get(at) else { break };
            let adverb = word.is(ADVERB) && !word.proper && self.get(at + 1).is_some_and(Word::is_nounish);
            let first_noun = at == nouns && at > index && word.is_word() && !word.is(PREPOSITION | AUXILIARY);
            if !(word.is_nounish() || first_noun || adverb && at == nouns) {
                // "the talks between X and Y", "Bread & Co": joined names.
                let joins = word.is(CONJUNCTION) && self.any(at, &["and", "or"]) || self.written(at) == "&";
                let both = at > nouns
                    && joins
                    && self
                        .get(at + 1)
                        .is_some_and(|next| next.proper == self.words[at - 1].proper && next.is_nounish());
                if !both {
                    break;
                }
            }
            // A noun that is also a verb ends the phrase when a noun stands before it and it can be the predicate.
            if at > nouns && word.is(REPORTS) && word.has(PAST | BASE | THIRD) && !word.proper {
                break;
            }
            named |= word.proper && !word.is(DEMONYM | MONTH);
            at += 1;
        }
        if at == nouns && nouns == index { (index, false) } else { (at, named) }
    }
}
