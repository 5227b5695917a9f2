//! What the article as a whole knows of its names: later short forms tied to the first full mention, kinds that one
//! mention tells and others do not, names at the beginning of a sentence that only the article knows for names.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::{Part, Place};
use crate::language::lexicon::WordHasher;
use crate::language::mention::{Mention, MentionKind};
use crate::language::token::{TokenKind, name_part};
use crate::text::Span;

type Map<K, V> = HashMap<K, V, BuildHasherDefault<WordHasher>>;

/// A name as the article understands it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its bytes in the block's text.
    pub span: Span,
    /// What it names, all mentions of it taken together.
    pub kind: MentionKind,
    /// Which mention of the block's reading it is; `None` for one that only the article knows for a name.
    pub mention: Option<usize>,
    /// For a later short form, the first full mention.
    pub full: Option<Place>,
    /// Whether the kind is more than likely: some mention of it tells.
    pub sure: bool,
}

/// What is known of one name.
#[derive(Clone, Copy, Debug)]
struct Entry {
    first: Place,
    /// Votes for person, organisation, place, outlet, document.
    votes: [u16; 5],
}

const KINDS: [MentionKind; 5] = [
    MentionKind::Person,
    MentionKind::Organisation,
    MentionKind::Place,
    MentionKind::Outlet,
    MentionKind::Document,
];

impl Entry {
    fn vote(&mut self, kind: MentionKind, weight: u16) {
        if let Some(at) = KINDS.iter().position(|other| *other == kind) {
            self.votes[at] = self.votes[at].saturating_add(weight);
        }
    }

    fn is_sure(&self) -> bool {
        self.votes.iter().any(|votes| *votes >= SURE)
    }

    fn kind(&self) -> MentionKind {
        let most = self.votes.iter().copied().max().unwrap_or_default();
        let at = self.votes.iter().position(|votes| *votes == most && most > 0);
        at.map_or(MentionKind::Unknown, |at| KINDS[at])
    }
}

/// The names of every block, in order.
pub(super) fn names(parts: &[Part<'_>]) -> Vec<Vec<Named>> {
    let mut book = Book::default();
    for (block, part) in parts.iter().enumerate() {
        for mention in &part.reading.mentions {
            book.enter(part.text, block, mention);
        }
        book.acronyms(part, block);
    }
    let mut seen = Book::default();
    parts.iter().enumerate().map(|(block, part)| seen.block(&book, part, block)).collect()
}

/// Names by their words.
#[derive(Debug, Default)]
struct Book<'t> {
    names: Map<&'t str, Entry>,
    /// Full names of several words by their last word: who goes by a surname, what by its head; the latest.
    tails: Map<&'t str, &'t str>,
    /// "NRPA" for the name in full.
    short: Map<&'t str, &'t str>,
}

/// How much the kind of a mention counts that its own words tell.
const SURE: u16 = 4;

impl<'t> Book<'t> {
    fn enter(&mut self, text: &'t str, block: usize, mention: &Mention) {
        let name = plain(mention.span.of(text));
        let place = Place { block, span: mention.span };
        let entry = self.names.entry(name).or_insert(Entry { first: place, votes: [0; 5] });
        entry.vote(mention.kind, if mention.sure { SURE } else { 1 });
        if let Some((_, tail)) = name.rsplit_once(' ')
            && !mention.short
        {
            self.tails.insert(tail, name);
        }
    }

    /// "Norvik Radiation Protection Agency (NRPA)".
    fn acronyms(&mut self, part: &Part<'t>, block: usize) {
        let mentions = &part.reading.mentions;
        for pair in mentions.windows(2) {
            let (full, short) = (&pair[0], &pair[1]);
            let between = part.text.get(full.span.end..short.span.start).unwrap_or_default();
            let closed = part.text.get(short.span.end..).unwrap_or_default().starts_with(')');
            let words = short.span.of(part.text);
            if between.trim_start() == "(" && closed && is_acronym(words) {
                let name = plain(full.span.of(part.text));
                self.short.entry(words).or_insert(name);
                let kind =
                    if full.kind == MentionKind::Unknown { MentionKind::Organisation } else { full.kind };
                if let Some(entry) = self.names.get_mut(words) {
                    entry.vote(kind, SURE);
                }
                let place = Place { block, span: full.span };
                self.names.entry(name).or_insert(Entry { first: place, votes: [0; 5] }).vote(kind, 2);
            }
        }
    }

