//! Which words are cues: a small linear model over a word and its neighbours, trained on labelled news.
//!
//! The grammar beside this file knows who vouches for what; it has to be sure. Stance, thought and the long tail of verbs
//! and nouns of saying ("booed", "is eager", "criticism of") are told by their company instead. Each candidate, a word
//! that is neither a name nor a word of grammar, has some two dozen features; its score is the sum of their weights.
//! `cargo bench --bench train_cues` trains the weights and writes the file; sums are of whole numbers, so that a text is
//! read alike on every machine.

use std::sync::LazyLock;

use super::classes::{AUXILIARY, NEGATION, PRONOUN, RELATIVE, Word};
use crate::language::lexicon::List;
use crate::language::model::Sieve;
use crate::language::token::TokenKind;
use crate::language::words::Words;

/// The words of a block as the model sees them.
pub(super) struct Signs<'a> {
    words: &'a Words<'a>,
    classed: &'a [Word],
    hashes: Vec<u32>,
}

/// One sentence of them.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    signs: &'a Signs<'a>,
    from: usize,
    to: usize,
    quotes: bool,
    /// How it ends.
    stop: u32,
}

impl<'a> Signs<'a> {
    pub fn new(words: &'a Words<'a>, classed: &'a [Word]) -> Self {
        let hashes = (0..words.len()).map(|at| hash(words.folded(at).as_bytes())).collect();
        Signs { words, classed, hashes }
    }

    /// The sentence of the words `from..to`.
    pub fn row(&'a self, from: usize, to: usize) -> Row<'a> {
        let quotes = (from..to).any(|at| self.classed[at].kind == TokenKind::Quote);
        Row { signs: self, from, to, quotes, stop: self.hashes.get(to - 1).copied().unwrap_or_default() }
    }
}

fn hash(bytes: &[u8]) -> u32 {
    bytes.iter().fold(2_166_136_261, |hash: u32, byte| (hash ^ u32::from(*byte)).wrapping_mul(16_777_619))
}

/// A feature: the template, and the one or two things it ties together.
fn feature(template: u32, one: u32, other: u32) -> u32 {
    let mut mixed = template.wrapping_mul(0x9E37_79B1)
        ^ one.wrapping_mul(0x85EB_CA6B)
        ^ other.rotate_left(13).wrapping_mul(0xC2B2_AE35);
    mixed ^= mixed >> 15;
    mixed = mixed.wrapping_mul(0x2C1B_3C6D);
    mixed ^ (mixed >> 12)
}

/// The last `count` bytes of a word, cut at a character.
fn ending(word: &str, count: usize) -> &[u8] {
    &word.as_bytes()[word.len().saturating_sub(count)..]
}

/// A word without its ending of number, tense or person: "criticized", "criticizes", "criticizing" share it.
fn stem(word: &str) -> &str {
    let Some(stem) = ["ing", "ied", "ies", "ed", "es", "s", "e", "y"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending).filter(|stem| stem.len() > 2))
    else {
        return word;
    };
    match stem.as_bytes() {
        [.., one, other] if stem.len() > 3 && one == other && one.is_ascii() && !b"sl".contains(one) => {
            &stem[..stem.len() - 1]
        }
        _ => stem,
    }
}

/// How far below a cue's odds a word is held to be none whatever the grammar says, in logarithmic odds.
const UNLIKELY: f32 = 1.2;
/// From which odds on against it a word by itself is not looked at further, logarithmic.
const HOPELESS: f32 = 3.0;

const BEFORE: u32 = 1;
const AFTER: u32 = 2;

