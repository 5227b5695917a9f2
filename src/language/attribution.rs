//! Who says so: source, cue and content of each attribution, and what kind of source it is.

mod anonymity;
mod classes;
mod content;
mod cue;
mod hidden;
mod loose;
mod phrase;
mod scene;
mod speech;

use super::mention::Mention;
use super::quotation::Quotation;
use super::sentence::Sentence;
use super::token::{Token, TokenKind};
use super::words::Words;
use crate::text::Span;
use classes::Word;
pub(in crate::language) use classes::{Part, Shifts};
use cue::{MODEL, Signs};
use scene::Scene;

/// How well identified a source is (ARCHITECTURE.md, data model).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SourceKind {
    /// A person by name.
    Person,
    /// A body by name, or an institution that speaks as such ("police", "the ministry").
    Organisation,
    /// A news outlet by name.
    Outlet,
    /// An identified report, filing, poll, dataset or post.
    Document,
    /// Unnamed, but of a named body: "a Microsoft spokesperson".
    Role,
    /// "unnamed sources", "a senior official", "people familiar with the matter".
    Anonymous,
    /// "experts", "critics", "studies", "many".
    Vague,
    /// Nobody is there: "reportedly", "it was revealed".
    Hidden,
    /// "he", "the company", "the study": someone named before.
    Anaphor,
}

impl SourceKind {
    /// The lower-case name, as in reports.
    pub const fn name(self) -> &'static str {
        match self {
            SourceKind::Person => "person",
            SourceKind::Organisation => "organisation",
            SourceKind::Outlet => "outlet",
            SourceKind::Document => "document",
            SourceKind::Role => "role",
            SourceKind::Anonymous => "anonymous",
            SourceKind::Vague => "vague",
            SourceKind::Hidden => "hidden",
            SourceKind::Anaphor => "anaphor",
        }
    }

    /// Whether the reader learns who vouches: a name, a document, or someone named before.
    pub const fn is_named(self) -> bool {
        matches!(
            self,
            SourceKind::Person
                | SourceKind::Organisation
                | SourceKind::Outlet
                | SourceKind::Document
                | SourceKind::Anaphor
        )
    }
}

/// The construction by which a source is named or hidden. Each sourcing rule answers for one or two of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// Someone or something with a name, or a pronoun for it, and a verb or "according to".
    Identified,
    /// "unnamed sources", "a confidential source".
    Unnamed,
    /// "people familiar with the matter", "a source close to the talks".
    Access,
    /// "a source said", "sources say".
    BareSource,
    /// "on condition of anonymity", "declined to be named".
    AnonymityClause,
    /// "company insiders say".
    Insider,
    /// "the Gazette has learned".
    HasLearned,
    /// "a senior official said".
    UnnamedOfficial,
    /// "a Microsoft spokesperson said".
    UnnamedSpokesperson,
    /// "experts say", "many believe".
    Group,
    /// "widely regarded as".
    WidelyHeld,
    /// "studies show", "recent research suggests".
    Research,
    /// "reportedly", "is said to".
    Hearsay,
    /// "it was revealed that", "there are concerns that".
    Agentless,
    /// Any other cue of speech, thought or stance: "praised", "is eager", "criticism of". Nobody vouches by it.
    Loose,
}

/// An attribution: words that say where a claim comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// Index of its sentence in [`Reading::sentences`](super::Reading::sentences).
    pub sentence: usize,
    /// The source as written; `None` when it is hidden.
    pub source: Option<Span>,
    /// The verb, adverb or preposition that attributes: "said", "according to", "reportedly".
    pub cue: Span,
    /// What is attributed, in order; empty when it cannot be told. "X, she said, Y" has two parts.
    pub content: Vec<Span>,
    /// How well identified the source is.
    pub kind: SourceKind,
    /// By which construction.
    pub form: Form,
    /// The words a rule marks: "According to unnamed sources", "a senior official", "reportedly".
    pub marked: Span,
    /// Whether the cue stands inside a direct quotation: someone else attributes, not the writer.
    pub quoted: bool,
    /// Who roughly an unnamed source is, where the text tells.
    pub description: Option<Span>,
    /// How an unnamed source knows, where the text tells: "familiar with the talks".
    pub access: Option<Span>,
    /// Why an unnamed source is not named, where the text says so.
    pub reason: Option<Span>,
}