    /// The names of a block, with what `whole`, the book of the whole article, knows of them.
    fn block(&mut self, whole: &Book<'t>, part: &Part<'t>, block: usize) -> Vec<Named> {
        let reading = part.reading;
        let mut found = Vec::with_capacity(reading.mentions.len());
        for (index, mention) in reading.mentions.iter().enumerate() {
            let name = plain(mention.span.of(part.text));
            let full = self.full(whole, name, mention.short);
            let mut kind = mention.kind;
            if !mention.sure
                && let Some(entry) = whole.names.get(name)
            {
                kind = entry.kind();
            }
            if let Some((full, _)) = full.filter(|_| !mention.sure)
                && let Some(entry) = whole.names.get(full)
                && entry.kind() != MentionKind::Unknown
            {
                kind = entry.kind();
            }
            found.push(Named {
                span: mention.span,
                kind,
                mention: Some(index),
                full: full.map(|(_, place)| place),
                sure: mention.sure
                    || whole.names.get(full.map_or(name, |(full, _)| full)).is_some_and(Entry::is_sure),
            });
            self.enter(part.text, block, mention);
            if let Some(full) = whole.short.get(name).filter(|_| is_acronym(name)) {
                self.short.entry(name).or_insert(full);
            }
        }
        self.beginnings(whole, part, &mut found);
        found
    }

    /// The full mention before this one that a short name stands for.
    fn full(&self, whole: &Book<'t>, name: &'t str, short: bool) -> Option<(&'t str, Place)> {
        if name.contains(' ') && !short {
            return None;
        }
        let full = if is_acronym(name) {
            self.short.get(name).copied()
        } else {
            let tail = name.rsplit(' ').next().unwrap_or(name);
            self.tails.get(tail).copied().filter(|full| {
                let kind = whole.names.get(full).map_or(MentionKind::Unknown, Entry::kind);
                // A place is not called by its last word, nor a body, but an outlet is: "the Journal".
                kind == MentionKind::Person
                    || kind == MentionKind::Outlet && short
                    || kind == MentionKind::Unknown
            })
        }?;
        (full != name).then_some(())?;
        Some((full, self.names.get(full)?.first))
    }

    /// Single words at the beginning of a sentence that the article elsewhere shows to be names: "Brandt left."
    fn beginnings(&self, whole: &Book<'t>, part: &Part<'t>, found: &mut Vec<Named>) {
        let reading = part.reading;
        let mut added = false;
        for sentence in &reading.sentences {
            let begins =
                |at: &usize| reading.tokens.get(*at).is_some_and(|token| token.kind == TokenKind::Word);
            let Some(at) = sentence.tokens.clone().take(2).find(begins) else { continue };
            let token = reading.tokens[at];
            let word = name_part(token.of(part.text));
            if !word.starts_with(char::is_uppercase) {
                continue;
            }
            let span = Span::new(token.span.start, token.span.start + word.len());
            let next = reading.mentions.partition_point(|mention| mention.span.end <= span.start);
            if reading.mentions.get(next).is_some_and(|mention| mention.span.start < span.end) {
                continue;
            }
            let full = self.full(whole, word, false);
            let entry = full.and_then(|(full, _)| whole.names.get(full)).or_else(|| whole.names.get(word));
            let Some((kind, sure)) = entry.map(|entry| (entry.kind(), entry.is_sure())) else { continue };
            if full.is_some() || kind != MentionKind::Unknown {
                found.push(Named { span, kind, mention: None, full: full.map(|(_, place)| place), sure });
                added = true;
            }
        }
        if added {
            found.sort_by_key(|named| named.span);
        }
    }
}

/// A name without the article that belongs to it.
fn plain(name: &str) -> &str {
    name.strip_prefix("The ").or_else(|| name.strip_prefix("the ")).unwrap_or(name)
}

fn is_acronym(name: &str) -> bool {
    name.len() > 1
        && !name.contains(' ')
        && name.chars().all(|c| c.is_uppercase() || c == '.' || c == '&' || c.is_ascii_digit())
}
