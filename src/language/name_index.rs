//! Known names, found by their words: a trie over tokens, longest match first.
//!
//! Case counts, so that "Apple" is found and "apple" is not. Possessive endings and soft hyphens do not; nor does the
//! stop of "Inc.".

use std::collections::{HashMap, HashSet};
use std::hash::BuildHasherDefault;

use super::lexicon::WordHasher;
use super::mention::MentionKind;
use super::token::{abbreviation, is_invisible, name_part, tokens};
use super::words::Words;

type QuickMap<K, V> = HashMap<K, V, BuildHasherDefault<WordHasher>>;

/// A name that ends at a node of the trie.
#[derive(Clone, Copy, Debug)]
struct Entry {
    kind: MentionKind,
    short: bool,
}

/// Names by their words.
#[derive(Debug, Default)]
pub(super) struct NameIndex {
    words: QuickMap<Box<str>, u32>,
    edges: QuickMap<(u32, u32), u32>,
    ends: QuickMap<u32, Entry>,
    nodes: u32,
    /// First words that bear no capital: "dpa".
    small: HashSet<Box<str>, BuildHasherDefault<WordHasher>>,
}

/// A known name found in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct KnownName {
    /// The index past its last token.
    pub end: usize,
    pub kind: MentionKind,
    pub short: bool,
}

impl NameIndex {
    /// Adds a name. A name that begins with "The" is also found without it, when more than one word is left.
    pub(super) fn add(&mut self, name: &str, kind: MentionKind, short: bool) {
        let words: Vec<String> = tokens(name).iter().map(|token| key(token.of(name)).into_owned()).collect();
        if words.is_empty() {
            return;
        }
        if !words[0].starts_with(char::is_uppercase) {
            self.small.insert(words[0].as_str().into());
        }
        self.insert(&words, kind, short);
        if words[0].eq_ignore_ascii_case("the") && words.len() > 1 {
            let mut other = words.clone();
            other[0] = if words[0] == "the" { "The" } else { "the" }.to_owned();
            self.small.insert("the".into());
            self.insert(&other, kind, short);
            if words.len() > 2 {
                self.insert(&words[1..], kind, short);
            }
        }
    }

    fn insert(&mut self, words: &[String], kind: MentionKind, short: bool) {
        let mut node = 0;
        for word in words {
            let next_id = self.words.len() as u32;
            let id = *self.words.entry(word.as_str().into()).or_insert(next_id);
            node = *self.edges.entry((node, id)).or_insert_with(|| {
                self.nodes += 1;
                self.nodes
            });
        }
        let entry = self.ends.entry(node).or_insert(Entry { kind, short });
        // A full name wins over the same words as a short form.
        if entry.short && !short {
            *entry = Entry { kind, short };
        }
    }

    /// The longest known name that begins at token `at`.
    pub(super) fn longest(&self, words: &Words<'_>, at: usize) -> Option<KnownName> {
        let first = words.of(at);
        if !first.starts_with(char::is_uppercase) && !self.small.contains(first) {
            return None;
        }
        let mut node = 0;
        let mut best = None;
        for place in at..words.len() {
            let whole = key(words.of(place));
            let base = name_part(&whole);
            if base.len() < whole.len()
                && let Some(entry) = self.step(node, base).and_then(|node| self.ends.get(&node))
            {
                best = Some(KnownName { end: place + 1, kind: entry.kind, short: entry.short });
            }
            let Some(next) = self.step(node, &whole).or_else(|| self.step(node, &title_case(&whole)?)) else {
                break;
            };
            node = next;
            if let Some(entry) = self.ends.get(&node) {
                best = Some(KnownName { end: place + 1, kind: entry.kind, short: entry.short });
            }
        }
        best
    }

    fn step(&self, node: u32, word: &str) -> Option<u32> {
        let id = self.words.get(word)?;
        self.edges.get(&(node, *id)).copied()
    }
}

/// "London" for "LONDON", as headlines and datelines write it; short words may be acronyms.
fn title_case(word: &str) -> Option<String> {
    const LEAST: usize = 4;
    if word.len() < LEAST || !word.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    Some(word[..1].to_owned() + &word[1..].to_ascii_lowercase())
}

/// A word as the index knows it: as written, without soft hyphens, with plain apostrophes and hyphens, without the
/// stop of a plain abbreviation.
fn key(word: &str) -> std::borrow::Cow<'_, str> {
    let bare = match word.strip_suffix('.') {
        Some(bare) if !bare.contains('.') && abbreviation(word).is_some() => bare,
        _ => word,
    };
    if bare.is_ascii() {
        return bare.into();
    }
    bare.chars()
        .filter(|c| !is_invisible(*c))
        .map(|c| match c {
            '’' | '‘' | 'ʼ' => '\'',
            '\u{2010}' | '\u{2011}' => '-',
            c => c,
        })
        .collect::<String>()
        .into()
}