impl Row<'_> {
    /// Whether the word at `at` may be a cue.
    pub fn may_be(&self, at: usize) -> bool {
        let word = &self.signs.classed[at];
        match word.kind {
            TokenKind::Mark => self.signs.words.is_any(at, &[":", "—", "―"]),
            TokenKind::Word => {
                (!self.signs.words.is_in(at, List::Function) || self.signs.words.is(at, "according"))
                    && (!word.capital || self.opens(at))
            }
            _ => false,
        }
    }

    /// Whether a capital at `at` tells nothing.
    fn opens(&self, at: usize) -> bool {
        at == self.from
            || self.signs.classed[at - 1].kind == TokenKind::Quote
            || self.signs.words.is(at - 1, ":")
    }

    fn hash(&self, at: usize, step: isize) -> u32 {
        match at.checked_add_signed(step) {
            Some(at) if at >= self.from && at < self.to => self.signs.hashes[at],
            _ if step < 0 => BEFORE,
            _ => AFTER,
        }
    }

    fn shape(&self, at: Option<usize>) -> u32 {
        let Some(at) = at.filter(|at| *at >= self.from && *at < self.to) else { return 9 };
        let word = &self.signs.classed[at];
        match word.kind {
            TokenKind::Word if word.capital => 1 + u32::from(at > self.from),
            TokenKind::Word => 3,
            TokenKind::Number => 4,
            TokenKind::Quote => 5,
            TokenKind::Mark => 6,
            TokenKind::Hole => 7,
        }
    }

    /// What stands where a subject would, and the last helping verb before it.
    fn subject(&self, at: usize) -> (u32, u32) {
        let mut before = at;
        let mut helper = 0;
        while before > self.from && at - before < 4 {
            let word = &self.signs.classed[before - 1];
            if !(word.is(AUXILIARY | NEGATION) || self.signs.words.folded(before - 1).ends_with("ly")) {
                break;
            }
            before -= 1;
            helper = self.signs.hashes[before];
        }
        let Some(subject) = before.checked_sub(1).filter(|subject| *subject >= self.from) else {
            return (1, helper);
        };
        let pronoun = self.signs.classed[subject].is(PRONOUN | RELATIVE);
        (if pronoun { self.signs.hashes[subject] } else { 10 + self.shape(Some(subject)) }, helper)
    }

    /// Which of "that", a quotation mark and a comma stand in the next words.
    fn ahead(&self, at: usize) -> u32 {
        (at + 1..self.to.min(at + 7)).fold(0, |seen, next| {
            let word = self.signs.words.folded(next);
            seen | u32::from(word == "that")
                | u32::from(self.signs.classed[next].kind == TokenKind::Quote) << 1
                | u32::from(word == ",") << 2
        })
    }

    /// The features of the word at `at` by itself.
    fn own(&self, at: usize) -> (Shape, [u32; 9]) {
        let folded = self.signs.words.folded(at);
        let word = self.signs.hashes[at];
        let stem = hash(stem(folded).as_bytes());
        let (two, three) = (hash(ending(folded, 2)), hash(ending(folded, 3)));
        let start = hash(&folded.as_bytes()[..folded.len().min(5)]);
        let quoted = u32::from(self.signs.classed[at].quoted);
        let features = [
            feature(0, 0, 0),
            feature(1, word, 0),
            feature(6, three, 0),
            feature(7, two, 0),
            feature(8, word, quoted),
            feature(9, quoted, two),
            feature(10, stem, quoted),
            feature(17, stem, 0),
            feature(21, start, 0),
        ];
        (Shape { stem, two }, features)
    }

    /// The features of the word at `at` in its company.
    fn company(&self, at: usize, Shape { stem, two }: Shape) -> [u32; 17] {
        let (before, after) = (self.hash(at, -1), self.hash(at, 1));
        let (subject, helper) = self.subject(at);
        let ahead = self.ahead(at);
        let place = u32::try_from((at - self.from).min(6)).unwrap_or_default();
        let quotes = u32::from(self.quotes);
        [
            feature(2, before, 0),
            feature(3, after, 0),
            feature(4, self.hash(at, -2), 0),
            feature(5, self.hash(at, 2), 0),
            feature(11, subject, two),
            feature(12, quotes, two),
            feature(13, self.stop, two),
            feature(14, place, two),
            feature(15, before, two),
            feature(16, after, two),
            feature(18, stem, after),
            feature(19, stem, before),
            feature(20, stem, subject),
            feature(22, stem, helper),
            feature(23, stem, self.shape(Some(at + 1))),
            feature(24, stem, self.shape(at.checked_sub(1))),
            feature(25, stem, ahead),
        ]
    }

    /// All features of the word at `at`.
    pub fn features(&self, at: usize) -> Vec<u32> {
        let (shape, own) = self.own(at);
        own.into_iter().chain(self.company(at, shape)).collect()
    }
}

