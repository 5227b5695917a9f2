//! The words of a text as quotations are compared: house style aside, so that curly marks, case, hyphens, the comma in
//! a figure and a speaker's "um" make no difference.

use crate::text::Span;

/// One word with its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    /// As it is compared.
    pub folded: String,
    /// As it is written.
    pub span: Span,
}

/// Sounds that a transcript keeps and an article leaves out.
const FILLERS: [&str; 9] = ["um", "uh", "er", "erm", "ah", "hmm", "mm", "uhm", "ehm"];

/// The words of `text`, in order.
pub(super) fn terms(text: &str) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::with_capacity(text.len() / 6);
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        if first == '%' {
            terms.push(Term { folded: "percent".into(), span: Span::new(start, start + 1) });
            continue;
        }
        if first == '&' && text[start + 1..].starts_with(' ') && text[..start].ends_with(' ') {
            terms.push(Term { folded: "and".into(), span: Span::new(start, start + 1) });
            continue;
        }
        if !first.is_alphanumeric() {
            continue;
        }
        let mut folded = String::new();
        folded.extend(first.to_lowercase());
        let mut end = start + first.len_utf8();
        while let Some(&(at, c)) = chars.peek() {
            let joins = match c {
                '\'' | '\u{2019}' => next_is(text, at + c.len_utf8(), char::is_alphanumeric),
                '.' | ',' => {
                    folded.ends_with(|c: char| c.is_ascii_digit())
                        && next_is(text, at + 1, |c| c.is_ascii_digit())
                }
                '\u{ad}' => true,
                _ => c.is_alphanumeric() || is_mark(c),
            };
            if !joins {
                break;
            }
            match c {
                '\'' | '\u{2019}' | '\u{ad}' | ',' => {}
                c => folded.extend(c.to_lowercase()),
            }
            end = at + c.len_utf8();
            chars.next();
        }
        if folded == "cent" && terms.last().is_some_and(|last| last.folded == "per") {
            let start = terms.pop().map_or(start, |last| last.span.start);
            terms.push(Term { folded: "percent".into(), span: Span::new(start, end) });
        } else if !FILLERS.contains(&folded.as_str()) {
            terms.push(Term { folded, span: Span::new(start, end) });
        }
    }
    terms
}

fn next_is(text: &str, at: usize, is: impl Fn(char) -> bool) -> bool {
    text[at..].chars().next().is_some_and(is)
}

/// Combining marks: part of the letter before.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}')
}

/// A quotation as it is looked for: its words, and where it says that something was left out or put in.
#[derive(Debug, Default)]
pub(super) struct Pattern {
    /// The words in order, insertions in brackets left out.
    pub terms: Vec<Term>,
    /// For each word, what may stand before it in the source without being in the quotation.
    pub before: Vec<Gap>,
}

/// What a quotation admits to between two of its words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Nothing.
    #[default]
    None,
    /// A bracketed insertion: up to four words.
    Insertion,
    /// An ellipsis.
    Ellipsis,
}

impl Gap {
    /// The most words of the source it stands for.
    pub const fn reach(self) -> usize {
        match self {
            Gap::None => 0,
            Gap::Insertion => 4,
            Gap::Ellipsis => 80,
        }
    }
}

impl Pattern {
    /// Reads the words of a quotation.
    pub fn of(quotation: &str) -> Self {
        let mut pattern = Pattern::default();
        let mut gap = Gap::None;
        let mut rest = 0;
        while rest < quotation.len() {
            let (plain, kind, next) = next_gap(quotation, rest);
            for mut term in terms(plain.of(quotation)) {
                term.span = term.span.shifted(plain.start);
                pattern.terms.push(term);
                pattern.before.push(std::mem::take(&mut gap));
            }
            gap = gap.max(kind);
            rest = next;
        }
        pattern.join_changed_letters(quotation);
        // What stands before the first word is no gap.
        if let Some(first) = pattern.before.first_mut() {
            *first = Gap::None;
        }
        pattern
    }

    /// `[T]he`: a letter in brackets belongs to its word.
    fn join_changed_letters(&mut self, quotation: &str) {
        let mut at = 0;
        while let Some(found) = quotation[at..].find(['[', '(']) {
            let open = at + found;
            at = open + 1;
            let Some((inner, after)) = quotation[at..].split_once([']', ')']) else { return };
            let letter = inner.chars().count() == 1 && after.starts_with(char::is_alphabetic);
            let word = open + 1 + inner.len() + 1;
            if letter && let Some(index) = self.terms.iter().position(|term| term.span.start == word) {
                self.terms[index].folded.insert_str(0, &inner.to_lowercase());
                self.terms[index].span.start = open;
                self.before[index] = if index > 0 && self.before[index] == Gap::Insertion {
                    Gap::None
                } else {
                    self.before[index]
                };
            }
        }
    }
}

/// The plain words from `from` on, the gap that ends them, and where it is over.
fn next_gap(text: &str, from: usize) -> (Span, Gap, usize) {
    let rest = &text[from..];
    let mut search = 0;
    while let Some(found) = rest[search..].find(['[', '…', '.']) {
        let at = search + found;
        let tail = &rest[at..];
        if tail.starts_with('[') {
            if let Some(close) = tail.find(']').filter(|close| *close <= 120) {
                let inner = tail[1..close].trim();
                let gap = if inner.is_empty() || inner.starts_with(['.', '…']) {
                    Gap::Ellipsis
                } else {
                    Gap::Insertion
                };
                return (Span::new(from, from + at), gap, from + at + close + 1);
            }
        } else if tail.starts_with('…') {
            return (Span::new(from, from + at), Gap::Ellipsis, from + at + '…'.len_utf8());
        } else {
            let dots = tail.find(|c: char| c != '.' && c != ' ').unwrap_or(tail.len());
            if tail[..dots].matches('.').count() >= 3 {
                return (Span::new(from, from + at), Gap::Ellipsis, from + at + dots);
            }
        }
        search = at + tail.chars().next().map_or(1, char::len_utf8);
    }
    (Span::new(from, text.len()), Gap::None, text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        terms(text).into_iter().map(|term| term.folded).collect()
    }

    #[test]
    fn house_style_makes_no_difference() {
        assert_eq!(folded("It’s a well-known, um, 1,200 per cent"), folded("It's a “well known” 1200%"));
        assert_eq!(folded("3.5 or 35"), ["3.5", "or", "35"]);
        assert_eq!(folded("end. Next"), ["end", "next"]);
        assert_eq!(folded("trains & fares, R&D"), ["trains", "and", "fares", "r", "d"]);
    }

    #[test]
    fn gaps_are_seen() {
        let gaps = |text: &str| {
            let pattern = Pattern::of(text);
            pattern
                .terms
                .iter()
                .zip(&pattern.before)
                .map(|(term, gap)| (term.folded.clone(), *gap))
                .collect::<Vec<_>>()
        };
        let plain = |word: &str| (word.to_owned(), Gap::None);
        assert_eq!(
            gaps("It will cost ... about three"),
            [plain("it"), plain("will"), plain("cost"), ("about".into(), Gap::Ellipsis), plain("three")]
        );
        assert_eq!(
            gaps("Then [Koss] asked […] us"),
            [plain("then"), ("asked".into(), Gap::Insertion), ("us".into(), Gap::Ellipsis)]
        );
        assert_eq!(gaps("[T]he end"), [plain("the"), plain("end")]);
        assert_eq!(gaps("[Koss] asked"), [plain("asked")]);
    }
}
