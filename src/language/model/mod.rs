//! Linear models over the words of a sentence: which features speak for a label, and how much.
//!
//! A model is a file of weights, one feature a line, readable and made by a command (see [`train`]); its first lines
//! say from what. A feature has a name of a letter, a colon and one or several words (`u:percent`, `c:the <money>`). What
//! a sentence shows is handed to a [`Sink`]: while reading, a [`Tally`] that adds up weights and knows features by
//! hash alone; while training, [`train::Lessons`], which keep their names. Any reading may have a model of its own: it
//! shows features to a sink ([`shape::Shape`] has those of words in general) and asks [`Model::of`] a file for the
//! weights.

pub mod kin;
pub mod shape;
pub mod train;
pub mod worth;

/// Takes the features of a text.
pub trait Sink {
    /// A feature: `kind` tells its sort, `parts` are the words it is made of.
    fn feature(&mut self, kind: char, parts: &[Part<'_>]);
}

/// A word of a feature, hashed once however many features it is part of.
#[derive(Clone, Copy, Debug)]
pub struct Part<'t> {
    /// The word.
    pub word: &'t str,
    hash: u64,
}

impl<'t> Part<'t> {
    /// A word. It holds no white space, which separates the parts of a name.
    pub fn of(word: &'t str) -> Self {
        let mut hash = word.len() as u64;
        let mut rest = word.as_bytes();
        while let Some((eight, more)) = rest.split_first_chunk::<8>() {
            hash = mix(hash, u64::from_le_bytes(*eight));
            rest = more;
        }
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        Part { word, hash: mix(hash, u64::from_le_bytes(last)) }
    }
}

const fn mix(hash: u64, word: u64) -> u64 {
    (hash.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The hash of a feature.
fn hash(kind: char, parts: &[Part<'_>]) -> u64 {
    let hash = parts.iter().fold(kind as u64, |hash, part| mix(hash, part.hash));
    // The high bits of a product are its best.
    hash ^ hash >> 32
}

/// The name of a feature, as weights are written.
fn name(kind: char, parts: &[Part<'_>]) -> String {
    let mut name = String::from(kind);
    for (place, part) in parts.iter().enumerate() {
        name.push(if place == 0 { ':' } else { ' ' });
        name.push_str(part.word);
    }
    name
}

/// Which hashes may be in a table, in so few bytes that the processor keeps them at hand: most features that a text shows
/// have no weight, and need not be looked for where the weights are.
#[derive(Clone, Debug, Default)]
pub struct Sieve {
    bits: Vec<u64>,
}

impl Sieve {
    /// An empty one for about `count` hashes; most others do not pass it.
    pub fn for_about(count: usize) -> Self {
        Sieve { bits: vec![0; (count / 8).next_power_of_two()] }
    }

    /// Lets a hash pass.
    pub fn add(&mut self, hash: u32) {
        let (word, bit) = self.place(hash);
        self.bits[word] |= bit;
    }

    /// Whether a hash may have been added.
    #[inline]
    pub fn passes(&self, hash: u32) -> bool {
        let (word, bit) = self.place(hash);
        self.bits.get(word).is_some_and(|bits| bits & bit != 0)
    }

    #[inline]
    const fn place(&self, hash: u32) -> (usize, u64) {
        // An empty sieve has no words: every place is past their end.
        (hash as usize >> 6 & self.bits.len().wrapping_sub(1), 1 << (hash & 63))
    }
}

/// Weights, ready for look-up.
#[derive(Clone, Debug, Default)]
pub struct Model {
    bias: f32,
    sieve: Sieve,
    /// Open addressing: a tag of 0 is an empty slot.
    slots: Vec<Slot>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    tag: u32,
    weight: f32,
}

impl Model {
    /// Reads a file of weights: `# remarks`, then `name<TAB>weight` lines, one of them named `bias`. What is no such
    /// line counts for nothing.
    pub fn of(weights: &str) -> Self {
        let lines: Vec<(&str, f32)> = weights
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once('\t'))
            .filter_map(|(name, weight)| Some((name, weight.parse().ok()?)))
            .collect();
        let mut model = Model {
            bias: 0.0,
            sieve: Sieve::for_about(lines.len()),
            slots: vec![Slot::default(); (2 * lines.len()).next_power_of_two()],
        };
        for (name, weight) in lines {
            let mut kind = name.chars();
            match (kind.next(), kind.as_str().strip_prefix(':')) {
                (Some(kind), Some(words)) => {
                    let parts: Vec<Part<'_>> = words.split(' ').map(Part::of).collect();
                    model.insert(hash(kind, &parts), weight);
                }
                _ if name == "bias" => model.bias = weight,
                _ => {}
            }
        }
        model
    }

    fn insert(&mut self, hash: u64, weight: f32) {
        self.sieve.add(hash as u32);
        let (mut at, tag) = self.place(hash);
        while self.slots[at].tag != 0 {
            at = (at + 1) & (self.slots.len() - 1);
        }
        self.slots[at] = Slot { tag, weight };
    }

    /// Where a feature would stand, and how it would be marked.
    const fn place(&self, hash: u64) -> (usize, u32) {
        // A model without weights has no slots: every place is past their end.
        (hash as usize & self.slots.len().wrapping_sub(1), (hash >> 32) as u32 | 1)
    }

    #[inline]
    fn weight(&self, hash: u64) -> f32 {
        if self.sieve.passes(hash as u32) { self.find(hash) } else { 0.0 }
    }

    fn find(&self, hash: u64) -> f32 {
        let (mut at, tag) = self.place(hash);
        loop {
            match self.slots.get(at) {
                None | Some(Slot { tag: 0, .. }) => return 0.0,
                Some(slot) if slot.tag == tag => return slot.weight,
                Some(_) => at = (at + 1) & (self.slots.len() - 1),
            }
        }
    }

    /// An empty tally of this model.
    pub const fn tally(&self) -> Tally<'_> {
        Tally { model: self, sum: 0.0, count: 0 }
    }
}

/// Adds up what the features of one text weigh.
#[derive(Clone, Copy, Debug)]
pub struct Tally<'m> {
    model: &'m Model,
    sum: f32,
    count: usize,
}

impl Tally<'_> {
    /// How likely the label is, from 0 to 1.
    pub fn probability(&self) -> f32 {
        1.0 / (1.0 + (-self.logit()).exp())
    }

    /// The same before it is squeezed between 0 and 1.
    pub fn logit(&self) -> f32 {
        self.model.bias + self.sum * share(self.count)
    }
}

impl Sink for Tally<'_> {
    fn feature(&mut self, kind: char, parts: &[Part<'_>]) {
        self.sum += self.model.weight(hash(kind, parts));
        self.count += 1;
    }
}

/// What one of `count` features counts for: long texts have no more to say than short ones.
fn share(count: usize) -> f32 {
    1.0 / (count.max(1) as f32).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_found_by_name() {
        let model =
            Model::of("# made up\nbias\t-1\nu:percent\t2.5\nc:the <money>\t0.5\nnonsense\nu:x\tmuch\n");
        let mut tally = model.tally();
        assert!((tally.logit() + 1.0).abs() < 1e-6);
        tally.feature('u', &[Part::of("percent")]);
        assert!((tally.logit() - 1.5).abs() < 1e-6);
        tally.feature('c', &["the", "<money>"].map(Part::of));
        tally.feature('c', &["<money>", "the"].map(Part::of));
        tally.feature('u', &[Part::of("elsewhere, far away")]);
        assert!((tally.logit() - (-1.0 + 3.0 / 2.0)).abs() < 1e-6);
        assert!((0.5..1.0).contains(&tally.probability()));
    }

    #[test]
    fn a_model_without_weights_knows_nothing() {
        let model = Model::default();
        let mut tally = model.tally();
        tally.feature('u', &[Part::of("a")]);
        assert!((tally.probability() - 0.5).abs() < 1e-6);
    }
}