impl Attribution {
    /// Whether somebody, named or not, answers for the content. Stance and thought are attributed too, but "praised the
    /// plan" backs no claim about it.
    pub fn vouches(&self) -> bool {
        self.form != Form::Loose
    }

    /// Whether it is the writer who attributes, and somebody who answers: what rules and support go by. Within a
    /// direct quotation the speaker attributes.
    pub fn is_own(&self) -> bool {
        !self.quoted && self.vouches()
    }
}

/// Finds the attributions of a block, by sentence, those that vouch first, in order of what they mark.
pub fn attributions(
    words: &Words<'_>,
    sentences: &[Sentence],
    quotations: &[Quotation],
    mentions: &[Mention],
) -> Vec<Attribution> {
    let text = words.text();
    let tokens = words;
    let shifts = words.overlay().map(|overlay| &overlay.shifts);
    let words = classify(text, words.tokens(), sentences, quotations, shifts);
    let signs = Signs::new(tokens, &words);
    let (mut scores, mut cues) = (Vec::new(), Vec::new());
    let mut found = Vec::new();
    for (index, sentence) in sentences.iter().enumerate() {
        let (from, to) = (sentence.tokens.start, sentence.tokens.end.min(words.len()));
        if from >= to {
            continue;
        }
        let scene = Scene { text, words: &words, from, to };
        let first = found.len();
        scene.speakers(index, mentions, &mut found);
        scene.publications(index, &mut found);
        scene.anonymity(index, &mut found);
        scene.hidden(index, &mut found);
        scene.settle_inverted(&mut found, first);
        MODEL.scores(&signs.row(from, to), &mut scores);
        MODEL.cues(&scores, &mut cues);
        sift(&words, &scores, &mut found, first);
        if cues.is_empty() && found.len() == first {
            cues.extend(MODEL.best(&scores));
        }
        scene.loose(index, &cues, mentions, &mut found, first);
        scene.labels(index, mentions, &mut found);
        scene.contents(&cues, &mut found[first..]);
        let added = &mut found[first..];
        if added.iter().any(|attribution| attribution.kind == SourceKind::Anonymous)
            && let Some(reason) = scene.reason()
        {
            for attribution in
                added.iter_mut().filter(|attribution| attribution.kind == SourceKind::Anonymous)
            {
                attribution.reason.get_or_insert(reason);
            }
        }
        added.sort_by_key(|it| (!it.vouches(), it.marked.start, it.marked.end));
    }
    found
}

/// Takes from the attributions of a sentence, those from `first` on, what the model holds to be none: a noun that looks
/// like a verb ("the states"), and what is no report inside someone's speech ("I think").
fn sift(words: &[Word], scores: &[(usize, i32)], found: &mut Vec<Attribution>, first: usize) {
    let mut at = first;
    while let Some(attribution) = found.get(at) {
        let cue = attribution.cue;
        let within = scores.iter().filter(|(token, _)| words[*token].span.overlaps(cue));
        let keep = match within.map(|(_, score)| *score).max() {
            _ if !matches!(attribution.form, Form::Identified | Form::Group) => true,
            // An outlet is credited by its mere name: "a Reuters investigation", "in an interview with Le Monde".
            _ if attribution.kind == SourceKind::Outlet && !attribution.quoted => true,
            // "in the words of Ana Ruiz": a phrase of several words stands by itself.
            _ if attribution.source.is_some_and(|source| source.start >= cue.end)
                && words.iter().filter(|word| word.span.overlaps(cue)).nth(1).is_some() =>
            {
                true
            }
            Some(score) if attribution.quoted => MODEL.is_cue(score),
            Some(score) => attribution.form == Form::Group || !MODEL.is_unlikely(score),
            None => !attribution.quoted,
        };
        if keep {
            at += 1;
        } else {
            found.remove(at);
        }
    }
}

