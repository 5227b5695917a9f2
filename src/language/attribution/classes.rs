//! Words with their classes: what each token may be, looked up once.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use crate::language::lexicon::WordHasher;
use crate::language::token::{Token, TokenKind};
use crate::text::Span;

/// A set of word classes.
pub(super) type Class = u64;

macro_rules! classes {
    ($($name:ident = $section:literal),+ $(,)?) => {
        classes!(@ 0; $($name = $section,)+);
        /// The sections of the word lists, with their classes.
        const SECTIONS: &[(&str, Class)] = &[$(($section, $name)),+];
    };
    (@ $bit:expr; $name:ident = $section:literal, $($rest:tt)*) => {
        pub(super) const $name: Class = 1 << ($bit);
        classes!(@ $bit + 1; $($rest)*);
    };
    (@ $bit:expr;) => {};
}

classes! {
    SAY = "say", OPINION = "opinion", WEAK = "weak", FINDS = "finds", INVERTS = "inverts", HELD = "held",
    IMPERSONAL = "impersonal", PRESUMED = "presumed", RUMOURED = "rumoured", ASKS = "asks", REFUSES = "refuses",
    NAMES = "names",
    SOURCE = "source", PERSON = "person", INSIDER = "insider", ROLE = "role", RETINUE = "retinue", OFFICIALDOM = "officialdom", OWNER = "owner",
    SPOKESPERSON = "spokesperson", PRESS = "press", GROUP = "group", SIDES = "sides", QUANTIFIER = "quantifier",
    RESEARCH = "research", DOCUMENT = "document", INSTITUTION = "institution", BODY = "body", AFFAIR = "affair",
    REPORTAGE = "reportage", RUMOUR = "rumour", CROWD = "crowd",
    INDEFINITE = "indefinite", DEFINITE = "definite", POSSESSIVE = "possessive", PRONOUN = "pronoun",
    OBJECT = "object", RELATIVE = "relative", PREPOSITION = "preposition", CONJUNCTION = "conjunction",
    CONDITION = "condition", AUXILIARY = "auxiliary", BE = "be", MODAL = "modal", NEGATION = "negation",
    ADVERB = "adverb", TIME = "time", UNNAMED = "unnamed", FRESH = "fresh", CLOSENESS = "closeness",
    DIRECT = "direct", WIDELY = "widely", HEARSAY = "hearsay", HONORIFIC = "honorific", DEMONYM = "demonym",
    MONTH = "month", OUTLET_WORD = "outletword", TELLING = "telling",
}

/// Verbs that attribute, in any frame.
pub(super) const REPORTS: Class = SAY | OPINION | WEAK | FINDS;
/// Articles, numbers and their like.
pub(super) const DETERMINER: Class = INDEFINITE | DEFINITE | POSSESSIVE;
/// Words that are not part of a name or of the middle of a noun phrase.
const FUNCTION: Class =
    DETERMINER | PRONOUN | OBJECT | RELATIVE | PREPOSITION | CONJUNCTION | AUXILIARY | ADVERB;
/// Nouns of the lists.
pub(super) const NOUN: Class = SOURCE
    | PERSON
    | ROLE
    | SPOKESPERSON
    | GROUP
    | RESEARCH
    | DOCUMENT
    | INSTITUTION
    | BODY
    | AFFAIR
    | REPORTAGE
    | RUMOUR;

/// Forms a word may have, as a set.
pub(super) type Forms = u8;
pub(super) const BASE: Forms = 1;
pub(super) const THIRD: Forms = 2;
pub(super) const PAST: Forms = 4;
pub(super) const PARTICIPLE: Forms = 8;
pub(super) const ING: Forms = 16;
pub(super) const SINGULAR: Forms = 32;
pub(super) const PLURAL: Forms = 64;

type Table = HashMap<Box<str>, (Class, Forms), BuildHasherDefault<WordHasher>>;

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table::default();
    read(include_str!("../lexicon/verbs.txt"), &mut table, verb);
    read(include_str!("../lexicon/nouns.txt"), &mut table, noun);
    read(include_str!("../lexicon/functions.txt"), &mut table, |word, class, table| {
        put(table, word, class, 0)
    });
    table
});

fn read(list: &str, table: &mut Table, mut enter: impl FnMut(&str, Class, &mut Table)) {
    let mut class = 0;
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        if let Some(section) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            class = SECTIONS.iter().find(|(name, _)| *name == section).map_or(0, |(_, class)| *class);
            continue;
        }
        for word in line.split_whitespace() {
            enter(word, class, table);
        }
    }
}

fn put(table: &mut Table, word: &str, class: Class, form: Forms) {
    let entry = table.entry(word.into()).or_default();
    entry.0 |= class;
    entry.1 |= form;
}

