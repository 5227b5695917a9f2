//! Who speaks each quotation: the source whose words hold it, or the one whose words it goes on with.
//!
//! Within a paragraph a quotation that begins a sentence goes on with whoever spoke before it; a paragraph that opens
//! with a quotation goes on with the last speaker of the paragraph above, until a new one is named (R4 of DOMAIN.md
//! §4.2). A quotation that is left open at the end of its paragraph runs on into the next.

use super::{Part, Place};
use crate::language::attribution::{Attribution, SourceKind};
use crate::language::quotation::Quotation;
use crate::language::reading::Reading;
use crate::language::token::{TokenKind, same_word};
use crate::text::Span;

/// How many sentences a quotation or what an attribution covers is followed through: longer ones are open marks that
/// swallowed the rest of a block.
const FAR: usize = 12;

/// The speaker of every quotation, by block.
pub(super) fn speakers(parts: &[Part<'_>]) -> Vec<Vec<Option<Place>>> {
    let mut all: Vec<Vec<Option<Place>>> = Vec::with_capacity(parts.len());
    let mut voice = None;
    // Quotations of an unfinished run of paragraphs whose speaker is still to come.
    let mut waiting: Vec<(usize, usize)> = Vec::new();
    for (block, part) in parts.iter().enumerate() {
        if part.apart {
            voice = None;
            waiting.clear();
        }
        let paragraph = Paragraph::of(part);
        let mut found = Vec::with_capacity(part.reading.quotations.len());
        let runs_on = block > 0 && !part.apart && runs_on(&parts[block - 1], part);
        if !runs_on {
            waiting.clear();
        }
        let carried = voice.filter(|_| paragraph.opens_quoted());
        let mut said = None;
        for index in 0..part.reading.quotations.len() {
            let span = match paragraph.speaker(index) {
                Some(span) => Some(Place { block, span }),
                None if index == 0 && runs_on && block > 0 => {
                    all.get(block - 1).and_then(|before| before.last().copied().flatten()).or(carried)
                }
                None => paragraph
                    .goes_on(index)
                    .then(|| paragraph.voice_before(index, block, said).or(carried))
                    .flatten(),
            };
            if index == 0 {
                match span {
                    // The run of paragraphs has its speaker at its end.
                    Some(place) => {
                        for (block, quotation) in waiting.drain(..) {
                            if let Some(slot) = all.get_mut(block).and_then(|slots| slots.get_mut(quotation))
                            {
                                slot.get_or_insert(place);
                            }
                        }
                    }
                    None if runs_on => {}
                    None => waiting.clear(),
                }
            }
            said = span.filter(|_| part.reading.quotations[index].speech).or(said);
            found.push(span);
        }
        if let Some(last) = part.reading.quotations.last()
            && !last.closed
            && found.last().copied().flatten().is_none()
        {
            waiting.push((block, found.len() - 1));
        }
        let own = paragraph.last_voice(block);
        voice = match (own, said) {
            (Some((at, own)), Some(said)) => {
                // The later of the two.
                let spoken = part.reading.quotations.iter().zip(&found).rev().find(|(_, by)| by.is_some());
                let end = spoken.map_or(0, |(quotation, _)| paragraph.sentence_end(quotation));
                // "…," she told the Gazette: what follows in its sentence is no new speaker.
                Some(if end > at { said } else { own })
            }
            (own, said) => own.map(|(_, own)| own).or(said).or(carried.filter(|_| !found.is_empty())),
        };
        all.push(found);
    }
    all
}

/// Whether a quotation left open at the end of one paragraph is taken up by a mark at the beginning of the next.
fn runs_on(before: &Part<'_>, part: &Part<'_>) -> bool {
    let open = before.reading.quotations.last().is_some_and(|last| !last.closed);
    let begins = part.reading.quotations.first().is_some_and(|first| first.span.start == leading(part.text));
    open && begins
}

/// Where the words of a text begin.
fn leading(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

struct Paragraph<'a> {
    text: &'a str,
    reading: &'a Reading,
    /// By sentence, the parts of attributed content that lie in it, with their attributions.
    contents: Vec<Vec<(Span, usize)>>,
}

impl<'a> Paragraph<'a> {
    fn of(part: &'a Part<'_>) -> Self {
        let reading: &Reading = part.reading;
        let mut contents = Vec::new();
        if !reading.quotations.is_empty() {
            contents.resize(reading.sentences.len(), Vec::new());
            for (index, attribution) in reading.attributions.iter().enumerate() {
                if attribution.source.is_none() || attribution.quoted {
                    continue;
                }
                for &content in &attribution.content {
                    let first = reading.sentence_at(content.start).unwrap_or_default();
                    for sentence in first..reading.sentences.len().min(first + FAR) {
                        if reading.sentences[sentence].span.start >= content.end {
                            break;
                        }
                        contents[sentence].push((content, index));
                    }
                }
            }
        }
        Paragraph { text: part.text, reading, contents }
    }

    fn quotation(&self, index: usize) -> &'a Quotation {
        &self.reading.quotations[index]
    }

    fn opens_quoted(&self) -> bool {
        self.reading
            .quotations
            .first()
            .is_some_and(|first| first.speech && first.span.start <= leading(self.text))
    }

    /// The source that the words around a quotation name for it.
    fn speaker(&self, index: usize) -> Option<Span> {
        let quotation = self.quotation(index);
        if self.is_title(quotation) {
            return None;
        }
        let first = self.reading.sentence_at(quotation.span.start)?;
        let mut best: Option<(usize, usize, Span)> = None;
        for sentence in first..self.contents.len().min(first + FAR) {
            if self.reading.sentences[sentence].span.start >= quotation.span.end {
                break;
            }
            for &(content, attribution) in &self.contents[sentence] {
                if !content.overlaps(quotation.span) {
                    continue;
                }
                let attribution = &self.reading.attributions[attribution];
                let Some(source) = attribution.source.filter(|source| !quotation.span.covers(*source)) else {
                    continue;
                };
                let key = (distance(attribution.cue, quotation.span), content.len());
                if best.is_none_or(|(far, length, _)| key < (far, length)) {
                    best = Some((key.0, key.1, source));
                }
            }
        }
        self.after(index)
            .or(best.map(|(_, _, source)| source))
            .or_else(|| self.signed(index))
            .or_else(|| self.before(index))
    }

    /// ", quipped Ruiz", ", her friend Ana Ruiz told": after a comma inside the marks or, in British style, outside.
    fn after(&self, index: usize) -> Option<Span> {
        let quotation = self.quotation(index);
        let tokens = &self.reading.tokens;
        let from = tokens.partition_point(|token| token.span.start < quotation.span.end);
        let sentence = self.reading.sentence_at(quotation.span.end.saturating_sub(1))?;
        let to = self.reading.sentences.get(sentence)?.tokens.end;
        let words = quotation.words.of(self.text).trim_end_matches([' ', '\u{a0}', '\'', '’', '”', '"']);
        let inside = words.ends_with([',', '?', '!', '—', '…']);
        let outside = self.word(from) == ",";
        if !inside && !outside || from >= to {
            return None;
        }
        let clause = Clause { paragraph: self, to: to.min(from + REACH) };
        clause.inverted(from + usize::from(outside)).or_else(|| clause.subject(from + usize::from(outside)))
    }

    /// The last subject with its verb before a quotation in its sentence.
    fn before(&self, index: usize) -> Option<Span> {
        let quotation = self.quotation(index);
        let sentence = self.reading.sentence_at(quotation.span.start)?;
        let from = self.reading.sentences[sentence].tokens.start;
        let to = self.reading.tokens.partition_point(|token| token.span.start < quotation.span.start);
        let clause = Clause { paragraph: self, to };
        let nearest = to.saturating_sub(REACH).max(from);
        (nearest..to).rev().chain([from]).find_map(|at| {
            let free = at == from || is_boundary(self.word(at - 1));
            (free && at < to).then(|| clause.subject(at)).flatten()
        })
    }

    /// "“…” — Ana Ruiz, engineer": the name after a dash that closes the paragraph.
    fn signed(&self, index: usize) -> Option<Span> {
        if index + 1 < self.reading.quotations.len() {
            return None;
        }
        signature(self.text, self.quotation(index).span.end)
    }

    /// Names of works and programmes: every weighty word with a capital.
    fn is_title(&self, quotation: &Quotation) -> bool {
        let words = quotation.words.of(self.text).split_whitespace();
        !quotation.speech
            && words.clone().filter(|word| word.starts_with(char::is_uppercase)).count() > 1
            && words.clone().all(|word| {
                word.starts_with(char::is_uppercase)
                    || matches!(word, "a" | "an" | "the" | "of" | "in" | "on" | "and" | "to" | "for" | "with")
            })
    }

    fn word(&self, at: usize) -> &'a str {
        self.reading.tokens.get(at).map_or("", |token| token.of(self.text))
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

    /// Whether a quotation that nobody beside it speaks goes on with the one who spoke before: it is speech, and it
    /// begins its sentence.
    fn goes_on(&self, index: usize) -> bool {
        let quotation = self.quotation(index);
        if !quotation.speech {
            return false;
        }
        let Some(sentence) = self.reading.sentence_at(quotation.span.start) else { return false };
        let start = self.reading.sentences[sentence].span.start;
        let lead = &self.text[start.min(quotation.span.start)..quotation.span.start];
        lead.trim().is_empty() || matches!(lead.trim(), "And" | "But" | "…" | "..." | "—")
    }

    /// Where the sentence ends in which a quotation ends.
    fn sentence_end(&self, quotation: &Quotation) -> usize {
        let sentence = self.reading.sentence_at(quotation.span.end.saturating_sub(1));
        sentence.map_or(quotation.span.end, |sentence| self.reading.sentences[sentence].span.end)
    }

    /// Who spoke last before a quotation in its paragraph.
    fn voice_before(&self, index: usize, block: usize, said: Option<Place>) -> Option<Place> {
        let start = self.quotation(index).span.start;
        // What follows in the sentence of the last quotation is no new speaker: "…," she told the Gazette.
        let from = index
            .checked_sub(1)
            .filter(|_| said.is_some())
            .map_or(0, |last| self.sentence_end(self.quotation(last)));
        let sources = &self.reading.attributions;
        let sentence = self.reading.sentence_at(start).unwrap_or_default();
        let until = sources.partition_point(|attribution| attribution.sentence <= sentence);
        sources[..until]
            .iter()
            .rev()
            .take_while(|attribution| attribution.cue.end >= from)
            .filter(|attribution| attribution.cue.start < start && speaks(attribution))
            .find_map(|attribution| attribution.source)
            .map(|span| Place { block, span })
            .or(said)
    }

    /// The last source that speaks in the paragraph, with where its verb stands.
    fn last_voice(&self, block: usize) -> Option<(usize, Place)> {
        let last = self.reading.attributions.iter().rev().find(|attribution| speaks(attribution))?;
        Some((last.cue.start, Place { block, span: last.source? }))
    }
}

