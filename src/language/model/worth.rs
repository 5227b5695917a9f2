//! How the model of check-worthiness is made: of two sets of labelled sentences, each with a model of its own, added up.
//!
//! The one set asks which sentences of a debate are worth checking, the other which sentences of a speech can be
//! checked at all. Each is better told by the sum than by its own model alone.

use super::kin::Sequence;
use super::train::{Lessons, Settings, Weights};
use crate::language::claim;
use crate::language::{Lexicon, Reading};

/// How the model of what is worth checking is trained.
pub const WORTH: Settings = Settings { restraint: 0.7, favour: 1.3, least: 2, kinship: 4.0 };

/// How the model of what can be checked is trained.
pub const CHECKABLE: Settings = Settings { restraint: 0.7, favour: 1.0, least: 2, kinship: 4.0 };

/// What the second model counts for beside the first.
pub const SHARE: f32 = 0.6;

/// How many features are kept.
pub const FEATURES: usize = 24_000;

/// Sentences with labels, read.
pub fn lessons<'t>(examples: impl Iterator<Item = (&'t str, bool)>, lexicon: &Lexicon) -> Lessons {
    let mut lessons = Lessons::default();
    for (text, label) in examples {
        let reading = Reading::of(text, lexicon);
        lessons.add(label, |sink| claim::show(text, &reading, sink));
    }
    lessons
}

/// The words of a text in order, for their kin.
pub fn sequence(text: &str, lexicon: &Lexicon) -> Sequence {
    let mut sequence = Sequence::default();
    claim::show(text, &Reading::of(text, lexicon), &mut sequence);
    sequence
}

/// The sum of both models, each squeezed as if it were alone.
pub fn sum(worth: Weights, checkable: &Weights) -> Weights {
    worth.plus(checkable, SHARE).times(1.0 / (1.0 + SHARE))
}