fn noun(entry: &str, class: Class, table: &mut Table) {
    let (singular, plural) = match entry.split_once('/') {
        Some((singular, plural)) => (singular, plural.to_owned()),
        None => (entry, with_s(entry)),
    };
    put(table, singular, class, SINGULAR);
    put(table, &plural, class, PLURAL);
}

fn verb(entry: &str, class: Class, table: &mut Table) {
    let mut forms = entry.split('/');
    let lemma = forms.next().unwrap_or_default();
    let past = forms.next().map_or_else(|| with_ed(lemma), str::to_owned);
    let participle = forms.next().map_or_else(|| past.clone(), str::to_owned);
    put(table, lemma, class, BASE);
    put(table, &with_s(lemma), class, THIRD);
    put(table, &past, class, PAST);
    put(table, &participle, class, PARTICIPLE);
    put(table, &with_ing(lemma, &past), class, ING);
}

fn ends_in_consonant_y(word: &str) -> bool {
    word.ends_with('y') && !matches!(word.as_bytes(), [.., b'a' | b'e' | b'i' | b'o' | b'u', b'y'])
}

fn with_s(word: &str) -> String {
    if ends_in_consonant_y(word) {
        format!("{}ies", &word[..word.len() - 1])
    } else if word.ends_with(['s', 'x', 'z']) || word.ends_with("ch") || word.ends_with("sh") {
        format!("{word}es")
    } else {
        format!("{word}s")
    }
}

fn with_ed(lemma: &str) -> String {
    if ends_in_consonant_y(lemma) {
        format!("{}ied", &lemma[..lemma.len() - 1])
    } else if lemma.ends_with('e') {
        format!("{lemma}d")
    } else {
        format!("{lemma}ed")
    }
}

fn with_ing(lemma: &str, past: &str) -> String {
    // "admitted" doubles, so "admitting" does.
    let doubled = past.len() == lemma.len() + 3 && past.starts_with(lemma) && past.ends_with("ed");
    if doubled {
        format!("{}ing", &past[..past.len() - 2])
    } else if lemma.ends_with('e') && !lemma.ends_with("ee") {
        format!("{}ing", &lemma[..lemma.len() - 1])
    } else {
        format!("{lemma}ing")
    }
}

/// Which part of speech a list is of: how its entries are inflected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::language) enum Part {
    /// Verbs: "say/said/said".
    Verb,
    /// Nouns: "person/people".
    Noun,
    /// Words of one form.
    Other,
}

impl Part {
    fn list(self) -> &'static str {
        match self {
            Part::Verb => include_str!("../lexicon/verbs.txt"),
            Part::Noun => include_str!("../lexicon/nouns.txt"),
            Part::Other => include_str!("../lexicon/functions.txt"),
        }
    }

    /// Enters every form of an entry into a table.
    fn enter(self, entry: &str, class: Class, table: &mut Table) {
        match self {
            Part::Verb => verb(entry, class, table),
            Part::Noun => noun(entry, class, table),
            Part::Other => put(table, entry, class, 0),
        }
    }

    /// The entry of a list that has this basic form, and is in one of `sections`, as it is written there.
    fn entry(self, basic: &str, sections: &[&str]) -> Option<String> {
        let mut found = None;
        let basic = basic.to_lowercase();
        let basic = basic.split('/').next().unwrap_or_default();
        let classes = class_of(sections);
        read(self.list(), &mut Table::default(), |entry, class, _| {
            if class & classes != 0 && entry.split('/').next() == Some(basic) {
                found.get_or_insert_with(|| entry.to_owned());
            }
        });
        found
    }

    /// Whether one of `sections` holds this entry, by its basic form.
    pub(in crate::language) fn holds(self, basic: &str, sections: &[&str]) -> bool {
        self.entry(basic, sections).is_some()
    }
}

fn class_of(sections: &[&str]) -> Class {
    let known = SECTIONS.iter().filter(|(name, _)| sections.contains(name));
    known.fold(0, |all, (_, class)| all | class)
}

/// What a newsroom changes of a word.
#[derive(Clone, Copy, Debug, Default)]
struct Shift {
    join: Class,
    leave: Class,
    forms: Forms,
}

/// The words whose classes a newsroom changes, every form by itself.
#[derive(Debug, Default)]
pub(in crate::language) struct Shifts(HashMap<Box<str>, Shift>);

impl Shifts {
    /// Adds an entry to `sections`.
    pub(in crate::language) fn join(&mut self, part: Part, entry: &str, sections: &[&str]) {
        let mut forms = Table::default();
        part.enter(&entry.to_lowercase().replace('’', "'"), class_of(sections), &mut forms);
        for (word, (class, form)) in forms {
            let shift = self.0.entry(word).or_default();
            shift.join |= class;
            shift.forms |= form;
        }
    }