/// Whether an attribution brings in someone who could go on to speak.
fn speaks(attribution: &Attribution) -> bool {
    !attribution.quoted && attribution.source.is_some() && attribution.kind != SourceKind::Hidden
}

/// How many bytes lie between two spans.
fn distance(one: Span, other: Span) -> usize {
    if one.start >= other.end { one.start - other.end } else { other.start.saturating_sub(one.end) }
}

/// The most tokens looked at around a quotation.
const REACH: usize = 40;

/// The words of a sentence up to token `to`, where a subject and its verb are looked for.
struct Clause<'p, 'a> {
    paragraph: &'p Paragraph<'a>,
    to: usize,
}

impl Clause<'_, '_> {
    fn word(&self, at: usize) -> &str {
        if at < self.to { self.paragraph.word(at) } else { "" }
    }

    /// "quipped Ruiz": the verb first.
    fn inverted(&self, at: usize) -> Option<Span> {
        if !is_past(self.word(at)) && !is_present(self.word(at)) {
            return None;
        }
        let from = at + 1;
        let stops = |at: usize| at >= self.to || !self.is_inner(at);
        let end = (from..from + 9).find(|at| stops(*at)).unwrap_or(from + 9);
        (end > from && self.word(from) != "it").then(|| self.span(from, end))
    }