/// What the features of a word's company ask of the word.
#[derive(Clone, Copy)]
struct Shape {
    stem: u32,
    two: u32,
}

/// The weights, as they stand in the file: a heading of `key value` lines that ends with an empty line, then for
/// each feature, in order, how far it is from the one before (seven bits a byte, the low ones first) and its weight.
pub(super) struct Model {
    /// By the low bits of a feature: its high bits, and its weight. A weight of 0 is an empty place.
    slots: Vec<(u16, i8)>,
    sieve: Sieve,
    bits: u32,
    /// What the sum of a cue's weights comes to at least.
    alone: i32,
    /// How much there is to be, in all, for a sentence to hold a cue; then its best candidate is one.
    together: f32,
    unit: f32,
    /// What a word by itself comes to that no company makes a cue.
    hopeless: i32,
}

/// The trained weights.
pub(super) static MODEL: LazyLock<Model> =
    LazyLock::new(|| Model::read(include_bytes!("../lexicon/cues.weights")).unwrap_or_default());

impl Default for Model {
    /// A model that knows no cue.
    fn default() -> Self {
        Model {
            slots: vec![(0, 0); 2],
            sieve: Sieve::default(),
            bits: 1,
            alone: i32::MAX,
            together: f32::INFINITY,
            unit: 1.0,
            hopeless: 0,
        }
    }
}

impl Model {
    /// Reads a file of weights.
    fn read(file: &[u8]) -> Option<Self> {
        let end = file.windows(2).position(|pair| pair == b"\n\n")?;
        let heading = std::str::from_utf8(&file[..end]).ok()?;
        let value =
            |key: &str| heading.lines().find_map(|line| line.strip_prefix(key)?.trim().parse::<f32>().ok());
        let (count, unit) = (value("features ")?, value("unit ")?);
        let bits = ((count as usize).max(1) * 2).next_power_of_two().trailing_zeros().clamp(1, 24);
        let mut model = Model {
            slots: vec![(0, 0); 1 << bits],
            sieve: Sieve::for_about(count as usize),
            bits,
            alone: (value("alone ")? * unit) as i32,
            together: value("together ")?,
            unit,
            hopeless: (-HOPELESS * unit) as i32,
        };
        let mut bytes = file[end + 2..].iter().copied();
        let mut at = 0_u32;
        while let Some(mut byte) = bytes.next() {
            let (mut step, mut shift) = (0_u32, 0);
            while byte & 0x80 != 0 && shift < 28 {
                step |= u32::from(byte & 0x7f) << shift;
                shift += 7;
                byte = bytes.next()?;
            }
            at = at.wrapping_add(step | u32::from(byte & 0x7f) << shift);
            model.put(at, i8::from_le_bytes([bytes.next()?]));
        }
        Some(model)
    }

    fn put(&mut self, feature: u32, weight: i8) {
        self.sieve.add(feature);
        let mask = self.slots.len() - 1;
        let mut slot = feature as usize & mask;
        for _ in 0..self.slots.len() {
            if self.slots[slot].1 == 0 {
                self.slots[slot] = (self.check(feature), weight);
                return;
            }
            slot = (slot + 1) & mask;
        }
    }

    fn check(&self, feature: u32) -> u16 {
        (feature >> self.bits.max(16)) as u16
    }

    #[inline]
    fn weight(&self, feature: u32) -> i32 {
        if self.sieve.passes(feature) { self.find(feature) } else { 0 }
    }