    /// Takes an entry out of `sections`, with the forms it has there.
    pub(in crate::language) fn leave(&mut self, part: Part, entry: &str, sections: &[&str]) {
        let written = part.entry(entry, sections).unwrap_or_else(|| entry.to_lowercase());
        let mut forms = Table::default();
        part.enter(&written, class_of(sections), &mut forms);
        for (word, (class, _)) in forms {
            self.0.entry(word).or_default().leave |= class;
        }
    }

    /// Whether a word attributes because the newsroom says so (`Some(true)`), or no more (`Some(false)`).
    pub(super) fn attributes(&self, word: &str) -> Option<bool> {
        let shift = self.0.get(word.to_lowercase().as_str())?;
        match (shift.join & REPORTS != 0, shift.leave & REPORTS != 0) {
            (true, _) => Some(true),
            (false, true) => Some(false),
            (false, false) => None,
        }
    }
}

/// A token with what it may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub span: Span,
    pub kind: TokenKind,
    pub class: Class,
    pub forms: Forms,
    /// Begins with a capital letter.
    pub capital: bool,
    /// Reads as part of a name.
    pub proper: bool,
    /// Ends in a possessive.
    pub possessive: bool,
    /// Stands inside a quotation that reads as speech.
    pub quoted: bool,
    /// Its first byte in lower case, and its length; a first byte of 0 for words not in ASCII.
    initial: (u8, u32),
}

impl Word {
    pub fn is(&self, class: Class) -> bool {
        self.class & class != 0
    }

    pub fn has(&self, form: Forms) -> bool {
        self.forms & form != 0
    }

    pub fn is_word(&self) -> bool {
        self.kind == TokenKind::Word
    }

    pub fn is_number(&self) -> bool {
        self.kind == TokenKind::Number
    }

    /// Whether the word may be one of `list`, by first letter and length: asked of every word many times over, and nearly
    /// always answered by this.
    #[inline]
    pub fn may_be_any(&self, list: &[&str]) -> bool {
        let (first, length) = self.initial;
        first == 0
            || list
                .iter()
                .any(|word| word.len() == length as usize && word.as_bytes().first() == Some(&first))
    }

    /// Whether the word can stand in the middle of a noun phrase.
    pub fn is_nounish(&self) -> bool {
        if self.is_number() || self.proper {
            return true;
        }
        if !self.is_word() || self.is(FUNCTION | CLOSENESS) {
            return false;
        }
        !self.is(REPORTS) || self.is(NOUN) && !(self.has(PAST | PARTICIPLE | ING)) || self.possessive
    }
}

fn initial(written: &str) -> (u8, u32) {
    let first = if written.is_ascii() { written.bytes().next().unwrap_or_default() } else { 0 };
    (first.to_ascii_lowercase(), u32::try_from(written.len()).unwrap_or_default())
}

/// The class and forms of a word in any case and with either apostrophe, the newsroom's changes counted in.
fn look_up(word: &str, shifts: Option<&Shifts>) -> (Class, Forms) {
    let (class, forms) = built_in(word);
    let shift = shifts
        .filter(|shifts| !shifts.0.is_empty())
        .and_then(|shifts| shifts.0.get(word.to_lowercase().replace('’', "'").as_str()));
    shift.map_or((class, forms), |shift| (class & !shift.leave | shift.join, forms | shift.forms))
}

fn built_in(word: &str) -> (Class, Forms) {
    let mut buffer = [0_u8; 24];
    if word.is_ascii() {
        let Some(space) = buffer.get_mut(..word.len()) else { return (0, 0) };
        space.copy_from_slice(word.as_bytes());
        space.make_ascii_lowercase();
        let lower = std::str::from_utf8(space).unwrap_or_default();
        TABLE.get(lower).copied().unwrap_or_default()
    } else {
        TABLE.get(word.replace('’', "'").to_lowercase().as_str()).copied().unwrap_or_default()
    }
}

/// Looks up one token. Whether it is a name and whether it is quoted is decided by the caller.
pub(super) fn word(text: &str, token: Token, shifts: Option<&Shifts>) -> Word {
    let written = token.span.of(text);
    let mut word = Word {
        span: token.span,
        kind: token.kind,
        class: 0,
        forms: 0,
        capital: written.starts_with(char::is_uppercase),
        proper: false,
        possessive: false,
        quoted: false,
        initial: initial(written),
    };
    if token.kind != TokenKind::Word {
        return word;
    }
    (word.class, word.forms) = look_up(written, shifts);
    if word.class == 0 {
        let base = crate::language::token::without_possessive(written);
        if base.len() < written.len() {
            word.possessive = true;
            (word.class, word.forms) = look_up(base, shifts);
        }
    }
    if word.class == 0 && !word.capital && written.ends_with("ly") && written.len() > 4 {
        word.class = ADVERB;
    }
    // "US", "IT", "WHO" are names, not pronouns.
    if written.len() > 1 && !written.contains(|c: char| c.is_lowercase()) && word.is(FUNCTION) {
        word.class &= !FUNCTION;
    }
    word
}