    /// The noun phrase that begins at token `at`, when a verb follows it.
    fn subject(&self, at: usize) -> Option<Span> {
        if !self.opens(at) {
            return None;
        }
        let pronoun = is_pronoun(self.word(at));
        let mut end = at;
        let mut named = pronoun;
        while end < self.to && end < at + 12 {
            if let Some((next, possessive)) = self.paragraph.name_at(end) {
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
        let tokens = &self.paragraph.reading.tokens;
        Span::new(tokens[from].span.start, tokens[to - 1].span.end)
    }

    /// Whether a noun phrase may begin here: a name, an article, a pronoun.
    fn opens(&self, at: usize) -> bool {
        let word = self.word(at);
        self.paragraph.name_at(at).is_some()
            || is_pronoun(word)
            || ["a", "an", "the", "one", "another", "some", "many", "his", "her", "their", "its", "this"]
                .iter()
                .any(|article| same_word(word, article))
            || word.starts_with(char::is_uppercase) && !is_lead(word)
    }

    /// Whether a token may stand within a noun phrase.
    fn is_inner(&self, at: usize) -> bool {
        let kind = self.paragraph.reading.tokens.get(at).map(|token| token.kind);
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
fn is_boundary(word: &str) -> bool {
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

/// The name after a dash at byte `from`, up to the end of the text: "— Ana Ruiz, engineer".
pub(super) fn signature(text: &str, from: usize) -> Option<Span> {
    const LONGEST: usize = 90;
    let rest = text.get(from..)?;
    let dashed = rest.trim_start();
    let words = dashed.trim_start_matches(['—', '–', '―', '-', '~', '\u{a0}', ' ']);
    if words.len() == dashed.len() || words.len() > LONGEST || !words.starts_with(char::is_uppercase) {
        return None;
    }
    let start = text.len() - words.len();
    let words = words.trim_end().trim_end_matches('.');
    let name = words.find([',', '(']).unwrap_or(words.len());
    (!words.contains(['"', '“'])).then(|| Span::new(start, start + words[..name].trim_end().len()))
}