/// A word that may be a cue, as the trainer of the model sees it.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The word.
    pub span: Span,
    /// Its features, as the numbers that the file of weights has.
    pub features: Vec<u32>,
}

/// Every candidate of a block's text, in order.
pub fn candidates(text: &str) -> Vec<Candidate> {
    let tokens = super::token::tokens(text);
    let sentences = super::sentence::sentences(text, &tokens);
    let quotations = super::quotation::quotations(text, &tokens);
    let words = Words::new(text, &tokens);
    let classed = classify(text, &tokens, &sentences, &quotations, None);
    let signs = Signs::new(&words, &classed);
    let mut found = Vec::new();
    for sentence in sentences.iter().filter(|sentence| !sentence.tokens.is_empty()) {
        let row = signs.row(sentence.tokens.start, sentence.tokens.end);
        for at in sentence.tokens.clone().filter(|at| row.may_be(*at)) {
            found.push(Candidate { span: tokens[at].span, features: row.features(at) });
        }
    }
    found
}

/// Whether the first mark closes a quotation that began before the text: it stands right after a comma or stop.
fn begins_quoted(text: &str, quotations: &[Quotation]) -> bool {
    let Some(first) = quotations.first() else { return false };
    let before = text[..first.span.start].chars().next_back();
    let after = text[first.words.start.min(text.len())..].chars().next();
    matches!(before, Some(',' | '.' | '!' | '?' | '…')) && after.is_none_or(char::is_whitespace)
}

/// The tokens with their classes, whether they read as names, and whether they are quoted.
fn classify(
    text: &str,
    tokens: &[Token],
    sentences: &[Sentence],
    quotations: &[Quotation],
    shifts: Option<&Shifts>,
) -> Vec<Word> {
    let mut words: Vec<Word> = tokens.iter().map(|token| classes::word(text, *token, shifts)).collect();
    let mut speech = quotations.iter().filter(|quotation| quotation.speech || !quotation.closed).peekable();
    for word in &mut words {
        while speech.peek().is_some_and(|quotation| quotation.span.end <= word.span.start) {
            speech.next();
        }
        word.quoted = speech.peek().is_some_and(|quotation| quotation.span.start <= word.span.start);
    }
    if begins_quoted(text, quotations) {
        // The text begins inside a quotation: the marks pair the other way round.
        for word in &mut words {
            word.quoted = !quotations.iter().any(|quotation| quotation.span.covers(word.span));
        }
    }
    for sentence in sentences {
        let range = sentence.tokens.start..sentence.tokens.end.min(words.len());
        let Some(first) = range.clone().find(|index| words[*index].is_word()) else { continue };
        for index in range {
            let word = &words[index];
            if !word.capital || word.kind != TokenKind::Word {
                continue;
            }
            let function = word.is(classes::DETERMINER
                | classes::PRONOUN
                | classes::OBJECT
                | classes::RELATIVE
                | classes::PREPOSITION
                | classes::CONJUNCTION
                | classes::AUXILIARY
                | classes::ADVERB
                | classes::WIDELY
                | classes::HEARSAY);
            let opens = index == first || index > 0 && words[index - 1].kind == TokenKind::Quote;
            // At the start of a sentence a capital tells nothing: a known word is a word, an unknown one a name.
            let proper =
                if opens { word.class == 0 || word.class & !classes::DEMONYM == 0 } else { !function };
            words[index].proper = proper && !words[index].is(classes::MONTH);
        }
    }
    words
}