    fn find(&self, feature: u32) -> i32 {
        let mask = self.slots.len() - 1;
        let check = self.check(feature);
        let mut slot = feature as usize & mask;
        // Half the places are empty, so a search is short; it ends even were none.
        for _ in 0..64 {
            let (found, weight) = self.slots[slot];
            if weight == 0 {
                return 0;
            }
            if found == check {
                return weight.into();
            }
            slot = (slot + 1) & mask;
        }
        0
    }

    /// The sum of the weights.
    pub fn score(&self, features: &[u32]) -> i32 {
        features.iter().map(|feature| self.weight(*feature)).sum()
    }

    /// Scores every candidate of a sentence, in order. Words that are hardly ever a cue are not weighed further.
    pub fn scores(&self, row: &Row<'_>, out: &mut Vec<(usize, i32)>) {
        out.clear();
        let changed = row.signs.words.overlay().map(|overlay| &overlay.shifts);
        for at in (row.from..row.to).filter(|at| row.may_be(*at)) {
            let word = || row.signs.words.folded(at);
            let said = changed.and_then(|shifts| shifts.attributes(word()));
            if said == Some(false) {
                continue;
            }
            let (shape, own) = row.own(at);
            let mut score = self.score(&own);
            if score > self.hopeless {
                score += self.score(&row.company(at, shape));
            } else {
                score += self.hopeless;
            }
            // What the newsroom calls a cue is one wherever the grammar reads it so.
            out.push((at, if said == Some(true) { score.max(self.alone) } else { score }));
        }
    }

    /// Whether a word with this score is a cue by itself.
    pub fn is_cue(&self, score: i32) -> bool {
        score > self.alone
    }

    /// Whether a word with this score is most likely none, though the grammar reads it as one: "the remarks", "two states".
    pub fn is_unlikely(&self, score: i32) -> bool {
        score < self.alone.saturating_sub((UNLIKELY * self.unit) as i32)
    }

    /// The cues among the candidates of a sentence, by token.
    pub fn cues(&self, scores: &[(usize, i32)], out: &mut Vec<usize>) {
        out.clear();
        for &(at, score) in scores {
            // Two words of one cue, "made clear", count once.
            if self.is_cue(score) && out.last().is_none_or(|last| last + 1 < at) {
                out.push(at);
            }
        }
    }

    /// The best candidate of a sentence that likely holds a cue, though none of its words is one by itself.
    pub fn best(&self, scores: &[(usize, i32)]) -> Option<usize> {
        let odds = scores.iter().map(|(_, score)| (*score as f32 / self.unit).exp().ln_1p());
        if odds.sum::<f32>() <= self.together {
            return None;
        }
        scores.iter().max_by_key(|(at, score)| (*score, std::cmp::Reverse(*at))).map(|(at, _)| *at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_read_and_found() {
        let mut file = b"features 3\nunit 32\nalone -1\ntogether 0.5\n\n".to_vec();
        file.extend([5, 10, 0x85, 0x02, 0xf6, 0x80, 0x80, 0x80, 0x80, 0x08, 3]);
        let model = Model::read(&file).expect("weights");
        assert_eq!(model.score(&[5]), 10);
        assert_eq!(model.score(&[5, 5 + 261, 5 + 261 + (1 << 31)]), 3);
        assert_eq!(model.score(&[6, 4, 1 << 20]), 0);
        assert_eq!((model.alone, model.together), (-32, 0.5));
        assert!(Model::read(b"").is_none());
        assert!(Model::read(b"features 3\n\n").is_none());
    }

    #[test]
    fn words_of_one_lemma_share_their_stem() {
        for words in
            [&["criticize", "criticized", "criticizes", "criticizing"][..], &["deny", "denied", "denies"]]
        {
            let stems: Vec<_> = words.iter().map(|word| stem(word)).collect();
            assert!(stems.windows(2).all(|pair| pair[0] == pair[1]), "{stems:?}");
        }
        assert_eq!(stem("said"), "said");
    }

    #[test]
    fn the_file_of_weights_is_one() {
        assert!(MODEL.slots.len() > 2);
    }
}
